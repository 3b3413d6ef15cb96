//! For people: the source line with the place underlined, in the style of the Rust compiler.

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::place::Place;
use super::{visible, visible_c1};
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::source::{Sources, Span};

/// Source text that is shown at most for one snippet, in bytes. A page may be one line of many megabytes; only its
/// path, line and column are shown then.
const LONGEST_EXCERPT: usize = 8 << 10;

/// What of a line is kept behind an underlined place, in bytes. The terminal is not as wide.
const LONGEST_TAIL: usize = 400;

/// How wide the source lines are shown where no terminal tells.
const COLUMNS: usize = 148;

/// What stands before a source line: its number and a bar.
const GUTTER: usize = 8;

/// Related places at most so many lines away share a snippet with the primary one.
const NEAR: usize = 12;

/// Whether the text is coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colours {
    /// Plain text.
    None,
    /// With escape sequences.
    Ansi,
}

/// The finding as a paragraph: code, place, source lines, note and help. Ends with a line feed.
#[must_use]
pub fn human(diagnostic: &Diagnostic, sources: &Sources, colours: Colours) -> String {
    human_within(diagnostic, sources, colours, COLUMNS)
}

/// The same for a terminal of so many columns: longer source lines are cut around the underlined place.
#[must_use]
pub fn human_within(diagnostic: &Diagnostic, sources: &Sources, colours: Colours, columns: usize) -> String {
    let level = match diagnostic.code.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut group = level.primary_title(visible(&diagnostic.message)).id(diagnostic.code.name).elements(NOTHING);
    for labels in snippets(diagnostic, sources) {
        group = show(group, &labels, sources);
    }
    group = group.elements(diagnostic.note.iter().map(|note| Level::NOTE.message(visible(note))));
    group = group.elements(diagnostic.help.iter().map(|help| Level::HELP.message(visible(help))));
    let renderer = match colours {
        Colours::None => Renderer::plain(),
        Colours::Ansi => Renderer::styled(),
    };
    renderer.term_width(columns.saturating_sub(GUTTER)).render(&[group]) + "\n"
}

/// Turns a title into a group without an element.
const NOTHING: [Origin<'static>; 0] = [];

/// The first line of a label's place: a whole table or comment underlined would tell no more.
struct Marked<'a> {
    label: &'a Label,
    kind: AnnotationKind,
    line: usize,
}

/// The labels of each snippet: the primary one with those near it, then each of the others.
fn snippets<'a>(diagnostic: &'a Diagnostic, sources: &Sources) -> Vec<Vec<Marked<'a>>> {
    let marked = |label: &'a Label, kind| {
        let line = Place::of(label.span, sources)?.start.line;
        Some(Marked { label, kind, line })
    };
    let mut snippets: Vec<Vec<Marked>> = Vec::new();
    snippets.extend(diagnostic.primary.iter().filter_map(|label| Some(vec![marked(label, AnnotationKind::Primary)?])));
    for related in diagnostic.related.iter().filter_map(|label| marked(label, AnnotationKind::Context)) {
        let is_near = |first: &Marked| {
            first.label.span.source == related.label.span.source && first.line.abs_diff(related.line) <= NEAR
        };
        match snippets.first_mut() {
            Some(labels) if labels.first().is_some_and(is_near) => labels.push(related),
            _ => snippets.push(vec![related]),
        }
    }
    snippets
}

/// Adds a snippet with `labels`, all of one file. When the lines are too long together, each label gets its own.
fn show<'a>(group: Group<'a>, labels: &[Marked], sources: &Sources) -> Group<'a> {
    let Some(Marked { label, line, .. }) = labels.first() else { return group };
    let Some(source) = sources.get(label.span.source) else { return group };
    let path = visible(&source.display_path);
    match Excerpt::of(&source.text, labels) {
        Some(excerpt) => {
            let first_line = labels.iter().map(|label| label.line).min().unwrap_or(*line);
            let annotations = labels.iter().map(|label| excerpt.annotation(&source.text, label));
            let snippet = Snippet::source(visible_c1(excerpt.text)).line_start(first_line).path(path);
            group.element(snippet.annotations(annotations.collect::<Vec<_>>()))
        }
        None if labels.len() > 1 => labels.chunks(1).fold(group, |group, label| show(group, label, sources)),
        None => {
            let (line, column) = sources.position(label.span);
            group.element(Origin::path(path).line(line).char_column(column))
        }
    }
}

/// Whole lines of a file, but for a long last one.
struct Excerpt<'a> {
    text: &'a str,
    /// Where `text` begins in the file.
    offset: usize,
}

impl<'a> Excerpt<'a> {
    /// From the first to the last line that a label points at; nothing when that is too much.
    fn of(text: &'a str, labels: &[Marked]) -> Option<Self> {
        let places = || labels.iter().map(|label| first_line(text, label.label.span));
        let (start, end) = (places().map(|(start, _)| start).min()?, places().map(|(_, end)| end).max()?);
        let offset = text.get(..start)?.rfind('\n').map_or(0, |at| at + 1);
        let rest = text.get(end..)?;
        let tail = rest.get(..rest.floor_char_boundary(LONGEST_TAIL))?.lines().next().unwrap_or_default().trim_end();
        let text = text.get(offset..end + tail.len())?;
        (text.len() <= LONGEST_EXCERPT).then_some(Self { text, offset })
    }

    fn annotation(&self, text: &str, marked: &Marked) -> Annotation<'static> {
        let (start, end) = first_line(text, marked.label.span);
        let label = Some(&marked.label.text).filter(|text| !text.is_empty()).map(|text| visible(text));
        marked.kind.span(start.saturating_sub(self.offset)..end.saturating_sub(self.offset)).label(label)
    }
}

/// The bytes of `span` in its first line, without blanks behind.
fn first_line(text: &str, span: Span) -> (usize, usize) {
    let start = text.floor_char_boundary(span.range().start);
    let words = text.get(start..text.floor_char_boundary(span.range().end)).unwrap_or_default();
    let line = words.lines().next().unwrap_or_default().trim_end();
    (start, start + line.len())
}

#[cfg(test)]
mod tests {
    use super::super::samples::{ROW_LOST, conflict, guessed, lost, sources, span};
    use super::*;

    fn plain(diagnostic: &Diagnostic, sources: &Sources) -> String {
        human(diagnostic, sources, Colours::None)
    }

    #[test]
    fn both_sides_of_a_contradiction_are_shown() {
        let sources = sources();
        let expected = "\
warning[type-conflict]: `topic` has two types
 --> thread.md:5:11
  |
5 | | topic | Stirng |
  |           ^^^^^^ this is not a type
  |
 ::: post.md:3:5
  |
3 | The `topic` is text.
  |     ------- text, says this page
  |
  = note: taken as String
  = help: write `String` in the table
";
        assert_eq!(plain(&conflict(&sources), &sources), expected);
    }

    #[test]
    fn near_places_share_a_snippet() {
        let sources = sources();
        let expected = "\
error[row-lost]: the row cannot be used
 --> thread.md:5:1
  |
3 | | Property | Type |
  |              ---- the column is here
4 | |:--|:--|
5 | | topic | Stirng |
  | ^^^^^^^
";
        let diagnostic = lost(&sources).related(span(&sources, 1, "Type"), "the column is here");
        assert_eq!(plain(&diagnostic, &sources), expected);
    }

    #[test]
    fn a_finding_without_a_place_is_a_line() {
        assert_eq!(plain(&guessed(), &sources()), "note[base-guessed]: three types have a guessed base\n");
    }

    #[test]
    fn of_many_lines_the_first_is_underlined() {
        let sources = Sources::from_texts([("a.md", "\u{feff}x\r\n<!-- {  \r\n\"a\": 1\r\n} -->\r\n")]);
        let expected = "\
error[row-lost]: broken
 --> a.md:2:1
  |
2 | <!-- {
  | ^^^^^^
";
        let diagnostic = Diagnostic::new(&ROW_LOST, span(&sources, 0, "<!-- {  \r\n\"a\": 1\r\n} -->"), "broken");
        assert_eq!(plain(&diagnostic, &sources), expected);
    }

    #[test]
    fn the_end_of_a_file_is_a_place() {
        let sources = Sources::from_texts([("a.md", "```http\nGET /x\n"), ("empty.md", "")]);
        let expected = "\
error[row-lost]: unclosed
 --> a.md:3:1
  |
3 |
  | ^ here
";
        let id = |index| sources.ids().nth(index).unwrap();
        let at_end = Diagnostic::new(&ROW_LOST, Span::new(id(0), 15..15), "unclosed").label("here");
        assert_eq!(plain(&at_end, &sources), expected);
        let empty = Diagnostic::new(&ROW_LOST, Span::new(id(1), 0..0), "empty");
        assert_eq!(plain(&empty, &sources), "error[row-lost]: empty\n --> empty.md:1:1\n  |\n1 |\n  | ^\n");
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let line = format!("{}LOST{}", "x".repeat(1_000), "y".repeat(1_000_000));
        let sources = Sources::from_texts([("long.md", line)]);
        let text = plain(&Diagnostic::new(&ROW_LOST, span(&sources, 0, "LOST"), "lost"), &sources);
        let source_line = text.lines().nth(3).unwrap();
        assert!(text.contains(" --> long.md:1:1001\n"), "{text}");
        assert!(source_line.starts_with("1 | ...xxx") && source_line.ends_with("yyy..."), "{text}");
        assert!(source_line.len() < 160, "{text}");
    }

    #[test]
    fn source_lines_fit_into_the_terminal() {
        let line = format!("{}LOST{}", "x".repeat(100), "y".repeat(100));
        let sources = Sources::from_texts([("long.md", line)]);
        let finding = Diagnostic::new(&ROW_LOST, span(&sources, 0, "LOST"), "lost").label("here");
        let text = human_within(&finding, &sources, Colours::None, 60);
        assert!(text.lines().all(|line| line.chars().count() <= 60), "{text}");
        assert!(text.contains("^^^^ here\n"), "{text}");
    }

    #[test]
    fn a_huge_line_is_not_shown() {
        let sources = Sources::from_texts([("huge.md", "x".repeat(1_000_000) + "LOST")]);
        let text = plain(&Diagnostic::new(&ROW_LOST, span(&sources, 0, "LOST"), "lost").note("left out"), &sources);
        assert_eq!(text, "error[row-lost]: lost\n--> huge.md:1:1000001\n = note: left out\n");
    }

    #[test]
    fn pages_do_not_command_the_terminal() {
        let sources = Sources::from_texts([("e\u{1b}.md", "a \u{1b}[31m \u{9b}2J \u{202e} b\n")]);
        let diagnostic =
            Diagnostic::new(&ROW_LOST, span(&sources, 0, "b\n"), "says \u{1b}[31m").label("\u{9b}").note("\u{1b}");
        let expected = "\
error[row-lost]: says ␛[31m
 --> e␛.md:1:15
  |
1 | a ␛[31m ·2J \u{fffd} b
  |               ^ ·
  |
  = note: ␛
";
        assert_eq!(plain(&diagnostic, &sources), expected);
    }

    #[test]
    fn colours_are_escape_sequences() {
        let text = human(&guessed(), &Sources::default(), Colours::Ansi);
        assert!(text.starts_with("\u{1b}["), "{text:?}");
    }
}
