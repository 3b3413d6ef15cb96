//! Cargo features: an area is compiled only where it is asked for, with the types that it needs.
//!
//! Whatever a type holds is needed where the type is, and so are its base types. A type derived from another is a variant of the enum
//! over that other. It comes with the enum, unless it is what an area of its own lists: `user`, which `/users` lists, is a variant of
//! `AnyDirectoryObject` only where something else needs it. Elsewhere such a value keeps all its members as a value of the base type.
//! What no operation mentions has a feature of its own, which brings no operations.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use super::Layout;
use super::idents::{self, Unique};
use super::names::Names;
use crate::model::{Api, Content, ItemType, Operation, StructType, TypeName};

/// The feature that turns on all areas.
pub(super) const ALL: &str = "all-areas";

/// The feature of types that no operation mentions.
pub(super) const OTHER_TYPES: &str = "other-types";

/// The folder of types that several areas need.
const SHARED: &str = "shared";

/// The most areas that are features of their own: crates.io takes 300 features.
const MOST: usize = 280;

/// The most derived types of a base type that come with the enum over them: `entity` would bring nearly all types there are.
const WIDE: usize = 40;

/// The feature of the smallest areas, where there are more than [`MOST`].
const REST: &str = "other-areas";

/// Features that are no areas. An area of such a name gets `-area` behind it.
const TAKEN: &[&str] = &[ALL, "client", "contract", "default", OTHER_TYPES, "regenerate", "server", SHARED, REST];

/// When something is compiled: always, or with any of some features.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gate {
    #[default]
    Always,
    AnyOf(BTreeSet<String>),
}

impl Gate {
    /// Whether whatever is compiled with this is compiled with the other, too.
    pub(super) fn implies(&self, other: &Self) -> bool {
        match (self, other) {
            (_, Self::Always) => true,
            (Self::Always, Self::AnyOf(_)) => false,
            (Self::AnyOf(these), Self::AnyOf(others)) => these.is_subset(others),
        }
    }

    /// When anything is compiled that has one of these gates.
    pub(super) fn any<'a>(gates: impl IntoIterator<Item = &'a Self>) -> Self {
        let mut all = BTreeSet::new();
        for gate in gates {
            match gate {
                Self::Always => return Self::Always,
                Self::AnyOf(features) => all.extend(features.iter().cloned()),
            }
        }
        Self::AnyOf(all)
    }

    /// `#[cfg(feature = "users")]`, or nothing.
    pub(super) fn tokens(&self) -> TokenStream {
        let Self::AnyOf(features) = self else { return TokenStream::new() };
        match features.len() {
            1 => quote! { #[cfg(#(feature = #features)*)] },
            _ => quote! { #[cfg(any(#(feature = #features),*))] },
        }
    }
}

/// What is compiled when.
#[derive(Debug, Default)]
pub(super) struct Features {
    /// The feature of each area; nothing where the crate has no such features.
    areas: BTreeMap<String, String>,
    /// The folders below `types`, by the feature that alone needs what is in them, and `shared` for what several need.
    folders: BTreeMap<String, String>,
    /// The features that need each type.
    types: BTreeMap<TypeName, BTreeSet<String>>,
    /// The features that need the enum over a type and those derived from it.
    any: BTreeMap<TypeName, BTreeSet<String>>,
    /// The features that have a struct of path parameters.
    paths: BTreeMap<String, BTreeSet<String>>,
}

impl Features {
    /// Whole crates of several areas have features; modules, and crates with a manifest of their own, have none.
    pub(super) fn new(api: &Api, names: &Names, layout: &Layout) -> Self {
        if !matches!(layout, Layout::Crate { .. }) || names.areas().len() < 2 {
            return Self::default();
        }
        let areas = area_features(api, names);
        let mut features = Self { folders: type_folders(&areas, api, names), areas, ..Self::default() };
        let listed = listed_types(api);
        let mut needs: BTreeMap<String, Needs> = BTreeMap::new();
        for (operation, names) in names.operations(api) {
            let Some(feature) = features.areas.get(&names.area) else { continue };
            let needs = needs.entry(feature.clone()).or_insert_with(|| Needs::new(api, &listed));
            needs.operation(operation);
            if let Some(name) = &names.path_struct {
                features.paths.entry(name.clone()).or_default().insert(feature.clone());
            }
        }
        for (feature, needs) in needs {
            features.add(&feature, needs);
        }
        features.add_types_of_paths(names);
        features.add_other_types(api, &listed);
        features
    }

    /// Remembers what a feature needs.
    fn add(&mut self, feature: &str, needs: Needs<'_>) {
        for name in needs.types {
            self.types.entry(name.clone()).or_default().insert(feature.to_owned());
        }
        for name in needs.any {
            self.any.entry(name.clone()).or_default().insert(feature.to_owned());
        }
    }

    /// What no area needs, with what that needs, has a feature of its own.
    fn add_other_types(&mut self, api: &Api, listed: &BTreeSet<&TypeName>) {
        let mut needs = Needs::new(api, listed);
        for structure in api.structs.values() {
            let lacks_any = !structure.derived.is_empty() && !self.any.contains_key(&structure.name);
            if lacks_any || !self.types.contains_key(&structure.name) {
                needs.structure(structure, lacks_any);
            }
        }
        needs.types.extend(api.enums.keys().filter(|name| !self.types.contains_key(*name)));
        self.add(OTHER_TYPES, needs);
    }

    /// The structs of path parameters in a file are compiled together, so each feature that needs one needs the enums in all of them.
    fn add_types_of_paths(&mut self, names: &Names) {
        for structs in names.path_modules().values() {
            let enums =
                structs.iter().flat_map(|name| names.path_parameters(name)).filter_map(|(_, item)| match item {
                    ItemType::Enum(name) => Some(name),
                    ItemType::Primitive(_) | ItemType::Struct(_) => None,
                });
            let needing: BTreeSet<&String> = structs.iter().filter_map(|name| self.paths.get(name)).flatten().collect();
            for name in enums {
                self.types.entry(name.clone()).or_default().extend(needing.iter().copied().cloned());
            }
        }
    }

    /// Whether areas are features.
    pub(super) fn exist(&self) -> bool {
        !self.areas.is_empty()
    }

    /// All features of areas, sorted.
    pub(super) fn all(&self) -> BTreeSet<&str> {
        self.areas.values().map(String::as_str).collect()
    }

    /// All features of areas, with the number of their operations.
    pub(super) fn sizes(&self, api: &Api, names: &Names) -> BTreeMap<&str, usize> {
        let mut sizes = BTreeMap::new();
        for feature in names.operations(api).filter_map(|(_, operation)| self.areas.get(&operation.area)) {
            *sizes.entry(feature.as_str()).or_default() += 1;
        }
        sizes
    }

    /// Whether there is anything that no area needs.
    pub(super) fn has_other_types(&self) -> bool {
        self.types.values().chain(self.any.values()).any(|features| features.contains(OTHER_TYPES))
    }

    /// When an area is compiled.
    pub(super) fn area(&self, area: &str) -> Gate {
        self.areas.get(area).map_or(Gate::Always, |feature| Gate::AnyOf(BTreeSet::from([feature.clone()])))
    }

    /// The folder of the types that are compiled with `gate`: that of the one area that needs them, or one for all others.
    pub(super) fn types_folder(&self, gate: &Gate) -> String {
        let feature = match gate {
            Gate::AnyOf(features) => {
                let mut areas = features.iter().map(String::as_str).filter(|feature| *feature != OTHER_TYPES);
                match (areas.next(), areas.next()) {
                    (None, _) => OTHER_TYPES,
                    (Some(area), None) => area,
                    (Some(_), Some(_)) => SHARED,
                }
            }
            Gate::Always => SHARED,
        };
        self.folders.get(feature).cloned().unwrap_or_default()
    }

    /// When a struct or enum of the documentation is compiled.
    pub(super) fn type_gate(&self, name: &TypeName) -> Gate {
        self.gate(self.types.get(name))
    }

    /// When the enum over a type and those derived from it is compiled.
    pub(super) fn any_gate(&self, name: &TypeName) -> Gate {
        self.gate(self.any.get(name))
    }

    /// When any of some structs of path parameters is needed.
    pub(super) fn paths_gate<'a>(&self, names: impl IntoIterator<Item = &'a String>) -> Gate {
        let needed = names.into_iter().filter_map(|name| self.paths.get(name));
        let features: BTreeSet<String> = needed.flatten().cloned().collect();
        self.gate(Some(&features))
    }

    /// What all areas need is compiled without any.
    fn gate(&self, features: Option<&BTreeSet<String>>) -> Gate {
        match features {
            Some(features) if !self.all().iter().all(|area| features.contains(*area)) => Gate::AnyOf(features.clone()),
            _ => Gate::Always,
        }
    }
}

/// The feature of each area: its name, with hyphens.
fn area_features(api: &Api, names: &Names) -> BTreeMap<String, String> {
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, operation) in names.operations(api) {
        *sizes.entry(&operation.area).or_default() += 1;
    }
    let mut largest: Vec<(&str, usize)> = sizes.into_iter().collect();
    largest.sort_by_key(|(area, size)| (std::cmp::Reverse(*size), *area));
    let feature = |area: &str| {
        let name = area.trim_end_matches('_').replace('_', "-");
        if TAKEN.contains(&name.as_str()) { format!("{name}-area") } else { name }
    };
    let features = largest
        .into_iter()
        .enumerate()
        .map(|(rank, (area, _))| (area.to_owned(), if rank < MOST { feature(area) } else { REST.to_owned() }));
    features.collect()
}

/// The folders of types. A folder is never called like a type: a module would then be called like the one around it.
fn type_folders(areas: &BTreeMap<String, String>, api: &Api, names: &Names) -> BTreeMap<String, String> {
    let types = api.structs.keys().chain(api.enums.keys());
    let modules: Vec<&str> = types.map(|name| names.module(name)).collect();
    let mut unique = Unique::reserving(&modules);
    let features: BTreeSet<&str> = areas.values().map(String::as_str).chain([OTHER_TYPES, SHARED]).collect();
    let mut folder = |feature: &str| {
        let module = idents::module(feature);
        let module = if modules.contains(&module.as_str()) { format!("{module}_types") } else { module };
        unique.take(&module, "_")
    };
    features.into_iter().map(|feature| (feature.to_owned(), folder(feature))).collect()
}

/// The types of what the first segments of paths list: `user` for `/users`.
fn listed_types(api: &Api) -> BTreeSet<&TypeName> {
    let first = api.operations.iter().filter(|operation| operation.path.segments.len() == 1);
    let contents = first.flat_map(|operation| &operation.responses).filter_map(|response| response.content.as_ref());
    contents
        .filter_map(|content| match content {
            Content::Page(ItemType::Struct(name)) => Some(name),
            _ => None,
        })
        .collect()
}

/// The types that a feature needs.
struct Needs<'a> {
    api: &'a Api,
    listed: &'a BTreeSet<&'a TypeName>,
    types: BTreeSet<&'a TypeName>,
    /// Types of whose derived types there may be values.
    any: BTreeSet<&'a TypeName>,
}

impl<'a> Needs<'a> {
    fn new(api: &'a Api, listed: &'a BTreeSet<&'a TypeName>) -> Self {
        Self { api, listed, types: BTreeSet::new(), any: BTreeSet::new() }
    }

    fn operation(&mut self, operation: &'a Operation) {
        operation.path.parameters().for_each(|parameter| self.value(&parameter.item));
        let answers = operation.responses.iter().filter_map(|response| response.content.as_ref());
        for content in answers.chain(&operation.body) {
            match content {
                Content::Json(value) => self.value(&value.item),
                Content::Page(item) | Content::Scalar(item) => self.value(item),
                Content::Count | Content::Media => {}
            }
        }
    }

    /// A value of a type, or of one derived from it.
    fn value(&mut self, item: &'a ItemType) {
        // Types yet to be looked at, and whether there may be values of derived types.
        let mut structs = Vec::new();
        self.item(item, &mut structs);
        self.structures(structs);
    }

    /// A type by itself, or with the enum over it and those derived from it.
    fn structure(&mut self, structure: &'a StructType, with_derived: bool) {
        self.structures(vec![(structure, with_derived)]);
    }

    fn structures(&mut self, mut structs: Vec<(&'a StructType, bool)>) {
        while let Some((structure, with_derived)) = structs.pop() {
            if with_derived
                && !structure.derived.is_empty()
                && self.any.insert(&structure.name)
                && structure.derived.len() <= WIDE
            {
                let derived = structure.derived.iter().filter(|name| !self.listed.contains(name));
                structs.extend(derived.filter_map(|name| self.api.structs.get(name)).map(|derived| (derived, false)));
            }
            if !self.types.insert(&structure.name) {
                continue;
            }
            structs
                .extend(structure.base.as_ref().and_then(|base| self.api.structs.get(base)).map(|base| (base, false)));
            for property in &structure.properties {
                self.item(&property.value.item, &mut structs);
            }
        }
    }

    fn item(&mut self, item: &'a ItemType, structs: &mut Vec<(&'a StructType, bool)>) {
        match item {
            ItemType::Primitive(_) => {}
            ItemType::Enum(name) => {
                self.types.insert(name);
            }
            ItemType::Struct(name) => structs.extend(self.api.structs.get(name).map(|structure| (structure, true))),
        }
    }
}
