//! Decoding and encoding gives an equal JSON value, whatever the JSON is.

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_oneof, proptest};
use proptest::test_runner::TestCaseError;
use stubdown_runtime::codec::{Datum, encode, from_slice, to_vec};
use stubdown_runtime::serde_json::{self, Map, Value, json};
use stubdown_runtime::{Collection, serde};

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
    "price",
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
    "12.50",
    "-9007199254740993",
    "+1e3",
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

/// Numbers as they may be written: large ones, and those whose form tells what they are.
fn numbers() -> impl Strategy<Value = String> {
    prop_oneof![
        "-?(0|[1-9][0-9]{0,30})",
        "-?(0|[1-9][0-9]{0,3})\\.[0-9]{1,20}",
        "-?[1-9][0-9]{0,2}(\\.[0-9]{1,3})?[eE][+-]?[0-9]{1,2}",
    ]
}

/// Strings with any escapes, among them halves of characters outside of the basic plane that belong together.
fn strings() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[ -!#-\\[\\]-~äß€]{0,9}",
        r#"\\["\\/bfnrt]"#,
        "\\\\u00[0-7][0-9a-fA-F]",
        Just("\\ud83d\\ude00".to_owned()),
    ];
    vec(piece, 0..5).prop_map(|pieces| format!("\"{}\"", pieces.concat()))
}

/// JSON texts that no value would be written as: names more than once, names with escapes, numbers and strings in odd forms.
fn texts() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        numbers(),
        strings(),
        Just("null".to_owned()),
        Just("true".to_owned()),
        proptest::sample::select(TEXTS).prop_map(|text| format!("\"{text}\"")),
    ];
    leaf.prop_recursive(4, 48, 6, |inner| {
        prop_oneof![
            1 => vec(inner.clone(), 0..4).prop_map(|elements| format!("[ {} ]", elements.join(" ,\n"))),
            3 => text_of_object(inner),
        ]
    })
}

fn text_of_object(inner: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    let name =
        prop_oneof![20 => proptest::sample::select(NAMES).prop_map(|name| format!("\"{name}\"")), 1 => strings()];
    vec((name, inner), 0..8).prop_map(|members| {
        let members: Vec<_> = members.into_iter().map(|(name, value)| format!("{name}:\t{value}")).collect();
        format!("{{{}}}", members.join(","))
    })
}

/// A value of every type below, so deep that the JSON library only just reads it.
fn nested(text: &str, depth: usize) -> String {
    format!("{}{text}{}", r#"{"inReplyTo":"#.repeat(depth), "}".repeat(depth))
}

/// Writes the members in reverse as well: where `@odata.type` stands must not matter.
fn reversed(members: &Map<String, Value>) -> String {
    let members: Vec<_> = members.iter().rev().map(|(name, value)| format!("{}:{value}", json!(name))).collect();
    format!("{{{}}}", members.join(","))
}

fn check<T: Datum>(members: &Map<String, Value>) -> Result<(), TestCaseError> {
    for text in [Value::Object(members.clone()).to_string(), reversed(members)] {
        check_text::<T>(&text)?;
    }
    Ok(())
}

fn check_text<T: Datum>(text: &str) -> Result<(), TestCaseError> {
    let decoded: T = from_slice(text.as_bytes()).unwrap();
    let encoded: Value = serde_json::from_slice(&to_vec(&decoded).unwrap()).unwrap();
    proptest::prop_assert_eq!(&encoded, &serde_json::from_str::<Value>(text).unwrap());
    // Another format: the JSON library's own values.
    let decoded: Value = serde_json::to_value(View(&decoded)).unwrap();
    proptest::prop_assert_eq!(decoded, encoded);
    Ok(())
}

/// Any type of the codec as serde sees it.
struct View<'a, T>(&'a T);

impl<T: Datum> serde::Serialize for View<'_, T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        encode(self.0, serializer)
    }
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

    #[test]
    fn no_way_of_writing_json_loses_anything(text in text_of_object(texts())) {
        check_text::<ConversationThread>(&text)?;
        check_text::<Post>(&text)?;
        check_text::<AnyAttachment>(&text)?;
        check_text::<Everything>(&text)?;
        check_text::<Collection<Post>>(&text)?;
        check_text::<Value>(&text)?;
    }

    #[test]
    fn depth_changes_nothing(text in text_of_object(numbers()), depth in 0..120_usize) {
        check_text::<Post>(&nested(&text, depth))?;
    }

    /// The writer of texts agrees with the JSON library, byte for byte.
    #[test]
    fn json_is_written_as_the_library_writes_it(json in values(), text in "(?s).{0,40}", name in "[\\x00-\\x7f]{0,20}") {
        let json = json!({"json": json, "text": text, name: [u64::MAX, i64::MIN]});
        proptest::prop_assert_eq!(to_vec(&json).unwrap(), serde_json::to_vec(&json).unwrap());
        let decoded: Everything = serde_json::from_value(json).unwrap();
        proptest::prop_assert_eq!(to_vec(&decoded).unwrap(), serde_json::to_vec(&decoded).unwrap());
    }

    /// Whether a text is the usual one is told without writing it; it must be so when it is written.
    #[test]
    fn texts_of_primitives_come_out_as_they_went_in(
        at in "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|2[0-9])[Tt ](0[0-9]|2[0-3]):[0-5][0-9]:[0-6][0-9](\\.[0-9]{1,9})?(Z|z|[+-]0[0-9]:00)",
        key in "[0-9a-fA-F]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{32}",
        length in "-?P([0-9]{1,2}D)?T[0-9]{1,3}[HMS]",
    ) {
        let text = json!({"at": at, "key": key, "length": length}).to_string();
        check_text::<Everything>(&text)?;
    }
}
