//! Sending a call again after a fault. The table of what is sent again is in the documentation of `client`.

mod after;
mod policy;

use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::{Method, Request, Response, StatusCode};
use http_body_util::Full;
use tokio::time::{Instant, sleep, timeout, timeout_at};
use tower::{Layer, Service, ServiceExt};

pub(crate) use self::after::retry_after;
pub(super) use self::after::some_wait;
pub use self::policy::Retry;
use self::policy::Wait;
use super::service::{BoxError, BoxFuture, NotSent, ResponseBody, Transport};
use crate::error::{Cause, Error};

impl Layer<Transport> for Retry {
    type Service = Retrying;

    fn layer(&self, transport: Transport) -> Retrying {
        Retrying { shared: Arc::new(Shared { policy: self.clone(), transport }) }
    }
}

/// A transport that sends calls again after a fault: what the layer [`Retry`] makes.
#[derive(Clone, Debug)]
pub struct Retrying {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    policy: Retry,
    transport: Transport,
}

impl Service<Request<Full<Bytes>>> for Retrying {
    type Response = Response<ResponseBody>;
    type Error = BoxError;
    type Future = BoxFuture<'static, Result<Self::Response, BoxError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Full<Bytes>>) -> Self::Future {
        let shared = Arc::clone(&self.shared);
        Box::pin(async move {
            let repeatable = is_idempotent(request.method());
            run(&shared.policy, shared.policy.total_timeout, repeatable, || {
                shared.transport.clone().oneshot(request.clone())
            })
            .await
        })
    }
}

/// What a try gives that may take so long.
pub(super) async fn within<T>(limit: Duration, sent: impl Future<Output = Result<T, BoxError>>) -> Result<T, BoxError> {
    timeout(limit, sent).await.unwrap_or_else(|_| Err(Error::new(Cause::Timeout(limit)).into()))
}

/// Sends a request as often as the policy says and the time for all tries lasts, and gives the last answer.
pub(super) async fn run<B, F>(
    policy: &Retry,
    limit: Option<Duration>,
    repeatable: bool,
    mut send: impl FnMut() -> F,
) -> Result<Response<B>, BoxError>
where
    F: Future<Output = Result<Response<B>, BoxError>>,
{
    let mut now = Instant::now();
    let deadline = limit.and_then(move |limit| now.checked_add(limit));
    let mut resends = 0;
    loop {
        let end = end_of_try(policy, deadline, now);
        // What is large stays where it is made, and is gone before the wait: all of it is part of the future of each call.
        let pause = {
            let sent = pin!(send());
            let outcome = match end {
                Some((limit, end)) => match timeout_at(end, sent).await {
                    Ok(outcome) => outcome,
                    Err(_) => Err(Error::new(Cause::Timeout(limit)).into()),
                },
                None => sent.await,
            };
            let Some(wait) = wait_before_next(&outcome, repeatable) else {
                if outcome.is_ok() {
                    policy.budget.deposit();
                }
                return outcome;
            };
            let Some(pause) = policy.pause(wait, resends) else { return outcome };
            if deadline.is_some_and(|deadline| pause >= deadline.saturating_duration_since(Instant::now())) {
                return outcome;
            }
            pause
        };
        sleep(pause).await;
        now = Instant::now();
        resends += 1;
    }
}

/// How long a try that begins now may take, and when that is over; none when it may take any time.
fn end_of_try(policy: &Retry, deadline: Option<Instant>, now: Instant) -> Option<(Duration, Instant)> {
    let left = deadline.map(|deadline| deadline.saturating_duration_since(now));
    let limit = [left, policy.try_timeout].into_iter().flatten().min()?;
    Some((limit, now.checked_add(limit)?))
}

/// Whether it does no harm to carry out a request twice (RFC 9110, section 9.2.2).
pub(super) fn is_idempotent(method: &Method) -> bool {
    [Method::GET, Method::HEAD, Method::PUT, Method::DELETE, Method::OPTIONS, Method::TRACE].contains(method)
}

/// How long to wait before a request with this answer is sent again, after so many times; none when it must not be.
pub(super) fn pause_after<B>(policy: &Retry, answer: &Response<B>, repeatable: bool, resends: u32) -> Option<Duration> {
    policy.pause(wait_after(answer, repeatable)?, resends)
}

fn wait_after<B>(answer: &Response<B>, repeatable: bool) -> Option<Wait> {
    // As a rule an answer is final, and its headers need not be searched.
    let asked = || retry_after(answer.headers());
    let again = match answer.status() {
        StatusCode::TOO_MANY_REQUESTS => true,
        StatusCode::SERVICE_UNAVAILABLE => repeatable || asked().is_some(),
        StatusCode::BAD_GATEWAY | StatusCode::GATEWAY_TIMEOUT => repeatable,
        _ => false,
    };
    again.then(|| asked().map_or(Wait::AsChosen, Wait::AsAsked))
}

/// How long to wait before the request is sent again; none when it must not be.
fn wait_before_next<B>(outcome: &Result<Response<B>, BoxError>, repeatable: bool) -> Option<Wait> {
    match outcome {
        Ok(response) => wait_after(response, repeatable),
        Err(error) => {
            let again = match error.downcast_ref::<Error>().map(Error::cause) {
                Some(Cause::Transport(inner)) => repeatable || inner.is::<NotSent>(),
                Some(Cause::Timeout(_)) => repeatable,
                Some(_) => false,
                None => repeatable || error.is::<NotSent>(),
            };
            again.then_some(Wait::AsChosen)
        }
    }
}
