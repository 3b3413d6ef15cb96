//! The primitive types of the documentation that Rust has no type of its own for.
//!
//! All are written as text or as a number in JSON, and all remember how they were written where that differs from the
//! way in which the runtime would write the same value. So a value that was only passed on comes out as it went in.
//! Equality, order and hash are those of the value.

use std::borrow::Cow;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::ops::Deref;
use std::str::FromStr;

use base64::Engine as _;
use base64::alphabet;
use base64::display::Base64Display;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};
use base64::engine::{DecodePaddingMode, general_purpose};
use bytes::Bytes;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, SpanRelativeTo, Timestamp, civil};
use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};
use uuid::Uuid;

use crate::codec::{Datum, Kind, Scalar, View};

/// A point in time, such as `2024-06-01T10:00:00.0000000Z`. Its value is a [`jiff::Timestamp`]; the last hours of the year
/// 9999, which services send for what never ends, are the last that this type holds.
pub type DateTimeOffset = Written<Timestamp>;
/// A day without a time, such as `2024-06-01`. Its value is a [`jiff::civil::Date`].
pub type Date = Written<civil::Date>;
/// A time without a day, such as `10:00:00`. Its value is a [`jiff::civil::Time`].
pub type TimeOfDay = Written<civil::Time>;
/// A length of time in ISO 8601 form, such as `P1DT2H`. A day is 24 hours; months and years are not of a fixed length
/// and do not fit. Its value is a [`jiff::SignedDuration`].
pub type Duration = Written<SignedDuration>;
/// A globally unique identifier. Its value is a [`uuid::Uuid`].
pub type Guid = Written<Uuid>;
/// Bytes, as base64 with either alphabet, with or without padding. Its value is [`bytes::Bytes`].
pub type Binary = Written<Bytes>;

/// A value that is text in JSON, and how it was written.
#[derive(Clone)]
pub struct Written<V> {
    value: V,
    /// The text that the value was read from, when the runtime would write the value in another way.
    text: Option<Box<str>>,
}

/// How a value becomes text, and text a value.
pub trait Form: Clone + Send + Sync + 'static {
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

impl From<Vec<u8>> for Binary {
    fn from(value: Vec<u8>) -> Self {
        Bytes::from(value).into()
    }
}

/// Text that is not of the form of a primitive type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    expected: &'static str,
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

impl<V: Form> Datum for Written<V> {
    const KIND: Kind = Kind::Scalar;

    fn view(&self) -> View<'_> {
        match &self.text {
            Some(text) => View::Scalar(Scalar::Text(Cow::Borrowed(text))),
            None => View::Displayed(self),
        }
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

impl Form for Timestamp {
    const EXPECTED: &'static str = "a date and time with an offset, such as 2024-06-01T10:00:00Z";

    fn parse(text: &str) -> Option<Self> {
        text.parse().ok().or_else(|| is_never(text).then_some(Self::MAX))
    }

    fn write(&self, out: &mut dyn fmt::Write) -> fmt::Result {
        write!(out, "{self}")
    }

    /// Without writing it, as most points in time are sent so: a `T`, a `Z`, and no zero at the end of a fraction.
    fn is_written_as(&self, text: &str) -> bool {
        let [_, _, _, _, b'-', _, _, b'-', _, _, b'T', _, _, b':', _, _, b':', seconds, _, rest @ .., b'Z'] =
            text.as_bytes()
        else {
            return false;
        };
        if *self == Self::MAX {
            return false;
        }
        // A leap second is read as the second before it.
        let has_fraction = matches!(rest, [b'.', .., b'1'..=b'9']) && rest.len() <= ".123456789".len();
        *seconds < b'6' && (rest.is_empty() || has_fraction)
    }
}

/// Whether a text is a point in time in UTC that is in a year of four digits, and yet later than the library can hold, which leaves room
/// for all offsets. Services send the end of the year 9999 for what never ends.
fn is_never(text: &str) -> bool {
    let last = TimeZone::UTC.to_datetime(Timestamp::MAX);
    let parsed = text.strip_suffix('Z').and_then(|text| text.parse::<civil::DateTime>().ok());
    parsed.is_some_and(|at| at > last)
}

impl Form for civil::Date {
    const EXPECTED: &'static str = "a date, such as 2024-06-01";

    fn parse(text: &str) -> Option<Self> {
        // The parser of the library would also take a date and time.
        if !text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') {
            return None;
        }
        text.parse().ok()
    }

    fn write(&self, out: &mut dyn fmt::Write) -> fmt::Result {
        write!(out, "{self}")
    }
}

impl Form for civil::Time {
    const EXPECTED: &'static str = "a time of day, such as 10:00:00";

    fn parse(text: &str) -> Option<Self> {
        // The parser of the library would also take a date and time.
        if !text.contains(':') || !text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.')) {
            return None;
        }
        text.parse().ok()
    }

    fn write(&self, out: &mut dyn fmt::Write) -> fmt::Result {
        write!(out, "{self}")
    }
}

impl Form for SignedDuration {
    const EXPECTED: &'static str = "an ISO 8601 duration of days and times, such as P1DT2H";

    fn parse(text: &str) -> Option<Self> {
        // The parser of the library would also take words, such as "2 hours".
        if !text.trim_start_matches(['-', '+']).starts_with('P') {
            return None;
        }
        text.parse::<Span>().ok()?.to_duration(SpanRelativeTo::days_are_24_hours()).ok()
    }

    fn write(&self, out: &mut dyn fmt::Write) -> fmt::Result {
        write!(out, "{self}")
    }
}

impl Form for Uuid {
    const EXPECTED: &'static str = "a GUID, such as 67e55044-10b1-426f-9247-bb680e5fe0c8";

    fn parse(text: &str) -> Option<Self> {
        Self::try_parse(text).ok()
    }

    fn write(&self, out: &mut dyn fmt::Write) -> fmt::Result {
        write!(out, "{self}")
    }

    /// Without writing it: the parser takes capitals and other punctuation, but no other digits.
    fn is_written_as(&self, text: &str) -> bool {
        text.len() == uuid::fmt::Hyphenated::LENGTH && !text.bytes().any(|byte| byte.is_ascii_uppercase())
    }
}

const LENIENT: GeneralPurposeConfig =
    general_purpose::PAD.with_decode_padding_mode(DecodePaddingMode::Indifferent).with_decode_allow_trailing_bits(true);
const LENIENT_STANDARD: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, LENIENT);
const LENIENT_URL_SAFE: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, LENIENT);

impl Form for Bytes {
    const EXPECTED: &'static str = "base64";

    fn parse(text: &str) -> Option<Self> {
        let alphabet = if text.contains(['-', '_']) { LENIENT_URL_SAFE } else { LENIENT_STANDARD };
        alphabet.decode(text).ok().map(Self::from)
    }

    fn write(&self, out: &mut dyn fmt::Write) -> fmt::Result {
        write!(out, "{}", Base64Display::new(self, &STANDARD))
    }
}

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

impl Datum for Double {
    const KIND: Kind = Kind::Scalar;

    fn view(&self) -> View<'_> {
        View::Scalar(match self.0 {
            Number::Signed(value) => Scalar::Signed(value),
            Number::Unsigned(value) => Scalar::Unsigned(value),
            Number::Float(value) if value.is_nan() => Scalar::Text(Cow::Borrowed("NaN")),
            Number::Float(f64::INFINITY) => Scalar::Text(Cow::Borrowed("INF")),
            Number::Float(f64::NEG_INFINITY) => Scalar::Text(Cow::Borrowed("-INF")),
            Number::Float(value) => Scalar::Float(value),
        })
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

#[cfg(test)]
mod tests {
    use super::{Binary, Date, DateTimeOffset, Double, Duration, Form, Guid, TimeOfDay, Written};
    use bytes::Bytes;
    use jiff::{SignedDuration, Timestamp, civil};

    /// The value of a text that comes out as it went in.
    fn value<V: Form>(text: &str) -> V {
        let written: Written<V> = text.parse().unwrap();
        assert_eq!(written.to_string(), text);
        assert_eq!(format!("{written:?}"), text);
        written.into_inner()
    }

    /// Texts that are not of the form.
    fn refuses<V: Form>(texts: &[&str]) {
        for text in texts {
            let error = text.parse::<Written<V>>().err().unwrap_or_else(|| panic!("took {text}"));
            assert_eq!(error.to_string(), format!("the text is not {}", V::EXPECTED));
        }
    }

    #[test]
    fn points_in_time_have_an_offset() {
        let second = |second| Timestamp::from_second(second).unwrap();
        assert_eq!(value::<Timestamp>("2024-06-01T10:00:00Z"), second(1_717_236_000));
        assert_eq!(value::<Timestamp>("2024-06-01T10:00:00.0000000Z"), second(1_717_236_000));
        assert_eq!(value::<Timestamp>("2024-06-01T12:00:00+02:00"), second(1_717_236_000));
        assert_eq!(value::<Timestamp>("0001-01-01T00:00:00Z"), second(-62_135_596_800));
        assert_eq!(value::<Timestamp>("2024-06-01T10:00:00.1234567Z").subsec_nanosecond(), 123_456_700);
        assert_eq!(value::<Timestamp>("9999-12-31T23:59:59Z"), Timestamp::MAX);
        assert_eq!(value::<Timestamp>("9999-12-31T00:00:00.0000000Z"), Timestamp::MAX);
        assert_eq!(value::<Timestamp>(&Timestamp::MAX.to_string()), Timestamp::MAX);
        refuses::<Timestamp>(&["9999-12-31T23:59:59", "10000-01-01T00:00:00Z", "9999-12-32T00:00:00Z"]);
        refuses::<Timestamp>(&["", "2024-06-01T10:00:00", "2024-06-01", "2024-13-01T10:00:00Z", "now"]);
    }

    #[test]
    fn days_have_no_time() {
        assert_eq!(value::<civil::Date>("2024-02-29"), civil::date(2024, 2, 29));
        refuses::<civil::Date>(&["", "2023-02-29", "2024-06-01T10:00:00", "2024-06", "01.06.2024"]);
    }

    #[test]
    fn times_have_no_day() {
        assert_eq!(value::<civil::Time>("10:30:00"), civil::time(10, 30, 0, 0));
        assert_eq!(value::<civil::Time>("10:30:00.0000000"), civil::time(10, 30, 0, 0));
        refuses::<civil::Time>(&["", "25:00:00", "2024-06-01T10:00:00", "10"]);
    }

    #[test]
    fn durations_have_days_of_24_hours() {
        assert_eq!(value::<SignedDuration>("P1DT2H"), SignedDuration::from_hours(26));
        assert_eq!(value::<SignedDuration>("PT26H"), SignedDuration::from_hours(26));
        assert_eq!(value::<SignedDuration>("-PT0.5S"), SignedDuration::from_millis(-500));
        assert_eq!(value::<SignedDuration>("P2W"), SignedDuration::from_hours(14 * 24));
        assert_eq!(value::<SignedDuration>("PT0S"), SignedDuration::ZERO);
        refuses::<SignedDuration>(&["", "P", "P1Y", "P1M", "2 hours", "1d", "PT1S2H"]);
    }

    #[test]
    fn guids_are_of_any_case() {
        let guid = "67e55044-10b1-426f-9247-bb680e5fe0c8";
        assert_eq!(value::<uuid::Uuid>(guid), value::<uuid::Uuid>(&guid.to_uppercase()));
        refuses::<uuid::Uuid>(&["", "67e55044", "67e55044-10b1-426f-9247-bb680e5fe0c8x"]);
    }

    #[test]
    fn bytes_are_base64_of_either_alphabet() {
        for text in ["+/8=", "+/8", "-_8=", "-_8", "-_9"] {
            assert_eq!(value::<Bytes>(text).as_ref(), [0xfb, 0xff], "{text}");
        }
        assert_eq!(value::<Bytes>(""), "");
        refuses::<Bytes>(&["a", "+_8=", "a b=", "äöü"]);
    }

    #[test]
    fn values_are_equal_however_they_are_written() {
        let parse = |text: &str| text.parse::<DateTimeOffset>().unwrap();
        assert_eq!(parse("2024-06-01T10:00:00Z"), parse("2024-06-01T12:00:00.0+02:00"));
        assert!(parse("2024-06-01T10:00:00Z") < parse("2024-06-01T10:00:01Z"));
        assert_eq!("P1D".parse::<Duration>().unwrap(), SignedDuration::from_hours(24).into());
        assert_eq!("aGk".parse::<Binary>().unwrap(), Binary::from(b"hi".to_vec()));
        assert_eq!(Double::from(2), Double::from(2.0));
    }

    #[test]
    fn values_are_written_in_the_form_of_the_documentation() {
        assert_eq!(DateTimeOffset::from(Timestamp::UNIX_EPOCH).to_string(), "1970-01-01T00:00:00Z");
        assert_eq!(Date::from(civil::date(2024, 6, 1)).to_string(), "2024-06-01");
        assert_eq!(TimeOfDay::from(civil::time(7, 0, 0, 0)).to_string(), "07:00:00");
        assert_eq!(Duration::from(SignedDuration::from_mins(90)).to_string(), "PT1H30M");
        assert_eq!(Guid::from(uuid::Uuid::nil()).to_string(), "00000000-0000-0000-0000-000000000000");
        assert_eq!(Binary::from(vec![0xfb, 0xff]).to_string(), "+/8=");
    }
}
