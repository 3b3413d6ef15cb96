//! How pages are laid out: tabs, includes, headings, front matter, translations.

use super::{operation, reads, reads_with};

#[test]
fn tabs_for_several_languages() {
    let page = operation(
        "GET /books/{id}",
        r#"
        ## Example

        # [HTTP](#tab/http)
        <!-- { "blockType": "request", "name": "get_book" } -->
        ```msgraph-interactive
        GET https://library.contoso.com/v1.0/books/7
        ```

        # [C#](#tab/csharp)
        [!INCLUDE [sample-code](includes/get-book-csharp.md)]

        ### [Javascript](#tab/javascript)
        ```javascript
        await library.books('7').get();
        ```

        ---

        ### Response
        <!-- { "blockType": "response", "@odata.type": "contoso.library.book" } -->
        ```http
        HTTP/1.1 200 OK

        { "id": "7" }
        ```
        "#,
    );
    let included =
        [("includes/get-book-csharp.md", "```csharp\nvar book = await library.Books[\"7\"].GetAsync();\n```\n")];
    reads_with(&page, &included, "GET /books/{book_id}\n  200: `contoso.library.book`", &[]);
}

#[test]
fn a_section_behind_an_include() {
    let page = operation("POST /books/{id}/lend", "[!INCLUDE [body](includes/lend-body.md)]\n");
    let body = "
        ---
        description: Shared by several pages.
        ---

        ## Request body

        | Parameter | Type | Description |
        |:--|:--|:--|
        | days | Int32 | How long. |
        ";
    let expected = "
        POST /books/{book_id}/lend
          body: `contoso.library.booksLendRequest`
          204: nothing
        type contoso.library.booksLendRequest (Parameters)
          days: `Int32`";
    reads_with(&page, &[("includes/lend-body.md", body)], expected, &[]);
}

#[test]
fn a_note_behind_an_include_that_is_missing() {
    let page = operation("DELETE /books/{id}", "> [!INCLUDE [preview](includes/preview.md)]\n");
    reads(&page, "DELETE /books/{book_id}\n  204: nothing", &["include-missing"]);
}

#[test]
fn front_matter_in_all_quotes() {
    let page = r#"
        ---
        title: "radio resource type"
        description: 'What plays: music, news.'
        author: ann
        ms.date: 05/01/2021
        doc_type: resourcePageType
        ---

        # radio resource type

        Namespace: contoso.music.

        ## Properties

        | Property | Type | Description |
        |:--|:--|:--|
        | name | String | Name. |
        "#;
    reads(page, "type contoso.music.radio (Documented)\n  name: `String`", &[]);
}

#[test]
fn a_page_of_the_first_years() {
    let page = "
        # Get a book

        ### Prerequisites

        One of these scopes is needed: *Book.Read*.

        ### HTTP Request

        ```
        GET /books/<id>
        ```

        ### Response

        Returns `200, OK` and a [book](book.md) object.
        ";
    let expected = "
        GET /books/{book_id}
          200: `contoso.library.book`
          work or school account: Book.Read
          personal account: Book.Read";
    reads(page, expected, &["permissions-without-sign-in"]);
}

#[test]
fn a_translated_page() {
    let page = r#"
        # <a name="create-book"></a>Crear un libro

        ## <a name="http-request"></a>Solicitud HTTP
        <!-- { "blockType": "ignored" } -->
        ```http
        POST /books
        ```

        ## <a name="request-headers"></a>Encabezados de solicitud

        | Encabezado | Valor |
        |:--|:--|
        | Autorización | {token} de portador. Obligatorio. |
        | If-Match | etag. Obligatorio. |

        ## <a name="request-body"></a>Cuerpo de la solicitud

        | Parámetro | Tipo | Descripción |
        |:--|:--|:--|
        | title | Cadena | Título. |
        | books | Colección [book](book.md) | Libros. |

        ## <a name="response"></a>Respuesta

        Si se ejecuta correctamente, devuelve `204 No Content`. No devuelve nada en el cuerpo de la respuesta.
        "#;
    let expected = "
        POST /books
          body: `contoso.library.booksRequest`
          204: nothing
          header If-Match (required)
        type contoso.library.booksRequest (Parameters)
          title: `String`
          books: a collection of `contoso.library.book`";
    reads(page, expected, &[]);
}

#[test]
fn an_annotation_glued_to_text() {
    let page = operation(
        "GET /books/{id}",
        r#"
        ## Example

        Obtener un **libro** :<!-- { "blockType": "request", "name": "get" } -->
        ```http
        GET /books/7
        ```
        Respuesta. <!-- { "blockType": "response", "@odata.type": "contoso.library.book" } -->
        ```http
        HTTP/1.1 200 OK
        ```
        "#,
    );
    reads(&page, "GET /books/{book_id}\n  200: `contoso.library.book`", &[]);
}

#[test]
fn indented_code_within_a_list() {
    let page = operation(
        "GET /books/{id}",
        r#"
        ## Examples

        1. Ask for it:

           <!-- { "blockType": "request", "name": "get" } -->
           ```http
           GET /books/7
           ```

        2. Read it:

           <!-- { "blockType": "response", "@odata.type": "contoso.library.book" } -->
           ```http
           HTTP/1.1 200 OK

           { "id": "7" }
           ```
        "#,
    );
    reads(&page, "GET /books/{book_id}\n  200: `contoso.library.book`", &[]);
}

#[test]
fn a_page_of_prose() {
    let page = "
        # About the library

        Books are lent for two weeks. See [book](book.md), [lamps](lamps.md) and [the site](https://contoso.com/x.md).

        ```csharp
        var book = library.Books[7];
        ```
        ";
    reads(page, "", &["link-missing"]);
}

#[test]
fn derived_types_before_the_permissions() {
    let page = r#"
        # Create a book

        | Type | Description |
        |:--|:--|
        | [book](book.md) | A book. |

        ## Permissions

        | Permission type | Permissions |
        |:--|:--|
        | Application | Book.ReadWrite.All |

        ## HTTP request

        ```http
        POST /books
        ```

        ## Related content

        - [shelf](shelf.md)
        "#;
    reads(page, "POST /books\n  204: nothing\n  application: Book.ReadWrite.All", &[]);
}

#[test]
fn line_ends_of_windows_and_blanks_that_do_not_break() {
    let page = operation("DELETE\u{a0}/books/{id}", "## Response\n\nReturns\u{a0}`204\u{a0}No\u{a0}Content`.\n");
    reads(&page.replace('\n', "\r\n"), "DELETE /books/{book_id}\n  204: nothing", &[]);
}

#[test]
fn front_matter_without_line_feeds() {
    let page = "---title: \"radio resource type\"description: 'Plays: music.'---# radio resource type\n\n\
        ## Properties\n\n| Property | Type | Description |\n|:--|:--|:--|\n| name | String | Name. |\n";
    reads(page, "type contoso.library.radio (Documented)\n  name: `String`", &["front-matter"]);
    let quoted = page.replacen("music.'", "'music' and 'news'.'", 1);
    reads(&quoted, "type contoso.library.radio (Documented)\n  name: `String`", &["front-matter"]);
    let page = page.replacen("# radio", "# \nradio", 1).replacen("---title:", "--- title:", 1);
    reads(&page, "", &["resource-without-type"]);
}
