//! The conventions of the documentation, as data. A new word, title or phrase is a line here.
//!
//! All keys are in lower case; text is compared after [`fold`]. Where pages are translated, headings keep the English anchor, and
//! code, annotations and names stay English: what else is needed of a language are a few rows in each table. They are those of the
//! editions in Spanish, German, French, Portuguese, Russian, Chinese and Japanese, which are translated by machines, in more words than one.

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

use std::borrow::Cow;

/// The entry of the front matter that says that a page was translated, and how.
pub const TRANSLATION_KEY: &str = "ms.translationtype";

/// The text in lower case, its blanks single, without blanks and dots at the ends.
#[must_use]
pub fn fold(text: &str) -> Cow<'_, str> {
    let is_end = |c: char| matches!(c, '.' | '。') || c.is_whitespace();
    let text = text.trim_matches(is_end);
    // Nearly all texts are ASCII with single blanks, and many are in lower case.
    let (mut before, mut is_lower) = (b' ', true);
    let is_regular = text.bytes().all(|byte| {
        let is_regular = byte.is_ascii_graphic() || (byte == b' ' && before != b' ');
        before = byte;
        is_lower &= !byte.is_ascii_uppercase();
        is_regular
    });
    match (is_regular, is_lower) {
        (true, true) => text.into(),
        (true, false) => text.to_ascii_lowercase().into(),
        (false, _) => fold_irregular(text).into(),
    }
}

fn fold_irregular(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split(char::is_whitespace).filter(|word| !word.is_empty()) {
        if !folded.is_empty() {
            folded.push(' ');
        }
        push_lower_case(&mut folded, word);
    }
    folded
}

/// Adds a word in lower case. Nearly all words are ASCII, and this is called for every cell, link and segment of a path.
pub(crate) fn push_lower_case(text: &mut String, word: &str) {
    if word.is_ascii() {
        let start = text.len();
        text.push_str(word);
        if let Some(word) = text.get_mut(start..) {
            word.make_ascii_lowercase();
        }
    } else {
        text.extend(word.chars().flat_map(char::to_lowercase));
    }
}

/// Whether a text is one of these words, once it is folded.
pub(crate) fn is_among(words: &[&str], text: &str) -> bool {
    let folded = fold(text);
    words.iter().any(|word| *word == folded)
}

/// Whether a word says that there are many.
pub(crate) fn says_many(word: &str) -> bool {
    let folded = fold(word);
    COLLECTION_WORDS.iter().any(|known| *known == folded) || COLLECTION_PARTS.iter().any(|part| folded.contains(part))
}

/// What stands beside `key` in a table of conventions.
pub fn look_up<T: Copy>(table: &[(&str, T)], key: &str) -> Option<T> {
    table.iter().find(|(word, _)| *word == key).map(|(_, meaning)| *meaning)
}

/// What stands beside the first word of the table that `text` contains.
pub fn look_up_within<T: Copy>(table: &[(&str, T)], text: &str) -> Option<T> {
    table.iter().find(|(word, _)| text.contains(word)).map(|(_, meaning)| *meaning)
}
