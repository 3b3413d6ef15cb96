//! The types of the arguments of functions, `columnsAfter(count={count})`, and of parameters of the query, `?top=5`, from the tables of
//! parameters; and what these tables say about the parameters of the path.
//!
//! A key in a path stays a text, whatever its type is: it is passed on from one answer to the next request and never computed.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use super::Builder;
use super::api::{EnumType, ItemType, Operation, ParameterStyle, Path, PathParameter, PathPart, PathSegment, TypeName};
use super::endpoints::Claim;
use crate::read::conventions::{QUERY_OPTIONS, look_up};
use crate::read::{Method, Primitive, Spelling, Text, TypeClaim};

/// The type of a value that nothing is said about.
pub(super) const TEXT: ItemType = ItemType::Primitive(Primitive::String);

/// Gives the arguments in the path, and the parameters of the query, the types of their rows.
pub(super) fn join(
    builder: &Builder<'_>,
    enums: &BTreeMap<TypeName, EnumType>,
    claims: &[Claim<'_>],
    operation: &mut Operation,
) {
    let rows = LazyCell::new(|| rows(claims));
    let item = |name: &str, style| {
        let claim = rows.get(&Spelling::of(name)).filter(|claim| !claim.collection)?;
        let item = builder.index.resolve(builder.sources, &claim.named, claim.span);
        item.filter(|item| has_literal(enums, item, style))
    };
    for parameter in operation.path.segments.iter_mut().flat_map(arguments) {
        parameter.item = item(&parameter.documented, parameter.style).unwrap_or(TEXT);
    }
    for parameter in &mut operation.query {
        let known = look_up(QUERY_OPTIONS, &parameter.name).map(ItemType::Primitive);
        parameter.item = known.or_else(|| item(&parameter.name, ParameterStyle::Plain)).unwrap_or(TEXT);
    }
    operation.path_descriptions = descriptions(claims, &operation.path);
}

/// What the rows say about the parameters of a path. A name that two of them have says which is meant of neither.
fn descriptions(claims: &[Claim<'_>], path: &Path) -> Vec<Text> {
    let mut rows: HashMap<Spelling, &Text> = HashMap::new();
    for claim in claims {
        let parameters = claim.facts.path_parameters.iter().chain(&claim.facts.query_parameters);
        let of_path = parameters.map(|row| (&row.name.value, &row.description));
        let of_body = claim.facts.body.rows.iter().filter(|_| claim.line.method == Method::Get);
        for (name, description) in of_path.chain(of_body.map(|row| (&row.name.value, &row.description))) {
            rows.entry(Spelling::of(name)).or_insert(description);
        }
    }
    if rows.is_empty() {
        return vec![Text::default(); path.parameters().count()];
    }
    let documented: Vec<Spelling> = path.parameters().map(|parameter| Spelling::of(&parameter.documented)).collect();
    let is_unique = |name: &&Spelling| documented.iter().filter(|other| other == name).count() == 1;
    let description = |name| Some(name).filter(is_unique).and_then(|name| rows.get(name).copied().cloned());
    documented.iter().map(|name| description(name).unwrap_or_default()).collect()
}

/// The parameters of a segment that calls a function.
fn arguments(segment: &mut PathSegment) -> impl Iterator<Item = &mut PathParameter> {
    let is_call = segment.is_call();
    segment.parts.iter_mut().filter_map(move |part| match part {
        PathPart::Parameter(parameter) if is_call => Some(parameter),
        _ => None,
    })
}

/// The types of the rows by name: on each page the first row of a name counts, and of several pages the first where it has a type.
/// Functions are called with GET, so what a page calls their body are arguments, too.
fn rows<'a>(claims: &[Claim<'a>]) -> HashMap<Spelling, &'a TypeClaim> {
    let mut types = HashMap::new();
    for claim in claims {
        let facts = claim.facts;
        let parameters = facts.path_parameters.iter().chain(&facts.query_parameters);
        let parameters = parameters.map(|row| (&row.name.value, row.type_claim.as_ref()));
        let of_body = facts.body.rows.iter().filter(|_| claim.line.method == Method::Get);
        let mut seen = HashSet::new();
        for (name, type_claim) in parameters.chain(of_body.map(|row| (&row.name.value, row.type_claim.as_ref()))) {
            let name = Spelling::of(name);
            if let Some(type_claim) = type_claim.filter(|_| !seen.contains(&name)) {
                types.entry(name.clone()).or_insert(type_claim);
            }
            seen.insert(name);
        }
    }
    types
}

/// Gives an argument the same type in all paths that begin alike, as far as the pages that say one agree.
pub(super) fn unify(operations: &mut [Operation]) {
    let mut types: HashMap<String, BTreeSet<ItemType>> = HashMap::new();
    visit(operations, |place, parameter| {
        if parameter.item != TEXT {
            types.entry(place.to_owned()).or_default().insert(parameter.item.clone());
        }
    });
    if types.is_empty() {
        return;
    }
    visit(operations, |place, parameter| {
        let Some(claimed) = types.get(place) else { return };
        let mut claimed = claimed.iter();
        parameter.item = match (claimed.next(), claimed.next()) {
            (Some(item), None) => item.clone(),
            _ => TEXT,
        };
    });
}

/// All arguments of functions, each with the path up to it.
fn visit(operations: &mut [Operation], mut see: impl FnMut(&str, &mut PathParameter)) {
    for operation in operations.iter_mut().filter(|operation| operation.path.segments.iter().any(PathSegment::is_call))
    {
        let mut place = String::new();
        for segment in &mut operation.path.segments {
            place.push('/');
            let is_call = segment.is_call();
            for part in &mut segment.parts {
                part.push_key(&mut place);
                match part {
                    PathPart::Parameter(parameter) if is_call => see(&place, parameter),
                    _ => {}
                }
            }
        }
    }
}

/// Whether a value of the type is written like that in a URL. Texts and members of enums stand in quotes there, numbers and dates do not.
fn has_literal(enums: &BTreeMap<TypeName, EnumType>, item: &ItemType, style: ParameterStyle) -> bool {
    match (item, style) {
        (ItemType::Enum(name), _) => enums.contains_key(name),
        (ItemType::Struct(_), _) | (_, ParameterStyle::Quoted) => false,
        (ItemType::Primitive(primitive), ParameterStyle::Plain) => matches!(
            primitive,
            Primitive::Boolean
                | Primitive::Byte
                | Primitive::SByte
                | Primitive::Int16
                | Primitive::Int32
                | Primitive::Int64
                | Primitive::DateTimeOffset
                | Primitive::Date
                | Primitive::TimeOfDay
                | Primitive::Duration
                | Primitive::Guid
        ),
    }
}
