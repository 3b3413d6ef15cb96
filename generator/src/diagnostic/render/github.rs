//! Workflow commands, which GitHub shows beside the changed lines of a pull request.
//!
//! <https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands>

use super::place::Place;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Sources;

/// `::error file=api/x.md,line=3,col=1,title=code::message`
#[must_use]
pub fn github(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let command = match diagnostic.code.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let place =
        diagnostic.primary.as_ref().and_then(|label| Place::of(label.span, sources)).map(|place| {
            format!("file={},line={},col={},", property(place.path), place.start.line, place.start.column)
        });
    let details = diagnostic.note.iter().chain(&diagnostic.help);
    let text = details.fold(diagnostic.message.clone(), |text, detail| text + "\n" + detail);
    let (place, title) = (place.unwrap_or_default(), property(diagnostic.code.name));
    format!("::{command} {place}title={title}::{}", message(&text))
}

/// The three characters that end a command or begin an escape.
fn message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// In a property also those that end the property.
fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::super::samples::{ROW_LOST, conflict, guessed, lost, sources, span};
    use super::*;

    #[test]
    fn one_command_for_each_finding() {
        let sources = sources();
        assert_eq!(
            github(&conflict(&sources), &sources),
            "::warning file=thread.md,line=5,col=11,title=type-conflict::\
             `topic` has two types%0Ataken as String%0Awrite `String` in the table"
        );
        assert_eq!(
            github(&lost(&sources), &sources),
            "::error file=thread.md,line=5,col=1,title=row-lost::the row cannot be used"
        );
        assert_eq!(github(&guessed(), &sources), "::notice title=base-guessed::three types have a guessed base");
    }

    #[test]
    fn pages_cannot_write_commands() {
        let sources = Sources::from_texts([("a,b:c%.md", "x")]);
        let diagnostic = Diagnostic::new(&ROW_LOST, span(&sources, 0, "x"), "100%\r\n::error::no");
        assert_eq!(
            github(&diagnostic, &sources),
            "::error file=a%2Cb%3Ac%25.md,line=1,col=1,title=row-lost::100%25%0D%0A::error::no"
        );
    }
}
