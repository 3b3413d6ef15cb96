//! What a call answers: sentences, statuses, media, one and many.

use super::{operation, reads, reads_with};

/// What the answer is, and the findings, where a line has this sentence.
#[track_caller]
pub(super) fn answers(line: &str, sentence: &str, expected: &str) {
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
    reads(&page, "GET /reports/loans\n  200: media of application/octet-stream", &[]);
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
    reads(&page, "GET /books/{book_id}/cover\n  200: media of image/jpeg", &[]);
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

/// An operation that answers with this body, below this annotation.
fn answering(line: &str, sentence: &str, annotation: &str, body: &str) -> String {
    operation(
        line,
        &format!(
            "## Response\n\n{sentence}\n\n## Example\n\n```http\n{}\n```\n<!-- {{ \"blockType\": \"response\"{annotation} }} -->\n\
             ```http\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n{body}\n```\n",
            line.replace("{id}", "7"),
        ),
    )
}

#[test]
fn an_array_with_nothing_around_it() {
    let many = "Returns `200 OK` and a collection of [book](book.md) objects.";
    let annotation = r#", "@odata.type": "contoso.library.book", "isCollection": true"#;
    let body = r#"[ { "id": "b1" }, { "id": "b2" } ]"#;
    let expected = |path: &str| format!("GET {path}\n  200: a collection of `contoso.library.book`");
    reads(&answering("GET /books", many, annotation, body), &expected("/books"), &[]);
    reads(&answering("GET /books/{id}", many, annotation, body), &expected("/books/{book_id}"), &[]);
    let filtered = answering("GET /books?$filter=title eq 'Emma'", many, annotation, body);
    reads(&filtered, "GET /books\n  200: a collection of `contoso.library.book`\n  query $filter", &[]);
}

#[test]
fn an_array_where_the_words_say_one() {
    let one = "Returns `200 OK` and a [book](book.md) object.";
    let annotation = r#", "@odata.type": "contoso.library.book""#;
    let page = answering("GET /books", one, annotation, r#"[ { "id": "b1" } ]"#);
    let expected = "GET /books\n  200: a collection of `contoso.library.book`";
    reads(&page, expected, &["annotation-collection-contradiction"]);
}

#[test]
fn an_array_of_plain_values() {
    let page = answering("GET /books/titles", "Returns `200 OK`.", "", r#"[ "Emma", "Persuasion" ]"#);
    reads(&page, "GET /books/titles\n  200: a collection of `String`", &[]);
}

#[test]
fn members_in_an_array_that_their_type_lacks() {
    let many = "Returns `200 OK` and a collection of [book](book.md) objects.";
    let page = answering("GET /books", many, "", r#"[ { "id": "b1" }, { "weight": 7 } ]"#);
    reads(&page, "GET /books\n  200: a collection of `contoso.library.book`", &["example-member-unknown"]);
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
fn a_sentence_with_several_types() {
    let sentence = "Returns `200 OK` and a [book](book.md) and/or a [shelf](shelf.md) object.";
    let page = operation("GET /things/{id}", &format!("## Response\n\n{sentence}\n"));
    reads(&page, "GET /things/{thing_id}\n  200: `Json`", &[]);
    // Types of one base are that.
    let bases = [("atlas.md", ATLAS), ("novel.md", NOVEL)];
    let sentence = "Returns `200 OK` and a collection of [atlas](atlas.md) or [novel](novel.md) objects.";
    let page = operation("GET /things", &format!("## Response\n\n{sentence}\n"));
    reads_with(&page, &bases, "GET /things\n  200: page of `contoso.library.book`", &[]);
}

const ATLAS: &str = "# atlas resource type\n\nNamespace: contoso.library\n\nInherits from [book](book.md).\n\n## Properties\n\n\
    | Property | Type | Description |\n|:--|:--|:--|\n| maps | Int32 | How many. |\n";

const NOVEL: &str = "# novel resource type\n\nNamespace: contoso.library\n\nInherits from [book](book.md).\n\n## Properties\n\n\
    | Property | Type | Description |\n|:--|:--|:--|\n| hero | String | Who. |\n";

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
    let page = operation("GET /books/7", "## Response\n\nReturns `200 OK` for the string in question.\n");
    reads(&page, "GET /books/7\n  200: `Json`", &["response-undocumented"]);
}

#[test]
fn an_answer_that_nothing_tells_about() {
    let lines = "GET /books/{id}/spine\nGET /me/books/{id}/spine";
    let expected = "
        GET /books/{book_id}/spine
          200: `Json`
        GET /me/books/{book_id}/spine
          200: `Json`";
    reads(&operation(lines, "## Response\n"), expected, &["response-undocumented"]);
    let nothing = "Returns `200 OK`. It does not return anything in the response body.";
    answers("GET /books/{id}/spine", nothing, "GET /books/{book_id}/spine\n  200: nothing");
    let sent = operation("POST /books/{id}/bind", "## Response\n\nReturns `200 OK`.\n");
    reads(&sent, "POST /books/{book_id}/bind\n  200: nothing", &[]);
}

#[test]
fn a_status_for_later_beside_one_that_delivers() {
    let sentence = "Returns `201 Created` and a [book](book.md) object. For long work it returns `202 Accepted` and a `Location` header.";
    answers("POST /books", sentence, "POST /books\n  201: `contoso.library.book`\n  202: nothing");
}

/// `{kind}` is no key here: sentence, annotation and body say so.
#[test]
fn a_collection_behind_a_placeholder() {
    let page = super::showing(
        "GET /books/{kind}",
        r#"
        ```http
        GET https://library.example/v1.0/books/old
        ```

        <!-- { "blockType": "response", "@odata.type": "Collection(contoso.library.book)" } -->
        ```http
        HTTP/1.1 200 OK

        { "value": [{ "id": "1", "title": "A book" }] }
        ```
        "#,
    );
    let page = page.replace("Returns a [book](book.md) object.", "Returns a collection of [book](book.md) objects.");
    reads(&page, "GET /books/{kind}\n  200: page of `contoso.library.book`", &[]);
}

#[test]
fn a_status_line_with_a_blank_in_the_version() {
    let page = super::showing(
        "POST /books",
        "
        ```http
        POST https://library.example/v1.0/books
        ```

        ```http
        HTTP 1.1 201 Created

        { \"id\": \"1\" }
        ```
        ",
    );
    reads(&page, "POST /books\n  201: `contoso.library.book`", &[]);
}
