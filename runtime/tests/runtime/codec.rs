//! JSON in, the whole typed value out, and back.

use stubdown_runtime::codec::{Datum, from_slice, to_vec, unexpected};
use stubdown_runtime::serde_json::{self, json};
use stubdown_runtime::{Collection, Decimal, Error, Field, Int64, Map, Value, default};

use crate::sample::types::{
    AnyAttachment, Attachment, BodyType, ConversationThread, Everything, FileAttachment, ItemAttachment, ItemBody, Post,
};

fn odd<T>(json: Value) -> Field<T> {
    Field::Unexpected(Box::new(json))
}

fn additional(json: Value) -> Map<String, Value> {
    let Value::Object(members) = json else { panic!("not an object") };
    members
}

fn decode<T: Datum>(json: &str) -> T {
    from_slice(json.as_bytes()).unwrap()
}

fn encode(value: &impl Datum) -> String {
    String::from_utf8(to_vec(value).unwrap()).unwrap()
}

#[test]
fn a_member_is_absent_null_a_value_or_unexpected() {
    assert_eq!(decode::<ItemBody>("{}").content, Field::Absent);
    assert_eq!(decode::<ItemBody>(r#"{"content": null}"#).content, Field::Null);
    assert_eq!(decode::<ItemBody>(r#"{"content": "Hello"}"#).content, "Hello".into());
    assert_eq!(decode::<ItemBody>(r#"{"content": 1}"#).content, odd(json!(1)));
    assert_eq!(decode::<ItemBody>(r#"{"content": {"a": [1]}}"#).content, odd(json!({"a": [1]})));
}

#[test]
fn members_are_written_in_documented_order_and_then_the_others() {
    let thread = ConversationThread {
        posts: vec![Post {
            body: ItemBody { content_type: BodyType::Html.into(), content: "Hello".into(), ..default() }.into(),
            in_reply_to: Post { id: "1".into(), ..default() }.into(),
            ..default()
        }]
        .into(),
        topic: "Road map".into(),
        id: Field::Null,
        additional_properties: additional(json!({"color": "red"})),
        ..default()
    };
    assert_eq!(
        encode(&thread),
        concat!(
            r#"{"id":null,"topic":"Road map","posts":[{"body":{"contentType":"html","content":"Hello"},"#,
            r#""inReplyTo":{"id":"1"}}],"color":"red"}"#
        )
    );
}

#[test]
fn what_is_not_documented_is_kept() {
    let body: ItemBody = decode(r#"{"content": "x", "contentType": "rtf", "@odata.etag": "1", "size": [1.5]}"#);
    assert_eq!(
        body,
        ItemBody {
            content: "x".into(),
            content_type: BodyType::Unrecognized("rtf".to_owned()).into(),
            additional_properties: additional(json!({"@odata.etag": "1", "size": [1.5]})),
        }
    );
}

#[test]
fn of_equal_names_the_last_one_counts() {
    let body: ItemBody = decode(r#"{"content": 1, "x": 1, "content": "a", "x": 2, "content": "b"}"#);
    let expected = ItemBody { content: "b".into(), additional_properties: additional(json!({"x": 2})), ..default() };
    assert_eq!(body, expected);
    assert_eq!(decode::<ItemBody>(r#"{"content": "a", "content": null}"#).content, Field::Null);
    assert_eq!(decode::<Post>(r#"{"body": {"content": "a"}, "body": {}}"#).body, ItemBody::default().into());
}

#[test]
fn names_with_escapes_are_names() {
    assert_eq!(decode::<ItemBody>(r#"{"c\u006fntent": "\u00e9"}"#).content, "é".into());
}

#[test]
fn an_additional_property_overrides_a_member_of_its_name() {
    let additional_properties = additional(json!({"content": 1}));
    let body = ItemBody { content: "x".into(), additional_properties, ..default() };
    assert_eq!(encode(&body), r#"{"content":1}"#);
}

#[test]
fn integers_take_integers_that_fit() {
    let numbers = |json: &str| {
        let everything: Everything = decode(json);
        (everything.small, everything.large)
    };
    assert_eq!(numbers(r#"{"small": 255, "large": -9223372036854775808}"#), (255.into(), i64::MIN.into()));
    assert_eq!(
        numbers(r#"{"small": 256, "large": 9223372036854775808}"#),
        (odd(json!(256)), odd(json!(9_223_372_036_854_775_808_u64)))
    );
    assert_eq!(numbers(r#"{"small": 1.0, "large": "1"}"#), (odd(json!(1.0)), i64::from(1).into()));
}

#[test]
fn integers_of_64_bits_and_decimals_stand_in_quotes_as_well() {
    for json in [
        r#"{"large":"9007199254740993","price":"79228162514264337593.50"}"#,
        r#"{"large":9007199254740993,"price":12.5}"#,
        r#"{"large":"-1","price":"+1e3"}"#,
        r#"{"large":0,"price":"INF"}"#,
    ] {
        let everything: Everything = decode(json);
        assert!(everything.large.value().is_some() && everything.price.value().is_some(), "{json}");
        assert_eq!(encode(&everything), json);
    }
    assert_eq!(
        decode::<Everything>(r#"{"large": "7", "price": "12.50"}"#),
        decode::<Everything>(r#"{"large": 7, "price": 12.5}"#)
    );
    // What could not be written again as it came, and what is no number.
    let odd_ones: Everything = decode(r#"{"small": "1", "large": "007", "price": "12,50"}"#);
    assert_eq!((odd_ones.small, odd_ones.large), (odd(json!("1")), odd(json!("007"))));
    assert_eq!(odd_ones.price, odd(json!("12,50")));
}

#[test]
fn numbers_are_put_in_quotes_for_readers_who_ask_for_that() {
    let everything = Everything {
        large: Int64::from(7).in_quotes().into(),
        price: Decimal::from(12.5).in_quotes().into(),
        ..default()
    };
    assert_eq!(encode(&everything), r#"{"large":"7","price":"12.5"}"#);
    let everything = Everything { large: 7.into(), price: 12.5.into(), ..default() };
    assert_eq!(encode(&everything), r#"{"large":7,"price":12.5}"#);
}

#[test]
fn a_number_stays_as_it_was_written() {
    for ratio in
        ["1", "1.0", "-0.0", "0.1", "18446744073709551615", "-9007199254740993", "1e300", "\"NaN\"", "\"-INF\""]
    {
        let everything: Everything = decode(&format!(r#"{{"ratio": {ratio}}}"#));
        assert!(everything.ratio.value().is_some(), "{ratio}");
        let written: Value = serde_json::from_str(&encode(&everything)).unwrap();
        assert_eq!(written, json!({"ratio": serde_json::from_str::<Value>(ratio).unwrap()}));
    }
    assert_eq!(decode::<Everything>(r#"{"ratio": 2}"#).ratio, 2.0.into());
    assert_eq!(decode::<Everything>(r#"{"ratio": "2"}"#).ratio, odd(json!("2")));
}

#[test]
fn a_list_with_an_odd_element_is_kept_whole() {
    let thread: ConversationThread = decode(r#"{"uniqueSenders": ["a", 1, null, "b"], "posts": [{"id": 1}, {}]}"#);
    assert_eq!(thread.unique_senders, odd(json!(["a", 1, null, "b"])));
    assert_eq!(thread.posts, vec![Post { id: odd(json!(1)), ..default() }, default()].into());

    let rows: Everything = decode(r#"{"rows": [[1, 2], [], [3, "x", 4], [5]]}"#);
    assert_eq!(rows.rows, odd(json!([[1, 2], [], [3, "x", 4], [5]])));
}

#[test]
fn any_json_is_any_json() {
    let everything: Everything = decode(r#"{"any": {"a": [null, 1.5]}, "anything": [null, 1, "x", {}, []]}"#);
    assert_eq!(everything.any, json!({"a": [null, 1.5]}).into());
    assert_eq!(everything.anything, vec![json!(null), json!(1), json!("x"), json!({}), json!([])].into());
    assert_eq!(decode::<Everything>(r#"{"any": null}"#).any, Field::Null);
}

#[test]
fn the_type_that_is_named_is_chosen_wherever_it_stands() {
    let file = |odata_type: &str| {
        AnyAttachment::from(FileAttachment {
            size: 2.into(),
            content_bytes: vec![b'h', b'i'].into(),
            additional_properties: additional(json!({"@odata.type": odata_type})),
            ..default()
        })
    };
    let name = "microsoft.graph.fileAttachment";
    let first = format!(r##"{{"@odata.type": "#{name}", "size": 2, "contentBytes": "aGk="}}"##);
    assert_eq!(decode::<AnyAttachment>(&first), file(&format!("#{name}")));
    let middle = format!(r#"{{"size": 2, "@odata.type": "{name}", "contentBytes": "aGk="}}"#);
    assert_eq!(decode::<AnyAttachment>(&middle), file(name));
    let last = format!(r##"{{"contentBytes": "aGk=", "size": 2, "@odata.type": "#{name}"}}"##);
    assert_eq!(decode::<AnyAttachment>(&last), file(&format!("#{name}")));
}

#[test]
fn an_unknown_type_is_the_base_type() {
    for odata_type in
        [json!("#microsoft.graph.attachment"), json!("#microsoft.graph.FileAttachment"), json!(1), json!("")]
    {
        let json = json!({"id": "1", "@odata.type": odata_type, "contentBytes": "aGk="});
        let expected = Attachment {
            id: "1".into(),
            additional_properties: additional(json!({"@odata.type": odata_type, "contentBytes": "aGk="})),
            ..default()
        };
        assert_eq!(decode::<AnyAttachment>(&json.to_string()), expected.into());
    }
    let unnamed = Attachment { id: "1".into(), ..default() };
    assert_eq!(decode::<AnyAttachment>(r#"{"id": "1"}"#), unnamed.clone().into());
    assert_eq!(encode(&AnyAttachment::from(unnamed)), r#"{"id":"1"}"#);
}

#[test]
fn the_name_of_a_derived_type_is_written_first_unless_it_is_there() {
    let file = FileAttachment { size: 1.into(), ..default() };
    assert_eq!(
        encode(&AnyAttachment::from(file.clone())),
        r##"{"@odata.type":"#microsoft.graph.fileAttachment","size":1}"##
    );
    let additional_properties = additional(json!({"@odata.type": "microsoft.graph.fileAttachment"}));
    assert_eq!(
        encode(&AnyAttachment::from(FileAttachment { additional_properties, ..file })),
        r#"{"size":1,"@odata.type":"microsoft.graph.fileAttachment"}"#
    );
}

#[test]
fn objects_that_are_read_late_are_read_the_same() {
    let json = json!({
        "item": {"body": {"content": 1}, "attachments": [{"size": 1.5}, {"@odata.type": "x"}], "id": null, "new": true},
        "size": [1, 2],
        "@odata.type": "#microsoft.graph.itemAttachment",
    });
    let expected = ItemAttachment {
        item: Post {
            id: Field::Null,
            body: ItemBody { content: odd(json!(1)), ..default() }.into(),
            attachments: vec![
                Attachment { size: odd(json!(1.5)), ..default() }.into(),
                Attachment { additional_properties: additional(json!({"@odata.type": "x"})), ..default() }.into(),
            ]
            .into(),
            additional_properties: additional(json!({"new": true})),
            ..default()
        }
        .into(),
        size: odd(json!([1, 2])),
        additional_properties: additional(json!({"@odata.type": "#microsoft.graph.itemAttachment"})),
        ..default()
    };
    // The members of a JSON value come in alphabetical order or as they were inserted; the text has the type last.
    let Value::Object(members) = &json else { panic!() };
    let (item, size) = (&members["item"], &members["size"]);
    let text = format!(r##"{{"item": {item}, "size": {size}, "@odata.type": "#microsoft.graph.itemAttachment"}}"##);
    assert_eq!(decode::<AnyAttachment>(&text), expected.into());
}

#[test]
fn a_collection_keeps_its_links_and_other_members() {
    let json =
        r#"{"@odata.context": "c", "@odata.count": 7, "value": [{"id": "1"}], "@odata.nextLink": "https://x/y"}"#;
    let page: Collection<ConversationThread> = decode(json);
    let expected = Collection {
        value: vec![ConversationThread { id: "1".into(), ..default() }].into(),
        next_link: "https://x/y".into(),
        delta_link: Field::Absent,
        count: 7.into(),
        additional_properties: additional(json!({"@odata.context": "c"})),
    };
    assert_eq!(page, expected);
    assert_eq!(page.items().unwrap().len(), 1);
    let written: Value = serde_json::to_value(&page).unwrap();
    assert_eq!(written, serde_json::from_str::<Value>(json).unwrap());
}

#[test]
fn a_collection_without_its_list_is_not_an_empty_one() {
    let page: Collection<ConversationThread> = decode(r#"{"value": [{}, null]}"#);
    assert_eq!(page.value, odd(json!([{}, null])));
    let said = |error: Error| error.to_string().replace("the answer is not as documented: ", "");
    let error = page.into_items().unwrap_err();
    assert_eq!(said(error), "not all elements of the member `value` are of the documented type");
    for json in ["{}", r#"{"value": null}"#, r#"{"value": {}}"#] {
        let page: Collection<Post> = decode(json);
        assert_eq!(said(page.items().unwrap_err()), "the member `value` is not a list");
        assert_eq!(said(page.into_elements().unwrap_err()), "the member `value` is not a list");
    }
}

#[test]
fn an_odd_element_costs_nothing_but_itself() {
    let json = r#"{"value":[{"id":"1","x":1},null,{"id":"2"},[{}],"a"],"@odata.nextLink":"https://x/y"}"#;
    let page: Collection<ConversationThread> = decode(json);
    assert_eq!(serde_json::to_value(&page).unwrap(), serde_json::from_str::<Value>(json).unwrap());
    let elements = page.into_elements().unwrap();
    assert_eq!(elements.len(), 5);
    let thread = |id: &str| ConversationThread { id: id.into(), ..default() };
    let first = ConversationThread { additional_properties: additional(json!({"x": 1})), ..thread("1") };
    let expected = [Ok(first), Err(Value::Null), Ok(thread("2")), Err(json!([{}])), Err(json!("a"))];
    assert_eq!(elements.collect::<Vec<_>>(), expected);

    let good: Collection<ConversationThread> = vec![thread("1")].into();
    assert_eq!(good.into_elements().unwrap().collect::<Vec<_>>(), [Ok(thread("1"))]);
    let attachments: Collection<AnyAttachment> = decode(r##"{"value": [5, {"name": "a", "@odata.type": "#file"}]}"##);
    let mut attachments = attachments.into_elements().unwrap();
    assert_eq!(attachments.next(), Some(Err(json!(5))));
    assert!(attachments.next().unwrap().is_ok());
    assert!(attachments.next().is_none());
}

#[test]
fn whole_values_have_to_fit() {
    let error = |json: &str| from_slice::<Post>(json.as_bytes()).unwrap_err().to_string();
    assert_eq!(error("null"), "a null where a value is documented");
    assert_eq!(error("[]"), "the JSON is not of the documented type");
    assert_eq!(error("{} x"), "trailing characters at line 1 column 4");
    assert_eq!(error("{"), "EOF while parsing an object at line 1 column 1");
    assert_eq!(decode::<Vec<String>>(r#"["a"]"#), ["a"]);
    assert!(decode::<bool>("true"));
}

#[test]
fn deep_nesting_is_an_error_and_no_overflow() {
    for (open, close) in [(r#"{"inReplyTo":"#, "}"), ("[", "]"), (r#"{"new":"#, "}")] {
        let json = format!("{}null{}", open.repeat(10_000), close.repeat(10_000));
        let error = from_slice::<Post>(json.as_bytes()).unwrap_err().to_string();
        assert!(error.starts_with("recursion limit exceeded"), "{error}");
    }
}

#[test]
fn nesting_up_to_the_limit_is_read_and_written() {
    // Each attachment is three levels deep; the library stops at 128.
    let odata_type = r##""@odata.type":"#microsoft.graph.itemAttachment""##;
    let first = (format!(r#"{{{odata_type},"item":{{"attachments":["#), "]}}".to_owned());
    let last = (r#"{"item":{"attachments":["#.to_owned(), format!("]}},{odata_type}}}"));
    for (open, close) in [first, last] {
        let json = format!("{}{}", open.repeat(42), close.repeat(42));
        let attachment: AnyAttachment = decode(&json);
        assert_eq!(unexpected(attachment.view()), None);
        let written: Value = serde_json::from_str(&encode(&attachment)).unwrap();
        assert_eq!(written, serde_json::from_str::<Value>(&json).unwrap());
    }
}

#[test]
fn the_first_unexpected_value_is_found_by_its_pointer() {
    let found = |json: &str| {
        let thread: ConversationThread = decode(json);
        unexpected(thread.view()).map(|(pointer, json)| (pointer, json.clone()))
    };
    assert_eq!(found(r#"{"topic": "a", "posts": [{"body": {"content": "b"}}], "new": 1}"#), None);
    assert_eq!(found(r#"{"id": 1, "topic": 2}"#), Some(("/id".to_owned(), json!(1))));
    assert_eq!(
        found(r#"{"posts": [{}, {"body": {"content": "b", "contentType": []}}]}"#),
        Some(("/posts/1/body/contentType".to_owned(), json!([])))
    );
    assert_eq!(
        found(
            r#"{"posts": [{"attachments": [{"@odata.type": "microsoft.graph.fileAttachment", "contentBytes": "?"}]}]}"#
        ),
        Some(("/posts/0/attachments/0/contentBytes".to_owned(), json!("?")))
    );
}

#[test]
fn any_serde_format_does() {
    let json = json!({"topic": "a", "posts": [{"attachments": [{"size": 1, "@odata.type": "x"}]}], "new": null});
    let thread: ConversationThread = serde_json::from_value(json.clone()).unwrap();
    assert_eq!(serde_json::to_value(&thread).unwrap(), json);
    let thread: ConversationThread = serde_json::from_reader(json.to_string().as_bytes()).unwrap();
    assert_eq!(serde_json::to_value(&thread).unwrap(), json);
}

#[test]
fn fields_are_made_from_what_holds_text() {
    let text = "a".to_owned();
    let fields: [Field<String>; 4] = ["a".into(), (&text).into(), text.clone().into(), Some(text).into()];
    assert_eq!(fields, std::array::from_fn(|_| Field::Value("a".to_owned())));
}
