//! What the request bodies of endpoints are.

mod documented;
mod members;
mod names;
mod reference;

use std::collections::BTreeMap;

use members::Members;

use super::api::{Content, EnumType, ItemType, Method, Origin, Presence, TypeName, ValueType};
use super::endpoints::{Claim, Endpoint};
use super::structs::{self, Structs};
use super::{Builder, enums};
use crate::read::PathTemplate;
use crate::source::Span;

/// What a page says about the body of an endpoint.
enum BodyClaim {
    Nothing,
    /// One of these.
    Content(Vec<Content>),
    /// The parameters of an action.
    Members(Members),
}

/// A body of parameters: the endpoints that take it, and its members. Endpoints described by the same pages share it.
struct Parameters {
    endpoints: Vec<usize>,
    members: Members,
    pages: Vec<super::PageReference>,
}

/// The bodies of all endpoints, while they are collected.
pub(super) struct Bodies<'e, 'a> {
    endpoints: &'e [Endpoint<'a>],
    /// The alternatives for each endpoint.
    settled: Vec<Vec<Content>>,
    /// By the places of the request body sections.
    parameters: BTreeMap<Vec<Span>, Parameters>,
}

impl<'e, 'a> Bodies<'e, 'a> {
    pub(super) fn new(endpoints: &'e [Endpoint<'a>]) -> Self {
        Self { endpoints, settled: vec![Vec::new(); endpoints.len()], parameters: BTreeMap::new() }
    }

    /// Collects what the pages of an endpoint say about its body.
    pub(super) fn claim(
        &mut self,
        builder: &mut Builder<'a>,
        structs: &mut Structs,
        enums: &mut BTreeMap<TypeName, EnumType>,
        at: usize,
        subject: Option<&Content>,
    ) {
        let (Some(endpoint), Some(alternatives)) = (self.endpoints.get(at), self.settled.get_mut(at)) else { return };
        if !matches!(endpoint.key.1, Method::Post | Method::Patch | Method::Put) {
            return;
        }
        let claims = &endpoint.claims.best;
        let mut members = Members::default();
        let mut sections = Vec::new();
        for claim in claims {
            match documented::of_page(builder, structs, enums, claim, subject) {
                BodyClaim::Nothing => {}
                BodyClaim::Content(contents) => {
                    for content in contents {
                        if !alternatives.contains(&content) {
                            alternatives.push(content);
                        }
                    }
                }
                BodyClaim::Members(claimed) => {
                    let section = claim.facts.body.section.filter(|_| documented::describes_body(claim));
                    sections.extend(section.or(claim.facts.request_lines.first().map(|line| line.span)));
                    members.add(claimed);
                }
            }
        }
        if members.is_empty() || !alternatives.is_empty() {
            return;
        }
        let pages = || claims.iter().map(|claim| enums::page_reference(builder.sources, claim.page)).collect();
        let new = || Parameters { endpoints: Vec::new(), members, pages: pages() };
        self.parameters.entry(sections).or_insert_with(new).endpoints.push(at);
    }

    /// The path of an endpoint, as its first page writes it.
    fn path(&self, at: usize) -> Option<&'e PathTemplate> {
        self.endpoints.get(at)?.claims.best.first().map(|claim| &claim.line.path)
    }

    /// The alternatives for each endpoint. Turns bodies of parameters into types, each named after the shortest path that takes it.
    pub(super) fn settle(mut self, builder: &Builder<'_>, structs: &mut Structs) -> Vec<Vec<Content>> {
        let mut bodies: Vec<Parameters> = std::mem::take(&mut self.parameters).into_values().collect();
        for body in &mut bodies {
            body.endpoints.sort_by_key(|at| self.path(*at).map(|path| path.segments.len()));
        }
        bodies.sort_by_key(|body| body.endpoints.first().copied());
        for body in bodies {
            let Some(first) = body.endpoints.first().copied() else { continue };
            let (Some(path), Some(endpoint)) = (self.path(first), self.endpoints.get(first)) else { continue };
            let name = names::free(builder, structs, path, endpoint.key.1);
            let mut structure = structs::empty(name.clone(), Origin::Parameters);
            structure.pages = body.pages;
            structure.pages.dedup();
            let collection = body.members.collection;
            structure.properties = body.members.settle(structs, &structure);
            structs.insert(name.clone(), structure);
            for at in body.endpoints {
                if let Some(alternatives) = self.settled.get_mut(at) {
                    let item = ItemType::Struct(name.clone());
                    *alternatives = vec![Content::Json(ValueType { item, collection })];
                }
            }
        }
        self.settled
    }
}

/// Whether the body of an endpoint has to be sent. It may be left out if one of its pages says so.
pub(super) fn presence(claims: &[Claim<'_>]) -> Presence {
    let says_so = |claim: &Claim<'_>| claim.facts.body.optional.is_some() && documented::describes_body(claim);
    if claims.iter().any(says_so) { Presence::Optional } else { Presence::Required }
}
