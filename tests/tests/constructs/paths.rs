//! What stands in paths: placeholders, casts, functions, and the segments with a meaning of their own.

use super::{operation, reads, reads_with, showing};

#[test]
fn alternatives_within_braces() {
    let page = operation("DELETE /readers/{id | readerName}\nDELETE /loans/{id|number}/marks/{mark-id}", "");
    let expected = "
        DELETE /loans/{loan_id}/marks/{mark_id}
          204: nothing
        DELETE /readers/{reader_id}
          204: nothing";
    reads(&page, expected, &[]);
}

#[test]
fn placeholders_in_angle_brackets_and_of_several_words() {
    let page = operation("DELETE /desks/<desk>/lamps/{lamp number}", "");
    reads(&page, "DELETE /desks/{desk}/lamps/{lamp_number}\n  204: nothing", &[]);
}

#[test]
fn hosts_versions_tildes_and_lines_without_a_slash() {
    let page = operation(
        "
        DELETE https://library.contoso.com/v1.0/books/{id}
        DELETE /beta/lamps/{id}/
        DELETE ~/rooms/{id}

          DELETE desks/{id}
        ",
        "",
    );
    let expected = "
        DELETE /books/{book_id}
          204: nothing
        DELETE /desks/{desk_id}
          204: nothing
        DELETE /lamps/{lamp_id}
          204: nothing
        DELETE /rooms/{room_id}
          204: nothing";
    reads(&page, expected, &[]);
}

#[test]
fn paths_within_a_path() {
    let page = operation("DELETE /me/cellar/root:/{item-path}:/labels/{label-id}", "");
    reads(&page, "DELETE /me/cellar/root:/{item_path}:/labels/{label_id}\n  204: nothing", &[]);
}

#[test]
fn casts_and_functions_with_a_name_space() {
    let page = operation("POST /things/{id}/contoso.library.book/contoso.library.lend", "");
    let expected = "POST /things/{thing_id}/contoso.library.book/contoso.library.lend\n  204: nothing";
    reads(&page, expected, &[]);
}

#[test]
fn keys_by_name_and_arguments_of_functions() {
    let page = operation(
        "
        GET /books(isbn='{isbn}')
        GET /desks/range(address='{address}',rows={count})
        GET /rolesOf/roleTemplateId={roleTemplateId}
        ",
        "
        ## Response

        Returns `200 OK` and a [book](book.md) object.
        ",
    );
    let expected = "
        GET /books(isbn='{isbn}')
          200: `contoso.library.book`
        GET /desks/range(address='{address}',rows={rows})
          200: `contoso.library.book`
        GET /rolesOf/roleTemplateId={role_template_id}
          200: `contoso.library.book`";
    reads(&page, expected, &[]);
}

#[test]
fn a_link_to_a_thing() {
    let page = operation(
        "POST /rooms/{id}/books/$ref",
        "
        ## Request body

        Supply the `@odata.id` of the [book](book.md).

        ## Response

        Returns `204 No Content`.
        ",
    );
    let expected = "
        POST /rooms/{room_id}/books/$ref
          body: `contoso.library.entityReference`
          204: nothing";
    reads(&page, expected, &[]);
}

#[test]
fn the_bytes_of_a_thing() {
    let page = operation("GET /books/{id}/cover/$value\nPUT /books/{id}/cover/$value", "");
    let expected = "
        GET /books/{book_id}/cover/$value
          200: media
        PUT /books/{book_id}/cover/$value
          body: media
          204: nothing";
    reads(&page, expected, &[]);
}

#[test]
fn the_number_of_things() {
    let page = operation(
        "GET /rooms/{id}/books",
        "
        ## Response

        Returns `200 OK` and a collection of [book](book.md) objects.

        ## Example

        ```http
        GET https://library.contoso.com/v1.0/rooms/7/books/$count
        ```

        ```http
        HTTP/1.1 200 OK
        Content-Type: text/plain

        893
        ```
        ",
    );
    let expected = "
        GET /rooms/{room_id}/books
          200: page of `contoso.library.book`
        GET /rooms/{room_id}/books/$count
          200: count";
    reads(&page, expected, &[]);
}

#[test]
fn a_segment_in_two_cases() {
    let page = operation("DELETE /bookClubs/{id}\nDELETE /bookclubs/{club-id}/readers/{id}", "");
    let other = operation("GET /bookClubs/{id}", "## Response\n\nReturns `200 OK` and a [book](book.md) object.");
    let expected = "
        DELETE /bookClubs/{book_club_id}
          204: nothing
        DELETE /bookClubs/{book_club_id}/readers/{reader_id}
          204: nothing";
    reads_with(&page, &[("other.md", &other)], expected, &[]);
}

#[test]
fn a_path_with_the_names_of_other_segments() {
    let page = operation("DELETE /rooms/{id}/desks/{id}/lamps/{id}", "");
    reads(&page, "DELETE /rooms/{room_id}/desks/{desk_id}/lamps/{lamp_id}\n  204: nothing", &[]);
}

#[test]
fn a_literal_value_of_an_argument() {
    let page =
        operation("GET /loans/filter(on='reader')", "## Response\n\nReturns `200 OK` and a list of [book](book.md).\n");
    let expected = "
        GET /loans/filter(on='{on}')
          200: page of `contoso.library.book`";
    reads(&page, expected, &["request-line-with-values"]);
}

#[test]
fn a_call_that_pages_write_in_several_ways() {
    let page = operation("DELETE /shelves/{id}/at(place='{place}')/lamp", "");
    let other = operation("DELETE /shelves/{id}/at(place={x})/lamp", "");
    let expected = "
        DELETE /shelves/{shelf_id}/at(place='{place}')/lamp
          pages: page.md, other.md
          204: nothing";
    reads_with(&page, &[("other.md", &other)], expected, &[]);
}

#[test]
fn keys_of_an_example_in_a_request_line() {
    let page = operation("DELETE /rooms/0f8fad5b-d9cb-469f-a165-70867728950e/books/{id}", "");
    let other = operation("DELETE /rooms/{room-id}/books/7c9e6679-7425-40de-944b-e07fc1f90ae7", "");
    let expected = "
        DELETE /rooms/{room_id}/books/{book_id}
          pages: page.md, other.md
          204: nothing";
    let findings = ["request-line-with-values", "request-line-with-values"];
    reads_with(&page, &[("other.md", &other)], expected, &findings);
}

#[test]
fn a_link_to_a_thing_that_is_cut() {
    let page = operation("DELETE /rooms/{id}/books/{id}/$ref", "## Response\n\nReturns `204 No Content`.\n");
    reads(&page, "DELETE /rooms/{room_id}/books/{book_id}/$ref\n  204: nothing", &[]);
}

#[test]
fn two_methods_on_a_page() {
    let page = operation(
        "DELETE /books/{id}/mark\nPOST /books/{id}/unmark",
        "## Request body\n\nDo not supply a request body.\n\n## Response\n\nReturns `204 No Content`.\n",
    );
    let expected = "
        DELETE /books/{book_id}/mark
          204: nothing
        POST /books/{book_id}/unmark
          204: nothing";
    reads(&page, expected, &[]);
}

#[test]
fn one_line_twice() {
    reads(
        &operation("DELETE /books/{id}\nDELETE /books/{book-id}", ""),
        "DELETE /books/{book_id}\n  204: nothing",
        &[],
    );
}

#[test]
fn an_optional_query_in_brackets() {
    let page = operation(
        "GET /books/{id}/preview[?withNotes=true]",
        "## Response\n\nReturns `200 OK` and a [book](book.md) object.\n",
    );
    reads(&page, "GET /books/{book_id}/preview\n  200: `contoso.library.book`\n  query withNotes", &[]);
}

#[test]
fn versions_of_a_path_and_of_the_whole_service() {
    let reads_path = |line: &str, expected: &str| {
        let page = showing(&format!("GET {line}"), &format!("```http\nGET https://library.contoso.com{line}\n```\n"));
        reads(&page, &format!("GET {expected}\n  200: `contoso.library.book`"), &[]);
    };
    reads_path("/v1.0/next", "/next");
    reads_path("/beta/next", "/next");
    reads_path("/v1/next", "/v1/next");
    reads_path("/v12/next", "/v12/next");
}

/// A key in parentheses is that of its own segment, one behind a slash that of the segment before it.
#[test]
fn keys_in_parentheses() {
    let page = operation("DELETE /shelves({id})/books({bookId})/notes({bookId},{line})", "");
    let expected = "
        DELETE /shelves({shelf_id})/books({book_id})/notes({note_id},{line})
          204: nothing";
    reads(&page, expected, &[]);
}
