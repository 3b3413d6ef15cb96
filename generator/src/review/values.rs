//! Whether a JSON value is of a kind that fits a documented type.

use crate::model::{ItemType, Primitive};
use crate::read::conventions::{EXAMPLE_PLACEHOLDER_ENDS, PRIMITIVES, REPRESENTATION_WORDS, fold, look_up};

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
