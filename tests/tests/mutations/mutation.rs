//! Small damages to a page, as data, so that a failing case can be made smaller.

use proptest::prelude::*;
use proptest::sample::{Index, select};

/// A damage. Places are shares of whatever page it meets.
#[derive(Clone, Debug)]
pub enum Mutation {
    /// Some lines are gone.
    CutLines(Index, usize),
    /// Some lines stand there twice.
    DoubleLines(Index, usize),
    /// Two lines change places.
    SwapLines(Index, Index),
    /// Some lines stand elsewhere.
    MoveLines(Index, usize, Index),
    /// A line has another beginning.
    IndentLine(Index, &'static str),
    /// A mark is gone.
    CutMark(Index),
    /// A mark stands there some times more.
    RepeatMark(Index, usize),
    /// A mark is another.
    ReplaceMark(Index, &'static str),
    /// Something stands between two characters.
    Insert(Index, &'static str),
    /// Something stands between two characters, again and again.
    InsertMany(Index, &'static str, usize),
    /// Some bytes are gone; what is left of a character is a replacement character.
    CutBytes(Index, usize),
    /// The page ends early.
    Truncate(Index),
    /// Some lines of another page stand there.
    Graft(Index, usize, Index),
    /// Each line feed is another end of a line.
    LineEnds(&'static str),
    /// Each letter of a line is in the other case.
    FlipCase(Index),
}

/// Characters that mean something in Markdown, JSON, HTTP or the conventions.
const MARKS: &[char] = &[
    '|', '`', '~', '<', '>', '{', '}', '[', ']', '(', ')', '"', '\'', ':', ',', '.', '#', '*', '_', '/', '\\', '-',
    '!', '?', '&', ';', '=', '@', '$', '\n', ' ',
];

/// What is put in.
const PIECES: &[&str] = &[
    "",
    "\n",
    "\n\n",
    "\r",
    "\r\n",
    "\t",
    "|",
    "||",
    "\n|",
    "|\n",
    "`",
    "```",
    "\n```\n",
    "\n```http\n",
    "\n~~~json\n",
    "~",
    "<!--",
    "-->",
    "<!-- { \"blockType\": \"request\" } -->",
    "<!-- { \"blockType\": \"response\", \"@odata.type\": \"",
    "<!-- {",
    "\n-->\n",
    "<br/>",
    "<a name=\"properties\"></a>",
    "<",
    ">",
    "{",
    "}",
    "{{",
    "{}",
    "[",
    "]",
    "[[",
    "](",
    "[]()",
    "[x]: ",
    "(",
    ")",
    "\"",
    "'",
    "\\",
    "\\\"",
    "\\u",
    "\\ud800",
    ":",
    ",",
    ",,",
    "...",
    "…",
    "#",
    "\n# ",
    "\n## Properties\n",
    "\n## HTTP request\n",
    "\n## Response\n",
    "\n### ",
    "\n---\n",
    "\n***\n",
    "*",
    "**",
    "_",
    "/",
    "//",
    "/*",
    "*/",
    "\n> ",
    "\n1. ",
    "\n- ",
    "    ",
    "!",
    "[!INCLUDE [x](",
    "[!INCLUDE [x](../includes/preview.md)]",
    "# [HTTP](#tab/http)\n",
    "\n# [C#](#tab/csharp)\n",
    "?",
    "&",
    "&nbsp;",
    "&#0;",
    "&amp;lt;",
    "=",
    "@",
    "@odata.type",
    "$",
    "$value",
    "0",
    "-1",
    "1e999",
    "9999999999999999999999",
    "null",
    "true",
    "collection",
    "Collection(",
    " or ",
    " and ",
    "Not supported.",
    "GET ",
    "POST /",
    "HTTP/1.1 ",
    "200",
    "204 No Content",
    "Self",
    "r#type",
    "String",
    "é",
    "ß",
    "ǅ",
    "İ",
    "日本",
    "🙂",
    "👩‍👩‍👧",
    "\u{0}",
    "\u{7}",
    "\u{85}",
    "\u{A0}",
    "\u{AD}",
    "\u{200B}",
    "\u{202E}",
    "\u{2028}",
    "\u{FEFF}",
    "\u{FFFD}",
    "\u{10FFFF}",
    "e\u{301}",
    "“",
    "”",
];

/// Any damage.
pub fn mutation() -> impl Strategy<Value = Mutation> {
    use Mutation::*;
    let place = any::<Index>;
    let piece = || select(PIECES);
    let few = || 1_usize..6;
    prop_oneof![
        1 => (place(), few()).prop_map(|(at, count)| CutLines(at, count)),
        1 => (place(), few()).prop_map(|(at, count)| DoubleLines(at, count)),
        1 => (place(), place()).prop_map(|(one, other)| SwapLines(one, other)),
        1 => (place(), few(), place()).prop_map(|(at, count, to)| MoveLines(at, count, to)),
        1 => (place(), select(&["", " ", "    ", "\t", "> ", "- ", "1. ", "|", "#", "\u{FEFF}", "\u{A0}"][..]))
            .prop_map(|(at, start)| IndentLine(at, start)),
        2 => place().prop_map(CutMark),
        1 => (place(), 1_usize..4).prop_map(|(at, times)| RepeatMark(at, times)),
        2 => (place(), piece()).prop_map(|(at, piece)| ReplaceMark(at, piece)),
        3 => (place(), piece()).prop_map(|(at, piece)| Insert(at, piece)),
        1 => (place(), piece(), 10_usize..3000).prop_map(|(at, piece, times)| InsertMany(at, piece, times)),
        1 => (place(), 1_usize..40).prop_map(|(at, count)| CutBytes(at, count)),
        1 => place().prop_map(Truncate),
        1 => (place(), few(), place()).prop_map(|(from, count, to)| Graft(from, count, to)),
        1 => select(&["\r\n", "\r", "\n\n"][..]).prop_map(LineEnds),
        1 => place().prop_map(FlipCase),
    ]
}

impl Mutation {
    /// The page with the damage. `other` is what is grafted from.
    pub fn apply(&self, page: &str, other: &str) -> String {
        match self {
            Self::CutLines(at, count) => edit_lines(page, |lines| drop(take(lines, at, *count))),
            Self::DoubleLines(at, count) => edit_lines(page, |lines| {
                let doubled = take(&mut lines.clone(), at, *count);
                let at = at.index(lines.len());
                lines.splice(at..at, doubled);
            }),
            Self::SwapLines(one, other) => edit_lines(page, |lines| {
                let (one, other) = (one.index(lines.len()), other.index(lines.len()));
                lines.swap(one, other);
            }),
            Self::MoveLines(at, count, to) => edit_lines(page, |lines| {
                let moved = take(lines, at, *count);
                let to = to.index(lines.len() + 1);
                lines.splice(to..to, moved);
            }),
            Self::IndentLine(at, start) => edit_lines(page, |lines| {
                let line = at.get_mut(lines);
                *line = start.to_string() + line.trim_start_matches([' ', '|', '#', '>']);
            }),
            Self::CutMark(at) => edit_mark(page, at, |_| String::new()),
            Self::RepeatMark(at, times) => edit_mark(page, at, |mark| mark.repeat(times + 1)),
            Self::ReplaceMark(at, piece) => edit_mark(page, at, |_| (*piece).to_owned()),
            Self::Insert(at, piece) => insert(page, at, piece),
            Self::InsertMany(at, piece, times) => insert(page, at, &piece.repeat(*times)),
            Self::CutBytes(at, count) => {
                let at = at.index(page.len() + 1);
                let end = page.len().min(at + count);
                String::from_utf8_lossy(&[&page.as_bytes()[..at], &page.as_bytes()[end..]].concat()).into_owned()
            }
            Self::Truncate(at) => page[..page.floor_char_boundary(at.index(page.len() + 1))].to_owned(),
            Self::Graft(from, count, to) => edit_lines(page, |lines| {
                let grafted = take(&mut split(other), from, *count);
                let to = to.index(lines.len() + 1);
                lines.splice(to..to, grafted);
            }),
            Self::LineEnds(end) => page.replace('\n', end),
            Self::FlipCase(at) => edit_lines(page, |lines| {
                let line = at.get_mut(lines);
                let flipped = line
                    .chars()
                    .map(|c| if c.is_lowercase() { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() });
                *line = flipped.collect();
            }),
        }
    }
}

fn insert(page: &str, at: &Index, piece: &str) -> String {
    let (before, behind) = page.split_at(page.floor_char_boundary(at.index(page.len() + 1)));
    [before, piece, behind].concat()
}

fn split(page: &str) -> Vec<String> {
    page.split('\n').map(str::to_owned).collect()
}

/// There is always a line, perhaps an empty one.
fn edit_lines(page: &str, edit: impl FnOnce(&mut Vec<String>)) -> String {
    let mut lines = split(page);
    edit(&mut lines);
    lines.join("\n")
}

fn take(lines: &mut Vec<String>, at: &Index, count: usize) -> Vec<String> {
    let at = at.index(lines.len());
    lines.drain(at..lines.len().min(at + count)).collect()
}

fn edit_mark(page: &str, at: &Index, edit: impl FnOnce(&str) -> String) -> String {
    let marks: Vec<(usize, &str)> = page.match_indices(MARKS).collect();
    if marks.is_empty() {
        return page.to_owned();
    }
    let (start, mark) = at.get(&marks);
    [&page[..*start], &edit(mark), &page[start + mark.len()..]].concat()
}
