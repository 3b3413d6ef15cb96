//! What an endpoint answers.

use super::{codes, lines, operation, represented, resource};

/// `## Response` with this sentence, and an example with this annotation and message.
fn answer(sentence: &str, annotation: &str, message: &str) -> String {
    format!(
        "## Response\n\n{sentence}\n\n## Example\n\n```http\nGET /books\n```\n\n{annotation}\n```http\n{message}\n```\n"
    )
}

fn statuses(line: &str, rest: &str) -> (Vec<String>, Vec<&'static str>) {
    let page = operation(line, rest);
    // Neither type derives from the other, whatever the examples show.
    let of = |name: &str| {
        resource(name, &["id | String"], &represented(name, ", \"baseType\": null", "{ \"id\": \"String\" }"))
    };
    let (book, shelf) = (of("book"), of("shelf"));
    let pages = [("get.md", page.as_str()), ("book.md", book.as_str()), ("shelf.md", shelf.as_str())];
    (["2", "3"].iter().flat_map(|digit| lines(&pages, digit)).collect(), codes(&pages))
}

#[test]
fn the_sentence_names_status_and_type() {
    let rest = "## Response\n\nReturns `201 Created` and a [book](book.md) object.\n";
    assert_eq!(statuses("POST /books", rest), (vec!["201: `contoso.library.book`".to_owned()], vec![]));
}

#[test]
fn the_body_tells_whether_there_are_many() {
    let body = "HTTP/1.1 200 OK\n\n{ \"value\": [{ \"id\": \"7\" }] }";
    let rest = answer("Returns `200 OK` and a [book](book.md) object.", "", body);
    assert_eq!(statuses("GET /books", &rest).0, ["200: page of `contoso.library.book`"]);
}

#[test]
fn the_sentence_wins_over_the_status_of_an_example() {
    let rest =
        answer("Returns `201 Created` and a [book](book.md) object.", "", "HTTP/1.1 200 OK\n\n{ \"id\": \"7\" }");
    let expected = (vec!["201: `contoso.library.book`".to_owned()], vec!["status-contradiction"]);
    assert_eq!(statuses("GET /books", &rest), expected);
}

#[test]
fn two_of_three_win_over_the_third() {
    let annotation = "<!-- { \"blockType\": \"response\", \"@odata.type\": \"contoso.library.shelf\" } -->";
    let body = "HTTP/1.1 200 OK\n\n{ \"@odata.type\": \"#contoso.library.shelf\", \"id\": \"7\" }";
    let rest = answer("Returns `200 OK` and a [book](book.md) object.", annotation, body);
    let expected = (vec!["200: `contoso.library.shelf`".to_owned()], vec!["response-type-contradiction"]);
    assert_eq!(statuses("GET /books", &rest), expected);
}

#[test]
fn no_content_has_no_body() {
    let rest = "## Response\n\nReturns `204 No Content`. It does not return anything in the response body.\n";
    assert_eq!(statuses("DELETE /books/{id}", rest).0, ["204: nothing"]);
}
