//! Unites the permissions of the pages that describe an endpoint.

use std::collections::BTreeMap;

use super::api::{Grant, Scheme};
use super::endpoints::Claim;
use crate::read::PermissionRow;

/// What each kind of sign-in needs. A page that does not say leaves the question to the others; an include that is missing leaves it open.
pub(super) fn join(claims: &[Claim<'_>]) -> BTreeMap<Scheme, Grant> {
    [Scheme::DelegatedWork, Scheme::DelegatedPersonal, Scheme::Application]
        .into_iter()
        .map(|scheme| (scheme, grant(claims, scheme)))
        .collect()
}

fn grant(claims: &[Claim<'_>], scheme: Scheme) -> Grant {
    let rows: Vec<&PermissionRow> =
        claims.iter().flat_map(|claim| &claim.facts.permissions.rows).filter(|row| row.scheme == scheme).collect();
    if rows.is_empty() {
        return Grant::Unknown;
    }
    let mut alternatives = Vec::new();
    for alternative in rows.into_iter().flat_map(|row| &row.alternatives) {
        if !alternatives.contains(alternative) {
            alternatives.push(alternative.clone());
        }
    }
    if !alternatives.is_empty() {
        return Grant::AnyOf(alternatives);
    }
    let part_is_missing = claims.iter().any(|claim| claim.facts.permissions.missing_include.is_some());
    if part_is_missing { Grant::Unknown } else { Grant::NotSupported }
}
