//! Comments in HTML, some of which are annotations.

use memchr::memmem;

use super::annotation::{self, Comment};
use super::markdown::File;
use crate::diagnostic::codes;
use crate::source::Span;

impl File<'_, '_, '_> {
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

    /// The next `-->` from `from` on.
    fn end_of_comment(&mut self, from: usize) -> Option<usize> {
        // `<!-->` and `<!--->` are whole comments.
        let rest = self.slice(from..self.text.len());
        if let Some(closed) = ["->", ">"].iter().find(|mark| rest.starts_with(**mark)) {
            return (from + closed.len()).checked_sub("-->".len());
        }
        self.comment_end.next(from, || memmem::find(rest.as_bytes(), b"-->").map(|offset| from + offset))
    }
}

/// A search for the next end of something. Searches go forwards, so that one which found nothing, or something further on, still holds.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Ends {
    /// From where was searched last, and what was found.
    last: Option<(usize, Option<usize>)>,
}

impl Ends {
    fn holds(from: usize, (searched, found): (usize, Option<usize>)) -> bool {
        searched <= from && found.is_none_or(|end| from < end)
    }

    /// The first end from `from` on; `search` looks for it.
    pub(super) fn next(&mut self, from: usize, search: impl FnOnce() -> Option<usize>) -> Option<usize> {
        if let Some(last) = self.last.filter(|last| Self::holds(from, *last)) {
            return last.1;
        }
        let found = search();
        self.last = Some((from, found));
        found
    }
}
