//! Pages, one after the other, and what has changed since.

use std::pin::Pin;
use std::time::Duration;

use stubdown_runtime::client::{DeltaLink, Items, removed};
use stubdown_runtime::http::StatusCode;
use stubdown_runtime::{Collection, Field, Map, Value, object, serde_json};

use crate::script::{BASE, CREATE, GET, Outcome, Script, answer};

#[derive(Clone, Default)]
struct Note {
    id: Field<String>,
    additional_properties: Map<String, Value>,
}
object!(Note { "id" => id });

/// Pages with two notes each, until the last one, which has a delta link.
fn pages(last: usize) -> Script {
    Script::new(move |number, _| {
        let link = match number < last {
            true => format!("\"@odata.nextLink\": \"{BASE}/notes?$skiptoken=a%2Fb+c'{number}'&x=é\""),
            false => format!("\"@odata.deltaLink\": \"{BASE}/notes?$deltatoken=42\""),
        };
        let ids = [2 * number, 2 * number + 1];
        answer(200, &[], format!(r#"{{"value": [{{"id": "{}"}}, {{"id": "{}"}}], {link}}}"#, ids[0], ids[1]))
    })
}

async fn ids(mut items: Items<Note>) -> (Vec<String>, Option<DeltaLink>) {
    let mut ids = Vec::new();
    while let Some(note) = items.try_next().await.unwrap() {
        ids.push(note.id.into_value().unwrap());
    }
    (ids, items.delta_link().cloned())
}

#[tokio::test]
async fn the_items_of_all_pages_come_one_after_the_other() {
    let script = pages(2);
    let call = script.call::<Collection<Note>>(&GET).header("Prefer", "odata.maxpagesize=2").top(5);
    let (ids, delta) = ids(call.stream()).await;
    assert_eq!(ids, ["0", "1", "2", "3", "4", "5"]);
    assert_eq!(delta, Some(DeltaLink::from(format!("{BASE}/notes?$deltatoken=42"))));
    let urls: Vec<_> = script.asked().into_iter().map(|asked| asked.url).collect();
    let link = |number| format!("{BASE}/notes?$skiptoken=a%2Fb+c'{number}'&x=%C3%A9");
    assert_eq!(urls, [format!("{BASE}/notes/7?$top=5"), link(0), link(1)], "links are called as they came");
    assert!(script.asked().iter().all(|asked| asked.header("prefer") == "odata.maxpagesize=2"));
}

/// An action returns a collection as well. Its links are read like all others.
#[tokio::test]
async fn the_further_pages_of_an_action_are_read() {
    let script = pages(1);
    let call =
        script.call::<Collection<Note>>(&CREATE).json(&Value::from("all")).header("ConsistencyLevel", "eventual");
    let (ids, _) = ids(call.stream()).await;
    assert_eq!(ids, ["0", "1", "2", "3"]);
    let asked = script.asked();
    let of = |at: usize| (asked[at].method.as_str(), asked[at].header("content-type"), asked[at].body.as_ref());
    assert_eq!(of(0), ("POST", "application/json", b"\"all\"".as_slice()));
    assert_eq!(of(1), ("GET", "", b"".as_slice()));
    assert!(asked.iter().all(|asked| asked.header("consistencylevel") == "eventual"));
}

#[tokio::test(start_paused = true)]
async fn each_page_has_the_time_of_the_call() {
    let script = Script::new(|number, _| match number {
        0 => answer(200, &[], format!(r#"{{"value": [], "@odata.nextLink": "{BASE}/notes?$skip=2"}}"#)),
        _ => Outcome::Stall,
    });
    let started = tokio::time::Instant::now();
    let mut pages = script.call::<Collection<Note>>(&GET).timeout(Duration::from_secs(5)).pages();
    pages.try_next().await.unwrap().unwrap();
    pages.try_next().await.unwrap_err();
    assert_eq!(started.elapsed(), Duration::from_secs(5));
}

#[tokio::test]
async fn pages_are_asked_for_as_they_are_needed() {
    let script = pages(9);
    let mut items = script.call::<Collection<Note>>(&GET).stream();
    assert_eq!(script.count(), 0);
    items.try_next().await.unwrap();
    items.try_next().await.unwrap();
    assert_eq!(script.count(), 1);
    items.try_next().await.unwrap();
    assert_eq!(script.count(), 2);
}

#[tokio::test]
async fn pages_and_items_are_streams_for_any_library() {
    use tokio_stream::StreamExt;
    let pages_of_two: Vec<_> = pages(1)
        .call::<Collection<Note>>(&GET)
        .pages()
        .map(|page| page.unwrap().items().unwrap().len())
        .collect()
        .await;
    assert_eq!(pages_of_two, [2, 2]);
    let mut items = pages(1).call::<Collection<Note>>(&GET).stream();
    assert!(Pin::new(&mut items).next().await.unwrap().is_ok());
}

#[tokio::test]
async fn an_item_of_another_type_is_an_error_and_the_others_come() {
    let script = Script::new(|number, _| match number {
        0 => answer(
            200,
            &[],
            format!(r#"{{"value": [{{"id": "0"}}, null], "@odata.nextLink": "{BASE}/notes?$skip=2"}}"#),
        ),
        _ => answer(200, &[], r#"{"value": [7, {"id": "1"}]}"#),
    });
    let mut items = script.call::<Collection<Note>>(&GET).stream();
    let mut came = Vec::new();
    loop {
        came.push(match items.try_next().await {
            Ok(Some(note)) => note.id.into_value().unwrap(),
            Ok(None) => break,
            Err(error) => error.to_string(),
        });
    }
    let odd = |kind| {
        format!(
            "notes_get (api/note.md): the answer is not as documented: an item is {kind}, and not of the documented type"
        )
    };
    assert_eq!(came, ["0".to_owned(), odd("null"), odd("a number"), "1".to_owned()]);
}

#[tokio::test]
async fn a_link_that_comes_a_second_time_is_an_error() {
    let script = Script::new(|number, _| {
        let link = format!("{BASE}/notes?$skip={}", number % 2);
        answer(200, &[], format!(r#"{{"value": [], "@odata.nextLink": "{link}"}}"#))
    });
    let mut pages = script.call::<Collection<Note>>(&GET).pages();
    for _ in 0..3 {
        pages.try_next().await.unwrap().unwrap();
    }
    let error = pages.try_next().await.unwrap_err().to_string();
    assert!(error.ends_with(&format!("the link to the next page came a second time: {BASE}/notes")), "{error}");
    assert!(pages.try_next().await.unwrap().is_none());
    assert_eq!(script.count(), 3);

    let own =
        Script::new(|_, asked| answer(200, &[], format!(r#"{{"value": [], "@odata.nextLink": "{}"}}"#, asked.url)));
    let mut pages = own.call::<Collection<Note>>(&GET).pages();
    pages.try_next().await.unwrap();
    pages.try_next().await.unwrap_err();
}

#[tokio::test]
async fn endless_pages_end_at_a_limit() {
    let script = pages(usize::MAX);
    let mut pages = script.call::<Collection<Note>>(&GET).pages().page_limit(50);
    for _ in 0..50 {
        pages.try_next().await.unwrap().unwrap();
    }
    let error = pages.try_next().await.unwrap_err().to_string();
    assert!(error.ends_with("there are more than 50 pages"), "{error}");
    assert_eq!(script.count(), 50);
}

#[tokio::test]
async fn a_page_that_fails_ends_the_stream_and_can_be_asked_for_again() {
    let script = Script::new(|number, _| match number {
        0 => answer(200, &[], format!(r#"{{"value": [], "@odata.nextLink": "{BASE}/notes?$skip=1"}}"#)),
        1 => answer(500, &[], ""),
        _ => answer(200, &[], r#"{"value": [{"id": "a"}]}"#),
    });
    let mut pages = script.call::<Collection<Note>>(&GET).pages();
    pages.try_next().await.unwrap();
    let error = pages.try_next().await.unwrap_err();
    assert!(error.to_string().starts_with("notes_get (api/note.md): the service answered 500"), "{error}");
    assert!(pages.try_next().await.unwrap().is_none());
    let link = pages.next_link().unwrap();
    let (ids, _) = ids(script.client.link::<Collection<Note>>(link).stream()).await;
    assert_eq!(ids, ["a"]);
}

#[tokio::test]
async fn items_tell_where_to_go_on() {
    let next = format!("{BASE}/notes?$skip=1");
    let page = format!(r#"{{"value": [{{"id": "a"}}], "@odata.nextLink": "{next}"}}"#);
    let script = Script::new(move |number, _| match number {
        0 => answer(200, &[], page.clone()),
        _ => answer(500, &[], ""),
    });
    let mut items = script.call::<Collection<Note>>(&GET).stream();
    assert_eq!(items.next_link(), None);
    items.try_next().await.unwrap().unwrap();
    assert_eq!(items.next_link(), Some(next.as_str()));
    items.try_next().await.unwrap_err();
    assert_eq!(items.next_link(), Some(next.as_str()));
}

#[tokio::test]
async fn odd_pages_are_errors() {
    for (body, message) in [
        (r#"{"value": 5}"#, "the member `value` is not a list"),
        (r#"{}"#, "the member `value` is not a list"),
        (r#"{"value": [], "@odata.nextLink": 5}"#, "the link to the next page is not text"),
    ] {
        let mut items = Script::new(move |_, _| answer(200, &[], body)).call::<Collection<Note>>(&GET).stream();
        let error = items.try_next().await.unwrap_err().to_string();
        assert_eq!(error, format!("notes_get (api/note.md): the answer is not as documented: {message}"));
        assert!(items.try_next().await.unwrap().is_none());
    }
    let mut items = Script::new(|_, _| answer(200, &[], r#"{"value": [], "@odata.nextLink": null}"#))
        .call::<Collection<Note>>(&GET)
        .stream();
    assert!(items.try_next().await.unwrap().is_none());
}

#[tokio::test]
async fn a_delta_link_can_be_stored_and_asked_later() {
    let script = Script::new(|_, asked| match asked.url.contains("deltatoken=") {
        false => {
            answer(200, &[], format!(r#"{{"value": [{{"id": "a"}}], "@odata.deltaLink": "{BASE}/n?$deltatoken=1"}}"#))
        }
        true => answer(
            200,
            &[],
            format!(
                r#"{{"value": [{{"id": "a", "@removed": {{"reason": "changed"}}}}, {{"id": "b", "@removed": {{}}}}, {{"id": "c"}}],
                    "@odata.deltaLink": "{BASE}/n?$deltatoken=2"}}"#
            ),
        ),
    });
    let (_, delta) = ids(script.call::<Collection<Note>>(&GET).select(["id"]).stream()).await;
    let stored = serde_json::to_string(&delta.unwrap()).unwrap();
    assert_eq!(stored, format!("\"{BASE}/n?$deltatoken=1\""));

    let link: DeltaLink = serde_json::from_str(&stored).unwrap();
    assert_eq!(format!("{link:?}"), format!("DeltaLink(\"{BASE}/n\")"));
    let mut changes = script.call::<Collection<Note>>(&GET).select(["id"]).since(&link).pages();
    let page = changes.try_next().await.unwrap().unwrap().into_items().unwrap();
    assert_eq!(page.iter().map(removed).collect::<Vec<_>>(), [Some("changed"), Some("deleted"), None]);
    assert!(changes.try_next().await.unwrap().is_none());
    assert_eq!(changes.delta_link().unwrap().as_str(), format!("{BASE}/n?$deltatoken=2"));
    assert_eq!(script.asked()[1].url, format!("{BASE}/n?$deltatoken=1"));
}

#[tokio::test]
async fn a_delta_link_that_the_service_has_forgotten_is_an_error_with_its_status() {
    let body = r#"{"error": {"code": "resyncRequired", "message": "Begin again."}}"#;
    let script = Script::new(move |_, _| answer(410, &[], body));
    let link = DeltaLink::from(format!("{BASE}/n?$deltatoken=1"));
    let error = script.call::<Collection<Note>>(&GET).since(&link).stream().try_next().await.unwrap_err();
    assert_eq!((error.status(), error.is_retryable()), (Some(StatusCode::GONE), false));
}
