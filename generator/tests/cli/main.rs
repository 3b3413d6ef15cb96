//! The command line as its users see it: what it prints where, what it writes, how it ends.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on shall stop")]

mod check;
mod generate;
mod pages;
mod permissions;

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

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
        "generate specs --out out --page-url",
        "check specs --deny notes",
        "openapi nowhere",
        "openapi specs --out nowhere/house.json",
        "inspect nowhere.md",
        "inspect specs/api/lamp-list.md --phase tokens",
        "inspect specs/api/lamp-list.md --specs specs/resources",
        "permissions nowhere",
        "permissions specs --operation api/lamp-dim.md",
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
    let unwanted = command(&project, "check specs").env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1").output().unwrap();
    assert!(!unwanted.stdout.contains(&0x1b));
    for format in ["json", "sarif", "github"] {
        let check = format!("check specs --format {format}");
        let for_programs = command(&project, &check).env("CLICOLOR_FORCE", "1").output().unwrap();
        assert!(!for_programs.stdout.contains(&0x1b), "{format}");
    }
}

#[test]
fn help_is_a_result() {
    let project = project();
    for asked in ["--help", "--version", "generate --help", "check -h", "help inspect"] {
        let (status, stdout, stderr) = run(&project, asked);
        assert_eq!((status, stderr.as_str()), (0, ""), "{asked}");
        assert!(!stdout.is_empty(), "{asked}");
    }
}
