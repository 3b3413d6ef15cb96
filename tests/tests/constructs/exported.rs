//! What the OpenAPI export says of requests and responses.

use pretty_assertions::assert_eq;
use serde_json::{Value, json};
use stubdown::emit::openapi;
use stubdown::model::plain;
use tests::generation::analyse;

use super::operation;

/// What the document says about the endpoint of a page.
fn exported(page: &str, path: &str, method: &str) -> Value {
    let analysis = analyse(&[("page.md", page), ("book.md", super::BOOK)]);
    let document: Value = openapi::document(&analysis.api, "Library").to_string().parse().unwrap();
    document["paths"][path][method].clone()
}

/// A header stands once in the document, and in a comment; tables have a row for each value that means something else.
#[test]
fn a_header_with_several_rows() {
    let page = operation(
        "DELETE /books/{id}",
        "## Request headers\n\n| Name | Description |\n|:--|:--|\n\
         | Prefer: library.timezone | The zone of times. |\n| If-Match | The tag. |\n\
         | Prefer: library.language | `de` or `en`. |\n| Prefer: library.note | |\n| Prefer: library.timezone | The zone of times. |\n",
    );
    let header = |name: &str, words: &str| json!({"name": name, "in": "header", "description": words, "schema": {"type": "string"}});
    let words = "library.timezone: The zone of times. library.language: de or en. library.note";
    assert_eq!(
        exported(&page, "/books/{id}", "delete")["parameters"],
        json!([header("Prefer", words), header("If-Match", "The tag.")])
    );
}

/// Of several pages, the first says what a header is; others may name further values of it.
#[test]
fn a_header_on_several_pages() {
    let page = |rows: &str| {
        operation("DELETE /books/{id}", &format!("## Request headers\n\n| Name | Description |\n|:--|:--|\n{rows}\n"))
    };
    let first = page("| Prefer | `return=minimal`. |\n| Prefer | `wait=5`. Required. |\n| If-Match | The tag. |");
    let second = page(
        "| Prefer | `return=minimal`, as always. |\n| Prefer: library.zone | Zone. |\n| If-Match | A tag. Required. |",
    );
    let analysis = analyse(&[("a.md", &first), ("b.md", &second)]);
    let told: Vec<_> = analysis.api.operations[0]
        .headers
        .iter()
        .map(|header| (header.name.as_str(), header.required, plain(&header.description)))
        .collect();
    let words = "return=minimal. wait=5. Required. library.zone: Zone.";
    assert_eq!(told, [("Prefer", true, words.to_owned()), ("If-Match", false, "The tag.".to_owned())]);
}

#[test]
fn a_body_is_required_unless_the_page_says_otherwise() {
    let body = |sentence: &str| {
        let page =
            operation("POST /books", &format!("## Request body\n\n{sentence} Supply a [book](book.md) object.\n"));
        exported(&page, "/books", "post")["requestBody"].clone()
    };
    let content = json!({"application/json": {"schema": {"$ref": "#/components/schemas/contoso.library.book"}}});
    assert_eq!(body("It is new."), json!({"required": true, "content": content}));
    assert_eq!(body("The request body is optional."), json!({"content": content}));
}

#[test]
fn a_count_is_text() {
    let page = operation("GET /books/$count", "## Response\n\nReturns `200 OK` and the number in the response body.\n");
    assert_eq!(
        exported(&page, "/books/$count", "get")["responses"]["200"]["content"],
        json!({"text/plain": {"schema": {"type": "integer", "format": "int64"}}})
    );
}

/// The title of the page is about the first of them at most.
#[test]
fn operations_in_chapters_have_the_titles_of_these() {
    let chapter = |title: &str, line: &str| {
        format!("## {title}\n\nThis is about {title}.\n\n### HTTP request\n\n```http\n{line}\n```\n\n")
    };
    let chapters = chapter("one book", "GET /books/{id}") + &chapter("all books", "GET /books");
    let page =
        format!("# Books\n\nThey stand on shelves.\n\n{chapters}## Response\n\nReturns a [book](book.md) object.\n");
    let said = |page: &str, path: &str| {
        let operation = exported(page, path, "get");
        (operation["summary"].clone(), operation["description"].clone())
    };
    assert_eq!(said(&page, "/books/{id}"), (json!("one book"), json!("This is about one book.")));
    assert_eq!(said(&page, "/books"), (json!("all books"), json!("This is about all books.")));
    // Where there is one operation, the page is about nothing else.
    let only = format!("# Books\n\nThey stand on shelves.\n\n{}", chapter("one book", "GET /books/{id}"));
    assert_eq!(said(&only, "/books/{id}"), (json!("Books"), json!("They stand on shelves.")));
}

/// Rows of a table say what keys and arguments are. A name that stands twice in the path says which is meant of neither.
#[test]
fn parameters_of_the_path_are_described() {
    let parameters = |line: &str| {
        let rows = "| bookId | String | The number on the spine. |\n| since | Date | The first day. |\n| id | String | A key. |\n";
        let page =
            operation(line, &format!("## Path parameters\n\n| Name | Type | Description |\n|:--|:--|:--|\n{rows}\n"));
        let analysis = analyse(&[("page.md", &page)]);
        let document: Value = openapi::document(&analysis.api, "Library").to_string().parse().unwrap();
        let paths = document["paths"].as_object().unwrap();
        paths.values().next().unwrap()["parameters"].clone()
    };
    let parameter = |name: &str, words: &str, schema: Value| {
        let mut parameter = json!({"name": name, "in": "path", "required": true, "schema": schema});
        if !words.is_empty() {
            parameter["description"] = words.into();
        }
        parameter
    };
    let text = json!({"type": "string"});
    let date = json!({"type": "string", "format": "date"});
    assert_eq!(
        parameters("GET /books/{book-id}/loans(since={since})"),
        json!([
            parameter("book-id", "The number on the spine.", text.clone()),
            parameter("since", "The first day.", date)
        ])
    );
    let [room, shelf] = ["room_id", "shelf_id"].map(|name| parameter(name, "", text.clone()));
    assert_eq!(parameters("GET /rooms/{id}/shelves/{id}"), json!([room, shelf]));
}
