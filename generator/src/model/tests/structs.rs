//! Which properties a type has, and of which type.

use super::{codes, lines, represented, resource};

#[test]
fn several_pages_of_one_type_are_united() {
    let (first, second) = (resource("book", &["id | String"], ""), resource("book", &["pages | Int32"], ""));
    let pages = [("a.md", first.as_str()), ("b.md", second.as_str())];
    assert_eq!(lines(&pages, "type"), ["type contoso.library.book (Documented)"]);
    assert_eq!(lines(&pages, "id"), ["id: `String`"]);
    assert_eq!(lines(&pages, "pages"), ["pages: `Int32`"]);
    assert_eq!(codes(&pages), [""; 0]);
}

#[test]
fn of_two_types_of_a_property_the_first_is_used() {
    let page = resource("book", &["pages | Int32", "pages | String"], "");
    assert_eq!(lines(&[("a.md", &page)], "pages"), ["pages: `Int32`"]);
    assert_eq!(codes(&[("a.md", &page)]), ["property-contradiction"]);
}

#[test]
fn a_link_means_the_type_of_its_target_and_not_its_words() {
    let book = resource("book", &["home | [board](board.md)"], "");
    let shelf = resource("shelf", &["room | String"], "");
    assert_eq!(lines(&[("book.md", &book), ("board.md", &shelf)], "home"), ["home: `contoso.library.shelf`"]);
}

#[test]
fn an_unknown_type_is_what_the_json_shows() {
    let json = represented("book", "", r#"{ "size": 1, "color": { "r": 1 } }"#);
    let page = resource("book", &["size | measure", "color | paint"], &json);
    assert_eq!(lines(&[("a.md", &page)], "size"), ["size: `Int32`"]);
    assert_eq!(lines(&[("a.md", &page)], "color"), ["color: `Json`"]);
    assert_eq!(codes(&[("a.md", &page)]), ["type-unknown", "type-unknown"]);
}

#[test]
fn a_member_of_the_json_alone_is_a_property() {
    let page = resource("book", &["id | String"], &represented("book", "", r#"{ "id": "String", "isLent": true }"#));
    assert_eq!(lines(&[("a.md", &page)], "isLent"), ["isLent: `Boolean`"]);
    assert_eq!(codes(&[("a.md", &page)]), ["property-only-in-json"]);
}

#[test]
fn a_name_with_possible_values_is_an_enum() {
    let page = "# book resource type\n\nNamespace: contoso.library\n\n## Properties\n\n\
        | Property | Type | Description |\n|:--|:--|:--|\n\
        | binding | bookBinding | Possible values are: `paper`, `cloth`. |\n";
    assert_eq!(lines(&[("a.md", page)], "binding"), ["binding: `contoso.library.bookBinding`"]);
    assert_eq!(lines(&[("a.md", page)], "enum"), ["enum contoso.library.bookBinding { paper, cloth }"]);
}

#[test]
fn a_type_that_holds_itself_is_marked() {
    let page = resource("book", &["sequel | [book](a.md)", "others | [book](a.md) collection"], "");
    assert_eq!(lines(&[("a.md", &page)], "sequel"), ["sequel: `contoso.library.book`, recursive"]);
    assert_eq!(lines(&[("a.md", &page)], "others"), ["others: a collection of `contoso.library.book`"]);
}
