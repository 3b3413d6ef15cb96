use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Request, StatusCode, Uri, header};
use http_body_util::Full;

use super::call::{Draft, without_query};
use super::connection::Client;
use crate::error::Error;
use crate::operation::{Method, Operation};

/// The header that names a call to the service.
pub(super) static CLIENT_REQUEST_ID: HeaderName = HeaderName::from_static("client-request-id");

/// How many headers the client and a transport add, as a rule.
const MORE_HEADERS: usize = 4;

/// A request that is being sent: what is the same for all tries.
///
/// It is not handed on by value, for each future that takes it would grow by all of it.
pub(super) struct Outgoing {
    pub(super) operation: &'static Operation,
    pub(super) method: Method,
    pub(super) uri: Uri,
    /// The headers of the caller. Those of the client are added to what is sent, so that there is little to copy.
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    /// Whether it goes to the origin of the base URL.
    pub(super) own: bool,
    /// What names the call to the service.
    pub(super) id: Option<HeaderValue>,
    /// Whether the caller says that the call may be carried out twice.
    pub(super) repeatable: bool,
    /// How long all tries may take, where that is another time than that of the client.
    pub(super) timeout: Option<Duration>,
    /// The largest body that is read as a whole; none when it is going to be streamed.
    pub(super) whole: Option<usize>,
    /// How long a try may take, with the body of its answer; none when it may take any time, or the body is streamed.
    #[cfg_attr(not(feature = "reqwest"), expect(dead_code, reason = "only that transport has a limit of its own"))]
    pub(super) limit: Option<Duration>,
    sends: AtomicU32,
}

impl Outgoing {
    /// What a draft asks for, with a limit for an answer that is read as a whole.
    pub(super) fn new(draft: Draft, whole: Option<usize>) -> Result<(Client, Self), Error> {
        let Draft { client, operation, method, url, headers, body, repeatable, timeout, problem } = draft;
        if let Some(problem) = problem {
            return Err(Error::invalid(problem).of(operation));
        }
        let uri = client.base().uri(&url).map_err(|_| {
            Error::invalid(format!("`{}` is not a URL that can be called", without_query(&url))).of(operation)
        })?;
        let own = client.base().is_origin_of(&uri);
        let id = headers.get(&CLIENT_REQUEST_ID).cloned().or_else(|| if own { new_id() } else { None });
        let (limit, sends) = (whole.and(client.try_limit()), AtomicU32::new(0));
        Ok((client, Self { operation, method, uri, headers, body, own, id, repeatable, timeout, whole, limit, sends }))
    }

    /// The request as it is sent, with a token.
    pub(super) fn signed(&self, token: Option<&HeaderValue>) -> Request<Full<Bytes>> {
        let mut request = Request::new(Full::new(self.body.clone()));
        *request.method_mut() = self.method.into();
        *request.uri_mut() = self.uri.clone();
        *request.headers_mut() = self.signed_headers(token);
        request
    }

    /// The headers as they are sent, with a token.
    pub(super) fn signed_headers(&self, token: Option<&HeaderValue>) -> HeaderMap {
        // With room for what is added here and below.
        let mut headers = HeaderMap::with_capacity(self.headers.len() + MORE_HEADERS);
        for (name, value) in &self.headers {
            headers.append(name, value.clone());
        }
        if let Some(id) = &self.id {
            headers.entry(&CLIENT_REQUEST_ID).or_insert_with(|| id.clone());
        }
        if let Some(token) = token {
            headers.insert(header::AUTHORIZATION, token.clone());
        }
        headers
    }

    /// Whether a status is a success of the operation that is called.
    pub(super) fn is_success(&self, status: StatusCode) -> bool {
        status.is_success() || self.operation.success.contains(&status.as_u16())
    }

    pub(super) fn count_send(&self) {
        self.sends.fetch_add(1, Ordering::Relaxed);
    }

    /// How often the request was sent again.
    pub(super) fn resends(&self) -> u32 {
        self.sends.load(Ordering::Relaxed).saturating_sub(1)
    }
}

/// A random UUID.
fn new_id() -> Option<HeaderValue> {
    let id = uuid::Builder::from_random_bytes(fastrand::u128(..).to_ne_bytes()).into_uuid();
    let mut text = [0; 36];
    id.hyphenated().encode_lower(&mut text);
    // Shared from the beginning: it is copied for each try, and by what is below.
    HeaderValue::from_maybe_shared(Bytes::from_owner(text)).ok()
}
