//! Enums, in all the places where pages list their members.

use super::{reads, reads_together, reads_with};

#[test]
fn a_page_of_an_enum_that_is_annotated_as_a_type() {
    let page = r##"
        # soilKind enum type

        Namespace: contoso.garden

        ## Members

        | Member | Value | Description |
        |:--|:--|:--|
        | sand | 0 | Loose. |
        | clay | 1 | Heavy. |
        | unknownFutureValue | 2 | Any other. |

        <!-- { "blockType": "resource", "@odata.type": "contoso.garden.soilKind" } -->
        ```json
        { "@odata.type": "contoso.garden.soilKind" }
        ```
        "##;
    reads(page, "enum contoso.garden.soilKind { sand, clay, unknownFutureValue }", &[]);
}

#[test]
fn sections_of_values_with_all_kinds_of_columns() {
    let page = "
        # Enumerations

        Namespace: contoso.garden

        ### soilKind values

        | Member |
        |:--|
        | sand |

        ### wateringKind values

        | Value | Description |
        |:--|:--|
        | by hand | With a can. |

        ### seasonKind enumeration

        | Member | Int value | Description |
        |:--|:--|:--|
        | spring | 1 | Green. |
        ";
    let expected = "
        enum contoso.garden.seasonKind { spring }
        enum contoso.garden.soilKind { sand }
        enum contoso.garden.wateringKind { by hand }";
    reads(page, expected, &[]);
}

#[test]
fn values_that_only_a_description_lists() {
    let page = "
        # bed resource type

        Namespace: contoso.garden

        ## Properties

        | Property | Type | Description |
        |:--|:--|:--|
        | soil | soilKind | Acceptable values are: `sand`, `clay` and `peat`. The default is `unset`. |
        | shade | [shadeKind](#shade) | Must be one of `none` or `full`. |
        | marks | markKind collection | The possible values are: `dry`, `wet`, `unknownFutureValue`. |
        ";
    let expected = "
        type contoso.garden.bed (Documented)
          soil: `contoso.garden.soilKind`
          shade: `contoso.garden.shadeKind`
          marks: a collection of `contoso.garden.markKind`
        enum contoso.garden.markKind { dry, wet, unknownFutureValue }
        enum contoso.garden.shadeKind { none, full }
        enum contoso.garden.soilKind { sand, clay, peat }";
    reads(page, expected, &[]);
}

#[test]
fn a_text_with_values_and_a_number_with_a_range() {
    let page = "
        # bed resource type

        Namespace: contoso.garden

        ## Properties

        | Property | Type | Description |
        |:--|:--|:--|
        | soil | String | Possible values are: `sand`, `clay`. |
        | rows | Int32 | Valid values 4 to 16. |
        ";
    reads(page, "type contoso.garden.bed (Documented)\n  soil: `String`\n  rows: `Int32`", &[]);
}

#[test]
fn a_link_to_the_section_of_another_page() {
    let page = "
        # bed resource type

        Namespace: contoso.garden

        ## Properties

        | Property | Type | Description |
        |:--|:--|:--|
        | soil | [soilKind](enums.md#soilkind-values) | Which soil. |
        | best | soilKind | Which is best. |
        ";
    let listing = "
        # Enumerations

        Namespace: contoso.garden

        ## soilKind values

        | Member | Description |
        |:--|:--|
        | sand | Loose. |
        ";
    let expected = "
        type contoso.garden.bed (Documented)
          soil: `contoso.garden.soilKind`
          best: `contoso.garden.soilKind`";
    reads_with(page, &[("enums.md", listing)], expected, &[]);
}

#[test]
fn a_name_space_in_the_page_annotation() {
    let page = r##"
        # Enumerations

        ### soilKind values

        | Member |
        |:--|
        | sand |

        <!-- { "type": "#page.annotation", "namespace": "contoso.garden" } -->
        "##;
    reads(page, "enum contoso.garden.soilKind { sand }", &[]);
}

#[test]
fn a_translated_section_of_values() {
    let page = r#"
        # <a name="bed-resource-type"></a>Tipo de recurso bed

        Namespace: contoso.garden

        ### <a name="soilkind-values"></a>Valores de soilKind

        | Miembro | Descripción |
        |:--|:--|
        | sand | Suelta. |
        "#;
    reads(page, "enum contoso.garden.soilKind { sand }", &[]);
}

#[test]
fn cells_that_say_no_more_than_that_there_is_an_enum() {
    let page = "
        # bed resource type

        Namespace: contoso.garden

        ## Properties

        | Property | Type | Description |
        |:--|:--|:--|
        | soil | Enum | Possible values are: `sand`, `clay`. |
        | shade | enumeration | Possible values are: `none`, `full`. |
        | marks | Enum collection | Possible values are: `dry`, `wet`. |
        | slope | Enum | Where it goes down. |
        | edge | Enum | What is around it. |

        ### slope values

        | Member |
        |:--|
        | north |
        ";
    let expected = "
        type contoso.garden.bed (Documented)
          soil: `contoso.garden.bedSoil`
          shade: `contoso.garden.bedShade`
          marks: a collection of `contoso.garden.bedMarks`
          slope: `contoso.garden.slope`
          edge: `String`
        enum contoso.garden.bedMarks { dry, wet }
        enum contoso.garden.bedShade { none, full }
        enum contoso.garden.bedSoil { sand, clay }
        enum contoso.garden.slope { north }";
    reads(page, expected, &["type-unknown"]);
}

/// The page of a request with one parameter.
fn watering(lines: &str, row: &str) -> String {
    let table = format!("| Parameter | Type | Description |\n|:--|:--|:--|\n{row}");
    super::operation(lines, &format!("## Request body\n\n{table}\n"))
}

#[test]
fn a_parameter_whose_cell_says_no_more_than_that_there_is_an_enum() {
    let lines = "POST /beds/{id}/water\nPOST /gardens/{id}/beds/{id}/water";
    let page = watering(lines, "| how | Enum | Supported values are `can` or `hose`. |");
    let expected = "
        POST /beds/{bed_id}/water
          body: `contoso.library.bedsWaterRequest`
          204: nothing
        POST /gardens/{garden_id}/beds/{bed_id}/water
          body: `contoso.library.bedsWaterRequest`
          204: nothing
        type contoso.library.bedsWaterRequest (Parameters)
          how: `contoso.library.bedsWaterHow`
        enum contoso.library.bedsWaterHow { can, hose }";
    reads(&page, expected, &[]);
}

/// The page of a type with one property.
fn with_property(name: &str, row: &str) -> String {
    format!(
        "# {name} resource type\n\nNamespace: contoso.garden\n\n## Properties\n\n\
         | Property | Type | Description |\n|:--|:--|:--|\n{row}\n"
    )
}

#[test]
fn rows_that_list_different_values_of_one_enum() {
    let bed = with_property("bed", "| soil | soilKind | Possible values are: `sand`, `clay`. |");
    let pot = with_property("pot", "| soil | soilKind | Possible values are: `clay`, `peat`. |");
    let box_ = with_property("box", "| soil | soilKind | What is in it. |");
    let expected = "
        type contoso.garden.bed (Documented)
          soil: `contoso.garden.soilKind`
        type contoso.garden.box (Documented)
          soil: `contoso.garden.soilKind`
        type contoso.garden.pot (Documented)
          soil: `contoso.garden.soilKind`
        enum contoso.garden.soilKind { sand, clay, peat }";
    // The page that lists no values is read first.
    reads_together(&box_, &[("zbed.md", &bed), ("zpot.md", &pot)], expected, &["enum-contradiction"]);
}

#[test]
fn a_row_with_a_value_that_the_list_lacks() {
    let page = with_property("bed", "| soil | soilKind | Possible values are: `sand`, `claay`, `,`. |");
    let page = format!("{page}\n### soilKind values\n\n| Member |\n|:--|\n| sand |\n| clay |\n");
    let expected = "
        type contoso.garden.bed (Documented)
          soil: `contoso.garden.soilKind`
        enum contoso.garden.soilKind { sand, clay }";
    reads(&page, expected, &["enum-contradiction"]);
}

#[test]
fn values_of_a_parameter() {
    let page = watering("POST /beds/{id}/water", "| how | wateringKind | Supported values are `can` or `hose`. |");
    let expected = "
        POST /beds/{bed_id}/water
          body: `contoso.library.bedsWaterRequest`
          204: nothing
        type contoso.library.bedsWaterRequest (Parameters)
          how: `contoso.library.wateringKind`
        enum contoso.library.wateringKind { can, hose }";
    reads(&page, expected, &[]);
}

#[test]
fn a_text_property_whose_values_stand_in_a_section() {
    let page = "
        # bed resource type

        Namespace: contoso.garden

        ## Properties

        | Property | Type | Description |
        |:--|:--|:--|
        | soil | String | Which soil. |

        ### soil values

        | Value | Description |
        |:--|:--|
        | sand | Loose. |
        | null | Not known. |
        ";
    let expected = "type contoso.garden.bed (Documented)\n  soil: `String`\nenum contoso.garden.soil { sand, null }";
    reads(page, expected, &[]);
}

#[test]
fn a_choice_in_the_description() {
    let page = "
        # bed resource type

        Namespace: contoso.garden

        ## Properties

        | Property | Type | Description |
        |:--|:--|:--|
        | edge | edgeKind | What is around it. Either `stone`, `wood`, or `grass`. See `bed`. |
        | slope | slopeKind | The slope, one of `north` or `south` |
        | start | dayKind | Either `start` or `end` must be given. |
        | depth | depthKind | How deep: `flat`, `deep`. Needed. |
        | note | String | A note: `wet`, `dry`. |
        ";
    let expected = "
        type contoso.garden.bed (Documented)
          edge: `contoso.garden.edgeKind`
          slope: `contoso.garden.slopeKind`
          start: `Json`
          depth: `contoso.garden.depthKind`
          note: `String`
        enum contoso.garden.depthKind { flat, deep }
        enum contoso.garden.edgeKind { stone, wood, grass }
        enum contoso.garden.slopeKind { north, south }";
    reads(page, expected, &["type-unknown"]);
}

/// Enums are open, so that one known value makes one, too. Conditions that name a value are about something else.
#[test]
fn a_single_value_in_the_description() {
    let page = "
        # bed resource type

        Namespace: contoso.garden

        ## Properties

        | Property | Type | Description |
        |:--|:--|:--|
        | edge | edgeKind | What is around it. The allowed value is `stone`. See `bed`. |
        | slope | slopeKind | The slope. The only valid value is `north`. |
        | rows | rowKind | How many. Must be odd if **edge** is `stone`. |
        ";
    let expected = "
        type contoso.garden.bed (Documented)
          edge: `contoso.garden.edgeKind`
          slope: `contoso.garden.slopeKind`
          rows: `Json`
        enum contoso.garden.edgeKind { stone }
        enum contoso.garden.slopeKind { north }";
    reads(page, expected, &["type-unknown"]);
}

#[test]
fn members_in_code_below_a_title_of_any_words() {
    let page = "
        # bed resource type

        Namespace: contoso.garden

        ## Properties

        | Property | Type | Description |
        |:--|:--|:--|
        | shape | shape | The shape. |

        ## Shape enumeration

        | Outline | Details |
        |:--|:--|
        | `round` | Like a coin. |
        | `square` | Like a stamp. |

        ## Smell enumeration

        | Smell | Details |
        |:--|:--|
        | sweet | Like roses. |
        ";
    let expected = "
        type contoso.garden.bed (Documented)
          shape: `contoso.garden.Shape`
        enum contoso.garden.Shape { round, square }";
    reads(page, expected, &["table-not-read"]);
}

/// A new line ends the list, unless it begins with the next value; so does what a query option is said of.
#[test]
fn lists_that_end_at_a_new_line() {
    for (list, values) in [
        ("Possible values: `sand`, `clay`. <br/><br/> Supports `$filter` (`eq`).", "sand, clay"),
        ("Possible values: `sand`, `clay` Supports `$filter` (`eq`).", "sand, clay"),
        ("Possible values are: `sand`, `clay`<br>Default is `silt`", "sand, clay"),
        ("Possible values are:<br>`sand`<br>or<br>`clay`: for pots.<br>- `silt`", "sand, clay, silt"),
        ("The value can be `sand` or `clay`.", "sand, clay"),
        ("Possible values are sand, clay, or silt.", "sand, clay, silt"),
        ("The valid values are sand, clay.", "sand, clay"),
    ] {
        let page = format!(
            "# pot resource type\n\nNamespace: contoso.garden\n\n## Properties\n\n\
             | Property | Type | Description |\n|:--|:--|:--|\n| soil | soilKind | {list} |\n"
        );
        let expected = format!(
            "type contoso.garden.pot (Documented)\n  soil: `contoso.garden.soilKind`\nenum contoso.garden.soilKind {{ {values} }}"
        );
        reads(&page, &expected, &[]);
    }
}

/// Words are a list where they are nothing else.
#[test]
fn sentences_that_list_no_values() {
    for text in
        ["Possible values are from 1, which is low, to 5.", "Valid values depend on the pot, the soil, and the sun."]
    {
        let page = format!(
            "# pot resource type\n\nNamespace: contoso.garden\n\n## Properties\n\n\
             | Property | Type | Description |\n|:--|:--|:--|\n| soil | soilKind | {text} |\n"
        );
        reads(&page, "type contoso.garden.pot (Documented)\n  soil: `Json`", &["type-unknown"]);
    }
}

/// Members that were added later are given to callers only who ask for them; some pages list them apart from the first ones.
#[test]
fn members_that_a_header_asks_for() {
    let row = "| soil | soilKind | The soil. The possible values are: `sand`, `clay`, `unknownFutureValue`. Use the \
        `Prefer: include-unknown-enum-members` request header to get the following values in this \
        [evolvable enum](/best-practices#enums): `chalk`, `peat`. The default is `sand`. |";
    let expected = "
        type contoso.garden.bed (Documented)
          soil: `contoso.garden.soilKind`
        enum contoso.garden.soilKind { sand, clay, unknownFutureValue, chalk, peat }";
    let page = format!(
        "# bed resource type\n\nNamespace: contoso.garden\n\n## Properties\n\n\
         | Property | Type | Description |\n|:--|:--|:--|\n{row}\n"
    );
    reads(&page, expected, &[]);
}
