//! From byte ranges to the lines and columns that people and editors count.

use crate::source::{Sources, Span};

/// A range in a file. Lines and columns count from 1, columns count characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place<'a> {
    /// The path to show.
    pub(super) path: &'a str,
    pub(super) start: Position,
    /// Behind the last character.
    pub(super) end: Position,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Position {
    pub(super) line: usize,
    pub(super) column: usize,
}

impl<'a> Place<'a> {
    /// Nothing when the sources lack the file.
    pub(super) fn of(span: Span, sources: &'a Sources) -> Option<Self> {
        let path = &sources.get(span.source)?.display_path;
        let position = |span: Span| {
            let (line, column) = sources.position(span);
            Position { line, column }
        };
        let behind = Span { start: span.end.max(span.start), ..span };
        Some(Self { path, start: position(span), end: position(behind) })
    }
}
