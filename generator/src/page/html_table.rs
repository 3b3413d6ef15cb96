//! Tables written in HTML, as a grid of places.

use std::collections::BTreeMap;
use std::ops::Range;

/// How many bytes the cells of one table may have that stand for more than one place of it. A bound, because a few bytes can ask for very
/// many.
const MOST_REPEATED: usize = 64 << 10;

/// What a cell counts without its content.
const CELL: usize = 16;

/// A row: its place, and those of the contents of its cells, each as often as it spans columns and rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct GridRow {
    pub(super) range: Range<usize>,
    pub(super) cells: Vec<Range<usize>>,
}

/// Where the first table of a text begins.
pub(super) fn start(html: &str) -> Option<usize> {
    tags(html).find(|tag| tag.is("table") && !tag.closes).map(|tag| tag.range.start)
}

/// Where the first table of a text ends.
pub(super) fn end(html: &str) -> Option<usize> {
    tags(html).find(|tag| tag.is("table") && tag.closes).map(|tag| tag.range.end)
}

/// Whether a table has none within it.
pub(super) fn is_flat(html: &str) -> bool {
    tags(html).filter(|tag| tag.is("table") && !tag.closes).nth(1).is_none()
}

/// The rows of a table.
pub(super) fn rows(html: &str) -> Vec<GridRow> {
    let mut grid = Grid::default();
    for tag in tags(html) {
        let is_cell = tag.is("td") || tag.is("th");
        if !is_cell && !tag.is("tr") && !tag.is("table") {
            continue;
        }
        grid.end_cell(tag.range.start);
        if is_cell && !tag.closes {
            grid.open = Some(OpenCell {
                start: tag.range.end,
                columns: tag.number("colspan").unwrap_or(1).max(1),
                rows: tag.number("rowspan").unwrap_or(1).max(1),
            });
        } else if !is_cell {
            grid.end_row(if tag.closes { tag.range.end } else { tag.range.start });
            if tag.is("tr") && !tag.closes {
                grid.row = Some(GridRow { range: tag.range.start..html.len(), cells: Vec::new() });
            }
        }
    }
    grid.end_cell(html.len());
    grid.end_row(html.len());
    grid.rows
}

#[derive(Default)]
struct Grid {
    rows: Vec<GridRow>,
    /// The row that has not ended.
    row: Option<GridRow>,
    /// The cell that has not ended.
    open: Option<OpenCell>,
    /// Cells that reach into the rows below, by column: up to which row, and their contents.
    reaching: BTreeMap<usize, (usize, Range<usize>)>,
    repeated: usize,
}

struct OpenCell {
    start: usize,
    columns: usize,
    rows: usize,
}

impl Grid {
    fn end_cell(&mut self, end: usize) {
        let Some(cell) = self.open.take() else { return };
        self.take_from_above();
        let Some(row) = &mut self.row else { return };
        for repetition in 0..cell.columns {
            if repetition > 0 {
                self.repeated = self.repeated.saturating_add(CELL + (end - cell.start));
            }
            if self.repeated > MOST_REPEATED {
                return;
            }
            if cell.rows > 1 {
                let last = self.rows.len().saturating_add(cell.rows - 1);
                self.reaching.insert(row.cells.len(), (last, cell.start..end));
            }
            row.cells.push(cell.start..end);
        }
    }

    /// Adds the cells of rows above that stand where the next cell would.
    fn take_from_above(&mut self) {
        let Some(row) = &mut self.row else { return };
        while let Some((last, content)) = self.reaching.get(&row.cells.len())
            && self.rows.len() <= *last
            && self.repeated < MOST_REPEATED
        {
            self.repeated = self.repeated.saturating_add(CELL + content.len());
            row.cells.push(content.clone());
        }
    }

    fn end_row(&mut self, end: usize) {
        self.take_from_above();
        if let Some(mut row) = self.row.take() {
            row.range.end = end;
            self.rows.push(row);
        }
    }
}

struct Tag<'t> {
    closes: bool,
    name: &'t str,
    attributes: &'t str,
    range: Range<usize>,
}

impl Tag<'_> {
    fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// The number that an attribute has.
    fn number(&self, name: &str) -> Option<usize> {
        let (_, behind) = self.attributes.split_once(name)?;
        let value = behind.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
        value.get(..value.find(|c: char| !c.is_ascii_digit()).unwrap_or(value.len()))?.parse().ok()
    }
}

/// The tags of a text, in order, without those in comments.
fn tags(html: &str) -> impl Iterator<Item = Tag<'_>> {
    let mut comment_end = 0;
    memchr::memchr_iter(b'<', html.as_bytes()).filter_map(move |start| {
        if start < comment_end {
            return None;
        }
        if let Some(comment) = html.get(start..).filter(|rest| rest.starts_with("<!--")) {
            comment_end = comment.find("-->").map_or(html.len(), |length| start + length);
            return None;
        }
        let inside = html.get(start + 1..)?;
        let name = inside.strip_prefix('/').unwrap_or(inside);
        let length = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
        let (name, behind) = name.split_at_checked(length).filter(|(name, _)| !name.is_empty())?;
        // A tag ends before the next one, so that text without an end is not searched again and again.
        let end =
            memchr::memchr2(b'<', b'>', behind.as_bytes()).filter(|at| behind.as_bytes().get(*at) == Some(&b'>'))?;
        let attributes = behind.get(..end)?;
        let end = html.len() - behind.len() + attributes.len() + 1;
        Some(Tag { closes: inside.starts_with('/'), name, attributes, range: start..end })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(html: &str) -> Vec<Vec<&str>> {
        let cells = |row: GridRow| row.cells.into_iter().filter_map(|cell| html.get(cell)).collect();
        rows(html).into_iter().map(cells).collect()
    }

    #[test]
    fn rows_and_cells() {
        let closed = "<table class=\"x\"><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>";
        let open = "<TABLE><TR><TH>A<TH>B<TR><TD>1<TD>2</TABLE>";
        for html in [closed, open] {
            assert_eq!(cells(html), [["A", "B"], ["1", "2"]], "{html}");
        }
    }

    #[test]
    fn places_of_rows() {
        let html = "<table><tr><td>1</td></tr> <tr><td>2</td></tr></table>";
        let rows: Vec<&str> = rows(html).into_iter().filter_map(|row| html.get(row.range)).collect();
        assert_eq!(rows, ["<tr><td>1</td></tr>", "<tr><td>2</td></tr>"]);
    }

    #[test]
    fn cells_that_span() {
        let html = "<table><tr><td rowspan=2>a</td><td colspan=\"2\">b</td></tr><tr><td>c</td><td>d</td></tr></table>";
        assert_eq!(cells(html), [["a", "b", "b"], ["a", "c", "d"]]);
        let last = "<table><tr><td>a</td><td rowspan='2'>b</td></tr><tr><td>c</td></tr></table>";
        assert_eq!(cells(last), [["a", "b"], ["c", "b"]]);
    }

    #[test]
    fn a_cell_that_spans_ends_with_its_last_row() {
        let html = "<table><tr><td>a<td>b<td rowspan=2>c<tr><td>d<tr><td>e<td>f</table>";
        assert_eq!(cells(html), [vec!["a", "b", "c"], vec!["d"], vec!["e", "f"]]);
    }

    #[test]
    fn rows_in_comments() {
        let html = "<table><tr><td>a</td></tr><!-- <tr><td>b</td></tr></table> --><tr><td>c</td></tr></table>";
        assert_eq!(cells(html), [["a"], ["c"]]);
        assert_eq!(end(html), Some(html.len()));
    }

    #[test]
    fn cells_that_span_too_much() {
        let html = "<table><tr><td colspan=99999999 rowspan=99999999>a</td></tr><tr><td>b</td></tr></table>";
        let cells = rows(html).iter().map(|row| row.cells.len()).sum::<usize>();
        assert!(cells <= MOST_REPEATED / CELL + 2, "{cells}");
    }

    #[test]
    fn what_is_no_table() {
        assert_eq!(start("<tr><td>1</td></tr> < table <table"), None);
        assert_eq!(start("text <table>"), Some(5));
        assert_eq!(end("<table></TABLE > text"), Some(16));
    }
}
