//! Rows of path and function parameters against the request lines.

use foldhash::{HashSet, HashSetExt};

use crate::diagnostic::{Diagnostic, codes};
use crate::read::{LineOrigin, Method, OperationFacts, PageFacts, Part, PathTemplate};

pub(super) fn review(page: &PageFacts, findings: &mut Vec<Diagnostic>) {
    for facts in &page.operations {
        let Some(line) = facts.request_lines.first().filter(|_| !facts.path_parameters.is_empty()) else { continue };
        let names = names(facts);
        // The query takes what has no place in the path, but that of a GET only.
        let reads = facts.request_lines.iter().any(|line| line.method == Method::Get);
        let note = if reads {
            "it is taken for a parameter of the query"
        } else {
            "the row is not used; the parameters of the path are those of the request lines"
        };
        for row in facts.path_parameters.iter().filter(|row| !names.contains(&folded(&row.name.value))) {
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

/// All names that the written lines give to a part of their paths or queries.
fn names(facts: &OperationFacts) -> HashSet<String> {
    let mut names = HashSet::new();
    for line in facts.request_lines.iter().filter(|line| line.origin != LineOrigin::Shown) {
        of_path(&line.path, &mut names);
        let Some(query) = line.query.as_deref() else { continue };
        names.extend(query.split('&').filter_map(|pair| pair.split('=').next()).map(folded));
        of_placeholders(query, &mut names);
    }
    names
}

fn of_path(path: &PathTemplate, names: &mut HashSet<String>) {
    for part in path.segments.iter().flat_map(|segment| &segment.parts) {
        match part {
            Part::Placeholder(name) => names.extend(name.split('|').map(folded)),
            Part::Literal(text) => of_arguments(text, names),
        }
    }
}

/// The names before the equals signs of `moved(rows=`, `,columns=`, `roleTemplateId=`.
fn of_arguments(text: &str, names: &mut HashSet<String>) {
    let mut pieces: Vec<&str> = text.split('=').collect();
    pieces.pop();
    let last_word = |piece: &str| {
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '@');
        piece.rsplit(|c| !is_part(c)).next().map(folded)
    };
    names.extend(pieces.into_iter().filter_map(last_word));
}

fn of_placeholders(text: &str, names: &mut HashSet<String>) {
    names.extend(text.split('{').skip(1).filter_map(|piece| piece.split('}').next()).map(folded));
}

/// Letters and digits in lower case: `team-id`, `teamId` and `{team_id}` are the same name.
fn folded(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
