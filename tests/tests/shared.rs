//! What needs the shared material beside the repository: the seed page, and pages as they are published.
//!
//! Every test is ignored, so that the repository can be tested on its own; it fails where the material is missing.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use pretty_assertions::assert_eq;
use stubdown::diagnostic::{Diagnostic, Severity};
use stubdown::model::{Alternative, Content, Grant, ItemType, Operation, Response, Scheme, TypeName, ValueType};
use stubdown::pipeline::{self, Analysis};
use tests::accounts::differences;
use tests::generation::{analyse, cargo_check, codes, crate_for, modules_for, repository};

const SEED: &str = "seed/create-thread.md";
const EDITION_OF_2021: &str = "corpus/graph-v1.0-2021/api/conversation-post-threads.md";
const MODERN_EDITION: &str = "corpus/modern/v1.0/api/conversation-post-threads.md";
const MODERN_PERMISSIONS: &str = "corpus/modern/v1.0/includes/permissions/conversation-post-threads-permissions.md";

/// A file or folder of the shared material.
fn shared(path: &str) -> PathBuf {
    let shared = repository().join("../shared").join(path);
    assert!(shared.exists(), "{} is missing: this test needs the shared material", shared.display());
    shared
}

fn text(path: &str) -> String {
    fs::read_to_string(shared(path)).unwrap()
}

/// What an edition of "Create thread" says on its own, without the pages that it links to.
fn alone(page: &str) -> Analysis {
    analyse(&[("api/conversation-post-threads.md", page)])
}

/// The only operation.
fn operation(analysis: &Analysis) -> &Operation {
    let [operation] = analysis.api.operations.as_slice() else { panic!("{:?}", analysis.api.operations) };
    operation
}

fn any_of(names: &[&str]) -> Grant {
    let alternative = |name: &&str| Alternative { permissions: vec![(*name).to_owned()], condition: None };
    Grant::AnyOf(names.iter().map(alternative).collect())
}

#[test]
#[ignore = "needs ../shared; run with `cargo test -p tests --test shared -- --ignored`"]
fn the_seed_alone_gives_a_crate_that_compiles() {
    let analysis = alone(&text(SEED));
    let codes: BTreeSet<&str> = codes(&analysis.report).into_iter().collect();
    assert_eq!(codes, BTreeSet::from(["link-missing", "type-inferred"]));
    let folder = tempfile::tempdir().unwrap();
    crate_for(&analysis, "seed").write(folder.path()).unwrap();
    cargo_check(folder.path()).unwrap_or_else(|errors| panic!("{errors}"));
}

#[test]
#[ignore = "needs ../shared; run with `cargo test -p tests --test shared -- --ignored`"]
fn all_editions_of_create_thread_document_the_same_operation() {
    let thread = Content::Json(ValueType::one(ItemType::Struct(TypeName::new("microsoft.graph.conversationThread"))));
    for edition in [SEED, EDITION_OF_2021, MODERN_EDITION] {
        let analysis = alone(&text(edition));
        let operation = operation(&analysis);
        assert_eq!(operation.method.as_str(), "POST", "{edition}");
        assert_eq!(
            operation.path.to_string(),
            "/groups/{group_id}/conversations/{conversation_id}/threads",
            "{edition}"
        );
        assert_eq!(operation.body, Some(thread.clone()), "{edition}");
        assert_eq!(
            operation.responses,
            [Response {
                status: 201,
                content: Some(thread.clone()),
                alternatives: vec![thread.clone()],
                media_types: Vec::new()
            }],
            "{edition}"
        );
        let permissions = BTreeMap::from([
            (Scheme::DelegatedWork, any_of(&["Group.ReadWrite.All"])),
            (Scheme::DelegatedPersonal, Grant::NotSupported),
            (Scheme::Application, Grant::NotSupported),
        ]);
        assert_eq!(operation.permissions, permissions, "{edition}");
        let types: Vec<&str> = analysis.api.structs.keys().map(TypeName::as_str).collect();
        let expected = [
            "microsoft.graph.conversationThread",
            "microsoft.graph.conversationThreadPost",
            "microsoft.graph.conversationThreadPostBody",
        ];
        assert_eq!(types, expected, "{edition}");
    }
}

/// The latest edition has the table of permissions in a file of its own.
#[test]
#[ignore = "needs ../shared; run with `cargo test -p tests --test shared -- --ignored`"]
fn the_included_permissions_of_create_thread_begin_with_the_least_privileged() {
    let page = text(MODERN_EDITION);
    let inline = page.find("|Permission type").unwrap()..page.find("## HTTP request").unwrap();
    let include =
        "[!INCLUDE [permissions-table](../includes/permissions/conversation-post-threads-permissions.md)]\n\n";
    let mut edited = page.clone();
    edited.replace_range(inline, include);
    let analysis = analyse(&[
        ("api/conversation-post-threads.md", &edited),
        ("includes/permissions/conversation-post-threads-permissions.md", &text(MODERN_PERMISSIONS)),
    ]);
    let permissions = BTreeMap::from([
        (Scheme::DelegatedWork, any_of(&["Group-Conversation.ReadWrite.All", "Group.ReadWrite.All"])),
        (Scheme::DelegatedPersonal, Grant::NotSupported),
        (Scheme::Application, Grant::NotSupported),
    ]);
    assert_eq!(operation(&analysis).permissions, permissions);
}

/// Reads and generates a set of pages twice. Returns what its errors underline, with their codes.
fn errors(path: &str) -> Vec<(&'static str, String)> {
    let run = || pipeline::analyse(&[shared(path)]);
    let (first, second) = (run(), run());
    assert!(first.report.diagnostics == second.report.diagnostics, "the findings differ between two runs");
    assert!(modules_for(&first) == modules_for(&second), "the generated files differ between two runs");
    let report = &first.report;
    let errors = report.diagnostics.iter().filter(|finding| finding.code.severity == Severity::Error);
    let underlined = |finding: &Diagnostic| finding.primary.as_ref().map(|label| report.sources.text(label.span));
    errors.map(|finding| (finding.code.name, underlined(finding).unwrap_or_default().to_owned())).collect()
}

#[test]
#[ignore = "needs ../shared; run with `cargo test -p tests --test shared -- --ignored`"]
fn modern_pages_are_read_and_generated() {
    assert_eq!(errors("corpus/modern"), []);
}

#[test]
#[ignore = "needs ../shared; run with `cargo test -p tests --test shared -- --ignored`"]
fn the_ledger_of_published_sets_adds_up() {
    for set in ["corpus/graph-v1.0-2021", "corpus/modern"] {
        assert_eq!(differences(&pipeline::analyse(&[shared(set)])), [""; 0], "{set}");
    }
}

/// What is lost are request lines that no program can follow.
#[test]
#[ignore = "needs ../shared; run with `cargo test -p tests --test shared -- --ignored`"]
fn a_whole_published_set_is_read_and_generated() {
    let unusable = |line: &str| {
        let stands_for_any_number_of_folders = line.contains("/.../");
        let is_not_closed = line.matches('(').count() != line.matches(')').count();
        stands_for_any_number_of_folders || is_not_closed
    };
    for (code, underlined) in errors("corpus/graph-v1.0-2021") {
        assert!(code == "request-line-unusable" && unusable(&underlined), "{code}: {underlined}");
    }
}
