//! From the API to generated files.
//!
//! In: the [`Api`](crate::model::Api), where no question is open. Out: [`Item`](crate::write::Item)s, paths and formatted texts.
//! Must not know: Markdown, pages beyond their path and title, or the disk. Text of pages reaches the output as literals and
//! documentation comments only, always through `quote`, never by joining strings of code.

pub mod openapi;
pub mod rust;
