//! Content as it comes.

use std::time::Duration;

use stubdown_runtime::axum::body::Body;
use stubdown_runtime::bytes::Bytes;
use stubdown_runtime::http::StatusCode;
use stubdown_runtime::{Cause, Error};
use tokio::time::Instant;
use tokio_stream::StreamExt;

use crate::script::{CONTENT, GET, Outcome, Script, answer};

fn pieces(pieces: &'static [&'static str]) -> Body {
    Body::from_stream(tokio_stream::iter(pieces).map(|piece| Ok::<_, std::io::Error>(*piece)))
}

#[tokio::test]
async fn content_comes_in_pieces() {
    let script = Script::new(|_, _| answer(200, &[("content-length", "6")], pieces(&["ab", "cd", "ef"])));
    let download = script.call::<Bytes>(&GET).download().await.unwrap();
    assert_eq!((download.status(), download.length(), download.range()), (StatusCode::OK, Some(6), None));
    let pieces: Result<Vec<Bytes>, Error> = download.collect().await;
    assert_eq!(pieces.unwrap(), ["ab", "cd", "ef"]);
}

#[tokio::test]
async fn a_range_is_asked_for() {
    let script = Script::new(|_, _| answer(206, &[("content-range", "bytes 2-3/6")], "cd"));
    let download = script.call::<Bytes>(&GET).range(2..4).download().await.unwrap();
    assert_eq!((download.status(), download.range()), (StatusCode::PARTIAL_CONTENT, Some(2..4)));
    for range in [script.call::<Bytes>(&GET).range(2..=3), script.call(&GET).range(2..), script.call(&GET).range(..4)] {
        assert_eq!(range.await.unwrap(), "cd");
    }
    let asked: Vec<_> = script.asked().iter().map(|asked| asked.header("range").to_owned()).collect();
    assert_eq!(asked, ["bytes=2-3", "bytes=2-3", "bytes=2-", "bytes=0-3"]);
    for empty in [script.call::<Bytes>(&GET).range(2..2), script.call(&GET).range(..0)] {
        let error = empty.await.unwrap_err().to_string();
        assert!(error.ends_with("a range without bytes cannot be asked for"), "{error}");
    }
}

#[tokio::test]
async fn a_redirect_is_relative_to_what_gave_it() {
    let script = Script::new(|number, _| match number {
        0 => answer(302, &[("location", "/files/1")], ""),
        1 => answer(302, &[("location", "2?t=3")], ""),
        2 => answer(302, &[("location", "//other.example/a/b")], ""),
        3 => answer(302, &[("location", "../c")], ""),
        _ => answer(200, &[], ""),
    });
    drop(script.call::<Bytes>(&GET).download().await.unwrap());
    let asked: Vec<_> = script.asked().into_iter().skip(1).map(|asked| asked.url).collect();
    let own = "https://graph.contoso.com/files";
    let other = "https://other.example";
    assert_eq!(asked, [format!("{own}/1"), format!("{own}/2?t=3"), format!("{other}/a/b"), format!("{other}/c")]);
}

#[tokio::test]
async fn content_that_is_awaited_is_what_redirects_lead_to() {
    let script = Script::new(|number, _| match number {
        0 => answer(302, &[("location", "https://files.example/1?t=3")], "Moved"),
        1 => answer(307, &[("location", "2")], ""),
        _ => answer(200, &[], pieces(&["ab", "cd"])),
    });
    assert_eq!(script.call::<Bytes>(&CONTENT).await.unwrap(), "abcd");
    let asked: Vec<_> = script.asked().into_iter().skip(1).map(|asked| asked.url).collect();
    assert_eq!(asked, ["https://files.example/1?t=3", "https://files.example/2"]);
    assert_eq!(script.call::<Option<Bytes>>(&CONTENT).await.unwrap(), Some("abcd".into()));

    let script = Script::new(|_, _| answer(302, &[("location", "https://files.example/1")], ""));
    let response = script.call::<Bytes>(&CONTENT).response().await.unwrap();
    assert_eq!(response.status().as_u16(), 302);
    assert_eq!(response.headers()["location"], "https://files.example/1");
    assert_eq!(script.count(), 1);
    let error = script.call::<Bytes>(&CONTENT).await.unwrap_err().to_string();
    assert!(error.ends_with("there are more than 5 redirects"), "{error}");
}

#[tokio::test]
async fn content_that_is_not_there_is_an_error() {
    for (status, location, words) in [
        (302, "", "the redirect says not where to"),
        (302, "ftp://files.example/1", "the redirect is not followed: ftp://files.example/1"),
        (304, "/files/1", "the service answered 304 Not Modified"),
    ] {
        let script = Script::new(move |_, _| answer(status, &[("location", location)], ""));
        let error = script.call::<Bytes>(&CONTENT).await.unwrap_err().to_string();
        assert!(error.ends_with(words), "{error}");
        assert_eq!(script.count(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn redirects_take_no_more_time_than_the_call_may() {
    let script = Script::new(|number, _| match number {
        0 => answer(302, &[("location", "/files/1")], ""),
        _ => Outcome::Stall,
    });
    let limit = Duration::from_secs(5);
    let begin = Instant::now();
    let error = script.call::<Bytes>(&CONTENT).timeout(limit).await.unwrap_err();
    assert!(matches!(error.cause(), Cause::Timeout(_)), "{error}");
    assert_eq!(begin.elapsed(), limit);
}

#[tokio::test]
async fn content_has_a_limit() {
    let failed = async |script: Script| {
        let mut download = script.call::<Bytes>(&GET).download().await.unwrap().limit(3);
        let mut received = 0;
        loop {
            match download.try_next().await {
                Ok(Some(bytes)) => received += bytes.len(),
                Ok(None) => panic!("no error"),
                Err(error) => {
                    assert!(error.to_string().ends_with("it is larger than the limit of 3 bytes"), "{error}");
                    assert!(download.try_next().await.unwrap().is_none());
                    return received;
                }
            }
        }
    };
    assert_eq!(failed(Script::new(|_, _| answer(200, &[], pieces(&["ab", "cd"])))).await, 2);
    assert_eq!(failed(Script::new(|_, _| answer(200, &[("content-length", "4")], pieces(&["ab", "cd"])))).await, 0);
}

#[tokio::test]
async fn content_that_ends_early_is_an_error() {
    let script = Script::new(|_, _| answer(200, &[("content-length", "6")], pieces(&["ab"])));
    let mut download = script.call::<Bytes>(&GET).download().await.unwrap();
    assert_eq!(download.try_next().await.unwrap().unwrap(), "ab");
    let error = download.try_next().await.unwrap_err();
    assert!(matches!(error.cause(), Cause::Transport(_)));
    assert!(error.is_retryable());
    assert_eq!(std::error::Error::source(&error).unwrap().to_string(), "the body ended after 2 of 6 bytes");
}

#[tokio::test]
async fn an_error_is_told_before_any_content() {
    let body = r#"{"error": {"code": "itemNotFound", "message": "No."}}"#;
    let script = Script::new(move |_, _| answer(404, &[], body));
    let error = script.call::<Bytes>(&GET).download().await.unwrap_err();
    assert_eq!(error.as_service().unwrap().code, "itemNotFound");
}
