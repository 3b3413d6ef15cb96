//! Blocks of HTML within Markdown: tables, comments, and what stands around them.

use std::ops::Range;

use memchr::memmem;
use pulldown_cmark::RefDefs;

use super::inline::fragment;
use super::markdown::File;
use super::{BlockKind, Cell, Row, Table, html_table};

/// Whether a line begins what is no HTML: a fence, a heading or a table.
fn starts_block(line: &str) -> bool {
    let line = line.trim_start_matches(' ');
    ["```", "#", "|"].iter().any(|mark| line.starts_with(mark))
}

impl File<'_, '_, '_> {
    /// A block of HTML: comments, and what stands around them.
    pub(super) fn html(&mut self, range: Range<usize>, definitions: &RefDefs<'_>) {
        self.skip_until = range.end;
        let mut at = range.start;
        let mut comment = at;
        while at < range.end {
            // The next comment, which a table in front of it does not change.
            if comment <= at {
                comment =
                    memmem::find(self.slice(at..range.end).as_bytes(), b"<!--").map_or(range.end, |offset| at + offset);
            }
            if let Some(table) = self.html_table(at..comment) {
                self.fragment_of_html(at..table.start, definitions);
                self.push_html_table(table.clone(), definitions);
                at = table.end;
                if at > range.end {
                    self.restart = Some(at);
                }
                continue;
            }
            if let Some(markdown) = self.markdown_within(at..comment) {
                self.fragment_of_html(at..markdown, definitions);
                self.restart = Some(markdown);
                return;
            }
            self.fragment_of_html(at..comment, definitions);
            if comment == range.end {
                return;
            }
            at = self.comment(comment, range.end);
            if self.restart.is_some() {
                return;
            }
        }
    }

    /// The first table in a block of HTML. For Markdown the block ends with an empty line, for HTML the table goes on.
    fn html_table(&mut self, block: Range<usize>) -> Option<Range<usize>> {
        let start = block.start + html_table::start(self.slice(block.clone()))?;
        let end = self.end_of_table(start)?;
        let goes_on = || self.slice(block.end.min(end)..end).lines().any(starts_block);
        let is_whole = html_table::is_flat(self.slice(start..end)) && !goes_on();
        (is_whole && (end <= block.end || self.can_restart())).then_some(start..end)
    }

    /// Behind the next `</table>` from `from` on.
    fn end_of_table(&mut self, from: usize) -> Option<usize> {
        let text = self.text;
        self.table_end.next(from, || html_table::end(text.get(from..)?).map(|offset| from + offset))
    }

    fn push_html_table(&mut self, range: Range<usize>, definitions: &RefDefs<'_>) {
        let offset = |part: Range<usize>| range.start + part.start..range.start + part.end;
        let mut rows = html_table::rows(self.slice(range.clone())).into_iter();
        let Some(header) = rows.next() else { return self.fragment_of_html(range, definitions) };
        let cell = |content: Range<usize>| {
            let content = offset(content);
            let text = self.slice(content.clone());
            let start = content.end - text.trim_start().len();
            let content = start..start + text.trim().len();
            Cell { content: fragment(self.id, self.text, content.clone(), definitions), span: self.span(content) }
        };
        let width = header.cells.len();
        let rows: Vec<Row> = rows
            .map(|row| Row {
                span: self.span(offset(row.range)),
                cells: row.cells.into_iter().take(width).map(cell).collect(),
            })
            .collect();
        let header = header.cells.into_iter().map(cell).collect();
        self.walk.blocks.push(BlockKind::Table(Table { header, rows }), self.span(range));
    }

    fn fragment_of_html(&mut self, range: Range<usize>, definitions: &RefDefs<'_>) {
        let text = self.slice(range.clone());
        if !text.trim().is_empty() {
            let start = range.end - text.trim_start().len();
            self.fragment(start..start + text.trim().len(), definitions);
        }
    }

    /// HTML such as a lone `<br/>` goes on to the next empty line for Markdown, and swallows a fence, a heading or a
    /// table.
    fn markdown_within(&self, range: Range<usize>) -> Option<usize> {
        let text = self.slice(range.clone());
        let starts_block = |at: &usize| starts_block(text.get(*at..).unwrap_or_default());
        let line = text.match_indices('\n').map(|(at, _)| at + 1).find(starts_block)?;
        self.can_restart().then_some(range.start + line)
    }
}
