//! Annotations that are damaged, hidden, or stand elsewhere than expected.

use super::{operation, reads, reads_together};

#[test]
fn an_annotation_without_a_brace_in_a_comment_that_is_never_closed() {
    let page = operation(
        "DELETE /books/{id}",
        r##"
        ## Response

        Returns `204 No Content`.

        <!--
          "type": "#page.annotation",
          "description": "Delete a book"
        "##,
    );
    reads(&page, "DELETE /books/{book_id}\n  204: nothing", &["annotation-unclosed", "annotation-repaired"]);
}

#[test]
fn a_comment_that_hides_code_and_a_false_comment() {
    let page = operation(
        "GET /books/{id}",
        r#"
        ## Response

        Returns `200 OK` and a [book](book.md) object.

        ## Example

        <!-- Show this again when covers are scanned:
        ```http
        GET /books/7/covers
        ```
        !-- { "blockType": "response", "@odata.type": "contoso.library.shelf" } --
        ```http
        HTTP/1.1 202 Accepted
        ```
        -->
        "#,
    );
    reads(&page, "GET /books/{book_id}\n  200: `contoso.library.book`", &[]);
}

#[test]
fn a_body_within_a_comment() {
    let page = operation(
        "POST /books",
        r#"
        ## Request body

        Supply a JSON representation of a [book](book.md) object.

        ## Example

        ```http
        POST /books
        ```

        <!--
        {
          "title": "Emma"
        }
        ```
        -->

        ```http
        HTTP/1.1 204 No Content
        ```
        "#,
    );
    let expected = "POST /books\n  body: `contoso.library.book`\n  204: nothing";
    reads(&page, expected, &["annotation-without-kind"]);
}

#[test]
fn a_key_without_quotes() {
    let page = operation(
        "GET /books",
        r#"
        ## Example

        ```http
        GET /books
        ```

        <!-- { "blockType": "response", "@odata.type": "contoso.library.book", isCollection: true } -->
        ```http
        HTTP/1.1 200 OK
        ```
        "#,
    );
    reads(&page, "GET /books\n  200: page of `contoso.library.book`", &["annotation-repaired"]);
}

#[test]
fn a_string_that_is_not_closed_in_the_page_annotation() {
    let page = operation(
        "DELETE /books/{id}",
        r##"
        <!-- {
          "type": "#page.annotation",
          "description": "Delete a book,
          "keywords": "",
          "section": "documentation"
        } -->
        "##,
    );
    reads(&page, "DELETE /books/{book_id}\n  204: nothing", &["annotation-repaired"]);
}

#[test]
fn a_comma_that_is_missing_between_members() {
    let page = r#"
        # radio resource type

        <!-- {
          "blockType": "resource"
          "@odata.type": "contoso.music.radio"
          "baseType": null
        } -->
        ```json
        { "name": "String" }
        ```
        "#;
    reads(page, "type contoso.music.radio (Documented)\n  name: `String`", &["annotation-repaired"]);
}

#[test]
fn an_annotation_above_prose_and_two_blocks_of_request_lines() {
    let page = r#"
        # Delete a book

        ## HTTP request

        <!-- { "blockType": "ignored" } -->
        A book of one's own:

        ```http
        DELETE /me/books/{id}
        ```

        A book in a room:

        ```http
        DELETE /rooms/{id}/books/{id}
        ```
        "#;
    let expected = "
        DELETE /me/books/{book_id}
          204: nothing
        DELETE /rooms/{room_id}/books/{book_id}
          204: nothing";
    reads(page, expected, &[]);
}

#[test]
fn an_annotation_above_the_heading_of_its_code() {
    let page = operation(
        "GET /books",
        r#"
        ## Example

        <!-- { "blockType": "request", "name": "list_books" } -->
        ##### Request

        ```http
        GET https://library.contoso.com/v1.0/books
        ```

        <!-- { "blockType": "response", "@odata.type": "contoso.library.book", "isCollection": true } -->
        ##### Response

        ```http
        HTTP/1.1 200 OK

        { "value": [{ "title": "Emma" }] }
        ```
        "#,
    );
    reads(&page, "GET /books\n  200: page of `contoso.library.book`", &[]);
}

#[test]
fn a_member_that_occurs_twice() {
    let page = r#"
        # radio resource type

        <!-- {
          "blockType": "resource",
          "@odata.type": "contoso.music.tuner",
          "optionalProperties": [],
          "@odata.type": "contoso.music.radio"
        } -->
        ```json
        { "name": "String" }
        ```

        ## Properties

        | Property | Type | Description |
        |:--|:--|:--|
        | name | String | Name. |
        "#;
    reads(page, "type contoso.music.radio (Documented)\n  name: `String`", &["annotation-repaired"]);
}

#[test]
fn comments_within_json_text() {
    let page = operation(
        "GET /books/{id}",
        r#"
        ## Example

        ```http
        GET /books/7
        ```

        <!-- { "blockType": "response", "@odata.type": "contoso.library.book" } -->
        ```http
        HTTP/1.1 200 OK

        { "id": "7", "title": "<html><!-- { \"blockType\": \"request\" } --></html>" }
        ```
        "#,
    );
    reads(&page, "GET /books/{book_id}\n  200: `contoso.library.book`", &[]);
}

#[test]
fn synonyms_and_flags_as_text() {
    let page = r#"
        # radio resource type

        <!--{"blockType":"resource","@type":"contoso.music.radio","isAbstract":"true"}-->

        ```json
        { "name": "String" }
        ```

        ## Properties

        | Property | Type | Description |
        |:--|:--|:--|
        | name | String | Name. |
        "#;
    reads(page, "abstract type contoso.music.radio (Documented)\n  name: `String`", &[]);
}

#[test]
fn comments_that_are_no_annotations() {
    let page = operation(
        "DELETE /books/{id}",
        r#"
        <!-- uuid: 8fcb5dbc-d5aa-4681-8e31-b001d5168d79
        2015-10-25 14:57:30 UTC -->
        <!-- markdownlint-disable MD001 -->
        <!-- ## Relationships
        | Relationship | Type |
        |:--|:--|
        | cover | [cover](cover.md) | -->
        <!-- GET /books/{id}/covers -->
        "#,
    );
    reads(&page, "DELETE /books/{book_id}\n  204: nothing", &[]);
}

#[test]
fn kinds_that_nobody_knows() {
    let page = operation(
        "DELETE /books/{id}",
        r##"
        ## Example

        <!-- { "blockType": "requests", "name": "delete" } -->
        ```http
        DELETE /books/7
        ```

        <!-- { "type": "#page.bookClass", "description": "Delete a book" } -->
        "##,
    );
    reads(&page, "DELETE /books/{book_id}\n  204: nothing", &["annotation-kind-unknown"]);
}

#[test]
fn samples_as_request_lines() {
    let page = r#"
        # Get the loans

        ## HTTP request

        <!-- { "blockType": "samples" } -->
        ```HTTP
        GET /loans/{id}
        ```

        ## Response

        Returns `200 OK` and a [book](book.md) object.
        "#;
    reads(page, "GET /loans/{loan_id}\n  200: `contoso.library.book`", &[]);
}

#[test]
fn text_behind_an_annotation() {
    let page = r#"
        # radio resource type

        <!-- {
          "blockType": "resource",
          "@odata.type": "contoso.music.radio"
        }-->s

        ```json
        { "name": "String" }
        ```
        "#;
    reads(page, "type contoso.music.radio (Documented)\n  name: `String`", &[]);
}

#[test]
fn an_annotation_without_code() {
    let page = r#"
        # radio resource type

        <!-- { "blockType": "resource", "@odata.type": "contoso.music.radio" } -->

        It has no properties.
        "#;
    reads(page, "", &["annotation-without-code"]);
}

#[test]
fn another_name_of_a_type() {
    let page = operation(
        "GET /radios/{id}",
        r#"
        ## Example

        ```http
        GET /radios/7
        ```
        <!-- { "blockType": "response", "@odata.type": "attic.receiver" } -->
        ```http
        HTTP/1.1 200 OK

        { "name": "Ann" }
        ```
        "#,
    );
    let radio = r#"
        # Radio resource

        <!-- { "blockType": "resource", "@type": "contoso.music.radio", "@type.aka": "attic.receiver" } -->
        ```json
        { "name": "String" }
        ```
        "#;
    let expected = "
        GET /radios/{radio_id}
          200: `contoso.music.radio`
        type contoso.music.radio (Documented)
          name: `String`";
    reads_together(&page, &[("radio.md", radio)], expected, &[]);
}

#[test]
fn a_type_called_none() {
    let page = operation(
        "POST /books/{id}/praise",
        r#"
        ## Example

        ```http
        POST /books/7/praise
        ```
        <!-- { "blockType": "response", "@odata.type": "contoso.library.None" } -->
        ```http
        HTTP/1.1 200 OK
        ```
        "#,
    );
    reads(&page, "POST /books/{book_id}/praise\n  200: nothing", &[]);
}

/// Tools that write permission tables leave those alone that stand behind such a comment.
#[test]
fn a_remark_behind_ignored() {
    let page = operation(
        "DELETE /books/{id}",
        r#"
        ## Permissions

        <!-- { "blockType": "ignored" } // Note: removing this line lets a tool write the table anew. -->
        | Permission type | Permissions |
        |:--|:--|
        | Application | Library.Write |

        <!-- { "blockType": "ignored", "name": "book_delete" } -->
        [!NOTE]
        Take care.
        "#,
    );
    let expected = "DELETE /books/{book_id}\n  204: nothing\n  application: Library.Write";
    reads(&page, expected, &[]);
}
