use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

use crate::codec::{self, Datum, Field, Kind, Object, Slot, View};

/// A single value in a body of its own, `{"value": true}`: a property read by its own path, or the result of a function.
#[derive(Clone, Debug, PartialEq)]
pub struct Scalar<T> {
    /// The value.
    pub value: Field<T>,
    /// Members that are not named here, such as `@odata.context`.
    pub additional_properties: Map<String, Value>,
}

impl<T> Default for Scalar<T> {
    fn default() -> Self {
        Self { value: Field::Absent, additional_properties: Map::new() }
    }
}

impl<T> From<T> for Scalar<T> {
    fn from(value: T) -> Self {
        Self { value: value.into(), ..Self::default() }
    }
}

impl<T: Datum> Object for Scalar<T> {
    fn member(&mut self, name: &str) -> Option<&mut dyn Slot> {
        if name == "value" { Some(&mut self.value) } else { None }
    }

    fn each<'a>(&'a self, visit: &mut dyn FnMut(&'static str, &'a dyn Slot)) {
        if !self.value.is_absent() {
            visit("value", &self.value);
        }
    }

    fn additional_properties(&self) -> &Map<String, Value> {
        &self.additional_properties
    }

    fn additional_properties_mut(&mut self) -> &mut Map<String, Value> {
        &mut self.additional_properties
    }
}

impl<T: Datum> Datum for Scalar<T> {
    const KIND: Kind = Kind::Object;

    fn view(&self) -> View<'_> {
        View::Object(self)
    }

    fn new_object(_: Option<&str>) -> Option<Self> {
        Some(Self::default())
    }

    fn as_object_mut(&mut self) -> Option<&mut dyn Object> {
        Some(self)
    }
}

impl<T: Datum> Serialize for Scalar<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        codec::encode(self, serializer)
    }
}

impl<'de, T: Datum> Deserialize<'de> for Scalar<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        codec::decode(deserializer)
    }
}
