use bytes::Bytes;
use serde_json::Value;

use super::datum::{Datum, Kind, Scalar, View};
use super::object::{List, Object, Odd, Place, Slot};
use crate::primitive::{Decimal, Double, Form, Int64, Written};

/// The state of a documented member.
///
/// In a request, [`Absent`](Self::Absent) leaves a property as it is and [`Null`](Self::Null) clears it. In a
/// response, every state tells what was really sent.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Field<T> {
    /// The member is not there.
    #[default]
    Absent,
    /// The member is null.
    Null,
    /// The member has a value of the documented type.
    Value(T),
    /// The member has a value that is not of the documented type: the JSON as it is.
    Unexpected(Box<Value>),
}

/// The default of a type, for the rest of a literal: `Post { topic: "Hello".into(), ..default() }`.
#[must_use]
pub fn default<T: Default>() -> T {
    T::default()
}

impl<T> Field<T> {
    /// The value, if there is one of the documented type.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            _ => None,
        }
    }

    /// The value to change, if there is one of the documented type.
    pub fn value_mut(&mut self) -> Option<&mut T> {
        match self {
            Self::Value(value) => Some(value),
            _ => None,
        }
    }

    /// The value itself, if there is one of the documented type.
    pub fn into_value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            _ => None,
        }
    }

    /// The JSON of a value that is not of the documented type.
    pub fn unexpected(&self) -> Option<&Value> {
        match self {
            Self::Unexpected(json) => Some(json),
            _ => None,
        }
    }

    /// Whether the member is not there.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether the member is null.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Replaces what is there by a value.
    pub fn set(&mut self, value: impl Into<Self>) {
        *self = value.into();
    }
}

impl<T> From<T> for Field<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl<T> From<T> for Field<Box<T>> {
    fn from(value: T) -> Self {
        Self::Value(Box::new(value))
    }
}

/// None is absent. To clear a property say [`Field::Null`].
impl<T> From<Option<T>> for Field<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Absent, Self::Value)
    }
}

/// A list written out: `posts: [post].into()`.
impl<T, const N: usize> From<[T; N]> for Field<Vec<T>> {
    fn from(items: [T; N]) -> Self {
        Self::Value(Vec::from(items))
    }
}

impl From<&str> for Field<String> {
    fn from(value: &str) -> Self {
        Self::Value(value.to_owned())
    }
}

impl From<&String> for Field<String> {
    fn from(value: &String) -> Self {
        Self::Value(value.clone())
    }
}

impl From<f64> for Field<Double> {
    fn from(value: f64) -> Self {
        Self::Value(value.into())
    }
}

impl From<f64> for Field<Decimal> {
    fn from(value: f64) -> Self {
        Self::Value(value.into())
    }
}

impl From<i64> for Field<Int64> {
    fn from(value: i64) -> Self {
        Self::Value(value.into())
    }
}

impl From<Vec<u8>> for Field<Written<Bytes>> {
    fn from(value: Vec<u8>) -> Self {
        Self::Value(value.into())
    }
}

impl<V: Form> From<V> for Field<Written<V>> {
    fn from(value: V) -> Self {
        Self::Value(value.into())
    }
}

impl<T: Datum> Place for Field<T> {
    fn kind(&self) -> Kind {
        T::KIND
    }

    fn null(&mut self) -> Odd {
        *self = Self::Null;
        None
    }

    fn scalar(&mut self, scalar: Scalar<'_>) -> Odd {
        match T::from_scalar(scalar) {
            Ok(value) => {
                *self = Self::Value(value);
                None
            }
            Err(odd) => odd.into_odd(),
        }
    }

    fn json(&mut self, json: Value) -> Odd {
        match T::from_json(json) {
            Ok(value) => {
                *self = Self::Value(value);
                None
            }
            Err(odd) => Some(Box::new(odd)),
        }
    }

    fn object(&mut self, odata_type: Option<&str>) -> Option<&mut dyn Object> {
        *self = Self::Value(T::new_object(odata_type)?);
        self.value_mut()?.as_object_mut()
    }

    fn list(&mut self) -> Option<&mut dyn List> {
        *self = Self::Value(T::new_list()?);
        self.value_mut()?.as_list_mut()
    }
}

impl<T: Datum> Slot for Field<T> {
    fn view(&self) -> View<'_> {
        match self {
            Self::Absent => View::Absent,
            Self::Null => View::Null,
            Self::Value(value) => value.view(),
            Self::Unexpected(json) => View::Unexpected(json),
        }
    }

    fn object_mut(&mut self) -> Option<&mut dyn Object> {
        self.value_mut()?.as_object_mut()
    }

    fn unexpected(&mut self, json: Box<Value>) {
        *self = Self::Unexpected(json);
    }
}
