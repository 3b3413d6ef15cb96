//! The client: a builder for each place in a path, and a call for each operation.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs;
use super::features::Gate;
use super::files::AreaFile;
use super::idents::{self, Unique, ident};
use super::tree::{self, Called, TreeNode};
use super::{Context, call_docs, messages};
use crate::model::{Content, ItemType, ParameterStyle, PathParameter, PathPart, PathSegment, Presence, Primitive};

/// `client/mod.rs`: the entry.
pub(super) fn root(context: &Context<'_>) -> TokenStream {
    let entry = ident(&context.names.entry(context.api));
    let modules = context.names.areas().iter().map(|area| {
        let gate = context.features.area(area).tokens();
        let docs = docs::line(&format!("Builders for the paths of {}.", docs::code(area)));
        let area = ident(area);
        quote! { #gate #docs pub mod #area; }
    });
    let docs = docs::line("Where every path begins.");
    let new_docs = docs::line("Calls go out through `client`.");
    let client_docs = docs::line("What calls go out through.");
    let accessors = context.tree.roots.iter().map(|root| {
        let area = tree::area_of(root);
        let (gate, area) = (context.features.area(&area).tokens(), ident(&area));
        accessor(context, root, &gate, &quote! { #area:: }, &mut messages::Imports::default())
    });
    let imports = root_imports(context);
    quote! {
        use stubdown_runtime::client::{Client, Node};
        #imports
        #(#modules)*
        #docs
        #[derive(Clone, Debug)]
        pub struct #entry(Node);
        impl #entry {
            #new_docs
            #[must_use]
            pub fn new(client: Client) -> Self { Self(Node::root(client)) }
            #(#accessors)*
        }
        impl AsRef<Client> for #entry {
            #client_docs
            fn as_ref(&self) -> &Client { self.0.client() }
        }
    }
}

/// The types of the arguments of first segments, where an area is compiled that has any.
fn root_imports(context: &Context<'_>) -> TokenStream {
    let mut uses = messages::Imports::default();
    let mut gates = Vec::new();
    for root in &context.tree.roots {
        for parameter in root.segment.parameters().filter(|parameter| passing(&parameter.item) != Passing::Text) {
            uses.note_argument(&parameter.item);
            gates.push(context.features.area(&tree::area_of(root)));
        }
    }
    let gate = Gate::any(&gates).tokens();
    let runtime = uses.import_runtime().map(|runtime| quote! { #gate #runtime });
    let local = uses.types.then(|| context.import_local(0, &["types"])).map(|local| quote! { #gate #local });
    quote! { #runtime #local }
}

/// What the builders of a file use.
#[derive(Default)]
struct Uses {
    bodies: messages::Imports,
    call: bool,
    operations: bool,
}

/// `client/groups.rs`: the builders of the paths below `/groups`, or of some of them.
pub(super) fn area(context: &Context<'_>, file: &AreaFile<'_, '_>) -> TokenStream {
    let mut uses = Uses::default();
    let builders: Vec<_> = file.nodes.iter().map(|node| builder(context, file, node, &mut uses)).collect();
    let call = uses.call.then(|| quote! { Call, });
    let (bytes, runtime) = (uses.bodies.import_bytes(), uses.bodies.import_runtime());
    let node = (!file.nodes.is_empty()).then(|| quote! { use stubdown_runtime::client::{#call Node}; });
    let local: Vec<&str> =
        uses.operations.then_some("operations").into_iter().chain(uses.bodies.types.then_some("types")).collect();
    let local = context.import_local(file.modules.len(), &local);
    let parts: Vec<_> = file.parts.iter().map(|part| ident(part)).collect();
    quote! {
        #bytes
        #node
        #runtime
        #local
        #(mod #parts;)*
        #(pub use self::#parts::*;)*
        #(#builders)*
    }
}

fn builder(context: &Context<'_>, file: &AreaFile<'_, '_>, node: &TreeNode<'_>, uses: &mut Uses) -> TokenStream {
    let name = ident(&node.ident);
    let docs = docs::line(&docs::code(&node.template));
    let calls: Vec<_> = node.operations.iter().map(|called| call(context, file, called, uses)).collect();
    let (always, here) = (TokenStream::new(), TokenStream::new());
    let accessors = node.children.iter().map(|child| accessor(context, child, &always, &here, &mut uses.bodies));
    quote! {
        #docs
        #[derive(Clone)]
        pub struct #name(pub(super) Node);
        impl #name {
            #(#calls)*
            #(#accessors)*
        }
    }
}

/// The method that leads to the builder of a longer path.
fn accessor(
    context: &Context<'_>,
    child: &TreeNode<'_>,
    gate: &TokenStream,
    module: &TokenStream,
    imports: &mut messages::Imports,
) -> TokenStream {
    let docs = docs::line(&docs::code(&child.template));
    let (method, target) = (ident(&child.method), ident(&child.ident));
    let names = argument_names(child.segment, &[]);
    let node = extended(child.segment, &names);
    let arguments = arguments(context, child.segment, &names, imports);
    quote! {
        #gate
        #docs
        pub fn #method(&self #(, #arguments)*) -> #module #target { #module #target(#node) }
    }
}

/// What a method is given for the parameters of a segment: `item_id: &str`, `count: i32`, `date: &Date`.
fn arguments(
    context: &Context<'_>,
    segment: &PathSegment,
    names: &[Ident],
    imports: &mut messages::Imports,
) -> Vec<TokenStream> {
    let argument = |(parameter, name): (&PathParameter, &Ident)| {
        imports.note_argument(&parameter.item);
        let item = context.argument_type(&parameter.item);
        match passing(&parameter.item) {
            Passing::Text => quote! { #name: &str },
            Passing::Value => quote! { #name: #item },
            Passing::Reference => quote! { #name: &#item },
        }
    };
    segment.parameters().zip(names).map(argument).collect()
}

/// How an argument is given to a method.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Passing {
    Text,
    Value,
    Reference,
}

fn passing(item: &ItemType) -> Passing {
    match item {
        ItemType::Primitive(Primitive::String) => Passing::Text,
        ItemType::Primitive(Primitive::Int64) => Passing::Value,
        ItemType::Primitive(primitive) if messages::imported(*primitive).is_none() => Passing::Value,
        _ => Passing::Reference,
    }
}

/// The arguments of a call that are no path parameters.
const CALL_ARGUMENTS: &[&str] = &["body", "content", "content_type"];

/// The names of the arguments for the parameters of a segment, none of which is `taken`.
fn argument_names(segment: &PathSegment, taken: &[&str]) -> Vec<Ident> {
    let mut unique = Unique::reserving(taken);
    let names = segment.parameters().map(|parameter| idents::snake(&parameter.name, "argument"));
    names.map(|name| ident(&unique.take(&name, "_"))).collect()
}

/// `self.0` with a segment behind it, whose parameters have the values `values`.
fn extended(segment: &PathSegment, values: &[Ident]) -> TokenStream {
    if let (Some(parameter), [value]) = (segment.parameter(), values) {
        let name = &parameter.name;
        return quote! { self.0.item(#name, #value) };
    }
    let mut node = quote! { self.0 };
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
                let value = match passing(&parameter.item) {
                    Passing::Text => quote! { #value },
                    Passing::Value | Passing::Reference => quote! { &#value.to_string() },
                };
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
fn call(context: &Context<'_>, file: &AreaFile<'_, '_>, called: &Called<'_>, uses: &mut Uses) -> TokenStream {
    let operation = called.operation;
    uses.call = true;
    uses.operations = true;
    let docs = call_docs::tokens(context, file, called);
    let method = ident(&called.method);
    let constant = ident(&called.names.constant);
    let answer = messages::answer(operation);
    let mut output = match answer.content {
        Some(content) => {
            uses.bodies.note(content);
            context.content_type(content)
        }
        None => quote! { () },
    };
    if answer.optional {
        output = quote! { Option<#output> };
    }
    let values = called.action.map(|action| argument_names(action, CALL_ARGUMENTS)).unwrap_or_default();
    let node = called.action.map_or_else(|| quote! { self.0 }, |action| extended(action, &values));
    let mut arguments = match called.action {
        Some(action) => arguments(context, action, &values, &mut uses.bodies),
        None => Vec::new(),
    };
    let mut call = quote! { #node.call(&operations::#constant) };
    match &operation.body {
        Some(media @ Content::Media) => {
            uses.bodies.note(media);
            arguments.push(quote! { content_type: &str });
            arguments.push(quote! { content: impl Into<Bytes> });
            call = quote! { #call.content(content_type, content.into()) };
        }
        Some(content) => {
            uses.bodies.note(content);
            let body = context.content_type(content);
            match operation.body_presence {
                Presence::Required => {
                    arguments.push(quote! { body: &#body });
                    call = quote! { #call.json(body) };
                }
                Presence::Optional => {
                    arguments.push(quote! { body: Option<&#body> });
                    call = quote! { #call.optional_json(body) };
                }
            }
        }
        None => {}
    }
    quote! {
        #docs
        pub fn #method(&self #(, #arguments)*) -> Call<#output> { #call }
    }
}
