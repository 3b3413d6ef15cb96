//! What several pages say differently of one endpoint. Each finding names no path, so that pages that share many lines are reported once.

use std::collections::BTreeSet;

use super::api::{Content, Response};
use super::endpoints::Claim;
use super::print::content_words;
use super::{Builder, examples, permissions};
use crate::diagnostic::{Diagnostic, codes};
use crate::read::{PermissionRow, Scheme};
use crate::source::{Span, Spanned};

/// What a page says about the responses.
pub(super) struct Answered<'c, 'a> {
    pub(super) claim: &'c Claim<'a>,
    pub(super) responses: Vec<Response>,
}

/// Reports pages whose statuses have nothing in common. A page that documents one status more than another says more, not something else.
pub(super) fn report_statuses(builder: &mut Builder<'_>, claims: &[Claim<'_>]) {
    let mut said = claims.iter().map(statuses).filter(|statuses| !statuses.is_empty());
    let Some(first) = said.next() else { return };
    for other in said {
        let is_known = other.iter().any(|status| first.iter().any(|known| known.value == status.value));
        let (Some(known), Some(status)) = (first.first(), other.first().filter(|_| !is_known)) else { continue };
        builder.report(
            Diagnostic::new(
                &codes::model::ENDPOINT_STATUS_CONTRADICTION,
                status.span,
                format!("another page documents the status {} for the same request, not {}", known.value, status.value),
            )
            .related(known.span, "the other page")
            .note("both statuses are generated: a server chooses one, and a client takes either")
            .help("document the same status on both pages, or describe the request on one page only"),
        );
    }
}

/// The successes that a page names, else those that it shows.
fn statuses(claim: &Claim<'_>) -> Vec<Spanned<u16>> {
    let is_success = |status: &Spanned<u16>| examples::is_success(status.value);
    let said: Vec<_> = claim.facts.response.statuses.iter().copied().filter(is_success).collect();
    if said.is_empty() { examples::responses(claim).map(|one| one.status).filter(is_success).collect() } else { said }
}

/// Reports bodies of one status that nothing stands for but any JSON.
pub(super) fn report_types(builder: &mut Builder<'_>, pages: &[Answered<'_, '_>], joined: &Response) {
    let mut bodies = pages.iter().filter_map(|page| {
        let of_status = page.responses.iter().find(|response| response.status == joined.status)?;
        let content = of_status.alternatives.first().filter(|content| joined.alternatives.contains(content))?;
        Some((page.claim, content))
    });
    let Some((first, known)) = bodies.next() else { return };
    for (other, content) in bodies.filter(|(_, content)| *content != known) {
        let (here, there) = (words(content), words(known));
        builder.report(
            Diagnostic::new(
                &codes::model::ENDPOINT_TYPE_CONTRADICTION,
                place_of_type(other),
                format!("another page says that the same request is answered with {there}, not with {here}"),
            )
            .related(place_of_type(first), "the other page")
            .note("the types have no base type in common, so that the answer is any JSON")
            .help("name the same type on both pages, or give the types a base type"),
        );
    }
}

fn words(content: &Content) -> String {
    match content {
        Content::Page(_) | Content::Scalar(_) => format!("a {}", content_words(content)),
        Content::Json(_) | Content::Count | Content::Media => content_words(content),
    }
}

/// Whether a body is any JSON only because the alternatives have nothing in common.
pub(super) fn is_disputed(response: &Response) -> bool {
    let any = |content: &Content| *content == super::alternatives::ANY;
    response.content.as_ref().is_some_and(any) && !response.alternatives.iter().any(any)
}

fn place_of_type(claim: &Claim<'_>) -> Span {
    let mentioned = claim.facts.response.mentions.first().map(|mention| mention.span);
    let annotated = || examples::answers(claim).iter().find_map(|answer| Some(answer.type_claim.as_ref()?.span));
    mentioned.or_else(annotated).unwrap_or(claim.line.span)
}

/// Reports pages that name different permissions for one endpoint: one finding, however many there are.
pub(super) fn report_permissions(builder: &mut Builder<'_>, claims: &[Claim<'_>]) {
    let Some((first, others)) = claims.split_first().filter(|(_, others)| !others.is_empty()) else { return };
    let known = permissions::rows(first);
    let mut found: Option<Diagnostic> = None;
    for other in others {
        let rows = permissions::rows(other);
        let differing = Scheme::ALL.into_iter().find_map(|scheme| {
            let (there, here) = (Said::of(&known, scheme)?, Said::of(&rows, scheme)?);
            (there.permissions != here.permissions).then_some((there, here))
        });
        let Some((there, here)) = differing else { continue };
        found = Some(match found {
            Some(finding) => finding.related(here.span, here.words()),
            None => Diagnostic::new(
                &codes::model::ENDPOINT_PERMISSION_CONTRADICTION,
                here.span,
                "another page names other permissions for the same request",
            )
            .label(here.words())
            .related(there.span, there.words())
            .note("whoever has the permissions of one of the pages is admitted")
            .help("name the same permissions on all pages, or describe the request on one page only"),
        });
    }
    found.into_iter().for_each(|finding| builder.report(finding));
}

/// The sets of permissions of which a page asks one for a kind of sign-in, and where.
struct Said<'a> {
    permissions: BTreeSet<&'a [String]>,
    span: Span,
}

impl<'a> Said<'a> {
    /// Nothing where a cell has conditions: it is about several things then, of which the other page may describe one.
    fn of(rows: &[&'a PermissionRow], scheme: Scheme) -> Option<Self> {
        let rows = || rows.iter().filter(|row| row.scheme == scheme);
        let alternatives = || rows().flat_map(|row| &row.alternatives);
        if alternatives().any(|alternative| alternative.condition.is_some()) {
            return None;
        }
        let permissions = alternatives().map(|alternative| alternative.permissions.as_slice()).collect();
        Some(Self { permissions, span: rows().next()?.span })
    }

    fn words(&self) -> String {
        let sets: Vec<String> = self.permissions.iter().map(|set| set.join(" and ")).collect();
        if sets.is_empty() { "not supported".to_owned() } else { format!("any of {}", sets.join(", ")) }
    }
}
