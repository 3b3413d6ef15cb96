use std::any::Any;
use std::borrow::Cow;
use std::fmt;

use crate::codec::{AnyNumber, Datum, Kind, Scalar, View};

/// A number with a fraction.
///
/// It remembers whether it was written as an integer: `1` and `1.0` are different JSON, and not every integer is a
/// number of 64 bits with a fraction. NaN and the infinities are the texts `NaN`, `INF` and `-INF`, as in OData.
#[derive(Clone, Copy)]
pub struct Double(Number);

#[derive(Clone, Copy)]
enum Number {
    Signed(i64),
    Unsigned(u64),
    Float(f64),
}

impl Double {
    /// The value; of an integer with more than 53 bits, the nearest one.
    #[must_use]
    pub fn get(self) -> f64 {
        match self.0 {
            Number::Signed(value) => value as f64,
            Number::Unsigned(value) => value as f64,
            Number::Float(value) => value,
        }
    }
}

impl From<f64> for Double {
    fn from(value: f64) -> Self {
        Self(Number::Float(value))
    }
}

impl From<f32> for Double {
    fn from(value: f32) -> Self {
        f64::from(value).into()
    }
}

impl From<i32> for Double {
    fn from(value: i32) -> Self {
        Self(Number::Signed(value.into()))
    }
}

impl From<Double> for f64 {
    fn from(value: Double) -> Self {
        value.get()
    }
}

impl Default for Double {
    fn default() -> Self {
        Self(Number::Float(0.0))
    }
}

impl PartialEq for Double {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

impl PartialOrd for Double {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        self.get().partial_cmp(&other.get())
    }
}

impl fmt::Display for Double {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Number::Signed(value) => value.fmt(formatter),
            Number::Unsigned(value) => value.fmt(formatter),
            Number::Float(value) => value.fmt(formatter),
        }
    }
}

impl fmt::Debug for Double {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl AnyNumber for Double {
    fn scalar(&self) -> Scalar<'_> {
        match self.0 {
            Number::Signed(value) => Scalar::Signed(value),
            Number::Unsigned(value) => Scalar::Unsigned(value),
            Number::Float(value) if value.is_nan() => Scalar::Text(Cow::Borrowed("NaN")),
            Number::Float(f64::INFINITY) => Scalar::Text(Cow::Borrowed("INF")),
            Number::Float(f64::NEG_INFINITY) => Scalar::Text(Cow::Borrowed("-INF")),
            Number::Float(value) => Scalar::Float(value),
        }
    }

    fn equals(&self, other: &dyn AnyNumber) -> bool {
        let other: &dyn Any = other;
        other.downcast_ref() == Some(self)
    }
}

impl Datum for Double {
    const KIND: Kind = Kind::Scalar;

    fn view(&self) -> View<'_> {
        View::Number(self)
    }

    fn from_scalar(scalar: Scalar<'_>) -> Result<Self, Scalar<'_>> {
        Ok(Self(match scalar {
            Scalar::Signed(value) => Number::Signed(value),
            Scalar::Unsigned(value) => Number::Unsigned(value),
            Scalar::Float(value) => Number::Float(value),
            Scalar::Text(ref text) => Number::Float(match text.as_ref() {
                "NaN" => f64::NAN,
                "INF" => f64::INFINITY,
                "-INF" => f64::NEG_INFINITY,
                _ => return Err(scalar),
            }),
            Scalar::Bool(_) => return Err(scalar),
        }))
    }
}
