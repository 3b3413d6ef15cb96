//! What a call answers, where its sentence, its example and its annotation say different things, or one of them is missing.

use super::responses::answers;
use super::{operation, reads, reads_together, reads_with};

#[test]
fn sentence_and_example_with_different_statuses() {
    let page = operation(
        "POST /books",
        r#"
        ## Response

        Returns `201 Created` and a [book](book.md) object.

        ## Example

        ```http
        POST /books
        ```
        ```http
        HTTP/1.1 200 OK

        { "id": "7" }
        ```
        "#,
    );
    reads(&page, "POST /books\n  201: `contoso.library.book`", &["status-contradiction"]);
}

#[test]
fn several_pages_for_one_endpoint() {
    let describing = |name: &str| {
        operation("GET /things/{id}", &format!("## Response\n\nReturns `200 OK` and a [{name}]({name}.md) object.\n"))
    };
    let typed = |name: &str, base: &str| {
        format!(
            "# {name} resource type\n\nNamespace: contoso.library\n\n{base}\n\n## Properties\n\n\
             | Property | Type | Description |\n|:--|:--|:--|\n| {name}Code | String | Code. |\n"
        )
    };
    let others = [
        ("map-get.md", describing("map")),
        ("thing.md", typed("thing", "")),
        ("globe.md", typed("globe", "Inherits from [thing](thing.md).")),
        ("map.md", typed("map", "Inherits from [thing](thing.md).")),
    ];
    let others: Vec<(&str, &str)> = others.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let expected = "
        GET /things/{thing_id}
          pages: page.md, map-get.md
          200: `contoso.library.thing`
        type contoso.library.globe : contoso.library.thing (Documented)
          globeCode: `String`
        type contoso.library.map : contoso.library.thing (Documented)
          mapCode: `String`
        type contoso.library.thing (Documented)
          thingCode: `String`";
    reads_together(&describing("globe"), &others, expected, &[]);
}

/// Two pages with the same request lines, and what the second one says of them, beside `book.md` and `shelf.md`.
#[track_caller]
fn disputed(lines: &str, [one, other]: [&str; 2], expected: &str, findings: &[&str]) {
    let other = operation(lines, other);
    let expected = super::outdented(expected).replace("\n  200", "\n  pages: page.md, second.md\n  200");
    reads_with(&operation(lines, one), &[("second.md", &other)], &expected, findings);
}

#[test]
fn pages_that_name_types_without_a_base() {
    let pages = [
        "## Response\n\nReturns `200 OK` and a [book](book.md) object.\n",
        "## Response\n\nReturns `200 OK` and a [shelf](shelf.md) object.\n",
    ];
    let expected = "GET /things/{thing_id}\n  200: `Json`";
    disputed("GET /things/{id}", pages, expected, &["endpoint-type-contradiction"]);
}

#[test]
fn pages_that_name_different_statuses() {
    let pages = [
        "## Response\n\nReturns `200 OK` and a [book](book.md) object.\n",
        "## Response\n\nReturns `204 No Content`.\n",
    ];
    let expected = "
        POST /books/{book_id}/bind
          200: `contoso.library.book`
          204: nothing
        POST /me/books/{book_id}/bind
          200: `contoso.library.book`
          204: nothing";
    // One finding, however many lines the pages share.
    let lines = "POST /books/{id}/bind\nPOST /me/books/{id}/bind";
    disputed(lines, pages, expected, &["endpoint-status-contradiction"]);
}

#[test]
fn a_page_that_names_one_status_more() {
    let pages = [
        "## Response\n\nReturns `200 OK` and a [book](book.md) object.\n",
        "## Response\n\nReturns `200 OK` and a [book](book.md) object, or `202 Accepted`.\n",
    ];
    let expected = "POST /books/{book_id}/bind\n  200: `contoso.library.book`\n  202: nothing";
    disputed("POST /books/{id}/bind", pages, expected, &[]);
}

#[test]
fn many_by_the_body_alone() {
    let page = operation(
        "GET /books",
        r#"
        ## Response

        Returns `200 OK` and a [book](book.md) object.

        ## Example

        ```http
        GET /books
        ```
        ```json
        HTTP/1.1 200 OK

        { "@odata.nextLink": "https://library.contoso.com/v1.0/books?$skiptoken=x", "value": [{ "id": "7" }] }
        ```
        "#,
    );
    reads(&page, "GET /books\n  200: page of `contoso.library.book`", &[]);
}

#[test]
fn no_section_of_the_response() {
    let page = operation(
        "GET /books/{id}",
        r#"
        ## Example

        ```http
        GET /books/7
        ```

        ### Response

        This method returns a [book](book.md).

        ```http
        HTTP/1.1 200 OK

        { "id": "7" }
        ```
        "#,
    );
    reads(&page, "GET /books/{book_id}\n  200: `contoso.library.book`", &[]);
}

#[test]
fn a_status_with_the_wrong_words() {
    answers("POST /books", "Returns `201 OK` and a [book](book.md).", "POST /books\n  201: `contoso.library.book`");
    answers("DELETE /books/{id}", "Returns `204, Deleted`.", "DELETE /books/{book_id}\n  204: nothing");
}

#[test]
fn chapters_about_what_comes_next() {
    let page = operation(
        "POST /books/{id}/beginUpload",
        r#"
        ## Request body

        Do not supply a request body.

        ### Request

        ```http
        POST /books/1/beginUpload
        ```

        ### Response

        The response is a [shelf](shelf.md) resource. A book that is too long gives a `507 Insufficient Storage`.

        ```http
        HTTP/1.1 200 OK
        Content-Type: application/json

        { "room": "12" }
        ```

        ## Upload the pages

        ### Example

        ```http
        PUT https://up.contoso.com/1
        Content-Length: 26

        <bytes 0-25 of the book>
        ```

        ### Response

        Whoever waits gets `202 Accepted` and a [book](book.md) object.

        ```http
        HTTP/1.1 202 Accepted
        Content-Type: application/json

        { "title": "Trees" }
        ```
        "#,
    );
    let expected = "
        POST /books/{book_id}/beginUpload
          200: `contoso.library.shelf`";
    reads(&page, expected, &["example-without-route"]);
}

#[test]
fn texts_where_the_sentence_is_about_objects() {
    let page = operation(
        "GET /books\nGET /books/languages",
        r#"
        ## Response

        Returns `200 OK` and a collection of [book](book.md) objects.

        ## Examples

        ### Request

        ```http
        GET /books
        ```

        ### Response

        ```http
        HTTP/1.1 200 OK

        { "value": [ { "title": "Trees" } ] }
        ```

        ### Request

        ```http
        GET /books/languages
        ```

        ### Response

        <!-- { "blockType": "response", "@odata.type": "Collection(contoso.library.language)" } -->
        ```http
        HTTP/1.1 200 OK

        { "value": [ "english", "greek" ] }
        ```
        "#,
    );
    let languages =
        "# language enum type\n\nNamespace: contoso.library\n\n## Members\n\n| Member |\n|:--|\n| english |\n";
    let expected = "
        GET /books
          200: page of `contoso.library.book`
        GET /books/languages
          200: page of `contoso.library.language`";
    reads_with(&page, &[("language.md", languages)], expected, &[]);
}

#[test]
fn objects_where_the_sentence_is_about_texts() {
    let page = operation(
        "POST /books/find",
        r#"
        ## Response

        Returns `200 OK` and a String collection object in the response body.

        ## Example

        ```http
        POST /books/find
        ```

        <!-- { "blockType": "response", "@odata.type": "contoso.library.book", "isCollection": true } -->
        ```http
        HTTP/1.1 200 OK

        { "value": [ { "title": "Trees" } ] }
        ```
        "#,
    );
    let expected = "
        POST /books/find
          200: page of `contoso.library.book`";
    reads(&page, expected, &["response-type-contradiction"]);
}

#[test]
fn a_body_that_is_no_json() {
    let page = operation(
        "PUT /books/{id}/$value",
        r#"
        ## Request body

        Provide an XML representation of the [book](book.md).

        ## Response

        The response is one of these:

        - If the [book](book.md) exists, a successful request returns `200 OK`.
        - If the [book](book.md) does not exist, a successful request returns `201 Created`.
        - If unsuccessful, a `4xx` error is returned.

        ## Example

        ```http
        PUT /books/1/$value
        Content-Type: application/xml

        <book/>
        ```

        ```http
        HTTP/1.1 200 OK
        Content-Type: application/xml

        <book/>
        ```
        "#,
    );
    let expected = "
        PUT /books/{book_id}/$value
          body: media of application/xml
          200: media of application/xml
          201: media";
    reads(&page, expected, &[]);
}

#[test]
fn a_type_of_the_same_name_in_another_name_space() {
    let page = operation(
        "PATCH /returns/{id}",
        r##"
        ## Request body

        | Property | Type | Description |
        |:--|:--|:--|
        | reason | String | Why it came back. |

        ## Response

        Returns `200 OK` and a [parcel](../resources/returns-parcel.md) object.

        ## Example

        ```http
        PATCH /returns/7

        { "reason": "torn" }
        ```
        <!-- { "blockType": "response", "@odata.type": "contoso.depot.returns.parcel" } -->
        ```http
        HTTP/1.1 200 OK

        { "@odata.type": "#contoso.depot.returns.parcel", "reason": "torn" }
        ```
        "##,
    );
    let other = r#"
        # parcel resource type

        <!-- { "blockType": "resource", "@odata.type": "contoso.depot.parcel" } -->
        ```json
        { "weight": 2 }
        ```
        "#;
    let expected = "
        PATCH /returns/{return_id}
          body: `contoso.depot.returnsUpdateRequest`
          200: `contoso.depot.returns.parcel`
        type contoso.depot.parcel (Documented)
          weight: `Int32`
        type contoso.depot.returns.parcel (Inferred)
          reason: `String`
        type contoso.depot.returnsUpdateRequest (Parameters)
          reason: `String`";
    reads_together(&page, &[("parcel.md", other)], expected, &["link-missing", "type-inferred"]);
}

#[test]
fn a_thing_that_no_page_describes_of_one_that_is_described() {
    let page = operation(
        "GET /books/{id}/loan",
        r#"
        ## Response

        Returns `200 OK` and the [loan](loan.md) object of a [book](book.md).

        ## Example

        ```http
        GET /books/7/loan
        ```
        ```http
        HTTP/1.1 200 OK

        { "until": "tomorrow" }
        ```
        "#,
    );
    let expected = "GET /books/{book_id}/loan\n  200: `contoso.library.loan`";
    reads(&page, expected, &["link-missing", "type-inferred"]);
}
