//! What can be wrong with the target of a request line, in words.

/// Slips of the pen in a target whose meaning is clear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Repair {
    /// `range(address='{address}'/format`
    Unclosed,
    /// `/teams/(team-id)`
    Parentheses,
    /// `/books/:id`
    Colon,
    /// `{user-id} | user-principal-name`
    OuterAlternative,
    /// `/books{book-id}/notes`
    MissingSlash,
}

impl Repair {
    /// What is wrong, for a message.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Unclosed => "a parenthesis is not closed before the next `/`",
            Self::Parentheses => "a placeholder stands in parentheses instead of braces",
            Self::Colon => "a placeholder begins with a colon instead of standing in braces",
            Self::OuterAlternative => "an alternative stands outside of the braces",
            Self::MissingSlash => "there is no `/` between a word and the placeholder behind it",
        }
    }
}

/// Why a line has no usable path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PathProblem {
    Empty,
    NoSlash,
    Dots,
    Unbalanced,
    Blank,
    Character,
    TooLong,
}

impl PathProblem {
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Empty => "it is empty",
            Self::NoSlash => "it does not begin with `/`",
            Self::Dots => "`.` and `..` lead to another path",
            Self::Unbalanced => "a `{` or `(` is not closed",
            Self::Blank => "there is a blank outside of the braces",
            Self::Character => "it has a character that no path can have",
            Self::TooLong => "it is longer than any path",
        }
    }
}
