//! Titles of sections as people write them who have no template, and titles that nobody knows.

use super::{operation, reads};

#[test]
fn sections_of_an_operation_by_other_names() {
    let page = "
        # Lend a book

        Namespace: contoso.library

        ## Required permissions

        | Permission type | Permissions |
        |:--|:--|
        | Application | Library.Lend |

        ## Endpoint

        ```http
        POST /books/{id}/lend
        ```

        ## Headers

        | Name | Description |
        |:--|:--|
        | X-Desk | The desk. |

        ## Query

        | Parameter | Type | Description |
        |:--|:--|:--|
        | silent | Boolean | Without a receipt. |

        ## Payload

        | Parameter | Type | Description |
        |:--|:--|:--|
        | days | Int32 | For how long. |

        ## Response

        Returns `204 No Content`.
        ";
    let expected = "
        POST /books/{book_id}/lend
          body: `contoso.library.booksLendRequest`
          204: nothing
          application: Library.Lend
          header X-Desk
          query silent: `Boolean`
        type contoso.library.booksLendRequest (Parameters)
          days: `Int32`";
    reads(page, expected, &[]);
}

#[test]
fn properties_by_other_names() {
    for title in ["Properties", "Fields", "Attributes"] {
        let page = format!(
            "# radio resource type\n\nNamespace: contoso.music\n\n## {title}\n\n\
             | Name | Type | Description |\n|:--|:--|:--|\n| volume | Int32 | How loud. |\n"
        );
        reads(&page, "type contoso.music.radio (Documented)\n  volume: `Int32`", &[]);
    }
}

/// What such a section says would be lost without a word otherwise.
#[test]
fn tables_below_titles_that_nobody_knows() {
    for (title, columns, row) in [
        ("Bits and pieces", "| Parameter | Type | Description |", "| days | Int32 | For how long. |"),
        ("Bodies of calls", "| Name | Type |", "| days | Int32 |"),
        ("Access", "| Permission type | Permissions |", "| Application | Library.Lend |"),
    ] {
        let underline = columns.replace(|c| c != '|', "-");
        let rest = format!("## {title}\n\n{columns}\n{underline}\n{row}\n\n## Response\n\nReturns `204 No Content`.");
        let page = operation("POST /books/{id}/lend", &rest);
        reads(&page, "POST /books/{book_id}/lend\n  204: nothing", &["table-not-read"]);
    }
}

/// A sentence below such a title would be lost, as nothing asks for a sentence.
#[test]
fn titles_with_a_slip() {
    let rest = "
        ## Reqeust body

        | Parameter | Type | Description |
        |:--|:--|:--|
        | days | Int32 | For how long. |

        ## Respons

        Returns `202 Accepted`. It does not return anything in the response body.
        ";
    let page = operation("POST /books/{id}/lend", rest);
    let expected = "
        POST /books/{book_id}/lend
          body: `contoso.library.booksLendRequest`
          202: nothing
        type contoso.library.booksLendRequest (Parameters)
          days: `Int32`
        ";
    reads(&page, expected, &["title-misspelled", "title-misspelled"]);
}

#[test]
fn tables_that_explain() {
    let page = operation(
        "POST /books/{id}/lend",
        "
        ## Limits

        | Limit | Value |
        |:--|:--|
        | Books for each reader | 12 |

        ## Response

        Returns `204 No Content`.
        ",
    );
    reads(&page, "POST /books/{book_id}/lend\n  204: nothing", &[]);
}

/// The sections tell that the page describes an operation, and its example shows which one.
#[test]
fn an_operation_without_a_section_of_request_lines() {
    let page = "
        # Lend a book

        ## Request body

        | Parameter | Type | Description |
        |:--|:--|:--|
        | days | Int32 | For how long. |

        ## Example

        ```http
        POST /books/{id}/lend
        Content-Type: application/json

        {\"days\": 14}
        ```

        ```http
        HTTP/1.1 204 No Content
        ```
        ";
    let expected = "
        POST /books/{book_id}/lend
          body: `contoso.library.booksLendRequest`
          204: nothing
        type contoso.library.booksLendRequest (Parameters)
          days: `Int32`";
    reads(page, expected, &[]);
}

#[test]
fn requests_on_a_page_that_explains() {
    let page = "
        # Use the library API

        Lists can be filtered:

        ```http
        GET /books?$filter=startswith(title,'A')
        ```
        ";
    reads(page, "", &["requests-without-operation"]);
}

/// Short titles are part of a known section around them.
#[test]
fn short_titles_within_a_section() {
    let page = operation(
        "POST /books/{id}/lend",
        "
        ## Request body

        ### Fields

        | Parameter | Type | Description |
        |:--|:--|:--|
        | days | Int32 | For how long. |

        ## Response

        Returns `200 OK` and a [book](book.md) object.

        ### Headers

        | Name | Description |
        |:--|:--|
        | ETag | The tag of the book. |
        ",
    );
    let expected = "
        POST /books/{book_id}/lend
          body: `contoso.library.booksLendRequest`
          200: `contoso.library.book`
        type contoso.library.booksLendRequest (Parameters)
          days: `Int32`";
    reads(&page, expected, &[]);
}

/// What nothing is read from need not be spelled as usual.
#[test]
fn titles_near_to_what_means_nothing() {
    let page = operation("DELETE /books/{id}", "## Response\n\nReturns `204 No Content`.\n\n## Next step\n\nRest.\n");
    reads(&page, "DELETE /books/{book_id}\n  204: nothing", &[]);
}

#[test]
fn titles_with_numbers_and_titles_of_the_request() {
    let page = "
        # Size of a book

        Namespace: contoso.library

        ## 1.1 Permissions

        | Permission type | Permissions |
        |:--|:--|
        | Application | Library.Read |

        ## 1.2 Request URI

        ```http
        DELETE /books/{id}
        ```

        ## Request query parameters

        | Name | Type | Description |
        |:--|:--|:--|
        | hours | Int32 | How far to look back. |
        ";
    let expected = "
        DELETE /books/{book_id}
          204: nothing
          application: Library.Read
          query hours: `Int32`";
    reads(page, expected, &[]);
}
