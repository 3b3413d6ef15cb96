//! OpenAPI 3.1, as JSON.
//!
//! Component names are the qualified names of the documentation (`microsoft.graph.post`), in the characters that OpenAPI allows.
//! Extensions carry what OpenAPI has no place for: `x-ms-graph-permissions` (least privileged first), `x-ms-graph-source` (the page),
//! `x-ms-graph-synthetic` (a type that no page describes), `x-ms-navigationProperty` (a relationship),
//! `x-ms-graph-elided` (a path with `...`).

mod components;
mod operations;
mod schemas;

use serde_json::{Map, Value, json};

use self::components::Components;
use crate::model::{Api, PageReference, Text, plain};

/// The API as an OpenAPI document with this title.
#[must_use]
pub fn document(api: &Api, title: &str) -> Value {
    let components = Components::new(api);
    let (paths, schemas) = rayon::join(|| operations::paths(api, &components), || schemas::all(api, &components));
    object_of([
        ("openapi", "3.1.0".into()),
        ("info", json!({ "title": title, "version": "1.0" })),
        ("paths", paths),
        ("components", object_of([("schemas", schemas)])),
    ])
}

/// An object that takes its values over. `json!` copies them, which at every level of a large document is most of the work.
fn object_of<const N: usize>(members: [(&str, Value); N]) -> Value {
    Value::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

/// Adds `description`, where the page says something.
fn describe(object: &mut Map<String, Value>, text: &Text) {
    let words = plain(text);
    if !words.is_empty() {
        object.insert("description".to_owned(), Value::from(words));
    }
}

/// Adds `x-ms-graph-source`: a page, or a list of pages.
fn cite(object: &mut Map<String, Value>, pages: &[PageReference]) {
    let paths: Vec<&str> = pages.iter().map(|page| page.path.as_str()).collect();
    let source = match paths.as_slice() {
        [] => return,
        [only] => Value::from(*only),
        _ => Value::from(paths),
    };
    object.insert("x-ms-graph-source".to_owned(), source);
}
