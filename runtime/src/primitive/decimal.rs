use std::any::Any;
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use super::{Double, ParseError};
use crate::codec::{AnyNumber, Datum, Kind, Scalar, View};

/// A decimal number, such as an amount of money.
///
/// Its value is the nearest number of 64 bits, [`Decimal::get`]. With `IEEE754Compatible=true` OData writes such numbers in quotes, `"12.50"`:
/// of these all digits are kept, and [`Display`](fmt::Display) has them for the decimal type of another crate. Without quotes a number has
/// 64 bits here as it has for most readers of JSON, so digits beyond the 15th may be lost.
///
/// ```
/// # use stubdown_runtime::{Decimal, Field};
/// let price: Field<Decimal> = "79228162514264337593.50".parse::<Decimal>()?.into();
/// assert_eq!(price.value().map(Decimal::to_string).as_deref(), Some("79228162514264337593.50"));
/// assert_eq!(Decimal::from(12.5), "12.50".parse()?);
/// # Ok::<(), stubdown_runtime::ParseError>(())
/// ```
///
/// Equality and order are those of the nearest numbers.
#[derive(Clone, Default)]
pub struct Decimal {
    value: Double,
    /// What stands in quotes, where there are any.
    text: Option<Box<str>>,
}

impl Decimal {
    /// The nearest number of 64 bits.
    #[must_use]
    pub fn get(&self) -> f64 {
        self.value.get()
    }

    /// The same number, written in quotes.
    #[must_use]
    pub fn in_quotes(self) -> Self {
        Self { text: Some(self.to_string().into()), ..self }
    }
}

impl<N: Into<Double>> From<N> for Decimal {
    fn from(value: N) -> Self {
        Self { value: value.into(), text: None }
    }
}

impl From<Decimal> for f64 {
    fn from(value: Decimal) -> Self {
        value.get()
    }
}

/// A number with all its digits, which is written in quotes.
impl FromStr for Decimal {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        let is_of_number = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.' | b'e' | b'E');
        let value = if text.bytes().all(is_of_number) { text.parse::<f64>().ok() } else { None };
        let value = value.map(Double::from).or_else(|| Double::from_scalar(Scalar::Text(text.into())).ok());
        let value = value.ok_or(ParseError { expected: "a decimal number, such as 12.50" })?;
        Ok(Self { value, text: Some(text.into()) })
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        self.value.partial_cmp(&other.value)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.text {
            Some(text) => formatter.write_str(text),
            None => self.value.fmt(formatter),
        }
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl AnyNumber for Decimal {
    fn scalar(&self) -> Scalar<'_> {
        match &self.text {
            Some(text) => Scalar::Text(Cow::Borrowed(text)),
            None => self.value.scalar(),
        }
    }

    fn equals(&self, other: &dyn AnyNumber) -> bool {
        let other: &dyn Any = other;
        other.downcast_ref() == Some(self)
    }
}

impl Datum for Decimal {
    const KIND: Kind = Kind::Scalar;

    fn view(&self) -> View<'_> {
        View::Number(self)
    }

    fn from_scalar(scalar: Scalar<'_>) -> Result<Self, Scalar<'_>> {
        match scalar {
            Scalar::Text(text) => text.parse().map_err(|_: ParseError| Scalar::Text(text)),
            other => Double::from_scalar(other).map(Self::from),
        }
    }
}
