//! Lists of texts and features, and signatures: as many of them in a line as fit, as a person would write them.
//!
//! prettyplease gives each a line of its own, and two more to the brackets of a list that is an argument.

use std::iter::Peekable;
use std::str::Lines;

/// The most characters of a line.
const WIDTH: usize = 110;

/// The code with such lists filled. Elements are literals and names, which have no line feeds.
pub(super) fn filled(code: &str) -> String {
    let mut text = String::with_capacity(code.len());
    let mut lines = code.lines().peekable();
    while let Some(line) = lines.next() {
        if !line.ends_with(['[', '(']) {
            push(&mut text, line);
            continue;
        }
        if line.trim_start().starts_with("pub fn ") {
            signature(&mut text, line, &mut lines);
            continue;
        }
        let inner = lines.peek().map_or("", |next| next.trim_start());
        if line.ends_with('(') && inner.starts_with("&[\"") && inner.ends_with("],") {
            only_argument(&mut text, line, &mut lines);
            continue;
        }
        let inner = if line.ends_with('(') && matches!(inner, "&[" | "any(") { inner } else { "" };
        if !inner.is_empty() {
            lines.next();
        }
        let mut elements = Vec::new();
        while let Some(element) = lines.next_if(|next| is_element(next)) {
            elements.push(element);
        }
        let opening = format!("{line}{inner}");
        let is_closed = lines.peek().is_some_and(|next| next.trim_start().starts_with([']', ')']));
        if elements.is_empty() || !is_closed || !opening.ends_with("[") && inner.is_empty() {
            restore(&mut text, line, inner, &elements);
            continue;
        }
        // What closes the call takes the place of the comma behind the list.
        let closing = lines.next().unwrap_or_default().trim();
        let closing = match inner {
            "" => closing.to_owned(),
            _ => closing.trim_end_matches(',').to_owned() + lines.next().unwrap_or_default().trim(),
        };
        fill(&mut text, &opening, &elements, &closing);
    }
    text
}

/// The signature of a function, on one line where it fits, else with a line for each argument that fits on one.
fn signature<'a>(text: &mut String, first: &str, lines: &mut Peekable<Lines<'a>>) {
    let mut parts: Vec<&'a str> = Vec::new();
    let inside = |line: &&str| indent(line).len() > indent(first).len();
    while let Some(line) = lines.next_if(inside) {
        parts.push(line);
    }
    let last = lines.next();
    let parts: Vec<&str> = parts.into_iter().chain(last).collect();
    if push_joined(text, first, &parts) {
        return;
    }
    push(text, first);
    let outermost = parts.first().map_or("", |part| indent(part));
    let continues = |next: &str| indent(next).len() > outermost.len() || next.trim_start().starts_with('>');
    for argument in parts.chunk_by(|_, next| continues(next)) {
        let Some((line, rest)) = argument.split_first() else { continue };
        if !push_joined(text, line, rest) {
            argument.iter().for_each(|part| push(text, part));
        }
    }
}

/// Puts the parts of a bracketed list behind the line that opens it, if they fit. Tells whether they do.
fn push_joined(text: &mut String, line: &str, parts: &[&str]) -> bool {
    let mut joined = line.to_owned();
    for part in parts.iter().map(|part| part.trim()) {
        if part.starts_with([')', '>']) {
            joined.truncate(joined.trim_end_matches(',').len());
        } else if !joined.ends_with(['(', '<']) {
            joined.push(' ');
        }
        joined.push_str(part);
    }
    let fits = joined.chars().count() <= WIDTH;
    if fits {
        push(text, &joined);
    }
    fits
}

/// A call whose only argument is a list on one line.
fn only_argument<'a>(text: &mut String, first: &str, lines: &mut Peekable<Lines<'a>>) {
    let list = lines.next().unwrap_or_default();
    let closing = lines.peek().filter(|next| next.trim_start().starts_with(')')).map_or("", |next| next.trim_start());
    let joined = format!("{first}{}{closing}", list.trim().trim_end_matches(','));
    if closing.is_empty() || joined.chars().count() > WIDTH {
        push(text, first);
        push(text, list);
        return;
    }
    lines.next();
    push(text, &joined);
}

/// Whether a line is a text or a feature, and nothing else.
fn is_element(line: &str) -> bool {
    let element = line.trim_start();
    let text = match element.strip_prefix("feature = ") {
        Some(feature) => Some(feature.trim_end_matches(',')),
        None => element.strip_suffix(','),
    };
    text.is_some_and(|text| text.len() > 1 && text.starts_with('"') && text.ends_with('"'))
}

/// Puts back what is no such list.
fn restore(text: &mut String, line: &str, inner: &str, elements: &[&str]) {
    push(text, line);
    if !inner.is_empty() {
        push(text, &format!("{}    {inner}", indent(line)));
    }
    elements.iter().for_each(|element| push(text, element));
}

fn fill(text: &mut String, opening: &str, elements: &[&str], closing: &str) {
    let joined: Vec<&str> = elements.iter().map(|element| element.trim()).collect();
    let short = format!("{opening}{}{closing}", joined.join(" ").trim_end_matches(','));
    if short.chars().count() <= WIDTH {
        push(text, &short);
        return;
    }
    push(text, opening);
    let indent = indent(opening);
    let mut row = String::new();
    for element in joined {
        if !row.is_empty() && indent.len() + 4 + row.chars().count() + 1 + element.chars().count() > WIDTH {
            push(text, &format!("{indent}    {row}"));
            row.clear();
        }
        if !row.is_empty() {
            row.push(' ');
        }
        row.push_str(element);
    }
    push(text, &format!("{indent}    {row}"));
    push(text, &format!("{indent}{closing}"));
}

fn indent(line: &str) -> &str {
    line.get(..line.len() - line.trim_start().len()).unwrap_or_default()
}

fn push(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use super::filled;

    #[test]
    fn texts_share_lines() {
        let names: String = (10..26).map(|number| format!("            \"Group.Read.{number}\",\n")).collect();
        let code = format!(
            "    grant: one_of(\n        &[\n{names}        ],\n    ),\n    other: &[\n        \"a\",\n        \"b\",\n    ],\n"
        );
        let expected = r#"    grant: one_of(&[
        "Group.Read.10", "Group.Read.11", "Group.Read.12", "Group.Read.13", "Group.Read.14", "Group.Read.15",
        "Group.Read.16", "Group.Read.17", "Group.Read.18", "Group.Read.19", "Group.Read.20", "Group.Read.21",
        "Group.Read.22", "Group.Read.23", "Group.Read.24", "Group.Read.25",
    ]),
    other: &["a", "b"],
"#;
        assert_eq!(filled(&code), expected);
    }

    #[test]
    fn a_signature_stands_on_one_line_where_it_fits() {
        let code = "    pub fn on(\n        self,\n        handler: impl Handler<\n            S,\n            Reply,\n        >,\n    ) -> Self {\n        Self\n    }\n";
        assert_eq!(
            filled(code),
            "    pub fn on(self, handler: impl Handler<S, Reply>) -> Self {\n        Self\n    }\n"
        );
        let long = format!("pub fn on(\n    {}: u8,\n) {{\n}}\n", "a".repeat(100));
        assert_eq!(filled(&long), long);
        let name = "a".repeat(90);
        let arguments =
            "handler: impl Handler<\n            S,\n            Created<T>,\n        >,\n    ) -> Self {\n";
        assert_eq!(
            filled(&format!("    pub fn {name}(\n        self,\n        {arguments}")),
            format!(
                "    pub fn {name}(\n        self,\n        handler: impl Handler<S, Created<T>>,\n    ) -> Self {{\n"
            )
        );
    }

    #[test]
    fn a_list_stands_with_its_call() {
        let code = "    grant: one_of(\n        &[\"a\", \"b\"],\n    ),\n";
        assert_eq!(filled(code), "    grant: one_of(&[\"a\", \"b\"]),\n");
        let two = "one_of(\n    &[\"a\"],\n    b,\n);\n";
        assert_eq!(filled(two), two);
    }

    #[test]
    fn features_share_a_line() {
        let code = "#[cfg(\n    any(\n        feature = \"chats\",\n        feature = \"teams\"\n    )\n)]\nmod a;\n";
        assert_eq!(filled(code), "#[cfg(any(feature = \"chats\", feature = \"teams\"))]\nmod a;\n");
    }

    #[test]
    fn everything_else_stays_as_it_is() {
        for code in [
            "a(\n    &[\n        B { c: 1 },\n        \"d\",\n    ],\n);\n",
            "a(\n    \"b\",\n    \"c\",\n)\n",
            "a = [\n    \"b\",\n    c(),\n];\n",
            "/// [\n/// \"a\",\n/// ]\n",
            "a(\n    &[\n",
            "#[cfg(\n    any(\n        all(a, b),\n    )\n)]\n",
        ] {
            assert_eq!(filled(code), code);
        }
    }
}
