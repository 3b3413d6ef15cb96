//! Types whose rows repeat those of another type.

use heck::ToSnakeCase;

use super::uses::Uses;
use super::{Claim, Claims, Grounds, repeats};
use crate::model::Builder;
use crate::model::api::{StructType, TypeName};
use crate::model::structs::Structs;

/// As few properties as two types may have in common by chance.
const FEWEST: usize = 2;

/// Where a relationship holds `commsOperation`, and the page of `recordOperation` repeats all its rows and is the type of no property,
/// it is one of the things that the relationship holds. The last word of both names has to be the same.
pub(super) fn claim(builder: &Builder<'_>, structs: &Structs, uses: &Uses, claims: &mut Claims) {
    // Words are split once for each name, not for each pair of names.
    let bases: Vec<(String, &StructType)> = uses
        .related
        .iter()
        .filter_map(|base| structs.get(base))
        .filter(|base| base.properties.len() >= FEWEST)
        .map(|base| (last_word(&base.name), base))
        .collect();
    for page in builder.facts {
        for facts in &page.types {
            let name = builder.index.canonical(&facts.name.value);
            let Some(structure) = structs.get(&name).filter(|_| !uses.held.contains(&name)) else { continue };
            let word = last_word(&name);
            let alike = bases.iter().filter(|(of_base, _)| *of_base == word).map(|(_, base)| *base);
            let repeated = alike.filter(|base| !claims.leads_to(&base.name, &name) && repeats(structure, base));
            if let Some(base) = repeated.max_by_key(|base| base.properties.len()) {
                let claim = Claim { base: base.name.clone(), span: facts.name.span, grounds: Grounds::Repeats };
                claims.add(&name, claim);
            }
        }
    }
}

/// `Operation` of `recordOperation`.
fn last_word(name: &TypeName) -> String {
    let words = name.simple().to_snake_case();
    words.rsplit('_').next().unwrap_or_default().to_owned()
}
