//! Tables that are damaged, or that look like others.

use super::{operation, reads};

/// The page of a type with this table of properties.
fn radio(table: &str) -> String {
    let table = super::outdented(table);
    format!("# radio resource type\n\nNamespace: contoso.music\n\n## Properties\n\n{table}")
}

#[test]
fn groups_in_json_links_by_reference_and_rows_without_outer_pipes() {
    let page = r#"
        # radio resource type

        <!-- { "blockType": "resource", "@type": "contoso.music.radio",
          "@type.aka": "contoso.music.wireless", "optionalProperties": [ "book",
          "tones"] } -->

        ```json
        {
          "name": "string",
          "book": { "@odata.type": "contoso.library.book" },

          /* relationships */
          "tones": [ { "@type": "contoso.library.shelf" } ]
        }
        ```

        ## Properties

        Property | Type | Description
        :--|:--|:--
        name | string | Name.
        book | [book][] | On the air.

        ## Relationships

        | Relationship | Type | Description |
        |:--|:--|:--|
        | tones | Collection([tones][shelf]) | Tones. |

        ## Methods

        | Method | Return type | Description
        |:--|:--|:--
        | [Get](book.md) | [radio](page.md) | Get it.

        [book]: book.md
        [shelf]: shelf.md "What holds books"
        "#;
    let expected = "
        type contoso.music.radio (Documented)
          name: `String`
          book: `contoso.library.book`
          relationship tones: a collection of `contoso.library.shelf`";
    reads(page, expected, &["example-json-repaired"]);
}

#[test]
fn a_cell_that_is_broken_by_a_newline() {
    let page = radio(
        "
        | Property | Type | Description |
        |:--|:--|:--|
        | name | String | The name,
        as printed on the front. |
        | volume | Int32 | How loud. |
        ",
    );
    let expected = "type contoso.music.radio (Documented)\n  name: `String`\n  volume: `Int32`";
    reads(&page, expected, &["table-row-broken"]);
}

#[test]
fn pipes_within_a_description() {
    let page = radio(
        "
        | Property | Type | Description |
        |:--|:--|:--|
        | pattern | String | Files such as *.mp3|*.ogg|*.wav. |
        | volume | Int32 | How loud. |
        ",
    );
    let expected = "type contoso.music.radio (Documented)\n  pattern: `String`\n  volume: `Int32`";
    reads(&page, expected, &["table-surplus"]);
}

#[test]
fn a_type_that_the_generator_of_the_pages_did_not_know() {
    let page = radio(
        "
        | Property | Type | Description |
        |:--|:--|:--|
        | steps | ** Unknown Type `Contoso.Tuple_2OfTone_ICollection` ** collection | Steps. |
        ",
    );
    let expected = "type contoso.music.radio (Documented)\n  steps: a collection of `Json`";
    reads(&page, expected, &["type-unknown"]);
}

#[test]
fn a_table_of_colours_among_the_properties() {
    let page = radio(
        "
        | Property | Type | Description |
        |:--|:--|:--|
        | color | String | One of the preset constants. |

        | Preset constant | Color |
        |:--|:--|
        | preset0 | Red |
        ",
    );
    reads(&page, "type contoso.music.radio (Documented)\n  color: `String`", &["table-not-read"]);
}

#[test]
fn a_property_of_one_of_two_types() {
    let page = radio(
        "
        | Property | Type | Description |
        |:--|:--|:--|
        | source | [book](book.md) or [shelf](shelf.md) | Where sound comes from. |
        | tones | tone collection collection | Possible values are: `low`, `high`. |
        ",
    );
    let expected = "
        type contoso.music.radio (Documented)
          source: `Json`
          tones: a collection of `contoso.music.tone`
        enum contoso.music.tone { low, high }";
    reads(&page, expected, &["collection-nested"]);
}

#[test]
fn properties_with_names_of_control_members() {
    let page = radio(
        "
        | Property | Type | Description |
        |:--|:--|:--|
        | @odata.type | String | Which type. |
        | @odata.id | String | Where. |
        | **name** | `String` | Name. |
        | *pitch* (deprecated) | double | Pitch. |
        ",
    );
    let expected = "
        type contoso.music.radio (Documented)
          @odata.type: `String`
          @odata.id: `String`
          name: `String`
          pitch: `Double`";
    reads(&page, expected, &[]);
}

#[test]
fn rows_that_group_others() {
    let page = operation(
        "POST /radios/{id}/tune",
        "
        ## Request body

        Provide a JSON object with the following parameters.

        | Parameter | Type | Description |
        |:--|:--|:--|
        | station | String | Which station. |
        |**Onboarding**|
        | pitch | Edm.Double | How high. |
        |**Volume**| | |
        | volume | Int32 | How loud. |
        | ... | ... | ... |
        ",
    );
    let expected = "
        POST /radios/{radio_id}/tune
          body: `contoso.library.radiosTuneRequest`
          204: nothing
        type contoso.library.radiosTuneRequest (Parameters)
          station: `String`
          pitch: `Double`
          volume: `Int32`";
    reads(&page, expected, &["row-without-name"]);
}

#[test]
fn a_separator_with_fewer_columns_than_the_header() {
    let page = radio(
        "
        | Property | Type | Description |
        |:--|:--|
        | name | String | Name. |
        ",
    );
    reads(&page, "type contoso.music.radio (Documented)\n  name: `String`", &["table-separator"]);
}

#[test]
fn a_table_that_is_divided_by_a_blank_line() {
    let page = radio(
        "
        | Property | Type | Description |
        |:--|:--|:--|
        | name | String | Name. |

        | volume | Int32 | How loud. |
        ",
    );
    let expected = "type contoso.music.radio (Documented)\n  name: `String`\n  volume: `Int32`";
    reads(&page, expected, &["table-divided"]);
}

#[test]
fn names_of_columns_in_other_words() {
    let page = radio(
        "
        |\tProperty name\t|Type|Description|Supported resources|
        |:--|:--|:--|:--|
        |name|String|Name.||
        ",
    );
    reads(&page, "type contoso.music.radio (Documented)\n  name: `String`", &[]);
}

#[test]
fn words_of_type_cells() {
    let page = radio(
        "
        | Property | Type |
        |:--|:--|
        | a | `Edm.DateTimeOffset` |
        | b | Collection(Edm.Int64) |
        | c | string, maximum size 20 |
        | d | Url |
        | e | Collection of String |
        | f | [book](book.md |
        | g | Timestamp |
        | h | numeric |
        | i | [DateTimeOffset](book.md) |
        | j | Collection([book](book.md)) |
        | k | contoso.library.shelf collection |
        ",
    );
    let expected = "
        type contoso.music.radio (Documented)
          a: `DateTimeOffset`
          b: a collection of `Int64`
          c: `String`
          d: `String`
          e: a collection of `String`
          f: `contoso.library.book`
          g: `DateTimeOffset`
          h: `Number`
          i: `DateTimeOffset`
          j: a collection of `contoso.library.book`
          k: a collection of `contoso.library.shelf`";
    reads(&page, expected, &[]);
}

#[test]
fn a_separator_with_blanks_behind_the_colons() {
    let page = radio(
        "
        | Property | Type | Description |
        |: ------- |: --- |: ---------- |
        | name | String | Name. |
        ",
    );
    reads(&page, "type contoso.music.radio (Documented)\n  name: `String`", &[]);
}

#[test]
fn links_by_reference_that_lead_nowhere() {
    let page = radio(
        "
        | Property | Type | Description |
        |:--|:--|:--|
        | a | [shelf] | Shelf. |
        | b | [book][nowhere] collection | Books. |
        | c | error object | Error. |
        ",
    );
    let expected = "
        type contoso.music.radio (Documented)
          a: `contoso.library.shelf`
          b: a collection of `contoso.library.book`
          c: `Json`";
    reads(&page, expected, &["type-unknown"]);
}

#[test]
fn words_of_a_representation() {
    let page = radio(
        r##"
        | Property | Type | Description |
        |:--|:--|:--|
        | books | bookList | Books. |
        | wave | waveBand | Band. |

        <!-- { "blockType": "resource", "@odata.type": "contoso.music.radio" } -->
        ```json
        { "books": { "@odata.type": "collection(contoso.library.book)" }, "wave": "long | short" }
        ```
        "##,
    );
    let expected = "
        type contoso.music.radio (Documented)
          books: a collection of `contoso.library.book`
          wave: `String`";
    reads(&page, expected, &["type-unknown", "type-unknown"]);
}

#[test]
fn nouns_behind_types() {
    let page = "
        # desk resource type

        Namespace: contoso.library

        ## Properties

        | Property | Type | Description |
        |:--|:--|:--|
        | first | Book object | A book. |
        | words | string array | Words. |
        ";
    let expected = "
        type contoso.library.desk (Documented)
          first: `contoso.library.book`
          words: a collection of `String`";
    reads(page, expected, &[]);
}

#[test]
fn a_table_about_the_response() {
    let page = operation(
        "GET /books/next",
        "
        ## Response

        Returns a [book](book.md). It comes with these:

        | Name | Value | Description |
        |:--|:--|:--|
        | nextLink | url | Where to go on. |

        Beside it are these:

        | Name | Type | Description |
        |:--|:--|:--|
        | reason | String | Why it is next. |
        ",
    );
    reads(&page, "GET /books/next\n  200: `contoso.library.book`", &["table-not-read"]);
}

/// Annotations of instances are members like others; notes behind a primitive are no part of its name; and JSON names types.
#[test]
fn instance_attributes_and_types_in_json() {
    let page = r#"
        # radio resource type

        Namespace: contoso.music

        ## Properties

        | Property | Type | Description |
        |:--|:--|:--|
        | volume | Int64 - optional | How loud. |

        ## Instance attributes

        | Property name | Type | Description |
        |:--|:--|:--|
        | @contoso.music.sourceUrl | String | From where. |

        ## JSON representation

        <!-- { "blockType": "resource", "@odata.type": "contoso.music.radio" } -->
        ```json
        {
          "volume": 1,
          "stations": "Collection(Edm.String)",
          "channel": "Int32",
          "settings": "contoso.library.settings",
          "site": "music.contoso.com"
        }
        ```
        "#;
    let expected = "
        type contoso.music.radio (Documented)
          volume: `Int64`
          @contoso.music.sourceUrl: `String`
          stations: a collection of `String`
          channel: `Int32`
          settings: `Json`
          site: `String`
        ";
    reads(page, expected, &["property-only-in-json"; 4]);
}
