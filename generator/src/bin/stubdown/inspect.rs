//! `stubdown inspect`: one page as a phase sees it.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use stubdown::diagnostic::Severity;
use stubdown::diagnostic::render::visible;
use stubdown::pipeline::{self, Analysis};
use stubdown::source::SourceId;
use stubdown::{model, page, read};

use crate::terminal::{Activity, Stream};
use crate::{Failure, Outcome, specs, terminal};

/// Show a page as one of the phases sees it, and what there is to say about it.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The page, a file below the folder of pages.
    #[arg(value_name = "PAGE")]
    page: PathBuf,
    /// Which phase.
    #[arg(long, value_enum, default_value_t = Phase::Facts)]
    phase: Phase,
    /// The folder of pages, whose links and includes are followed; the nearest folder above the page with a folder
    /// `api` or `resources`, if absent.
    #[arg(long, value_name = "DIR")]
    specs: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Phase {
    /// The blocks of the Markdown, with annotations.
    Page,
    /// What the page says, with line numbers.
    Facts,
    /// What the whole API has from this page.
    Model,
}

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let path = arguments.page.canonicalize().ok().filter(|path| path.is_file());
    let path = path.ok_or_else(|| Failure::Usage(format!("there is no page {}", arguments.page.display())))?;
    let folder = arguments.specs.clone().unwrap_or_else(|| folder_of(&arguments.page, &path));
    let folders = [folder];
    let root = specs::existing(&folders)?.iter().find_map(|folder| folder.canonicalize().ok()).unwrap_or_default();
    let activity = Activity::start("reading pages");
    let analysis = pipeline::analyse(&folders);
    drop(activity);
    let sources = &analysis.report.sources;
    let is_page = |id: &SourceId| sources.get(*id).is_some_and(|source| root.join(&source.path) == path);
    let id = sources.ids().find(is_page).ok_or_else(|| {
        Failure::Usage(format!("{} is not among the pages of {}", arguments.page.display(), root.display()))
    })?;
    terminal::show(&visible(&print(&analysis, id, arguments.phase)))?;
    tell_findings(analysis, id)
}

/// The nearest folder above with `api` or `resources`, or the folder of the page; as given, where that is possible,
/// because findings name their files with it.
fn folder_of(given: &Path, canonical: &Path) -> PathBuf {
    let is_root = |folder: &&Path| folder.join("api").is_dir() || folder.join("resources").is_dir();
    let named = |folder: &&Path| !folder.as_os_str().is_empty();
    let as_given = given.ancestors().skip(1).filter(named).find(is_root);
    let found = as_given.or_else(|| canonical.ancestors().skip(1).find(is_root));
    let own = || given.parent().filter(named).unwrap_or(Path::new("."));
    found.unwrap_or_else(own).to_owned()
}

fn print(analysis: &Analysis, id: SourceId, phase: Phase) -> String {
    let sources = &analysis.report.sources;
    match phase {
        Phase::Page => page::print(&page::parse(sources, id, &mut Vec::new()), sources),
        Phase::Facts => match analysis.facts.iter().find(|facts| facts.source == id) {
            Some(facts) => read::print(facts, sources),
            None => "a part of other pages, which say what it says\n".to_owned(),
        },
        Phase::Model => model::print(&analysis.api, sources.get(id).map(|source| source.path.as_str())),
    }
}

fn tell_findings(analysis: Analysis, id: SourceId) -> Result<Outcome, Failure> {
    let mut report = analysis.report;
    report.diagnostics.retain(|diagnostic| diagnostic.primary.as_ref().is_some_and(|label| label.span.source == id));
    terminal::tell(&terminal::paragraphs(&report, Severity::Note, Stream::Else))?;
    Ok(if report.has_errors() { Outcome::Findings } else { Outcome::Clean })
}
