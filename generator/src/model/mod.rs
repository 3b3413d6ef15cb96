//! The API, joined from the claims of all pages.
//!
//! In: the [`PageFacts`] of all pages. Out: an [`Api`] in which no question is open: every type is
//! resolved, every endpoint appears once, every contradiction is settled and reported. Must not know: Markdown, Rust, OpenAPI.

mod alternatives;
mod api;
mod bases;
mod bodies;
mod boxing;
mod endpoints;
mod enums;
pub(crate) mod examples;
mod infer;
pub(crate) mod names;
pub(crate) mod paths;
mod permissions;
mod print;
mod representation;
mod responses;
pub(crate) mod structs;
#[cfg(test)]
mod tests;
mod unions;

pub use api::*;
pub use print::{plain, print};

use crate::diagnostic::Diagnostic;
use crate::read::PageFacts;
use crate::source::Sources;

/// Joins the claims of all pages. The order of `facts` decides which page is named first, never what is generated.
#[must_use]
pub fn join(sources: &Sources, facts: &[PageFacts], diagnostics: &mut Vec<Diagnostic>) -> Api {
    let index = names::Index::new(sources, facts);
    let mut builder = Builder { sources, facts, index, diagnostics, pending: infer::Pending::default() };
    let mut enums = enums::join(&mut builder);
    let mut structs = structs::join(&mut builder, &mut enums);
    bases::join(&mut builder, &mut structs);
    unions::join(&builder, &mut structs);
    representation::complete(&mut builder, &mut structs);
    bases::remove_repeated(&mut structs);
    let mut operations = endpoints::join(&mut builder, &mut structs, &mut enums);
    infer::join(&mut builder, &mut structs, &enums);
    bases::link_derived(&mut structs);
    boxing::mark(&mut structs);
    operations.sort_by_cached_key(|operation| (operation.path.template(), operation.method));
    let (elided, operations) = operations.into_iter().partition(|operation| paths::is_elided(&operation.path));
    Api { namespace: builder.index.default_namespace().to_owned(), structs, enums, operations, elided }
}

/// What every part of this phase needs while it joins.
struct Builder<'a> {
    sources: &'a Sources,
    facts: &'a [PageFacts],
    index: names::Index,
    diagnostics: &'a mut Vec<Diagnostic>,
    /// Types that are mentioned but not documented, with the examples that show them.
    pending: infer::Pending<'a>,
}

impl Builder<'_> {
    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// The path of a page below its folder: `api/conversation-post-threads.md`.
    fn page_path(&self, facts: &PageFacts) -> String {
        self.sources.get(facts.source).map(|source| source.path.clone()).unwrap_or_default()
    }
}
