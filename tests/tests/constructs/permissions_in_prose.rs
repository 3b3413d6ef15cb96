//! Permissions on pages without tables of them.

use super::{operation, reads};

/// What a section of permissions says of `DELETE /books/{id}`, and the findings.
#[track_caller]
fn needs(section: &str, expected: &str, findings: &[&str]) {
    let page = operation("DELETE /books/{id}", &super::outdented(section));
    reads(&page, &format!("DELETE /books/{{book_id}}\n  204: nothing{expected}"), findings);
}

const BOTH: &str = "
  work or school account: Book.Lend, or Book.ReadWrite
  personal account: Book.Lend, or Book.ReadWrite";

#[test]
fn a_sentence_with_scopes() {
    for names in ["*Book.Lend; Book.ReadWrite*", "*Book.Lend* or *Book.ReadWrite*.", "Book.Lend, or Book.ReadWrite"] {
        let section =
            format!("## Prerequisites\nOne of the following **scopes** is required to execute this API:\n{names}\n");
        needs(&section, BOTH, &["permissions-without-sign-in"]);
    }
}

#[test]
fn a_list_of_scopes() {
    for indentation in ["", "  ", "    "] {
        let section = format!(
            "### Prerequisites\nThe following **scopes** are required to execute this API:\n\n\
             {indentation}* Book.Lend\n{indentation}* Book.ReadWrite\n"
        );
        needs(&section, BOTH, &["permissions-without-sign-in"]);
    }
}

#[test]
fn a_line_for_each_kind_of_thing() {
    let page = operation(
        "GET /readers/{id}/loans\nGET /groups/{id}/loans",
        "
        ## Permissions

        One of the following permissions is required.

        * Loans of a reader: Loan.Read or Loan.ReadWrite
        * Loans of a group: Group.Read.All.
        ",
    );
    let expected = "
        GET /groups/{group_id}/loans
          200: `Json`
          work or school account: Group.Read.All (Loans of a group)
          personal account: Group.Read.All (Loans of a group)
        GET /readers/{reader_id}/loans
          200: `Json`
          work or school account: Loan.Read (Loans of a reader), or Loan.ReadWrite (Loans of a reader)
          personal account: Loan.Read (Loans of a reader), or Loan.ReadWrite (Loans of a reader)";
    reads(&page, expected, &["response-undocumented", "permissions-without-sign-in"]);
}

#[test]
fn sentences_that_name_none() {
    needs("## Prerequisites\n\nThe reader must have granted the application read access.\n", "", &[]);
    needs("## Prerequisites\n\nThe following **scopes** are required to execute this API:\n", "", &[]);
    needs("## Permissions\n\nThe Book.Lend permission alone is not enough. See library.contoso.com.\n", "", &[]);
}

#[test]
fn sentences_beside_a_table() {
    let section = "
        ## Permissions

        One of the following permissions is required: Book.Read.

        | Permission type | Permissions |
        |:--|:--|
        | Application | Book.ReadWrite.All |
        ";
    needs(section, "\n  application: Book.ReadWrite.All", &[]);
}

#[test]
fn a_table_that_says_what_each_permission_is_for() {
    let page = operation(
        "DELETE /books/{id}/notes/{id}\nDELETE /rooms/{id}/notes/{id}\nDELETE /readers/{id}/notes/{id}",
        "
        ## Prerequisites

        | **Supported resource** | **Permission** | **Supported resource** | **Permission** |
        |:--|:--|:--|:--|
        | [book](book.md) | _Book.ReadWrite_ | room | _Room.ReadWrite_ |
        | reader | _Reader.ReadWrite_ | | |
        ",
    );
    let said = |thing: &str, name: &str, permission: &str| {
        format!(
            "DELETE /{thing}/{{{name}_id}}/notes/{{note_id}}\n  204: nothing\n  \
             work or school account: {permission}.ReadWrite ({name})\n  \
             personal account: {permission}.ReadWrite ({name})\n"
        )
    };
    let expected =
        said("books", "book", "Book") + &said("readers", "reader", "Reader") + &said("rooms", "room", "Room");
    reads(&page, &expected, &["permissions-without-sign-in"]);
}

#[test]
fn a_cell_with_what_permissions_are_for_on_lines_of_their_own() {
    let cell =
        "For **reader** resource:<br/>Book.Read, Book.ReadWrite<br /><br />For **shelf** resource:<br/>Shelf.Read";
    let section = format!("## Permissions\n\n| Permission type | Permissions |\n|:--|:--|\n| Application | {cell} |\n");
    let expected = "\n  application: Book.Read (For reader resource), or Book.ReadWrite (For reader resource), \
        or Shelf.Read (For shelf resource)";
    needs(&section, expected, &[]);
}

#[test]
fn a_line_for_each_kind_of_sign_in() {
    let section = "
        ## Permissions

        - **Delegated (work or school account)**: Book.Lend, Book.ReadWrite
        - Delegated (personal Microsoft account): Not supported.
        - Application: Book.ReadWrite.All
        ";
    let expected = "
  work or school account: Book.Lend, or Book.ReadWrite
  personal account: not supported
  application: Book.ReadWrite.All";
    needs(section, expected, &[]);
    let both = "## Permissions\n\nDelegated permissions: Book.Lend\n";
    needs(both, "\n  work or school account: Book.Lend\n  personal account: Book.Lend", &[]);
}

/// What programs need must not count for whoever signs in.
#[test]
fn a_sentence_about_a_kind_of_sign_in() {
    let section = "## Permissions\n\nCallers must have been granted the application permission Book.ReadWrite.All.\n";
    let condition = "Callers must have been granted the application permission";
    let expected = format!(
        "\n  work or school account: Book.ReadWrite.All ({condition})\
         \n  personal account: Book.ReadWrite.All ({condition})"
    );
    needs(section, &expected, &["permissions-without-sign-in"]);
}

/// Labels that name something else beside a kind of sign-in are conditions, which nobody meets.
#[test]
fn labels_that_only_contain_the_word() {
    for (line, condition) in [
        ("Applications: Application.Read.All", "Applications"),
        ("Application (group loans): Loan.Read.All", "Application (group loans)"),
        ("Personal shelves: Shelf.Read", "Personal shelves"),
    ] {
        let name = line.rsplit(' ').next().unwrap();
        let expected =
            format!("\n  work or school account: {name} ({condition})\n  personal account: {name} ({condition})");
        needs(&format!("## Permissions\n\n- {line}\n"), &expected, &["permissions-without-sign-in"]);
    }
}
