//! HTML comments: which of them are annotations, and what these say.

use super::json::{self, Json, Member, Reading, Repair};
use super::{Annotation, AnnotationKind};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;
use crate::spelling;

/// The values of `blockType`.
const KINDS: &[(&str, AnnotationKind)] = &[
    ("request", AnnotationKind::Request),
    ("response", AnnotationKind::Response),
    ("resource", AnnotationKind::Resource),
    ("ignored", AnnotationKind::Ignored),
    ("example", AnnotationKind::Example),
    ("samples", AnnotationKind::Samples),
    ("permissions", AnnotationKind::Permissions),
];

/// What the `type` of a page annotation begins with.
const PAGE_TYPE: &str = "#page.";

/// What a comment is.
#[derive(Debug)]
pub(super) enum Comment {
    /// Remarks of authors, commented-out parts, marks of tools.
    Plain,
    /// An annotation, and what stands behind its JSON within the comment.
    Annotation(Annotation, Option<Span>),
}

/// Reads the text between `<!--` and `-->`. `span` is the place of the text, `comment` of the whole.
///
/// Whether a comment is an annotation is decided by reading it: commented-out prose contains brackets, too.
pub(super) fn read(text: &str, span: Span, comment: Span, diagnostics: &mut Vec<Diagnostic>) -> Comment {
    let trimmed = text.trim_start();
    let reading = if trimmed.starts_with('{') {
        json::read(text, span)
    } else if begins_with_member(trimmed) {
        json::read_members(text, span)
    } else {
        return Comment::Plain;
    };
    let Reading { value, repairs, rest } = reading;
    let members = match value.map(|json| json.value) {
        Some(json::JsonValue::Object(members)) if !members.is_empty() => members,
        _ => {
            if mentions_kind(text) {
                report_unreadable(comment, &repairs, diagnostics);
            }
            return Comment::Plain;
        }
    };
    let Some(kind) = kind(&members, comment, diagnostics) else {
        if mentions_kind(text) {
            report_unreadable(comment, &repairs, diagnostics);
        } else if repairs.is_empty() {
            report_without_kind(comment, diagnostics);
            // What stands behind the JSON is as likely the rest of an example: it stays in the comment.
            return Comment::Annotation(Annotation { kind: AnnotationKind::Unknown, members, span: comment }, None);
        }
        return Comment::Plain;
    };
    // `{ "blockType": "ignored" } // Note: removing this line ...`: nothing of it is used, and what tools read of it is well-formed.
    if kind != AnnotationKind::Ignored {
        report_repairs(&repairs, diagnostics);
    }
    Comment::Annotation(Annotation { kind, members, span: comment }, rest)
}

/// `"type": ...`: the opening bracket was forgotten.
fn begins_with_member(text: &str) -> bool {
    let text = text.strip_prefix('"').unwrap_or(text);
    ["blockType", "type"].iter().any(|name| {
        let behind = text
            .get(..name.len())
            .filter(|start| start.eq_ignore_ascii_case(name))
            .and_then(|_| text.get(name.len()..));
        behind.is_some_and(|behind| behind.trim_start_matches(['"', ' ']).starts_with(':'))
    })
}

fn mentions_kind(text: &str) -> bool {
    text.contains("blockType") || text.contains(PAGE_TYPE)
}

/// The kind; nothing if the members name none.
fn kind(members: &[Member], comment: Span, diagnostics: &mut Vec<Diagnostic>) -> Option<AnnotationKind> {
    let member = |name: &str| members.iter().rev().find(|member| member.name.eq_ignore_ascii_case(name));
    if let Some(block_type) = member("blockType") {
        let name = block_type.value.as_str().map(str::trim);
        let known = KINDS.iter().find(|(known, _)| name.is_some_and(|name| name.eq_ignore_ascii_case(known)));
        if known.is_none() {
            report_unknown_kind(name, &block_type.value, comment, diagnostics);
        }
        return Some(known.map_or(AnnotationKind::Unknown, |(_, kind)| *kind));
    }
    let page_type = member("type").and_then(|member| member.value.as_str());
    page_type.filter(|value| value.trim().starts_with(PAGE_TYPE)).map(|_| AnnotationKind::Page)
}

fn report_repairs(repairs: &[Repair], diagnostics: &mut Vec<Diagnostic>) {
    let Some(first) = repairs.first() else { return };
    let mut words: Vec<&str> = repairs.iter().map(|repair| repair.kind.words()).collect();
    words.dedup();
    let message = format!("this annotation is not strict JSON: {}", words.join(", "));
    let related = repairs.iter().skip(1).filter(|repair| repair.span != first.span).take(4);
    let report = Diagnostic::new(&codes::page::ANNOTATION_REPAIRED, first.span, message)
        .label(first.kind.words())
        .note("it was read as it is probably meant")
        .help("correct the JSON: other tools may ignore the annotation as it is");
    diagnostics.push(related.fold(report, |report, repair| report.related(repair.span, repair.kind.words())));
}

fn report_unreadable(comment: Span, repairs: &[Repair], diagnostics: &mut Vec<Diagnostic>) {
    let place = repairs.last().map_or(comment, |repair| repair.span);
    let words = repairs.last().map_or("it is no JSON object", |repair| repair.kind.words());
    diagnostics.push(
        Diagnostic::new(&codes::page::ANNOTATION_UNREADABLE, place, format!("this annotation cannot be read: {words}"))
            .related(comment, "the annotation")
            .note("it is ignored; the code that follows it counts as not annotated")
            .help("write a JSON object: `<!-- { \"blockType\": \"request\" } -->`"),
    );
}

fn report_without_kind(comment: Span, diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.push(
        Diagnostic::new(&codes::page::ANNOTATION_WITHOUT_KIND, comment, "this comment holds JSON, but no `blockType`")
            .note("it is not used")
            .help("add a `blockType`, or move the JSON out of the comment if readers shall see it"),
    );
}

fn report_unknown_kind(name: Option<&str>, value: &Json, comment: Span, diagnostics: &mut Vec<Diagnostic>) {
    let message = match name {
        Some(name) => format!("`{name}` is not a known `blockType`"),
        None => "`blockType` is not a string".to_owned(),
    };
    let known = KINDS.iter().map(|(name, _)| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let kinds = KINDS.iter().map(|(kind, _)| *kind);
    let nearest = name.and_then(|name| spelling::nearest(&name.to_lowercase(), kinds));
    let nearest = nearest.map(|name| format!("did you mean `{name}`? ")).unwrap_or_default();
    diagnostics.push(
        Diagnostic::new(&codes::page::ANNOTATION_KIND_UNKNOWN, value.span, message)
            .related(comment, "in this annotation")
            .note("the annotation is not used")
            .help(format!("{nearest}known are {known}")),
    );
}
