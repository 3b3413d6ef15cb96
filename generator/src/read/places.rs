//! The names by which request lines take values: those of keys, of arguments of functions, and of the query.

use std::collections::BTreeSet;

use super::facts::{LineOrigin, OperationFacts, Part, PathTemplate};
use super::targets;

/// A name as it is compared with others. Pages differ in case and joints: `item-id`, `itemId` and `item_id` are one name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Spelling(String);

impl Spelling {
    pub(crate) fn of(name: &str) -> Self {
        Self(name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect())
    }
}

/// The names in the request lines of an operation. What an example shows in place of a line has values only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Places {
    path: BTreeSet<Spelling>,
    query: BTreeSet<Spelling>,
}

impl Places {
    pub(crate) fn of(operation: &OperationFacts) -> Self {
        let mut places = Self::default();
        for line in operation.request_lines.iter().filter(|line| line.origin != LineOrigin::Shown) {
            places.path.extend(of_path(&line.path).map(Spelling::of));
            places.query.extend(line.query.as_deref().into_iter().flat_map(of_query).map(Spelling::of));
        }
        places
    }

    /// Whether a path takes a value of this name.
    pub(crate) fn has_in_path(&self, name: &str) -> bool {
        self.path.contains(&Spelling::of(name))
    }

    /// Whether a path or a query takes a value of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        let name = Spelling::of(name);
        self.path.contains(&name) || self.query.contains(&name)
    }
}

/// `id` and `title` of `{id | title}`, `year` of `lentSince(year=1990)`.
fn of_path(path: &PathTemplate) -> impl Iterator<Item = &str> {
    path.segments.iter().flat_map(|segment| &segment.parts).flat_map(|part| {
        let (names, literal) = match part {
            Part::Placeholder(names) => (Some(names.split('|')), ""),
            Part::Literal(text) => (None, text.as_str()),
        };
        names.into_iter().flatten().chain(of_arguments(literal))
    })
}

/// The names of the arguments of functions in a path: `rows` and `columns` of `moved(rows={r},columns={c})`.
pub(crate) fn argument_names(path: &PathTemplate) -> impl Iterator<Item = &str> {
    let literals = path.segments.iter().flat_map(|segment| &segment.parts).filter_map(|part| match part {
        Part::Literal(text) => Some(text.as_str()),
        Part::Placeholder(_) => None,
    });
    literals.flat_map(of_arguments)
}

/// The names before the equals signs of `moved(rows=`, `,columns=`, `roleTemplateId=`.
fn of_arguments(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices('=').filter_map(|(at, _)| {
        let before = text.get(..at)?.trim_end();
        before.rsplit(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '@'))).next()
    })
}

/// `since` and `day` of `since={day}`.
fn of_query(query: &str) -> impl Iterator<Item = &str> {
    let placeholders = query.split('{').skip(1).filter_map(|piece| piece.split('}').next());
    targets::query_names(query).into_iter().chain(placeholders)
}

#[cfg(test)]
mod tests {
    use super::super::targets;
    use super::*;

    fn places(line: &str) -> Places {
        let target = targets::read(line).unwrap();
        let names = |names: Vec<&str>| names.into_iter().map(Spelling::of).collect();
        Places {
            path: names(of_path(&target.path).collect()),
            query: names(target.query.as_deref().into_iter().flat_map(of_query).collect()),
        }
    }

    #[test]
    fn names_of_the_path() {
        let places = places("/users/{user-id}/books/{id | title}/moved(rows={rows},columns=2)/authors(name='x')");
        for name in ["userId", "id", "title", "rows", "Columns", "name"] {
            assert!(places.has_in_path(name), "{name}");
        }
        for name in ["user", "books", "moved", "x"] {
            assert!(!places.has(name), "{name}");
        }
    }

    /// `filename={f}` takes no `name`, however the names end.
    #[test]
    fn names_are_compared_whole() {
        let places = places("/books/open(filename='{f}')");
        assert!(places.has_in_path("fileName") && places.has_in_path("f") && !places.has("name"));
    }

    /// The words of a filter are no names.
    #[test]
    fn names_of_the_query() {
        let places = places("/books?$filter=status eq '{status-of-book}' and lent eq true&top=5");
        for name in ["$filter", "statusOfBook", "top"] {
            assert!(places.has(name) && !places.has_in_path(name), "{name}");
        }
        for name in ["status", "lent", "true"] {
            assert!(!places.has(name), "{name}");
        }
    }
}
