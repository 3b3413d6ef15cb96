//! The phases in a row: folders in, the joined API and everything there is to say about it out.

use std::path::PathBuf;

use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Report};
use crate::model::{self, Api};
use crate::page;
use crate::read::{self, Count, Counts, PageFacts};
use crate::review;
use crate::source::{SourceId, SourceKind, Sources};
use crate::suppress::{self, Accepted};

/// What the phases up to the model found.
#[derive(Clone, Debug)]
pub struct Analysis {
    /// The sources and all findings.
    pub report: Report,
    /// What each page says, in the order of the sources; files that are only included are left out.
    pub facts: Vec<PageFacts>,
    /// The joined API.
    pub api: Api,
}

impl Analysis {
    /// What became of everything on all pages.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut sum = Counts::new();
        for (element, count) in self.facts.iter().flat_map(|facts| facts.ledger.counts()) {
            let Count { used, reported, prose } = sum.entry(element).or_default();
            *used += count.used;
            *reported += count.reported;
            *prose += count.prose;
        }
        sum
    }
}

/// Reads the pages below the folders `roots`.
#[must_use]
pub fn analyse(roots: &[PathBuf]) -> Analysis {
    let mut diagnostics = Vec::new();
    let sources = Sources::load(roots, &mut diagnostics);
    analyse_sources(sources, diagnostics)
}

/// Reads pages that are loaded already. Pages are read in parallel and merged in the order of the sources.
#[must_use]
pub fn analyse_sources(sources: Sources, mut diagnostics: Vec<Diagnostic>) -> Analysis {
    let ids: Vec<SourceId> =
        sources.ids().filter(|id| sources.get(*id).is_some_and(|source| source.kind == SourceKind::Page)).collect();
    let read: Vec<(PageFacts, Vec<Accepted>, Vec<Diagnostic>)> =
        ids.into_par_iter().map(|id| read_one(&sources, id)).collect();
    let mut facts = Vec::with_capacity(read.len());
    let mut accepted = Vec::new();
    for (page_facts, of_page, findings) in read {
        facts.push(page_facts);
        accepted.extend(of_page);
        diagnostics.extend(findings);
    }
    let (api, names) = model::join_with_names(&sources, &mut facts, &mut diagnostics);
    diagnostics.extend(review::review(&sources, &facts, &api, &names));
    let report = suppress::apply(Report::new(sources, diagnostics), &accepted);
    Analysis { report, facts, api }
}

/// The page itself is dropped as soon as it is read: the next one then takes memory that is at hand.
fn read_one(sources: &Sources, id: SourceId) -> (PageFacts, Vec<Accepted>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let page = page::parse(sources, id, &mut diagnostics);
    let facts = read::read(&page, sources, &mut diagnostics);
    (facts, suppress::accepted(&page), diagnostics)
}
