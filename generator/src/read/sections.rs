//! Divides a page into sections by the titles of its headings. Levels differ from page to page, so a section is known by what its
//! title (or the anchor that translations keep) says; headings without a known title belong to the section around them.

use std::borrow::Cow;

use super::conventions::{
    ENUM_TITLE_ENDS, PROPERTIES_TITLE_END, SHORT_TITLES, TITLE_BEGINNINGS, TITLES, Topic, fold, look_up,
};
use super::{Reader, resource};
use crate::diagnostic::{Diagnostic, codes};
use crate::page::{Block, BlockKind, Heading, MarkKind, Page};
use crate::spelling;

/// A heading and what stands below it, up to the next heading.
pub(super) struct Section<'p> {
    pub(super) topic: Topic,
    /// The title as written; empty before the first heading.
    pub(super) title: &'p str,
    pub(super) heading: Option<&'p Block>,
    /// Whether it is part of an example.
    pub(super) in_example: bool,
    /// Which H2 it stands below, counted from the start of the page.
    pub(super) chapter: usize,
    /// The known title that its own is a misspelling of.
    pub(super) meant: Option<&'static str>,
    pub(super) blocks: &'p [Block],
}

/// Where the reader stands while it walks over the headings.
#[derive(Default)]
struct Walk {
    /// The known section around the next heading, and its level.
    around: Option<(Topic, u8)>,
    /// The level of the heading that began the example around the next heading.
    example: Option<u8>,
    chapter: usize,
    seen_title: bool,
    /// The title that the last heading misspells.
    meant: Option<&'static str>,
    /// The simple names of the types that the page represents, folded.
    types: Vec<String>,
}

/// The sections of `page` in order. Blocks in tabs of other languages are left in place; readers skip them.
pub(super) fn divide(page: &Page) -> Vec<Section<'_>> {
    let mut sections = Vec::new();
    let mut walk = Walk { types: represented_types(page), ..Walk::default() };
    let mut rest = page.blocks.as_slice();
    while !rest.is_empty() {
        let (first, heading) = match rest.first().map(|block| (block, &block.kind)) {
            Some((block, BlockKind::Heading(heading))) => (1, Some((block, heading))),
            _ => (0, None),
        };
        let behind = rest.get(first..).unwrap_or_default();
        let length =
            behind.iter().position(|block| matches!(block.kind, BlockKind::Heading(_))).unwrap_or(behind.len());
        let (blocks, next) = behind.split_at_checked(length).unwrap_or((behind, &[]));
        let topic = heading.map_or(Topic::Other, |(_, heading)| walk.enter(heading));
        sections.push(Section {
            topic,
            title: heading.map_or("", |(_, heading)| heading.title.text.as_str()),
            heading: heading.map(|(block, _)| block),
            in_example: walk.example.is_some(),
            chapter: walk.chapter,
            meant: walk.meant.take(),
            blocks,
        });
        rest = next;
    }
    sections
}

impl Walk {
    fn enter(&mut self, heading: &Heading) -> Topic {
        if heading.level == 1 && !self.seen_title {
            self.seen_title = true;
            return Topic::Other;
        }
        if heading.level <= 2 {
            self.chapter += 1;
        }
        let known = topic_of(heading).or_else(|| self.properties_of_type(heading));
        let Some(topic) = known.or_else(|| self.short_title(heading)).or_else(|| self.misspelled(heading)) else {
            return match self.around {
                Some((topic, level)) if heading.level > level => topic,
                _ => {
                    self.around = None;
                    self.example = None;
                    Topic::Other
                }
            };
        };
        // `### HTTP request` below `## Example` shows a request; `## HTTP request` behind it begins another operation.
        let topic = match (topic, self.example) {
            (Topic::HttpRequest, Some(level)) if heading.level > level => Topic::ExampleRequest,
            (topic, _) => topic,
        };
        self.example = match topic {
            Topic::Example | Topic::ExampleRequest => Some(self.example.unwrap_or(heading.level).min(heading.level)),
            Topic::Response => self.example,
            _ => None,
        };
        self.around = Some((topic, heading.level));
        topic
    }

    /// `## Headers`, where no known section is around it.
    fn short_title(&self, heading: &Heading) -> Option<Topic> {
        let is_within = self.around.is_some_and(|(_, level)| heading.level > level);
        titles(heading).find_map(|title| look_up(SHORT_TITLES, &title)).filter(|_| !is_within)
    }

    /// `## Respons`.
    fn misspelled(&mut self, heading: &Heading) -> Option<Topic> {
        let titles_known = || TITLES.iter().filter(|(_, topic)| *topic != Topic::Other).map(|(title, _)| *title);
        let meant = titles(heading).find_map(|title| spelling::slip(&title, titles_known()))?;
        self.meant = Some(meant);
        look_up(TITLES, meant)
    }

    /// `## shipment properties` on a page that represents a shipment.
    fn properties_of_type(&self, heading: &Heading) -> Option<Topic> {
        let owner = owner_of_properties(&heading.title.text)?;
        self.types.contains(&owner).then_some(Topic::Properties)
    }
}

/// Reports titles that were read as what they misspell.
pub(super) fn check_titles(reader: &mut Reader<'_>, sections: &[Section<'_>]) {
    for section in sections {
        let (Some(meant), Some(heading)) = (section.meant, section.heading) else { continue };
        let message = format!("`{}` is read as the title `{meant}`", section.title);
        reader.report(
            Diagnostic::new(&codes::read::TITLE_MISSPELLED, heading.span, message)
                .help(format!("write `{meant}`; if something else is meant, a title that is not so much alike")),
        );
    }
}

/// The simple names of the types that a page represents, folded.
fn represented_types(page: &Page) -> Vec<String> {
    let names = page.blocks.iter().filter_map(resource::represented);
    names.map(|name| fold(resource::simple_name(&name.value)).into_owned()).collect()
}

/// The name before "properties" in a title, folded.
pub(super) fn owner_of_properties(title: &str) -> Option<String> {
    fold(title).strip_suffix(PROPERTIES_TITLE_END).map(|name| name.trim_matches(['*', '`']).to_owned())
}

/// The words of a heading: those of the anchor that translations keep, and those of the title.
fn titles(heading: &Heading) -> impl Iterator<Item = Cow<'_, str>> {
    let anchored = heading.anchor.as_deref().map(|anchor| fold(&anchor.replace('-', " ")).into_owned().into());
    let title = heading.title.text.as_str();
    let numbered = without_number(title).map(fold);
    anchored.into_iter().chain([fold(title)]).chain(numbered)
}

/// `Permissions` of `1.2 Permissions`.
fn without_number(title: &str) -> Option<&str> {
    let behind = title.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    (behind.len() < title.len() && behind.starts_with(' ')).then(|| behind.trim_start())
}

/// What the title of a heading announces.
fn topic_of(heading: &Heading) -> Option<Topic> {
    titles(heading).find_map(|title| {
        let title = title.as_ref();
        look_up(TITLES, title)
            .or_else(|| TITLE_BEGINNINGS.iter().find(|(words, _)| begins_with(title, words)).map(|(_, topic)| *topic))
            .or_else(|| ENUM_TITLE_ENDS.iter().any(|end| title.ends_with(end)).then_some(Topic::Members))
    })
}

/// What a paragraph of strong words announces that stands for a heading, as in examples: `**Request body**`.
pub(super) fn bold_topic(block: &Block) -> Option<Topic> {
    let BlockKind::Paragraph(inline) = &block.kind else { return None };
    let is_strong =
        inline.marks.iter().any(|mark| mark.kind == MarkKind::Strong && mark.range == (0..inline.text.len()));
    is_strong.then(|| look_up(TITLES, &fold(inline.text.trim_end_matches(':')))).flatten()
}

/// Whether a title begins with these words: `Example 2`, `Example: in one call`, but not `Examples`.
fn begins_with(title: &str, words: &str) -> bool {
    title.strip_prefix(words).is_some_and(|rest| rest.starts_with(|c: char| !c.is_alphanumeric()))
}

impl<'p> Section<'p> {
    /// Whether its title is nothing but the name of the topic.
    pub(super) fn is_called(&self, topic: Topic) -> bool {
        let Some(BlockKind::Heading(heading)) = self.heading.map(|block| &block.kind) else { return false };
        titles(heading).any(|title| look_up(TITLES, &title) == Some(topic))
    }

    /// Its blocks without those in tabs of other languages.
    pub(super) fn blocks(&self) -> impl Iterator<Item = &'p Block> + use<'p> {
        self.blocks.iter().filter(|block| !block.other_tab)
    }
}
