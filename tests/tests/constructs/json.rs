//! JSON in examples, with all that people do to it.

use super::{operation, reads, reads_together, showing};

#[test]
fn json_that_is_hardly_json() {
    let page = showing(
        "PATCH /books/{id}",
        r#"
        ```http
        PATCH /books/7

        {'title': 'Emma', id: '7', // as lent
        }
        ```
        ```http
        HTTP/1.1 200 OK

        { “id”: “7”, "title": "Emma" ... }
        The book is on its way.
        ```
        "#,
    );
    let expected = "
        PATCH /books/{book_id}
          body: `contoso.library.book`
          200: `contoso.library.book`";
    reads(&page, expected, &["example-json-repaired"; 3]);
}

#[test]
fn commas_behind_the_last_member() {
    let page = showing(
        "GET /books",
        r#"
        ```http
        GET /books
        ```
        ```http
        HTTP/1.1 200 OK

        { "value": [ { "id": "7", }, ], }
        ```
        "#,
    );
    reads(&page, "GET /books\n  200: page of `contoso.library.book`", &["example-json-repaired"]);
}

#[test]
fn a_second_request_line_behind_the_body() {
    let page = operation(
        "POST /books/{id}/lend",
        r#"
        ## Example

        ```http
        POST /books/7/lend

        { "days": 14 }

        POST /books/8/lend
        ```
        "#,
    );
    let expected = "
        POST /books/{book_id}/lend
          body: `contoso.library.booksLendRequest`
          204: nothing
        type contoso.library.booksLendRequest (Parameters)
          days: `Int32`";
    reads(&page, expected, &["example-json-repaired"]);
}

#[test]
fn values_that_stand_for_others() {
    let page = operation(
        "POST /books/{id}/lend",
        "
        ## Example

        ```http
        POST /books/7/lend
        Content-Type: application/json

        {
          \u{a0}\"days\": 14,
          \u{200b}\"until\": \"datetime-value\"
        }
        ```
        ",
    );
    let expected = "
        POST /books/{book_id}/lend
          body: `contoso.library.booksLendRequest`
          204: nothing
        type contoso.library.booksLendRequest (Parameters)
          days: `Int32`
          until: `String`";
    reads(&page, expected, &["example-json-repaired"]);
}

#[test]
fn a_type_that_only_examples_show() {
    let page = operation(
        "GET /lamps/{id}",
        r#"
        ## Response

        Returns `200 OK` and a **lamp** object.

        ## Example

        ```http
        GET /lamps/7
        ```
        <!-- { "blockType": "response", "@odata.type": "contoso.library.lamp" } -->
        ```http
        HTTP/1.1 200 OK

        { "id": "7", "isOn": true, "watts": 8.5 }
        ```
        "#,
    );
    let expected = "
        GET /lamps/{lamp_id}
          200: `contoso.library.lamp`
        type contoso.library.lamp (Inferred)
          id: `String`
          isOn: `Boolean`
          watts: `Double`";
    reads_together(&page, &[], expected, &["type-inferred"]);
}
