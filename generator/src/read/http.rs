//! HTTP messages in code blocks.

use super::facts::Method;
use crate::source::{Span, Spanned};

/// The versions of HTTP in the first line of a response, with the blank behind them.
const VERSIONS: [&str; 4] = ["1.0 ", "1.1 ", "2 ", "2.0 "];

/// The head of a message and where its body begins.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Message<'t> {
    pub(super) start: Start<'t>,
    pub(super) headers: Vec<(&'t str, &'t str)>,
    /// The trimmed body; empty if there is none.
    pub(super) body: Span,
}

/// The first line of a message.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Start<'t> {
    Request { method: Method, target: Spanned<&'t str> },
    Response { status: Spanned<u16> },
}

/// Reads a code block as an HTTP message; nothing if it begins like none.
pub(super) fn message(text: &str, span: Span) -> Option<Message<'_>> {
    let mut lines = Lines { text, at: 0 };
    let (offset, line) = lines.by_ref().find(|(_, line)| !line.trim().is_empty())?;
    let start = start(line, span, offset)?;
    let mut headers = Vec::new();
    let mut body_at = text.len();
    let mut blank_lines = 0;
    for (offset, line) in lines {
        if line.trim().is_empty() {
            blank_lines += 1;
            continue;
        }
        // A blank line between the request line and the headers is common; behind a header it begins the body.
        let headers_go_on = blank_lines == 0 || (headers.is_empty() && blank_lines == 1);
        match header(line).filter(|_| headers_go_on) {
            Some(pair) => {
                headers.push(pair);
                blank_lines = 0;
            }
            None => {
                body_at = offset;
                break;
            }
        }
    }
    let body = text.get(body_at..).unwrap_or_default();
    let leading = body.len() - body.trim_start().len();
    let body = span.slice(body_at + leading..body_at + leading + body.trim().len());
    Some(Message { start, headers, body })
}

fn start(line: &str, span: Span, offset: usize) -> Option<Start<'_>> {
    let indent = line.len() - line.trim_start().len();
    let trimmed = line.trim();
    let (word, rest) = trimmed.split_once(char::is_whitespace).unwrap_or((trimmed, ""));
    // `HTTP 201 Created` leaves the version out.
    let (protocol, _) = word.split_once('/').unwrap_or((word, ""));
    if protocol.eq_ignore_ascii_case("HTTP") {
        let rest = rest.trim_start();
        // `HTTP 1.1 201 Created` has a blank for the slash.
        let code = VERSIONS.iter().find_map(|version| rest.strip_prefix(version)).unwrap_or(rest).trim_start();
        let at = offset + indent + trimmed.len() - code.len();
        let digits = code.split(|c: char| !c.is_ascii_digit()).next()?;
        let status = digits.parse().ok().filter(|status| (100..600).contains(status))?;
        return Some(Start::Response { status: Spanned::new(status, span.slice(at..at + digits.len())) });
    }
    let method = Method::from_name(word)?;
    let target = rest.trim_start();
    let at = offset + indent + trimmed.len() - target.len();
    let target = target.strip_suffix("HTTP/1.1").unwrap_or(target).trim_end();
    if target.is_empty() {
        return None;
    }
    Some(Start::Request { method, target: Spanned::new(target, span.slice(at..at + target.len())) })
}

/// `Name: value`
fn header(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.trim().split_once(':')?;
    is_token(name).then(|| (name, value.trim()))
}

/// Whether a header may have this name.
pub(super) fn is_token(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}

/// The lines of a text with their offsets.
struct Lines<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Iterator for Lines<'t> {
    type Item = (usize, &'t str);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        let offset = self.at;
        let line = rest.split_inclusive('\n').next()?;
        self.at += line.len();
        Some((offset, line.trim_end_matches(['\n', '\r'])))
    }
}

/// The lines of a text with their offsets.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    Lines { text, at: 0 }
}

/// The places of the lines that are not blank, without the blanks around them.
pub(super) fn full_lines(text: &str, span: Span) -> impl Iterator<Item = Span> {
    lines(text).filter(|(_, line)| !line.trim().is_empty()).map(move |(offset, line)| {
        let start = offset + line.len() - line.trim_start().len();
        span.slice(start..start + line.trim().len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceId;

    fn read(text: &str) -> (Message<'_>, &str) {
        let message = message(text, Span::new(SourceId(0), 0..text.len())).unwrap();
        let body = text.get(message.body.range()).unwrap();
        (message, body)
    }

    #[test]
    fn a_request_with_headers_and_body() {
        let (message, body) =
            read("POST https://x.example/v1.0/me HTTP/1.1\nContent-type: application/json\n\n{ \"a\": 1 }\n");
        assert_eq!(message.headers, [("Content-type", "application/json")]);
        assert_eq!(body, "{ \"a\": 1 }");
        let Start::Request { method, target } = message.start else { panic!("not a request") };
        assert_eq!((method, target.value), (Method::Post, "https://x.example/v1.0/me"));
        assert_eq!(target.span.range(), 5..30);
    }

    #[test]
    fn a_blank_line_before_the_headers_is_skipped() {
        let (message, body) = read("POST /me/send\n\nContent-Type: text/plain\n\n{}");
        assert_eq!(message.headers, [("Content-Type", "text/plain")]);
        assert_eq!(body, "{}");
    }

    #[test]
    fn a_body_right_behind_the_request_line() {
        assert_eq!(read("POST /me/send\n{\n  \"a\": 1\n}\n").1, "{\n  \"a\": 1\n}");
    }

    #[test]
    fn a_response() {
        let (message, body) = read("HTTP/1.1 201 Created\nContent-type: application/json\n\n{}\n");
        assert!(
            matches!(message.start, Start::Response { status } if status.value == 201 && status.span.range() == (9..12))
        );
        assert_eq!(body, "{}");
    }

    #[test]
    fn other_text_is_no_message() {
        for text in ["", "\n\n", "{ \"a\": 1 }", "GET", "string url = \"x\";", "HTTP/1.1 abc"] {
            assert_eq!(message(text, Span::new(SourceId(0), 0..text.len())), None, "{text:?}");
        }
    }
}
