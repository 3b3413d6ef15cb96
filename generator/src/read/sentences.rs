//! Sentences about request and response bodies.

use super::conventions::{
    ACTION_SENTENCES, CONTAINING_BEFORE, CONTAINING_BEHIND, DENIALS, NO_REQUEST_BODY, NO_RESPONSE_BODY,
    OPTIONAL_BODY_BEGINNINGS, OPTIONAL_REQUEST_BODY, PLURAL_WORDS, PREFERENCES, PRIMITIVES, QUERY_OPTION_WORDS,
    STATUS_BEGINNINGS, STATUS_ENDS, TYPE_ENDS, fold, is_among, look_up, says_many,
};
use super::facts::{BodyFacts, NamedType, Primitive, ResponseFacts, TypeMention};
use crate::page::{Inline, Mark, MarkKind};
use crate::source::{Span, Spanned};

/// What ends a sentence, in Chinese and Japanese without a blank behind it.
const ENDS: [&str; 2] = [". ", "。"];

/// Whether a sentence ends within a text.
pub(super) fn ends_within(text: &str) -> bool {
    ENDS.iter().any(|end| text.contains(end))
}

/// The sentences of a text, without what ends them.
pub(super) fn split(text: &str) -> impl Iterator<Item = &str> {
    let [with_blank, full_width] = ENDS;
    text.split(with_blank).flat_map(move |part| part.split(full_width))
}

/// Whether a sentence says that what it names is not there.
fn denies(sentence: &str) -> bool {
    let folded = fold(sentence);
    DENIALS.are_in(&folded)
}

/// Where a text says that what it names is not there. Each sentence is looked at once: a hostile one names very many things.
struct Denials(Vec<(usize, bool)>);

impl Denials {
    fn of(text: &str) -> Self {
        let mut begin = 0;
        let mut sentences = Vec::new();
        for sentence in split(text) {
            sentences.push((begin, denies(sentence)));
            // "Supports `$count` instead of `$filter`" denies what comes behind.
            let denied = PREFERENCES.iter().filter_map(|words| sentence.find(words)).min();
            sentences.extend(denied.map(|at| (begin + at, true)));
            let end = begin + sentence.len();
            let behind = text.get(end..).unwrap_or_default();
            begin = end + ENDS.iter().find(|end| behind.starts_with(*end)).map_or(0, |end| end.len());
        }
        Self(sentences)
    }

    /// Whether the sentence at `place` does so.
    fn are_at(&self, place: usize) -> bool {
        let next = self.0.partition_point(|(begin, _)| *begin <= place);
        next.checked_sub(1).and_then(|index| self.0.get(index)).is_some_and(|(_, denies)| *denies)
    }
}

/// The options of a query that a text says can be used: `$select`, in code, as the words of a link, or as they are. In code they may have
/// a value, `$expand=notes`; elsewhere what has one is an example.
pub(super) fn query_options(inline: &Inline, place: Span) -> Vec<Spanned<String>> {
    let text = inline.text.as_str();
    let denials = Denials::of(text);
    let option = |start: usize| {
        let mark = inline.marks.iter().find(|mark| mark.range.contains(&start));
        let code = mark.filter(|mark| mark.kind == MarkKind::Code && mark.range.start == start);
        let is_code = code.is_some();
        // A word may follow code without a blank.
        let behind = text.get(start + 1..code.map_or(text.len(), |code| code.range.end))?;
        let length = behind.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(behind.len());
        let goes_on = behind
            .get(length..)?
            .starts_with(|c: char| c.is_ascii_alphanumeric() || "_(".contains(c) || (c == '=' && !is_code))
            || (behind.get(length..)?.starts_with('\'') && !text.get(..start)?.ends_with('\''));
        // In code before `$` there is a path; in languages without blanks there are words.
        let begins =
            text.get(..start)?.chars().next_back().is_none_or(|c| !"?&/{\\".contains(c) && !c.is_ascii_alphanumeric());
        let range = start..start + 1 + length;
        if length == 0 || goes_on || !begins || denials.are_at(start) {
            return None;
        }
        Some(Spanned::new(text.get(range)?.to_owned(), mark.map_or(place, |mark| mark.span)))
    };
    let called_so = inline.marks.iter().filter_map(|mark| called_option(inline, mark, &denials));
    text.match_indices('$').filter_map(|(start, _)| option(start)).chain(called_so).collect()
}

/// The name in code that a text calls an option of the query: "the `sectionName` query parameter".
fn called_option(inline: &Inline, mark: &Mark, denials: &Denials) -> Option<Spanned<String>> {
    let name = inline.text.get(mark.range.clone())?;
    let behind = inline.text.get(mark.range.end..)?.trim_start();
    let may_be = |c: char| c.is_ascii_alphanumeric() || matches!(c, '@' | '.' | '-' | '_');
    let is_name = mark.kind == MarkKind::Code && !name.is_empty() && name.chars().all(may_be);
    let is_called_so = is_name && QUERY_OPTION_WORDS.iter().any(|words| behind.starts_with(words));
    (is_called_so && !denials.are_at(mark.range.start)).then(|| Spanned::new(name.to_owned(), mark.span))
}

/// The types that a text mentions: links to pages, and strong words before "object".
pub(super) fn mentions(inline: &Inline, place: Span) -> Vec<TypeMention> {
    inline
        .marks
        .iter()
        .filter_map(|mark| {
            let MarkKind::Link { target } = &mark.kind else { return None };
            let text = inline.text.get(mark.range.clone()).unwrap_or_default().trim().to_owned();
            let span = if mark.span.start == mark.span.end { place } else { mark.span };
            Some(TypeMention {
                named: NamedType::Link { text, target: target.clone() },
                collection: collection_around(inline, mark),
                plural: plural_behind(inline, mark),
                span,
            })
        })
        .collect()
}

/// Whether the words right before or behind a mention say that there are many: "collection of [post](..) objects".
fn collection_around(inline: &Inline, mark: &Mark) -> bool {
    let before = inline.text.get(..mark.range.start).unwrap_or_default();
    let behind = inline.text.get(mark.range.end..).unwrap_or_default();
    before.rsplit(between_words).filter(|word| !word.is_empty()).take(3).any(says_many)
        || words(behind).take(2).any(says_many)
}

/// "the requested [post](..) objects"
fn plural_behind(inline: &Inline, mark: &Mark) -> bool {
    let behind = inline.text.get(mark.range.end..).unwrap_or_default();
    words(behind).next().is_some_and(|word| is_among(PLURAL_WORDS, word))
}

fn between_words(c: char) -> bool {
    !c.is_alphanumeric()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(between_words).filter(|word| !word.is_empty())
}

/// A type that a body sentence names without a link: "and a **post** object", "a String collection object".
fn unlinked(inline: &Inline, place: Span) -> Option<TypeMention> {
    let strong = inline.marks.iter().find(|mark| {
        let next = words(inline.text.get(mark.range.end..).unwrap_or_default()).next();
        mark.kind == MarkKind::Strong && next.is_some_and(|next| is_among(TYPE_ENDS, next))
    });
    if let Some(mark) = strong {
        let text = inline.text.get(mark.range.clone()).unwrap_or_default();
        return Some(TypeMention {
            named: super::types::name(text),
            collection: collection_around(inline, mark),
            plural: plural_behind(inline, mark),
            span: mark.span,
        });
    }
    words(&inline.text).zip(words(&inline.text).skip(1)).find_map(|(word, next)| {
        // "in the string in question" names no type, "string collection" does.
        let is_name = word.chars().next().is_some_and(char::is_uppercase) || says_many(next);
        let primitive = look_up(PRIMITIVES, &fold(Some(word).filter(|_| is_name)?))?;
        is_among(TYPE_ENDS, next).then(|| TypeMention {
            named: NamedType::Primitive(primitive),
            collection: says_many(next),
            plural: is_among(PLURAL_WORDS, next),
            span: place,
        })
    })
}

/// What a paragraph of the request body section says.
pub(super) fn request_body(inline: &Inline, span: Span, body: &mut BodyFacts) {
    let folded = fold(&inline.text);
    let begins = |beginning: &&str| folded.starts_with(*beginning);
    if OPTIONAL_REQUEST_BODY.are_in(&folded) || OPTIONAL_BODY_BEGINNINGS.iter().any(begins) {
        body.optional.get_or_insert(span);
    } else if NO_REQUEST_BODY.are_in(&folded) {
        body.none.get_or_insert(span);
        return;
    }
    body.parameters |= ACTION_SENTENCES.are_in(&folded);
    body.mentions.extend(mentions(inline, span).into_iter().filter(|mention| !is_contained(inline, mention)));
    if body.mentions.is_empty() {
        // "A JSON object" says no more than that there is a body.
        let named = unlinked(inline, span).filter(|mention| mention.named != NamedType::Primitive(Primitive::Json));
        body.mentions.extend(named.or_else(|| representation_of(inline, span)));
    }
}

/// Whether a mention is only of what the body contains. In most languages that stands behind the type of the body, which is the first.
fn is_contained(inline: &Inline, mention: &TypeMention) -> bool {
    let Some(mark) = inline.marks.iter().find(|mark| mark.span == mention.span) else { return false };
    let before = inline.text.get(..mark.range.start).unwrap_or_default().trim_end();
    let behind = inline.text.get(mark.range.end..).unwrap_or_default().trim_start();
    CONTAINING_BEFORE.iter().any(|words| before.ends_with(words))
        || CONTAINING_BEHIND.iter().any(|words| behind.starts_with(words))
}

/// "supply a JSON representation for the Android LOB App object": a name without link or emphasis.
fn representation_of(inline: &Inline, span: Span) -> Option<TypeMention> {
    let at = inline.text.find("JSON representation ")?;
    let rest = inline.text.get(at..)?.strip_prefix("JSON representation ")?;
    let rest = rest.strip_prefix("for ").or_else(|| rest.strip_prefix("of "))?;
    let rest = ["the ", "a ", "an "].iter().find_map(|article| rest.strip_prefix(article)).unwrap_or(rest);
    let name: String = rest.split(" object").next()?.split_whitespace().collect();
    match super::types::name(&name) {
        named @ NamedType::Name(_) if rest.contains(" object") => {
            Some(TypeMention { named, collection: false, plural: false, span })
        }
        _ => None,
    }
}

/// What a paragraph of the response section says.
pub(super) fn response(inline: &Inline, span: Span, response: &mut ResponseFacts) {
    let folded = fold(&inline.text);
    if NO_RESPONSE_BODY.are_in(&folded) {
        response.no_body.get_or_insert(span);
    }
    for status in statuses(inline, span) {
        if !response.statuses.iter().any(|known| known.value == status.value) {
            response.statuses.push(status);
        }
    }
    response.mentions.extend(mentions(inline, span));
    if response.mentions.is_empty() {
        response.mentions.extend(unlinked(inline, span));
    }
}

/// Status codes in code spans (`201 Created`), or else bare ones beside a word that tells so ("a 204 response").
fn statuses(inline: &Inline, span: Span) -> Vec<Spanned<u16>> {
    let codes = inline.marks.iter().filter(|mark| mark.kind == MarkKind::Code);
    let found: Vec<_> = codes
        .filter_map(|mark| {
            let code = inline.text.get(mark.range.clone()).unwrap_or_default();
            words(code).find_map(status).map(|status| Spanned::new(status, mark.span))
        })
        .collect();
    if found.is_empty() {
        bare_statuses(&inline.text).map(|status| Spanned::new(status, span)).collect()
    } else {
        found
    }
}

fn bare_statuses(text: &str) -> impl Iterator<Item = u16> {
    let before = std::iter::once("").chain(words(text));
    let behind = words(text).skip(1).chain(std::iter::once(""));
    before.zip(words(text)).zip(behind).filter_map(|((before, word), behind)| {
        status(word).filter(|_| is_among(STATUS_BEGINNINGS, before) || is_among(STATUS_ENDS, behind))
    })
}

/// A word of exactly three digits within the range of HTTP's statuses.
fn status(word: &str) -> Option<u16> {
    if word.len() != 3 {
        return None;
    }
    word.parse().ok().filter(|status| (100..600).contains(status))
}
