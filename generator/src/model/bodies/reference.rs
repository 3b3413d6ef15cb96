//! The body of requests to `$ref`, which is the same for all of them: the URL of what a relationship shall point to.

use super::members;
use crate::model::Builder;
use crate::model::api::{Content, ItemType, Origin, Primitive, TypeName, ValueType};
use crate::model::structs::{self, Structs};
use crate::model::{Text, TextPiece};
use crate::read::conventions::REFERENCE_MEMBER;

/// What OData calls a link to an entity in a message.
const NAME: &str = "entityReference";

/// The body, whose type is described when the first request needs it.
pub(super) fn content(builder: &Builder<'_>, structs: &mut Structs) -> Content {
    let name = name(builder, structs);
    structs.entry(name.clone()).or_insert_with(|| {
        let mut structure = structs::empty(name.clone(), Origin::Reference);
        let value = ValueType::one(ItemType::Primitive(Primitive::String));
        let mut url = members::property(REFERENCE_MEMBER.to_owned(), value);
        let words = TextPiece::Words("The URL of the entity that the relationship shall point to.".to_owned());
        url.description = Text { paragraphs: [vec![words]].into() };
        structure.properties.push(url);
        structure
    });
    Content::Json(ValueType::one(ItemType::Struct(name)))
}

/// Its name, with a number where pages describe something else by it.
fn name(builder: &Builder<'_>, structs: &Structs) -> TypeName {
    let namespace = builder.index.default_namespace();
    let is_free = |name: &TypeName| {
        !builder.index.is_enum(name) && structs.get(name).is_none_or(|known| known.origin == Origin::Reference)
    };
    let numbered = (2_u32..).map(|number| TypeName::new(&format!("{namespace}.{NAME}{number}")));
    let mut all = std::iter::once(TypeName::new(&format!("{namespace}.{NAME}"))).chain(numbered);
    all.find(is_free).unwrap_or_else(|| TypeName::new(NAME))
}
