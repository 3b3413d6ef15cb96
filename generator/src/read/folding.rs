//! Comparing texts with [conventions](super::conventions): in lower case, with single blanks.

use std::borrow::Cow;

use memchr::memmem;

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

/// Whether a text, once it is folded, contains one of these phrases.
pub(crate) fn says(phrases: &[&str], folded: &str) -> bool {
    places(phrases, folded).next().is_some()
}

/// Where phrases begin in a folded text, in the order of the phrases.
pub(crate) fn places<'p>(phrases: &'p [&'p str], folded: &'p str) -> impl Iterator<Item = (usize, &'p str)> {
    let find = finder(folded);
    phrases.iter().filter_map(move |phrase| Some((find(phrase)?, *phrase)))
}

/// Finds phrases in a text. Nearly all texts are ASCII, and short: most phrases need not be searched.
fn finder(text: &str) -> impl Fn(&str) -> Option<usize> {
    let is_ascii = text.is_ascii();
    move |phrase| {
        let may_stand = phrase.len() <= text.len() && (!is_ascii || phrase.is_ascii());
        if may_stand { memmem::find(text.as_bytes(), phrase.as_bytes()) } else { None }
    }
}

/// Whether a word says that there are many.
pub(crate) fn says_many(word: &str) -> bool {
    let folded = fold(word);
    COLLECTION_WORDS.iter().any(|known| *known == folded) || says(COLLECTION_PARTS, &folded)
}

/// What stands beside `key` in a table of conventions.
pub fn look_up<T: Copy>(table: &[(&str, T)], key: &str) -> Option<T> {
    table.iter().find(|(word, _)| *word == key).map(|(_, meaning)| *meaning)
}

/// What stands beside the first word of the table that `text` contains.
pub fn look_up_within<T: Copy>(table: &[(&str, T)], text: &str) -> Option<T> {
    let find = finder(text);
    table.iter().find(|(word, _)| find(word).is_some()).map(|(_, meaning)| *meaning)
}

/// Whether a link leads to a page, as far as its form tells.
pub(crate) fn is_page_link(target: &str) -> bool {
    let path = target.split(['#', '?']).next().unwrap_or_default();
    let path = path.trim_end_matches(|c: char| c == '.' || c.is_whitespace());
    let end = path.len().checked_sub(PAGE_END.len()).and_then(|at| path.get(at..));
    end.is_some_and(|end| end.eq_ignore_ascii_case(PAGE_END))
}
