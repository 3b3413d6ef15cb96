//! What one page says about a body.

use std::collections::BTreeMap;
use std::{iter, slice};

use super::members::{self, Members};
use super::{BodyClaim, reference};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::api::{Content, EnumType, ItemType, Method, Primitive, Property, TypeName, ValueType};
use crate::model::endpoints::Claim;
use crate::model::structs::{self, Structs};
use crate::model::{Builder, examples, infer, listed_enums, media_types, mentions, paths};
use crate::page::json::{Json, JsonValue};
use crate::read::conventions::{REFERENCE_SEGMENT, VALUE_SEGMENT};
use crate::read::{ExampleRequest, LineOrigin, NamedType, PropertyRow, RequestLine};

/// What a page says. Its words are about one thing, and the example may show an array of such things.
pub(super) fn of_page<'a>(
    builder: &mut Builder<'a>,
    structs: &mut Structs,
    enums: &mut BTreeMap<TypeName, EnumType>,
    claim: &Claim<'a>,
    subject: Option<&Content>,
) -> BodyClaim {
    match of_one(builder, structs, enums, claim, subject) {
        BodyClaim::Content(contents) if sends_array(claim) => {
            BodyClaim::Content(contents.into_iter().map(many).collect())
        }
        BodyClaim::Members(members) if sends_array(claim) => BodyClaim::Members(members.of_each()),
        claimed => claimed,
    }
}

fn of_one<'a>(
    builder: &mut Builder<'a>,
    structs: &mut Structs,
    enums: &mut BTreeMap<TypeName, EnumType>,
    claim: &Claim<'a>,
    subject: Option<&Content>,
) -> BodyClaim {
    let facts = claim.facts;
    let body = &facts.body;
    if paths::ends_in(&claim.line.path, REFERENCE_SEGMENT) {
        return BodyClaim::Content(vec![reference::content(builder, structs)]);
    }
    if paths::ends_in(&claim.line.path, VALUE_SEGMENT) {
        return BodyClaim::Content(vec![Content::Media]);
    }
    if !describes_body(claim) {
        return of_examples(builder, claim, subject);
    }
    if body.none.is_some() && body.rows.is_empty() && body.mentions.is_empty() {
        return BodyClaim::Nothing;
    }
    let sends_json = || examples::request_bodies(claim).next().is_some();
    let sends_other = requests(claim).any(sends_parts) || media_types::rows_exclude_json(claim);
    if sends_other && !sends_json() {
        return BodyClaim::Content(vec![Content::Media]);
    }
    let named = named(builder, claim);
    if let Some(contents) = several(builder, structs, claim, &named) {
        return BodyClaim::Content(contents);
    }
    let resolved = named.into_iter().next();
    if !body.rows.is_empty() && (body.parameters || resolved.is_none()) {
        let updates = !body.parameters && matches!(claim.line.method, Method::Patch | Method::Put);
        if let (true, Some(content)) = (updates, updated(builder, claim, subject)) {
            return BodyClaim::Content(completed(builder, structs, enums, claim, content));
        }
        return BodyClaim::Members(members::of_rows(builder, structs, enums, claim));
    }
    if let Some(item) = resolved {
        return BodyClaim::Content(completed(builder, structs, enums, claim, content_of(item)));
    }
    of_examples(builder, claim, subject)
}

/// The types that the sentences name, each once.
fn named(builder: &Builder<'_>, claim: &Claim<'_>) -> Vec<ItemType> {
    let mut items = Vec::new();
    for (item, _) in builder.index.named(builder.sources, &claim.facts.body.mentions, iter::empty()) {
        if !items.contains(&item) {
            items.push(item);
        }
    }
    items
}

/// The types of a body that may be one of several: named together, "an [ipRange](..) or [country](..) object", or in turn, so that the
/// tables have rows of each.
fn several(builder: &Builder<'_>, structs: &Structs, claim: &Claim<'_>, named: &[ItemType]) -> Option<Vec<Content>> {
    let body = &claim.facts.body;
    let has = |item: &ItemType, row: &PropertyRow| match item {
        ItemType::Struct(name) => structs::find_property(structs, name, &row.name.value).is_some(),
        ItemType::Primitive(_) | ItemType::Enum(_) => false,
    };
    let rows = || body.rows.iter().filter(|row| !row.name.value.contains('@'));
    let (first, others) = named.split_first().filter(|(_, others)| !others.is_empty() && !body.parameters)?;
    let missing: Vec<&PropertyRow> = rows().filter(|row| !has(first, row)).collect();
    if !missing.iter().all(|row| others.iter().any(|item| has(item, row))) {
        return None;
    }
    let together = mentions::together(builder.sources, &body.mentions);
    let mut items = vec![first];
    for (at, item) in others.iter().enumerate() {
        if at + 1 < together || missing.iter().any(|row| has(item, row)) {
            items.push(item);
        }
    }
    (items.len() > 1).then(|| items.into_iter().cloned().map(content_of).collect())
}

/// Whether the section of the request body is about this line. It is about the lines of the page, not about a request with another method
/// that prose shows.
pub(super) fn describes_body(claim: &Claim<'_>) -> bool {
    let is_listed = |line: &RequestLine| line.origin != LineOrigin::Shown && line.method == claim.line.method;
    claim.line.origin != LineOrigin::Shown || claim.facts.request_lines.iter().any(is_listed)
}

/// What the examples show of a body that neither a table nor a known type describes.
fn of_examples<'a>(builder: &mut Builder<'a>, claim: &Claim<'a>, subject: Option<&Content>) -> BodyClaim {
    let facts = claim.facts;
    let annotated = requests(claim)
        .filter_map(|request| request.type_claim.as_ref())
        .find_map(|claim| builder.index.resolve(builder.sources, &claim.named, claim.span));
    if let Some(item) = annotated {
        return BodyClaim::Content(vec![content_of(item)]);
    }
    let shown: Vec<_> = examples::request_bodies(claim).collect();
    let wanted = facts
        .body
        .mentions
        .iter()
        .find_map(|mention| infer::want(builder, &mention.named, mention.span, shown.clone()));
    if let Some(item) = wanted {
        return BodyClaim::Content(vec![content_of(item)]);
    }
    if shown.is_empty() && requests(claim).any(|request| examples::announce_media(&request.headers)) {
        return BodyClaim::Content(vec![Content::Media]);
    }
    if matches!(claim.line.method, Method::Patch | Method::Put)
        && let Some(content) = updated(builder, claim, subject)
    {
        return BodyClaim::Content(vec![content]);
    }
    let items: Vec<&Json> =
        shown.into_iter().flat_map(|json| json.as_array().unwrap_or(slice::from_ref(json))).collect();
    let members = Members::new(infer::members(builder, &items));
    if members.is_empty() && sends_array(claim) {
        return BodyClaim::Content(vec![content_of(infer::scalar_type(&items))]);
    }
    if items.is_empty() { BodyClaim::Nothing } else { BodyClaim::Members(members) }
}

/// Whether the examples show a body that is an array.
fn sends_array(claim: &Claim<'_>) -> bool {
    examples::request_bodies(claim).any(|json| matches!(json.value, JsonValue::Array(_)))
}

fn requests<'a>(claim: &Claim<'a>) -> impl Iterator<Item = &'a ExampleRequest> + use<'a> {
    claim.facts.examples.iter().filter_map(|exchange| exchange.request.as_ref())
}

/// `multipart/related`: the types and tables of the page are about the parts.
fn sends_parts(request: &ExampleRequest) -> bool {
    let is_multipart =
        |value: &str| value.get(..MULTIPART.len()).is_some_and(|start| start.eq_ignore_ascii_case(MULTIPART));
    request.headers.iter().any(|(name, value)| name.eq_ignore_ascii_case("content-type") && is_multipart(value))
}

const MULTIPART: &str = "multipart/";

fn content_of(item: ItemType) -> Content {
    match item {
        ItemType::Primitive(Primitive::Stream) => Content::Media,
        item => Content::Json(ValueType::one(item)),
    }
}

/// "Supply an array of [command](command.md) objects": the sentence names the type of one, and the example shows many.
fn many(content: Content) -> Content {
    match content {
        Content::Json(value) => Content::Json(ValueType { collection: true, ..value }),
        other => other,
    }
}

/// What PATCH and PUT work on: what GET returns from the same path, else what the response returns, else what the description links to.
fn updated(builder: &Builder<'_>, claim: &Claim<'_>, subject: Option<&Content>) -> Option<Content> {
    if let Some(content @ Content::Json(ValueType { item: ItemType::Struct(_), .. })) = subject {
        return Some(content.clone());
    }
    let answers = claim.facts.examples.iter().flat_map(|exchange| &exchange.responses);
    let annotated = answers.filter_map(|answer| answer.type_claim.as_ref()).map(|claim| (&claim.named, claim.span));
    let mentions = claim.facts.response.mentions.iter().chain(&claim.page.description_links);
    let named = builder.index.named(builder.sources, mentions, annotated);
    named.map(|(item, _)| item).find(|item| matches!(item, ItemType::Struct(_))).map(content_of)
}

/// What the table and the examples of a body add to its type.
///
/// A row that the type lacks belongs to a derived type that an example shows: pages that update a `place` list the properties of a `room`.
/// Otherwise it is a property that the page of the type forgot.
fn completed<'a>(
    builder: &mut Builder<'a>,
    structs: &mut Structs,
    enums: &mut BTreeMap<TypeName, EnumType>,
    claim: &Claim<'a>,
    content: Content,
) -> Vec<Content> {
    let Content::Json(ValueType { item: ItemType::Struct(name), collection: false }) = &content else {
        return vec![content];
    };
    let rows: Vec<&PropertyRow> = claim.facts.body.rows.iter().filter(|row| !row.name.value.contains('@')).collect();
    let has = |structs: &Structs, name: &TypeName, row: &PropertyRow| {
        structs::find_property(structs, name, &row.name.value).is_some()
    };
    let missing: Vec<&PropertyRow> = rows.iter().copied().filter(|row| !has(structs, name, row)).collect();
    if missing.is_empty() {
        return vec![content];
    }
    let derived = shown_derived(builder, structs, claim, name);
    if !derived.is_empty() && missing.iter().all(|row| derived.iter().any(|name| has(structs, name, row))) {
        return derived.into_iter().map(|name| content_of(ItemType::Struct(name))).collect();
    }
    // A table of which the type has little is about something else.
    if missing.len() * 2 <= rows.len() {
        let missing = missing.into_iter().filter(|row| !is_of_derived(structs, name, &row.name.value));
        for row in missing.collect::<Vec<_>>() {
            add_property(builder, structs, enums, claim, name, row);
        }
    }
    vec![content]
}

/// The derived types that the `@odata.type` of example bodies names.
fn shown_derived(builder: &Builder<'_>, structs: &Structs, claim: &Claim<'_>, base: &TypeName) -> Vec<TypeName> {
    let mut derived = Vec::new();
    for body in examples::request_bodies(claim) {
        let Some(name) = body.get("@odata.type") else { continue };
        let Some(text) = name.as_str() else { continue };
        let named = NamedType::Name(text.trim_start_matches('#').to_owned());
        if let Some(ItemType::Struct(name)) = builder.index.resolve(builder.sources, &named, name.span)
            && name != *base
            && !derived.contains(&name)
            && structs::derives_from(structs, &name, base)
        {
            derived.push(name);
        }
    }
    derived
}

/// Whether a type derived from `base` has a property of this name.
fn is_of_derived(structs: &Structs, base: &TypeName, property: &str) -> bool {
    structs.values().any(|structure| {
        structure.properties.iter().any(|known| known.name.eq_ignore_ascii_case(property))
            && structs::derives_from(structs, &structure.name, base)
    })
}

fn add_property<'a>(
    builder: &mut Builder<'a>,
    structs: &mut Structs,
    enums: &mut BTreeMap<TypeName, EnumType>,
    claim: &Claim<'a>,
    name: &TypeName,
    row: &PropertyRow,
) {
    listed_enums::add(builder, enums, claim.page, name, row);
    let value = structs::value_type(builder, enums, name, row, None);
    let Some(structure) = structs.get_mut(name) else { return };
    structure.properties.push(Property {
        name: row.name.value.clone(),
        value,
        navigation: false,
        recursive: false,
        description: row.description.clone(),
    });
    builder.report(
        Diagnostic::new(
            &codes::model::PROPERTY_ONLY_IN_BODY,
            row.name.span,
            format!("no page of `{name}` lists `{}`", row.name.value),
        )
        .note("the property is generated, because this page sends it")
        .help("add a row to the table of properties of the type, or take the row out of this table"),
    );
}
