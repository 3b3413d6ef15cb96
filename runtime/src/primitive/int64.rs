use std::any::Any;
use std::borrow::Cow;
use std::fmt;

use crate::codec::{AnyNumber, Datum, Kind, Scalar, View};

/// An integer of 64 bits.
///
/// It remembers whether it stood in quotes: with `IEEE754Compatible=true` OData writes `"9007199254740993"`, for readers whose numbers have
/// 53 bits. Equality, order and hash are those of the value.
#[derive(Clone, Copy, Default)]
pub struct Int64 {
    value: i64,
    is_quoted: bool,
}

impl Int64 {
    /// The value.
    #[must_use]
    pub const fn get(self) -> i64 {
        self.value
    }

    /// The same number, written in quotes.
    #[must_use]
    pub const fn in_quotes(self) -> Self {
        Self { is_quoted: true, ..self }
    }
}

impl From<i64> for Int64 {
    fn from(value: i64) -> Self {
        Self { value, is_quoted: false }
    }
}

impl From<Int64> for i64 {
    fn from(value: Int64) -> Self {
        value.get()
    }
}

impl PartialEq for Int64 {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl Eq for Int64 {}

impl PartialOrd for Int64 {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Int64 {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.value.cmp(&other.value)
    }
}

impl std::hash::Hash for Int64 {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.value.hash(state);
    }
}

impl fmt::Display for Int64 {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(formatter)
    }
}

impl fmt::Debug for Int64 {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(formatter)
    }
}

impl AnyNumber for Int64 {
    fn scalar(&self) -> Scalar<'_> {
        if self.is_quoted { Scalar::Text(Cow::Owned(self.value.to_string())) } else { Scalar::Signed(self.value) }
    }

    fn equals(&self, other: &dyn AnyNumber) -> bool {
        let other: &dyn Any = other;
        other.downcast_ref() == Some(self)
    }
}

impl Datum for Int64 {
    const KIND: Kind = Kind::Scalar;

    fn view(&self) -> View<'_> {
        View::Number(self)
    }

    /// Takes integers that fit, and texts only where they would be written again as they came.
    fn from_scalar(scalar: Scalar<'_>) -> Result<Self, Scalar<'_>> {
        match scalar {
            Scalar::Text(text) => {
                let value = text.parse::<i64>().ok().filter(|value| value.to_string() == text);
                value.map(|value| Self::from(value).in_quotes()).ok_or(Scalar::Text(text))
            }
            other => i64::from_scalar(other).map(Self::from),
        }
    }
}
