//! Which properties need indirection because a value would contain itself.

use foldhash::HashMap;
use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use super::api::{ItemType, Property, StructType, TypeName};
use super::structs::Structs;

/// The types by number: a type is a node as it is by itself, and another one as any of its derived types.
type Nodes<'s> = HashMap<&'s TypeName, Node>;

#[derive(Clone, Copy)]
struct Node {
    exactly: NodeIndex,
    any_of: NodeIndex,
    has_derived: bool,
}

/// Marks the properties whose type lies on a circle of values within values. A collection is an indirection already.
pub(super) fn mark(structs: &mut Structs) {
    let recursive = recursive(structs);
    for (structure, marks) in structs.values_mut().zip(recursive) {
        for (property, mark) in structure.properties.iter_mut().zip(marks) {
            property.recursive = mark;
        }
    }
}

/// For each property of each type whether it is recursive, in their order.
fn recursive(structs: &Structs) -> Vec<Vec<bool>> {
    let mut graph: DiGraph<(), ()> = DiGraph::new();
    let mut node = |(name, structure): (_, &StructType)| {
        let (exactly, any_of) = (graph.add_node(()), graph.add_node(()));
        (name, Node { exactly, any_of, has_derived: !structure.derived.is_empty() })
    };
    let nodes: Nodes<'_> = structs.iter().map(&mut node).collect();
    connect(structs, &nodes, &mut graph);
    let components = components(&graph);
    let component = |node: NodeIndex| components.get(node.index());
    let of_type = |(name, structure): (&TypeName, &StructType)| {
        // A derived type holds what it inherits, so it may close a circle that its base type does not.
        let owners = std::iter::once(name).chain(&structure.derived).filter_map(|owner| nodes.get(owner));
        let owners: Vec<_> = owners.filter_map(|owner| component(owner.exactly)).collect();
        let is_recursive = |property| held(&nodes, property).and_then(component).is_some_and(|it| owners.contains(&it));
        structure.properties.iter().map(is_recursive).collect()
    };
    structs.iter().map(of_type).collect()
}

/// What a property holds within the value itself.
fn held(nodes: &Nodes<'_>, property: &Property) -> Option<NodeIndex> {
    match &property.value.item {
        ItemType::Struct(target) if !property.value.collection => {
            let node = nodes.get(target)?;
            Some(if node.has_derived { node.any_of } else { node.exactly })
        }
        ItemType::Struct(_) | ItemType::Primitive(_) | ItemType::Enum(_) => None,
    }
}

/// Adds an edge from each type to what it holds, and from a type as any of its derived types to each of these.
fn connect(structs: &Structs, nodes: &Nodes<'_>, graph: &mut DiGraph<(), ()>) {
    for (name, structure) in structs {
        let Some(node) = nodes.get(name) else { continue };
        for member in std::iter::once(name).chain(&structure.derived).filter_map(|member| nodes.get(member)) {
            graph.add_edge(node.any_of, member.exactly, ());
        }
        let lineage = std::iter::successors(Some(structure), |declaring| structs.get(declaring.base.as_ref()?));
        for target in lineage.flat_map(|declaring| &declaring.properties).filter_map(|property| held(nodes, property)) {
            graph.add_edge(node.exactly, target, ());
        }
    }
}

/// The number of the strongly connected component of each node.
fn components(graph: &DiGraph<(), ()>) -> Vec<usize> {
    let mut components = vec![0; graph.node_count()];
    for (number, members) in kosaraju_scc(graph).into_iter().enumerate() {
        for node in members {
            if let Some(component) = components.get_mut(node.index()) {
                *component = number;
            }
        }
    }
    components
}
