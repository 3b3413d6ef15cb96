use serde_json::json;

use super::{MAX_DEPTH, Reading, RepairKind, read, read_members};
use crate::source::{SourceId, Span};

fn read_text(text: &str) -> Reading {
    read(text, Span::new(SourceId(0), 0..text.len()))
}

/// The value, and each repair with the text it is about.
fn repaired(text: &str) -> (serde_json::Value, Vec<(RepairKind, &str)>) {
    let reading = read_text(text);
    let repairs = reading.repairs.iter().map(|repair| (repair.kind, text.get(repair.span.range()).unwrap())).collect();
    (reading.value.map_or(json!("NOTHING"), |value| value.to_value()), repairs)
}

#[test]
fn strict_json_needs_no_repair() {
    let text = r#"{
        "a": [1, -2.5e3, true, false, null, {}],
        "b": { "c": "x \" \\ \/ \b\f\n\r\t \u00e9 \ud83d\ude00" },
        "": []
    }"#;
    let (value, repairs) = repaired(text);
    assert_eq!(value, serde_json::from_str::<serde_json::Value>(text).unwrap());
    assert_eq!(repairs, []);
}

#[test]
fn single_values_are_read() {
    for text in ["12", " \"text\" ", "true", "null"] {
        assert_eq!(repaired(text), (serde_json::from_str(text).unwrap(), vec![]), "{text}");
    }
}

#[test]
fn values_and_names_know_their_places() {
    let text = r#"  {"ab": [10, "c"]} rest"#;
    let reading = read_text(text);
    let value = reading.value.unwrap();
    let at = |span: Span| text.get(span.range()).unwrap();
    assert_eq!(at(value.span), r#"{"ab": [10, "c"]}"#);
    let member = &value.as_object().unwrap()[0];
    assert_eq!((at(member.name_span), at(member.value.span)), (r#""ab""#, r#"[10, "c"]"#));
    let elements: Vec<&str> = member.value.as_array().unwrap().iter().map(|element| at(element.span)).collect();
    assert_eq!(elements, ["10", r#""c""#]);
    assert_eq!(at(reading.rest.unwrap()), "rest");
}

#[test]
fn commas_may_be_too_many_or_too_few() {
    use RepairKind::{MissingComma, SurplusComma, TrailingComma};
    assert_eq!(repaired(r#"{"a": 1,}"#), (json!({"a": 1}), vec![(TrailingComma, ",")]));
    assert_eq!(repaired(r#"[,1,,2]"#), (json!([1, 2]), vec![(SurplusComma, ","), (SurplusComma, ",")]));
    assert_eq!(
        repaired("{\"a\": \"x\"\n\"b\": {}\n\"c\": 1}"),
        (json!({"a": "x", "b": {}, "c": 1}), vec![(MissingComma, ""); 2])
    );
    assert_eq!(repaired(r#"["a" "b"]"#), (json!(["a", "b"]), vec![(MissingComma, "")]));
}

#[test]
fn comments_and_ellipses_are_skipped() {
    use RepairKind::{Comment, Ellipsis};
    assert_eq!(
        repaired("{ /* first */ \"a\": 1, // one, two\n \"url\": \"https://x\" }"),
        (json!({"a": 1, "url": "https://x"}), vec![(Comment, "/* first */"), (Comment, "// one, two")])
    );
    assert_eq!(repaired("{\"a\": 12 // twelve, or so\n}"), (json!({"a": 12}), vec![(Comment, "// twelve, or so")]));
    assert_eq!(
        repaired("{\"a\": [1, ...], ...\n\"b\": \"...\" …}"),
        (
            json!({"a": [1], "b": "..."}),
            vec![(RepairKind::TrailingComma, ","), (Ellipsis, "..."), (Ellipsis, "..."), (Ellipsis, "…")]
        )
    );
}

#[test]
fn quotes_of_every_kind_are_read() {
    use RepairKind::{SingleQuotes, SmartQuotes};
    assert_eq!(
        repaired("{'a': 'it's'}"),
        (json!({"a": "it's"}), vec![(SingleQuotes, "'"), (SingleQuotes, "'"), (RepairKind::QuoteInString, "'")])
    );
    assert_eq!(repaired("{“a”: “b\"}"), (json!({"a": "b"}), vec![(SmartQuotes, "“"), (SmartQuotes, "“")]));
    assert_eq!(repaired("{\"a\": \"“b”, c\"}"), (json!({"a": "“b”, c"}), vec![]));
}

#[test]
fn quotes_inside_of_strings_are_kept() {
    assert_eq!(
        repaired(r#"{"a": "<b class="x">y</b>", "c": 1}"#),
        (json!({"a": "<b class=\"x\">y</b>", "c": 1}), vec![(RepairKind::QuoteInString, "\""); 2])
    );
}

#[test]
fn words_without_quotes_are_names_and_strings() {
    use RepairKind::{LiteralCase, UnquotedName, UnquotedValue};
    assert_eq!(
        repaired("{ isCollection: true, @odata.type: x.y }"),
        (
            json!({"isCollection": true, "@odata.type": "x.y"}),
            vec![(UnquotedName, "isCollection"), (UnquotedName, "@odata.type"), (UnquotedValue, "x.y")]
        )
    );
    assert_eq!(
        repaired("{\"a\": 2020-01-01T00:00:00Z\n}"),
        (json!({"a": "2020-01-01T00:00:00Z"}), vec![(UnquotedValue, "2020-01-01T00:00:00Z")])
    );
    assert_eq!(
        repaired("[1, True, NULL]"),
        (json!([1, true, null]), vec![(LiteralCase, "True"), (LiteralCase, "NULL")])
    );
}

#[test]
fn numbers_may_have_other_forms() {
    let (value, repairs) = repaired("[+1, .5, 5., 007, 0x1F, 1.2.3]");
    assert_eq!(value, json!([1, 0.5, 5.0, 7, 31, "1.2.3"]));
    let kinds: Vec<RepairKind> = repairs.iter().map(|(kind, _)| *kind).collect();
    assert_eq!(kinds, [[RepairKind::NumberForm; 5].as_slice(), &[RepairKind::UnquotedValue]].concat());
    assert_eq!(repaired("[1e999]").0, json!(["1e999"]));
}

#[test]
fn strings_may_be_wrapped_over_lines() {
    assert_eq!(
        repaired("{\"a\": [\"one\n   two\n\", \"x\"]}"),
        (json!({"a": ["one\n   two\n", "x"]}), vec![(RepairKind::LineFeedInString, "\n"); 2])
    );
}

#[test]
fn strings_may_lack_a_quote() {
    use RepairKind::MissingQuote;
    assert_eq!(
        repaired("{\n\"a\": \"one, two,\n\"b\": \"three\n}"),
        (json!({"a": "one, two", "b": "three"}), vec![(MissingQuote, ""); 2])
    );
    assert_eq!(repaired("[\"a,\n\"b\"]"), (json!(["a", "b"]), vec![(MissingQuote, "")]));
    assert_eq!(repaired("{a\": b\"}"), (json!({"a": "b"}), vec![(MissingQuote, "a"), (MissingQuote, "")]));
    assert_eq!(repaired("{\"a\": \"b”,\n\"c\": 1}"), (json!({"a": "b", "c": 1}), vec![(MissingQuote, "")]));
    assert_eq!(repaired("{\"a\": \"b").0, json!({"a": "b"}));
}

#[test]
fn brackets_may_be_missing_or_mixed_up() {
    use RepairKind::{MismatchedBracket, MissingBracket};
    assert_eq!(repaired("{\"a\": [1, {\"b\": 2"), (json!({"a": [1, {"b": 2}]}), vec![(MissingBracket, "")]));
    assert_eq!(repaired("{\"a\": [1, 2}"), (json!({"a": [1, 2]}), vec![(MissingBracket, "")]));
    assert_eq!(repaired("{\"a\": [1, 2}}").0, json!({"a": [1, 2]}));
    assert_eq!(repaired("[1, 2}"), (json!([1, 2]), vec![(MismatchedBracket, "}")]));
}

#[test]
fn an_object_may_lack_its_opening_bracket() {
    let text = "\"type\": \"#page\",\n\"x\": 1 }";
    let reading = read_members(text, Span::new(SourceId(0), 0..text.len()));
    assert_eq!(reading.value.unwrap().to_value(), json!({"type": "#page", "x": 1}));
    assert_eq!(reading.repairs.len(), 1);
    assert_eq!(reading.repairs[0].kind, RepairKind::MissingOpeningBracket);
}

#[test]
fn colons_and_values_may_be_missing() {
    use RepairKind::{MissingColon, MissingName, MissingValue};
    assert_eq!(repaired("{\"a\" \"b\"}"), (json!({"a": "b"}), vec![(MissingColon, "")]));
    assert_eq!(repaired("{\"a\" = 1}"), (json!({"a": 1}), vec![(MissingColon, "=")]));
    assert_eq!(
        repaired("{\"a\": , \"b\"}"),
        (json!({"a": null, "b": null}), vec![(MissingValue, "\"a\""), (MissingValue, "\"b\"")])
    );
    assert_eq!(repaired("{\"a\": 1, {\"b\": 2}}"), (json!({"a": 1}), vec![(MissingName, "{\"b\": 2}")]));
}

#[test]
fn characters_that_mean_nothing_are_skipped() {
    assert_eq!(
        repaired("\u{feff}{\u{a0}\"a\":\u{200b}1 ; )\n}"),
        (
            json!({"a": "1 ; )"}),
            vec![
                (RepairKind::InvisibleCharacter, "\u{feff}"),
                (RepairKind::InvisibleCharacter, "\u{a0}"),
                (RepairKind::InvisibleCharacter, "\u{200b}"),
                (RepairKind::UnquotedValue, "1 ; )")
            ]
        )
    );
    assert_eq!(
        repaired("{\"a\": \"b\" ; \n}"),
        (json!({"a": "b"}), vec![(RepairKind::MissingComma, ""), (RepairKind::Unexpected, "; ")])
    );
}

#[test]
fn escapes_may_be_wrong() {
    assert_eq!(repaired(r#"["C:\dir"]"#), (json!([r"C:\dir"]), vec![(RepairKind::BadEscape, "\\")]));
    assert_eq!(repaired(r#"["\ud83dx"]"#), (json!(["\u{fffd}x"]), vec![(RepairKind::LoneSurrogate, r"\ud83d")]));
}

#[test]
fn repeated_names_are_kept_and_reported() {
    let reading = read_text(r#"{"a": 1, "a": 2}"#);
    let value = reading.value.unwrap();
    assert_eq!(value.as_object().unwrap().len(), 2);
    assert_eq!(value.get("a").unwrap().to_value(), json!(2));
    assert_eq!(reading.repairs[0].kind, RepairKind::RepeatedName);
}

#[test]
fn other_texts_are_no_json() {
    for text in
        ["", "  ", "<binary>", "Zip file", "[Zip file with parts]", "{id}", "{group id}/threads", "--boundary", "'a'"]
    {
        assert_eq!(repaired(text).0, json!("NOTHING"), "{text}");
    }
}

#[test]
fn nesting_is_bounded() {
    assert!(read_text(&format!("{}{}", "[".repeat(MAX_DEPTH), "]".repeat(MAX_DEPTH))).value.is_some());
    let reading = read_text(&"[".repeat(1_000_000));
    assert_eq!(reading.value, None);
    assert_eq!(reading.repairs.last().unwrap().kind, RepairKind::TooDeep);
}

#[test]
fn hostile_texts_end() {
    for piece in
        ["\"", "\\", "{\"a\":", "[\"a\n", "{\"a\n", "a ", "//", "\"\n\n", "\" x", "}", ",", "...", ": ", "'\u{a0}"]
    {
        for opening in ["", "{", "[", "[\"", "{\"a\": \""] {
            let text = format!("{opening}{}", piece.repeat(30_000));
            let _ = read_text(&text);
        }
    }
}
