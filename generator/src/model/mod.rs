//! The API, joined from the claims of all pages.
//!
//! In: the [`PageFacts`] of all pages. Out: an [`Api`] in which no question is open: every type is
//! resolved, every endpoint appears once, every contradiction is settled and reported. Must not know: Markdown, Rust, OpenAPI.

mod alternatives;
mod api;
mod arguments;
mod bases;
mod bodies;
mod boxing;
mod calls;
mod disputes;
mod endpoints;
mod enums;
pub(crate) mod examples;
mod infer;
mod listed_enums;
mod media_types;
mod mentions;
pub(crate) mod names;
mod operations;
mod parameters;
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

use std::collections::BTreeMap;
use std::sync::Arc;

use structs::Structs;

use crate::diagnostic::Diagnostic;
use crate::read::PageFacts;
use crate::source::Sources;

/// Joins the claims of all pages. The order of `facts` decides which page is named first, never what is generated. Calls of one function
/// are written alike in them.
#[must_use]
pub fn join(sources: &Sources, facts: &mut [PageFacts], diagnostics: &mut Vec<Diagnostic>) -> Api {
    join_with_names(sources, facts, diagnostics).0
}

/// The same, with what the names on the pages mean.
pub(crate) fn join_with_names(
    sources: &Sources,
    facts: &mut [PageFacts],
    diagnostics: &mut Vec<Diagnostic>,
) -> (Api, names::Index) {
    calls::unify(facts);
    let facts = &*facts;
    let (endpoints, (mut builder, mut structs, mut enums)) =
        rayon::join(|| endpoints::group(sources, facts), || types(sources, facts));
    let operations = endpoints::join(&mut builder, &mut structs, &mut enums, endpoints);
    let (operations, ()) = rayon::join(
        || endpoints::finish(operations),
        || {
            infer::join(&mut builder, &mut structs, &enums);
            bases::link_derived(&mut structs);
            boxing::mark(&mut structs);
        },
    );
    let (as_written, operations) = operations.into_iter().partition(|operation| paths::is_as_written(&operation.path));
    diagnostics.append(&mut builder.found.diagnostics);
    let index = Arc::unwrap_or_clone(builder.index);
    let namespace = index.default_namespace().to_owned();
    (Api { namespace, structs, enums, operations, as_written }, index)
}

/// What the pages say of types and enums, apart from what endpoints add to them.
fn types<'a>(sources: &'a Sources, facts: &'a [PageFacts]) -> (Builder<'a>, Structs, BTreeMap<TypeName, EnumType>) {
    let index = Arc::new(names::Index::new(sources, facts));
    let mut builder = Builder { sources, facts, index, found: Found::default() };
    let mut enums = enums::join(&mut builder);
    listed_enums::join(&mut builder, &mut enums);
    let mut structs = structs::join(&mut builder, &enums);
    bases::join(&mut builder, &mut structs);
    unions::join(&builder, &mut structs);
    representation::complete(&mut builder, &mut structs);
    bases::remove_repeated(&mut structs);
    (builder, structs, enums)
}

/// What every part of this phase needs while it joins.
struct Builder<'a> {
    sources: &'a Sources,
    facts: &'a [PageFacts],
    /// Shared with what goes on in parallel, and changed in between.
    index: Arc<names::Index>,
    found: Found<'a>,
}

/// What comes to light while the claims are joined.
#[derive(Default)]
struct Found<'a> {
    diagnostics: Vec<Diagnostic>,
    /// Types that are mentioned but not documented, with the examples that show them.
    pending: infer::Pending<'a>,
}

impl<'a> Builder<'a> {
    fn index_mut(&mut self) -> &mut names::Index {
        Arc::make_mut(&mut self.index)
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.found.diagnostics.push(diagnostic);
    }

    /// For a part of the work that goes on in parallel. What it finds is added in the order of the parts.
    fn fork(&self) -> Self {
        Self { sources: self.sources, facts: self.facts, index: Arc::clone(&self.index), found: Found::default() }
    }

    fn add(&mut self, mut found: Found<'a>) {
        self.found.diagnostics.append(&mut found.diagnostics);
        self.found.pending.add(found.pending);
    }
}
