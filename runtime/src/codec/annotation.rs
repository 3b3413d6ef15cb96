use serde_json::Value;

use super::datum::{Datum, View};
use super::object::Object;

/// What a service says about a value beside its members: OData calls it an annotation. All annotations are kept in
/// `additional_properties`; these methods know how they are named there.
///
/// ```
/// use stubdown_runtime::{Annotated, Field, Map, Value, object};
///
/// #[derive(Clone, Default)]
/// pub struct Group {
///     pub members: Field<Vec<String>>,
///     pub additional_properties: Map<String, Value>,
/// }
/// object!(Group { "members" => members });
///
/// let json = r#"{"@odata.etag": "W/1", "members": ["a"], "members@odata.nextLink": "https://graph.contoso.com/next"}"#;
/// let group: Group = stubdown_runtime::serde_json::from_str(json)?;
/// assert_eq!(group.annotation("odata.etag"), Some(&"W/1".into()));
/// assert_eq!(group.member_annotation("members", "odata.nextLink"), Some(&"https://graph.contoso.com/next".into()));
/// # Ok::<(), stubdown_runtime::serde_json::Error>(())
/// ```
pub trait Annotated {
    /// An annotation of the object: `annotation("odata.etag")` is its member `@odata.etag`.
    fn annotation(&self, name: &str) -> Option<&Value>;

    /// An annotation of a member: `member_annotation("members", "odata.nextLink")` is the member `members@odata.nextLink`.
    fn member_annotation(&self, member: &str, name: &str) -> Option<&Value>;
}

impl<T: Datum> Annotated for T {
    fn annotation(&self, name: &str) -> Option<&Value> {
        self.member_annotation("", name)
    }

    fn member_annotation(&self, member: &str, name: &str) -> Option<&Value> {
        match self.view() {
            View::Object(object) | View::Derived(_, object) => find(object, member, name),
            _ => None,
        }
    }
}

fn find<'a>(object: &'a dyn Object, member: &str, name: &str) -> Option<&'a Value> {
    object.additional_properties().get(&format!("{member}@{name}"))
}
