use std::borrow::Cow;
use std::fmt;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::TYPE_MEMBER;
use super::datum::{Datum, Kind, Scalar, View};
use super::field::Field;
use super::object::{List, Object, Odd, Place, Slot};

/// Reads a value from any serde format. Generated `Deserialize` implementations call it.
///
/// # Errors
/// What the format reports, and a whole value that is null or not of the type. An odd value inside an object is no
/// error: it becomes [`Field::Unexpected`].
pub fn decode<'de, T: Datum, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut field = Field::<T>::Absent;
    fill_slot(&mut field, deserializer)?;
    whole(field).map_err(D::Error::custom)
}

/// Reads a value from JSON text.
///
/// # Errors
/// Text that is not JSON or nested too deeply, and a whole value that is null or not of the type.
pub fn from_slice<T: Datum>(json: &[u8]) -> Result<T, serde_json::Error> {
    let mut field = Field::<T>::Absent;
    fill_from_text(&mut field, json)?;
    whole(field).map_err(serde_json::Error::custom)
}

/// What a whole value has to be.
fn whole<T>(field: Field<T>) -> Result<T, &'static str> {
    match field {
        Field::Value(value) => Ok(value),
        Field::Absent | Field::Null => Err("a null where a value is documented"),
        Field::Unexpected(_) => Err("the JSON is not of the documented type"),
    }
}

/// Not generic, so that it is compiled here and not with every type.
fn fill_from_text(slot: &mut dyn Slot, json: &[u8]) -> Result<(), serde_json::Error> {
    // The library would check each string on its own, which takes longer.
    let Ok(text) = std::str::from_utf8(json) else {
        serde_json::from_slice::<Value>(json)?;
        return Err(serde_json::Error::custom("the text is not UTF-8"));
    };
    let mut deserializer = serde_json::Deserializer::from_str(text);
    fill_slot(slot, &mut deserializer)?;
    deserializer.end()
}

/// Reads what comes next into a member's place.
pub(super) fn fill_slot<'de, D: Deserializer<'de>>(slot: &mut dyn Slot, deserializer: D) -> Result<(), D::Error> {
    if let Some(odd) = Put(slot).deserialize(deserializer)? {
        slot.unexpected(odd);
    }
    Ok(())
}

/// Puts the next value into a place, and gives back what the place does not take.
struct Put<'p>(&'p mut dyn Place);

impl Put<'_> {
    fn json<'de, D: Deserializer<'de>>(self, deserializer: D) -> Result<Odd, D::Error> {
        // Not always an object or a list: the JSON library shows numbers as maps when its feature
        // `arbitrary_precision` is on.
        let json = serde::Deserialize::deserialize(deserializer)?;
        Ok(put(self.0, json))
    }
}

impl<'de> DeserializeSeed<'de> for Put<'_> {
    type Value = Odd;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Odd, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Put<'_> {
    type Value = Odd;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Odd, E> {
        Ok(self.0.scalar(Scalar::Bool(value)))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Odd, E> {
        Ok(self.0.scalar(Scalar::Signed(value)))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Odd, E> {
        Ok(self.0.scalar(Scalar::Unsigned(value)))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Odd, E> {
        Ok(self.0.scalar(Scalar::Float(value)))
    }

    fn visit_str<E>(self, value: &str) -> Result<Odd, E> {
        Ok(self.0.scalar(Scalar::Text(Cow::Borrowed(value))))
    }

    fn visit_string<E>(self, value: String) -> Result<Odd, E> {
        Ok(self.0.scalar(Scalar::Text(Cow::Owned(value))))
    }

    fn visit_unit<E>(self) -> Result<Odd, E> {
        Ok(self.0.null())
    }

    fn visit_none<E>(self) -> Result<Odd, E> {
        Ok(self.0.null())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Odd, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Odd, A::Error> {
        let Some(list) = self.0.list() else {
            return self.json(SeqAccessDeserializer::new(elements));
        };
        let mut complete = 0;
        while let Some(rest) = elements.next_element_seed(Put(&mut *list))? {
            if let Some(odd) = rest {
                let mut array = written(list, complete);
                array.push(*odd);
                while let Some(element) = elements.next_element()? {
                    array.push(element);
                }
                return Ok(Some(Box::new(Value::Array(array))));
            }
            complete += 1;
        }
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Odd, A::Error> {
        match self.0.kind() {
            Kind::Scalar | Kind::List | Kind::Json => self.json(MapAccessDeserializer::new(members)),
            Kind::Object => {
                if let Some(object) = self.0.object(None) {
                    fill_object(object, &mut members)?;
                }
                Ok(None)
            }
            Kind::Polymorphic => {
                let early = up_to_type(&mut members)?;
                if let Some(object) = self.0.object(odata_type(&early)) {
                    put_members(object, early);
                    fill_object(object, &mut members)?;
                }
                Ok(None)
            }
        }
    }
}

/// Reads the remaining members of an object.
fn fill_object<'de, A: MapAccess<'de>>(object: &mut dyn Object, members: &mut A) -> Result<(), A::Error> {
    while let Some(name) = members.next_key_seed(Name)? {
        match object.member(&name) {
            Some(slot) => {
                if let Some(odd) = members.next_value_seed(Put(&mut *slot))? {
                    slot.unexpected(odd);
                }
            }
            None => {
                let json = members.next_value()?;
                object.additional_properties_mut().insert(name.into_owned(), json);
            }
        }
    }
    Ok(())
}

/// Reads members up to the one that names the type, or all of them. Most services send it first.
fn up_to_type<'de, A: MapAccess<'de>>(members: &mut A) -> Result<Map<String, Value>, A::Error> {
    let mut early = Map::new();
    while let Some((name, json)) = members.next_entry::<String, Value>()? {
        let found = name == TYPE_MEMBER;
        early.insert(name, json);
        if found {
            break;
        }
    }
    Ok(early)
}

/// The documented type that an object names: what follows the last `#`, or all of it.
pub(super) fn odata_type(members: &Map<String, Value>) -> Option<&str> {
    members.get(TYPE_MEMBER)?.as_str()?.rsplit('#').next()
}

/// Puts JSON that has been read already into a member's place.
pub(super) fn put_in(slot: &mut dyn Slot, json: Value) {
    if let Some(odd) = put(&mut *slot, json) {
        slot.unexpected(odd);
    }
}

/// The same as [`Put`], for JSON that has been read already: moves it, and so takes no longer the deeper it is nested.
fn put(place: &mut dyn Place, json: Value) -> Odd {
    match json {
        Value::Null => place.null(),
        Value::Bool(value) => place.scalar(Scalar::Bool(value)),
        Value::String(text) => place.scalar(Scalar::Text(Cow::Owned(text))),
        Value::Number(number) => match (number.as_i64(), number.as_u64(), number.as_f64()) {
            (Some(value), _, _) => place.scalar(Scalar::Signed(value)),
            (_, Some(value), _) => place.scalar(Scalar::Unsigned(value)),
            (_, _, Some(value)) => place.scalar(Scalar::Float(value)),
            (None, None, None) => place.json(Value::Number(number)),
        },
        Value::Object(members) if matches!(place.kind(), Kind::Object | Kind::Polymorphic) => {
            let object = place.object(odata_type(&members))?;
            put_members(object, members);
            None
        }
        Value::Array(elements) if place.kind() == Kind::List => {
            let list = place.list()?;
            let mut elements = elements.into_iter();
            let mut complete = 0;
            while let Some(element) = elements.next() {
                if let Some(odd) = put(list, element) {
                    let array = written(list, complete).into_iter().chain([*odd]).chain(elements);
                    return Some(Box::new(Value::Array(array.collect())));
                }
                complete += 1;
            }
            None
        }
        other => place.json(other),
    }
}

fn put_members(object: &mut dyn Object, members: Map<String, Value>) {
    for (name, json) in members {
        match object.member(&name) {
            Some(slot) => put_in(slot, json),
            None => {
                object.additional_properties_mut().insert(name, json);
            }
        }
    }
}

/// The elements that a list has taken completely, as the JSON that they came from. An element that is a list itself,
/// and turned out to be odd, is there in part.
fn written(list: &dyn List, complete: usize) -> Vec<Value> {
    let mut array = match serde_json::to_value(View::List(list)) {
        Ok(Value::Array(array)) => array,
        _ => Vec::new(),
    };
    array.truncate(complete);
    array
}

/// Reads a member's name, without a copy where the format allows it.
struct Name;

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Name {
    type Value = Cow<'de, str>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the name of a member")
    }

    fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(name))
    }

    fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(name.to_owned()))
    }

    fn visit_string<E>(self, name: String) -> Result<Self::Value, E> {
        Ok(Cow::Owned(name))
    }
}
