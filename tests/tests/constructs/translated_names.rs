//! Names that were translated with the words around them, on pages that say that they were translated.

use super::{outdented, reads};

/// A translated page of a type with these rows.
fn volume(rows: &str) -> String {
    let rows = outdented(rows);
    format!(
        r#"---
title: Band
ms.translationtype: MT
---
# <a name="volume-resource-type"></a>Band

## <a name="properties"></a>Eigenschaften

| Eigenschaft | Typ | Beschreibung |
|:--|:--|:--|
{rows}

<!-- {{
  "blockType": "resource",
  "@odata.type": "contoso.library.volume",
  "optionalProperties": ["shelves"]
}} -->
```json
{{ "id": "String", "number": 1, "preview": "String", "topic": "String" }}
```
"#
    )
}

#[test]
fn a_name_that_was_translated_is_that_of_the_only_member_it_can_mean() {
    let page = volume(
        "
        | ID | Zeichenfolge | Der Schlüssel. |
        | Nummer | Int32 | Die Nummer. |
        | preview | Zeichenfolge | Der Anfang. |
        | Thema | Zeichenfolge | Worum es geht. |
        | isLent | Boolean | Im JSON vergessen. |

        ## <a name=\"relationships\"></a>Beziehungen

        | Beziehung | Typ | Beschreibung |
        |:--|:--|:--|
        | Regale | [shelf](shelf.md)-Sammlung | Wo er steht. |",
    );
    let expected = "
        type contoso.library.volume (Documented)
          id: `String`
          number: `Int32`
          preview: `String`
          topic: `String`
          isLent: `Boolean`
          relationship shelves: a collection of `contoso.library.shelf`";
    let findings = ["row-name-translated", "row-name-translated", "property-missing-in-json", "row-name-translated"];
    reads(&page, expected, &findings);
}

#[test]
fn a_name_that_may_mean_several_members_is_left_out() {
    let page = volume(
        "
        | id | Zeichenfolge | Der Schlüssel. |
        | number | Int32 | Die Nummer. |
        | Thema | Zeichenfolge | Worum es geht. |
        | Vorschau | Zeichenfolge | Der Anfang. |
        | note | Zeichenfolge | So kann ein Name lauten. |",
    );
    let expected = "
        type contoso.library.volume (Documented)
          id: `String`
          number: `Int32`
          note: `String`
          preview: `String`
          topic: `String`";
    let findings = [
        "row-name-unclear",
        "row-name-unclear",
        "property-missing-in-json",
        "property-only-in-json",
        "property-only-in-json",
    ];
    reads(&page, expected, &findings);
}

#[test]
fn parameters_that_were_translated_have_the_names_of_the_example() {
    let page = r#"
        ---
        title: Ausleihen
        ms.translationtype: MT
        ---
        # Ausleihen

        ## <a name="http-request"></a>HTTP-Anforderung

        ```http
        POST /books/{id}/lend
        ```

        ## <a name="request-body"></a>Anforderungstext

        | Parameter | Typ | Beschreibung |
        |:--|:--|:--|
        | Kommentar | Zeichenfolge | Ein Wort dazu. |
        | days | Int32 | Wie lange. |
        | isUrgent | Boolean | Ob es eilt. |

        ## <a name="example"></a>Beispiel

        <!-- { "blockType": "request" } -->
        ```http
        POST https://library.contoso.com/v1.0/books/7/lend
        Content-Type: application/json

        { "comment": "For the holidays", "days": 14 }
        ```
        "#;
    let expected = "
        POST /books/{book_id}/lend
          body: `contoso.library.booksLendRequest`
          204: nothing
        type contoso.library.booksLendRequest (Parameters)
          comment: `String`
          days: `Int32`
          isUrgent: `Boolean`";
    reads(page, expected, &["row-name-translated"]);
}
