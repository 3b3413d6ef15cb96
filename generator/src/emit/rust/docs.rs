//! Documentation comments. What a page says is hostile until it is escaped: it must neither break rustdoc nor look like markup.

use std::borrow::Cow;

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{Operation, Text, TextPiece};
use crate::write::DOC_BREAK;

/// The most characters of a line before it is wrapped, without indentation and slashes.
const WIDTH: usize = 96;

/// Characters that mean something to rustdoc within a line.
const MARKUP: &[char] = &['\\', '`', '*', '[', ']', '<', '>', '_', '|', '~', '$', '&'];

/// Where a page is published.
pub(super) struct PageLink {
    pub(super) path: String,
    pub(super) url: Option<String>,
}

/// A documentation comment in the making: a list of lines.
#[derive(Default)]
pub(super) struct Docs {
    lines: Vec<String>,
}

impl Docs {
    /// A paragraph of our own words; it may contain markup.
    pub(super) fn line(&mut self, line: impl Into<String>) -> &mut Self {
        self.lines.push(line.into());
        self
    }

    /// An empty line between paragraphs.
    pub(super) fn gap(&mut self) -> &mut Self {
        if self.lines.last().is_some_and(|line| !line.is_empty()) {
            self.lines.push(String::new());
        }
        self
    }

    /// Words of a page, escaped and wrapped.
    pub(super) fn text(&mut self, text: &Text) -> &mut Self {
        for (number, paragraph) in text.paragraphs.iter().enumerate() {
            if number > 0 {
                self.gap();
            }
            self.lines.extend(wrap(&markdown(paragraph)));
        }
        self
    }

    /// The first paragraph of words of a page.
    pub(super) fn first_paragraph(&mut self, text: &Text) -> &mut Self {
        self.lines.extend(text.paragraphs.first().into_iter().flat_map(|paragraph| wrap(&markdown(paragraph))));
        self
    }

    /// Words of a page on one line, as a sentence.
    pub(super) fn words(&mut self, words: &str) -> &mut Self {
        self.lines.extend(wrap(&escape(words)));
        self
    }

    /// Links to pages, or their paths where nothing is known of where they are published.
    pub(super) fn pages(&mut self, links: &[PageLink]) -> &mut Self {
        let link = |link: &PageLink| {
            let path = code(&link.path);
            match link.url.as_deref().filter(|url| url.chars().all(is_url_character)) {
                Some(url) => format!("[{path}](<{url}>)"),
                None => path,
            }
        };
        let links: Vec<String> = links.iter().map(link).collect();
        match links.as_slice() {
            [] => self,
            [one] => self.line(format!("Page: {one}")),
            several => self.line(format!("Pages: {}", several.join(", "))),
        }
    }

    /// Example code. Lines that begin with `# ` are hidden.
    pub(super) fn example(&mut self, attributes: &str, code: &str) -> &mut Self {
        self.lines.push(format!("```{attributes}"));
        self.lines.extend(code.lines().map(str::to_owned));
        self.lines.push("```".to_owned());
        self
    }

    /// The lines without empty ones at the end, with the blank that stands behind the slashes: one text for all, which is far less to parse
    /// and to print than an attribute for each.
    fn written(&self) -> Option<String> {
        let length = self.lines.iter().rposition(|line| !line.is_empty()).map(|last| last + 1)?;
        let lines = self.lines.iter().take(length);
        let lines = lines.map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
        Some(lines.collect::<Vec<_>>().join(&DOC_BREAK.to_string()))
    }

    /// The attribute.
    pub(super) fn tokens(&self) -> TokenStream {
        let text = self.written();
        text.map(|text| quote! { #[doc = #text] }).unwrap_or_default()
    }

    /// The attribute for the item around it.
    pub(super) fn inner_tokens(&self) -> TokenStream {
        let text = self.written();
        text.map(|text| quote! { #![doc = #text] }).unwrap_or_default()
    }
}

/// Title, method and path, for what is documented in full with the client.
pub(super) fn operation(operation: &Operation) -> Docs {
    let mut docs = Docs::default();
    let route = code(&format!("{} {}", operation.method.as_str(), operation.path));
    match escape(operation.title()).trim() {
        "" => docs.line(route),
        title if title.len() + route.len() < WIDTH && !safe_start(title).starts_with('\\') => {
            docs.line(format!("{title}: {route}"))
        }
        _ => docs.words(operation.title()).gap().line(route),
    };
    docs
}

/// A documentation comment of one line of our own words.
pub(super) fn line(line: &str) -> TokenStream {
    Docs::default().line(line).tokens()
}

/// A comment with the words of the page, or the name where it says nothing.
pub(super) fn text_or_name(text: &Text, name: &str) -> TokenStream {
    let mut docs = Docs::default();
    docs.text(text);
    if docs.lines.is_empty() {
        docs.line(code(name));
    }
    docs.tokens()
}

/// `text` as a code span; as plain words where it could end the span.
pub(super) fn code(text: &str) -> String {
    let text = visible(text);
    if text.contains('`') || text.trim().is_empty() || text.starts_with(' ') || text.ends_with(' ') {
        escape(&text)
    } else {
        format!("`{text}`")
    }
}

fn markdown(pieces: &[TextPiece]) -> String {
    let mut line = String::new();
    for piece in pieces {
        match piece {
            TextPiece::Words(words) => line.push_str(&escape(words)),
            TextPiece::Code(text) => line.push_str(&code(text)),
        }
    }
    line
}

/// A paragraph of a page as the item of a list, on one line.
pub(super) fn item(pieces: &[TextPiece]) -> String {
    safe_start(&markdown(pieces))
}

/// Text that stands for itself in rustdoc.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (number, word) in visible(text).split(' ').enumerate() {
        if number > 0 {
            escaped.push(' ');
        }
        push_word(&mut escaped, word);
    }
    escaped
}

fn push_word(escaped: &mut String, word: &str) {
    // As nearly all words are: a URL has a colon, and what else means something is no letter either.
    if word.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b',' | b'.' | b'-')) {
        escaped.push_str(word);
        return;
    }
    let is_url = (word.starts_with("https://") || word.starts_with("http://")) && word.chars().all(is_url_character);
    if is_url {
        let end = word.trim_end_matches(['.', ',', ';', ')']);
        escaped.push('<');
        escaped.push_str(end);
        escaped.push('>');
        escaped.push_str(word.get(end.len()..).unwrap_or_default());
        return;
    }
    // A bare URL within a word is a lint of rustdoc; the escaped colon takes the link away.
    let word = word.replace("://", ":\u{200B}//");
    let is_name = word.chars().all(|c| c == '_' || c.is_alphanumeric());
    // `created_at` means itself, `_new_` is emphasis.
    let inner = word.len() - word.trim_start_matches('_').len()..word.trim_end_matches('_').len();
    for (at, c) in word.char_indices() {
        let is_joint = c == '_' && is_name && inner.contains(&at);
        if MARKUP.contains(&c) && !is_joint {
            escaped.push('\\');
        }
        escaped.push(c);
    }
}

fn is_url_character(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._~:/?#@!$&'()*+,;=%".contains(c)
}

/// Without control characters and marks that turn the direction of writing, which the compiler refuses in comments.
fn visible(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ') {
        return text.into();
    }
    let is_kept =
        |c: &char| !c.is_control() && !matches!(c, '\u{200B}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(is_kept).collect()
}

/// Lines of at most [`WIDTH`] characters where words allow it. A line never begins with what would be a list, a heading or a fence.
fn wrap(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut width = 0;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let length = word.chars().count();
        match lines.last_mut() {
            Some(line) if width + 1 + length <= WIDTH => {
                line.push(' ');
                line.push_str(word);
                width += 1 + length;
            }
            _ => {
                let first = safe_start(word);
                width = first.chars().count();
                lines.push(first);
            }
        }
    }
    lines
}

fn safe_start(word: &str) -> String {
    let is_markup = word.starts_with(['#', '-', '+', '=']);
    let is_number = word.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(['.', ')'])
        && word.starts_with(|c: char| c.is_ascii_digit());
    match word {
        _ if is_markup => format!("\\{word}"),
        _ if is_number => word.replacen('.', "\\.", 1).replacen(')', "\\)", 1),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(words: &str) -> Vec<String> {
        wrap(&escape(words))
    }

    #[test]
    fn markup_is_escaped() {
        assert_eq!(
            written("a [link](x) <b> *bold* `code` under_score"),
            ["a \\[link\\](x) \\<b\\> \\*bold\\* \\`code\\` under_score"]
        );
        assert_eq!(written("# heading"), ["\\# heading"]);
        assert_eq!(written("1. item"), ["1\\. item"]);
        assert_eq!(written("see https://example.com/a_b."), ["see <https://example.com/a_b>."]);
        assert_eq!(written("a\u{202E}b\r\n\tc"), ["ab c"]);
    }

    #[test]
    fn code_that_would_end_its_span_is_plain() {
        assert_eq!(code("$select"), "`$select`");
        assert_eq!(code("a``b"), "a\\`\\`b");
        assert_eq!(code("a\nb"), "`a b`");
    }

    #[test]
    fn long_text_is_wrapped() {
        let lines = written(&"word ".repeat(40));
        assert_eq!(lines.len(), 3);
        assert!(lines.iter().all(|line| line.len() <= WIDTH));
    }
}
