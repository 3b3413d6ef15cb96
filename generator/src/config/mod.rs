//! The library's front door: what a `build.rs` calls, and the command line too.
//!
//! In a build script, this generates modules anew whenever a page changes:
//!
//! ```no_run
//! stubdown::config::Config::new().specs("specs").compile();
//! ```
//!
//! The crate takes them in with `include!(concat!(env!("OUT_DIR"), "/mod.rs"));`.

mod build_script;

use std::fmt;
use std::path::PathBuf;

pub use crate::emit::rust::{Layout, Runtime, Sides, Workspace};

use crate::diagnostic::Report;
use crate::emit::rust::{self, Settings};
use crate::model::Api;
use crate::pipeline;
use crate::write::Output;

/// What is generated from which pages, and where it goes.
///
/// [`generate`](Self::generate) reads the pages and returns everything as data; [`compile`](Self::compile) does the
/// same in a build script, and writes the files.
#[derive(Clone, Debug)]
pub struct Config {
    specs: Vec<PathBuf>,
    out_dir: Option<PathBuf>,
    settings: Settings,
    update: Update,
}

/// When [`Config::compile`] writes files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Update {
    /// Whenever they differ. Right for `OUT_DIR`.
    Always,
    /// Not where the environment variable `CI` says so: there a difference is an error that shows a diff, and the
    /// command that mends it. Right for files under version control.
    UnlessCi,
}

/// What [`Config::generate`] returns.
#[derive(Clone, Debug)]
pub struct Generated {
    /// The files.
    pub output: Output,
    /// What there is to say about the pages.
    pub report: Report,
    /// How much was generated.
    pub totals: Totals,
}

/// How much an API documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Methods of paths.
    pub endpoints: usize,
    /// Structured types.
    pub types: usize,
    /// Enums.
    pub enums: usize,
}

impl Totals {
    /// Those of `api`.
    #[must_use]
    pub fn of(api: &Api) -> Self {
        Self { endpoints: api.operations.len(), types: api.structs.len(), enums: api.enums.len() }
    }
}

/// `1 endpoint, 4 types, 0 enums`
impl fmt::Display for Totals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counted = |count: usize, one: &str| if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") };
        let Self { endpoints, types, enums } = *self;
        write!(f, "{}, {}, {}", counted(endpoints, "endpoint"), counted(types, "type"), counted(enums, "enum"))
    }
}

impl Default for Config {
    fn default() -> Self {
        Self::new()
    }
}

impl Config {
    /// No pages yet; modules in `OUT_DIR`, written whenever they differ.
    #[must_use]
    pub fn new() -> Self {
        Self { specs: Vec::new(), out_dir: None, settings: Settings::default(), update: Update::Always }
    }

    /// Adds a folder with pages anywhere below it. Links lead from one folder to another as the disk has them.
    pub fn specs(&mut self, folder: impl Into<PathBuf>) -> &mut Self {
        self.specs.push(folder.into());
        self
    }

    /// The folder that [`compile`](Self::compile) writes to instead of `OUT_DIR`. It belongs to this generator:
    /// generated files that are no longer needed are removed from it, files of others stay.
    pub fn out_dir(&mut self, folder: impl Into<PathBuf>) -> &mut Self {
        self.out_dir = Some(folder.into());
        self
    }

    /// What is generated around the modules. The default is [`Layout::Modules`].
    pub fn layout(&mut self, layout: Layout) -> &mut Self {
        self.settings.layout = layout;
        self
    }

    /// Which sides of the API modules are generated for: both, unless this is called. A crate has both, behind features.
    pub const fn sides(&mut self, sides: Sides) -> &mut Self {
        self.settings.sides = sides;
        self
    }

    /// Where the pages are published, so that the generated documentation can link to them: an address with `{page}`,
    /// which stands for the path of a page below its folder, without `.md` and without a leading `api/`, as Microsoft publishes them.
    pub fn page_url(&mut self, template: impl Into<String>) -> &mut Self {
        self.settings.page_url = Some(template.into());
        self
    }

    /// When [`compile`](Self::compile) writes files.
    pub const fn update(&mut self, update: Update) -> &mut Self {
        self.update = update;
        self
    }

    /// Reads the pages and generates. Writes nothing.
    ///
    /// What a page documents validly is generated even where the report has errors.
    ///
    /// # Errors
    ///
    /// The report, when no page documents an endpoint or a type that could be used.
    pub fn generate(&self) -> Result<Generated, Report> {
        let analysis = pipeline::analyse(&self.specs);
        let totals = Totals::of(&analysis.api);
        if totals == Totals::default() {
            return Err(analysis.report);
        }
        let output = rust::emit(&analysis.api, &self.settings).into_iter().collect();
        Ok(Generated { output, report: analysis.report, totals })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_count_in_words() {
        assert_eq!(Totals { endpoints: 1, types: 4, enums: 0 }.to_string(), "1 endpoint, 4 types, 0 enums");
    }

    #[test]
    fn a_folder_without_pages_gives_nothing() {
        let folder = tempfile::tempdir().unwrap();
        assert!(Config::new().specs(folder.path()).generate().is_err());
    }
}
