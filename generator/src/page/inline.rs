//! Running text: words, marks, anchors and comments, gathered from inline events.

use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, Event, Options, Parser, RefDefs, Tag, TagEnd};

use super::json::is_invisible;
use super::{Inline, Mark, MarkKind};
use crate::source::{SourceId, Span};

/// HTML tags that separate words.
const BREAKING_TAGS: &[&str] =
    &["br", "p", "li", "ul", "ol", "table", "thead", "tbody", "tr", "td", "th", "div", "hr", "pre", "blockquote"];

/// HTML tags without meaning here. Whatever else stands in angle brackets, such as `<id>`, is text that was not
/// escaped.
const SILENT_TAGS: &[&str] = &[
    "a", "b", "code", "em", "font", "h1", "h2", "h3", "h4", "h5", "h6", "i", "img", "small", "span", "strong", "sub",
    "sup", "u",
];

/// HTML tags around text that no longer holds.
const STRUCK_TAGS: &[&str] = &["s", "del", "strike"];

/// What Markdown is beyond CommonMark on these pages. Tables are looked for in whole files only.
pub(super) const EXTENSIONS: Options = Options::ENABLE_STRIKETHROUGH.union(Options::ENABLE_FOOTNOTES);

/// The attribute of a tag around words that were translated, on pages that show the original beside the translation:
/// `<span data-ttu-id="1">Permisos</span><span class="sxs-lookup"><span data-stu-id="1">Permissions</span></span>`.
const TRANSLATION: &str = "data-ttu-id";

/// The class of a tag around the original of a translation.
const ORIGINAL: &str = "sxs-lookup";

/// What separates the next word from the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Blank,
    LineFeed,
}

/// How much there was, to go back to.
#[derive(Clone, Copy, Debug)]
struct Before {
    text: usize,
    marks: usize,
    gap: Gap,
}

/// An [`Inline`] that is being built, and what else stands in the text.
#[derive(Debug)]
pub(super) struct InlineBuilder {
    source: SourceId,
    inline: Inline,
    gap: Gap,
    /// The marks that are not closed yet.
    open: Vec<usize>,
    /// What stood before the last translation.
    before_translation: Option<Before>,
    /// How many marks around the next words strike them out.
    struck: usize,
    /// Whether `<sup>` raises the next words.
    is_raised: bool,
    /// The `name` or `id` of an `<a>`.
    pub(super) anchor: Option<String>,
    /// HTML comments within the text.
    pub(super) comments: Vec<Range<usize>>,
    /// From the first event to the last.
    pub(super) range: Option<Range<usize>>,
}

impl InlineBuilder {
    /// `length` is the length of the text with its markup.
    pub(super) fn new(source: SourceId, length: usize) -> Self {
        Self {
            source,
            inline: Inline { text: String::with_capacity(length), marks: Vec::new() },
            gap: Gap::None,
            open: Vec::new(),
            before_translation: None,
            struck: 0,
            is_raised: false,
            anchor: None,
            comments: Vec::new(),
            range: None,
        }
    }

    /// The text, without blanks around it.
    pub(super) fn finish(mut self) -> Inline {
        while let Some(mark) = self.open.pop() {
            self.close(mark);
        }
        self.inline
    }

    pub(super) fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        let covered = self.range.get_or_insert_with(|| range.clone());
        *covered = covered.start.min(range.start)..covered.end.max(range.end);
        match event {
            // What is struck out has no words, so that its marks have nothing to mark.
            Event::Code(_)
            | Event::Start(Tag::Strong | Tag::Link { .. })
            | Event::End(TagEnd::Strong | TagEnd::Link)
                if self.struck > 0 => {}
            Event::Text(text) => self.words(&text),
            Event::Code(text) => {
                self.open(MarkKind::Code, range);
                self.words(&text);
                self.close_last();
            }
            Event::Start(Tag::Strong) => self.open(MarkKind::Strong, range),
            Event::Start(Tag::Link { dest_url, .. }) => {
                self.open(MarkKind::Link { target: dest_url.into_string() }, range);
            }
            Event::End(TagEnd::Strong | TagEnd::Link) => self.close_last(),
            Event::Start(Tag::Strikethrough) => self.struck += 1,
            Event::End(TagEnd::Strikethrough) => self.struck = self.struck.saturating_sub(1),
            Event::InlineHtml(html) if html.starts_with("<!--") => self.comments.push(range),
            Event::InlineHtml(html) => self.tag(&html),
            Event::Html(html) => self.html(&html),
            Event::SoftBreak | Event::HardBreak => self.separate(Gap::Blank),
            Event::Start(Tag::Paragraph | Tag::Item | Tag::CodeBlock(_)) => self.separate(Gap::Blank),
            _ => {}
        }
    }

    fn words(&mut self, text: &str) {
        if is_regular(text) {
            let behind = text.strip_prefix(' ').unwrap_or(text);
            if behind.len() < text.len() {
                self.separate(Gap::Blank);
            }
            let words = behind.strip_suffix(' ').unwrap_or(behind);
            self.word(words);
            if words.len() < behind.len() {
                self.separate(Gap::Blank);
            }
            return;
        }
        for (index, word) in text.split(char::is_whitespace).enumerate() {
            if index > 0 {
                self.separate(Gap::Blank);
            }
            if word.contains(is_invisible) {
                self.word(&word.replace(is_invisible, ""));
            } else {
                self.word(word);
            }
        }
    }

    fn word(&mut self, word: &str) {
        if word.is_empty() || self.struck > 0 {
            return;
        }
        match self.gap {
            _ if self.inline.text.is_empty() => {}
            Gap::None => {}
            Gap::Blank => self.inline.text.push(' '),
            Gap::LineFeed => self.inline.text.push('\n'),
        }
        self.gap = Gap::None;
        if self.is_raised {
            self.inline.text.extend(word.chars().map(superscript));
        } else {
            self.inline.text.push_str(word);
        }
    }

    fn separate(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }

    fn open(&mut self, kind: MarkKind, range: Range<usize>) {
        let owed = usize::from(self.gap != Gap::None && !self.inline.text.is_empty());
        let start = self.inline.text.len() + owed;
        self.open.push(self.inline.marks.len());
        self.inline.marks.push(Mark { range: start..start, kind, span: Span::new(self.source, range) });
    }

    fn close_last(&mut self) {
        if let Some(mark) = self.open.pop() {
            self.close(mark);
        }
    }

    fn close(&mut self, index: usize) {
        if let Some(mark) = self.inline.marks.get_mut(index) {
            let end = self.inline.text.len();
            let start = mark.range.start.min(end);
            let marked = self.inline.text.get(start..).unwrap_or_default();
            mark.range = end - marked.trim_start().len()..end;
        }
    }

    /// HTML with text between the tags.
    fn html(&mut self, html: &str) {
        for piece in html.split_inclusive('>') {
            let (text, tag) = piece.split_at_checked(piece.find('<').unwrap_or(piece.len())).unwrap_or_default();
            self.words(text);
            self.tag(tag);
        }
    }

    /// One tag with its brackets.
    fn tag(&mut self, tag: &str) {
        let inner = tag.trim_start_matches(['<', '/']);
        let name = inner.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        let is_among = |names: &[&str]| names.iter().any(|known| known.eq_ignore_ascii_case(name));
        if is_among(BREAKING_TAGS) {
            self.separate(Gap::LineFeed);
        } else if is_among(STRUCK_TAGS) {
            self.struck = if tag.starts_with("</") { self.struck.saturating_sub(1) } else { self.struck + 1 };
        } else if !is_among(SILENT_TAGS) {
            self.words(tag);
        } else if name.eq_ignore_ascii_case("a") && self.anchor.is_none() {
            self.anchor = attribute(inner, "name").or_else(|| attribute(inner, "id")).map(str::to_owned);
        } else if name.eq_ignore_ascii_case("span") {
            self.span_tag(inner);
        } else if name.eq_ignore_ascii_case("sup") {
            self.is_raised = !tag.starts_with("</");
        }
    }

    /// Words of the original take the place of their translation: what the conventions know is the original.
    fn span_tag(&mut self, tag: &str) {
        if attribute(tag, TRANSLATION).is_some() {
            let (text, marks) = (self.inline.text.len(), self.inline.marks.len());
            self.before_translation = Some(Before { text, marks, gap: self.gap });
        } else if attribute(tag, "class") == Some(ORIGINAL)
            && let Some(before) = self.before_translation.take()
        {
            self.inline.text.truncate(before.text);
            self.inline.marks.truncate(before.marks);
            self.open.retain(|mark| *mark < before.marks);
            self.gap = before.gap;
        }
    }
}

/// A digit that is raised stays so: that of `Group.Read.All<sup>1</sup>` is no part of the name before it.
fn superscript(c: char) -> char {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let digit = c.to_digit(10).and_then(|digit| usize::try_from(digit).ok());
    digit.and_then(|digit| DIGITS.get(digit)).copied().unwrap_or(c)
}

/// Whether a text is ASCII and every blank in it a single space: true for nearly all texts, which are then copied as a whole.
///
/// All bytes are looked at whatever comes first, so that several are compared at a time.
pub(crate) fn is_regular(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_plain = bytes.iter().fold(true, |plain, byte| plain & matches!(byte, b' '..=b'~'));
    let pairs = bytes.iter().zip(bytes.iter().skip(1));
    is_plain && pairs.fold(true, |single, (a, b)| single & ((*a | *b) != b' '))
}

/// The value of an attribute of a tag.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let (_, value) = tag
        .match_indices(name)
        .map(|(at, _)| tag.split_at(at))
        .find(|(before, _)| before.ends_with(char::is_whitespace))?;
    let value = value.get(name.len()..)?.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
    let value = match quote {
        Some(quote) => value.strip_prefix(quote)?.split(quote).next()?,
        None => value.split(|c: char| c.is_whitespace() || c == '>').next()?,
    };
    Some(value).filter(|value| !value.is_empty())
}

/// Reads a part of a text that Markdown took for something else, such as a cell with unescaped `|` in it.
pub(super) fn fragment(source: SourceId, text: &str, range: Range<usize>, definitions: &RefDefs<'_>) -> Inline {
    let offset = range.start;
    let part = text.get(range).unwrap_or_default();
    let mut defined = |link: BrokenLink<'_>| {
        let definition = definitions.get(&link.reference)?;
        Some((CowStr::from(definition.dest.to_string()), CowStr::from("")))
    };
    let parser = Parser::new_with_broken_link_callback(part, EXTENSIONS, Some(&mut defined));
    let mut builder = InlineBuilder::new(source, part.len());
    for (event, range) in parser.into_offset_iter() {
        let range = offset + range.start..offset + range.end;
        match event {
            // Only tables have escaped pipes in code, and Markdown sees no table here.
            Event::Code(code) => builder.event(Event::Code(code.replace("\\|", "|").into()), range),
            // `*.cer|*.pem`: no emphasis reaches over the border of cells.
            Event::Start(Tag::Emphasis) | Event::End(TagEnd::Emphasis)
                if text.get(range.clone()).is_some_and(|emphasised| emphasised.contains('|')) =>
            {
                builder.event(Event::Text("*".into()), range);
            }
            event => builder.event(event, range),
        }
    }
    builder.finish()
}
