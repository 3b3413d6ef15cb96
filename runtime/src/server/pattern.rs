use std::borrow::Cow;
use std::mem;

use super::function::Function;

/// What a segment of a path template is made of, without the names of its placeholders.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Segment {
    /// Text in lower case; one page writes `calendarGroups`, another `calendargroups`.
    Literal(String),
    /// Nothing but a placeholder.
    Placeholder,
    /// A placeholder behind a segment that ends in a colon: the path of a file, of any number of segments.
    FilePath(FilePathEnd),
    /// A function with named arguments, such as `range(address='{address}')`.
    Function(Function),
    /// Other text and placeholders, such as `{item_path}:`.
    Pattern(Vec<Part>),
}

/// A segment of the path of a request.
pub(super) struct Decoded<'p> {
    /// As it came.
    pub(super) encoded: &'p str,
    pub(super) text: Cow<'p, str>,
    /// Whether it ended in a colon before it was decoded. One that was encoded belongs to a value.
    pub(super) ends_in_colon: bool,
}

/// Where the path of a file ends. It has no segment that ends in a colon but the last, `{item_path}:`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum FilePathEnd {
    /// With a colon, behind which more may follow.
    Colon,
    /// Where the path of the request ends.
    Request,
}

/// A part of a segment that mixes text and placeholders.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// Text in lower case.
    Literal(String),
    /// A placeholder that ends where the next text begins.
    Bare,
    /// A placeholder that ends at a quote which is not doubled.
    Quoted,
}

impl Segment {
    /// Reads the segments of a template and adds the names of their placeholders.
    pub(super) fn parse_all(template: &'static str, names: &mut Vec<&'static str>) -> Vec<Self> {
        let mut texts = template.split('/').filter(|text| !text.is_empty()).peekable();
        let mut segments = Vec::new();
        let mut is_behind_colon = false;
        while let Some(text) = texts.next() {
            let segment = match Self::parse(text, names) {
                Self::Placeholder if is_behind_colon && texts.peek().is_none() => Self::FilePath(FilePathEnd::Request),
                Self::Pattern(parts) if is_behind_colon && is_closed_placeholder(&parts) => {
                    Self::FilePath(FilePathEnd::Colon)
                }
                other => other,
            };
            is_behind_colon = text.ends_with(':');
            segments.push(segment);
        }
        segments
    }

    fn parse(template: &'static str, names: &mut Vec<&'static str>) -> Self {
        if let Some((function, placeholders)) = Function::parse(template) {
            names.extend(placeholders);
            return Self::Function(function);
        }
        let mut parts = Vec::new();
        let mut rest = template;
        while let Some((before, (name, after))) =
            rest.split_once('{').and_then(|(before, tail)| Some((before, tail.split_once('}')?)))
        {
            if !before.is_empty() {
                parts.push(Part::Literal(before.to_ascii_lowercase()));
            }
            names.push(name);
            parts.push(if before.ends_with('\'') && after.starts_with('\'') { Part::Quoted } else { Part::Bare });
            rest = after;
        }
        if !rest.is_empty() {
            parts.push(Part::Literal(rest.to_ascii_lowercase()));
        }
        match parts.as_mut_slice() {
            [] => Self::Literal(String::new()),
            [Part::Literal(text)] => Self::Literal(mem::take(text)),
            [Part::Bare] => Self::Placeholder,
            _ => Self::Pattern(parts),
        }
    }
}

/// Whether the parts are those of `{item_path}:`.
fn is_closed_placeholder(parts: &[Part]) -> bool {
    matches!(parts, [Part::Bare, Part::Literal(text)] if text == ":")
}

/// Takes the path of a file from the beginning of decoded segments; gives the path and what follows. None where it has an empty segment,
/// or `.` or `..`, which would name another file, even behind a slash that was encoded.
pub(super) fn take_file_path<'s, 'p>(
    end: FilePathEnd,
    segments: &'s [Decoded<'p>],
) -> Option<(String, &'s [Decoded<'p>])> {
    let closed = segments.iter().position(|segment| segment.ends_in_colon);
    let length = match (end, closed) {
        (FilePathEnd::Colon, Some(last)) => last + 1,
        (FilePathEnd::Request, None) => segments.len(),
        _ => return None,
    };
    let (path, rest) = segments.split_at_checked(length)?;
    let path = path.iter().map(|segment| segment.text.as_ref()).collect::<Vec<_>>().join("/");
    let path = path.strip_suffix(':').filter(|_| closed.is_some()).unwrap_or(&path);
    let is_name = |segment: &str| !matches!(segment, "" | "." | "..");
    path.split('/').all(is_name).then(|| (path.to_owned(), rest))
}

/// What stands in front of the first parenthesis of a segment: the name of a function, or of a list whose key follows.
pub(super) fn function(segment: &str) -> Option<&str> {
    segment.split_once('(').map(|(name, _)| name).filter(|name| !name.is_empty())
}

/// The name and the key of a segment like `users('id')` or `users(7)`, which is another way to write `users/id`.
pub(super) fn key(segment: &str) -> Option<(&str, String)> {
    let (name, key) = segment.strip_suffix(')')?.split_once('(')?;
    let key = match key.strip_prefix('\'') {
        Some(text) => quoted(text).filter(|(_, rest)| *rest == "'")?.0,
        None if key.contains(['\'', '(', ')', '=', ',']) => return None,
        None => key.to_owned(),
    };
    (!name.is_empty() && !key.is_empty()).then_some((name, key))
}

/// Adds the values of the placeholders when the parts make up all of a decoded segment.
pub(super) fn take_values(parts: &[Part], segment: &str, values: &mut Vec<String>) -> bool {
    let known = values.len();
    let matches = try_values(parts, segment, values).is_some();
    if !matches {
        values.truncate(known);
    }
    matches
}

fn try_values(parts: &[Part], segment: &str, values: &mut Vec<String>) -> Option<()> {
    let mut rest = segment;
    let mut parts = parts.iter();
    while let Some(part) = parts.next() {
        match part {
            Part::Literal(text) => {
                let (head, tail) = rest.split_at_checked(text.len())?;
                if !head.eq_ignore_ascii_case(text) {
                    return None;
                }
                rest = tail;
            }
            Part::Quoted => {
                let (value, tail) = quoted(rest)?;
                values.push(value);
                rest = tail;
            }
            Part::Bare => {
                let end = match parts.as_slice() {
                    // The last text stands at the end, whatever the value is.
                    [Part::Literal(last)] => rest.len().checked_sub(last.len())?,
                    [Part::Literal(next), ..] => rest.to_ascii_lowercase().find(next.as_str())?,
                    _ => rest.len(),
                };
                let (value, tail) = rest.split_at_checked(end)?;
                if value.is_empty() {
                    return None;
                }
                values.push(value.to_owned());
                rest = tail;
            }
        }
    }
    rest.is_empty().then_some(())
}

/// Splits text at the first quote that is not doubled, and halves those that are.
pub(super) fn quoted(text: &str) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut rest = text;
    loop {
        let (before, _) = rest.split_once('\'')?;
        let (_, from_quote) = rest.split_at_checked(before.len())?;
        value.push_str(before);
        match from_quote.strip_prefix("''") {
            Some(after) => {
                value.push('\'');
                rest = after;
            }
            None => return Some((value, from_quote)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Part, Segment, take_values};

    fn values(template: &'static str, segment: &str) -> Option<Vec<String>> {
        let Segment::Pattern(parts) = Segment::parse(template, &mut Vec::new()) else { panic!("not a pattern") };
        let mut values = Vec::new();
        take_values(&parts, segment, &mut values).then_some(values)
    }

    #[test]
    fn a_segment_is_text_a_placeholder_or_both() {
        let mut names = Vec::new();
        assert_eq!(Segment::parse("calendarGroups", &mut names), Segment::Literal("calendargroups".to_owned()));
        assert_eq!(Segment::parse("{group_id}", &mut names), Segment::Placeholder);
        let parts =
            vec![Part::Literal("tables('".to_owned()), Part::Quoted, Part::Literal("'):".to_owned()), Part::Bare];
        assert_eq!(Segment::parse("Tables('{name}'):{row}", &mut names), Segment::Pattern(parts));
        assert!(matches!(Segment::parse("cell(row={row})", &mut names), Segment::Function(_)));
        assert_eq!(names, ["group_id", "name", "row", "row"]);
    }

    #[test]
    fn values_stand_between_the_texts() {
        let cell = "cells('{name}'):{row}";
        assert_eq!(values(cell, "Cells('it''s, (a)'):1"), Some(vec!["it's, (a)".to_owned(), "1".to_owned()]));
        assert_eq!(values(cell, "cells(''):1"), Some(vec![String::new(), "1".to_owned()]));
        assert_eq!(values(cell, "cells('x'):"), None);
        assert_eq!(values(cell, "cells('it's'):1"), None);
        assert_eq!(values("{row}-", "1-more"), None);
    }

    #[test]
    fn the_last_text_stands_at_the_end() {
        assert_eq!(values("{path}:", "a:b:"), Some(vec!["a:b".to_owned()]));
        assert_eq!(values("{path}:", "a"), None);
        assert_eq!(values("id={id}", "ID=7"), Some(vec!["7".to_owned()]));
        assert_eq!(values("{path}€", "ab"), None);
    }
}
