//! Markdown and annotations.
//!
//! In: the text of one source. Out: a [`Page`], the blocks of the text in order, with includes put in their places and
//! annotations bound to their code. Must not know: what any heading, table or key means for an API.

mod annotation;
mod blocks;
mod comment;
mod fence;
mod front_matter;
mod html;
mod html_table;
mod include;
mod inline;
pub mod json;
mod markdown;
mod print;
mod table;
#[cfg(test)]
mod tests;

use std::ops::Range;

pub(crate) use inline::is_regular;
pub use markdown::parse;
pub use print::print;

use crate::source::{SourceId, Span, Spanned};
use json::{Json, Member};

/// A page as a flat list of blocks; sections are a matter of titles, not of nesting.
#[derive(Clone, Debug)]
pub struct Page {
    /// The file.
    pub source: SourceId,
    /// The `key: value` pairs of the front matter.
    pub front_matter: Vec<FrontMatterEntry>,
    /// In the order of the text; the blocks of an included file stand where the include stood.
    pub blocks: Vec<Block>,
}

/// A scalar entry of the front matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrontMatterEntry {
    /// The key as written, such as `doc_type`.
    pub key: String,
    /// The scalar, without quotes.
    pub value: Spanned<String>,
}

/// A block and its place.
#[derive(Clone, Debug)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its place, in the file that contains it (an included one, perhaps).
    pub span: Span,
    /// Whether it stands in a tab other than the HTTP one (`# [C#](#tab/csharp)`).
    pub other_tab: bool,
}

/// The kinds of blocks. Lists and quotes are dissolved into the blocks that they hold.
#[derive(Clone, Debug)]
pub enum BlockKind {
    /// A heading of any level.
    Heading(Heading),
    /// A paragraph, or the text of a list item.
    Paragraph(Inline),
    /// A pipe table.
    Table(Table),
    /// Fenced or indented code, with the annotation that belongs to it.
    Code(Code),
    /// An annotation that belongs to no code: the page annotation, one before an include or a table.
    Annotation(Annotation),
    /// An include whose target is not there, goes round in a circle, or leaves the folder; reported already.
    MissingInclude {
        /// The path as written.
        target: String,
    },
}

/// A heading.
#[derive(Clone, Debug)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// The words.
    pub title: Inline,
    /// The name of an `<a name="...">` in it, which translations keep.
    pub anchor: Option<String>,
}

/// Running text with the marks that matter.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Inline {
    /// The words without markup, entities decoded, blanks of every kind single; a `<br>` is a line feed.
    pub text: String,
    /// Code, strong text and links, in order.
    pub marks: Vec<Mark>,
}

/// A marked part of an [`Inline`].
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// The bytes of [`Inline::text`].
    pub range: Range<usize>,
    /// What kind.
    pub kind: MarkKind,
    /// The place in the source, markup included.
    pub span: Span,
}

/// The kinds of marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// `` `code` ``
    Code,
    /// `**strong**`
    Strong,
    /// `[text](target)` or `[text][reference]`.
    Link {
        /// The target as written; of a reference, as defined.
        target: String,
    },
}

/// A pipe table. Rows keep the cells they are written with.
#[derive(Clone, Debug)]
pub struct Table {
    /// The cells of the first row.
    pub header: Vec<Cell>,
    /// The rows behind the separator.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Clone, Debug)]
pub struct Row {
    /// At most as many as the header has: cells beyond are part of the last (an unescaped `|` in a description).
    pub cells: Vec<Cell>,
    /// The line.
    pub span: Span,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Its words.
    pub content: Inline,
    /// Its place, without surrounding blanks.
    pub span: Span,
}

/// A code block.
#[derive(Clone, Debug)]
pub struct Code {
    /// The first word of the info string, in lower case: `http`, `json`, empty.
    pub language: String,
    /// The lines between the fences; in a list they keep their indentation.
    pub content: Span,
    /// The annotation before it, even when prose or a heading stands between.
    pub annotation: Option<Annotation>,
}

/// `<!-- { "blockType": "..." } -->`
#[derive(Clone, Debug)]
pub struct Annotation {
    /// What it announces.
    pub kind: AnnotationKind,
    /// All members, in order.
    pub members: Vec<Member>,
    /// The comment.
    pub span: Span,
}

impl Annotation {
    /// The value of the member `name`; of repeated ones, the last.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.members.iter().rev().find(|member| member.name == name).map(|member| &member.value)
    }
}

/// The values of `blockType`, and the page annotation that has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnnotationKind {
    /// An HTTP request.
    Request,
    /// An HTTP response.
    Response,
    /// The JSON representation of a type.
    Resource,
    /// Code that the documentation tests skip: the routes of an operation, as a rule.
    Ignored,
    /// A JSON value or an incoming request.
    Example,
    /// Further request lines.
    Samples,
    /// A permission table or its include follows.
    Permissions,
    /// `"type": "#page.annotation"`.
    Page,
    /// No or an unknown `blockType`; reported already.
    Unknown,
}
