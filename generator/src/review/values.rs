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

/// Whether a string is a number of this type, as OData writes those that not every reader of numbers can hold: integers of 64 bits and decimals
/// with `IEEE754Compatible=true`, and always those that have words.
pub(super) fn is_quoted_number(text: &str, item: &ItemType) -> bool {
    let is_word = matches!(text, "NaN" | "INF" | "-INF");
    match item {
        ItemType::Primitive(Primitive::Int64) => text.parse::<i64>().is_ok(),
        ItemType::Primitive(Primitive::Decimal) => {
            let is_of_number = |character: char| character.is_ascii_digit() || "+-.eE".contains(character);
            is_word || text.chars().all(is_of_number) && text.parse::<f64>().is_ok()
        }
        ItemType::Primitive(Primitive::Double | Primitive::Single | Primitive::Number) => is_word,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_numbers_stand_in_quotes() {
        let quoted = |text: &str, primitive| is_quoted_number(text, &ItemType::Primitive(primitive));
        assert!(quoted("9007199254740993", Primitive::Int64) && !quoted("1.0", Primitive::Int64));
        assert!(quoted("12.50", Primitive::Decimal) && quoted("1e3", Primitive::Decimal));
        assert!(!quoted("free", Primitive::Decimal) && !quoted("infinity", Primitive::Decimal));
        assert!(
            quoted("-INF", Primitive::Double) && quoted("NaN", Primitive::Single) && quoted("INF", Primitive::Decimal)
        );
        assert!(!quoted("12.5", Primitive::Double) && !quoted("12", Primitive::Int32));
    }

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
