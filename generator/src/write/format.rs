//! From tokens to a readable file.

use std::{error, fmt};

use proc_macro2::TokenStream;

use syn::{File, Item};

use super::{DOC_BREAK, PREAMBLE, lists, tables};

/// Generated tokens that are no Rust file: a defect of the generator, never of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormatError {
    message: String,
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the generated code cannot be parsed: {}", self.message)
    }
}

impl error::Error for FormatError {}

/// The text of a generated file: the line that says so, and the formatted items with blank lines between them.
///
/// # Errors
///
/// [`FormatError`] when the tokens are no Rust file.
pub fn format(tokens: TokenStream) -> Result<String, FormatError> {
    let file: File = syn::parse2(tokens).map_err(|error| FormatError { message: error.to_string() })?;
    let mut run = File { items: Vec::new(), ..file };
    let mut parts = Vec::new();
    for item in file.items {
        let table = match &item {
            Item::Macro(item) => tables::table(item),
            _ => None,
        };
        match table {
            Some(table) => {
                parts.extend(printed(&mut run));
                parts.push(table);
            }
            None => run.items.push(item),
        }
    }
    parts.extend(printed(&mut run));
    Ok(PREAMBLE.to_owned() + &neutral(parts.join("\n")))
}

/// The items of a run between tables; nothing when there are none. Attributes of the file stand with the first run.
fn printed(run: &mut File) -> Option<String> {
    let file = File {
        shebang: None,
        frontmatter: None,
        attrs: std::mem::take(&mut run.attrs),
        items: std::mem::take(&mut run.items),
    };
    let is_empty = file.items.is_empty() && file.attrs.is_empty();
    (!is_empty).then(|| airy(&lists::filled(&documented(&prettyplease::unparse(&file)))))
}

/// Gives each line of a documentation comment a line of its own.
fn documented(code: &str) -> String {
    let mut text = String::with_capacity(code.len() + code.len() / 8);
    for line in code.split_inclusive('\n') {
        let words = line.trim_start();
        let Some(marks) = ["///", "//!"].into_iter().find(|marks| words.starts_with(marks)) else {
            text.push_str(line);
            continue;
        };
        let start = line.get(..line.len() - words.len() + marks.len()).unwrap_or_default();
        for (number, part) in line.split(DOC_BREAK).enumerate() {
            if number > 0 {
                text.push('\n');
                text.push_str(start);
            }
            text.push_str(part);
        }
    }
    text
}

/// Text without the characters that the compiler refuses in comments: a carriage return, and marks that turn the
/// direction of writing. Words of a page reach the code in comments and literals only, and literals escape these
/// characters.
fn neutral(text: String) -> String {
    // The first bytes of these characters.
    if memchr::memchr2(b'\r', 0xE2, text.as_bytes()).is_none() {
        return text;
    }
    let is_refused = |c| matches!(c, '\r' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    text.replace(is_refused, "")
}

/// Puts blank lines where a person would: prettyplease keeps everything in one block.
fn airy(code: &str) -> String {
    let mut text = String::with_capacity(code.len() + code.len() / 16);
    let mut previous = None;
    for line in code.lines() {
        if previous.is_some_and(|previous| stand_apart(previous, line)) {
            text.push('\n');
        }
        text.push_str(line);
        text.push('\n');
        previous = Some(line);
    }
    text
}

/// Whether a blank line belongs between two lines.
fn stand_apart(previous: &str, next: &str) -> bool {
    const ITEMS: [&str; 10] =
        ["pub ", "pub(", "fn ", "async fn ", "impl ", "impl<", "trait ", "struct ", "enum ", "mod "];
    let (above, below) = (previous.trim_start(), next.trim_start());
    let is_documented = below.starts_with("///") || below.starts_with("#[");
    let is_item = ITEMS.iter().any(|start| below.starts_with(start));
    let is_import = |line: &str| line.starts_with("use ") || line.starts_with("pub use ");
    let is_module = |line: &str| line.starts_with("mod ") || line.starts_with("pub mod ");
    let indent = |line: &str, text: &str| line.len() - text.len();
    indent(previous, above) == indent(next, below)
        && match above {
            _ if above == "}" || above == "};" || above.ends_with(" {}") => is_documented || is_item,
            _ if above.starts_with("//!") => !below.starts_with("//!"),
            _ if above.starts_with("pub use self::") && below.starts_with("#[cfg(") => false,
            _ if is_import(above) => !is_import(below),
            _ if is_module(above) && is_import(below) => true,
            // The modules and imports of areas have their features before them.
            _ if is_module(above) && below.starts_with("#[cfg(") => false,
            _ => above.ends_with(';') && !above.starts_with("//") && (is_documented || below.starts_with("impl")),
        }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;

    #[test]
    fn a_file_begins_with_the_preamble_and_has_room_between_items() {
        let text = format(quote! {
            //! Threads.
            use runtime::Field;
            use runtime::Open;
            /// A thread.
            ///
            /// ```
            /// thread.close();
            /// ```
            pub struct Thread { pub topic: Field<String>, }
            impl Thread { fn a() { if x { y(); } z(); } #[must_use] pub fn b(&self) -> u8 { 1 } const C: u8 = 1; }
            pub const D: u8 = 2;
            pub struct F(u8);
            impl F { const G: u8 = 1; }
            mod g;
            mod h;
            pub use h::H;
            #[doc = " Last."]
            pub const E: u8 = 3;
        });
        let expected = "\
// @generated by stubdown from the documentation pages; changes are overwritten.

//! Threads.

use runtime::Field;
use runtime::Open;

/// A thread.
///
/// ```
/// thread.close();
/// ```
pub struct Thread {
    pub topic: Field<String>,
}

impl Thread {
    fn a() {
        if x {
            y();
        }
        z();
    }

    #[must_use]
    pub fn b(&self) -> u8 {
        1
    }
    const C: u8 = 1;
}

pub const D: u8 = 2;
pub struct F(u8);

impl F {
    const G: u8 = 1;
}

mod g;
mod h;

pub use h::H;

/// Last.
pub const E: u8 = 3;
";
        assert_eq!(text.as_deref(), Ok(expected));
    }

    #[test]
    fn a_table_has_a_line_for_each_row() {
        let text = format(quote! {
            pub struct Post;
            object!(Post { "id" => id, "type" => r#type });
            object!(Empty {});
            polymorphic!(AnyPost { "x.reply" => Reply(Reply), _ => Post(Post) });
            pub struct Reply;
        });
        let expected = "\
pub struct Post;

object!(Post {
    \"id\" => id,
    \"type\" => r#type,
});

object!(Empty {});

polymorphic!(AnyPost {
    \"x.reply\" => Reply(Reply),
    _ => Post(Post),
});

pub struct Reply;
";
        assert_eq!(text, Ok(PREAMBLE.to_owned() + expected));
    }

    #[test]
    fn a_comment_of_several_lines_may_be_one_attribute() {
        let text =
            format(quote! { mod a { #![doc = " One.\u{1}\u{1} Two."] #[doc = " Three.\u{1} Four."] pub struct A; } });
        let expected =
            "mod a {\n    //! One.\n    //!\n    //! Two.\n\n    /// Three.\n    /// Four.\n    pub struct A;\n}\n";
        assert_eq!(text, Ok(PREAMBLE.to_owned() + expected));
    }

    #[test]
    fn words_of_a_page_cannot_break_a_comment() {
        let words = " one\rtwo \u{202E}three";
        let text = format(quote! { #[doc = #words] pub struct A; });
        assert_eq!(text, Ok(PREAMBLE.to_owned() + "/// onetwo three\npub struct A;\n"));
    }

    #[test]
    fn tokens_that_are_no_file_are_refused() {
        let refused = format(quote! { pub struct }).map_err(|error| error.to_string());
        assert_eq!(
            refused,
            Err("the generated code cannot be parsed: unexpected end of input, expected identifier".to_owned())
        );
    }
}
