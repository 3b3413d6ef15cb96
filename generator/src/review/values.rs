//! Whether a JSON value is of a kind that fits a documented type.

use jiff::{Timestamp, civil};
use uuid::Uuid;

use crate::model::{ItemType, Primitive};
use crate::read::conventions::{EXAMPLE_PLACEHOLDER_ENDS, PRIMITIVES, REPRESENTATION_WORDS, fold, look_up};

/// Whether a string stands for a value that the page does not care to show: the word for its type, `display name value`, `{id}`.
pub(super) fn is_placeholder(text: &str) -> bool {
    let folded = fold(text);
    let is_word = || look_up(PRIMITIVES, &folded).is_some() || look_up(REPRESENTATION_WORDS, &folded).is_some();
    let is_marked = || folded.starts_with(['<', '{', '[', '@']) || folded.contains("...") || folded.contains('…');
    // `key-value-2`
    let unnumbered = folded.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('-');
    folded.is_empty()
        || is_word()
        || is_marked()
        || EXAMPLE_PLACEHOLDER_ENDS.iter().any(|end| unnumbered.ends_with(end))
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

/// What a text should be and is not, for types whose values have a form: `2026-01-32` is no date. The same libraries read them in
/// generated code.
pub(super) fn other_form(primitive: Primitive, text: &str) -> Option<&'static str> {
    let (fits, words) = match primitive {
        Primitive::Date => (is_date(text), "a date"),
        Primitive::DateTimeOffset => (is_date_time(text), "a date and time with an offset"),
        Primitive::TimeOfDay => (is_time(text), "a time of day"),
        Primitive::Guid => (Uuid::try_parse(text).is_ok(), "a GUID"),
        _ => return None,
    };
    (!fits).then_some(words)
}

/// The parser would also take a date and time.
fn is_date(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') && text.parse::<civil::Date>().is_ok()
}

/// The end of the year 9999 in UTC is later than a timestamp can be.
fn is_date_time(text: &str) -> bool {
    let in_utc = || text.strip_suffix('Z').is_some_and(|text| text.parse::<civil::DateTime>().is_ok());
    text.parse::<Timestamp>().is_ok() || in_utc()
}

/// The parser would also take a date and time, and an hour alone.
fn is_time(text: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_digit() || matches!(byte, b':' | b'.');
    text.contains(':') && text.bytes().all(is_part) && text.parse::<civil::Time>().is_ok()
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
    fn texts_of_a_form() {
        let fits = |primitive, text| other_form(primitive, text).is_none();
        for text in ["2026-01-31", "2024-02-29", "0001-01-01"] {
            assert!(fits(Primitive::Date, text), "{text}");
        }
        for text in ["2026-01-32", "2025-02-29", "2026-13-01", "2026-1-1", "31.01.2026"] {
            assert!(!fits(Primitive::Date, text), "{text}");
        }
        for text in ["2026-01-31T10:00:00Z", "2026-01-31T10:00:00.0000000-08:00", "9999-12-31T23:59:59Z"] {
            assert!(fits(Primitive::DateTimeOffset, text), "{text}");
        }
        for text in ["2026-01-31", "2026-01-31T10:00:00", "2026-01-31T25:00:00Z", "10/31/2026 10:00:00"] {
            assert!(!fits(Primitive::DateTimeOffset, text), "{text}");
        }
        assert!(fits(Primitive::TimeOfDay, "08:30:00.0000000") && !fits(Primitive::TimeOfDay, "8:30"));
        assert!(fits(Primitive::Guid, "7d3d2b2a-0c1d-4e5f-8a9b-0c1d2e3f4a5b") && !fits(Primitive::Guid, "7d3d2b2a"));
    }

    #[test]
    fn placeholders_show_no_value() {
        for text in [
            "Boolean",
            "string",
            "datetime-value",
            "Display Name value",
            "{id}",
            "<id>",
            "...",
            "",
            "Int32",
            "key-value-2",
        ] {
            assert!(is_placeholder(text), "{text:?}");
        }
        for text in ["true", "12", "Road map", "value added"] {
            assert!(!is_placeholder(text), "{text:?}");
        }
    }
}
