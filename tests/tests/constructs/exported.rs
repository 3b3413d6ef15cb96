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
