//! The crate of a whole published API: thousands of operations, compiled with all features and with some.
//!
//! Every test is ignored, so that the repository can be tested on its own; it fails where the corpus is missing.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex, PoisonError};

use pretty_assertions::assert_eq;
use stubdown::pipeline::analyse_sources;
use stubdown::source::Sources;
use stubdown::write::{Changes, Output};
use tests::generation::{cargo, crate_for, repository};

/// The most features that crates.io takes.
const MOST_FEATURES: usize = 300;

/// The most lines of a file. The largest say which features need a type.
const MOST_LINES: usize = 6_000;

/// Areas of each kind: one with all there is about users, one beside it, one with types of its own, one that is small.
const SAMPLE: [&str; 4] = ["groups", "reports", "device-management", "subscriptions"];

/// One crate, compiled by one test at a time.
static CRATE: LazyLock<Mutex<PathBuf>> = LazyLock::new(|| {
    let folder = repository().join("target/corpus-crate");
    corpus_crate(&pages()).write(&folder).unwrap();
    Mutex::new(folder)
});

fn pages() -> Vec<(String, String)> {
    let corpus = repository().join("../shared/corpus/graph-v1.0-2021");
    assert!(corpus.exists(), "{} is missing: this test needs the shared material", corpus.display());
    let sources = Sources::load(&[corpus], &mut Vec::new());
    sources.ids().filter_map(|id| sources.get(id)).map(|source| (source.path.clone(), source.text.clone())).collect()
}

fn corpus_crate(pages: &[(String, String)]) -> Output {
    let texts = pages.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    crate_for(&analyse_sources(Sources::from_texts(texts), Vec::new()), "graph-v1")
}

/// Runs Cargo on the crate, where a warning is an error.
fn run(arguments: &[&str]) {
    let folder: &Path = &CRATE.lock().unwrap_or_else(PoisonError::into_inner);
    let strict = [("RUSTFLAGS", "-D warnings"), ("RUSTDOCFLAGS", "-D warnings"), ("CARGO_INCREMENTAL", "0")];
    cargo(folder, arguments, &strict).unwrap_or_else(|errors| panic!("{arguments:?}: {errors}"));
}

#[test]
#[ignore = "needs the shared material"]
fn the_whole_crate_is_clean() {
    run(&["build", "--all-features"]);
    run(&["clippy", "--all-features"]);
    run(&["doc", "--all-features", "--no-deps"]);
    run(&["test", "--doc", "--all-features"]);
}

#[test]
#[ignore = "needs the shared material"]
fn areas_compile_alone() {
    for area in SAMPLE {
        for side in ["client", "server"] {
            run(&["check", "--no-default-features", "--features", &format!("{side},{area}")]);
        }
    }
    run(&["check", "--no-default-features"]);
}

#[test]
#[ignore = "needs the shared material"]
fn the_files_are_readable_and_the_features_few() {
    let output = corpus_crate(&pages());
    let long =
        output.files.iter().map(|(path, text)| (path, text.lines().count())).filter(|(_, lines)| *lines > MOST_LINES);
    assert_eq!(long.collect::<Vec<_>>(), []);
    let allowed: Vec<&String> =
        output.files.iter().filter(|(_, text)| text.contains("#![allow(")).map(|(path, _)| path).collect();
    assert_eq!(allowed, [""; 0]);
    let features = output.files.get("Cargo.toml").unwrap().lines().filter(|line| line.contains(" = [")).count();
    assert!(features <= MOST_FEATURES, "{features}");
}

/// A sentence of a page about a type, and one of a page about an operation, each of which has several paths.
#[test]
#[ignore = "needs the shared material"]
fn an_edit_of_a_page_rewrites_the_files_that_it_concerns() {
    let folder = tempfile::tempdir().unwrap();
    let pages = pages();
    let before = corpus_crate(&pages);
    before.write(folder.path()).unwrap();
    fs::write(folder.path().join("src/mine.rs"), "//! Mine.\n").unwrap();

    let rewritten = |page: &str, title: &str| {
        let mut pages = pages.clone();
        let (_, text) = pages.iter_mut().find(|(path, _)| path == page).unwrap();
        assert_eq!(text.matches(title).count(), 1, "{title:?} on {page}");
        *text = text.replace(title, &format!("{title} anew"));
        let changes = corpus_crate(&pages).write(folder.path()).unwrap();
        before.write(folder.path()).unwrap();
        let Changes { added, changed, stale, unchanged } = changes;
        assert_eq!((added, stale, unchanged + changed.len()), (Vec::new(), Vec::new(), before.files.len()));
        changed
    };
    let operation = rewritten("api/group-list-conversations.md", "# List conversations");
    let expected = ["client", "operations", "server"].map(|folder| format!("src/{folder}/groups/conversations.rs"));
    assert_eq!(operation, expected);
    assert_eq!(fs::read_to_string(folder.path().join("src/mine.rs")).unwrap(), "//! Mine.\n");
}
