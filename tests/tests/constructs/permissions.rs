//! Permission tables and their cells.

use super::{operation, reads, reads_with};

/// An operation with this section of permissions.
fn needing(section: &str) -> String {
    operation("DELETE /books/{id}", section)
}

/// An operation with the usual table and these cells.
fn needing_cells(header: &str, [work, personal, application]: [&str; 3]) -> String {
    needing(&format!(
        "## Permissions\n\n| Permission type | {header} |\n|:--|:--|\n\
         | Delegated (work or school account) | {work} |\n\
         | Delegated (personal Microsoft account) | {personal} |\n\
         | Application | {application} |\n"
    ))
}

const LEAST_FIRST: &str = "Permissions (from least to most privileged)";

#[test]
fn a_cell_with_sentences_for_two_resources() {
    let cell = "Loan.ReadWrite for a loan of one's own.</br>Desk.ReadWrite.All for a loan at a desk.";
    let page = needing_cells(LEAST_FIRST, [cell, "Not supported.", "Not supported."]);
    let expected = "
        DELETE /books/{book_id}
          204: nothing
          work or school account: Loan.ReadWrite (for a loan of one's own.), or Desk.ReadWrite.All (for a loan at a desk.)
          personal account: not supported
          application: not supported";
    reads(&page, expected, &[]);
}

#[test]
fn a_table_with_a_row_for_each_resource() {
    let page = operation(
        "DELETE /rooms/{id}/marks/{id}\nDELETE /.../books/{id}/marks/{id}",
        r#"
        ## Permissions

        | Supported resource | Delegated (work or school account) | Delegated (personal Microsoft account) | Application |
        |:--|:--|:--|:--|
        | [book](book.md) | Book.ReadWrite | Book.ReadWrite | Not supported. |
        | room | Room.ReadWrite.All | Not supported. | Room.ReadWrite.All |

        <!-- * Only for administrators. -->
        "#,
    );
    let expected = "
        DELETE /books/{book_id}/marks/{mark_id}
          204: nothing
          work or school account: Book.ReadWrite (book)
          personal account: Book.ReadWrite (book)
          application: not supported
        DELETE /rooms/{room_id}/marks/{mark_id}
          204: nothing
          work or school account: Room.ReadWrite.All (room)
          personal account: not supported
          application: Room.ReadWrite.All (room)";
    reads(&page, expected, &["request-line-elided"]);
}

#[test]
fn conditions_before_the_names_of_a_cell() {
    let cell = "For **book** or **map** resource: Book.Read<br/><br/>For **desk** resource: Desk.Read.All";
    let page = needing_cells(LEAST_FIRST, [cell, "None.", "n/a"]);
    let expected = "
        DELETE /books/{book_id}
          204: nothing
          work or school account: Book.Read (For book or map resource), or Desk.Read.All (For desk resource)
          personal account: not supported
          application: not supported";
    reads(&page, expected, &[]);
}

#[test]
fn permissions_that_are_needed_together() {
    let cell = "Book.Read.All and Loan.ReadWrite.All, Book.ReadWrite.All and Loan.Read.All";
    let page = needing_cells(LEAST_FIRST, [cell, "Not applicable.", "Book.Lend.All plus Loan.Read.All"]);
    let expected = "
        DELETE /books/{book_id}
          204: nothing
          work or school account: Book.Read.All and Loan.ReadWrite.All, or Book.ReadWrite.All and Loan.Read.All
          personal account: not supported
          application: Book.Lend.All and Loan.Read.All";
    reads(&page, expected, &[]);
}

#[test]
fn a_body_table_that_begins_with_a_type_of_permission() {
    let page = operation(
        "PATCH /books/{id}/grants/{id}",
        "
        ## Request body

        Supply the values to change.

        | Permission Type | Property | Type | Description |
        |:--|:--|:--|:--|
        | User | roles | Collection(String) | What the reader may do. |
        ",
    );
    let expected = "
        PATCH /books/{book_id}/grants/{grant_id}
          body: `contoso.library.booksGrantsUpdateRequest`
          204: nothing
        type contoso.library.booksGrantsUpdateRequest (Parameters)
          roles: a collection of `String`";
    reads(&page, expected, &[]);
}

#[test]
fn rows_below_a_row_with_an_empty_cell() {
    let page = needing(
        "
        ## Prerequisites

        | Permission&nbsp;type | Permissions (from most to least privileged) |
        |:--|:--|
        | Delegated (work or school account) | |
        | &nbsp; &nbsp; **Cataloguing** | Book.ReadWrite.All, Book.Read.All | |
        | &nbsp; &nbsp; **Lending** | Loan.ReadWrite.All |
        | Delegated (personal Microsoft account) | Not supported. |
        | Application | Not supported. |
        ",
    );
    let expected = "
        DELETE /books/{book_id}
          204: nothing
          work or school account: Book.Read.All (Cataloguing), or Book.ReadWrite.All (Cataloguing), or Loan.ReadWrite.All (Lending)
          personal account: not supported
          application: not supported";
    reads(&page, expected, &[]);
}

#[test]
fn three_columns_with_the_least_privileged_first() {
    let expected = "
        DELETE /books/{book_id}
          204: nothing
          work or school account: Book.Read, or Book.Read.All, or Book.ReadWrite.All
          personal account: not supported
          application: Book.Read.All";
    let says = |titles: &str| {
        let page = needing(&format!(
            "
        ## Permissions

        | Permission type | {titles} |
        |:--|:--|:--|
        | Delegated (work or school account) | Book.Read | Book.Read.All, Book.ReadWrite.All |
        | Delegated (personal Microsoft account) | Not supported. | Not available. |
        | Application | Book.Read.All | Not available. |
        "
        ));
        reads(&page, expected, &[]);
    };
    says("Least privileged permissions | Higher privileged permissions");
    says("Least privileged permission | Higher privileged permissions");
    says("Least privileged permission | Higher privileged permission");
}

#[test]
fn columns_for_oneself_and_for_others() {
    let page = needing(
        "
        ## Permissions

        | Permission type | Permissions acting on self | Permissions acting on others |
        |:--|:--|:--|
        | Delegated (work or school account) | Loan.Read | Loan.Read.All |
        | Delegated (personal Microsoft account) | Not supported. | Not supported. |
        | Application | Not applicable. | Loan.Read.All |
        ",
    );
    let expected = "
        DELETE /books/{book_id}
          204: nothing
          work or school account: Loan.Read (Permissions acting on self), or Loan.Read.All (Permissions acting on others)
          personal account: not supported
          application: Loan.Read.All (Permissions acting on others)";
    reads(&page, expected, &[]);
}

#[test]
fn a_table_for_each_kind_of_resource() {
    let page = needing(
        "
        ## Permissions

        ### Permissions for radios

        | Permission type | Permissions |
        |:--|:--|
        | Application | Radio.Read.All |

        ### Permissions for tuners

        | Permission type | Permissions |
        |:--|:--|
        | Application | Tuner.Read.All |
        ",
    );
    let expected = "
        DELETE /books/{book_id}
          204: nothing
          application: Radio.Read.All (Permissions for radios), or Tuner.Read.All (Permissions for tuners)";
    reads(&page, expected, &[]);
}

#[test]
fn the_most_privileged_first() {
    let page = needing_cells(
        "Permissions (from most to least privileged)",
        ["Book.ReadWrite.All, Book.Read", "Book.Read, , eBook.Read.", "TODO: Determine scopes"],
    );
    let expected = "
        DELETE /books/{book_id}
          204: nothing
          work or school account: Book.Read, or Book.ReadWrite.All
          personal account: eBook.Read, or Book.Read";
    reads(&page, expected, &["permission-cell-unreadable"]);
}

#[test]
fn footnotes_and_links_in_cells() {
    let cells = [
        "Shelf.Read.Group*, [Shelf.Read.All](shelf.md)**",
        "**Not supported.**",
        "[Book.Read.All](book.md)<sup>[1](#note)</sup>",
    ];
    let page = needing_cells(LEAST_FIRST, cells);
    let expected = "
        DELETE /books/{book_id}
          204: nothing
          work or school account: Shelf.Read.Group, or Shelf.Read.All
          personal account: not supported
          application: Book.Read.All";
    reads(&page, expected, &[]);
}

#[test]
fn an_included_table() {
    let page = needing(
        r#"
        ## Permissions

        <!-- { "blockType": "permissions", "name": "book_delete" } -->
        [!INCLUDE [permissions-table](includes/permissions/book-delete-permissions.md)]
        "#,
    );
    let table = "
        ---
        description: Generated.
        ---

        | Permission type | Least privileged permissions | Higher privileged permissions |
        |:--|:--|:--|
        | Application | Book.Delete.All | Not available. |
        ";
    let included = [("includes/permissions/book-delete-permissions.md", table)];
    let expected = "DELETE /books/{book_id}\n  204: nothing\n  application: Book.Delete.All";
    reads_with(&page, &included, expected, &[]);
}

#[test]
fn an_included_table_that_is_missing() {
    let page = needing(
        "
        ## Permissions

        [!INCLUDE [permissions-table](includes/permissions/book-delete-permissions.md)]
        ",
    );
    reads(&page, "DELETE /books/{book_id}\n  204: nothing", &["include-missing", "permissions-missing"]);
}

#[test]
fn a_row_that_is_no_kind_of_sign_in() {
    let page = needing(
        "
        ## Permissions

        | Permission type | Permissions |
        |:--|:--|
        | [Delegated permission for a work or school account](shelf.md) | Book.Read |
        | bookPermissionGrant | Book.Grant |
        ",
    );
    let expected = "DELETE /books/{book_id}\n  204: nothing\n  work or school account: Book.Read";
    reads(&page, expected, &["permission-row-unknown"]);
}

#[test]
fn a_table_in_spanish() {
    let page = needing(
        r#"
        ## <a name="permissions"></a>Permisos

        |Tipo de permiso|Permisos (de más a menos privilegiados)|
        |:--|:--|
        |Delegado (cuenta profesional o educativa)|Book.ReadWrite, Book.Read|
        |Delegado (cuenta personal de Microsoft)|No se admite.|
        |Aplicación|Book.Read.All|
        "#,
    );
    let expected = "
        DELETE /books/{book_id}
          204: nothing
          work or school account: Book.Read, or Book.ReadWrite
          personal account: not supported
          application: Book.Read.All";
    reads(&page, expected, &[]);
}

#[test]
fn labels_without_their_end_and_a_separator_of_another_width() {
    let page = needing(
        "
        ## Permissions

        |Permission type|Permissions (from least to most privileged)|
        |:---|:---|:---|
        |Delegated (personal Microsoft account|Book.Delete|
        |Application|Book.Delete.All|
        ",
    );
    let expected = "
        DELETE /books/{book_id}
          204: nothing
          personal account: Book.Delete
          application: Book.Delete.All";
    reads(&page, expected, &["table-separator"]);
}

#[test]
fn two_included_tables() {
    let page = needing(
        "
        ## Permissions

        ### Permissions for radios
        [!INCLUDE [permissions-table](includes/radio-permissions.md)]

        ### Permissions for tuners
        [!INCLUDE [permissions-table](includes/radio-permissions-2.md)]
        ",
    );
    let table = |name: &str| {
        format!("| Permission type | Least privileged permissions |\n|:--|:--|\n| Application | {name} |\n")
    };
    let (first, second) = (table("Radio.Read.All"), table("Tuner.Read.All"));
    let included = [("includes/radio-permissions.md", &*first), ("includes/radio-permissions-2.md", &*second)];
    let expected = "
        DELETE /books/{book_id}
          204: nothing
          application: Radio.Read.All (Permissions for radios), or Tuner.Read.All (Permissions for tuners)";
    reads_with(&page, &included, expected, &[]);
}

#[test]
fn a_column_with_the_words_for_a_permission_names_none() {
    let page = needing(
        "## Permissions\n\n| Permission type | Permission | Permission display name |\n|:--|:--|:--|\n\
         | Application | Book.Read.All | 'Read all books' |\n\
         | Application | Book.ReadWrite.All | 'Read and write all books' |\n",
    );
    let expected = "
        DELETE /books/{book_id}
          204: nothing
          application: Book.Read.All, or Book.ReadWrite.All";
    reads(&page, expected, &[]);
}

#[test]
fn a_table_for_each_request() {
    let table = |name: &str| {
        format!(
            "| Permission type | Least privileged permissions | Higher privileged permissions |\n|:--|:--|:--|\n\
             | Delegated (work or school account) | {name} | Not available. |\n\
             | Application | Not supported. | Not supported. |"
        )
    };
    let by_annotation = |lines: [&str; 2]| {
        let annotated =
            |line: &str| format!("<!-- {{ \"blockType\": \"permissions\", \"requestUrls\": [\"{line}\"] }} -->");
        format!(
            "## Permissions\n\n{}\n\n{}\n\n{}\n\n{}\n",
            annotated(lines[0]),
            table("Book.Own"),
            annotated(lines[1]),
            table("Book.All")
        )
    };
    let by_code = format!(
        "## Permissions\n\nPermissions for this request:\n\n```http\nDELETE /me/books/{{book-id}}\n```\n\n{}\n\n\
         Permissions for this request:\n\n```http\nDELETE /readers/{{id}}/books/{{id}}\n```\n\n{}\n",
        table("Book.Own"),
        table("Book.All")
    );
    let apart = "
        DELETE /me/books/{book_id}
          204: nothing
          work or school account: Book.Own
          application: not supported
        DELETE /readers/{reader_id}/books/{book_id}
          204: nothing
          work or school account: Book.All
          application: not supported";
    // Requests that the page does not list tell nothing.
    let together = "
        DELETE /me/books/{book_id}
          204: nothing
          work or school account: Book.Own, or Book.All
          application: not supported
        DELETE /readers/{reader_id}/books/{book_id}
          204: nothing
          work or school account: Book.Own, or Book.All
          application: not supported";
    // What another request of the page needs is not enough for this one.
    let for_one = "
        DELETE /me/books/{book_id}
          204: nothing
          work or school account: Book.Own, or Book.All
          application: not supported
        DELETE /readers/{reader_id}/books/{book_id}
          204: nothing";
    let twice = by_annotation(["DELETE /me/books/{id}", "DELETE /me/books/{book-id}"]);
    let annotated = by_annotation(["DELETE /me/books/{id}", "DELETE /readers/{reader-id}/books/{id}"]);
    let elsewhere = by_annotation(["DELETE /me/maps/{id}", "DELETE /readers/{id}/maps/{id}"]);
    for (section, expected) in [(&annotated, apart), (&by_code, apart), (&elsewhere, together), (&twice, for_one)] {
        let page = operation("DELETE /me/books/{id}\nDELETE /readers/{id}/books/{id}", section);
        reads(&page, expected, &[]);
    }
}

#[test]
fn a_table_in_html() {
    let page = operation(
        "DELETE /books/{id}",
        "
        ## Permissions

        <table>
          <thead>
            <tr><th>Permission type</th><th>Permissions (from least to most privileged)</th></tr>
          </thead>

          <tr>
            <td>Delegated (work or school account)</td>
            <td rowspan=\"2\">Book.Lend, <s>Book.Destroy</s> <b>Book.ReadWrite</b></td>
          </tr>
          <tr><td>Delegated (personal Microsoft account)</td></tr>

          <tr>
            <td>Application</td>
            <td>Not supported.</td>
          </tr>
        </table>

        ## Response

        Returns `204 No Content`.
        ",
    );
    let expected = "
        DELETE /books/{book_id}
          204: nothing
          work or school account: Book.Lend, or Book.ReadWrite
          personal account: Book.Lend, or Book.ReadWrite
          application: not supported";
    reads(&page, expected, &[]);
}

#[test]
fn permissions_that_are_struck_out_and_footnotes() {
    let page = operation(
        "DELETE /books/{id}",
        "
        ## Permissions

        | Permission type | Scopes |
        |:--|:--|
        | Application[^1] | ~~Book.Destroy~~ Book.ReadWrite[^1] + Shelf.Read, Library.Manage |

        [^1]: Not on weekends.
        ",
    );
    let expected = "
        DELETE /books/{book_id}
          204: nothing
          application: Book.ReadWrite and Shelf.Read, or Library.Manage";
    reads(&page, expected, &[]);
}

#[test]
fn a_table_without_a_column_of_permissions() {
    let page = operation(
        "DELETE /books/{id}",
        "
        ## Permissions

        | Permission type | Rights |
        |:--|:--|
        | Delegated (work or school account) | Not supported. |
        | Application | Book.ReadWrite |
        ",
    );
    reads(&page, "DELETE /books/{book_id}\n  204: nothing", &["table-not-read"]);
}

#[test]
fn pages_that_name_different_permissions() {
    let page = needing_cells(LEAST_FIRST, ["Loan.ReadWrite", "Not supported.", "Loan.ReadWrite.All"]);
    let other = needing_cells(LEAST_FIRST, ["Loan.ReadWrite", "Not supported.", "Not supported."]);
    let third = needing_cells(LEAST_FIRST, ["Desk.ReadWrite", "Not supported.", "Loan.ReadWrite.All"]);
    let expected = "
        DELETE /books/{book_id}
          pages: page.md, second.md, third.md
          204: nothing
          work or school account: Loan.ReadWrite, or Desk.ReadWrite
          personal account: not supported
          application: Loan.ReadWrite.All";
    let findings = ["endpoint-permission-contradiction"];
    reads_with(&page, &[("second.md", &other), ("third.md", &third)], expected, &findings);
}

#[test]
fn a_page_about_one_of_the_resources_that_another_page_is_about() {
    let page = needing_cells(LEAST_FIRST, ["Loan.ReadWrite", "Not supported.", "Not supported."]);
    let cell = "Loan.ReadWrite for a loan of one's own.</br>Desk.ReadWrite.All for a loan at a desk.";
    let other = needing_cells(LEAST_FIRST, [cell, "Not supported.", "Not supported."]);
    let expected = "
        DELETE /books/{book_id}
          pages: page.md, second.md
          204: nothing
          work or school account: Loan.ReadWrite, or Loan.ReadWrite (for a loan of one's own.), or Desk.ReadWrite.All (for a loan at a desk.)
          personal account: not supported
          application: not supported";
    reads_with(&page, &[("second.md", &other)], expected, &[]);
}

/// The rows are kinds of members here, though the path names groups, too.
#[test]
fn rows_for_what_is_referred_to() {
    let rest = "
        ## Permissions

        | Supported resource | Delegated (work or school account) | Delegated (personal Microsoft account) | Application |
        |:--|:--|:--|:--|
        | [device](device.md) | Device.Lend | Not supported. | Not supported. |
        | [group](group.md) | Group.Lend | Not supported. | Not supported. |
        ";
    let page = operation("POST /groups/{id}/members/$ref", rest);
    let expected = "
        POST /groups/{group_id}/members/$ref
          body: `contoso.library.entityReference`
          204: nothing
          work or school account: Device.Lend (device), or Group.Lend (group)
          personal account: not supported
          application: not supported
        ";
    reads(&page, expected, &["link-missing", "link-missing"]);
}
