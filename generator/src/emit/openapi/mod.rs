//! OpenAPI 3.1, as JSON.
//!
//! Component names are the qualified names of the documentation (`microsoft.graph.post`), in the characters that OpenAPI allows.
//! Extensions carry what OpenAPI has no place for: `x-ms-graph-permissions` (least privileged first), `x-ms-graph-source` (the page),
//! `x-ms-graph-synthetic` (a type that no page describes), `x-ms-navigationProperty` (a relationship),
//! `x-ms-graph-as-written` (a path with `...`, or with the key of an example).

mod components;
mod json;
mod operations;
mod schemas;

use std::borrow::Cow;
use std::fmt;

use self::components::Components;
use self::json::{Json, Object};
use crate::model::{Api, PageReference, Text, TextPiece, plain};

/// The API as an OpenAPI document with this title.
#[must_use]
pub const fn document<'a>(api: &'a Api, title: &'a str) -> Document<'a> {
    Document { api, title }
}

/// An API as an OpenAPI document. Its text is JSON: `{}` on one line, `{:#}` indented.
#[derive(Clone, Copy, Debug)]
pub struct Document<'a> {
    api: &'a Api,
    title: &'a str,
}

impl fmt::Display for Document<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.texts(f.alternate()).iter().try_for_each(|text| f.write_str(text))
    }
}

impl Document<'_> {
    /// The whole text, in parts that follow each other.
    fn texts(&self, is_indented: bool) -> Vec<String> {
        let components = Components::new(self.api);
        let (paths, schemas) = rayon::join(
            || operations::pieces(self.api, &components, is_indented),
            || schemas::pieces(self.api, &components, is_indented),
        );
        Json::object(is_indented, |document| {
            document.text("openapi", "3.1.0");
            document.object("info", |info| {
                info.text("title", self.title);
                info.text("version", "1.0");
            });
            document.pieces("paths", paths);
            document.object("components", |components| components.pieces("schemas", schemas));
        })
    }
}

/// How many members of a large object make a piece.
const PIECE: usize = 32;

/// Adds `description`, where the page says something.
fn describe(object: &mut Object<'_>, text: &Text) {
    let words: Cow<'_, str> = match &*text.paragraphs {
        [] => return,
        [paragraph] if let [TextPiece::Words(words) | TextPiece::Code(words)] = paragraph.as_slice() => words.into(),
        _ => plain(text).into(),
    };
    if !words.is_empty() {
        object.text("description", &words);
    }
}

/// Adds `x-ms-graph-source`: a page, or a list of pages.
fn cite(object: &mut Object<'_>, pages: &[PageReference]) {
    const NAME: &str = "x-ms-graph-source";
    match pages {
        [] => {}
        [only] => object.text(NAME, &only.path),
        _ => object.texts(NAME, pages.iter().map(|page| page.path.as_str())),
    }
}
