//! What generated crates do with everything that the documentation shows, told for a published set of pages.
//!
//! A crate is generated from the set, and a program beside it runs all examples through it: bodies through the types, requests through the
//! server, responses through server and client. The tests are ignored, because they need the shared material and some minutes:
//! `cargo test -p tests --test fidelity -- --ignored --nocapture` shows the figures.

mod driver;
mod examples;
mod surface;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use driver::Driver;
use examples::{Body, Examples, Request, Route};
use serde_json::{Value, json};
use stubdown::pipeline::{self, Analysis};
use surface::Surface;
use tests::generation::{crate_for, repository};

const CORPUS: &str = "../shared/corpus/graph-v1.0-2021";

/// A crate that was generated from the pages, and the program that uses it.
struct Fidelity {
    analysis: Analysis,
    surface: Surface,
    driver: Driver,
}

static FIDELITY: LazyLock<Fidelity> = LazyLock::new(|| {
    let corpus = repository().join(CORPUS);
    assert!(corpus.is_dir(), "{} is missing: this test needs the shared material", corpus.display());
    let analysis = pipeline::analyse(&[corpus]);
    let generated = crate_for(&analysis, "documented");
    let surface = Surface::read(generated.files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    assert_eq!(surface.operations.len(), analysis.api.operations.len(), "all operations are read");
    assert_eq!(surface.registrations.len(), analysis.api.operations.len(), "all registrations are read");
    assert_eq!(surface.calls.len(), analysis.api.operations.len(), "all calls are read");
    let examples = Examples::new(&analysis, &surface);
    let driver = Driver::compile(&generated, &surface, &examples.types());
    Fidelity { analysis, surface, driver }
});

impl Fidelity {
    fn examples(&self) -> Examples<'_> {
        Examples::new(&self.analysis, &self.surface)
    }

    /// Runs cases of a kind and returns what came of each, in the same order.
    fn run(&self, kind: &str, cases: &[Value]) -> Vec<Value> {
        let mut outcomes = self.driver.run(kind, &json!({ kind: cases }));
        let outcomes = outcomes[kind].as_array_mut().map(std::mem::take).unwrap();
        assert_eq!(outcomes.len(), cases.len());
        outcomes
    }

    fn route(&self, requests: &[Request]) -> Vec<Value> {
        let case = |request: &Request| json!({"method": request.method, "uri": request.uri, "body": request.body});
        self.run("requests", &requests.iter().map(case).collect::<Vec<_>>())
    }

    /// The constant of the operation that a request went to.
    fn constant(&self, outcome: &Value) -> Option<&String> {
        let id = outcome["operation"].as_str()?;
        self.surface.operations.iter().find(|(_, operation)| operation.id == id).map(|(constant, _)| constant)
    }
}

/// Counts by what is counted, as lines of a report.
#[derive(Default)]
struct Tally(BTreeMap<&'static str, usize>);

impl Tally {
    fn add(&mut self, what: &'static str, count: usize) {
        *self.0.entry(what).or_default() += count;
    }

    fn get(&self, what: &str) -> usize {
        self.0.get(what).copied().unwrap_or_default()
    }

    fn print(&self, title: &str) {
        println!("\n{title}");
        for (what, count) in &self.0 {
            println!("  {count:>6}  {what}");
        }
    }
}

#[test]
#[ignore = "needs ../shared; run with `cargo test -p tests --test fidelity -- --ignored`"]
fn every_body_comes_out_as_it_went_in() {
    let examples = FIDELITY.examples();
    let requests = examples.requests();
    let endpoints = requests.iter().zip(FIDELITY.route(&requests)).filter_map(|(request, outcome)| {
        let constant = FIDELITY.constant(&outcome)?;
        let of_page = examples.operations_of(&request.page).contains(constant);
        of_page.then(|| (request.place.clone(), constant.clone()))
    });
    let bodies = examples.bodies(&endpoints.collect());
    let cases: Vec<(&Body, Value)> = bodies
        .iter()
        .flat_map(|body| body.types.iter().map(move |name| (body, json!({"type": name, "json": body.json}))))
        .collect();
    let outcomes = FIDELITY.run("bodies", &cases.iter().map(|(_, case)| case.clone()).collect::<Vec<_>>());

    let mut tally = Tally::default();
    let unreadable = |one: &&stubdown::diagnostic::Diagnostic| one.code.name == "example-json-unreadable";
    tally.add(
        "left out: not to be read as JSON",
        FIDELITY.analysis.report.diagnostics.iter().filter(unreadable).count(),
    );
    for body in &bodies {
        tally.add(if body.is_representation { "representations of types" } else { "example bodies" }, 1);
        if body.types.is_empty() {
            tally.add("left out: neither an endpoint nor an annotation has a type for it, as for a failure", 1);
        }
    }
    let mut failures = Vec::new();
    let mut pages: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for ((body, case), outcome) in cases.iter().zip(&outcomes) {
        if outcome["equal"] == true {
            tally.add("decoded and encoded as an equal value, of all bodies with each of their types", 1);
        } else {
            failures.push(format!("{} as {}: {outcome}", body.place, case["type"]));
        }
        if body.is_representation {
            continue;
        }
        tally.add("fields in examples", outcome["fields"].as_u64().unwrap_or_default() as usize);
        for pointer in outcome["unexpected"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            tally.add("fields in examples that are unexpected", 1);
            pages.entry(page(&body.place)).or_default().insert(pointer);
        }
    }
    tally.add("bodies with each of their types", cases.len());
    tally.print("Bodies");
    let share =
        100.0 * tally.get("fields in examples that are unexpected") as f64 / tally.get("fields in examples") as f64;
    println!("  {share:.2} % of the fields in examples are unexpected; the pages with most of them:");
    let mut pages: Vec<_> = pages.into_iter().collect();
    pages.sort_by_key(|(page, pointers)| (std::cmp::Reverse(pointers.len()), *page));
    for (page, pointers) in pages.iter().take(MOST) {
        let first: Vec<String> = pointers.iter().take(2).map(|pointer| pointer.chars().take(70).collect()).collect();
        println!("  {:>6}  {page}: {}", pointers.len(), first.join(", "));
    }
    assert!(failures.is_empty(), "{} of {}:\n{}", failures.len(), cases.len(), failures.join("\n"));
}

/// How many pages and places are printed.
const MOST: usize = 25;

fn page(place: &str) -> &str {
    place.rsplit_once(':').map_or(place, |(page, _)| page)
}

#[test]
#[ignore = "needs ../shared; run with `cargo test -p tests --test fidelity -- --ignored`"]
fn every_request_goes_to_the_endpoint_of_its_page() {
    let examples = FIDELITY.examples();
    let requests = examples.requests();
    let outcomes = FIDELITY.route(&requests);
    let mut tally = Tally::default();
    let mut failures = Vec::new();
    let mut refused = Vec::new();
    for (request, outcome) in requests.iter().zip(&outcomes) {
        tally.add("example requests", 1);
        tally.add(
            match request.route {
                Route::OwnPage => "fit a line of their page",
                Route::OtherPage => "reported: fit a line of another page",
                Route::None => "reported: fit no line of any page",
                Route::NotCompared => "left out: to another host, without a path, or on a page without lines",
            },
            1,
        );
        let constant = FIDELITY.constant(outcome);
        let of_page = constant.is_some_and(|constant| examples.operations_of(&request.page).contains(constant));
        let told = || format!("{} {} {}: {outcome}", request.place, request.method, request.uri);
        match (request.route, constant) {
            (Route::OwnPage, _) if !of_page && is_narrowed(&request.uri) => {
                tally.add("not routed: a type or $count behind the line, for which no endpoint is documented", 1);
                continue;
            }
            (Route::OwnPage, Some(_)) if of_page => tally.add("routed to an endpoint of their page", 1),
            (Route::OtherPage, Some(_)) => tally.add("routed to an endpoint of another page", 1),
            (Route::OwnPage | Route::OtherPage, _) => failures.push(told()),
            (Route::None, Some(_)) if of_page && has_key(&request.uri) => {
                tally.add(BY_KEY, 1);
            }
            (Route::None, Some(_)) => failures.push(told()),
            (Route::None, None) => tally.add("refused: fit no line of any page", 1),
            (Route::NotCompared, _) => {}
        }
        if request.route != Route::NotCompared && constant.is_some() {
            if outcome["decoded"] == true {
                tally.add("routed and decoded", 1);
            } else if outcome["status"] == 400 {
                let missing = outcome["message"].as_str().is_some_and(|told| told.contains("the body is missing"));
                let why = if missing {
                    "routed, and answered with 400: the example has no body that is JSON"
                } else {
                    "routed, and answered with 400: a value is of another kind than documented"
                };
                tally.add(why, 1);
                refused.push(told());
            } else {
                failures.push(told());
            }
        }
    }
    tally.print("Requests");
    println!("  answered with 400:");
    refused.iter().take(MOST).for_each(|told| println!("    {told}"));
    assert!(failures.is_empty(), "{} of {}:\n{}", failures.len(), requests.len(), failures.join("\n"));
    let reported = |code| FIDELITY.analysis.report.diagnostics.iter().filter(|one| one.code.name == code).count();
    let without_line = ["refused: fit no line of any page", BY_KEY].map(|what| tally.get(what));
    assert_eq!(without_line.iter().sum::<usize>(), reported("example-without-route"));
    assert_eq!(tally.get("routed to an endpoint of another page"), reported("example-of-other-page"));
}

/// `/events('7')` is `/events/7` for services that follow OData, but no line is written so.
const BY_KEY: &str = "routed to an endpoint of their page: a key in brackets, which no line has";

/// Whether a path has a key behind the name of a collection.
fn has_key(uri: &str) -> bool {
    uri.split(['/', '?']).any(|segment| segment.ends_with("')") && segment.contains("('"))
}

/// Whether the end of a path narrows a collection to a type, or counts it.
fn is_narrowed(uri: &str) -> bool {
    let path = uri.split_once('?').map_or(uri, |(path, _)| path);
    let path = path.strip_suffix("/$count").unwrap_or(path);
    path.rsplit_once('/').is_some_and(|(_, last)| last.starts_with("microsoft.graph."))
}

#[test]
#[ignore = "needs ../shared; run with `cargo test -p tests --test fidelity -- --ignored`"]
fn every_response_is_decoded_by_the_client_from_its_endpoint() {
    let examples = FIDELITY.examples();
    let requests = examples.requests();
    let outcomes = FIDELITY.route(&requests);
    let mut tally = Tally::default();
    let mut cases: Vec<(String, Value)> = Vec::new();
    let first = |page: &str| examples.operations_of(page).iter().find(|constant| examples.answers_json(constant));
    let mut add = |place: &str, page: &str, constant: Option<&String>, request: Option<&str>, answer: &str| {
        tally.add("example responses of a success with JSON", 1);
        match constant.filter(|constant| examples.answers_json(constant)).or_else(|| first(page)) {
            Some(constant) => {
                let case = json!({"operation": constant, "request": request, "json": answer});
                cases.push((place.to_owned(), case));
            }
            None => tally.add("left out: no endpoint of the page answers with JSON", 1),
        }
    };
    for (request, outcome) in requests.iter().zip(&outcomes) {
        let constant = FIDELITY.constant(outcome).filter(|one| examples.operations_of(&request.page).contains(one));
        // A body that the server refuses, because a value is not as documented, would never be answered.
        let body = request.body.as_deref().filter(|_| outcome["decoded"] == true);
        for answer in &request.answers {
            add(&request.place, &request.page, constant, body, answer);
        }
    }
    for (place, page, answer) in examples.answers_without_request() {
        add(&place, &page, None, None, &answer);
    }
    let outcomes = FIDELITY.run("responses", &cases.iter().map(|(_, case)| case.clone()).collect::<Vec<_>>());
    let mut failures = Vec::new();
    let mut called = BTreeSet::new();
    for ((place, case), outcome) in cases.iter().zip(&outcomes) {
        let constant = case["operation"].as_str().unwrap();
        called.insert(constant);
        if outcome["equal"] == true && FIDELITY.constant(outcome).is_some_and(|asked| asked == constant) {
            tally.add("sent by the server and decoded by the client, equal to the example", 1);
        } else {
            failures.push(format!("{place} {constant}: {outcome}"));
        }
    }
    tally.add("endpoints that were called for them", called.len());
    tally.print("Responses");
    assert!(failures.is_empty(), "{} of {}:\n{}", failures.len(), cases.len(), failures.join("\n"));
}
