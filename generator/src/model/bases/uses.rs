//! Where types are used, as far as it tells what they are.

use std::collections::BTreeSet;

use foldhash::{HashMap, HashSet};

use crate::model::Builder;
use crate::model::api::{ItemType, TypeName};
use crate::model::structs::Structs;
use crate::read::{Method, OperationFacts, RequestLine, Segment};
use crate::source::Span;

/// The types that relationships, properties and endpoints use.
#[derive(Default)]
pub(super) struct Uses {
    /// Types of properties and relationships.
    pub(super) held: HashSet<TypeName>,
    /// Types of properties that are no relationships.
    pub(super) contained: HashSet<TypeName>,
    /// Types of relationships, in order.
    pub(super) related: BTreeSet<TypeName>,
    /// Types of which a single one is read from a path that ends in a key, with the request line.
    pub(super) keyed: HashMap<TypeName, Span>,
    /// Types that are read from a path of their own.
    pub(super) read: HashSet<TypeName>,
}

impl Uses {
    pub(super) fn of(builder: &Builder<'_>, structs: &Structs) -> Self {
        let mut uses = Self::default();
        for property in structs.values().flat_map(|structure| &structure.properties) {
            if let ItemType::Struct(name) = &property.value.item {
                uses.held.insert(name.clone());
                if property.navigation {
                    uses.related.insert(name.clone());
                } else {
                    uses.contained.insert(name.clone());
                }
            }
        }
        for operation in builder.facts.iter().flat_map(|page| &page.operations) {
            uses.endpoint(builder, operation);
        }
        uses
    }

    fn endpoint(&mut self, builder: &Builder<'_>, operation: &OperationFacts) {
        let Some(name) = answered(builder, operation) else { return };
        for line in operation.request_lines.iter().filter(|line| line.method == Method::Get) {
            match ending(line) {
                Ending::Key => {
                    self.keyed.entry(name.clone()).or_insert(line.span);
                    self.read.insert(name.clone());
                }
                Ending::Name => drop(self.read.insert(name.clone())),
                Ending::Function => {}
            }
        }
    }
}

/// What a path ends in.
enum Ending {
    /// `{id}`
    Key,
    /// `threads`
    Name,
    /// `delta(token='{token}')`: the result of a function is no resource.
    Function,
}

fn ending(line: &RequestLine) -> Ending {
    let Some((last, before)) = line.path.segments.split_last() else { return Ending::Function };
    if last.is_placeholder() {
        // What follows a key is no key of a collection but the name of a property: `/pictures/{id}/{size}`.
        return if before.last().is_some_and(Segment::is_placeholder) { Ending::Name } else { Ending::Key };
    }
    match last.literal() {
        Some(_) if last.function().is_none() => Ending::Name,
        _ => Ending::Function,
    }
}

/// The type that the response sentence names first, else the annotation of an example.
fn answered(builder: &Builder<'_>, operation: &OperationFacts) -> Option<TypeName> {
    let mentioned = operation.response.mentions.iter().map(|mention| (&mention.named, mention.span));
    let responses = operation.examples.iter().flat_map(|exchange| &exchange.responses);
    let annotated =
        responses.filter_map(|response| response.type_claim.as_ref()).map(|claim| (&claim.named, claim.span));
    let item =
        mentioned.chain(annotated).find_map(|(named, span)| builder.index.resolve(builder.sources, named, span))?;
    match item {
        ItemType::Struct(name) => Some(name),
        ItemType::Enum(_) | ItemType::Primitive(_) => None,
    }
}
