//! The entries of `suppressions.toml`:
//!
//! ```toml
//! [[suppression]]
//! code = "example-member-unknown"
//! page = "api/lamp-*.md"
//! contains = "`color`"
//! reason = "the service is changed next month"
//! ```

use std::ops::Range;

use globset::{GlobBuilder, GlobMatcher};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Code, Diagnostic, codes};
use crate::source::{SourceId, Sources, Span};
use crate::spelling;

/// The name of the list in the file.
const LIST: &str = "suppression";

/// The members of an entry.
const MEMBERS: &[&str] = &["code", "page", "contains", "reason"];

/// An entry that can be used.
pub(super) struct Entry {
    pub(super) code: &'static Code,
    page: GlobMatcher,
    contains: Option<String>,
    pub(super) reason: Option<String>,
    /// Its first line.
    pub(super) span: Span,
}

impl Entry {
    /// Whether the finding is of this code, in a page of the same folder that the pattern names, and has the words.
    pub(super) fn fits(&self, finding: &Diagnostic, sources: &Sources) -> bool {
        let Some(place) = finding.primary.as_ref().map(|label| label.span.source) else { return false };
        let is_named = || sources.get(place).is_some_and(|source| self.page.is_match(&source.path));
        let has_words = || self.contains.as_ref().is_none_or(|words| finding.message.contains(words));
        finding.code == self.code && sources.are_in_one_folder(place, self.span.source) && has_words() && is_named()
    }
}

/// Where problems of one file are reported.
struct Reader<'a> {
    file: SourceId,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, range)
    }

    fn report(&mut self, range: Range<usize>, message: String, help: &str) {
        let finding = Diagnostic::new(&codes::suppress::SUPPRESSION_INVALID, self.span(range), message);
        self.diagnostics.push(finding.note("nothing is suppressed by it").help(help));
    }
}

/// The entries of a list; what cannot be used is reported.
pub(super) fn read(sources: &Sources, file: SourceId, diagnostics: &mut Vec<Diagnostic>) -> Vec<Entry> {
    let Some(source) = sources.get(file) else { return Vec::new() };
    let mut reader = Reader { file, diagnostics };
    let (table, errors) = DeTable::parse_recoverable(&source.text);
    if let Some(error) = errors.first() {
        let help = "write a table `[[suppression]]` with `code` and `page` for each entry";
        reader.report(error.span().unwrap_or_default(), format!("this is no TOML: {}", error.message()), help);
        return Vec::new();
    }
    let mut entries = Vec::new();
    for (name, value) in table.get_ref() {
        match value.get_ref().as_array().filter(|_| name.get_ref() == LIST) {
            Some(list) => entries.extend(list.iter().filter_map(|value| read_entry(&mut reader, value))),
            None => {
                let message = format!("`{}` is not known here", name.get_ref());
                reader.report(name.span(), message, "the file holds tables `[[suppression]]` and nothing else");
            }
        }
    }
    entries
}

fn read_entry(reader: &mut Reader<'_>, value: &Spanned<DeValue<'_>>) -> Option<Entry> {
    let Some(table) = value.get_ref().as_table() else {
        reader.report(value.span(), "an entry is a table".to_owned(), "write `[[suppression]]`");
        return None;
    };
    for (name, _) in table.iter().filter(|(name, _)| !MEMBERS.contains(&name.get_ref().as_ref())) {
        let message = format!("`{}` is no key of an entry", name.get_ref());
        reader.report(name.span(), message, "an entry has `code` and `page`, and perhaps `contains` and `reason`");
    }
    let (code, page) = (required(reader, value, table, "code"), required(reader, value, table, "page"));
    let (contains, reason) = (text(reader, table, "contains"), text(reader, table, "reason"));
    let code = code.and_then(|(name, range)| known_code(reader, &name, range));
    let page = page.and_then(|(pattern, range)| glob(reader, &pattern, range));
    let owned = |one: Option<(String, Range<usize>)>| one.map(|(text, _)| text);
    let span = reader.span(value.span());
    Some(Entry { code: code?, page: page?, contains: owned(contains), reason: owned(reason), span })
}

/// A text and its place; another value is reported.
fn text(reader: &mut Reader<'_>, table: &DeTable<'_>, name: &str) -> Option<(String, Range<usize>)> {
    let value = table.get(name)?;
    let text = value.get_ref().as_str();
    if text.is_none() {
        reader.report(value.span(), format!("`{name}` is a text"), "put it between quotes");
    }
    text.map(|text| (text.to_owned(), value.span()))
}

fn required(
    reader: &mut Reader<'_>,
    entry: &Spanned<DeValue<'_>>,
    table: &DeTable<'_>,
    name: &str,
) -> Option<(String, Range<usize>)> {
    if !table.contains_key(name) {
        let help = "an entry names the code of a finding and the pages where it is accepted";
        reader.report(entry.span(), format!("this entry has no `{name}`"), help);
    }
    text(reader, table, name)
}

fn known_code(reader: &mut Reader<'_>, name: &str, range: Range<usize>) -> Option<&'static Code> {
    let known = codes::find(name);
    if known.is_none() {
        let nearest = spelling::nearest(name, codes::all().map(|code| code.name));
        let nearest = nearest.map(|nearest| format!("did you mean `{nearest}`? ")).unwrap_or_default();
        let help = format!("{nearest}`stubdown explain` lists all codes");
        reader.report(range, format!("there is no code `{name}`"), &help);
    }
    known
}

/// `*` stays within a folder, `**` goes through folders.
fn glob(reader: &mut Reader<'_>, pattern: &str, range: Range<usize>) -> Option<GlobMatcher> {
    match GlobBuilder::new(pattern).literal_separator(true).build() {
        Ok(glob) => Some(glob.compile_matcher()),
        Err(error) => {
            let message = format!("this is not a pattern for paths: {}", error.kind());
            reader.report(range, message, "write a path below the folder, such as `api/lamp-get.md` or `api/*.md`");
            None
        }
    }
}
