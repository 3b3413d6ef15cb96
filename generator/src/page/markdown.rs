//! From Markdown events to blocks: one pass over each file, with included files in between.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, RefDefs, Tag, TagEnd};

use super::blocks::{Blocks, Tab};
use super::comment::Ends;
use super::fence::{self, FenceEnd};
use super::inline::{EXTENSIONS, InlineBuilder, fragment};
use super::table::{self, TableBuilder};
use super::{BlockKind, FrontMatterEntry, Heading, Page, front_matter};
use crate::diagnostic::{Code, Diagnostic, codes};
use crate::source::{Include, SourceId, Sources, Span};

/// How often reading may begin anew within a file, behind a fence or a comment that was not closed. A bound, because
/// each time costs a pass over the rest of the file.
const MAX_RESTARTS: usize = 32;

/// The blocks of a page. Findings about included files are reported with every page that includes them.
#[must_use]
pub fn parse(sources: &Sources, id: SourceId, diagnostics: &mut Vec<Diagnostic>) -> Page {
    let mut walk = Walk { sources, diagnostics, blocks: Blocks::default(), parts: 0 };
    let front_matter = walk.file(id, 0);
    let blocks = walk.blocks.finish(walk.diagnostics);
    Page { source: id, front_matter, blocks }
}

/// What all files of a page share.
pub(super) struct Walk<'s, 'd> {
    pub(super) sources: &'s Sources,
    pub(super) diagnostics: &'d mut Vec<Diagnostic>,
    pub(super) blocks: Blocks,
    /// How many files were included so far.
    pub(super) parts: usize,
}

impl Walk<'_, '_> {
    pub(super) fn file(&mut self, id: SourceId, depth: usize) -> Vec<FrontMatterEntry> {
        let sources = self.sources;
        let Some(source) = sources.get(id) else { return Vec::new() };
        let (front_matter, start) = front_matter::read(id, &source.text, self.diagnostics);
        let file = File {
            walk: self,
            id,
            text: &source.text,
            includes: &source.includes,
            depth,
            inline: None,
            place: Place::Text,
            table: None,
            skip_until: 0,
            restart: None,
            restarts: 0,
            comment_end: Ends::default(),
            table_end: Ends::default(),
        };
        file.read(start);
        front_matter
    }
}

/// What the inline events at hand belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Text,
    Heading,
    Cell,
}

/// One file while it is read. Offsets count from its start.
pub(super) struct File<'w, 's, 'd> {
    pub(super) walk: &'w mut Walk<'s, 'd>,
    pub(super) id: SourceId,
    pub(super) text: &'s str,
    /// Those that were not passed yet.
    pub(super) includes: &'s [Include],
    pub(super) depth: usize,
    pub(super) inline: Option<InlineBuilder>,
    pub(super) place: Place,
    pub(super) table: Option<TableBuilder>,
    /// Inline events up to here are accounted for.
    pub(super) skip_until: usize,
    /// Where to begin anew.
    pub(super) restart: Option<usize>,
    pub(super) restarts: usize,
    pub(super) comment_end: Ends,
    pub(super) table_end: Ends,
}

impl<'s> File<'_, 's, '_> {
    fn read(mut self, mut start: usize) {
        loop {
            let rest = self.text.get(start..).unwrap_or_default();
            let options = Options::ENABLE_TABLES.union(EXTENSIONS);
            let mut events = Parser::new_ext(rest, options).into_offset_iter();
            while let Some((event, range)) = events.next() {
                self.event(event, start + range.start..start + range.end, events.reference_definitions());
                if self.restart.is_some() {
                    break;
                }
            }
            self.flush(events.reference_definitions());
            let Some(restart) = self.restart.take() else { return };
            self.restarts += 1;
            self.skip_until = restart;
            start = restart;
        }
    }

    pub(super) fn can_restart(&self) -> bool {
        self.restarts < MAX_RESTARTS
    }

    pub(super) fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.id, range)
    }

    pub(super) fn slice(&self, range: Range<usize>) -> &'s str {
        self.text.get(range).unwrap_or_default()
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>, definitions: &RefDefs<'_>) {
        match event {
            Event::Start(Tag::Paragraph) => {
                self.flush(definitions);
                self.inline = Some(InlineBuilder::new(self.id, range.len()));
            }
            Event::Start(Tag::Heading { .. }) => {
                self.flush(definitions);
                self.place = if self.is_text_above_rule(range) { Place::Text } else { Place::Heading };
            }
            Event::End(TagEnd::Heading(level)) if self.place == Place::Heading => self.heading(level as u8, range),
            Event::End(TagEnd::Heading(_)) | Event::Rule => {
                self.flush(definitions);
                self.walk.blocks.tab = Tab::None;
            }
            Event::Start(Tag::CodeBlock(kind)) => {
                self.flush(definitions);
                self.code(&kind, range);
            }
            Event::Start(Tag::HtmlBlock) => {
                self.flush(definitions);
                self.html(range, definitions);
            }
            Event::Start(Tag::Table(_)) => {
                self.flush(definitions);
                self.table = Some(TableBuilder::default());
            }
            Event::Start(Tag::TableHead | Tag::TableRow) => {
                if let Some(table) = &mut self.table {
                    table.row(self.text, range.start);
                }
            }
            Event::Start(Tag::TableCell) => {
                self.inline = Some(InlineBuilder::new(self.id, range.len()));
                self.place = Place::Cell;
            }
            Event::End(TagEnd::TableCell) => self.cell(),
            Event::End(TagEnd::Table) => self.table(definitions),
            Event::End(TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::TableHead | TagEnd::TableRow)
            | Event::Html(_) => {}
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
            | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image) => {
                self.inline_event(event, range, definitions);
            }
            Event::Start(_) | Event::End(_) => self.flush(definitions),
            _ => self.inline_event(event, range, definitions),
        }
    }

    fn inline_event(&mut self, event: Event<'_>, range: Range<usize>, definitions: &RefDefs<'_>) {
        if range.start < self.skip_until {
            return;
        }
        if let Some(include) = self.include_at(range.start) {
            self.skip_until = include.span.range().end;
            if self.place == Place::Text {
                self.flush(definitions);
                self.include(include);
            } else {
                self.report(
                    &codes::page::INCLUDE_INLINE,
                    include.span,
                    "an include cannot stand in a table cell or a heading",
                    |d| d.note("it is left out").help("write the words themselves"),
                );
            }
            return;
        }
        let id = self.id;
        self.inline.get_or_insert_with(|| InlineBuilder::new(id, range.len())).event(event, range);
    }

    pub(super) fn report(
        &mut self,
        code: &'static Code,
        span: Span,
        message: &str,
        more: impl FnOnce(Diagnostic) -> Diagnostic,
    ) {
        self.walk.diagnostics.push(more(Diagnostic::new(code, span, message)));
    }

    /// Ends a paragraph.
    fn flush(&mut self, definitions: &RefDefs<'_>) {
        self.place = Place::Text;
        let Some(mut builder) = self.inline.take() else { return };
        let Some(range) = builder.range.take() else { return };
        let comments = std::mem::take(&mut builder.comments);
        if !self.paragraph_with_table(range.clone(), definitions) {
            let inline = builder.finish();
            if !inline.text.is_empty() {
                self.walk.blocks.push(BlockKind::Paragraph(inline), self.span(range));
            }
        }
        self.comments(comments);
    }

    /// Text that a line `---` directly below makes a heading for Markdown: in a group of tabs the line ends the group,
    /// and an include or a link is no title.
    fn is_text_above_rule(&self, range: Range<usize>) -> bool {
        let text = self.slice(range).trim();
        let is_underlined = !text.starts_with('#') && text.ends_with('-');
        let above = text.trim_end_matches(['-', ' ', '\t']).trim_end();
        let is_link = above.starts_with('[') && above.ends_with([')', ']']) && !above.contains('\n');
        is_underlined && (self.walk.blocks.tab != Tab::None || is_link || above.starts_with("[!"))
    }

    fn heading(&mut self, level: u8, range: Range<usize>) {
        self.place = Place::Text;
        let mut builder = self.inline.take().unwrap_or_else(|| InlineBuilder::new(self.id, 0));
        let anchor = builder.anchor.take();
        let comments = std::mem::take(&mut builder.comments);
        let trimmed = range.start..range.start + self.slice(range.clone()).trim_end().len();
        self.walk.blocks.heading(Heading { level, title: builder.finish(), anchor }, self.span(trimmed));
        self.comments(comments);
    }

    /// Comments within a text. What stands behind them on the line was read already, so reading does not begin anew
    /// there.
    fn comments(&mut self, comments: Vec<Range<usize>>) {
        let restart = self.restart.take();
        for comment in comments {
            self.comment(comment.start, comment.end);
        }
        self.restart = restart;
    }

    fn cell(&mut self) {
        self.place = Place::Text;
        let builder = self.inline.take();
        if let (Some(table), Some(builder)) = (&mut self.table, builder) {
            table.cell(builder);
        }
    }

    fn table(&mut self, definitions: &RefDefs<'_>) {
        let context = table::Context { source: self.id, text: self.text, definitions };
        let Some(mut table) = self.table.take() else { return };
        let comments = std::mem::take(&mut table.comments);
        if let Some(parts) = table.finish(context, self.walk.diagnostics) {
            self.table_parts(parts, definitions);
        }
        self.comments(comments);
    }

    /// Whether the paragraph holds a table that Markdown did not see.
    fn paragraph_with_table(&mut self, range: Range<usize>, definitions: &RefDefs<'_>) -> bool {
        if !self.slice(range.clone()).contains('|') {
            return false;
        }
        let context = table::Context { source: self.id, text: self.text, definitions };
        if let Some(above) = self.walk.blocks.last_table_mut()
            && let Some(behind) = table::append(context, above, range.clone(), self.walk.diagnostics)
        {
            self.fragment(behind, definitions);
            return true;
        }
        let parts = table::in_paragraph(context, range, self.walk.diagnostics);
        parts.is_some_and(|parts| {
            self.table_parts(parts, definitions);
            true
        })
    }

    fn table_parts(&mut self, parts: table::Parts, definitions: &RefDefs<'_>) {
        if let Some(above) = parts.above {
            self.fragment(above, definitions);
        }
        self.walk.blocks.push(BlockKind::Table(parts.table), parts.span);
        for line in parts.behind {
            self.fragment(line, definitions);
        }
    }

    /// A paragraph of text that Markdown took for something else.
    pub(super) fn fragment(&mut self, range: Range<usize>, definitions: &RefDefs<'_>) {
        let inline = fragment(self.id, self.text, range.clone(), definitions);
        if !inline.text.is_empty() {
            self.walk.blocks.push(BlockKind::Paragraph(inline), self.span(range));
        }
    }

    fn code(&mut self, kind: &CodeBlockKind<'_>, range: Range<usize>) {
        self.skip_until = range.end;
        let block = self.slice(range.clone());
        let at = |part: &Range<usize>| range.start + part.start..range.start + part.end;
        let CodeBlockKind::Fenced(info) = kind else {
            let content = self.span(at(&(0..block.trim_end().len())));
            self.walk.blocks.code(String::new(), content, content);
            return;
        };
        let language = fence::language(info);
        let fence = fence::parts(block, &language);
        let mut end = range.start + block.trim_end().len();
        if fence.end != FenceEnd::Closed {
            self.report_open_fence(self.span(at(&fence.opening)), fence.end);
        }
        if let FenceEnd::Cut(cut) = fence.end
            && self.can_restart()
        {
            end = range.start + fence.content.end;
            self.restart = Some(range.start + cut);
        }
        let (content, span) = (self.span(at(&fence.content)), self.span(range.start..end));
        self.walk.blocks.code(language, content, span);
    }

    fn report_open_fence(&mut self, opening: Span, end: FenceEnd) {
        let note = match end {
            FenceEnd::Cut(_) => "the block was ended in front of what follows it",
            FenceEnd::Open | FenceEnd::Closed => "the block was ended with the text that it stands in",
        };
        self.report(&codes::page::FENCE_UNCLOSED, opening, "this code block is not closed", |d| {
            d.note(note).help("write a line of three backticks behind the code")
        });
    }
}
