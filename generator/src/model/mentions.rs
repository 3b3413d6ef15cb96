//! Types that sentences name together.

use crate::read::TypeMention;
use crate::read::conventions::{ALTERNATIVELY, ARTICLES, TOGETHER, TYPE_ENDS, is_among};
use crate::source::{Sources, Span};

/// How many of the mentions are one list: nothing but "and", "or" and words such as "object" stands between them.
pub(super) fn together(sources: &Sources, mentions: &[TypeMention]) -> usize {
    let joined = mentions.windows(2).take_while(|pair| match pair {
        [one, next] => is_joined(sources, one.span, next.span),
        _ => false,
    });
    joined.count() + 1
}

fn is_joined(sources: &Sources, one: Span, next: Span) -> bool {
    if one.source != next.source || next.start < one.end {
        return false;
    }
    let between = sources.text(Span { source: one.source, start: one.end, end: next.start });
    let mut words = between.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
    let is_filler =
        |word: &str| [TOGETHER, ALTERNATIVELY, TYPE_ENDS, ARTICLES].into_iter().any(|table| is_among(table, word));
    words.peek().is_some() && words.all(is_filler)
}
