//! The claims of a page, as plain data.

mod messages;
mod path;
mod permissions;
mod types;

pub use messages::*;
pub use path::*;
pub use permissions::*;
pub use types::*;

use std::sync::Arc;

use crate::page::json::Json;
use crate::read::ledger::{Ledger, Outcome};
use crate::source::{SourceId, Span, Spanned};

/// All that one page says.
#[derive(Clone, Debug)]
pub struct PageFacts {
    /// The page.
    pub source: SourceId,
    /// Its H1, or the title of its front matter.
    pub title: Option<Spanned<String>>,
    /// The paragraphs between the title and the first section.
    pub description: Text,
    /// The links in the description, in order: the first to a resource page tells what an operation works on.
    pub description_links: Vec<TypeMention>,
    /// `Namespace: microsoft.graph`
    pub namespace: Option<Spanned<String>>,
    /// One for each section of request lines, as a rule one.
    pub operations: Vec<OperationFacts>,
    /// The types it describes.
    pub types: Vec<TypeFacts>,
    /// The enums it lists.
    pub enums: Vec<EnumFacts>,
    /// How the page ends.
    pub outcome: Outcome,
    /// What became of its rows, lines and blocks.
    pub ledger: Ledger,
}

/// Running text with its code spans, for documentation comments.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// The paragraphs; code spans are separate pieces.
    ///
    /// Shared, because the model says of many things what one row or page says of them.
    pub paragraphs: Arc<[Vec<TextPiece>]>,
}

/// A piece of a [`Text`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum TextPiece {
    /// Plain words.
    Words(String),
    /// `code`
    Code(String),
}

impl TextPiece {
    /// What it says, whether it is code or not.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Words(text) | Self::Code(text) => text,
        }
    }
}

/// An operation: what a page says about its request lines.
#[derive(Clone, Debug, Default)]
pub struct OperationFacts {
    /// The title of its chapter, and the words below it, where the page describes several operations.
    pub chapter: Option<Chapter>,
    /// The lines of the HTTP request section.
    pub request_lines: Vec<RequestLine>,
    /// The permission tables.
    pub permissions: PermissionFacts,
    /// Rows of the header tables.
    pub headers: Vec<ParameterRow>,
    /// Rows of the query parameter tables.
    pub query_parameters: Vec<ParameterRow>,
    /// Query options named in the prose of the query parameter section: `$select`.
    pub query_options: Vec<Spanned<String>>,
    /// Rows of the path and function parameter tables.
    pub path_parameters: Vec<ParameterRow>,
    /// The request body section.
    pub body: BodyFacts,
    /// The response section.
    pub response: ResponseFacts,
    /// The example requests and the responses that answer them.
    pub examples: Vec<Exchange>,
}

/// A part of a page about one of its operations: `## Create a session` around sections such as `### HTTP request`.
#[derive(Clone, Debug)]
pub struct Chapter {
    /// Its title.
    pub title: String,
    /// What stands below the title.
    pub description: Text,
}

/// A row of a table of headers or parameters.
#[derive(Clone, Debug)]
pub struct ParameterRow {
    /// The name, without decoration.
    pub name: Spanned<String>,
    /// What the name of a header stands with: `outlook.timezone` of `Prefer: outlook.timezone`.
    pub preference: Option<String>,
    /// The type cell, where the table has one.
    pub type_claim: Option<TypeClaim>,
    /// The description.
    pub description: Text,
    /// Whether the row says that it must be given.
    pub required: bool,
    /// Values listed in the description.
    pub values: Vec<Spanned<String>>,
}

/// The request body section.
#[derive(Clone, Debug, Default)]
pub struct BodyFacts {
    /// "Do not supply a request body."
    pub none: Option<Span>,
    /// "No request body is required. However, you can specify properties."
    pub optional: Option<Span>,
    /// Types that the sentences mention.
    pub mentions: Vec<TypeMention>,
    /// The rows of its tables.
    pub rows: Vec<PropertyRow>,
    /// Whether a table or sentence calls them parameters (of an action), not properties (of a type).
    pub parameters: bool,
    /// Whether there is such a section at all.
    pub section: Option<Span>,
    /// JSON that stands in the section, outside of a message.
    pub shown: Option<Json>,
}

/// The response section.
#[derive(Clone, Debug, Default)]
pub struct ResponseFacts {
    /// The statuses that the sentence names.
    pub statuses: Vec<Spanned<u16>>,
    /// The types that it mentions.
    pub mentions: Vec<TypeMention>,
    /// "It does not return anything in the response body."
    pub no_body: Option<Span>,
}
