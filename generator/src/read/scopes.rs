//! Permissions in sentences and lists: pages had no tables of them in the first years.
//!
//! "One of the following **scopes** is required: *Mail.Read; Mail.ReadWrite*", a list below such a sentence, or a line for each kind of
//! thing: "If accessing messages: Mail.Read". As a rule none of it tells for which kind of sign-in. A scope is what a user grants, so the
//! names count for users who sign in; what programs need on their own stays unknown. A line that begins with a kind of sign-in, as in
//! "Application: Mail.Read", is for that kind alone.

use super::Reader;
use super::alternatives::{self, SEPARATORS};
use super::conventions::{DELEGATED, LABEL_WORDS, NOT_SUPPORTED, PERMISSION_WORDS, fold};
use super::facts::{Alternative, PermissionFacts, PermissionRow, Scheme};
use super::ledger::Element;
use super::permissions::scheme;
use super::sections::Section;
use super::sentences;
use crate::diagnostic::{Diagnostic, codes};
use crate::page::{Block, BlockKind};
use crate::source::Span;

/// The kinds of sign-in of users.
const OF_USERS: [Scheme; 2] = [Scheme::DelegatedWork, Scheme::DelegatedPersonal];

/// Reads the sentences of a permissions section on a page without tables of permissions.
pub(super) fn read(reader: &mut Reader<'_>, section: &Section<'_>, facts: &mut PermissionFacts) {
    let mut first: Option<Span> = None;
    for block in section.blocks() {
        for Named { schemes, alternatives, resource } in lists(reader, block) {
            if schemes.is_none() {
                first.get_or_insert(block.span);
            }
            if let BlockKind::Code(code) = &block.kind {
                reader.ledger.used(Element::OtherCode, code.content);
            }
            let schemes = schemes.unwrap_or_else(|| OF_USERS.to_vec());
            facts.rows.extend(rows(schemes, &alternatives, resource.as_deref(), block.span));
        }
    }
    if let Some(span) = first {
        reader.report(finding(span));
    }
}

/// The rows of permissions that do not tell for which kind of sign-in they are.
pub(super) fn rows_of_users(
    alternatives: &[Alternative],
    resource: Option<&str>,
    span: Span,
) -> impl Iterator<Item = PermissionRow> {
    rows(OF_USERS.to_vec(), alternatives, resource, span)
}

fn rows(
    schemes: Vec<Scheme>,
    alternatives: &[Alternative],
    resource: Option<&str>,
    span: Span,
) -> impl Iterator<Item = PermissionRow> {
    schemes.into_iter().map(move |scheme| PermissionRow {
        scheme,
        alternatives: alternatives.to_vec(),
        resource: resource.map(str::to_owned),
        requests: Vec::new(),
        span,
    })
}

pub(super) fn finding(span: Span) -> Diagnostic {
    Diagnostic::new(&codes::read::PERMISSIONS_WITHOUT_SIGN_IN, span, "these permissions are for no kind of sign-in")
        .note("they count for users who sign in; what an application needs on its own is unknown")
        .help("write a table with a row for each kind of sign-in")
}

/// Permissions, and what the page says they are for.
struct Named {
    /// The kinds of sign-in that the line begins with.
    schemes: Option<Vec<Scheme>>,
    alternatives: Vec<Alternative>,
    resource: Option<String>,
}

/// The lists of a block. A list that is indented far enough is code.
fn lists(reader: &Reader<'_>, block: &Block) -> Vec<Named> {
    let text = match &block.kind {
        BlockKind::Paragraph(inline) => inline.text.as_str(),
        BlockKind::Code(code) if code.language.is_empty() => reader.sources.text(code.content),
        _ => return Vec::new(),
    };
    text.lines().flat_map(|line| labelled(line).map_or_else(|| line_of_names(line), |named| vec![named])).collect()
}

fn line_of_names(line: &str) -> Vec<Named> {
    sentences::split(line).filter_map(list).collect()
}

/// `Application: Book.Read.All`, `- Delegated (personal Microsoft account): Not supported.`
fn labelled(line: &str) -> Option<Named> {
    let (label, names) = line.split_once([':', '：'])?;
    let schemes = schemes(label)?;
    let is_unsupported = NOT_SUPPORTED.contains(&&*fold(names.trim_matches(['*', '.', ' '])));
    let alternatives = if is_unsupported { Vec::new() } else { alternatives::of_line(names) };
    (is_unsupported || !alternatives.is_empty()).then_some(Named {
        schemes: Some(schemes),
        alternatives,
        resource: None,
    })
}

/// The kinds of sign-in that a label names.
pub(super) fn schemes(label: &str) -> Option<Vec<Scheme>> {
    let label = fold(label.trim_matches([' ', '*', '-', '–', '`'])).into_owned();
    let mut words = label.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    if !words.all(|word| LABEL_WORDS.contains(&word)) {
        return None;
    }
    match scheme(&label) {
        Some(scheme) => Some(vec![scheme]),
        None => label.starts_with(DELEGATED).then(|| OF_USERS.to_vec()),
    }
}

/// A sentence that ends with names of permissions. One that goes on behind them tells about them.
fn list(sentence: &str) -> Option<Named> {
    let start = starts_of_words(sentence).find(|at| sentence.get(*at..).is_some_and(begins_with_name))?;
    let (lead, names) = sentence.split_at_checked(start)?;
    let mut alternatives = alternatives::of_line(names);
    let is_list = |one: &Alternative| one.condition.is_none() && one.permissions.iter().all(is_plain);
    if !alternatives.iter().all(is_list) {
        return None;
    }
    let lead = lead.trim_matches([' ', '*', '-', '–', ':', '：']);
    // What a sentence says about a kind of sign-in is a condition that nothing here can check.
    let is_mere_lead = PERMISSION_WORDS.are_in(&fold(lead)) && scheme(lead).is_none();
    let resource = (!lead.is_empty() && !is_mere_lead).then(|| lead.to_owned());
    for alternative in &mut alternatives {
        alternative.condition.clone_from(&resource);
    }
    Some(Named { schemes: None, alternatives, resource })
}

fn starts_of_words(text: &str) -> impl Iterator<Item = usize> {
    std::iter::once(0).chain(text.match_indices(SEPARATORS).map(|(at, separator)| at + separator.len()))
}

fn begins_with_name(text: &str) -> bool {
    let word = text.split(SEPARATORS).next().unwrap_or_default();
    alternatives::permission_name(word).is_some_and(is_plain)
}

/// Whether a name looks like that of a permission among prose, too: `Mail.Read`, but neither `graph.contoso.com` nor `ASP.NET`.
fn is_plain(name: impl AsRef<str>) -> bool {
    name.as_ref().split('.').skip(1).all(|part| {
        part.starts_with(|c: char| c.is_ascii_uppercase()) && part.contains(|c: char| c.is_ascii_lowercase())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(sentence: &str) -> Option<(Vec<String>, Option<String>)> {
        let Named { alternatives, resource, .. } = list(sentence)?;
        Some((alternatives.into_iter().map(|alternative| alternative.permissions.join(" + ")).collect(), resource))
    }

    fn named(names: &[&str], resource: Option<&str>) -> Option<(Vec<String>, Option<String>)> {
        Some((names.iter().map(|name| (*name).to_owned()).collect(), resource.map(str::to_owned)))
    }

    #[test]
    fn sentences_and_lists() {
        let both = named(&["Book.Read", "Book.ReadWrite"], None);
        assert_eq!(
            read("One of the following scopes is required to execute this API: Book.Read; Book.ReadWrite"),
            both
        );
        assert_eq!(read("Book.Read or Book.ReadWrite."), both);
        assert_eq!(read("* Book.Read, Book.ReadWrite"), both);
        assert_eq!(read("необходима одна из указанных областей: Book.Read, Book.ReadWrite"), both);
    }

    #[test]
    fn what_permissions_are_for() {
        assert_eq!(read("If lending books: Book.Lend."), named(&["Book.Lend"], Some("If lending books")));
        assert_eq!(read("The cover of a book - Cover.Read"), named(&["Cover.Read"], Some("The cover of a book")));
    }

    #[test]
    fn sentences_about_something_else() {
        for sentence in [
            "the Book.Read permission is needed for covers",
            "The reader must have granted the application read access",
            "See library.contoso.com",
            "Written with ASP.NET",
            "",
        ] {
            assert_eq!(read(sentence), None, "{sentence}");
        }
    }
}
