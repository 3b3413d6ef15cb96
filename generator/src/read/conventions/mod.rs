//! The conventions of the documentation, as data. A new word, title or phrase is a line here.
//!
//! All keys are in lower case; text is compared after [`fold`]. Where pages are translated, headings keep the English anchor, and
//! code, annotations and names stay English: what else is needed of a language are a few rows in each table. Each table has them for Spanish,
//! German, French, Portuguese, Russian, Chinese and Japanese. Machines translate one sentence in many ways: the rows are the frequent ones.

mod paths;
mod permissions;
mod sections;
mod sentences;
mod tables;
mod types;

pub use paths::*;
pub use permissions::*;
pub use sections::*;
pub use sentences::*;
pub use tables::*;
pub use types::*;

pub use super::folding::{fold, look_up};
pub(crate) use super::folding::{is_among, is_page_link, push_lower_case, says_many};
pub use super::phrases::Phrases;

/// The entry of the front matter that says that a page was translated, and how.
pub const TRANSLATION_KEY: &str = "ms.translationtype";
