//! Rows of path and function parameters against the request lines.

use crate::diagnostic::{Diagnostic, codes};
use crate::read::{Method, PageFacts, Places};

pub(super) fn review(page: &PageFacts, findings: &mut Vec<Diagnostic>) {
    for facts in &page.operations {
        let Some(line) = facts.request_lines.first().filter(|_| !facts.path_parameters.is_empty()) else { continue };
        let places = Places::of(facts);
        // The query takes what has no place in the path, but that of a GET only.
        let reads = facts.request_lines.iter().any(|line| line.method == Method::Get);
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
