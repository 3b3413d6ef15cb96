//! Several calls in one request.

use stubdown_runtime::bytes::Bytes;
use stubdown_runtime::client::{Batch, Node, Retry};
use stubdown_runtime::http::StatusCode;
use stubdown_runtime::serde_json::{self, json};
use stubdown_runtime::{Cause, Value};

use crate::script::{CREATE, DELETE, GET, Outcome, PUT, Script, answer};

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
}
