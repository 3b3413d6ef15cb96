//! The table of operations: plain data for the client, the server and whoever wants to know.

use proc_macro2::TokenStream;
use quote::quote;

use super::Context;
use super::docs;
use super::files::AreaFile;
use super::idents::ident;
use super::names::OperationNames;
use super::tree::Called;
use crate::model::{Alternative, Grant, Method, Operation, Scheme};

/// `operations/mod.rs`: the modules, and the list of all operations.
pub(super) fn root(context: &Context<'_>) -> TokenStream {
    let modules = context.names.areas().iter().map(|area| (ident(area), context.features.area(area).tokens()));
    let (areas, gates): (Vec<_>, Vec<_>) = modules.unzip();
    let docs = docs::line("All operations, by path and method.");
    let (imports, all) = if context.features.exist() {
        let docs = docs::line("All operations of the areas that are compiled.");
        let imports = quote! { use stubdown_runtime::operation::{Operation, join, total}; };
        (
            imports,
            quote! {
                #docs
                pub static ALL: &[&Operation] = &join::<{ total(AREAS) }>(AREAS);
                const AREAS: &[&[&Operation]] = &[#(#gates self::#areas::AREA),*];
            },
        )
    } else {
        let constants = context.names.operations(context.api).map(|(_, names)| ident(&names.constant));
        let imports = quote! { use stubdown_runtime::operation::Operation; };
        (imports, quote! { #docs pub static ALL: &[&Operation] = &[#(&#constants),*]; })
    };
    quote! {
        #imports
        #(#gates mod #areas;)*
        #(#gates pub use self::#areas::*;)*
        #all
    }
}

/// `operations/groups.rs`: the operations below `/groups`, or some of them. The first file of an area lists them all where
/// areas are features.
pub(super) fn area(context: &Context<'_>, file: &AreaFile<'_, '_>) -> TokenStream {
    let mut statics = Vec::new();
    for (number, called) in file.operations.iter().enumerate() {
        let before = file.operations.get(..number).unwrap_or_default();
        statics.push(operation_static(called.operation, &called.names, before));
    }
    let grants = || file.operations.iter().flat_map(|called| called.operation.permissions.values());
    let is_long = |grant: &Grant| matches!(grant, Grant::AnyOf(alternatives) if !is_plain(alternatives));
    let alternative = grants().any(is_long).then(|| quote! { Alternative, });
    let permissions = grants().any(|grant| *grant != Grant::Unknown).then(|| quote! { Permissions, });
    let grant = permissions.is_some().then(|| quote! { Grant, });
    let list = (file.is_area() && context.features.exist()).then(|| {
        let area = file.modules.first().map_or("", String::as_str);
        let constants = context.names.operations(context.api).filter(|(_, names)| names.area == area);
        let constants = constants.map(|(_, names)| ident(&names.constant));
        quote! { pub(super) const AREA: &[&Operation] = &[#(&#constants),*]; }
    });
    let imports = match (file.operations.is_empty(), &list) {
        (false, _) => {
            quote! { use stubdown_runtime::operation::{#alternative #grant Method, Operation, #permissions}; }
        }
        (true, Some(_)) => quote! { use stubdown_runtime::operation::Operation; },
        (true, None) => TokenStream::new(),
    };
    let parts: Vec<_> = file.parts.iter().map(|part| ident(part)).collect();
    quote! {
        #imports
        #(mod #parts;)*
        #(pub use self::#parts::*;)*
        #list
        #(#statics)*
    }
}

/// The operation as data. What its page says about permissions stands in full with the first operation of the page in the file.
fn operation_static(operation: &Operation, names: &OperationNames, before: &[&Called<'_>]) -> TokenStream {
    let docs = docs::operation(operation).tokens();
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
    let path = operation.path.to_string();
    let success = operation.responses.iter().map(|response| proc_macro2::Literal::u16_unsuffixed(response.status));
    let title = operation.title();
    let page = operation.pages.first().map_or("", |page| &page.path);
    let is_long = operation.permissions.values().any(|grant| matches!(grant, Grant::AnyOf(_)));
    let like = before.iter().filter(|_| is_long).find(|other| {
        other.operation.pages.first() == operation.pages.first() && other.operation.permissions == operation.permissions
    });
    let permissions = match like {
        Some(like) => {
            let like = ident(&like.names.constant);
            Some(quote! { permissions: #like.permissions, })
        }
        None => permissions(operation).map(|permissions| quote! { permissions: #permissions, }),
    };
    quote! {
        #docs
        pub static #name: Operation = Operation {
            id: #id,
            method: Method::#method,
            path: #path,
            success: &[#(#success),*],
            #permissions
            title: #title,
            page: #page,
            ..Operation::DEFAULT
        };
    }
}

/// What is documented of permissions; the runtime knows what is not.
fn permissions(operation: &Operation) -> Option<TokenStream> {
    let field = |scheme, name| {
        let grant = operation.permissions.get(&scheme).filter(|grant| **grant != Grant::Unknown).map(grant)?;
        let name = ident(name);
        Some(quote! { #name: #grant })
    };
    let fields = [
        field(Scheme::DelegatedWork, "delegated_work"),
        field(Scheme::DelegatedPersonal, "delegated_personal"),
        field(Scheme::Application, "application"),
    ];
    let fields: Vec<_> = fields.into_iter().flatten().collect();
    (!fields.is_empty()).then(|| quote! { Permissions { #(#fields,)* ..Permissions::DEFAULT } })
}

fn grant(grant: &Grant) -> TokenStream {
    match grant {
        Grant::Unknown => quote! { Grant::Unknown },
        Grant::NotSupported => quote! { Grant::NotSupported },
        Grant::AnyOf(alternatives) if is_plain(alternatives) => {
            let names = alternatives.iter().flat_map(|alternative| &alternative.permissions);
            quote! { Grant::OneOf(&[#(#names),*]) }
        }
        Grant::AnyOf(alternatives) => {
            let alternatives = alternatives.iter().map(|alternative| {
                let all = &alternative.permissions;
                let condition = alternative.condition.iter();
                quote! { Alternative { all: &[#(#all),*], #(condition: Some(#condition),)* ..Alternative::DEFAULT } }
            });
            quote! { Grant::AnyOf(&[#(#alternatives),*]) }
        }
    }
}

/// Whether each alternative is one permission, without a condition.
fn is_plain(alternatives: &[Alternative]) -> bool {
    alternatives.iter().all(|alternative| alternative.permissions.len() == 1 && alternative.condition.is_none())
}
