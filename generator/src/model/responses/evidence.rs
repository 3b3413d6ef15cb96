//! The type of a response body: the majority of sentence, body and annotation.

use std::collections::BTreeMap;
use std::iter;

use super::sentence::Sentence;

use crate::diagnostic::{Diagnostic, codes};
use crate::model::alternatives::is_derived;
use crate::model::api::{ItemType, ValueType};
use crate::model::endpoints::Claim;
use crate::model::examples::{self, Shape};
use crate::model::structs::Structs;
use crate::model::{Builder, infer, names, paths, structs};
use crate::page::json::Json;
use crate::read::{ExampleResponse, Kind, Method, NamedType, RequestLine};
use crate::source::Span;

/// One piece of evidence for the type of the body.
struct Evidence {
    item: ItemType,
    span: Span,
    words: &'static str,
}

/// What was seen of the response of a request line.
pub(super) struct Seen<'s, 'a> {
    pub(super) claim: &'s Claim<'a>,
    pub(super) statuses: &'s [u16],
    pub(super) answers: &'s [&'a ExampleResponse],
    pub(super) bodies: &'s [&'a Json],
}

/// The items that collections hold, by the keys of their paths, as the sentences of the pages say that list them.
#[derive(Default)]
pub(in crate::model) struct Collections {
    items: BTreeMap<String, ItemType>,
}

impl Collections {
    /// Notes what a GET of a path without a key at its end lists.
    pub(in crate::model) fn note(&mut self, builder: &Builder<'_>, key: &str, claims: &[Claim<'_>]) {
        let mentions =
            claims.iter().flat_map(|claim| &claim.facts.response.mentions).filter(|mention| mention.collection);
        let mut items =
            mentions.filter_map(|mention| builder.index.resolve(builder.sources, &mention.named, mention.span));
        if let Some(item) = items.next() {
            self.items.insert(key.to_owned(), item);
        }
    }

    /// The items of the collection that the line reads from by a key, or adds to.
    fn around(&self, line: &RequestLine) -> Option<&ItemType> {
        let key = paths::key(&line.path);
        match line.method {
            Method::Post => self.items.get(&key),
            _ => self.items.get(key.strip_suffix("/{}")?),
        }
    }
}

/// The type of the body, or of its items, and the further ones that a sentence names together with it. What no value in the body can be of is out. Two of three pieces of evidence outvote the third; a
/// derived type counts for its base. Between equally strong ones the collection decides that the line reads from or adds to, else the first.
pub(super) fn items<'a>(
    builder: &mut Builder<'a>,
    structs: &Structs,
    collections: &Collections,
    seen: &Seen<'_, 'a>,
) -> Option<Vec<ItemType>> {
    let sentence = Sentence::read(builder, structs, seen.claim, annotated(seen.answers));
    let all = evidence(builder, seen, &sentence);
    let shown = shown_kind(seen.bodies);
    let fitting: Vec<&Evidence> = all.iter().filter(|candidate| fits(&candidate.item, shown)).collect();
    let evidence = if fitting.is_empty() { all.iter().collect() } else { fitting };
    let Some(first) = evidence.first() else { return undocumented(builder, seen).map(|item| vec![item]) };
    let agrees = |a: &ItemType, b: &ItemType| a == b || is_derived(structs, b, a);
    let votes = |item: &ItemType| evidence.iter().filter(|other| agrees(item, &other.item)).count();
    let most = evidence.iter().map(|candidate| votes(&candidate.item)).max().unwrap_or_default();
    let mut best = evidence.iter().filter(|candidate| votes(&candidate.item) == most);
    let around = collections.around(seen.claim.line);
    let fitting = around.and_then(|item| best.clone().find(|candidate| agrees(item, &candidate.item)));
    let best = fitting.or_else(|| best.next()).unwrap_or(first);
    let is_first_line = seen.claim.facts.request_lines.first() == Some(seen.claim.line);
    let loser = all.iter().find(|other| {
        !agrees(&best.item, &other.item) && !agrees(&other.item, &best.item) && !sentence.names_elsewhere(&other.item)
    });
    if let (Some(loser), true) = (loser, is_first_line) {
        report(builder, best, loser);
    }
    let others = sentence.alternatives(&best.item);
    Some(iter::once(best.item.clone()).chain(others).collect())
}

fn report(builder: &mut Builder<'_>, best: &Evidence, loser: &Evidence) {
    let words = |item: &ItemType| structs::words(&ValueType::one(item.clone()));
    builder.report(
        Diagnostic::new(
            &codes::model::RESPONSE_TYPE_CONTRADICTION,
            loser.span,
            format!("{} says that the response is {}", loser.words, words(&loser.item)),
        )
        .related(best.span, format!("{} says {}", best.words, words(&best.item)))
        .note(format!("{} is used", best.words))
        .help("name the same type in the sentence, the annotation and the body"),
    );
}

/// What tells the type, the more trusted first. What is created is what was sent: that counts where the status says so.
fn evidence(builder: &Builder<'_>, seen: &Seen<'_, '_>, sentence: &Sentence) -> Vec<Evidence> {
    let facts = seen.claim.facts;
    let sentence =
        sentence.first().map(|(item, span)| Evidence { item: item.clone(), span: *span, words: "the sentence" });
    let body = seen.bodies.iter().find_map(|json| {
        let object = match examples::shape(json) {
            Shape::Page(items) | Shape::List(items) => items.first()?,
            Shape::Wrapped(json) | Shape::Scalar(json) | Shape::Plain(json) => json,
        };
        let name = object.get("@odata.type")?;
        let named = NamedType::Name(name.as_str()?.trim_start_matches('#').to_owned());
        let item = builder.index.resolve(builder.sources, &named, name.span)?;
        Some(Evidence { item, span: name.span, words: "the body" })
    });
    let creates = seen.statuses.contains(&CREATED) && !facts.body.parameters;
    let sent =
        creates.then(|| builder.index.named(builder.sources, &facts.body.mentions, iter::empty()).next()).flatten();
    let sent = sent.map(|(item, span)| Evidence { item, span, words: "the request body" });
    let annotation = seen.answers.iter().find_map(|answer| {
        let claim = answer.type_claim.as_ref()?;
        let item = builder.index.resolve(builder.sources, &claim.named, claim.span)?;
        Some(Evidence { item, span: claim.span, words: "the annotation" })
    });
    [sentence, body, sent, annotation].into_iter().flatten().collect()
}

/// What the annotations of the answers name.
fn annotated<'s>(answers: &'s [&'s ExampleResponse]) -> impl Iterator<Item = (&'s NamedType, Span)> + Clone {
    answers.iter().filter_map(|answer| answer.type_claim.as_ref()).map(|claim| (&claim.named, claim.span))
}

/// The kind of what the bodies show, or of the items of a page.
fn shown_kind(bodies: &[&Json]) -> Option<Kind> {
    bodies.iter().find_map(|json| match examples::shape(json) {
        Shape::Page(items) | Shape::List(items) => items.first().and_then(Kind::of),
        Shape::Wrapped(json) | Shape::Scalar(json) | Shape::Plain(json) => Kind::of(json),
    })
}

/// Whether a value of this kind may be of a type. One sentence is about all lines of a page, and one of them may answer with the values
/// of an enumeration where the others answer with objects.
fn fits(item: &ItemType, shown: Option<Kind>) -> bool {
    let kind = item.kind();
    kind.is_none() || shown.is_none() || kind == shown
}

/// 201 Created
const CREATED: u16 = 201;

/// The type that no page describes: it is inferred from the examples that show it.
fn undocumented<'a>(builder: &mut Builder<'a>, seen: &Seen<'_, 'a>) -> Option<ItemType> {
    let (facts, answers, bodies) = (seen.claim.facts, seen.answers, seen.bodies);
    let mentioned =
        facts.response.mentions.iter().map(|mention| names::meant(builder.sources, mention, annotated(seen.answers)));
    let mentioned: Vec<(&NamedType, Span)> = mentioned.collect();
    let annotated = annotated(answers);
    let mut shown: Vec<&'a Json> = Vec::new();
    for json in bodies {
        match examples::shape(json) {
            Shape::Page(items) | Shape::List(items) => shown.extend(items),
            Shape::Wrapped(json) | Shape::Scalar(json) | Shape::Plain(json) => shown.push(json),
        }
    }
    mentioned.into_iter().chain(annotated).find_map(|(named, span)| infer::want(builder, named, span, shown.clone()))
}
