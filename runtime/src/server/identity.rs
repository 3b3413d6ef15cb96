use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};

use http::{HeaderMap, HeaderName, HeaderValue};
use serde_json::{Map, Value};
use uuid::Uuid;

const REQUEST_ID: HeaderName = HeaderName::from_static("request-id");
const CLIENT_REQUEST_ID: HeaderName = HeaderName::from_static("client-request-id");

/// The longest id of a client that is sent back, in bytes.
const LONGEST_CLIENT_ID: usize = 256;

/// Gives every request an id of its own. Ids are unique, and no secrets: one tells the next.
pub(super) struct Ids {
    base: u128,
    next: AtomicU64,
}

impl Ids {
    pub(super) fn new() -> Self {
        let random = || u128::from(RandomState::new().build_hasher().finish());
        Self { base: (random() << 64) | random(), next: AtomicU64::new(0) }
    }

    pub(super) fn identify(&self, headers: &HeaderMap) -> Identity {
        let number = u128::from(self.next.fetch_add(1, Ordering::Relaxed));
        let id = uuid::Builder::from_custom_bytes(self.base.wrapping_add(number).to_be_bytes()).into_uuid();
        let client = headers.get(CLIENT_REQUEST_ID).filter(|id| id.len() <= LONGEST_CLIENT_ID);
        Identity { id, client: client.cloned() }
    }
}

/// The ids under which a request is known: the server's and the client's.
#[derive(Clone)]
pub(super) struct Identity {
    pub(super) id: Uuid,
    pub(super) client: Option<HeaderValue>,
}

impl Identity {
    /// Adds the ids to the headers of an answer.
    pub(super) fn stamp(self, headers: &mut HeaderMap) {
        let mut text = Uuid::encode_buffer();
        if let Ok(id) = HeaderValue::from_str(self.id.hyphenated().encode_lower(&mut text)) {
            headers.entry(REQUEST_ID).or_insert(id);
        }
        if let Some(id) = self.client {
            headers.entry(CLIENT_REQUEST_ID).or_insert(id);
        }
    }

    /// Adds the ids and the time to the detail of an error, unless the handler has done so itself.
    pub(super) fn complete(&self, inner_error: &mut Option<Value>) {
        let Value::Object(members) = inner_error.get_or_insert_with(|| Value::Object(Map::new())) else { return };
        let now = jiff::Timestamp::now();
        let now = jiff::Timestamp::from_second(now.as_second()).unwrap_or(now);
        members.entry("date").or_insert_with(|| now.to_string().into());
        members.entry("request-id").or_insert_with(|| self.id.to_string().into());
        if let Some(id) = self.client.as_ref().and_then(|id| id.to_str().ok()) {
            members.entry("client-request-id").or_insert_with(|| id.into());
        }
    }
}
