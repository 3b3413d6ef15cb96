//! The order of the permissions in a cell, and operations for which no page names any.

use super::Known;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{Grant, Operation};
use crate::read::{OperationFacts, PageFacts, PermissionRow};
use crate::source::Span;

/// How many permissions of a cell are compared with each other. People write some twenty into one.
const MOST: usize = 500;

/// What permissions let a program do, each word more than those before it.
const ACTIONS: &[&str] = &["ReadBasic", "Read", "ReadWrite"];

pub(super) fn review(known: &Known<'_>, page: &PageFacts, findings: &mut Vec<Diagnostic>) {
    for facts in &page.operations {
        for row in &facts.permissions.rows {
            findings.extend(review_row(known, row));
        }
        findings.extend(review_presence(known, page, facts));
    }
}

/// Pages of an API without permissions say nothing about them. Where others do, one that does not was forgotten.
fn review_presence(known: &Known<'_>, page: &PageFacts, facts: &OperationFacts) -> Option<Diagnostic> {
    let says_something = !facts.permissions.rows.is_empty() || facts.permissions.missing_include.is_some();
    if says_something || !known.has_permissions {
        return None;
    }
    let operations = known.operations(page.source, facts);
    let is_unknown = |operation: &&Operation| !has_permissions(operation);
    let line = facts.request_lines.first().filter(|_| !operations.is_empty() && operations.iter().all(is_unknown))?;
    let finding = Diagnostic::new(
        &codes::review::PERMISSIONS_UNDOCUMENTED,
        line.span,
        "no page says which permissions this operation needs",
    )
    .note("they are unknown, which is not the same as none: a server that authorises admits nobody")
    .help("add a section `Permissions` with a row for each kind of sign-in");
    Some(finding)
}

/// Whether anything is known about what an operation needs.
pub(super) fn has_permissions(operation: &Operation) -> bool {
    operation.permissions.values().any(|grant| *grant != Grant::Unknown)
}

/// The first permission of a cell that stands before a part of it. Only permissions that suffice on their own are compared.
fn review_row(known: &Known<'_>, row: &PermissionRow) -> Option<Diagnostic> {
    let alone: Vec<(&str, Option<&str>)> = row
        .alternatives
        .iter()
        .filter_map(|alternative| match alternative.permissions.as_slice() {
            [only] => Some((only.as_str(), alternative.condition.as_deref())),
            _ => None,
        })
        .take(MOST)
        .collect();
    let pairs =
        alone.iter().enumerate().flat_map(|(at, first)| alone.iter().skip(at + 1).map(move |second| (first, second)));
    let (first, second) = pairs.into_iter().find_map(|((first, before), (second, behind))| {
        (before == behind && includes(first, second)).then_some((*first, *second))
    })?;
    let finding = Diagnostic::new(
        &codes::review::PERMISSION_ORDER,
        place(known, row.span, first),
        format!("`{first}` is taken for less than `{second}`, which it includes"),
    )
    .related(place(known, row.span, second), "this is less")
    .note("the order of the table is used: the permission at its less privileged end is asked for first")
    .help("order the permissions as the title of the column says");
    Some(finding)
}

/// Whether `more` lets a program do all that `less` does, and more: the same but for the action, as far as the names tell.
fn includes(more: &str, less: &str) -> bool {
    let mut differing = None;
    let (mut left, mut right) = (more.split('.'), less.split('.'));
    loop {
        match (left.next(), right.next()) {
            (None, None) => return differing.is_some_and(|(more, less)| action(more) > action(less)),
            (Some(a), Some(b)) if a == b => {}
            (Some(a), Some(b)) if differing.is_none() && action(a).is_some() && action(b).is_some() => {
                differing = Some((a, b));
            }
            _ => return false,
        }
    }
}

fn action(word: &str) -> Option<usize> {
    ACTIONS.iter().position(|action| *action == word)
}

/// The place of a name in the row; the whole row where it cannot be found.
fn place(known: &Known<'_>, row: Span, name: &str) -> Span {
    let text = known.sources.text(row);
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let at = text.match_indices(name).map(|(at, _)| at).find(|at| {
        let before = text.get(..*at).unwrap_or_default().chars().next_back();
        let behind = text.get(at + name.len()..).unwrap_or_default();
        let goes_on = behind.chars().next().is_some_and(|c| is_part(c) && !behind.starts_with(". "));
        !before.is_some_and(is_part) && !goes_on
    });
    at.map_or(row, |at| row.slice(at..at + name.len()))
}

#[cfg(test)]
mod tests {
    use super::includes;

    #[test]
    fn more_of_the_same_is_more() {
        assert!(includes("Books.ReadWrite.All", "Books.Read.All"));
        assert!(includes("Books.ReadWrite", "Books.Read"));
        assert!(includes("Books.Read.All", "Books.ReadBasic.All"));
    }

    #[test]
    fn other_permissions_are_not_compared() {
        assert!(!includes("Books.Read.All", "Books.ReadWrite.All"));
        assert!(!includes("Books.ReadWrite.All", "Shelves.Read.All"));
        assert!(!includes("Books.ReadWrite", "Books.Read.All"));
        assert!(!includes("Books.Read.All", "Books.Read.All"));
    }
}
