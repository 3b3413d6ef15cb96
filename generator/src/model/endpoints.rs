//! Joins the request lines of all pages into endpoints.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use foldhash::HashSet;
use rayon::prelude::*;

use super::api::{Content, EnumType, Operation, Response, TypeName};
use super::bodies::{self, Bodies};
use super::responses::Collections;
use super::structs::Structs;
use super::{Builder, alternatives, arguments, disputes, examples, media_types, operations, paths, responses};
use crate::read::conventions::fold;
use crate::read::{LineOrigin, Method, OperationFacts, PageFacts, Part, RequestLine};
use crate::source::Sources;

/// A request line, and the operation of the page that it stands for.
#[derive(Clone, Copy)]
pub(super) struct Claim<'a> {
    pub(super) page: &'a PageFacts,
    pub(super) facts: &'a OperationFacts,
    pub(super) line: &'a RequestLine,
    /// In how many different segments the lines of the operation end.
    ends: usize,
    /// Whether some page extends the path by a key.
    pub(super) is_extended: bool,
}

/// What keys of paths end in that name one thing of a collection.
const KEY_END: &str = "/{}";

/// What the pages say about an endpoint.
pub(super) struct Endpoint<'a> {
    /// What endpoints are sorted by.
    pub(super) key: EndpointKey,
    pub(super) claims: Claims<'a>,
    /// What is known without the types.
    draft: Operation,
}

/// The key of the path, and the method.
pub(super) type EndpointKey = (String, Method);

/// The claims about an endpoint.
pub(super) struct Claims<'a> {
    /// Those of the pages that are about it.
    pub(super) best: Vec<Claim<'a>>,
    /// Those of all pages that list it among few others. They say who may call it, too.
    pub(super) listed: Vec<Claim<'a>>,
    /// The queries of all its lines: `/books?$expand=notes` stands beside `/books`.
    pub(super) queries: Vec<&'a str>,
}

/// The endpoints without their names: parts of paths are spelled alike in [`finish`].
pub(super) fn join<'a>(
    builder: &mut Builder<'a>,
    structs: &mut Structs,
    enums: &mut BTreeMap<TypeName, EnumType>,
    endpoints: Vec<Endpoint<'a>>,
) -> Vec<Operation> {
    let responses = all_responses(builder, structs, &endpoints);
    // Bodies may add to types, so they are settled one after the other.
    let bodies = all_bodies(builder, structs, enums, &endpoints, &responses);
    let (builder, structs, enums) = (&*builder, &*structs, &*enums);
    let complete = |((endpoint, responses), bodies): ((Endpoint<'_>, Vec<Response>), Vec<Content>)| {
        let example_body = if bodies.is_empty() { None } else { examples::request_body(&endpoint.claims.best) };
        let body = alternatives::join(structs, &bodies);
        let body_presence = bodies::presence(&endpoint.claims.best);
        let sends_media = bodies.contains(&Content::Media);
        let body_media_types = if sends_media { media_types::of_requests(&endpoint.claims.best) } else { Vec::new() };
        let Endpoint { claims, mut draft, .. } = endpoint;
        arguments::join(builder, enums, &claims.best, &mut draft);
        Operation { example_body, body, body_presence, body_alternatives: bodies, body_media_types, responses, ..draft }
    };
    endpoints.into_par_iter().zip(responses).zip(bodies).map(complete).collect()
}

fn all_responses<'a>(builder: &mut Builder<'a>, structs: &Structs, endpoints: &[Endpoint<'a>]) -> Vec<Vec<Response>> {
    let mut collections = Collections::default();
    for Endpoint { key: (path, method), claims, .. } in endpoints {
        if *method == Method::Get && !path.ends_with(KEY_END) {
            collections.note(builder, path, &claims.best);
        }
    }
    let shared: &Builder<'a> = builder;
    let of_endpoint = |endpoint: &Endpoint<'a>| {
        let mut own = shared.fork();
        let joined = responses::join(&mut own, structs, &collections, &endpoint.claims.best);
        disputes::report_permissions(&mut own, &endpoint.claims.listed);
        (joined, own.found)
    };
    let joined: Vec<_> = endpoints.par_iter().map(of_endpoint).collect();
    joined
        .into_iter()
        .map(|(responses, found)| {
            builder.add(found);
            responses
        })
        .collect()
}

fn all_bodies<'a>(
    builder: &mut Builder<'a>,
    structs: &mut Structs,
    enums: &mut BTreeMap<TypeName, EnumType>,
    endpoints: &[Endpoint<'a>],
    responses: &[Vec<Response>],
) -> Vec<Vec<Content>> {
    let mut bodies = Bodies::new(endpoints);
    for (at, endpoint) in endpoints.iter().enumerate() {
        let subject = subject(endpoints, responses, &endpoint.key);
        bodies.claim(builder, structs, enums, at, subject);
    }
    bodies.settle(builder, structs)
}

/// What GET returns from the same path: the type that PATCH and PUT work on.
fn subject<'r>(
    endpoints: &[Endpoint<'_>],
    responses: &'r [Vec<Response>],
    (path, method): &EndpointKey,
) -> Option<&'r Content> {
    if !matches!(method, Method::Patch | Method::Put) {
        return None;
    }
    let read = |endpoint: &Endpoint<'_>| (endpoint.key.0.as_str(), endpoint.key.1).cmp(&(path, Method::Get));
    let read = responses.get(endpoints.binary_search_by(read).ok()?)?;
    read.iter().find_map(|response| response.content.as_ref())
}

/// Spells the paths of all operations alike, gives their arguments the same types, and sorts them.
pub(super) fn finish(mut operations: Vec<Operation>) -> Vec<Operation> {
    paths::unify(&mut operations);
    arguments::unify(&mut operations);
    operations.par_sort_by_cached_key(|operation| (operation.path.to_string(), operation.method));
    operations
}

/// The claims for each endpoint, sorted by the keys of their paths.
pub(super) fn group<'a>(sources: &Sources, facts: &'a [PageFacts]) -> Vec<Endpoint<'a>> {
    let mut claims: Vec<(EndpointKey, Claim<'_>)> = facts.par_iter().flat_map_iter(claims).collect();
    let extended: HashSet<&str> = claims.iter().filter_map(|((path, _), _)| path.strip_suffix(KEY_END)).collect();
    let is_extended: Vec<bool> = claims.iter().map(|((path, _), _)| extended.contains(path.as_str())).collect();
    for ((_, claim), is_extended) in claims.iter_mut().zip(is_extended) {
        claim.is_extended = is_extended;
    }
    // The claims about one endpoint stay in the order of the pages.
    claims.par_sort_by(|(a, _), (b, _)| a.cmp(b));
    let mut endpoints: Vec<(EndpointKey, Vec<Claim<'_>>)> = Vec::new();
    for (key, claim) in claims {
        match endpoints.last_mut() {
            Some((last, claims)) if *last == key => claims.push(claim),
            _ => endpoints.push((key, vec![claim])),
        }
    }
    let endpoint = |(key, claims)| {
        let claims = Claims::of(claims);
        Some(Endpoint { key, draft: operations::draft(sources, &claims)?, claims })
    };
    endpoints.into_par_iter().filter_map(endpoint).collect()
}

/// The claims of a page. Whether another page extends their paths is not known yet.
fn claims(page: &PageFacts) -> impl Iterator<Item = (EndpointKey, Claim<'_>)> {
    page.operations.iter().flat_map(move |facts| {
        let ends = ends(facts);
        facts.request_lines.iter().map(move |line| {
            let claim = Claim { page, facts, line, ends, is_extended: false };
            ((paths::key(&line.path), line.method), claim)
        })
    })
}

impl<'a> Claims<'a> {
    fn of(mut claims: Vec<Claim<'a>>) -> Self {
        let best = claims.iter().map(rank).min().unwrap_or_default();
        let of_best: Vec<Claim<'a>> = claims.iter().filter(|claim| rank(claim) == best).copied().collect();
        let pages: HashSet<_> = of_best.iter().map(|claim| claim.page.source).collect();
        let of_pages = claims.iter().filter(|claim| pages.contains(&claim.page.source));
        let queries = of_pages.filter_map(|claim| claim.line.query.as_deref()).collect();
        claims.retain(|claim| rank(claim) == best || (is_listed(claim.line) && claim.ends <= MOST_ENDS));
        Self { best: of_best, listed: claims, queries }
    }
}

/// A page whose lines end in more words than this is about what many resources have in common, such as extensions: its permissions are
/// those for that.
const MOST_ENDS: usize = 3;

/// Lines that an example shows, and lines with a query, only mention an endpoint.
fn is_listed(line: &RequestLine) -> bool {
    line.origin != LineOrigin::Shown && line.query.is_none()
}

/// How far a page is from being about this endpoint: lines that an example or prose shows and lines with a query only mention it, and a
/// page whose lines end in many different segments is about something that they have in common.
fn rank(claim: &Claim<'_>) -> (bool, bool, usize) {
    (claim.line.origin == LineOrigin::Shown, claim.line.query.is_some(), claim.ends)
}

/// In how many different segments the lines of an operation end.
fn ends(operation: &OperationFacts) -> usize {
    let is_called = |line: &&RequestLine| !matches!(line.origin, LineOrigin::Shown | LineOrigin::AsWritten);
    let written = operation.request_lines.iter().filter(is_called);
    written.map(last_literal).collect::<BTreeSet<_>>().len()
}

/// `$value` and its like ask for another form of the same thing.
fn last_literal(line: &RequestLine) -> Option<Cow<'_, str>> {
    let mut parts = line.path.segments.iter().rev().flat_map(|segment| segment.parts.iter().rev());
    parts.find_map(|part| match part {
        Part::Literal(text) if !text.starts_with('$') => Some(fold(text)),
        _ => None,
    })
}
