use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use super::pattern::{Decoded, quoted};

/// A function with named arguments in a path template, `search(text='{text}',maximum={maximum})`.
///
/// Arguments have names, and so no order, as the URL conventions of OData say: those of the template are held in the order of their names, and
/// a request has them in any. Functions of one name are told apart by the names of their arguments.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Function {
    /// In lower case.
    name: String,
    arguments: Vec<Argument>,
}

/// An argument of a function in a template.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Argument {
    /// In lower case.
    name: String,
    form: Form,
}

/// How the value of an argument is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    /// Between quotes; those in it are doubled.
    Quoted,
    /// As it is.
    Bare,
}

/// A function in a request: the decoded texts of its arguments, in the order of their names.
pub(super) struct Invocation<'s>(Vec<(Cow<'s, str>, Cow<'s, str>)>);

impl Function {
    /// Reads a segment of a template, with the names of its placeholders in the order in which [`Function::take_values`] adds their values.
    pub(super) fn parse(template: &'static str) -> Option<(Self, Vec<&'static str>)> {
        let (name, inner) = template.strip_suffix(')')?.split_once('(')?;
        if name.is_empty() || name.contains(['{', '}']) {
            return None;
        }
        let mut arguments = inner.split(',').map(Argument::parse).collect::<Option<Vec<_>>>()?;
        arguments.sort();
        let (arguments, placeholders) = arguments.into_iter().unzip();
        Some((Self { name: name.to_ascii_lowercase(), arguments }, placeholders))
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Adds the values of the placeholders when a request has all of the arguments and no others.
    pub(super) fn take_values(&self, invocation: &Invocation<'_>, values: &mut Vec<String>) -> bool {
        if self.arguments.len() != invocation.0.len() {
            return false;
        }
        let known = values.len();
        for (argument, (name, text)) in self.arguments.iter().zip(&invocation.0) {
            match argument.form.value(text).filter(|_| argument.name.eq_ignore_ascii_case(name)) {
                Some(value) => values.push(value),
                None => {
                    values.truncate(known);
                    return false;
                }
            }
        }
        true
    }
}

impl Argument {
    /// Reads `name={placeholder}` or `name='{placeholder}'`.
    fn parse(template: &'static str) -> Option<(Self, &'static str)> {
        let (name, value) = argument(template.trim())?;
        let text = value.strip_prefix('\'').and_then(|text| text.strip_suffix('\''));
        let form = if text.is_some() { Form::Quoted } else { Form::Bare };
        let placeholder = text.unwrap_or(value).strip_prefix('{')?.strip_suffix('}')?;
        let is_one = !placeholder.contains(['{', '}']);
        is_one.then(|| (Self { name: name.to_ascii_lowercase(), form }, placeholder))
    }
}

impl Form {
    fn value(self, text: &str) -> Option<String> {
        match self {
            Self::Quoted => quoted(text.strip_prefix('\'')?).filter(|(_, rest)| *rest == "'").map(|(value, _)| value),
            Self::Bare => (!text.is_empty()).then(|| text.to_owned()),
        }
    }
}

impl<'s> Invocation<'s> {
    /// What a segment of a request can mean. A comma or an equals sign that was encoded belongs to a value, so that any value arrives as
    /// it was given; but there are clients that encode those between the arguments, too.
    pub(super) fn readings(segment: &'s Decoded<'_>) -> impl Iterator<Item = Self> {
        let is_encoded = segment.encoded != segment.text;
        let decoded = is_encoded.then(|| Self::parse(&segment.text, |text| Some(text.into()))).flatten();
        Self::parse(segment.encoded, |text| percent_decode_str(text).decode_utf8().ok()).into_iter().chain(decoded)
    }

    fn parse(segment: &'s str, decode: fn(&'s str) -> Option<Cow<'s, str>>) -> Option<Self> {
        let (_, mut rest) = segment.strip_suffix(')')?.split_once('(')?;
        let mut arguments = Vec::new();
        loop {
            let (name, behind) = argument(rest.trim_start())?;
            let length = value_length(behind)?;
            let (value, after) = behind.split_at_checked(length)?;
            arguments.push((decode(name)?, decode(value)?));
            match after.strip_prefix(',') {
                Some(next) => rest = next,
                None => break,
            }
        }
        arguments.sort_by_cached_key(|(name, _)| name.to_ascii_lowercase());
        Some(Self(arguments))
    }
}

/// How long the value is that a text begins with. A quoted one ends at its last quote, behind which the text ends or a comma stands;
/// any other before the comma that another argument follows, because a list of values has commas, too.
fn value_length(text: &str) -> Option<usize> {
    if let Some(inner) = text.strip_prefix('\'') {
        let (_, from_quote) = quoted(inner)?;
        let after = from_quote.strip_prefix('\'')?;
        return (after.is_empty() || after.starts_with(',')).then(|| text.len() - after.len());
    }
    let mut commas = text.match_indices(',');
    let end = commas.find(|(at, _)| text.get(at + 1..).is_some_and(|next| argument(next.trim_start()).is_some()));
    Some(end.map_or(text.len(), |(at, _)| at))
}

/// Splits text that begins with the name of an argument and `=`.
fn argument(text: &str) -> Option<(&str, &str)> {
    let is_of_name =
        |character: char| character.is_alphanumeric() || matches!(character, '_' | '-' | '.' | '@' | '$' | '%');
    let (name, rest) = text.split_at_checked(text.find(|character| !is_of_name(character))?)?;
    rest.strip_prefix('=').filter(|_| !name.is_empty()).map(|value| (name, value))
}

#[cfg(test)]
mod tests {
    use super::{Function, Invocation};
    use crate::server::router::segments;

    /// The values that a request has for the placeholders of a template, by their names.
    fn values(template: &'static str, segment: &str) -> Option<Vec<(&'static str, String)>> {
        let (function, names) = Function::parse(template).unwrap_or_else(|| panic!("no function: {template}"));
        let (segment, mut values) = (segments(segment)?, Vec::new());
        let is_taken = Invocation::readings(&segment[0]).any(|reading| function.take_values(&reading, &mut values));
        is_taken.then(|| names.into_iter().zip(values).collect())
    }

    fn pairs<const N: usize>(pairs: [(&'static str, &str); N]) -> Option<Vec<(&'static str, String)>> {
        Some(pairs.map(|(name, value)| (name, value.to_owned())).to_vec())
    }

    #[test]
    fn arguments_have_names_and_no_order() {
        let search = "search(text='{text}',maximum={top})";
        let expected = pairs([("top", "3"), ("text", "emma")]);
        assert_eq!(values(search, "search(text='emma',maximum=3)"), expected);
        assert_eq!(values(search, "search(maximum=3,text='emma')"), expected);
        assert_eq!(values(search, "Search(Maximum=3, TEXT='emma')"), expected);
        assert_eq!(values("search(maximum={top}, text='{text}')", "search(maximum=3,text='emma')"), expected);
    }

    #[test]
    fn quoted_values_have_commas_parentheses_and_doubled_quotes() {
        let cell = "cell(row={row},name='{name}')";
        let expected = pairs([("name", "it's, (a),row=2"), ("row", "1")]);
        assert_eq!(values(cell, "cell(row=1,name='it''s, (a),row=2')"), expected);
        assert_eq!(values(cell, "cell(name='it''s, (a),row=2',row=1)"), expected);
        assert_eq!(values(cell, "cell(row=1,name='')"), pairs([("name", ""), ("row", "1")]));
        for segment in
            ["cell(row=1,name='it's')", "cell(name='it's',row=1)", "cell(row=1,name=x)", "cell(row=1,name='x)"]
        {
            assert_eq!(values(cell, segment), None, "{segment}");
        }
    }

    #[test]
    fn values_without_quotes_end_before_the_next_argument() {
        let list = "list(ids={ids},kind={kind})";
        let expected = pairs([("ids", "['a','b=c',7]"), ("kind", "it's (x)")]);
        assert_eq!(values(list, "list(kind=it's (x),ids=['a','b=c',7])"), expected);
        assert_eq!(values(list, "list(ids=['a','b=c',7],kind=it's (x))"), expected);
        assert_eq!(values(list, "list(ids='a',kind=a=b==)"), pairs([("ids", "'a'"), ("kind", "a=b==")]));
    }

    #[test]
    fn what_is_encoded_belongs_to_a_value_where_there_is_a_choice() {
        let list = "list(ids={ids},kind='{kind}')";
        let expected = pairs([("ids", "1,kind='x'"), ("kind", "it's,ids=2")]);
        assert_eq!(values(list, "list(ids=1%2Ckind%3D%27x%27,kind='it%27%27s%2Cids=2')"), expected);
        assert_eq!(values(list, "list(ids=%271,kind='a')"), pairs([("ids", "'1"), ("kind", "a")]));
        let expected = pairs([("ids", "1"), ("kind", "a,ids=2")]);
        for segment in [
            "list(ids=1,kind=%27a,ids=2%27)",
            "list%28kind%3D%27a%2Cids%3D2%27%2Cids%3D1%29",
            "list(ids%3D1%2Ckind%3D'a%2Cids%3D2')",
        ] {
            assert_eq!(values(list, segment), expected, "{segment}");
        }
    }

    #[test]
    fn all_arguments_are_there_and_no_others() {
        let image = "image(width={width},height={height})";
        assert_eq!(values(image, "image(height=4,width=6)"), pairs([("height", "4"), ("width", "6")]));
        for segment in [
            "image(width=6)",
            "image(width=6,height=)",
            "image(width=6,height=4,depth=2)",
            "image(depth=2,height=4,width=6)",
            "image(width=6,width=4)",
            "image(width=6,height=4)more",
            "image(6,4)",
            "image()",
            "image",
        ] {
            assert_eq!(values(image, segment), None, "{segment}");
        }
    }

    #[test]
    fn other_templates_are_no_functions() {
        for template in
            ["delta()", "users('{id}')", "{id}", "at(day={day}):", "at(day={a}{b})", "at(day='d')", "(a={a})"]
        {
            assert!(Function::parse(template).is_none(), "{template}");
        }
    }
}
