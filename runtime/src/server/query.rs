use percent_encoding::percent_decode_str;

use super::rejection;
use crate::error::Error;

/// The query parameters of a request, decoded, in the order in which they came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query(Vec<(String, String)>);

impl Query {
    pub(super) fn parse(query: &str) -> Self {
        let decode = |text: &str| percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned();
        let pairs = query.split('&').filter(|pair| !pair.is_empty());
        Self(
            pairs.map(|pair| pair.split_once('=').unwrap_or((pair, ""))).map(|(n, v)| (decode(n), decode(v))).collect(),
        )
    }

    /// The first value of a parameter: `query.get("$select")`.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter().find(|(other, _)| *other == name).map(|(_, value)| value)
    }

    /// All parameters.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

/// The OData query options of a request. What they ask for is for the handler to do.
///
/// A malformed one is answered with 400 before the handler is called. Names are read in any case, and only with their
/// `$`: without it, a name may be that of a documented parameter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueryOptions {
    /// `$select`: the members that are wanted; empty for all.
    pub select: Vec<String>,
    /// `$expand`: the relationships that are wanted, with options of their own in parentheses.
    pub expand: Vec<String>,
    /// `$filter`, as it came.
    pub filter: Option<String>,
    /// `$orderby`: by what to sort, the most important first.
    pub orderby: Vec<OrderBy>,
    /// `$search`, as it came.
    pub search: Option<String>,
    /// `$top`: how many items are wanted.
    pub top: Option<u64>,
    /// `$skip`: how many items to leave out at the beginning.
    pub skip: Option<u64>,
    /// `$count=true`: whether the number of all items is wanted.
    pub count: bool,
    /// `$skiptoken`: where a page begins that the service has linked to.
    pub skip_token: Option<String>,
    /// `$deltatoken`: since when changes are wanted.
    pub delta_token: Option<String>,
}

/// A key to sort by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderBy {
    /// A path of members, or another expression.
    pub expression: String,
    /// Whether the largest comes first.
    pub descending: bool,
}

impl QueryOptions {
    /// Reads the options among the parameters.
    pub(super) fn read(query: &Query) -> Result<Self, Error> {
        let mut options = Self::default();
        let mut seen: Vec<String> = Vec::new();
        for (name, value) in query.iter().filter(|(name, _)| name.starts_with('$')) {
            let name = name.to_ascii_lowercase();
            options.set(&name, value)?;
            if seen.contains(&name) {
                return Err(rejection::invalid(format!("the query option `{name}` is there twice")));
            }
            seen.push(name);
        }
        Ok(options)
    }

    fn set(&mut self, name: &str, value: &str) -> Result<(), Error> {
        match name {
            "$select" => self.select = list(name, value)?,
            "$expand" => self.expand = list(name, value)?,
            "$orderby" => {
                self.orderby = list(name, value)?.iter().map(|key| order(key)).collect();
            }
            "$filter" => self.filter = Some(value.to_owned()),
            "$search" => self.search = Some(value.to_owned()),
            "$top" => self.top = Some(number(name, value)?),
            "$skip" => self.skip = Some(number(name, value)?),
            "$count" => {
                self.count = match value.trim().to_ascii_lowercase().as_str() {
                    "true" => true,
                    "false" => false,
                    _ => return Err(malformed(name, "`true` or `false`")),
                }
            }
            "$skiptoken" => self.skip_token = Some(value.to_owned()),
            "$deltatoken" => self.delta_token = Some(value.to_owned()),
            // Options that are not of OData, and those that no page documents, are left to the handler.
            _ => {}
        }
        Ok(())
    }
}

fn malformed(name: &str, expected: &str) -> Error {
    rejection::invalid(format!("the query option `{name}` is not {expected}"))
}

/// A number without a sign.
fn number(name: &str, value: &str) -> Result<u64, Error> {
    let value = value.trim();
    let digits = value.bytes().all(|byte| byte.is_ascii_digit());
    value.parse().ok().filter(|_| digits).ok_or_else(|| malformed(name, "a non-negative integer"))
}

/// Items between commas. A comma in parentheses or quotes belongs to an item.
fn list(name: &str, value: &str) -> Result<Vec<String>, Error> {
    let (mut depth, mut quoted) = (0_usize, false);
    let items = value.split(|character| {
        match character {
            '\'' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
        character == ',' && depth == 0 && !quoted
    });
    let items: Vec<String> = items.map(|item| item.trim().to_owned()).collect();
    if depth > 0 || quoted || items.iter().any(String::is_empty) {
        return Err(malformed(name, "a list of items between commas"));
    }
    Ok(items)
}

fn order(key: &str) -> OrderBy {
    let (expression, direction) = key.rsplit_once(' ').unwrap_or((key, ""));
    match direction.to_ascii_lowercase().as_str() {
        "asc" => OrderBy { expression: expression.trim().to_owned(), descending: false },
        "desc" => OrderBy { expression: expression.trim().to_owned(), descending: true },
        _ => OrderBy { expression: key.to_owned(), descending: false },
    }
}

#[cfg(test)]
mod tests {
    use super::{OrderBy, Query, QueryOptions};

    fn options(query: &str) -> Result<QueryOptions, String> {
        QueryOptions::read(&Query::parse(query)).map_err(|error| error.as_service().unwrap().message.clone())
    }

    #[test]
    fn options_are_read() {
        let query = "%24SELECT=id,+topic&$expand=posts($select=id,body),owners&$filter=topic eq 'a,b'&$search=\"x\"\
                     &$orderby=lastDelivered%20desc,concat(a,' ')&$top=5&$skip=010&$count=TRUE&$skiptoken=a%3D&top=x";
        let expected = QueryOptions {
            select: vec!["id".to_owned(), "topic".to_owned()],
            expand: vec!["posts($select=id,body)".to_owned(), "owners".to_owned()],
            filter: Some("topic eq 'a,b'".to_owned()),
            orderby: vec![
                OrderBy { expression: "lastDelivered".to_owned(), descending: true },
                OrderBy { expression: "concat(a,' ')".to_owned(), descending: false },
            ],
            search: Some("\"x\"".to_owned()),
            top: Some(5),
            skip: Some(10),
            count: true,
            skip_token: Some("a=".to_owned()),
            delta_token: None,
        };
        assert_eq!(options(query), Ok(expected));
        assert_eq!(options("$format=json&custom=1"), Ok(QueryOptions::default()));
    }

    #[test]
    fn malformed_options_are_refused() {
        for (query, message) in [
            ("$top=-1", "the query option `$top` is not a non-negative integer"),
            ("$skip=ten", "the query option `$skip` is not a non-negative integer"),
            ("$top=", "the query option `$top` is not a non-negative integer"),
            ("$top=99999999999999999999", "the query option `$top` is not a non-negative integer"),
            ("$top=%2B1", "the query option `$top` is not a non-negative integer"),
            ("$count=1", "the query option `$count` is not `true` or `false`"),
            ("$select=a,,b", "the query option `$select` is not a list of items between commas"),
            ("$expand=posts(", "the query option `$expand` is not a list of items between commas"),
            ("$top=1&$Top=1", "the query option `$top` is there twice"),
        ] {
            assert_eq!(options(query), Err(message.to_owned()), "{query}");
        }
    }
}
