//! Calls of functions that pages write in several ways.

use super::{analyse, operation};

/// The paths of what is read by these lines, each on a page of its own, with rows of parameters.
fn paths(lines: &[&str], rows: &str) -> Vec<String> {
    let pages = pages(lines, rows);
    let pages: Vec<_> = pages.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    analyse(&pages).api.operations.iter().map(|operation| operation.path.to_string()).collect()
}

fn pages(lines: &[&str], rows: &str) -> Vec<(String, String)> {
    let rest = match rows {
        "" => String::new(),
        rows => format!("## Path parameters\n\n| Parameter | Type | Description |\n|:--|:--|:--|\n{rows}\n"),
    };
    let page = |(number, line): (usize, &&str)| (format!("{number}.md"), operation(&format!("GET {line}"), &rest));
    lines.iter().enumerate().map(page).collect()
}

#[test]
fn a_call_with_and_without_quotes_is_one() {
    let lines = ["/rooms/{id}/at(place={place})", "/rooms/{room}/at(place='{x}')", "/rooms/{id}/at(place={y})/lamp"];
    assert_eq!(
        paths(&lines, ""),
        ["/rooms/{room_id}/at(place='{place}')", "/rooms/{room_id}/at(place='{place}')/lamp"]
    );
    // Another function of the same name, and one that is called on something else.
    let lines = ["/rooms/at(place={p})", "/shelves/at(place='{p}')", "/rooms/at(place='{p}',row={r})"];
    assert_eq!(
        paths(&lines, ""),
        ["/rooms/at(place='{place}',row={row})", "/rooms/at(place={place})", "/shelves/at(place='{place}')"]
    );
}

#[test]
fn calls_behind_calls() {
    let lines = ["/at(place={p})/near(name='{n}')", "/at(place='{p}')/near(name={n})/lamp"];
    assert_eq!(
        paths(&lines, ""),
        ["/at(place='{place}')/near(name='{name}')", "/at(place='{place}')/near(name='{name}')/lamp"]
    );
}

#[test]
fn the_order_of_arguments_is_that_of_most_lines() {
    let lines = ["/at(row={r},column={c})/a", "/at(row={r},column={c})/b", "/at(column={c},row={r})/c"];
    assert_eq!(
        paths(&lines, ""),
        ["/at(row={row},column={column})/a", "/at(row={row},column={column})/b", "/at(row={row},column={column})/c"]
    );
}

#[test]
fn texts_stand_in_quotes() {
    let lines = ["/lent(to={reader},since={date})"];
    let rows = "| to | String | A name. |\n| since | Date | A day. |";
    assert_eq!(paths(&lines, rows), ["/lent(to='{to}',since={since})"]);
}

#[test]
fn keys_in_parentheses_stay() {
    let lines =
        ["/books({id})", "/books('{id}')/notes", "/books(isbn='{isbn}')", "/books/at({place})", "/books/lent()"];
    assert_eq!(
        paths(&lines, ""),
        [
            "/books('{book_id}')/notes",
            "/books(isbn='{isbn}')",
            "/books({book_id})",
            "/books/at({place})",
            "/books/lent()"
        ]
    );
}
