//! Request targets: host, version, path and query, in all the ways in which pages write them.

use std::borrow::Cow;

use super::conventions::ELLIPSIS;
use super::facts::{Part, PathTemplate, Segment};
use super::slips::{PathProblem, Repair};

/// What a request target says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target {
    /// The path, with a segment [`ELLIPSIS`] where segments are left out.
    pub(super) path: PathTemplate,
    /// What follows the `?`.
    pub(super) query: Option<String>,
    /// What had to be mended.
    pub(super) repair: Option<Repair>,
}

/// Whether a path leaves segments out.
pub(super) fn is_elided(path: &PathTemplate) -> bool {
    path.segments.iter().any(is_ellipsis)
}

/// Whether a segment stands for any number of segments.
pub(super) fn is_ellipsis(segment: &Segment) -> bool {
    segment.literal() == Some(ELLIPSIS)
}

/// More segments, or parts of segments, than any path has. What comes later follows paths by recursion.
const MOST_PARTS: usize = 64;

/// Characters that end a path or cannot stand in one.
const NEVER_IN_PATHS: &[char] = &['"', '#', '<', '>', '\\', '^', '`', '{', '}'];

/// The path and the query of a request target. Scheme, host and version (`https://graph.microsoft.com/v1.0`, `~`) are no part of a path.
pub(super) fn read(target: &str) -> Result<Target, PathProblem> {
    let target = target.strip_suffix("HTTP/1.1").unwrap_or(target).trim();
    let (path, query) = split_query(target);
    let path = without_host(path).ok_or(PathProblem::NoSlash)?;
    let path = path.trim().trim_end_matches('/');
    if path.is_empty() {
        return Err(PathProblem::Empty);
    }
    let mut segments = Vec::new();
    let (texts, mut repair) = split_segments(path)?;
    for segment in texts {
        if matches!(segment.trim(), ELLIPSIS | "…") {
            segments.push(Segment { parts: vec![Part::Literal(ELLIPSIS.to_owned())] });
            continue;
        }
        if matches!(segment.trim(), "." | "..") {
            return Err(PathProblem::Dots);
        }
        let cut = glued(&segment);
        repair = repair.or(cut.map(|_| Repair::MissingSlash));
        let (word, placeholder) = cut.unwrap_or((&segment, ""));
        for part in [word, placeholder].into_iter().filter(|part| !part.is_empty()) {
            let (segment, mended) = parse_segment(part)?;
            segments.push(segment);
            repair = repair.or(mended);
        }
        if segments.iter().map(|segment: &Segment| segment.parts.len()).sum::<usize>() > MOST_PARTS {
            return Err(PathProblem::TooLong);
        }
    }
    Ok(Target { path: PathTemplate { segments }, query: query.map(str::to_owned), repair })
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

/// The names in a query. What stands in parentheses belongs to an option: `$expand=notes($filter=a eq 1 & b)`.
pub(crate) fn query_names(query: &str) -> Vec<&str> {
    query_pairs(query).into_iter().map(|(name, _)| name).collect()
}

/// The names in a query whose values are placeholders: `from` of `from={from}`. Options that all queries may have, `$top={n}`, are not
/// among them.
pub(crate) fn query_placeholders(query: &str) -> Vec<&str> {
    let is_placeholder = |value: &str| value.starts_with('{') && value.ends_with('}');
    let pairs = query_pairs(query).into_iter();
    pairs.filter(|(name, value)| !name.starts_with('$') && is_placeholder(value)).map(|(name, _)| name).collect()
}

/// The names and values in a query.
fn query_pairs(query: &str) -> Vec<(&str, &str)> {
    let mut depth = 0_u32;
    let is_end = move |c: char| {
        match c {
            '(' | '{' => depth += 1,
            ')' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && c == '&'
    };
    let pairs = query.split(is_end).filter_map(|part| part.split_once('='));
    let is_name = |name: &str| {
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '$' | '-' | '_'))
    };
    pairs.map(|(name, value)| (name.trim(), value.trim())).filter(|(name, _)| is_name(name)).collect()
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

/// Whether a target names a version of the whole service.
pub(super) fn has_version(target: &str) -> bool {
    target.split(['?', '#']).next().unwrap_or_default().split('/').any(is_version)
}

/// `v1.0/me` is `me`.
fn without_version(path: &str) -> &str {
    match path.split_once('/') {
        Some((first, rest)) if is_version(first) => rest,
        _ => path,
    }
}

/// `v1.0` and `beta` are versions of a whole service. A path of its own may begin with `v1`, beside one with `v2`.
fn is_version(segment: &str) -> bool {
    let lower = segment.to_ascii_lowercase();
    let is_number = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    let numbers = lower.strip_prefix('v').and_then(|rest| rest.split_once('.'));
    lower == "beta" || numbers.is_some_and(|(major, minor)| is_number(major) && is_number(minor))
}

/// Cuts at slashes outside of braces, parentheses and quotes. Where a parenthesis is never closed, a slash ends it, too.
fn split_segments(path: &str) -> Result<(Vec<Cow<'_, str>>, Option<Repair>), PathProblem> {
    if let Ok(segments) = cut(path, Parentheses::Closed) {
        return Ok((segments, None));
    }
    cut(path, Parentheses::EndedBySlash).map(|segments| (segments, Some(Repair::Unclosed)))
}

/// What ends an opened parenthesis.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Parentheses {
    Closed,
    EndedBySlash,
}

fn cut(path: &str, parentheses: Parentheses) -> Result<Vec<Cow<'_, str>>, PathProblem> {
    let mut segments: Vec<Cow<'_, str>> = Vec::new();
    let mut start = 0;
    let (mut braces, mut open, mut quoted) = (0_i32, 0_i32, false);
    for (at, byte) in path.bytes().enumerate() {
        match byte {
            b'\'' if open > 0 => quoted = !quoted,
            b'{' => braces += 1,
            b'}' => braces -= 1,
            b'(' if !quoted => open += 1,
            b')' if !quoted => open -= 1,
            b'/' if braces == 0
                && !quoted
                && (open == 0 || (open == 1 && parentheses == Parentheses::EndedBySlash)) =>
            {
                let segment = path.get(start..at).unwrap_or_default();
                segments.push(if open == 1 { format!("{segment})").into() } else { segment.into() });
                open = 0;
                start = at + 1;
            }
            _ => {}
        }
    }
    if braces != 0 || open != 0 || quoted {
        return Err(PathProblem::Unbalanced);
    }
    segments.push(path.get(start..).unwrap_or_default().into());
    segments.retain(|segment| !segment.is_empty());
    Ok(segments)
}

/// The two segments of `books{book-id}`. A placeholder belongs to what is before it only behind a sign: `(year={year})`, `({id})`.
fn glued(segment: &str) -> Option<(&str, &str)> {
    let (word, placeholder) = segment.split_at_checked(segment.find('{')?)?;
    let is_word = !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric());
    let is_whole = placeholder.find('}') == Some(placeholder.len() - 1);
    (is_word && is_whole).then_some((word, placeholder))
}

/// Literal text and placeholders: `{id}`, `:id`, `<address>`, `(team-id)`, `fn(period='{value}')`, `{item-path}:`.
fn parse_segment(segment: &str) -> Result<(Segment, Option<Repair>), PathProblem> {
    let segment = match segment.split_once("} | ") {
        Some((placeholder, _)) if placeholder.starts_with('{') => {
            return Ok((placeholder_only(placeholder.trim_start_matches('{')), Some(Repair::OuterAlternative)));
        }
        _ => segment.trim(),
    };
    if segment.is_empty() {
        return Err(PathProblem::Blank);
    }
    if let Some(inner) = segment.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'))
        && !inner.contains(['{', '=', '\''])
    {
        return Ok((placeholder_only(inner), Some(Repair::Parentheses)));
    }
    if let Some(name) = segment.strip_prefix(':').filter(|name| is_name(name)) {
        return Ok((placeholder_only(name), Some(Repair::Colon)));
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
        (false, false) => Ok((Segment { parts }, None)),
    }
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
}

/// Blanks behind the commas of a function are not sent: `(deltaRows={n}, deltaColumns={n})`.
fn literal_part(text: &str) -> Part {
    Part::Literal(if text.contains(", ") { text.replace(", ", ",") } else { text.to_owned() })
}

fn placeholder_only(name: &str) -> Segment {
    Segment { parts: vec![Part::Placeholder(name.trim().to_owned())] }
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
        read(target).unwrap().path.segments.into_iter().map(|segment| segment.parts).collect()
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
        assert_eq!(read("/me?$filter=id eq '{id}'").unwrap().query.as_deref(), Some("$filter=id eq '{id}'"));
        assert_eq!(read("/sites/{id}[?includeIDs=true]").unwrap().query.as_deref(), Some("includeIDs=true"));
    }

    #[test]
    fn slips_whose_meaning_is_clear() {
        let repaired = |target: &str| {
            let target = read(target).unwrap();
            (target.path.to_string(), target.repair)
        };
        assert_eq!(
            repaired("/range(address='{a}'/format/fill"),
            ("/range(address='{a}')/format/fill".to_owned(), Some(Repair::Unclosed))
        );
        assert_eq!(repaired("/books{id}/notes"), ("/books/{id}/notes".to_owned(), Some(Repair::MissingSlash)));
        assert_eq!(repaired("/books/printed(year={y})"), ("/books/printed(year={y})".to_owned(), None));
        assert_eq!(repaired("/books/:book_id/notes"), ("/books/{book_id}/notes".to_owned(), Some(Repair::Colon)));
        assert_eq!(repaired("/teams/(team-id)"), ("/teams/{team-id}".to_owned(), Some(Repair::Parentheses)));
        assert_eq!(
            repaired("/users/{id} | name/chats"),
            ("/users/{id}/chats".to_owned(), Some(Repair::OuterAlternative))
        );
        assert_eq!(repaired("/range(address='a/b')/fill"), ("/range(address='a/b')/fill".to_owned(), None));
    }

    #[test]
    fn segments_that_are_left_out() {
        for target in ["/folders/{id}/.../messages", "/folders/{id}/…/messages"] {
            let path = read(target).unwrap().path;
            assert_eq!(path.to_string(), "/folders/{id}/.../messages");
            assert!(is_elided(&path));
        }
    }

    #[test]
    fn unusable_paths() {
        assert_eq!(read("** Entity URI not found"), Err(PathProblem::NoSlash));
        assert_eq!(read("/groups/{id/threads"), Err(PathProblem::Unbalanced));
        assert_eq!(read("/groups/a b/threads"), Err(PathProblem::Blank));
        assert_eq!(read("/groups/ /threads"), Err(PathProblem::Blank));
        assert_eq!(read("/groups/../threads"), Err(PathProblem::Dots));
        assert_eq!(read("/groups/#threads"), Err(PathProblem::Character));
        assert_eq!(read("/groups/{{id}}"), Err(PathProblem::Character));
        assert_eq!(read("/"), Err(PathProblem::Empty));
        assert_eq!(read(&"/a".repeat(65)), Err(PathProblem::TooLong));
        assert_eq!(read(&format!("/{}", "{a}".repeat(65))), Err(PathProblem::TooLong));
    }
}
