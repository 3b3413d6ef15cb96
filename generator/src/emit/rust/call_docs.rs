//! What is said about a call of the client: the words of its page, its permissions and an example.

use proc_macro2::TokenStream;

use super::docs::{self, Docs};
use super::files::AreaFile;
use super::tree::Called;
use super::{Context, Layout, examples, messages, required};
use crate::model::{Alternative, Content, Grant, Operation, Parameter, Presence, Scheme, Text};

/// Title, description, route, permissions, page and example. Where a page describes several paths, all of its words stand with the first,
/// and the others say so.
pub(super) fn tokens(context: &Context<'_>, file: &AreaFile<'_, '_>, called: &Called<'_>) -> TokenStream {
    let operation = called.operation;
    let first = context.first_of_page(operation);
    let mut docs = Docs::default();
    docs.words(operation.title()).gap();
    match first {
        None => docs.text(&operation.description).gap(),
        Some(_) => docs.first_paragraph(&operation.description).gap(),
    };
    docs.line(route(operation));
    docs.pages(&context.page_links(&operation.pages)).gap();
    permissions_docs(operation, &mut docs);
    body_docs(operation, &mut docs);
    parameters_docs(operation, &mut docs);
    let opens_area = file.is_area() && file.operations.first().is_some_and(|first| first.position == called.position);
    let has_example = operation.example_body.is_some() || required::any(operation) || opens_area;
    let example = has_example.then(|| examples::call(context, called)).flatten();
    let shows_example = opens_area || first.is_none();
    if let Some(first) = first
        && (operation.description.paragraphs.len() > 1 || (example.is_some() && !shows_example))
    {
        docs.line(format!("More of the page stands with {}.", route(first))).gap();
    }
    if let Some(example) = example.filter(|_| shows_example) {
        docs.line("# Example").gap();
        let attributes = if matches!(context.settings.layout, Layout::Modules) { "ignore" } else { "no_run" };
        docs.example(attributes, &example);
    }
    docs.tokens()
}

fn route(operation: &Operation) -> String {
    docs::code(&format!("{} {}", operation.method.as_str(), operation.path))
}

/// The kinds of sign-in, in the words of the documentation.
const SCHEMES: &[(Scheme, &str)] = &[
    (Scheme::DelegatedWork, "work or school account"),
    (Scheme::DelegatedPersonal, "personal account"),
    (Scheme::Application, "application"),
];

/// A line for each list of permissions, with the kinds of sign-in that need it.
fn permissions_docs(operation: &Operation, docs: &mut Docs) {
    let mut lists: Vec<(&Grant, Vec<&str>)> = Vec::new();
    for (scheme, words) in SCHEMES {
        let grant = operation.permissions.get(scheme).unwrap_or(&Grant::Unknown);
        match lists.iter_mut().find(|(known, _)| *known == grant) {
            Some((_, schemes)) => schemes.push(words),
            None => lists.push((grant, vec![words])),
        }
    }
    if let [(Grant::Unknown, _)] = lists.as_slice() {
        docs.line("Permissions: unknown.").gap();
        return;
    }
    let is_conditional = lists.iter().any(|(grant, _)| has_condition(grant));
    docs.line(if is_conditional {
        "Permissions, each enough under the condition behind it, if any, the least privileged first:"
    } else {
        "Permissions, of which one is enough, the least privileged first:"
    });
    for (grant, schemes) in lists {
        docs.line(format!("- {}: {}", schemes.join(", "), grant_docs(grant)));
    }
    docs.gap();
}

/// Whether some of the permissions are enough under a condition only.
fn has_condition(grant: &Grant) -> bool {
    match grant {
        Grant::AnyOf(alternatives) => alternatives.iter().any(|alternative| alternative.condition.is_some()),
        Grant::Unknown | Grant::NotSupported => false,
    }
}

fn grant_docs(grant: &Grant) -> String {
    match grant {
        Grant::Unknown => "unknown".to_owned(),
        Grant::NotSupported => "not supported".to_owned(),
        Grant::AnyOf(alternatives) => {
            let alternative = |alternative: &Alternative| {
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

fn body_docs(operation: &Operation, docs: &mut Docs) {
    match (&operation.body, operation.body_presence) {
        (Some(Content::Media), Presence::Optional) => docs.line("The content may be left out: then it is empty.").gap(),
        (Some(_), Presence::Optional) => docs.line("The body may be left out: then it is `None`.").gap(),
        _ => &mut *docs,
    };
    let received = operation.responses.iter().flat_map(|response| &response.media_types);
    media_docs("Sends", operation.body_media_types.iter(), docs);
    media_docs("Receives", received, docs);
    if messages::redirects_to_content(operation) {
        docs.line("The service answers with a redirect to the content. It is followed, but for `.response()`, which gives it.").gap();
    }
}

fn media_docs<'a>(verb: &str, media_types: impl Iterator<Item = &'a String>, docs: &mut Docs) {
    let named: Vec<String> = media_types.map(|name| docs::code(name)).collect();
    if !named.is_empty() {
        docs.line(format!("{verb} {}.", named.join(" or "))).gap();
    }
}

/// A line for each parameter with a description, or for each value that one is described for; headers and query parameters without share
/// a line. What stands in the path is seen in it. Which headers and query parameters have to be sent is said even where a description says
/// so, as nothing else of the call asks for them.
fn parameters_docs(operation: &Operation, docs: &mut Docs) {
    let in_path = operation.path.parameters().zip(&operation.path_descriptions);
    let mut in_path = in_path.filter(|(_, description)| !description.paragraphs.is_empty()).peekable();
    if in_path.peek().is_some() {
        docs.line("Path:");
        for (parameter, description) in in_path {
            items(&docs::code(&parameter.name), description, docs);
        }
        docs.gap();
    }
    for (title, parameters) in [("Headers:", &operation.headers), ("Query:", &operation.query)] {
        if parameters.is_empty() {
            continue;
        }
        let (bare, described): (Vec<&Parameter>, Vec<&Parameter>) =
            parameters.iter().partition(|parameter| parameter.description.paragraphs.is_empty());
        let bare: Vec<String> = bare.into_iter().map(name_of).collect();
        docs.line(format!("{title} {}", bare.join(", ")).trim_end());
        for parameter in described {
            items(&name_of(parameter), &parameter.description, docs);
        }
        docs.gap();
    }
}

fn name_of(parameter: &Parameter) -> String {
    docs::code(&parameter.name) + if parameter.required { " (required)" } else { "" }
}

/// What is said about a parameter, as an item of a list.
fn items(name: &str, description: &Text, docs: &mut Docs) {
    match &*description.paragraphs {
        [] => {}
        [only] => drop(docs.line(format!("- {name}: {}", docs::item(only)))),
        several => {
            docs.line(format!("- {name}:"));
            for one in several {
                docs.line(format!("  - {}", docs::item(one)));
            }
        }
    }
}
