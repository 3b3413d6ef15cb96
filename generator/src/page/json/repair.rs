//! What can be wrong with JSON and still be understood.

use crate::source::Span;

/// A place where the text was not strict JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repair {
    /// What was wrong.
    pub kind: RepairKind,
    /// The place; empty where something is missing.
    pub span: Span,
}

/// The forms that are repaired.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RepairKind {
    /// `\d`: kept as written.
    BadEscape,
    /// `//` or `/* */`: skipped.
    Comment,
    /// A tab or another control character in a string: kept.
    ControlCharacter,
    /// `...` between values: skipped.
    Ellipsis,
    /// A no-break space, a byte order mark and the like between values: skipped.
    InvisibleCharacter,
    /// A line feed in a string: kept.
    LineFeedInString,
    /// `True`, `NULL`: read as the literal.
    LiteralCase,
    /// Half of a surrogate pair: replaced by U+FFFD.
    LoneSurrogate,
    /// A `]` for a `}` or the reverse: taken for the right one.
    MismatchedBracket,
    /// A bracket that is never closed.
    MissingBracket,
    /// No `:` between a name and its value.
    MissingColon,
    /// No comma between two values.
    MissingComma,
    /// A value where a member was expected: skipped.
    MissingName,
    /// No `{` in front of the members.
    MissingOpeningBracket,
    /// A quote at one end only; the other is taken to be at the end of the line.
    MissingQuote,
    /// A name without a value: read as `null`.
    MissingValue,
    /// `+1`, `.5`, `007`, `0x1F`: read as the number.
    NumberForm,
    /// An unescaped quote in a string: kept.
    QuoteInString,
    /// A name that stands twice in an object: both are kept.
    RepeatedName,
    /// `'text'`: read as a string.
    SingleQuotes,
    /// Typographic quotes: read as a string.
    SmartQuotes,
    /// A comma without a value before it: skipped.
    SurplusComma,
    /// Brackets nested beyond any use: the value is given up.
    TooDeep,
    /// A comma behind the last value: skipped.
    TrailingComma,
    /// Characters that mean nothing: skipped.
    Unexpected,
    /// A name without quotes.
    UnquotedName,
    /// Words without quotes: read as a string.
    UnquotedValue,
}

impl RepairKind {
    /// A noun phrase for messages, such as `a trailing comma`.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::BadEscape => "an escape that JSON does not know",
            Self::Comment => "a comment",
            Self::ControlCharacter => "a control character in a string",
            Self::Ellipsis => "an ellipsis",
            Self::InvisibleCharacter => "an invisible character that is no blank",
            Self::LineFeedInString => "a line break in a string",
            Self::LiteralCase => "a literal in the wrong case",
            Self::LoneSurrogate => "half of a surrogate pair",
            Self::MismatchedBracket => "a bracket of the wrong kind",
            Self::MissingBracket => "a missing closing bracket",
            Self::MissingColon => "a missing colon",
            Self::MissingComma => "a missing comma",
            Self::MissingName => "a value without a name",
            Self::MissingOpeningBracket => "a missing opening bracket",
            Self::MissingQuote => "a missing quote",
            Self::MissingValue => "a name without a value",
            Self::NumberForm => "a number in a form that JSON does not know",
            Self::QuoteInString => "an unescaped quote in a string",
            Self::RepeatedName => "a repeated name",
            Self::SingleQuotes => "single quotes",
            Self::SmartQuotes => "typographic quotes",
            Self::SurplusComma => "a surplus comma",
            Self::TooDeep => "brackets nested too deeply",
            Self::TrailingComma => "a trailing comma",
            Self::Unexpected => "unexpected characters",
            Self::UnquotedName => "a name without quotes",
            Self::UnquotedValue => "text without quotes",
        }
    }
}
