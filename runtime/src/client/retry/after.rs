use std::time::{Duration, SystemTime};

use http::{HeaderMap, header};

/// How long the service asks to wait: `Retry-After` in seconds or as a date, or one of the headers in milliseconds that
/// Azure services send beside it. None when there is none, or one that says nothing.
///
/// A date is compared with the `Date` of the same answer, so that a clock that is wrong does no harm.
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
    for name in ["retry-after-ms", "x-ms-retry-after-ms"] {
        if let Some(milliseconds) = text(name).and_then(number) {
            return Some(Duration::from_millis(milliseconds));
        }
    }
    let value = text(header::RETRY_AFTER.as_str())?;
    if let Some(seconds) = number(value) {
        return Some(Duration::from_secs(seconds));
    }
    let date = httpdate::parse_http_date(value).ok()?;
    let now = text(header::DATE.as_str()).and_then(|date| httpdate::parse_http_date(date).ok());
    Some(date.duration_since(now.unwrap_or_else(SystemTime::now)).unwrap_or_default())
}

/// A wait that the service asks for. None for no time at all: then the wait is the client's choice, for whoever is busy must not
/// be asked without a pause.
pub(in crate::client) fn some_wait(asked: Duration) -> Option<Duration> {
    (!asked.is_zero()).then_some(asked)
}

/// A number of digits only; the largest one for one that is larger.
fn number(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use http::HeaderMap;

    use super::retry_after;

    fn after(headers: &[(&'static str, &str)]) -> Option<Duration> {
        let headers = headers.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()));
        retry_after(&headers.collect::<HeaderMap>())
    }

    #[test]
    fn seconds_dates_and_milliseconds_are_read() {
        let seconds = |value| Some(Duration::from_secs(value));
        assert_eq!(after(&[("retry-after", "0")]), seconds(0));
        assert_eq!(after(&[("retry-after", " 120 ")]), seconds(120));
        assert_eq!(after(&[("retry-after", "99999999999999999999999")]), seconds(u64::MAX));
        assert_eq!(after(&[("retry-after", "9"), ("retry-after-ms", "250")]), Some(Duration::from_millis(250)));
        assert_eq!(after(&[("x-ms-retry-after-ms", "250")]), Some(Duration::from_millis(250)));

        let date = ("date", "Sun, 06 Nov 1994 08:49:30 GMT");
        for value in ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"] {
            assert_eq!(after(&[("retry-after", value), date]), seconds(7), "{value}");
        }
        assert_eq!(after(&[("retry-after", "Sun, 06 Nov 1994 08:49:29 GMT"), date]), seconds(0));

        let soon = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(100));
        let read = after(&[("retry-after", &soon)]).unwrap();
        assert!((98..=100).contains(&read.as_secs()), "{read:?}");
    }

    #[test]
    fn what_says_nothing_is_no_wait() {
        for value in
            ["", "soon", "-1", "1.5", "+1", "0x10", "1e9", "Sun, 99 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37Z"]
        {
            assert_eq!(after(&[("retry-after", value)]), None, "{value}");
        }
        assert_eq!(after(&[]), None);
    }
}
