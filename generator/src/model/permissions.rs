//! Which permissions an endpoint needs: those of all pages that list it.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexSet;

use super::api::{Alternative, Grant, Scheme};
use super::endpoints::Claim;
use super::paths;
use crate::read::conventions::{OWN_USER, REFERENCE_SEGMENT, USERS, fold};
use crate::read::{PathTemplate, PermissionRow, RequestLine, Segment};

/// What each kind of sign-in needs. A page that does not say leaves the question to the others; an include that is missing leaves it open.
pub(super) fn join(claims: &[Claim<'_>]) -> BTreeMap<Scheme, Grant> {
    Scheme::ALL.into_iter().map(|scheme| (scheme, grant(claims, scheme))).collect()
}

fn grant(claims: &[Claim<'_>], scheme: Scheme) -> Grant {
    let mut alternatives: IndexSet<&Alternative> = IndexSet::new();
    let mut is_said = false;
    for row in claims.iter().flat_map(rows).filter(|row| row.scheme == scheme) {
        is_said = true;
        alternatives.extend(&row.alternatives);
    }
    let part_is_missing = claims.iter().any(|claim| claim.facts.permissions.missing_include.is_some());
    match (is_said, alternatives.is_empty()) {
        (true, false) => Grant::AnyOf(alternatives.into_iter().cloned().collect()),
        (true, true) if !part_is_missing => Grant::NotSupported,
        _ => Grant::Unknown,
    }
}

/// The rows that are about the path. A transposed table has a row for each resource, "user calendar" and "group calendar": the last
/// word of the path that some of the rows have, but not all, tells which of them count. Where there is no such word, all do; so do they
/// where something is referred to: for `/groups/{id}/members/$ref`, "group" and "device" are kinds of members.
pub(super) fn rows<'a>(claim: &Claim<'a>) -> Vec<&'a PermissionRow> {
    let all = rows_for_line(claim);
    let resources: BTreeSet<&str> = all.iter().filter_map(|row| row.resource.as_deref()).collect();
    if resources.is_empty() {
        return all;
    }
    let vocabularies: Vec<BTreeSet<String>> = resources.iter().map(|resource| words(resource)).collect();
    let is_telling = |word: &String| {
        let having = vocabularies.iter().filter(|known| known.contains(word)).count();
        having > 0 && having < vocabularies.len()
    };
    if paths::ends_in(&claim.line.path, REFERENCE_SEGMENT) {
        return all;
    }
    let Some(word) = words_of_path(&claim.line.path).into_iter().rfind(is_telling) else { return all };
    let is_telling_of_path =
        |row: &&PermissionRow| row.resource.as_ref().is_none_or(|resource| words(resource).contains(&word));
    all.into_iter().filter(is_telling_of_path).collect()
}

/// The rows of the tables that are for the line of a claim. A table whose requests are none of the page is for all lines. A line that no
/// table is for has no rows: the permissions of other requests say nothing about it.
fn rows_for_line<'a>(claim: &Claim<'a>) -> Vec<&'a PermissionRow> {
    let facts = claim.facts;
    let is_for = |row: &PermissionRow, line: &RequestLine| {
        let key = paths::key(&line.path);
        row.requests.iter().any(|(method, path)| *method == line.method && paths::key(path) == key)
    };
    let is_for_line = |row: &&PermissionRow| {
        row.requests.is_empty() || is_for(row, claim.line) || !facts.request_lines.iter().any(|line| is_for(row, line))
    };
    facts.permissions.rows.iter().filter(is_for_line).collect()
}

/// The words of a label, in the singular.
fn words(label: &str) -> BTreeSet<String> {
    fold(label).split(|c: char| !c.is_alphanumeric()).map(paths::singular).collect()
}

/// The literal segments of a path as words, `/me` as what it stands for.
fn words_of_path(path: &PathTemplate) -> Vec<String> {
    let literals = path.segments.iter().filter_map(Segment::literal).map(|text| fold(text));
    literals.map(|text| paths::singular(if text == OWN_USER { USERS } else { &text })).collect()
}
