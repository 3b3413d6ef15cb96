//! Names of properties and parameters that were translated with the words around them: `Thema` for `topic`.
//!
//! Machines take names in tables for words. JSON and annotations keep them: a row whose name they lack, on a page that says that it was
//! translated, is about a member that no row names.

use super::conventions::{REPRESENTATION_WORDS, TRANSLATION_KEY, fold, look_up};
use super::facts::{NamedType, OperationFacts, PropertyRow, TypeFacts};
use super::ledger::Element;
use super::{Kind, Reader};
use crate::diagnostic::{Code, Diagnostic, codes};
use crate::page::json::Json;
use crate::page::{AnnotationKind, BlockKind, Page};
use crate::source::Span;

/// A name that stands on the page as it is on the wire.
struct Member {
    name: String,
    span: Span,
    /// What the JSON representation shows. The annotation names members without a value: those that are left out of the JSON.
    kind: Option<Kind>,
    /// Whether a row has this name.
    has_row: bool,
}

/// Gives the rows of a type the names that they have on the wire. A word that may stand for several members is reported, and its row
/// left out: the members are read from the JSON.
pub(super) fn restore_properties(reader: &mut Reader<'_>, page: &Page, facts: &mut TypeFacts) {
    if !is_translated(page) {
        return;
    }
    let mut members = Vec::new();
    add_shown(&mut members, facts.representation.as_ref());
    add_optional(&mut members, page);
    call_as_shown(&mut facts.properties, &mut members);
    call_as_shown(&mut facts.relationships, &mut members);
    restore(reader, &mut facts.properties, &members, Element::PropertyRow);
    restore(reader, &mut facts.relationships, &members, Element::RelationshipRow);
}

/// The same for the members of a request body, which the example requests show.
pub(super) fn restore_parameters(reader: &mut Reader<'_>, page: &Page, operation: &mut OperationFacts) {
    if !is_translated(page) {
        return;
    }
    let mut members = Vec::new();
    let requests = operation.examples.iter().filter_map(|exchange| exchange.request.as_ref());
    requests.for_each(|request| add_shown(&mut members, request.body.as_ref()));
    call_as_shown(&mut operation.body.rows, &mut members);
    restore(reader, &mut operation.body.rows, &members, Element::ParameterRow);
}

fn is_translated(page: &Page) -> bool {
    page.front_matter.iter().any(|entry| entry.key == TRANSLATION_KEY)
}

/// Adds the members of an object. One without a value says too little.
fn add_shown(members: &mut Vec<Member>, json: Option<&Json>) {
    for member in json.and_then(Json::as_object).unwrap_or_default() {
        let is_known = members.iter().any(|known| known.name == member.name);
        if let Some(kind) = kind_of(&member.value).filter(|_| !is_known && !member.name.contains('@')) {
            members.push(Member {
                name: member.name.clone(),
                span: member.name_span,
                kind: Some(kind),
                has_row: false,
            });
        }
    }
}

/// Adds the members that the annotation of the JSON representation names.
fn add_optional(members: &mut Vec<Member>, page: &Page) {
    let annotations = page.blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Code(code) => code.annotation.as_ref(),
        _ => None,
    });
    let resource = annotations.into_iter().find(|annotation| annotation.kind == AnnotationKind::Resource);
    let optional = resource.and_then(|annotation| annotation.get("optionalProperties")?.as_array()).unwrap_or_default();
    for (name, span) in optional.iter().filter_map(|json| Some((json.as_str()?, json.span))) {
        if !members.iter().any(|member| member.name == name) {
            members.push(Member { name: name.to_owned(), span, kind: None, has_row: false });
        }
    }
}

/// Spells the names of rows as the members do: some begin with a capital for the sake of the language.
fn call_as_shown(rows: &mut [PropertyRow], members: &mut [Member]) {
    for row in rows {
        let called = |member: &&mut Member| member.name.eq_ignore_ascii_case(&row.name.value);
        if let Some(member) = members.iter_mut().find(called) {
            member.has_row = true;
            row.name.value.clone_from(&member.name);
        }
    }
}

/// Renames the rows of a table that are about a member without a row.
fn restore(reader: &mut Reader<'_>, rows: &mut Vec<PropertyRow>, members: &[Member], element: Element) {
    let candidates: Vec<Vec<&Member>> = rows.iter().map(|row| candidates(row, members, element)).collect();
    let mut of_rows = candidates.iter();
    rows.retain_mut(|row| {
        let fitting = of_rows.next().map_or(&[][..], Vec::as_slice);
        let competes = |member: &Member| {
            candidates.iter().filter(|others| others.iter().any(|other| other.span == member.span)).count() > 1
        };
        match fitting {
            [member] if !competes(member) => {
                report(reader, row, fitting, &codes::read::ROW_NAME_TRANSLATED, "the row is read as this member");
                row.name.value.clone_from(&member.name);
            }
            [_, ..] if is_no_name(&row.name.value) => {
                let note = "the row is left out: it may be about any of these members";
                report(reader, row, fitting, &codes::read::ROW_NAME_UNCLEAR, note);
                reader.ledger.reported(element, row.span, &codes::read::ROW_NAME_UNCLEAR);
                return false;
            }
            _ => {}
        }
        true
    });
}

/// The members without a row that a row may be about, if its name may be a translation.
fn candidates<'m>(row: &PropertyRow, members: &'m [Member], element: Element) -> Vec<&'m Member> {
    let name = &row.name.value;
    if !is_word(name) || members.iter().any(|member| member.name == *name) {
        return Vec::new();
    }
    let of_row = row.type_claim.as_ref().and_then(|claim| match &claim.named {
        _ if claim.collection => Some(Kind::List),
        NamedType::Primitive(primitive) => Kind::of_primitive(*primitive),
        _ => Some(Kind::Object),
    });
    let fits = |member: &&Member| match (of_row, member.kind) {
        (_, None) => element == Element::RelationshipRow,
        // What an enum is shown as.
        (Some(Kind::Object), Some(Kind::Text)) | (None, _) => true,
        (Some(of_row), Some(shown)) => of_row == shown,
    };
    members.iter().filter(|member| !member.has_row).filter(fits).collect()
}

/// Whether a name may be a word of a language. Names of several words have capitals within: `ccRecipients`.
fn is_word(name: &str) -> bool {
    is_no_name(name) || !name.contains(|c: char| c.is_ascii_uppercase())
}

/// Whether no member is called so: names are ASCII and begin with a small letter.
fn is_no_name(name: &str) -> bool {
    !name.is_ascii() || name.starts_with(|c: char| c.is_ascii_uppercase())
}

/// A JSON representation may have the words of a type for a value: `"isOpen": "boolean"`.
fn kind_of(json: &Json) -> Option<Kind> {
    match json.as_str().and_then(|text| look_up(REPRESENTATION_WORDS, &fold(text))) {
        Some(primitive) => Kind::of_primitive(primitive),
        None => Kind::of(json),
    }
}

fn report(reader: &mut Reader<'_>, row: &PropertyRow, members: &[&Member], code: &'static Code, note: &'static str) {
    let message = format!("no JSON of this page has a member `{}`: the name was translated", row.name.value);
    let mut finding = Diagnostic::new(code, row.span, message);
    for member in members {
        finding = finding.related(member.span, format!("`{}` has no row", member.name));
    }
    reader.report(finding.note(note).help("write the name as it is in JSON"));
}
