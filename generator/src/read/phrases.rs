//! Tables of phrases that are looked for in texts, all at once: most texts hold none of them, and tables have rows for eight languages.

use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

/// A table of phrases, in lower case. Where several occur in a text, the first of the table decides.
pub struct Phrases<R: 'static = &'static str> {
    rows: &'static [R],
    searcher: OnceLock<Option<AhoCorasick>>,
}

/// A row of a table: a phrase, and perhaps what it means.
pub trait Row {
    /// What is looked for.
    fn phrase(&self) -> &'static str;
}

impl Row for &'static str {
    fn phrase(&self) -> &'static str {
        self
    }
}

impl<T> Row for (&'static str, T) {
    fn phrase(&self) -> &'static str {
        self.0
    }
}

impl<R: Row> Phrases<R> {
    /// A table of these rows.
    #[must_use]
    pub const fn new(rows: &'static [R]) -> Self {
        Self { rows, searcher: OnceLock::new() }
    }

    /// The rows, in order.
    #[must_use]
    pub const fn rows(&self) -> &'static [R] {
        self.rows
    }

    /// Whether one of the phrases is in a text, which is in lower case.
    #[must_use]
    pub fn are_in(&self, text: &str) -> bool {
        self.searcher().is_some_and(|searcher| searcher.is_match(text))
    }

    /// The first row whose phrase is in a text.
    #[must_use]
    pub fn first_in(&self, text: &str) -> Option<&'static R> {
        let found = self.searcher()?.find_overlapping_iter(text).map(|found| found.pattern().as_usize());
        self.rows.get(found.min()?)
    }

    /// Where phrases begin in a text, each at its first place, in the order of the table.
    pub(crate) fn places(&self, text: &str) -> impl Iterator<Item = (usize, &'static str)> + use<R> {
        let mut places: Vec<(usize, usize)> = Vec::new();
        for found in self.searcher().iter().flat_map(|searcher| searcher.find_overlapping_iter(text)) {
            let row = found.pattern().as_usize();
            if places.iter().all(|(known, _)| *known != row) {
                places.push((row, found.start()));
            }
        }
        places.sort_unstable();
        let rows = self.rows;
        places.into_iter().filter_map(move |(row, start)| Some((start, rows.get(row)?.phrase())))
    }

    /// Only a table of gigabytes has none.
    fn searcher(&self) -> Option<&AhoCorasick> {
        let build = || {
            let phrases = self.rows.iter().map(Row::phrase);
            // Texts are short, so starting a search must cost nothing.
            AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).prefilter(false).build(phrases).ok()
        };
        self.searcher.get_or_init(build).as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static KINDS: Phrases<(&str, u8)> = Phrases::new(&[("work or school", 1), ("personal", 2), ("person", 3)]);
    static WORDS: Phrases = Phrases::new(&["either", "one of", "neither"]);

    #[test]
    fn the_first_row_decides() {
        assert_eq!(KINDS.first_in("personal, work or school"), Some(&("work or school", 1)));
        assert_eq!(KINDS.first_in("a personal account"), Some(&("personal", 2)));
        assert_eq!(KINDS.first_in("a person"), Some(&("person", 3)));
        assert_eq!(KINDS.first_in("an application"), None);
    }

    #[test]
    fn places_are_in_the_order_of_the_table() {
        let places = |text| WORDS.places(text).collect::<Vec<_>>();
        assert_eq!(places("one of a, neither b, either c"), [(11, "either"), (0, "one of"), (10, "neither")]);
        assert_eq!(places("\u{4e0d}\u{662f} one of"), [(7, "one of")]);
        assert!(WORDS.are_in("neither") && !WORDS.are_in("both"));
    }
}
