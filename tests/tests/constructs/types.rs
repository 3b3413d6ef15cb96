//! What pages say about types: where their properties and their base types come from.

use super::{reads, reads_together, reads_with};

/// The page of a type of the garden with these rows, and what stands behind the table.
fn plant(name: &str, rows: &[&str], rest: &str) -> String {
    let rows: String = rows.iter().map(|row| format!("| {row} | Text. |\n")).collect();
    format!(
        "# {name} resource type\n\nNamespace: contoso.garden\n\n## Properties\n\n\
         | Property | Type | Description |\n|:--|:--|:--|\n{rows}\n{}",
        super::outdented(rest)
    )
}

/// A JSON representation with further members of its annotation.
fn shown(name: &str, members: &str, json: &str) -> String {
    format!(
        "## JSON representation\n\n\
         <!-- {{ \"blockType\": \"resource\", \"@odata.type\": \"contoso.garden.{name}\"{members} }} -->\n\
         ```json\n{json}\n```\n"
    )
}

#[test]
fn several_pages_describe_one_type() {
    let first = plant("garden", &["name | String"], &shown("garden", "", r#"{ "name": "String" }"#));
    let second = plant("garden", &["area | Double"], &shown("garden", "", r#"{ "area": 1.5 }"#));
    let expected = "
        type contoso.garden.garden (Documented)
          name: `String`
          area: `Double`";
    reads_together(&first, &[("second.md", &second)], expected, &[]);
}

#[test]
fn the_annotation_names_the_base_type() {
    let json = shown("rose", r#", "baseType": "contoso.garden.plant""#, r#"{ "color": "String" }"#);
    let base = plant("plant", &["name | String"], "");
    let expected = "type contoso.garden.rose : contoso.garden.plant (Documented)\n  color: `String`";
    reads_with(&plant("rose", &["color | String"], &json), &[("plant.md", &base)], expected, &[]);
}

#[test]
fn prose_names_the_base_type() {
    let page = "
        # rose resource type

        Namespace: contoso.garden

        A flower with thorns. Inherits from [plant](plant.md).

        ## Properties

        | Property | Type | Description |
        |:--|:--|:--|
        | color | String | Color. |
        | name | String | Name. Inherited from [plant](plant.md). |
        ";
    let base = plant("plant", &["name | String"], "");
    let expected = "type contoso.garden.rose : contoso.garden.plant (Documented)\n  color: `String`";
    reads_with(page, &[("plant.md", &base)], expected, &[]);
}

#[test]
fn annotation_and_prose_name_different_base_types() {
    let json = shown("rose", r#", "baseType": "contoso.garden.plant""#, r#"{ "color": "String" }"#);
    let page = plant("rose", &["color | String"], &json);
    let page = page.replacen("## Properties", "Inherits from [flower](flower.md).\n\n## Properties", 1);
    let (base, other) = (plant("plant", &["name | String"], ""), plant("flower", &["leaves | Int32"], ""));
    let expected = "type contoso.garden.rose : contoso.garden.plant (Documented)\n  color: `String`";
    reads_with(&page, &[("plant.md", &base), ("flower.md", &other)], expected, &["base-contradiction"]);
}

#[test]
fn a_key_makes_an_entity() {
    let json = shown("tree", r#", "keyProperty": "id""#, r#"{ "id": "String", "height": 4.2 }"#);
    let page = plant("tree", &["id | String", "height | Double"], &json);
    let root = plant("entity", &["id | String"], "");
    let expected = "type contoso.garden.tree : contoso.garden.entity (Documented)\n  height: `Double`";
    reads_with(&page, &[("entity.md", &root)], expected, &[]);
}

#[test]
fn a_base_type_of_null() {
    let json = shown("tree", r#", "keyProperty": "id", "baseType": null"#, r#"{ "id": "String" }"#);
    let page = plant("tree", &["id | String"], &json);
    let root = plant("entity", &["id | String"], "");
    reads_with(&page, &[("entity.md", &root)], "type contoso.garden.tree (Documented)\n  id: `String`", &[]);
}

#[test]
fn a_table_of_derived_types() {
    let rest = "
        ## Derived types

        | Type | Description |
        |:--|:--|
        | [rose](rose.md) | With thorns. |
        ";
    let page = plant("plant", &["name | String"], rest);
    let derived = plant("rose", &["color | String"], "");
    let expected = "
        type contoso.garden.plant (Documented)
          name: `String`
        type contoso.garden.rose : contoso.garden.plant (Documented)
          color: `String`";
    reads_together(&page, &[("rose.md", &derived)], expected, &[]);
}

#[test]
fn a_sentence_about_derived_types() {
    let derived = ["rose", "tulip", "herb", "bed"].map(|name| plant(name, &[&format!("{name}Size | String")], ""));
    let [rose, tulip, herb, bed] = &derived;
    let says = |introduction: &str, found: &[&str]| {
        let page =
            plant("plant", &["name | String"], "").replacen("Namespace", &format!("{introduction}\n\nNamespace"), 1);
        let base = |name: &str| if found.contains(&name) { " : contoso.garden.plant" } else { "" };
        let described =
            |name: &str| format!("type contoso.garden.{name}{} (Documented)\n  {name}Size: `String`\n", base(name));
        let expected = format!(
            "{}{}type contoso.garden.plant (Documented)\n  name: `String`\n{}{}",
            described("bed"),
            described("herb"),
            described("rose"),
            described("tulip"),
        );
        let others = [("rose.md", rose.as_str()), ("tulip.md", tulip), ("herb.md", herb), ("bed.md", bed)];
        reads_together(&page, &others, &expected, &[]);
    };
    says("The base type for [rose](rose.md), [tulip](tulip.md), and [herb](herb.md).", &["rose", "tulip", "herb"]);
    says("The base type of things that grow, such as [rose](rose.md) and [tulip](tulip.md).", &["rose", "tulip"]);
    says("Its derived types are [rose](rose.md) or [tulip](tulip.md); see [bed](bed.md), too.", &["rose", "tulip"]);
    says("The base type for what grows in a [bed](bed.md).", &[]);
    says(
        "Derived types include:\n\n- [rose](rose.md): with thorns.\n- [herb](herb.md) in a [bed](bed.md)",
        &["rose", "herb"],
    );
    says(
        "Inherited by the following types that grow in a bed.\n\n+ [rose](rose.md)\n+ [herb](herb.md)",
        &["rose", "herb"],
    );
    says("The base type for plants.\n\n- [bed](bed.md): where they grow.", &[]);
    says("What grows in a [bed](bed.md). It derives from nothing.", &[]);
    says("Base type for the [rose](rose.md) and [tulip](tulip.md) types.", &["rose", "tulip"]);
    says("The base type for what grows in the [bed](bed.md).", &[]);
    says("A base type for all that grows. Base type of [rose](rose.md) and [herb](herb.md).", &["rose", "herb"]);
    says("Its subtypes include [rose](rose.md) and [herb](herb.md).", &["rose", "herb"]);
    says("An abstract type from which the [rose](rose.md) type is derived.", &["rose"]);
    says("This is abstract. Implementations of this type include:\n\n- [rose](rose.md)", &["rose"]);
    says(
        "An abstract type from which the following types are derived.\n\n- [rose](rose.md) type.\n- [herb](herb.md) type.",
        &["rose", "herb"],
    );
}

#[test]
fn a_type_that_repeats_the_rows_of_what_a_relationship_holds() {
    let page = "
        # bed resource type

        Namespace: contoso.garden

        ## Relationships

        | Relationship | Type | Description |
        |:--|:--|:--|
        | works | [gardenWork](work.md) collection | What is done. |
        ";
    let base = plant("gardenWork", &["begin | Date", "end | Date"], "");
    let derived = plant("mowingWork", &["begin | Date", "end | Date", "height | Int32"], "");
    let expected = "
        type contoso.garden.bed (Documented)
          relationship works: a collection of `contoso.garden.gardenWork`
        type contoso.garden.gardenWork (Documented)
          begin: `Date`
          end: `Date`
        type contoso.garden.mowingWork : contoso.garden.gardenWork (Documented)
          height: `Int32`";
    reads_together(page, &[("work.md", &base), ("mowing.md", &derived)], expected, &[]);
}

#[test]
fn an_example_shows_a_derived_type() {
    let page = plant(
        "bed",
        &["plant | [plant](plant.md)"],
        &shown("bed", "", r##"{ "plant": { "@odata.type": "#contoso.garden.rose" } }"##),
    );
    let base = plant("plant", &["name | String"], "");
    let derived = plant("rose", &["name | String", "color | String"], "");
    let expected = "
        type contoso.garden.bed (Documented)
          plant: `contoso.garden.plant`
        type contoso.garden.plant (Documented)
          name: `String`
        type contoso.garden.rose : contoso.garden.plant (Documented)
          color: `String`";
    reads_together(&page, &[("plant.md", &base), ("rose.md", &derived)], expected, &[]);
}

#[test]
fn an_open_type_by_its_annotation() {
    let json = shown("extension", r#", "openType": true"#, r#"{ "name": "String" }"#);
    let page = plant("extension", &["name | String"], &json);
    reads(&page, "type contoso.garden.extension (Documented, open)\n  name: `String`", &[]);
}

#[test]
fn an_open_type_in_prose() {
    let page = "
        # extension resource type

        Namespace: contoso.garden

        This is an **open type**: clients may add what they like.

        ## Properties

        | Property | Type | Description |
        |:--|:--|:--|
        | name | String | Name. |
        ";
    reads(page, "type contoso.garden.extension (Documented, open)\n  name: `String`", &[]);
}

#[test]
fn one_simple_name_in_two_name_spaces() {
    let page =
        plant("bed", &["a | [tree](tree.md)", "b | [tree](forest.md)", "c | contoso.forest.tree collection"], "");
    let tree = plant("tree", &["height | Double"], "");
    let other = tree.replace("contoso.garden", "contoso.forest");
    let expected = "
        type contoso.garden.bed (Documented)
          a: `contoso.garden.tree`
          b: `contoso.forest.tree`
          c: a collection of `contoso.forest.tree`";
    reads_with(&page, &[("tree.md", &tree), ("forest.md", &other)], expected, &[]);
}

#[test]
fn a_file_that_is_not_called_like_its_type() {
    let page = plant("bed", &["plan | [sketch](Drawing.md)"], "");
    let drawing = plant("gardenDrawing", &["scale | Int32"], "");
    let expected = "type contoso.garden.bed (Documented)\n  plan: `contoso.garden.gardenDrawing`";
    reads_with(&page, &[("drawing.md", &drawing)], expected, &["link-case"]);
}

#[test]
fn a_representation_that_tells_more_than_the_table() {
    let json = r#"{ "planted": "String (timestamp)", "photo": "microsoft.photo", "weeds": ["String"], "depth": 1.5 }"#;
    let page = plant("bed", &["planted | String"], &shown("bed", "", json));
    let expected = "
        type contoso.garden.bed (Documented)
          planted: `DateTimeOffset`
          photo: `String`
          weeds: a collection of `String`
          depth: `Double`";
    reads(&page, expected, &["property-only-in-json"; 3]);
}

#[test]
fn a_type_without_an_annotation() {
    let page = plant("bed", &["width | Int32"], "```json\n{ \"width\": 1 }\n```\n");
    reads(&page, "type contoso.garden.bed (Documented)\n  width: `Int32`", &[]);
}

#[test]
fn a_flag_in_the_wrong_case_and_types_without_a_hash() {
    let page = plant(
        "bed",
        &["plants | [plant](plant.md) collection"],
        &shown("bed", r#", "abstract": true"#, r#"{ "plants": [ { "@Odata.type": "contoso.garden.plant" } ] }"#),
    );
    let base = plant("plant", &["name | String"], "");
    let expected = "
        abstract type contoso.garden.bed (Documented)
          plants: a collection of `contoso.garden.plant`";
    reads_with(&page, &[("plant.md", &base)], expected, &[]);
}

#[test]
fn relationships_by_reference_and_the_word_none() {
    let page = "
        # bed resource type

        Namespace: contoso.garden

        ## Properties

        None.

        ## Relationships

        | Relationship | Type | Description |
        |:--|:--|:--|
        | plants | Collection([plant][]) | What grows. |
        | neighbour | [bed](page.md) | The next one. |

        [plant]: plant.md
        ";
    let base = plant("plant", &["name | String"], "");
    let expected = "
        type contoso.garden.bed (Documented)
          relationship plants: a collection of `contoso.garden.plant`
          relationship neighbour: `contoso.garden.bed`, recursive";
    reads_with(page, &[("plant.md", &base)], expected, &[]);
}

#[test]
fn two_annotations_of_one_type_on_a_page() {
    let twice = format!("{}\n{}", shown("bed", "", r#"{ "width": 1 }"#), shown("bed", "", r#"{ "width": 2 }"#));
    let page = plant("bed", &["width | Int32"], &twice);
    reads(&page, "type contoso.garden.bed (Documented)\n  width: `Int32`", &["representation-repeated"]);
}

#[test]
fn a_property_that_the_representation_leaves_out() {
    let page = plant("bed", &["width | Int32", "depth | Int32"], &shown("bed", "", r#"{ "width": 1 }"#));
    let expected = "type contoso.garden.bed (Documented)\n  width: `Int32`\n  depth: `Int32`";
    reads(&page, expected, &["property-missing-in-json"]);
}

#[test]
fn two_tables_of_properties() {
    let rest = "
        ### Properties of raised beds

        | Property name | Type | Description |
        |:--|:--|:--|
        | height | Double | Height. |
        ";
    let expected = "type contoso.garden.bed (Documented)\n  width: `Int32`\n  height: `Double`";
    reads(&plant("bed", &["width | Int32"], rest), expected, &[]);
}

#[test]
fn what_is_read_by_the_name_of_a_property_is_no_entity() {
    let reading = |path: &str, name: &str| {
        super::operation(
            &format!("GET {path}"),
            &format!("## Response\n\nReturns `200 OK` and a [{name}]({name}.md).\n"),
        )
    };
    let (bed, leaf) = (reading("/beds/{id}", "bed"), reading("/beds/{id}/{part}", "leaf"));
    let root = plant("entity", &["id | String"], "");
    let (bed_type, leaf_type) = (plant("bed", &["name | String"], ""), plant("leaf", &["color | String"], ""));
    let others = [("b.md", bed.as_str()), ("bed.md", &bed_type), ("leaf.md", &leaf_type), ("entity.md", &root)];
    let expected = "
        GET /beds/{bed_id}
          200: `contoso.garden.bed`
        GET /beds/{bed_id}/{part}
          200: `contoso.garden.leaf`
        type contoso.garden.bed : contoso.garden.entity (Documented)
          name: `String`
        type contoso.garden.entity (Documented)
          id: `String`
        type contoso.garden.leaf (Documented)
          color: `String`";
    reads_together(&leaf, &others, expected, &[]);
}

#[test]
fn collections_of_collections() {
    let rows = [
        "grid | String collection collection",
        "lines | Collection(Collection(Int32))",
        "names | String collection collection",
        "marks | markKind collection collection",
    ];
    let json = shown("bed", "", r#"{ "grid": [["String"]], "lines": [[1]], "names": ["String"], "marks": [] }"#);
    let expected = "
        type contoso.garden.bed (Documented)
          grid: a collection of `Json`
          lines: a collection of `Json`
          names: a collection of `String`
          marks: a collection of `Json`";
    reads(&plant("bed", &rows, &json), expected, &["collection-nested"; 4]);
}

#[test]
fn arrays_of_arrays_that_only_the_json_shows() {
    let json = shown("bed", "", r#"{ "grid": [["String"]] }"#);
    let page = format!("# bed resource type\n\nNamespace: contoso.garden\n\n{json}");
    reads(&page, "type contoso.garden.bed (Documented)\n  grid: a collection of `Json`", &[]);
}

/// The names of its members are those that callers choose.
#[test]
fn a_type_of_keys_and_values() {
    let page = r##"
        # labels resource type

        Namespace: contoso.library

        Represents a dictionary that stores labels in key/value pairs.

        ## Properties

        None.

        ## JSON representation

        <!-- { "blockType": "resource", "@odata.type": "contoso.library.labels" } -->
        ```json
        { "@odata.type": "#contoso.library.labels" }
        ```
        "##;
    reads(page, "type contoso.library.labels (Documented, open)", &[]);
}

#[test]
fn a_representation_without_an_annotation() {
    let json = r##"
        ## JSON representation

        ```json
        { "@odata.type": "#contoso.orchard.tree", "name": "String", "tags": ["String"] }
        ```
        "##;
    let expected = "
        type contoso.orchard.tree (Documented)
          name: `String`
          tags: a collection of `String`";
    let page = plant("tree", &["name | Nullable String"], json).replace("Namespace: contoso.garden\n\n", "");
    reads(&page, expected, &["property-only-in-json"]);
}

#[test]
fn a_table_of_navigation_properties() {
    let rest = "
        ## Navigation

        | Navigation | Return type | Description |
        |:--|:--|:--|
        | [book](book.md) | book | The guide. |
        ";
    let expected = "
        type contoso.garden.bed (Documented)
          name: `String`
          relationship book: `contoso.library.book`";
    reads(&plant("bed", &["name | String"], rest), expected, &[]);
}

#[test]
fn an_open_type_in_other_words() {
    let page = plant("seed", &["name | String"], "")
        .replace("## Properties", "An open complex type that holds what growers call their seeds.\n\n## Properties");
    reads(&page, "type contoso.garden.seed (Documented, open)\n  name: `String`", &[]);
}

#[test]
fn a_name_that_the_json_spells_otherwise() {
    let json = shown("seed", "", r#"{ "maxLifetime": "String" }"#);
    let expected = "type contoso.garden.seed (Documented)\n  maxLifeTime: `String`";
    reads(&plant("seed", &["maxLifeTime | String"], &json), expected, &["property-missing-in-json"]);
}
