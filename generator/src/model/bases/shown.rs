//! Types that examples show in the place of their base type.

use super::{Claim, Claims, Grounds, repeats};
use crate::model::Builder;
use crate::model::api::{ItemType, Property, TypeName};
use crate::model::examples::{self, Shape};
use crate::model::structs::Structs;
use crate::page::json::{Json, JsonValue};
use crate::read::{NamedType, OperationFacts, TypeMention};
use crate::source::Span;

/// Where a table or a sentence says `identity` and the JSON says `"@odata.type": "#microsoft.graph.userIdentity"`, the second derives
/// from the first, if its page repeats the rows of the first. Otherwise one of them is a slip: examples are often copied.
pub(super) fn claim(builder: &Builder<'_>, structs: &Structs, claims: &mut Claims) {
    let mut walk = Walk { builder, structs, claims };
    for page in builder.facts {
        for facts in &page.types {
            if let Some(json) = &facts.representation {
                let name = walk.builder.index.canonical(&facts.name.value);
                walk.members(json, &name);
            }
        }
        for operation in &page.operations {
            walk.operation(operation);
        }
    }
}

struct Walk<'w, 'a> {
    builder: &'w Builder<'a>,
    structs: &'w Structs,
    claims: &'w mut Claims,
}

impl Walk<'_, '_> {
    fn operation(&mut self, operation: &OperationFacts) {
        let sent = self.first(&operation.body.mentions);
        let answered = self.first(&operation.response.mentions);
        for exchange in &operation.examples {
            if let Some(json) = exchange.request.as_ref().and_then(|request| request.body.as_ref()) {
                self.value(json, sent.as_ref());
            }
            for json in exchange.responses.iter().filter_map(|response| response.body.as_ref()) {
                match examples::shape(json) {
                    Shape::Page(items) | Shape::List(items) => {
                        items.iter().for_each(|item| self.value(item, answered.as_ref()))
                    }
                    Shape::Plain(json) | Shape::Wrapped(json) | Shape::Scalar(json) => {
                        self.value(json, answered.as_ref())
                    }
                }
            }
        }
    }

    fn first(&self, mentions: &[TypeMention]) -> Option<TypeName> {
        mentions.iter().find_map(|mention| self.named(&mention.named, mention.span))
    }

    fn named(&self, named: &NamedType, span: Span) -> Option<TypeName> {
        match self.builder.index.resolve(self.builder.sources, named, span) {
            Some(ItemType::Struct(name)) if self.structs.contains_key(&name) => Some(name),
            _ => None,
        }
    }

    /// A value where `expected` is documented.
    fn value(&mut self, json: &Json, expected: Option<&TypeName>) {
        match &json.value {
            JsonValue::Array(items) => items.iter().for_each(|item| self.value(item, expected)),
            JsonValue::Object(_) => {
                let own = json.get("@odata.type").and_then(|name| {
                    let text = name.as_str()?.trim_start_matches('#').to_owned();
                    Some((self.named(&NamedType::Name(text), name.span)?, name.span))
                });
                if let (Some((own, span)), Some(expected)) = (&own, expected)
                    && !self.claims.leads_to(expected, own)
                    && !self.claims.leads_to(own, expected)
                    && self.repeats(own, expected)
                {
                    self.claims.add(own, Claim { base: expected.clone(), span: *span, grounds: Grounds::Shown });
                }
                if let Some(name) = own.map(|(name, _)| name).or_else(|| expected.cloned()) {
                    self.members(json, &name);
                }
            }
            _ => {}
        }
    }

    fn members(&mut self, json: &Json, name: &TypeName) {
        let is_scalar = |json: &Json| !matches!(json.value, JsonValue::Array(_) | JsonValue::Object(_));
        for member in json.as_object().unwrap_or_default().iter().filter(|member| !is_scalar(&member.value)) {
            let expected = match self.property(name, &member.name).map(|property| &property.value.item) {
                Some(ItemType::Struct(name)) => Some(name.clone()),
                _ => None,
            };
            self.value(&member.value, expected.as_ref());
        }
    }

    fn repeats(&self, own: &TypeName, expected: &TypeName) -> bool {
        let (own, expected) = (self.structs.get(own), self.structs.get(expected));
        own.zip(expected).is_some_and(|(own, expected)| repeats(own, expected))
    }

    fn property(&self, name: &TypeName, member: &str) -> Option<&Property> {
        let own = self.structs.get(name)?.properties.iter().find(|property| property.name == member);
        let inherited = || {
            let base = &self.claims.get(name)?.base;
            self.structs.get(base)?.properties.iter().find(|property| property.name == member)
        };
        own.or_else(inherited)
    }
}
