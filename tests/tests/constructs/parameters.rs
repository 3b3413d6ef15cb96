//! Headers, query parameters, and parameters of functions.

use super::{operation, reads, reads_together, reads_with};

#[test]
fn header_tables_of_all_shapes() {
    let tables = [
        "| Header | Value |\n|:--|:--|\n| Authorization | Bearer {token}. Required. |\n| If-Match | Last known etag. Required. |",
        "| Name | Description |\n|:--|:--|\n| Authorization | Bearer {token}. |\n| *if-match* | The etag. (required) |",
        "| Name | Type | Description |\n|:--|:--|:--|\n| Content-Type | string | application/json |\n| If-Match | string | Required |",
        "| Name | Value | Description |\n|:--|:--|:--|\n| Accept | application/json | |\n| **If-Match** | etag | Required. |",
        "| Header name | Value | Description |\n|:--|:--|:--|\n| _If-Match_ | etag | Required. |",
    ];
    let names = ["If-Match", "if-match", "If-Match", "If-Match", "If-Match"];
    for (table, name) in tables.iter().zip(names) {
        let page = operation("DELETE /books/{id}", &format!("## Request headers\n\n{table}\n"));
        reads(&page, &format!("DELETE /books/{{book_id}}\n  204: nothing\n  header {name} (required)"), &[]);
    }
}

#[test]
fn optional_headers_in_a_section_of_their_own() {
    let page = operation(
        "DELETE /books/{id}",
        "
        ## Request headers

        None.

        ## Optional request headers

        | Name | Type | Description |
        |:--|:--|:--|
        | Prefer: library.timezone | string | The zone of times. |
        | Prefer: library.language | string | The language. |
        | workbook-session-id | string | The session. Optional. |
        ",
    );
    let expected = "
        DELETE /books/{book_id}
          204: nothing
          header Prefer
          header workbook-session-id";
    reads(&page, expected, &[]);
}

#[test]
fn query_options_in_prose() {
    let page = operation(
        "DELETE /books/{id}",
        "
        ## Optional query parameters

        This method supports the `$select`, `$top` and `$orderby` [OData query parameters](https://contoso.com/odata).
        ",
    );
    let expected = "
        DELETE /books/{book_id}
          204: nothing
          query $select
          query $top: `Int32`
          query $orderby";
    reads(&page, expected, &[]);
}

#[test]
fn query_options_with_values_and_without_support() {
    let page = operation(
        "DELETE /books/{id}",
        "
        ## Optional query parameters

        This method supports `$select`. It does not support `$filter`, nor is `$skip=1` supported. To delete the notes as well, use
        `$expand=notes($levels=2)`. What happens to loans is up to the `@contoso.library.loans` query parameter. The `title` stays.
        ",
    );
    let expected = "
        DELETE /books/{book_id}
          204: nothing
          query $select
          query $expand
          query @contoso.library.loans";
    reads(&page, expected, &[]);
}

#[test]
fn a_request_in_the_section_of_the_query() {
    let page = operation(
        "DELETE /books/{id}",
        "
        ## Optional query parameters

        The `edition` is one of two, as shown here:

        ```http
        DELETE /books/{id | isbn}?edition=first&$filter=year in (1990, 1991)
        ```

        This is about something else:

        ```http
        DELETE /shelves/{id}?room=12
        ```
        ",
    );
    let expected = "
        DELETE /books/{book_id}
          204: nothing
          query edition
          query $filter";
    reads(&page, expected, &["example-not-read"]);
}

#[test]
fn a_table_that_lists_no_parameters() {
    let page = operation(
        "DELETE /books/{id}",
        "
        ## Query parameters

        | Vendor name | $filter keyword |
        |:--|:--|
        | Contoso | contoso |
        ",
    );
    reads(&page, "DELETE /books/{book_id}\n  204: nothing", &["table-not-read"]);
}

#[test]
fn parameters_of_a_function_in_its_path() {
    let page = operation(
        "GET /reports/getLoans(period='{period_value}',room={room_value})",
        "
        ## Function parameters

        | Parameter | Type | Required? | Description |
        |:--|:--|:--|:--|
        | period | string | yes | D7 or D30. |
        | room | Int32 | no | Which room. |

        ## Response

        Returns `200 OK` and a [book](book.md) collection.
        ",
    );
    let expected = "
        GET /reports/getLoans(period='{period}',room={room})
          path room: `Int32`
          200: page of `contoso.library.book`";
    reads(&page, expected, &[]);
}

#[test]
fn an_argument_that_lines_and_pages_write_otherwise() {
    let rest = |room: &str| {
        format!(
            "
        ## Function parameters

        | Parameter | Type | Description |
        |:--|:--|:--|
        | room | {room} | Which room. |
        | since | DateTimeOffset | From when. |

        ## Response

        Returns `204 No Content`.
        "
        )
    };
    // What stands in quotes is a text, whatever the table says of it.
    let page = operation("GET /loans/find(since='{since}',room={room})", &rest("Int32"));
    let other = operation("GET /loans/find(since='{since}',room={room})/first", &rest("Guid"));
    let alike = operation("GET /returns/find(room={room},since={since})", &rest("Int32"));
    let bare = operation("GET /returns/find(room={room},since={since})/first", "");
    let expected = "
        GET /loans/find(since='{since}',room={room})
          204: nothing
        GET /loans/find(since='{since}',room={room})/first
          204: nothing
        GET /returns/find(room={room},since={since})
          path room: `Int32`
          path since: `DateTimeOffset`
          204: nothing
        GET /returns/find(room={room},since={since})/first
          path room: `Int32`
          path since: `DateTimeOffset`
          200: `Json`";
    let others = [("other.md", other.as_str()), ("alike.md", alike.as_str()), ("bare.md", bare.as_str())];
    reads_together(&page, &others, expected, &["response-undocumented"]);
}

#[test]
fn parameters_of_a_function_without_a_place() {
    let page = operation(
        "GET /reports/getLoans",
        "
        ## Function parameters

        | Parameter | Type | Description |
        |:--|:--|:--|
        | period | string | D7 or D30. Required. |

        ## Response

        Returns `200 OK` and a [book](book.md) collection.
        ",
    );
    let expected = "
        GET /reports/getLoans
          200: page of `contoso.library.book`
          query period (required)";
    reads(&page, expected, &["parameter-not-in-path"]);
}

#[test]
fn path_parameters_by_name_and_value() {
    let page = operation(
        "DELETE /shares/{shareIdOrUrl}/books/{book-id}",
        "
        ### Path parameters

        | Parameter name | Value | Description |
        |:--|:--|:--|
        | **shareIdOrUrl** | string | Required. |
        | _book-id_ | string | Which book. |
        ",
    );
    reads(&page, "DELETE /shares/{share_id_or_url}/books/{book_id}\n  204: nothing", &[]);
}

#[test]
fn a_section_called_parameters() {
    let page = operation(
        "GET /shelves/{shelf-id}/changes",
        "
        ## Parameters

        | Name | Value | Description |
        |:--|:--|:--|
        | shelf-id | string | The shelf. |
        | token | string | Optional. Where the last round ended. |
        ",
    );
    reads(&page, "GET /shelves/{shelf_id}/changes\n  200: `Json`\n  query token", &["response-undocumented"]);
}

#[test]
fn a_section_called_request_parameters() {
    let page = operation(
        "GET /reports/loans(period='{period_value}')\nGET /reports/loans(date={date_value})",
        "
        ## Request parameters

        In the request URL, provide one of these.

        | Parameter | Type | Description |
        |:--|:--|:--|
        | period | string | How long. |
        | date | Date | Which day. |

        ## Response

        Returns `302 Found`.
        ",
    );
    let expected = "
        GET /reports/loans(date={date})
          path date: `Date`
          302: nothing
        GET /reports/loans(period='{period}')
          302: nothing";
    reads(&page, expected, &[]);
}

#[test]
fn parameters_of_the_path_beside_a_body() {
    let page = operation(
        "POST /rooms/{id}/books",
        "
        ## Parameters

        | **Parameter** | **Type** | **Description** |
        |:--|:--|:--|
        | _URL parameters_ |
        | id | string | The room. |

        ## Request body

        Supply a [book](book.md) object.
        ",
    );
    reads(&page, "POST /rooms/{room_id}/books\n  body: `contoso.library.book`\n  204: nothing", &[]);
}

#[test]
fn an_option_without_support() {
    let page = operation(
        "GET /books",
        "## Optional query parameters\n\n- Use `$select` to get less.\n- There is no support for `$search`.\n",
    );
    reads(&page, "GET /books\n  200: `Json`\n  query $select", &["response-undocumented"]);
}

#[test]
fn options_in_words_and_links() {
    let page = operation(
        "GET /books",
        "
        ## Optional query parameters

        This method supports the $filter, $top and [$select query parameter](https://contoso.com/select). Note: $search is
        not supported. For example, `?$skip=5` or `/books?$count` goes on, and \u{652f}\u{6301}`$expand`\u{548c}`$orderby`.
        ",
    );
    let expected = "
        GET /books
          200: `Json`
          query $filter
          query $top: `Int32`
          query $select
          query $expand
          query $orderby";
    reads(&page, expected, &["response-undocumented"]);
}

#[test]
fn parameters_of_the_query_string() {
    let page = operation(
        "GET /shelves/{id}/view.changes",
        "
        ### Optional query string parameters

        | Name | Value | Description |
        |:--|:--|:--|
        | _token_ | string | Where the last round ended. |
        ",
    );
    reads(&page, "GET /shelves/{shelf_id}/view.changes\n  200: `Json`\n  query token", &["response-undocumented"]);
}

#[test]
fn a_type_of_a_parameter_that_is_misspelled() {
    let page = operation(
        "GET /books/find(since={since},room={room})",
        "
        ## Function parameters

        | Parameter | Type | Description |
        |:--|:--|:--|
        | since | DateTimeOfset | From when. |
        | room | roomNumberOfTheHouse | Which room. |

        ## Response

        Returns `200 OK` and a [book](book.md) object.
        ",
    );
    let expected = "GET /books/find(since={since},room={room})\n  200: `contoso.library.book`";
    reads(&page, expected, &["type-unknown"]);
}

/// "Required" that holds for some requests only.
#[test]
fn headers_that_some_requests_need() {
    let rest = "
        ## Request headers

        | Header | Value |
        |:--|:--|
        | Prefer | `create-if-missing`. Required for upserts, otherwise the request is an update. |
        | X-Room | The room. Required. |

        ## Response

        Returns `204 No Content`.
        ";
    let page = operation("PATCH /books/{id}", rest);
    reads(&page, "PATCH /books/{book_id}\n  204: nothing\n  header Prefer\n  header X-Room (required)", &[]);
}

/// A word may follow code without a blank.
#[test]
fn options_in_code_before_a_word() {
    let rest = "
        ## Optional query parameters

        Supports `$select`and `$expand`.

        ## Response

        Returns a [book](book.md) object.
        ";
    let page = operation("GET /books/{id}", rest);
    let expected = "GET /books/{book_id}\n  200: `contoso.library.book`\n  query $select\n  query $expand";
    reads(&page, expected, &[]);
}

/// The row has another name than the placeholder; a caller must not send it in the query.
#[test]
fn a_parameter_of_a_path_by_another_name() {
    let rest = "
        ## Path parameters

        | Parameter | Type | Description |
        |:--|:--|:--|
        | tokenOrUrl | String | Required. What was shared. |

        ## Response

        Returns a [book](book.md) object.
        ";
    let page = operation("GET /shares/{encoded-url}", rest);
    reads(&page, "GET /shares/{encoded_url}\n  200: `contoso.library.book`", &["parameter-not-in-path"]);
}

#[test]
fn queries_of_lines_beside_the_bare_one() {
    let page = operation("GET /books\nGET /books?$expand=notes\nGET /books?edition={edition}", "");
    let expected = "
        GET /books
          200: `Json`
          query $expand
          query edition";
    reads(&page, expected, &["response-undocumented"]);
}

#[test]
fn options_in_quotes_and_for_contrast() {
    let rest = "
        ## Optional query parameters

        This method supports the '$select' and \"$count\" options. To narrow the list, use `$search` instead of `$filter`.
        ";
    let page = operation("DELETE /books/{id}", rest);
    let expected = "
        DELETE /books/{book_id}
          204: nothing
          query $select
          query $count: `Boolean`
          query $search";
    reads(&page, expected, &[]);
}

#[test]
fn a_place_in_the_query_of_each_line() {
    let page = operation(
        "
        GET /me/visits?startDate={start}&endDate={end}&page={page}&$top={n}&kind=short
        GET /rooms/{id}/visits?startDate={start}
        GET /rooms/{id}/visits?startDate={start}&endDate={end}
        ",
        "
        ## Query parameters

        | Name | Type | Description |
        |:--|:--|:--|
        | startDate | Date | The first day. |
        | page | String | Optional. Which page. |

        ## Response

        Returns `200 OK` and a collection of [book](book.md) objects.
        ",
    );
    let expected = "
        GET /me/visits
          200: page of `contoso.library.book`
          query startDate (required): `Date`
          query page
          query endDate (required)
          query $top: `Int32`
          query kind
        GET /rooms/{room_id}/visits
          200: page of `contoso.library.book`
          query startDate (required): `Date`
          query page
          query endDate";
    reads(&page, expected, &[]);
}

#[test]
fn a_place_in_the_query_of_some_pages() {
    let page = operation(
        "GET /books?title={title}",
        "## Response\n\nReturns `200 OK` and a collection of [book](book.md) objects.\n",
    );
    let all = operation("GET /books", "## Response\n\nReturns `200 OK` and a collection of [book](book.md) objects.\n");
    let said = "GET /books\n  200: page of `contoso.library.book`";
    reads(&page, &format!("{said}\n  query title (required)"), &[]);
    reads_with(&all, &[("titles.md", &page)], said, &[]);
}

#[test]
fn arguments_of_a_function_among_parameters_of_the_query() {
    let rest = "
        ## Query string parameters

        | Name | Type | Description |
        |:--|:--|:--|
        | q | String | What to look for. |
        | page | Int32 | Which page. |
        ";
    let page = operation("GET /books/search(q='{query}')", rest);
    let expected = "
        GET /books/search(q='{q}')
          200: `Json`
          query page: `Int32`";
    reads(&page, expected, &["response-undocumented"]);
}
