use bytes::{Bytes, BytesMut};
use http::response::Parts;
use http_body::Body;
use http_body_util::{BodyExt, Full};

use super::outgoing::Outgoing;
use super::service::{BoxError, ResponseBody};
use crate::error::{Cause, Error};

/// How much of the body of an error is kept: more than any documented error has, and little enough for a log.
const ERROR_LIMIT: usize = 1 << 20;

/// How much memory is set aside for what a service says is going to come.
const MOST_AHEAD: usize = 1 << 20;

/// Reads the body of an answer into memory: all of a success, as much as is of use of an error.
pub(super) async fn collect(parts: &Parts, body: &mut ResponseBody, outgoing: &Outgoing) -> Result<Bytes, Error> {
    let limit = outgoing.whole.unwrap_or(ERROR_LIMIT);
    if !outgoing.is_success(parts.status) {
        return Ok(read_some(body, limit.min(ERROR_LIMIT)).await);
    }
    read(body, limit).await.map_err(|error| error.answered(parts.status, &parts.headers))
}

/// The body of an answer: in memory, or still to come.
pub(super) enum Content {
    Whole(Bytes),
    Open(ResponseBody),
}

/// A body that is in memory, as one that is read.
pub(super) fn whole(bytes: Bytes) -> ResponseBody {
    Full::new(bytes).map_err(|never| match never {}).boxed_unsync()
}

/// Reads a whole body of limited size.
async fn read(body: &mut ResponseBody, limit: usize) -> Result<Bytes, Error> {
    let mut bytes = Gathered::default();
    while let Some(data) = next(body).await {
        let data = data.map_err(transport)?;
        if data.len() > limit - bytes.length() {
            return Err(Error::decode(format_args!("it is larger than the limit of {limit} bytes")));
        }
        bytes.push(data, body.size_hint().lower());
    }
    Ok(bytes.into_bytes())
}

/// Reads the beginning of a body, and takes an end in the middle for an end.
async fn read_some(body: &mut ResponseBody, limit: usize) -> Bytes {
    let mut bytes = Gathered::default();
    while let Some(Ok(data)) = next(body).await {
        let room = limit - bytes.length();
        bytes.push(data.slice(..data.len().min(room)), 0);
        if data.len() > room {
            break;
        }
    }
    bytes.into_bytes()
}

/// The next piece of a body. A frame that is not data is trailers, which no page documents.
pub(super) async fn next(body: &mut ResponseBody) -> Option<Result<Bytes, BoxError>> {
    // A body of known length is over without another look through all that is around it.
    if body.is_end_stream() {
        return None;
    }
    let frame = body.frame().await?;
    Some(frame.map(|frame| frame.into_data().unwrap_or_default()))
}

/// Pieces of a body. A single piece is not copied, and as a rule several are once.
#[derive(Default)]
struct Gathered {
    first: Bytes,
    rest: BytesMut,
}

impl Gathered {
    fn length(&self) -> usize {
        self.first.len() + self.rest.len()
    }

    /// Adds a piece, which is followed by so many bytes more, if the service says the truth.
    fn push(&mut self, data: Bytes, more: u64) {
        if self.rest.is_empty() {
            if self.first.is_empty() {
                self.first = data;
                return;
            }
            let more = usize::try_from(more).map_or(MOST_AHEAD, |more| more.min(MOST_AHEAD));
            self.rest.reserve(self.first.len() + data.len() + more);
            self.rest.extend_from_slice(&std::mem::take(&mut self.first));
        }
        self.rest.extend_from_slice(&data);
    }

    fn into_bytes(self) -> Bytes {
        if self.rest.is_empty() { self.first } else { self.rest.freeze() }
    }
}

/// What a service below says. Those of this crate say it in its own words.
pub(super) fn transport(error: BoxError) -> Error {
    match error.downcast::<Error>() {
        Ok(error) => *error,
        Err(error) => Error::new(Cause::Transport(error)),
    }
}
