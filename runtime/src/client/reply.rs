use std::fmt;

use bytes::Bytes;
use http::Response;

use super::redirect::is_redirect;
use crate::codec::{Datum, from_slice};
use crate::error::Error;
use crate::media_type::{self, is_json};

/// What a successful answer is turned into.
pub trait Reply: Sized {
    /// Whether a call that gives it is for content, to which services also lead by redirects. Those of a GET are followed when
    /// the call is awaited, as [`Call::download`](super::Call::download) does.
    const FOLLOWS_REDIRECTS: bool = false;

    /// Reads the answer.
    ///
    /// # Errors
    /// An answer that is not what is documented.
    fn from_response(response: Response<Bytes>) -> Result<Self, Error>;
}

/// Whatever body there is, is ignored, but for a page for people: that comes from a proxy and not from the service.
impl Reply for () {
    fn from_response(response: Response<Bytes>) -> Result<Self, Error> {
        let html = media_type::of(response.headers()) == "text/html";
        if html && !response.body().is_empty() {
            return Err(not_json(response, None));
        }
        Ok(())
    }
}

/// The body as it came. A redirect that could not be followed, as in a batch, is an error with its headers: there is no content in it.
impl Reply for Bytes {
    const FOLLOWS_REDIRECTS: bool = true;

    fn from_response(response: Response<Bytes>) -> Result<Self, Error> {
        if is_redirect(response.status()) {
            let message = format!("{} instead of the content, which is at its `Location`", response.status());
            return Err(Error::decode(message).about(response));
        }
        Ok(response.into_body())
    }
}

/// The body as it came, or nothing: some operations answer with content under one status and without under another.
impl Reply for Option<Bytes> {
    const FOLLOWS_REDIRECTS: bool = true;

    fn from_response(response: Response<Bytes>) -> Result<Self, Error> {
        Bytes::from_response(response).map(|body| Some(body).filter(|body| !body.is_empty()))
    }
}

/// The answer with its status and headers.
impl Reply for Response<Bytes> {
    fn from_response(response: Response<Bytes>) -> Result<Self, Error> {
        Ok(response)
    }
}

/// The JSON in the body, whatever its media type says.
impl<T: Datum> Reply for T {
    fn from_response(response: Response<Bytes>) -> Result<Self, Error> {
        // Services that write a number as text put a mark of the byte order before it.
        let body = response.body();
        match from_slice(body.strip_prefix(BYTE_ORDER_MARK).unwrap_or(body)) {
            Ok(value) => Ok(value),
            Err(error) => Err(not_json(response, Some(&error))),
        }
    }
}

/// The JSON in the body, or nothing: some operations answer with a body under one status and without under another.
impl<T: Datum> Reply for Option<T> {
    fn from_response(response: Response<Bytes>) -> Result<Self, Error> {
        if response.body().is_empty() { Ok(None) } else { T::from_response(response).map(Some) }
    }
}

/// What may stand before a text in UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// How much of a body that is not JSON is shown.
const EXCERPT: usize = 120;

/// The error for a body that does not decode. One that is not JSON at all is told by its beginning.
fn not_json(response: Response<Bytes>, error: Option<&dyn fmt::Display>) -> Error {
    let media_type = media_type::of(response.headers());
    let message = match error {
        Some(error) if media_type.is_empty() || is_json(&media_type) => error.to_string(),
        _ => {
            let begin = response.body().get(..EXCERPT).unwrap_or(response.body());
            let text = String::from_utf8_lossy(begin);
            let words: Vec<&str> = text.split(|letter: char| letter.is_whitespace() || letter.is_control()).collect();
            let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
            let status = response.status();
            format!("{status} with `{}` instead of JSON: {}", media_type.escape_debug(), words.join(" "))
        }
    };
    Error::decode(message).about(response)
}
