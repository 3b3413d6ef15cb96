//! The blocks of a page while they come in: which annotation belongs to which code, and which blocks stand in which
//! tab.

use super::{Annotation, AnnotationKind, Block, BlockKind, Code, Heading, MarkKind, Table};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;

/// What the link of a tab's heading begins with: `# [HTTP](#tab/http)`.
const TAB_LINK: &str = "#tab/";

/// The tab that is read; all others repeat it in other programming languages.
const HTTP_TAB: &str = "http";

/// Where a block stands in a group of tabs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Tab {
    /// In none.
    #[default]
    None,
    /// In the HTTP tab.
    Http,
    /// In another one.
    Other,
}

/// The blocks so far.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    /// An annotation that found its code leaves its place.
    list: Vec<Option<Block>>,
    /// The index of an annotation that waits for code.
    waiting: Option<usize>,
    pub(super) tab: Tab,
}

impl Blocks {
    pub(super) fn push(&mut self, kind: BlockKind, span: Span) {
        self.list.push(Some(Block { kind, span, other_tab: self.tab == Tab::Other }));
    }

    /// The table that was pushed last, if nothing follows it yet.
    pub(super) fn last_table_mut(&mut self) -> Option<(&mut Table, &mut Span)> {
        match self.list.last_mut()? {
            Some(Block { kind: BlockKind::Table(table), span, .. }) => Some((table, span)),
            _ => None,
        }
    }

    /// A heading, or the label of a tab.
    pub(super) fn heading(&mut self, heading: Heading, span: Span) {
        let tab = heading.title.marks.iter().find_map(|mark| match &mark.kind {
            MarkKind::Link { target } => target.strip_prefix(TAB_LINK),
            _ => None,
        });
        if let Some(tab) = tab {
            let name = tab.split('/').next().unwrap_or_default();
            self.tab = if name.eq_ignore_ascii_case(HTTP_TAB) { Tab::Http } else { Tab::Other };
            return;
        }
        if heading.level <= 2 {
            self.tab = Tab::None;
            self.waiting = None;
        }
        self.push(BlockKind::Heading(heading), span);
    }

    pub(super) fn annotation(&mut self, annotation: Annotation) {
        let span = annotation.span;
        let waits = is_for_code(annotation.kind) && self.tab != Tab::Other;
        self.push(BlockKind::Annotation(annotation), span);
        if waits {
            self.waiting = Some(self.list.len() - 1);
        }
    }

    /// Code takes the annotation that waits, whatever stands between.
    pub(super) fn code(&mut self, language: String, content: Span, span: Span) {
        let waiting = if self.tab == Tab::Other { None } else { self.waiting.take() };
        let annotation =
            waiting.and_then(|index| self.list.get_mut(index)?.take()).and_then(|block| match block.kind {
                BlockKind::Annotation(annotation) => Some(annotation),
                _ => None,
            });
        self.push(BlockKind::Code(Code { language, content, annotation }), span);
    }

    /// All blocks in order. Annotations that found no code are reported.
    pub(super) fn finish(self, diagnostics: &mut Vec<Diagnostic>) -> Vec<Block> {
        let blocks: Vec<Block> = self.list.into_iter().flatten().collect();
        for block in &blocks {
            if let BlockKind::Annotation(annotation) = &block.kind
                && is_for_code(annotation.kind)
                && !annotation.says_nothing()
            {
                diagnostics.push(
                    Diagnostic::new(
                        &codes::page::ANNOTATION_WITHOUT_CODE,
                        block.span,
                        "no code block follows this annotation",
                    )
                    .note("the annotation is not used")
                    .help("put it directly in front of the code block that it describes"),
                );
            }
        }
        blocks
    }
}

impl Annotation {
    /// Whether it says no more than that code is not to be looked at, and its name perhaps. Some stand in front of text, others in front of
    /// tables that a tool shall not write anew.
    pub(crate) fn says_nothing(&self) -> bool {
        let is_name = |name: &str| name.eq_ignore_ascii_case("blockType") || name.eq_ignore_ascii_case("name");
        self.kind == AnnotationKind::Ignored && self.members.iter().all(|member| is_name(&member.name))
    }
}

/// Whether annotations of this kind describe a code block.
const fn is_for_code(kind: AnnotationKind) -> bool {
    match kind {
        AnnotationKind::Request
        | AnnotationKind::Response
        | AnnotationKind::Resource
        | AnnotationKind::Ignored
        | AnnotationKind::Example
        | AnnotationKind::Samples => true,
        AnnotationKind::Permissions | AnnotationKind::Page | AnnotationKind::Unknown => false,
    }
}
