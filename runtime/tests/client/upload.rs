//! Content in fragments, by an upload session.

use std::sync::{Arc, Mutex};

use stubdown_runtime::Value;
use stubdown_runtime::bytes::Bytes;
use stubdown_runtime::client::{Retry, Upload};
use stubdown_runtime::http::StatusCode;

use crate::script::{Asked, Outcome, Script, answer, response};

const URL: &str = "https://up.example/session?tempauth=secret";
const UNIT: usize = 320 * 1024;

/// What a session has so far.
type Stored = Arc<Mutex<Vec<u8>>>;

/// An upload session for so many bytes. `fault` may answer in its place, before or after it has taken a fragment.
fn session(length: usize, fault: impl Fn(usize, bool) -> Option<Outcome> + Send + Sync + 'static) -> (Script, Stored) {
    let stored = Stored::default();
    let bytes = Arc::clone(&stored);
    let script = Script::new(move |number, asked| {
        if let Some(fault) = fault(number, false) {
            return fault;
        }
        let answer = take(&mut bytes.lock().unwrap(), length, asked);
        fault(number, true).unwrap_or(Outcome::Answer(answer))
    });
    (script, stored)
}

fn take(stored: &mut Vec<u8>, length: usize, asked: &Asked) -> stubdown_runtime::http::Response<axum_body::Body> {
    if asked.method == "PUT" {
        let range = format!("bytes {}-{}/{length}", stored.len(), stored.len() + asked.body.len() - 1);
        if asked.header("content-range") != range {
            return response(416, &[], "");
        }
        stored.extend_from_slice(&asked.body);
        if stored.len() == length {
            return response(201, &[], "\"stored\"");
        }
    }
    let status = if asked.method == "PUT" { 202 } else { 200 };
    response(status, &[], format!(r#"{{"nextExpectedRanges": ["{}-"]}}"#, stored.len()))
}

use stubdown_runtime::axum::body as axum_body;

fn content(length: usize) -> Bytes {
    (0..length).map(|at| (at % 251) as u8).collect::<Vec<_>>().into()
}

fn upload(script: &Script, length: usize) -> Upload {
    Upload::new(&script.client, URL, content(length)).fragment_size(UNIT as u64)
}

#[tokio::test(start_paused = true)]
async fn fragments_follow_each_other() {
    let length = 2 * UNIT + 5;
    let (script, stored) = session(length, |_, _| None);
    let told = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&told);
    let upload = upload(&script, length).on_progress(move |bytes| log.lock().unwrap().push(bytes as usize));
    assert!(!format!("{upload:?}").contains("secret"));
    assert_eq!(upload.send::<Value>().await.unwrap(), "stored");
    assert_eq!(*stored.lock().unwrap(), content(length));
    assert_eq!(*told.lock().unwrap(), [UNIT, 2 * UNIT, length]);
    assert_eq!(script.count(), 3);
}

#[tokio::test(start_paused = true)]
async fn an_upload_goes_on_after_faults_where_the_service_says() {
    let length = 3 * UNIT;
    for retry in [Retry::none(), Retry::default()] {
        for fault in 0..3 {
            for taken in [false, true] {
                if fault == 2 && taken {
                    continue; // The last answer is lost: see below.
                }
                let (script, stored) = session(length, move |number, after| {
                    (number == fault && after == taken).then(|| Outcome::Fail("reset".into()))
                });
                let script = script.with(|client| client.retry(retry.clone()));
                assert_eq!(upload(&script, length).send::<Value>().await.unwrap(), "stored", "{fault} {taken}");
                assert_eq!(*stored.lock().unwrap(), content(length));
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn an_upload_can_go_on_in_another_process() {
    let length = 2 * UNIT;
    let (script, stored) = session(length, |_, _| None);
    stored.lock().unwrap().extend_from_slice(&content(length)[..UNIT + 7]);
    assert_eq!(upload(&script, length).resume().send::<Value>().await.unwrap(), "stored");
    assert_eq!(*stored.lock().unwrap(), content(length));
    assert_eq!(script.asked()[0].method, "GET");
}

#[tokio::test(start_paused = true)]
async fn an_upload_ends_when_it_gets_nowhere() {
    let (script, _) = session(UNIT, |_, _| Some(Outcome::Fail("reset".into())));
    let error = upload(&script, UNIT).send::<Value>().await.unwrap_err();
    assert_eq!(error.to_string(), "upload_fragment: no complete answer from the service");

    let script = Script::new(|_, _| answer(202, &[], r#"{"nextExpectedRanges": ["0-"]}"#));
    let error = upload(&script, UNIT).send::<Value>().await.unwrap_err();
    assert!(error.to_string().ends_with("the upload makes no progress"), "{error}");
    assert_eq!(script.count(), 5);

    let script = Script::new(|_, _| answer(404, &[], ""));
    let error = upload(&script, UNIT).send::<Value>().await.unwrap_err();
    assert_eq!((error.status(), script.count()), (Some(StatusCode::NOT_FOUND), 1));

    for ranges in [r#"["x-"]"#, "[5]", "5", r#"["99999999999999999999-"]"#] {
        let script = Script::new(move |_, _| answer(202, &[], format!(r#"{{"nextExpectedRanges": {ranges}}}"#)));
        let error = upload(&script, UNIT).send::<Value>().await.unwrap_err();
        assert!(error.to_string().ends_with("expects something that is not a range"), "{error}");
    }
    for ranges in [r#"["99999999-"]"#, "[]"] {
        let script = Script::new(move |_, _| answer(202, &[], format!(r#"{{"nextExpectedRanges": {ranges}}}"#)));
        let error = upload(&script, UNIT).send::<Value>().await.unwrap_err();
        assert!(error.to_string().ends_with("does not complete the upload"), "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_fragment_may_be_answered_with_any_success() {
    // As sessions of Outlook do.
    let length = 2 * UNIT + 5;
    for status in [200, 201, 202] {
        let script = Script::new(move |number, _| match number {
            0 | 1 => answer(status, &[], format!(r#"{{"nextExpectedRanges": ["{}"]}}"#, (number + 1) * UNIT)),
            _ => answer(201, &[], r#"{"nextExpectedRanges": []}"#),
        });
        upload(&script, length).send::<Value>().await.unwrap();
        let ranges: Vec<_> = script.asked().iter().map(|asked| asked.header("content-range").to_owned()).collect();
        assert_eq!(ranges.last().unwrap(), &format!("bytes {}-{}/{length}", 2 * UNIT, length - 1), "{status}");
        assert_eq!(ranges.len(), 3);
    }
}

#[tokio::test(start_paused = true)]
async fn fragments_are_of_a_size_that_all_services_take() {
    let length = 20 * UNIT;
    let (script, stored) = session(length, |_, _| None);
    Upload::new(&script.client, URL, content(length)).send::<Value>().await.unwrap();
    assert_eq!(stored.lock().unwrap().len(), length);
    let first = script.asked()[0].body.len();
    assert!(first <= 4_000_000 && first % UNIT == 0, "{first}");
}

#[tokio::test(start_paused = true)]
async fn an_upload_ends_when_the_service_loses_what_it_had() {
    let script = Script::new(|number, asked| match (asked.method.as_str(), number) {
        (_, 100..) => answer(404, &[], ""),
        ("PUT", _) if asked.header("content-range").starts_with("bytes 0-") => {
            answer(202, &[], format!(r#"{{"nextExpectedRanges": ["{UNIT}-"]}}"#))
        }
        ("PUT", _) => Outcome::Fail("reset".into()),
        _ => answer(200, &[], r#"{"nextExpectedRanges": ["0-"]}"#),
    });
    let error = upload(&script, 2 * UNIT).send::<Value>().await.unwrap_err();
    assert_eq!(error.to_string(), "upload_fragment: no complete answer from the service");
    let failed =
        script.asked().iter().filter(|asked| asked.header("content-range").starts_with("bytes 327680-")).count();
    assert_eq!(failed, 5);
}

#[tokio::test(start_paused = true)]
async fn what_was_lost_is_sent_again_in_any_number_of_fragments() {
    let length = 9 * UNIT;
    let (script, stored) = session(length, |_, _| None);
    let (bytes, lost) = (Arc::clone(&stored), Mutex::new(false));
    let upload = upload(&script, length).on_progress(move |sent| {
        if sent == 8 * UNIT as u64 && !std::mem::replace(&mut *lost.lock().unwrap(), true) {
            bytes.lock().unwrap().truncate(UNIT);
        }
    });
    assert_eq!(upload.send::<Value>().await.unwrap(), "stored");
    assert_eq!(*stored.lock().unwrap(), content(length));
}

#[tokio::test(start_paused = true)]
async fn content_that_cannot_be_sent_is_not() {
    let (script, _) = session(UNIT, |_, _| None);
    let failed = async |upload: Upload| upload.send::<Value>().await.unwrap_err().to_string();
    let prefix = "upload_fragment: the request is not valid: ";
    assert_eq!(failed(upload(&script, 0)).await, format!("{prefix}an upload session takes no empty content"));
    for url in ["http://up.example/1", "/1", "https://a@up.example/1", ""] {
        let upload = Upload::new(&script.client, url, "content");
        assert_eq!(failed(upload).await, format!("{prefix}the URL of the upload session cannot be called"));
    }
    let short = Upload::read_with(&script.client, URL, 10, |_| async { Ok(Bytes::from_static(b"short")) });
    assert_eq!(failed(short).await, format!("{prefix}the content cannot be read: unexpected end of file"));
    let lost = Upload::read_with(&script.client, URL, 10, |_| async { Err(std::io::Error::other("the disk is gone")) });
    assert_eq!(failed(lost).await, format!("{prefix}the content cannot be read: the disk is gone"));
    assert_eq!(script.count(), 0);
    upload(&script, UNIT).cancel().await.unwrap();
    assert_eq!(script.asked()[0].method, "DELETE");
}
