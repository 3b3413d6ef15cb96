//! What an endpoint takes.

use super::{lines, operation, resource};

fn bodies(line: &str, rest: &str) -> Vec<String> {
    let page = operation(line, rest);
    let book = resource("book", &["id | String", "title | String"], "");
    lines(&[("page.md", page.as_str()), ("book.md", book.as_str())], "body")
}

#[test]
fn a_linked_type_is_the_body() {
    let rest = "## Request body\n\nSupply a JSON representation of a [book](book.md) object.\n";
    assert_eq!(bodies("POST /books", rest), ["body: `contoso.library.book`"]);
}

#[test]
fn parameters_of_an_action_are_a_type_of_its_own() {
    let rest = "## Request body\n\nProvide a JSON object with the following parameters.\n\n\
        | Parameter | Type | Description |\n|:--|:--|:--|\n| until | Date | When. |\n";
    assert_eq!(bodies("POST /books/{id}/lend", rest), ["body: `contoso.library.booksLendRequest`"]);
}

#[test]
fn a_page_that_says_that_there_is_no_body_is_believed() {
    assert_eq!(bodies("POST /books/{id}/return", "## Request body\n\nDo not supply a request body.\n"), [""; 0]);
}

#[test]
fn a_link_to_a_thing_is_sent_as_its_address() {
    let rest = "## Request body\n\nSupply a JSON representation of a [book](book.md) object.\n";
    assert_eq!(bodies("POST /shelves/{id}/books/$ref", rest), ["body: `contoso.library.entityReference`"]);
}

#[test]
fn bytes_are_sent_to_the_value_of_a_thing() {
    assert_eq!(bodies("PUT /books/{id}/cover/$value", "## Request body\n\nThe picture.\n"), ["body: media"]);
}

#[test]
fn an_update_without_a_named_type_takes_what_is_read_from_the_same_path() {
    let update = operation(
        "PATCH /books/{id}",
        "## Request body\n\nSupply the values that are to change.\n\n\
         | Property | Type | Description |\n|:--|:--|:--|\n| title | String | Title. |\n",
    );
    let get = operation("GET /books/{id}", "## Response\n\nReturns `200 OK` and a [book](book.md) object.\n");
    let book = resource("book", &["id | String", "title | String"], "");
    let pages = [("update.md", update.as_str()), ("get.md", get.as_str()), ("book.md", book.as_str())];
    assert_eq!(lines(&pages, "body"), ["body: `contoso.library.book`"]);
}
