//! The generator, run on pages in memory or in folders, and the compiler, run on what it generates.

use std::path::{Path, PathBuf};
use std::process::Command;

use stubdown::diagnostic::Report;
use stubdown::emit::rust::{self, Layout, Runtime, Settings, Workspace};
use stubdown::pipeline::{self, Analysis};
use stubdown::source::Sources;
use stubdown::write::Output;

/// The root of the repository.
#[must_use]
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_path_buf).unwrap_or_default()
}

/// The pages of `specs/`, as `(path, text)`.
#[must_use]
pub fn specs() -> Vec<(String, String)> {
    let sources = Sources::load(&[repository().join("specs")], &mut Vec::new());
    sources.ids().filter_map(|id| sources.get(id)).map(|source| (source.path.clone(), source.text.clone())).collect()
}

/// What the generator makes of pages in memory, as `(path, text)`.
#[must_use]
pub fn analyse(pages: &[(&str, &str)]) -> Analysis {
    pipeline::analyse_sources(Sources::from_texts(pages.iter().copied()), Vec::new())
}

/// A whole crate for an API, on the runtime of this repository.
#[must_use]
pub fn crate_for(analysis: &Analysis, name: &str) -> Output {
    let runtime = Runtime::Path(repository().join("runtime").display().to_string());
    let layout = Layout::Crate { name: name.to_owned(), runtime, workspace: Workspace::Own, package: None };
    let settings = Settings { layout, ..Settings::default() };
    rust::emit(&analysis.api, &settings).into_iter().collect()
}

/// The modules for an API.
#[must_use]
pub fn modules_for(analysis: &Analysis) -> Output {
    rust::emit(&analysis.api, &Settings::default()).into_iter().collect()
}

/// The names of the findings, in order.
#[must_use]
pub fn codes(report: &Report) -> Vec<&'static str> {
    report.diagnostics.iter().map(|diagnostic| diagnostic.code.name).collect()
}

/// Compiles a crate on its own, with warnings denied, against the versions that this workspace is locked to.
///
/// # Errors
///
/// What the compiler prints, when it refuses the crate.
pub fn cargo_check(folder: &Path) -> Result<(), String> {
    cargo_check_with(folder, &[])
}

/// The same, with features.
///
/// # Errors
///
/// Those of [`cargo_check`].
pub fn cargo_check_with(folder: &Path, features: &[&str]) -> Result<(), String> {
    cargo(folder, &[&["check", "--all-targets"], features].concat(), &[("RUSTFLAGS", "-D warnings")])
}

/// Runs Cargo on a crate of its own, against the versions that this workspace is locked to.
///
/// # Errors
///
/// What Cargo prints, when it fails.
pub fn cargo(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Result<(), String> {
    let describe = |error: std::io::Error| format!("{}: {error}", folder.display());
    std::fs::copy(repository().join("Cargo.lock"), folder.join("Cargo.lock")).map_err(describe)?;
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .args(["--offline", "--quiet"])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", repository().join("target/generated-crates"))
        .envs(variables.iter().copied())
        .output()
        .map_err(describe)?;
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
}
