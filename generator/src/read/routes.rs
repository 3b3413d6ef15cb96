//! Request lines of the HTTP request section.

use super::facts::{Method, Part, PathTemplate, RequestLine, Segment};
use super::http;
use super::ledger::Element;
use super::{Reader, facts};
use crate::diagnostic::{Diagnostic, codes};
use crate::page::Code;
use crate::source::Span;

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
            strangers = Some(strangers.map_or(span, |first| Span { end: span.end, ..first }));
            continue;
        };
        found = true;
        match path(target) {
            Ok((path, query)) => {
                reader.ledger.used(Element::RequestLine);
                let line = RequestLine { method, path, query, span };
                if !lines
                    .iter()
                    .any(|known| (known.method, &known.path, &known.query) == (line.method, &line.path, &line.query))
                {
                    lines.push(line);
                }
            }
            Err(problem) => {
                reader.ledger.reported(Element::RequestLine);
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
        reader.ledger.reported(Element::RequestLine);
        reader.report(
            Diagnostic::new(&codes::read::NOT_A_REQUEST_LINE, span, "this is no request line")
                .note("the HTTP request section is read for lines that begin with a method")
                .help("write `METHOD /path` on a line of its own, and move everything else into prose or an example"),
        );
    }
    ending
}

/// The method and the rest of a line: `GET /me`, `DELETE/identity`.
fn split(line: &str) -> Option<(Method, &str)> {
    let end = line.find(|c: char| !c.is_ascii_uppercase()).unwrap_or(line.len());
    let (word, rest) = line.split_at_checked(end)?;
    let method = Method::from_name(word)?;
    let separated = rest.is_empty() || rest.starts_with('/') || rest.starts_with(char::is_whitespace);
    separated.then(|| (method, rest.trim()))
}

/// Whether a line below a request line goes on with its message: a header or a body.
fn is_message_part(line: &str) -> bool {
    line.starts_with(['{', '[', '<', '}', ']', '"'])
        || line.split_once(": ").is_some_and(|(name, _)| name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'))
}

/// Why a line has no usable path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PathProblem {
    Empty,
    NoSlash,
    Ellipsis,
    Dots,
    Unbalanced,
    Blank,
    Character,
    TooLong,
}

/// More segments, or parts of segments, than any path has. What comes later follows paths by recursion.
const MOST_PARTS: usize = 64;

/// Characters that end a path or cannot stand in one.
const NEVER_IN_PATHS: &[char] = &['"', '#', '<', '>', '\\', '^', '`', '{', '}'];

impl PathProblem {
    const fn words(self) -> &'static str {
        match self {
            Self::Empty => "it is empty",
            Self::NoSlash => "it does not begin with `/`",
            Self::Ellipsis => "`...` stands for segments that are not documented",
            Self::Dots => "`.` and `..` lead to another path",
            Self::Unbalanced => "a `{` or `(` is not closed",
            Self::Blank => "there is a blank outside of the braces",
            Self::Character => "it has a character that no path can have",
            Self::TooLong => "it is longer than any path",
        }
    }
}

/// The path and the query of a request target. Scheme, host and version (`https://graph.microsoft.com/v1.0`, `~`) are no part of a path.
pub(super) fn path(target: &str) -> Result<(PathTemplate, Option<String>), PathProblem> {
    let target = target.strip_suffix("HTTP/1.1").unwrap_or(target).trim();
    let (path, query) = split_query(target);
    let path = without_host(path).ok_or(PathProblem::NoSlash)?;
    let path = path.trim().trim_end_matches('/');
    if path.is_empty() {
        return Err(PathProblem::Empty);
    }
    let mut segments = Vec::new();
    for segment in split_segments(path)? {
        if segment.contains("...") || segment.contains('…') {
            return Err(PathProblem::Ellipsis);
        }
        if matches!(segment.trim(), "." | "..") {
            return Err(PathProblem::Dots);
        }
        segments.push(parse_segment(segment)?);
        if segments.iter().map(|segment: &Segment| segment.parts.len()).sum::<usize>() > MOST_PARTS {
            return Err(PathProblem::TooLong);
        }
    }
    Ok((PathTemplate { segments }, query.map(str::to_owned)))
}

/// Cuts at the first `?` outside of braces; `[?includeIDs=true]` marks an optional query.
fn split_query(target: &str) -> (&str, Option<&str>) {
    let mut depth = 0_u32;
    for (at, c) in target.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            '?' if depth == 0 => {
                let path = target.get(..at).unwrap_or_default().trim_end_matches('[');
                let query = target.get(at + 1..).unwrap_or_default().trim_end_matches(']');
                return (path, Some(query));
            }
            _ => {}
        }
    }
    (target, None)
}

fn without_host(path: &str) -> Option<&str> {
    let lower_scheme = path.get(..8).map(str::to_ascii_lowercase).unwrap_or_default();
    let scheme = if lower_scheme.starts_with("https://") {
        8
    } else if lower_scheme.starts_with("http://") {
        7
    } else {
        0
    };
    if scheme > 0 {
        let behind = path.get(scheme..)?;
        let (_, path) = behind.split_once('/')?;
        return Some(without_version(path));
    }
    if let Some(path) = path.strip_prefix('~') {
        return Some(path.trim_start_matches('/'));
    }
    if let Some(path) = path.strip_prefix('/') {
        return Some(without_version(path));
    }
    let first = path.split('/').next().unwrap_or_default();
    let is_word = !first.is_empty() && first.chars().all(|c| c.is_alphanumeric() || "-_{}()='.".contains(c));
    (is_word && path.contains('/')).then_some(path)
}

/// `v1.0/me` is `me`.
fn without_version(path: &str) -> &str {
    match path.split_once('/') {
        Some((first, rest)) if is_version(first) => rest,
        _ => path,
    }
}

fn is_version(segment: &str) -> bool {
    let lower = segment.to_ascii_lowercase();
    lower == "beta"
        || lower.strip_prefix('v').is_some_and(|rest| {
            rest.starts_with(|c: char| c.is_ascii_digit()) && rest.chars().all(|c| c.is_ascii_digit() || c == '.')
        })
}

/// Cuts at slashes outside of braces, parentheses and quotes.
fn split_segments(path: &str) -> Result<Vec<&str>, PathProblem> {
    let mut segments = Vec::new();
    let (mut start, mut braces, mut parentheses, mut quoted) = (0, 0_i32, 0_i32, false);
    for (at, c) in path.char_indices() {
        match c {
            '\'' if parentheses > 0 => quoted = !quoted,
            '{' => braces += 1,
            '}' => braces -= 1,
            '(' if !quoted => parentheses += 1,
            ')' if !quoted => parentheses -= 1,
            '/' if braces == 0 && parentheses == 0 && !quoted => {
                segments.push(path.get(start..at).unwrap_or_default());
                start = at + 1;
            }
            _ => {}
        }
    }
    if braces != 0 || parentheses != 0 || quoted {
        return Err(PathProblem::Unbalanced);
    }
    segments.push(path.get(start..).unwrap_or_default());
    segments.retain(|segment| !segment.is_empty());
    Ok(segments)
}

/// Literal text and placeholders: `{id}`, `<address>`, `(team-id)`, `fn(period='{value}')`, `{item-path}:`.
fn parse_segment(segment: &str) -> Result<Segment, PathProblem> {
    // `{user-id} | user-principal-name` names its alternative outside of the braces.
    let segment = match segment.split_once("} | ") {
        Some((placeholder, _)) if placeholder.starts_with('{') => {
            return placeholder_only(placeholder.trim_start_matches('{'));
        }
        _ => segment.trim(),
    };
    if segment.is_empty() {
        return Err(PathProblem::Blank);
    }
    if let Some(inner) = segment.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'))
        && !inner.contains(['{', '=', '\''])
    {
        return placeholder_only(inner);
    }
    let mut parts = Vec::new();
    let mut rest = segment;
    while let Some(at) = rest.find(['{', '<']) {
        let (literal, behind) = rest.split_at_checked(at).unwrap_or((rest, ""));
        let close = if behind.starts_with('{') { '}' } else { '>' };
        let Some(end) = behind.find(close) else { return Err(PathProblem::Unbalanced) };
        if !literal.is_empty() {
            parts.push(literal_part(literal));
        }
        parts.push(Part::Placeholder(behind.get(1..end).unwrap_or_default().trim().to_owned()));
        rest = behind.get(end + 1..).unwrap_or_default();
    }
    if !rest.is_empty() {
        parts.push(literal_part(rest));
    }
    let has_blank = parts
        .iter()
        .any(|part| matches!(part, Part::Literal(text) if text.contains(char::is_whitespace) && !text.contains('(')));
    let is_odd = |c: char| c.is_control() || NEVER_IN_PATHS.contains(&c);
    let has_odd = parts.iter().any(|part| matches!(part, Part::Literal(text) if text.contains(is_odd)));
    match (has_blank, has_odd) {
        (true, _) => Err(PathProblem::Blank),
        (false, true) => Err(PathProblem::Character),
        (false, false) => Ok(Segment { parts }),
    }
}

/// Blanks behind the commas of a function are not sent: `(deltaRows={n}, deltaColumns={n})`.
fn literal_part(text: &str) -> Part {
    Part::Literal(text.replace(", ", ","))
}

fn placeholder_only(name: &str) -> Result<Segment, PathProblem> {
    Ok(Segment { parts: vec![Part::Placeholder(name.trim().to_owned())] })
}

impl std::fmt::Display for facts::PathTemplate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for segment in &self.segments {
            f.write_str("/")?;
            for part in &segment.parts {
                match part {
                    Part::Literal(text) => f.write_str(text)?,
                    Part::Placeholder(name) => write!(f, "{{{name}}}")?,
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn literal(text: &str) -> Part {
        Part::Literal(text.to_owned())
    }

    fn placeholder(name: &str) -> Part {
        Part::Placeholder(name.to_owned())
    }

    fn parts(target: &str) -> Vec<Vec<Part>> {
        path(target).unwrap().0.segments.into_iter().map(|segment| segment.parts).collect()
    }

    #[test]
    fn plain_segments_and_placeholders() {
        assert_eq!(
            parts("/groups/{id}/threads"),
            [vec![literal("groups")], vec![placeholder("id")], vec![literal("threads")]]
        );
        assert_eq!(parts("/users/{id | userPrincipalName}")[1], [placeholder("id | userPrincipalName")]);
        assert_eq!(parts("/teams/(team-id)/channels")[1], [placeholder("team-id")]);
        assert_eq!(parts("/users/{user-id} | user-principal-name/chats")[1], [placeholder("user-id")]);
    }

    #[test]
    fn blanks_between_the_arguments_of_a_function_are_dropped() {
        assert_eq!(
            parts("/range/moved(rows={n}, columns={m})")[1],
            [literal("moved(rows="), placeholder("n"), literal(",columns="), placeholder("m"), literal(")")]
        );
    }

    #[test]
    fn functions_path_addressing_and_keys() {
        assert_eq!(
            parts("/reports/getActivity(period='{period_value}',on={date})")[1],
            [
                literal("getActivity(period='"),
                placeholder("period_value"),
                literal("',on="),
                placeholder("date"),
                literal(")")
            ]
        );
        assert_eq!(
            parts("/me/drive/root:/{item-path}:/content")[2..],
            [vec![literal("root:")], vec![placeholder("item-path"), literal(":")], vec![literal("content")]]
        );
        assert_eq!(
            parts("/range(address='<address>')/format")[0],
            [literal("range(address='"), placeholder("address"), literal("')")]
        );
        assert_eq!(parts("/x(path='a/b')/y").len(), 2);
    }

    #[test]
    fn host_version_and_query_are_taken_off() {
        assert_eq!(parts("https://graph.microsoft.com/v1.0/me"), [[literal("me")]]);
        assert_eq!(parts("/beta/me/"), [[literal("me")]]);
        assert_eq!(parts("~/me"), [[literal("me")]]);
        assert_eq!(parts("policies/x"), [[literal("policies")], [literal("x")]]);
        assert_eq!(path("/me?$filter=id eq '{id}'").unwrap().1.as_deref(), Some("$filter=id eq '{id}'"));
        assert_eq!(path("/sites/{id}[?includeIDs=true]").unwrap().1.as_deref(), Some("includeIDs=true"));
    }

    #[test]
    fn unusable_paths() {
        assert_eq!(path("** Entity URI not found"), Err(PathProblem::NoSlash));
        assert_eq!(path("/mailFolders/{id}/.../messages"), Err(PathProblem::Ellipsis));
        assert_eq!(path("/groups/{id/threads"), Err(PathProblem::Unbalanced));
        assert_eq!(path("/groups/a b/threads"), Err(PathProblem::Blank));
        assert_eq!(path("/groups/ /threads"), Err(PathProblem::Blank));
        assert_eq!(path("/groups/../threads"), Err(PathProblem::Dots));
        assert_eq!(path("/groups/#threads"), Err(PathProblem::Character));
        assert_eq!(path("/groups/{{id}}"), Err(PathProblem::Character));
        assert_eq!(path("/"), Err(PathProblem::Empty));
        assert_eq!(path(&"/a".repeat(65)), Err(PathProblem::TooLong));
        assert_eq!(path(&format!("/{}", "{a}".repeat(65))), Err(PathProblem::TooLong));
    }

    #[test]
    fn methods_glued_to_the_path() {
        assert_eq!(split("DELETE/identity/x"), Some((Method::Delete, "/identity/x")));
        assert_eq!(split("GETS /x"), None);
        assert_eq!(split("Prefer: x"), None);
    }
}
