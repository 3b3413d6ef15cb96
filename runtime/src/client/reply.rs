use bytes::Bytes;
use http::Response;

use crate::codec::{Datum, from_slice};
use crate::error::Error;

/// What a successful answer is turned into.
pub trait Reply: Sized {
    /// Reads the answer.
    ///
    /// # Errors
    /// An answer that is not what is documented.
    fn from_response(response: Response<Bytes>) -> Result<Self, Error>;
}

/// Whatever body there is, is ignored.
impl Reply for () {
    fn from_response(_: Response<Bytes>) -> Result<Self, Error> {
        Ok(())
    }
}

/// The body as it came.
impl Reply for Bytes {
    fn from_response(response: Response<Bytes>) -> Result<Self, Error> {
        Ok(response.into_body())
    }
}

/// The answer with its status and headers.
impl Reply for Response<Bytes> {
    fn from_response(response: Response<Bytes>) -> Result<Self, Error> {
        Ok(response)
    }
}

/// The JSON in the body.
impl<T: Datum> Reply for T {
    fn from_response(response: Response<Bytes>) -> Result<Self, Error> {
        from_slice(response.body()).map_err(Error::decode)
    }
}

/// The JSON in the body, or nothing: some operations answer with a body under one status and without under another.
impl<T: Datum> Reply for Option<T> {
    fn from_response(response: Response<Bytes>) -> Result<Self, Error> {
        if response.body().is_empty() { Ok(None) } else { T::from_response(response).map(Some) }
    }
}
