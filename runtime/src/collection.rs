use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

use crate::codec::{self, Datum, Elements, Field, Kind, Object, Slot, View};
use crate::error::Error;
use crate::primitive::Int64;

/// A page of results: the body of every operation that lists something.
#[derive(Clone, Debug, PartialEq)]
pub struct Collection<T> {
    /// The results.
    pub value: Field<Vec<T>>,
    /// Where the next page is, if there is one. An opaque absolute URL: see
    /// [`Client::link`](crate::client::Client::link).
    pub next_link: Field<String>,
    /// Where to ask later for what has changed since. An opaque absolute URL.
    pub delta_link: Field<String>,
    /// How many results there are on all pages, when that was asked for.
    pub count: Field<Int64>,
    /// Members that are not named here, such as `@odata.context`.
    pub additional_properties: Map<String, Value>,
}

impl<T> Collection<T> {
    /// The results of this page.
    ///
    /// # Errors
    /// When `value` is missing, or an element in it is not of the documented type. [`into_elements`](Self::into_elements) gives the others.
    pub fn items(&self) -> Result<&[T], Error> {
        self.value.value().map(Vec::as_slice).ok_or_else(|| no_list(&self.value))
    }

    /// The results of this page themselves.
    ///
    /// # Errors
    /// As for [`items`](Self::items).
    pub fn into_items(self) -> Result<Vec<T>, Error> {
        match self.value {
            Field::Value(items) => Ok(items),
            other => Err(no_list(&other)),
        }
    }
}

impl<T: Datum> Collection<T> {
    /// The results of this page, each by itself: where one is not of the documented type, its JSON stands in its place.
    ///
    /// # Errors
    /// When `value` is missing or no list.
    pub fn into_elements(self) -> Result<Elements<T>, Error> {
        self.value.into_elements().ok_or_else(|| Error::decode("the member `value` is not a list"))
    }
}

fn no_list<T>(value: &Field<Vec<T>>) -> Error {
    Error::decode(match value.unexpected() {
        Some(Value::Array(_)) => "not all elements of the member `value` are of the documented type",
        _ => "the member `value` is not a list",
    })
}

impl<T> Default for Collection<T> {
    fn default() -> Self {
        Self {
            value: Field::Absent,
            next_link: Field::Absent,
            delta_link: Field::Absent,
            count: Field::Absent,
            additional_properties: Map::new(),
        }
    }
}

impl<T> From<Vec<T>> for Collection<T> {
    fn from(items: Vec<T>) -> Self {
        Self { value: items.into(), ..Self::default() }
    }
}

impl<T: Datum> Object for Collection<T> {
    fn member(&mut self, name: &str) -> Option<&mut dyn Slot> {
        match name {
            "@odata.count" => Some(&mut self.count),
            "@odata.nextLink" => Some(&mut self.next_link),
            "@odata.deltaLink" => Some(&mut self.delta_link),
            "value" => Some(&mut self.value),
            _ => None,
        }
    }

    fn each<'a>(&'a self, visit: &mut dyn FnMut(&'static str, &'a dyn Slot)) {
        let members: [(_, &dyn Slot); 4] = [
            ("@odata.count", &self.count),
            ("@odata.nextLink", &self.next_link),
            ("@odata.deltaLink", &self.delta_link),
            ("value", &self.value),
        ];
        for (name, slot) in members {
            if !matches!(slot.view(), View::Absent) {
                visit(name, slot);
            }
        }
    }

    fn additional_properties(&self) -> &Map<String, Value> {
        &self.additional_properties
    }

    fn additional_properties_mut(&mut self) -> &mut Map<String, Value> {
        &mut self.additional_properties
    }
}

impl<T: Datum> Datum for Collection<T> {
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

impl<T: Datum> Serialize for Collection<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        codec::encode(self, serializer)
    }
}

impl<'de, T: Datum> Deserialize<'de> for Collection<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        codec::decode(deserializer)
    }
}
