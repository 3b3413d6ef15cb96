//! Strings: in every kind of quotes, wrapped over lines, or without their end.

use super::RepairKind;
use super::reader::Reader;

/// How a string is quoted.
#[derive(Clone, Copy, PartialEq)]
enum Quote {
    /// `"`, as JSON has it.
    Double,
    /// `'`
    Single,
    /// Typographic double quotes, or one and a straight one.
    SmartDouble,
    /// Typographic single quotes, or one and a straight one.
    SmartSingle,
}

impl Quote {
    const fn opened_by(character: char) -> Option<Self> {
        match character {
            '"' => Some(Self::Double),
            '\'' => Some(Self::Single),
            '“' | '”' | '„' => Some(Self::SmartDouble),
            '‘' | '’' => Some(Self::SmartSingle),
            _ => None,
        }
    }

    const fn is_closed_by(self, character: char) -> bool {
        match self {
            Self::Double => character == '"',
            Self::Single => character == '\'',
            Self::SmartDouble => matches!(character, '“' | '”' | '"'),
            Self::SmartSingle => matches!(character, '‘' | '’' | '\''),
        }
    }

    const fn repair(self) -> Option<RepairKind> {
        match self {
            Self::Double => None,
            Self::Single => Some(RepairKind::SingleQuotes),
            Self::SmartDouble | Self::SmartSingle => Some(RepairKind::SmartQuotes),
        }
    }
}

/// Whether a string begins with this character.
pub(super) const fn is_quote(character: char) -> bool {
    Quote::opened_by(character).is_some()
}

impl<'t> Reader<'t> {
    /// A string; nothing where no quote stands.
    pub(super) fn string(&mut self) -> Option<String> {
        let opening = self.peek()?;
        let quote = Quote::opened_by(opening)?;
        let start = self.at;
        self.at += opening.len_utf8();
        if let Some(kind) = quote.repair() {
            self.repair(kind, start..self.at);
        }
        let mut text = String::new();
        loop {
            let plain = self.plain_run(quote);
            text.push_str(plain);
            let at = self.at;
            match self.peek() {
                None => {
                    self.repair(RepairKind::MissingQuote, at..at);
                    text.truncate(text.trim_end().len());
                    return Some(text);
                }
                Some('\\') => self.escape(&mut text),
                Some('\n' | '\r') if self.line_break_ends_string() => {
                    self.end_at_line_end(&mut text, plain);
                    return Some(text);
                }
                Some('\n' | '\r') => {
                    let rest = self.rest();
                    let blanks = rest.len() - rest.trim_start().len();
                    text.push_str(self.take(blanks));
                    self.repair(RepairKind::LineFeedInString, at..at + 1);
                }
                Some(character) => {
                    self.at += character.len_utf8();
                    if quote.is_closed_by(character) {
                        if self.is_behind_string() {
                            return Some(text);
                        }
                        self.repair(RepairKind::QuoteInString, at..self.at);
                    } else if character.is_control() {
                        self.repair(RepairKind::ControlCharacter, at..self.at);
                    }
                    text.push(character);
                }
            }
        }
    }

    /// Takes the characters up to the next one that may mean something.
    fn plain_run(&mut self, quote: Quote) -> &'t str {
        let rest = self.rest();
        let ends_run = |byte: u8| match byte {
            b'\\' | 0..0x20 => true,
            b'"' => quote != Quote::Single,
            b'\'' => matches!(quote, Quote::Single | Quote::SmartSingle),
            // The first byte of the typographic quotes.
            0xE2 => matches!(quote, Quote::SmartDouble | Quote::SmartSingle),
            _ => false,
        };
        let length = rest.bytes().position(ends_run).unwrap_or(rest.len());
        self.take(length)
    }

    /// Whether what follows a quote can follow a string. An unescaped quote inside of a string is followed by more
    /// text.
    fn is_behind_string(&self) -> bool {
        let rest = self.rest().trim_start_matches(|c: char| c != '\n' && (c.is_whitespace() || is_invisible(c)));
        ["//", "/*", "..."].iter().any(|token| rest.starts_with(token))
            || rest
                .chars()
                .next()
                .is_none_or(|c| matches!(c, ',' | '}' | ']' | ':' | '=' | ';' | '\n' | '…') || is_quote(c))
    }

    /// At a line break in a string: whether the closing quote was forgotten, or the text goes on.
    fn line_break_ends_string(&self) -> bool {
        let behind = self.rest().trim_start();
        let Some(quoted) = behind.strip_prefix('"') else {
            return behind.is_empty() || behind.starts_with(['}', ']']);
        };
        // A quote with nothing but a separator behind it closes this string; other quotes open the next one.
        if self.is_in_array() {
            return !quoted.trim_start_matches([' ', '\t']).starts_with([',', ']', '}', '\n', '\r'])
                && !quoted.is_empty();
        }
        let near = quoted.get(..quoted.floor_char_boundary(MAX_NAME)).unwrap_or_default();
        near.split_once('"').is_some_and(|(_, behind)| behind.trim_start().starts_with(':'))
    }

    /// Ends a string at the end of its line; a comma there separates, and a quote of another kind closes.
    fn end_at_line_end(&mut self, text: &mut String, last_run: &str) {
        let kept = last_run.trim_end();
        let kept = kept.strip_suffix(',').unwrap_or(kept).trim_end_matches(['”', '“', '’', '\'']);
        let dropped = last_run.len() - kept.len();
        text.truncate(text.len().saturating_sub(dropped));
        self.at = self.at.saturating_sub(dropped);
        self.repair(RepairKind::MissingQuote, self.at..self.at);
        self.skip_characters(&['”', '“', '’', '\'']);
    }

    fn escape(&mut self, text: &mut String) {
        let start = self.at;
        self.at += 1;
        let Some(character) = self.peek() else { return };
        let simple = match character {
            '"' | '\\' | '/' => Some(character),
            'b' => Some('\u{8}'),
            'f' => Some('\u{c}'),
            'n' => Some('\n'),
            'r' => Some('\r'),
            't' => Some('\t'),
            _ => None,
        };
        if let Some(simple) = simple {
            self.at += 1;
            text.push(simple);
        } else if let Some(unit) = self.unicode_escape() {
            let decoded = self.decode_unit(unit);
            if decoded.is_none() {
                self.repair(RepairKind::LoneSurrogate, start..self.at);
            }
            text.push(decoded.unwrap_or(char::REPLACEMENT_CHARACTER));
        } else {
            // The backslash is kept; the loop goes on with what follows, be it a letter or a line break.
            self.repair(RepairKind::BadEscape, start..self.at);
            text.push('\\');
        }
    }

    /// Takes `uXXXX`.
    fn unicode_escape(&mut self) -> Option<u32> {
        let digits = self.rest().strip_prefix('u')?.get(..4)?;
        let unit =
            digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok())??;
        self.at += 5;
        Some(unit)
    }

    /// The character of `unit` and, if it is a high surrogate, of the low one in the escape behind it.
    fn decode_unit(&mut self, unit: u32) -> Option<char> {
        if !(0xD800..0xDC00).contains(&unit) {
            return char::from_u32(unit);
        }
        let behind = self.at;
        if self.peek() == Some('\\') {
            self.at += 1;
            if let Some(low) = self.unicode_escape().filter(|low| (0xDC00..0xE000).contains(low)) {
                return char::from_u32(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00));
            }
        }
        self.at = behind;
        None
    }
}

/// How far a name is looked for.
const MAX_NAME: usize = 200;

/// Characters without width, and the byte order mark.
pub(in crate::page) const fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}
