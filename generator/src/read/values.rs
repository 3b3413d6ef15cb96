//! Lists of values in descriptions: "Possible values are: `text`, `html`."

use super::conventions::{ALTERNATIVELY, FURTHER_MEMBERS, TOGETHER, VALUE_LEADS, VALUE_MARKS, VALUE_PHRASES, is_among};
use super::facts::{NamedType, TypeClaim};
use super::sentences;
use super::types::is_name;
use crate::page::{Inline, Mark, MarkKind};
use crate::source::Spanned;

/// The code spans behind "Possible values are:", up to the end of the sentence. Of a type that is no primitive, the words behind it.
pub(super) fn of(description: &Inline, claim: Option<&TypeClaim>) -> Vec<Spanned<String>> {
    let lower = description.text.to_lowercase();
    if lower.len() != description.text.len() {
        return Vec::new();
    }
    if description.marks.iter().all(|mark| mark.kind != MarkKind::Code) {
        return claim
            .filter(|claim| names_type(claim))
            .and_then(|claim| words(description, &lower, claim))
            .unwrap_or_default();
    }
    let announced = VALUE_PHRASES.places(&lower).map(|(at, _)| at).min();
    let Some(start) = announced.or_else(|| start_of_choice(description, &lower, claim)) else { return Vec::new() };
    let mut values = listed(description, start);
    // "Use the `Prefer: include-unknown-enum-members` request header to get the following values": they are values, too.
    if let Some(further) = lower.find(FURTHER_MEMBERS).filter(|further| *further > start) {
        for value in listed(description, further) {
            if !values.iter().any(|known| known.value == value.value) {
                values.push(value);
            }
        }
    }
    values
}

/// The code spans of a list that begins behind `start`.
fn listed(description: &Inline, start: usize) -> Vec<Spanned<String>> {
    let mut end_of_last = start;
    let mut values = Vec::new();
    for mark in description.marks.iter().filter(|mark| mark.kind == MarkKind::Code && mark.range.start > start) {
        if description.text.get(end_of_last..mark.range.start).is_some_and(ends_list) {
            break;
        }
        end_of_last = mark.range.end;
        let value = description.text.get(mark.range.clone()).unwrap_or_default().trim();
        if value.starts_with(OPTION_MARK) {
            break;
        }
        if !value.is_empty() {
            values.push(Spanned::new(value.to_owned(), mark.span));
        }
    }
    values
}

/// `Possible values are low, medium, high.`: a list of names alone, whose place is that of the type.
fn words(description: &Inline, lower: &str, claim: &TypeClaim) -> Option<Vec<Spanned<String>>> {
    let (start, phrase) = VALUE_PHRASES.places(lower).max_by_key(|(at, phrase)| at + phrase.len())?;
    let behind = description.text.get(start + phrase.len()..)?;
    let sentence = sentences::split(behind).next()?.trim_start_matches(" are").trim().trim_matches([':', '.', ' ']);
    let names = sentence.split([',', ' ', '\n']).filter(|word| !word.is_empty() && !is_among(ALTERNATIVELY, word));
    let names: Vec<&str> = names.filter(|word| !is_among(TOGETHER, word)).collect();
    let is_list = sentence.contains(',') && names.iter().all(|name| is_name(name));
    // A sentence has more blanks than commas.
    let is_dense = names.len() <= sentence.matches(',').count() + 2;
    (is_list && is_dense).then(|| names.into_iter().map(|name| Spanned::new(name.to_owned(), claim.span)).collect())
}

/// Whether a cell has the name of a type that is no primitive.
fn names_type(claim: &TypeClaim) -> bool {
    matches!(claim.named, NamedType::Name(_))
}

/// What begins a query option. "Supports `$filter`" behind a list of values is not about them.
const OPTION_MARK: char = '$';

/// Whether a list of values does not go on behind a text: a sentence ends in it, or a new line begins with words, "Default is". A line may
/// begin with the next value, or with "and" or "or".
fn ends_list(text: &str) -> bool {
    let ends_at_line = |(_, line): (&str, &str)| {
        let mut words = line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.any(|word| !is_among(TOGETHER, word) && !is_among(ALTERNATIVELY, word))
    };
    sentences::ends_within(text) || text.rsplit_once('\n').is_some_and(ends_at_line)
}

/// Where a sentence such as "Either `view`, `edit`, or `embed`." begins to list values. One that goes on behind them, "Either `start` or
/// `end` must be given", is about something else. Of a type that is no primitive, "The weight: `low` or `high`." lists values, too.
fn start_of_choice(description: &Inline, lower: &str, claim: Option<&TypeClaim>) -> Option<usize> {
    let names_type = claim.is_some_and(names_type);
    let codes = || description.marks.iter().filter(|mark| mark.kind == MarkKind::Code);
    let mut leads =
        VALUE_LEADS.places(lower).chain(names_type.then(|| VALUE_MARKS.places(lower)).into_iter().flatten());
    let (start, first) = leads.find_map(|(at, lead)| {
        // "None of `low` or `high`" has no such word.
        if lead.starts_with(char::is_alphanumeric) && lower.get(..at)?.ends_with(char::is_alphanumeric) {
            return None;
        }
        let first = codes().find(|mark| mark.range.start > at)?;
        let between = lower.get(at + lead.len()..first.range.start)?;
        between.trim().is_empty().then_some((at, first))
    })?;
    let goes_on = |mark: &&Mark| lower.get(first.range.start..mark.range.start).is_some_and(|text| !ends_list(text));
    let choice: Vec<&Mark> = codes().filter(|mark| mark.range.start >= first.range.start).take_while(goes_on).collect();
    let [_, .., last] = choice.as_slice() else { return None };
    let behind = lower.get(last.range.end..)?.trim_start();
    (behind.is_empty() || behind.starts_with(['.', ';', ')', '。'])).then_some(start)
}
