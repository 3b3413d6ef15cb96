//! Request lines in all the ways in which pages write them.

use super::{operation, reads};

#[test]
fn chapters_with_request_lines_and_an_address_from_elsewhere() {
    let page = r##"
        # Upload a recording

        ## Open a session

        ### HTTP request

        ```http
        POST /radios/{id}/openSession
        ```

        ### Response

        Returns `200 OK` and a [book](book.md) object.

        ## Send bytes

        ### HTTP request

        <!-- { "blockType": "request", "opaqueUrl": true, "name": "send" } -->
        ```http
        PUT https://upload.contoso.com/9a8b7c
        Content-Length: 3

        <bytes 0-2>
        ```

        ## Cancel

        ### HTTP request

        ```http
        DELETE /radios/{id}/session
        ```

        ### Response

        Returns `204 No Content`, or

        ```http
        HTTP/1.1 409 Conflict

        { "error": { "code": "busy", } }
        ```
        "##;
    let expected = "
        POST /radios/{radio_id}/openSession
          200: `contoso.library.book`
        DELETE /radios/{radio_id}/session
          204: nothing";
    reads(page, expected, &["example-json-repaired"]);
}

#[test]
fn a_request_line_that_begins_a_whole_message() {
    let page = r##"
        # Lend a book

        ## HTTP request

        <!-- { "blockType": "request", "name": "lend" } -->
        ```http
        POST /books/{book-id}/lend
        Content-Type: application/json

        {
          "reader": "Ann",
          "days": 14
        }
        ```
        "##;
    let expected = "
        POST /books/{book_id}/lend
          body: `contoso.library.booksLendRequest`
          204: nothing
        type contoso.library.booksLendRequest (Parameters)
          reader: `String`
          days: `Int32`";
    reads(page, expected, &[]);
}

#[test]
fn code_of_a_language_among_the_request_lines() {
    let page = r##"
        # Get a shared book

        ## HTTP request

        ```http
        GET /shares/{share-id}/book
        ```

        ```csharp
        string address = "https://library.contoso.com/books/7";
        string encoded = Encode(address);
        ```

        ## Response

        Returns `200 OK` and a [book](book.md) object.
        "##;
    reads(page, "GET /shares/{share_id}/book\n  200: `contoso.library.book`", &["not-a-request-line"]);
}

#[test]
fn queries_with_blanks_and_quotes() {
    let page = operation(
        "
        GET /me/books/{id}?$expand=notes($filter=id eq '{id_value}')
        GET /rooms/{id}/books?$filter=notes/any(n:n/id eq '{id_value}' and n/value eq '{note}')&from={from}
        ",
        "
        ## Response

        Returns `200 OK` and a [book](book.md) object.
        ",
    );
    let expected = "
        GET /me/books/{book_id}
          200: `contoso.library.book`
          query $expand
        GET /rooms/{room_id}/books
          200: page of `contoso.library.book`
          query $filter
          query from (required)";
    reads(&page, expected, &[]);
}

#[test]
fn the_words_of_a_generator_that_found_no_path() {
    let page = operation("GET ** Entity URI for contoso.library.catalogue not found", "");
    reads(&page, "", &["request-line-unusable"]);
}

#[test]
fn a_method_glued_to_its_path() {
    reads(&operation("DELETE/books/{id}", ""), "DELETE /books/{book_id}\n  204: nothing", &[]);
}

#[test]
fn an_alternative_outside_of_the_braces() {
    let page = operation("DELETE /readers/{reader-id} | reader-name/loans/{id}", "");
    reads(&page, "DELETE /readers/{reader_id}/loans/{loan_id}\n  204: nothing", &["request-line-repaired"]);
}

#[test]
fn a_placeholder_glued_to_a_word() {
    let page = operation("DELETE /books{book-id}/loans/{loan-id}", "");
    reads(&page, "DELETE /books/{book_id}/loans/{loan_id}\n  204: nothing", &["request-line-repaired"]);
}

#[test]
fn a_placeholder_in_parentheses() {
    let page = operation("PATCH /rooms/(room-id)/books/{book-id}", "");
    reads(&page, "PATCH /rooms/{room_id}/books/{book_id}\n  204: nothing", &["request-line-repaired"]);
}

#[test]
fn segments_that_are_left_out() {
    let page = operation("DELETE /rooms/{id}/desks/{id}/.../books/{id}", "");
    let expected = "DELETE /rooms/{room_id}/desks/{desk_id}/books/{book_id}\n  204: nothing";
    reads(&page, expected, &["request-line-elided"]);
}

#[test]
fn words_between_the_request_lines() {
    let page = operation("DELETE /me/books/{id}\nor\nDELETE /books/{id}\nPrefer: wait=10", "");
    let expected = "
        DELETE /books/{book_id}
          204: nothing
        DELETE /me/books/{book_id}
          204: nothing";
    reads(&page, expected, &["not-a-request-line"]);
}

#[test]
fn arguments_that_only_the_example_shows() {
    let page = operation(
        "GET /loans/getOverdue",
        "
        ## Function parameters

        | Parameter | Type | Description |
        |:--|:--|:--|
        | since | Date | From when. |
        | room | String | Where. |

        ## Response

        Returns `200 OK` and a collection of [book](book.md) objects.

        ## Example

        ```http
        GET https://library.contoso.com/v1.0/loans/getOverdue(since=2021-05-01,room='north')
        ```
        ",
    );
    let expected = "
        GET /loans/getOverdue
          200: page of `contoso.library.book`
          query since: `Date`
          query room
        GET /loans/getOverdue(since={since},room='{room}')
          path since: `Date`
          200: page of `contoso.library.book`";
    reads(&page, expected, &["parameter-not-in-path", "parameter-not-in-path"]);
}

#[test]
fn arguments_that_the_example_of_one_line_shows_for_all() {
    let page = operation(
        "GET /rooms/{id}/seat\nGET /halls/{id}/rows/{id}/seat\nGET /halls/{id}/door",
        "
        ## Path parameters

        | Parameter | Type | Description |
        |:--|:--|:--|
        | number | Int32 | Which one. |

        ## Response

        Returns `200 OK` and a [shelf](shelf.md) object.

        ## Example

        ```http
        GET https://library.contoso.com/v1.0/rooms/7/seat(number=5)
        ```
        ",
    );
    let expected = "
        GET /halls/{hall_id}/door
          200: `contoso.library.shelf`
          query number: `Int32`
        GET /halls/{hall_id}/rows/{row_id}/seat
          200: `contoso.library.shelf`
          query number: `Int32`
        GET /halls/{hall_id}/rows/{row_id}/seat(number={number})
          path number: `Int32`
          200: `contoso.library.shelf`
        GET /rooms/{room_id}/seat
          200: `contoso.library.shelf`
          query number: `Int32`
        GET /rooms/{room_id}/seat(number={number})
          path number: `Int32`
          200: `contoso.library.shelf`";
    reads(&page, expected, &["parameter-not-in-path"]);
}

#[test]
fn several_sections_of_request_lines() {
    let page = r##"
        # Delete a radio or a tuner

        ## HTTP request

        ```http
        DELETE /radios/{id}
        ```

        ## HTTP request for tuners

        ```http
        DELETE /tuners/{id}
        ```
        "##;
    let expected = "
        DELETE /radios/{radio_id}
          204: nothing
        DELETE /tuners/{tuner_id}
          204: nothing";
    reads(page, expected, &[]);
}

#[test]
fn a_request_in_prose() {
    let page = operation(
        "POST /radios/{id}/open",
        "
        ## Remarks

        When all parts are there, commit them:

        ```http
        POST /radios/{id}/commit
        ```
        ",
    );
    let expected = "
        POST /radios/{radio_id}/commit
          204: nothing
        POST /radios/{radio_id}/open
          204: nothing";
    reads(&page, expected, &["request-line-in-prose"]);
}

#[test]
fn a_request_in_prose_that_has_another_body() {
    let page = operation(
        "POST /scans/{id}/begin",
        r#"
        ## Request body

        | Parameter | Type | Description |
        |:--|:--|:--|
        | sheets | Int32 | How many. |

        ## Ending a scan

        To end it, send the book.

        <!-- { "blockType": "ignored", "@odata.type": "contoso.library.book" } -->
        ```http
        PUT /scans/{id}

        { "title": "Emma" }
        ```
        "#,
    );
    let expected = "
        PUT /scans/{scan_id}
          body: `contoso.library.book`
          204: nothing
        POST /scans/{scan_id}/begin
          body: `contoso.library.scansBeginRequest`
          204: nothing
        type contoso.library.scansBeginRequest (Parameters)
          sheets: `Int32`";
    reads(&page, expected, &["request-line-in-prose"]);
}

#[test]
fn a_usual_address_that_only_the_example_shows() {
    let page = r#"
        # Get a room

        ## Permissions

        | Permission type | Permissions |
        |:--|:--|
        | Application | Room.Read.All |

        ## Get the first room

        ```http
        GET /rooms/first
        ```

        ## Example

        ```http
        GET /rooms/{room-id}
        ```
        ```http
        GET /rooms/{room-id}?$expand=books
        ```
        ```http
        GET /rooms/first/books
        ```
        "#;
    let expected = "
        GET /rooms/first
          200: `Json`
          application: Room.Read.All
        GET /rooms/{room_id}
          200: `Json`
          application: Room.Read.All";
    reads(page, expected, &["response-undocumented", "request-line-in-prose", "example-without-route"]);
}

/// Three chapters alike, of which only the first has a section for its request.
#[test]
fn annotated_requests_in_chapters_of_their_own() {
    let page = r#"
        # List books

        Namespace: contoso.library

        ## List the books of a room

        ### HTTP request

        <!-- { "blockType": "request", "name": "a" } -->
        ```http
        GET /rooms/{id}/books
        ```

        ## List one's own books

        <!-- { "blockType": "request", "name": "b" } -->
        ```http
        GET /me/books
        ```

        ## Response

        Returns `200 OK` and a collection of [book](book.md) objects.
        "#;
    let expected = "
        GET /me/books
          200: page of `contoso.library.book`
        GET /rooms/{room_id}/books
          200: page of `contoso.library.book`";
    reads(page, expected, &["request-line-in-prose"]);
}
