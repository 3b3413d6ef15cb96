//! JSON as it is written: into one text, on one line or indented, without a tree of values in between.
//!
//! Large objects are written in pieces, side by side, which are then put together.

use serde_json::Value;

/// A text that grows.
pub(super) struct Json {
    /// What stands before `text`: pieces are kept as they are, because copying a large document takes as long as writing it.
    before: Vec<String>,
    text: String,
    is_indented: bool,
    depth: usize,
}

impl Json {
    /// An object with these members, as texts that follow each other.
    pub(super) fn object(is_indented: bool, fill: impl FnOnce(&mut Object<'_>)) -> Vec<String> {
        let mut json = Self { before: Vec::new(), text: String::new(), is_indented, depth: 0 };
        json.braces(fill);
        json.before.push(json.text);
        json.before
    }

    /// Some members of an object that stands at this depth, for [`Object::pieces`].
    pub(super) fn piece(is_indented: bool, depth: usize, fill: impl FnOnce(&mut Object<'_>)) -> String {
        let mut json = Self { before: Vec::new(), text: String::new(), is_indented, depth: depth + 1 };
        fill(&mut Object { json: &mut json, is_empty: true });
        json.text
    }

    fn braces(&mut self, fill: impl FnOnce(&mut Object<'_>)) {
        self.text.push('{');
        self.depth += 1;
        let mut object = Object { json: &mut *self, is_empty: true };
        fill(&mut object);
        let is_empty = object.is_empty;
        self.close('}', is_empty);
    }

    fn brackets(&mut self, fill: impl FnOnce(&mut Array<'_>)) {
        self.text.push('[');
        self.depth += 1;
        let mut array = Array { json: &mut *self, is_empty: true };
        fill(&mut array);
        let is_empty = array.is_empty;
        self.close(']', is_empty);
    }

    fn close(&mut self, bracket: char, is_empty: bool) {
        self.depth -= 1;
        if !is_empty {
            self.line();
        }
        self.text.push(bracket);
    }

    fn separate(&mut self, is_empty: &mut bool) {
        if !std::mem::take(is_empty) {
            self.text.push(',');
        }
        self.line();
    }

    fn line(&mut self) {
        if self.is_indented {
            self.text.push('\n');
            self.text.extend(std::iter::repeat_n("  ", self.depth));
        }
    }

    fn string(&mut self, text: &str) {
        // All bytes are looked at, so that several are compared at a time.
        if text.bytes().fold(false, |escaped, byte| escaped | matches!(byte, b'"' | b'\\' | 0..0x20)) {
            self.text.push_str(&Value::from(text).to_string());
        } else {
            self.text.extend(["\"", text, "\""]);
        }
    }
}

/// An object while it is written.
pub(super) struct Object<'j> {
    json: &'j mut Json,
    is_empty: bool,
}

impl Object<'_> {
    fn name(&mut self, name: &str) {
        self.json.separate(&mut self.is_empty);
        self.json.string(name);
        self.json.text.push_str(if self.json.is_indented { ": " } else { ":" });
    }

    pub(super) fn text(&mut self, name: &str, value: &str) {
        self.name(name);
        self.json.string(value);
    }

    /// A member that is `true`.
    pub(super) fn flag(&mut self, name: &str) {
        self.name(name);
        self.json.text.push_str("true");
    }

    pub(super) fn object(&mut self, name: &str, fill: impl FnOnce(&mut Object<'_>)) {
        self.name(name);
        self.json.braces(fill);
    }

    pub(super) fn array(&mut self, name: &str, fill: impl FnOnce(&mut Array<'_>)) {
        self.name(name);
        self.json.brackets(fill);
    }

    pub(super) fn texts<'t>(&mut self, name: &str, texts: impl IntoIterator<Item = &'t str>) {
        self.array(name, |array| texts.into_iter().for_each(|text| array.text(text)));
    }

    /// An object that was written in pieces.
    pub(super) fn pieces(&mut self, name: &str, pieces: Vec<String>) {
        self.object(name, |object| {
            for piece in pieces.into_iter().filter(|piece| !piece.is_empty()) {
                if !std::mem::take(&mut object.is_empty) {
                    object.json.text.push(',');
                }
                object.json.before.extend([std::mem::take(&mut object.json.text), piece]);
            }
        });
    }
}

/// An array while it is written.
pub(super) struct Array<'j> {
    json: &'j mut Json,
    is_empty: bool,
}

impl Array<'_> {
    pub(super) fn text(&mut self, text: &str) {
        self.json.separate(&mut self.is_empty);
        self.json.string(text);
    }

    pub(super) fn object(&mut self, fill: impl FnOnce(&mut Object<'_>)) {
        self.json.separate(&mut self.is_empty);
        self.json.braces(fill);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(is_indented: bool) -> String {
        let piece = |name: &str| Json::piece(is_indented, 1, |object| object.text(name, "\u{1f}\n\"\\ä/"));
        let pieces = vec![piece("a"), String::new(), piece("b")];
        let texts = Json::object(is_indented, |object| {
            object.pieces("pieces", pieces);
            object.object("{", |_| {});
            object.array("none", |_| {});
            object.array("some", |array| {
                array.text("x");
                array.object(|object| object.flag("y"));
            });
        });
        texts.concat()
    }

    #[test]
    fn the_text_is_that_of_the_value_that_it_means() {
        let value: Value = serde_json::from_str(&sample(false)).unwrap();
        assert_eq!(sample(false), value.to_string());
        assert_eq!(sample(true), format!("{value:#}"));
    }
}
