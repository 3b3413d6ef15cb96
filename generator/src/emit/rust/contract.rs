//! The example requests of the pages as data, to be replayed against a service.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{self, Docs};
use super::files::AreaFile;
use super::idents::ident;
use super::names::OperationNames;
use super::{Context, messages};
use crate::model::examples::announce_media;
use crate::model::{Content, Operation, ShownExchange};

/// `contract/mod.rs`: all exchanges, and the function that replays them.
pub(super) fn root(context: &Context<'_>, files: &[AreaFile<'_, '_>]) -> TokenStream {
    let gate =
        |file: &AreaFile<'_, '_>| context.features.area(file.modules.first().map_or("", String::as_str)).tokens();
    let areas = files.iter().filter(|file| file.is_area() && is_shown(files, &file.modules));
    let (areas, gates): (Vec<_>, Vec<_>) =
        areas.map(|file| (file.modules.first().map(|area| ident(area)), gate(file))).unzip();
    let lists = files.iter().filter(|file| shows(file)).map(|file| {
        let (gate, modules) = (gate(file), file.modules.iter().map(|module| ident(module)));
        quote! { #gate self::#(#modules::)*EXCHANGES }
    });
    let list_docs = docs::line("The requests that the pages show, and what may be answered, in parts.");
    let mut docs = Docs::default();
    docs.line("Replays the requests that the pages show against a service, and tells where it answers otherwise.");
    docs.gap();
    docs.line(
        "The service has to have the things that the pages name. It is sent what reads first, and what deletes last.",
    );
    let docs = docs.tokens();
    let mut prepared_docs = Docs::default();
    prepared_docs
        .line("The same, with a function that may change each request before it is sent: a token, other names.");
    let prepared_docs = prepared_docs.tokens();
    quote! {
        use stubdown_runtime::axum::{self, body::Body};
        use stubdown_runtime::http::Request;
        use stubdown_runtime::server::contract;
        #(#gates mod #areas;)*
        pub use stubdown_runtime::server::contract::{Exchange, Fault, Mismatch, Report};
        #list_docs
        pub static EXCHANGES: &[&[Exchange]] = &[#(#lists),*];
        #docs
        pub async fn run(service: axum::Router) -> Report { contract::run(EXCHANGES, service, |_, _| {}).await }
        #prepared_docs
        pub async fn run_prepared(
            service: axum::Router,
            prepare: impl FnMut(&'static Exchange, &mut Request<Body>),
        ) -> Report {
            contract::run(EXCHANGES, service, prepare).await
        }
    }
}

/// The requests that a service can be expected to answer. A page about messages also shows one in MIME; where the body that all its requests
/// have in common is JSON a service need not take anything else.
fn replayed(operation: &Operation) -> impl Iterator<Item = &ShownExchange> {
    let takes_json = operation.body.as_ref().is_some_and(|body| *body != Content::Media);
    operation.exchanges.iter().filter(move |shown| !takes_json || !announce_media(&shown.headers))
}

/// Whether pages show requests for operations of a file.
fn shows(file: &AreaFile<'_, '_>) -> bool {
    file.operations.iter().any(|called| replayed(called.operation).next().is_some())
}

/// Whether pages show requests for operations of the file of these modules, or of a part of it.
pub(super) fn is_shown(files: &[AreaFile<'_, '_>], modules: &[String]) -> bool {
    files.iter().any(|file| file.modules.starts_with(modules) && shows(file))
}

/// `contract/groups.rs`: the exchanges with the operations below `/groups`, or some of them.
pub(super) fn area(context: &Context<'_>, files: &[AreaFile<'_, '_>], file: &AreaFile<'_, '_>) -> TokenStream {
    let mut imports = Imports::default();
    let exchanges: Vec<_> = file
        .operations
        .iter()
        .flat_map(|called| replayed(called.operation).map(move |shown| (called, shown)))
        .map(|(called, shown)| exchange(context, called.operation, &called.names, shown, &mut imports))
        .collect();
    let parts = file.parts.iter().filter(|part| {
        let modules: Vec<String> = file.modules.iter().chain([*part]).cloned().collect();
        is_shown(files, &modules)
    });
    let parts = parts.map(|part| ident(part));
    let list = (!exchanges.is_empty()).then(|| {
        let runtime = imports.bodies.import_runtime();
        let content = imports.content.then(|| quote! { Content, });
        let decodes = imports.decodes.then(|| quote! { , decodes });
        let depth = file.modules.len();
        let local =
            context.import_local(depth, if imports.bodies.types { &["operations", "types"] } else { &["operations"] });
        (
            quote! {
                use stubdown_runtime::server::contract::{#content Exchange, Reply #decodes};
                #runtime
                #local
            },
            quote! { pub(crate) static EXCHANGES: &[Exchange] = &[#(#exchanges),*]; },
        )
    });
    let (imports, list) = list.unzip();
    quote! {
        #imports
        #(pub(crate) mod #parts;)*
        #list
    }
}

/// What the checks of a file use.
#[derive(Default)]
struct Imports {
    bodies: messages::Imports,
    content: bool,
    decodes: bool,
}

fn exchange(
    context: &Context<'_>,
    operation: &Operation,
    names: &OperationNames,
    shown: &ShownExchange,
    imports: &mut Imports,
) -> TokenStream {
    let constant = ident(&names.constant);
    let (page, target) = (&shown.page, &shown.target);
    let headers = shown.headers.iter().map(|(name, value)| quote! { (#name, #value) });
    let headers = (!shown.headers.is_empty()).then(|| quote! { headers: &[#(#headers),*], });
    let body = shown.body.as_ref().map(|json| {
        let text = json.to_string();
        quote! { body: Some(#text), }
    });
    let documented = operation.responses.iter().map(|response| response.status);
    let statuses: BTreeSet<u16> = documented.chain(shown.statuses.iter().copied()).collect();
    let replies: Vec<_> = statuses.into_iter().map(|status| reply(context, operation, status, imports)).collect();
    quote! {
        Exchange {
            operation: &operations::#constant,
            page: #page,
            target: #target,
            #headers
            #body
            replies: &[#(#replies),*],
            ..Exchange::DEFAULT
        }
    }
}

fn reply(context: &Context<'_>, operation: &Operation, status: u16, imports: &mut Imports) -> TokenStream {
    let documented = operation.responses.iter().find(|response| response.status == status);
    let content = documented.and_then(|response| response.content.as_ref()).map(|content| match content {
        Content::Count => quote! { content: Content::Count, },
        Content::Media => quote! { content: Content::Media, },
        content => {
            imports.decodes = true;
            imports.bodies.note(content);
            let body = context.content_type(content);
            quote! { content: Content::Json(decodes::<#body>), }
        }
    });
    imports.content |= content.is_some();
    let status = proc_macro2::Literal::u16_unsuffixed(status);
    quote! { Reply { status: #status, #content ..Reply::DEFAULT } }
}

#[cfg(test)]
mod tests {
    use super::replayed;
    use crate::pipeline;
    use crate::source::Sources;

    /// The bodies that are replayed for a page that shows JSON and something of another type.
    fn bodies(path: &str, media_type: &str) -> Vec<Option<String>> {
        let example = |media_type: &str, body: &str| {
            format!(
                "<!-- {{ \"blockType\": \"request\", \"name\": \"one\" }} -->\n\
                 ```http\nPOST {path}\nContent-Type: {media_type}\n\n{body}\n```\n\n\
                 <!-- {{ \"blockType\": \"response\" }} -->\n```http\nHTTP/1.1 204 No Content\n```\n\n"
            )
        };
        let (json, other) = (example("application/json", "{\"topic\": \"a\"}"), example(media_type, "VG9waWM6IGE="));
        let page = format!(
            "# Create note\n\nNamespace: contoso.notes\n\n## HTTP request\n\n```http\nPOST {path}\n```\n\n\
             ## Request body\n\nIn the request body, supply a JSON representation of a note object.\n\n\
             ## Examples\n\n{json}{other}"
        );
        let api = pipeline::analyse_sources(Sources::from_texts([("note.md", page.as_str())]), Vec::new()).api;
        let operation = api.operations.first().unwrap();
        replayed(operation).map(|shown| shown.body.as_ref().map(ToString::to_string)).collect()
    }

    #[test]
    fn requests_that_are_no_json_are_left_out_where_json_is_taken() {
        let json = || Some(r#"{"topic":"a"}"#.to_owned());
        assert_eq!(bodies("/notes", "text/plain"), [json()]);
        assert_eq!(bodies("/notes", "application/vnd.note+json; charset=utf-8"), [None, json()]);
        assert_eq!(bodies("/notes/$value", "text/plain"), [None, json()]);
    }
}
