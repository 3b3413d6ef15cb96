//! What an endpoint is, apart from its bodies: its path, pages, parameters, permissions and examples.

use std::collections::BTreeSet;

use super::api::{Operation, PageReference, Parameter};
use super::arguments::TEXT;
use super::endpoints::{Claim, Claims};
use super::{enums, examples, paths, permissions};
use crate::read::conventions::{COMMON_HEADERS, is_among};
use crate::read::{LineOrigin, Method, ParameterRow, RequestLine, Text, query_names};
use crate::source::Sources;

/// The endpoint that these claims are about. Bodies and responses come later.
pub(super) fn draft(sources: &Sources, claims: &Claims<'_>) -> Option<Operation> {
    let Claims { best: claims, listed } = claims;
    let first = claims.first()?;
    let mut pages: Vec<PageReference> = claims.iter().map(|claim| enums::page_reference(sources, claim.page)).collect();
    pages.dedup();
    let mut headers = Vec::new();
    let mut query = Vec::new();
    for claim in claims {
        collect(&mut headers, &claim.facts.headers);
        collect(&mut query, &claim.facts.query_parameters);
        unplaced(claim, &mut query);
        for option in &claim.facts.query_options {
            if !is_known(&query, &option.value) {
                query.push(parameter(&option.value, false, &Text::default()));
            }
        }
        of_line(claim.line, &mut query);
    }
    headers.retain(|header| !is_among(COMMON_HEADERS, &header.name));
    Some(Operation {
        method: first.line.method,
        path: paths::named(&first.line.path),
        pages,
        description: first.page.description.clone(),
        exchanges: examples::shown(sources, claims),
        example_body: None,
        body: None,
        body_alternatives: Vec::new(),
        responses: Vec::new(),
        permissions: permissions::join(listed),
        headers,
        query,
    })
}

/// Query parameters that only the line names: `/books?from={from}`.
fn of_line(line: &RequestLine, query: &mut Vec<Parameter>) {
    for name in line.query.iter().flat_map(|text| query_names(text)) {
        if !is_known(query, name) {
            query.push(parameter(name, false, &Text::default()));
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
            query.push(parameter(name, required, description));
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
            parameters.push(parameter(&row.name.value, row.required, &row.description));
        }
    }
}

/// A parameter whose type comes later, with the types.
fn parameter(name: &str, required: bool, description: &Text) -> Parameter {
    Parameter { name: name.to_owned(), required, description: description.clone(), item: TEXT }
}
