//! Invocations of macros that hold a table: one row on each line, as a person would write them.
//!
//! prettyplease cannot know that `object!(Post { "id" => id })` is a table, and runs the rows together.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use syn::ItemMacro;

/// `name!(Head { row, row });` with a line for each row; nothing when the macro holds something else.
pub(super) fn table(item: &ItemMacro) -> Option<String> {
    let name = item.mac.path.get_ident().filter(|_| item.attrs.is_empty() && item.ident.is_none())?;
    let mut tokens = item.mac.tokens.clone().into_iter();
    let (Some(TokenTree::Ident(head)), Some(TokenTree::Group(group)), None) =
        (tokens.next(), tokens.next(), tokens.next())
    else {
        return None;
    };
    if group.delimiter() != Delimiter::Brace {
        return None;
    }
    let rows = rows(group.stream());
    if rows.is_empty() {
        return Some(format!("{name}!({head} {{}});\n"));
    }
    let lines: String = rows.iter().map(|row| format!("    {row},\n")).collect();
    Some(format!("{name}!({head} {{\n{lines}}});\n"))
}

/// `[cfg(feature = "a")]`, as prettyplease writes it in other places.
fn attribute_text(attribute: &Group) -> String {
    attribute.to_string().replace("( ", "(").replace(" (", "(").replace(" ,", ",")
}

/// What stands between the commas.
fn rows(tokens: TokenStream) -> Vec<String> {
    let mut rows = Vec::new();
    let mut row = String::new();
    for token in tokens {
        match &token {
            TokenTree::Punct(comma) if comma.as_char() == ',' => rows.push(std::mem::take(&mut row)),
            // An attribute has the line before its row.
            TokenTree::Punct(hash) if hash.as_char() == '#' => row.push('#'),
            TokenTree::Group(attribute) if row == "#" && attribute.delimiter() == Delimiter::Bracket => {
                row = format!("#{}\n   ", attribute_text(attribute));
            }
            // `=>` comes as two.
            TokenTree::Punct(arrow) if arrow.as_char() == '>' => row.push('>'),
            TokenTree::Group(_) => row.push_str(&token.to_string().replace(" :: ", "::")),
            _ => {
                if !row.is_empty() {
                    row.push(' ');
                }
                row.push_str(&token.to_string());
            }
        }
    }
    rows.push(row);
    rows.retain(|row| !row.is_empty());
    rows
}
