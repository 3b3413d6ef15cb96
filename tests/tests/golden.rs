//! Pages, and what must come of them: findings as a terminal shows them, and modules.
//!
//! `BLESS=1 cargo test -p tests --test golden` writes what comes of them now; read the difference before it is committed.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use similar::TextDiff;
use stubdown::config::Totals;
use stubdown::diagnostic::codes;
use stubdown::diagnostic::render::{Colours, human};
use stubdown::pipeline::{self, Analysis};
use tests::generation::modules_for;

/// Relative to the working directory of tests, so that findings name no folder of this machine.
const FINDINGS: &str = "golden/findings";
const MODULES: &str = "golden/modules";

/// Kinds of findings that no page brings about: they need a file that git or a page cannot be, or an enormous one.
const WITHOUT_A_PAGE: &[&str] =
    &["file-too-large", "file-unreadable", "folder-missing", "folder-without-pages", "include-limit", "symbolic-link"];

/// What to do when something differs.
const ADVICE: &str = "If that is right: BLESS=1 cargo test -p tests --test golden, and read what git says changed.";

/// The cases below a folder, by name.
fn cases(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut cases: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    cases.sort();
    assert!(!cases.is_empty(), "{folder} has no cases");
    cases
}

fn is_blessing() -> bool {
    std::env::var_os("BLESS").is_some()
}

/// All findings as `stubdown check` shows them, and how much is generated all the same.
fn findings(analysis: &Analysis) -> String {
    let report = &analysis.report;
    let paragraphs = report.diagnostics.iter().map(|finding| human(finding, &report.sources, Colours::None) + "\n");
    paragraphs.chain([format!("{}\n", Totals::of(&analysis.api))]).collect()
}

/// Fails with all differences at once.
fn conclude(differences: &[String]) {
    assert!(differences.is_empty(), "\n{}\n{ADVICE}\n", differences.join("\n"));
}

#[test]
fn findings_are_shown_as_expected() {
    let mut differences = Vec::new();
    for case in cases(FINDINGS) {
        let actual = findings(&pipeline::analyse(&[case.join("pages")]));
        let file = case.join("expected.txt");
        let expected = fs::read_to_string(&file).unwrap_or_default();
        if actual == expected {
            continue;
        }
        if is_blessing() {
            fs::write(&file, actual).unwrap();
        } else {
            let diff = TextDiff::from_lines(&expected, &actual);
            let (name, now) = (file.display().to_string(), "what the pages give now");
            differences.push(diff.unified_diff().header(&name, now).to_string());
        }
    }
    conclude(&differences);
}

#[test]
fn every_kind_of_finding_is_shown() {
    let shown = |case: &PathBuf| pipeline::analyse(&[case.join("pages")]).report.diagnostics;
    let shown: BTreeSet<&str> = cases(FINDINGS).iter().flat_map(shown).map(|finding| finding.code.name).collect();
    let all = codes::all().map(|code| code.name).filter(|name| !WITHOUT_A_PAGE.contains(name));
    let missing: Vec<&str> = all.filter(|name| !shown.contains(name)).collect();
    assert_eq!(missing, [""; 0], "{FINDINGS} shows no such finding");
}

#[test]
fn folders_without_pages_are_reported() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("readme.txt"), "# Get book\n").unwrap();
    fs::create_dir(folder.path().join("empty")).unwrap();
    let show = |path: &Path| {
        let text = findings(&pipeline::analyse(&[path.to_owned()]));
        text.replace(&folder.path().display().to_string(), "DIR")
    };
    let without_pages = "\
error[folder-without-pages]: there is no page below `DIR`
 |
 = help: a page is a file whose name ends in `.md`

0 endpoints, 0 types, 0 enums
";
    assert_eq!(show(folder.path()), without_pages);
    assert_eq!(show(&folder.path().join("empty")), without_pages.replace("DIR", "DIR/empty"));
    let missing = "\
error[folder-missing]: `DIR/none` does not exist
 |
 = help: correct the path

0 endpoints, 0 types, 0 enums
";
    assert_eq!(show(&folder.path().join("none")), missing);
}

#[test]
fn modules_are_generated_as_expected() {
    let mut differences = Vec::new();
    for case in cases(MODULES) {
        let output = modules_for(&pipeline::analyse(&[case.join("pages")]));
        let folder = case.join("expected");
        if is_blessing() {
            output.write(&folder).unwrap();
            continue;
        }
        let changes = output.compare(&folder).unwrap();
        if !changes.is_empty() {
            differences.push(format!("{}\n{}", folder.display(), output.diff(&folder, &changes).unwrap()));
        }
    }
    conclude(&differences);
}

/// What is expected is also compiled, with the lints of the workspace.
#[test]
fn expected_modules_are_compiled() {
    let declared = fs::read_to_string("src/golden.rs").unwrap();
    for case in cases(MODULES) {
        let path = format!("#[path = \"../{}/expected/mod.rs\"]", case.display());
        assert!(declared.contains(&path), "src/golden.rs lacks a module with {path}");
    }
}
