//! Sentences about request and response bodies.

use super::conventions::{
    ACTION_SENTENCES, COLLECTION_WORDS, NO_REQUEST_BODY, NO_RESPONSE_BODY, PRIMITIVES, fold, look_up,
};
use super::facts::{BodyFacts, NamedType, ResponseFacts, TypeMention};
use crate::page::{Inline, Mark, MarkKind};
use crate::source::{Span, Spanned};

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
                span,
            })
        })
        .collect()
}

/// Whether the words right before or behind a mention say that there are many: "collection of [post](..) objects".
fn collection_around(inline: &Inline, mark: &Mark) -> bool {
    let words = |text: &str| fold(text).split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect::<Vec<_>>();
    let before = words(inline.text.get(..mark.range.start).unwrap_or_default());
    let behind = words(inline.text.get(mark.range.end..).unwrap_or_default());
    before.iter().rev().filter(|word| !word.is_empty()).take(3).any(|word| COLLECTION_WORDS.contains(&word.as_str()))
        || behind.iter().filter(|word| !word.is_empty()).take(2).any(|word| COLLECTION_WORDS.contains(&word.as_str()))
}

/// A type that a body sentence names without a link: "and a **post** object", "a String collection object".
fn unlinked(inline: &Inline, place: Span) -> Option<TypeMention> {
    let strong = inline.marks.iter().find(|mark| {
        let behind = fold(inline.text.get(mark.range.end..).unwrap_or_default());
        mark.kind == MarkKind::Strong && (behind.starts_with("object") || behind.starts_with("collection"))
    });
    if let Some(mark) = strong {
        let text = inline.text.get(mark.range.clone()).unwrap_or_default();
        return Some(TypeMention {
            named: super::types::name(text),
            collection: collection_around(inline, mark),
            span: mark.span,
        });
    }
    let words: Vec<&str> = inline.text.split_whitespace().map(|word| word.trim_matches(['.', ','])).collect();
    words.windows(2).find_map(|pair| {
        let [word, next] = pair else { return None };
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        let primitive = look_up(PRIMITIVES, &fold(word)).filter(|_| capital)?;
        let next = fold(next);
        let announced = ["collection", "object", "in"].contains(&next.as_str());
        announced.then(|| TypeMention {
            named: NamedType::Primitive(primitive),
            collection: next == "collection",
            span: place,
        })
    })
}

/// What a paragraph of the request body section says.
pub(super) fn request_body(inline: &Inline, span: Span, body: &mut BodyFacts) {
    let folded = fold(&inline.text);
    if NO_REQUEST_BODY.iter().any(|phrase| folded.contains(phrase)) {
        body.none.get_or_insert(span);
        return;
    }
    body.parameters |= ACTION_SENTENCES.iter().any(|phrase| folded.contains(phrase));
    body.mentions.extend(mentions(inline, span));
    if body.mentions.is_empty() {
        body.mentions.extend(unlinked(inline, span).or_else(|| representation_of(inline, span)));
    }
}

/// "supply a JSON representation for the Android LOB App object": a name without link or emphasis.
fn representation_of(inline: &Inline, span: Span) -> Option<TypeMention> {
    let at = inline.text.find("JSON representation ")?;
    let rest = inline.text.get(at..)?.strip_prefix("JSON representation ")?;
    let rest = rest.strip_prefix("for ").or_else(|| rest.strip_prefix("of "))?;
    let rest = ["the ", "a ", "an "].iter().find_map(|article| rest.strip_prefix(article)).unwrap_or(rest);
    let name: String = rest.split(" object").next()?.split_whitespace().collect();
    match super::types::name(&name) {
        named @ NamedType::Name(_) if rest.contains(" object") => Some(TypeMention { named, collection: false, span }),
        _ => None,
    }
}

/// What a paragraph of the response section says.
pub(super) fn response(inline: &Inline, span: Span, response: &mut ResponseFacts) {
    let folded = fold(&inline.text);
    if NO_RESPONSE_BODY.iter().any(|phrase| folded.contains(phrase)) {
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

/// Status codes in code spans (`201 Created`), or else bare ones before "response" or a reason ("a 204 response").
fn statuses(inline: &Inline, span: Span) -> Vec<Spanned<u16>> {
    let mut found: Vec<_> = inline
        .marks
        .iter()
        .filter(|mark| mark.kind == MarkKind::Code)
        .filter_map(|mark| {
            let code = inline.text.get(mark.range.clone()).unwrap_or_default();
            code.split(|c: char| !c.is_alphanumeric()).find_map(status).map(|status| Spanned::new(status, mark.span))
        })
        .collect();
    if found.is_empty() {
        let words: Vec<&str> = inline.text.split(|c: char| !c.is_alphanumeric()).collect();
        found.extend(words.windows(2).filter_map(|pair| {
            let [word, next] = pair else { return None };
            let is_reason = ["response", "ok", "created", "accepted", "no", "found"].contains(&fold(next).as_str());
            status(word).filter(|_| is_reason).map(|status| Spanned::new(status, span))
        }));
    }
    found
}

/// A word of exactly three digits within the range of HTTP's statuses.
fn status(word: &str) -> Option<u16> {
    if word.len() != 3 {
        return None;
    }
    word.parse().ok().filter(|status| (100..600).contains(status))
}
