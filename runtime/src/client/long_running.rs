use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Response, StatusCode, header};
use serde_json::Value;
use tokio::time::{Instant, sleep};

use super::call::{Call, without_query};
use super::connection::{Client, undocumented};
use super::location::resolve;
use super::reply::Reply;
use super::retry::{retry_after, some_wait};
use crate::error::{Cause, Error, ServiceError};
use crate::operation::{Method, Operation};

/// The first wait between two looks, where the service does not say how long.
const INTERVAL: Duration = Duration::from_secs(2);
/// The longest such wait.
const LONGEST: Duration = Duration::from_secs(30);
/// How long an operation may run unless one says otherwise.
const TIME_LIMIT: Duration = Duration::from_secs(3600);

/// An operation that the service carries on with after its answer: 202 with `Location` or `Operation-Location`.
///
/// Its monitor is asked until the operation has ended, as often as `Retry-After` says, else after two seconds and then
/// ever less often. A monitor at another origin gets no token.
pub struct LongRunning {
    client: Client,
    operation: &'static Operation,
    first: First,
    interval: Duration,
    time_limit: Duration,
}

enum First {
    /// The operation had ended with the first answer.
    Ended(Response<Bytes>),
    /// It goes on, and this is where to look, in how long.
    Monitor(String, Option<Duration>),
}

static MONITOR: Operation = undocumented("monitor", Method::Get, "");

impl<R> Call<R> {
    /// Sends the call of an operation that may go on after the answer.
    ///
    /// ```
    /// # use stubdown_runtime::{Error, Value, client::Call};
    /// # async fn example(call: Call<()>) -> Result<(), Error> {
    /// let result: Value = call.start().await?.finish().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// As for awaiting the call.
    pub async fn start(self) -> Result<LongRunning, Error> {
        let (client, operation, url) = (self.draft.client.clone(), self.draft.operation, self.draft.url.clone());
        let response = self.draft.send().await?;
        let monitor = match response.status() {
            StatusCode::ACCEPTED => monitor(response.headers(), &url, &client).map_err(|error| error.of(operation))?,
            _ => None,
        };
        let first = match monitor {
            Some(url) => First::Monitor(url, retry_after(response.headers()).and_then(some_wait)),
            None => First::Ended(response),
        };
        Ok(LongRunning { client, operation, first, interval: INTERVAL, time_limit: TIME_LIMIT })
    }
}

impl Client {
    /// An operation that was started before, by the URL of its monitor.
    #[must_use]
    pub fn long_running(&self, monitor_url: &str) -> LongRunning {
        let first = First::Monitor(monitor_url.to_owned(), Some(Duration::ZERO));
        let (interval, time_limit) = (INTERVAL, TIME_LIMIT);
        LongRunning { client: self.clone(), operation: &MONITOR, first, interval, time_limit }
    }
}

impl LongRunning {
    /// Where to look how the operation goes on, to keep it for [`Client::long_running`]; none when it has ended.
    #[must_use]
    pub fn monitor_url(&self) -> Option<&str> {
        match &self.first {
            First::Monitor(url, _) => Some(url),
            First::Ended(_) => None,
        }
    }

    /// Another first wait than two seconds, where the service does not say how long.
    #[must_use]
    pub const fn interval(mut self, interval: Duration) -> Self {
        self.interval = interval;
        self
    }

    /// Another limit than an hour for the time until the operation has ended.
    #[must_use]
    pub const fn time_limit(mut self, limit: Duration) -> Self {
        self.time_limit = limit;
        self
    }

    /// Waits until the operation has ended, and gives its result: the resource that the monitor names, else what the
    /// monitor answers last.
    ///
    /// # Errors
    /// As for any call; the error of an operation that failed; [`Cause::Timeout`] when it takes too long.
    pub async fn finish<R: Reply>(self) -> Result<R, Error> {
        let operation = self.operation;
        let response = self.last().await.map_err(|error| error.of(operation))?;
        R::from_response(response).map_err(|error| error.of(operation))
    }

    async fn last(self) -> Result<Response<Bytes>, Error> {
        let (mut url, asked) = match self.first {
            First::Ended(response) => return Ok(response),
            First::Monitor(url, asked) => (url, asked),
        };
        let start = Instant::now();
        let mut interval = self.interval;
        let mut wait = asked.unwrap_or(interval);
        loop {
            if wait > self.time_limit.saturating_sub(start.elapsed()) {
                return Err(Error::new(Cause::Timeout(self.time_limit)));
            }
            sleep(wait).await;
            let left = || self.time_limit.saturating_sub(start.elapsed());
            let response = look(&self.client, &url, left()).await?;
            interval = interval.saturating_mul(2).min(LONGEST.max(self.interval));
            wait = retry_after(response.headers()).and_then(some_wait).unwrap_or(interval);
            match judge(&response)? {
                Progress::Running => {
                    url = monitor(response.headers(), &url, &self.client)?.unwrap_or(url);
                }
                Progress::Ended => return Ok(response),
                Progress::Elsewhere(location) => {
                    let location = locate(&location, &url, &self.client)?;
                    let left = left();
                    return Call::<Response<Bytes>>::link(self.client, &MONITOR, &location).timeout(left).await;
                }
            }
        }
    }
}

/// Asks a monitor, for no longer than `limit`. A redirect is an answer: it leads to the result.
async fn look(client: &Client, url: &str, limit: Duration) -> Result<Response<Bytes>, Error> {
    if !client.may_call(url) {
        return Err(Error::decode(format!("the monitor cannot be called: {}", without_query(url).escape_debug())));
    }
    match Call::<Response<Bytes>>::link(client.clone(), &MONITOR, url).timeout(limit).await {
        Ok(response) => Ok(response),
        Err(error) => {
            let location = error.headers().and_then(|headers| headers.get(header::LOCATION));
            let redirect = error.status().filter(|status| status.is_redirection() && location.is_some());
            let (Some(status), Some(headers)) = (redirect, error.headers()) else { return Err(error) };
            let mut response = Response::new(Bytes::new());
            *response.status_mut() = status;
            *response.headers_mut() = headers.clone();
            Ok(response)
        }
    }
}

enum Progress {
    Running,
    Ended,
    /// The result is at this URL.
    Elsewhere(String),
}

/// How an operation stands, by the answer of its monitor.
fn judge(response: &Response<Bytes>) -> Result<Progress, Error> {
    let body: Value = serde_json::from_slice(response.body()).unwrap_or_default();
    let state = body.get("status").and_then(Value::as_str).unwrap_or_default().to_ascii_lowercase();
    let location = || header_text(response.headers(), header::LOCATION.as_str());
    match state.as_str() {
        "failed" | "cancelled" | "canceled" | "deletefailed" => {
            let (parts, bytes) = response.clone().into_parts();
            let mut error = ServiceError::read(parts.status, parts.headers, bytes);
            if error.code.is_empty() {
                error.code = state;
            }
            Err(Error::new(Cause::Service(error)))
        }
        "notstarted" | "inprogress" | "running" | "pending" | "waiting" | "queued" | "accepted" | "updating" => {
            Ok(Progress::Running)
        }
        _ if response.status() == StatusCode::ACCEPTED => Ok(Progress::Running),
        _ if response.status().is_redirection() => {
            let missing = || Error::decode("the monitor redirects to nowhere");
            location().map(Progress::Elsewhere).ok_or_else(missing)
        }
        "" => Ok(Progress::Ended),
        _ => {
            let members = ["resourceLocation", "targetResourceLocation"].into_iter();
            let named = members.filter_map(|name| body.get(name)?.as_str()).find(|url| !url.is_empty());
            Ok(named.map_or(Progress::Ended, |url| Progress::Elsewhere(url.to_owned())))
        }
    }
}

/// The URL of the monitor in the answer to a request.
fn monitor(headers: &HeaderMap, request_url: &str, client: &Client) -> Result<Option<String>, Error> {
    let location = ["operation-location", "location"].into_iter().find_map(|name| header_text(headers, name));
    location.map(|location| locate(&location, request_url, client)).transpose()
}

fn header_text(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name)?.to_str().ok().filter(|text| !text.is_empty()).map(str::to_owned)
}

/// A location in the answer to a request, as a URL. The service itself also writes paths below the base URL.
fn locate(location: &str, request_url: &str, client: &Client) -> Result<String, Error> {
    let is_path = location.starts_with('/') && !location.starts_with("//");
    let url = if is_path && client.owns(request_url) {
        client.base().resolve(location)
    } else {
        resolve(request_url, location)
    };
    let shown = || without_query(location).escape_debug();
    if client.may_call(&url) {
        Ok(url)
    } else {
        Err(Error::decode(format!("a location cannot be called: {}", shown())))
    }
}

/// Shows the URL of the monitor without its query.
impl fmt::Debug for LongRunning {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("LongRunning")
            .field("operation", &self.operation.id)
            .field("monitor_url", &self.monitor_url().map(without_query))
            .finish_non_exhaustive()
    }
}
