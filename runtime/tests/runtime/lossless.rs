//! Decoding and encoding gives an equal JSON value, whatever the JSON is.

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_oneof, proptest};
use proptest::test_runner::TestCaseError;
use stubdown_runtime::codec::{Datum, from_slice, to_vec};
use stubdown_runtime::serde_json::{self, Map, Value, json};

use crate::sample::types::{AnyAttachment, ConversationThread, Empty, Everything, Post};

/// Names that mean something to one of the types, and others.
const NAMES: &[&str] = &[
    "id",
    "topic",
    "uniqueSenders",
    "posts",
    "receivedDateTime",
    "body",
    "hasAttachments",
    "attachments",
    "inReplyTo",
    "contentType",
    "content",
    "size",
    "item",
    "contentBytes",
    "@odata.type",
    "type",
    "small",
    "large",
    "ratio",
    "at",
    "day",
    "time",
    "length",
    "key",
    "any",
    "anything",
    "rows",
    "new",
    "",
];

/// Texts that mean something to one of the types.
const TEXTS: &[&str] = &[
    "html",
    "#microsoft.graph.fileAttachment",
    "microsoft.graph.itemAttachment",
    "#microsoft.graph.other",
    "2024-06-01T10:00:00Z",
    "2024-06-01T10:00:00.0000000+02:00",
    "2024-06-01",
    "10:00:00.1000000",
    "P1DT2H",
    "-PT0.5S",
    "67E55044-10B1-426F-9247-BB680E5FE0C8",
    "aGk=",
    "aGk",
    "_-8",
    "NaN",
    "INF",
];

fn scalars() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        (-3..300_i64).prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        (-3..3).prop_map(|number| json!(f64::from(number))),
        ".{0,4}".prop_map(Value::from),
        proptest::sample::select(TEXTS).prop_map(Value::from),
    ]
}

fn names() -> impl Strategy<Value = String> {
    prop_oneof![20 => proptest::sample::select(NAMES).prop_map(str::to_owned), 1 => ".{0,3}"]
}

fn objects(values: impl Strategy<Value = Value>) -> impl Strategy<Value = Map<String, Value>> {
    vec((names(), values), 0..8).prop_map(|members| members.into_iter().collect())
}

/// Tables of numbers with an odd cell now and then.
fn tables() -> impl Strategy<Value = Value> {
    let cell = prop_oneof![20 => (0..9).prop_map(Value::from), 1 => scalars()];
    vec(vec(cell, 0..4).prop_map(Value::from), 0..4).prop_map(Value::from)
}

fn values() -> impl Strategy<Value = Value> {
    prop_oneof![4 => scalars(), 1 => tables()].prop_recursive(5, 64, 6, |inner| {
        prop_oneof![1 => vec(inner.clone(), 0..4).prop_map(Value::from), 3 => objects(inner).prop_map(Value::Object)]
    })
}

/// Writes the members in reverse as well: where `@odata.type` stands must not matter.
fn reversed(members: &Map<String, Value>) -> String {
    let members: Vec<_> = members.iter().rev().map(|(name, value)| format!("{}:{value}", json!(name))).collect();
    format!("{{{}}}", members.join(","))
}

fn check<T: Datum>(members: &Map<String, Value>) -> Result<(), TestCaseError> {
    for text in [Value::Object(members.clone()).to_string(), reversed(members)] {
        let decoded: T = from_slice(text.as_bytes()).unwrap();
        let encoded: Value = serde_json::from_slice(&to_vec(&decoded).unwrap()).unwrap();
        proptest::prop_assert_eq!(encoded, serde_json::from_str::<Value>(&text).unwrap());
    }
    Ok(())
}

proptest! {
    #[test]
    fn nothing_is_lost(members in objects(values())) {
        check::<ConversationThread>(&members)?;
        check::<Post>(&members)?;
        check::<AnyAttachment>(&members)?;
        check::<Everything>(&members)?;
        check::<Empty>(&members)?;
    }
}
