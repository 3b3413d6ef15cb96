//! A second count of everything on the pages, made without the reader: what the ledger says must add up to it.

use std::collections::BTreeSet;

use stubdown::diagnostic::{Code, Diagnostic, codes};
use stubdown::page::{self, BlockKind, Page, Row};
use stubdown::pipeline::Analysis;
use stubdown::read::{Class, Element, Fate, Ledger, PageFacts};
use stubdown::source::{Sources, Span};

/// The kinds of findings that explain why something was not used.
const EXPLAINING: &[&Code] = &[
    &codes::page::ANNOTATION_KIND_UNKNOWN,
    &codes::page::ANNOTATION_WITHOUT_CODE,
    &codes::page::ANNOTATION_WITHOUT_KIND,
    &codes::read::EXAMPLE_JSON_UNREADABLE,
    &codes::read::EXAMPLE_NOT_READ,
    &codes::read::NOT_A_MESSAGE,
    &codes::read::NOT_A_REQUEST_LINE,
    &codes::read::PERMISSIONS_MISSING,
    &codes::read::PERMISSION_CELL_UNREADABLE,
    &codes::read::PERMISSION_ROW_UNKNOWN,
    &codes::read::REPRESENTATION_REPEATED,
    &codes::read::REQUEST_LINE_MISSING,
    &codes::read::REQUEST_LINE_UNUSABLE,
    &codes::read::RESOURCE_WITHOUT_TYPE,
    &codes::read::ROW_NAME_UNCLEAR,
    &codes::read::ROW_WITHOUT_NAME,
    &codes::read::TABLE_NOT_READ,
];

/// What does not add up, in words; nothing where the ledger is right.
#[must_use]
pub fn differences(analysis: &Analysis) -> Vec<String> {
    let sources = &analysis.report.sources;
    let mut differences = Vec::new();
    for facts in &analysis.facts {
        let path = sources.get(facts.source).map(|source| source.path.clone()).unwrap_or_default();
        let of_page = compare(sources, &page::parse(sources, facts.source, &mut Vec::new()), facts);
        differences.extend(of_page.into_iter().map(|difference| format!("{path}: {difference}")));
    }
    differences.extend(unexplained(analysis));
    differences
}

fn compare(sources: &Sources, page: &Page, facts: &PageFacts) -> Vec<String> {
    let counted = Counted::of(sources, page);
    let mut differences = Vec::new();
    for (class, places) in [
        (Class::Row, &counted.rows),
        (Class::Annotation, &counted.annotations),
        (Class::Code, &counted.code),
        (Class::Line, &lines_of_touched_blocks(sources, &counted, &facts.ledger)),
    ] {
        let entered = places_of(&facts.ledger, class);
        let words = |span: &Span| format!("{class:?} {:?}", sources.text(*span));
        differences.extend(places.difference(&entered).map(|span| format!("lost: {}", words(span))));
        differences.extend(entered.difference(places).map(|span| format!("invented: {}", words(span))));
    }
    let lines = places_of(&facts.ledger, Class::Line);
    let lost = counted.request_lines.iter().filter(|line| !lines.contains(line));
    differences.extend(lost.map(|line| format!("a lost request line: {:?}", sources.text(*line))));
    differences.extend(rows_taken_for_prose(sources, page, &facts.ledger));
    let total: usize = facts.ledger.counts().values().map(|count| count.total()).sum();
    let entries = facts.ledger.entries().count();
    if total != entries {
        differences.push(format!("{entries} entries are counted as {total}"));
    }
    differences
}

/// Among rows that are used, only the titles of groups are prose: rows with one filled cell.
fn rows_taken_for_prose(sources: &Sources, page: &Page, ledger: &Ledger) -> Vec<String> {
    let used: BTreeSet<Span> =
        ledger.entries().filter(|(.., fate)| *fate == Fate::Used).map(|(_, span, _)| span).collect();
    let unread = ledger.entries().filter(|(element, _, fate)| (*element, *fate) == (Element::OtherRow, Fate::Prose));
    let unread: BTreeSet<Span> = unread.map(|(_, span, _)| span).collect();
    let mut differences = Vec::new();
    for block in &page.blocks {
        let BlockKind::Table(table) = &block.kind else { continue };
        if !table.rows.iter().any(|row| used.contains(&row.span)) {
            continue;
        }
        let is_full = |row: &&Row| row.cells.iter().filter(|cell| !cell.content.text.is_empty()).count() > 1;
        let lost = table.rows.iter().filter(is_full).filter(|row| unread.contains(&row.span));
        differences.extend(lost.map(|row| format!("no title of a group: {:?}", sources.text(row.span))));
    }
    differences
}

fn places_of(ledger: &Ledger, class: Class) -> BTreeSet<Span> {
    ledger.entries().filter(|(element, ..)| element.class() == class).map(|(_, span, _)| span).collect()
}

/// The places of everything on a page. What an include brings twice counts once.
#[derive(Default)]
struct Counted {
    rows: BTreeSet<Span>,
    annotations: BTreeSet<Span>,
    code: BTreeSet<Span>,
    /// The lines of code right below a heading "HTTP request" in front of all examples.
    request_lines: BTreeSet<Span>,
}

impl Counted {
    fn of(sources: &Sources, page: &Page) -> Self {
        let mut counted = Self::default();
        let (mut is_request_section, mut seen_example) = (false, false);
        for block in &page.blocks {
            match &block.kind {
                BlockKind::Heading(heading) => {
                    let title = heading.title.text.trim().to_lowercase();
                    seen_example |= title.starts_with("example");
                    is_request_section =
                        heading.level > 1 && heading.anchor.is_none() && !seen_example && title == "http request";
                }
                BlockKind::Table(table) => counted.rows.extend(table.rows.iter().map(|row| row.span)),
                BlockKind::Annotation(annotation) => {
                    counted.annotations.insert(annotation.span);
                }
                BlockKind::Code(code) => {
                    counted.annotations.extend(code.annotation.as_ref().map(|annotation| annotation.span));
                    counted.code.insert(code.content);
                    if is_request_section && !block.other_tab {
                        counted.request_lines.extend(lines(sources, code.content));
                    }
                }
                BlockKind::Paragraph(_) | BlockKind::MissingInclude { .. } => {}
            }
        }
        counted
    }
}

/// Where one line of a block is accounted for, all of them must be.
fn lines_of_touched_blocks(sources: &Sources, counted: &Counted, ledger: &Ledger) -> BTreeSet<Span> {
    let entered = places_of(ledger, Class::Line);
    let touched = counted.code.iter().filter(|code| entered.iter().any(|line| overlap(*line, **code)));
    touched.flat_map(|code| lines(sources, *code)).collect()
}

/// The lines that are not blank, without the blanks around them.
fn lines(sources: &Sources, code: Span) -> Vec<Span> {
    let text = sources.text(code);
    let place = |line: &str| {
        let start = line.as_ptr() as usize - text.as_ptr() as usize;
        code.slice(start..start + line.len())
    };
    text.split('\n').map(str::trim).filter(|line| !line.is_empty()).map(place).collect()
}

/// Everything reported has a finding at its place, and every such finding something that is reported.
fn unexplained(analysis: &Analysis) -> Vec<String> {
    let report = &analysis.report;
    let hidden = report.suppressed.iter().map(|one| &one.diagnostic);
    let findings: Vec<&Diagnostic> =
        report.diagnostics.iter().chain(hidden).filter(|finding| EXPLAINING.contains(&finding.code)).collect();
    let entries = analysis.facts.iter().flat_map(|facts| facts.ledger.entries());
    let reported: Vec<(Element, Span, &Code)> = entries
        .filter_map(|(element, span, fate)| match fate {
            Fate::Reported(code) => Some((element, span, code)),
            Fate::Used | Fate::Prose => None,
        })
        .collect();
    let is_about = |finding: &Diagnostic, span: Span, code: &Code| {
        let mut places = finding.primary.iter().chain(&finding.related);
        finding.code == code && places.any(|label| overlap(label.span, span))
    };
    let silent = reported.iter().filter(|(_, span, code)| !findings.iter().any(|one| is_about(one, *span, code)));
    let silent = silent.map(|(element, span, code)| {
        format!("{element:?} {:?} has no finding `{}`", report.sources.text(*span), code.name)
    });
    let idle = findings.iter().filter(|one| !reported.iter().any(|(_, span, code)| is_about(one, *span, code)));
    silent.chain(idle.map(|one| format!("nothing is counted for: {}: {}", one.code.name, one.message))).collect()
}

/// Whether two places have something in common. An empty place lies where it stands.
fn overlap(a: Span, b: Span) -> bool {
    let are_near = a.source == b.source && a.start <= b.end && b.start <= a.end;
    let is_empty = a.start == a.end || b.start == b.end;
    are_near && (is_empty || (a.start < b.end && b.start < a.end))
}
