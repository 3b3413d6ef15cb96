//! Base types in words: on the page of the derived type, and on that of the base.

use std::collections::BTreeMap;

use super::conventions::{
    ALTERNATIVELY, BASE_TYPE_PHRASES, DERIVED_TYPE_ARTICLE, DERIVED_TYPE_LEADS, DERIVED_TYPE_PHRASES, THE_FOLLOWING,
    TOGETHER, Topic,
};
use super::facts::TypeMention;
use super::sections::Section;
use super::sentences;
use crate::page::{BlockKind, Inline, Mark, MarkKind};
use crate::source::Span;

/// The types that the page of their base type names.
pub(super) fn derived(sections: &[Section<'_>]) -> Vec<TypeMention> {
    let mut derived = listed(sections);
    derived.extend(derived_in_prose(sections));
    derived
}

/// The links in the first column of the table below "Derived types".
fn listed(sections: &[Section<'_>]) -> Vec<TypeMention> {
    let mut derived = Vec::new();
    for block in sections.iter().filter(|section| section.topic == Topic::DerivedTypes).flat_map(Section::blocks) {
        if let BlockKind::Table(table) = &block.kind {
            let cells = table.rows.iter().filter_map(|row| row.cells.first());
            derived.extend(cells.flat_map(|cell| sentences::mentions(&cell.content, cell.span)));
        }
    }
    derived
}

/// "This is the base type for [car](car.md) and [bus](bus.md)." or "Derived types include:" before a list, above the first table.
fn derived_in_prose(sections: &[Section<'_>]) -> Vec<TypeMention> {
    let mut derived = Vec::new();
    let mut is_list = false;
    let introduction = sections.iter().take_while(|section| section.topic == Topic::Other).flat_map(Section::blocks);
    for block in introduction {
        let BlockKind::Paragraph(inline) = &block.kind else { continue };
        if is_list && begins_with_link(inline) {
            derived.extend(sentences::mentions(inline, block.span).into_iter().next());
            continue;
        }
        let lower = inline.text.to_lowercase();
        // "An abstract base type for vehicles. Base type of [car](car.md) and [bus](bus.md).": any of the phrases may lead to them.
        let ends: Vec<usize> = DERIVED_TYPE_PHRASES.places(&lower).map(|(at, phrase)| at + phrase.len()).collect();
        is_list = ends.iter().any(|end| inline.text.ends_with(':') || announces(&lower, *end));
        if lower.len() == inline.text.len() && !ends.is_empty() {
            derived.extend(enumerated(inline, block.span, &ends));
        }
    }
    derived
}

/// Whether a sentence promises a list though a full stop ends it: "inherited by the following types that have wheels."
fn announces(lower: &str, phrase_end: usize) -> bool {
    lower.get(phrase_end..).is_some_and(|behind| behind.trim_start().starts_with(THE_FOLLOWING))
}

/// The links behind phrases that end here, as far as they are a list: "car, bus, and tram". Of phrases before the same link the last
/// counts, so that each link is looked at for one of them.
fn enumerated(inline: &Inline, place: Span, phrase_ends: &[usize]) -> Vec<TypeMention> {
    let links = inline.marks.iter().filter(|mark| matches!(mark.kind, MarkKind::Link { .. }));
    let links: Vec<(TypeMention, &Mark)> = sentences::mentions(inline, place).into_iter().zip(links).collect();
    let mut last: BTreeMap<usize, usize> = BTreeMap::new();
    for end in phrase_ends {
        let first = links.partition_point(|(_, mark)| mark.range.start < *end);
        last.entry(first).and_modify(|known| *known = (*known).max(*end)).or_insert(*end);
    }
    let list = |(first, phrase_end): (usize, usize)| {
        links.iter().skip(first).scan(phrase_end, move |end, (mention, mark)| {
            let between = inline.text.get(*end..mark.range.start)?.trim();
            let goes_on = if *end == phrase_end { leads(between) } else { is_enumeration(between) };
            *end = mark.range.end;
            goes_on.then(|| mention.clone())
        })
    };
    last.into_iter().flat_map(list).collect()
}

fn begins_with_link(inline: &Inline) -> bool {
    inline.marks.first().is_some_and(|mark| mark.range.start == 0 && matches!(mark.kind, MarkKind::Link { .. }))
}

/// Whether these words lead from a phrase to the types.
fn leads(words: &str) -> bool {
    let ends_in =
        |lead: &&str| words.strip_suffix(*lead).is_some_and(|before| before.is_empty() || before.ends_with(' '));
    words.is_empty() || words == DERIVED_TYPE_ARTICLE || DERIVED_TYPE_LEADS.iter().any(ends_in)
}

/// Whether nothing but a comma or a conjunction stands between two links.
fn is_enumeration(words: &str) -> bool {
    words
        .split([',', ' '])
        .filter(|word| !word.is_empty())
        .all(|word| TOGETHER.contains(&word) || ALTERNATIVELY.contains(&word))
}

/// "Inherits from [outlookItem](outlookitem.md)." before the first table.
pub(super) fn base(sections: &[Section<'_>]) -> Option<TypeMention> {
    let before_tables = sections.iter().take_while(|section| section.topic == Topic::Other);
    for block in before_tables
        .chain(sections.iter().filter(|section| section.topic == Topic::Properties))
        .flat_map(Section::blocks)
    {
        let BlockKind::Paragraph(inline) = &block.kind else { continue };
        let lower = inline.text.to_lowercase();
        let Some(at) = BASE_TYPE_PHRASES.places(&lower).next().map(|(at, _)| at) else { continue };
        let links = inline.marks.iter().filter(|mark| matches!(mark.kind, MarkKind::Link { .. }));
        let mention =
            sentences::mentions(inline, block.span).into_iter().zip(links).find(|(_, mark)| mark.range.start >= at);
        if let Some((mention, _)) = mention {
            return Some(mention);
        }
    }
    None
}
