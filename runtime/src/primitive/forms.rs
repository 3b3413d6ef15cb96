//! How dates, times, identifiers and bytes are written.

use std::fmt;

use base64::Engine as _;
use base64::alphabet;
use base64::display::Base64Display;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};
use base64::engine::{DecodePaddingMode, general_purpose};
use bytes::Bytes;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, SpanRelativeTo, Timestamp, civil};
use uuid::Uuid;

use super::{Binary, Form};

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

impl From<Vec<u8>> for Binary {
    fn from(value: Vec<u8>) -> Self {
        Bytes::from(value).into()
    }
}
