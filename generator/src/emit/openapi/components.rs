//! Names of components.

use foldhash::{HashMap, HashSet, HashSetExt};

use super::json::Object;
use crate::model::{Api, Origin, TypeName};

/// What each type is called in the document.
///
/// As a rule that is its name in the documentation. What no page names is called by its simple name. OpenAPI allows ASCII letters, digits,
/// dots, hyphens and underscores; whatever else a page has in a name becomes an underscore.
pub(super) struct Components<'a> {
    /// Those that are not called like the type.
    structs: HashMap<&'a TypeName, String>,
    enums: HashMap<&'a TypeName, String>,
}

impl<'a> Components<'a> {
    /// Names all types. What pages name comes first, so that an invented type never takes the name of a documented one.
    pub(super) fn new(api: &'a Api) -> Self {
        let mut taken = HashSet::new();
        let mut rename = |name: &'a TypeName, wanted: &str| {
            let unique = unique(wanted, &mut taken);
            (unique != name.as_str()).then_some((name, unique))
        };
        let (documented, invented): (Vec<_>, Vec<_>) =
            api.structs.values().partition(|structure| structure.origin == Origin::Documented);
        let mut structs: HashMap<&TypeName, String> =
            documented.into_iter().filter_map(|it| rename(&it.name, it.name.as_str())).collect();
        let enums = api.enums.keys().filter_map(|name| rename(name, name.as_str())).collect();
        structs.extend(invented.into_iter().filter_map(|it| rename(&it.name, it.name.simple())));
        Self { structs, enums }
    }

    /// What a structured type is called.
    pub(super) fn structure<'n>(&'n self, name: &'n TypeName) -> &'n str {
        self.structs.get(name).map_or(name.as_str(), String::as_str)
    }

    /// What an enum is called.
    pub(super) fn listed<'n>(&'n self, name: &'n TypeName) -> &'n str {
        self.enums.get(name).map_or(name.as_str(), String::as_str)
    }

    /// A reference to a structured type.
    pub(super) fn refer_to_structure(&self, schema: &mut Object<'_>, name: &TypeName) {
        refer(schema, self.structure(name));
    }

    /// A reference to an enum.
    pub(super) fn refer_to_listed(&self, schema: &mut Object<'_>, name: &TypeName) {
        refer(schema, self.listed(name));
    }
}

fn refer(schema: &mut Object<'_>, component: &str) {
    schema.text("$ref", &format!("#/components/schemas/{component}"));
}

/// The name in allowed characters, with a number where it is taken.
fn unique(name: &str, taken: &mut HashSet<String>) -> String {
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
        let mut taken = HashSet::new();
        let mut name = |name| unique(name, &mut taken);
        assert_eq!(name("microsoft.graph.post"), "microsoft.graph.post");
        assert_eq!(name("a b/c#d~é"), "a_b_c_d__");
        assert_eq!(name("a b/c d~é"), "a_b_c_d___2");
        assert_eq!(name("loan"), "loan");
        assert_eq!(name("loan"), "loan_2");
    }
}
