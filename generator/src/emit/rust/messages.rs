//! The Rust types of values, bodies and responses.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::Context;
use super::idents::ident;
use crate::model::{Content, ItemType, Method, Operation, Primitive, TypeName, ValueType};

/// What the client decodes of the answers of an operation.
pub(super) struct Answer<'a> {
    pub(super) content: Option<&'a Content>,
    /// Whether another documented success has no body although this one has.
    pub(super) optional: bool,
}

/// The answer that types are made for: the first success with a body, else the first. A redirect of a GET stands for the content that it
/// leads to, unless the same operation also answers with JSON.
pub(super) fn answer(operation: &Operation) -> Answer<'_> {
    if redirects_to_content(operation) {
        let mut others = operation.responses.iter().filter(|response| !is_redirect(response.status));
        return Answer { content: Some(&Content::Media), optional: others.any(|other| other.content.is_none()) };
    }
    let with_content = operation.responses.iter().find(|response| response.content.is_some());
    match with_content.or(operation.responses.first()) {
        Some(response) => Answer {
            content: response.content.as_ref(),
            optional: response.content.is_some() && operation.responses.iter().any(|other| other.content.is_none()),
        },
        None => Answer { content: None, optional: false },
    }
}

/// Whether the client gets content by a redirect, which it follows.
pub(super) fn redirects_to_content(operation: &Operation) -> bool {
    let is_content = |content: &Option<Content>| matches!(content, None | Some(Content::Media));
    operation.method == Method::Get
        && operation.responses.iter().any(|response| is_redirect(response.status))
        && operation.responses.iter().all(|response| is_content(&response.content))
}

/// Whether a status leads to another place, where a GET finds what was asked for.
const fn is_redirect(status: u16) -> bool {
    matches!(status, 301 | 302 | 303 | 307 | 308)
}

/// What a file imports for the types of its bodies.
#[derive(Default)]
pub(super) struct Imports {
    /// Types of the runtime.
    runtime: BTreeSet<&'static str>,
    /// Whether types of the documentation are named.
    pub(super) types: bool,
    /// Whether there is a body that is no JSON.
    bytes: bool,
}

impl Imports {
    /// Remembers what the type of a body needs.
    pub(super) fn note(&mut self, content: &Content) {
        let item = match content {
            Content::Json(value) => &value.item,
            Content::Page(item) => {
                self.runtime.insert("Collection");
                item
            }
            Content::Scalar(item) => {
                self.runtime.insert("Scalar");
                item
            }
            Content::Count => return,
            Content::Media => {
                self.bytes = true;
                return;
            }
        };
        self.note_item(item);
    }

    /// Remembers a macro of the runtime.
    pub(super) fn note_macro(&mut self, name: &'static str) {
        self.runtime.insert(name);
    }

    /// Remembers what a type needs.
    pub(super) fn note_item(&mut self, item: &ItemType) {
        match item {
            ItemType::Primitive(primitive) => self.runtime.extend(imported(*primitive)),
            ItemType::Struct(_) | ItemType::Enum(_) => self.types = true,
        }
    }

    /// Remembers what an argument in a path needs.
    pub(super) fn note_argument(&mut self, item: &ItemType) {
        if !is_plain_integer(item) {
            self.note_item(item);
        }
    }

    /// The import of the types of the runtime.
    pub(super) fn import_runtime(&self) -> Option<TokenStream> {
        let names: Vec<_> = self.runtime.iter().map(|name| ident(name)).collect();
        (!names.is_empty()).then(|| quote! { use stubdown_runtime::{#(#names),*}; })
    }

    /// The import of bodies that are no JSON.
    pub(super) fn import_bytes(&self) -> Option<TokenStream> {
        self.bytes.then(|| quote! { use stubdown_runtime::bytes::Bytes; })
    }
}

impl Context<'_> {
    /// The type of a value in a file other than those of types: `types::Post`, `Vec<String>`.
    pub(super) fn value_type(&self, value: &ValueType) -> TokenStream {
        let item = self.item_type(&value.item, true);
        if value.collection {
            quote! { Vec<#item> }
        } else {
            item
        }
    }

    /// The type of an item; types of the documentation with `types::` before them where `qualified`.
    pub(super) fn item_type(&self, item: &ItemType, qualified: bool) -> TokenStream {
        let name = match item {
            ItemType::Primitive(primitive) => return primitive_type(*primitive),
            ItemType::Struct(name) => ident(self.struct_or_any(name)),
            ItemType::Enum(name) => ident(self.names.type_name(name)),
        };
        if qualified {
            quote! { types::#name }
        } else {
            quote! { #name }
        }
    }

    /// The type of an argument in a path, which has no quotes to remember.
    pub(super) fn argument_type(&self, item: &ItemType) -> TokenStream {
        if is_plain_integer(item) {
            quote! { i64 }
        } else {
            self.item_type(item, true)
        }
    }

    /// The enum over derived types where there are any, else the struct.
    pub(super) fn struct_or_any(&self, name: &TypeName) -> &str {
        self.names.any_type(name).unwrap_or_else(|| self.names.type_name(name))
    }

    /// The type of a body.
    pub(super) fn content_type(&self, content: &Content) -> TokenStream {
        match content {
            Content::Json(value) => self.value_type(value),
            Content::Page(item) => {
                let item = self.item_type(item, true);
                quote! { Collection<#item> }
            }
            Content::Scalar(item) => {
                let item = self.item_type(item, true);
                quote! { Scalar<#item> }
            }
            Content::Count => quote! { i64 },
            Content::Media => quote! { Bytes },
        }
    }
}

/// Whether an argument is an integer that has a type of its own in JSON only.
fn is_plain_integer(item: &ItemType) -> bool {
    *item == ItemType::Primitive(Primitive::Int64)
}

/// The type of a primitive, by the names that files import from the runtime.
fn primitive_type(primitive: Primitive) -> TokenStream {
    match primitive {
        Primitive::String => quote! { String },
        Primitive::Boolean => quote! { bool },
        Primitive::Byte => quote! { u8 },
        Primitive::SByte => quote! { i8 },
        Primitive::Int16 => quote! { i16 },
        Primitive::Int32 => quote! { i32 },
        Primitive::Int64 => quote! { Int64 },
        Primitive::Decimal => quote! { Decimal },
        Primitive::Single | Primitive::Double | Primitive::Number => quote! { Double },
        Primitive::DateTimeOffset => quote! { DateTimeOffset },
        Primitive::Date => quote! { Date },
        Primitive::TimeOfDay => quote! { TimeOfDay },
        Primitive::Duration => quote! { Duration },
        Primitive::Guid => quote! { Guid },
        Primitive::Binary => quote! { Binary },
        Primitive::Stream | Primitive::Json => quote! { Value },
    }
}

/// The runtime's name of a primitive, where a file must import it.
pub(super) fn imported(primitive: Primitive) -> Option<&'static str> {
    match primitive {
        Primitive::Int64 => Some("Int64"),
        Primitive::Decimal => Some("Decimal"),
        Primitive::Single | Primitive::Double | Primitive::Number => Some("Double"),
        Primitive::DateTimeOffset => Some("DateTimeOffset"),
        Primitive::Date => Some("Date"),
        Primitive::TimeOfDay => Some("TimeOfDay"),
        Primitive::Duration => Some("Duration"),
        Primitive::Guid => Some("Guid"),
        Primitive::Binary => Some("Binary"),
        Primitive::Stream | Primitive::Json => Some("Value"),
        Primitive::String
        | Primitive::Boolean
        | Primitive::Byte
        | Primitive::SByte
        | Primitive::Int16
        | Primitive::Int32 => None,
    }
}
