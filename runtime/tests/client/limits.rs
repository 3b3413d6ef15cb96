//! Answers that are not what a client should have to read.

use stubdown_runtime::bytes::Bytes;
use stubdown_runtime::client::Retry;
use stubdown_runtime::http::StatusCode;
use stubdown_runtime::{Collection, Field, Map, Value, object};

use crate::script::{CREATE, DELETE, GET, Script, answer};

#[derive(Clone, Default)]
struct Note {
    id: Field<String>,
    related: Field<Vec<Note>>,
    additional_properties: Map<String, Value>,
}
object!(Note { "id" => id, "related" => related });

const PAGE: &str = "<!DOCTYPE html>\n<html>\r\n\t<title>Sign  in</title>\u{1b}[31m";

#[tokio::test]
async fn a_page_for_people_is_told_by_its_status_and_its_beginning() {
    let script = Script::new(|_, _| answer(200, &[("content-type", "text/html; charset=utf-8")], PAGE));
    let told = "the answer is not as documented: 200 OK with `text/html` instead of JSON: \
                <!DOCTYPE html> <html> <title>Sign in</title> [31m";
    let error = script.get().await.unwrap_err();
    assert_eq!(error.to_string(), format!("notes_get (api/note.md): {told}"));
    assert_eq!((error.status(), error.body().unwrap().as_ref()), (Some(StatusCode::OK), PAGE.as_bytes()));
    let error = script.call::<()>(&DELETE).await.unwrap_err();
    assert_eq!(error.to_string(), format!("notes_delete (api/note.md): {told}"), "where no body is documented, too");

    let long = Script::new(|_, _| answer(200, &[("content-type", "text/plain")], "é".repeat(50_000)));
    assert!(long.get().await.unwrap_err().to_string().len() < 300);
    let odd = Script::new(|_, _| answer(200, &[("content-type", "text/plain")], vec![0xff_u8; 100]));
    odd.get().await.unwrap_err();
    let binary = Script::new(|_, _| answer(200, &[("content-type", "text/html")], PAGE));
    assert_eq!(binary.call::<Bytes>(&GET).await.unwrap(), PAGE, "who asks for bytes gets them");
}

#[tokio::test]
async fn json_of_a_wrong_media_type_is_read() {
    for media_type in ["text/plain", "application/octet-stream", "application/problem+json", "text/html"] {
        let script = Script::new(move |_, _| answer(200, &[("content-type", media_type)], "\"fine\""));
        assert_eq!(script.get().await.unwrap(), "fine");
    }
    Script::new(|_, _| answer(200, &[("content-type", "text/html")], "")).call::<()>(&DELETE).await.unwrap();
}

#[tokio::test]
async fn json_that_is_nested_too_deeply_is_an_error() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("{\"related\":[", "]}")] {
        let body = format!("{}1{}", open.repeat(100_000), close.repeat(100_000));
        for status in [200, 400] {
            let body = body.clone();
            let script = Script::new(move |_, _| answer(status, &[("content-type", "application/json")], body.clone()));
            let errors = [
                script.call::<Note>(&GET).await.map(|_| ()).unwrap_err(),
                script.call::<Value>(&GET).await.map(|_| ()).unwrap_err(),
                script.call::<Collection<Note>>(&GET).await.map(|_| ()).unwrap_err(),
            ];
            for error in errors {
                assert_eq!(error.status().unwrap(), status);
                assert_eq!(error.to_string().contains("recursion limit exceeded"), status == 200, "{error}");
            }
        }
    }
}

#[tokio::test]
async fn an_answer_that_is_too_large_is_an_error_that_is_not_repeated() {
    let script = Script::new(|_, _| answer(200, &[], "\"0123456789\""));
    for retry in [Retry::none(), Retry::default()] {
        let script = script.clone().with(|client| client.response_limit(11).retry(retry));
        let before = script.count();
        let error = script.get().await.unwrap_err();
        assert!(error.to_string().ends_with("it is larger than the limit of 11 bytes"), "{error}");
        assert_eq!((error.status(), script.count() - before), (Some(StatusCode::OK), 1));
    }
    assert_eq!(script.with(|client| client.response_limit(12)).get().await.unwrap(), "0123456789");
}

#[tokio::test]
async fn of_a_large_error_the_beginning_is_kept() {
    let script = Script::new(|_, _| answer(400, &[], "x".repeat(3 << 20)));
    for retry in [Retry::none(), Retry::default()] {
        let error = script.clone().with(|client| client.retry(retry)).call::<Value>(&CREATE).await.unwrap_err();
        assert_eq!((error.status().unwrap().as_u16(), error.body().unwrap().len()), (400, 1 << 20));
    }
    let small = script.with(|client| client.response_limit(10));
    assert_eq!(small.get().await.unwrap_err().body().unwrap(), "xxxxxxxxxx");
}
