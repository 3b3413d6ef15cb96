//! Several calls in one request.

use stubdown_runtime::bytes::Bytes;
use stubdown_runtime::client::{Batch, Node, Retry};
use stubdown_runtime::http::StatusCode;
use stubdown_runtime::serde_json::{self, json};
use stubdown_runtime::{Cause, Value};

use crate::script::{CONTENT, CREATE, DELETE, GET, Outcome, PUT, Script, answer};

#[tokio::test]
async fn calls_go_in_one_request_and_have_answers_of_their_own() {
    let script = Script::new(|_, _| {
        let responses = json!({"responses": [
            {"id": "3", "status": 204},
            {"id": "2", "status": 200, "headers": {"Content-Type": "image/png"}, "body": "cG5n"},
            {"id": "4", "status": 429, "headers": {"Retry-After": "7"}, "body": {"error": {"code": "busy", "message": "Later."}}},
            {"id": "1", "status": 201, "headers": {"Content-Type": "application/json"}, "body": {"id": "new"}},
            {"id": "6", "status": 200, "body": "text"},
            {"id": "99", "status": 200}, {"id": "0", "status": 200}, {"status": 200}, 5,
        ]});
        answer(200, &[], responses.to_string())
    });
    let mut batch = Batch::new(&script.client);
    let created = batch.add(script.create());
    let photo = batch.add(script.call::<Bytes>(&GET).select(["id"]));
    let deleted = batch.add_after(script.call::<()>(&DELETE), [created.id(), photo.id()]);
    let busy = batch.add(script.call::<Value>(&PUT).content("image/png", Bytes::from_static(b"png")));
    let lost = batch.add(script.get().header("If-Match", "*"));
    let text = batch.add(script.get());
    let mut answers = batch.send().await.unwrap();

    assert_eq!(answers.take(created).unwrap(), json!({"id": "new"}));
    assert_eq!(answers.take(photo).unwrap(), "png");
    answers.take(deleted).unwrap();
    assert_eq!(answers.take(text).unwrap(), "text");
    let error = answers.take(busy).unwrap_err();
    assert_eq!(error.to_string(), "notes_put (api/note.md): the service answered 429 Too Many Requests: busy: Later.");
    assert_eq!((error.retry_after().unwrap().as_secs(), error.is_retryable()), (7, true));
    for ticket in [lost, lost] {
        let error = answers.take(ticket).unwrap_err().to_string();
        assert!(error.ends_with("the batch has no answer for this call"), "{error}");
    }

    let asked = script.asked();
    assert_eq!((asked.len(), asked[0].method.as_str()), (1, "POST"));
    assert_eq!(asked[0].url, "https://graph.contoso.com/v1.0/$batch");
    assert_eq!(
        serde_json::from_slice::<Value>(&asked[0].body).unwrap(),
        json!({"requests": [
            {"id": "1", "method": "POST", "url": "/notes/7", "headers": {"content-type": "application/json"}, "body": "new"},
            {"id": "2", "method": "GET", "url": "/notes/7?$select=id"},
            {"id": "3", "method": "DELETE", "url": "/notes/7", "dependsOn": ["1", "2"]},
            {"id": "4", "method": "PUT", "url": "/notes/7", "headers": {"content-type": "image/png"}, "body": "cG5n"},
            {"id": "5", "method": "GET", "url": "/notes/7", "headers": {"if-match": "*"}},
            {"id": "6", "method": "GET", "url": "/notes/7"},
        ]})
    );
}

/// What is text stays text, though a count is base64 as well; whoever writes bytes does so in one of two alphabets.
#[tokio::test]
async fn text_stands_in_a_batch_as_it_is_and_bytes_as_base64() {
    let read = async |media_type: &'static str, body: &'static str| {
        let script = Script::new(move |_, _| {
            let headers = json!({"Content-Type": media_type});
            let response = json!({"id": "1", "status": 200, "headers": headers, "body": body});
            answer(200, &[], json!({"responses": [response]}).to_string())
        });
        let mut batch = Batch::new(&script.client);
        let content = batch.add(script.call::<Bytes>(&CONTENT));
        batch.send().await.unwrap().take(content).unwrap()
    };
    assert_eq!(read("text/plain; charset=utf-8", "1234").await, "1234");
    assert_eq!(read("application/octet-stream", "-_8=").await, [0xfb, 0xff].as_slice());
    assert_eq!(read("application/octet-stream", "+/8=").await, [0xfb, 0xff].as_slice());
    assert_eq!(read("application/octet-stream", "no base64!").await, "no base64!");
}

#[tokio::test]
async fn json_with_parameters_stands_in_a_batch_as_it_is() {
    let script = Script::new(|_, _| answer(200, &[], r#"{"responses": [{"id": "1", "status": 204}]}"#));
    let mut batch = Batch::new(&script.client);
    let json = Bytes::from_static(br#"{"a": 1}"#);
    batch.add(script.call::<()>(&PUT).content("application/json; charset=utf-8", json));
    batch.send().await.unwrap();
    let asked: Value = serde_json::from_slice(&script.asked()[0].body).unwrap();
    assert_eq!(asked["requests"][0]["body"], json!({"a": 1}));
}

#[tokio::test]
async fn a_redirect_to_content_is_an_error_that_says_where_it_leads() {
    let script = Script::new(|_, _| {
        let headers = json!({"Location": "https://files.example/1"});
        answer(200, &[], json!({"responses": [{"id": "1", "status": 302, "headers": headers}]}).to_string())
    });
    let mut batch = Batch::new(&script.client);
    let content = batch.add(script.call::<Bytes>(&CONTENT));
    let error = batch.send().await.unwrap().take(content).unwrap_err();
    assert!(error.to_string().ends_with("302 Found instead of the content, which is at its `Location`"), "{error}");
    assert_eq!(error.headers().unwrap()["location"], "https://files.example/1");
    assert_eq!(script.count(), 1);
}

#[tokio::test]
async fn a_batch_that_cannot_be_sent_is_not() {
    let script = Script::new(|_, _| answer(200, &[], r#"{"responses": []}"#));
    let failed = async |batch: Batch| batch.send().await.unwrap_err().to_string();
    let prefix = "batch: the request is not valid: ";

    let mut batch = Batch::new(&script.client);
    let tickets: Vec<_> = (0..21).map(|_| batch.add(script.get())).collect();
    assert_eq!(failed(batch).await, format!("{prefix}a batch takes at most 20 calls, not 21"));

    let mut batch = Batch::new(&script.client);
    batch.add_after(script.get(), [tickets[0].id()]);
    let message = "a call of a batch can only come after others that were added before it";
    assert_eq!(failed(batch).await, format!("{prefix}{message}"));

    let mut batch = Batch::new(&script.client);
    batch.add(script.client.link::<Value>("https://evil.example/v1.0/notes"));
    assert_eq!(failed(batch).await, format!("{prefix}link goes to another service"));

    let mut batch = Batch::new(&script.client);
    batch.add(Node::root(script.client.clone()).argument("note_id", "..").call::<Value>(&GET));
    let message = "notes_get (api/note.md): `..` cannot be the value of `note_id` in a path";
    assert_eq!(failed(batch).await, format!("{prefix}{message}"));
    assert_eq!(script.count(), 0);

    let mut answers = Batch::new(&script.client).send().await.unwrap();
    assert!(matches!(answers.take(tickets[0]).unwrap_err().cause(), Cause::Invalid(_)));
}

#[tokio::test]
async fn an_answer_that_is_no_batch_is_an_error() {
    for body in ["{}", "[]", r#"{"responses": {}}"#] {
        let script = Script::new(move |_, _| answer(200, &[], body));
        let error = Batch::new(&script.client).send().await.unwrap_err().to_string();
        assert!(error.ends_with("the answer to a batch has no list `responses`"), "{error}");
    }
    let script = Script::new(|_, _| answer(403, &[], ""));
    assert_eq!(Batch::new(&script.client).send().await.unwrap_err().status(), Some(StatusCode::FORBIDDEN));
}

#[tokio::test(start_paused = true)]
async fn a_batch_is_sent_again_only_if_all_its_calls_may_be() {
    let sends = async |operation| {
        let script = Script::new(|_, _| Outcome::Fail("reset".into())).with(|client| client.retry(Retry::default()));
        let mut batch = Batch::new(&script.client);
        batch.add(script.get());
        batch.add(script.call::<Value>(operation));
        batch.send().await.unwrap_err();
        script.count()
    };
    assert_eq!((sends(&PUT).await, sends(&CREATE).await), (5, 1));

    let script = Script::new(|_, _| Outcome::Fail("reset".into())).with(|client| client.retry(Retry::default()));
    let mut batch = Batch::new(&script.client);
    batch.add(script.get());
    batch.add(script.create().repeatable());
    batch.send().await.unwrap_err();
    assert_eq!(script.count(), 5);
}

/// A batch answer: the id of each call, its status, and `Retry-After`.
fn answers(parts: &[(u32, u16, Option<&str>)]) -> Outcome {
    let responses = parts.iter().map(|(id, status, after)| {
        let headers = after.map(|after| json!({ "Retry-After": after }));
        json!({ "id": id.to_string(), "status": status, "headers": headers, "body": { "round": status } })
    });
    answer(200, &[], json!({ "responses": responses.collect::<Vec<_>>() }).to_string())
}

/// The ids of the calls of each batch that was sent, with those that they come after.
fn sent(script: &Script) -> Vec<Vec<String>> {
    let ids = |body: &[u8]| {
        let body: Value = serde_json::from_slice(body).unwrap();
        let after = |call: &Value| call.get("dependsOn").map(Value::to_string).unwrap_or_default();
        let calls = body["requests"].as_array().unwrap().iter();
        calls.map(|call| call["id"].as_str().unwrap().to_owned() + &after(call)).collect()
    };
    script.asked().iter().map(|asked| ids(&asked.body)).collect()
}

#[tokio::test(start_paused = true)]
async fn refused_calls_of_a_batch_are_sent_again_with_those_that_come_after_them() {
    let script = Script::new(|number, _| match number {
        0 => answers(&[
            (1, 429, Some("7")),
            (2, 200, None),
            (3, 424, None),
            (4, 404, None),
            (5, 424, None),
            (6, 503, None),
            (7, 503, None),
            (8, 424, None),
        ]),
        1 => answers(&[(1, 200, None), (3, 429, Some("3")), (7, 200, None)]),
        _ => answers(&[(3, 204, None), (2, 500, None)]),
    });
    let script = script.with(|client| client.retry(Retry::default()));
    let mut batch = Batch::new(&script.client);
    let first = batch.add(script.create());
    let second = batch.add(script.get());
    let third = batch.add_after(script.call::<()>(&DELETE), [first.id(), second.id()]);
    let missing = batch.add(script.get());
    let behind_missing = batch.add_after(script.get(), [missing.id()]);
    let unsure = batch.add(script.create());
    let idempotent = batch.add(script.get());
    let behind_unsure = batch.add_after(script.get(), [first.id(), unsure.id()]);
    let mut answers = batch.send().await.unwrap();

    assert_eq!(sent(&script)[1..], [vec!["1", r#"3["1"]"#, "7"], vec!["3"]]);
    let waits: Vec<u64> = script.asked().iter().map(|asked| asked.after.as_secs()).collect();
    assert!(waits[1] == 7 && (10..=11).contains(&waits[2]), "{waits:?}");
    for ticket in [first, second, idempotent] {
        answers.take(ticket).unwrap();
    }
    answers.take(third).unwrap();
    let mut status = |ticket| answers.take(ticket).unwrap_err().status().unwrap().as_u16();
    assert_eq!([missing, behind_missing, unsure, behind_unsure].map(&mut status), [404, 424, 503, 424]);
}

#[tokio::test(start_paused = true)]
async fn what_a_batch_has_answered_stays_when_the_rest_cannot_be_sent_again() {
    let refused = || answers(&[(1, 200, None), (2, 429, Some("5"))]);
    let first_then = async |policy: Retry, next: fn() -> Outcome| {
        let script = Script::new(move |number, _| if number == 0 { refused() } else { next() });
        let script = script.with(|client| client.retry(policy));
        let mut batch = Batch::new(&script.client);
        let (read, busy) = (batch.add(script.get()), batch.add(script.get()));
        let mut answers = batch.send().await.unwrap();
        answers.take(read).unwrap();
        (script.count(), answers.take(busy).unwrap_err().retry_after().unwrap().as_secs())
    };
    assert_eq!(first_then(Retry::default(), || answer(403, &[], "")).await, (2, 5));
    assert_eq!(first_then(Retry::default(), || answer(200, &[], "{}")).await, (2, 5));
    assert_eq!(first_then(Retry::default(), || answers(&[(2, 429, Some("6"))])).await, (5, 6));
    let stalled = Retry::default().total_timeout(Some(std::time::Duration::from_secs(9)));
    assert_eq!(first_then(stalled, || Outcome::Stall).await, (2, 5));
    let short = Retry::default().total_timeout(Some(std::time::Duration::from_secs(4)));
    assert_eq!(first_then(short, || answer(500, &[], "")).await, (1, 5));
    assert_eq!(first_then(Retry::none(), || answer(500, &[], "")).await, (1, 5));
}
