//! The reader: takes one step at least with every turn, so its time is linear in the text.

use std::collections::BTreeSet;
use std::ops::Range;

use super::text::{is_invisible, is_quote};
use super::{Json, JsonValue, Member, Repair, RepairKind, number};
use crate::source::Span;

/// How deeply brackets may be nested. Documentation has about ten levels; the bound protects the stack.
pub const MAX_DEPTH: usize = 128;

/// What was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The first value of the text; nothing if the text is no JSON by any stretch.
    pub value: Option<Json>,
    /// What was wrong, in the order of the text. Empty for strict JSON.
    pub repairs: Vec<Repair>,
    /// What stands behind the value, without blanks around it.
    pub rest: Option<Span>,
}

/// Reads the JSON value that `text` begins with. `span` is the place of `text`.
#[must_use]
pub fn read(text: &str, span: Span) -> Reading {
    let mut reader = Reader::new(text, span);
    reader.skip_blanks();
    let value = match reader.peek() {
        Some('{' | '[' | '"') => reader.value(),
        _ => reader.strict_word(),
    };
    reader.finish(value)
}

/// Reads an object whose opening bracket is missing: `text` begins with a member.
#[must_use]
pub fn read_members(text: &str, span: Span) -> Reading {
    let mut reader = Reader::new(text, span);
    reader.skip_blanks();
    let start = reader.at;
    reader.repair(RepairKind::MissingOpeningBracket, start..start);
    let value = reader.nested('}', Reader::members).map(|value| reader.json(value, start));
    reader.finish(value)
}

pub(super) struct Reader<'t> {
    text: &'t str,
    span: Span,
    pub(super) at: usize,
    repairs: Vec<Repair>,
    /// The closing brackets that are awaited, outermost first.
    open: Vec<char>,
    /// Set where the text turns out to be no JSON; everything returns at once.
    given_up: bool,
}

/// What was read last between two brackets.
#[derive(Clone, Copy)]
enum Last {
    Nothing,
    /// A comma, at this offset.
    Comma(usize),
    /// A value that ends at this offset.
    Value(usize),
}

impl<'t> Reader<'t> {
    const fn new(text: &'t str, span: Span) -> Self {
        Self { text, span, at: 0, repairs: Vec::new(), open: Vec::new(), given_up: false }
    }

    fn finish(mut self, value: Option<Json>) -> Reading {
        let value = value.filter(|_| !self.given_up);
        if value.is_some() {
            self.skip_blanks();
        }
        let rest = self.rest().trim();
        let rest_start = self.text.len() - self.rest().trim_start().len();
        let rest = (value.is_some() && !rest.is_empty()).then(|| self.span.slice(rest_start..rest_start + rest.len()));
        self.repairs.sort_by_key(|repair| repair.span.start);
        Reading { value, repairs: self.repairs, rest }
    }

    pub(super) fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Takes the next `length` bytes.
    pub(super) fn take(&mut self, length: usize) -> &'t str {
        let taken = self.rest().get(..length).unwrap_or_default();
        self.at += taken.len();
        taken
    }

    pub(super) fn skip_characters(&mut self, characters: &[char]) {
        self.at = self.text.len() - self.rest().trim_start_matches(characters).len();
    }

    pub(super) fn repair(&mut self, kind: RepairKind, range: Range<usize>) {
        self.repairs.push(Repair { kind, span: self.span.slice(range) });
    }

    pub(super) fn is_in_array(&self) -> bool {
        self.open.last() == Some(&']')
    }

    fn json(&self, value: JsonValue, start: usize) -> Json {
        Json { value, span: self.span.slice(start..self.at) }
    }

    /// Blanks, comments, ellipses and invisible characters.
    fn skip_blanks(&mut self) {
        loop {
            let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
            self.at += self.rest().bytes().take_while(is_blank).count();
            let (rest, start) = (self.rest(), self.at);
            if rest.bytes().next().is_none_or(|byte| byte.is_ascii_graphic() && !matches!(byte, b'/' | b'.')) {
                return;
            }
            let (kind, length) = if rest.starts_with("//") {
                (RepairKind::Comment, rest.find('\n').unwrap_or(rest.len()))
            } else if rest.starts_with("/*") {
                (RepairKind::Comment, rest.find("*/").map_or(rest.len(), |end| end + 2))
            } else if rest.starts_with("...") || rest.starts_with('…') {
                (RepairKind::Ellipsis, rest.len() - rest.trim_start_matches(['.', '…']).len())
            } else if rest.starts_with(|c: char| c.is_whitespace() || is_invisible(c)) {
                (
                    RepairKind::InvisibleCharacter,
                    rest.len() - rest.trim_start_matches(|c: char| c.is_whitespace() || is_invisible(c)).len(),
                )
            } else {
                return;
            };
            self.at += length;
            self.repair(kind, start..self.at);
        }
    }

    fn value(&mut self) -> Option<Json> {
        let start = self.at;
        let value = match self.peek()? {
            '{' => self.bracketed('}', Self::members),
            '[' => self.bracketed(']', Self::elements),
            character if is_quote(character) => self.string().map(JsonValue::String),
            _ => self.word(),
        }?;
        Some(self.json(value, start))
    }

    fn bracketed(&mut self, closing: char, content: fn(&mut Self) -> JsonValue) -> Option<JsonValue> {
        self.at += 1;
        self.nested(closing, content)
    }

    fn nested(&mut self, closing: char, content: fn(&mut Self) -> JsonValue) -> Option<JsonValue> {
        if self.open.len() >= MAX_DEPTH {
            self.given_up = true;
            self.repair(RepairKind::TooDeep, self.at..self.at);
            return None;
        }
        self.open.push(closing);
        let value = content(self);
        self.open.pop();
        (!self.given_up).then_some(value)
    }

    fn members(&mut self) -> JsonValue {
        let mut members = Vec::new();
        let mut last = Last::Nothing;
        while self.is_before_item(&mut last) {
            let is_first = members.is_empty();
            members.extend(self.member(is_first));
            last = Last::Value(self.at);
        }
        self.report_repeated(&members);
        JsonValue::Object(members)
    }

    fn elements(&mut self) -> JsonValue {
        let mut elements = Vec::new();
        let mut last = Last::Nothing;
        while self.is_before_item(&mut last) {
            let (start, repairs) = (self.at, self.repairs.len());
            elements.extend(self.value());
            if self.at == start {
                self.skip_unexpected();
            }
            // `[Zip file with ...]` as a whole body is a remark, no array.
            let is_remark = elements.len() == 1
                && self.open.len() == 1
                && self.repairs.get(repairs).is_some_and(|repair| repair.kind == RepairKind::UnquotedValue)
                && elements.iter().filter_map(Json::as_str).any(|text| text.contains(' '));
            self.given_up |= is_remark;
            last = Last::Value(self.at);
        }
        JsonValue::Array(elements)
    }

    /// Skips to the next item between two brackets; behind the last one, takes the closing bracket and says no.
    fn is_before_item(&mut self, last: &mut Last) -> bool {
        while !self.given_up {
            self.skip_blanks();
            let at = self.at;
            match (self.peek(), *last) {
                (None, _) => {
                    if self.repairs.last().is_none_or(|repair| repair.kind != RepairKind::MissingBracket) {
                        self.repair(RepairKind::MissingBracket, at..at);
                    }
                    return false;
                }
                (Some(bracket @ ('}' | ']')), _) => {
                    if let Last::Comma(comma) = *last {
                        self.repair(RepairKind::TrailingComma, comma..comma + 1);
                    }
                    self.close(bracket);
                    return false;
                }
                (Some(','), Last::Value(_)) => *last = Last::Comma(at),
                (Some(','), _) => self.repair(RepairKind::SurplusComma, at..at + 1),
                (Some(_), Last::Value(end)) => {
                    self.repair(RepairKind::MissingComma, end..end);
                    return true;
                }
                (Some(_), _) => return true,
            }
            self.at += 1;
        }
        false
    }

    fn close(&mut self, bracket: char) {
        let at = self.at;
        let (own, outer) = self.open.split_last().map_or((bracket, [].as_slice()), |(own, outer)| (*own, outer));
        if own == bracket {
            self.at += 1;
        } else if outer.contains(&bracket) {
            self.repair(RepairKind::MissingBracket, at..at);
        } else {
            self.at += 1;
            self.repair(RepairKind::MismatchedBracket, at..self.at);
        }
    }

    fn member(&mut self, is_first: bool) -> Option<Member> {
        let start = self.at;
        let name = match self.peek()? {
            '{' | '[' => {
                let value = self.value();
                self.repair(RepairKind::MissingName, start..self.at);
                return value.and(None);
            }
            character if is_quote(character) => self.string()?,
            _ => self.bare_name(is_first)?,
        };
        let name_end = self.at;
        self.skip_blanks();
        match self.peek() {
            Some(':') => self.at += 1,
            Some('=') => {
                self.repair(RepairKind::MissingColon, self.at..self.at + 1);
                self.skip_characters(&['=', '>']);
            }
            Some(',' | '}' | ']') | None => {}
            Some(_) => self.repair(RepairKind::MissingColon, name_end..name_end),
        }
        self.skip_blanks();
        let at = self.at;
        let value = match self.peek() {
            Some(',' | '}' | ']') | None => None,
            Some(_) => self.value(),
        };
        let value = value.unwrap_or_else(|| {
            self.repair(RepairKind::MissingValue, start..name_end);
            Json { value: JsonValue::Null, span: self.span.slice(at..at) }
        });
        Some(Member { name, name_span: self.span.slice(start..name_end), value })
    }

    /// `name:` or `name":`. Other words are skipped; at the start of the text they show that it is no JSON: `{id}`.
    fn bare_name(&mut self, is_first: bool) -> Option<String> {
        let start = self.at;
        let rest = self.rest();
        let run = rest.get(..rest.find([':', '=', ',', '{', '}', '[', ']', '"', '\n']).unwrap_or(rest.len()))?;
        let name = run.trim_end();
        let behind = rest.get(run.len()..)?;
        let quoted = behind.strip_prefix('"').is_some_and(|behind| behind.trim_start().starts_with(':'));
        if name.is_empty() || !(quoted || behind.starts_with([':', '='])) {
            self.given_up |= is_first && self.open.len() == 1;
            self.skip_unexpected();
            return None;
        }
        let end = start + name.len();
        let kind = if quoted { RepairKind::MissingQuote } else { RepairKind::UnquotedName };
        self.repair(kind, start..end);
        self.at = if quoted { start + run.len() + 1 } else { end };
        Some(name.to_owned())
    }

    /// What can be neither a name nor a value: to the end of the line or the next separator, one character at least.
    fn skip_unexpected(&mut self) {
        let start = self.at;
        let first = self.peek().map_or(0, char::len_utf8);
        let behind = self.rest().get(first..).unwrap_or_default();
        self.at += first + behind.find([',', '{', '}', '[', ']', '"', '\n']).unwrap_or(behind.len());
        self.repair(RepairKind::Unexpected, start..self.at);
    }

    /// A value without quotes: to the end of the line, the next separator or a comment.
    fn word(&mut self) -> Option<JsonValue> {
        let start = self.at;
        let rest = self.rest();
        let run = rest.get(..rest.find([',', '}', ']', '\n']).unwrap_or(rest.len()))?;
        let cut = run.find("/*").into_iter().chain(run.find(" //")).chain(run.find("\t//")).min();
        let run = run.get(..cut.unwrap_or(run.len()))?.trim_end();
        if run.is_empty() {
            return None;
        }
        self.at += run.len();
        if let Some(text) = run.strip_suffix('"') {
            self.repair(RepairKind::MissingQuote, start..start);
            return Some(JsonValue::String(text.to_owned()));
        }
        let (value, repair) = number::word(run);
        if let Some(kind) = repair {
            self.repair(kind, start..self.at);
        }
        Some(value)
    }

    /// A text that consists of a literal or a number.
    fn strict_word(&mut self) -> Option<Json> {
        let start = self.at;
        let value = number::strict_scalar(self.rest().trim_end())?;
        self.at = self.text.len();
        Some(self.json(value, start))
    }

    fn report_repeated(&mut self, members: &[Member]) {
        // Nearly all objects are small; for large ones, comparing each with each would be quadratic.
        const SMALL: usize = 16;
        let mut seen = BTreeSet::new();
        for (index, member) in members.iter().enumerate() {
            let is_repeated = if members.len() <= SMALL {
                members.iter().take(index).any(|before| before.name == member.name)
            } else {
                !seen.insert(member.name.as_str())
            };
            if is_repeated {
                self.repairs.push(Repair { kind: RepairKind::RepeatedName, span: member.name_span });
            }
        }
    }
}
