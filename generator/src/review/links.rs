//! The words of a link against the page that it leads to.

use super::Known;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::ItemType;
use crate::read::conventions::fold;
use crate::read::{NamedType, PageFacts};
use crate::source::Span;

pub(super) fn review(known: &Known<'_>, page: &PageFacts, findings: &mut Vec<Diagnostic>) {
    for described in &page.types {
        let rows = described.properties.iter().chain(&described.relationships);
        for claim in rows.filter_map(|row| row.type_claim.as_ref()) {
            review_named(known, &claim.named, claim.span, findings);
        }
    }
    for facts in &page.operations {
        for claim in facts.body.rows.iter().filter_map(|row| row.type_claim.as_ref()) {
            review_named(known, &claim.named, claim.span, findings);
        }
        for mention in facts.body.mentions.iter().chain(&facts.response.mentions) {
            review_named(known, &mention.named, mention.span, findings);
        }
    }
}

fn review_named(known: &Known<'_>, named: &NamedType, span: Span, findings: &mut Vec<Diagnostic>) {
    match named {
        NamedType::Link { text, target } => review_link(known, named, text, target, span, findings),
        NamedType::OneOf(several) => {
            for one in several {
                review_named(known, one, span, findings);
            }
        }
        NamedType::Primitive(_) | NamedType::Name(_) | NamedType::Unknown(_) => {}
    }
}

/// Reports words that name a known type which is not the one that the link leads to.
fn review_link(
    known: &Known<'_>,
    named: &NamedType,
    text: &str,
    target: &str,
    span: Span,
    findings: &mut Vec<Diagnostic>,
) {
    let simple = fold(text.rsplit('.').next().unwrap_or(text));
    let Some(meant) = known.by_simple.get(&*simple) else { return };
    let Some(linked) = known.resolve(named, span).filter(|linked| !meant.contains(linked)) else { return };
    let (ItemType::Struct(name) | ItemType::Enum(name)) = &linked else { return };
    let finding = Diagnostic::new(
        &codes::review::LINK_TEXT_CONTRADICTION,
        span,
        format!("the words of the link name `{text}`, its target describes `{name}`"),
    )
    .note(format!("`{name}` is used"))
    .help(format!("write `{}`, or link to the page of `{text}` instead of `{target}`", name.simple()));
    findings.push(match known.types.get(name) {
        Some(place) => finding.related(*place, "the target"),
        None => finding,
    });
}
