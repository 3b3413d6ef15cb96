//! What the OpenAPI export says of requests and responses.

use pretty_assertions::assert_eq;
use serde_json::{Value, json};
use stubdown::emit::openapi;
use tests::generation::analyse;

use super::operation;

/// What the document says about the endpoint of a page.
fn exported(page: &str, path: &str, method: &str) -> Value {
    let analysis = analyse(&[("page.md", page), ("book.md", super::BOOK)]);
    let document: Value = openapi::document(&analysis.api, "Library").to_string().parse().unwrap();
    document["paths"][path][method].clone()
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
