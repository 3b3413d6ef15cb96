//! Names of properties and parameters that were translated with the words around them: `Thema` for `topic`.
//!
//! Machines take names in tables for words. JSON and annotations keep them: a row whose name they lack, on a page that says that it was
//! translated, is about a member that no row names.

use foldhash::{HashMap, HashMapExt, HashSet};

use super::conventions::{REPRESENTATION_WORDS, TRANSLATION_KEY, fold, look_up};
use super::facts::{NamedType, OperationFacts, PropertyRow, TypeFacts};
use super::ledger::Element;
use super::{Kind, Reader};
use crate::diagnostic::{Code, Diagnostic, codes};
use crate::page::json::Json;
use crate::page::{AnnotationKind, BlockKind, Page};
use crate::source::Span;

/// The most members that a finding shows.
const MOST_SHOWN: usize = 5;

/// A name that stands on the page as it is on the wire.
struct Member {
    name: String,
    span: Span,
    /// What the JSON representation shows. The annotation names members without a value: those that are left out of the JSON.
    kind: Option<Kind>,
    /// Whether a row has this name.
    has_row: bool,
}

/// The members that JSON and annotation name. A hostile page has thousands of them, and as many rows.
#[derive(Default)]
struct Members {
    all: Vec<Member>,
    names: HashSet<String>,
    /// The first of each name, in small letters.
    by_lower: HashMap<String, usize>,
}

impl Members {
    fn add(&mut self, member: Member) {
        if self.names.insert(member.name.clone()) {
            self.by_lower.entry(member.name.to_ascii_lowercase()).or_insert(self.all.len());
            self.all.push(member);
        }
    }

    /// The member of this name, whatever its case.
    fn called(&mut self, name: &str) -> Option<&mut Member> {
        let at = self.by_lower.get(&name.to_ascii_lowercase())?;
        self.all.get_mut(*at)
    }
}

/// Gives the rows of a type the names that they have on the wire. A word that may stand for several members is reported, and its row
/// left out: the members are read from the JSON.
pub(super) fn restore_properties(reader: &mut Reader<'_>, page: &Page, facts: &mut TypeFacts) {
    if !is_translated(page) {
        return;
    }
    let mut members = Members::default();
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
    let mut members = Members::default();
    let requests = operation.examples.iter().filter_map(|exchange| exchange.request.as_ref());
    requests.for_each(|request| add_shown(&mut members, request.body.as_ref()));
    call_as_shown(&mut operation.body.rows, &mut members);
    restore(reader, &mut operation.body.rows, &members, Element::ParameterRow);
}

fn is_translated(page: &Page) -> bool {
    page.front_matter.iter().any(|entry| entry.key == TRANSLATION_KEY)
}

/// Adds the members of an object. One without a value says too little.
fn add_shown(members: &mut Members, json: Option<&Json>) {
    for member in json.and_then(Json::as_object).unwrap_or_default() {
        if let Some(kind) = kind_of(&member.value).filter(|_| !member.name.contains('@')) {
            let (name, span) = (member.name.clone(), member.name_span);
            members.add(Member { name, span, kind: Some(kind), has_row: false });
        }
    }
}

/// Adds the members that the annotation of the JSON representation names.
fn add_optional(members: &mut Members, page: &Page) {
    let annotations = page.blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Code(code) => code.annotation.as_ref(),
        _ => None,
    });
    let resource = annotations.into_iter().find(|annotation| annotation.kind == AnnotationKind::Resource);
    let optional = resource.and_then(|annotation| annotation.get("optionalProperties")?.as_array()).unwrap_or_default();
    for (name, span) in optional.iter().filter_map(|json| Some((json.as_str()?, json.span))) {
        members.add(Member { name: name.to_owned(), span, kind: None, has_row: false });
    }
}

/// Spells the names of rows as the members do: some begin with a capital for the sake of the language.
fn call_as_shown(rows: &mut [PropertyRow], members: &mut Members) {
    for row in rows {
        if let Some(member) = members.called(&row.name.value) {
            member.has_row = true;
            row.name.value.clone_from(&member.name);
        }
    }
}

/// What the type of a row says of the kind of its values; rows of equal kinds may be about the same members.
type RowKind = Option<Kind>;

/// Renames the rows of a table that are about a member without a row.
fn restore(reader: &mut Reader<'_>, rows: &mut Vec<PropertyRow>, members: &Members, element: Element) {
    let kinds: Vec<Option<RowKind>> = rows.iter().map(|row| may_be_translated(row, members)).collect();
    let mut counts: HashMap<RowKind, usize> = HashMap::new();
    kinds.iter().flatten().for_each(|kind| *counts.entry(*kind).or_default() += 1);
    let fitting: HashMap<RowKind, Vec<&Member>> =
        counts.keys().map(|kind| (*kind, candidates(*kind, members, element))).collect();
    let has = |kind: &RowKind, member: &Member| {
        fitting.get(kind).is_some_and(|all| all.iter().any(|one| one.span == member.span))
    };
    let competes = |member: &Member| {
        counts.iter().filter(|(kind, _)| has(kind, member)).map(|(_, count)| count).sum::<usize>() > 1
    };
    let mut kinds = kinds.into_iter();
    rows.retain_mut(|row| {
        let fitting = kinds.next().flatten().and_then(|kind| fitting.get(&kind)).map_or(&[][..], Vec::as_slice);
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

/// The kind of a row whose name may be a translation.
fn may_be_translated(row: &PropertyRow, members: &Members) -> Option<RowKind> {
    let name = &row.name.value;
    if !is_word(name) || members.names.contains(name) {
        return None;
    }
    Some(row.type_claim.as_ref().and_then(|claim| match &claim.named {
        _ if claim.collection => Some(Kind::List),
        NamedType::Primitive(primitive) => Kind::of_primitive(*primitive),
        _ => Some(Kind::Object),
    }))
}

/// The members without a row that rows of a kind may be about.
fn candidates(of_row: RowKind, members: &Members, element: Element) -> Vec<&Member> {
    let fits = |member: &&Member| match (of_row, member.kind) {
        (_, None) => element == Element::RelationshipRow,
        // What an enum is shown as.
        (Some(Kind::Object), Some(Kind::Text)) | (None, _) => true,
        (Some(of_row), Some(shown)) => of_row == shown,
    };
    members.all.iter().filter(|member| !member.has_row).filter(fits).collect()
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
    for member in members.iter().take(MOST_SHOWN) {
        finding = finding.related(member.span, format!("`{}` has no row", member.name));
    }
    reader.report(finding.note(note).help("write the name as it is in JSON"));
}
