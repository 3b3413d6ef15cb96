//! Names that stand twice in the tables of one page. Several pages may describe one type, and repeat what they like.

use std::collections::hash_map::Entry;

use foldhash::{HashMap, HashMapExt};

use super::Known;
use crate::diagnostic::{Diagnostic, codes};
use crate::read::{EnumFacts, PageFacts, ParameterRow, PropertyRow};
use crate::source::Span;

pub(super) fn review(known: &Known<'_>, page: &PageFacts, findings: &mut Vec<Diagnostic>) {
    for described in &page.types {
        let holder = format!("`{}`", described.name.value);
        // Rows of different types are a contradiction, which the model reports: they may stand on different pages.
        for (first, second) in pairs(&described.properties).chain(pairs(&described.relationships)) {
            if have_same_type(known, first, second) {
                findings.push(repeated(&second.name.value, second.name.span, first.name.span, &holder));
            }
        }
    }
    for facts in &page.operations {
        for (first, second) in pairs(&facts.body.rows) {
            findings.push(match have_same_type(known, first, second) {
                true => repeated(&second.name.value, second.name.span, first.name.span, BODY),
                false => contradiction(first, second),
            });
        }
        parameters(&facts.path_parameters, "the path", findings);
        parameters(&facts.query_parameters, "the query", findings);
    }
    for listed in &page.enums {
        members(listed, findings);
    }
}

const BODY: &str = "the request body";

/// Each row with a name that stood before, behind the row where it stood first.
fn pairs(rows: &[PropertyRow]) -> impl Iterator<Item = (&PropertyRow, &PropertyRow)> {
    let mut seen: HashMap<&str, &PropertyRow> = HashMap::new();
    rows.iter().filter_map(move |row| match seen.entry(&row.name.value) {
        Entry::Occupied(first) => Some((*first.get(), row)),
        Entry::Vacant(entry) => {
            entry.insert(row);
            None
        }
    })
}

fn contradiction(first: &PropertyRow, second: &PropertyRow) -> Diagnostic {
    let name = &second.name.value;
    Diagnostic::new(&codes::model::PROPERTY_CONTRADICTION, second.span, format!("`{name}` of {BODY} has two types"))
        .related(first.span, "the first row")
        .note("the type of the first row is used")
        .help("take one of the rows out")
}

fn have_same_type(known: &Known<'_>, first: &PropertyRow, second: &PropertyRow) -> bool {
    let (Some(first), Some(second)) = (&first.type_claim, &second.type_claim) else { return true };
    let same = first.named == second.named
        || known.resolve(&first.named, first.span) == known.resolve(&second.named, second.span);
    same && first.collection == second.collection
}

fn parameters(rows: &[ParameterRow], holder: &str, findings: &mut Vec<Diagnostic>) {
    let mut seen: HashMap<&str, Span> = HashMap::new();
    for row in rows {
        match seen.get(row.name.value.as_str()) {
            Some(first) => findings.push(repeated(&row.name.value, row.name.span, *first, holder)),
            None => {
                seen.insert(&row.name.value, row.name.span);
            }
        }
    }
}

fn repeated(name: &str, second: Span, first: Span, holder: &str) -> Diagnostic {
    Diagnostic::new(&codes::review::NAME_REPEATED, second, format!("`{name}` of {holder} stands here a second time"))
        .related(first, "the first row")
        .note("one is generated, from the first row")
        .help("take one of the rows out")
}

/// Members that are equal, or would be if case did not count.
fn members(listed: &EnumFacts, findings: &mut Vec<Diagnostic>) {
    let mut seen: HashMap<String, (&str, Span)> = HashMap::new();
    for member in &listed.members {
        let name = member.name.value.as_str();
        match seen.get(&name.to_lowercase()) {
            Some((first, span)) if *first == name => {
                findings.push(repeated(name, member.name.span, *span, &format!("`{}`", listed.name.value)));
            }
            Some((first, span)) => findings.push(
                Diagnostic::new(
                    &codes::review::MEMBER_CASE,
                    member.name.span,
                    format!("`{name}` and `{first}` of `{}` differ in upper and lower case only", listed.name.value),
                )
                .related(*span, "the other member")
                .note("both are generated, one of them with a number behind its name")
                .help("take one of the rows out, or give the members different names"),
            ),
            None => {
                seen.insert(name.to_lowercase(), (name, member.name.span));
            }
        }
    }
}
