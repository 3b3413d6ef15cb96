//! The table of faults in the documents.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Each row names tests that exist, and none is named that is not there.
#[test]
fn each_fault_in_the_documents_has_a_test() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let document = fs::read_to_string(root.join("../docs/faults.md")).unwrap();
    let mut tests = BTreeSet::new();
    for entry in fs::read_dir(root.join("tests/client")).unwrap() {
        let path = entry.unwrap().path();
        let module = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let text = fs::read_to_string(&path).unwrap();
        let attributes = text.split("#[tokio::test").skip(1);
        tests.extend(attributes.filter_map(|rest| {
            let name = rest.split("async fn ").nth(1)?.split('(').next()?;
            Some(format!("{module}::{name}"))
        }));
    }
    let rows: Vec<_> = document.lines().filter(|line| line.starts_with("| ")).skip(1).collect();
    assert!(rows.len() > 20, "{} rows", rows.len());
    for row in rows {
        let cells: Vec<_> = row.trim_matches('|').split('|').map(str::trim).collect();
        let names: Vec<_> = cells[2].split(", ").map(|name| name.trim_matches('`')).collect();
        assert!(names.iter().all(|name| tests.contains(*name)), "{row}");
    }
}
