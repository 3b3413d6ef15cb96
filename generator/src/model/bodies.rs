//! What the request bodies of endpoints are.

use std::collections::BTreeMap;

use super::api::{Content, EnumType, ItemType, Method, Origin, Primitive, Property, TypeName, ValueType};
use super::endpoints::Claim;
use super::structs::{self, Structs};
use super::{Builder, enums, examples, infer, paths};
use crate::read::conventions::{REFERENCE_MEMBER, REFERENCE_SEGMENT, VALUE_SEGMENT};
use crate::read::{ExampleRequest, Part, PathTemplate};
use crate::source::Span;

/// What a page says about the body of an endpoint.
enum BodyClaim {
    Nothing,
    Content(Content),
    /// The parameters of an action.
    Members(Vec<Property>),
}

/// A body of parameters: the endpoints that take it, and its members. Endpoints described by the same pages share it.
struct Parameters {
    endpoints: Vec<((String, Method), PathTemplate)>,
    members: Vec<Property>,
    pages: Vec<super::PageReference>,
}

/// The bodies of all endpoints, while they are collected.
#[derive(Default)]
pub(super) struct Bodies {
    settled: BTreeMap<(String, Method), Vec<Content>>,
    /// By the places of the request body sections.
    parameters: BTreeMap<Vec<Span>, Parameters>,
}

impl Bodies {
    /// Collects what the pages of an endpoint say about its body.
    pub(super) fn claim<'a>(
        &mut self,
        builder: &mut Builder<'a>,
        enums: &mut BTreeMap<TypeName, EnumType>,
        key: (String, Method),
        claims: &[Claim<'a>],
        subject: Option<&Content>,
    ) {
        if !matches!(key.1, Method::Post | Method::Patch | Method::Put) {
            return;
        }
        let mut members: Vec<Property> = Vec::new();
        let mut sections = Vec::new();
        for claim in claims {
            match of_page(builder, enums, claim, subject) {
                BodyClaim::Nothing => {}
                BodyClaim::Content(content) => {
                    let alternatives = self.settled.entry(key.clone()).or_default();
                    if !alternatives.contains(&content) {
                        alternatives.push(content);
                    }
                }
                BodyClaim::Members(rows) => {
                    sections
                        .extend(claim.facts.body.section.or(claim.facts.request_lines.first().map(|line| line.span)));
                    for row in rows {
                        if !members.iter().any(|known| known.name == row.name) {
                            members.push(row);
                        }
                    }
                }
            }
        }
        let (Some(first), false) = (claims.first(), members.is_empty() || self.settled.contains_key(&key)) else {
            return;
        };
        let pages = claims.iter().map(|claim| enums::page_reference(builder, claim.page)).collect();
        let shared = self.parameters.entry(sections).or_insert(Parameters { endpoints: Vec::new(), members, pages });
        shared.endpoints.push((key, first.line.path.clone()));
    }

    /// The alternatives for each endpoint. Turns bodies of parameters into types, each named after the shortest path that takes it.
    pub(super) fn settle(
        mut self,
        builder: &Builder<'_>,
        structs: &mut Structs,
    ) -> BTreeMap<(String, Method), Vec<Content>> {
        let mut bodies: Vec<Parameters> = self.parameters.into_values().collect();
        for body in &mut bodies {
            body.endpoints.sort_by_key(|((path, _), template)| (template.segments.len(), path.clone()));
        }
        bodies.sort_by(|a, b| a.endpoints.first().map(|(key, _)| key).cmp(&b.endpoints.first().map(|(key, _)| key)));
        for body in bodies {
            let Some(((_, method), path)) = body.endpoints.first() else { continue };
            let name = free_name(builder, structs, path, *method);
            let mut structure = structs::empty(name.clone(), Origin::Parameters);
            structure.properties = body.members;
            structure.pages = body.pages;
            structure.pages.dedup();
            structs.insert(name.clone(), structure);
            for (key, _) in body.endpoints {
                let content = Content::Json(ValueType::one(ItemType::Struct(name.clone())));
                self.settled.insert(key, vec![content]);
            }
        }
        self.settled
    }
}

/// `threadsReplyRequest` for `/groups/{id}/threads/{id}/reply`; with more segments where that is taken.
fn free_name(builder: &Builder<'_>, structs: &Structs, path: &PathTemplate, method: Method) -> TypeName {
    let words: Vec<&str> = path
        .segments
        .iter()
        .filter_map(|segment| match segment.parts.first() {
            Some(Part::Literal(text)) => text.split(['(', ':']).next().and_then(|word| word.rsplit('.').next()),
            _ => None,
        })
        .filter(|word| !word.is_empty())
        .collect();
    let namespace = builder.index.default_namespace();
    let candidate = |count: usize, suffix: &str| {
        let mut name = String::new();
        for word in words.iter().skip(words.len().saturating_sub(count)) {
            let plain: String = word.chars().filter(char::is_ascii_alphanumeric).collect();
            if name.is_empty() {
                name.push_str(&plain);
            } else {
                name.extend(plain.chars().next().map(|c| c.to_ascii_uppercase()));
                name.push_str(plain.get(1..).unwrap_or_default());
            }
        }
        TypeName::new(&format!("{namespace}.{name}{suffix}"))
    };
    let verb = match method {
        Method::Patch => "UpdateRequest",
        Method::Put => "ReplaceRequest",
        _ => "Request",
    };
    let is_free = |name: &TypeName| !structs.contains_key(name) && !builder.index.is_enum(name);
    let by_length = (2..=words.len().max(2)).map(|count| candidate(count, verb)).find(is_free);
    by_length
        .or_else(|| (2..10_000).map(|number| candidate(words.len(), &format!("{verb}{number}"))).find(is_free))
        .unwrap_or_else(|| candidate(words.len(), verb))
}

fn of_page<'a>(
    builder: &mut Builder<'a>,
    enums: &mut BTreeMap<TypeName, EnumType>,
    claim: &Claim<'a>,
    subject: Option<&Content>,
) -> BodyClaim {
    let facts = claim.facts;
    let body = &facts.body;
    if paths::ends_in(&claim.line.path, REFERENCE_SEGMENT) {
        return BodyClaim::Members(vec![reference()]);
    }
    if paths::ends_in(&claim.line.path, VALUE_SEGMENT) {
        return BodyClaim::Content(Content::Media);
    }
    if body.none.is_some() && body.rows.is_empty() && body.mentions.is_empty() {
        return BodyClaim::Nothing;
    }
    let resolved =
        body.mentions.iter().find_map(|mention| builder.index.resolve(builder.sources, &mention.named, mention.span));
    if !body.rows.is_empty() && (body.parameters || resolved.is_none()) {
        let updates = !body.parameters && matches!(claim.line.method, Method::Patch | Method::Put);
        if let (true, Some(content)) = (updates, updated(builder, claim, subject)) {
            return BodyClaim::Content(content);
        }
        return BodyClaim::Members(members(builder, enums, claim));
    }
    if let Some(item) = resolved {
        return BodyClaim::Content(content_of(item));
    }
    of_examples(builder, claim, subject)
}

/// What the examples show of a body that neither a table nor a known type describes.
fn of_examples<'a>(builder: &mut Builder<'a>, claim: &Claim<'a>, subject: Option<&Content>) -> BodyClaim {
    let facts = claim.facts;
    let requests = || facts.examples.iter().filter_map(|exchange| exchange.request.as_ref());
    let annotated = requests()
        .filter_map(|request| request.type_claim.as_ref())
        .find_map(|claim| builder.index.resolve(builder.sources, &claim.named, claim.span));
    if let Some(item) = annotated {
        return BodyClaim::Content(content_of(item));
    }
    let shown: Vec<_> = examples::request_bodies(claim).collect();
    let wanted = facts
        .body
        .mentions
        .iter()
        .find_map(|mention| infer::want(builder, &mention.named, mention.span, shown.clone()));
    if let Some(item) = wanted {
        return BodyClaim::Content(content_of(item));
    }
    if shown.is_empty() && requests().any(sends_media) {
        return BodyClaim::Content(Content::Media);
    }
    if matches!(claim.line.method, Method::Patch | Method::Put)
        && let Some(content) = updated(builder, claim, subject)
    {
        return BodyClaim::Content(content);
    }
    if shown.is_empty() { BodyClaim::Nothing } else { BodyClaim::Members(infer::members(builder, &shown)) }
}

/// Whether the headers of an example announce a body other than JSON.
fn sends_media(request: &ExampleRequest) -> bool {
    let is_media = |value: &str| !value.to_ascii_lowercase().contains("json");
    request.headers.iter().any(|(name, value)| name.eq_ignore_ascii_case("content-type") && is_media(value))
}

/// The one member of a body that links to something.
fn reference() -> Property {
    Property {
        name: REFERENCE_MEMBER.to_owned(),
        value: ValueType::one(ItemType::Primitive(Primitive::String)),
        navigation: false,
        recursive: false,
        description: super::Text::default(),
    }
}

fn content_of(item: ItemType) -> Content {
    match item {
        ItemType::Primitive(Primitive::Stream) => Content::Media,
        item => Content::Json(ValueType::one(item)),
    }
}

/// What PATCH and PUT work on: what GET returns from the same path, else what the response returns, else what the description links to.
fn updated(builder: &Builder<'_>, claim: &Claim<'_>, subject: Option<&Content>) -> Option<Content> {
    if let Some(content @ Content::Json(ValueType { item: ItemType::Struct(_), .. })) = subject {
        return Some(content.clone());
    }
    let mentions = claim.facts.response.mentions.iter().chain(&claim.page.description_links);
    mentions
        .filter_map(|mention| builder.index.resolve(builder.sources, &mention.named, mention.span))
        .find(|item| matches!(item, ItemType::Struct(_)))
        .map(content_of)
}

/// The rows of the body table as members of a type.
fn members<'a>(
    builder: &mut Builder<'a>,
    enums: &mut BTreeMap<TypeName, EnumType>,
    claim: &Claim<'a>,
) -> Vec<Property> {
    let rows = &claim.facts.body.rows;
    rows.iter()
        .map(|row| Property {
            name: row.name.value.clone(),
            value: structs::value_type(builder, enums, claim.page, row, None),
            navigation: false,
            recursive: false,
            description: row.description.clone(),
        })
        .collect()
}
