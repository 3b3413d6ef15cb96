//! The table of operations: plain data for the client, the server and whoever wants to know.

use proc_macro2::TokenStream;
use quote::quote;

use super::Context;
use super::docs::{self, Docs};
use super::idents::ident;
use super::names::OperationNames;
use crate::model::{Grant, Method, Operation, Scheme};

/// `operations/mod.rs`: the modules, and the list of all operations.
pub(super) fn root(context: &Context<'_>) -> TokenStream {
    let areas: Vec<_> = context.names.areas().iter().map(|area| ident(area)).collect();
    let constants = context.names.operations(context.api).map(|(_, names)| ident(&names.constant));
    let docs = docs::line("All operations, by path and method.");
    quote! {
        use stubdown_runtime::operation::Operation;
        #(mod #areas;)*
        #(pub use self::#areas::*;)*
        #docs
        pub static ALL: &[&Operation] = &[#(&#constants),*];
    }
}

/// `operations/groups.rs`: the operations below `/groups`.
pub(super) fn area(context: &Context<'_>, area: &str) -> TokenStream {
    let operations: Vec<_> = context.names.operations(context.api).filter(|(_, names)| names.area == area).collect();
    let has_grants = operations
        .iter()
        .any(|(operation, _)| operation.permissions.values().any(|grant| matches!(grant, Grant::AnyOf(_))));
    let alternative = has_grants.then(|| quote! { Alternative, });
    let constants = operations.iter().map(|(operation, names)| constant(context, operation, names));
    quote! {
        use stubdown_runtime::operation::{#alternative Grant, Method, Operation, Permissions};
        #(#constants)*
    }
}

fn constant(context: &Context<'_>, operation: &Operation, names: &OperationNames) -> TokenStream {
    let mut docs = Docs::default();
    docs.words(operation.title()).gap();
    docs.line(docs::code(&format!("{} {}", operation.method.as_str(), operation.path.template()))).gap();
    for page in &operation.pages {
        docs.page(&context.page_link(&page.path)).gap();
    }
    let docs = docs.tokens();
    let name = ident(&names.constant);
    let id = &names.id;
    let method = ident(match operation.method {
        Method::Get => "Get",
        Method::Post => "Post",
        Method::Put => "Put",
        Method::Patch => "Patch",
        Method::Delete => "Delete",
        Method::Head => "Head",
        Method::Options => "Options",
    });
    let path = operation.path.template();
    let success = operation.responses.iter().map(|response| proc_macro2::Literal::u16_unsuffixed(response.status));
    let title = operation.title();
    let page = operation.pages.first().map_or("", |page| &page.path);
    let grant = |scheme| grant(operation.permissions.get(&scheme).unwrap_or(&Grant::Unknown));
    let (work, personal, application) =
        (grant(Scheme::DelegatedWork), grant(Scheme::DelegatedPersonal), grant(Scheme::Application));
    quote! {
        #docs
        pub static #name: Operation = Operation {
            id: #id,
            method: Method::#method,
            path: #path,
            success: &[#(#success),*],
            permissions: Permissions {
                delegated_work: #work,
                delegated_personal: #personal,
                application: #application,
            },
            title: #title,
            page: #page,
        };
    }
}

fn grant(grant: &Grant) -> TokenStream {
    match grant {
        Grant::Unknown => quote! { Grant::Unknown },
        Grant::NotSupported => quote! { Grant::NotSupported },
        Grant::AnyOf(alternatives) => {
            let alternatives = alternatives.iter().map(|alternative| {
                let all = &alternative.permissions;
                let condition = match &alternative.condition {
                    Some(condition) => quote! { Some(#condition) },
                    None => quote! { None },
                };
                quote! { Alternative { all: &[#(#all),*], condition: #condition } }
            });
            quote! { Grant::AnyOf(&[#(#alternatives),*]) }
        }
    }
}
