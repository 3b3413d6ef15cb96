//! Whether the description of a header or parameter says that it must be given.

use super::conventions::{CONDITION_WORDS, NOT_REQUIRED, REQUIRED_ANSWERS, REQUIRED_WORDS, fold, is_among};

/// Whether the cell of a column `Required?` says yes.
pub(super) fn is_answered(text: &str) -> bool {
    is_said(text) || is_among(REQUIRED_ANSWERS, text.trim())
}

/// Whether a description says so, and not only of some requests: "Required for upserts."
pub(super) fn is_said(text: &str) -> bool {
    let text = fold(text);
    if !REQUIRED_WORDS.are_in(&text) || NOT_REQUIRED.are_in(&text) {
        return false;
    }
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
    while let Some(word) = words.next() {
        let is_for_some = words.peek().is_some_and(|next| CONDITION_WORDS.contains(next));
        if REQUIRED_WORDS.rows().contains(&word) && !is_for_some {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{is_answered, is_said};

    #[test]
    fn what_must_be_given() {
        for text in ["Required.", "application/json. Required", "The time zone (required).", "Erforderlich.", "必需。"]
        {
            assert!(is_said(text), "{text}");
        }
        for text in [
            "Optional.",
            "Not required.",
            "`create-if-missing`. Required for upsert behavior, otherwise an update.",
            "4.01. Required only when values are updated.",
            "Optional. Required if the server says so.",
            "Unrequired",
        ] {
            assert!(!is_said(text), "{text}");
        }
    }

    #[test]
    fn columns_with_answers() {
        assert!(["Yes", "✓", " true ", "Required"].into_iter().all(is_answered));
        assert!(!["No", "", "-"].into_iter().any(is_answered));
    }
}
