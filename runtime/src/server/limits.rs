use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use http::request::Parts;
use tokio::time::{Instant, sleep_until};

use super::rejection;
use crate::error::Error;

/// What a server takes of one request. What is more is refused before a handler sees it.
///
/// ```
/// use stubdown_runtime::server::Limits;
///
/// let limits = Limits { body: 64 << 10, ..Limits::default() };
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The size of a body, in bytes; more is answered with 413. By default 4 MiB.
    pub body: usize,
    /// The length of the path and the query, in bytes; more is answered with 414. By default 16 KiB.
    pub target: usize,
    /// The size of all names and values of headers together, in bytes; more is answered with 431. By default 32 KiB.
    ///
    /// This is what handlers may be given. The HTTP implementation in front has limits of its own on what it reads.
    pub headers: usize,
    /// How many query parameters there may be; more is answered with 400. By default 100.
    pub query_parameters: usize,
    /// How deep arrays and objects of a JSON body may be nested; deeper is answered with 400. By default, and at most,
    /// [`MAX_JSON_DEPTH`](Self::MAX_JSON_DEPTH).
    pub json_depth: usize,
    /// How long a request may take from its head to its answer; none is for ever. By default a minute. Needs a Tokio
    /// runtime with timers.
    ///
    /// A body that is not there in time is answered with 408. A handler that is not done in time is dropped where it
    /// waits, and the answer is 500: unlike 503 and 504, clients do not repeat a call of their own accord after it,
    /// and this one may have been carried out.
    pub time: Option<Duration>,
}

impl Limits {
    /// What the JSON reader takes at most.
    pub const MAX_JSON_DEPTH: usize = 127;

    /// Checks all that the head of a request tells.
    pub(super) fn check_head(&self, parts: &Parts) -> Result<(), Error> {
        if parts.uri.path_and_query().is_some_and(|target| target.as_str().len() > self.target) {
            return Err(rejection::target_too_long(self.target));
        }
        let headers: usize = parts.headers.iter().map(|(name, value)| name.as_str().len() + value.len()).sum();
        if headers > self.headers {
            return Err(rejection::headers_too_large(self.headers));
        }
        let query = parts.uri.query().unwrap_or_default();
        if query.split('&').filter(|pair| !pair.is_empty()).count() > self.query_parameters {
            return Err(rejection::invalid(format!("there are more than {} query parameters", self.query_parameters)));
        }
        Ok(())
    }

    /// Checks how deep JSON is nested, where the reader would take more.
    pub(super) fn check_json(&self, json: &[u8]) -> Result<(), Error> {
        if self.json_depth < Self::MAX_JSON_DEPTH && is_deeper(json, self.json_depth) {
            return Err(rejection::invalid(format!("the JSON is nested deeper than {}", self.json_depth)));
        }
        Ok(())
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body: 4 << 20,
            target: 16 << 10,
            headers: 32 << 10,
            query_parameters: 100,
            json_depth: Self::MAX_JSON_DEPTH,
            time: Some(Duration::from_secs(60)),
        }
    }
}

/// Whether arrays and objects are nested deeper than this. Brackets in texts do not count.
fn is_deeper(json: &[u8], limit: usize) -> bool {
    let (mut depth, mut in_text, mut escaped) = (0_usize, false, false);
    for byte in json {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            b'[' | b'{' if !in_text => {
                depth += 1;
                if depth > limit {
                    return true;
                }
            }
            b']' | b'}' if !in_text => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    false
}

/// The time of a request, which begins to run when something has to be waited for.
pub(super) struct Deadline {
    time: Option<Duration>,
    end: Option<Instant>,
}

impl Deadline {
    pub(super) fn new(limits: &Limits) -> Self {
        Self { time: limits.time, end: None }
    }

    /// The result of a future, unless the time is over before.
    pub(super) async fn wait<F: Future>(&mut self, future: F) -> Option<F::Output> {
        let Some(time) = self.time else { return Some(future.await) };
        let mut future = pin!(future);
        // Most are ready at once, and need neither a timer nor the time.
        let mut timer = pin!(None);
        poll_fn(|context| {
            if let Poll::Ready(output) = future.as_mut().poll(context) {
                return Poll::Ready(Some(output));
            }
            if timer.is_none() {
                let end = *self.end.get_or_insert_with(|| after(time));
                timer.set(Some(sleep_until(end)));
            }
            let timer = timer.as_mut().as_pin_mut();
            timer.map_or(Poll::Pending, |timer| timer.poll(context).map(|()| None))
        })
        .await
    }
}

/// The moment when some time is over; a year where it never is.
fn after(time: Duration) -> Instant {
    const YEAR: Duration = Duration::from_secs(365 * 24 * 60 * 60);
    let now = Instant::now();
    now.checked_add(time.min(YEAR)).unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use super::is_deeper;

    #[test]
    fn brackets_are_counted_outside_of_texts() {
        assert!(!is_deeper(b"[[]]", 2));
        assert!(is_deeper(b"[{\"a\": []}]", 2));
        assert!(!is_deeper(br#"["[[[", "\"[[", "\\", []]"#, 2));
        assert!(is_deeper(br#"["\\", [[]]]"#, 2));
        assert!(!is_deeper(b"[][][]]]]]", 1));
    }
}
