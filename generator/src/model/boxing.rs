//! Which properties need indirection because a value would contain itself.

use std::collections::BTreeMap;

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use super::api::{ItemType, Property, TypeName};
use super::structs::Structs;

/// A type as it is held: by itself, or as any of its derived types.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Held {
    Exactly(TypeName),
    AnyOf(TypeName),
}

/// Marks the properties whose type lies on a circle of values within values. A collection is an indirection already.
pub(super) fn mark(structs: &mut Structs) {
    let component = components(structs);
    let mut recursive: BTreeMap<TypeName, Vec<bool>> = BTreeMap::new();
    for (name, structure) in structs.iter() {
        // A derived type holds what it inherits, so it may close a circle that its base type does not.
        let owners: Vec<_> = std::iter::once(name)
            .chain(&structure.derived)
            .filter_map(|owner| component.get(&Held::Exactly(owner.clone())))
            .collect();
        let marks = structure.properties.iter().map(|property| {
            held(structs, property)
                .and_then(|target| component.get(&target))
                .is_some_and(|target| owners.contains(&target))
        });
        recursive.insert(name.clone(), marks.collect());
    }
    for (name, marks) in recursive {
        let properties = structs.get_mut(&name).into_iter().flat_map(|structure| &mut structure.properties);
        for (property, mark) in properties.zip(marks) {
            property.recursive = mark;
        }
    }
}

/// What a property holds within the value itself.
fn held(structs: &Structs, property: &Property) -> Option<Held> {
    match &property.value.item {
        ItemType::Struct(target) if !property.value.collection => {
            let has_derived = structs.get(target).is_some_and(|target| !target.derived.is_empty());
            Some(if has_derived { Held::AnyOf(target.clone()) } else { Held::Exactly(target.clone()) })
        }
        ItemType::Struct(_) | ItemType::Primitive(_) | ItemType::Enum(_) => None,
    }
}

/// The strongly connected component of each type in each of its forms.
fn components(structs: &Structs) -> BTreeMap<Held, usize> {
    let mut graph: DiGraph<(), ()> = DiGraph::new();
    let mut nodes: BTreeMap<Held, NodeIndex> = BTreeMap::new();
    for name in structs.keys() {
        nodes.insert(Held::Exactly(name.clone()), graph.add_node(()));
        nodes.insert(Held::AnyOf(name.clone()), graph.add_node(()));
    }
    let mut connect = |from: &Held, to: &Held| {
        if let (Some(from), Some(to)) = (nodes.get(from), nodes.get(to)) {
            graph.add_edge(*from, *to, ());
        }
    };
    for (name, structure) in structs {
        let any = Held::AnyOf(name.clone());
        for member in std::iter::once(name).chain(&structure.derived) {
            connect(&any, &Held::Exactly(member.clone()));
        }
        let mut next = Some(structure);
        while let Some(declaring) = next {
            for target in declaring.properties.iter().filter_map(|property| held(structs, property)) {
                connect(&Held::Exactly(name.clone()), &target);
            }
            next = declaring.base.as_ref().and_then(|base| structs.get(base));
        }
    }
    let by_node: BTreeMap<NodeIndex, usize> = kosaraju_scc(&graph)
        .into_iter()
        .enumerate()
        .flat_map(|(number, members)| members.into_iter().map(move |node| (node, number)))
        .collect();
    nodes.into_iter().filter_map(|(held, node)| by_node.get(&node).map(|number| (held, *number))).collect()
}
