//! The claims of a page as text, each with its line, for `stubdown inspect --phase facts` and for tests.

use std::fmt::Write;

use super::Count;
use super::facts::{NamedType, OperationFacts, PageFacts, PropertyRow, TypeClaim, TypeFacts, TypeMention};
use crate::page::json::Json;
use crate::source::{SourceKind, Sources, Span, Spanned};

/// One line for each claim: the line of the page, what kind of claim, and what it says.
#[must_use]
pub fn print(facts: &PageFacts, sources: &Sources) -> String {
    let mut printer = Printer { sources, out: String::new() };
    if let Some(title) = &facts.title {
        printer.line(title.span, "title", &title.value);
    }
    if let Some(namespace) = &facts.namespace {
        printer.line(namespace.span, "name-space", &namespace.value);
    }
    for operation in &facts.operations {
        printer.operation(operation);
    }
    for described in &facts.types {
        printer.described_type(described);
    }
    for listed in &facts.enums {
        printer.line(listed.name.span, "enum", &listed.name.value);
        for member in &listed.members {
            let value = member.value.map(|value| format!(" = {value}")).unwrap_or_default();
            printer.line(member.name.span, "member", &format!("{}{value}", member.name.value));
        }
    }
    let _ = writeln!(printer.out, "outcome: {}", facts.outcome.words());
    for (element, Count { used, reported, prose }) in facts.ledger.counts() {
        let _ = writeln!(printer.out, "ledger: {} {used} used, {reported} reported, {prose} prose", element.words());
    }
    printer.out
}

struct Printer<'a> {
    sources: &'a Sources,
    out: String,
}

impl Printer<'_> {
    fn line(&mut self, span: Span, kind: &str, says: &str) {
        let (line, _) = self.sources.position(span);
        let elsewhere = self
            .sources
            .get(span.source)
            .map_or("", |source| if source.kind == SourceKind::Fragment { &source.path } else { "" });
        let separator = if elsewhere.is_empty() { "" } else { ":" };
        let _ = writeln!(self.out, "{elsewhere}{separator}{line:>4}  {kind:<17} {says}");
    }

    fn operation(&mut self, operation: &OperationFacts) {
        for request in &operation.request_lines {
            let query = request.query.as_ref().map(|query| format!("?{query}")).unwrap_or_default();
            self.line(request.span, "request line", &format!("{} {}{query}", request.method.as_str(), request.path));
        }
        for row in &operation.permissions.rows {
            let alternatives: Vec<String> = row
                .alternatives
                .iter()
                .map(|alternative| {
                    let condition =
                        alternative.condition.as_ref().map(|words| format!(" ({words})")).unwrap_or_default();
                    format!("{}{condition}", alternative.permissions.join(" and "))
                })
                .collect();
            let words = if alternatives.is_empty() { "not supported".to_owned() } else { alternatives.join(", or ") };
            let requests: Vec<String> =
                row.requests.iter().map(|(method, path)| format!("{} {path}", method.as_str())).collect();
            let only = if requests.is_empty() { String::new() } else { format!(" for {}", requests.join(", ")) };
            self.line(row.span, "permission", &format!("{:?}{only}: {words}", row.scheme));
        }
        if let Some(span) = operation.permissions.missing_include {
            self.line(span, "permission", "unknown: the included table is not there");
        }
        for row in &operation.headers {
            let preference = row.preference.as_ref().map(|value| format!(": {value}")).unwrap_or_default();
            let required = if row.required { " (required)" } else { "" };
            self.line(row.name.span, "header", &format!("{}{preference}{required}", row.name.value));
        }
        for row in operation.query_parameters.iter().chain(&operation.path_parameters) {
            let claim = row.type_claim.as_ref().map(|claim| format!(": {}", claim_words(claim))).unwrap_or_default();
            let required = if row.required { " (required)" } else { "" };
            let says = format!("{}{claim}{}{required}", row.name.value, values_words(&row.values));
            self.line(row.name.span, "parameter", &says);
        }
        for option in &operation.query_options {
            self.line(option.span, "query option", &option.value);
        }
        self.messages(operation);
    }

    fn messages(&mut self, operation: &OperationFacts) {
        if let Some(span) = operation.body.none {
            self.line(span, "body", "none");
        }
        if let Some(span) = operation.body.optional {
            self.line(span, "body", "optional");
        }
        for mention in &operation.body.mentions {
            self.mention("body", mention);
        }
        for row in &operation.body.rows {
            self.row(if operation.body.parameters { "body parameter" } else { "body property" }, row);
        }
        for status in &operation.response.statuses {
            self.line(status.span, "status", &status.value.to_string());
        }
        for mention in &operation.response.mentions {
            self.mention("response", mention);
        }
        if let Some(span) = operation.response.no_body {
            self.line(span, "response", "no body");
        }
        for exchange in &operation.examples {
            if let Some(request) = &exchange.request {
                let body = if request.body.is_some() { " with JSON" } else { "" };
                self.line(
                    request.target.span,
                    "example request",
                    &format!("{} {}{body}", request.method.as_str(), request.target.value),
                );
            }
            for response in &exchange.responses {
                let claim =
                    response.type_claim.as_ref().map(|claim| format!(" of {}", claim_words(claim))).unwrap_or_default();
                let body = match (&response.body, response.other_body) {
                    (Some(_), _) => " with JSON",
                    (None, true) => " with another body",
                    (None, false) => "",
                };
                self.line(response.status.span, "example response", &format!("{}{claim}{body}", response.status.value));
            }
        }
    }

    fn mention(&mut self, kind: &str, mention: &TypeMention) {
        let many = if mention.collection { "collection of " } else { "" };
        self.line(mention.span, kind, &format!("{many}{}", named_words(&mention.named)));
    }

    fn row(&mut self, kind: &str, row: &PropertyRow) {
        let claim = row.type_claim.as_ref().map_or_else(|| "no type".to_owned(), claim_words);
        self.line(row.span, kind, &format!("{}: {claim}{}", row.name.value, values_words(&row.values)));
    }

    fn described_type(&mut self, described: &TypeFacts) {
        let is_abstract = if described.is_abstract { ", abstract" } else { "" };
        let is_open = if described.is_open { ", open" } else { "" };
        self.line(described.name.span, "type", &format!("{}{is_abstract}{is_open}", described.name.value));
        if let Some(alias) = &described.alias {
            self.line(described.name.span, "also called", alias);
        }
        if let Some(base) = &described.annotated_base {
            self.line(base.span, "base type", base.value.as_deref().unwrap_or("none"));
        }
        if let Some(base) = &described.prose_base {
            self.mention("base type", base);
        }
        for derived in &described.derived_types {
            self.mention("derived type", derived);
        }
        if let Some(key) = &described.key_property {
            self.line(key.span, "key", &key.value);
        }
        for row in &described.properties {
            self.row("property", row);
        }
        for row in &described.relationships {
            self.row("relationship", row);
        }
        for member in described.representation.iter().filter_map(Json::as_object).flatten() {
            self.line(member.name_span, "shown", &member.name);
        }
    }
}

fn claim_words(claim: &TypeClaim) -> String {
    let many = if claim.collection { "collection of " } else { "" };
    format!("{many}{}", named_words(&claim.named))
}

fn values_words(values: &[Spanned<String>]) -> String {
    let values: Vec<&str> = values.iter().map(|value| value.value.as_str()).collect();
    if values.is_empty() { String::new() } else { format!(" {{ {} }}", values.join(", ")) }
}

fn named_words(named: &NamedType) -> String {
    match named {
        NamedType::Primitive(primitive) => format!("{primitive:?}"),
        NamedType::Link { text, target } => format!("{text} -> {target}"),
        NamedType::Name(name) => name.clone(),
        NamedType::OneOf(several) => several.iter().map(named_words).collect::<Vec<_>>().join(" or "),
        NamedType::Unknown(words) => format!("\"{words}\""),
    }
}
