//! `stubdown openapi`: pages in, an OpenAPI document out.

use std::path::{Path, PathBuf};

use stubdown::diagnostic::Severity;
use stubdown::emit::openapi;

use crate::terminal::Stream;
use crate::{Failure, Outcome, manifest, specs, terminal};

/// Export the API as an OpenAPI 3.1 document.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Folders with documentation pages anywhere below them.
    #[arg(required = true, value_name = "SPECS")]
    specs: Vec<PathBuf>,
    /// The file for the document; standard output, if absent.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// The title of the document; the name of the first folder of pages, if absent.
    #[arg(long, value_name = "TITLE")]
    title: Option<String>,
}

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let analysis = specs::read(&arguments.specs)?;
    terminal::tell(&terminal::paragraphs(&analysis.report, Severity::Error, Stream::Else))?;
    let first = || arguments.specs.first().map_or(Path::new("."), PathBuf::as_path);
    let title = arguments.title.clone().unwrap_or_else(|| manifest::name_of(first()));
    let text = format!("{:#}\n", openapi::document(&analysis.api, &title));
    match &arguments.out {
        None => terminal::pass(&text)?,
        Some(file) => {
            std::fs::write(file, text).map_err(|error| Failure::Usage(format!("{}: {error}", file.display())))?
        }
    }
    Ok(if analysis.report.has_errors() { Outcome::Findings } else { Outcome::Clean })
}
