//! What shows pages and findings in another light: `inspect`, `explain` and `openapi`.

use std::fs;

use serde_json::{Value, json};

use crate::{BROKEN, LIST, command, project, run};

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
fn inspect_tells_the_findings_of_the_page_and_of_no_other() {
    let project = project();
    fs::write(project.path().join("specs/api/lamp-delete.md"), BROKEN).unwrap();
    let (status, stdout, stderr) = run(&project, "inspect specs/api/lamp-delete.md");
    assert_eq!(status, 1);
    assert!(stdout.contains("Delete lamp"), "{stdout}");
    assert!(stderr.starts_with("error[request-line-unusable]: "), "{stderr}");
    let (status, _, stderr) = run(&project, "inspect specs/api/lamp-list.md");
    assert_eq!((status, stderr.as_str()), (0, ""));
}

#[test]
fn openapi_prints_a_document_or_writes_it() {
    let project = project();
    let (status, stdout, stderr) = run(&project, "openapi specs --title House");
    assert_eq!((status, stderr.as_str()), (0, ""));
    let document: Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(document["info"]["title"], "House");
    assert!(document["paths"]["/rooms/{id}/lamps"]["get"].is_object(), "{stdout}");

    let written = run(&project, "openapi specs --title House --out house.json");
    assert_eq!(written, (0, String::new(), String::new()));
    assert_eq!(fs::read_to_string(project.path().join("house.json")).unwrap(), stdout);

    fs::write(project.path().join("specs/api/lamp-delete.md"), BROKEN).unwrap();
    let (status, with_errors, stderr) = run(&project, "openapi specs --title House");
    assert_eq!((status, with_errors), (1, stdout));
    assert!(stderr.starts_with("error[request-line-unusable]: "), "{stderr}");
}

#[test]
fn openapi_tells_unknown_permissions_from_none() {
    let project = project();
    let permissions = |page: &str| {
        fs::write(project.path().join("specs/api/lamp-list.md"), page).unwrap();
        let (_, stdout, _) = run(&project, "openapi specs");
        let document: Value = serde_json::from_str(&stdout).unwrap();
        document["paths"]["/rooms/{id}/lamps"]["get"]["x-ms-graph-permissions"].clone()
    };
    let work = json!(["Lamp.Read", "Lamp.ReadWrite"]);
    let all = json!({ "delegatedWork": work, "delegatedPersonal": [], "application": ["Lamp.Read.All"] });
    assert_eq!(permissions(LIST), all);
    let without_row = LIST.replace("|Application|Lamp.Read.All|\n", "");
    assert_eq!(permissions(&without_row), json!({ "delegatedWork": work, "delegatedPersonal": [] }));
    let (before, rest) = LIST.split_once("|Permission type").unwrap();
    let (_, behind) = rest.split_once("|Application|Lamp.Read.All|").unwrap();
    let missing = format!("{before}[!INCLUDE [table](../includes/permissions/lamp-list.md)]{behind}");
    assert_eq!(permissions(&missing), Value::Null);
}
