//! Comparing texts with [conventions](super::conventions): in lower case, with single blanks.

use std::borrow::Cow;

use super::conventions::{COLLECTION_PARTS, COLLECTION_WORDS, PAGE_END};
use crate::page::is_regular;

/// The text in lower case, its blanks single, without blanks and dots at the ends.
#[must_use]
pub fn fold(text: &str) -> Cow<'_, str> {
    let is_end = |c: char| matches!(c, '.' | '。') || c.is_whitespace();
    let text = text.trim_matches(is_end);
    // Many are in lower case. All bytes are looked at, so that several are compared at a time.
    let has_upper = text.bytes().fold(false, |upper, byte| upper | byte.is_ascii_uppercase());
    match (is_regular(text), has_upper) {
        (true, false) => text.into(),
        (true, true) => text.to_ascii_lowercase().into(),
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
    COLLECTION_WORDS.iter().any(|known| *known == folded) || COLLECTION_PARTS.are_in(&folded)
}

/// What stands beside `key` in a table of conventions.
pub fn look_up<T: Copy>(table: &[(&str, T)], key: &str) -> Option<T> {
    table.iter().find(|(word, _)| *word == key).map(|(_, meaning)| *meaning)
}

/// Whether a link leads to a page, as far as its form tells.
pub(crate) fn is_page_link(target: &str) -> bool {
    let path = target.split(['#', '?']).next().unwrap_or_default();
    let path = path.trim_end_matches(|c: char| c == '.' || c.is_whitespace());
    let end = path.len().checked_sub(PAGE_END.len()).and_then(|at| path.get(at..));
    end.is_some_and(|end| end.eq_ignore_ascii_case(PAGE_END))
}
