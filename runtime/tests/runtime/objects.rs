//! What `object!` and `polymorphic!` give a type besides its codec.

use std::borrow::Cow;

use jiff::Timestamp;
use stubdown_runtime::codec::upcast;
use stubdown_runtime::serde_json::{self, from_value, json};
use stubdown_runtime::{Field, default, polymorphic};

use crate::sample::types::{AnyAttachment, Attachment, Everything, FileAttachment};

fn file(json: serde_json::Value) -> FileAttachment {
    from_value(json).unwrap()
}

#[test]
fn objects_are_equal_member_by_member() {
    let json = json!({ "id": "1", "size": 3, "colour": "red" });
    assert_eq!(file(json.clone()), file(json));
    for other in [
        json!({ "id": "1", "size": 3 }),
        json!({ "id": "1", "size": 4, "colour": "red" }),
        json!({ "id": "1", "size": null, "colour": "red" }),
        json!({ "id": "1", "size": "3", "colour": "red" }),
    ] {
        assert_ne!(file(json!({ "id": "1", "size": 3, "colour": "red" })), file(other));
    }
    assert_ne!(AnyAttachment::from(FileAttachment::default()), AnyAttachment::from(Attachment::default()));
}

#[test]
fn members_are_equal_that_have_the_same_value_however_they_are_written() {
    let read = |json: serde_json::Value| from_value::<Everything>(json).unwrap();
    for (member, one, other) in [
        ("at", json!("2024-06-01T10:00:00Z"), json!("2024-06-01T10:00:00.0Z")),
        ("at", json!("2024-06-01T10:00:00.000Z"), json!("2024-06-01T12:00:00+02:00")),
        ("length", json!("P1D"), json!("PT24H")),
        ("ratio", json!(1), json!(1.0)),
    ] {
        assert_eq!(read(json!({ member: one })), read(json!({ member: other })), "{one} {other}");
    }
    let made = Everything { at: "2024-06-01T10:00:00Z".parse::<Timestamp>().unwrap().into(), ..default() };
    assert_eq!(read(json!({ "at": "2024-06-01T10:00:00.0Z" })), made);
    for (member, one, other) in [
        ("at", json!("2024-06-01T10:00:00Z"), json!("2024-06-01T10:00:00.1Z")),
        ("length", json!("P1D"), json!("P2D")),
        ("ratio", json!(1), json!(1.5)),
        ("ratio", json!("NaN"), json!("NaN")),
    ] {
        assert_ne!(read(json!({ member: one })), read(json!({ member: other })), "{one} {other}");
    }
}

#[test]
fn debug_shows_what_is_there() {
    let shown = format!("{:?}", file(json!({ "id": "1", "size": "big", "contentBytes": null, "colour": "red" })));
    assert_eq!(
        shown,
        r#"FileAttachment { id: "1", size: Unexpected(String("big")), contentBytes: null, colour: String("red") }"#
    );
    let any = AnyAttachment::from(FileAttachment { id: "1".into(), ..default() });
    assert_eq!(format!("{any:?}"), r#"microsoft.graph.fileAttachment { id: "1" }"#);
}

#[test]
fn a_base_value_keeps_what_only_the_derived_type_names() {
    let derived = json!({ "id": "1", "size": "big", "contentBytes": "AQI=", "colour": "red" });
    let base: Attachment = upcast(&file(derived.clone()));
    assert_eq!(base.id, Field::Value("1".to_owned()));
    assert_eq!(base.size.unexpected(), Some(&json!("big")));
    assert_eq!(serde_json::to_value(&base).unwrap(), derived);
}

#[test]
fn whatever_is_derived_is_read_as_its_base() {
    let read = |json: serde_json::Value| from_value::<AnyAttachment>(json).unwrap();
    let json = json!({ "@odata.type": "#microsoft.graph.fileAttachment", "id": "1", "contentBytes": "aGk=" });
    let file = read(json.clone());
    let base = file.base();
    assert!(matches!(base, Cow::Owned(_)));
    assert_eq!((&base.id, serde_json::to_value(&*base).unwrap()), (&"1".into(), json.clone()));
    assert_eq!(Attachment::from(file), from_value(json).unwrap());

    let plain = read(json!({ "@odata.type": "#microsoft.graph.later", "id": "2" }));
    assert!(matches!(plain.base(), Cow::Borrowed(Attachment { id: Field::Value(id), .. }) if id == "2"));
    assert_eq!(Attachment::from(plain.clone()), plain.base().into_owned());
}

/// All that is derived may be in areas that are not compiled.
#[test]
fn an_enum_may_be_left_with_its_base() {
    #[derive(Clone)]
    enum AnyLone {
        Attachment(Attachment),
    }
    polymorphic!(AnyLone {
        #[cfg(any())]
        "microsoft.graph.fileAttachment" => FileAttachment(FileAttachment),
        _ => Attachment(Attachment),
    });
    let lone = AnyLone::from(Attachment { id: "1".into(), ..default() });
    assert_eq!(lone.base().id, "1".into());
    assert_eq!(Attachment::from(lone).id, "1".into());
}
