//! What a call answers: sentences, statuses, media, one and many.

use super::{operation, reads, reads_together, reads_with};

/// What the answer is, and the findings, where a line has this sentence.
#[track_caller]
fn answers(line: &str, sentence: &str, expected: &str) {
    let page = operation(line, &format!("## Response\n\n{sentence}\n"));
    reads(&page, &super::outdented(expected), &[]);
}

#[test]
fn a_sentence_with_one_thing() {
    let expected = "GET /books/{book_id}\n  200: `contoso.library.book`";
    answers("GET /books/{id}", "Returns `200 OK` and the requested [book](book.md) object.", expected);
    answers("GET /books/{id}", "Returns `200 OK response` and an updated [Book](book.md) resource.", expected);
    answers("GET /books/{id}", "Returns HTTP 200 and a **book** object, as Office 365 does.", expected);
    answers("GET /books/{id}", "This method returns a [book](book.md).", expected);
}

#[test]
fn a_sentence_with_many_things() {
    let expected = "GET /books\n  200: page of `contoso.library.book`";
    answers("GET /books", "Returns `200 OK` and a collection of [book](book.md) objects.", expected);
    answers("GET /books", "Returns `200 OK` and a list of [book](book.md).", expected);
    answers("GET /books", "Returns `200 OK` and an array of [book](book.md) items.", expected);
    answers("GET /books", "Returns `200 OK` and a [book](book.md) collection object.", expected);
}

#[test]
fn a_thing_that_is_created() {
    let expected = "POST /books\n  201: `contoso.library.book`";
    answers("POST /books", "Returns `201 Created`response code and a [book](book.md) object.", expected);
}

#[test]
fn work_that_goes_on() {
    answers("POST /books/{id}/scan", "Returns `202 Accepted`.", "POST /books/{book_id}/scan\n  202: nothing");
}

#[test]
fn nothing_in_the_answer() {
    let sentence = "Returns `204 No content`. It does not return anything in the response body.";
    answers("DELETE /books/{id}", sentence, "DELETE /books/{book_id}\n  204: nothing");
    answers(
        "DELETE /books/{id}",
        "Returns `200 OK` and an empty response body.",
        "DELETE /books/{book_id}\n  200: nothing",
    );
}

#[test]
fn a_part_of_a_file() {
    let sentence =
        "Returns `200 OK`, or `206 Partial Content` for a range of bytes, and a Stream in the response body.";
    answers("GET /books/{id}/scan", sentence, "GET /books/{book_id}/scan\n  200: media\n  206: media");
}

#[test]
fn a_redirection() {
    let sentence = "Returns `302 Found` and the address of the file.";
    answers("GET /books/{id}/content", sentence, "GET /books/{book_id}/content\n  302: nothing");
}

#[test]
fn several_statuses() {
    let page = operation(
        "PATCH /books/{id}",
        r#"
        ## Response

        Returns `204 No Content`. With the header `Prefer: return=representation`, it returns `200 OK` and a
        [book](book.md) object.

        ## Example

        ```http
        PATCH /books/7
        ```
        ```http
        HTTP/1.1 204 No Content
        ```
        "#,
    );
    let expected = "
        PATCH /books/{book_id}
          body: `contoso.library.book`
          204: nothing
          200: `contoso.library.book`";
    reads(&page, expected, &[]);
}

#[test]
fn a_table_as_text() {
    let page = operation(
        "GET /reports/loans",
        r#"
        ## Response

        Returns a `200 OK` response code.

        ### CSV

        ```http
        HTTP/1.1 200 OK
        Content-Type: application/octet-stream

        Reader,Book
        Ann,Emma
        ```
        "#,
    );
    reads(&page, "GET /reports/loans\n  200: media", &[]);
}

#[test]
fn bytes_by_the_annotation() {
    let page = operation(
        "GET /books/{id}/cover",
        r#"
        ## Example

        ```http
        GET /books/7/cover
        ```
        <!-- { "blockType": "response", "@odata.type": "stream" } -->
        ```http
        HTTP/1.1 200 OK
        Content-Type: image/jpeg

        Binary data of the image
        ```
        "#,
    );
    reads(&page, "GET /books/{book_id}/cover\n  200: media", &[]);
}

#[test]
fn many_by_the_type_of_the_annotation() {
    let page = operation(
        "GET /books",
        r#"
        ## Example

        ```http
        GET /books
        ```
        <!-- { "blockType": "response", "isCollection": "false", "@odata.type": "Collection(contoso.library.book)" } -->
        ```http
        HTTP/1.1 200 OK
        ```
        "#,
    );
    reads(&page, "GET /books\n  200: page of `contoso.library.book`", &[]);
}

#[test]
fn values_of_primitive_types() {
    let page = operation(
        "POST /readers/{id}/checkRoles",
        r#"
        ## Response

        Returns `200 OK` and a String collection object.

        ## Example

        ```http
        POST /readers/7/checkRoles
        ```
        ```http
        HTTP/1.1 200 OK

        { "value": ["guest", "writer"] }
        ```
        "#,
    );
    reads(&page, "POST /readers/{reader_id}/checkRoles\n  200: page of `String`", &[]);
}

#[test]
fn one_value_of_a_primitive_type() {
    let page = operation(
        "GET /books/{id}/isLent",
        r#"
        ## Example

        ```http
        GET /books/7/isLent
        ```
        ```http
        HTTP/1.1 200 OK

        { "@odata.context": "https://library.contoso.com/v1.0/metadata", "value": true }
        ```
        "#,
    );
    reads(&page, "GET /books/{book_id}/isLent\n  200: value of `Boolean`", &[]);
}

#[test]
fn a_property_that_is_read_by_its_own_path() {
    let page = operation(
        "GET /books/{id}\nGET /books/{id}/title",
        "## Response\n\nReturns `200 OK` and a [book](book.md) object.\n",
    );
    let expected = "
        GET /books/{book_id}
          200: `contoso.library.book`
        GET /books/{book_id}/title
          200: value of `String`";
    reads(&page, expected, &[]);
}

#[test]
fn changes_since_the_last_time() {
    let page = operation(
        "GET /books/delta",
        r#"
        ## Query parameters

        | Query parameter | Type | Description |
        |:--|:--|:--|
        | $deltatoken | string | Where the last round ended. |
        | $skiptoken | string | Where the last page ended. |

        ## Response

        Returns `200 OK` and a [book](book.md) collection object. The response also includes a nextLink URL or a
        deltaLink URL.
        "#,
    );
    let expected = "
        GET /books/delta
          200: page of `contoso.library.book`
          query $deltatoken
          query $skiptoken";
    reads(&page, expected, &[]);
}

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
fn a_sentence_with_several_types() {
    let sentence = "Returns `200 OK` and a [book](book.md) or [shelf](shelf.md) object.";
    let page = operation("GET /things/{id}", &format!("## Response\n\n{sentence}\n"));
    reads(&page, "GET /things/{thing_id}\n  200: `contoso.library.book`", &[]);
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

#[test]
fn links_with_the_slashes_of_windows_and_in_other_case() {
    let sentence = "Returns `200 OK` and a [book](.\\\\Book.md) object.";
    let page = operation("GET /books/{id}", &format!("## Response\n\n{sentence}\n"));
    reads(&page, "GET /books/{book_id}\n  200: `contoso.library.book`", &["link-case"]);
}

#[test]
fn a_link_by_reference() {
    let sentence = "Returns `200 OK` and a [book] object.\n\n[book]: book.md";
    answers("GET /books/{id}", sentence, "GET /books/{book_id}\n  200: `contoso.library.book`");
}

#[test]
fn a_status_with_the_wrong_words() {
    answers("POST /books", "Returns `201 OK` and a [book](book.md).", "POST /books\n  201: `contoso.library.book`");
    answers("DELETE /books/{id}", "Returns `204, Deleted`.", "DELETE /books/{book_id}\n  204: nothing");
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
fn a_section_called_http_response() {
    let page = operation(
        "GET /books/{id}",
        r#"
        ## HTTP Response

        This method returns a [book](book.md).

        <!-- { "blockType": "response", "truncated": true } -->
        ```http
        HTTP/1.1 200 OK

        { "id": "7" }
        ```
        "#,
    );
    reads(&page, "GET /books/{book_id}\n  200: `contoso.library.book`", &["response-without-request"]);
}

#[test]
fn a_primitive_type_in_lower_case() {
    let sentence = "Returns `200, OK` response code and string collection object in the response body.";
    answers("GET /books/titles", sentence, "GET /books/titles\n  200: page of `String`");
    answers("GET /books/7", "Returns `200 OK` for the string in question.", "GET /books/7\n  200: nothing");
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
          body: media
          200: media
          201: media";
    reads(&page, expected, &[]);
}
