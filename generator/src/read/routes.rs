//! Request lines of the HTTP request section.

use foldhash::{HashSet, HashSetExt};

use super::facts::{LineOrigin, Method, PathTemplate, RequestLine};
use super::http;
use super::ledger::Element;
use super::targets::{self, Target};
use super::{Reader, arguments};
use crate::diagnostic::{Diagnostic, codes};
use crate::page::Code;
use crate::source::Span;
use crate::spelling;

/// How a block of request lines ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// With a request line.
    Lines,
    /// With headers or a body: it is a whole message.
    Message,
}

/// Reads the request lines of a code block. Headers and a body below a line (OneDrive style) belong to the message that it begins.
pub(super) fn read(reader: &mut Reader<'_>, code: &Code, lines: &mut Vec<RequestLine>) -> Ending {
    let text = reader.sources.text(code.content);
    let mut strangers: Option<Span> = None;
    let mut found = false;
    let mut ending = Ending::Lines;
    for (offset, line) in http::lines(text) {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            continue;
        }
        let indent = line.len() - line.trim_start().len();
        let span = code.content.slice(offset + indent..offset + indent + trimmed.len());
        let Some((method, target)) = split(trimmed) else {
            if found && (ending == Ending::Message || is_message_part(trimmed)) {
                ending = Ending::Message;
                continue;
            }
            if let Some(method) = misspelled(trimmed) {
                reader.ledger.reported(Element::RequestLine, span, &codes::read::REQUEST_LINE_UNUSABLE);
                reader.report(misspelled_method(span, method));
                continue;
            }
            reader.ledger.reported(Element::RequestLine, span, &codes::read::NOT_A_REQUEST_LINE);
            strangers = Some(strangers.map_or(span, |first| Span { end: span.end, ..first }));
            continue;
        };
        found = true;
        match targets::read(target) {
            Ok(target) => {
                reader.ledger.used(Element::RequestLine, span);
                keep(reader, method, target, span, lines);
            }
            Err(problem) => {
                reader.ledger.reported(Element::RequestLine, span, &codes::read::REQUEST_LINE_UNUSABLE);
                reader.report(
                    Diagnostic::new(
                        &codes::read::REQUEST_LINE_UNUSABLE,
                        span,
                        format!("this request line has no usable path: {}", problem.words()),
                    )
                    .note("no endpoint is generated for this line")
                    .help("write `METHOD /path/{placeholder}`"),
                );
            }
        }
    }
    if let Some(span) = strangers {
        reader.report(
            Diagnostic::new(&codes::read::NOT_A_REQUEST_LINE, span, "this is not a request line")
                .note("the HTTP request section is read for lines that begin with a method")
                .help("write `METHOD /path` on a line of its own, and move everything else into prose or an example"),
        );
    }
    ending
}

/// Adds a line. One that leaves segments out is also one without any in their place.
fn keep(reader: &mut Reader<'_>, method: Method, target: Target, span: Span, lines: &mut Vec<RequestLine>) {
    let Target { mut path, query, repair } = target;
    if arguments::has_key(&path) {
        let (path, query) = (path.clone(), query.clone());
        lines.push(RequestLine { method, path, query, origin: LineOrigin::AsWritten, span });
    }
    let has_values = arguments::open(&mut path);
    if has_values {
        reader.report(
            Diagnostic::new(&codes::read::REQUEST_LINE_WITH_VALUES, span, "this request line writes out a value")
                .note(format!("it is read as `{} {path}`", method.as_str()))
                .help("write a placeholder for the value, and describe the values in a table of parameters"),
        );
    }
    if let Some(repair) = repair {
        reader.report(
            Diagnostic::new(
                &codes::read::REQUEST_LINE_REPAIRED,
                span,
                format!("in this request line {}", repair.words()),
            )
            .note(format!("it is read as `{} {path}`", method.as_str()))
            .help("write `METHOD /path/{placeholder}`"),
        );
    }
    if !targets::is_elided(&path) {
        return lines.push(RequestLine { method, path, query, origin: LineOrigin::Written, span });
    }
    let segments = path.segments.iter().filter(|segment| !targets::is_ellipsis(segment)).cloned().collect();
    let whole = PathTemplate { segments };
    reader.report(
        Diagnostic::new(&codes::read::REQUEST_LINE_ELIDED, span, "this request line leaves segments out")
            .note(format!(
                "the endpoint `{} {whole}` is generated, without any segments in their place",
                method.as_str()
            ))
            .help("write each path that may be requested on a line of its own"),
    );
    lines.push(RequestLine { method, path, query: query.clone(), origin: LineOrigin::AsWritten, span });
    lines.push(RequestLine { method, path: whole, query, origin: LineOrigin::WithoutEllipsis, span });
}

/// Each line once, where it stands first.
pub(super) fn without_repeated(lines: Vec<RequestLine>) -> Vec<RequestLine> {
    let mut seen = HashSet::new();
    let is_new: Vec<bool> = lines.iter().map(|line| seen.insert((line.method, &line.path, &line.query))).collect();
    lines.into_iter().zip(is_new).filter_map(|(line, is_new)| is_new.then_some(line)).collect()
}

/// The method and the rest of a line: `GET /me`, `DELETE/identity`, `Get /me`.
pub(super) fn split(line: &str) -> Option<(Method, &str)> {
    let end = line.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(line.len());
    let (word, rest) = line.split_at_checked(end)?;
    let method = Method::from_name(&word.to_ascii_uppercase())?;
    // "Get a book" is prose.
    let is_upper = word.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_separated = rest.is_empty() || rest.starts_with('/') || rest.starts_with(char::is_whitespace);
    let is_request = is_separated && (is_upper || is_target(rest.trim_start()));
    is_request.then(|| (method, rest.trim()))
}

fn is_target(text: &str) -> bool {
    text.starts_with('/') || text.starts_with("https://")
}

fn misspelled_method(line: Span, meant: &str) -> Diagnostic {
    Diagnostic::new(&codes::read::REQUEST_LINE_UNUSABLE, line, "this request line begins with no known method")
        .note("no endpoint is generated for this line")
        .help(format!("did you mean `{meant}`?"))
}

/// The method that the word before a path was meant to be: `POTS /me`.
fn misspelled(line: &str) -> Option<&'static str> {
    let (word, target) = line.split_once(char::is_whitespace)?;
    let methods = Method::ALL.iter().map(|method| method.as_str());
    if is_target(target.trim_start()) { spelling::nearest(&word.to_ascii_uppercase(), methods) } else { None }
}

/// Whether a line below a request line goes on with its message: a header or a body.
fn is_message_part(line: &str) -> bool {
    line.starts_with(['{', '[', '<', '}', ']', '"'])
        || line.split_once(": ").is_some_and(|(name, _)| name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn methods_glued_to_the_path() {
        assert_eq!(split("DELETE/identity/x"), Some((Method::Delete, "/identity/x")));
        assert_eq!(split("GETS /x"), None);
        assert_eq!(split("Get /x"), Some((Method::Get, "/x")));
        assert_eq!(split("Get a book"), None);
        assert_eq!(split("Prefer: x"), None);
    }

    #[test]
    fn methods_that_are_misspelled() {
        assert_eq!(misspelled("POTS /books"), Some("POST"));
        assert_eq!(misspelled("Detele /books/{id}"), Some("DELETE"));
        assert_eq!(misspelled("or"), None);
        assert_eq!(misspelled("See /books"), None);
    }
}
