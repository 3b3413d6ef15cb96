//! What a call sends.

use super::{operation, reads, reads_with};

/// An operation with this section of the request body, and nothing in its answer.
fn sending(line: &str, section: &str) -> String {
    operation(
        line,
        &format!("## Request body\n\n{}\n\n## Response\n\nReturns `204 No Content`.\n", super::outdented(section)),
    )
}

#[test]
fn a_sentence_that_there_is_none() {
    for sentence in ["Do not supply a request body for this method.", "Don't supply a request body."] {
        reads(&sending("POST /books/{id}/return", sentence), "POST /books/{book_id}/return\n  204: nothing", &[]);
    }
}

#[test]
fn a_linked_type() {
    let expected = "POST /books\n  body: `contoso.library.book`\n  204: nothing";
    for sentence in [
        "In the request body, supply a JSON representation of a [book](book.md) object.",
        "Supply a JSON representation for the [Book](book.md) object.",
        "Supply a JSON representation for the book object.",
    ] {
        reads(&sending("POST /books", sentence), expected, &[]);
    }
}

#[test]
fn a_table_of_what_is_required_to_create() {
    let section = "
        In the request body, supply a JSON representation for the book object.

        The following table shows the properties that are required when you create the book.

        | Property | Type | Description |
        |:--|:--|:--|
        | id | String | Key. |
        | title | String | Title. |
        ";
    reads(&sending("POST /books", section), "POST /books\n  body: `contoso.library.book`\n  204: nothing", &[]);
}

#[test]
fn a_parameter_with_two_types() {
    let section = "
        | Parameter | Type | Description |
        |:--|:--|:--|
        | until | Date | The day. |
        | until | Int32 | How many days. |
        ";
    let expected = "
        POST /books/{book_id}/lend
          body: `contoso.library.booksLendRequest`
          204: nothing
        type contoso.library.booksLendRequest (Parameters)
          until: `Date`";
    reads(&sending("POST /books/{id}/lend", section), expected, &["property-contradiction"]);
}

#[test]
fn values_that_are_to_be_updated() {
    let section = "
        In the request body, supply the values for relevant fields that should be updated.

        | Property | Type | Required (Y/N) | Description |
        |:--|:--|:--|:--|
        | title | String | N | Title. |
        ";
    let other = operation("GET /books/{id}", "## Response\n\nReturns `200 OK` and a [book](book.md) object.\n");
    let expected = "PATCH /books/{book_id}\n  body: `contoso.library.book`\n  204: nothing";
    reads_with(&sending("PATCH /books/{id}", section), &[("get.md", &other)], expected, &[]);
}

#[test]
fn an_update_of_what_no_page_describes() {
    let section = "
        In the request body, supply the new value of the loan.

        | Property | Type | Description |
        |:--|:--|:--|
        | until | Date | When it ends. |
        ";
    let page = sending("PATCH /books/{id}/loans/{loanId}", section);
    let page = page.replacen("## ", "Update a [loan](loan.md) of a [book](book.md).\n\n## ", 1);
    let expected = "
        PATCH /books/{book_id}/loans/{loan_id}
          body: `contoso.library.booksLoansUpdateRequest`
          204: nothing
        type contoso.library.booksLoansUpdateRequest (Parameters)
          until: `Date`";
    reads(&page, expected, &["link-missing"]);
}

#[test]
fn a_body_that_no_page_describes_beside_a_type_that_is_described() {
    let section = "
        Supply a JSON representation of a [shelfmark](shelfmark.md) for the [book](book.md).

        | Property | Type | Description |
        |:--|:--|:--|
        | row | Int32 | Where it stands. |
        ";
    let expected = "
        POST /books/{book_id}/marks
          body: `contoso.library.booksMarksRequest`
          204: nothing
        type contoso.library.booksMarksRequest (Parameters)
          row: `Int32`";
    reads(&sending("POST /books/{id}/marks", section), expected, &["link-missing"]);
}

#[test]
fn a_property_that_only_the_page_of_the_update_lists() {
    let section = "
        Supply a JSON representation of the [book](book.md) object.

        | Property | Type | Description |
        |:--|:--|:--|
        | title | String | Title. |
        | subtitle | String | What stands below. |
        ";
    let expected = "PATCH /books/{book_id}\n  body: `contoso.library.book`\n  204: nothing";
    reads(&sending("PATCH /books/{id}", section), expected, &["property-only-in-body"]);
}

#[test]
fn parameters_of_an_action() {
    let section = "
        In the request body, provide a JSON object with the following parameters.

        | Parameter | Type | Description |
        |:--|:--|:--|
        | reader | [shelf](shelf.md) | Who. |
        | until | Edm.Date | How long. |
        | notes | String collection | Notes. |
        ";
    let expected = "
        POST /books/{book_id}/lend
          body: `contoso.library.booksLendRequest`
          204: nothing
        type contoso.library.booksLendRequest (Parameters)
          reader: `contoso.library.shelf`
          until: `Date`
          notes: a collection of `String`";
    reads(&sending("POST /books/{id}/lend", section), expected, &[]);
}

#[test]
fn parameters_by_name_and_value() {
    let section = "
        | Name | Value | Description |
        |:--|:--|:--|
        | days | Int32 | How long. |
        ";
    let expected = "
        POST /books/{book_id}/lend
          body: `contoso.library.booksLendRequest`
          204: nothing
        type contoso.library.booksLendRequest (Parameters)
          days: `Int32`";
    reads(&sending("POST /books/{id}/lend", section), expected, &[]);
}

#[test]
fn parameters_that_the_example_wraps() {
    let page = operation(
        "POST /books/{id}/addNote",
        r#"
        ## Request body

        | Property | Type | Description |
        |:--|:--|:--|
        | text | String | What it says. |

        ## Example

        ```http
        POST /books/7/addNote

        { "bookNote": { "text": "Torn." } }
        ```
        "#,
    );
    let expected = "
        POST /books/{book_id}/addNote
          body: `contoso.library.booksAddNoteRequest`
          204: nothing
        type contoso.library.booksAddNoteRequest (Parameters)
          bookNote: `contoso.library.booksAddNoteRequestBookNote`
        type contoso.library.booksAddNoteRequestBookNote (Parameters)
          text: `String`";
    reads(&page, expected, &[]);
}

#[test]
fn a_body_that_only_the_example_shows() {
    let page = operation(
        "POST /books/{id}/lend",
        r#"
        ## Example

        ```http
        POST /books/7/lend
        Content-Type: application/json
        { "days": 14, "tags@odata.bind": ["https://library.contoso.com/v1.0/tags/1"] }
        ```
        "#,
    );
    let expected = "
        POST /books/{book_id}/lend
          body: `contoso.library.booksLendRequest`
          204: nothing
        type contoso.library.booksLendRequest (Parameters)
          days: `Int32`
          tags@odata.bind: a collection of `String`";
    reads(&page, expected, &[]);
}

#[test]
fn the_type_of_a_request_annotation() {
    let page = operation(
        "POST /books",
        r#"
        ## Example

        <!-- { "blockType": "request", "@odata.type": "contoso.library.book" } -->
        ```http
        POST /books

        { "title": "Emma" }
        ```
        "#,
    );
    reads(&page, "POST /books\n  body: `contoso.library.book`\n  204: nothing", &[]);
}

/// Generated code takes any JSON for two types that have nothing in common; the document names both.
#[test]
fn one_of_two_types() {
    let section = "Supply a JSON representation of a [book](book.md) or [shelf](shelf.md) object.";
    reads(&sending("POST /things", section), "POST /things\n  body: `Json`\n  204: nothing", &[]);
}

#[test]
fn an_array_of_a_linked_type() {
    let page = operation(
        "POST /rooms/{id}/fill",
        r#"
        ## Request body

        In the request body, supply an array of [book](book.md) objects.

        ## Example

        ```http
        POST /rooms/7/fill

        [ { "id": "QA-76" }, { "id": "QA-77" } ]
        ```
        "#,
    );
    let expected = "POST /rooms/{room_id}/fill\n  body: a collection of `contoso.library.book`\n  204: nothing";
    reads(&page, expected, &[]);
}

#[test]
fn an_array_that_only_the_example_shows() {
    let sent = |body: &str| {
        operation(
            "POST /rooms/{id}/fill",
            &format!("## Example\n\n```http\nPOST /rooms/7/fill\nContent-Type: application/json\n\n{body}\n```\n"),
        )
    };
    let objects = "
        POST /rooms/{room_id}/fill
          body: a collection of `contoso.library.roomsFillRequest`
          204: nothing
        type contoso.library.roomsFillRequest (Parameters)
          id: `String`
          copies: `Int32`";
    reads(&sent(r#"[ { "id": "QA-76" }, { "id": "QA-77", "copies": 2 } ]"#), objects, &[]);
    let texts = "POST /rooms/{room_id}/fill\n  body: a collection of `String`\n  204: nothing";
    reads(&sent(r#"[ "QA-76", "QA-77" ]"#), texts, &[]);
}

#[test]
fn an_array_of_what_a_table_describes() {
    let page = operation(
        "POST /rooms/{id}/fill",
        r#"
        ## Request body

        Supply one object for each book.

        | Property | Type | Description |
        |:--|:--|:--|
        | id | String | Key. |

        ## Example

        ```http
        POST /rooms/7/fill

        [ { "id": "QA-76" } ]
        ```
        "#,
    );
    let expected = "
        POST /rooms/{room_id}/fill
          body: a collection of `contoso.library.roomsFillRequest`
          204: nothing
        type contoso.library.roomsFillRequest (Parameters)
          id: `String`";
    reads(&page, expected, &[]);
}

#[test]
fn bytes_of_a_file() {
    let page = operation(
        "PUT /books/{id}/content",
        r#"
        ## Request body

        The contents of the binary stream of the file to be uploaded.

        ## Example

        ```http
        PUT /books/7/content
        Content-Type: text/plain

        The contents of the file go here.
        ```
        "#,
    );
    reads(&page, "PUT /books/{book_id}/content\n  body: media of text/plain\n  204: nothing", &[]);
}

#[test]
fn a_type_around_another() {
    let section = "Supply a JSON representation of a [shelf](shelf.md) object containing a [book](book.md).";
    let expected = "POST /shelves\n  body: `contoso.library.shelf`\n  204: nothing";
    reads(&sending("POST /shelves", section), expected, &[]);
}

#[test]
fn json_as_the_definition_of_a_body() {
    let section = r#"
        Supply this:

        ```json
        { "lockTheDoor": true }
        ```
        "#;
    let page = sending("POST /rooms/{id}/close", section);
    let expected = "
        POST /rooms/{room_id}/close
          body: `contoso.library.roomsCloseRequest`
          204: nothing
        type contoso.library.roomsCloseRequest (Parameters)
          lockTheDoor: `Boolean`";
    reads(&page, expected, &[]);
}

#[test]
fn an_introduction_behind_an_include() {
    let section = "
        [!INCLUDE [table-intro](includes/update-intro.md)]

        | Property | Type | Description |
        |:--|:--|:--|
        | title | String | Title. Optional. |
        ";
    let others = [
        ("includes/update-intro.md", "Supply *only* the values of properties to update.\n"),
        (
            "get.md",
            "# Get\n\n## HTTP request\n\n```http\nGET /books/{id}\n```\n\n## Response\n\nReturns a [book](book.md).\n",
        ),
    ];
    let expected = "PATCH /books/{book_id}\n  body: `contoso.library.book`\n  204: nothing";
    reads_with(&sending("PATCH /books/{id}", section), &others, expected, &[]);
}

#[test]
fn derived_types_that_the_examples_send() {
    let page = operation(
        "POST /books",
        r##"
        ## Request body

        Supply a JSON representation of a [book](book.md) object.

        | Property | Type | Description |
        |:--|:--|:--|
        | title | String | Title. |
        | scale | Int32 | Of a map. |

        ## Example

        ```http
        POST /books

        { "@odata.type": "#contoso.library.atlas", "title": "Asia", "scale": 5000 }
        ```
        "##,
    );
    let atlas = "
        # atlas resource type

        Namespace: contoso.library

        Inherits from [book](book.md).

        ## Properties

        | Property | Type | Description |
        |:--|:--|:--|
        | scale | Int32 | Scale. |
        ";
    let expected = "POST /books\n  body: `contoso.library.atlas`\n  204: nothing";
    reads_with(&page, &[("atlas.md", atlas)], expected, &[]);
}

#[test]
fn a_body_that_may_be_left_out() {
    let section = "No request body is required. However, you can say who takes the book.";
    reads(&sending("POST /books/{id}/take", section), "POST /books/{book_id}/take\n  204: nothing", &[]);
    let page = sending("POST /books/{id}/take", section)
        + "\n## Example\n\n```http\nPOST /books/7/take\n\n{ \"reader\": \"Ann\" }\n```\n";
    let expected = "
        POST /books/{book_id}/take
          body: `contoso.library.booksTakeRequest` (optional)
          204: nothing
        type contoso.library.booksTakeRequest (Parameters)
          reader: `String`";
    reads(&page, expected, &[]);
}

/// That a body may be left out is said of all of it. Members that are optional do not say so: there may be a body without any.
#[test]
fn sentences_that_say_whether_a_body_may_be_left_out() {
    let page = |sentence: &str| {
        let table = "| Parameter | Type | Description |\n|:--|:--|:--|\n| reader | String | Who takes it. Optional. |";
        sending("POST /books/{id}/take", &format!("{sentence}\n\n{table}"))
    };
    let expected = |optional: &str| {
        format!(
            "POST /books/{{book_id}}/take\n  body: `contoso.library.booksTakeRequest`{optional}\n  204: nothing\n\
             type contoso.library.booksTakeRequest (Parameters)\n  reader: `String`"
        )
    };
    for sentence in [
        "No request body is required. You can provide the following.",
        "The request body is optional.",
        "In the request body, you can optionally provide who takes the book.",
        "In the request, you may *optionally* include the `reader` in a JSON body.",
        "Provide a JSON object with these parameters. It's okay to send an empty body if none are needed.",
        "Provide these parameters, or omit the request body.",
        "\u{65e0}\u{9700}\u{8bf7}\u{6c42}\u{6b63}\u{6587}\u{3002}",
    ] {
        reads(&page(sentence), &expected(" (optional)"), &[]);
    }
    for sentence in [
        "In the request body, provide a JSON object with the following parameters.",
        "Provide an optional reader with the following parameters.",
        "Provide an empty JSON object if none of these are needed.",
    ] {
        reads(&page(sentence), &expected(""), &[]);
    }
}

/// What may be left out may be of a type that the sentence names, and be said by one of several pages.
#[test]
fn a_type_that_may_be_left_out() {
    let optional =
        sending("POST /books", "No request body is required. However, you can supply a [book](book.md) object.");
    let expected = "POST /books\n  body: `contoso.library.book` (optional)\n  204: nothing";
    reads(&optional, expected, &[]);
    let other = sending("POST /books", "Supply a [book](book.md) object.");
    let expected = "
        POST /books
          pages: page.md, other.md
          body: `contoso.library.book` (optional)
          204: nothing";
    reads_with(&optional, &[("other.md", &other)], expected, &[]);
}

/// The section of the body is not about a request with another method that prose shows.
#[test]
fn a_body_of_a_request_in_prose_beside_one_that_may_be_left_out() {
    let page = operation(
        "POST /books/{id}/scan",
        r#"
        ## Request body

        No request body is required. However, you can specify parameters:

        | Parameter | Type | Description |
        |:--|:--|:--|
        | depth | Int32 | How many. |

        ## Response

        Returns `204 No Content`.

        ## Example

        ```http
        POST /books/7/scan

        { "depth": 12 }
        ```

        ## Replace the scan

        ```http
        PUT /books/{id}

        { "title": "Emma" }
        ```
        "#,
    );
    let expected = "
        PUT /books/{book_id}
          body: `contoso.library.booksReplaceRequest`
          204: nothing
        POST /books/{book_id}/scan
          body: `contoso.library.booksScanRequest` (optional)
          204: nothing
        type contoso.library.booksReplaceRequest (Parameters)
          title: `String`
        type contoso.library.booksScanRequest (Parameters)
          depth: `Int32`";
    reads(&page, expected, &["request-line-in-prose"]);
}

#[test]
fn a_body_of_several_parts() {
    let page = operation(
        "POST /books",
        r#"
        ## Request body (cover and book)

        The body has exactly two parts, a [book](book.md) and its cover.

        ## Example

        ```http
        POST /books
        Content-Type: multipart/related; boundary="A1"

        --A1
        Content-ID: <book>
        Content-Type: application/json

        { "title": "Emma" }

        --A1
        Content-ID: <cover>
        Content-Type: image/jpeg

        Bytes.

        --A1--
        ```
        "#,
    );
    reads(&page, "POST /books\n  body: media of multipart/related\n  204: nothing", &[]);
}

#[test]
fn parameters_of_an_action_in_a_section_of_their_own() {
    let page = operation(
        "POST /books/{id}/scan",
        "
        ## Request body

        No request body is required. However, you can specify parameters.

        ## Parameters

        | Parameter | Type | Description |
        |:--|:--|:--|
        | depth | Int32 | How many. |
        | result | [book](book.md) | What is scanned. |

        ## Response

        Returns `204 No Content`.
        ",
    );
    let expected = "
        POST /books/{book_id}/scan
          body: `contoso.library.booksScanRequest` (optional)
          204: nothing
        type contoso.library.booksScanRequest (Parameters)
          depth: `Int32`
          result: `contoso.library.book`";
    reads(&page, expected, &[]);
}

#[test]
fn json_behind_the_sentence_that_there_need_be_none() {
    let section = "
        No request body is required. However, you can specify what is scanned:

        ```json
        { \"depth\": 12 }
        ```
        ";
    let expected = "
        POST /books/{book_id}/scan
          body: `contoso.library.booksScanRequest` (optional)
          204: nothing
        type contoso.library.booksScanRequest (Parameters)
          depth: `Int32`";
    reads(&sending("POST /books/{id}/scan", section), expected, &[]);
}

/// What a sentence says of a member is not said of the body.
#[test]
fn members_that_may_be_left_out() {
    for sentence in [
        "Supply a [book](book.md) object. The `title` property in the request body is optional.",
        "The `title` property in the request body is optional. Supply a [book](book.md) object.",
        "Supply a [book](book.md) object. In the request body, you can optionally specify `title`.",
        "Supply a [book](book.md) object. You can't omit the request body.",
    ] {
        let page = operation(
            "POST /books",
            &format!("## Request body\n\n{sentence}\n\n## Response\n\nReturns `204 No Content`."),
        );
        reads(&page, "POST /books\n  body: `contoso.library.book`\n  204: nothing", &[]);
    }
}

/// What the row says may be sent comes first; the example shows one of it.
#[test]
fn media_types_of_bytes() {
    let rest = "
        ## Request headers

        | Header | Value |
        |:--|:--|
        | Content-Type | image/png or image/*. Required. |

        ## Request body

        The bytes of the picture.

        ## Response

        Returns `200 OK`.

        ## Example

        ### Request

        ```http
        PUT https://library.contoso.com/v1.0/books/7/cover/$value
        Content-Type: image/jpeg; quality=3

        bytes
        ```

        ### Response

        ```http
        HTTP/1.1 200 OK
        Content-Type: text/plain

        stored
        ```
        ";
    let page = operation("PUT /books/{id}/cover/$value", rest);
    let expected = "
        PUT /books/{book_id}/cover/$value
          body: media of image/png, image/*, image/jpeg
          200: media of text/plain
        ";
    reads(&page, expected, &[]);
}

/// The linked type is what the text represents.
#[test]
fn a_body_in_another_language_than_json() {
    let rest = "
        ## Request headers

        | Header | Value |
        |:--|:--|
        | Content-Type | application/xml. Required. |

        ## Request body

        Supply an XML representation of a [book](book.md) object.

        ## Response

        Returns `204 No Content`.
        ";
    let page = operation("PUT /books/{id}/text", rest);
    reads(&page, "PUT /books/{book_id}/text\n  body: media of application/xml\n  204: nothing", &[]);
}

#[test]
fn one_of_two_types_that_are_named_together() {
    let section = "
        In the request body, supply a JSON representation of a [book](book.md) or [shelf](shelf.md) object.

        | Property | Type | Description |
        |:--|:--|:--|
        | room | String | Required for a shelf. |
        ";
    let expected = "
        POST /things
          body: `Json`
          204: nothing";
    reads(&sending("POST /things", section), expected, &[]);
}

#[test]
fn a_body_below_its_request() {
    let example = r#"
        ## Example

        **Request**

        ```http
        POST https://library.example/v1.0/books/7/marks
        Content-Type: application/json
        ```

        **Request body**

        ```json
        { "page": 7 }
        ```

        **Response**

        ```json
        { "id": "1", "title": "A book" }
        ```
        "#;
    let page = operation(
        "POST /books/{id}/marks",
        &format!("## Response\n\nReturns `201 Created` and a [book](book.md).\n\n{}", super::outdented(example)),
    );
    let expected = "
        POST /books/{book_id}/marks
          body: `contoso.library.booksMarksRequest`
          201: `contoso.library.book`
        type contoso.library.booksMarksRequest (Parameters)
          page: `Int32`";
    reads(&page, expected, &[]);
}
