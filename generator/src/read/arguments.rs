//! Values that are written out in a request line: `image(width=640)` takes any width, and a GUID is the key of any thing.
//!
//! What a request line shows for an argument is a value that somebody might send, or a word for one (`count=n`), whether or not it
//! stands in braces. A segment that is a GUID was copied from an example: nothing is called like that.

use super::facts::{Part, PathTemplate, Segment};

/// What stands for a key, so that it is named after the segment before it.
const KEY: &str = "id";

/// Puts placeholders in the places of the values: of arguments called like these, of GUIDs like any key. Returns whether there were any.
///
/// `@name` stays, because it refers to a value in the query; and so do keys without a name, as in `calendars('shared')`.
pub(super) fn open(path: &mut PathTemplate) -> bool {
    let mut found = false;
    for segment in &mut path.segments {
        if segment.literal().is_some_and(is_guid) {
            segment.parts = vec![Part::Placeholder(KEY.to_owned())];
            found = true;
        } else if is_call(segment) {
            let parts = open_segment(&segment.parts);
            found |= parts.len() > segment.parts.len();
            segment.parts = parts;
        }
    }
    found
}

/// Whether a line has the key of an example in the place of a placeholder.
pub(super) fn has_key(path: &PathTemplate) -> bool {
    path.segments.iter().filter_map(Segment::literal).any(is_guid)
}

/// `acdefc6b-2dc6-4e71-b1e9-6d9810ab1793`
pub(crate) fn is_guid(text: &str) -> bool {
    let lengths = text.split('-').map(str::len);
    lengths.eq([8, 4, 4, 4, 12]) && text.chars().all(|c| c == '-' || c.is_ascii_hexdigit())
}

fn is_call(segment: &Segment) -> bool {
    matches!(segment.parts.first(), Some(Part::Literal(text)) if text.contains('(') && text.contains('='))
}

fn open_segment(parts: &[Part]) -> Vec<Part> {
    let mut opened = Vec::new();
    for part in parts {
        match part {
            Part::Placeholder(_) => opened.push(part.clone()),
            Part::Literal(text) => {
                // The arguments begin at the parenthesis; in a text between two placeholders, with it.
                let start = text.find('(').filter(|_| opened.is_empty()).map_or(0, |at| at + 1);
                open_literal(text, start, &mut opened);
            }
        }
    }
    opened
}

/// Adds the parts of a text in which arguments begin at `start`.
fn open_literal(text: &str, start: usize, opened: &mut Vec<Part>) {
    let Some((before, mut rest)) = text.split_at_checked(start) else { return };
    let mut literal = before.to_owned();
    while let Some(argument) = argument(rest) {
        literal.push_str(argument.before);
        if argument.value.is_empty() || argument.value.starts_with('@') {
            literal.push_str(argument.value);
        } else {
            opened.push(Part::Literal(std::mem::take(&mut literal)));
            opened.push(Part::Placeholder(argument.name.to_owned()));
        }
        rest = argument.behind;
    }
    literal.push_str(rest);
    if !literal.is_empty() {
        opened.push(Part::Literal(literal));
    }
}

/// The first argument of a list, and what stands around its value.
struct Argument<'t> {
    name: &'t str,
    before: &'t str,
    value: &'t str,
    behind: &'t str,
}

/// `None` where the value goes on in a placeholder, and at the end of the list.
fn argument(list: &str) -> Option<Argument<'_>> {
    let equals = list.find('=')?;
    let name = list.get(..equals)?.trim_start_matches(['\'', ',', ' ']).trim_end();
    if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
        return None;
    }
    let written = list.get(equals + 1..)?;
    let stop = written.find([',', ')']);
    // A quote may have the name of an enum before it: `zone=library.zoneForm'short'`.
    let quote = written.find('\'').filter(|quote| stop.is_none_or(|stop| *quote < stop));
    let (start, length) = match quote {
        Some(quote) => (quote + 1, closing_quote(written.get(quote + 1..)?)?),
        None => (0, stop?),
    };
    let start = equals + 1 + start;
    let (before, rest) = list.split_at_checked(start)?;
    let (value, behind) = rest.split_at_checked(length)?;
    Some(Argument { name, before, value, behind })
}

/// The quote that ends a text; within one, it is written twice.
fn closing_quote(text: &str) -> Option<usize> {
    let mut quotes = text.match_indices('\'').map(|(at, _)| at);
    loop {
        let at = quotes.next()?;
        if !text.get(at + 1..)?.starts_with('\'') {
            return Some(at);
        }
        quotes.next();
    }
}

#[cfg(test)]
mod tests {
    use super::super::targets;
    use super::*;

    /// The path of a line with its values as placeholders.
    fn opened(line: &str) -> String {
        let mut path = targets::read(line).unwrap().path;
        let before = path.to_string();
        assert_eq!(open(&mut path), path.to_string() != before);
        path.to_string()
    }

    #[test]
    fn values_become_placeholders() {
        assert_eq!(opened("/charts/{id}/image(width=640)"), "/charts/{id}/image(width={width})");
        assert_eq!(
            opened("/charts/image(width=640,height=n,mode='fit')"),
            "/charts/image(width={width},height={height},mode='{mode}')"
        );
        assert_eq!(opened("/books/lent(since='2017-01-01')/list"), "/books/lent(since='{since}')/list");
        assert_eq!(opened("/books(isbn='978')/authors"), "/books(isbn='{isbn}')/authors");
        assert_eq!(opened("/zones(form=library.form'short')"), "/zones(form=library.form'{form}')");
        assert_eq!(opened("/books/by(author='O''Neill',year=1930)"), "/books/by(author='{author}',year={year})");
    }

    #[test]
    fn guids_become_keys() {
        assert_eq!(
            opened("/rooms/0f8fad5b-d9cb-469f-a165-70867728950e/books/7C9E6679-7425-40DE-944B-E07FC1F90AE7/lend"),
            "/rooms/{id}/books/{id}/lend"
        );
        assert_eq!(opened("/rooms/0f8fad5b-d9cb-469f-a165-70867728950e/at(row=5)"), "/rooms/{id}/at(row={row})");
    }

    #[test]
    fn values_beside_placeholders() {
        assert_eq!(opened("/lent(since={date},to='x',by=n)"), "/lent(since={date},to='{to}',by={by})");
        assert_eq!(opened("/lent(to='x',since='{date}')"), "/lent(to='{to}',since='{date}')");
    }

    #[test]
    fn what_stays() {
        for line in [
            "/lent(since='{date}')",
            "/zones(form=library.form'{form}')",
            "/lent(since=@since)",
            "/calendars('shared')",
            "/books/lent()",
            "/lent(since='')",
            "/lent(since=)",
            "/a=b/c",
            "/rooms/0f8fad5b-d9cb-469f-a165-70867728950",
            "/rooms/0f8fad5b-d9cb-469f-a165-70867728950g",
            "/x-0f8fad5b-d9cb-469f-a165-70867728950e",
        ] {
            assert_eq!(opened(line), line);
        }
    }
}
