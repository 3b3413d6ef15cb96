//! JSON text, written as the JSON library writes it, but without a serializer in between: most of the time goes into looking for
//! characters to escape, and here eight are looked at at once.

use std::fmt::{self, Write as _};

use serde_json::{Number, Value};

use super::TYPE_MEMBER;
use super::datum::{Datum, Scalar, View};
use super::encode::names_type;
use super::object::{List, Object};

/// Writes a value as JSON text.
///
/// # Errors
/// None that is known; the signature is that of the JSON library.
pub fn to_vec(value: &impl Datum) -> Result<Vec<u8>, serde_json::Error> {
    let mut text = Vec::with_capacity(256);
    view(&value.view(), &mut text);
    Ok(text)
}

fn view(value: &View<'_>, out: &mut Vec<u8>) {
    match value {
        View::Absent | View::Null => null(out),
        View::Scalar(value) => scalar(value, out),
        View::Number(value) => scalar(&value.scalar(), out),
        View::Written(value) => match value.text() {
            Some(text) => string(text, out),
            None => displayed(*value, out),
        },
        View::Object(one) => object(None, *one, out),
        View::Derived(odata_type, one) => object(Some(odata_type), *one, out),
        View::List(elements) => list(*elements, out),
        View::Json(value) | View::Unexpected(value) => json(value, out),
    }
}

fn scalar(value: &Scalar<'_>, out: &mut Vec<u8>) {
    match value {
        Scalar::Text(text) => string(text, out),
        Scalar::Bool(value) => boolean(*value, out),
        Scalar::Signed(value) => number(&Number::from(*value), out),
        Scalar::Unsigned(value) => number(&Number::from(*value), out),
        Scalar::Float(value) => match Number::from_f64(*value) {
            Some(value) => number(&value, out),
            None => null(out),
        },
    }
}

/// What [`encode`](super::encode) writes to other formats.
fn object(odata_type: Option<&str>, object: &dyn Object, out: &mut Vec<u8>) {
    let additional = object.additional_properties();
    out.push(b'{');
    let empty = out.len();
    if let Some(odata_type) = odata_type
        && !names_type(object)
    {
        name(TYPE_MEMBER, empty, out);
        displayed(&format_args!("#{odata_type}"), out);
    }
    object.each(&mut |documented, slot| {
        if additional.is_empty() || !additional.contains_key(documented) {
            name(documented, empty, out);
            view(&slot.view(), out);
        }
    });
    for (other, value) in additional {
        name(other, empty, out);
        json(value, out);
    }
    out.push(b'}');
}

/// Writes the name of a member, of an object that is empty while the text is of the length `empty`.
fn name(name: &str, empty: usize, out: &mut Vec<u8>) {
    if out.len() > empty {
        out.push(b',');
    }
    string(name, out);
    out.push(b':');
}

fn list(list: &dyn List, out: &mut Vec<u8>) {
    out.push(b'[');
    for position in 0..list.len() {
        if position > 0 {
            out.push(b',');
        }
        view(&list.get(position), out);
    }
    out.push(b']');
}

fn json(json: &Value, out: &mut Vec<u8>) {
    match json {
        Value::Null => null(out),
        Value::Bool(value) => boolean(*value, out),
        Value::Number(value) => number(value, out),
        Value::String(text) => string(text, out),
        Value::Array(elements) => {
            out.push(b'[');
            for (position, element) in elements.iter().enumerate() {
                if position > 0 {
                    out.push(b',');
                }
                self::json(element, out);
            }
            out.push(b']');
        }
        Value::Object(members) => {
            out.push(b'{');
            let empty = out.len();
            for (member, value) in members {
                name(member, empty, out);
                self::json(value, out);
            }
            out.push(b'}');
        }
    }
}

fn null(out: &mut Vec<u8>) {
    out.extend_from_slice(b"null");
}

fn boolean(value: bool, out: &mut Vec<u8>) {
    out.extend_from_slice(if value { b"true" } else { b"false" });
}

fn number(value: &Number, out: &mut Vec<u8>) {
    // Neither a vector nor a number can fail.
    let _ = write!(Contents(out), "{value}");
}

fn string(text: &str, out: &mut Vec<u8>) {
    out.reserve(text.len() + 4);
    out.push(b'"');
    contents(text, out);
    out.push(b'"');
}

fn displayed(text: &dyn fmt::Display, out: &mut Vec<u8>) {
    out.push(b'"');
    // Neither a vector nor what is displayed here can fail.
    let _ = write!(Contents(out), "{text}");
    out.push(b'"');
}

/// What is written is the contents of a string.
struct Contents<'o>(&'o mut Vec<u8>);

impl fmt::Write for Contents<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        contents(text, self.0);
        Ok(())
    }
}

fn contents(text: &str, out: &mut Vec<u8>) {
    let bytes = text.as_bytes();
    if is_plain(bytes) {
        out.extend_from_slice(bytes);
    } else {
        escaped(bytes, out);
    }
}

/// Whether no byte has to be escaped.
fn is_plain(bytes: &[u8]) -> bool {
    match bytes.last_chunk::<8>() {
        Some(last) => {
            let (chunks, _) = bytes.as_chunks::<8>();
            is_plain_chunk(*last) && chunks.iter().all(|chunk| is_plain_chunk(*chunk))
        }
        None => !bytes.iter().any(|byte| must_be_escaped(*byte)),
    }
}

/// The same for eight bytes. A byte below `n` borrows from its highest bit when `n` is taken from it; those that have this bit anyway,
/// which are parts of other characters than those of ASCII, are left out.
fn is_plain_chunk(chunk: [u8; 8]) -> bool {
    const EACH: u64 = u64::MAX / 0xff;
    let chunk = u64::from_ne_bytes(chunk);
    let below = |chunk: u64, n: u64| chunk.wrapping_sub(EACH * n) & !chunk;
    let control = below(chunk, 0x20);
    let quote = below(chunk ^ (EACH * u64::from(b'"')), 1);
    let backslash = below(chunk ^ (EACH * u64::from(b'\\')), 1);
    (control | quote | backslash) & (EACH * 0x80) == 0
}

const fn must_be_escaped(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

/// Writes bytes of a string, some of which have to be escaped, each in the shortest form that JSON has for it.
#[cold]
fn escaped(bytes: &[u8], out: &mut Vec<u8>) {
    for run in bytes.split_inclusive(|byte| must_be_escaped(*byte)) {
        let Some((last, before)) = run.split_last().filter(|(last, _)| must_be_escaped(**last)) else {
            out.extend_from_slice(run);
            continue;
        };
        out.extend_from_slice(before);
        let short = match *last {
            b'\n' => b'n',
            b'\r' => b'r',
            b'\t' => b't',
            0x08 => b'b',
            0x0c => b'f',
            0x00..0x20 => b'u',
            other => other,
        };
        out.extend_from_slice(&[b'\\', short]);
        if short == b'u' {
            let digit = |value: u8| if value < 10 { b'0' + value } else { b'a' + value - 10 };
            out.extend_from_slice(&[b'0', b'0', digit(last >> 4), digit(last & 0xf)]);
        }
    }
}
