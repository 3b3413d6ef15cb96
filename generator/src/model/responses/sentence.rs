//! The types that the sentences about a response name.

use crate::model::Builder;
use crate::model::alternatives::is_derived;
use crate::model::api::ItemType;
use crate::model::endpoints::Claim;
use crate::model::examples;
use crate::model::mentions::together;
use crate::model::structs::Structs;
use crate::read::NamedType;
use crate::source::Span;

/// What the sentences name.
pub(super) struct Sentence {
    /// All types, in order.
    named: Vec<(ItemType, Span)>,
    /// Which of them counts for the request line.
    at: usize,
    /// Whether it is about several request lines.
    is_shared: bool,
    /// How many of the first ones a sentence names for one response: "[user](user.md) and/or [group](group.md) objects".
    together: usize,
}

impl Sentence {
    pub(super) fn read<'i>(
        builder: &'i Builder<'_>,
        structs: &Structs,
        claim: &Claim<'i>,
        annotated: impl Iterator<Item = (&'i NamedType, Span)> + Clone,
    ) -> Self {
        let mentions = &claim.facts.response.mentions;
        let named: Vec<_> = builder.index.named(builder.sources, mentions, annotated).collect();
        let is_shared = claim.facts.request_lines.len() > 1;
        // Where the sentence is about several lines, an example of this line says which of the types is its own. One that derives from the
        // first is just what the example shows.
        let own = examples::own_answers(claim).filter(|_| is_shared).find_map(|answer| {
            let claim = answer.type_claim.as_ref()?;
            let item = builder.index.resolve(builder.sources, &claim.named, claim.span)?;
            let is_of_first = named.first().is_some_and(|(first, _)| is_derived(structs, &item, first));
            named.iter().position(|(named, _)| *named == item).filter(|_| !is_of_first)
        });
        let together = if own.is_none() { together(builder.sources, mentions).min(named.len()) } else { 1 };
        Self { named, at: own.unwrap_or(0), is_shared, together }
    }

    /// The type that counts.
    pub(super) fn first(&self) -> Option<&(ItemType, Span)> {
        self.named.get(self.at)
    }

    /// Whether a sentence names the type for another line.
    pub(super) fn names_elsewhere(&self, item: &ItemType) -> bool {
        self.is_shared && self.named.iter().any(|(named, _)| named == item)
    }

    /// The types that the response may have besides `item`, where that is one of several that are named together.
    pub(super) fn alternatives(&self, item: &ItemType) -> Vec<ItemType> {
        let together = self.named.get(..self.together).unwrap_or_default();
        if !together.iter().any(|(named, _)| named == item) {
            return Vec::new();
        }
        let mut others: Vec<ItemType> = Vec::new();
        for (named, _) in together {
            if named != item && !others.contains(named) {
                others.push(named.clone());
            }
        }
        others
    }
}
