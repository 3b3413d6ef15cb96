//! The model as text, for `stubdown inspect --phase model` and for tests.

use std::fmt::Write;

use super::api::{Alternative, Api, Content, Grant, ItemType, Operation, Presence, Scheme, Text, TextPiece, ValueType};
use super::arguments::TEXT;
use super::structs::words;

/// The endpoints and types that the page `path` contributes to, or all of them without a page.
#[must_use]
pub fn print(api: &Api, page: Option<&str>) -> String {
    let concerns =
        |pages: &[super::PageReference]| page.is_none_or(|path| pages.iter().any(|known| known.path == path));
    let mut out = String::new();
    for operation in api.operations.iter().filter(|operation| concerns(&operation.pages)) {
        print_operation(&mut out, operation);
    }
    for structure in api.structs.values().filter(|structure| concerns(&structure.pages)) {
        let base = structure.base.as_ref().map(|base| format!(" : {base}")).unwrap_or_default();
        let kind = if structure.is_abstract { "abstract type" } else { "type" };
        let open = if structure.is_open { ", open" } else { "" };
        let _ = writeln!(out, "{kind} {}{base} ({:?}{open})", structure.name, structure.origin);
        for property in &structure.properties {
            let relation = if property.navigation { "relationship " } else { "" };
            let boxed = if property.recursive { ", recursive" } else { "" };
            let _ = writeln!(out, "  {relation}{}: {}{boxed}", property.name, words(&property.value));
        }
    }
    for listed in api.enums.values().filter(|listed| concerns(&listed.pages)) {
        let members: Vec<&str> = listed.members.iter().map(|member| member.name.as_str()).collect();
        let _ = writeln!(out, "enum {} {{ {} }}", listed.name, members.join(", "));
    }
    out
}

fn print_operation(out: &mut String, operation: &Operation) {
    let _ = writeln!(out, "{} {}", operation.method.as_str(), operation.path);
    let pages: Vec<&str> = operation.pages.iter().map(|page| page.path.as_str()).collect();
    let _ = writeln!(out, "  pages: {}", pages.join(", "));
    for parameter in operation.path.parameters().filter(|parameter| parameter.item != TEXT) {
        let _ = writeln!(out, "  path {}{}", parameter.documented, typed(&parameter.item));
    }
    if let Some(body) = &operation.body {
        let optional = if operation.body_presence == Presence::Optional { " (optional)" } else { "" };
        let media = media_words(&operation.body_media_types);
        let _ = writeln!(out, "  body: {}{media}{optional}", content_words(body));
    }
    for response in &operation.responses {
        let content = response.content.as_ref().map_or_else(|| "nothing".to_owned(), content_words);
        let _ = writeln!(out, "  {}: {content}{}", response.status, media_words(&response.media_types));
    }
    for (scheme, grant) in &operation.permissions {
        let scheme = match scheme {
            Scheme::DelegatedWork => "work or school account",
            Scheme::DelegatedPersonal => "personal account",
            Scheme::Application => "application",
        };
        let _ = writeln!(out, "  {scheme}: {}", grant_words(grant));
    }
    for (kind, parameters) in [("header", &operation.headers), ("query", &operation.query)] {
        for parameter in parameters {
            let required = if parameter.required { " (required)" } else { "" };
            let item = typed(&parameter.item);
            let _ = writeln!(out, "  {kind} {}{required}{item}", parameter.name);
        }
    }
}

/// The type of a parameter, unless it is a text.
fn typed(item: &ItemType) -> String {
    if *item == TEXT { String::new() } else { format!(": {}", words(&ValueType::one(item.clone()))) }
}

fn media_words(media_types: &[String]) -> String {
    if media_types.is_empty() { String::new() } else { format!(" of {}", media_types.join(", ")) }
}

/// A body in words.
pub(super) fn content_words(content: &Content) -> String {
    match content {
        Content::Json(value) => words(value),
        Content::Page(item) => format!("page of {}", words(&ValueType::one(item.clone()))),
        Content::Scalar(item) => format!("value of {}", words(&ValueType::one(item.clone()))),
        Content::Count => "count".to_owned(),
        Content::Media => "media".to_owned(),
    }
}

/// `Group.Read.All, or A and B (if ...)`
fn grant_words(grant: &Grant) -> String {
    match grant {
        Grant::Unknown => "unknown".to_owned(),
        Grant::NotSupported => "not supported".to_owned(),
        Grant::AnyOf(alternatives) => alternatives.iter().map(alternative_words).collect::<Vec<_>>().join(", or "),
    }
}

fn alternative_words(alternative: &Alternative) -> String {
    let all = alternative.permissions.join(" and ");
    match &alternative.condition {
        Some(condition) => format!("{all} ({condition})"),
        None => all,
    }
}

/// A text on one line.
#[must_use]
pub fn plain(text: &Text) -> String {
    let paragraph = |pieces: &Vec<TextPiece>| pieces.iter().map(TextPiece::as_str).collect::<String>();
    text.paragraphs.iter().map(paragraph).collect::<Vec<_>>().join(" ")
}
