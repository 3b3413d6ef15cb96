//! Pages that represent several types, and tables of properties elsewhere than in the section of that name.

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
