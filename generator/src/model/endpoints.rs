//! Joins the request lines of all pages into endpoints.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use rayon::prelude::*;

use super::api::{Content, EnumType, Operation, PageReference, Parameter, Response, TypeName};
use super::responses::Collections;
use super::structs::Structs;
use super::{Builder, alternatives, bodies, enums, examples, paths, permissions, responses};
use crate::read::conventions::{COMMON_HEADERS, fold};
use crate::read::{LineOrigin, Method, OperationFacts, PageFacts, ParameterRow, Part, RequestLine, Text};

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

/// The method and the key of the path.
type EndpointKey = (String, Method);

/// The endpoints, each once.
pub(super) fn join(
    builder: &mut Builder<'_>,
    structs: &mut Structs,
    enums: &mut BTreeMap<TypeName, EnumType>,
) -> Vec<Operation> {
    let groups = group(builder.facts);
    let mut collections = Collections::default();
    for ((path, method), claims) in &groups {
        if *method == Method::Get && !path.ends_with(KEY_END) {
            collections.note(builder, path, &claims.best);
        }
    }
    let mut responses_by_key: BTreeMap<&EndpointKey, Vec<Response>> = BTreeMap::new();
    for (key, claims) in &groups {
        responses_by_key.insert(key, responses::join(builder, structs, &collections, &claims.best));
    }
    let mut bodies = bodies::Bodies::default();
    for (key, claims) in &groups {
        let subject = subject(&responses_by_key, key);
        bodies.claim(builder, structs, enums, key.clone(), &claims.best, subject.as_ref());
    }
    let mut bodies = bodies.settle(builder, structs);
    let settled: Vec<_> = groups
        .iter()
        .map(|(key, claims)| {
            (claims, bodies.remove(key).unwrap_or_default(), responses_by_key.remove(key).unwrap_or_default())
        })
        .collect();
    let (builder, structs) = (&*builder, &*structs);
    let mut operations: Vec<Operation> = settled
        .into_par_iter()
        .filter_map(|(claims, bodies, responses)| operation(builder, structs, claims, bodies, responses))
        .collect();
    paths::unify(&mut operations);
    operations
}

/// What GET returns from the same path: the type that PATCH and PUT work on.
fn subject(responses: &BTreeMap<&EndpointKey, Vec<Response>>, (path, method): &EndpointKey) -> Option<Content> {
    if !matches!(method, Method::Patch | Method::Put) {
        return None;
    }
    let read = responses.get(&(path.clone(), Method::Get))?;
    read.iter().find_map(|response| response.content.clone())
}

/// What the pages say about an endpoint.
struct Claims<'a> {
    /// Those of the pages that are about it.
    best: Vec<Claim<'a>>,
    /// Those of all pages that list it among few others. They say who may call it, too.
    listed: Vec<Claim<'a>>,
}

/// The claims for each endpoint.
fn group(facts: &[PageFacts]) -> BTreeMap<EndpointKey, Claims<'_>> {
    let operations = || facts.iter().flat_map(|page| page.operations.iter().map(move |operation| (page, operation)));
    let lines = || operations().flat_map(|(_, operation)| &operation.request_lines);
    let keys: Vec<String> = lines().map(|line| paths::key(&line.path)).collect();
    let keyed: HashSet<&str> = keys.iter().filter_map(|key| key.strip_suffix(KEY_END)).collect();
    let is_extended: Vec<bool> = keys.iter().map(|key| keyed.contains(key.as_str())).collect();
    let mut groups: BTreeMap<EndpointKey, Vec<Claim<'_>>> = BTreeMap::new();
    let mut keys = keys.into_iter().zip(is_extended);
    for (page, operation) in operations() {
        let ends = ends(operation);
        for (line, (key, is_extended)) in operation.request_lines.iter().zip(&mut keys) {
            let claim = Claim { page, facts: operation, line, ends, is_extended };
            groups.entry((key, line.method)).or_default().push(claim);
        }
    }
    groups.into_iter().map(|(key, claims)| (key, Claims::of(claims))).collect()
}

impl<'a> Claims<'a> {
    fn of(mut claims: Vec<Claim<'a>>) -> Self {
        let best = claims.iter().map(rank).min().unwrap_or_default();
        let of_best = claims.iter().filter(|claim| rank(claim) == best).copied().collect();
        claims.retain(|claim| rank(claim) == best || (is_listed(claim.line) && claim.ends <= MOST_ENDS));
        Self { best: of_best, listed: claims }
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

/// `$value` and its like ask for another form of the same thing.
fn ends(operation: &OperationFacts) -> usize {
    let last_literal = |line: &RequestLine| {
        line.path.segments.iter().rev().flat_map(|segment| segment.parts.iter().rev()).find_map(|part| match part {
            Part::Literal(text) if !text.starts_with('$') => Some(fold(text)),
            _ => None,
        })
    };
    let written = operation.request_lines.iter().filter(|line| line.origin != LineOrigin::Shown);
    written.map(last_literal).collect::<BTreeSet<_>>().len()
}

fn operation(
    builder: &Builder<'_>,
    structs: &Structs,
    claims: &Claims<'_>,
    bodies: Vec<Content>,
    responses: Vec<Response>,
) -> Option<Operation> {
    let Claims { best: claims, listed } = claims;
    let first = claims.first()?;
    let mut pages: Vec<PageReference> = claims.iter().map(|claim| enums::page_reference(builder, claim.page)).collect();
    pages.dedup();
    let mut headers = Vec::new();
    let mut query = Vec::new();
    for claim in claims {
        collect(&mut headers, &claim.facts.headers);
        collect(&mut query, &claim.facts.query_parameters);
        unplaced(claim, &mut query);
        for option in &claim.facts.query_options {
            if !is_known(&query, &option.value) {
                query.push(Parameter { name: option.value.clone(), required: false, description: Text::default() });
            }
        }
        of_line(claim.line, &mut query);
    }
    headers.retain(|header| !COMMON_HEADERS.contains(&fold(&header.name).as_str()));
    Some(Operation {
        method: first.line.method,
        path: paths::named(&first.line.path),
        pages,
        description: first.page.description.clone(),
        exchanges: examples::shown(builder, claims),
        example_body: if bodies.is_empty() { None } else { examples::request_body(claims) },
        body: alternatives::join(structs, &bodies),
        body_alternatives: bodies,
        responses,
        permissions: permissions::join(listed),
        headers,
        query,
    })
}

/// Query parameters that only the line names: `/books?from={from}`.
fn of_line(line: &RequestLine, query: &mut Vec<Parameter>) {
    for name in paths::query_names(line) {
        if !is_known(query, name) {
            query.push(Parameter { name: name.to_owned(), required: false, description: Text::default() });
        }
    }
}

/// Parameters of a function that no line of the page has a place for. OData 4.01 takes the parameters of a function from the query, too
/// (implicit parameter aliases). What a page calls the body of a GET request are such parameters.
fn unplaced(claim: &Claim<'_>, query: &mut Vec<Parameter>) {
    if claim.line.method != Method::Get || claim.line.origin == LineOrigin::Shown {
        return;
    }
    let facts = claim.facts;
    if facts.path_parameters.is_empty() && facts.body.rows.is_empty() {
        return;
    }
    let written = facts.request_lines.iter().filter(|line| line.origin != LineOrigin::Shown);
    let places: BTreeSet<String> = written.flat_map(paths::places).collect();
    let of_path = facts.path_parameters.iter().map(|row| (&row.name.value, row.required, &row.description));
    let of_body = facts.body.rows.iter().map(|row| (&row.name.value, false, &row.description));
    for (name, required, description) in of_path.chain(of_body) {
        if !places.contains(&paths::squeeze(name)) && !is_known(query, name) {
            query.push(Parameter { name: name.clone(), required, description: description.clone() });
        }
    }
}

/// Whether there is a parameter of this name, however it is spelt.
fn is_known(parameters: &[Parameter], name: &str) -> bool {
    parameters.iter().any(|known| paths::squeeze(&known.name) == paths::squeeze(name))
}

fn collect(parameters: &mut Vec<Parameter>, rows: &[ParameterRow]) {
    for row in rows {
        if !is_known(parameters, &row.name.value) {
            parameters.push(Parameter {
                name: row.name.value.clone(),
                required: row.required,
                description: row.description.clone(),
            });
        }
    }
}
