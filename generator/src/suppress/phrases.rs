//! The `suppressions` of page annotations. They are texts of the reference checker of the format, not codes: a table leads from its
//! phrases to ours.

use crate::diagnostic::{Code, Diagnostic, codes};
use crate::page::{AnnotationKind, BlockKind, Page};
use crate::source::{SourceId, Span};

/// The member of a page annotation that lists them.
const MEMBER: &str = "suppressions";

/// Where a text names the property or type that it is about.
enum Subject {
    /// Behind these words.
    Behind(&'static str),
    /// In front of the phrase, behind the last slash: `/api/lamp.md/get_lamp/color: Inconsistent types`.
    Before,
}

/// What a phrase of the reference checker means.
struct Phrase {
    /// The phrase, in lower case.
    words: &'static str,
    subject: Subject,
    /// The codes of the same problem here.
    codes: &'static [&'static Code],
}

/// Values of examples and of JSON representations that do not fit a table.
const TYPE_CODES: &[&Code] = &[
    &codes::review::EXAMPLE_VALUE_KIND,
    &codes::review::PROPERTY_JSON_CONTRADICTION,
    &codes::model::PROPERTY_CONTRADICTION,
];

const PHRASES: &[Phrase] = &[
    Phrase {
        words: "found in resource definition",
        subject: Subject::Behind("Property '"),
        codes: &[&codes::model::PROPERTY_ONLY_IN_JSON],
    },
    Phrase {
        words: "found in markdown table but not in resource definition",
        subject: Subject::Behind("Property '"),
        codes: &[&codes::review::PROPERTY_MISSING_IN_JSON],
    },
    Phrase {
        words: "was not expected on resource",
        subject: Subject::Behind("property '"),
        codes: &[&codes::review::EXAMPLE_MEMBER_UNKNOWN],
    },
    Phrase { words: "but actual was", subject: Subject::Behind("Property: "), codes: TYPE_CODES },
    Phrase { words: "inconsistent types between parameter", subject: Subject::Before, codes: TYPE_CODES },
    Phrase {
        words: "type mismatch between example and table",
        subject: Subject::Behind("Parameter name: "),
        codes: TYPE_CODES,
    },
    Phrase {
        words: "is not defined in the doc set",
        subject: Subject::Behind("Referenced type "),
        codes: &[&codes::model::TYPE_UNKNOWN, &codes::model::TYPE_INFERRED, &codes::model::BASE_UNKNOWN],
    },
];

/// An entry with a counterpart here.
pub(crate) struct Accepted {
    page: SourceId,
    codes: &'static [&'static Code],
    /// The property or type that it is about; nothing where the text does not say.
    subject: Option<String>,
    /// The entry.
    pub(super) span: Span,
}

impl Accepted {
    /// Whether the finding is one of this page, of these codes, about the same name.
    pub(super) fn fits(&self, finding: &Diagnostic) -> bool {
        let is_here = finding.primary.as_ref().is_some_and(|label| label.span.source == self.page);
        is_here && self.codes.contains(&finding.code) && self.subject.as_deref().is_none_or(|name| names(finding, name))
    }
}

/// Whether the message names `name` in backticks, perhaps without its name-space.
fn names(finding: &Diagnostic, name: &str) -> bool {
    let simple = name.rsplit('.').next().unwrap_or(name);
    let mut quoted = finding.message.split('`').skip(1).step_by(2);
    quoted.any(|word| word == name || word == simple)
}

/// The entries of a page that are understood; all others are for the reference checker alone.
pub(super) fn read(page: &Page) -> Vec<Accepted> {
    let annotations = page.blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Annotation(annotation) if annotation.kind == AnnotationKind::Page => Some(annotation),
        _ => None,
    });
    let entries = annotations.filter_map(|annotation| annotation.get(MEMBER)?.as_array()).flatten();
    entries.filter_map(|entry| understand(page.source, entry.as_str()?, entry.span)).collect()
}

fn understand(page: SourceId, text: &str, span: Span) -> Option<Accepted> {
    // Entries are wrapped anywhere, and hold the line feeds of the checker.
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let lower = text.to_ascii_lowercase();
    let (phrase, at) = PHRASES.iter().find_map(|phrase| Some((phrase, lower.find(phrase.words)?)))?;
    let subject = match phrase.subject {
        Subject::Behind(marker) => text.split_once(marker).map(|(_, behind)| behind),
        Subject::Before => text.get(..at).and_then(|before| before.rsplit('/').next()),
    };
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '@');
    let subject = subject.and_then(|text| text.split(|c| !is_part(c)).next()).map(|name| name.trim_end_matches('.'));
    let subject = subject.filter(|name| !name.is_empty()).map(str::to_owned);
    Some(Accepted { page, codes: phrase.codes, subject, span })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subject(text: &str) -> Option<Option<String>> {
        let here = Span::new(SourceId(0), 0..0);
        understand(SourceId(0), text, here).map(|accepted| accepted.subject)
    }

    #[test]
    fn phrases_name_what_they_are_about() {
        let named = |name: &str| Some(Some(name.to_owned()));
        assert_eq!(
            subject(
                "Error: get_lamp/level:\r\n Expected type Single but actual was Int64. Property: level, actual value: '1'"
            ),
            named("level")
        );
        assert_eq!(
            subject(
                "Warning: /api/lamp.md/get_lamp/color: Inconsistent types between parameter (Object) and table (None)"
            ),
            named("color")
        );
        assert_eq!(
            subject(
                "Error: x/y: Referenced type contoso.lamp is not defined in the doc set! Potential suggestion: UNKNOWN"
            ),
            named("contoso.lamp")
        );
        assert_eq!(subject("Warning: Found potential enums in resource example"), None);
    }
}
