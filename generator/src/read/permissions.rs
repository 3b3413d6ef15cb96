//! Permission tables in all their forms.
//!
//! Two columns, the second ordered from least to most privileged or the other way round; three columns with least and higher
//! privileged permissions; transposed, with a column for each kind of sign-in and a row for each kind of resource. A page may have a table
//! for each of its requests, which stand above the table as code, or in its annotation.

use super::conventions::{Column, NOT_SUPPORTED, PERMISSION_COLUMN, SCHEMES, fold};
use super::facts::{Alternative, Method, PathTemplate, PermissionFacts, PermissionRow, Scheme};
use super::ledger::Element;
use super::tables::Columns;
use super::{Reader, alternatives, arguments, routes, scopes, targets};
use crate::diagnostic::{Diagnostic, codes};
use crate::page::json::Json;
use crate::page::{Annotation, Cell, Row, Table};
use crate::source::Span;

/// How a table of permissions is laid out.
enum Form {
    /// A row for each kind of sign-in.
    Rows {
        /// The column with the kinds of sign-in.
        label: usize,
        columns: Vec<PermissionColumn>,
    },
    /// A column for each kind of sign-in.
    Transposed(Vec<Option<Scheme>>),
    /// Pairs of columns: what the permission is for, and its name. For which kind of sign-in it does not say.
    Resources(Vec<(usize, usize)>),
}

/// A column that names permissions.
struct PermissionColumn {
    at: usize,
    most_first: bool,
    /// Its title, where that tells what the permissions are for: `Permissions acting on self`.
    condition: Option<String>,
}

impl Form {
    fn of(table: &Table) -> Option<Self> {
        let schemes: Vec<Option<Scheme>> = table.header.iter().map(|cell| scheme(&cell.content.text)).collect();
        if schemes.iter().flatten().count() > 1 {
            return Some(Self::Transposed(schemes));
        }
        let titled = Columns::of(table).iter().position(|column| column == Some(Column::PermissionType));
        let begins_with_scheme = |row: &Row| row.cells.first().is_some_and(|cell| scheme(&cell.content.text).is_some());
        let Some(label) = titled.or_else(|| table.rows.iter().any(begins_with_scheme).then_some(0)) else {
            return resource_columns(table).map(Self::Resources);
        };
        let columns = permission_columns(table, label);
        (!columns.is_empty()).then_some(Self::Rows { label, columns })
    }
}

/// The columns of `Supported resource | Permission`, once or twice.
fn resource_columns(table: &Table) -> Option<Vec<(usize, usize)>> {
    let roles: Vec<Option<Column>> = Columns::of(table).iter().collect();
    let is_permission = |role: &Option<Column>| matches!(role, Some(Column::LeastFirst | Column::MostFirst));
    let pairs: Vec<(usize, usize)> = roles
        .iter()
        .zip(roles.iter().skip(1))
        .enumerate()
        .filter(|(_, (label, role))| label.is_none() && is_permission(role))
        .map(|(at, _)| (at, at + 1))
        .collect();
    let names = |row: &Row, at: usize| {
        row.cells.get(at).is_some_and(|cell| !alternatives::of_text(&cell.content.text).is_empty())
    };
    let has_name = pairs.iter().any(|(_, at)| table.rows.iter().any(|row| names(row, *at)));
    (has_name && pairs.len() == roles.iter().filter(|role| is_permission(role)).count()).then_some(pairs)
}

fn permission_columns(table: &Table, label: usize) -> Vec<PermissionColumn> {
    let roles = Columns::of(table);
    let others = roles.iter().zip(&table.header).enumerate().filter(|(at, _)| *at != label);
    let column = |(at, (role, title)): (usize, (Option<Column>, &Cell))| {
        let condition = match role {
            Some(Column::LeastFirst | Column::MostFirst) => None,
            None if fold(&title.content.text).starts_with(PERMISSION_COLUMN) => Some(title.content.text.clone()),
            _ => return None,
        };
        Some(PermissionColumn { at, most_first: role == Some(Column::MostFirst), condition })
    };
    others.filter_map(column).collect()
}

/// Whether a table says which permissions are needed.
pub(super) fn is_table(table: &Table) -> bool {
    Form::of(table).is_some()
}

/// Reads a table of the permissions section. `condition` is the title of the subsection, where there are several tables.
pub(super) fn read(
    reader: &mut Reader<'_>,
    table: &Table,
    condition: Option<&str>,
    requests: &Requests,
    facts: &mut PermissionFacts,
) {
    let before = facts.rows.len();
    match Form::of(table) {
        Some(Form::Rows { label, columns }) => read_rows(reader, table, label, &columns, condition, facts),
        Some(Form::Transposed(schemes)) => read_transposed(reader, table, &schemes, condition, facts),
        Some(Form::Resources(pairs)) => read_resources(reader, table, &pairs, facts),
        None => report_stranger(reader, table),
    }
    for row in facts.rows.iter_mut().skip(before) {
        row.requests.clone_from(requests);
    }
}

/// The requests that a table is for.
pub(super) type Requests = Vec<(Method, PathTemplate)>;

/// The requests that the annotation of a table names: `"requestUrls": ["PATCH /books/{id}"]`.
pub(super) fn annotated_requests(annotation: &Annotation) -> Requests {
    let urls = annotation.get("requestUrls").and_then(Json::as_array).unwrap_or_default();
    urls.iter().filter_map(Json::as_str).filter_map(request).collect()
}

/// The requests of a code block above a table: "Permissions for the following request:".
pub(super) fn shown_requests(text: &str) -> Requests {
    text.lines().filter_map(request).collect()
}

fn request(line: &str) -> Option<(Method, PathTemplate)> {
    let (method, target) = routes::split(line.trim())?;
    let mut path = targets::read(target).ok()?.path;
    arguments::open(&mut path);
    Some((method, path))
}

/// A row whose own cells are empty groups the rows below it (`&nbsp; **Device configuration**`): they add to it, under their labels
/// as conditions.
fn read_rows(
    reader: &mut Reader<'_>,
    table: &Table,
    label: usize,
    columns: &[PermissionColumn],
    condition: Option<&str>,
    facts: &mut PermissionFacts,
) {
    let mut has_group = false;
    for row in &table.rows {
        let label = row.cells.get(label).map(|cell| cell.content.text.as_str()).unwrap_or_default();
        if let Some(scheme) = scheme(label) {
            facts.rows.extend(alternatives_of_row(reader, columns, row, condition).map(|alternatives| PermissionRow {
                scheme,
                alternatives,
                resource: None,
                requests: Vec::new(),
                span: row.span,
            }));
            has_group = columns.iter().all(|column| cell_text(row, column).is_empty());
            continue;
        }
        let label = label.trim_matches(['*', ' ']);
        match facts.rows.last_mut().filter(|_| has_group) {
            Some(group) => {
                let alternatives = alternatives_of_row(reader, columns, row, Some(label));
                group.alternatives.extend(alternatives.into_iter().flatten());
            }
            None => report_unknown_row(reader, row, label),
        }
    }
}

fn cell_text<'r>(row: &'r Row, column: &PermissionColumn) -> &'r str {
    row.cells.get(column.at).map(|cell| cell.content.text.as_str()).unwrap_or_default()
}

/// Nothing where a cell cannot be read and no other names a permission.
fn alternatives_of_row(
    reader: &mut Reader<'_>,
    columns: &[PermissionColumn],
    row: &Row,
    condition: Option<&str>,
) -> Option<Vec<Alternative>> {
    let mut alternatives = Vec::new();
    let mut is_readable = true;
    for column in columns {
        let Some(cell) = row.cells.get(column.at) else { continue };
        let Some(mut of_cell) = alternatives_of(reader, row, cell) else {
            is_readable = false;
            continue;
        };
        if column.most_first {
            of_cell.reverse();
        }
        alternatives::under(&mut of_cell, column.condition.as_deref().or(condition));
        alternatives.extend(of_cell);
    }
    // A row that ends before these columns says as much as one with empty cells.
    reader.ledger.used(Element::PermissionRow, row.span);
    (is_readable || !alternatives.is_empty()).then_some(alternatives)
}

fn report_unknown_row(reader: &mut Reader<'_>, row: &Row, label: &str) {
    reader.ledger.reported(Element::PermissionRow, row.span, &codes::read::PERMISSION_ROW_UNKNOWN);
    reader.report(
        Diagnostic::new(&codes::read::PERMISSION_ROW_UNKNOWN, row.span, format!("`{label}` is not a kind of sign-in"))
            .note("the permissions of this row are not used")
            .help("call the rows `Delegated (work or school account)`, `Delegated (personal Microsoft account)` and `Application`"),
    );
}

/// Tables without the name of any permission say something else, such as what a response contains. In others every row counts, those
/// that say "not supported", too.
fn report_stranger(reader: &mut Reader<'_>, table: &Table) {
    let names_permission =
        |row: &Row| row.cells.iter().any(|cell| !alternatives::of_text(&cell.content.text).is_empty());
    if !table.rows.iter().any(names_permission) {
        return;
    }
    let label = |row: &'_ Row| row.cells.first().map(|cell| cell.content.text.clone()).unwrap_or_default();
    match table.rows.iter().find(|row| scopes::schemes(&label(row)).is_some()) {
        Some(labelled) => report_nameless_column(reader, table, labelled.span),
        None => table.rows.iter().for_each(|row| report_unknown_row(reader, row, &label(row))),
    }
}

/// Rows for kinds of sign-in, but no column whose title says that it holds permissions.
fn report_nameless_column(reader: &mut Reader<'_>, table: &Table, labelled: Span) {
    for row in &table.rows {
        reader.ledger.reported(Element::PermissionRow, row.span, &codes::read::TABLE_NOT_READ);
    }
    let (Some(first), Some(last)) = (table.rows.first(), table.rows.last()) else { return };
    let titles: Vec<String> = table.header.iter().skip(1).map(|cell| format!("`{}`", cell.content.text)).collect();
    let span = if first.span.source == last.span.source { Span { end: last.span.end, ..first.span } } else { labelled };
    reader.report(
        Diagnostic::new(&codes::read::TABLE_NOT_READ, span, "this table of permissions is not read")
            .note(format!(
                "no title of its columns ({}) says that they hold permissions, so that these are unknown, which is not the same as none",
                titles.join(", ")
            ))
            .help("call the column `Permissions (from least to most privileged)`"),
    );
}

fn read_transposed(
    reader: &mut Reader<'_>,
    table: &Table,
    schemes: &[Option<Scheme>],
    condition: Option<&str>,
    facts: &mut PermissionFacts,
) {
    for row in &table.rows {
        let label = row.cells.first().map(|cell| cell.content.text.as_str()).filter(|label| !label.is_empty());
        for (scheme, cell) in schemes.iter().zip(&row.cells) {
            let Some(scheme) = scheme else { continue };
            let Some(mut alternatives) = alternatives_of(reader, row, cell) else { continue };
            alternatives::under(&mut alternatives, label.or(condition));
            let resource = label.map(str::to_owned);
            facts.rows.push(PermissionRow {
                scheme: *scheme,
                alternatives,
                resource,
                requests: Vec::new(),
                span: cell.span,
            });
        }
    }
}

fn read_resources(reader: &mut Reader<'_>, table: &Table, pairs: &[(usize, usize)], facts: &mut PermissionFacts) {
    for row in &table.rows {
        for (label, at) in pairs {
            let (Some(label), Some(cell)) = (row.cells.get(*label), row.cells.get(*at)) else { continue };
            if label.content.text.is_empty() && cell.content.text.is_empty() {
                continue;
            }
            let Some(mut alternatives) = alternatives_of(reader, row, cell) else { continue };
            alternatives::under(&mut alternatives, Some(&label.content.text));
            facts.rows.extend(scopes::rows_of_users(&alternatives, Some(&label.content.text), cell.span));
        }
    }
    if let Some(first) = table.rows.first() {
        reader.report(scopes::finding(first.span));
    }
}

/// The kind of sign-in that a label names.
pub(super) fn scheme(label: &str) -> Option<Scheme> {
    SCHEMES.first_in(&fold(label)).map(|(_, scheme)| *scheme)
}

/// The alternatives of a cell. A draft has none, "TODO: provide permissions": that is not the same as "not supported".
fn alternatives_of(reader: &mut Reader<'_>, row: &Row, cell: &Cell) -> Option<Vec<Alternative>> {
    let text = cell.content.text.as_str();
    let alternatives = alternatives::of_text(text);
    let folded = fold(text.trim_matches(['*', '.', ' ']));
    if alternatives.is_empty() && !NOT_SUPPORTED.contains(&&*folded) {
        reader.ledger.reported(Element::PermissionRow, row.span, &codes::read::PERMISSION_CELL_UNREADABLE);
        reader.report(
            Diagnostic::new(&codes::read::PERMISSION_CELL_UNREADABLE, cell.span, "this cell names no permission")
                .note("what this kind of sign-in needs is unknown")
                .help("write permission names such as `Group.Read.All`, separated by commas, or `Not supported.`"),
        );
        return None;
    }
    reader.ledger.used(Element::PermissionRow, row.span);
    Some(alternatives)
}
