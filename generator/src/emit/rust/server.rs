//! The server: one registration for each operation, with the types that the page documents.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{self, Docs};
use super::features::Gate;
use super::files::AreaFile;
use super::idents::{self, ident};
use super::names::OperationNames;
use super::{Context, messages};
use crate::model::{Content, Operation, Presence, Response};

/// `server/mod.rs`: the collection of handlers.
pub(super) fn root(context: &Context<'_>) -> TokenStream {
    let modules = context.names.areas().iter().map(|area| (ident(area), context.features.area(area).tokens()));
    let (areas, gates): (Vec<_>, Vec<_>) = modules.unzip();
    // Not by all structs together: without any area each of the modules is left out.
    let gates_of_paths: Vec<_> =
        context.names.path_modules().values().map(|structs| context.features.paths_gate(structs)).collect();
    let paths = (!gates_of_paths.is_empty()).then(|| {
        let gate = Gate::any(&gates_of_paths).tokens();
        quote! {
            #gate
            mod paths;
            #gate
            pub use self::paths::*;
        }
    });
    let mut docs = Docs::default();
    docs.line("A service in the making: handlers for operations, and the state that they share.");
    docs.gap();
    docs.line("Operations without a handler answer 501, other paths 404, other methods 405.");
    let docs = docs.tokens();
    let (new_docs, router_docs, limits_docs, authorize_docs) = (
        docs::line("A service that answers every operation with 501. `state` is cloned for each request."),
        docs::line("The service as a router."),
        docs::line("Sets what is taken of one request: the size of its body, the time that it takes, and more."),
        docs::line("Asks for every request whether it may be made: an `Authorization` admits whom the pages admit."),
    );
    quote! {
        use stubdown_runtime::{axum, server};
        use super::operations;
        #(#gates mod #areas;)*
        #paths
        pub use stubdown_runtime::server::{Accepted, Authorization, Count, Created, Either, Limits, NoContent, Request, Success, WithHeaders};
        #docs
        #[must_use]
        pub struct Server<S>(server::Server<S>);
        impl<S: Clone + Send + Sync + 'static> Server<S> {
            #new_docs
            pub fn new(state: S) -> Self { Self(server::Server::new(state, operations::ALL)) }
            #limits_docs
            pub fn limits(self, limits: Limits) -> Self { Self(self.0.limits(limits)) }
            #authorize_docs
            pub fn authorize(self, authorize: impl server::Authorize) -> Self { Self(self.0.authorize(authorize)) }
            #router_docs
            pub fn into_router(self) -> axum::Router { self.0.into_router() }
        }
    }
}

/// `server/paths/mod.rs`: the parameters of paths, in a module for each first parameter.
pub(super) fn arguments_root(context: &Context<'_>, modules: &BTreeMap<String, Vec<String>>) -> TokenStream {
    let gates = modules.values().map(|structs| context.features.paths_gate(structs).tokens());
    let gates: Vec<_> = gates.collect();
    let modules: Vec<_> = modules.keys().map(|module| ident(module)).collect();
    quote! {
        #(#gates mod #modules;)*
        #(#gates pub use self::#modules::*;)*
    }
}

/// `server/paths.rs`, or `server/paths/group.rs`, `depth` folders below the root: the parameters of paths.
pub(super) fn arguments(context: &Context<'_>, depth: usize, names: &[String]) -> TokenStream {
    let mut uses = messages::Imports::default();
    uses.note_macro("path_arguments");
    let fields = names.iter().flat_map(|name| context.names.path_parameters(name));
    fields.for_each(|(_, item)| uses.note_argument(item));
    let runtime = uses.import_runtime();
    let local = uses.types.then(|| context.import_local(depth, &["types"]));
    let structs = names.iter().map(|name| path_struct(context, name));
    quote! {
        #runtime
        #local
        #(#structs)*
    }
}

fn path_struct(context: &Context<'_>, name: &str) -> TokenStream {
    let parameters = context.names.path_parameters(name);
    let names: Vec<String> = parameters.iter().map(|(name, _)| docs::code(name)).collect();
    let docs = docs::line(&format!("The parameters of a path: {}.", names.join(", ")));
    let name = ident(name);
    let mut unique = idents::Unique::default();
    let fields: Vec<_> =
        parameters.iter().map(|(name, _)| ident(&unique.take(&idents::snake(name, "argument"), "_"))).collect();
    let field_docs = parameters.iter().map(|(name, _)| docs::line(&docs::code(&format!("{{{name}}}"))));
    let types = parameters.iter().map(|(_, item)| context.argument_type(item));
    let parameters = parameters.iter().map(|(name, _)| name);
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct #name {
            #(#field_docs pub #fields: #types,)*
        }
        path_arguments!(#name { #(#parameters => #fields),* });
    }
}

/// `server/groups.rs`: the registrations of the operations below `/groups`, or of some of them.
pub(super) fn area(context: &Context<'_>, file: &AreaFile<'_, '_>) -> TokenStream {
    let parts = file.parts.iter().map(|part| ident(part));
    let parts = quote! { #(mod #parts;)* };
    if file.operations.is_empty() {
        return parts;
    }
    let mut imports = Imports::default();
    let registrations: Vec<_> = file
        .operations
        .iter()
        .map(|called| registration(context, called.operation, &called.names, &mut imports))
        .collect();
    let Imports { bodies, mut replies, paths } = imports;
    replies.insert("Handler");
    let server_names: Vec<_> = replies.into_iter().map(ident).collect();
    let paths: Vec<_> = paths.iter().map(|name| ident(name)).collect();
    let (bytes, runtime) = (bodies.import_bytes(), bodies.import_runtime());
    let local =
        context.import_local(file.modules.len(), if bodies.types { &["operations", "types"] } else { &["operations"] });
    let server = context.import_server(file.modules.len(), &paths);
    quote! {
        #bytes
        use stubdown_runtime::server::{#(#server_names),*};
        #runtime
        #local
        #server
        #parts
        impl<S: Clone + Send + Sync + 'static> Server<S> {
            #(#registrations)*
        }
    }
}

/// What the registrations of a file use.
#[derive(Default)]
struct Imports {
    bodies: messages::Imports,
    replies: BTreeSet<&'static str>,
    paths: BTreeSet<String>,
}

fn registration(
    context: &Context<'_>,
    operation: &Operation,
    names: &OperationNames,
    imports: &mut Imports,
) -> TokenStream {
    let docs = docs::operation(operation).tokens();
    let (method, constant) = (ident(&names.id), ident(&names.constant));
    let path = match &names.path_struct {
        Some(name) => {
            imports.paths.insert(name.clone());
            let name = ident(name);
            quote! { #name }
        }
        None => quote! { () },
    };
    let body = match &operation.body {
        Some(content) => {
            imports.bodies.note(content);
            let body = context.content_type(content);
            match (content, operation.body_presence) {
                // Where nothing is sent, there are no bytes.
                (Content::Media, _) | (_, Presence::Required) => body,
                (_, Presence::Optional) => quote! { Option<#body> },
            }
        }
        None => quote! { () },
    };
    let reply = reply(context, operation, imports);
    quote! {
        #docs
        pub fn #method(self, handler: impl Handler<S, #path, #body, #reply>) -> Self {
            Self(self.0.on(&operations::#constant, handler))
        }
    }
}

/// The type that carries the documented status; of several, one for each.
fn reply(context: &Context<'_>, operation: &Operation, imports: &mut Imports) -> TokenStream {
    let mut replies: Vec<TokenStream> =
        operation.responses.iter().map(|response| reply_with(context, response, imports)).collect();
    let last = replies.pop().unwrap_or_else(|| quote! { () });
    replies.into_iter().rfold(last, |others, reply| {
        imports.replies.insert("Either");
        quote! { Either<#reply, #others> }
    })
}

fn reply_with(context: &Context<'_>, response: &Response, imports: &mut Imports) -> TokenStream {
    let content = response.content.as_ref().map(|content| {
        imports.bodies.note(content);
        if *content == Content::Count {
            // A number by itself would be sent as JSON.
            imports.replies.insert("Count");
            return quote! { Count };
        }
        context.content_type(content)
    });
    match (response.status, content) {
        (200, Some(content)) => content,
        (200, None) => quote! { () },
        (201, Some(content)) => {
            imports.replies.insert("Created");
            quote! { Created<#content> }
        }
        (202, content) => {
            imports.replies.insert("Accepted");
            content.map_or_else(|| quote! { Accepted }, |content| quote! { Accepted<#content> })
        }
        (204, None) => {
            imports.replies.insert("NoContent");
            quote! { NoContent }
        }
        (status, content) => {
            imports.replies.insert("Success");
            let status = proc_macro2::Literal::u16_unsuffixed(status);
            let content = content.unwrap_or_else(|| quote! { () });
            quote! { Success<#status, #content> }
        }
    }
}
