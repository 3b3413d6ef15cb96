use http::{HeaderMap, HeaderName};

/// The entity tags of an `If-Match` or `If-None-Match` header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntityTags {
    /// `*`: whatever there is.
    Any,
    /// These, each with its quotes, and without the `W/` of a weak one.
    OneOf(Vec<String>),
}

impl EntityTags {
    /// Reads a header; none when there is no such header. What is not an entity tag matches nothing.
    pub(super) fn read(headers: &HeaderMap, name: HeaderName) -> Option<Self> {
        let mut values = headers.get_all(name).iter().map(|value| value.to_str().unwrap_or_default()).peekable();
        values.peek()?;
        let tags: Vec<String> = values.flat_map(tags).collect();
        if tags.iter().any(|tag| tag == "*") { Some(Self::Any) } else { Some(Self::OneOf(tags)) }
    }

    /// Whether one of them is the tag of what there is. Weak tags, `W/"1"`, are compared like others, as OData has it.
    #[must_use]
    pub fn contains(&self, tag: &str) -> bool {
        match self {
            Self::Any => true,
            Self::OneOf(tags) => tags.iter().any(|other| other == strong(tag)),
        }
    }
}

fn strong(tag: &str) -> &str {
    tag.strip_prefix("W/").unwrap_or(tag)
}

/// The tags between commas. A comma may stand in quotes.
fn tags(value: &str) -> Vec<String> {
    let mut quoted = false;
    let tags = value.split(|character| {
        quoted ^= character == '"';
        character == ',' && !quoted
    });
    tags.map(|tag| strong(tag.trim()).to_owned()).filter(|tag| !tag.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, header};

    use super::EntityTags;

    #[test]
    fn tags_are_compared_with_what_there_is() {
        let mut headers = HeaderMap::new();
        assert_eq!(EntityTags::read(&headers, header::IF_MATCH), None);
        headers.append(header::IF_MATCH, "W/\"a,b\", \"2\"".parse().unwrap());
        headers.append(header::IF_MATCH, "\"3\"".parse().unwrap());
        let tags = EntityTags::read(&headers, header::IF_MATCH).unwrap();
        for (tag, expected) in [("\"a,b\"", true), ("W/\"2\"", true), ("\"3\"", true), ("3", false), ("\"4\"", false)] {
            assert_eq!(tags.contains(tag), expected, "{tag}");
        }
        headers.insert(header::IF_MATCH, " * ".parse().unwrap());
        assert!(EntityTags::read(&headers, header::IF_MATCH).unwrap().contains("\"4\""));
    }
}
