use std::fmt;
use std::future::ready;
use std::io;
use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{Response, StatusCode, header};
use serde_json::Value;
use tokio::time::sleep;

use super::call::{Call, without_query};
use super::connection::{Client, undocumented};
use super::reply::Reply;
use super::retry::some_wait;
use super::service::BoxFuture;
use crate::error::{Cause, Error};
use crate::operation::{Method, Operation};

/// What the size of all fragments but the last must be a multiple of.
const UNIT: u64 = 320 * 1024;
/// The largest fragment that services take.
const LARGEST: u64 = 60 * 1024 * 1024 / UNIT * UNIT;
/// How large fragments are unless one says otherwise: 3.75 MiB, as sessions for attachments of Outlook take 4 MB at most.
const FRAGMENT: u64 = 12 * UNIT;
/// How many faults without progress end an upload.
const MOST_FAULTS: u32 = 5;

/// Content that is sent in fragments to an upload session: what a documented call such as `createUploadSession` gives a
/// URL for. That URL needs no token, and gets none unless it is of the origin of the base URL.
///
/// After a fault the service is asked which bytes it has, and the upload goes on from there.
pub struct Upload {
    client: Client,
    url: String,
    length: u64,
    read: Read,
    fragment: u64,
    resume: bool,
    progress: Option<Box<dyn Fn(u64) + Send + Sync>>,
}

type Read = Arc<dyn Fn(Range<u64>) -> BoxFuture<'static, io::Result<Bytes>> + Send + Sync>;

static FRAGMENT_PUT: Operation = undocumented("upload_fragment", Method::Put, "");
static SESSION_GET: Operation = undocumented("upload_status", Method::Get, "");
static SESSION_DELETE: Operation = undocumented("upload_cancel", Method::Delete, "");

/// How far an upload has come.
#[derive(Default)]
struct Progress {
    /// Where the next fragment begins.
    position: u64,
    /// The most that the service has had. To have again what it had lost is no progress.
    most: u64,
    /// How many faults there were since then.
    faults: u32,
}

impl Progress {
    fn reach(&mut self, position: u64) {
        self.position = position;
        if position > self.most {
            (self.most, self.faults) = (position, 0);
        }
    }

    /// Counts a fault. Whether it is one too many.
    const fn ends_with_fault(&mut self) -> bool {
        self.faults += 1;
        self.faults >= MOST_FAULTS
    }
}

/// How the service answered a fragment.
enum Step {
    /// It wants to have the bytes from here on.
    From(u64),
    /// It has them all.
    Complete(Response<Bytes>),
}

impl Upload {
    /// An upload of bytes in memory to the URL of an upload session.
    #[must_use]
    pub fn new(client: &Client, upload_url: &str, content: impl Into<Bytes>) -> Self {
        let content = content.into();
        let length = content.len() as u64;
        Self::read_with(client, upload_url, length, move |range| ready(slice(&content, range)))
    }

    /// An upload of content that is read in pieces as it is needed, such as a file. A piece may be read again.
    #[must_use]
    pub fn read_with<F, G>(client: &Client, upload_url: &str, length: u64, read: F) -> Self
    where
        F: Fn(Range<u64>) -> G + Send + Sync + 'static,
        G: Future<Output = io::Result<Bytes>> + Send + 'static,
    {
        let read: Read = Arc::new(move |range| Box::pin(read(range)));
        let (client, url) = (client.clone(), upload_url.to_owned());
        Self { client, url, length, read, fragment: FRAGMENT, resume: false, progress: None }
    }

    /// Another size for fragments than 3.75 MiB, in bytes. It becomes a multiple of 320 KiB, up to 60 MiB.
    /// Sessions for attachments of Outlook take 4 MB at most, those for files more.
    #[must_use]
    pub fn fragment_size(mut self, bytes: u64) -> Self {
        self.fragment = (bytes / UNIT * UNIT).clamp(UNIT, LARGEST);
        self
    }

    /// Goes on with an upload that was begun before: the service is asked first which bytes it has.
    #[must_use]
    pub const fn resume(mut self) -> Self {
        self.resume = true;
        self
    }

    /// Calls a function with the number of bytes that the service has, each time there are more.
    #[must_use]
    pub fn on_progress(mut self, tell: impl Fn(u64) + Send + Sync + 'static) -> Self {
        self.progress = Some(Box::new(tell));
        self
    }

    /// Sends the content, and gives what the service answers to the last fragment.
    ///
    /// # Errors
    /// What cannot be read, a service that does not answer as upload sessions do, and five faults without progress
    /// between them. A session that is gone is a 404; if only its last answer was lost, the content has arrived.
    pub async fn send<R: Reply>(self) -> Result<R, Error> {
        self.check()?;
        let mut progress = Progress::default();
        if self.resume {
            progress.reach(self.position().await?);
        }
        loop {
            match self.step(progress.position).await {
                Ok(Step::Complete(response)) => {
                    self.tell(self.length);
                    return R::from_response(response).map_err(|error| error.of(&FRAGMENT_PUT));
                }
                Ok(Step::From(next)) => {
                    if next > progress.position {
                        self.tell(next);
                    } else if progress.ends_with_fault() {
                        return Err(Error::decode("the upload makes no progress").of(&FRAGMENT_PUT));
                    }
                    progress.reach(next);
                }
                Err(error) => {
                    if progress.ends_with_fault() || !can_resume(&error) {
                        return Err(error);
                    }
                    let wait = Duration::from_millis(500 << progress.faults.min(6));
                    sleep(error.retry_after().and_then(some_wait).unwrap_or(wait).min(Duration::from_secs(180))).await;
                    match self.position().await {
                        Ok(next) => progress.reach(next),
                        Err(status) if can_resume(&status) => {}
                        Err(status) => return Err(status),
                    }
                }
            }
        }
    }

    /// Gives the upload up: the service forgets what it has.
    ///
    /// # Errors
    /// As for any call.
    pub async fn cancel(self) -> Result<(), Error> {
        self.check()?;
        Call::link(self.client, &SESSION_DELETE, &self.url).await
    }

    fn check(&self) -> Result<(), Error> {
        if self.length == 0 {
            return Err(Error::invalid("an upload session takes no empty content").of(&FRAGMENT_PUT));
        }
        if !self.client.may_call(&self.url) {
            return Err(Error::invalid("the URL of the upload session cannot be called").of(&FRAGMENT_PUT));
        }
        Ok(())
    }

    /// Sends the fragment that begins at a position.
    async fn step(&self, position: u64) -> Result<Step, Error> {
        let end = self.length.min(position.saturating_add(self.fragment));
        if position >= end {
            return Err(Error::decode("the service has all bytes and does not complete the upload").of(&FRAGMENT_PUT));
        }
        let unreadable = |error: io::Error| Error::invalid(format!("the content cannot be read: {error}"));
        let bytes = (self.read)(position..end).await.map_err(|error| unreadable(error).of(&FRAGMENT_PUT))?;
        if bytes.len() as u64 != end - position {
            return Err(unreadable(io::ErrorKind::UnexpectedEof.into()).of(&FRAGMENT_PUT));
        }
        let response = Call::<Response<Bytes>>::link(self.client.clone(), &FRAGMENT_PUT, &self.url)
            .header(header::CONTENT_RANGE.as_str(), &format!("bytes {position}-{}/{}", end - 1, self.length))
            .content("application/octet-stream", bytes)
            .await?;
        let next = expected(&response)?;
        let next = next.or_else(|| (response.status() == StatusCode::ACCEPTED).then_some(end));
        Ok(next.map_or(Step::Complete(response), Step::From))
    }

    /// Asks the service from where on it wants to have bytes.
    async fn position(&self) -> Result<u64, Error> {
        let response = Call::<Response<Bytes>>::link(self.client.clone(), &SESSION_GET, &self.url).await?;
        let missing = || Error::decode("the upload session does not tell what it expects").of(&SESSION_GET);
        expected(&response)?.ok_or_else(missing)
    }

    fn tell(&self, position: u64) {
        if let Some(tell) = &self.progress {
            tell(position);
        }
    }
}

/// The first byte that the service expects: `"nextExpectedRanges": ["12345-"]`, or `["12345"]`. None when it expects nothing.
fn expected(response: &Response<Bytes>) -> Result<Option<u64>, Error> {
    let odd = || Error::decode("the upload session expects something that is not a range");
    let Ok(session) = serde_json::from_slice::<Value>(response.body()) else { return Ok(None) };
    let ranges = match session.get("nextExpectedRanges") {
        None => return Ok(None),
        Some(ranges) => ranges.as_array().ok_or_else(odd)?,
    };
    let Some(range) = ranges.first() else { return Ok(None) };
    let range = range.as_str().ok_or_else(odd)?;
    let start = range.split('-').next().and_then(|start| start.trim().parse().ok());
    start.map(Some).ok_or_else(odd)
}

/// Whether the service may still have the session, and what it has so far.
fn can_resume(error: &Error) -> bool {
    let out_of_step = [StatusCode::CONFLICT, StatusCode::RANGE_NOT_SATISFIABLE];
    error.is_retryable() && !matches!(error.cause(), Cause::SignIn(_))
        || error.status().is_some_and(|status| out_of_step.contains(&status))
}

fn slice(content: &Bytes, range: Range<u64>) -> io::Result<Bytes> {
    let position = |at: u64| usize::try_from(at).ok().filter(|at| *at <= content.len());
    match (position(range.start), position(range.end)) {
        (Some(start), Some(end)) if start <= end => Ok(content.slice(start..end)),
        _ => Err(io::ErrorKind::UnexpectedEof.into()),
    }
}

/// Shows the URL without its query, which is all that is needed to write to it.
impl fmt::Debug for Upload {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Upload")
            .field("url", &without_query(&self.url))
            .field("length", &self.length)
            .finish_non_exhaustive()
    }
}
