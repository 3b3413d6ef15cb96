//! What one page says.
//!
//! In: a [`Page`]. Out: [`PageFacts`], the claims of this page, each with the place it was read from, and the page's share of the
//! ledger. Must not know: other pages (a link stays a path), Rust, or which of two contradicting claims is right.

mod alternatives;
mod arguments;
pub mod conventions;
mod descriptions;
mod enums;
mod examples;
pub mod facts;
mod folding;
mod http;
mod inheritance;
mod kind;
pub mod ledger;
pub mod matching;
mod operation;
mod permission_section;
mod permissions;
mod phrases;
pub(crate) mod places;
mod print;
mod required;
mod resource;
mod routes;
mod scopes;
mod sections;
mod sentences;
mod service_root;
mod shown_lines;
mod slips;
mod tables;
mod targets;
mod translations;
pub(crate) mod types;
mod values;

pub(crate) use arguments::is_guid;
pub use facts::*;
pub(crate) use kind::Kind;
pub use ledger::{Class, Count, Counts, Element, Fate, Ledger, Outcome};
pub(crate) use places::{Places, Spelling, argument_names};
pub use print::print;
pub(crate) use targets::{query_names, query_placeholders};

use crate::diagnostic::Diagnostic;
use crate::page::Page;
use crate::source::Sources;

/// What every part of this phase needs while it reads one page.
pub(crate) struct Reader<'a> {
    pub(crate) sources: &'a Sources,
    pub(crate) diagnostics: &'a mut Vec<Diagnostic>,
    pub(crate) ledger: Ledger,
}

impl Reader<'_> {
    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }
}

/// Reads the claims of one page.
#[must_use]
pub fn read(page: &Page, sources: &Sources, diagnostics: &mut Vec<Diagnostic>) -> PageFacts {
    let mut reader = Reader { sources, diagnostics, ledger: Ledger::default() };
    let sections = sections::divide(page);
    descriptions::check_links(&mut reader, page);
    let heading = descriptions::heading(page, &sections);
    let mut operations = operation::read(&mut reader, &sections);
    for operation in &mut operations {
        translations::restore_parameters(&mut reader, page, operation);
    }
    let enums = enums::read(&mut reader, page, &sections, &heading);
    let types = resource::read(&mut reader, page, &sections, &heading, &enums);
    ledger::settle(&mut reader, &sections);
    if !(operations.is_empty() && types.is_empty() && enums.is_empty()) {
        sections::check_titles(&mut reader, &sections);
    }
    let outcome = ledger::outcome(&mut reader.ledger, &operations, &types, &enums);
    PageFacts {
        source: page.source,
        title: heading.title,
        description: heading.description,
        description_links: heading.links,
        namespace: heading.namespace,
        operations,
        types,
        enums,
        outcome,
        ledger: reader.ledger,
    }
}
