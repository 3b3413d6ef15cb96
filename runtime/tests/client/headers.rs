//! Headers of calls.

use crate::script::{Script, answer};

/// Lists may be divided over several headers, `Prefer` among them; a second range would make a request invalid.
#[tokio::test]
async fn what_holds_no_list_comes_once() {
    let script = Script::new(|_, _| answer(200, &[], "{}"));
    let call =
        script.get().header("prefer", "respond-async").header("range", "bytes=0-6").header("content-type", "a/b");
    call.header("prefer", "wait=9").header("range", "bytes=7-9").header("content-type", "c/d").await.unwrap();
    let asked = script.asked();
    let all =
        |name: &str| -> Vec<_> { asked[0].headers.get_all(name).iter().map(|value| value.to_str().unwrap()).collect() };
    assert_eq!(all("prefer"), ["respond-async", "wait=9"]);
    assert_eq!(all("range"), ["bytes=7-9"]);
    assert_eq!(all("content-type"), ["c/d"]);
}
