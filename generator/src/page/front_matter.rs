//! The entries between the two `---` at the start of a page.
//!
//! Read line by line, each for itself: a YAML parser rejects the whole block for one unescaped quote in a description,
//! and took half as long for these few lines as the Markdown parser for the whole page (about 11 of 22 microseconds).

use std::ops::Range;

use super::FrontMatterEntry;
use crate::diagnostic::{Diagnostic, codes};
use crate::source::{SourceId, Span, Spanned};

/// The entries, and where the page goes on behind them.
pub(super) fn read(source: SourceId, text: &str, diagnostics: &mut Vec<Diagnostic>) -> (Vec<FrontMatterEntry>, usize) {
    if let Some((entries, end)) = in_one_line(source, text) {
        diagnostics.push(
            Diagnostic::new(
                &codes::page::FRONT_MATTER,
                Span::new(source, 0..end),
                "the front matter has lost its line feeds",
            )
            .note("it is read as it was meant, and what stands behind it as the first line of the page")
            .help("write `---` and each `key: value` on a line of its own"),
        );
        return (entries, end);
    }
    let mut lines = lines(text);
    let Some(opening) = lines.next().filter(|line| text.get(line.clone()).is_some_and(|line| line.trim_end() == "---"))
    else {
        return (Vec::new(), 0);
    };
    let mut content = Vec::new();
    for line in lines {
        if text.get(line.clone()).is_some_and(|line| matches!(line.trim_end(), "---" | "...")) {
            return (entries(source, text, &content, diagnostics), line.end);
        }
        content.push(line);
    }
    diagnostics.push(
        Diagnostic::new(
            &codes::page::FRONT_MATTER,
            Span::new(source, opening.start..opening.start + 3),
            "the front matter has no end",
        )
        .note("it is read as a part of the page")
        .help("end it with a line `---`"),
    );
    (Vec::new(), 0)
}

/// `---title: "Send"description: "Sends."---# Send`: a tool wrote the front matter of many pages without line feeds. Also where the page
/// goes on.
fn in_one_line(source: SourceId, text: &str) -> Option<(Vec<FrontMatterEntry>, usize)> {
    let line = text.lines().next()?.strip_prefix(DELIMITER)?;
    let content = line.get(..line.find(DELIMITER)?)?;
    key(content)?;
    let mut entries = Vec::new();
    let mut rest = content;
    // Up to a value with quotes within it, which are not escaped either.
    while let Some((name, value_start)) = key(rest) {
        let Some(quoted) = rest.get(value_start..).map(str::trim_start) else { break };
        let Some(quote) = quoted.chars().next().filter(|c| matches!(c, '"' | '\'')) else { break };
        let Some((value, behind)) = quoted.get(1..).and_then(|inner| inner.split_once(quote)) else { break };
        let start = DELIMITER.len() + content.len() - quoted.len() + 1;
        let span = Span::new(source, start..start + value.len());
        entries.push(FrontMatterEntry { key: name.to_owned(), value: Spanned::new(value.to_owned(), span) });
        rest = behind.trim_start();
    }
    Some((entries, content.len() + 2 * DELIMITER.len()))
}

const DELIMITER: &str = "---";

/// The lines with their line feeds.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some(start..*at)
    })
}

fn entries(
    source: SourceId,
    text: &str,
    lines: &[Range<usize>],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<FrontMatterEntry> {
    let line_text = |line: &Range<usize>| text.get(line.clone()).unwrap_or_default();
    let mut entries = Vec::new();
    let mut rest = lines;
    while let Some((line, behind)) = rest.split_first() {
        let continued = behind.iter().take_while(|line| is_continuation(line_text(line))).count();
        let (continuation, behind) = behind.split_at_checked(continued).unwrap_or_default();
        rest = behind;
        let content = line_text(line);
        if content.trim().is_empty() || content.starts_with('#') {
            continue;
        }
        let Some((key, value_start)) = key(content) else {
            let span = Span::new(source, line.start..line.start + content.trim_end().len());
            diagnostics.push(
                Diagnostic::new(&codes::page::FRONT_MATTER, span, "this line of the front matter is no `key: value`")
                    .note("the line is left out"),
            );
            continue;
        };
        let end = continuation.last().unwrap_or(line).end;
        entries.extend(
            value(source, text, line.start + value_start..end)
                .map(|value| FrontMatterEntry { key: key.to_owned(), value }),
        );
    }
    entries
}

/// Whether a line belongs to the entry above: indented, or an element of a list.
fn is_continuation(line: &str) -> bool {
    !line.trim().is_empty() && line.starts_with([' ', '\t', '-'])
}

/// The key of a line, and where the value begins.
fn key(line: &str) -> Option<(&str, usize)> {
    let (key, value) = line.split_once(':')?;
    let is_key = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
    (is_key && value.starts_with(char::is_whitespace)).then_some((key, key.len() + 1))
}

/// A scalar; lists and mappings are none.
fn value(source: SourceId, text: &str, range: Range<usize>) -> Option<Spanned<String>> {
    let raw = text.get(range.clone())?;
    let start = range.start + raw.len() - raw.trim_start().len();
    let raw = raw.trim();
    let (value, span) = match raw.chars().next() {
        Some('[' | '{' | '&' | '*' | '!' | '-') => return None,
        Some('|') => (block(raw, "\n"), start..start + raw.len()),
        Some('>') => (block(raw, " "), start..start + raw.len()),
        Some(quote @ ('"' | '\'')) => {
            let inner = inner(raw, quote);
            (unescape(folded(inner), quote), start + 1..start + 1 + inner.len())
        }
        _ => {
            // A mapping below the key is no scalar.
            if raw.lines().skip(1).any(|line| key(line.trim_start()).is_some()) {
                return None;
            }
            let bare = raw.split(" #").next().unwrap_or_default().trim_end();
            (folded(bare), start..start + bare.len())
        }
    };
    Some(Spanned::new(value, Span::new(source, span)))
}

/// The text between the first and the last quote: authors forget to escape those between.
fn inner(raw: &str, quote: char) -> &str {
    let behind = raw.strip_prefix(quote).unwrap_or(raw);
    behind.rsplit_once(quote).map_or(behind, |(inner, _)| inner)
}

fn unescape(text: String, quote: char) -> String {
    match quote {
        '"' if !text.contains('\\') => text,
        '\'' if !text.contains('\'') => text,
        '"' => text.replace("\\\"", "\"").replace("\\\\", "\\"),
        _ => text.replace("''", "'"),
    }
}

/// The lines joined by blanks.
fn folded(text: &str) -> String {
    if !text.contains('\n') {
        return text.trim().to_owned();
    }
    text.lines().map(str::trim).collect::<Vec<_>>().join(" ")
}

/// The lines behind `|` or `>`.
fn block(text: &str, separator: &str) -> String {
    text.lines().skip(1).map(str::trim).collect::<Vec<_>>().join(separator)
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::source::SourceId;

    /// The entries as `key=value`, the rest of the page, and the messages.
    fn parse(text: &str) -> (Vec<String>, &str, Vec<String>) {
        let mut diagnostics = Vec::new();
        let (entries, end) = read(SourceId(0), text, &mut diagnostics);
        let entries = entries.iter().map(|entry| format!("{}={}", entry.key, entry.value.value)).collect();
        (entries, text.get(end..).unwrap(), diagnostics.into_iter().map(|d| d.message).collect())
    }

    #[test]
    fn scalars_are_read_in_every_kind_of_quotes() {
        let text = "---\ntitle: \"A: \\\"b\\\"\"\r\nms.date: '01 ''x'''\nauthor: some one # note\nempty:\n---\n# T\n";
        let expected = ["title=A: \"b\"", "ms.date=01 'x'", "author=some one", "empty="];
        assert_eq!(parse(text), (expected.map(str::to_owned).to_vec(), "# T\n", vec![]));
    }

    #[test]
    fn values_may_go_on_in_indented_lines() {
        let text = "---\na: one\n  two\nb: |\n  one\n  two\nc: >-\n  one\n  two\nd: \"one\n  two\"\n...\n";
        let expected = ["a=one two", "b=one\ntwo", "c=one two", "d=one two"];
        assert_eq!(parse(text), (expected.map(str::to_owned).to_vec(), "", vec![]));
    }

    #[test]
    fn lists_and_mappings_are_left_out() {
        let text = "---\n# remark\na:\n- x\n- y\nb:\n  x: 1\n  y: 2\nc: [x, y]\nd: 1\n---\n";
        assert_eq!(parse(text), (vec!["d=1".to_owned()], "", vec![]));
    }

    #[test]
    fn quotes_that_are_not_escaped_do_no_harm() {
        assert_eq!(parse("---\na: \"the \"b\" object\"\n---\n").0, ["a=the \"b\" object"]);
        assert_eq!(parse("---\na: \"open\nb: 1\n---\n").0, ["a=open", "b=1"]);
    }

    #[test]
    fn other_lines_are_reported() {
        let (entries, _, messages) = parse("---\ntitle: x\nwhat is this\n---\n");
        assert_eq!(entries, ["title=x"]);
        assert_eq!(messages, ["this line of the front matter is no `key: value`"]);
    }

    #[test]
    fn without_an_end_there_is_no_front_matter() {
        let (entries, rest, messages) = parse("---\ntitle: x\n\n# T\n");
        assert_eq!((entries.len(), rest), (0, "---\ntitle: x\n\n# T\n"));
        assert_eq!(messages, ["the front matter has no end"]);
    }

    #[test]
    fn a_page_may_have_none() {
        assert_eq!(parse("# T\n---\n"), (vec![], "# T\n---\n", vec![]));
    }

    #[test]
    fn values_know_their_places() {
        let text = "---\na: \"x y\"\nb:  z \n---\n";
        let entries = read(SourceId(0), text, &mut Vec::new()).0;
        let at: Vec<&str> = entries.iter().map(|entry| text.get(entry.value.span.range()).unwrap()).collect();
        assert_eq!(at, ["x y", "z"]);
    }
}
