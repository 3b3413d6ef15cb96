use std::fmt;
use std::future::poll_fn;
use std::ops::{Bound, Range, RangeBounds};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http::response::Parts;
use http::{HeaderMap, Response, StatusCode, header};
use http_body::Body;

use super::body::transport;
use super::call::{Call, Draft};
use super::service::ResponseBody;
use crate::error::{Cause, Error};
use crate::operation::Operation;

impl<R> Call<R> {
    /// Asks for some of the bytes only: `0..100`, or `100..` for the rest (`Range`). The service may give all of them:
    /// [`Download::range`] tells.
    pub fn range(mut self, bytes: impl RangeBounds<u64>) -> Self {
        let start = match bytes.start_bound() {
            Bound::Included(start) => Some(*start),
            Bound::Excluded(start) => start.checked_add(1),
            Bound::Unbounded => Some(0),
        };
        let last = match bytes.end_bound() {
            Bound::Included(last) => Some(Some(*last)),
            Bound::Excluded(end) => end.checked_sub(1).map(Some),
            Bound::Unbounded => Some(None),
        };
        match (start, last) {
            (Some(start), Some(None)) => self.header(header::RANGE.as_str(), &format!("bytes={start}-")),
            (Some(start), Some(Some(last))) if start <= last => {
                self.header(header::RANGE.as_str(), &format!("bytes={start}-{last}"))
            }
            _ => {
                self.draft.problem.get_or_insert_with(|| "a range without bytes cannot be asked for".to_owned());
                self
            }
        }
    }

    /// Sends the call and gives the body as it comes, for content that is too large for memory.
    ///
    /// Redirects are followed, as services lead to content that way. Another origin gets no token.
    ///
    /// ```
    /// # use stubdown_runtime::{Error, bytes::Bytes, client::Call};
    /// # async fn example(call: Call<Bytes>) -> Result<(), Error> {
    /// let mut download = call.download().await?;
    /// while let Some(bytes) = download.try_next().await? {
    ///     println!("{} bytes", bytes.len());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// As for awaiting the call, and a redirect that is not followed.
    pub async fn download(self) -> Result<Download, Error> {
        let operation = self.draft.operation;
        Ok(Download::new(operation, self.draft.follow(Draft::open).await?))
    }
}

/// The body of an answer as it comes: a [`Stream`] of bytes, and [`try_next`](Self::try_next) for those who need no more.
///
/// A body that ends early is an error. How much of it came is known to who took it: ask for the rest with
/// [`Call::range`].
#[must_use = "a stream does nothing unless it is polled"]
pub struct Download {
    operation: &'static Operation,
    parts: Parts,
    body: ResponseBody,
    received: u64,
    limit: u64,
    over: bool,
}

impl Download {
    fn new(operation: &'static Operation, response: Response<ResponseBody>) -> Self {
        let (parts, body) = response.into_parts();
        Self { operation, parts, body, received: 0, limit: u64::MAX, over: false }
    }

    /// The same, with a limit for its size in bytes. More than that is an error, as soon as it is known.
    pub const fn limit(mut self, bytes: u64) -> Self {
        self.limit = bytes;
        self
    }

    /// The status: 200 for all of the content, 206 for the range that was asked for.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        self.parts.status
    }

    /// The headers.
    #[must_use]
    pub const fn headers(&self) -> &HeaderMap {
        &self.parts.headers
    }

    /// How many bytes are going to come, when the service says so.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        self.parts.headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.trim().parse().ok()
    }

    /// Which bytes of the content come, when they are not all of it (`Content-Range`).
    #[must_use]
    pub fn range(&self) -> Option<Range<u64>> {
        if self.parts.status != StatusCode::PARTIAL_CONTENT {
            return None;
        }
        let value = self.parts.headers.get(header::CONTENT_RANGE)?.to_str().ok()?;
        let (first, last) = value.strip_prefix("bytes ")?.split('/').next()?.split_once('-')?;
        Some(first.trim().parse().ok()?..last.trim().parse::<u64>().ok()?.checked_add(1)?)
    }

    /// The next bytes; none after the last ones.
    ///
    /// # Errors
    /// A connection that breaks off, and a body that is larger than the limit.
    pub async fn try_next(&mut self) -> Result<Option<Bytes>, Error> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await.transpose()
    }

    fn end(&mut self) -> Option<Result<Bytes, Error>> {
        self.over = true;
        match self.length() {
            Some(length) if length > self.received => {
                let message = format!("the body ended after {} of {length} bytes", self.received);
                Some(Err(self.error(Error::new(Cause::Transport(message.into())))))
            }
            _ => None,
        }
    }

    fn take(&mut self, bytes: Bytes) -> Result<Bytes, Error> {
        self.received = self.received.saturating_add(bytes.len() as u64);
        if self.received.max(self.length().unwrap_or(0)) > self.limit {
            self.over = true;
            let message = format!("it is larger than the limit of {} bytes", self.limit);
            return Err(self.error(Error::decode(message)));
        }
        Ok(bytes)
    }

    fn error(&self, error: Error) -> Error {
        error.answered(self.parts.status, &self.parts.headers).of(self.operation)
    }
}

impl Stream for Download {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        while !this.over {
            match ready!(Pin::new(&mut this.body).poll_frame(context)) {
                None => return Poll::Ready(this.end()),
                Some(Err(error)) => {
                    this.over = true;
                    return Poll::Ready(Some(Err(this.error(transport(error)))));
                }
                Some(Ok(frame)) => {
                    // A frame that is not data is trailers, which no page documents.
                    if let Ok(bytes) = frame.into_data() {
                        return Poll::Ready(Some(this.take(bytes)));
                    }
                }
            }
        }
        Poll::Ready(None)
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Download")
            .field("operation", &self.operation.id)
            .field("status", &self.parts.status)
            .field("received", &self.received)
            .finish_non_exhaustive()
    }
}
