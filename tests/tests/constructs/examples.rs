//! Example requests and the responses that answer them.

use super::{operation, reads, reads_together, reads_with, showing};

#[test]
fn a_response_to_several_requests() {
    let page = operation(
        "GET /me/book\nGET /books/{id}",
        r#"
        ## Examples

        <!-- { "blockType": "request", "name": "get_own" } -->
        ```http
        GET /me/book
        ```

        <!-- { "blockType": "request", "name": "get_other" } -->
        ```http
        GET /books/7
        ```

        <!-- { "blockType": "response", "name": ["get_own", "get_other"], "@odata.type": "contoso.library.book" } -->
        ```http
        HTTP/1.1 200 OK
        ```
        "#,
    );
    let expected = "
        GET /books/{book_id}
          200: `contoso.library.book`
        GET /me/book
          200: `contoso.library.book`";
    reads(&page, expected, &[]);
}

#[test]
fn a_blank_line_before_the_headers() {
    let page = operation(
        "POST /books/{id}/lend",
        r#"
        ## Example

        ``` http
        POST https://library.contoso.com/v1.0/books/{bookId}/lend

        Content-type: application/json
        Content-length: 9

        {
          "days": 14
        }
        ```
        ``` http
        HTTP/1.1 204 No Content
        ```
        "#,
    );
    let expected = "
        POST /books/{book_id}/lend
          body: `contoso.library.booksLendRequest`
          204: nothing
        type contoso.library.booksLendRequest (Parameters)
          days: `Int32`";
    reads(&page, expected, &[]);
}

#[test]
fn one_thing_wrapped_in_a_value() {
    let page = showing(
        "GET /books/{id}",
        r##"
        ```http
        GET https://library.contoso.com/v1.0/books/{bookId}
        ```
        ```http
        HTTP/1.1 200 OK

        { "value": { "@odata.type": "#contoso.library.book", "id": "7" } }
        ```
        "##,
    );
    reads(&page, "GET /books/{book_id}\n  200: `contoso.library.book`", &[]);
}

/// What the redirection leads to is no answer of the operation.
#[test]
fn a_redirection_and_the_table_behind_it() {
    let page = operation(
        "GET /reports/getLoans(period='{period_value}')",
        r#"
        ## Response

        Returns a `302 Found` response that redirects to a URL. The table has these columns: Reader, Books.

        ## Example

        <!-- { "blockType": "ignored" } -->
        ```http
        GET https://library.contoso.com/v1.0/reports/getLoans(period='D7')
        ```
        <!-- { "blockType": "response", "@odata.type": "contoso.library.report" } -->
        ```http
        HTTP/1.1 302 Found
        Content-Type: text/plain
        Location: https://reports.contoso.com/download?token=abc
        ```
        <!-- { "blockType": "ignored" } -->
        ```http
        HTTP/1.1 200 OK
        Content-Type: application/octet-stream

        Reader,Books
        ```
        "#,
    );
    reads(&page, "GET /reports/getLoans(period='{period}')\n  302: nothing", &[]);
}

#[test]
fn no_content_with_a_body() {
    let page = operation(
        "PATCH /books/{id}",
        r#"
        ## Response

        Returns `204 No Content`.

        ## Example

        ```http
        PATCH /books/7
        ```
        ```http
        HTTP/1.1 204 No Content

        { "id": "7" }
        ```
        "#,
    );
    reads(&page, "PATCH /books/{book_id}\n  204: nothing", &[]);
}

#[test]
fn a_fence_that_is_never_closed() {
    let page = showing(
        "GET /books/{id}",
        r#"
        <!-- { "blockType": "request" } -->
        ```http
        GET /books/7

        ### Response

        <!-- { "blockType": "response", "@odata.type": "contoso.library.book" } -->
        ```http
        HTTP/1.1 200 OK

        { "id": "7" }
        ```
        "#,
    );
    reads(&page, "GET /books/{book_id}\n  200: `contoso.library.book`", &["fence-unclosed"]);
}

#[test]
fn a_function_with_its_parameters_in_a_body() {
    let page = operation(
        "GET /desks/{id}/nearest",
        r#"
        ## Request body

        Provide a JSON object with the following parameters.

        | Parameter | Type | Description |
        |:--|:--|:--|
        | floor | Int32 | Which floor. |

        ## Response

        Returns `200 OK` and a [book](book.md) object.

        ## Example

        ```http
        GET /desks/7/nearest

        { "floor": 2 }
        ```
        "#,
    );
    let expected = "
        GET /desks/{desk_id}/nearest
          200: `contoso.library.book`
          query floor: `Int32`";
    reads(&page, expected, &[]);
}

#[test]
fn notifications_that_the_service_sends() {
    let page = operation(
        "POST /calls/{id}/answer",
        r#"
        ## Example

        ```http
        POST https://library.contoso.com/v1.0/calls/7/answer
        ```
        ```http
        HTTP/1.1 202 Accepted
        ```

        <!-- { "blockType": "example", "@odata.type": "contoso.library.book" } -->
        ```http
        POST https://bot.contoso.com/calls
        Content-Type: application/json

        { "value": [{ "changed": "always" }] }
        ```
        "#,
    );
    reads(&page, "POST /calls/{call_id}/answer\n  202: nothing", &[]);
}

#[test]
fn errors_are_no_answers() {
    let page = operation(
        "POST /books/{id}/lend",
        r#"
        ## Example

        ```http
        POST /books/7/lend
        ```
        ```http
        HTTP/1.1 400 Bad Request

        { "error": { "code": "lent", "message": "Lent to someone else." } }
        ```
        "#,
    );
    reads(&page, "POST /books/{book_id}/lend\n  204: nothing", &[]);
}

#[test]
fn a_response_annotation_above_a_request() {
    let page = showing(
        "GET /books/{id}",
        r#"
        <!-- { "blockType": "response" } -->
        ```http
        GET /books/7
        ```
        "#,
    );
    reads(&page, "GET /books/{book_id}\n  200: `contoso.library.book`", &[]);
}

#[test]
fn a_response_before_any_request() {
    let page = showing(
        "GET /books/{id}",
        r#"
        <!-- { "blockType": "response" } -->
        ```http
        HTTP/1.1 200 OK
        ```
        "#,
    );
    reads(&page, "GET /books/{book_id}\n  200: `contoso.library.book`", &["response-without-request"]);
}

#[test]
fn a_version_of_the_protocol_behind_the_address() {
    let page = showing(
        "GET /books/{id} HTTP/1.1",
        r#"
        ```http
        GET https://library.contoso.com/V1.0/books/7 HTTP/1.1
        Host: library.contoso.com
        ```
        ```http
        HTTP 200 OK

        { "id": "7" }
        ```
        "#,
    );
    reads(&page, "GET /books/{book_id}\n  200: `contoso.library.book`", &[]);
}

#[test]
fn a_response_below_the_parameters() {
    let page = operation(
        "GET /books/{id}/covers/{id}/{size}",
        r#"
        ### Path parameters

        | Name | Type | Description |
        |:--|:--|:--|
        | **size** | string | How large. |

        <!-- { "blockType": "response", "@odata.type": "contoso.library.shelf" } -->
        ```http
        HTTP/1.1 200 OK

        { "room": "attic" }
        ```
        "#,
    );
    let expected = "GET /books/{book_id}/covers/{cover_id}/{size}\n  200: `contoso.library.shelf`";
    reads(&page, expected, &["response-without-request"]);
}

#[test]
fn a_named_request_on_a_page_without_request_lines() {
    let page = r#"
        # Lending many books

        ## Begin

        <!-- { "blockType": "request", "name": "begin" } -->
        ```http
        POST /loans/{id}/begin
        ```

        ## End

        <!-- { "blockType": "request", "name": "end" } -->
        ```http
        POST /loans/7/end
        ```

        ```http
        GET /token
        ```
        "#;
    let end = operation("POST /loans/{id}/end", "");
    let expected = "POST /loans/{loan_id}/end\n  204: nothing";
    reads_together(page, &[("end.md", &end)], expected, &["example-without-route"]);
}

#[test]
fn a_response_with_its_body_in_a_block_of_its_own() {
    let split = |between: &str| {
        let example = format!(
            "```http\nGET /books\n```\n\n```http\nHTTP/1.1 200 OK\nContent-type: application/json\n```\n{between}\
             ```json\n{{ \"value\": [{{ \"id\": \"7\" }}] }}\n```\n"
        );
        showing("GET /books", &example)
    };
    reads(&split(""), "GET /books\n  200: page of `contoso.library.book`", &[]);
    reads(&split("A book is:\n"), "GET /books\n  200: `contoso.library.book`", &[]);
}

/// Older pages show the body below the sentence, and some annotate JSON as a whole response.
#[test]
fn a_response_without_a_status_line() {
    let below_the_sentence = operation(
        "GET /books/{id}/shelf",
        r#"
        ## Response

        The answer is `201 Created` and this object:

        ```json
        { "room": 7, "row": "b" }
        ```
        "#,
    );
    let annotated = operation(
        "GET /books/{id}/shelf",
        r#"
        ## Response

        The answer is `201 Created`.

        ## Example

        <!-- { "blockType": "request", "name": "get_shelf" } -->
        ```http
        GET /books/7/shelf
        ```

        <!-- { "blockType": "response" } -->
        ```json
        { "room": 7, "row": "b" }
        ```
        "#,
    );
    let expected = "
        GET /books/{book_id}/shelf
          201: `Json`";
    reads(&below_the_sentence, expected, &[]);
    reads(&annotated, expected, &["not-a-message"]);
}

/// Where the service begins nobody says but the examples.
#[test]
fn examples_below_a_service_root() {
    for root in ["", "https://library.contoso.com/api", "https://library.contoso.com/api/v1", "/rest/2026-01-01"] {
        let example = format!(
            "```http\nGET {root}/books/7\n```\n\n```http\nHTTP/1.1 200 OK\nContent-type: application/json\n\n\
             {{ \"id\": \"7\" }}\n```\n"
        );
        let page = showing("GET /books/{id}", &example);
        reads(&page, "GET /books/{book_id}\n  200: `contoso.library.book`", &[]);
    }
    let elsewhere = showing("GET /books/{id}", "```http\nGET https://library.contoso.com/api/shelves/7\n```\n");
    reads(&elsewhere, "GET /books/{book_id}\n  200: `contoso.library.book`", &["example-without-route"]);
    let below_another = showing("GET /books/{id}", "```http\nGET /shelves/{id}/books/7\n```\n");
    reads(&below_another, "GET /books/{book_id}\n  200: `contoso.library.book`", &["example-without-route"]);
}

/// A type with an enum, a date and an id, and an operation that answers with these values for them.
fn with_values(values: &str) -> (String, String) {
    let page = showing(
        "GET /loans/{id}",
        &format!(
            "```http\nGET /loans/7\n```\n```http\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n{values}\n```\n"
        ),
    );
    let loan = "# loan resource type\n\nNamespace: contoso.library\n\n## Properties\n\n\
        | Property | Type | Description |\n|:--|:--|:--|\n\
        | state | loanState | Possible values are: `draft`, `open`. |\n| until | Date | End. |\n\
        | since | DateTimeOffset | Begin. |\n| key | Guid | Key. |\n";
    (page.replace("[book](book.md)", "[loan](loan.md)"), loan.to_owned())
}

#[test]
fn values_that_are_none_of_their_type() {
    let expected = "GET /loans/{loan_id}\n  200: `contoso.library.loan`";
    let holds = |values: &str, findings: &[&str]| {
        let (page, loan) = with_values(values);
        reads_with(&page, &[("loan.md", &loan)], expected, findings);
    };
    holds(r#"{ "state": "drafft" }"#, &["example-enum-member"]);
    holds(r#"{ "until": "2026-01-32" }"#, &["example-value-form"]);
    holds(r#"{ "since": "2026-01-31", "key": "7d3d2b2a" }"#, &["example-value-form", "example-value-form"]);
    holds(r#"{ "state": "Open", "until": "2026-01-31", "since": "2026-01-31T10:00:00Z" }"#, &[]);
    holds(r#"{ "state": "draft, open", "until": null, "key": "7d3d2b2a-0c1d-4e5f-8a9b-0c1d2e3f4a5b" }"#, &[]);
    holds(r#"{ "state": "String", "until": "Date", "since": "DateTimeOffset", "key": "{id}" }"#, &[]);
}

/// What stands for bytes may begin like JSON.
#[test]
fn brackets_around_what_is_no_json() {
    let example = "
        ```http
        PUT https://library.contoso.com/v1.0/books/7/scan
        Content-Type: application/zip

        [The pages of the book]
        ```

        ```http
        HTTP/1.1 204 No Content
        ```
        ";
    let page = operation(
        "PUT /books/{id}/scan",
        &format!("## Response\n\nReturns `204 No Content`.\n\n## Example\n{}", super::outdented(example)),
    );
    reads(&page, "PUT /books/{book_id}/scan\n  body: media of application/zip\n  204: nothing", &[]);
}

/// The items of the collection have a member that is called like the collection.
#[test]
fn items_with_a_value_of_their_own() {
    let page = "
        # gauge resource type

        Namespace: contoso.library

        ## Properties

        | Property | Type | Description |
        |:--|:--|:--|
        | value | Int64 | What it shows. |
        ";
    let list = "
        # List gauges

        ## HTTP request

        ```http
        GET /gauges
        ```

        ## Response

        Returns `200 OK` and a collection of [gauge](page.md) objects.

        ## Example

        ```http
        GET https://library.contoso.com/v1.0/gauges
        ```

        ```http
        HTTP/1.1 200 OK
        Content-Type: application/json

        { \"value\": [ { \"value\": 4 } ] }
        ```
        ";
    let expected = "
        GET /gauges
          200: page of `contoso.library.gauge`
        type contoso.library.gauge (Documented)
          value: `Int64`
        ";
    super::reads_together(page, &[("list.md", list)], expected, &[]);
}

/// The example of the second line is not compared with the type of the first.
#[test]
fn examples_of_lines_with_types_of_their_own() {
    let rest = "
        ## Response

        Returns a [book](book.md) object, or for its place a [shelf](shelf.md) object.

        ## Example

        ```http
        GET https://library.contoso.com/v1.0/books/7/shelf
        ```

        <!-- { \"blockType\": \"response\", \"@odata.type\": \"contoso.library.shelf\" } -->
        ```http
        HTTP/1.1 200 OK
        Content-Type: application/json

        { \"id\": \"4\", \"room\": \"A\", \"height\": 3 }
        ```
        ";
    let page = operation("GET /books/{id}\nGET /books/{id}/shelf", rest);
    let analysis =
        tests::generation::analyse(&[("page.md", &page), ("book.md", super::BOOK), ("shelf.md", super::SHELF)]);
    let unknown = analysis.report.diagnostics.iter().map(|one| one.message.clone()).collect::<Vec<_>>();
    assert_eq!(unknown, ["the example shows a member `height`, which `contoso.library.shelf` does not have"]);
}

/// The body alone, as a section of responses shows it, and a table that explains the example.
#[test]
fn a_response_without_a_status_line_below_a_heading() {
    let rest = r#"
        ## Response

        Returns `200 OK` and a result object in the response body.

        ## Example

        ### Request

        ```http
        POST https://library.contoso.com/v1.0/books/count
        ```

        | Property | Type | Shown |
        |:--|:--|:--|
        | total | Int32 | one |

        ### Response

        ```json
        { "total": 1 }
        ```
        "#;
    let page = operation("POST /books/count", rest);
    reads(&page, "POST /books/count\n  200: `Json`", &[]);
}

/// A remark that many pages include stands between the headers of the response and its body.
#[test]
fn a_body_behind_an_include() {
    let example = r#"
        ```http
        GET https://library.contoso.com/v1.0/books/7
        ```

        ```http
        HTTP/1.1 200 OK
        Content-Type: application/json
        ```

        [!INCLUDE [remark](remark.md)]

        ```json
        { "id": "7", "title": "Paths", "pages": 12 }
        ```
        "#;
    let page = showing("GET /books/{id}", example);
    let remark = [("remark.md", "The answer may be shortened.\n")];
    let expected = "GET /books/{book_id}\n  200: `contoso.library.book`";
    reads_with(&page, &remark, expected, &["example-member-unknown"]);
    reads(&page, expected, &["include-missing", "example-member-unknown"]);
}
