//! Pipe tables: every cell as it was written, also where Markdown drops cells or sees no table at all.

use std::ops::Range;

use pulldown_cmark::RefDefs;

use super::inline::{InlineBuilder, fragment};
use super::{Cell, Inline, Row, Table};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::{SourceId, Span};

/// The text that tables stand in.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub(super) source: SourceId,
    pub(super) text: &'a str,
    pub(super) definitions: &'a RefDefs<'a>,
}

impl<'a> Context<'a> {
    fn line(self, range: &Range<usize>) -> &'a str {
        self.text.get(range.clone()).unwrap_or_default()
    }

    fn span(self, range: &Range<usize>) -> Span {
        Span::new(self.source, range.clone())
    }
}

/// The rows of a table while its events come in.
#[derive(Debug, Default)]
pub(super) struct TableBuilder {
    /// HTML comments within cells.
    pub(super) comments: Vec<Range<usize>>,
    lines: Vec<Line>,
}

/// A row as Markdown sees it.
#[derive(Debug)]
struct Line {
    /// The line without indentation and line feed; several lines when a cell was broken.
    range: Range<usize>,
    /// The cells that Markdown read, in order.
    cells: Vec<Inline>,
    /// How many cells were complete when the line was broken.
    complete: usize,
}

impl Line {
    fn new(text: &str, range: Range<usize>) -> Self {
        Self { range: trimmed(text, range), cells: Vec::new(), complete: usize::MAX }
    }
}

/// A table, and what stood glued to it.
#[derive(Debug)]
pub(super) struct Parts {
    /// Text lines above the table, which Markdown took for one paragraph with it.
    pub(super) above: Option<Range<usize>>,
    pub(super) table: Table,
    pub(super) span: Span,
    /// Lines of text that Markdown took for rows.
    pub(super) behind: Vec<Range<usize>>,
}

impl TableBuilder {
    /// The next row begins; Markdown gives the start of the line.
    pub(super) fn row(&mut self, text: &str, start: usize) {
        let end = text
            .get(start..)
            .and_then(|rest| memchr::memchr(b'\n', rest.as_bytes()))
            .map_or(text.len(), |length| start + length);
        let width = self.lines.last().map_or(0, |line| line.cells.len());
        self.lines.push(Line { cells: Vec::with_capacity(width), ..Line::new(text, start..end) });
    }

    pub(super) fn cell(&mut self, mut content: InlineBuilder) {
        self.comments.append(&mut content.comments);
        if let Some(line) = self.lines.last_mut() {
            line.cells.push(content.finish());
        }
    }

    pub(super) fn finish(self, context: Context<'_>, diagnostics: &mut Vec<Diagnostic>) -> Option<Parts> {
        let mut lines = self.lines.into_iter();
        let header = lines.next()?;
        Some(assemble(context, header, 0, lines, diagnostics))
    }
}

/// The cells of a row, without the blanks around them. An escaped `|` separates nothing.
pub(super) fn split_row(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let row = trimmed(text, range);
    let line = text.get(row.clone()).unwrap_or_default();
    let skipped = usize::from(line.starts_with('|'));
    let mut cells = Vec::with_capacity(8);
    let mut start = row.start + skipped;
    for at in memchr::memchr_iter(b'|', line.as_bytes()).skip(skipped) {
        if !line.get(..at).is_some_and(|before| before.ends_with('\\')) {
            cells.push(trimmed(text, start..row.start + at));
            start = row.start + at + 1;
        }
    }
    if start < row.end {
        cells.push(trimmed(text, start..row.end));
    }
    cells
}

/// The range without blanks at its ends; at the start, also without the marks of quotes.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = text.get(range.clone()).unwrap_or_default();
    let start = range.end - part.trim_start_matches(|c: char| c.is_whitespace() || c == '>').len();
    start..(range.start + part.trim_end().len()).max(start)
}

/// Puts the lines of a table together: joins broken cells, and sorts out lines that are no rows.
///
/// `columns` is the number of columns that the separator promises beyond those of the header.
fn assemble(
    context: Context<'_>,
    header: Line,
    columns: usize,
    lines: impl Iterator<Item = Line>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Parts {
    let header_line = context.line(&header.range);
    let (piped_front, piped_end) = (header_line.starts_with('|'), header_line.ends_with('|'));
    let header_cells = split_row(context.text, header.range.clone());
    let width = header_cells.len().max(columns).max(1);
    let mut rows: Vec<Line> = Vec::new();
    let mut behind = Vec::new();
    let mut end = header.range.end;
    for line in lines {
        let text = context.line(&line.range);
        let is_row =
            text.starts_with('|') || !piped_front || split_row(context.text, line.range.clone()).len() >= width.max(2);
        let previous = rows.last_mut().filter(|row| piped_end && !context.line(&row.range).ends_with('|'));
        match previous {
            _ if is_row => {}
            Some(previous) => {
                report_broken(context, &previous.range, &line.range, diagnostics);
                previous.complete =
                    previous.complete.min(split_row(context.text, previous.range.clone()).len().saturating_sub(1));
                previous.range.end = line.range.end;
                end = line.range.end;
                continue;
            }
            None => {
                report_text_behind(context, &line.range, diagnostics);
                behind.push(line.range);
                continue;
            }
        }
        end = line.range.end;
        rows.push(line);
    }
    let span = Span::new(context.source, header.range.start..end);
    let mut header = cells(context, header, width, diagnostics);
    let header_end = span.range().start + header_line.len();
    let empty = Cell { content: Inline::default(), span: Span::new(context.source, header_end..header_end) };
    header.resize(width, empty);
    let rows = rows.into_iter().map(|line| {
        let span = context.span(&line.range);
        Row { cells: cells(context, line, width, diagnostics), span }
    });
    let rows = rows.collect();
    Parts { above: None, table: Table { header, rows }, span, behind }
}

/// The cells of a row, at most `width`: what is beyond belongs to the last one.
fn cells(context: Context<'_>, line: Line, width: usize, diagnostics: &mut Vec<Diagnostic>) -> Vec<Cell> {
    let mut ranges = split_row(context.text, line.range);
    while ranges.len() > width && ranges.last().is_some_and(Range::is_empty) {
        ranges.pop();
    }
    let mut complete = line.complete;
    if let Some((last, surplus)) =
        ranges.split_at_mut_checked(width).and_then(|(kept, surplus)| Some((kept.last_mut()?, surplus)))
        && let Some(end) = surplus.last()
    {
        last.end = end.end;
        report_surplus(context, last, diagnostics);
        complete = complete.min(width - 1);
    }
    ranges.truncate(width);
    let mut read = line.cells.into_iter();
    let cell = |(index, range): (usize, Range<usize>)| {
        let read = read.next().filter(|_| index < complete);
        let content =
            read.unwrap_or_else(|| fragment(context.source, context.text, range.clone(), context.definitions));
        Cell { content, span: context.span(&range) }
    };
    ranges.into_iter().enumerate().map(cell).collect()
}

/// Adds the lines of a paragraph to the table above, if it begins with rows that an empty line cut off: each begins with
/// `|`, and none is a separator. Returns what stands behind the rows, which is text.
pub(super) fn append(
    context: Context<'_>,
    above: (&mut Table, &mut Span),
    range: Range<usize>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Range<usize>> {
    let (table, span) = above;
    let mut rows = lines(context.text, range.clone());
    let width = table.header.len();
    let is_row = |line: &Range<usize>| {
        context.line(line).starts_with('|') && split_row(context.text, line.clone()).len() >= width.min(2)
    };
    let count = rows.iter().take_while(|line| is_row(line)).count();
    let has_header = rows.iter().any(|line| is_separator(context.line(line)));
    if span.source != context.source || has_header {
        return None;
    }
    let behind = rows.split_off(count);
    report_divided(context, rows.first()?, diagnostics);
    for line in rows {
        let row = context.span(&line);
        span.end = row.end;
        table.rows.push(Row { cells: cells(context, Line::new(context.text, line), width, diagnostics), span: row });
    }
    if let Some(line) = behind.first() {
        report_text_behind(context, line, diagnostics);
    }
    Some(behind.first().map_or(range.end, |line| line.start)..range.end)
}

/// The lines of a range, without blanks at their ends.
fn lines(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut start = range.start;
    let lines = text.get(range).unwrap_or_default().split_inclusive('\n').map(|line| {
        let at = start;
        start += line.len();
        trimmed(text, at..start)
    });
    lines.collect()
}

/// A table that Markdown took for a paragraph: its separator does not fit, or text stands directly above it.
pub(super) fn in_paragraph(
    context: Context<'_>,
    range: Range<usize>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Parts> {
    let lines = lines(context.text, range);
    let separator = lines.iter().enumerate().skip(1).find_map(|(index, line)| {
        let above = lines.get(index - 1)?;
        (is_separator(context.line(line)) && context.line(above).contains('|')).then_some(index)
    });
    let header_index = separator.map(|index| index - 1).or_else(|| is_grid(context, &lines).then_some(0))?;
    let header = lines.get(header_index)?.clone();
    let columns =
        separator.and_then(|index| lines.get(index)).map_or(0, |line| split_row(context.text, line.clone()).len());
    report_separator(context, &header, separator.and_then(|index| lines.get(index)), diagnostics);
    let rows = lines.iter().skip(separator.unwrap_or(header_index) + 1);
    let rows = rows.map(|line| Line::new(context.text, line.clone()));
    let above = lines.get(..header_index).and_then(|above| Some(above.first()?.start..above.last()?.end));
    let parts = assemble(context, Line::new(context.text, header), columns, rows, diagnostics);
    Some(Parts { above, ..parts })
}

/// `|---|:--:|`, and also `|: --- |---|` and the like, which Markdown does not accept.
fn is_separator(line: &str) -> bool {
    line.contains('|') && line.contains('-') && line.chars().all(|c| matches!(c, '|' | ':' | '-' | ' ' | '\t'))
}

/// Several lines of several cells each, without a separator.
fn is_grid(context: Context<'_>, lines: &[Range<usize>]) -> bool {
    lines.len() > 1
        && lines
            .iter()
            .all(|line| context.line(line).starts_with('|') && split_row(context.text, line.clone()).len() > 1)
}

fn report_surplus(context: Context<'_>, cell: &Range<usize>, diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.push(
        Diagnostic::new(
            &codes::page::TABLE_SURPLUS,
            context.span(cell),
            "this row has more cells than the table has columns",
        )
        .note("what is beyond was read as a part of the last cell; Markdown would not show it")
        .help("write `\\|` for a `|` that separates no cells"),
    );
}

fn report_divided(context: Context<'_>, line: &Range<usize>, diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.push(
        Diagnostic::new(
            &codes::page::TABLE_DIVIDED,
            context.span(line),
            "an empty line divides this row from its table",
        )
        .note("it was read as a row of the table above; Markdown shows it as text")
        .help("remove the empty line"),
    );
}

fn report_broken(context: Context<'_>, row: &Range<usize>, line: &Range<usize>, diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.push(
        Diagnostic::new(
            &codes::page::TABLE_ROW_BROKEN,
            context.span(line),
            "a cell of this table is broken over two lines",
        )
        .related(context.span(row), "the row begins here")
        .note("the lines were joined; Markdown would show two rows")
        .help("write the row in one line, with `<br>` for a line break"),
    );
}

fn report_text_behind(context: Context<'_>, line: &Range<usize>, diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.push(
        Diagnostic::new(&codes::page::TABLE_TEXT_BEHIND, context.span(line), "this line stands directly under a table")
            .note("it was read as text; Markdown would show a row")
            .help("put an empty line between"),
    );
}

fn report_separator(
    context: Context<'_>,
    header: &Range<usize>,
    separator: Option<&Range<usize>>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let columns = split_row(context.text, header.clone()).len();
    let (place, message) = match separator {
        None => (header, "this table has no separator row".to_owned()),
        Some(line) => {
            let cells = split_row(context.text, line.clone());
            let is_sound = |cell: &Range<usize>| {
                let dashes = context.line(cell);
                let dashes = dashes.strip_prefix(':').unwrap_or(dashes);
                let dashes = dashes.strip_suffix(':').unwrap_or(dashes);
                !dashes.is_empty() && dashes.trim_start_matches('-').is_empty()
            };
            let message = if cells.len() != columns {
                format!("the separator row has {}, the header has {columns}", counted(cells.len()))
            } else if !cells.iter().all(is_sound) {
                "this separator row is malformed".to_owned()
            } else {
                // A sound table directly below a line of text.
                return;
            };
            (line, message)
        }
    };
    diagnostics.push(
        Diagnostic::new(&codes::page::TABLE_SEPARATOR, context.span(place), message)
            .note("the lines were read as a table all the same; Markdown shows them as text")
            .help("write `|---|---|` under the header, with a cell for each column"),
    );
}

fn counted(columns: usize) -> String {
    if columns == 1 { "1 column".to_owned() } else { format!("{columns} columns") }
}

#[cfg(test)]
mod tests {
    use super::split_row;

    #[test]
    fn rows_are_split_at_pipes_that_are_not_escaped() {
        let split = |row: &'static str| -> Vec<&str> {
            split_row(row, 0..row.len()).into_iter().map(|cell| row.get(cell).unwrap()).collect()
        };
        assert_eq!(split("| a |  b c|"), ["a", "b c"]);
        assert_eq!(split("a | b"), ["a", "b"]);
        assert_eq!(split(r"| a \| b | `c \| d` |"), [r"a \| b", r"`c \| d`"]);
        assert_eq!(split("| a || b | |"), ["a", "", "b", ""]);
        assert_eq!(split("> | a |"), ["a"]);
        assert_eq!(split("|"), [""; 0]);
        assert_eq!(split(""), [""; 0]);
    }
}
