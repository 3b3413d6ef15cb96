//! What types are called, and their modules.

use std::collections::{BTreeMap, BTreeSet};

use super::TAKEN_TYPES;
use crate::emit::rust::idents::{Unique, camel, module};
use crate::model::{Api, TypeName};

/// What a type is called.
#[derive(Debug)]
pub(super) struct TypeIdent {
    pub(super) name: String,
    pub(super) module: String,
    pub(super) any: Option<AnyIdent>,
}

/// What the enum over a base type and those derived from it is called.
#[derive(Debug)]
pub(in crate::emit::rust) struct AnyIdent {
    pub(in crate::emit::rust) name: String,
    pub(in crate::emit::rust) module: String,
}

/// The identifiers of all types. Those that cannot be called as they are come last: they take no name that another type has by itself.
pub(super) fn idents(api: &Api) -> BTreeMap<TypeName, TypeIdent> {
    let mut all: Vec<&TypeName> = api.structs.keys().chain(api.enums.keys()).collect();
    // Types of the main name-space come first, so that they keep their names when another name-space has the same.
    all.sort_by_key(|name| (name.namespace() != api.namespace, *name));
    let mut claimed = BTreeSet::from_iter(TAKEN_TYPES.iter().map(|name| (*name).to_owned()));
    let (kept, renamed): (Vec<_>, Vec<_>) =
        all.into_iter().map(|name| (name, type_camel(api, name))).partition(|(_, camel)| claimed.insert(camel.clone()));
    let mut names = Unique::reserving(TAKEN_TYPES);
    let mut modules = Unique::default();
    let mut types = BTreeMap::new();
    for (name, camel) in kept.into_iter().chain(renamed) {
        let camel = if TAKEN_TYPES.contains(&camel.as_str()) { format!("{camel}Type") } else { camel };
        let ident = names.take(&camel, "");
        let module = modules.take(&module(&ident), "_");
        types.insert(name.clone(), TypeIdent { name: ident, module, any: None });
    }
    for (name, structure) in &api.structs {
        if structure.derived.is_empty() {
            continue;
        }
        if let Some(ident) = types.get_mut(name) {
            let name = names.take(&format!("Any{}", ident.name), "");
            let module = modules.take(&module(&name), "_");
            ident.any = Some(AnyIdent { name, module });
        }
    }
    types
}

/// `session` of `microsoft.graph.callRecords` is `CallRecordsSession` where `microsoft.graph` is the main name-space.
fn type_camel(api: &Api, name: &TypeName) -> String {
    let simple = camel(name.simple(), "Type");
    let beyond =
        name.namespace().strip_prefix(api.namespace.as_str()).unwrap_or(name.namespace()).trim_start_matches('.');
    if beyond.is_empty() { simple } else { format!("{}{simple}", camel(beyond, "Other")) }
}
