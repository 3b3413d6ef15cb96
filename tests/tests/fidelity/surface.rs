//! What a generated crate offers, read from its sources: types, operations, registrations of handlers and calls.
//!
//! The sources are read, and not the names that the generator has in mind, so that nothing here can agree with it by accident.

use std::collections::BTreeMap;

use quote::ToTokens;
use syn::{Expr, FnArg, GenericArgument, ImplItem, Item, Lit, PathArguments, ReturnType, Type};

/// A generated crate.
#[derive(Debug, Default)]
pub struct Surface {
    /// The Rust types by their documented names: the enum over the derived types where there is one.
    pub types: BTreeMap<String, String>,
    /// The operations by their constants.
    pub operations: BTreeMap<String, Operation>,
    /// The registrations of handlers.
    pub registrations: Vec<Registration>,
    /// The calls.
    pub calls: Vec<Call>,
}

/// An operation as data.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Operation {
    pub id: String,
    pub method: String,
    pub path: String,
}

/// `pub fn groups_list(self, handler: impl Handler<S, GroupPath, Body, Answer>) -> Self`
#[derive(Debug)]
pub struct Registration {
    pub constant: String,
    pub area: String,
    pub method: String,
    pub path: String,
    pub body: String,
    pub answer: Answer,
    /// Where several answers are documented: the type of them all, and how it is made of `answer`.
    pub either: Option<(String, String)>,
}

/// What a handler returns.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// A body, with the status if that is not 200.
    Content(Option<String>, String),
    /// 204.
    NoContent,
}

/// A call, as an expression that begins with `graph`.
#[derive(Debug)]
pub struct Call {
    pub constant: String,
    pub area: String,
    /// The expression, in which `body` stands for the value of the type `body`.
    pub expression: String,
    pub body: Option<Sent>,
    pub reply: String,
}

/// What a call is given to send, by its type.
#[derive(Clone, Debug)]
pub enum Sent {
    /// `body: &T`
    Required(String),
    /// `body: Option<&T>`
    Optional(String),
}

impl Surface {
    /// Reads the sources of a crate, as `(path, text)`.
    pub fn read<'f>(files: impl Iterator<Item = (&'f str, &'f str)>) -> Self {
        let mut surface = Self::default();
        let mut builders = Builders::default();
        let mut enums = BTreeMap::new();
        for (path, text) in files.filter(|(path, _)| path.ends_with(".rs")) {
            let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}"));
            // `src/client/me/calendar.rs` and `src/client/me.rs` are both of the area `me`.
            let mut folders = path.trim_start_matches("src/").split('/');
            let (part, area) = (folders.next(), folders.next().unwrap_or_default().trim_end_matches(".rs"));
            match part {
                Some("types") => file.items.iter().for_each(|item| surface.read_type(item, &mut enums)),
                Some("operations") => file.items.iter().for_each(|item| surface.read_operation(item)),
                Some("server") => file.items.iter().for_each(|item| surface.read_registrations(area, item)),
                Some("client") => file.items.iter().for_each(|item| builders.read(area, item)),
                _ => {}
            }
        }
        for base in surface.types.values_mut() {
            if let Some(any) = enums.get(base) {
                base.clone_from(any);
            }
        }
        builders.follow("Graph", "graph", &mut surface.calls);
        surface
    }

    /// Reads a type, or the enum over a base type and its derived types, by the base type.
    fn read_type(&mut self, item: &Item, enums: &mut BTreeMap<String, String>) {
        let (name, attributes) = match item {
            Item::Struct(item) => (item.ident.to_string(), &item.attrs),
            Item::Enum(item) => (item.ident.to_string(), &item.attrs),
            Item::Macro(item) if item.mac.path.is_ident("polymorphic") => {
                let text = item.mac.tokens.to_string();
                let any = text.split_whitespace().next().unwrap_or_default();
                let base = text.rsplit_once("_ => ").and_then(|(_, base)| base.split([' ', '(']).next());
                enums.extend(base.map(|base| (format!("types::{base}"), format!("types::{any}"))));
                return;
            }
            _ => return,
        };
        for attribute in attributes {
            let text = attribute.meta.require_name_value().ok().map(|pair| text_of(&pair.value)).unwrap_or_default();
            let named = text.trim().strip_prefix("Type: `").and_then(|named| named.strip_suffix('`'));
            if let Some(named) = named {
                self.types.entry(named.to_owned()).or_insert_with(|| format!("types::{name}"));
            }
        }
    }

    fn read_operation(&mut self, item: &Item) {
        let Item::Static(item) = item else { return };
        let Expr::Struct(literal) = &*item.expr else { return };
        let mut operation = Operation::default();
        for field in &literal.fields {
            match field.member.to_token_stream().to_string().as_str() {
                "id" => operation.id = text_of(&field.expr),
                "path" => operation.path = text_of(&field.expr),
                "method" => {
                    let method = tokens(&field.expr);
                    operation.method = method.rsplit("::").next().unwrap_or_default().to_uppercase();
                }
                _ => {}
            }
        }
        self.operations.insert(item.ident.to_string(), operation);
    }

    fn read_registrations(&mut self, area: &str, item: &Item) {
        let Item::Impl(item) = item else { return };
        for function in item.items.iter().filter_map(function) {
            let Some(constant) = constant(function) else { continue };
            let Some(FnArg::Typed(handler)) = function.sig.inputs.iter().nth(1) else { continue };
            let Type::ImplTrait(handler) = &*handler.ty else { continue };
            let Some(syn::TypeParamBound::Trait(bound)) = handler.bounds.first() else { continue };
            let [_, path, body, answer] = &arguments(&bound.path)[..] else { continue };
            let (chosen, made) = chosen(answer);
            self.registrations.push(Registration {
                constant,
                area: area.to_owned(),
                method: function.sig.ident.to_string(),
                path: tokens(path),
                body: tokens(body),
                answer: chosen,
                either: (made != ANSWER).then(|| (tokens(answer), made)),
            });
        }
    }
}

/// The word for a chosen answer in an expression.
const ANSWER: &str = "answer";

/// Of several answers the first with a body, else the first; and the expression that makes all of them of the one called [`ANSWER`].
fn chosen(answer: &Type) -> (Answer, String) {
    let both = match answer {
        Type::Path(named) if named.path.segments.last().is_some_and(|last| last.ident == "Either") => {
            arguments(&named.path)
        }
        _ => Vec::new(),
    };
    let [first, second] = &both[..] else { return (read_answer(answer), ANSWER.to_owned()) };
    let ((first, of_first), (second, of_second)) = (chosen(first), chosen(second));
    let has_body = |answer: &Answer| matches!(answer, Answer::Content(_, content) if content != "()");
    if has_body(&first) || !has_body(&second) {
        (first, format!("Either::First({of_first})"))
    } else {
        (second, format!("Either::Second({of_second})"))
    }
}

fn read_answer(answer: &Type) -> Answer {
    let Type::Path(named) = answer else { return Answer::Content(None, tokens(answer)) };
    let inner = arguments(&named.path);
    let content = |at: usize| inner.get(at).map_or_else(|| "()".to_owned(), tokens);
    let status = match named.path.segments.last().map(|last| last.ident.to_string()).as_deref() {
        Some("NoContent") => return Answer::NoContent,
        Some("Created") => return Answer::Content(Some("201".to_owned()), content(0)),
        Some("Accepted") => return Answer::Content(Some("202".to_owned()), content(0)),
        Some("Success") => content(0).trim_start_matches('T').to_owned(),
        // A handler gives the number.
        Some("Count") => return Answer::Content(None, "i64".to_owned()),
        _ => return Answer::Content(None, tokens(answer)),
    };
    Answer::Content(Some(status), content(1))
}

/// The builders of the client by the names of their structs, which are unique in a crate.
#[derive(Default)]
struct Builders(BTreeMap<String, Builder>);

#[derive(Default)]
struct Builder {
    area: String,
    methods: Vec<Method>,
}

struct Method {
    /// The call of it, such as `.by_id("x")`.
    call: String,
    body: Option<Sent>,
    leads_to: LeadsTo,
}

enum LeadsTo {
    Builder(String),
    Call { constant: String, reply: String },
}

impl Builders {
    fn read(&mut self, area: &str, item: &Item) {
        let Item::Impl(item) = item else { return };
        if item.trait_.is_some() {
            return;
        }
        let builder = self.0.entry(tokens(&item.self_ty)).or_default();
        builder.area = area.to_owned();
        builder.methods.extend(item.items.iter().filter_map(function).filter_map(method));
    }

    /// Collects the calls that begin with an expression of a builder.
    fn follow(&self, builder: &str, expression: &str, calls: &mut Vec<Call>) {
        let Some(builder) = self.0.get(builder) else { return };
        for method in &builder.methods {
            let expression = format!("{expression}{}", method.call);
            match &method.leads_to {
                LeadsTo::Builder(next) => self.follow(next, &expression, calls),
                LeadsTo::Call { constant, reply } => calls.push(Call {
                    constant: constant.clone(),
                    area: builder.area.clone(),
                    expression,
                    body: method.body.clone(),
                    reply: reply.clone(),
                }),
            }
        }
    }
}

fn method(function: &syn::ImplItemFn) -> Option<Method> {
    let ReturnType::Type(_, output) = &function.sig.output else { return None };
    let Type::Path(output) = &**output else { return None };
    if !matches!(function.sig.inputs.first(), Some(FnArg::Receiver(_))) {
        return None;
    }
    let mut body = None;
    let mut values = Vec::new();
    for argument in function.sig.inputs.iter().skip(1) {
        let FnArg::Typed(argument) = argument else { continue };
        values.push(match (tokens(&argument.pat).as_str(), tokens(&argument.ty).as_str()) {
            ("content_type", _) => "\"application/octet-stream\"".to_owned(),
            ("content", _) => "Bytes::new()".to_owned(),
            ("body", given) if given.starts_with("Option<&") => {
                let inner = given.trim_start_matches("Option<&").strip_suffix('>');
                body = inner.map(|inner| Sent::Optional(inner.to_owned()));
                "body.as_ref()".to_owned()
            }
            ("body", given) if given != "&str" => {
                body = Some(Sent::Required(given.trim_start_matches('&').to_owned()));
                "body".to_owned()
            }
            (_, given) => value(given),
        });
    }
    let last = output.path.segments.last()?;
    let leads_to = match constant(function) {
        Some(constant) if last.ident == "Call" => {
            LeadsTo::Call { constant, reply: arguments(&output.path).first().map(tokens)? }
        }
        _ => LeadsTo::Builder(last.ident.to_string()),
    };
    Some(Method { call: format!(".{}({})", function.sig.ident, values.join(", ")), body, leads_to })
}

/// An expression for an argument of a type.
fn value(of: &str) -> String {
    let text = match of {
        "&str" => return "\"1\"".to_owned(),
        "i8" | "u8" | "i16" | "i32" | "i64" => return "1".to_owned(),
        "bool" => return "true".to_owned(),
        "&Date" => "2024-06-01",
        "&DateTimeOffset" => "2024-06-01T10:00:00Z",
        "&Duration" => "PT1H",
        "&Guid" => "67e55044-10b1-426f-9247-bb680e5fe0c8",
        "&TimeOfDay" => "10:00:00",
        // An enum.
        _ => return "&\"1\".into()".to_owned(),
    };
    format!("&\"{text}\".parse().unwrap()")
}

fn function(item: &ImplItem) -> Option<&syn::ImplItemFn> {
    match item {
        ImplItem::Fn(function) => Some(function),
        _ => None,
    }
}

/// The constant of the operation that a function mentions.
fn constant(function: &syn::ImplItemFn) -> Option<String> {
    let body = tokens(&function.block);
    let (_, behind) = body.split_once("operations::")?;
    let end = behind.find(|char: char| !char.is_ascii_alphanumeric() && char != '_').unwrap_or(behind.len());
    Some(behind[..end].to_owned()).filter(|name| name.chars().all(|char| !char.is_ascii_lowercase()))
}

fn arguments(path: &syn::Path) -> Vec<Type> {
    let Some(PathArguments::AngleBracketed(arguments)) = path.segments.last().map(|last| &last.arguments) else {
        return Vec::new();
    };
    arguments
        .args
        .iter()
        .filter_map(|argument| match argument {
            GenericArgument::Type(one) => Some(one.clone()),
            // A status.
            GenericArgument::Const(one) => syn::parse_str(&format!("T{}", tokens(one))).ok(),
            _ => None,
        })
        .collect()
}

fn text_of(expression: &Expr) -> String {
    match expression {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => text.value(),
            _ => String::new(),
        },
        _ => String::new(),
    }
}

/// The tokens without the spaces between them: types and names, no sentences.
fn tokens(tokens: &impl ToTokens) -> String {
    tokens.to_token_stream().to_string().replace(' ', "")
}
