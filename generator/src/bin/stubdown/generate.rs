//! `stubdown generate`: pages in, a crate out.

use std::path::{Path, PathBuf};

use stubdown::config::{Config, Generated, Layout, Workspace};
use stubdown::diagnostic::{Report, Severity};
use stubdown::write::WriteError;

use crate::terminal::{Activity, Stream};
use crate::{Failure, Outcome, manifest, specs, terminal};

/// Generate a crate with a client and server stubs.
///
/// Files of the output folder that were not generated are never touched.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Folders with documentation pages anywhere below them.
    #[arg(required = true, value_name = "SPECS")]
    specs: Vec<PathBuf>,
    /// The folder for the crate.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// The name of the package. If absent, that in the `Cargo.toml` which is there, else the name of the output folder.
    #[arg(long, value_name = "CRATE", value_parser = manifest::package_name)]
    name: Option<String>,
    /// Where the crate finds `stubdown-runtime`: a folder, or a published version. If absent, the runtime of the checkout that
    /// this program was built in, else the version of this program.
    #[arg(long, value_name = "PATH|VERSION")]
    runtime: Option<String>,
    /// Make the crate a member of the workspace around it, instead of a workspace of its own.
    #[arg(long)]
    member: bool,
    /// Where the pages are published, with `{page}` for the path of a page without `.md` and a leading `api/`; the
    /// documentation links there.
    #[arg(long, value_name = "TEMPLATE")]
    page_url: Option<String>,
    /// Write nothing; fail and show a diff if the folder differs from what the pages say.
    #[arg(long)]
    check: bool,
    /// Show notes too, not only errors and warnings.
    #[arg(long)]
    notes: bool,
    /// Show errors only, and count the rest.
    #[arg(long, short, conflicts_with = "notes")]
    quiet: bool,
}

impl Arguments {
    /// Notes are many, and there is nothing to mend: they are only counted unless asked for.
    const fn least_shown(&self) -> Severity {
        match (self.quiet, self.notes) {
            (true, _) => Severity::Error,
            (false, true) => Severity::Note,
            (false, false) => Severity::Warning,
        }
    }
}

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let folders = specs::existing(&arguments.specs)?;
    let mut config = Config::new();
    for folder in folders {
        config.specs(folder);
    }
    let package = manifest::package(&arguments.out, arguments.name.as_deref())?;
    let (name, package) = match package {
        Some((name, table)) => (name, Some(table)),
        None => (arguments.name.clone().unwrap_or_else(|| manifest::name_of(&arguments.out)), None),
    };
    let runtime = match &arguments.runtime {
        Some(given) => manifest::runtime(given, &arguments.out)?,
        None => manifest::default_runtime(&arguments.out),
    };
    if let Some(template) = &arguments.page_url {
        config.page_url(template);
    }
    let activity = Activity::start("reading pages");
    let workspace = if arguments.member { Workspace::Around } else { Workspace::Own };
    let generated = config.layout(Layout::Crate { name, runtime, workspace, package }).generate();
    drop(activity);
    match generated {
        // Where nothing at all is understood, notes tell why.
        Err(report) => {
            tell_report(&report, Severity::Note)?;
            terminal::tell(
                "error: no page documents an endpoint or a type that could be used; nothing is generated\n",
            )?;
            Ok(Outcome::Findings)
        }
        Ok(generated) => {
            tell_report(&generated.report, arguments.least_shown())?;
            if arguments.check { compare(&generated, &arguments.out) } else { write(&generated, &arguments.out) }
        }
    }
}

fn write(generated: &Generated, folder: &Path) -> Result<Outcome, Failure> {
    let changes = generated.output.write(folder).map_err(unusable)?;
    terminal::show(&format!("{}; {changes}\n", generated.totals))?;
    Ok(outcome(&generated.report))
}

fn compare(generated: &Generated, folder: &Path) -> Result<Outcome, Failure> {
    let Generated { output, report, totals } = generated;
    let changes = output.compare(folder).map_err(unusable)?;
    if changes.is_empty() {
        terminal::show(&format!("{totals}; {} files are up to date\n", changes.unchanged))?;
        return Ok(outcome(report));
    }
    terminal::pass(&output.diff(folder, &changes).map_err(unusable)?)?;
    let (files, them) = match changes.added.len() + changes.changed.len() + changes.stale.len() {
        1 => ("1 file differs".to_owned(), "it"),
        count => (format!("{count} files differ"), "them"),
    };
    let way_out = format!("the same command without --check writes {them}");
    terminal::tell(&format!("error: {files} from what the pages say; {way_out}\n"))?;
    Ok(Outcome::Findings)
}

fn unusable(error: WriteError) -> Failure {
    Failure::Usage(error.to_string())
}

fn outcome(report: &Report) -> Outcome {
    if report.has_errors() { Outcome::Findings } else { Outcome::Clean }
}

fn tell_report(report: &Report, least: Severity) -> Result<(), Failure> {
    let mut text = terminal::paragraphs(report, least, Stream::Else);
    if !report.diagnostics.is_empty() {
        let hides_notes = least != Severity::Note && report.count(Severity::Note) > 0;
        let hint = if hides_notes { " (--notes shows notes)" } else { "" };
        text += &format!("{}{hint}\n", terminal::counts(report));
    }
    terminal::tell(&text)?;
    Ok(())
}
