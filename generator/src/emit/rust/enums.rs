//! Enums. They are open: a value that is not documented is kept, and a member that is documented later breaks no `match`.

use proc_macro2::TokenStream;
use quote::quote;

use super::Context;
use super::docs::{self, Docs};
use super::idents::ident;
use super::names::{self, UNRECOGNIZED};
use crate::model::EnumType;

/// The file of an enum.
pub(super) fn file(context: &Context<'_>, listed: &EnumType) -> TokenStream {
    let name = ident(context.names.type_name(&listed.name));
    let mut docs = Docs::default();
    docs.text(&listed.description).gap();
    docs.line(format!("Type: {}", docs::code(listed.name.as_str()))).gap();
    docs.pages(&context.page_links(&listed.pages)).gap();
    let docs = docs.tokens();
    let idents: Vec<_> = names::variants(listed).iter().map(|variant| ident(variant)).collect();
    let variants = listed.members.iter().zip(&idents).map(|(member, variant)| {
        let docs = docs::text_or_name(&member.description, &member.name);
        quote! { #docs #variant }
    });
    let rows = listed.members.iter().zip(&idents).map(|(member, variant)| {
        let json = &member.name;
        quote! { #json => #variant }
    });
    let unrecognized = ident(UNRECOGNIZED);
    let unrecognized_docs = docs::line("A value that the documentation does not name, as it came.");
    quote! {
        use stubdown_runtime::open_enum;
        #docs
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            #unrecognized_docs
            #unrecognized(String),
        }
        open_enum!(#name { #(#rows),* });
    }
}
