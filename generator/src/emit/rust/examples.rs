//! Example calls for the documentation, made from the JSON of the page.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, quote};
use serde_json::{Map, Value};

use super::Context;
use super::idents::{self, ident};
use super::messages;
use super::names;
use super::required;
use super::tree::Called;
use crate::model::{
    Content, ItemType, Path, PathParameter, PathPart, PathSegment, Presence, Primitive, TypeName, ValueType,
};

/// What an example must import.
#[derive(Default)]
struct Uses {
    types: BTreeSet<String>,
    runtime: BTreeSet<&'static str>,
}

/// A call of the operation, as the text of a documentation test.
pub(super) fn call(context: &Context<'_>, called: &Called<'_>) -> Option<String> {
    let operation = called.operation;
    let mut uses = Uses::default();
    let body = match &operation.body {
        Some(Content::Json(value)) => {
            let body = item(context, operation.example_body.as_ref()?, value, &mut uses)?;
            Some(if value.collection {
                quote! { vec! #body }
            } else {
                body
            })
        }
        Some(_) => return None,
        None => None,
    };
    let chain = chain(context, &operation.path, called)?;
    let method = ident(&called.method);
    let binding = body.as_ref().map(|body| quote! { let body = #body; });
    let argument = body.as_ref().map(|_| match operation.body_presence {
        Presence::Required => quote! { &body },
        Presence::Optional => quote! { Some(&body) },
    });
    let api = api(context);
    let setters = required::setters(operation);
    let call = quote! { #api #chain .#method(#argument) #setters .await? };
    let answer = messages::answer(operation);
    let statement = match answer.content {
        Some(Content::Page(_)) if !answer.optional => quote! {
            let page = #call;
            for item in page.items()? { println!("{item:?}"); }
        },
        Some(_) => quote! { let answer = #call; },
        None => quote! { #call; },
    };
    render(context, &uses, &quote! { #binding #statement })
}

/// The variable that holds the entry: `graph` for a `Graph`, unless another variable of the example is called so.
fn api(context: &Context<'_>) -> Ident {
    let name = idents::snake(&context.names.entry(context.api), "api");
    ident(if ["answer", "body", "item", "page"].contains(&name.as_str()) { "api" } else { &name })
}

/// The builders from the entry to the operation.
fn chain(context: &Context<'_>, path: &Path, called: &Called<'_>) -> Option<TokenStream> {
    let mut chain = TokenStream::new();
    let mut nodes = &context.tree.roots;
    let segments = match called.action {
        Some(_) => path.segments.split_last().map_or(&[][..], |(_, before)| before),
        None => &path.segments,
    };
    for segment in segments {
        let node = nodes.iter().find(|node| same(node.segment, segment))?;
        let method = ident(&node.method);
        let arguments = segment.parameters().map(argument);
        chain = quote! { #chain.#method(#(#arguments),*) };
        nodes = &node.children;
    }
    if called.action.is_some_and(|action| action.parameters().next().is_some()) { None } else { Some(chain) }
}

/// The member that names the type of an object.
const TYPE_MEMBER: &str = "@odata.type";

/// Texts that have the form of a type.
const SAMPLES: &[(Primitive, &str)] = &[
    (Primitive::DateTimeOffset, "2024-06-01T10:00:00Z"),
    (Primitive::Date, "2024-06-01"),
    (Primitive::TimeOfDay, "10:00:00"),
    (Primitive::Duration, "PT1H"),
    (Primitive::Guid, "67e55044-10b1-426f-9247-bb680e5fe0c8"),
];

/// A value for a query parameter, as it is written.
pub(super) fn sample(name: &str, item: &ItemType) -> String {
    let ItemType::Primitive(primitive) = item else { return idents::snake(name, "value").replace('_', "-") };
    match (primitive, SAMPLES.iter().find(|(known, _)| known == primitive)) {
        (_, Some((_, sample))) => (*sample).to_owned(),
        (Primitive::Boolean, _) => "true".to_owned(),
        (Primitive::String, _) => idents::snake(name, "value").replace('_', "-"),
        _ => "1".to_owned(),
    }
}

/// A value for a parameter of a path.
fn argument(parameter: &PathParameter) -> TokenStream {
    let name = parameter.name.replace('_', "-");
    let ItemType::Primitive(primitive) = parameter.item else { return quote! { &#name.into() } };
    match (primitive, SAMPLES.iter().find(|(known, _)| *known == primitive)) {
        (Primitive::String, _) => quote! { #name },
        (Primitive::Boolean, _) => quote! { true },
        (_, Some((_, sample))) => quote! { &#sample.parse()? },
        (_, None) => quote! { 1 },
    }
}

fn same(a: &PathSegment, b: &PathSegment) -> bool {
    a.parts.len() == b.parts.len()
        && a.parts.iter().zip(&b.parts).all(|(a, b)| match (a, b) {
            (PathPart::Literal(a), PathPart::Literal(b)) => a.eq_ignore_ascii_case(b),
            (PathPart::Parameter(_), PathPart::Parameter(_)) => true,
            _ => false,
        })
}

/// The lines of the test: imports, and the statement in a function whose frame is hidden.
fn render(context: &Context<'_>, uses: &Uses, statement: &TokenStream) -> Option<String> {
    let crate_ident = context.settings.layout.crate_ident().unwrap_or_else(|| "crate".to_owned());
    let entry = context.names.entry(context.api);
    let crate_path: syn::Path = syn::parse_str(&crate_ident).ok()?;
    // A crate brings the runtime along.
    let runtime = match context.settings.layout.crate_ident() {
        Some(_) => quote! { #crate_path::stubdown_runtime },
        None => quote! { stubdown_runtime },
    };
    let imports = [
        import(&quote! { #crate_path::types }, uses.types.iter().map(String::as_str)),
        import(&runtime, uses.runtime.iter().copied()),
    ];
    let file = syn::parse2(quote! { #(#imports)* async fn example() { #statement } }).ok()?;
    let text = prettyplease::unparse(&file);
    let (imports, function) = text.split_once("async fn")?;
    let mut lines: Vec<String> = imports.lines().map(str::to_owned).collect();
    if !lines.is_empty() {
        lines.push(String::new());
    }
    let api = api(context);
    lines.push(format!(
        "# async fn example({api}: {crate_ident}::{entry}) -> Result<(), Box<dyn std::error::Error>> {{"
    ));
    let body = function.lines().skip(1).filter(|line| *line != "}");
    lines.extend(joined(body.map(|line| line.strip_prefix("    ").unwrap_or(line))));
    lines.push("# Ok(())".to_owned());
    lines.push("# }".to_owned());
    Some(lines.join("\n"))
}

/// `use path::{a, b};`, if there are names.
fn import<'a>(path: &TokenStream, names: impl Iterator<Item = &'a str>) -> TokenStream {
    let names: Vec<Ident> = names.map(ident).collect();
    match names.as_slice() {
        [] => TokenStream::new(),
        [only] => quote! { use #path::#only; },
        names => quote! { use #path::{#(#names),*}; },
    }
}

/// Puts the `.into()` behind a literal of several lines on its last line, where people write it.
fn joined<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut joined: Vec<String> = Vec::new();
    for line in lines {
        match joined.last_mut() {
            Some(last) if line.trim_start().starts_with(".into()") && last.ends_with(['}', ']', ')']) => {
                last.push_str(line.trim_start());
                if last.trim_start().starts_with("})") {
                    outdent_call(&mut joined);
                }
            }
            _ => joined.push(line.to_owned()),
        }
    }
    joined
}

/// The arguments of a call that a method follows stand a level deeper than the call, its closing brackets as well. Takes
/// that level away from the call that the last line closes.
fn outdent_call(lines: &mut [String]) {
    const LEVEL: &str = "    ";
    let indent = |line: &str| line.len() - line.trim_start().len();
    let Some(closing) = lines.last().map(|line| indent(line)) else { return };
    let call = lines.iter().rposition(|line| indent(line) < closing).unwrap_or_default();
    for line in lines.iter_mut().skip(call + 1) {
        if let Some(outdented) = line.strip_prefix(LEVEL) {
            *line = outdented.to_owned();
        }
    }
}

/// An expression for a value; nothing where the JSON does not fit the type.
fn item(context: &Context<'_>, json: &Value, value: &ValueType, uses: &mut Uses) -> Option<TokenStream> {
    if value.collection {
        let items = json.as_array()?.iter().map(|json| one(context, json, &value.item, uses));
        let items: Vec<_> = items.collect::<Option<_>>()?;
        if value.item == ItemType::Primitive(Primitive::String) {
            return Some(quote! { [#(#items.to_owned()),*] });
        }
        return Some(quote! { [#(#items),*] });
    }
    one(context, json, &value.item, uses)
}

fn one(context: &Context<'_>, json: &Value, item: &ItemType, uses: &mut Uses) -> Option<TokenStream> {
    match item {
        ItemType::Primitive(primitive) => scalar(json, *primitive, uses),
        ItemType::Enum(name) => {
            let listed = context.api.enums.get(name)?;
            let text = json.as_str()?;
            let type_name = context.names.type_name(name);
            uses.types.insert(type_name.to_owned());
            let type_name = ident(type_name);
            let at = listed.members.iter().position(|member| member.name == text);
            let variant = at.and_then(|at| names::variants(listed).into_iter().nth(at));
            Some(match variant {
                Some(variant) => {
                    let variant = ident(&variant);
                    quote! { #type_name::#variant }
                }
                None => quote! { #type_name::from(#text) },
            })
        }
        ItemType::Struct(name) => object(context, json, name, uses),
    }
}

fn object(context: &Context<'_>, json: &Value, name: &TypeName, uses: &mut Uses) -> Option<TokenStream> {
    let members = json.as_object()?;
    let structure = context.api.structs.get(name)?;
    let named = members.get(TYPE_MEMBER).and_then(Value::as_str).map(|text| text.trim_start_matches('#'));
    let actual = structure.derived.iter().find(|derived| Some(derived.as_str()) == named).unwrap_or(name);
    let properties = context.api.properties_of(actual);
    let fields = names::fields(properties.iter().map(|(_, property)| property.name.as_str()));
    let type_name = context.names.type_name(actual).to_owned();
    uses.types.insert(type_name.clone());
    let mut assigned = Vec::new();
    for (field, (_, property)) in fields.into_iter().zip(&properties) {
        let Some(json) = members.get(&property.name) else { continue };
        let field = ident(&field);
        if json.is_null() {
            uses.runtime.insert("Field");
            assigned.push(quote! { #field: Field::Null });
        } else if let Some(value) = item(context, json, &property.value, uses) {
            assigned.push(quote! { #field: #value.into() });
        }
    }
    // A derived type writes its name itself, and the expected one need not be named.
    let is_known = |member: &str| {
        (member == TYPE_MEMBER && named == Some(actual.as_str()))
            || properties.iter().any(|(_, property)| property.name == member)
    };
    assigned.extend(additional(members, is_known, uses));
    uses.runtime.insert("default");
    let type_ident = ident(&type_name);
    let literal = quote! { #type_ident { #(#assigned,)* ..default() } };
    Some(match context.names.any_type(name) {
        Some(any) => {
            uses.types.insert(any.to_owned());
            let any = ident(any);
            quote! { #any::from(#literal) }
        }
        None => literal,
    })
}

/// What no page documents a property for: the members of an open type, and annotations such as `members@odata.bind`.
fn additional(members: &Map<String, Value>, is_known: impl Fn(&str) -> bool, uses: &mut Uses) -> Option<TokenStream> {
    let entries = members.iter().filter(|(name, _)| !is_known(name)).map(|(name, value)| {
        let value = value_of(value, uses);
        quote! { (#name.to_owned(), #value) }
    });
    let entries: Vec<_> = entries.collect();
    if entries.is_empty() {
        return None;
    }
    uses.runtime.insert("Map");
    Some(quote! { additional_properties: Map::from_iter([#(#entries),*]) })
}

/// JSON as an expression.
fn value_of(json: &Value, uses: &mut Uses) -> TokenStream {
    match json {
        Value::String(text) => quote! { #text.into() },
        Value::Bool(value) => quote! { #value.into() },
        Value::Null => {
            uses.runtime.insert("Value");
            quote! { Value::Null }
        }
        Value::Array(_) | Value::Object(_) | Value::Number(_) => {
            uses.runtime.insert("json");
            let tokens = json_tokens(json);
            quote! { json!(#tokens) }
        }
    }
}

/// The tokens of JSON, as `json!` takes them.
fn json_tokens(json: &Value) -> TokenStream {
    match json {
        Value::Null => quote! { null },
        Value::Bool(value) => quote! { #value },
        Value::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(number), _) => Literal::i64_unsuffixed(number).into_token_stream(),
            (None, Some(number)) if number.is_finite() => Literal::f64_unsuffixed(number).into_token_stream(),
            _ => quote! { 0 },
        },
        Value::String(text) => quote! { #text },
        Value::Array(elements) => {
            let elements = elements.iter().map(json_tokens);
            quote! { [#(#elements),*] }
        }
        Value::Object(members) => {
            let members = members.iter().map(|(name, value)| {
                let value = json_tokens(value);
                quote! { #name: #value }
            });
            quote! { {#(#members),*} }
        }
    }
}

fn scalar(json: &Value, primitive: Primitive, uses: &mut Uses) -> Option<TokenStream> {
    match primitive {
        Primitive::String => {
            let text = json.as_str()?;
            Some(quote! { #text })
        }
        Primitive::Boolean => {
            let value = json.as_bool()?;
            Some(quote! { #value })
        }
        Primitive::Byte | Primitive::SByte | Primitive::Int16 | Primitive::Int32 => {
            let number = json.as_i64().filter(|number| fits(*number, primitive))?;
            let literal = Literal::i64_unsuffixed(number);
            Some(quote! { #literal })
        }
        Primitive::Int64 => {
            let literal = Literal::i64_unsuffixed(json.as_i64()?);
            uses.runtime.insert("Int64");
            Some(quote! { Int64::from(#literal) })
        }
        Primitive::Single | Primitive::Double | Primitive::Decimal | Primitive::Number => {
            let number = json.as_f64().filter(|number| number.is_finite())?;
            let literal = Literal::f64_unsuffixed(number);
            let name = messages::imported(primitive)?;
            uses.runtime.insert(name);
            let name = ident(name);
            Some(quote! { #name::from(#literal) })
        }
        Primitive::Stream | Primitive::Json => None,
        Primitive::DateTimeOffset
        | Primitive::Date
        | Primitive::TimeOfDay
        | Primitive::Duration
        | Primitive::Guid
        | Primitive::Binary => {
            let text = json.as_str()?;
            let name = messages::imported(primitive)?;
            uses.runtime.insert(name);
            let name = ident(name);
            Some(quote! { #text.parse::<#name>()? })
        }
    }
}

/// Whether a number of the example fits the documented type, so that the example compiles.
fn fits(number: i64, primitive: Primitive) -> bool {
    match primitive {
        Primitive::Byte => u8::try_from(number).is_ok(),
        Primitive::SByte => i8::try_from(number).is_ok(),
        Primitive::Int16 => i16::try_from(number).is_ok(),
        Primitive::Int32 => i32::try_from(number).is_ok(),
        _ => true,
    }
}
