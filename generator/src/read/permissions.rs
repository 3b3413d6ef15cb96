//! Permission tables in all their forms.
//!
//! Two columns, the second ordered from least to most privileged or the other way round; three columns with least and higher
//! privileged permissions; transposed, with a column for each kind of sign-in and a row for each kind of resource.

use super::Reader;
use super::conventions::{ALTERNATIVELY, Column, NOT_SUPPORTED, SCHEMES, TOGETHER, fold, look_up_within};
use super::facts::{Alternative, PermissionFacts, PermissionRow, Scheme};
use super::ledger::Element;
use super::tables::Columns;
use crate::diagnostic::{Diagnostic, codes};
use crate::page::{Cell, Row, Table};

/// Reads a table of the permissions section. `condition` is the title of the subsection, where there are several tables.
pub(super) fn read(reader: &mut Reader<'_>, table: &Table, condition: Option<&str>, facts: &mut PermissionFacts) {
    let columns = Columns::of(table);
    if columns.has(Column::PermissionType) && (columns.has(Column::LeastFirst) || columns.has(Column::MostFirst)) {
        for row in &table.rows {
            read_row(reader, &columns, row, condition, facts);
        }
    } else {
        read_transposed(reader, table, facts);
    }
}

fn read_row(
    reader: &mut Reader<'_>,
    columns: &Columns,
    row: &Row,
    condition: Option<&str>,
    facts: &mut PermissionFacts,
) {
    let label = columns.cell(row, Column::PermissionType).map(|cell| cell.content.text.as_str()).unwrap_or_default();
    let cells = cells(columns, row);
    let Some(scheme) = scheme(label) else {
        read_continuation(reader, row, label, &cells, facts);
        return;
    };
    let mut alternatives = Vec::new();
    for (order, cell) in cells {
        let mut cell_alternatives = alternatives_of(reader, cell);
        if order == Column::MostFirst {
            cell_alternatives.reverse();
        }
        for alternative in &mut cell_alternatives {
            alternative.condition = alternative.condition.take().or_else(|| condition.map(str::to_owned));
        }
        alternatives.extend(cell_alternatives);
    }
    facts.rows.push(PermissionRow { scheme, alternatives, span: row.span });
}

/// The permission cells of a row, in order.
fn cells<'t>(columns: &Columns, row: &'t Row) -> Vec<(Column, &'t Cell)> {
    columns
        .iter()
        .zip(&row.cells)
        .filter_map(|(column, cell)| {
            column
                .filter(|column| matches!(column, Column::LeastFirst | Column::MostFirst))
                .map(|column| (column, cell))
        })
        .collect()
}

/// An indented row (`&nbsp; **Device configuration**`) adds to the row above it, under its label as the condition.
fn read_continuation(
    reader: &mut Reader<'_>,
    row: &Row,
    label: &str,
    cells: &[(Column, &Cell)],
    facts: &mut PermissionFacts,
) {
    let label = label.trim_matches(['*', ' ']);
    let names_permissions =
        cells.iter().any(|(_, cell)| cell.content.text.split_whitespace().any(|word| permission_name(word).is_some()));
    let above = facts.rows.last_mut().filter(|above| above.span.source == row.span.source && is_continuation(above));
    match above {
        Some(above) if names_permissions => {
            for (_, cell) in cells {
                for mut alternative in alternatives_of(reader, cell) {
                    alternative.condition.get_or_insert_with(|| label.to_owned());
                    above.alternatives.push(alternative);
                }
            }
        }
        _ => {
            reader.ledger.reported(Element::PermissionCell);
            reader.report(
                Diagnostic::new(&codes::read::PERMISSION_ROW_UNKNOWN, row.span, format!("`{label}` is no kind of sign-in"))
                    .note("the permissions of this row are not used")
                    .help("call the rows `Delegated (work or school account)`, `Delegated (personal Microsoft account)` and `Application`"),
            );
        }
    }
}

/// A row groups the rows below it when its own cell is empty, or when they have added to it already.
fn is_continuation(above: &PermissionRow) -> bool {
    above.alternatives.iter().all(|alternative| alternative.condition.is_some())
}

fn read_transposed(reader: &mut Reader<'_>, table: &Table, facts: &mut PermissionFacts) {
    let schemes: Vec<Option<Scheme>> = table.header.iter().map(|cell| scheme(&cell.content.text)).collect();
    if schemes.iter().flatten().count() < 2 {
        return;
    }
    for row in &table.rows {
        let label = row.cells.first().map(|cell| cell.content.text.clone()).filter(|label| !label.is_empty());
        for (scheme, cell) in schemes.iter().zip(&row.cells) {
            let Some(scheme) = scheme else { continue };
            let mut alternatives = alternatives_of(reader, cell);
            for alternative in &mut alternatives {
                alternative.condition = alternative.condition.take().or_else(|| label.clone());
            }
            facts.rows.push(PermissionRow { scheme: *scheme, alternatives, span: cell.span });
        }
    }
}

fn scheme(label: &str) -> Option<Scheme> {
    look_up_within(SCHEMES, &fold(label))
}

/// The alternatives of a cell. Breaks separate parts with conditions of their own:
/// `For a **chat**: Chat.Read, Chat.ReadWrite<br/>For a **channel**: ChannelMessage.Read.All`.
fn alternatives_of(reader: &mut Reader<'_>, cell: &Cell) -> Vec<Alternative> {
    let text = cell.content.text.as_str();
    let mut alternatives = Vec::new();
    for part in text.split('\n').map(str::trim) {
        alternatives.extend(alternatives_of_part(part));
    }
    let folded = fold(text.trim_matches(['*', '.', ' ']));
    if alternatives.is_empty() && !NOT_SUPPORTED.contains(&folded.as_str()) {
        reader.ledger.reported(Element::PermissionCell);
        reader.report(
            Diagnostic::new(&codes::read::PERMISSION_CELL_UNREADABLE, cell.span, "this cell names no permission")
                .note("the kind of sign-in counts as not supported")
                .help("write permission names such as `Group.Read.All`, separated by commas, or `Not supported.`"),
        );
    } else {
        reader.ledger.used(Element::PermissionCell);
    }
    alternatives
}

/// How the next permission relates to the one before it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    Alternative,
    Together,
}

fn alternatives_of_part(part: &str) -> Vec<Alternative> {
    let (prefix, names) = match part.split_once(": ").or_else(|| part.split_once(':')) {
        Some((prefix, names)) if !prefix.split_whitespace().any(|word| permission_name(word).is_some()) => {
            (Some(prefix), names)
        }
        _ => (None, part),
    };
    let mut alternatives: Vec<Alternative> = Vec::new();
    let mut joint = Joint::Alternative;
    let mut prose: Vec<&str> = Vec::new();
    for word in names.split_inclusive([' ', ',', ';']) {
        let bare = word.trim();
        if let Some(name) = permission_name(bare) {
            match alternatives.last_mut().filter(|_| joint == Joint::Together) {
                Some(alternative) => alternative.permissions.push(name.to_owned()),
                None => alternatives.push(Alternative { permissions: vec![name.to_owned()], condition: None }),
            }
            joint = Joint::Alternative;
        } else {
            let folded = fold(bare.trim_matches([',', ';']));
            if TOGETHER.contains(&folded.as_str()) {
                joint = Joint::Together;
            } else if !folded.is_empty() && !ALTERNATIVELY.contains(&folded.as_str()) {
                prose.push(bare);
            }
        }
        if bare.ends_with([',', ';']) {
            joint = Joint::Alternative;
        }
    }
    let condition = prefix.map(str::to_owned).or_else(|| (!prose.is_empty()).then(|| prose.join(" ")));
    let condition = condition.map(|words| words.replace('*', "").trim().to_owned()).filter(|words| !words.is_empty());
    for alternative in &mut alternatives {
        alternative.condition.clone_from(&condition);
    }
    alternatives
}

/// A permission name within a word: `Group.Read.All`, `TeamsTab.Read.Group*`, `eDiscovery.Read.All,`.
fn permission_name(word: &str) -> Option<&str> {
    let name = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let mut parts = name.split('.');
    let begins_well = parts.next().is_some_and(|first| first.starts_with(|c: char| c.is_ascii_alphabetic()));
    let rest_is_well = name.contains('.')
        && name
            .split('.')
            .all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_'));
    (begins_well && rest_is_well).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(cell: &str) -> Vec<(String, Option<String>)> {
        cell.split('\n')
            .flat_map(alternatives_of_part)
            .map(|alternative| (alternative.permissions.join(" + "), alternative.condition))
            .collect()
    }

    fn plain(names: &[&str]) -> Vec<(String, Option<String>)> {
        names.iter().map(|name| ((*name).to_owned(), None)).collect()
    }

    #[test]
    fn lists_are_alternatives() {
        assert_eq!(read("Group.Read.All, Group.ReadWrite.All"), plain(&["Group.Read.All", "Group.ReadWrite.All"]));
        assert_eq!(read("Group.Read.All or Group.ReadWrite.All."), plain(&["Group.Read.All", "Group.ReadWrite.All"]));
        assert_eq!(read("Group.Read.All Group.ReadWrite.All"), plain(&["Group.Read.All", "Group.ReadWrite.All"]));
        assert_eq!(read("User.Read, , eDiscovery.Read.All"), plain(&["User.Read", "eDiscovery.Read.All"]));
    }

    #[test]
    fn and_binds_tighter_than_a_comma() {
        assert_eq!(
            read("Policy.Read.All and Application.ReadWrite.All, Directory.Read.All"),
            plain(&["Policy.Read.All + Application.ReadWrite.All", "Directory.Read.All"])
        );
    }

    #[test]
    fn conditions_stand_before_or_behind() {
        assert_eq!(
            read("For **user** or **chat** resource: Chat.Read, Chat.ReadWrite"),
            [
                ("Chat.Read".to_owned(), Some("For user or chat resource".to_owned())),
                ("Chat.ReadWrite".to_owned(), Some("For user or chat resource".to_owned())),
            ]
        );
        assert_eq!(
            read("Chat.ReadWrite for a chat message."),
            [("Chat.ReadWrite".to_owned(), Some("for a chat message.".to_owned()))]
        );
    }

    #[test]
    fn footnotes_are_no_part_of_a_name() {
        assert_eq!(
            read("TeamsTab.Read.Group*, `Team.ReadBasic.All`**"),
            plain(&["TeamsTab.Read.Group", "Team.ReadBasic.All"])
        );
    }

    #[test]
    fn words_that_name_none() {
        for cell in ["Not supported.", "None", "n/a", "", "TODO: determine"] {
            assert_eq!(read(cell), [], "{cell:?}");
        }
    }
}
