//! Redirects, by which services lead to content.

use http::{HeaderMap, HeaderName, Response, StatusCode, header};
use tokio::time::Instant;

use super::call::{Call, Draft, without_query};
use super::location::resolve;
use crate::error::Error;
use crate::operation::Method;

/// How many redirects are followed to content.
const MOST_REDIRECTS: usize = 5;

impl Draft {
    /// Sends the request with `send`, and then what redirects lead to, until something else is answered. Another origin gets no token, and no
    /// headers but those about the content.
    pub(super) async fn follow<B, F>(self, send: impl Fn(Self) -> F) -> Result<Response<B>, Error>
    where
        F: Future<Output = Result<Response<B>, Error>>,
    {
        let operation = self.operation;
        let mut draft = self;
        for _ in 0..=MOST_REDIRECTS {
            let begin = Instant::now();
            let location = match send(draft.clone()).await {
                Ok(response) if is_redirect(response.status()) => location(response.headers()),
                Ok(response) => return Ok(response),
                Err(error) => {
                    let redirect = error.status().is_some_and(is_redirect);
                    let location = error.headers().filter(|_| redirect).and_then(location);
                    Some(location.ok_or(error)?)
                }
            };
            draft.timeout = draft.timeout.map(|limit| limit.saturating_sub(begin.elapsed()));
            draft = next(draft, location).map_err(|problem| Error::decode(problem).of(operation))?;
        }
        Err(Error::decode(format!("there are more than {MOST_REDIRECTS} redirects")).of(operation))
    }
}

/// Whether an answer leads to another place, where a GET finds what was asked for.
pub(super) fn is_redirect(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
}

fn location(headers: &HeaderMap) -> Option<String> {
    headers.get(header::LOCATION)?.to_str().ok().filter(|location| !location.is_empty()).map(str::to_owned)
}

/// The headers that tell which content is wanted, and nothing about who wants it.
const ABOUT_CONTENT: [HeaderName; 9] = [
    header::ACCEPT,
    header::ACCEPT_ENCODING,
    header::ACCEPT_LANGUAGE,
    header::RANGE,
    header::IF_RANGE,
    header::IF_MATCH,
    header::IF_NONE_MATCH,
    header::IF_MODIFIED_SINCE,
    header::IF_UNMODIFIED_SINCE,
];

/// What another origin gets of the headers of a call. Any other header may be a key: `x-api-key`, `Proxy-Authorization`.
fn for_strangers(headers: &HeaderMap) -> HeaderMap {
    let allowed = headers.iter().filter(|(name, _)| ABOUT_CONTENT.contains(name));
    allowed.map(|(name, value)| (name.clone(), value.clone())).collect()
}

/// The call that a redirect leads to.
fn next(mut draft: Draft, location: Option<String>) -> Result<Draft, String> {
    let location = location.ok_or("the redirect says not where to")?;
    if draft.method != Method::Get {
        return Err("only redirects of a GET are followed".to_owned());
    }
    let location = resolve(&draft.url, &location);
    if !draft.client.may_call(&location) {
        return Err(format!("the redirect is not followed: {}", without_query(&location).escape_debug()));
    }
    if !draft.client.owns(&location) {
        draft.headers = for_strangers(&draft.headers);
    }
    draft.url = Call::<()>::link(draft.client.clone(), draft.operation, &location).draft.url;
    Ok(draft)
}
