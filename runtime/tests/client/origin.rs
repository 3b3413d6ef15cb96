//! A token never leaves the origin of the base URL, however the service tries to lead the client away.

use stubdown_runtime::bytes::Bytes;
use stubdown_runtime::client::{DeltaLink, Retry, Token, TokenRequest};
use stubdown_runtime::http::StatusCode;
use stubdown_runtime::{Collection, Value};

use crate::script::{Asked, BASE, GET, Outcome, Script, answer, ok};

const ELSEWHERE: [&str; 7] = [
    "https://evil.example/v1.0/notes?$skiptoken=1",
    "http://graph.contoso.com/v1.0/notes",
    "https://graph.contoso.com:8443/v1.0/notes",
    "https://graph.contoso.com.evil.example/v1.0/notes",
    "https://graph.contoso.com@evil.example/v1.0/notes",
    "//evil.example/v1.0/notes",
    "javascript:alert(1)",
];

/// A client that is signed in with each kind of token in turn.
fn signed_in(answer: fn(usize, &Asked) -> Outcome) -> [Script; 2] {
    let own = Script::new(answer).with(|client| client.retry(Retry::default()).bearer_token("secret").unwrap());
    let source = |_: TokenRequest| async { Ok(Token::new("secret")?) };
    let sourced = Script::new(answer).with(|client| client.token_source(source).retry(Retry::default()));
    [own, sourced]
}

fn holds_no_token_elsewhere(script: &Script) {
    for asked in script.asked() {
        let own = asked.url.starts_with("https://graph.contoso.com/v1.0/");
        let secrets = format!("{:?} {:?}", asked.header("authorization"), asked.body);
        assert_eq!(secrets.contains("secret"), own, "{asked:?}");
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    for status in [301, 302, 303, 307, 308] {
        for url in ELSEWHERE {
            let script = Script::new(move |_, _| answer(status, &[("location", url)], ""));
            let script = script.with(|client| client.bearer_token("secret").unwrap().retry(Retry::default()));
            let error = script.create().await.unwrap_err();
            assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
            assert_eq!(error.headers().unwrap()["location"], url);
            assert_eq!(script.count(), 1);
        }
    }
}

#[tokio::test]
async fn a_link_to_a_next_page_elsewhere_is_an_error_after_the_items_of_its_page() {
    for url in ELSEWHERE {
        let page = format!(r#"{{"value": [1, 2], "@odata.nextLink": "{url}"}}"#);
        let script = Script::new(move |_, _| answer(200, &[], page.clone()));
        let script = script.with(|client| client.bearer_token("secret").unwrap());
        let mut items = script.call::<Collection<Value>>(&GET).stream();
        assert_eq!(items.try_next().await.unwrap(), Some(1.into()));
        assert_eq!(items.try_next().await.unwrap(), Some(2.into()));
        let error = items.try_next().await.unwrap_err().to_string();
        let shown = url.split('?').next().unwrap();
        assert_eq!(
            error,
            format!(
                "notes_get (api/note.md): the answer is not as documented: \
                 the link to the next page leads away from the service: {shown}"
            )
        );
        assert!(items.try_next().await.unwrap().is_none());
        assert_eq!(script.count(), 1);
    }
}

#[tokio::test]
async fn a_delta_link_elsewhere_is_not_called() {
    for url in ELSEWHERE {
        let script = Script::new(|_, _| ok()).with(|client| client.bearer_token("secret").unwrap());
        let link = DeltaLink::from(url.to_owned());
        let error = script.call::<Collection<Value>>(&GET).since(&link).await.unwrap_err().to_string();
        assert!(error.contains("the delta link leads away from the service"), "{error}");
        assert_eq!(script.count(), 0);
    }
}

#[tokio::test]
async fn a_link_elsewhere_gets_no_token() {
    for url in ELSEWHERE.into_iter().filter(|url| url.starts_with("http")) {
        for script in signed_in(|_, _| answer(401, &[], "")) {
            let error = script.client.link::<Value>(url).await.unwrap_err();
            assert_eq!((error.status(), script.count()), (Some(StatusCode::UNAUTHORIZED), 1));
            holds_no_token_elsewhere(&script);
            assert_eq!(script.asked()[0].header("client-request-id"), "");
        }
    }
}

#[tokio::test]
async fn a_download_follows_a_redirect_without_the_token() {
    for script in signed_in(|_, asked| match asked.url.starts_with(BASE) {
        true => answer(302, &[("location", "https://files.example/a?tempauth=1")], ""),
        false => answer(200, &[], "content"),
    }) {
        let call = script.get().header("cookie", "secret").header("x-api-key", "secret").range(0..7);
        let mut download = call.download().await.unwrap();
        assert_eq!(download.try_next().await.unwrap().unwrap(), "content");
        assert_eq!(script.count(), 2);
        holds_no_token_elsewhere(&script);
        let second = &script.asked()[1];
        let told = ["cookie", "x-api-key", "range"].map(|name| second.header(name));
        assert_eq!(told, ["", "", "bytes=0-6"]);

        let mut download = script.get().header("authorization", "Bearer secret").download().await.unwrap();
        download.try_next().await.unwrap();
        holds_no_token_elsewhere(&script);

        let call = script.call::<Bytes>(&GET).header("cookie", "secret").header("authorization", "Bearer secret");
        assert_eq!(call.await.unwrap(), "content");
        assert_eq!((script.count(), script.asked()[5].header("cookie")), (6, ""));
        holds_no_token_elsewhere(&script);
    }
    for (location, calls) in [("http://files.example/a", 1), ("https://graph.contoso.com/v1.0/notes/7", 6), ("", 1)] {
        let script = Script::new(move |_, _| answer(302, &[("location", location)], ""));
        script.get().download().await.unwrap_err();
        assert_eq!(script.count(), calls, "{location}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_monitor_and_an_upload_session_elsewhere_get_no_token() {
    for script in signed_in(|_, asked| match (asked.method.as_str(), asked.url.starts_with(BASE)) {
        ("POST", _) => answer(202, &[("location", "https://monitor.example/1?t=2")], ""),
        ("PUT", _) => answer(201, &[], "\"done\""),
        ("GET", false) => {
            answer(200, &[], r#"{"status": "completed", "resourceLocation": "https://graph.contoso.com/v1.0/notes/8"}"#)
        }
        _ => ok(),
    }) {
        let result: Value = script.create().start().await.unwrap().finish().await.unwrap();
        assert_eq!(result, "fine");
        assert_eq!(script.count(), 3);
        let upload = stubdown_runtime::client::Upload::new(&script.client, "https://up.example/1?t=2", "content");
        assert_eq!(upload.send::<Value>().await.unwrap(), "done");
        holds_no_token_elsewhere(&script);
    }
}
