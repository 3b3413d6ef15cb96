//! Pages that represent several types, and tables of properties elsewhere than in the section of that name.

use pretty_assertions::assert_eq;
use stubdown::model;

use super::{operation, reads};

#[test]
fn tables_right_below_the_representations() {
    let page = r#"
        # Fault resource

        ## JSON representation

        <!-- { "blockType": "resource", "@odata.type": "contoso.library.fault" } -->
        ```json
        { "fault": { "@odata.type": "contoso.library.cause" } }
        ```

        #### cause resource

        <!-- { "blockType": "resource", "@odata.type": "contoso.library.cause" } -->
        ```json
        { "code": "string", "depth": 2 }
        ```

        | Property name | Value | Description |
        |:--|:--|:--|
        | **code** | string | A word for the fault. |
        | **depth** | Int64 | How deep. |

        | Name | Description |
        |:--|:--|
        | late | A book was late. |
        "#;
    let expected = "
        type contoso.library.cause (Documented)
          code: `String`
          depth: `Int64`
        type contoso.library.fault (Documented)
          fault: `contoso.library.cause`";
    reads(page, expected, &[]);
}

#[test]
fn a_section_that_names_the_type() {
    let page = operation(
        "POST /books/{id}/wrap",
        r#"
        ## Request body

        No request body is required, but the paper may be chosen.

        <!-- { "blockType": "resource", "@odata.type": "contoso.library.paper" } -->
        ```json
        { "weight": 80 }
        ```

        ## Parameters

        | Parameter | Type | Description
        |:--|:--|:--
        | paper | paper | The paper.
        | ribbon | Boolean | Whether to add a ribbon.

        ## Paper Properties

        | Property | Type | Description
        |:--|:--|:--
        | weight | Int64 | In grams.
        "#,
    );
    let expected = "
        POST /books/{book_id}/wrap
          body: `contoso.library.booksWrapRequest` (optional)
          204: nothing
        type contoso.library.booksWrapRequest (Parameters)
          paper: `contoso.library.paper`
          ribbon: `Boolean`
        type contoso.library.paper (Documented)
          weight: `Int64`";
    reads(&page, expected, &[]);
}

#[test]
fn a_representation_with_a_member_value() {
    let page = r#"
        # Changes resource

        <!-- { "blockType": "resource", "@odata.type": "contoso.library.changes" } -->
        ```json
        { "value": [{ "@odata.type": "contoso.library.book" }], "token": "string" }
        ```
        "#;
    let expected = "
        type contoso.library.changes (Documented)
          value: a collection of `contoso.library.book`
          token: `String`";
    reads(page, expected, &[]);
}

/// Two types on one page, the second one below a heading of its own.
const TWO_TYPES: &str = r#"
    # Book resource

    A book.

    <!-- { "blockType": "resource", "@odata.type": "contoso.library.volume" } -->
    ```json
    { "id": "String" }
    ```

    ## Properties

    | Property | Type | Description |
    |:--|:--|:--|
    | id | String | Key. |

    ## Rack resource

    Where volumes stand.

    <!-- { "blockType": "resource", "@odata.type": "contoso.library.rack" } -->
    ```json
    { "room": "String" }
    ```

    | Property | Type | Description |
    |:--|:--|:--|
    | room | String | Which room. |
    | width | Int32 | In centimetres. |

    ## label

    <!-- { "blockType": "resource", "@odata.type": "contoso.library.label" } -->
    ```json
    { "text": "String" }
    ```
    "#;

#[test]
fn a_table_right_below_the_name_of_its_type() {
    let expected = "
        type contoso.library.label (Documented)
          text: `String`
        type contoso.library.rack (Documented)
          room: `String`
          width: `Int32`
        type contoso.library.volume (Documented)
          id: `String`";
    reads(TWO_TYPES, expected, &["property-missing-in-json"]);
}

#[test]
fn each_type_has_the_description_below_its_own_heading() {
    let page = super::outdented(TWO_TYPES);
    let analysis = tests::generation::analyse(&[("page.md", &page)]);
    let described = |structure: &model::StructType| model::plain(&structure.description);
    let described: Vec<String> = analysis.api.structs.values().map(described).collect();
    assert_eq!(described, ["", "Where volumes stand.", "A book."]);
}
