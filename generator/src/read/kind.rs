//! Kinds of JSON values, to compare what a page says of a value in several places.

use super::Primitive;
use crate::page::json::{Json, JsonValue};

/// The kinds that matter for a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Boolean,
    Number,
    Text,
    Object,
    List,
}

impl Kind {
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::Boolean => "`true` or `false`",
            Self::Number => "a number",
            Self::Text => "a string",
            Self::Object => "an object",
            Self::List => "an array",
        }
    }

    /// The kind of a value; null is of every kind.
    pub(crate) const fn of(json: &Json) -> Option<Self> {
        match &json.value {
            JsonValue::Null => None,
            JsonValue::Bool(_) => Some(Self::Boolean),
            JsonValue::Number(_) => Some(Self::Number),
            JsonValue::String(_) => Some(Self::Text),
            JsonValue::Array(_) => Some(Self::List),
            JsonValue::Object(_) => Some(Self::Object),
        }
    }

    /// The kind of the values of a primitive; nothing where any kind will do.
    pub(crate) const fn of_primitive(primitive: Primitive) -> Option<Self> {
        match primitive {
            Primitive::Json | Primitive::Stream => None,
            Primitive::Boolean => Some(Self::Boolean),
            Primitive::Byte
            | Primitive::SByte
            | Primitive::Int16
            | Primitive::Int32
            | Primitive::Int64
            | Primitive::Single
            | Primitive::Double
            | Primitive::Number
            | Primitive::Decimal => Some(Self::Number),
            Primitive::String
            | Primitive::DateTimeOffset
            | Primitive::Date
            | Primitive::TimeOfDay
            | Primitive::Duration
            | Primitive::Guid
            | Primitive::Binary => Some(Self::Text),
        }
    }
}
