//! Example bodies against the tables of their types: members that no table lists, and values of another kind.

use std::slice;

use foldhash::{HashSet, HashSetExt};
use indexmap::IndexMap;
use indexmap::map::Entry;

use super::values;
use super::{Known, TYPE_MEMBERS};
use crate::diagnostic::{Diagnostic, Label, codes};
use crate::model::examples::{Shape, is_success, shape};
use crate::model::{Content, EnumType, ItemType, Operation, Origin, TypeName, ValueType};
use crate::page::json::{Json, JsonValue, Member};
use crate::read::{ExampleRequest, ExampleResponse, Kind, OperationFacts, PageFacts, RequestLine, TypeClaim, matching};
use crate::source::Span;
use crate::spelling;

/// What the names of members that are no properties contain: `@odata.etag`, `members@odata.bind`.
const CONTROL: char = '@';

pub(super) fn review<'a>(known: &Known<'a>, page: &'a PageFacts, findings: &mut Vec<Diagnostic>) {
    let mut found = Vec::new();
    for facts in &page.operations {
        let described = known.described(page.source, facts);
        for exchange in &facts.examples {
            let operations = called(&described, exchange.request.as_ref());
            if let Some(request) = &exchange.request {
                review_request(known, facts, &operations, request, &mut found);
            }
            for response in exchange.responses.iter().filter(|response| is_success(response.status.value)) {
                review_response(known, &operations, response, &mut found);
            }
        }
    }
    findings.extend(once(found));
}

/// The operations that a request goes to, or all of them.
fn called<'a>(described: &[(&RequestLine, &'a Operation)], request: Option<&ExampleRequest>) -> Vec<&'a Operation> {
    let goes_to = |line: &RequestLine| request.is_some_and(|request| matching::goes_to(request, line));
    let called: Vec<_> = described.iter().filter(|(line, _)| goes_to(line)).map(|(_, operation)| *operation).collect();
    if called.is_empty() { described.iter().map(|(_, operation)| *operation).collect() } else { called }
}

/// One finding for what several examples of a page show, with the other places.
fn once(found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut kept: IndexMap<(&str, String), Diagnostic> = IndexMap::new();
    for finding in found {
        match kept.entry((finding.code.name, finding.message.clone())) {
            Entry::Vacant(entry) => {
                entry.insert(finding);
            }
            Entry::Occupied(mut entry) => {
                let first = entry.get_mut();
                let is_elsewhere = |place: &&Label| first.primary.as_ref().is_some_and(|one| one.span != place.span);
                if let Some(place) = finding.primary.as_ref().filter(is_elsewhere) {
                    first.related.push(Label { span: place.span, text: "here, too".to_owned() });
                }
            }
        }
    }
    kept.into_values().collect()
}

fn review_request<'a>(
    known: &Known<'a>,
    facts: &'a OperationFacts,
    operations: &[&Operation],
    request: &'a ExampleRequest,
    findings: &mut Vec<Diagnostic>,
) {
    let Some(body) = &request.body else { return };
    let contents = operations
        .iter()
        .filter(|operation| operation.method == request.method)
        .flat_map(|operation| operation.body.iter().chain(&operation.body_alternatives));
    let types = candidates(known, request.type_claim.as_ref(), contents, body);
    for json in body.as_array().unwrap_or(slice::from_ref(body)) {
        check(known, Body { json, types: &types, facts: Some(facts) }, findings);
    }
}

fn review_response<'a>(
    known: &Known<'a>,
    operations: &[&Operation],
    response: &'a ExampleResponse,
    findings: &mut Vec<Diagnostic>,
) {
    let Some(body) = &response.body else { return };
    let contents: Vec<&Content> = operations
        .iter()
        .flat_map(|operation| &operation.responses)
        .filter(|documented| documented.status == response.status.value)
        .flat_map(|documented| documented.content.iter().chain(&documented.alternatives))
        .collect();
    let types = candidates(known, response.type_claim.as_ref(), contents.iter().copied(), body);
    // A type may have a collection of its own that is called so.
    let is_page = contents.iter().any(|content| matches!(content, Content::Page(_)));
    let has_value = || types.iter().any(|name| known.member(name, "value").is_some());
    let objects = match shape(body) {
        Shape::Page(items) if is_page || !has_value() => items,
        Shape::List(items) => items,
        Shape::Wrapped(inner) => slice::from_ref(inner),
        Shape::Page(_) | Shape::Scalar(_) | Shape::Plain(_) => slice::from_ref(body),
    };
    for json in objects {
        check(known, Body { json, types: &types, facts: None }, findings);
    }
}

/// The types that a body may have, the likeliest first: what the model settled on, then what the annotation says.
fn candidates<'c>(
    known: &Known<'_>,
    annotated: Option<&TypeClaim>,
    contents: impl Iterator<Item = &'c Content>,
    body: &Json,
) -> Vec<TypeName> {
    let mut types: Vec<TypeName> = Vec::new();
    let settled = contents.filter_map(|content| match content {
        Content::Json(ValueType { item: ItemType::Struct(name), .. }) | Content::Page(ItemType::Struct(name)) => {
            Some(name.clone())
        }
        _ => None,
    });
    let annotated = annotated.and_then(|claim| match known.resolve(&claim.named, claim.span)? {
        ItemType::Struct(name) => Some(name),
        _ => None,
    });
    for name in settled.chain(annotated) {
        if !types.contains(&name) {
            types.push(name);
        }
    }
    if matches!(body.value, JsonValue::Object(_) | JsonValue::Array(_)) { types } else { Vec::new() }
}

/// An example object, and the types that it may have.
struct Body<'t, 'a> {
    json: &'a Json,
    types: &'t [TypeName],
    /// The operation whose table of parameters describes the members.
    facts: Option<&'a OperationFacts>,
}

/// Compares a body with the first of its types, unless it fits one of the others.
fn check<'a>(known: &Known<'a>, body: Body<'_, 'a>, findings: &mut Vec<Diagnostic>) {
    let mut best: Option<Vec<Diagnostic>> = None;
    for name in body.types {
        let mut check = Check { known, facts: body.facts, seen: HashSet::new(), found: Vec::new() };
        check.object(body.json, name);
        if check.found.is_empty() {
            return;
        }
        best.get_or_insert(check.found);
    }
    findings.extend(best.unwrap_or_default());
}

/// Why a text is no value of its type.
enum Misfit<'t, 'a> {
    /// The enum does not have it, or this part of it.
    Member { listed: &'a EnumType, odd: &'t str },
    /// It has not the form of what the words name.
    Form(&'static str),
}

fn members(listed: &EnumType) -> impl Iterator<Item = &str> {
    listed.members.iter().map(|member| member.name.as_str())
}

struct Check<'k, 'a> {
    known: &'k Known<'a>,
    facts: Option<&'a OperationFacts>,
    /// One finding for each member of a type, however many items of a list have it.
    seen: HashSet<(TypeName, &'a str)>,
    found: Vec<Diagnostic>,
}

impl<'a> Check<'_, 'a> {
    /// Compares an object with its type, or with the derived type that it names.
    fn object(&mut self, json: &'a Json, expected: &TypeName) {
        let Some(members) = json.as_object() else { return };
        let name = self.own_type(json, expected);
        let Some(structure) = self.known.api.structs.get(&name) else { return };
        let lineage = self.known.api.lineage(&name);
        let is_inferred = lineage.iter().any(|holder| holder.origin == Origin::Inferred);
        let takes_any = is_inferred || lineage.iter().any(|holder| holder.is_open);
        for member in members.iter().filter(|member| !member.name.contains(CONTROL)) {
            match self.known.member(&name, &member.name) {
                Some(property) => self.value(&member.value, &property.value, &name, member),
                None if takes_any => {}
                None if structure.derived.iter().any(|derived| self.known.member(derived, &member.name).is_some()) => {}
                None => self.unknown(&name, member),
            }
        }
    }

    /// The type that an object names itself, where that is known and fits.
    fn own_type(&self, json: &Json, expected: &TypeName) -> TypeName {
        match self.known.own_type(json) {
            Some((ItemType::Struct(name), _)) => name,
            _ => expected.clone(),
        }
    }

    fn value(&mut self, json: &'a Json, documented: &ValueType, holder: &TypeName, member: &'a Member) {
        let Some(shown) = Kind::of(json) else { return };
        if !documented.collection {
            return self.item(json, shown, &documented.item, holder, member);
        }
        let Some(items) = json.as_array() else {
            if !json.as_str().is_some_and(values::is_placeholder) {
                self.wrong_kind(json, shown, Kind::List, holder, member);
            }
            return;
        };
        for item in items {
            if let Some(shown) = Kind::of(item) {
                self.item(item, shown, &documented.item, holder, member);
            }
        }
    }

    fn item(&mut self, json: &'a Json, shown: Kind, documented: &ItemType, holder: &TypeName, member: &'a Member) {
        let Some(expected) = documented.kind() else { return };
        if shown == expected {
            match (documented, json.as_str()) {
                (ItemType::Struct(name), _) => self.object(json, name),
                (_, Some(text)) => self.text(json, text, documented, holder, member),
                _ => {}
            }
            return;
        }
        let stands_for_value = json.as_str().is_some_and(values::is_placeholder);
        // So does `{"@odata.type": "namespace.enum"}`.
        let stands_for_value = stands_for_value || is_nothing_but_a_type(json);
        let is_quoted = json.as_str().is_some_and(|text| values::is_quoted_number(text, documented));
        if !stands_for_value && !is_quoted {
            self.wrong_kind(json, shown, expected, holder, member);
        }
    }

    /// A text against the members of its enum, or against the form of a date and the like.
    fn text(&mut self, json: &Json, text: &str, documented: &ItemType, holder: &TypeName, member: &'a Member) {
        let Some(misfit) = self.misfit(text, documented).filter(|_| !values::is_placeholder(text)) else { return };
        if !self.seen.insert((holder.clone(), &member.name)) {
            return;
        }
        let finding = match misfit {
            Misfit::Member { listed, odd } => {
                let meant = spelling::nearest(odd, members(listed)).map(|meant| format!("did you mean `{meant}`?"));
                Diagnostic::new(
                    &codes::review::EXAMPLE_ENUM_MEMBER,
                    json.span,
                    format!("the example shows `{odd}` for `{}`, which `{}` does not have", member.name, listed.name),
                )
                .help(
                    meant.unwrap_or_else(|| "add the value to the list of the enum, or correct the example".to_owned()),
                )
            }
            Misfit::Form(words) => Diagnostic::new(
                &codes::review::EXAMPLE_VALUE_FORM,
                json.span,
                format!("the example shows `{text}` for `{}`, which is not {words}", member.name),
            )
            .help("correct the example, or the type in the table"),
        };
        let finding =
            finding.note("generated code keeps such a value, but cannot use it as one of the documented type");
        self.found.push(self.with_place(finding, holder, &member.name));
    }

    /// What is wrong with a text; nothing where it is a value of the type, or the type takes any text.
    fn misfit<'t>(&self, text: &'t str, documented: &ItemType) -> Option<Misfit<'t, 'a>> {
        match documented {
            ItemType::Enum(name) => {
                let listed = self.known.api.enums.get(name)?;
                // Several flags stand in one text, with commas between them.
                let is_member = |part: &str| members(listed).any(|member| member.eq_ignore_ascii_case(part.trim()));
                let odd = text.split(',').find(|part| !is_member(part))?.trim();
                Some(Misfit::Member { listed, odd })
            }
            ItemType::Primitive(primitive) => values::other_form(*primitive, text).map(Misfit::Form),
            ItemType::Struct(_) => None,
        }
    }

    fn wrong_kind(&mut self, json: &Json, shown: Kind, expected: Kind, holder: &TypeName, member: &'a Member) {
        if !self.seen.insert((holder.clone(), &member.name)) {
            return;
        }
        let message = format!(
            "the example shows {} for `{}` of `{holder}`, the table documents {}",
            shown.words(),
            member.name,
            expected.words()
        );
        let finding = Diagnostic::new(&codes::review::EXAMPLE_VALUE_KIND, json.span, message)
            .note("the type of the table is used; such a value is kept as an unexpected one")
            .help("correct the example, or the type in the table");
        self.found.push(self.with_place(finding, holder, &member.name));
    }

    fn unknown(&mut self, holder: &TypeName, member: &'a Member) {
        if !self.seen.insert((holder.clone(), &member.name)) {
            return;
        }
        let message = format!("the example shows a member `{}`, which `{holder}` does not have", member.name);
        let finding = Diagnostic::new(&codes::review::EXAMPLE_MEMBER_UNKNOWN, member.name_span, message)
            .note("nothing is generated for the member; its values are kept as unknown members")
            .help(format!("add a row for it to the tables of `{holder}`, or correct the example"));
        let place = self.known.types.get(holder).copied().or_else(|| self.section());
        self.found.push(match place {
            Some(span) => finding.related(span, "the type is described here"),
            None => finding,
        });
    }

    fn with_place(&self, finding: Diagnostic, holder: &TypeName, member: &'a str) -> Diagnostic {
        match self.known.row(holder, member).or_else(|| self.parameter(member)) {
            Some(row) => finding.related(row, "the table"),
            None => finding,
        }
    }

    fn parameter(&self, member: &str) -> Option<Span> {
        self.facts?.body.rows.iter().find(|row| row.name.value == member).map(|row| row.span)
    }

    fn section(&self) -> Option<Span> {
        self.facts?.body.section
    }
}

fn is_nothing_but_a_type(json: &Json) -> bool {
    json.as_object().is_some_and(|members| {
        !members.is_empty() && members.iter().all(|member| TYPE_MEMBERS.contains(&member.name.as_str()))
    })
}
