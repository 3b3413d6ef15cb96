//! The build script side: Cargo's instructions, and files that are written where they may be.

use std::env;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use super::{Config, Generated, Update};
use crate::diagnostic::render::{short, visible};
use crate::diagnostic::{Report, Severity};
use crate::write::Output;

/// The lines of a difference that are shown at most; a build log is no place for a whole crate.
const LONGEST_DIFF: usize = 80;

/// What Cargo and the machine tell a build script.
struct Environment {
    out_dir: Option<PathBuf>,
    /// Whether this is a machine of continuous integration.
    is_ci: bool,
}

impl Environment {
    fn current() -> Self {
        let says_yes = |value: &std::ffi::OsString| !["", "0", "false"].iter().any(|no| value == no);
        Self {
            out_dir: env::var_os("OUT_DIR").map(PathBuf::from),
            is_ci: env::var_os("CI").as_ref().is_some_and(says_yes),
        }
    }
}

impl Config {
    /// For build scripts: generates, writes the files that differ, and prints instructions to Cargo.
    ///
    /// Cargo runs the script again when a page changes, and shows errors and warnings of the pages, each in a line. An
    /// error makes the build fail, though what is valid is written. Notes are not shown: `stubdown check` shows them.
    pub fn compile(&self) {
        print!("{}", self.instructions(&Environment::current()));
    }

    /// Writes what may be written. Returns what Cargo is to be told.
    fn instructions(&self, environment: &Environment) -> String {
        let mut instructions = Instructions::default();
        for folder in &self.specs {
            instructions.add("rerun-if-changed", &folder.display().to_string());
        }
        if self.update == Update::UnlessCi {
            instructions.add("rerun-if-env-changed", "CI");
            // Where nothing is written, what is there is verified whenever somebody edits it. Elsewhere each rewriting would run the script,
            // and compile the crate, once more.
            if let (true, Some(folder)) = (environment.is_ci, &self.out_dir) {
                instructions.add("rerun-if-changed", &folder.display().to_string());
            }
        }
        match self.generate() {
            Err(report) => {
                instructions.add_report(&report);
                instructions.add("error", "no page documents an endpoint or a type that could be used");
            }
            Ok(Generated { output, report, .. }) => {
                instructions.add_report(&report);
                match self.out_dir.as_ref().or(environment.out_dir.as_ref()) {
                    Some(folder) => self.update_folder(folder, &output, environment, &mut instructions),
                    None => instructions
                        .add("error", "the environment variable OUT_DIR is not set, and no other folder is given"),
                }
            }
        }
        instructions.lines
    }

    fn update_folder(
        &self,
        folder: &Path,
        output: &Output,
        environment: &Environment,
        instructions: &mut Instructions,
    ) {
        let done = if self.update == Update::UnlessCi && environment.is_ci {
            output.compare(folder).and_then(|changes| output.diff(folder, &changes)).map(|diff| {
                instructions.add_difference(&diff);
            })
        } else {
            output.write(folder).map(drop)
        };
        if let Err(error) = done {
            instructions.add("error", &error.to_string());
        }
    }
}

/// Lines of the form `cargo::key=value`.
#[derive(Default)]
struct Instructions {
    lines: String,
}

impl Instructions {
    /// A line feed in `value` would begin another instruction.
    fn add(&mut self, key: &str, value: &str) {
        let value = visible(value).replace('\n', "\\n");
        // Writing to a string does not fail.
        let _ = writeln!(self.lines, "cargo::{key}={value}");
    }

    fn add_report(&mut self, report: &Report) {
        for diagnostic in &report.diagnostics {
            let key = match diagnostic.code.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => continue,
            };
            self.add(key, &short(diagnostic, &report.sources));
        }
    }

    /// Nothing when the diff is empty.
    fn add_difference(&mut self, diff: &str) {
        if diff.is_empty() {
            return;
        }
        self.add("error", "the generated code differs from what the pages say now:");
        diff.lines().take(LONGEST_DIFF).for_each(|line| self.add("error", line));
        match diff.lines().count().saturating_sub(LONGEST_DIFF) {
            0 => {}
            more => self.add("error", &format!("... and {more} lines more")),
        }
        // Of the whole workspace: the generator may be an optional dependency that another member turns on.
        self.add("error", "to mend it, run `cargo build --workspace` without the variable CI, and commit the result");
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use tempfile::TempDir;

    use super::*;
    use crate::config::Layout;
    use crate::diagnostic::{Code, Diagnostic};
    use crate::source::Sources;

    const PAGE: &str = "---\ndoc_type: apiPageType\n---\n# List lamps\n\n## HTTP request\n\n\
                        <!-- { \"blockType\": \"ignored\" } -->\n```http\nGET /lamps\n```\n";

    /// A folder with `specs/lamp-list.md`, to generate into `out`.
    fn project() -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("specs")).unwrap();
        fs::write(folder.path().join("specs/lamp-list.md"), PAGE).unwrap();
        folder
    }

    fn environment(project: &TempDir, is_ci: bool) -> Environment {
        Environment { out_dir: Some(project.path().join("out")), is_ci }
    }

    fn config(project: &TempDir) -> Config {
        let mut config = Config::new();
        config.specs(project.path().join("specs"));
        config
    }

    #[test]
    fn files_go_to_the_folder_of_cargo() {
        let project = project();
        let instructions = config(&project).instructions(&environment(&project, true));
        let first = format!("cargo::rerun-if-changed={}", project.path().join("specs").display());
        assert_eq!(instructions.lines().next(), Some(first.as_str()));
        assert!(!instructions.contains("cargo::error"), "{instructions}");
        assert!(project.path().join("out/mod.rs").is_file());
    }

    #[test]
    fn files_under_version_control_are_verified_where_ci_is_set() {
        let project = project();
        let mut config = config(&project);
        config
            .layout(Layout::Sources { name: "lamps".to_owned() })
            .out_dir(project.path().join("src"))
            .update(Update::UnlessCi);

        let written = config.instructions(&environment(&project, false));
        assert!(!written.contains("cargo::error") && written.contains("cargo::rerun-if-env-changed=CI\n"), "{written}");
        let verified = config.instructions(&environment(&project, true));
        let on_ci = "cargo::rerun-if-env-changed=CI\n";
        let watched = format!("{on_ci}cargo::rerun-if-changed={}\n", project.path().join("src").display());
        assert_eq!(verified, written.replace(on_ci, &watched));

        let stale = project.path().join("src/stale.rs");
        fs::write(&stale, "// @generated by stubdown\n").unwrap();
        let refused = config.instructions(&environment(&project, true));
        let expected = "\
cargo::error=the generated code differs from what the pages say now:
cargo::error=--- a/stale.rs
cargo::error=+++ /dev/null
cargo::error=@@ -1 +0,0 @@
cargo::error=-// @generated by stubdown
cargo::error=to mend it, run `cargo build --workspace` without the variable CI, and commit the result
";
        assert_eq!(refused.strip_prefix(&verified), Some(expected));
        assert!(stale.exists());
    }

    #[test]
    fn a_folder_without_pages_is_an_error() {
        let project = project();
        fs::remove_file(project.path().join("specs/lamp-list.md")).unwrap();
        let instructions = config(&project).instructions(&environment(&project, false));
        let last = "cargo::error=no page documents an endpoint or a type that could be used";
        assert_eq!(instructions.lines().last(), Some(last));
        assert!(!project.path().join("out").exists());
    }

    #[test]
    fn suppressed_findings_are_no_warnings() {
        let project = project();
        let page = project.path().join("specs/lamp-list.md");
        fs::write(&page, fs::read_to_string(&page).unwrap() + "\nSee [more](more.md).\n").unwrap();
        let warns = || config(&project).instructions(&environment(&project, false)).contains("[link-missing]");
        assert!(warns());
        let entry = "[[suppression]]\ncode = \"link-missing\"\npage = \"*.md\"\n";
        fs::write(project.path().join("specs/suppressions.toml"), entry).unwrap();
        assert!(!warns());
    }

    #[test]
    fn findings_are_single_lines_without_notes() {
        static LOST: Code = Code { name: "row-lost", severity: Severity::Error, title: "", explanation: "" };
        static GUESSED: Code = Code { name: "base-guessed", severity: Severity::Note, title: "", explanation: "" };
        let findings = vec![
            Diagnostic::without_place(&LOST, "a\ncargo::warning=b"),
            Diagnostic::without_place(&GUESSED, "not shown"),
        ];
        let mut instructions = Instructions::default();
        instructions.add_report(&Report::new(Sources::default(), findings));
        assert_eq!(instructions.lines, "cargo::error=a\\ncargo::warning=b [row-lost]\n");
    }

    #[test]
    fn a_long_difference_is_cut() {
        let mut instructions = Instructions::default();
        instructions.add_difference(&"+x\n".repeat(LONGEST_DIFF + 5));
        assert_eq!(instructions.lines.lines().count(), LONGEST_DIFF + 3);
        assert!(instructions.lines.contains("cargo::error=... and 5 lines more\n"));
    }
}
