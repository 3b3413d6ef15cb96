//! What operations and path builders are called: by their paths alone, readable, each name once.

use std::collections::BTreeSet;

use pretty_assertions::assert_eq;
use tests::generation::{analyse, cargo_check_with, crate_for, modules_for};

/// A page of one route, which answers 204, with a title that says nothing about it.
fn page(route: &str) -> String {
    format!(
        "---\ndoc_type: apiPageType\n---\n# Do it\n\n## HTTP request\n\n```http\n{route}\n```\n\n## Response\n\n`204 No Content`\n"
    )
}

/// A type, so that a segment of its name is a cast.
const USER: &str = "---\ndoc_type: resourcePageType\n---\n# user resource type\n\n## Properties\n\n| Property | Type | Description |\n\
                    |:--|:--|:--|\n| id | String | Its key. |\n\n## JSON representation\n\n\
                    <!-- { \"blockType\": \"resource\", \"@odata.type\": \"microsoft.graph.user\" } -->\n```json\n{}\n```\n";

/// The ids of the operations with the paths of their builders, as `id method`.
fn names(routes: &[&str]) -> Vec<String> {
    let pages: Vec<(String, String)> =
        routes.iter().enumerate().map(|(number, route)| (format!("api/page-{number:02}.md"), page(route))).collect();
    let mut pages: Vec<(&str, &str)> = pages.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    pages.push(("resources/user.md", USER));
    ids(&pages)
}

/// The ids of the operations of these pages.
fn ids(pages: &[(&str, &str)]) -> Vec<String> {
    let output = modules_for(&analyse(pages));
    let operations = output.files.iter().filter(|(path, _)| path.starts_with("operations/"));
    let ids = operations.flat_map(|(_, text)| text.lines()).filter_map(|line| line.trim().strip_prefix("id: "));
    ids.map(|id| id.trim_matches(['"', ',']).to_owned()).collect()
}

#[test]
fn operations_are_called_by_their_paths() {
    let expected = [
        ("GET /groups/{id}/members/microsoft.graph.user", "groups_members_as_user_get"),
        ("GET /groups/{id}/members", "groups_members_get"),
        ("POST /groups/{id}/members/$ref", "groups_members_reference_create"),
        ("DELETE /groups/{id}/members/{id}/$ref", "groups_members_reference_delete"),
        ("POST /groups/{id}/microsoft.graph.renew", "groups_renew"),
        ("GET /me/reminderView(startDateTime='{start}',endDateTime='{end}')", "me_reminder_view_get"),
        ("GET /me/messages/acdefc6b-2dc6-4e71-b1e9-6d9810ab1793", "me_messages_get"),
    ];
    let routes: Vec<&str> = expected.iter().map(|(route, _)| *route).collect();
    let names: BTreeSet<String> = names(&routes).into_iter().collect();
    assert_eq!(names, expected.iter().map(|(_, id)| (*id).to_owned()).collect());
}

/// A page of one route, which answers 201 to what `body` describes.
fn creating(route: &str, body: &str) -> String {
    let rest = "## Response\n\n`201 Created` and a [user](../resources/user.md) object.\n";
    format!("# Do it\n\n## HTTP request\n\n```http\n{route}\n```\n\n{body}\n\n{rest}")
}

#[test]
fn an_action_is_called_alike_whether_or_not_it_creates_something() {
    let user = "## Request body\n\nSupply a JSON representation of a [user](../resources/user.md) object.";
    let parameters = "## Request body\n\n| Parameter | Type | Description |\n|:--|:--|:--|\n| to | String | Where. |";
    let cases = [
        ("POST /users/{id}/copy", parameters, "users_copy"),
        ("POST /users/{id}/createTwin", "", "users_create_twin"),
        ("POST /users/{id}/friends", user, "users_friends_create"),
        ("POST /users/{id}/guests", parameters, "users_guests_create"),
        ("POST /users/{id}/children", user, "users_children_create"),
    ];
    for (route, body, id) in cases {
        assert_eq!(ids(&[("api/page.md", &creating(route, body)), ("resources/user.md", USER)]), [id]);
    }
    assert_eq!(names(&["POST /users/{id}/copy"]), ["users_copy"]);
}

#[test]
fn what_is_alike_is_told_apart_by_what_differs() {
    assert_eq!(
        names(&["GET /sheets/{id}/range()", "GET /sheets/{id}/range(address='{a}')"]),
        ["sheets_range_get", "sheets_range_address_get",]
    );
    assert_eq!(
        names(&["PATCH /sheets/rows", "PATCH /sheets/{id}/rows"]),
        ["sheets_rows_update", "sheets_by_id_rows_update",]
    );
}

#[test]
fn long_paths_keep_their_names() {
    let deep = "deviceCompliancePolicies/{id}/scheduledActionsForRule/{id}/scheduledActionConfigurations";
    let names = names(&[&format!("GET /deviceManagement/{deep}"), &format!("DELETE /deviceManagement/{deep}/{{id}}")]);
    let stem =
        "device_management_device_compliance_policies_scheduled_actions_for_rule_scheduled_action_configurations";
    assert_eq!(names, [format!("{stem}_get"), format!("{stem}_delete")]);
}

#[test]
fn the_order_and_the_titles_of_pages_change_no_name() {
    let routes =
        ["GET /a/{id}/f(x='{x}')", "GET /a/{id}/f()", "POST /a/{id}/b", "GET /a/b", "GET /a/{id}", "PATCH /a/{id}/c"];
    let mut reversed = routes;
    reversed.reverse();
    assert_eq!(names(&routes), names(&reversed));
}

/// Names that generated code, its manifest or the language have for something else.
const TAKEN: [&str; 32] = [
    "all",
    "allAreas",
    "any",
    "area",
    "areas",
    "authorize",
    "axum",
    "by_id",
    "call",
    "client",
    "contract",
    "crate",
    "default",
    "exchanges",
    "graph",
    "intoRouter",
    "limits",
    "new",
    "node",
    "operations",
    "otherAreas",
    "paths",
    "regenerate",
    "request_limit",
    "root",
    "self",
    "server",
    "shared",
    "std",
    "stubdown_runtime",
    "super",
    "types",
];

#[test]
fn areas_items_and_actions_may_be_called_like_what_is_generated() {
    let routes: Vec<String> = TAKEN
        .iter()
        .flat_map(|name| {
            [
                format!("POST /{{id}}/{name}"),
                format!("GET /{name}"),
                format!("GET /{name}/{{id}}/{name}"),
                format!("POST /{name}/{{id}}/do/{name}"),
            ]
        })
        .collect();
    let pages: Vec<(String, String)> =
        routes.iter().enumerate().map(|(number, route)| (format!("api/page-{number:03}.md"), page(route))).collect();
    let pages: Vec<(&str, &str)> = pages.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let folder = tempfile::tempdir().unwrap();
    crate_for(&analyse(&pages), "taken").write(folder.path()).unwrap();
    let checked = cargo_check_with(folder.path(), &["--all-features"]);
    checked.unwrap_or_else(|errors| panic!("{errors}"));
}

/// The root of a crate has a trait `Merge` and a struct `Server` beside the struct that is called after the name-space.
#[test]
fn a_name_space_may_be_called_like_what_the_root_has() {
    for (namespace, entry) in [("contoso.library", "Library"), ("contoso.merge", "MergeApi"), ("server", "ServerApi")] {
        let text = format!(
            "# book resource type\n\nNamespace: {namespace}\n\n## Properties\n\n| Name | Type |\n|:--|:--|\n| id | String |\n"
        );
        let output = modules_for(&analyse(&[("book.md", &text), ("get.md", &page("GET /books"))]));
        let client = &output.files["client/mod.rs"];
        assert!(client.contains(&format!("pub struct {entry}(")), "{client}");
    }
}

/// Names of the language, and of what generated code uses of the runtime.
const COMMON: [&str; 40] = [
    "AsRef",
    "Box",
    "Bytes",
    "Call",
    "Client",
    "Clone",
    "Collection",
    "Cow",
    "Date",
    "Debug",
    "Default",
    "Drop",
    "Eq",
    "Err",
    "Error",
    "Field",
    "Fn",
    "FnMut",
    "From",
    "Guid",
    "Hash",
    "Into",
    "Iterator",
    "Map",
    "Node",
    "None",
    "Object",
    "Ok",
    "Option",
    "PartialEq",
    "Polymorphic",
    "Result",
    "Scalar",
    "Self",
    "Send",
    "Some",
    "String",
    "ToOwned",
    "Value",
    "Vec",
];

/// A type, with a base type where there is one.
fn resource(name: &str, base: Option<&str>, rows: &str) -> (String, String) {
    let base = base.map(|base| format!(", \"baseType\": \"contoso.odd.{base}\"")).unwrap_or_default();
    let text = format!(
        "---\ndoc_type: resourcePageType\n---\n# {name} resource type\n\n## Properties\n\n\
         | Property | Type | Description |\n|:--|:--|:--|\n{rows}\n## JSON representation\n\n\
         <!-- {{ \"blockType\": \"resource\", \"@odata.type\": \"contoso.odd.{name}\"{base} }} -->\n```json\n{{}}\n```\n"
    );
    (format!("resources/{name}.md"), text)
}

/// Each is a member, a base type and a derived type, beside members of types of the runtime.
#[test]
fn types_may_be_called_like_what_generated_code_uses() {
    let mut pages: Vec<(String, String)> = COMMON
        .iter()
        .map(|name| {
            resource(name, Some("thing"), "| on | Date | A day. |\n| key | Guid | A key. |\n| any | Json | Any. |\n")
        })
        .collect();
    let rows: String = COMMON.iter().map(|name| format!("| in{name} | [{name}]({name}.md) | One. |\n")).collect();
    pages.push(resource("thing", None, "| id | String | Its key. |\n"));
    pages.push(resource("small", Some("Option"), "| id | String | Its key. |\n"));
    pages.push(resource("holder", None, &rows));
    let get =
        page("GET /holders/{id}").replace("`204 No Content`", "`200 OK` and a [holder](../resources/holder.md) object");
    pages.push(("api/holder-get.md".to_owned(), get));
    let pages: Vec<(&str, &str)> = pages.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let folder = tempfile::tempdir().unwrap();
    let output = crate_for(&analyse(&pages), "odd");
    assert!(output.files["src/types/any_thing.rs"].contains("Call(Call)"));
    output.write(folder.path()).unwrap();
    let checked = cargo_check_with(folder.path(), &["--all-features"]);
    checked.unwrap_or_else(|errors| panic!("{errors}"));
}

/// A type that cannot be called as it is takes no name of another.
#[test]
fn renamed_types_leave_the_names_of_others_alone() {
    let pages = ["value", "valueType", "lampShade", "lamp_shade", "lamp_shade2"]
        .map(|name| resource(name, None, "| id | String | Its key. |\n"));
    let pages: Vec<(&str, &str)> = pages.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let output = modules_for(&analyse(&pages));
    let named = output.files.values().filter_map(|text| {
        let (_, name) = text.split_once("Type: `contoso.odd.")?;
        let (_, ident) = text.split_once("pub struct ")?;
        Some((name.split_once('`')?.0, ident.split_once(' ')?.0))
    });
    let named: BTreeSet<(&str, &str)> = named.collect();
    let expected = [
        ("lampShade", "LampShade"),
        ("lamp_shade", "LampShade3"),
        ("lamp_shade2", "LampShade2"),
        ("value", "ValueType2"),
        ("valueType", "ValueType"),
    ];
    assert_eq!(named, expected.into_iter().collect());
}
