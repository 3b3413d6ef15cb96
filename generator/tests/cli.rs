//! The command line as its users see it: what it prints where, what it writes, how it ends.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on shall stop")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

const LIST: &str = r#"---
title: "List lamps"
doc_type: apiPageType
---

# List lamps

Namespace: house

Get all [lamps](../resources/lamp.md) of a room.

## Permissions

|Permission type|Permissions (from least to most privileged)|
|:---|:---|
|Delegated (work or school account)|Lamp.Read, Lamp.ReadWrite|
|Delegated (personal account)|Not supported.|
|Application|Lamp.Read.All|

## HTTP request

<!-- { "blockType": "ignored" } -->
```http
GET /rooms/{id}/lamps
```

## Request body

Don't supply a request body.

## Response

If successful, this method returns a `200 OK` response code and a collection of [lamp](../resources/lamp.md) objects.
"#;

const LAMP: &str = r#"---
title: "lamp resource type"
doc_type: resourcePageType
---

# lamp resource type

Namespace: house

Gives light.

## Properties

|Property|Type|Description|
|:---|:---|:---|
|id|String|Names the lamp. Read-only.|
|lit|Boolean|Whether it is on.|

## JSON representation

<!-- { "blockType": "resource", "keyProperty": "id", "@odata.type": "house.lamp" } -->
```json
{
  "id": "String (identifier)",
  "lit": true
}
```
"#;

/// A page whose request line has no path.
const BROKEN: &str = "---\ndoc_type: apiPageType\n---\n# Delete lamp\n\n## HTTP request\n\n\
                      <!-- { \"blockType\": \"ignored\" } -->\n```http\nDELETE\n```\n";

/// A folder with `specs/`, where the commands run.
fn project() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("specs/api")).unwrap();
    fs::create_dir_all(folder.path().join("specs/resources")).unwrap();
    fs::write(folder.path().join("specs/api/lamp-list.md"), LIST).unwrap();
    fs::write(folder.path().join("specs/resources/lamp.md"), LAMP).unwrap();
    folder
}

fn command(project: &TempDir, arguments: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stubdown"));
    command.current_dir(project.path()).args(arguments.split(' '));
    command
}

/// Exit status, standard output and standard error.
fn run(project: &TempDir, arguments: &str) -> (i32, String, String) {
    let Output { status, stdout, stderr } = command(project, arguments).output().unwrap();
    (status.code().unwrap(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

/// Every file below `folder` with its text.
fn files(folder: &Path) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
                files.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

#[test]
fn generate_writes_a_crate_once() {
    let project = project();
    let (status, stdout, stderr) = run(&project, "generate specs --out out --name house-lamps");
    assert_eq!((status, stderr.as_str()), (0, ""));
    let written = files(&project.path().join("out"));
    let count = written.len();
    assert_eq!(stdout, format!("1 endpoint, 1 type, 0 enums; {count} files written, 0 unchanged, 0 removed\n"));
    let manifest = &written.iter().find(|(name, _)| name == "Cargo.toml").unwrap().1;
    assert!(manifest.contains("name = \"house-lamps\""), "{manifest}");
    assert!(written.iter().any(|(name, _)| name == "src/lib.rs"));

    let (status, stdout, stderr) = run(&project, "generate specs --out out --name house-lamps");
    assert_eq!((status, stderr.as_str()), (0, ""));
    assert_eq!(stdout, format!("1 endpoint, 1 type, 0 enums; 0 files written, {count} unchanged, 0 removed\n"));
    assert_eq!(files(&project.path().join("out")), written);
}

#[test]
fn generate_check_shows_what_would_change_and_changes_nothing() {
    let project = project();
    run(&project, "generate specs --out out");
    let written = files(&project.path().join("out"));
    let (status, stdout, _) = run(&project, "generate specs --out out --check");
    let count = written.len();
    assert_eq!((status, stdout), (0, format!("1 endpoint, 1 type, 0 enums; {count} files are up to date\n")));

    let page = project.path().join("specs/resources/lamp.md");
    fs::write(page, LAMP.replace("Gives light.", "Gives warm light.")).unwrap();
    let (status, stdout, stderr) = run(&project, "generate specs --out out --check");
    assert_eq!(status, 1);
    let changed_lines: Vec<&str> = stdout.lines().filter(|line| line.contains("light.")).collect();
    assert_eq!(changed_lines, ["-/// Gives light.", "+/// Gives warm light."], "{stdout}");
    assert_eq!(stderr, "error: 1 file differs from what the pages say; the same command without --check writes it\n");
    assert_eq!(files(&project.path().join("out")), written);
}

#[test]
fn generate_writes_what_is_valid_and_fails_for_the_rest() {
    let project = project();
    fs::write(project.path().join("specs/api/lamp-delete.md"), BROKEN).unwrap();
    let (status, stdout, stderr) = run(&project, "generate specs --out out");
    assert_eq!(status, 1);
    assert!(stdout.starts_with("1 endpoint, 1 type, 0 enums; "), "{stdout}");
    assert!(stderr.contains("error[request-line-unusable]"), "{stderr}");
    assert!(stderr.contains("--> specs/api/lamp-delete.md:10:1\n"), "{stderr}");
    assert!(project.path().join("out/src/lib.rs").is_file());
}

#[test]
fn generate_leaves_files_of_others_alone() {
    let project = project();
    fs::create_dir_all(project.path().join("out/src")).unwrap();
    fs::write(project.path().join("out/src/lib.rs"), "pub mod mine;\n").unwrap();
    let (status, stdout, stderr) = run(&project, "generate specs --out out");
    assert_eq!((status, stdout.as_str()), (2, ""));
    assert!(stderr.contains("lib.rs was not written by stubdown"), "{stderr}");
    assert_eq!(files(&project.path().join("out")), [("src/lib.rs".to_owned(), "pub mod mine;\n".to_owned())]);
}

#[test]
fn check_accounts_for_everything_on_the_pages() {
    let (status, stdout, stderr) = run(&project(), "check specs");
    assert_eq!((status, stderr.as_str()), (0, ""));
    let expected = "\
pages with endpoints          1
pages with types              1

                           used  reported
request lines                 1         0
property rows                 2         0
permission cells              3         0
annotations                   2         0
examples                      1         0

1 endpoint, 1 type, 0 enums
0 errors, 0 warnings, 0 notes
";
    assert_eq!(stdout, expected);
}

#[test]
fn check_fails_for_errors_and_for_denied_warnings() {
    let project = project();
    let page = project.path().join("specs/api/lamp-list.md");
    fs::write(&page, LIST.replacen("../resources/lamp.md", "../resources/lantern.md", 1)).unwrap();
    let (status, stdout, stderr) = run(&project, "check specs");
    assert_eq!((status, stderr.as_str()), (0, ""));
    assert!(
        stdout.contains("warning[link-missing]") && stdout.contains("--> specs/api/lamp-list.md:10:9\n"),
        "{stdout}"
    );
    let (status, _, stderr) = run(&project, "check specs --deny warnings");
    assert_eq!((status, stderr.as_str()), (1, "error: warnings are denied\n"));

    fs::write(&page, BROKEN).unwrap();
    let (status, stdout, _) = run(&project, "check specs");
    assert_eq!(status, 1);
    assert!(stdout.contains("error[request-line-unusable]"), "{stdout}");
}

#[test]
fn check_speaks_to_programs() {
    let project = project();
    fs::write(project.path().join("specs/api/lamp-delete.md"), BROKEN).unwrap();

    let (status, stdout, stderr) = run(&project, "check specs --format json");
    assert_eq!((status, stderr.as_str()), (1, ""));
    let report: Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(report["diagnostics"][0]["code"], "request-line-unusable");
    assert_eq!(report["diagnostics"][0]["place"]["path"], "specs/api/lamp-delete.md");
    assert_eq!(report["summary"]["errors"], 1);
    assert_eq!(report["totals"]["endpoints"], 1);
    assert_eq!(report["ledger"]["request_lines"], serde_json::json!({ "used": 1, "reported": 1 }));

    let (status, stdout, _) = run(&project, "check specs --format sarif");
    assert_eq!(status, 1);
    let log: Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(log["runs"][0]["results"][0]["ruleId"], "request-line-unusable");

    let (status, stdout, _) = run(&project, "check specs --format github");
    assert_eq!(status, 1);
    let start = "::error file=specs/api/lamp-delete.md,line=10,col=1,title=request-line-unusable::";
    assert!(stdout.starts_with(start), "{stdout}");
}

#[test]
fn inspect_shows_a_page_as_each_phase_sees_it() {
    let project = project();
    let (status, stdout, _) = run(&project, "inspect specs/api/lamp-list.md --phase page");
    assert!(status == 0 && stdout.contains("List lamps"), "{stdout}");
    let (status, stdout, _) = run(&project, "inspect specs/api/lamp-list.md --phase facts");
    assert!(status == 0 && stdout.contains("/rooms/{id}/lamps"), "{stdout}");
    let (status, stdout, _) = run(&project, "inspect specs/api/lamp-list.md --phase model");
    assert!(status == 0 && stdout.starts_with("GET /rooms/{room_id}/lamps\n"), "{stdout}");
    assert!(!stdout.contains("lit"), "other pages are not shown: {stdout}");
}

#[test]
fn inspect_finds_the_folder_of_pages_from_anywhere() {
    let project = project();
    let output = command(&project, "inspect lamp-list.md --phase model")
        .current_dir(project.path().join("specs/api"))
        .output()
        .unwrap();
    assert!(output.stdout.starts_with(b"GET /rooms/{room_id}/lamps\n"), "{output:?}");
}

#[test]
fn explain_tells_what_each_code_means() {
    let project = project();
    let (status, list, _) = run(&project, "explain");
    assert_eq!(status, 0);
    for line in list.lines() {
        let code = line.split_whitespace().next().unwrap();
        let (status, stdout, _) = run(&project, &format!("explain {code}"));
        assert!(status == 0 && stdout.starts_with(&format!("{code} (")), "{stdout}");
        assert!(stdout.lines().all(|line| line.len() <= 140), "{stdout}");
    }
    let (status, _, stderr) = run(&project, "explain include-mising");
    let hint = "error: there is no code include-mising; there is include-missing; `stubdown explain` lists all\n";
    assert_eq!((status, stderr.as_str()), (2, hint));
}

#[test]
fn wrong_usage_has_its_own_status() {
    let project = project();
    for wrong in [
        "check nowhere",
        "check specs/api/lamp-list.md",
        "check specs --format xml",
        "generate specs",
        "generate nowhere --out out",
        "generate specs --out out --name A/b",
        "generate specs --out out --runtime nowhere",
        "inspect nowhere.md",
        "inspect specs/api/lamp-list.md --specs specs/resources",
        "unknown",
    ] {
        let (status, stdout, stderr) = run(&project, wrong);
        assert_eq!((status, stdout.as_str()), (2, ""), "{wrong}");
        assert!(stderr.starts_with("error: "), "{wrong}: {stderr}");
    }
    assert!(!project.path().join("out").exists());
}

#[test]
fn a_reader_may_leave_early() {
    let project = project();
    fs::write(project.path().join("specs/api/lamp-delete.md"), BROKEN).unwrap();
    let mut child = command(&project, "check specs").stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(1), [].as_slice()));
}

#[test]
fn escape_sequences_are_for_terminals() {
    let project = project();
    fs::write(project.path().join("specs/api/lamp-delete.md"), BROKEN).unwrap();
    let (_, stdout, stderr) = run(&project, "check specs");
    assert!(!(stdout + &stderr).contains('\u{1b}'));
    let coloured = command(&project, "check specs").env("CLICOLOR_FORCE", "1").output().unwrap();
    assert!(coloured.stdout.contains(&0x1b));
}
