//! Code fences: their language, their content, and where one ends that was never closed.

use std::ops::Range;

/// Languages in which the marks of a forgotten fence are ordinary content.
const MARKUP_LANGUAGES: &[&str] = &["md", "markdown", "html", "xml"];

/// The parts of a fenced code block. Offsets count from the start of the block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fence {
    /// The first line.
    pub(super) opening: Range<usize>,
    /// The lines between the fences, without the last line feed.
    pub(super) content: Range<usize>,
    /// How it ends.
    pub(super) end: FenceEnd,
}

/// How a fenced code block ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FenceEnd {
    /// With a fence.
    Closed,
    /// The closing fence was forgotten: Markdown goes on at this offset.
    Cut(usize),
    /// With the text around it, that is mostly with the page.
    Open,
}

/// The first word of an info string, in lower case.
pub(super) fn language(info: &str) -> String {
    info.split(|c: char| c.is_whitespace() || c == ',').find(|word| !word.is_empty()).unwrap_or_default().to_lowercase()
}

/// The parts of a block, as Markdown delimits it.
pub(super) fn parts(block: &str, language: &str) -> Fence {
    let opening_end = block.find('\n').unwrap_or(block.len());
    let mark = mark(block.get(..opening_end).unwrap_or_default());
    let content_start = (opening_end + 1).min(block.len());
    let content = block.get(content_start..).unwrap_or_default();
    let last_line = content.trim_end_matches('\n').rfind('\n').map_or(0, |at| at + 1);
    let is_closed = is_closing(content.get(last_line..).unwrap_or_default(), mark);
    let content_end = if is_closed { last_line } else { content.len() };
    let inside = content.get(..content_end).unwrap_or_default();
    let cut = if MARKUP_LANGUAGES.contains(&language) { None } else { forgotten_end(inside, mark) };
    let (inside, end) = match cut {
        Some(cut) => (inside.get(..cut).unwrap_or_default().trim_end(), FenceEnd::Cut(content_start + cut)),
        None => (inside, if is_closed { FenceEnd::Closed } else { FenceEnd::Open }),
    };
    let inside = inside.strip_suffix('\n').unwrap_or(inside);
    let inside = inside.strip_suffix('\r').unwrap_or(inside);
    Fence {
        opening: 0..block.get(..opening_end).unwrap_or_default().trim_end().len(),
        content: content_start..content_start + inside.len(),
        end,
    }
}

/// The fence of a line: its character and how often it stands there. Three backticks unless the line says otherwise.
fn mark(line: &str) -> (char, usize) {
    let line = unindented(line);
    let character = if line.starts_with('~') { '~' } else { '`' };
    (character, (line.len() - line.trim_start_matches(character).len()).max(3))
}

/// Without indentation and the marks of quotes.
fn unindented(line: &str) -> &str {
    line.trim_start_matches([' ', '\t', '>'])
}

fn is_closing(line: &str, (character, count): (char, usize)) -> bool {
    let line = unindented(line).trim_end();
    line.len() >= count && line.trim_start_matches(character).is_empty()
}

/// Where a block ends whose closing fence was forgotten, so that it swallowed what follows up to the next fence: in
/// front of another opening fence or an annotation, or of the heading above these.
fn forgotten_end(content: &str, mark: (char, usize)) -> Option<usize> {
    if !content.contains(mark.0) && !content.contains("<!--") {
        return None;
    }
    let evidence = line_starts(content).find(|at| {
        let line = content.get(*at..).unwrap_or_default();
        is_opening(line, mark) || is_annotation(line)
    })?;
    let before = content.get(..evidence)?;
    Some(line_starts(before).find(|at| is_heading(before, *at)).unwrap_or(evidence))
}

fn line_starts(text: &str) -> impl Iterator<Item = usize> {
    let behind = text.match_indices('\n').map(|(at, _)| at + 1).filter(|at| *at < text.len());
    std::iter::once(0).filter(|_| !text.is_empty()).chain(behind)
}

/// A fence with a language: it opens a block, so the one before it has ended.
fn is_opening(text: &str, (character, count): (char, usize)) -> bool {
    let text = unindented(text);
    let info = text.trim_start_matches(character);
    text.len() - info.len() >= count
        && info.trim_start_matches([' ', '\t']).starts_with(|c: char| c.is_ascii_alphabetic())
}

/// `<!-- { "blockType"`
fn is_annotation(text: &str) -> bool {
    const NEAR: usize = 500;
    unindented(text).strip_prefix("<!--").is_some_and(|comment| {
        let comment = comment.get(..comment.floor_char_boundary(NEAR)).unwrap_or_default();
        comment.trim_start().starts_with('{')
            && comment.split("-->").next().is_some_and(|text| text.contains("\"blockType\""))
    })
}

/// `## Response` behind an empty line.
fn is_heading(text: &str, at: usize) -> bool {
    let (before, behind) = text.split_at_checked(at).unwrap_or_default();
    let title = behind.trim_start_matches('#');
    (before.ends_with("\n\n") || before.ends_with("\n\r\n"))
        && (2..=6).contains(&(behind.len() - title.len()))
        && title.starts_with(' ')
}

#[cfg(test)]
mod tests {
    use super::{FenceEnd, language, parts};

    /// The content and the end.
    fn split(block: &str) -> (&str, FenceEnd) {
        let fence = parts(block, "http");
        (block.get(fence.content).unwrap(), fence.end)
    }

    #[test]
    fn languages_are_words_in_lower_case() {
        assert_eq!(["http", " HTTP ", "json, example", "", "C# x"].map(language), ["http", "http", "json", "", "c#"]);
    }

    #[test]
    fn the_content_stands_between_the_fences() {
        assert_eq!(split("```http\nGET /a\n\nx\n```\n"), ("GET /a\n\nx", FenceEnd::Closed));
        assert_eq!(split("~~~~\na\n~~~\n~~~~"), ("a\n~~~", FenceEnd::Closed));
        assert_eq!(split("```http\r\nGET /a\r\n  ```\r\n"), ("GET /a", FenceEnd::Closed));
        assert_eq!(split("```\n```"), ("", FenceEnd::Closed));
    }

    #[test]
    fn a_fence_may_stay_open() {
        assert_eq!(split("```http\nGET /a\n"), ("GET /a", FenceEnd::Open));
        assert_eq!(split("```http"), ("", FenceEnd::Open));
    }

    #[test]
    fn another_opening_fence_ends_a_forgotten_one() {
        assert_eq!(split("```http\nGET /a\n\n```json\n{}\n```"), ("GET /a", FenceEnd::Cut(16)));
    }

    #[test]
    fn an_annotation_ends_a_forgotten_fence_and_the_heading_above_it_goes_along() {
        let block = "```http\nGET /a\n\n### Response\n\nText.\n\n<!-- {\n  \"blockType\": \"response\"\n} -->\n```";
        assert_eq!(split(block), ("GET /a", FenceEnd::Cut(16)));
    }

    #[test]
    fn comments_in_a_body_are_content() {
        let block = "```http\nPOST /a\n\n{ \"html\": \"\n<!-- { color } -->\" }\n```";
        assert_eq!(split(block).1, FenceEnd::Closed);
    }

    #[test]
    fn fences_in_markup_and_in_longer_fences_are_content() {
        assert_eq!(parts("```md\n```http\nGET /a\n```", "md").end, FenceEnd::Closed);
        assert_eq!(split("````\n```http\nGET /a\n```\n````").1, FenceEnd::Closed);
    }
}
