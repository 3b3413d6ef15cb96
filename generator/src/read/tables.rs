//! Tables of properties, parameters, headers and enum members.

use super::Reader;
use super::conventions::{COLUMNS, Column, PARAMETER_COLUMNS, fold, look_up};
use super::facts::{EnumMemberRow, ParameterRow, PropertyRow, Text};
use super::ledger::Element;
use super::{descriptions, http, required, types, values};
use crate::diagnostic::{Diagnostic, codes};
use crate::page::{Cell, MarkKind, Row, Table};
use crate::source::Spanned;

/// Which column stands where.
pub(super) struct Columns {
    columns: Vec<Option<Column>>,
    /// The folded title of the first column.
    pub(super) first_title: String,
}

impl Columns {
    pub(super) fn of(table: &Table) -> Self {
        let title = |cell: &Cell| fold(cell.content.text.trim_matches(['*', ':'])).into_owned();
        Self {
            columns: table.header.iter().map(|cell| look_up(COLUMNS, &title(cell))).collect(),
            first_title: table.header.first().map(title).unwrap_or_default(),
        }
    }

    pub(super) fn has(&self, column: Column) -> bool {
        self.columns.contains(&Some(column))
    }

    /// The columns in order, unknown ones as nothing.
    pub(super) fn iter(&self) -> impl Iterator<Item = Option<Column>> + '_ {
        self.columns.iter().copied()
    }

    pub(super) fn cell<'t>(&self, row: &'t Row, column: Column) -> Option<&'t Cell> {
        let at = self.columns.iter().position(|known| *known == Some(column))?;
        row.cells.get(at)
    }

    /// Whether the rows are parameters of an action rather than properties of a type.
    pub(super) fn are_parameters(&self) -> bool {
        PARAMETER_COLUMNS.contains(&self.first_title.as_str())
    }
}

/// The rows of a table of properties, relationships or body members. Tables without a type column say something else.
pub(super) fn property_rows(reader: &mut Reader<'_>, table: &Table, element: Element) -> Option<Vec<PropertyRow>> {
    let columns = Columns::of(table);
    let type_column = if columns.has(Column::Type) { Column::Type } else { Column::Value };
    if !columns.has(Column::Name) || !columns.has(type_column) {
        return None;
    }
    let mut rows = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        let Some(name) = row_name(reader, &columns, row, element) else { continue };
        let description = columns.cell(row, Column::Description).map(|cell| &cell.content);
        let type_claim = columns.cell(row, type_column).and_then(types::cell);
        rows.push(PropertyRow {
            name,
            values: description.map(|text| values::of(text, type_claim.as_ref())).unwrap_or_default(),
            type_claim,
            description: description.map(descriptions::text).unwrap_or_default(),
            span: row.span,
        });
        reader.ledger.used(element, row.span);
    }
    Some(rows)
}

/// The names in a table of parameters.
pub(super) fn names(table: &Table) -> impl Iterator<Item = Spanned<String>> {
    let columns = Columns::of(table);
    table.rows.iter().filter_map(move |row| columns.cell(row, Column::Name).and_then(plain_name))
}

/// The rows of a table of headers or of path, function and query parameters.
pub(super) fn parameter_rows(reader: &mut Reader<'_>, table: &Table, rows: &mut Vec<ParameterRow>) {
    let columns = Columns::of(table);
    if !columns.has(Column::Name) {
        return;
    }
    for row in &table.rows {
        let Some(mut name) = row_name(reader, &columns, row, Element::ParameterRow) else { continue };
        // `Prefer: outlook.timezone` names a header and the value it may have.
        let mut preference = None;
        if let Some((header, value)) = name.value.split_once(": ").filter(|(header, _)| http::is_token(header)) {
            preference = Some(value.trim().to_owned()).filter(|value| !value.is_empty());
            name.value.truncate(header.len());
        }
        let description = columns.cell(row, Column::Description).or_else(|| columns.cell(row, Column::Value));
        let required =
            columns.cell(row, Column::Required).is_some_and(|cell| required::is_answered(&cell.content.text))
                || [Column::Value, Column::Description]
                    .into_iter()
                    .filter_map(|column| columns.cell(row, column))
                    .any(|cell| required::is_said(&cell.content.text));
        rows.push(ParameterRow {
            name,
            preference,
            type_claim: columns.cell(row, Column::Type).and_then(types::cell),
            values: description.map(|cell| values::of(&cell.content, None)).unwrap_or_default(),
            description: description.map_or_else(Text::default, |cell| descriptions::text(&cell.content)),
            required,
        });
        reader.ledger.used(Element::ParameterRow, row.span);
    }
}

/// The members of an enum table. `Value` is the name where there is no other, else the number.
pub(super) fn member_rows(reader: &mut Reader<'_>, table: &Table) -> Option<Vec<EnumMemberRow>> {
    let columns = Columns::of(table);
    let name_column = [Column::Member, Column::Value, Column::Name].into_iter().find(|column| columns.has(*column));
    if columns.has(Column::Type) || (name_column.is_none() && !begins_with_code(table)) {
        return None;
    }
    let name_cell =
        |row: &'_ Row| name_column.map_or(row.cells.first(), |column| columns.cell(row, column)).and_then(plain_name);
    let mut rows = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        let Some(name) = name_cell(row) else {
            if row.cells.iter().any(|cell| !cell.content.text.is_empty()) {
                report_nameless(reader, &columns, row, Element::EnumMember);
            }
            continue;
        };
        let number = columns.cell(row, Column::Value).filter(|_| name_column != Some(Column::Value));
        rows.push(EnumMemberRow {
            name,
            value: number.and_then(|cell| cell.content.text.trim().parse().ok()),
            description: columns
                .cell(row, Column::Description)
                .map(|cell| descriptions::text(&cell.content))
                .unwrap_or_default(),
        });
        reader.ledger.used(Element::EnumMember, row.span);
    }
    Some(rows)
}

/// Whether each row begins with a name in code: `Role | Details` below `Roles enumeration`.
fn begins_with_code(table: &Table) -> bool {
    let is_code = |row: &Row| {
        let Some(content) = row.cells.first().map(|cell| &cell.content) else { return false };
        content.marks.iter().any(|mark| mark.kind == MarkKind::Code && mark.range == (0..content.text.len()))
    };
    table.rows.iter().all(is_code)
}

/// The name cell of a row. A row with nothing but a first cell groups the rows below it: `|**Onboarding**|`, `|**Policies**| | |`.
fn row_name(reader: &mut Reader<'_>, columns: &Columns, row: &Row, element: Element) -> Option<Spanned<String>> {
    let cell = columns.cell(row, Column::Name);
    let name = cell.and_then(plain_name);
    let is_alone = row.cells.iter().skip(1).all(|cell| cell.content.text.is_empty());
    let is_strong = || cell.is_some_and(|cell| cell.content.marks.iter().any(|mark| mark.kind == MarkKind::Strong));
    let is_group = is_alone && (row.cells.len() == 1 || name.is_none() || is_strong());
    if name.is_some() && !is_group {
        return name;
    }
    if !is_group {
        report_nameless(reader, columns, row, element);
    }
    None
}

fn report_nameless(reader: &mut Reader<'_>, columns: &Columns, row: &Row, element: Element) {
    reader.ledger.reported(element, row.span, &codes::read::ROW_WITHOUT_NAME);
    reader.report(
        Diagnostic::new(&codes::read::ROW_WITHOUT_NAME, row.span, "this row has no name")
            .help(format!("write the name into the column `{}`", columns.first_title)),
    );
}

/// A name without code marks, stars and notes: `` `id` ``, `**id**`, `name (deprecated)`.
fn plain_name(cell: &Cell) -> Option<Spanned<String>> {
    let text = cell.content.text.trim_matches(['*', '`', '_', ' ']);
    let name = match text.split_once(" (") {
        Some((name, note)) if note.ends_with(')') => name,
        _ => text,
    };
    let name = name.trim();
    (!name.is_empty() && name != "...").then(|| Spanned::new(name.to_owned(), cell.span))
}
