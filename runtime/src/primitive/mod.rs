//! The primitive types of the documentation that Rust has no type of its own for.
//!
//! All are written as text or as a number in JSON, and all remember how they were written where that differs from the
//! way in which the runtime would write the same value. So a value that was only passed on comes out as it went in.
//! Equality, order and hash are those of the value.

mod decimal;
mod double;
mod forms;
mod int64;
mod written;

use bytes::Bytes;
use jiff::{SignedDuration, Timestamp, civil};
use uuid::Uuid;

pub use self::decimal::Decimal;
pub use self::double::Double;
pub use self::int64::Int64;
pub use self::written::{Form, ParseError, Written};

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
