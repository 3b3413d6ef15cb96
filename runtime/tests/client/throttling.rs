//! Answers that ask to come back later. Time stands still here, and jumps to whatever is waited for.

use std::time::Duration;

use stubdown_runtime::client::{NotSent, Retry};
use stubdown_runtime::http::StatusCode;
use stubdown_runtime::operation::Operation;
use stubdown_runtime::{Cause, Value};

use crate::script::{CREATE, DELETE, GET, Outcome, PUT, Script, UPDATE, answer, ok};

fn retrying(script: Script) -> Script {
    script.with(|client| client.retry(Retry::default()))
}

/// How long the first wait was.
fn waited(script: &Script) -> Duration {
    let asked = script.asked();
    asked[1].after - asked[0].after
}

fn within(time: Duration, least: u64, most: u64) {
    let range = Duration::from_millis(least)..=Duration::from_millis(most);
    assert!(range.contains(&time), "{time:?} is not within {range:?}");
}

#[tokio::test(start_paused = true)]
async fn retry_after_in_seconds_is_waited_for() {
    let script = retrying(Script::of(vec![|| answer(429, &[("retry-after", "17")], ""), ok]));
    assert_eq!(script.create().await.unwrap(), "fine");
    assert_eq!(script.count(), 2);
    within(waited(&script), 17_000, 18_000);
    let asked = script.asked();
    assert_eq!((&asked[0].body, &asked[0].url), (&asked[1].body, &asked[1].url));
    assert_eq!(asked[0].header("client-request-id"), asked[1].header("client-request-id"));
}

#[tokio::test(start_paused = true)]
async fn retry_after_as_a_date_is_waited_for() {
    let date = ("date", "Sun, 06 Nov 1994 08:49:30 GMT");
    let script = retrying(Script::new(move |number, _| match number {
        0 => answer(503, &[date, ("retry-after", "Sun, 06 Nov 1994 08:50:10 GMT")], ""),
        _ => ok(),
    }));
    script.get().await.unwrap();
    within(waited(&script), 40_000, 41_000);
}

#[tokio::test(start_paused = true)]
async fn retry_after_that_says_nothing_is_no_wait_of_its_own() {
    for garbage in ["soon", "-5", "1e9", "", "Sun, 99 Nov 1994 08:49:37 GMT"] {
        let script = retrying(Script::new(move |number, _| match number {
            0 => answer(429, &[("retry-after", garbage)], ""),
            _ => ok(),
        }));
        script.create().await.unwrap();
        within(waited(&script), 250, 501);
    }
}

#[tokio::test(start_paused = true)]
async fn retry_after_that_is_too_long_is_an_error_at_once() {
    for long in ["181", "99999999999999999999999999"] {
        let script = retrying(Script::new(move |_, _| answer(429, &[("retry-after", long)], "")));
        let error = script.get().await.unwrap_err();
        assert_eq!((error.status(), script.count()), (Some(StatusCode::TOO_MANY_REQUESTS), 1));
        assert!(error.retry_after() > Some(Duration::from_secs(180)));
        assert!(error.is_retryable());
    }
}

#[tokio::test(start_paused = true)]
async fn a_policy_without_limits_waits_for_ever() {
    let (day, ever) = (Duration::from_secs(86_400), Duration::MAX);
    for answers in [|| answer(429, &[("retry-after", "99999999999999999999999")], ""), || answer(503, &[], "")] {
        let retry = Retry::default().max_retry_after(ever).base_delay(ever).max_delay(ever);
        let script = Script::of(vec![answers]).with(|client| client.retry(retry.total_timeout(None).try_timeout(None)));
        let call = std::future::IntoFuture::into_future(script.get());
        assert!(tokio::time::timeout(day, call).await.is_err());
        assert_eq!(script.count(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn a_wait_beyond_the_time_for_the_call_is_not_begun() {
    let script = Script::of(vec![|| answer(503, &[("retry-after", "100")], "")]);
    let script = script.with(|client| client.retry(Retry::default().total_timeout(Some(Duration::from_secs(250)))));
    let start = tokio::time::Instant::now();
    let error = script.get().await.unwrap_err();
    assert_eq!((error.status(), script.count()), (Some(StatusCode::SERVICE_UNAVAILABLE), 3));
    within(start.elapsed(), 200_000, 203_000);
}

#[tokio::test(start_paused = true)]
async fn a_call_may_have_a_time_of_its_own() {
    // Its tries are as long as those of other calls.
    for (limit, sends) in [(5, 1), (300, 3), (900, 5)] {
        let script = retrying(Script::of(vec![|| Outcome::Stall]));
        let start = tokio::time::Instant::now();
        let error = script.get().timeout(Duration::from_secs(limit)).await.unwrap_err();
        assert!(matches!(error.cause(), Cause::Timeout(_)), "{error}");
        assert_eq!(script.count(), sends);
        assert!(start.elapsed() <= Duration::from_secs(limit));
    }
    // Also where the client has none.
    let script = Script::of(vec![|| Outcome::Stall]);
    let error = script.create().timeout(Duration::from_secs(5)).await.unwrap_err();
    assert_eq!(error.to_string(), "notes_create (api/note.md): no answer from the service within 5s");
}

#[tokio::test(start_paused = true)]
async fn waits_that_nobody_asked_for_grow_and_end() {
    let script = retrying(Script::of(vec![|| answer(503, &[], "")]));
    let error = script.get().await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::SERVICE_UNAVAILABLE));
    let times: Vec<_> = script.asked().iter().map(|asked| asked.after).collect();
    assert_eq!(times.len(), 5, "four resends");
    for (times, most) in times.windows(2).zip([500, 1000, 2000, 4000]) {
        within(times[1] - times[0], most / 2, most + 1);
    }
}

/// How often each method is sent when the service first fails and then is fine.
async fn sends(fault: fn() -> Outcome) -> Vec<(&'static str, usize)> {
    let mut sends = Vec::new();
    for operation in [&GET, &PUT, &DELETE, &CREATE, &UPDATE] as [&'static Operation; 5] {
        let script = retrying(Script::of(vec![fault, ok]));
        let outcome = script.call::<Value>(operation).await;
        assert_eq!(outcome.is_ok(), script.count() == 2, "an error is told when the call is not sent again");
        sends.push((operation.method.as_str(), script.count()));
    }
    sends
}

const EACH_AGAIN: [(&str, usize); 5] = [("GET", 2), ("PUT", 2), ("DELETE", 2), ("POST", 2), ("PATCH", 2)];
const REPEATABLE_AGAIN: [(&str, usize); 5] = [("GET", 2), ("PUT", 2), ("DELETE", 2), ("POST", 1), ("PATCH", 1)];
const NONE_AGAIN: [(&str, usize); 5] = [("GET", 1), ("PUT", 1), ("DELETE", 1), ("POST", 1), ("PATCH", 1)];

#[tokio::test(start_paused = true)]
async fn a_call_that_may_have_been_carried_out_is_not_doubled() {
    assert_eq!(sends(|| answer(429, &[], "")).await, EACH_AGAIN);
    assert_eq!(sends(|| answer(503, &[("retry-after", "1")], "")).await, EACH_AGAIN);
    assert_eq!(sends(|| Outcome::Fail(Box::new(NotSent("refused".into())))).await, EACH_AGAIN);
    assert_eq!(sends(|| answer(503, &[], "")).await, REPEATABLE_AGAIN);
    assert_eq!(sends(|| answer(504, &[("retry-after", "1")], "")).await, REPEATABLE_AGAIN);
    assert_eq!(sends(|| answer(502, &[], "")).await, REPEATABLE_AGAIN);
    assert_eq!(sends(|| Outcome::Fail("reset".into())).await, REPEATABLE_AGAIN);
    assert_eq!(sends(|| Outcome::Stall).await, REPEATABLE_AGAIN);
    assert_eq!(sends(|| answer(500, &[("retry-after", "1")], "")).await, NONE_AGAIN);
    assert_eq!(sends(|| answer(400, &[], "")).await, NONE_AGAIN);
}

#[tokio::test(start_paused = true)]
async fn a_post_that_the_caller_calls_repeatable_is_sent_again() {
    let script = retrying(Script::of(vec![|| Outcome::Fail("reset".into()), ok]));
    script.create().repeatable().await.unwrap();
    assert_eq!(script.count(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_try_and_a_call_have_a_limit_of_time() {
    let script = retrying(Script::of(vec![|| Outcome::Stall]));
    let start = tokio::time::Instant::now();
    let error = script.create().await.unwrap_err();
    assert!(matches!(error.cause(), Cause::Timeout(limit) if *limit == Duration::from_secs(120)), "{error}");
    assert_eq!(error.to_string(), "notes_create (api/note.md): no answer from the service within 120s");
    assert!(error.is_retryable());
    within(start.elapsed(), 120_000, 120_010);

    let start = tokio::time::Instant::now();
    script.get().await.unwrap_err();
    within(start.elapsed(), 600_000, 600_010);
}

#[tokio::test(start_paused = true)]
async fn a_storm_of_faults_is_not_answered_with_a_storm_of_resends() {
    let script = retrying(Script::of(vec![|| answer(503, &[], "")]));
    let calls = (0..1000).map(|_| tokio::spawn(std::future::IntoFuture::into_future(script.get())));
    for call in calls.collect::<Vec<_>>() {
        call.await.unwrap().unwrap_err();
    }
    let resends = script.count() - 1000;
    assert!(resends < 500, "{resends} resends of 1000 calls");
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_dropped_is_not_sent_again() {
    let script = retrying(Script::of(vec![|| answer(429, &[("retry-after", "10")], "")]));
    let call = std::future::IntoFuture::into_future(script.get());
    assert!(tokio::time::timeout(Duration::from_secs(15), call).await.is_err());
    let sent = script.count();
    tokio::time::sleep(Duration::from_secs(600)).await;
    assert_eq!((sent, script.count()), (2, 2));
}

#[tokio::test(start_paused = true)]
async fn the_policy_is_a_layer_for_other_stacks_too() {
    let script = Script::of(vec![|| answer(429, &[("retry-after", "5")], ""), ok]);
    let script = script.with(|client| client.layer(&Retry::default()));
    script.create().await.unwrap();
    within(waited(&script), 5000, 5501);
    let script = Script::of(vec![|| answer(503, &[], ""), ok]).with(|client| client.layer(&Retry::default()));
    script.create().await.unwrap_err();
    assert_eq!(script.count(), 1);
}

#[tokio::test(start_paused = true)]
async fn the_policy_can_be_replaced_by_a_layer_of_ones_own() {
    let layer = tower::layer::layer_fn(|transport: stubdown_runtime::client::Transport| {
        tower::service_fn(move |request: stubdown_runtime::http::Request<_>| {
            let transport = transport.clone();
            async move {
                let again = request.clone();
                match tower::ServiceExt::oneshot(transport.clone(), request).await {
                    Ok(response) if response.status() == StatusCode::IM_A_TEAPOT => {
                        tower::ServiceExt::oneshot(transport, again).await
                    }
                    other => other,
                }
            }
        })
    });
    let script = Script::of(vec![|| answer(418, &[], ""), ok]).with(|client| client.retry(Retry::none()).layer(&layer));
    assert_eq!(script.create().await.unwrap(), "fine");
    assert_eq!(script.count(), 2);
}
