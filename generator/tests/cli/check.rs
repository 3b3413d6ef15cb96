//! `stubdown check`.

use std::fs;

use serde_json::Value;

use crate::{BROKEN, LIST, project, run};

#[test]
fn check_accounts_for_everything_on_the_pages() {
    let (status, stdout, stderr) = run(&project(), "check specs");
    assert_eq!((status, stderr.as_str()), (0, ""));
    let expected = "\
pages with endpoints          1
pages with types              1

                           used  reported   prose
request lines                 1         0       0
property rows                 2         0       0
permission rows               3         0       0
annotations                   2         0       0
JSON representations          1         0       0
request blocks                1         0       0

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
    assert_eq!(report["ledger"]["request_lines"], serde_json::json!({ "used": 1, "reported": 1, "prose": 0 }));
    let pages = report["each_page"].as_array().unwrap();
    let outcomes: Vec<_> = pages.iter().map(|page| (page["path"].as_str(), page["outcome"].as_str())).collect();
    let expected = [
        ("specs/api/lamp-delete.md", "reported"),
        ("specs/api/lamp-list.md", "endpoints"),
        ("specs/resources/lamp.md", "types"),
    ];
    assert_eq!(outcomes, expected.map(|(path, outcome)| (Some(path), Some(outcome))));
    assert_eq!(pages[0]["ledger"]["request_lines"], serde_json::json!({ "used": 0, "reported": 1, "prose": 0 }));

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
fn every_format_has_the_same_status() {
    let project = project();
    for format in ["human", "json", "sarif", "github"] {
        let (status, _, stderr) = run(&project, &format!("check specs --format {format}"));
        assert_eq!((status, stderr.as_str()), (0, ""), "{format}");
    }
    fs::write(project.path().join("specs/api/lamp-list.md"), LIST.replacen("/lamp.md", "/lantern.md", 1)).unwrap();
    for format in ["human", "json", "sarif", "github"] {
        let (status, ..) = run(&project, &format!("check specs --format {format}"));
        assert_eq!(status, 0, "{format}");
        let (status, _, stderr) = run(&project, &format!("check specs --format {format} --deny warnings"));
        assert_eq!((status, stderr.as_str()), (1, "error: warnings are denied\n"), "{format}");
    }
}

#[test]
fn suppressed_findings_are_counted_and_nothing_else() {
    let project = project();
    fs::write(project.path().join("specs/api/lamp-list.md"), LIST.replacen("/lamp.md", "/lantern.md", 1)).unwrap();
    let entry = "[[suppression]]\ncode = \"link-missing\"\npage = \"api/*.md\"\nreason = \"to come\"\n";
    fs::write(project.path().join("specs/suppressions.toml"), entry).unwrap();

    let (status, stdout, stderr) = run(&project, "check specs --deny warnings");
    assert_eq!((status, stderr.as_str()), (0, ""));
    assert!(stdout.starts_with("pages with endpoints"), "{stdout}");
    assert!(stdout.ends_with("\n0 errors, 0 warnings, 0 notes, 1 suppressed\n"), "{stdout}");

    let (_, stdout, _) = run(&project, "check specs --format json");
    let report: Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(report["summary"]["suppressed"], 1);

    let (_, stdout, _) = run(&project, "check specs --format sarif");
    let log: Value = serde_json::from_str(&stdout).unwrap();
    let result = &log["runs"][0]["results"][0];
    assert_eq!(result["ruleId"], "link-missing");
    assert_eq!(result["suppressions"], serde_json::json!([{ "kind": "external", "justification": "to come" }]));

    fs::write(project.path().join("specs/api/lamp-list.md"), LIST).unwrap();
    let (status, stdout, _) = run(&project, "check specs --deny warnings");
    assert_eq!(status, 1);
    assert!(stdout.starts_with("warning[suppression-unused]: "), "{stdout}");
    assert!(stdout.contains("--> specs/suppressions.toml:1:1\n"), "{stdout}");
}

#[test]
fn notes_are_not_denied() {
    let project = project();
    fs::write(project.path().join("specs/api/lamp-list.md"), LIST.replacen("/lamp.md", "/Lamp.md", 1)).unwrap();
    let (status, stdout, stderr) = run(&project, "check specs --deny warnings");
    assert_eq!((status, stderr.as_str()), (0, ""));
    assert!(stdout.starts_with("note[link-case]: "), "{stdout}");
    assert!(stdout.ends_with("\n0 errors, 0 warnings, 1 note\n"), "{stdout}");
}

#[test]
fn a_folder_without_pages_is_an_error_of_the_pages() {
    let project = tempfile::tempdir().unwrap();
    fs::create_dir(project.path().join("specs")).unwrap();
    let (status, stdout, stderr) = run(&project, "check specs");
    assert_eq!((status, stderr.as_str()), (1, ""));
    assert!(stdout.starts_with("error[folder-without-pages]: "), "{stdout}");
    assert!(stdout.ends_with("\n0 endpoints, 0 types, 0 enums\n1 error, 0 warnings, 0 notes\n"), "{stdout}");
}
