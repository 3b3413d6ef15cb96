//! Title, name-space, description and links of a page.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::conventions::{ALERTS, is_page_link};
use super::facts::{Text, TextPiece, TypeMention};
use super::sections::Section;
use super::{Reader, sentences};
use crate::diagnostic::{Diagnostic, codes};
use crate::page::{Block, BlockKind, Inline, MarkKind, Page};
use crate::source::{LinkTarget, Span, Spanned};

/// What stands at the head of a page.
pub(super) struct PageHeading {
    pub(super) title: Option<Spanned<String>>,
    pub(super) description: Text,
    pub(super) links: Vec<TypeMention>,
    pub(super) namespace: Option<Spanned<String>>,
}

/// Reads the head of a page: the H1 and the paragraphs below it.
pub(super) fn heading(page: &Page, sections: &[Section<'_>]) -> PageHeading {
    let front_matter_title =
        page.front_matter.iter().find(|entry| entry.key == "title").map(|entry| entry.value.clone());
    let top = sections.iter().find(
        |section| matches!(section.heading.map(|block| &block.kind), Some(BlockKind::Heading(h)) if h.level == 1),
    );
    let title = top.and_then(|section| {
        let span = section.heading?.span;
        (!section.title.is_empty()).then(|| Spanned::new(section.title.to_owned(), span))
    });
    let mut head = PageHeading {
        title: title.or(front_matter_title),
        description: Text::default(),
        links: Vec::new(),
        namespace: None,
    };
    // Includes at the head of pages say what holds for many of them: that a version may change, or where it is available.
    let (mut own, mut included) = (Vec::new(), Vec::new());
    for block in top.into_iter().flat_map(Section::blocks) {
        if let BlockKind::Paragraph(paragraph) = &block.kind {
            let paragraphs = if block.span.source == page.source { &mut own } else { &mut included };
            paragraphs.extend(head.paragraph(paragraph, block));
        }
    }
    head.description.paragraphs = if own.is_empty() { included } else { own }.into();
    head
}

impl PageHeading {
    /// Reads the name-space and the links of a paragraph; the rest of it describes something.
    fn paragraph(&mut self, paragraph: &Inline, block: &Block) -> Option<Vec<TextPiece>> {
        let mut start = 0;
        if let Some(rest) = paragraph.text.strip_prefix("Namespace:")
            && let Some(name) = rest.split_whitespace().next()
        {
            let name_at = paragraph.text.find(name).unwrap_or_default();
            start = name_at + name.len();
            let name = name.trim_matches('.');
            if self.namespace.is_none() && !name.is_empty() {
                self.namespace = Some(Spanned::new(name.to_owned(), block.span));
            }
        }
        self.links.extend(sentences::mentions(paragraph, block.span));
        let pieces = pieces(paragraph, start);
        (!pieces.is_empty()).then_some(pieces)
    }
}

/// What a section says about its subject: its paragraphs, up to the first table or code.
pub(super) fn of_section(section: &Section<'_>) -> Text {
    let mut head = PageHeading { title: None, description: Text::default(), links: Vec::new(), namespace: None };
    let is_prose = |block: &&Block| matches!(block.kind, BlockKind::Paragraph(_) | BlockKind::Annotation(_));
    let paragraphs = section.blocks().take_while(is_prose).filter_map(|block| match &block.kind {
        BlockKind::Paragraph(paragraph) => head.paragraph(paragraph, block),
        _ => None,
    });
    Text { paragraphs: paragraphs.collect::<Vec<_>>().into() }
}

/// The text of a cell or paragraph for documentation comments.
pub(super) fn text(inline: &Inline) -> Text {
    let pieces = pieces(inline, 0);
    if pieces.is_empty() { Text::default() } else { Text { paragraphs: Arc::new([pieces]) } }
}

/// Words and code of `inline` from the byte `start` on. `[!NOTE]` at the beginning becomes a word.
fn pieces(inline: &Inline, start: usize) -> Vec<TextPiece> {
    let mut pieces = Vec::new();
    let text = inline.text.get(start..).unwrap_or_default();
    let alert =
        ALERTS.iter().find(|(mark, _)| text.get(..mark.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(mark)));
    let mut at = start + alert.map_or(0, |(mark, _)| mark.len());
    pieces.extend(alert.map(|(_, word)| TextPiece::Words((*word).to_owned())));
    let words = |range: std::ops::Range<usize>, pieces: &mut Vec<TextPiece>| {
        let words = inline.text.get(range).unwrap_or_default();
        if !words.trim().is_empty() || (!pieces.is_empty() && !words.is_empty()) {
            pieces.push(TextPiece::Words(words.to_owned()));
        }
    };
    for mark in inline.marks.iter().filter(|mark| mark.kind == MarkKind::Code && mark.range.start >= start) {
        if mark.range.start < at {
            continue;
        }
        words(at..mark.range.start, &mut pieces);
        pieces.push(TextPiece::Code(inline.text.get(mark.range.clone()).unwrap_or_default().to_owned()));
        at = mark.range.end;
    }
    words(at..inline.text.len(), &mut pieces);
    trim(&mut pieces);
    if alert.is_some() && pieces.len() < 2 { Vec::new() } else { pieces }
}

fn trim(pieces: &mut Vec<TextPiece>) {
    if let Some(TextPiece::Words(words)) = pieces.first_mut()
        && words.starts_with(char::is_whitespace)
    {
        *words = words.trim_start().to_owned();
    }
    if let Some(TextPiece::Words(words)) = pieces.last_mut() {
        words.truncate(words.trim_end().len());
    }
    pieces.retain(|piece| !matches!(piece, TextPiece::Words(words) if words.is_empty()));
}

/// Reports each link to a page that is not there, once.
pub(super) fn check_links(reader: &mut Reader<'_>, page: &Page) {
    let mut seen = BTreeSet::new();
    for block in &page.blocks {
        match &block.kind {
            BlockKind::Paragraph(inline) => check_inline(reader, inline, &mut seen),
            BlockKind::Heading(heading) => check_inline(reader, &heading.title, &mut seen),
            BlockKind::Table(table) => {
                for cell in table.header.iter().chain(table.rows.iter().flat_map(|row| &row.cells)) {
                    check_inline(reader, &cell.content, &mut seen);
                }
            }
            BlockKind::Code(_) | BlockKind::Annotation(_) | BlockKind::MissingInclude { .. } => {}
        }
    }
}

fn check_inline<'p>(reader: &mut Reader<'_>, inline: &'p Inline, seen: &mut BTreeSet<&'p str>) {
    for mark in &inline.marks {
        let MarkKind::Link { target } = &mark.kind else { continue };
        if !is_page_link(target) || !seen.insert(target) {
            continue;
        }
        check_link(reader, target, mark.span);
    }
}

fn check_link(reader: &mut Reader<'_>, target: &str, span: Span) {
    match reader.sources.resolve_link(span.source, target) {
        LinkTarget::Missing => reader.report(
            Diagnostic::new(&codes::read::LINK_MISSING, span, format!("the page `{target}` is not there"))
                .help("add the page, or correct the path; it is relative to the page that contains the link"),
        ),
        LinkTarget::FoundIgnoringCase { .. } => reader.report(
            Diagnostic::new(
                &codes::read::LINK_CASE,
                span,
                format!("`{target}` differs from the file name in upper and lower case"),
            )
            .help("write the path as the file is named; most servers and file systems tell the cases apart"),
        ),
        LinkTarget::Found { .. } | LinkTarget::External => {}
    }
}
