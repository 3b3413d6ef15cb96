//! `stubdown generate`.

use std::fs;

use crate::{BROKEN, LAMP, LIST, files, project, run};

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
fn without_a_usable_page_nothing_is_generated() {
    let project = tempfile::tempdir().unwrap();
    fs::create_dir(project.path().join("specs")).unwrap();
    let (status, stdout, stderr) = run(&project, "generate specs --out out");
    assert_eq!((status, stdout.as_str()), (1, ""));
    let expected = "\
error[folder-without-pages]: there is no page below `specs`
 |
 = help: a page is a file whose name ends in `.md`

1 error, 0 warnings, 0 notes
error: no page documents an endpoint or a type that could be used; nothing is generated
";
    assert_eq!(stderr, expected);
    assert!(!project.path().join("out").exists());
}

#[test]
fn check_of_a_folder_that_is_not_there_shows_what_would_be_written() {
    let project = project();
    let (status, stdout, stderr) = run(&project, "generate specs --out out --check");
    assert_eq!(status, 1);
    assert!(stdout.starts_with("--- /dev/null\n+++ b/Cargo.toml\n@@ -0,0 +1,"), "{stdout}");
    let message = " files differ from what the pages say; the same command without --check writes them\n";
    assert!(stderr.starts_with("error: ") && stderr.ends_with(message), "{stderr}");
    assert!(!project.path().join("out").exists());
}

#[test]
fn pages_may_stand_in_several_folders() {
    let project = project();
    let (status, stdout, stderr) = run(&project, "generate specs/api specs/resources --out out");
    assert_eq!((status, stderr.as_str()), (0, ""));
    assert!(stdout.starts_with("1 endpoint, 1 type, 0 enums; "), "{stdout}");
}

#[test]
fn notes_are_shown_to_those_who_ask() {
    let project = project();
    fs::write(project.path().join("specs/api/lamp-list.md"), LIST.replacen("/lamp.md", "/Lamp.md", 1)).unwrap();
    let (status, _, stderr) = run(&project, "generate specs --out out");
    assert_eq!((status, stderr.as_str()), (0, "0 errors, 0 warnings, 1 note (--notes shows notes)\n"));
    let (status, _, stderr) = run(&project, "generate specs --out out --notes");
    assert_eq!(status, 0);
    assert!(stderr.starts_with("note[link-case]: "), "{stderr}");
    assert!(stderr.ends_with("\n0 errors, 0 warnings, 1 note\n"), "{stderr}");
}

#[test]
fn warnings_are_only_counted_where_that_is_enough() {
    let project = project();
    fs::write(project.path().join("specs/api/lamp-list.md"), LIST.replacen("/lamp.md", "/lamb.md", 1)).unwrap();
    let (_, _, stderr) = run(&project, "generate specs --out out");
    assert!(stderr.starts_with("warning[link-missing]: "), "{stderr}");
    let (status, _, stderr) = run(&project, "generate specs --out out --quiet");
    assert_eq!((status, stderr.lines().count()), (0, 1));
    assert!(stderr.starts_with("0 errors, "), "{stderr}");
}

#[test]
fn a_package_is_called_like_its_folder() {
    let project = project();
    run(&project, "generate specs --out House.Lamps");
    let manifest = fs::read_to_string(project.path().join("House.Lamps/Cargo.toml")).unwrap();
    assert!(manifest.contains("\nname = \"house-lamps\"\n"), "{manifest}");
}

#[test]
fn the_documentation_links_to_where_the_pages_are_published() {
    let project = project();
    let (status, ..) = run(&project, "generate specs --out out --page-url https://docs.example/{page}");
    assert_eq!(status, 0);
    let client = fs::read_to_string(project.path().join("out/src/client/rooms.rs")).unwrap();
    assert!(client.contains("/// Page: [`api/lamp-list.md`](<https://docs.example/lamp-list>)\n"), "{client}");
}

#[test]
fn the_runtime_is_a_version_or_a_folder_as_seen_from_the_crate() {
    let project = project();
    fs::create_dir(project.path().join("runtime")).unwrap();
    fs::write(project.path().join("runtime/Cargo.toml"), "").unwrap();
    for (given, written) in [("0.7", "version = \"0.7\""), ("runtime", "path = \"../runtime\"")] {
        let (status, ..) = run(&project, &format!("generate specs --out out --runtime {given}"));
        assert_eq!(status, 0);
        let manifest = fs::read_to_string(project.path().join("out/Cargo.toml")).unwrap();
        assert!(manifest.contains(&format!("stubdown-runtime = {{ {written}, ")), "{manifest}");
    }
}
