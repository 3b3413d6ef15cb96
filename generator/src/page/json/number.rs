//! Words without quotes: literals, numbers, and whatever else stands where a value belongs.

use std::str::FromStr;

use serde_json::Number;

use super::{JsonValue, RepairKind};

/// The value that a word means, and what is wrong with its form.
pub(super) fn word(word: &str) -> (JsonValue, Option<RepairKind>) {
    if let Some(value) = strict_scalar(word) {
        return (value, None);
    }
    let literal = [("true", JsonValue::Bool(true)), ("false", JsonValue::Bool(false)), ("null", JsonValue::Null)];
    if let Some((_, value)) = literal.into_iter().find(|(name, _)| word.eq_ignore_ascii_case(name)) {
        return (value, Some(RepairKind::LiteralCase));
    }
    if let Some(number) = loose_number(word) {
        return (JsonValue::Number(number), Some(RepairKind::NumberForm));
    }
    (JsonValue::String(word.to_owned()), Some(RepairKind::UnquotedValue))
}

/// A literal or a number as JSON writes them.
pub(super) fn strict_scalar(word: &str) -> Option<JsonValue> {
    match word {
        "true" => Some(JsonValue::Bool(true)),
        "false" => Some(JsonValue::Bool(false)),
        "null" => Some(JsonValue::Null),
        _ => Number::from_str(word).ok().map(JsonValue::Number),
    }
}

/// `+1`, `.5`, `5.`, `007`, `0x1F`.
fn loose_number(word: &str) -> Option<Number> {
    let digits = word.strip_prefix('+').unwrap_or(word);
    if let Some(digits) = digits.strip_prefix("0x").or_else(|| digits.strip_prefix("0X")) {
        return u64::from_str_radix(digits, 16).ok().map(Number::from);
    }
    // `f64` would also read `inf` and `nan`, which are words.
    if !digits.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte)) {
        return None;
    }
    let integer = digits.parse().ok().map(|integer: i64| Number::from(integer));
    integer.or_else(|| digits.parse().ok().and_then(Number::from_f64))
}
