//! Identifiers from names of the documentation, which may be any text.

use std::collections::BTreeMap;

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use proc_macro2::{Ident, Span};

/// The most characters of an identifier. File systems and readers have limits; longer names are cut and told apart by numbers.
const MOST: usize = 80;

/// The most characters of a name that says a whole path.
const MOST_OF_PATH: usize = 200;

/// Keywords that cannot be raw identifiers.
const NEVER_RAW: &[&str] = &["self", "super", "crate", "Self", "_"];

/// The words that are no identifiers, sorted.
const KEYWORDS: &[&str] = &[
    "Self", "_", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do",
    "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super",
    "trait", "true", "try", "type", "typeof", "union", "unsafe", "unsized", "use", "virtual", "where", "while",
    "yield",
];

/// Names of devices that Windows refuses as file names, and the name that Rust gives to the file of a folder.
const NEVER_FILES: &[&str] = &[
    "mod", "lib", "main", "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
    "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// The ASCII letters and digits of a name; everything else separates words.
fn words(name: &str) -> String {
    let kept = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' });
    kept.skip_while(|c| *c == ' ').take(MOST).collect::<String>().trim_end().to_owned()
}

/// `receivedDateTime` is `received_date_time`; a name without letters or digits is `fallback`.
pub(super) fn snake(name: &str, fallback: &str) -> String {
    let snake = words(name).to_snake_case();
    match snake.chars().next() {
        None => fallback.to_owned(),
        Some(first) if first.is_ascii_digit() => format!("{fallback}_{snake}"),
        Some(_) => snake,
    }
}

/// A name that says a whole path, cut at its limit.
pub(super) fn cut(name: &str) -> String {
    name.chars().take(MOST_OF_PATH).collect()
}

/// `receivedDateTime` is `ReceivedDateTime`.
pub(super) fn camel(name: &str, fallback: &str) -> String {
    let camel = words(name).to_upper_camel_case();
    match camel.chars().next() {
        None => fallback.to_owned(),
        Some(first) if first.is_ascii_digit() => format!("{fallback}{camel}"),
        Some(_) => camel,
    }
}

/// `groups_threads_list` is `GROUPS_THREADS_LIST`.
pub(super) fn shouty(name: &str) -> String {
    name.to_shouty_snake_case()
}

/// The name of a file and module: never a keyword, never a device.
pub(super) fn module(name: &str) -> String {
    let snake = snake(name, "item");
    if is_keyword(&snake) || NEVER_FILES.contains(&snake.as_str()) { format!("{snake}_") } else { snake }
}

/// An identifier; keywords become raw, or get an underscore where that is not allowed. Whatever cannot stand in an
/// identifier is left out, so that every text is one.
pub(super) fn ident(name: &str) -> Ident {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if name.is_empty() || name.starts_with(|c: char| c.is_ascii_digit()) || !name.chars().all(is_part) {
        let kept: String = name.chars().filter(|c| is_part(*c)).collect();
        return Ident::new(&format!("_{kept}_"), Span::call_site());
    }
    if NEVER_RAW.contains(&name) {
        Ident::new(&format!("{name}_"), Span::call_site())
    } else if is_keyword(name) {
        Ident::new_raw(name, Span::call_site())
    } else {
        Ident::new(name, Span::call_site())
    }
}

/// Whether Rust reserves the word, in this or an earlier edition, or gives it a meaning in some places. Generated code has tens of
/// thousands of identifiers: a list is faster than a parser.
fn is_keyword(name: &str) -> bool {
    KEYWORDS.binary_search(&name).is_ok()
}

/// Hands out names, each once.
#[derive(Debug, Default)]
pub(super) struct Unique {
    /// The names that are in use, each with the number that was last put behind it.
    taken: BTreeMap<String, u32>,
}

impl Unique {
    /// Names that are in use from the start.
    pub(super) fn reserving(names: &[&str]) -> Self {
        Self { taken: names.iter().map(|name| ((*name).to_owned(), 1)).collect() }
    }

    /// `name`, or `name` with the first free number behind it.
    pub(super) fn take(&mut self, name: &str, separator: &str) -> String {
        let Some(last) = self.taken.get(name) else {
            self.taken.insert(name.to_owned(), 1);
            return name.to_owned();
        };
        let mut number = *last;
        let mut candidate;
        loop {
            number += 1;
            candidate = format!("{name}{separator}{number}");
            if !self.taken.contains_key(&candidate) {
                break;
            }
        }
        self.taken.insert(name.to_owned(), number);
        self.taken.insert(candidate.clone(), 1);
        candidate
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_the_documentation() {
        let cases = [
            ("receivedDateTime", "received_date_time", "ReceivedDateTime"),
            ("iCalUId", "i_cal_u_id", "ICalUId"),
            ("@odata.type", "odata_type", "OdataType"),
            ("URLPath", "url_path", "UrlPath"),
            ("2fa", "member_2fa", "Member2fa"),
            ("👍", "member", "Member"),
            ("\"]]*/", "member", "Member"),
            ("Business Management", "business_management", "BusinessManagement"),
        ];
        for (name, expected_snake, expected_camel) in cases {
            assert_eq!(
                (snake(name, "member").as_str(), camel(name, "Member").as_str()),
                (expected_snake, expected_camel)
            );
        }
        assert_eq!(snake(&"x".repeat(10_000), "member").len(), MOST);
    }

    #[test]
    fn keywords() {
        let written: Vec<String> =
            ["type", "self", "Self", "gen", "try", "match", "id"].iter().map(|name| ident(name).to_string()).collect();
        assert_eq!(written, ["r#type", "self_", "Self_", "r#gen", "r#try", "r#match", "id"]);
        let odd: Vec<String> = ["", "2x", "a-b", "_"].iter().map(|name| ident(name).to_string()).collect();
        assert_eq!(odd, ["__", "_2x_", "_ab_", "__"]);
        assert_eq!(
            (module("type"), module("aux"), module("mod")),
            ("type_".to_owned(), "aux_".to_owned(), "mod_".to_owned())
        );
    }

    #[test]
    fn the_parser_of_rust_knows_the_same_keywords() {
        assert!(KEYWORDS.is_sorted());
        for name in KEYWORDS.iter().filter(|name| !["gen", "union"].contains(*name)) {
            assert!(syn::parse_str::<Ident>(name).is_err(), "{name}");
        }
    }

    #[test]
    fn equal_names_are_told_apart() {
        let mut unique = Unique::reserving(&["default"]);
        let taken: Vec<String> = ["id", "id", "default", "id"].iter().map(|name| unique.take(name, "_")).collect();
        assert_eq!(taken, ["id", "id_2", "default_2", "id_3"]);
    }
}
