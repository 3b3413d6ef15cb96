use std::any::Any;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::ops::Deref;
use std::str::FromStr;

use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};

use crate::codec::{AnyWritten, Datum, Kind, Scalar, View};

/// A value that is text in JSON, and how it was written.
#[derive(Clone)]
pub struct Written<V> {
    value: V,
    /// The text that the value was read from, when the runtime would write the value in another way.
    text: Option<Box<str>>,
}

/// How a value becomes text, and text a value.
pub trait Form: Clone + PartialEq + Send + Sync + 'static {
    /// What text has to be, for the message of an error.
    const EXPECTED: &'static str;

    /// The value of a text.
    fn parse(text: &str) -> Option<Self>;

    /// Writes the value as the runtime writes it.
    ///
    /// # Errors
    /// Those of `out`.
    fn write(&self, out: &mut dyn fmt::Write) -> fmt::Result;

    /// Whether this is the text in which the runtime writes the value.
    fn is_written_as(&self, text: &str) -> bool {
        let mut expected = Expected(text);
        self.write(&mut expected).is_ok() && expected.0.is_empty()
    }
}

/// Text that is still expected; writing anything else to it fails.
struct Expected<'t>(&'t str);

impl fmt::Write for Expected<'_> {
    fn write_str(&mut self, written: &str) -> fmt::Result {
        self.0 = self.0.strip_prefix(written).ok_or(fmt::Error)?;
        Ok(())
    }
}

impl<V> Written<V> {
    /// The value.
    pub fn get(&self) -> &V {
        &self.value
    }

    /// The value itself.
    pub fn into_inner(self) -> V {
        self.value
    }
}

impl<V> Deref for Written<V> {
    type Target = V;

    fn deref(&self) -> &V {
        &self.value
    }
}

impl<V: Form> From<V> for Written<V> {
    fn from(value: V) -> Self {
        Self { value, text: None }
    }
}

/// Text that is not of the form of a primitive type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    pub(super) expected: &'static str,
}

impl fmt::Display for ParseError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the text is not {}", self.expected)
    }
}

impl std::error::Error for ParseError {}

impl<V: Form> FromStr for Written<V> {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        let value = V::parse(text).ok_or(ParseError { expected: V::EXPECTED })?;
        let text = (!value.is_written_as(text)).then(|| text.into());
        Ok(Self { value, text })
    }
}

impl<V: Form> fmt::Display for Written<V> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.text {
            Some(text) => formatter.write_str(text),
            None => self.value.write(formatter),
        }
    }
}

impl<V: Form> fmt::Debug for Written<V> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl<V: PartialEq> PartialEq for Written<V> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<V: Eq> Eq for Written<V> {}

impl<V: PartialOrd> PartialOrd for Written<V> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        self.value.partial_cmp(&other.value)
    }
}

impl<V: Ord> Ord for Written<V> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.value.cmp(&other.value)
    }
}

impl<V: Hash> Hash for Written<V> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.value.hash(state);
    }
}

impl<V: Form> AnyWritten for Written<V> {
    fn text(&self) -> Option<&str> {
        self.text.as_deref()
    }

    fn equals(&self, other: &dyn AnyWritten) -> bool {
        let other: &dyn Any = other;
        other.downcast_ref() == Some(self)
    }
}

impl<V: Form> Datum for Written<V> {
    const KIND: Kind = Kind::Scalar;

    fn view(&self) -> View<'_> {
        View::Written(self)
    }

    fn from_scalar(scalar: Scalar<'_>) -> Result<Self, Scalar<'_>> {
        match scalar {
            Scalar::Text(text) => text.parse().map_err(|_: ParseError| Scalar::Text(text)),
            other => Err(other),
        }
    }
}

/// For structs of users; generated types take the way of [`Datum`].
impl<V: Form> Serialize for Written<V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de, V: Form> Deserialize<'de> for Written<V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(FromText(PhantomData))
    }
}

/// Reads a text of a form.
struct FromText<V>(PhantomData<V>);

impl<V: Form> Visitor<'_> for FromText<V> {
    type Value = Written<V>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(V::EXPECTED)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        text.parse().map_err(E::custom)
    }
}
