//! What a call needs.

use super::{lines, operation};

fn table(header: &str, cells: [&str; 3]) -> String {
    let [work, personal, application] = cells;
    format!(
        "## Permissions\n\n| Permission type | {header} |\n|:--|:--|\n\
         | Delegated (work or school account) | {work} |\n\
         | Delegated (personal Microsoft account) | {personal} |\n\
         | Application | {application} |\n"
    )
}

const LEAST_FIRST: &str = "Permissions (from least to most privileged)";

#[test]
fn a_cell_is_a_list_of_alternatives_with_sets_in_it() {
    let rest = table(LEAST_FIRST, ["Book.Read, Book.Lend and Shelf.Read", "Not supported.", "Book.Read.All"]);
    let page = operation("GET /books", &rest);
    let pages = [("page.md", page.as_str())];
    assert_eq!(lines(&pages, "work"), ["work or school account: Book.Read, or Book.Lend and Shelf.Read"]);
    assert_eq!(lines(&pages, "personal"), ["personal account: not supported"]);
    assert_eq!(lines(&pages, "application"), ["application: Book.Read.All"]);
}

#[test]
fn the_title_tells_which_end_is_least_privileged() {
    let header = "Permissions (from most to least privileged)";
    let page = operation("GET /books", &table(header, ["Book.ReadWrite, Book.Read", "None", "None"]));
    let expected = ["work or school account: Book.Read, or Book.ReadWrite"];
    assert_eq!(lines(&[("page.md", &page)], "work"), expected);
}

#[test]
fn an_include_that_is_missing_means_unknown() {
    let rest = "## Permissions\n\n[!INCLUDE [permissions](includes/permissions/books.md)]\n";
    let page = operation("GET /books", rest);
    let pages = [("page.md", page.as_str())];
    let all: Vec<String> =
        ["work", "personal", "application"].iter().flat_map(|scheme| lines(&pages, scheme)).collect();
    assert!(all.iter().all(|line| line.ends_with(": unknown")), "{all:?}");
}

#[test]
fn a_cell_that_names_no_permission_leaves_them_unknown() {
    let page = operation("GET /books", &table(LEAST_FIRST, ["To be announced", "None", "None"]));
    assert_eq!(lines(&[("page.md", &page)], "work"), ["work or school account: unknown"]);
}
