//! HTML within Markdown: comments that are annotations, and what stands around them.

use std::ops::Range;

use memchr::memmem;
use pulldown_cmark::RefDefs;

use super::annotation::{self, Comment};
use super::inline::fragment;
use super::markdown::File;
use super::{BlockKind, Cell, Row, Table, html_table};
use crate::diagnostic::codes;
use crate::source::Span;

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
        let goes_on = self.slice(block.end.min(end)..end).lines().any(starts_block);
        let is_whole = html_table::is_flat(self.slice(start..end)) && !goes_on;
        (is_whole && (end <= block.end || self.can_restart())).then_some(start..end)
    }

    /// The next `</table>` from `from` on, as [`Self::end_of_comment`].
    fn end_of_table(&mut self, from: usize) -> Option<usize> {
        match self.table_end {
            Some((searched, None)) if searched <= from => None,
            Some((searched, Some(end))) if searched <= from && from < end => Some(end),
            _ => {
                let end = html_table::end(self.slice(from..self.text.len())).map(|offset| from + offset);
                self.table_end = Some((from, end));
                end
            }
        }
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

    /// Reads the comment at `start`, in a block that ends at `block_end`. Says where it ends.
    pub(super) fn comment(&mut self, start: usize, block_end: usize) -> usize {
        let content = start + "<!--".len();
        // Within a list a comment can be indented less than the list is: Markdown then ends the block, but not the
        // comment.
        let closing = match self.end_of_comment(content) {
            Some(end) if end + "-->".len() <= block_end || self.can_restart() => Some(end),
            _ => None,
        };
        let content_end = closing.unwrap_or(block_end);
        let end = closing.map_or(content_end, |end| end + "-->".len());
        let span = self.span(start..end);
        let content = content..content_end.max(content);
        let comment = annotation::read(self.slice(content.clone()), self.span(content), span, self.walk.diagnostics);
        let early_end = match comment {
            Comment::Plain => {
                if closing.is_none() {
                    self.report(
                        &codes::page::COMMENT_UNCLOSED,
                        self.span(start..start + 4),
                        "this comment is never closed",
                        |d| d.note("everything behind it is hidden").help("write `-->` behind the remark"),
                    );
                }
                None
            }
            Comment::Annotation(mut annotation, rest) => {
                let early_end = self.early_end(rest, closing.is_some());
                if let Some(early_end) = early_end {
                    annotation.span = self.span(start..early_end);
                }
                self.report_end(self.span(start..start + 4), rest, closing.is_some(), early_end.is_some());
                self.walk.blocks.annotation(annotation);
                early_end
            }
        };
        let end = early_end.unwrap_or(end);
        if (early_end.is_some() || end > block_end) && self.can_restart() && end < self.text.len() {
            self.restart = Some(end);
        }
        end
    }

    /// Where the comment of an annotation ends whose closing mark is missing: behind its JSON, if Markdown follows
    /// there.
    fn early_end(&self, rest: Option<Span>, is_closed: bool) -> Option<usize> {
        let rest = rest?.range();
        let text = self.slice(rest.clone());
        let is_markdown =
            text.lines().any(|line| ["```", "#", "|", "<!--"].iter().any(|mark| line.trim_start().starts_with(mark)));
        let misspelt = text.len() - text.trim_start_matches(['-', '>', '!']).len();
        (self.can_restart() && (is_markdown || !is_closed)).then_some(rest.start + misspelt)
    }

    fn report_end(&mut self, opening: Span, rest: Option<Span>, is_closed: bool, ends_early: bool) {
        if ends_early || !is_closed {
            self.report(
                &codes::page::ANNOTATION_UNCLOSED,
                opening,
                "the comment of this annotation is not closed",
                |d| d.note("it was ended behind its JSON").help("write `-->` behind the JSON"),
            );
        } else if let Some(rest) = rest {
            self.report(
                &codes::page::ANNOTATION_REPAIRED,
                rest,
                "there is text behind the JSON of this annotation",
                |d| d.note("the text is ignored").help("end the comment behind the JSON"),
            );
        }
    }

    /// The next `-->` from `from` on. Searches go forwards, so one that found nothing, or something further on, still
    /// holds.
    fn end_of_comment(&mut self, from: usize) -> Option<usize> {
        // `<!-->` and `<!--->` are whole comments.
        let rest = self.slice(from..self.text.len());
        if let Some(closed) = ["->", ">"].iter().find(|mark| rest.starts_with(**mark)) {
            return (from + closed.len()).checked_sub("-->".len());
        }
        match self.comment_end {
            Some((searched, None)) if searched <= from => None,
            Some((searched, Some(end))) if searched <= from && from <= end => Some(end),
            _ => {
                let end = memmem::find(rest.as_bytes(), b"-->").map(|offset| from + offset);
                self.comment_end = Some((from, end));
                end
            }
        }
    }
}
