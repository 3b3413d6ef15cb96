//! A small page for every way in which pages are written: what the generator makes of it, and what it says about it.
//!
//! A page stands beside the pages `book.md` and `shelf.md`. What is compared is what the page contributes to the model, all of it,
//! and the codes of all findings.

mod annotations;
mod answers_in_dispute;
mod bodies;
mod enums;
mod examples;
mod exported;
mod headings;
mod json;
mod languages;
mod layout;
mod parameters;
mod paths;
mod permissions;
mod permissions_in_prose;
mod request_lines;
mod responses;
mod several_types;
mod tables;
mod translated_names;
mod types;

use pretty_assertions::assert_eq;
use stubdown::model;
use tests::accounts;
use tests::generation::{analyse, codes};
use unindent::unindent;

/// What the pages of the tests link to.
const BOOK: &str = "# book resource type\n\nNamespace: contoso.library\n\n## Properties\n\n\
    | Property | Type | Description |\n|:--|:--|:--|\n| id | String | Key. |\n| title | String | Title. |\n\n\
    ```json\n{ \"@odata.type\": \"#contoso.library.book\", \"id\": \"String\", \"title\": \"String\" }\n```\n";

/// Another type, not related to the first.
const SHELF: &str = "# shelf resource type\n\nNamespace: contoso.library\n\n## Properties\n\n\
    | Property | Type | Description |\n|:--|:--|:--|\n| id | String | Key. |\n| room | String | Room. |\n";

/// Holds that a page says this, and that these are the findings.
#[track_caller]
fn reads(page: &str, expected: &str, findings: &[&str]) {
    reads_with(page, &[], expected, findings);
}

/// Holds that a page says this where there are other pages `(path, text)`, too.
#[track_caller]
fn reads_with(page: &str, others: &[(&str, &str)], expected: &str, findings: &[&str]) {
    compare(page, others, Some("page.md"), expected, findings);
}

/// Holds that a page and others `(path, text)` say this together.
#[track_caller]
fn reads_together(page: &str, others: &[(&str, &str)], expected: &str, findings: &[&str]) {
    compare(page, others, None, expected, findings);
}

#[track_caller]
fn compare(page: &str, others: &[(&str, &str)], shown: Option<&str>, expected: &str, findings: &[&str]) {
    let mut pages = vec![("page.md", outdented(page))];
    pages.extend(others.iter().map(|(path, text)| (*path, outdented(text))));
    if shown.is_some() {
        pages.extend([("book.md", BOOK.to_owned()), ("shelf.md", SHELF.to_owned())]);
    }
    let pages: Vec<(&str, &str)> = pages.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let analysis = analyse(&pages);
    assert_eq!(said(&model::print(&analysis.api, shown)), outdented(expected).trim_end());
    assert_eq!(codes(&analysis.report), findings);
    assert_eq!(accounts::differences(&analysis), [""; 0]);
}

/// The model without what follows from the test: permissions that are unknown, and the only page.
fn said(model: &str) -> String {
    let is_said = |line: &&str| {
        let is_only_page = line.starts_with("  pages: ") && !line.contains(", ");
        !line.ends_with(": unknown") && !is_only_page
    };
    model.lines().filter(is_said).collect::<Vec<_>>().join("\n")
}

/// The page of an operation with these request lines.
fn operation(request_lines: &str, rest: &str) -> String {
    let (lines, rest) = (outdented(request_lines), outdented(rest));
    format!("# Operation\n\nNamespace: contoso.library\n\n## HTTP request\n\n```http\n{lines}\n```\n\n{rest}")
}

/// An operation with a section of examples.
fn showing(line: &str, example: &str) -> String {
    let (line, example) = (outdented(line), outdented(example));
    operation(&line, &format!("## Response\n\nReturns a [book](book.md) object.\n\n## Example\n\n{example}"))
}

/// A text that begins on a line of its own, without the indentation of the test around it.
fn outdented(text: &str) -> String {
    if text.starts_with('\n') { unindent(text) } else { text.to_owned() }
}
