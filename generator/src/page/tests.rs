//! Pages as they are written, and the blocks that come of them.

use proptest::prelude::*;

use super::{BlockKind, parse, print};
use crate::source::{SourceId, Sources, Span};

/// The page as printed, and the findings about it: `! code line:column message`.
fn read(text: &str) -> String {
    read_all(&[("page.md", text)])
}

/// The first of several files.
fn read_all(files: &[(&str, &str)]) -> String {
    let sources = Sources::from_texts(files.iter().copied());
    let mut diagnostics = Vec::new();
    let page = parse(&sources, sources.ids().next().unwrap(), &mut diagnostics);
    let findings = diagnostics.iter().map(|finding| {
        let (line, column) = sources.position(finding.primary.as_ref().unwrap().span);
        format!("! {} {line}:{column} {}\n", finding.code.name, finding.message)
    });
    print(&page, &sources) + &findings.collect::<String>()
}

/// Compares line by line, without indentation.
#[track_caller]
fn check(actual: &str, expected: &str) {
    let lines = |text: &str| text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
    assert_eq!(lines(actual), lines(expected), "\n{actual}");
}

#[test]
fn a_page_is_a_flat_list_of_blocks() {
    let text = "\
---
title: \"Get a boat\"
---
# Get a boat

Reads a **boat**, see
[boats](../resources/boat.md#values).

## HTTP request
<!-- { \"blockType\": \"ignored\" } -->
```http
GET /boats/{id}
```

| Name | Type |
|:-----|:-----|
| id   | `String` |

<!-- {
  \"type\": \"#page.annotation\",
  \"suppressions\": []
}-->
";
    check(
        &read(text),
        "
        2 title: Get a boat
        4 # Get a boat
        6 text Reads a **boat**, see [boats](../resources/boat.md#values).
        9 ## HTTP request
        11 code http, 1 line, ignored
        15 table 2x1: Name | Type
        17   row: id | `String`
        19 annotation page type=\"#page.annotation\" suppressions=[]
        ",
    );
}

#[test]
fn lists_and_quotes_are_dissolved() {
    let text = "\
- First **one**
  - Nested
- Second:
  <!-- { \"blockType\": \"ignored\" } -->
  ```http
  GET /boats
  ```

> [!NOTE]
> A note.
";
    check(
        &read(text),
        "
        1 text First **one**
        2 text Nested
        3 text Second:
        5 code http, 1 line, ignored
        9 text [!NOTE] A note.
        ",
    );
}

#[test]
fn blanks_of_every_kind_are_single_and_breaks_are_line_feeds() {
    let text =
        "One\u{a0}&nbsp; two\u{200b}  three\nfour<br><br/>five</br> six **  x** [ y ](z) <ul><li>a</li><li>b</li></ul>";
    check(&read(text), r"1 text One two three four\nfive\nsix ** x** [y](z) \na\nb".replace(" \\na", "\\na").as_str());
}

#[test]
fn unknown_tags_are_text() {
    check(&read("Send <id> to <b>bold</b> &lt;x&gt;."), "1 text Send <id> to bold <x>.");
}

#[test]
fn reference_links_are_resolved() {
    let text = "See [boat][], [the crew][crew] and [boat].\n\n[boat]: boat.md\n[crew]: crew.md \"Crew\"\n";
    check(&read(text), "1 text See [boat](boat.md), [the crew](crew.md) and [boat](boat.md).");
}

#[test]
fn the_original_beside_a_translation_is_read() {
    let text = "\
## <a name=\"properties\"></a><span data-ttu-id=\"a-1\">Propiedades</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-1\">Properties</span></span>

- <span data-ttu-id=\"a-2\">Lee un [**barco**](boat.md).</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-2\">Reads a [**boat**](boat.md).</span></span> <span data-ttu-id=\"a-3\">Sin `$top`.</span>

| <span data-ttu-id=\"a-4\">Nombre</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-4\">Name</span></span> | Type |
|:-----|:-----|
| [<span data-ttu-id=\"a-5\">velas</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-5\">sails</span></span>](#sails) | <span data-ttu-id=\"a-6\">Colección [sail](sail.md)</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-6\">[sail](sail.md) collection</span></span> |
";
    check(
        &read(text),
        "
        1 ## Properties <properties>
        3 text Reads a [**boat**](boat.md). Sin `$top`.
        5 table 2x1: Name | Type
        7   row: [sails](#sails) | [sail](sail.md) collection
        ",
    );
}

#[test]
fn headings_keep_the_anchor_that_translators_keep() {
    let text = "## <a name=\"http-request\"></a>Solicitud HTTP\n\n### <a id=x>Uno</a> `dos`\n";
    check(&read(text), "1 ## Solicitud HTTP <http-request>\n3 ### Uno `dos` <x>");
}

#[test]
fn tabs_are_no_headings_and_other_tabs_are_marked() {
    let text = "\
### Request

# [HTTP](#tab/http)
```http
GET /boats
```
# [C#](#tab/csharp)
```csharp
boats
```
[!INCLUDE [sdk](../missing.md)]
---

### Response
Text

# [HTTP](#tab/http/v2)
One
### [Java](#tab/java)
Two
## Next
Three
";
    check(
        &read(text),
        "
        1 ### Request
        4 code http, 1 line
        8 ~ code csharp, 1 line
        14 ### Response
        15 text Text
        18 text One
        20 ~ text Two
        21 ## Next
        22 text Three
        ",
    );
}

#[test]
fn an_include_or_a_link_above_a_rule_is_no_heading() {
    let text = "[!INCLUDE [x](x.md)]\n---\n\n[Boats](boat.md)\n---\n\nReal heading\n---\n";
    check(
        &read_all(&[("page.md", text), ("x.md", "---\ntitle: X\n---\nIncluded.")]),
        "
        x.md:4 text Included.
        4 text [Boats](boat.md)
        7 ## Real heading
        ",
    );
}

#[test]
fn included_blocks_stand_where_the_include_stood() {
    let text = "\
<!-- { \"blockType\": \"permissions\", \"name\": \"boat\" } -->
[!INCLUDE [permissions](includes/boat.md)]

Before [!INCLUDE [word](includes/word.md)] behind.
[!INCLUDE [word](includes/word.md)]
";
    check(
        &read_all(&[
            ("page.md", text),
            (
                "includes/boat.md",
                "---\nms.topic: include\n---\n\n|Type|Permission|\n|---|---|\n|Delegated|Boat.Read|\n",
            ),
            ("includes/word.md", "[Word](../boat.md)"),
        ]),
        "
        1 annotation permissions name=\"boat\"
        includes/boat.md:5 table 2x1: Type | Permission
        includes/boat.md:7   row: Delegated | Boat.Read
        4 text Before
        includes/word.md:1 text [Word](../boat.md)
        4 text behind.
        includes/word.md:1 text [Word](../boat.md)
        ",
    );
}

#[test]
fn an_annotation_finds_its_code_in_an_include_and_tabs_end_with_the_file() {
    let text = "<!-- { \"blockType\": \"resource\" } -->\n[!INCLUDE [x](x.md)]\n\nBehind.\n";
    check(
        &read_all(&[("page.md", text), ("x.md", "```json\n{}\n```\n# [Go](#tab/go)\nGo.\n")]),
        "
        x.md:1 code json, 1 line, resource
        x.md:5 ~ text Go.
        4 text Behind.
        ",
    );
}

#[test]
fn includes_without_a_file_leave_a_mark() {
    let text = "\
[!INCLUDE [x](x.md)]

[!INCLUDE [y](../y.md)]

[!INCLUDE [page](page.md)]

```
[!INCLUDE [z](z.md)]
```
";
    check(
        &read(text),
        "
        1 missing include x.md
        3 missing include ../y.md
        5 missing include page.md
        7 code without language, 1 line
        ! include-missing 1:1 the included file is not there
        ! include-outside 3:1 this include leads out of the specification folder
        ",
    );
}

#[test]
fn an_include_in_a_cell_is_left_out() {
    check(
        &read_all(&[("page.md", "|A|B|\n|-|-|\n|x|One [!INCLUDE [y](y.md)] two|\n"), ("y.md", "Y")]),
        "
        1 table 2x1: A | B
        3   row: x | One two
        ! include-inline 3:8 an include cannot stand in a table cell or a heading
        ",
    );
}

#[test]
fn files_that_include_each_other_manifold_do_not_grow_without_bound() {
    let files: Vec<(String, String)> = (0..30)
        .map(|n| (format!("{n}.md"), format!("x\n\n[!INCLUDE [a]({0}.md)]\n\n[!INCLUDE [a]({0}.md)]", n + 1)))
        .collect();
    let sources = Sources::from_texts(files);
    let mut diagnostics = Vec::new();
    let page = parse(&sources, sources.ids().next().unwrap(), &mut diagnostics);
    assert!(page.blocks.len() < 5_000, "{}", page.blocks.len());
    assert!(diagnostics.iter().all(|finding| finding.code.name == "include-limit"));
}

#[test]
fn annotations_wait_for_code_within_their_section() {
    let text = "\
## One
<!-- { \"blockType\": \"request\", \"name\": \"a\" } -->
##### Request
Text.
```http
GET /a
```
```http
GET /b
```
<!-- { \"blockType\": \"ignored\" } -->
<!-- { \"blockType\": \"response\" } -->
## Two
```json
{}
```
";
    check(
        &read(text),
        "
        1 ## One
        3 ##### Request
        4 text Text.
        5 code http, 1 line, request name=\"a\"
        8 code http, 1 line
        11 annotation ignored
        12 annotation response
        13 ## Two
        14 code json, 1 line
        ! annotation-without-code 12:1 no code block follows this annotation
        ",
    );
}

#[test]
fn the_kind_of_an_annotation_is_read_in_any_case() {
    check(
        &read("<!--{\"BlockType\" : \"Request\"}\n-->\n```http\nGET /a\n```\n<!-- {\"type\": \"#page.boatClass\"} -->"),
        "
        3 code http, 1 line, request
        6 annotation page type=\"#page.boatClass\"
        ",
    );
}

#[test]
fn annotations_may_share_a_line_with_text() {
    let text = "\
Obtenga un **barco** :<!-- { \"blockType\": \"ignored\" } -->
```http
GET /a
```

<!-- {
\"blockType\": \"resource\" }-->s
```json
{}
```
";
    check(
        &read(text),
        "
        1 text Obtenga un **barco** :
        2 code http, 1 line, ignored
        7 text s
        8 code json, 1 line, resource
        ",
    );
}

#[test]
fn comments_that_are_no_annotations_are_silent() {
    let text = "\
<!-- uuid: 1
2015-10-25 14:57:30 UTC -->
<!-- ## Relationships
```http
GET /a
```
| a | b | -->
<!-- {groups} and {more} -->
<!-- Add back: !-- {\"blockType\": \"request\"} -- -->
<!---->
Text <!-- remark --> more.
<!--> Text.
";
    check(&read(text), "11 text Text more.\n12 text Text.");
}

#[test]
fn repaired_annotations_are_used_and_reported() {
    let text = "\
<!-- {
  \"blockType\": \"response\",
  truncated: true,
} -->
```http
HTTP/1.1 200 OK
```
<!-- { \"blockType\": \"ignored\" } and more -->
```http
GET /a
```
";
    check(
        &read(text),
        "
        5 code http, 1 line, response truncated=true
        9 code http, 1 line, ignored
        ! annotation-repaired 3:3 this annotation is not strict JSON: a name without quotes, a trailing comma
        ! annotation-repaired 8:33 there is text behind the JSON of this annotation
        ",
    );
}

#[test]
fn repeated_members_are_reported_and_the_last_counts() {
    let text = "<!-- { \"blockType\": \"resource\", \"baseType\": \"a\", \"baseType\": \"b\" } -->\n```json\n{}\n```";
    let sources = Sources::from_texts([("page.md", text)]);
    let mut diagnostics = Vec::new();
    let page = parse(&sources, sources.ids().next().unwrap(), &mut diagnostics);
    let BlockKind::Code(code) = &page.blocks[0].kind else { panic!("{:?}", page.blocks) };
    assert_eq!(code.annotation.as_ref().unwrap().get("baseType").unwrap().as_str(), Some("b"));
    assert_eq!(diagnostics[0].message, "this annotation is not strict JSON: a repeated name");
}

#[test]
fn annotations_of_no_known_kind_are_reported_with_the_nearest() {
    let text =
        "<!-- { \"blockType\": \"reponse\" } -->\n<!-- { \"name\": \"x\" } -->\n<!-- { \"blockType\": true } -->\n";
    let sources = Sources::from_texts([("page.md", text)]);
    let mut diagnostics = Vec::new();
    let page = parse(&sources, sources.ids().next().unwrap(), &mut diagnostics);
    check(
        &print(&page, &sources),
        "
        1 annotation unknown
        2 annotation unknown name=\"x\"
        3 annotation unknown
        ",
    );
    let findings: Vec<(&str, &str)> =
        diagnostics.iter().map(|finding| (finding.message.as_str(), finding.help.as_deref().unwrap())).collect();
    let known = "known are `request`, `response`, `resource`, `ignored`, `example`, `samples`, `permissions`";
    assert_eq!(
        findings,
        [
            ("`reponse` is not a known `blockType`", format!("did you mean `response`? {known}").as_str()),
            (
                "this comment holds JSON, but no `blockType`",
                "add a `blockType`, or move the JSON out of the comment if readers shall see it"
            ),
            ("`blockType` is not a string", known),
        ]
    );
}

#[test]
fn a_body_that_slipped_into_a_comment_stays_there() {
    check(
        &read("```http\nPATCH /a\n```\n<!-- {\n  \"id\": 1\n}\n```\n-->\nText.\n"),
        "
        1 code http, 1 line
        4 annotation unknown id=1
        9 text Text.
        ! annotation-without-kind 4:1 this comment holds JSON, but no `blockType`
        ",
    );
}

#[test]
fn comments_in_headings_and_cells_are_read() {
    let text = "\
## A <!-- { \"blockType\": \"ignored\" } -->
|B|
|-|
|x <!-- { \"blockType\": \"request\" } -->|

```http
GET /a
```
";
    check(
        &read(text),
        "
        1 ## A
        1 annotation ignored
        2 table 1x1: B
        4   row: x
        6 code http, 1 line, request
        ",
    );
}

#[test]
fn hopeless_annotations_are_errors() {
    check(
        &read("<!-- { blockType request } -->\n```http\nGET /a\n```\n"),
        "
        2 code http, 1 line
        ! annotation-unreadable 1:8 this annotation cannot be read: unexpected characters
        ",
    );
}

#[test]
fn a_page_annotation_may_lack_its_bracket_and_its_end() {
    check(
        &read("Text.\n\n<!--\n  \"type\": \"#page.annotation\",\n  \"section\": \"documentation\"\n"),
        "
        1 text Text.
        3 annotation page type=\"#page.annotation\" section=\"documentation\"
        ! annotation-repaired 4:3 this annotation is not strict JSON: a missing opening bracket, a missing closing \
        bracket
        ! annotation-unclosed 3:1 the comment of this annotation is not closed
        ",
    );
}

#[test]
fn an_annotation_without_its_end_hides_nothing() {
    let text = "\
<!-- { \"blockType\": \"request\" } --
```http
GET /a
```
## Next
<!-- { \"blockType\": \"response\" }
```http
HTTP/1.1 200 OK
```
Text.
";
    check(
        &read(text),
        "
        2 code http, 1 line, request
        5 ## Next
        7 code http, 1 line, response
        10 text Text.
        ! annotation-unclosed 1:1 the comment of this annotation is not closed
        ! annotation-unclosed 6:1 the comment of this annotation is not closed
        ",
    );
}

#[test]
fn a_remark_without_its_end_is_an_error() {
    check(
        &read("Text.\n\n<!-- remark\n\n## Hidden\n"),
        "
        1 text Text.
        ! comment-unclosed 3:1 this comment is never closed
        ",
    );
}

#[test]
fn a_comment_in_a_list_may_be_indented_less_than_the_list() {
    let text = "- Item\n  <!-- {\n\"blockType\": \"request\"\n} -->\n  ```http\n  GET /a\n  ```\n";
    check(&read(text), "1 text Item\n5 code http, 1 line, request");
}

#[test]
fn a_fence_that_was_not_closed_ends_where_the_next_block_begins() {
    let text = "\
<!-- { \"blockType\": \"request\" } -->
```http
GET /a

### Response

Text.
<!-- {
  \"blockType\": \"response\"
} -->
```http
HTTP/1.1 200 OK
```
## Next
```json
{
";
    check(
        &read(text),
        "
        2 code http, 1 line, request
        5 ### Response
        7 text Text.
        11 code http, 1 line, response
        14 ## Next
        15 code json, 1 line
        ! fence-unclosed 2:1 this code block is not closed
        ! fence-unclosed 15:1 this code block is not closed
        ",
    );
}

#[test]
fn fences_win_over_comments_inside_of_them() {
    let text = "```http\nPOST /a\n\n{ \"html\": \"<html><!-- x -->\n<!-- { y -->\" }\n```\nText.\n";
    check(&read(text), "1 code http, 4 lines\n7 text Text.");
}

#[test]
fn a_lone_tag_swallows_no_blocks() {
    check(&read("<br/>\n```http\nGET /a\n```\n<a name=\"x\"></a>\n## Next\n"), "2 code http, 1 line\n6 ## Next");
}

#[test]
fn html_is_read_as_text() {
    check(&read("<div>One</div><div>two &amp; <b>three</b></div>\n"), "1 text One\\ntwo &amp; three");
}

#[test]
fn tables_in_html() {
    let table = "<table><tr><td>One</td><td>two &amp; <b>three</b></td></tr>\n\n<tr><td>four</td></tr></table>";
    check(&read(&format!("{table}\n## Next\n")), "1 table 2x1: One | two & three\n    3   row: four\n4 ## Next");
    check(&read("<table><tr><td>One</td></tr>\n\nText.\n"), "1 text One\n3 text Text.");
    let open = "<table><tr><td>One\n\n## Next\n\n<table><tr><td>two</td></tr></table>\n";
    check(&read(open), "1 text One\n3 ## Next\n5 table 1x0: two");
    let nested = "<table><tr><td>One <table><tr><td>two</td></tr></table></td></tr></table>\n";
    check(&read(nested), "1 text One\\ntwo");
}

#[test]
fn rows_keep_the_cells_that_they_are_written_with() {
    let text = "\
|A|B|C|
|:--|:--|:--|
|x|y|*.a|*.b|`c \\| d`|
|short|
|x|y|z||
||y|
";
    check(
        &read(text),
        "
        1 table 3x4: A | B | C
        3   row: x | y | *.a|*.b|`c | d`
        4   row: short
        5   row: x | y | z
        6   row:  | y
        ! table-surplus 3:6 this row has more cells than the table has columns
        ",
    );
}

#[test]
fn tables_may_lack_their_outer_pipes() {
    check(
        &read("A | B\n--|--\nx | [y][]\n|z\n\n[y]: y.md\n"),
        "
        1 table 2x2: A | B
        3   row: x | [y](y.md)
        4   row: z
        ",
    );
}

#[test]
fn a_cell_broken_over_two_lines_is_joined() {
    let text = "\
|Name|Type|Text|
|:--|:--|:--|
|a|String|List of `one`,
`two`, [three](x.md).|
|b|String|Other.|
";
    check(
        &read(text),
        "
        1 table 3x2: Name | Type | Text
        3   row: a | String | List of `one`, `two`, [three](x.md).
        5   row: b | String | Other.
        ! table-row-broken 4:1 a cell of this table is broken over two lines
        ",
    );
}

#[test]
fn text_directly_under_a_table_is_text() {
    check(
        &read("|A|B|\n|-|-|\n|x|y|\nSome [text](x.md).\n"),
        "
        1 table 2x1: A | B
        3   row: x | y
        4 text Some [text](x.md).
        ! table-text-behind 4:1 this line stands directly under a table
        ",
    );
}

#[test]
fn tables_are_read_whatever_their_separator() {
    let text = "\
|A|B|
|---|---|---|
|x|[y](y.md)|

Text above:
A | B
: - | -
x | y

Text.

|A|B|
|x|y|
";
    check(
        &read(text),
        "
        1 table 3x1: A | B |
        3   row: x | [y](y.md)
        5 text Text above:
        6 table 2x1: A | B
        8   row: x | y
        10 text Text.
        12 table 2x1: A | B
        13   row: x | y
        ! table-separator 2:1 the separator row has 3 columns, the header has 2
        ! table-separator 7:1 this separator row is malformed
        ! table-separator 12:1 this table has no separator row
        ",
    );
}

#[test]
fn an_empty_line_does_not_divide_a_table() {
    check(
        &read("|A|B|\n|-|-|\n|x|y|\n\n|z|w|\n\n|\n"),
        "
        1 table 2x2: A | B
        3   row: x | y
        5   row: z | w
        7 text |
        ! table-divided 5:1 an empty line divides this row from its table
        ",
    );
}

#[test]
fn text_under_rows_that_an_empty_line_cut_off_is_text() {
    check(
        &read("|A|B|\n|-|-|\n|x|y|\n\n|z|w|\nText.\n"),
        "
        1 table 2x2: A | B
        3   row: x | y
        5   row: z | w
        6 text Text.
        ! table-divided 5:1 an empty line divides this row from its table
        ! table-text-behind 6:1 this line stands directly under a table
        ",
    );
}

#[test]
fn lines_may_end_with_carriage_return_and_line_feed() {
    let text = "\
---
title: T
---
# T

|A|B|
|-|-|
|x|y|z|

<!-- {
\"blockType\": \"ignored\"
} -->
```http
GET /a
```
";
    check(
        &read(&text.replace('\n', "\r\n")),
        "
        2 title: T
        4 # T
        6 table 2x1: A | B
        8   row: x | y|z
        13 code http, 1 line, ignored
        ! table-surplus 8:4 this row has more cells than the table has columns
        ",
    );
}

#[test]
fn hostile_pages_end() {
    let pieces = [
        "- <!-- {\n",
        "<!-- { \"blockType\": \"x\" }\n",
        "```http\n",
        "> ```a\n",
        "|a|\n",
        "a|\n-|\n",
        "[!INCLUDE [",
        "<br/>\n```\n",
        "<!--",
        "# [a](#tab/b)\n",
        "**[",
        "|a|b|\n|-|-|\n|x\ny\n",
        "{ \"blockType\": [",
        "x\n---\n",
        "<a ",
        "`",
        "\u{a0}",
    ];
    for piece in pieces {
        let _ = read(&piece.repeat(3_000));
    }
}

/// Pieces of pages, to be put together without sense.
fn piece() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "# ",
        "## A",
        "\n",
        "\n\n",
        "---\n",
        "- ",
        "> ",
        "  ",
        "\t",
        "```",
        "```http\n",
        "~~~",
        "<!-- ",
        "-->",
        "{",
        "}",
        "[",
        "]",
        "(",
        ")",
        "\"blockType\"",
        ": ",
        "\"request\"",
        ",",
        "\"type\": \"#page.annotation\"",
        "|",
        "\\|",
        "|a|b|\n",
        "|-|-|\n",
        "|:--",
        "`",
        "**",
        "<br>",
        "</br>",
        "<a name=\"x\">",
        "[x](y.md)",
        "[x][]",
        "\n[x]: y.md\n",
        "# [HTTP](#tab/http)\n",
        "# [C](#tab/c)\n",
        "[!INCLUDE [a](page.md)]",
        "[!INCLUDE [b](b.md)]",
        "[!INCLUDE [c](c.md)]",
        "text",
        "é",
        "\u{a0}",
        "&nbsp;",
        "\u{200b}",
        "“",
        "'",
        "\\",
        "//",
        "/*",
        "...",
        "\r\n",
        "\0",
        "title: x\n",
        "<div>\n",
    ])
}

fn garbled() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    /// Nothing panics, every place is one, and reading again gives the same.
    #[test]
    fn any_text_is_a_page(text in garbled(), included in garbled(), front in any::<bool>()) {
        let text = if front { format!("---\n{text}") } else { text };
        let sources = Sources::from_texts([("page.md", text.as_str()), ("b.md", included.as_str())]);
        for id in sources.ids() {
            let mut diagnostics = Vec::new();
            let page = parse(&sources, id, &mut diagnostics);
            for block in &page.blocks {
                let source = sources.get(block.span.source).unwrap();
                prop_assert!(source.text.get(block.span.range()).is_some(), "{block:?}");
                if let BlockKind::Table(table) = &block.kind {
                    for row in &table.rows {
                        prop_assert!(row.cells.len() <= table.header.len());
                    }
                    for cell in table.rows.iter().flat_map(|row| &row.cells).chain(&table.header) {
                        prop_assert!(source.text.get(cell.span.range()).is_some(), "{cell:?}");
                        for mark in &cell.content.marks {
                            prop_assert!(cell.content.text.get(mark.range.clone()).is_some(), "{cell:?}");
                        }
                    }
                }
                if let BlockKind::Paragraph(inline) = &block.kind {
                    prop_assert_eq!(inline.text.trim(), inline.text.as_str());
                    for mark in &inline.marks {
                        prop_assert!(inline.text.get(mark.range.clone()).is_some(), "{inline:?}");
                    }
                }
            }
            for finding in &diagnostics {
                let span = finding.primary.as_ref().unwrap().span;
                prop_assert!(sources.get(span.source).unwrap().text.get(span.range()).is_some(), "{finding:?}");
            }
            prop_assert_eq!(print(&page, &sources), print(&parse(&sources, id, &mut Vec::new()), &sources));
        }
    }

    /// Strict JSON is read as it is, without repairs.
    #[test]
    fn strict_json_is_read_as_written(text in "[{}\\[\\]\",:a0 \\\\\n]{0,40}") {
        let span = Span::new(SourceId(0), 0..text.len());
        let reading = super::json::read(&text, span);
        if let Ok(value) = serde_json::from_str::<serde_json::Value>(&text) {
            prop_assert_eq!(reading.value.map(|json| json.to_value()), Some(value));
        }
    }
}
