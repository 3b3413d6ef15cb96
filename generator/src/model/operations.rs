//! What an endpoint is, apart from its bodies: its path, pages, parameters, permissions and examples.

use std::borrow::Cow;

use super::api::{Operation, PageReference, Presence};
use super::endpoints::{Claim, Claims};
use super::parameters::Parameters;
use super::{enums, examples, paths, permissions};
use crate::read::conventions::{COMMON_HEADERS, is_among};
use crate::read::{
    LineOrigin, Method, ParameterRow, Places, Spelling, Text, argument_names, query_names, query_placeholders,
};
use crate::source::Sources;

/// The endpoint that these claims are about. Bodies and responses come later.
pub(super) fn draft(sources: &Sources, claims: &Claims<'_>) -> Option<Operation> {
    let Claims { best: claims, listed, queries } = claims;
    let first = claims.first()?;
    let mut pages: Vec<PageReference> = claims.iter().map(|claim| reference(sources, claim)).collect();
    pages.dedup();
    let mut headers = Parameters::default();
    let mut query = Parameters::default();
    for claim in claims {
        headers.add_rows(&claim.facts.headers);
        query.add_rows(&rows_of_query(claim));
        add_unplaced(claim, &mut query);
        let options = claim.facts.query_options.iter().map(|option| option.value.as_str());
        options.for_each(|name| query.add(name, false, &Text::default()));
    }
    // What only a line names: `/books?from={from}`.
    let of_lines = queries.iter().flat_map(|query| query_names(query));
    of_lines.for_each(|name| query.add(name, false, &Text::default()));
    on_all_lines(claims).into_iter().for_each(|name| query.require(name));
    let (mut headers, query) = (headers.settle(), query.settle());
    headers.retain(|header| !is_among(COMMON_HEADERS, &header.name));
    Some(Operation {
        method: first.line.method,
        path: paths::named(&first.line.path),
        path_descriptions: Vec::new(),
        pages,
        description: first
            .facts
            .chapter
            .as_ref()
            .map_or(&first.page.description, |chapter| &chapter.description)
            .clone(),
        exchanges: examples::shown(sources, claims),
        example_body: None,
        body: None,
        body_presence: Presence::Required,
        body_alternatives: Vec::new(),
        body_media_types: Vec::new(),
        responses: Vec::new(),
        permissions: permissions::join(listed),
        headers,
        query,
    })
}

/// The rows of query parameters. Some pages call the arguments of a function so: `q` of `search(q='{query}')`.
fn rows_of_query<'a>(claim: &Claim<'a>) -> Cow<'a, [ParameterRow]> {
    let rows = claim.facts.query_parameters.as_slice();
    let arguments: Vec<Spelling> = argument_names(&claim.line.path).map(Spelling::of).collect();
    let is_of_query = |row: &&ParameterRow| !arguments.contains(&Spelling::of(&row.name.value));
    if arguments.is_empty() { rows.into() } else { rows.iter().filter(is_of_query).cloned().collect() }
}

/// The page of a claim, under the title of the chapter that the claim stands in.
fn reference(sources: &Sources, claim: &Claim<'_>) -> PageReference {
    let mut reference = enums::page_reference(sources, claim.page);
    if let Some(chapter) = &claim.facts.chapter {
        reference.title.clone_from(&chapter.title);
    }
    reference
}

/// The parameters that all lines give a place to, `/views?from={from}&to={to}`. A page that names the path without a query would be the better
/// one, so nobody says that it goes without them.
fn on_all_lines<'a>(claims: &[Claim<'a>]) -> Vec<&'a str> {
    let places = |claim: &Claim<'a>| claim.line.query.as_deref().map(query_placeholders).unwrap_or_default();
    let Some((first, others)) = claims.split_first() else { return Vec::new() };
    if claims.iter().any(|claim| claim.line.origin == LineOrigin::Shown) {
        return Vec::new();
    }
    let mut names = places(first);
    for other in others {
        let places = places(other);
        names.retain(|name| places.contains(name));
    }
    names
}

/// Parameters of a function that no line of the page has a place for. OData 4.01 takes the parameters of a function from the query, too
/// (implicit parameter aliases). What a page calls the body of a GET request are such parameters.
fn add_unplaced(claim: &Claim<'_>, query: &mut Parameters) {
    if claim.line.method != Method::Get || claim.line.origin == LineOrigin::Shown {
        return;
    }
    let facts = claim.facts;
    if facts.path_parameters.is_empty() && facts.body.rows.is_empty() {
        return;
    }
    let places = Places::of(facts);
    let is_call = claim.line.may_call_function();
    let of_path =
        facts.path_parameters.iter().filter(|_| is_call).map(|row| (&row.name.value, row.required, &row.description));
    let of_body = facts.body.rows.iter().map(|row| (&row.name.value, false, &row.description));
    for (name, required, description) in of_path.chain(of_body).filter(|(name, ..)| !places.has(name)) {
        query.add(name, required, description);
    }
}
