//! Pages in, findings out. Each test has a page that agrees with itself as well: silence is half of what a review is worth.

use crate::pipeline;
use crate::source::Sources;

const BOOK: &str = "# book resource type\n\nNamespace: contoso.library\n\n## Properties\n\n\
    | Property | Type | Description |\n|:--|:--|:--|\n\
    | id | String | Key. |\n| title | String | Title. |\n| pages | Int32 | Pages. |\n| isLent | Boolean | Lent. |\n\
    | due | DateTimeOffset | Due. |\n| weight | Int64 | Grams. |\n| score | Double | Stars. |\n| tags | String collection | Tags. |\n\
    | home | [shelf](shelf.md) | Where it stands. |\n| visited | [shelf](shelf.md) collection | Where it stood. |\n";

const SHELF: &str = "# shelf resource type\n\nNamespace: contoso.library\n\n## Properties\n\n\
    | Property | Type | Description |\n|:--|:--|:--|\n| room | String | The room. |\n";

/// The findings of the review for some pages, with the underlined words: `code: words`.
fn found(pages: &[(&str, &str)]) -> Vec<String> {
    let analysis = pipeline::analyse_sources(Sources::from_texts(pages.iter().copied()), Vec::new());
    let report = &analysis.report;
    let ours =
        report.diagnostics.iter().filter(|finding| crate::diagnostic::codes::review::ALL.contains(&finding.code));
    ours.map(|finding| {
        let words = finding.primary.as_ref().map(|label| report.sources.text(label.span)).unwrap_or_default();
        format!("{}: {words}", finding.code.name)
    })
    .collect()
}

/// A page that reads a book, with this behind its request lines.
fn get(lines: &str, rest: &str) -> String {
    format!("# Get book\n\nNamespace: contoso.library\n\n## HTTP request\n\n```http\n{lines}\n```\n\n{rest}")
}

/// An example answer to `GET target`.
fn example(target: &str, annotation: &str, body: &str) -> String {
    format!(
        "## Response\n\nReturns `200 OK` and a [book](book.md) object.\n\n## Example\n\n```http\nGET {target}\n```\n\n\
         {annotation}\n```http\nHTTP/1.1 200 OK\n\n{body}\n```\n"
    )
}

fn found_in_body(body: &str) -> Vec<String> {
    let page = get("GET /books/{id}", &example("/books/7", "", body));
    found(&[("book-get.md", &page), ("book.md", BOOK), ("shelf.md", SHELF)])
}

#[test]
fn values_that_fit_or_stand_for_something_are_no_contradiction() {
    let body = r#"{ "@odata.context": "x", "id": "7", "pages": 3, "isLent": "Boolean", "due": "datetime-value",
        "weight": "9007199254740993", "score": "INF", "tags": [], "home": { "room": "R" }, "visited": [{ "room": "string" }],
        "title": null }"#;
    assert_eq!(found_in_body(body), [""; 0]);
}

#[test]
fn values_of_another_kind_are_found_at_any_depth() {
    let body = r#"{ "id": 7, "pages": "3", "score": "4.2", "weight": "heavy", "isLent": "true", "tags": "a", "visited": [{ "room": {"a": 1} }] }"#;
    let expected = [
        "example-value-kind: 7",
        "example-value-kind: \"3\"",
        "example-value-kind: \"4.2\"",
        "example-value-kind: \"heavy\"",
        "example-value-kind: \"true\"",
        "example-value-kind: \"a\"",
        "example-value-kind: {\"a\": 1}",
    ];
    assert_eq!(found_in_body(body), expected);
}

#[test]
fn members_without_a_row_are_found_once_for_all_items_of_a_page() {
    let body = r#"{ "value": [{ "id": "7", "color": "red" }, { "id": "8", "color": "blue" }] }"#;
    assert_eq!(found_in_body(body), ["example-member-unknown: \"color\""]);
}

#[test]
fn members_of_open_and_of_derived_types_are_known() {
    let open = "# book resource type\n\nNamespace: contoso.library\n\n## JSON representation\n\n\
        <!-- { \"blockType\": \"resource\", \"@odata.type\": \"contoso.library.book\", \"openType\": true } -->\n\
        ```json\n{ \"id\": \"String\" }\n```\n";
    let page = get("GET /books/{id}", &example("/books/7", "", r#"{ "id": "7", "color": "red" }"#));
    assert_eq!(found(&[("book-get.md", &page), ("book.md", open)]), [""; 0]);

    let base = open.replace(", \"openType\": true", "");
    let atlas = base.replace("book", "atlas").replace("\"@odata", "\"baseType\": \"contoso.library.book\", \"@odata");
    let atlas = atlas.replace("{ \"id\": \"String\" }", "{ \"id\": \"String\", \"color\": \"String\" }");
    assert_eq!(found(&[("book-get.md", &page), ("book.md", &base), ("atlas.md", &atlas)]), [""; 0]);
    assert_eq!(found(&[("book-get.md", &page), ("book.md", &base)]), ["example-member-unknown: \"color\""]);
}

#[test]
fn a_body_that_fits_the_annotated_type_is_right_though_the_sentence_names_another() {
    let annotation = "<!-- { \"blockType\": \"response\", \"@odata.type\": \"contoso.library.shelf\" } -->";
    let page = get("GET /books/{id}", &example("/books/7", annotation, r#"{ "room": "R" }"#));
    assert_eq!(found(&[("book-get.md", &page), ("book.md", BOOK), ("shelf.md", SHELF)]), [""; 0]);
}

#[test]
fn annotations_are_compared_with_the_form_of_the_body() {
    let one = "<!-- { \"blockType\": \"response\", \"@odata.type\": \"contoso.library.book\" } -->";
    let many = one.replace(" }", ", \"isCollection\": true }");
    let find = |annotation: &str, body: &str| {
        let page = get("GET /books", &example("/books", annotation, body));
        found(&[("book-get.md", &page), ("book.md", BOOK), ("shelf.md", SHELF)])
    };
    assert_eq!(find(one, r#"{ "id": "7" }"#), [""; 0]);
    assert_eq!(find(&many, r#"{ "value": [{ "id": "7" }] }"#), [""; 0]);
    assert_eq!(find(&many, "{ }"), [""; 0]);
    let expected = ["annotation-collection-contradiction: \"contoso.library.book\""];
    assert_eq!(find(one, r#"{ "value": [{ "id": "7" }] }"#), expected);
    assert_eq!(find(&many, r#"{ "id": "7" }"#), expected);
}

#[test]
fn the_words_of_a_link_may_be_anything_but_the_name_of_another_type() {
    let find = |link: &str| {
        let room = format!(
            "# room resource type\n\nNamespace: contoso.library\n\n## Properties\n\n\
             | Property | Type |\n|:--|:--|\n| a | {link} |\n"
        );
        found(&[("room.md", &room), ("book.md", BOOK), ("shelf.md", SHELF)])
    };
    assert_eq!(find("[shelf](shelf.md)"), [""; 0]);
    assert_eq!(find("[board](shelf.md)"), [""; 0]);
    assert_eq!(find("[Book](shelf.md)"), ["link-text-contradiction: [Book](shelf.md)"]);
}

#[test]
fn tables_are_compared_with_the_json_representation() {
    let find = |rows: &str, json: &str| {
        let page = format!(
            "# room resource type\n\nNamespace: contoso.library\n\n## Properties\n\n\
             | Property | Type |\n|:--|:--|\n{rows}\n\n## JSON representation\n\n\
             <!-- {{ \"blockType\": \"resource\", \"@odata.type\": \"contoso.library.room\" }} -->\n```json\n{json}\n```\n"
        );
        found(&[("room.md", &page), ("book.md", BOOK), ("shelf.md", SHELF)])
    };
    let agree = [
        ("| a | String |", r#"{ "a": "String (identifier)" }"#),
        ("| a | DateTimeOffset |", r#"{ "a": "string" }"#),
        ("| a | Int32 |", r#"{ "a": 1024 }"#),
        ("| a | Boolean |", r#"{ "a": "boolean" }"#),
        ("| a | String collection |", r#"{ "a": "Collection(String)" }"#),
        ("| a | [shelf](shelf.md) |", r#"{ "a": { "@odata.type": "contoso.library.shelf" } }"#),
        ("| a | Binary |", r#"{ "a": { "@odata.type": "Edm.Binary" } }"#),
        ("| a | String |\n| photo | Stream |", r#"{ "a": "the list of rooms" }"#),
        ("| a | String |", r#"{ "@odata.type": "contoso.library.room" }"#),
    ];
    for (rows, json) in agree {
        assert_eq!(find(rows, json), [""; 0], "{rows} {json}");
    }
    let differ = [
        ("| a | Boolean |", r#"{ "a": "string" }"#, "property-json-contradiction: \"string\""),
        ("| a | String |", r#"{ "a": ["string"] }"#, "property-json-contradiction: [\"string\"]"),
        ("| a | String collection |", r#"{ "a": "string" }"#, "property-json-contradiction: \"string\""),
        (
            "| a | [shelf](shelf.md) |",
            r#"{ "a": { "@odata.type": "contoso.library.book" } }"#,
            "property-json-contradiction: { \"@odata.type\": \"contoso.library.book\" }",
        ),
        ("| a | String |\n| b | String |", r#"{ "a": "string" }"#, "property-missing-in-json: b"),
    ];
    for (rows, json, expected) in differ {
        assert_eq!(find(rows, json), [expected], "{rows} {json}");
    }
}

#[test]
fn rows_that_stand_twice_are_found_unless_they_differ_in_type() {
    let page = |rows: &str| {
        format!(
            "# room resource type\n\nNamespace: contoso.library\n\n## Properties\n\n| Property | Type |\n|:--|:--|\n{rows}"
        )
    };
    assert_eq!(found(&[("room.md", &page("| a | String |\n| A | String |\n"))]), [""; 0]);
    assert_eq!(found(&[("room.md", &page("| a | String |\n| a | Int32 |\n"))]), [""; 0]);
    assert_eq!(found(&[("room.md", &page("| a | String |\n| a | String |\n"))]), ["name-repeated: a"]);
    let pages = [("room.md", page("| a | String |\n")), ("rooms.md", page("| a | String |\n"))];
    assert_eq!(found(&pages.each_ref().map(|(path, text)| (*path, text.as_str()))), [""; 0]);
}

#[test]
fn rows_of_a_request_body_that_stand_twice_are_found() {
    let find = |rows: &str| {
        let table = format!("## Request body\n\n| Parameter | Type |\n|:--|:--|\n{rows}");
        found(&[("book-lend.md", &get("POST /books/{id}/lend", &table))])
    };
    assert_eq!(find("| until | Date |\n| room | String |\n"), [""; 0]);
    assert_eq!(find("| until | Date |\n| until | Date |\n"), ["name-repeated: until"]);
}

#[test]
fn parameters_are_looked_for_in_placeholders_arguments_and_queries() {
    let find = |line: &str, name: &str| {
        let rest = format!("## Function parameters\n\n| Parameter | Type |\n|:--|:--|\n| {name} | String |\n");
        found(&[("book-get.md", &get(line, &rest))])
    };
    for (line, name) in [
        ("GET /books/{book-id}", "bookId"),
        ("GET /books/{id | title}", "title"),
        ("GET /books/lent(period='{period_value}')", "period"),
        ("GET /books/lent(from={a},until='{b}')", "until"),
        ("GET /books/shelf={x}", "shelf"),
        ("GET /books?from={start}", "from"),
        ("GET /books?from={start}", "start"),
    ] {
        assert_eq!(find(line, name), [""; 0], "{line} {name}");
    }
    assert_eq!(find("GET /books/lent(from={a},until='{b}')", "to"), ["parameter-not-in-path: to"]);
}

#[test]
fn example_requests_go_to_a_line_of_their_page() {
    let lines = "GET /books/{id}\nGET /books/lent(from={a},until='{b}')\nGET /drive/root:/{path}:/content\nGET /books";
    let find = |target: &str| {
        let page = get(lines, &example(target, "", "{}"));
        found(&[("book-get.md", &page), ("book.md", BOOK), ("shelf.md", SHELF)])
    };
    for target in [
        "https://library.example/v1.0/Books/7?$select=id",
        "/books/lent(until='May',from=3)",
        "/drive/root:/Reports/May.txt:/content",
        "/books/$count",
        "/books/contoso.library.book",
    ] {
        assert_eq!(find(target), [""; 0], "{target}");
    }
    assert_eq!(find("/shelves/7"), ["example-without-route: /shelves/7"]);
    assert_eq!(find("/books/lent(from=3)"), [""; 0], "a function without its arguments is a key to `{{id}}`");
    assert_eq!(find("/books/7/pages"), ["example-without-route: /books/7/pages"]);
}

#[test]
fn requests_to_other_hosts_are_not_looked_at() {
    let follow_up = "```http\nGET https://store.example/7\n```\n";
    let own = example("https://library.example/v1.0/books/7", "", "{}");
    let again = "```http\nGET https://library.example/v1.0/books/8\n```\n";
    let page = get("GET /books/{id}", &format!("{own}\n{again}\n{follow_up}"));
    assert_eq!(found(&[("book-get.md", &page), ("book.md", BOOK), ("shelf.md", SHELF)]), [""; 0]);
}
