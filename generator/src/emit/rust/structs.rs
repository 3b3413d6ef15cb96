//! Structured types: a struct, its table of members, conversions to its base types, and the enum over its derived types.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{self, Docs};
use super::features::Gate;
use super::idents::ident;
use super::names::{self, ADDITIONAL_PROPERTIES};
use super::{Context, messages};
use crate::model::{ItemType, Origin, Property, StructType, TypeName};

/// A member of the struct: its field and what it is read from.
struct Member<'a> {
    field: String,
    property: &'a Property,
}

/// The file of a structured type.
pub(super) fn file(context: &Context<'_>, structure: &StructType) -> TokenStream {
    let members = members(context, &structure.name);
    let imports = imports(context, structure, &members);
    let definition = definition(context, structure, &members);
    let conversions =
        context.api.lineage(&structure.name).into_iter().skip(1).map(|base| conversion(context, structure, base));
    quote! {
        #imports
        #definition
        #(#conversions)*
    }
}

fn members<'a>(context: &'a Context<'_>, name: &TypeName) -> Vec<Member<'a>> {
    let properties = context.api.properties_of(name);
    let fields = names::fields(properties.iter().map(|(_, property)| property.name.as_str()));
    fields.into_iter().zip(properties).map(|(field, (_, property))| Member { field, property }).collect()
}

fn imports(context: &Context<'_>, structure: &StructType, members: &[Member<'_>]) -> TokenStream {
    let mut runtime = BTreeSet::from(["Field", "Map", "Value", "object"]);
    if members.is_empty() {
        runtime.remove("Field");
    }
    let mut siblings: BTreeSet<&str> = BTreeSet::new();
    for member in members {
        match &member.property.value.item {
            ItemType::Primitive(primitive) => runtime.extend(messages::imported(*primitive)),
            ItemType::Struct(name) => {
                siblings.insert(context.struct_or_any(name));
            }
            ItemType::Enum(name) => {
                siblings.insert(context.names.type_name(name));
            }
        }
    }
    siblings.extend(
        context.api.lineage(&structure.name).into_iter().skip(1).map(|base| context.names.type_name(&base.name)),
    );
    siblings.remove(context.names.type_name(&structure.name));
    let runtime = runtime.into_iter().map(ident);
    let siblings: Vec<_> = siblings.into_iter().map(ident).collect();
    let types = context.sibling_types();
    let siblings = (!siblings.is_empty()).then(|| quote! { use #types::{#(#siblings),*}; });
    let upcast = structure.base.is_some().then(|| quote! { use stubdown_runtime::codec::upcast; });
    quote! {
        #upcast
        use stubdown_runtime::{#(#runtime),*};
        #siblings
    }
}

fn definition(context: &Context<'_>, structure: &StructType, members: &[Member<'_>]) -> TokenStream {
    let name = ident(context.names.type_name(&structure.name));
    let docs = struct_docs(context, structure);
    let fields = members.iter().map(|member| field(context, member));
    let rows = members.iter().map(|member| {
        let (json, field) = (&member.property.name, ident(&member.field));
        quote! { #json => #field }
    });
    let additional = ident(ADDITIONAL_PROPERTIES);
    let additional_docs = docs::line("Members that the documentation does not name, as they came.");
    quote! {
        #docs
        #[derive(Clone, Default)]
        pub struct #name {
            #(#fields,)*
            #additional_docs
            pub #additional: Map<String, Value>,
        }
        object!(#name { #(#rows),* });
    }
}

fn struct_docs(context: &Context<'_>, structure: &StructType) -> TokenStream {
    let mut docs = Docs::default();
    match structure.origin {
        Origin::Documented if !structure.description.paragraphs.is_empty() => docs.text(&structure.description),
        Origin::Documented => docs.line(docs::code(structure.name.as_str())),
        Origin::Inferred => docs
            .line(format!("{}, as the examples show it: no page describes it.", docs::code(structure.name.as_str()))),
        Origin::Parameters => docs.line("The members of a request body."),
        Origin::Reference => docs.line("A link to an entity: what requests carry that let a relationship point to it."),
    };
    docs.gap();
    if structure.origin == Origin::Documented {
        docs.line(format!("Type: {}", docs::code(structure.name.as_str()))).gap();
    }
    docs.pages(&context.page_links(&structure.pages)).gap();
    docs.tokens()
}

fn field(context: &Context<'_>, member: &Member<'_>) -> TokenStream {
    let property = member.property;
    let docs = docs::text_or_name(&property.description, &property.name);
    let item = context.item_type(&property.value.item, false);
    let value = match (property.value.collection, property.recursive) {
        (true, _) => quote! { Vec<#item> },
        (false, true) => quote! { Box<#item> },
        (false, false) => item,
    };
    let field = ident(&member.field);
    quote! { #docs pub #field: Field<#value> }
}

/// A derived value as its base: what the base does not know stays a member without documentation.
fn conversion(context: &Context<'_>, structure: &StructType, base: &StructType) -> TokenStream {
    let (derived_name, base_name) =
        (ident(context.names.type_name(&structure.name)), ident(context.names.type_name(&base.name)));
    quote! {
        impl From<#derived_name> for #base_name {
            fn from(derived: #derived_name) -> Self {
                upcast(&derived)
            }
        }
    }
}

/// The file of the enum over a base type and its derived types. A derived type that an area of its own lists may be missing where that
/// area is not compiled.
pub(super) fn polymorphic(context: &Context<'_>, structure: &StructType) -> TokenStream {
    let Some(any) = context.names.any_type(&structure.name) else { return TokenStream::new() };
    let any_gate = context.features.any_gate(&structure.name);
    let any = ident(any);
    let base = ident(context.names.type_name(&structure.name));
    let types = context.sibling_types();
    let derived = structure.derived.iter().map(|name| {
        let gate = context.features.type_gate(name);
        let gate = if any_gate.implies(&gate) { Gate::Always } else { gate };
        let variant = ident(context.names.type_name(name));
        // What may be missing cannot be imported by a list.
        let object = if gate == Gate::Always {
            quote! { #variant }
        } else {
            quote! { #types::#variant }
        };
        (name.as_str(), variant, object, gate.tokens())
    });
    let derived: Vec<_> = derived.collect();
    let docs = docs::line(&format!("[`{base}`] or a type derived from it, told apart by `@odata.type`."));
    let base_docs = docs::line("The base type itself, or a type that the documentation does not name.");
    let variants = derived.iter().map(|(name, variant, object, gate)| {
        let docs = docs::line(&docs::code(name));
        quote! { #gate #docs #variant(#object) }
    });
    let rows = derived.iter().map(|(name, variant, object, gate)| quote! { #gate #name => #variant(#object) });
    // A crate that matches all variants must not break where a page documents a further type, or another crate asks for a further area.
    let definition = quote! {
        #docs
        #[derive(Clone)]
        #[non_exhaustive]
        #[allow(clippy::large_enum_variant, reason = "a box for each value would cost more than the difference")]
        pub enum #any {
            #base_docs
            #base(#base),
            #(#variants,)*
        }
        polymorphic!(#any { #(#rows,)* _ => #base(#base) });
    };
    let always = derived.iter().filter(|(.., gate)| gate.is_empty()).map(|(_, variant, ..)| variant);
    let siblings: BTreeSet<_> = always.chain([&base]).collect();
    let siblings = siblings.into_iter();
    quote! {
        use stubdown_runtime::polymorphic;
        use #types::{#(#siblings),*};
        #definition
    }
}
