//! Rows of path and function parameters against the request lines.

use super::Known;
use crate::diagnostic::{Diagnostic, codes};
use crate::read::{NamedType, PageFacts, ParameterRow, Places, RequestLine};

pub(super) fn review(known: &Known<'_>, page: &PageFacts, findings: &mut Vec<Diagnostic>) {
    for facts in &page.operations {
        for row in facts.path_parameters.iter().chain(&facts.query_parameters) {
            findings.extend(unknown_type(known, row));
        }
        let Some(line) = facts.request_lines.first().filter(|_| !facts.path_parameters.is_empty()) else { continue };
        let places = Places::of(facts);
        // The query takes what has no place in the path, but that of a function only.
        let reads = facts.request_lines.iter().any(RequestLine::may_call_function);
        let note = if reads {
            "it is taken for a parameter of the query"
        } else {
            "the row is not used; the parameters of the path are those of the request lines"
        };
        for row in facts.path_parameters.iter().filter(|row| !places.has(&row.name.value)) {
            findings.push(
                Diagnostic::new(
                    &codes::review::PARAMETER_NOT_IN_PATH,
                    row.name.span,
                    format!("no request line has a parameter `{}`", row.name.value),
                )
                .related(
                    line.span,
                    if facts.request_lines.len() == 1 { "the request line" } else { "the first of them" },
                )
                .note(note)
                .help(format!("write `{{{}}}` into the path, or correct the name in the table", row.name.value)),
            );
        }
    }
}

/// A type that no page describes is a slip of the pen where it is spelled like one that is known. Other words describe the value.
fn unknown_type(known: &Known<'_>, row: &ParameterRow) -> Option<Diagnostic> {
    let claim = row.type_claim.as_ref().filter(|_| row.values.is_empty())?;
    let NamedType::Name(name) = &claim.named else { return None };
    if known.resolve(&claim.named, claim.span).is_some() {
        return None;
    }
    let meant = known.index.nearest(name)?;
    let message = format!("no page describes the type `{name}` of `{}`", row.name.value);
    Some(
        Diagnostic::new(&codes::model::TYPE_UNKNOWN, claim.span, message)
            .note("the parameter is read as a text")
            .help(format!("did you mean `{meant}`?")),
    )
}
