//! The client: a builder for each place in a path, and a call for each operation.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs::{self, Docs};
use super::idents::{self, Unique, ident};
use super::tree::{self, Called, TreeNode};
use super::{Context, Layout, examples, messages};
use crate::model::{Content, Grant, ItemType, Operation, ParameterStyle, PathPart, PathSegment, Scheme};

/// `client/mod.rs`: the entry.
pub(super) fn root(context: &Context<'_>) -> TokenStream {
    let entry = ident(&context.names.entry(context.api));
    let areas: Vec<_> = context.names.areas().iter().map(|area| ident(area)).collect();
    let area_docs = context
        .names
        .areas()
        .iter()
        .map(|area| docs::line(&format!("Builders for the paths of {}.", docs::code(area))));
    let docs = docs::line("Where every path begins.");
    let new_docs = docs::line("Calls go out through `client`.");
    let (clients, new) =
        (quote! { stubdown_runtime::client::{Client, Node} }, quote! { Self { node: Node::root(client) } });
    let accessors = context.tree.roots.iter().map(|root| {
        let area = ident(&tree::area_of(root));
        accessor(root, &quote! { #area:: })
    });
    quote! {
        use #clients;
        #(#area_docs pub mod #areas;)*
        #docs
        #[derive(Clone, Debug)]
        pub struct #entry { node: Node }
        impl #entry {
            #new_docs
            #[must_use]
            pub fn new(client: Client) -> Self { #new }
            #(#accessors)*
        }
    }
}

/// What the builders of a file use.
#[derive(Default)]
struct Uses {
    types: bool,
    bytes: bool,
    call: bool,
    collection: bool,
    scalar: bool,
    operations: bool,
    primitives: std::collections::BTreeSet<&'static str>,
}

/// `client/groups.rs`: the builders of the paths below `/groups`.
pub(super) fn area(context: &Context<'_>, area: &str) -> TokenStream {
    let mut uses = Uses::default();
    let mut builders = Vec::new();
    for root in context.tree.area(area) {
        visit(context, root, &mut uses, &mut builders);
    }
    let call = uses.call.then(|| quote! { Call, });
    let bytes = uses.bytes.then(|| quote! { use stubdown_runtime::bytes::Bytes; });
    let mut runtime: Vec<_> = uses.primitives.iter().map(|name| ident(name)).collect();
    runtime.extend(uses.collection.then(|| ident("Collection")));
    runtime.extend(uses.scalar.then(|| ident("Scalar")));
    runtime.sort();
    let runtime = (!runtime.is_empty()).then(|| quote! { use stubdown_runtime::{#(#runtime),*}; });
    let local: Vec<&str> =
        uses.operations.then_some("operations").into_iter().chain(uses.types.then_some("types")).collect();
    let local = context.import_local(&local);
    quote! {
        #bytes
        use stubdown_runtime::client::{#call Node};
        #runtime
        #local
        #(#builders)*
    }
}

fn visit(context: &Context<'_>, node: &TreeNode<'_>, uses: &mut Uses, builders: &mut Vec<TokenStream>) {
    let name = ident(&node.ident);
    let docs = docs::line(&docs::code(&node.template));
    let accessors = node.children.iter().map(|child| accessor(child, &TokenStream::new()));
    let calls: Vec<_> = node.operations.iter().map(|called| call(context, called, uses)).collect();
    builders.push(quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct #name { pub(super) node: Node }
        impl #name {
            #(#calls)*
            #(#accessors)*
        }
    });
    for child in &node.children {
        visit(context, child, uses, builders);
    }
}

/// The method that leads to the builder of a longer path.
fn accessor(child: &TreeNode<'_>, module: &TokenStream) -> TokenStream {
    let docs = docs::line(&docs::code(&child.template));
    let (method, target) = (ident(&child.method), ident(&child.ident));
    let arguments = argument_names(child.segment, &[]);
    let node = extended(child.segment, &arguments);
    quote! {
        #docs
        #[must_use]
        pub fn #method(&self #(, #arguments: &str)*) -> #module #target {
            #module #target { node: #node }
        }
    }
}

/// The arguments of a call that are no path parameters.
const CALL_ARGUMENTS: &[&str] = &["body", "content", "content_type"];

/// The names of the arguments for the parameters of a segment, none of which is `taken`.
fn argument_names(segment: &PathSegment, taken: &[&str]) -> Vec<Ident> {
    let mut unique = Unique::reserving(taken);
    let names = tree::parameters(segment).map(|parameter| idents::snake(&parameter.name, "argument"));
    names.map(|name| ident(&unique.take(&name, "_"))).collect()
}

/// `self.node` with a segment behind it, whose parameters have the values `values`.
fn extended(segment: &PathSegment, values: &[Ident]) -> TokenStream {
    let mut node = quote! { self.node };
    let mut values = values.iter();
    let mut literal = String::from("/");
    for part in &segment.parts {
        match part {
            PathPart::Literal(text) => literal.push_str(text),
            PathPart::Parameter(parameter) => {
                if !literal.is_empty() {
                    node = quote! { #node.literal(#literal) };
                    literal.clear();
                }
                let name = &parameter.name;
                let value = values.next();
                node = match parameter.style {
                    ParameterStyle::Plain => quote! { #node.argument(#name, #value) },
                    ParameterStyle::Quoted => quote! { #node.quoted(#name, #value) },
                };
            }
        }
    }
    if literal.is_empty() {
        node
    } else {
        quote! { #node.literal(#literal) }
    }
}

/// The method of an operation.
fn call(context: &Context<'_>, called: &Called<'_>, uses: &mut Uses) -> TokenStream {
    let operation = called.operation;
    uses.call = true;
    uses.operations = true;
    let docs = call_docs(context, called);
    let method = ident(&called.method);
    let constant = ident(&called.names.constant);
    let answer = messages::answer(operation);
    let mut output = match answer.content {
        Some(content) => {
            note(content, uses);
            context.content_type(content)
        }
        None => quote! { () },
    };
    if answer.optional {
        output = quote! { Option<#output> };
    }
    let values = called.action.map(|action| argument_names(action, CALL_ARGUMENTS)).unwrap_or_default();
    let node = called.action.map_or_else(|| quote! { self.node }, |action| extended(action, &values));
    let mut arguments: Vec<_> = values.iter().map(|name| quote! { #name: &str }).collect();
    let mut call = quote! { #node.call(&operations::#constant) };
    match &operation.body {
        Some(Content::Media) => {
            uses.bytes = true;
            arguments.push(quote! { content_type: &str });
            arguments.push(quote! { content: impl Into<Bytes> });
            call = quote! { #call.content(content_type, content.into()) };
        }
        Some(content) => {
            note(content, uses);
            let body = context.content_type(content);
            arguments.push(quote! { body: &#body });
            call = quote! { #call.json(body) };
        }
        None => {}
    }
    quote! {
        #docs
        pub fn #method(&self #(, #arguments)*) -> Call<#output> { #call }
    }
}

/// Remembers what the type of a body needs to be imported.
fn note(content: &Content, uses: &mut Uses) {
    let item = match content {
        Content::Json(value) => &value.item,
        Content::Page(item) => {
            uses.collection = true;
            item
        }
        Content::Scalar(item) => {
            uses.scalar = true;
            item
        }
        Content::Media => {
            uses.bytes = true;
            return;
        }
    };
    match item {
        ItemType::Primitive(primitive) => uses.primitives.extend(messages::imported(*primitive)),
        ItemType::Struct(_) | ItemType::Enum(_) => uses.types = true,
    }
}

/// Title, description, route, permissions, page and example.
fn call_docs(context: &Context<'_>, called: &Called<'_>) -> TokenStream {
    let operation = called.operation;
    let mut docs = Docs::default();
    docs.words(operation.title()).gap().text(&operation.description).gap();
    docs.line(docs::code(&format!("{} {}", operation.method.as_str(), operation.path.template()))).gap();
    for page in &operation.pages {
        docs.page(&context.page_link(&page.path)).gap();
    }
    docs.line("# Permissions").gap();
    docs.line("Any one of these, least privileged first.").gap();
    for (scheme, words) in SCHEMES {
        let grant = operation.permissions.get(scheme).unwrap_or(&Grant::Unknown);
        docs.line(format!("- {words}: {}", grant_docs(grant)));
    }
    docs.gap();
    parameters_docs(operation, &mut docs);
    if let Some(example) = examples::call(context, called) {
        docs.line("# Example").gap();
        let attributes = if matches!(context.settings.layout, Layout::Modules) { "ignore" } else { "no_run" };
        docs.example(attributes, &example);
    }
    docs.tokens()
}

/// The kinds of sign-in, in the words of the documentation.
const SCHEMES: &[(Scheme, &str)] = &[
    (Scheme::DelegatedWork, "Work or school account"),
    (Scheme::DelegatedPersonal, "Personal account"),
    (Scheme::Application, "Application"),
];

fn grant_docs(grant: &Grant) -> String {
    match grant {
        Grant::Unknown => "unknown".to_owned(),
        Grant::NotSupported => "not supported".to_owned(),
        Grant::AnyOf(alternatives) => {
            let alternative = |alternative: &crate::model::Alternative| {
                let all: Vec<String> = alternative.permissions.iter().map(|name| docs::code(name)).collect();
                let condition = alternative
                    .condition
                    .as_ref()
                    .map(|words| format!(" ({})", docs::escape(words)))
                    .unwrap_or_default();
                format!("{}{condition}", all.join(" and "))
            };
            alternatives.iter().map(alternative).collect::<Vec<_>>().join(", ")
        }
    }
}

fn parameters_docs(operation: &Operation, docs: &mut Docs) {
    for (title, parameters) in [("# Headers", &operation.headers), ("# Query", &operation.query)] {
        if parameters.is_empty() {
            continue;
        }
        docs.line(title).gap();
        for parameter in parameters {
            let words = crate::model::plain(&parameter.description);
            let separator = if words.is_empty() { "" } else { ": " };
            docs.line(format!("- {}{separator}{}", docs::code(&parameter.name), docs::escape(&words)));
        }
        docs.gap();
    }
}
