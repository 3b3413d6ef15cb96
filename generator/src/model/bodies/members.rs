//! The members of a body that is no documented type: the parameters of an action, as a rule.

use std::collections::BTreeMap;

use foldhash::HashSet;

use super::names;
use crate::model::api::{EnumType, ItemType, Origin, Property, StructType, TypeName, ValueType};
use crate::model::endpoints::Claim;
use crate::model::structs::{self, Structs};
use crate::model::{Builder, examples, listed_enums, paths};
use crate::page::json::{Json, JsonValue};
use crate::read::{NamedType, PropertyRow};

/// The members of a body.
#[derive(Default)]
pub(super) struct Members {
    own: Vec<Property>,
    within: Option<Within>,
    /// Whether the body is an array of objects with these members.
    pub(super) collection: bool,
}

/// One member around all that the table lists: the table has `displayName`, the example `{"passwordCredential": {"displayName": ...}}`.
struct Within {
    name: String,
    collection: bool,
    members: Vec<Property>,
}

impl Members {
    pub(super) fn new(own: Vec<Property>) -> Self {
        Self { own, within: None, collection: false }
    }

    /// The same members as those of each object in an array.
    pub(super) fn of_each(self) -> Self {
        Self { collection: true, ..self }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.own.is_empty() && self.within.is_none()
    }

    /// Adds those of another page, each name once.
    pub(super) fn add(&mut self, other: Self) {
        let mut known: HashSet<String> = self.own.iter().map(|property| property.name.clone()).collect();
        self.own.extend(other.own.into_iter().filter(|property| known.insert(property.name.clone())));
        self.within = self.within.take().or(other.within);
        self.collection |= other.collection;
    }

    /// The properties of `structure`. Members around others get a type of their own, named after it.
    pub(super) fn settle(self, structs: &mut Structs, structure: &StructType) -> Vec<Property> {
        let mut own = self.own;
        if let Some(within) = self.within {
            let mut letters = within.name.chars();
            let first = letters.next().map(|c| c.to_ascii_uppercase());
            let suffix: String = first.into_iter().chain(letters).filter(char::is_ascii_alphanumeric).collect();
            let name = TypeName::new(&format!("{}{suffix}", structure.name));
            let mut inner = structs::empty(name.clone(), Origin::Parameters);
            inner.properties = within.members;
            inner.pages.clone_from(&structure.pages);
            structs.insert(name.clone(), inner);
            let value = ValueType { item: ItemType::Struct(name), collection: within.collection };
            own.push(property(within.name, value));
        }
        own
    }
}

/// The rows of the body table.
pub(super) fn of_rows<'a>(
    builder: &mut Builder<'a>,
    structs: &Structs,
    enums: &mut BTreeMap<TypeName, EnumType>,
    claim: &Claim<'a>,
) -> Members {
    let rows = &claim.facts.body.rows;
    let owner = names::request(builder, claim);
    let mut member = |row: &PropertyRow| {
        listed_enums::add(builder, enums, claim.page, &owner, row);
        let value = structs::value_type(builder, enums, &owner, row, None);
        Property { description: row.description.clone(), ..property(row.name.value.clone(), value) }
    };
    let members: Vec<Property> = rows.iter().map(&mut member).collect();
    let Some((name, collection)) = around(&members, claim) else { return Members::new(members) };
    match documented(builder, structs, &members, name, collection, claim) {
        Some(item) => Members::new(vec![property(name.to_owned(), ValueType { item, collection })]),
        None => Members {
            own: Vec::new(),
            within: Some(Within { name: name.to_owned(), collection, members }),
            collection: false,
        },
    }
}

/// The only member of the example body, if it holds what the table lists.
fn around<'a>(members: &[Property], claim: &Claim<'a>) -> Option<(&'a str, bool)> {
    let body: &'a Json = examples::request_bodies(claim).next()?;
    let mut own = body.as_object()?.iter().filter(|member| !member.name.contains('@'));
    let (only, None) = (own.next()?, own.next()) else { return None };
    let (object, collection) = match &only.value.value {
        JsonValue::Array(items) => (items.first()?, true),
        _ => (&only.value, false),
    };
    let is_listed = |name: &str| members.iter().any(|member| member.name == name);
    let inner = object.as_object().filter(|inner| !inner.is_empty())?;
    let holds =
        !is_listed(&only.name) && inner.iter().all(|member| member.name.contains('@') || is_listed(&member.name));
    holds.then_some((only.name.as_str(), collection))
}

/// The type that is called like the member, or that the action answers with, and has all that the table lists.
fn documented(
    builder: &Builder<'_>,
    structs: &Structs,
    members: &[Property],
    name: &str,
    collection: bool,
    claim: &Claim<'_>,
) -> Option<ItemType> {
    let name = NamedType::Name(if collection { paths::singular(name) } else { name.to_owned() });
    let called_so = builder.index.resolve(builder.sources, &name, claim.line.span);
    let answers = claim.facts.examples.iter().flat_map(|exchange| &exchange.responses);
    let answered =
        answers.filter_map(|answer| answer.type_claim.as_ref()).filter(|answer| answer.collection == collection);
    let answered = answered.filter_map(|answer| builder.index.resolve(builder.sources, &answer.named, answer.span));
    called_so.into_iter().chain(answered).find(|item| {
        let ItemType::Struct(known) = item else { return false };
        members.iter().all(|member| structs::find_property(structs, known, &member.name).is_some())
    })
}

pub(super) fn property(name: String, value: ValueType) -> Property {
    Property { name, value, navigation: false, recursive: false, description: crate::model::Text::default() }
}
