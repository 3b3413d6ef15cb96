//! The tables of a type against its JSON representation.

use foldhash::{HashMap, HashMapExt};

use super::{Known, TYPE_MEMBERS};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{ItemType, Primitive, Property, TypeName};
use crate::page::json::{Json, JsonValue, Member};
use crate::read::conventions::{PRIMITIVES, REPRESENTATION_WORDS, fold, look_up};
use crate::read::{Kind, PageFacts, PropertyRow, TypeFacts, types};

/// How strings begin and end that stand for a collection: `"Collection(String)"`, `"String collection"`.
const COLLECTION_MARKS: &[(&str, &str)] = &[("collection(", ")"), ("", " collection")];

pub(super) fn review(known: &Known<'_>, page: &PageFacts, findings: &mut Vec<Diagnostic>) {
    for described in &page.types {
        let Some(members) = described.representation.as_ref().and_then(Json::as_object) else { continue };
        // A body with nothing but annotations shows no member on purpose.
        if !members.iter().any(|member| !member.name.contains('@')) {
            continue;
        }
        let name = known.index.canonical(&described.name.value);
        review_type(known, described, &name, members, findings);
    }
}

fn review_type(
    known: &Known<'_>,
    described: &TypeFacts,
    name: &TypeName,
    members: &[Member],
    findings: &mut Vec<Diagnostic>,
) {
    let (mut shown, mut folded) = (HashMap::new(), HashMap::new());
    for member in members {
        shown.entry(member.name.as_str()).or_insert(member);
        folded.entry(member.name.to_ascii_lowercase()).or_insert(member);
    }
    for row in described.properties.iter().chain(&described.relationships) {
        let member = shown.get(row.name.value.as_str());
        if let (Some(property), Some(member)) = (known.member(name, &row.name.value), member) {
            compare(known, row, property, member, findings);
        }
    }
    for row in described.properties.iter().filter(|row| !shown.contains_key(row.name.value.as_str())) {
        let Some(property) = known.member(name, &row.name.value) else { continue };
        // Bytes stand beside the JSON, never in it.
        if property.value.item == ItemType::Primitive(Primitive::Stream) || row.name.value.contains('@') {
            continue;
        }
        let respelled = folded.get(&row.name.value.to_ascii_lowercase()).copied();
        findings.push(missing(described, row, respelled));
    }
}

/// `respelled` is the member that differs in upper and lower case only.
fn missing(described: &TypeFacts, row: &PropertyRow, respelled: Option<&Member>) -> Diagnostic {
    let name = &row.name.value;
    let finding = Diagnostic::new(
        &codes::review::PROPERTY_MISSING_IN_JSON,
        row.name.span,
        format!("the JSON representation lacks `{name}`, which the table lists"),
    )
    .note("the row of the table is used");
    match (respelled, &described.representation) {
        (Some(member), _) => finding
            .related(member.name_span, format!("the JSON writes `{}`", member.name))
            .help("spell the name the same way in both places: services tell upper and lower case apart"),
        (None, Some(json)) => finding
            .related(json.span, "the JSON representation")
            .help(format!("add `{name}` to the JSON, or take the row out of the table")),
        (None, None) => finding,
    }
}

/// What a member of a JSON representation says about its type, as far as it does.
#[derive(Default)]
struct Shown {
    kind: Option<Kind>,
    /// The type that it names.
    item: Option<ItemType>,
    collection: Option<bool>,
}

fn compare(known: &Known<'_>, row: &PropertyRow, property: &Property, member: &Member, findings: &mut Vec<Diagnostic>) {
    let documented = &property.value;
    let any = documented.item == ItemType::Primitive(Primitive::Json);
    let shown = shown(known, &member.value);
    let problem = match (shown.collection, documented.collection) {
        (Some(true), false) if !any => Some("the JSON shows a collection, the table documents one value".to_owned()),
        (Some(false), true) => Some("the JSON shows one value, the table documents a collection".to_owned()),
        _ => kind_problem(known, &documented.item, &shown),
    };
    let Some(problem) = problem else { return };
    findings.push(
        Diagnostic::new(
            &codes::review::PROPERTY_JSON_CONTRADICTION,
            member.value.span,
            format!("`{}`: {problem}", member.name),
        )
        .related(row.type_claim.as_ref().map_or(row.span, |claim| claim.span), "the table")
        .note("the type of the table is used")
        .help("correct the JSON representation, or the type in the table"),
    );
}

fn kind_problem(known: &Known<'_>, documented: &ItemType, shown: &Shown) -> Option<String> {
    if let (ItemType::Struct(table), Some(item @ ItemType::Struct(json))) = (documented, &shown.item) {
        let differ = !known.are_related(documented, item);
        return differ.then(|| format!("the JSON shows `{json}`, the table documents `{table}`"));
    }
    let (kind, expected) = (shown.kind?, documented.kind()?);
    (kind != expected).then(|| format!("the JSON shows {}, the table documents {}", kind.words(), expected.words()))
}

fn shown(known: &Known<'_>, json: &Json) -> Shown {
    match &json.value {
        JsonValue::Null => Shown::default(),
        JsonValue::Array(items) => {
            let item = items.first().map(|item| shown(known, item)).unwrap_or_default();
            Shown { collection: Some(true), ..item }
        }
        JsonValue::Object(members) => {
            let named = TYPE_MEMBERS.iter().find_map(|key| json.get(key)).and_then(Json::as_str);
            let collection = match named {
                Some(text) => Some(types::is_collection(text)),
                None => (!members.is_empty()).then_some(false),
            };
            let item = known.own_type(json).map(|(item, _)| item);
            // `{"@odata.type": "Edm.Binary"}` is one way to write "binary".
            let kind = item.as_ref().map_or(Some(Kind::Object), ItemType::kind);
            Shown { kind, item, collection }
        }
        JsonValue::String(text) => shown_text(text),
        JsonValue::Bool(_) => Shown { kind: Some(Kind::Boolean), item: None, collection: Some(false) },
        JsonValue::Number(_) => Shown { kind: Some(Kind::Number), item: None, collection: Some(false) },
    }
}

/// `"String (timestamp)"`, `"boolean"`, `"Collection(String)"`, `"low | high"`, or a sample value. Only words for types say something.
fn shown_text(text: &str) -> Shown {
    let folded = fold(text);
    if COLLECTION_MARKS.iter().any(|(start, end)| folded.starts_with(start) && folded.ends_with(end)) {
        return Shown { collection: Some(true), ..Shown::default() };
    }
    let primitive = look_up(REPRESENTATION_WORDS, &folded).or_else(|| look_up(PRIMITIVES, &folded));
    match primitive {
        // Whatever is written as a string may be shown as "string", enums and dates too.
        Some(primitive) => {
            let kind = Kind::of_primitive(primitive);
            Shown { kind, item: None, collection: Some(false) }
        }
        None => Shown::default(),
    }
}
