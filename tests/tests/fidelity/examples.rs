//! The examples of a set of pages, with the operations and types that they belong to.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::Value;
use stubdown::model::{ItemType, Primitive};
use stubdown::page::json::Json;
use stubdown::pipeline::Analysis;
use stubdown::read::{ExampleRequest, Exchange, NamedType, OperationFacts, PageFacts, Part, PathTemplate, TypeClaim};
use stubdown::source::Span;

use crate::surface::{Answer, Surface};

/// A body as it is shown, and the Rust types that it has.
pub struct Body {
    pub place: String,
    pub json: String,
    /// The type that its endpoint settled on, and the one that its annotation names.
    pub types: BTreeSet<String>,
    /// Whether it shows the names of types for values, as the section of a type does.
    pub is_representation: bool,
}

/// An example request, and what the pages say about its route.
pub struct Request {
    pub place: String,
    pub page: String,
    pub method: &'static str,
    pub uri: String,
    pub body: Option<String>,
    pub route: Route,
    /// The JSON bodies of the successes that answer it.
    pub answers: Vec<String>,
}

/// What the review of the pages says about the route of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Route {
    /// It fits a line of its page.
    OwnPage,
    /// It fits a line of another page.
    OtherPage,
    /// It fits no line.
    None,
    /// It goes to another host, or its target is no path.
    NotCompared,
}

pub struct Examples<'a> {
    analysis: &'a Analysis,
    surface: &'a Surface,
    /// The findings about routes by their place.
    findings: HashMap<Span, Route>,
    host: Option<String>,
    /// The constants of the operations whose request lines a page has, in order.
    operations: BTreeMap<String, Vec<String>>,
    bodies: BTreeMap<String, String>,
    answers: BTreeMap<String, String>,
    /// The arguments of functions that are points in time.
    times: BTreeSet<&'a str>,
}

/// A value for them where an example shows a placeholder.
const A_TIME: &str = "2024-06-01T10:00:00Z";

impl<'a> Examples<'a> {
    pub fn new(analysis: &'a Analysis, surface: &'a Surface) -> Self {
        let route = |code: &str| match code {
            "example-without-route" => Some(Route::None),
            "example-of-other-page" => Some(Route::OtherPage),
            _ => None,
        };
        let report = &analysis.report;
        let findings =
            report.diagnostics.iter().filter_map(|one| Some((one.primary.as_ref()?.span, route(one.code.name)?)));
        let constants: HashMap<(&str, String), &String> = surface
            .operations
            .iter()
            .map(|(constant, operation)| ((operation.method.as_str(), key(&operation.path)), constant))
            .collect();
        let mut operations: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for facts in &analysis.facts {
            let Some(page) = report.sources.get(facts.source) else { continue };
            let lines = facts.operations.iter().flat_map(|one| &one.request_lines);
            let listed = lines.filter_map(|line| constants.get(&(line.method.as_str(), key_of_line(&line.path))));
            operations.insert(page.path.clone(), listed.map(|constant| (*constant).clone()).collect());
        }
        let mut bodies = BTreeMap::new();
        let mut answers = BTreeMap::new();
        for registration in &surface.registrations {
            if is_json(&registration.body) {
                // One that may be left out is of the same type where it is not.
                let body = &registration.body;
                let body = body.strip_prefix("Option<").and_then(|inner| inner.strip_suffix('>')).unwrap_or(body);
                bodies.insert(registration.constant.clone(), body.to_owned());
            }
            if let Answer::Content(_, content) = &registration.answer
                && is_json(content)
            {
                answers.insert(registration.constant.clone(), content.clone());
            }
        }
        let host = host_of_most(analysis);
        let parameters = analysis.api.operations.iter().flat_map(|operation| operation.path.parameters());
        let times = parameters.filter(|parameter| parameter.item == ItemType::Primitive(Primitive::DateTimeOffset));
        let times = times.map(|parameter| parameter.documented.as_str()).collect();
        Self { analysis, surface, findings: findings.collect(), host, operations, bodies, answers, times }
    }

    /// The operations whose request lines a page has.
    pub fn operations_of(&self, page: &str) -> &[String] {
        self.operations.get(page).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether an operation answers with JSON.
    pub fn answers_json(&self, constant: &str) -> bool {
        self.answers.contains_key(constant)
    }

    fn pages(&self) -> impl Iterator<Item = (&'a str, &'a PageFacts)> {
        let sources = &self.analysis.report.sources;
        self.analysis.facts.iter().filter_map(|facts| Some((sources.get(facts.source)?.path.as_str(), facts)))
    }

    fn exchanges(&self) -> impl Iterator<Item = (&'a str, &'a OperationFacts, &'a Exchange)> {
        self.pages().flat_map(|(page, facts)| {
            facts.operations.iter().flat_map(move |one| one.examples.iter().map(move |exchange| (page, one, exchange)))
        })
    }

    fn place(&self, page: &str, span: Span) -> String {
        format!("{page}:{}", self.analysis.report.sources.position(span).0)
    }

    /// All types that bodies may have.
    pub fn types(&self) -> BTreeSet<String> {
        let settled = self.bodies.values().chain(self.answers.values()).cloned();
        settled.chain(self.bodies(&BTreeMap::new()).into_iter().flat_map(|body| body.types)).collect()
    }

    /// All JSON bodies, those of failures as well, and the representations of types. `endpoints` are the constants of the operations that
    /// requests go to, by the places of the requests.
    pub fn bodies(&self, endpoints: &BTreeMap<String, String>) -> Vec<Body> {
        let mut bodies = Vec::new();
        for (page, _, exchange) in self.exchanges() {
            let endpoint = match &exchange.request {
                Some(request) => endpoints.get(&self.place(page, request.target.span)),
                None => self.operations_of(page).iter().find(|constant| self.answers_json(constant)),
            };
            if let Some(request) = &exchange.request
                && let Some(json) = &request.body
            {
                let settled = endpoint.and_then(|constant| self.bodies.get(constant));
                bodies.push(self.body(page, json, request.type_claim.as_ref(), settled));
            }
            for response in &exchange.responses {
                let Some(json) = &response.body else { continue };
                let is_success = (200..400).contains(&response.status.value);
                let settled = endpoint.filter(|_| is_success).and_then(|constant| self.answers.get(constant));
                bodies.push(self.body(page, json, response.type_claim.as_ref(), settled));
            }
        }
        for (page, facts) in self.pages() {
            for described in &facts.types {
                let Some(json) = &described.representation else { continue };
                let body = self.body(page, json, None, self.rust_type(&described.name.value).as_ref());
                bodies.push(Body { is_representation: true, ..body });
            }
        }
        bodies
    }

    fn body(&self, page: &str, json: &Json, claim: Option<&TypeClaim>, settled: Option<&String>) -> Body {
        let value = json.to_value();
        let annotated = claim.and_then(|claim| self.annotated(claim, &value));
        let types = settled.cloned().into_iter().chain(annotated).collect();
        Body { place: self.place(page, json.span), json: value.to_string(), types, is_representation: false }
    }

    /// The type that an annotation names: of the object, or of what is in the list.
    fn annotated(&self, claim: &TypeClaim, json: &Value) -> Option<String> {
        let (NamedType::Name(name) | NamedType::Link { text: name, .. }) = &claim.named else { return None };
        let item = self.rust_type(name)?;
        Some(match json {
            Value::Array(_) => format!("Vec<{item}>"),
            Value::Object(members) if members.get("value").is_some_and(Value::is_array) => {
                format!("Collection<{item}>")
            }
            _ => item,
        })
    }

    fn rust_type(&self, name: &str) -> Option<String> {
        let types = &self.surface.types;
        let simple = |qualified: &str| qualified.rsplit('.').next().unwrap_or_default().to_lowercase();
        let found = types.get(name).or_else(|| {
            let mut alike = types.iter().filter(|(other, _)| simple(other) == simple(name)).map(|(_, found)| found);
            alike.next().filter(|_| alike.next().is_none())
        });
        found.cloned()
    }

    /// All requests.
    pub fn requests(&self) -> Vec<Request> {
        let request = |(page, facts, exchange): (&'a str, &OperationFacts, &'a Exchange)| {
            let request = exchange.request.as_ref()?;
            let successes = exchange.responses.iter().filter(|response| (200..400).contains(&response.status.value));
            Some(Request {
                place: self.place(page, request.target.span),
                page: page.to_owned(),
                method: request.method.as_str(),
                uri: self.uri(request),
                body: request.body.as_ref().map(|json| json.to_value().to_string()),
                route: self.route(facts, request),
                answers: successes
                    .filter_map(|response| response.body.as_ref())
                    .map(|json| json.to_value().to_string())
                    .collect(),
            })
        };
        self.exchanges().filter_map(request).collect()
    }

    /// The path below the base URL, with a value for each placeholder, and the query.
    fn uri(&self, request: &ExampleRequest) -> String {
        let mut uri = String::new();
        for segment in request.path.iter().flat_map(|path| &path.segments) {
            uri.push('/');
            let mut name = "";
            for part in &segment.parts {
                match part {
                    Part::Literal(text) => {
                        name = text.trim_end_matches('=').rsplit(['(', ',']).next().unwrap_or_default();
                        uri.push_str(&encoded(text));
                    }
                    Part::Placeholder(_) => uri.push_str(if self.times.contains(name) { A_TIME } else { "1" }),
                }
            }
        }
        if let Some((_, query)) = request.target.value.split_once('?') {
            uri.push('?');
            uri.push_str(&encoded(query));
        }
        uri
    }

    fn route(&self, facts: &OperationFacts, request: &ExampleRequest) -> Route {
        if let Some(reported) = self.findings.get(&request.target.span) {
            return *reported;
        }
        let host = host(&request.target.value);
        if request.path.is_none() || (host.is_some() && host != self.host) || facts.request_lines.is_empty() {
            return Route::NotCompared;
        }
        Route::OwnPage
    }

    /// The answers of pages that show no request, by page.
    pub fn answers_without_request(&self) -> Vec<(String, String, String)> {
        let alone = self.exchanges().filter(|(.., exchange)| exchange.request.is_none());
        alone
            .flat_map(|(page, _, exchange)| exchange.responses.iter().map(move |response| (page, response)))
            .filter(|(_, response)| (200..400).contains(&response.status.value))
            .filter_map(|(page, response)| {
                let json = response.body.as_ref()?;
                Some((self.place(page, json.span), page.to_owned(), json.to_value().to_string()))
            })
            .collect()
    }
}

/// A path in a form that can be compared: in lower case, without the names of its placeholders.
fn key(template: &str) -> String {
    let mut key = String::new();
    let mut in_placeholder = false;
    for char in template.chars() {
        match char {
            '{' => in_placeholder = true,
            '}' => {
                in_placeholder = false;
                key.push_str("{}");
            }
            _ if in_placeholder => {}
            other => key.extend(other.to_lowercase()),
        }
    }
    key
}

fn key_of_line(path: &PathTemplate) -> String {
    let mut template = String::new();
    for segment in &path.segments {
        template.push('/');
        for part in &segment.parts {
            match part {
                Part::Literal(text) => template.push_str(text),
                Part::Placeholder(_) => template.push_str("{}"),
            }
        }
    }
    key(&template)
}

fn is_json(body: &str) -> bool {
    !matches!(body, "()" | "Bytes" | "Response<Bytes>" | "Option<Bytes>")
}

fn host(target: &str) -> Option<String> {
    let (_, behind) = target.split_once("://")?;
    behind.split(['/', '?', '#']).next().map(str::to_ascii_lowercase)
}

fn host_of_most(analysis: &Analysis) -> Option<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let operations = analysis.facts.iter().flat_map(|facts| &facts.operations);
    for request in operations.flat_map(|facts| &facts.examples).filter_map(|exchange| exchange.request.as_ref()) {
        if let Some(host) = host(&request.target.value) {
            *counts.entry(host).or_default() += 1;
        }
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(host, _)| host)
}

/// Encodes what a client has to encode; what the example has encoded stays so.
fn encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~!$&'()*,;=:@%+".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}
