//! What the pages contradict.
//!
//! In: the [`PageFacts`] of all pages, the joined [`Api`] with what the names mean, and the [`Sources`] that all point into. Out: findings, and nothing else: no
//! fact and no type changes here. Must not know: Markdown, Rust, or how the model settled what it reports itself.
//!
//! One file for each kind of comparison. Each looks at one page at a time, so that pages are compared in parallel.

mod annotations;
mod duplicates;
mod examples;
mod links;
mod parameters;
mod permissions;
mod representations;
mod routes;
#[cfg(test)]
mod tests;
mod values;

use foldhash::{HashMap, HashMapExt};
use rayon::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::model::names::Index;
use crate::model::{Api, ItemType, Operation, Property, TypeName, paths};
use crate::page::json::Json;
use crate::read::conventions::fold;
use crate::read::{Method, NamedType, OperationFacts, PageFacts, RequestLine, types};
use crate::source::{SourceId, Sources, Span};

/// The members that name the type of an object.
const TYPE_MEMBERS: &[&str] = &["@odata.type", "@type"];

/// Compares what the pages say in several places.
pub(crate) fn review(sources: &Sources, facts: &[PageFacts], api: &Api, index: &Index) -> Vec<Diagnostic> {
    let known = Known::new(sources, facts, api, index);
    facts.par_iter().flat_map_iter(|page| review_page(&known, page)).collect()
}

fn review_page(known: &Known<'_>, page: &PageFacts) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    examples::review(known, page, &mut findings);
    annotations::review(known, page, &mut findings);
    links::review(known, page, &mut findings);
    representations::review(known, page, &mut findings);
    permissions::review(known, page, &mut findings);
    duplicates::review(known, page, &mut findings);
    parameters::review(known, page, &mut findings);
    routes::review(known, page, &mut findings);
    findings
}

/// What all pages say together, prepared for looking things up.
struct Known<'a> {
    sources: &'a Sources,
    api: &'a Api,
    index: &'a Index,
    /// The members of each type, inherited ones included, by name.
    members: HashMap<&'a TypeName, HashMap<&'a str, &'a Property>>,
    /// Where a type is named on the first page that describes it.
    types: HashMap<TypeName, Span>,
    /// The row of each property of a table, on the first page that has one.
    rows: HashMap<(TypeName, &'a str), Span>,
    /// Types and enums by their simple name in lower case.
    by_simple: HashMap<String, Vec<ItemType>>,
    /// By method and pattern of the path.
    operations: HashMap<(Method, String), &'a Operation>,
    routes: routes::Routes<'a>,
    /// Whether any page says which permissions an operation needs.
    has_permissions: bool,
}

impl<'a> Known<'a> {
    fn new(sources: &'a Sources, facts: &'a [PageFacts], api: &'a Api, index: &'a Index) -> Self {
        let members = |name| api.properties_of(name).into_iter().map(|(_, member)| (member.name.as_str(), member));
        let members = || api.structs.keys().map(|name| (name, members(name).collect())).collect();
        let operations = || api.operations.iter().map(|one| ((one.method, one.path.key()), one)).collect();
        let ((places, members), ((routes, operations), by_simple)) = rayon::join(
            || rayon::join(|| Places::new(index, facts), members),
            || rayon::join(|| rayon::join(|| routes::Routes::new(facts), operations), || by_simple(api)),
        );
        let Places { types, rows } = places;
        let has_permissions = api.operations.iter().any(permissions::has_permissions);
        Self { sources, api, index, members, types, rows, by_simple, operations, routes, has_permissions }
    }

    /// What a named type means.
    fn resolve(&self, named: &NamedType, span: Span) -> Option<ItemType> {
        self.index.resolve(self.sources, named, span)
    }

    /// The type that an object names itself, and where.
    fn own_type(&self, json: &Json) -> Option<(ItemType, Span)> {
        let named = TYPE_MEMBERS.iter().find_map(|key| json.get(key))?;
        Some((self.resolve(&types::name(named.as_str()?), named.span)?, named.span))
    }

    /// The member `member` of the type `name`, its own or an inherited one.
    fn member(&self, name: &TypeName, member: &str) -> Option<&'a Property> {
        self.members.get(name)?.get(member).copied()
    }

    /// The row that describes a member, of the type itself or of a base type.
    fn row(&self, name: &TypeName, member: &'a str) -> Option<Span> {
        self.api.lineage(name).into_iter().find_map(|holder| self.rows.get(&(holder.name.clone(), member)).copied())
    }

    /// The endpoints that the page `source` describes with these request lines.
    fn operations(&self, source: SourceId, facts: &OperationFacts) -> Vec<&'a Operation> {
        self.described(source, facts).into_iter().map(|(_, operation)| operation).collect()
    }

    /// The same with the line of each.
    fn described<'l>(&self, source: SourceId, facts: &'l OperationFacts) -> Vec<(&'l RequestLine, &'a Operation)> {
        let Some(page) = self.sources.get(source) else { return Vec::new() };
        let is_of_page = |operation: &&Operation| operation.pages.iter().any(|reference| reference.path == page.path);
        let described = facts.request_lines.iter().filter_map(|line| {
            let operation = self.operations.get(&(line.method, paths::key(&line.path))).copied();
            Some((line, operation.filter(is_of_page)?))
        });
        described.collect()
    }

    /// Whether `derived` is `base` or derives from it.
    fn is_a(&self, derived: &TypeName, base: &TypeName) -> bool {
        self.api.lineage(derived).iter().any(|ancestor| ancestor.name == *base)
    }

    /// Whether one of the types is or derives from the other.
    fn are_related(&self, a: &ItemType, b: &ItemType) -> bool {
        match (a, b) {
            (ItemType::Struct(a), ItemType::Struct(b)) => self.is_a(a, b) || self.is_a(b, a),
            _ => a == b,
        }
    }
}

/// Where the pages describe types and their members.
struct Places<'a> {
    types: HashMap<TypeName, Span>,
    rows: HashMap<(TypeName, &'a str), Span>,
}

impl<'a> Places<'a> {
    fn new(index: &Index, facts: &'a [PageFacts]) -> Self {
        let (mut types, mut rows) = (HashMap::new(), HashMap::new());
        for described in facts.iter().flat_map(|page| &page.types) {
            let name = index.canonical(&described.name.value);
            types.entry(name.clone()).or_insert(described.name.span);
            for row in described.properties.iter().chain(&described.relationships) {
                rows.entry((name.clone(), row.name.value.as_str())).or_insert(row.span);
            }
        }
        Self { types, rows }
    }
}

fn by_simple(api: &Api) -> HashMap<String, Vec<ItemType>> {
    let structs = api.structs.keys().map(|name| (fold(name.simple()), ItemType::Struct(name.clone())));
    let enums = api.enums.keys().map(|name| (fold(name.simple()), ItemType::Enum(name.clone())));
    let mut by_simple: HashMap<String, Vec<ItemType>> = HashMap::new();
    for (simple, item) in structs.chain(enums) {
        by_simple.entry(simple.into_owned()).or_default().push(item);
    }
    by_simple
}
