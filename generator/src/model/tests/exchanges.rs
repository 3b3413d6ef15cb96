//! Which example requests belong to an endpoint, and how they would be sent.

use serde_json::json;

use super::{analyse, operation};
use crate::model::ShownExchange;

/// A request and its response, as a page shows them.
fn example(request: &str, response: &str) -> String {
    format!(
        "<!-- {{ \"blockType\": \"request\", \"name\": \"example\" }} -->\n```http\n{request}\n```\n\n\
         <!-- {{ \"blockType\": \"response\" }} -->\n```http\nHTTP/1.1 {response}\n```\n\n"
    )
}

/// The exchanges of each endpoint of a page with these request lines and examples.
fn exchanges(request_lines: &str, examples: &[String]) -> Vec<(String, Vec<ShownExchange>)> {
    let page = operation(request_lines, &format!("## Examples\n\n{}", examples.concat()));
    let api = analyse(&[("api/book.md", page.as_str())]).api;
    api.operations.into_iter().map(|operation| (operation.path.to_string(), operation.exchanges)).collect()
}

fn targets(request_lines: &str, examples: &[String]) -> Vec<(String, Vec<String>)> {
    let exchanges = exchanges(request_lines, examples);
    let targets = |shown: Vec<ShownExchange>| shown.into_iter().map(|one| one.target).collect();
    exchanges.into_iter().map(|(path, shown)| (path, targets(shown))).collect()
}

#[test]
fn a_request_is_kept_as_it_would_be_sent() {
    let request = "POST https://contoso.com/v1.0/books?$select=id\nAuthorization: Bearer {token}\nContent-type: application/json\n\
                   Content-Length: 20\nPrefer: return=minimal\n\n{\"title\": \"Dune\"}";
    let expected = ShownExchange {
        page: "api/book.md".to_owned(),
        target: "/books?$select=id".to_owned(),
        headers: [("Content-type", "application/json"), ("Prefer", "return=minimal")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into(),
        body: Some(json!({"title": "Dune"})),
        statuses: vec![201],
    };
    let found = exchanges("POST /books", &[example(request, "201 Created")]);
    assert_eq!(found, [("/books".to_owned(), vec![expected])]);
}

#[test]
fn a_request_belongs_to_the_line_that_it_goes_to() {
    let examples = [
        example("GET https://contoso.com/v1.0/me/books", "200 OK"),
        example("GET /users/ada/books/", "200 OK"),
        example("GET https://contoso.com/v1.0/racks/1/books", "200 OK"),
    ];
    let found = targets("GET /me/books\nGET /users/{id}/books\nGET /racks/{id}/books", &examples);
    let one = |path: &str, target: &str| (path.to_owned(), vec![target.to_owned()]);
    let expected = [
        one("/me/books", "/me/books"),
        one("/racks/{rack_id}/books", "/racks/1/books"),
        one("/users/{user_id}/books", "/users/ada/books"),
    ];
    assert_eq!(found, expected);
}
