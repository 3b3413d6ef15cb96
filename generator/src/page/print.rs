//! Prints a page, a line for each block and each row of a table, for people and tests.

use std::borrow::Cow;
use std::fmt::Write;

use super::json::JsonValue;
use super::{Annotation, Block, BlockKind, Cell, Code, Inline, MarkKind, Page};
use crate::source::{Sources, Span};

/// The page as text: the line number, the kind of block, and what it says, with marks as Markdown writes them.
///
/// Blocks in other tabs begin with `~`; those of an included file have its path in front of the line number.
#[must_use]
pub fn print(page: &Page, sources: &Sources) -> String {
    let mut printer = Printer { page, sources, out: String::new() };
    for entry in &page.front_matter {
        printer.line(entry.value.span, "", &format!("{}: {}", entry.key, entry.value.value));
    }
    for block in &page.blocks {
        printer.block(block);
    }
    printer.out
}

struct Printer<'a> {
    page: &'a Page,
    sources: &'a Sources,
    out: String,
}

impl Printer<'_> {
    fn line(&mut self, span: Span, prefix: &str, text: &str) {
        let (line, _) = self.sources.position(span);
        let file = if span.source == self.page.source {
            String::new()
        } else {
            self.sources.get(span.source).map(|source| format!("{}:", source.path)).unwrap_or_default()
        };
        // Writing to a string does not fail.
        let _ = writeln!(self.out, "{:>5} {prefix}{}", format!("{file}{line}"), text.replace('\n', "\\n"));
    }

    fn block(&mut self, block: &Block) {
        let prefix = if block.other_tab { "~ " } else { "" };
        let text = match &block.kind {
            BlockKind::Heading(heading) => {
                let anchor = heading.anchor.as_ref().map(|anchor| format!(" <{anchor}>")).unwrap_or_default();
                format!("{} {}{anchor}", "#".repeat(heading.level.into()), marked(&heading.title))
            }
            BlockKind::Paragraph(inline) => format!("text {}", marked(inline)),
            BlockKind::Table(table) => {
                let header = row(&table.header);
                format!("table {}x{}: {header}", table.header.len(), table.rows.len())
            }
            BlockKind::Code(code) => self.code(code),
            BlockKind::Annotation(found) => format!("annotation {}", annotation(found)),
            BlockKind::MissingInclude { target } => format!("missing include {target}"),
        };
        self.line(block.span, prefix, &text);
        if let BlockKind::Table(table) = &block.kind {
            for line in &table.rows {
                self.line(line.span, prefix, &format!("  row: {}", row(&line.cells)));
            }
        }
    }

    fn code(&self, code: &Code) -> String {
        let lines = self.sources.text(code.content).lines().count();
        let lines = if lines == 1 { "1 line".to_owned() } else { format!("{lines} lines") };
        let language = if code.language.is_empty() { "without language" } else { &code.language };
        let annotation = code.annotation.as_ref().map(|found| format!(", {}", annotation(found))).unwrap_or_default();
        format!("code {language}, {lines}{annotation}")
    }
}

fn row(cells: &[Cell]) -> String {
    cells.iter().map(|cell| marked(&cell.content)).collect::<Vec<_>>().join(" | ")
}

/// The kind, and the members that are not the kind.
fn annotation(annotation: &Annotation) -> String {
    let kind = format!("{:?}", annotation.kind).to_lowercase();
    let members = annotation.members.iter().filter(|member| !member.name.eq_ignore_ascii_case("blockType"));
    let members = members.map(|member| match &member.value.value {
        JsonValue::String(text) => format!(" {}={text:?}", member.name),
        _ => format!(" {}={}", member.name, member.value.to_value()),
    });
    kind + &members.collect::<String>()
}

/// The text with its marks as Markdown writes them.
fn marked(inline: &Inline) -> String {
    let mut starts: Vec<(usize, Cow<'_, str>)> = Vec::new();
    let mut ends = Vec::new();
    for mark in &inline.marks {
        let (before, behind): (&str, Cow<'_, str>) = match &mark.kind {
            MarkKind::Code => ("`", "`".into()),
            MarkKind::Strong => ("**", "**".into()),
            MarkKind::Link { target } => ("[", format!("]({target})").into()),
        };
        if mark.range.is_empty() {
            starts.push((mark.range.start, format!("{before}{behind}").into()));
        } else {
            starts.push((mark.range.start, before.into()));
            ends.push((mark.range.end, behind));
        }
    }
    // Inner marks, which begin later, end first; and where one mark ends and another begins, the end comes first.
    ends.reverse();
    let mut insertions: Vec<_> = ends.into_iter().chain(starts).collect();
    insertions.sort_by_key(|(at, _)| *at);
    let mut text = String::new();
    let mut copied = 0;
    for (at, insertion) in insertions {
        text.push_str(inline.text.get(copied..at).unwrap_or_default());
        text.push_str(&insertion);
        copied = at;
    }
    text + inline.text.get(copied..).unwrap_or_default()
}
