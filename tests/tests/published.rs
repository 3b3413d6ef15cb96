//! The crate in `generated/`: as it is checked in, as its build script keeps it, and as those have it who depend on it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use pretty_assertions::assert_eq;
use stubdown::emit::rust::{self, Layout, Runtime, Settings, Workspace};
use stubdown::write::Output;
use tempfile::TempDir;
use tests::generation::{self, analyse, repository, specs};

/// The files below a folder with their texts, with `/` between the parts of a path.
type Files = BTreeMap<String, String>;

fn files(folder: &Path) -> Files {
    let mut files = Files::new();
    for entry in fs::read_dir(folder).unwrap() {
        let (path, name) = entry.map(|entry| (entry.path(), entry.file_name().into_string().unwrap())).unwrap();
        if path.is_dir() {
            files.extend(self::files(&path).into_iter().map(|(inner, text)| (format!("{name}/{inner}"), text)));
        } else {
            files.insert(name, fs::read_to_string(path).unwrap());
        }
    }
    files
}

/// What a command of Cargo prints in the repository.
fn cargo(arguments: &str) -> String {
    let output = Command::new(env!("CARGO")).args(arguments.split(' ')).current_dir(repository()).output().unwrap();
    assert!(output.status.success(), "cargo {arguments}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn whoever_depends_on_it_compiles_no_generator() {
    let tree = "tree --offline --locked -p graph-conversations -e normal,build --prefix none";
    let compiles_generator = |tree: &str| tree.lines().any(|line| line.starts_with("stubdown "));
    assert!(!compiles_generator(&cargo(tree)));
    assert!(compiles_generator(&cargo(&format!("{tree} --features regenerate"))));
}

#[test]
fn the_package_holds_the_sources_and_nothing_else() {
    let listed = cargo("package --list -p graph-conversations --allow-dirty --offline");
    // Cargo adds the commit where there is one.
    let listed: BTreeSet<&str> = listed.lines().filter(|path| *path != ".cargo_vcs_info.json").collect();
    let sources = files(&repository().join("generated/src")).into_keys().map(|path| format!("src/{path}"));
    let others = ["Cargo.lock", "Cargo.toml", "Cargo.toml.orig", "build.rs"].map(String::from);
    let expected: BTreeSet<String> = sources.chain(others).collect();
    assert_eq!(listed, expected.iter().map(String::as_str).collect());
}

#[test]
fn a_file_is_shown_whole() {
    let text = |path: &str| fs::read_to_string(repository().join(path)).unwrap();
    let shown = format!("\n```rust\n{}```\n", text("generated/src/types/conversation_thread.rs"));
    assert!(text("ARCHITECTURE.md").contains(&shown), "ARCHITECTURE.md shows another text than that of the file");
}

/// A copy of `specs/`, and an empty folder `generated/` beside it.
fn copied_specs() -> TempDir {
    let project = tempfile::tempdir().unwrap();
    for (path, text) in specs() {
        let page = project.path().join("specs").join(path);
        fs::create_dir_all(page.parent().unwrap()).unwrap();
        fs::write(page, text).unwrap();
    }
    fs::create_dir(project.path().join("generated")).unwrap();
    project
}

/// Runs the build script of `generated/` beside copied pages. Returns what would make the build fail.
fn build_script(project: &TempDir, ci: &str) -> Vec<String> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_regenerate"));
    let output = command.current_dir(project.path().join("generated")).env("CI", ci).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let told = String::from_utf8(output.stdout).unwrap();
    told.lines().filter_map(|line| line.strip_prefix("cargo::error=")).map(str::to_owned).collect()
}

#[test]
fn the_checked_in_code_is_what_the_pages_say() {
    let project = copied_specs();
    assert_eq!(build_script(&project, ""), [""; 0]);
    let generated = files(&project.path().join("generated/src"));
    let checked_in = files(&repository().join("generated/src"));
    let paths: BTreeSet<&String> = generated.keys().chain(checked_in.keys()).collect();
    let differing: Vec<_> = paths.into_iter().filter(|path| generated.get(*path) != checked_in.get(*path)).collect();
    assert!(
        differing.is_empty(),
        "these files of generated/src are not what the pages in specs/ say: {differing:?}\n\
         to mend it, run `cargo build --workspace` without the variable CI, and commit the result"
    );
}

#[test]
fn a_page_is_followed_but_in_ci_where_a_difference_fails_the_build() {
    let project = copied_specs();
    assert_eq!(build_script(&project, ""), [""; 0]);
    let before = files(&project.path().join("generated"));

    let page = project.path().join("specs/resources/itembody.md");
    let text = fs::read_to_string(&page).unwrap();
    fs::write(&page, text.replace("The content, in the format that", "The words, in the format that")).unwrap();
    let refused = [
        "the generated code differs from what the pages say now:",
        "--- a/types/item_body.rs",
        "+++ b/types/item_body.rs",
        "@@ -10,7 +10,7 @@",
        " /// Page: [`resources/itembody.md`](<https://learn.microsoft.com/graph/api/resources/itembody>)",
        " #[derive(Clone, Default)]",
        " pub struct ItemBody {",
        "-    /// The content, in the format that contentType names. Nullable.",
        "+    /// The words, in the format that contentType names. Nullable.",
        "     pub content: Field<String>,",
        "     /// The format of the content. Possible values are: `text`, `html`. Nullable.",
        "     pub content_type: Field<BodyType>,",
        "to mend it, run `cargo build --workspace` without the variable CI, and commit the result",
    ];
    assert_eq!(build_script(&project, "true"), refused);
    assert_eq!(files(&project.path().join("generated")), before);

    assert_eq!(build_script(&project, ""), [""; 0]);
    let after = files(&project.path().join("generated"));
    let changed: Vec<&String> = after.keys().filter(|path| after.get(*path) != before.get(*path)).collect();
    assert_eq!(changed, ["src/types/item_body.rs"]);
}

#[test]
fn a_generated_crate_can_be_a_member_of_a_workspace() {
    let analysis = analyse(&[("book-get.md", "# Get book\n\n## HTTP request\n\n```http\nGET /books/{id}\n```\n")]);
    let folder = tempfile::tempdir().unwrap();
    let runtime = Runtime::Path(repository().join("runtime").display().to_string());
    let layout = Layout::Crate { name: "library".to_owned(), runtime, workspace: Workspace::Around, package: None };
    let settings = Settings { layout, ..Settings::default() };
    let output: Output = rust::emit(&analysis.api, &settings).into_iter().collect();
    output.write(&folder.path().join("library")).unwrap();
    fs::write(folder.path().join("Cargo.toml"), "[workspace]\nresolver = \"3\"\nmembers = [\"library\"]\n").unwrap();
    generation::cargo(folder.path(), &["metadata", "--format-version=1", "--no-deps"], &[]).unwrap();
}
