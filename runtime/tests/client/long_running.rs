//! Operations that the service carries on with after its answer.

use std::time::Duration;

use stubdown_runtime::http::StatusCode;
use stubdown_runtime::{Cause, Value};

use crate::script::{BASE, Outcome, Script, answer, ok};

type Fields = &'static [(&'static str, &'static str)];

/// A service that answers 202 with these headers, and then gives these answers in turn.
fn started(headers: Fields, then: Vec<(u16, Fields, &'static str)>) -> Script {
    Script::new(move |number, _| match number {
        0 => answer(202, headers, ""),
        _ => {
            let (status, headers, body) = then[(number - 1).min(then.len() - 1)];
            answer(status, headers, body)
        }
    })
}

async fn finish(script: &Script) -> Result<Value, stubdown_runtime::Error> {
    script.create().start().await?.finish().await
}

fn urls(script: &Script) -> Vec<String> {
    script.asked().iter().skip(1).map(|asked| asked.url.replace(BASE, "")).collect()
}

#[tokio::test(start_paused = true)]
async fn a_monitor_is_asked_as_often_as_the_service_says_until_the_end() {
    let script = started(
        &[("operation-location", "/operations/1"), ("retry-after", "5")],
        vec![
            (202, &[("retry-after", "20")], ""),
            (200, &[], r#"{"status": "inProgress"}"#),
            (200, &[], r#"{"status": "notStarted"}"#),
            (200, &[], r#"{"status": "succeeded", "percentageComplete": 100}"#),
        ],
    );
    assert_eq!(finish(&script).await.unwrap()["percentageComplete"], 100);
    assert_eq!(urls(&script), vec!["/operations/1"; 4]);
    let times: Vec<_> = script.asked().iter().map(|asked| asked.after.as_secs()).collect();
    assert_eq!(times, [0, 5, 25, 33, 49], "without a word of the service, ever less often");
}

#[tokio::test(start_paused = true)]
async fn a_wait_of_no_time_is_left_to_the_client() {
    let at_once: Fields = &[("location", "/m"), ("retry-after", "0")];
    let script = started(at_once, vec![(202, at_once, ""), (202, at_once, ""), (200, &[], "\"fine\"")]);
    assert_eq!(finish(&script).await.unwrap(), "fine");
    let times: Vec<_> = script.asked().iter().map(|asked| asked.after.as_secs()).collect();
    assert_eq!(times, [0, 2, 6, 14]);
}

#[tokio::test(start_paused = true)]
async fn a_location_is_relative_to_what_gave_it() {
    for (monitor, location, asked) in [
        ("https://monitor.example/a/1?t=2", "/b/2", "https://monitor.example/b/2"),
        ("https://monitor.example/a/1?t=2", "2?t=3", "https://monitor.example/a/2?t=3"),
        ("https://monitor.example/a/1", "../2", "https://monitor.example/2"),
        ("https://monitor.example/a/1", "//other.example/2", "https://other.example/2"),
        ("https://monitor.example/a/1", "https://graph.contoso.com/v1.0/x", "https://graph.contoso.com/v1.0/x"),
        ("https://graph.contoso.com/v1.0/a/1", "/v1.0/b/2", "https://graph.contoso.com/v1.0/b/2"),
        ("https://graph.contoso.com/v1.0/a/1", "/b/2", "https://graph.contoso.com/v1.0/b/2"),
        ("https://graph.contoso.com/v1.0/a/1", "b/2", "https://graph.contoso.com/v1.0/a/b/2"),
    ] {
        for status in [202, 303] {
            let script = Script::new(move |number, _| match number {
                0 => answer(status, &[("location", location)], ""),
                _ => ok(),
            });
            let script = script.with(|client| client.bearer_token("secret").unwrap());
            assert_eq!(script.client.long_running(monitor).finish::<Value>().await.unwrap(), "fine");
            let last = &script.asked()[1];
            assert_eq!(last.url, asked, "{location}");
            assert_eq!(last.header("authorization") == "Bearer secret", asked.starts_with(BASE));
        }
    }
}

#[tokio::test(start_paused = true)]
async fn the_result_is_where_the_monitor_says() {
    for (status, headers, body) in [
        (200, &[][..], r#"{"status": "completed", "resourceLocation": "https://graph.contoso.com/v1.0/notes/8"}"#),
        (200, &[], r#"{"status": "succeeded", "targetResourceLocation": "/notes/8"}"#),
        (303, &[("location", "/v1.0/notes/8")], ""),
        (302, &[("location", "https://graph.contoso.com/v1.0/notes/8")], ""),
    ] {
        let script = started(
            &[("location", "https://graph.contoso.com/v1.0/m")],
            vec![(status, headers, body), (200, &[], "\"fine\"")],
        );
        assert_eq!(finish(&script).await.unwrap(), "fine");
        assert_eq!(urls(&script), ["/m", "/notes/8"]);
    }
    let script = started(&[("location", "/m")], vec![(200, &[], r#"{"id": "8"}"#)]);
    assert_eq!(finish(&script).await.unwrap()["id"], "8");
}

#[tokio::test(start_paused = true)]
async fn an_operation_that_fails_is_an_error_with_its_code() {
    let script = started(
        &[("location", "/m")],
        vec![(200, &[], r#"{"status": "failed", "error": {"code": "nameAlreadyExists", "message": "No."}}"#)],
    );
    let error = finish(&script).await.unwrap_err();
    assert_eq!(error.as_service().unwrap().code, "nameAlreadyExists");
    let script = started(&[("location", "/m")], vec![(200, &[], r#"{"status": "Cancelled"}"#)]);
    assert_eq!(finish(&script).await.unwrap_err().as_service().unwrap().code, "cancelled");
    let script = started(&[("location", "/m")], vec![(404, &[], "")]);
    assert_eq!(finish(&script).await.unwrap_err().status(), Some(StatusCode::NOT_FOUND));
}

#[tokio::test(start_paused = true)]
async fn an_operation_that_does_not_end_is_an_error() {
    let script = started(&[("location", "/m")], vec![(202, &[], "")]);
    let running = script.create().start().await.unwrap().time_limit(Duration::from_secs(100));
    let error = running.finish::<Value>().await.unwrap_err();
    assert!(matches!(error.cause(), Cause::Timeout(_)), "{error}");
    assert_eq!(error.to_string(), "notes_create (api/note.md): no answer from the service within 100s");
    assert!(script.count() < 10);
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_never_ends_is_not_begun() {
    let script = started(&[("location", "/m"), ("retry-after", "99999999999999999999999")], vec![(202, &[], "")]);
    assert!(matches!(finish(&script).await.unwrap_err().cause(), Cause::Timeout(_)));
    let script = started(&[("location", "/m")], vec![(202, &[], "")]);
    let running = script.create().start().await.unwrap().interval(Duration::MAX).time_limit(Duration::MAX);
    let never = tokio::time::timeout(Duration::from_secs(1_000_000), running.finish::<Value>());
    assert!(never.await.is_err());
}

#[tokio::test(start_paused = true)]
async fn a_monitor_can_be_stored_and_asked_later() {
    let script = started(&[("location", "/m?key=secret")], vec![(200, &[], "\"fine\"")]);
    let running = script.create().start().await.unwrap();
    assert!(!format!("{running:?}").contains("secret"));
    let url = running.monitor_url().unwrap().to_owned();
    assert_eq!(url, format!("{BASE}/m?key=secret"));
    assert_eq!(script.client.long_running(&url).finish::<Value>().await.unwrap(), "fine");
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_is_the_result_is_the_result() {
    let script = Script::new(|_, _| ok());
    let ended = script.create().start().await.unwrap();
    assert_eq!(ended.monitor_url(), None);
    assert_eq!(ended.finish::<Value>().await.unwrap(), "fine");
    let script = Script::new(|_, _| answer(202, &[], ""));
    script.create().start().await.unwrap().finish::<()>().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_monitor_without_tls_is_not_asked() {
    for url in ["http://monitor.example/1", "file:///etc/passwd", "https://a@b.example/1"] {
        let script = Script::new(move |_, _| answer(202, &[("location", url)], ""));
        let error = script.create().start().await.unwrap_err().to_string();
        assert!(error.ends_with(&format!("a location cannot be called: {url}")), "{error}");
        let error = script.client.long_running(url).finish::<Value>().await.unwrap_err().to_string();
        assert!(error.ends_with(&format!("the monitor cannot be called: {url}")), "{error}");
        assert_eq!(script.count(), 1);
    }
    let script = Script::new(|number, _| match number {
        0 => answer(202, &[("location", "/m")], ""),
        _ => Outcome::Fail("reset".into()),
    });
    assert!(matches!(finish(&script).await.unwrap_err().cause(), Cause::Transport(_)));
}
