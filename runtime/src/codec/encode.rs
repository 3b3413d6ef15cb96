use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use super::TYPE_MEMBER;
use super::datum::{Datum, Scalar, View};
use super::object::{List, Object};

/// Writes a value to any serde format. Generated `Serialize` implementations call it.
///
/// # Errors
/// What the format reports.
pub fn encode<S: Serializer>(value: &impl Datum, serializer: S) -> Result<S::Ok, S::Error> {
    value.view().serialize(serializer)
}

impl Serialize for View<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            View::Absent | View::Null => serializer.serialize_unit(),
            View::Scalar(scalar) => scalar.serialize(serializer),
            View::Number(value) => value.scalar().serialize(serializer),
            View::Written(value) => match value.text() {
                Some(text) => serializer.serialize_str(text),
                None => serializer.collect_str(value),
            },
            View::Object(object) => write_object(None, *object, serializer),
            View::Derived(odata_type, object) => write_object(Some(odata_type), *object, serializer),
            View::List(list) => write_list(*list, serializer),
            View::Json(json) | View::Unexpected(json) => json.serialize(serializer),
        }
    }
}

impl Serialize for Scalar<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Scalar::Bool(value) => serializer.serialize_bool(*value),
            Scalar::Signed(value) => serializer.serialize_i64(*value),
            Scalar::Unsigned(value) => serializer.serialize_u64(*value),
            Scalar::Float(value) => serializer.serialize_f64(*value),
            Scalar::Text(text) => serializer.serialize_str(text),
        }
    }
}

/// Writes the name of a derived type, the documented members, then the others. A member that is also among the others
/// is written once, as it stands there.
fn write_object<S: Serializer>(
    odata_type: Option<&str>,
    object: &dyn Object,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let additional = object.additional_properties();
    let mut map = serializer.serialize_map(None)?;
    if let Some(odata_type) = odata_type
        && !names_type(object)
    {
        map.serialize_entry(TYPE_MEMBER, &format_args!("#{odata_type}"))?;
    }
    let mut result = Ok(());
    object.each(&mut |name, slot| {
        if result.is_ok() && !additional.contains_key(name) {
            result = map.serialize_entry(name, &slot.view());
        }
    });
    result?;
    for (name, json) in additional {
        map.serialize_entry(name, json)?;
    }
    map.end()
}

/// Whether the object says itself which type it is. Some pages document `@odata.type` like any other member.
pub(super) fn names_type(object: &dyn Object) -> bool {
    let mut found = object.additional_properties().contains_key(TYPE_MEMBER);
    object.each(&mut |name, _| found |= name == TYPE_MEMBER);
    found
}

fn write_list<S: Serializer>(list: &dyn List, serializer: S) -> Result<S::Ok, S::Error> {
    let mut elements = serializer.serialize_seq(Some(list.len()))?;
    for position in 0..list.len() {
        elements.serialize_element(&list.get(position))?;
    }
    elements.end()
}
