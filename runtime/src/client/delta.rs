use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::call::{Call, without_query};
use super::encoding::LINK;
use crate::codec::{Datum, Object};
use crate::collection::Collection;

/// Where a delta query left off. Keep it, and give it to [`Call::since`] to get what has changed meanwhile.
///
/// It is opaque. Serde reads and writes it as text; `Debug` does not show its query, which says what was asked for.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct DeltaLink(String);

impl DeltaLink {
    /// The link as it came.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for DeltaLink {
    fn from(link: String) -> Self {
        Self(link)
    }
}

impl From<DeltaLink> for String {
    fn from(link: DeltaLink) -> Self {
        link.0
    }
}

impl fmt::Debug for DeltaLink {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("DeltaLink").field(&without_query(&self.0)).finish()
    }
}

impl Serialize for DeltaLink {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for DeltaLink {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self)
    }
}

impl<T: Datum> Call<Collection<T>> {
    /// The same call, for what has changed since an earlier one. The link says what was asked for then, so query options
    /// of this call are left out; its headers are sent.
    ///
    /// A link of another service is not called. When the service does not know the link any more it answers 410: start
    /// again without it.
    pub fn since(mut self, link: &DeltaLink) -> Self {
        let draft = &mut self.draft;
        if !draft.client.owns(link.as_str()) && draft.problem.is_none() {
            let shown = without_query(link.as_str()).escape_debug();
            draft.problem = Some(format!("the delta link leads away from the service: {shown}"));
        }
        draft.url = percent_encoding::utf8_percent_encode(link.as_str(), LINK).to_string();
        self
    }
}

/// Why an item of a delta query is no longer there, when it is one that was removed: `deleted`, or `changed` when it
/// only does not fit the query any more. None for an item that was added or changed.
pub fn removed(item: &impl Object) -> Option<&str> {
    let removed = item.additional_properties().get("@removed")?;
    Some(removed.get("reason").and_then(Value::as_str).unwrap_or("deleted"))
}
