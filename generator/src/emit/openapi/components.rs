//! Names of components.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::object_of;
use crate::model::{Api, Origin, TypeName};

/// What each type is called in the document.
///
/// As a rule that is its name in the documentation. What no page names is called by its simple name. OpenAPI allows ASCII letters, digits,
/// dots, hyphens and underscores; whatever else a page has in a name becomes an underscore.
pub(super) struct Components {
    structs: BTreeMap<TypeName, String>,
    enums: BTreeMap<TypeName, String>,
}

impl Components {
    /// Names all types. What pages name comes first, so that an invented type never takes the name of a documented one.
    pub(super) fn new(api: &Api) -> Self {
        let mut taken = BTreeSet::new();
        let (documented, invented): (Vec<_>, Vec<_>) =
            api.structs.values().partition(|structure| structure.origin == Origin::Documented);
        let mut structs: BTreeMap<TypeName, String> =
            documented.into_iter().map(|it| (it.name.clone(), unique(it.name.as_str(), &mut taken))).collect();
        let enums = api.enums.keys().map(|name| (name.clone(), unique(name.as_str(), &mut taken))).collect();
        structs.extend(invented.into_iter().map(|it| (it.name.clone(), unique(it.name.simple(), &mut taken))));
        Self { structs, enums }
    }

    /// What a structured type is called.
    pub(super) fn structure<'a>(&'a self, name: &'a TypeName) -> &'a str {
        self.structs.get(name).map_or(name.as_str(), String::as_str)
    }

    /// What an enum is called.
    pub(super) fn listed<'a>(&'a self, name: &'a TypeName) -> &'a str {
        self.enums.get(name).map_or(name.as_str(), String::as_str)
    }

    /// A reference to a structured type.
    pub(super) fn structure_reference(&self, name: &TypeName) -> Value {
        reference(self.structure(name))
    }

    /// A reference to an enum.
    pub(super) fn listed_reference(&self, name: &TypeName) -> Value {
        reference(self.listed(name))
    }
}

fn reference(component: &str) -> Value {
    object_of([("$ref", format!("#/components/schemas/{component}").into())])
}

/// The name in allowed characters, with a number where it is taken.
fn unique(name: &str, taken: &mut BTreeSet<String>) -> String {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let base: String = name.chars().map(|c| if allowed(c) { c } else { '_' }).collect();
    let mut unique = base.clone();
    let mut number = 2_u32;
    while !taken.insert(unique.clone()) {
        unique = format!("{base}_{number}");
        number += 1;
    }
    unique
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_to_the_characters_of_openapi_and_stay_apart() {
        let mut taken = BTreeSet::new();
        let mut name = |name| unique(name, &mut taken);
        assert_eq!(name("microsoft.graph.post"), "microsoft.graph.post");
        assert_eq!(name("a b/c#d~é"), "a_b_c_d__");
        assert_eq!(name("a b/c d~é"), "a_b_c_d___2");
        assert_eq!(name("loan"), "loan");
        assert_eq!(name("loan"), "loan_2");
    }
}
