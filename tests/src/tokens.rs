//! Generated code as the compiler sees it: tokens, in which comments for documentation are literals.

use std::str::FromStr;

use proc_macro2::{Delimiter, LexError, TokenStream, TokenTree};

/// The tokens of a file.
///
/// # Errors
///
/// Where the text is no Rust.
pub fn tokens(text: &str) -> Result<TokenStream, LexError> {
    TokenStream::from_str(text)
}

/// Calls `visit` with every identifier, mark and literal, in order. Brackets are left out.
pub fn each(stream: TokenStream, visit: &mut impl FnMut(&TokenTree)) {
    for token in stream {
        match token {
            TokenTree::Group(group) => each(group.stream(), visit),
            token => visit(&token),
        }
    }
}

/// The tokens without comments for documentation: what the code does, whatever the pages say about it.
#[must_use]
pub fn without_docs(stream: TokenStream) -> TokenStream {
    let mut kept: Vec<TokenTree> = Vec::new();
    for token in stream {
        match token {
            TokenTree::Group(group) if is_doc(&group) => {
                // `#` or `#!` stands before it.
                while matches!(kept.last(), Some(TokenTree::Punct(mark)) if matches!(mark.as_char(), '#' | '!')) {
                    kept.pop();
                }
            }
            TokenTree::Group(group) => {
                let inside = without_docs(group.stream());
                kept.push(TokenTree::Group(proc_macro2::Group::new(group.delimiter(), inside)));
            }
            token => kept.push(token),
        }
    }
    kept.into_iter().collect()
}

fn is_doc(group: &proc_macro2::Group) -> bool {
    let first = group.stream().into_iter().next();
    group.delimiter() == Delimiter::Bracket && matches!(first, Some(TokenTree::Ident(name)) if name == "doc")
}
