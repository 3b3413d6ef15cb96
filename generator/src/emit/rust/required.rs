//! The headers and query parameters that an operation cannot do without.

use proc_macro2::TokenStream;
use quote::quote;

use super::examples;
use crate::model::{Operation, Parameter};

/// Whether there are any.
pub(super) fn any(operation: &Operation) -> bool {
    headers(operation).chain(query(operation)).next().is_some()
}

/// What sets them on a call, with the values that the page shows: `.header("If-Match", "W/\"1\"")`.
pub(super) fn setters(operation: &Operation) -> TokenStream {
    let headers = headers(operation).map(|header| {
        let name = &header.name;
        let value = shown_header(operation, name).unwrap_or("...");
        quote! { .header(#name, #value) }
    });
    let query = query(operation).map(|parameter| {
        let name = &parameter.name;
        let value = shown_query(operation, name).map(str::to_owned);
        let value = value.unwrap_or_else(|| examples::sample(name, &parameter.item));
        quote! { .query(#name, #value) }
    });
    quote! { #(#headers)* #(#query)* }
}

fn headers(operation: &Operation) -> impl Iterator<Item = &Parameter> {
    operation.headers.iter().filter(|parameter| parameter.required)
}

fn query(operation: &Operation) -> impl Iterator<Item = &Parameter> {
    operation.query.iter().filter(|parameter| parameter.required)
}

fn shown_header<'a>(operation: &'a Operation, name: &str) -> Option<&'a str> {
    let mut shown = operation.exchanges.iter().flat_map(|exchange| &exchange.headers);
    shown.find(|(shown, _)| shown.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
}

/// A value that stands in a target as it is meant: neither encoded nor a placeholder.
fn shown_query<'a>(operation: &'a Operation, name: &str) -> Option<&'a str> {
    let queries = operation.exchanges.iter().filter_map(|exchange| exchange.target.split_once('?'));
    let mut pairs = queries.flat_map(|(_, query)| query.split('&')).filter_map(|pair| pair.split_once('='));
    let is_plain = |value: &str| !value.is_empty() && !value.contains(['%', '+', '{', '}', '<', '>']);
    pairs.find(|(shown, value)| shown.eq_ignore_ascii_case(name) && is_plain(value)).map(|(_, value)| value)
}
