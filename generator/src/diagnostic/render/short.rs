//! One line, for the messages of a build script.

use super::place::Place;
use super::visible;
use crate::diagnostic::Diagnostic;
use crate::source::Sources;

/// `path:line:column: message [code]; help`, in one line whatever the pages hold.
#[must_use]
pub fn short(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let mut line = String::new();
    if let Some(place) = diagnostic.primary.as_ref().and_then(|label| Place::of(label.span, sources)) {
        line += &format!("{}:{}:{}: ", place.path, place.start.line, place.start.column);
    }
    line += &format!("{} [{}]", diagnostic.message, diagnostic.code.name);
    if let Some(help) = &diagnostic.help {
        line += "; ";
        line += help;
    }
    visible(&line).replace('\n', "\\n")
}

#[cfg(test)]
mod tests {
    use super::super::samples::{ROW_LOST, conflict, guessed, sources};
    use super::*;

    #[test]
    fn says_where_what_and_the_way_out() {
        let sources = sources();
        assert_eq!(
            short(&conflict(&sources), &sources),
            "thread.md:5:11: `topic` has two types [type-conflict]; write `String` in the table"
        );
        assert_eq!(short(&guessed(), &sources), "three types have a guessed base [base-guessed]");
    }

    #[test]
    fn stays_in_one_line() {
        let diagnostic = Diagnostic::without_place(&ROW_LOST, "a\nb\rc\u{1b}d");
        assert_eq!(short(&diagnostic, &Sources::default()), "a\\nb␍c␛d [row-lost]");
    }
}
