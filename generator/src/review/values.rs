//! Whether a JSON value is of a kind that fits a documented type.

use crate::model::{ItemType, Primitive};
use crate::page::json::{Json, JsonValue};
use crate::read::conventions::{EXAMPLE_PLACEHOLDER_ENDS, PRIMITIVES, REPRESENTATION_WORDS, fold, look_up};

/// The kinds that matter for a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Boolean,
    Number,
    Text,
    Object,
    List,
}

impl Kind {
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Boolean => "`true` or `false`",
            Self::Number => "a number",
            Self::Text => "a string",
            Self::Object => "an object",
            Self::List => "an array",
        }
    }

    /// The kind of a value; null is of every kind.
    pub(super) const fn of(json: &Json) -> Option<Self> {
        match &json.value {
            JsonValue::Null => None,
            JsonValue::Bool(_) => Some(Self::Boolean),
            JsonValue::Number(_) => Some(Self::Number),
            JsonValue::String(_) => Some(Self::Text),
            JsonValue::Array(_) => Some(Self::List),
            JsonValue::Object(_) => Some(Self::Object),
        }
    }

    /// The kind of the values of an item; nothing where any kind will do.
    pub(super) const fn of_item(item: &ItemType) -> Option<Self> {
        match item {
            ItemType::Struct(_) => Some(Self::Object),
            ItemType::Enum(_) => Some(Self::Text),
            ItemType::Primitive(primitive) => Self::of_primitive(*primitive),
        }
    }

    const fn of_primitive(primitive: Primitive) -> Option<Self> {
        match primitive {
            Primitive::Json | Primitive::Stream => None,
            Primitive::Boolean => Some(Self::Boolean),
            Primitive::Byte
            | Primitive::SByte
            | Primitive::Int16
            | Primitive::Int32
            | Primitive::Int64
            | Primitive::Single
            | Primitive::Double
            | Primitive::Number
            | Primitive::Decimal => Some(Self::Number),
            Primitive::String
            | Primitive::DateTimeOffset
            | Primitive::Date
            | Primitive::TimeOfDay
            | Primitive::Duration
            | Primitive::Guid
            | Primitive::Binary => Some(Self::Text),
        }
    }
}

/// Whether a string stands for a value that the page does not care to show: the word for its type, `display name value`, `{id}`.
pub(super) fn is_placeholder(text: &str) -> bool {
    let folded = fold(text);
    let is_word = || look_up(PRIMITIVES, &folded).is_some() || look_up(REPRESENTATION_WORDS, &folded).is_some();
    let is_marked = || folded.starts_with(['<', '{', '[']) || folded.contains("...") || folded.contains('…');
    folded.is_empty() || is_word() || is_marked() || EXAMPLE_PLACEHOLDER_ENDS.iter().any(|end| folded.ends_with(end))
}

/// Whether JSON writes the values of this type as a number or as a string, depending on who reads it: 64 bits are more than every reader
/// of numbers can hold, and some numbers (`INF`) have words.
pub(super) const fn may_be_quoted(item: &ItemType) -> bool {
    matches!(item, ItemType::Primitive(Primitive::Int64 | Primitive::Decimal | Primitive::Double | Primitive::Single))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_show_no_value() {
        for text in ["Boolean", "string", "datetime-value", "Display Name value", "{id}", "<id>", "...", "", "Int32"] {
            assert!(is_placeholder(text), "{text:?}");
        }
        for text in ["true", "12", "Road map", "value added"] {
            assert!(!is_placeholder(text), "{text:?}");
        }
    }
}
