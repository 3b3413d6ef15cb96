//! Every name of the generated code, settled before anything is rendered.
//!
//! Names follow from paths and names on the wire alone, so rewording or reordering pages changes none of them.

mod operations;
mod segments;
mod types;

use std::collections::BTreeMap;

pub(super) use operations::{OperationNames, PathFields};
pub(super) use segments::{ROOT_AREA, SegmentName, segment_area, segment_key, segment_name};
use types::{AnyIdent, TypeIdent};

use super::idents::{self, Unique};
use crate::model::{Api, EnumType, ItemType, Operation, TypeName};

/// What files of types name without a path, as do examples that import types, and the macros of the runtime in the place where they are
/// called. A documented type of such a name gets `Type` behind it.
pub(super) const TAKEN_TYPES: &[&str] = &[
    "Binary",
    "Box",
    "Date",
    "DateTimeOffset",
    "Decimal",
    "Default",
    "Double",
    "Duration",
    "Err",
    "Field",
    "FnMut",
    "From",
    "Guid",
    "Int64",
    "Map",
    "None",
    "Ok",
    "Option",
    "PartialEq",
    "Result",
    "Self",
    "Some",
    "String",
    "TimeOfDay",
    "Value",
    "Vec",
];

/// What else files of the client name without a path. A builder of such a name, or of one above, gets `Path` behind it.
const TAKEN_BUILDERS: &[&str] = &["AsRef", "Bytes", "Call", "Client", "Collection", "Error", "Into", "Node", "Scalar"];

/// Whether files of the client use the name for something else than a builder.
pub(super) fn is_taken_builder(name: &str) -> bool {
    TAKEN_TYPES.contains(&name) || TAKEN_BUILDERS.contains(&name)
}

/// What else the root of a crate has beside the struct that begins every path.
const TAKEN_AT_ROOT: &[&str] = &["Merge", "Server"];

/// Modules that files of an area name beside their parts.
pub(super) const TAKEN_PARTS: &[&str] = &["operations", "stubdown_runtime", "types"];

/// The field that keeps members without documentation.
pub(super) const ADDITIONAL_PROPERTIES: &str = "additional_properties";

/// The variant that keeps values without documentation.
pub(super) const UNRECOGNIZED: &str = "Unrecognized";

/// Methods of path builders that are no segments. A segment of such a name gets `_path` behind it.
pub(super) const BUILDER_METHODS: &[&str] =
    &["list", "get", "create", "update", "replace", "delete", "head", "options", "by_id", "new"];

/// All names.
#[derive(Debug)]
pub(super) struct Names {
    types: BTreeMap<TypeName, TypeIdent>,
    /// In the order of [`Api::operations`].
    operations: Vec<OperationNames>,
    areas: Vec<String>,
    /// Path structs by name, with their parameters.
    path_structs: BTreeMap<String, PathFields>,
}

impl Names {
    pub(super) fn new(api: &Api) -> Self {
        let path_structs = operations::path_structs(api);
        let operations = operations::names(api, &path_structs);
        let mut areas: Vec<String> = operations.iter().map(|operation| operation.area.clone()).collect();
        areas.sort();
        areas.dedup();
        let path_structs = path_structs.into_iter().map(|(parameters, name)| (name, parameters)).collect();
        Self { types: types::idents(api), operations, areas, path_structs }
    }

    /// The identifier of a type.
    pub(super) fn type_name(&self, name: &TypeName) -> &str {
        self.types.get(name).map_or("Value", |ident| &ident.name)
    }

    /// The enum over a base type and the types derived from it, where there are any.
    pub(super) fn any_type(&self, name: &TypeName) -> Option<&str> {
        Some(&self.any(name)?.name)
    }

    /// That enum, with its module.
    pub(super) fn any(&self, name: &TypeName) -> Option<&AnyIdent> {
        self.types.get(name)?.any.as_ref()
    }

    /// The module of a type.
    pub(super) fn module(&self, name: &TypeName) -> &str {
        self.types.get(name).map_or("", |ident| &ident.module)
    }

    /// The operations with their names.
    pub(super) fn operations<'a, 'n>(
        &'n self,
        api: &'a Api,
    ) -> impl Iterator<Item = (&'a Operation, &'n OperationNames)> + use<'a, 'n> {
        api.operations.iter().zip(&self.operations)
    }

    /// The first segments of paths, as modules.
    pub(super) fn areas(&self) -> &[String] {
        &self.areas
    }

    /// The modules of the structs of path parameters, by the first parameter: `group` for all that begin with `group_id`.
    pub(super) fn path_modules(&self) -> BTreeMap<String, Vec<String>> {
        let mut modules: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, parameters) in &self.path_structs {
            let first = parameters.first().map_or("", |(name, _)| name);
            let stem = first.strip_suffix("_id").filter(|stem| !stem.is_empty()).unwrap_or(first);
            let module = match idents::module(stem).as_str() {
                "paths" => "paths_".to_owned(),
                module => module.to_owned(),
            };
            modules.entry(module).or_default().push(name.clone());
        }
        modules
    }

    /// The parameters that a struct holds.
    pub(super) fn path_parameters(&self, name: &str) -> &[(String, ItemType)] {
        self.path_structs.get(name).map_or(&[], Vec::as_slice)
    }

    /// The struct that begins every path: `Graph` for `microsoft.graph`.
    pub(super) fn entry(&self, api: &Api) -> String {
        let last = api.namespace.rsplit('.').next().unwrap_or_default();
        let name = idents::camel(last, "Api");
        let is_taken = TAKEN_AT_ROOT.contains(&name.as_str()) || is_taken_builder(&name);
        if is_taken { format!("{name}Api") } else { name }
    }
}

/// The fields of a struct for the wire names of its members, in order.
pub(super) fn fields<'a>(members: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut unique = Unique::reserving(&[ADDITIONAL_PROPERTIES]);
    members.map(|member| unique.take(&idents::snake(member, "member"), "_")).collect()
}

/// The variants of an enum, in order.
pub(super) fn variants(listed: &EnumType) -> Vec<String> {
    let mut unique = Unique::reserving(&[UNRECOGNIZED, "Self"]);
    let variant = |name: &str| match idents::camel(name, "Value").as_str() {
        UNRECOGNIZED => format!("{UNRECOGNIZED}Member"),
        "Self" => "SelfMember".to_owned(),
        variant => variant.to_owned(),
    };
    listed.members.iter().map(|member| unique.take(&variant(&member.name), "")).collect()
}
