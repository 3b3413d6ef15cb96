//! The types that a page describes.

use std::borrow::Cow;
use std::cmp::Reverse;

use foldhash::{HashMap, HashMapExt, HashSet};

use super::Reader;
use super::conventions::{
    DICTIONARY_PHRASES, OPEN_TYPE_PHRASES, Phrases, TYPE_NOUNS, TYPE_TITLE_END, Topic, fold, is_among,
};
use super::descriptions::PageHeading;
use super::facts::{EnumFacts, PropertyRow, Text, TextPiece, TypeFacts};
use super::ledger::Element;
use super::sections::Section;
use super::{descriptions, examples, http, inheritance, sections, tables, translations, types};
use crate::diagnostic::{Diagnostic, codes};
use crate::page::json::Json;
use crate::page::{Annotation, AnnotationKind, Block, BlockKind, Code, Page};
use crate::source::{Span, Spanned};

/// The types of a page: one for each annotated JSON representation, or the one of its title where only the tables are there.
pub(super) fn read(
    reader: &mut Reader<'_>,
    page: &Page,
    sections: &[Section<'_>],
    heading: &PageHeading,
    enums: &[EnumFacts],
) -> Vec<TypeFacts> {
    let mut types = annotated(reader, page, enums);
    if types.is_empty() && has_request_lines(sections) {
        return types;
    }
    let tables = tables(reader, sections, &types);
    let shown = if types.is_empty() { unannotated(sections) } else { None };
    if types.is_empty() && !(tables.is_empty() && shown.is_none()) {
        types.extend(titled(heading));
        if let (Some(code), Some(facts)) = (shown, types.first_mut()) {
            represent(reader, code, facts);
        }
        if types.is_empty() {
            tables.iter().for_each(|table| report_nameless(reader, table.element, &table.rows));
        }
    }
    let places = places(&types);
    for table in tables {
        let Some(owner) = owner(&types, &places, &table).and_then(|at| types.get_mut(at)) else { continue };
        match table.element {
            Element::RelationshipRow => owner.relationships.extend(table.rows),
            _ => owner.properties.extend(table.rows),
        }
    }
    let prose_base = inheritance::base(sections);
    for facts in &mut types {
        facts.prose_base.clone_from(&prose_base);
        translations::restore_properties(reader, page, facts);
    }
    describe(&mut types, sections, heading);
    if let Some(first) = types.first_mut() {
        first.derived_types = inheritance::derived(sections);
        let is_bare = first.properties.is_empty() && first.relationships.is_empty();
        first.is_open |= says(heading, &OPEN_TYPE_PHRASES) || (is_bare && says(heading, &DICTIONARY_PHRASES));
    }
    types
}

/// What stands at the head of a page is about its only type. Of several, each is described below a heading of its own; the first is what
/// the page is about where it has none.
fn describe(types: &mut [TypeFacts], sections: &[Section<'_>], heading: &PageHeading) {
    if let [only] = types {
        only.description.clone_from(&heading.description);
        return;
    }
    let mut by_subject: HashMap<String, &Section<'_>> = HashMap::new();
    for section in sections {
        if let Some(subject) = subject(section) {
            by_subject.entry(subject).or_insert(section);
        }
    }
    for (at, facts) in types.iter_mut().enumerate() {
        let own = by_subject.get(&*folded_name(facts)).map(|section| descriptions::of_section(section));
        let first = || (at == 0).then(|| heading.description.clone());
        facts.description = own.filter(|text| !text.paragraphs.is_empty()).or_else(first).unwrap_or_default();
    }
}

/// What the heading of a section within the page may name as a type, folded: `shelf` of `## Shelf` and `## shelf resource type`.
fn subject(section: &Section<'_>) -> Option<String> {
    let Some(BlockKind::Heading(heading)) = section.heading.map(|block| &block.kind) else { return None };
    let title = fold(&heading.title.text);
    let bare = title.strip_suffix(TYPE_TITLE_END).unwrap_or(&title);
    let named = bare.rsplit_once(' ').filter(|(_, noun)| is_among(TYPE_NOUNS, noun)).map_or(bare, |(name, _)| name);
    (heading.level > 1).then(|| named.trim_matches(['*', '`']).to_owned())
}

/// The simple name of a type, as headings are compared with it.
fn folded_name(facts: &TypeFacts) -> Cow<'_, str> {
    fold(simple_name(&facts.name.value))
}

fn report_nameless(reader: &mut Reader<'_>, element: Element, rows: &[PropertyRow]) {
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return };
    for row in rows {
        reader.ledger.reported(element, row.span, &codes::read::RESOURCE_WITHOUT_TYPE);
    }
    let is_one_text = first.span.source == last.span.source && first.span.start < last.span.end;
    let span = if is_one_text { Span { end: last.span.end, ..first.span } } else { first.span };
    reader.report(
        Diagnostic::new(&codes::read::RESOURCE_WITHOUT_TYPE, span, "this table describes a type without a name")
            .note("no type is generated for it")
            .help("annotate the JSON representation with `\"@odata.type\"`, or call the page `name resource type`"),
    );
}

fn has_request_lines(sections: &[Section<'_>]) -> bool {
    sections.iter().any(|section| section.topic == Topic::HttpRequest)
}

/// A table of properties or relationships.
struct Rows {
    element: Element,
    /// The name in the title above it.
    owner: Option<String>,
    rows: Vec<PropertyRow>,
}

/// The tables of a page. Some stand right below the representation, or below the name of the type, without a heading of their own.
fn tables(reader: &mut Reader<'_>, sections: &[Section<'_>], types: &[TypeFacts]) -> Vec<Rows> {
    let names: HashSet<Cow<'_, str>> = types.iter().map(folded_name).collect();
    let mut tables = Vec::new();
    for section in sections {
        let about = subject(section).filter(|name| names.contains(name.as_str()));
        let element = match section.topic {
            Topic::Properties | Topic::JsonRepresentation => Element::PropertyRow,
            Topic::Relationships => Element::RelationshipRow,
            Topic::Other if about.is_some() => Element::PropertyRow,
            _ => continue,
        };
        for block in section.blocks() {
            let BlockKind::Table(table) = &block.kind else { continue };
            let rows = tables::property_rows(reader, table, element).unwrap_or_default();
            if !rows.is_empty() {
                let owner = about.clone().or_else(|| sections::owner_of_properties(section.title));
                tables.push(Rows { element, owner, rows });
            }
        }
    }
    tables
}

/// The places of the types by their simple names, folded.
fn places(types: &[TypeFacts]) -> HashMap<String, Vec<usize>> {
    let mut places: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, facts) in types.iter().enumerate() {
        places.entry(folded_name(facts).into_owned()).or_default().push(at);
    }
    places
}

/// Which of the types a table is about: the one in the title above it, else the one whose representation shows most of its rows, else the
/// first of the page.
fn owner(types: &[TypeFacts], places: &HashMap<String, Vec<usize>>, table: &Rows) -> Option<usize> {
    if types.len() < 2 {
        return types.first().map(|_| 0);
    }
    let rows: HashSet<&str> = table.rows.iter().map(|row| row.name.value.as_str()).collect();
    let shown = |at: &usize| {
        let representation = types.get(*at).and_then(|facts| facts.representation.as_ref());
        let members = representation.and_then(Json::as_object).unwrap_or_default();
        (members.iter().filter(|member| rows.contains(member.name.as_str())).count(), Reverse(*at))
    };
    match table.owner.as_ref().and_then(|name| places.get(name)) {
        Some(named) => named.iter().copied().max_by_key(shown),
        None => (0..types.len()).max_by_key(shown),
    }
}

/// The last part of a qualified name.
pub(super) fn simple_name(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or_default()
}

/// Whether a page calls the same thing a type and an enum. Enum pages without a name-space line carry annotations with one.
fn is_same(listed: &EnumFacts, facts: &TypeFacts) -> bool {
    let [listed, described] = [&listed.name.value, &facts.name.value].map(|name| fold(simple_name(name)));
    listed == described
}

/// Types of annotated JSON. A page that lists the members of the same name describes an enum, whatever its annotation says.
fn annotated(reader: &mut Reader<'_>, page: &Page, enums: &[EnumFacts]) -> Vec<TypeFacts> {
    let mut types: Vec<TypeFacts> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for block in &page.blocks {
        let Some((code, annotation)) = representing(block) else { continue };
        let Some(name) = annotated_name(annotation) else {
            report_unnamed(reader, code, annotation);
            continue;
        };
        if let Some(first) = places.get(&name.value).and_then(|at| types.get(*at)) {
            report_repeated(reader, code, annotation, first);
            continue;
        }
        let facts = from_annotation(reader, code, annotation, name);
        if !enums.iter().any(|listed| is_same(listed, &facts)) {
            places.insert(facts.name.value.clone(), types.len());
            types.push(facts);
        }
    }
    types
}

/// Code that is annotated as the representation of a type.
fn representing(block: &Block) -> Option<(&Code, &Annotation)> {
    let BlockKind::Code(code) = &block.kind else { return None };
    let annotation = code.annotation.as_ref().filter(|annotation| annotation.kind == AnnotationKind::Resource)?;
    (!block.other_tab).then_some((code, annotation))
}

/// The name of the type that a block represents.
pub(super) fn represented(block: &Block) -> Option<Spanned<String>> {
    representing(block).and_then(|(_, annotation)| annotated_name(annotation))
}

fn report_unnamed(reader: &mut Reader<'_>, code: &Code, annotation: &Annotation) {
    reader.ledger.reported(Element::Representation, code.content, &codes::read::RESOURCE_WITHOUT_TYPE);
    reader.report(
        Diagnostic::new(&codes::read::RESOURCE_WITHOUT_TYPE, annotation.span, "this resource has no name")
            .related(code.content, "its JSON representation")
            .note("no type is generated for it")
            .help("add `\"@odata.type\": \"microsoft.graph.name\"` to the annotation"),
    );
}

/// A second representation of the same type on one page.
fn report_repeated(reader: &mut Reader<'_>, code: &Code, annotation: &Annotation, first: &TypeFacts) {
    reader.ledger.reported(Element::Representation, code.content, &codes::read::REPRESENTATION_REPEATED);
    reader.report(
        Diagnostic::new(
            &codes::read::REPRESENTATION_REPEATED,
            code.content,
            format!("this page represents `{}` a second time", first.name.value),
        )
        .related(annotation.span, "the annotation")
        .related(first.name.span, "the first time")
        .note("the first representation is used")
        .help("show one representation, or annotate this one as an example"),
    );
}

fn annotated_name(annotation: &Annotation) -> Option<Spanned<String>> {
    let json = annotation.get("@odata.type").or_else(|| annotation.get("@type"))?;
    let name = json.as_str()?.trim_start_matches('#').trim();
    (!name.is_empty()).then(|| Spanned::new(name.to_owned(), json.span))
}

fn from_annotation(reader: &mut Reader<'_>, code: &Code, annotation: &Annotation, name: Spanned<String>) -> TypeFacts {
    let text = |key: &str| {
        annotation.get(key).and_then(|json| json.as_str().map(|text| Spanned::new(text.to_owned(), json.span)))
    };
    let flag = |key: &str| annotation.get(key).is_some_and(types::is_true);
    let annotated_base = annotation.get("baseType").map(|json| {
        let base = json.as_str().map(|base| base.trim_start_matches('#').trim().to_owned());
        Spanned::new(base.filter(|base| !base.is_empty()), json.span)
    });
    TypeFacts {
        name,
        alias: text("@type.aka").map(|alias| alias.value.trim_start_matches('#').trim().to_owned()),
        annotated_base,
        prose_base: None,
        derived_types: Vec::new(),
        key_property: text("keyProperty").filter(|key| !key.value.is_empty()),
        is_abstract: flag("abstract") || flag("isAbstract"),
        is_open: flag("openType"),
        description: Text::default(),
        properties: Vec::new(),
        relationships: Vec::new(),
        representation: representation(reader, code),
    }
}

fn representation(reader: &mut Reader<'_>, code: &Code) -> Option<Json> {
    let text = reader.sources.text(code.content);
    reader.ledger.used(Element::Representation, code.content);
    // A message below the wrong annotation is an example, and read as such.
    if text.trim().is_empty() || http::message(text, code.content).is_some() {
        return None;
    }
    let json = if text.trim_start().starts_with(['{', '[']) {
        examples::read_json(reader, trimmed(reader, code))
    } else {
        reader.report(
            Diagnostic::new(&codes::read::EXAMPLE_JSON_UNREADABLE, code.content, "this representation is no JSON")
                .note("it is not used; the tables of the type are")
                .help("write a JSON object"),
        );
        None
    };
    if json.is_none() {
        reader.ledger.reported(Element::Representation, code.content, &codes::read::EXAMPLE_JSON_UNREADABLE);
    }
    json
}

/// The code without the blanks around it.
pub(super) fn trimmed(reader: &Reader<'_>, code: &Code) -> Span {
    let text = reader.sources.text(code.content);
    let start = text.len() - text.trim_start().len();
    code.content.slice(start..start + text.trim().len())
}

/// The JSON below `## JSON representation` of a page without annotations.
fn unannotated<'p>(sections: &[Section<'p>]) -> Option<&'p Code> {
    let sections = sections.iter().filter(|section| section.topic == Topic::JsonRepresentation && !section.in_example);
    sections.flat_map(Section::blocks).find_map(|block| match &block.kind {
        BlockKind::Code(code) if code.annotation.is_none() => Some(code),
        _ => None,
    })
}

/// Takes such a JSON as the representation of the type in the title. Its `@odata.type` has the name-space, too.
fn represent(reader: &mut Reader<'_>, code: &Code, facts: &mut TypeFacts) {
    if !examples::is_json(reader, code) {
        return;
    }
    facts.representation = representation(reader, code);
    let named = facts.representation.as_ref().and_then(|json| json.get("@odata.type")).and_then(Json::as_str);
    let named = named.map(|name| name.trim_start_matches('#').trim());
    let is_it = |name: &&str| name.contains('.') && fold(simple_name(name)) == *folded_name(facts);
    if let Some(name) = named.filter(is_it).map(str::to_owned) {
        facts.name.value = name;
    }
}

/// "outlookItem resource type", without an annotation.
fn titled(heading: &PageHeading) -> Option<TypeFacts> {
    let title = heading.title.as_ref()?;
    let folded = title.value.to_lowercase();
    let end = folded.find(" resource").or_else(|| folded.find(" complex type")).unwrap_or(title.value.len());
    let name = match types::name(title.value.get(..end)?) {
        super::NamedType::Name(name) => name,
        _ => return None,
    };
    let qualified = match &heading.namespace {
        Some(namespace) if !name.contains('.') => format!("{}.{name}", namespace.value),
        _ => name,
    };
    Some(TypeFacts {
        name: Spanned::new(qualified, title.span),
        alias: None,
        annotated_base: None,
        prose_base: None,
        derived_types: Vec::new(),
        key_property: None,
        is_abstract: false,
        is_open: false,
        description: Text::default(),
        properties: Vec::new(),
        relationships: Vec::new(),
        representation: None,
    })
}

/// "This is an _open type_ ..." in the description.
fn says(heading: &PageHeading, phrases: &Phrases) -> bool {
    let pieces = heading.description.paragraphs.iter().flatten();
    let words: String = pieces.map(TextPiece::as_str).collect();
    let folded = fold(&words);
    phrases.are_in(&folded)
}
