use serde_json::{Map, Value};

use super::datum::{Datum, View};
use super::decode::{odata_type, put_in};
use super::field::Field;
use super::object::{Object, Slot};

/// Changes to a value, as PATCH makes them.
pub trait Merge {
    /// Takes over what is there in the changes: a value replaces the old one, a null clears it, and what is absent stays. Members that the
    /// documentation does not name are taken over as well.
    ///
    /// A structure in a member is merged in the same way, at any depth, as OData 4.01 has it for complex properties (Protocol, 11.4.3). A list
    /// is replaced as a whole, and so is a structure of another derived type than the old one.
    ///
    /// Which members callers may change is for the service to say: take those, and merge a value that has nothing else.
    ///
    /// ```
    /// # use stubdown_runtime::{Field, Map, Merge, Value, default, object};
    /// # #[derive(Clone, Default)]
    /// # pub struct Thread {
    /// #     pub id: Field<String>,
    /// #     pub topic: Field<String>,
    /// #     pub preview: Field<String>,
    /// #     pub is_locked: Field<bool>,
    /// #     pub additional_properties: Map<String, Value>,
    /// # }
    /// # object!(Thread { "id" => id, "topic" => topic, "preview" => preview, "isLocked" => is_locked });
    /// let mut stored: Thread = serde_json::from_str(r#"{"id": "1", "topic": "Plans", "preview": "Hello", "isLocked": false}"#)?;
    /// let received: Thread = serde_json::from_str(r#"{"id": "2", "preview": null, "isLocked": true}"#)?;
    ///
    /// let Thread { topic, preview, is_locked, .. } = received;
    /// stored.merge(&Thread { topic, preview, is_locked, ..default() });
    /// assert_eq!(serde_json::to_string(&stored)?, r#"{"id":"1","topic":"Plans","preview":null,"isLocked":true}"#);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    fn merge(&mut self, changes: &Self);
}

impl<T: Datum> Merge for T {
    fn merge(&mut self, changes: &Self) {
        let changes = changes.view();
        if let Some(changes) = of_same_type(&self.view(), &changes) {
            if let Some(object) = self.as_object_mut() {
                merge(object, changes);
            }
            return;
        }
        let mut field = Field::<Self>::Absent;
        replace(&mut field, &changes);
        if let Field::Value(value) = field {
            *self = value;
        }
    }
}

/// Not generic, so that it is compiled here and not with every type.
fn merge(object: &mut dyn Object, changes: &dyn Object) {
    changes.each(&mut |name, change| match object.member(name) {
        Some(slot) => merge_member(slot, &change.view()),
        // Only of a type that is not the same after all.
        None => {
            if let Ok(json) = serde_json::to_value(change.view()) {
                object.additional_properties_mut().insert(name.to_owned(), json);
            }
        }
    });
    merge_members(object, changes.additional_properties());
}

/// Merges members that have no documented place. The changes to a derived type may have been read as those to its base type, so that there
/// is a place for them here.
fn merge_members(object: &mut dyn Object, members: &Map<String, Value>) {
    for (name, json) in members {
        match object.member(name) {
            Some(slot) => merge_json(slot, json),
            None => {
                object.additional_properties_mut().insert(name.clone(), json.clone());
            }
        }
    }
}

fn merge_json(slot: &mut dyn Slot, json: &Value) {
    if let Value::Object(members) = json
        && odata_type(members).is_none_or(|named| is_of_type(&slot.view(), named))
        && let Some(object) = slot.object_mut()
    {
        return merge_members(object, members);
    }
    put_in(slot, json.clone());
}

/// Whether a value is of the type of this name, as far as it says.
fn is_of_type(current: &View<'_>, named: &str) -> bool {
    match current {
        View::Derived(name, _) => *name == named,
        View::Object(object) => type_of(*object) == Some(named),
        _ => false,
    }
}

fn merge_member(slot: &mut dyn Slot, change: &View<'_>) {
    match of_same_type(&slot.view(), change) {
        Some(changes) => {
            if let Some(object) = slot.object_mut() {
                merge(object, changes);
            }
        }
        None => replace(slot, change),
    }
}

fn replace(slot: &mut dyn Slot, change: &View<'_>) {
    // JSON can say whatever a view can show.
    if let Ok(json) = serde_json::to_value(change) {
        put_in(slot, json);
    }
}

/// The changes, where both are objects of one type. Changes need not name the type of what they change.
fn of_same_type<'c>(current: &View<'_>, changes: &View<'c>) -> Option<&'c dyn Object> {
    let (is_same, changes) = match (current, changes) {
        (View::Derived(name, _), View::Derived(other, changes)) => (name == other, *changes),
        (View::Derived(..), View::Object(changes)) => (type_of(*changes).is_none(), *changes),
        (View::Object(object), View::Object(changes)) => {
            let types = type_of(*object).zip(type_of(*changes));
            (types.is_none_or(|(one, other)| one == other), *changes)
        }
        _ => return None,
    };
    is_same.then_some(changes)
}

/// The type that an object names, where the documentation does not have that member.
fn type_of(object: &dyn Object) -> Option<&str> {
    odata_type(object.additional_properties())
}
