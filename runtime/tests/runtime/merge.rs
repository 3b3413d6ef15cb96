//! Changes to values, as PATCH makes them.

use stubdown_runtime::Merge;
use stubdown_runtime::codec::{Datum, from_slice, to_vec};
use stubdown_runtime::serde_json::{Value, from_slice as parse, json};

use crate::sample::types::{AnyAttachment, ConversationThread, Everything, ItemAttachment, Post};

/// What is stored after a change, all as JSON.
fn merged<T: Datum>(stored: &Value, changes: &Value) -> Value {
    let decode = |json: &Value| from_slice::<T>(json.to_string().as_bytes()).unwrap();
    let mut stored = decode(stored);
    stored.merge(&decode(changes));
    parse(&to_vec(&stored).unwrap()).unwrap()
}

#[test]
fn what_is_absent_stays_and_null_clears() {
    let stored = json!({ "id": "1", "topic": "Plans", "uniqueSenders": ["a", "b"] });
    let changed = |changes| merged::<ConversationThread>(&stored, &changes);
    assert_eq!(changed(json!({})), stored);
    assert_eq!(changed(json!({ "topic": null })), json!({ "id": "1", "topic": null, "uniqueSenders": ["a", "b"] }));
    let expected = json!({ "id": "1", "topic": "Map", "uniqueSenders": ["c"] });
    assert_eq!(changed(json!({ "topic": "Map", "uniqueSenders": ["c"] })), expected);
    assert_eq!(
        merged::<ConversationThread>(&json!({ "topic": null }), &json!({ "topic": "x" })),
        json!({ "topic": "x" })
    );
}

#[test]
fn structures_are_merged_at_any_depth() {
    let stored = json!({ "body": { "contentType": "html", "content": "old" }, "inReplyTo": { "id": "0", "body": { "content": "x" } } });
    let changes = json!({ "body": { "content": "new" }, "inReplyTo": { "body": { "contentType": "text" } } });
    let expected = json!({
        "body": { "contentType": "html", "content": "new" },
        "inReplyTo": { "id": "0", "body": { "contentType": "text", "content": "x" } }
    });
    assert_eq!(merged::<Post>(&stored, &changes), expected);
    assert_eq!(
        merged::<Post>(&json!({ "body": null }), &json!({ "body": { "content": "new" } })),
        json!({ "body": { "content": "new" } })
    );
}

#[test]
fn unknown_and_unexpected_values_are_taken_over_as_well() {
    let stored = json!({ "id": "1", "colour": { "a": 1 }, "shape": "round", "topic": 7 });
    let changes = json!({ "id": 2, "colour": { "b": 2 }, "@odata.etag": "W/1" });
    let expected = json!({ "id": 2, "colour": { "b": 2 }, "shape": "round", "topic": 7, "@odata.etag": "W/1" });
    assert_eq!(merged::<ConversationThread>(&stored, &changes), expected);
    assert_eq!(merged::<ConversationThread>(&stored, &json!({ "topic": "x" }))["topic"], json!("x"));
}

#[test]
fn a_value_keeps_its_derived_type_unless_the_changes_name_another() {
    let item = "#microsoft.graph.itemAttachment";
    let stored = json!({ "item": { "@odata.type": item, "size": 1, "item": { "id": "1", "hasAttachments": true } } });
    let changed = |item: Value| merged::<Everything>(&stored, &json!({ "item": item }));
    let unnamed = json!({ "id": "2", "item": { "hasAttachments": false } });
    let mut named = unnamed.clone();
    named["@odata.type"] = item.into();
    let post = json!({ "id": "1", "hasAttachments": false });
    let expected = json!({ "item": { "@odata.type": item, "id": "2", "size": 1, "item": post } });
    assert_eq!(changed(unnamed), expected);
    assert_eq!(changed(named), expected);
    // What a member of the derived type holds may name its type, too.
    let with_type = |of_item: Value| json!({ "@odata.type": item, "item": of_item });
    let stored_post = json!({ "@odata.type": "#microsoft.graph.post", "id": "1", "hasAttachments": true });
    let changes = json!({ "item": { "@odata.type": "#microsoft.graph.post", "hasAttachments": false } });
    let expected = json!({ "@odata.type": "#microsoft.graph.post", "id": "1", "hasAttachments": false });
    assert_eq!(merged::<AnyAttachment>(&with_type(stored_post), &changes), with_type(expected));
    let file = json!({ "@odata.type": "#microsoft.graph.fileAttachment", "id": "2" });
    assert_eq!(changed(file.clone()), json!({ "item": file }));

    // A whole value as well.
    let stored = &stored["item"];
    assert_eq!(merged::<AnyAttachment>(stored, &file), file);
    assert_eq!(merged::<AnyAttachment>(stored, &json!({ "size": 2 }))["item"], stored["item"]);
    assert_eq!(merged::<ItemAttachment>(stored, &json!({ "size": 2 }))["item"], stored["item"]);
}
