//! Which type derives from which.

use super::{codes, lines, represented, resource};

const THING: &str = "# thing resource type\n\nNamespace: contoso.library\n\n## Properties\n\n\
    | Property | Type | Description |\n|:--|:--|:--|\n| id | String | Key. |\n";

#[test]
fn the_annotation_names_the_base() {
    let json = represented("book", ", \"baseType\": \"contoso.library.thing\"", r#"{ "title": "String" }"#);
    let book = resource("book", &["title | String"], &json);
    let pages = [("book.md", book.as_str()), ("thing.md", THING)];
    assert_eq!(
        lines(&pages, "type contoso.library.book"),
        ["type contoso.library.book : contoso.library.thing (Documented)"]
    );
}

#[test]
fn prose_names_the_base() {
    let book = resource("book", &["title | String"], "").replacen(
        "## Properties",
        "Inherits from [thing](thing.md).\n\n## Properties",
        1,
    );
    let pages = [("book.md", book.as_str()), ("thing.md", THING)];
    assert_eq!(
        lines(&pages, "type contoso.library.book"),
        ["type contoso.library.book : contoso.library.thing (Documented)"]
    );
}

#[test]
fn the_annotation_wins_over_prose() {
    let other = THING.replace("thing", "item");
    let json = represented("book", ", \"baseType\": \"contoso.library.thing\"", r#"{ "title": "String" }"#);
    let book = resource("book", &["title | String"], &json).replacen(
        "## Properties",
        "Inherits from [item](item.md).\n\n## Properties",
        1,
    );
    let pages = [("book.md", book.as_str()), ("thing.md", THING), ("item.md", other.as_str())];
    assert_eq!(
        lines(&pages, "type contoso.library.book"),
        ["type contoso.library.book : contoso.library.thing (Documented)"]
    );
    assert_eq!(codes(&pages), ["base-contradiction"]);
}

#[test]
fn a_base_that_no_page_describes_is_left_out() {
    let json = represented("book", ", \"baseType\": \"contoso.library.ghost\"", r#"{ "title": "String" }"#);
    let book = resource("book", &["title | String"], &json);
    assert_eq!(lines(&[("book.md", &book)], "type"), ["type contoso.library.book (Documented)"]);
    assert_eq!(codes(&[("book.md", &book)]), ["base-unknown"]);
}

#[test]
fn a_circle_of_bases_is_cut() {
    let derive = |name: &str, base: &str| {
        let member = format!(", \"baseType\": \"contoso.library.{base}\"");
        resource(name, &["title | String"], &represented(name, &member, r#"{ "title": "String" }"#))
    };
    let (a, b) = (derive("a", "b"), derive("b", "a"));
    let pages = [("a.md", a.as_str()), ("b.md", b.as_str())];
    assert_eq!(lines(&pages, "type").iter().filter(|line| line.contains(" : ")).count(), 1);
    assert_eq!(codes(&pages), ["base-circle"]);
}

#[test]
fn a_base_of_null_means_none() {
    let json = represented("book", ", \"baseType\": null, \"keyProperty\": \"id\"", r#"{ "id": "String" }"#);
    let book = resource("book", &["id | String"], &json);
    let pages = [("book.md", book.as_str()), ("thing.md", THING)];
    assert_eq!(lines(&pages, "type contoso.library.book"), ["type contoso.library.book (Documented)"]);
}
