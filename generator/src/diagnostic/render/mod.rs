//! Renderings of findings: for a terminal, for programs, for code hosts.
//!
//! In: [`Diagnostic`](super::Diagnostic)s and the sources that they point into. Out: text, nothing is printed here.
//! Must not know: where the text goes. Words and paths come from pages: no rendering lets a control character through.

mod github;
mod human;
mod json;
mod place;
mod sarif;
mod short;

pub use github::github;
pub use human::{Colours, human, human_within};
pub use json::json;
pub use sarif::sarif;
pub use short::short;

use annotate_snippets::normalize_untrusted_str;

/// Text without characters that a terminal obeys, which are shown as symbols. Line feeds and blanks remain.
#[must_use]
pub fn visible(text: &str) -> String {
    visible_c1(&normalize_untrusted_str(text))
}

/// Text without the controls U+0080 to U+009F, one of which begins a command as the escape character does. Their place
/// is taken by a character of as many bytes, so that places in the text stay right.
fn visible_c1(text: &str) -> String {
    text.replace(|c| matches!(c, '\u{80}'..='\u{9F}'), "\u{B7}")
}

#[cfg(test)]
mod samples {
    //! Findings to render.

    use crate::diagnostic::{Code, Diagnostic, Severity};
    use crate::source::{SourceId, Sources, Span};

    pub static TYPE_CONFLICT: Code = Code {
        name: "type-conflict",
        severity: Severity::Warning,
        title: "two types",
        explanation: "Why.\n\nTo fix: one.",
    };
    pub static ROW_LOST: Code =
        Code { name: "row-lost", severity: Severity::Error, title: "lost", explanation: "Why." };
    pub static BASE_GUESSED: Code =
        Code { name: "base-guessed", severity: Severity::Note, title: "base", explanation: "Why." };

    pub const THREAD: &str = "# Thread\n\n| Property | Type |\n|:--|:--|\n| topic | Stirng |\n";
    pub const POST: &str = "# Post\n\nThe `topic` is text.\n";

    pub fn sources() -> Sources {
        Sources::from_texts([("post.md", POST), ("thread.md", THREAD)])
    }

    /// The first place of `words` in the file number `file`.
    pub fn span(sources: &Sources, file: usize, words: &str) -> Span {
        let id: SourceId = sources.ids().nth(file).unwrap();
        let start = sources.get(id).unwrap().text.find(words).unwrap();
        Span::new(id, start..start + words.len())
    }

    pub fn conflict(sources: &Sources) -> Diagnostic {
        Diagnostic::new(&TYPE_CONFLICT, span(sources, 1, "Stirng"), "`topic` has two types")
            .label("this is not a type")
            .related(span(sources, 0, "`topic`"), "text, says this page")
            .note("taken as String")
            .help("write `String` in the table")
    }

    pub fn lost(sources: &Sources) -> Diagnostic {
        Diagnostic::new(&ROW_LOST, span(sources, 1, "| topic"), "the row cannot be used")
    }

    pub fn guessed() -> Diagnostic {
        Diagnostic::without_place(&BASE_GUESSED, "three types have a guessed base")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_terminal_obeys_remains() {
        let text = "a\u{1b}[31mb\u{9b}2Jc\rd\u{202e}e\tf\ng";
        assert_eq!(visible(text), "a␛[31mb·2Jc␍d\u{fffd}e    f\ng");
    }
}
