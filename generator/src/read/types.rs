//! Type cells and type names in annotations.

use super::conventions::{
    COLLECTION_PARTS, COLLECTION_WORDS, ITEM_LINKS, NO_TYPE, NULLABLE, PRIMITIVES, TYPE_NOUNS, fold, is_among, look_up,
    says_many,
};
use super::facts::{NamedType, Primitive, TypeClaim};
use super::resource::simple_name;
use crate::page::json::{Json, JsonValue};
use crate::page::{Annotation, Cell, Inline, MarkKind};
use crate::source::Span;

/// Reads a type cell: `String`, `[post](post.md) collection`, `Collection(Edm.String)`, `microsoft.graph.x`.
pub(super) fn cell(cell: &Cell) -> Option<TypeClaim> {
    inline(&cell.content, cell.span)
}

fn inline(content: &Inline, span: Span) -> Option<TypeClaim> {
    let text = content.text.trim();
    if text.is_empty() {
        return None;
    }
    let collection = is_collection(text);
    let mut links: Vec<(&str, &str)> = Vec::new();
    for mark in &content.marks {
        if let MarkKind::Link { target } = &mark.kind {
            links.push((content.text.get(mark.range.clone()).unwrap_or_default(), target));
        }
    }
    let named = match links.as_slice() {
        [] => name(text),
        [(words, target)] => link_type(words, target),
        [(words, target), ..] => match link_type(words, target) {
            primitive @ NamedType::Primitive(_) => primitive,
            _ => NamedType::OneOf(links.iter().map(|(words, target)| link_type(words, target)).collect()),
        },
    };
    Some(TypeClaim { named, collection, nested: is_nested(text), span })
}

/// The type behind a link. A link with the words of a primitive means the primitive: pages link `DateTimeOffset` to an explanation.
fn link_type(words: &str, target: &str) -> NamedType {
    match look_up(PRIMITIVES, &fold(without_prefix(words))) {
        Some(primitive) => NamedType::Primitive(primitive),
        None => NamedType::Link { text: words.trim().to_owned(), target: target.to_owned() },
    }
}

/// A type as text: of a cell without a link, or of an annotation.
pub(crate) fn name(text: &str) -> NamedType {
    let bare = without_collection(text.trim().trim_matches('`').trim());
    if in_collection(bare).is_some() {
        // What is in a collection within a collection is an array, for which there is no type.
        return NamedType::Primitive(Primitive::Json);
    }
    let bare = without_prefix(without_nullable(bare).trim_start_matches('#'));
    if let Some(primitive) = look_up(PRIMITIVES, &fold(bare)) {
        return NamedType::Primitive(primitive);
    }
    if is_name(bare) {
        return NamedType::Name(bare.to_owned());
    }
    if let Some(words) = undefined_reference(bare) {
        return name(words);
    }
    if let Some(name) = without_noun(bare) {
        return NamedType::Name(name.to_owned());
    }
    broken_link(bare).or_else(|| annotated_primitive(bare)).unwrap_or_else(|| NamedType::Unknown(bare.to_owned()))
}

/// Whether a text may be the name of a type or a value, qualified perhaps.
pub(crate) fn is_name(text: &str) -> bool {
    text.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '.')
        && text.chars().next().is_some_and(char::is_alphabetic)
}

/// `DateTimeOffset` of `Nullable DateTimeOffset` and `DateTimeOffset Nullable`: any property may be null.
fn without_nullable(text: &str) -> &str {
    let is_nullable = |word: &str| word.eq_ignore_ascii_case(NULLABLE);
    let behind = text.split_once(' ').filter(|(first, _)| is_nullable(first)).map(|(_, behind)| behind.trim_start());
    let before = || text.rsplit_once(' ').filter(|(_, last)| is_nullable(last)).map(|(before, _)| before.trim_end());
    behind.or_else(before).unwrap_or(text)
}

/// `Thumbnail` of `Thumbnail object`.
fn without_noun(text: &str) -> Option<&str> {
    let (name, noun) = text.rsplit_once(' ')?;
    (is_name(name) && is_among(TYPE_NOUNS, noun)).then_some(name)
}

/// The words of `[post]` or `[post][resource]` where the page defines no such reference.
fn undefined_reference(text: &str) -> Option<&str> {
    let (words, target) = text.strip_prefix('[')?.split_once(']')?;
    let is_reference = target.is_empty() || (target.starts_with('[') && target.ends_with(']'));
    (is_reference && !words.contains('[')).then_some(words)
}

/// `[post](post.md` without the closing parenthesis.
fn broken_link(text: &str) -> Option<NamedType> {
    let (words, target) = text.strip_prefix('[')?.split_once("](")?;
    Some(link_type(words, target.trim_end_matches(')')))
}

/// A primitive with notes: `String (optional)`, `(Optional) String`, `string, maximum size 20`, `Int64 - optional`.
fn annotated_primitive(text: &str) -> Option<NamedType> {
    let behind = text.strip_prefix('(').and_then(|rest| rest.split_once(')')).map_or(text, |(_, behind)| behind);
    let word = behind.split(['(', ',']).next().unwrap_or_default();
    let word = word.split_once(" -").map_or(word, |(word, _)| word);
    look_up(PRIMITIVES, &fold(without_prefix(word))).map(NamedType::Primitive)
}

/// `@odata.type` or `@type` of an annotation. `isCollection` may be the text `"true"`.
pub(super) fn annotated(annotation: &Annotation) -> Option<TypeClaim> {
    let json = annotation.get("@odata.type").or_else(|| annotation.get("@type"))?;
    let text = json.as_str()?;
    if is_among(NO_TYPE, simple_name(text)) {
        return None;
    }
    let flagged = annotation.get("isCollection").is_some_and(is_true);
    Some(TypeClaim {
        named: name(text),
        collection: flagged || is_collection(text),
        nested: is_nested(text),
        span: json.span,
    })
}

/// Whether a flag of an annotation is set. Some pages write `"true"`.
pub(super) fn is_true(json: &Json) -> bool {
    matches!(&json.value, JsonValue::Bool(true)) || json.as_str().is_some_and(|text| fold(text) == "true")
}

/// Whether the words around a type name say that there are many of it.
pub(crate) fn is_collection(text: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(says_many)
}

/// Whether they say so twice: in parentheses, or with the same word. In `list collection` the first may be the name of a type.
fn is_nested(text: &str) -> bool {
    let mut words = text.trim().trim_matches('`').rsplit(char::is_whitespace).map(fold);
    let is_repeated = words.next().is_some_and(|last| says_many(&last) && words.next() == Some(last));
    is_repeated || in_collection(text.trim().trim_matches('`')).and_then(in_collection).is_some()
}

/// `Edm.String` is `String`.
fn without_prefix(text: &str) -> &str {
    let text = text.trim();
    match text.split_at_checked(4) {
        Some((prefix, rest)) if prefix.eq_ignore_ascii_case("edm.") => rest,
        _ => text,
    }
}

/// The item of `Collection(x)`, `x collection`, `Collection of x`, `Colección x`.
fn without_collection(text: &str) -> &str {
    if let Some(item) = in_collection(text) {
        return item;
    }
    let mut text = text;
    loop {
        let trimmed = one_word_less(text);
        if trimmed.len() == text.len() {
            return text;
        }
        text = trimmed;
    }
}

/// `x` of `Collection(x)`.
fn in_collection(text: &str) -> Option<&str> {
    let (open, close) = (text.find('(')?, text.rfind(')')?);
    let is_collection = is_among(COLLECTION_WORDS, text.get(..open).unwrap_or_default());
    is_collection.then(|| text.get(open + 1..close).unwrap_or_default().trim())
}

fn one_word_less(text: &str) -> &str {
    if let Some((before, last)) = text.rsplit_once(char::is_whitespace)
        && is_among(COLLECTION_WORDS, last)
    {
        return before.trim_end();
    }
    if let Some((first, behind)) = text.split_once(char::is_whitespace)
        && says_many(first)
    {
        let behind = behind.trim_start();
        return ITEM_LINKS.iter().find_map(|link| behind.strip_prefix(link)).unwrap_or(behind).trim_start();
    }
    without_part(text).unwrap_or(text)
}

/// `Zeichenfolgen` of `Zeichenfolgenauflistung`: languages that compose words have no blank before the collection.
fn without_part(text: &str) -> Option<&str> {
    COLLECTION_PARTS.rows().iter().find_map(|part| {
        let at = text.len().checked_sub(part.len())?;
        let (item, last) = text.split_at_checked(at)?;
        (fold(last) == *part && !item.is_empty()).then(|| item.trim_end_matches([' ', '-']))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn names_of_type_cells() {
        let named = |text| (name(text), is_collection(text));
        assert_eq!(named("String"), (NamedType::Primitive(Primitive::String), false));
        assert_eq!(named("`Edm.DateTimeOffset`"), (NamedType::Primitive(Primitive::DateTimeOffset), false));
        assert_eq!(named("string collection"), (NamedType::Primitive(Primitive::String), true));
        assert_eq!(named("Collection(Edm.Int32)"), (NamedType::Primitive(Primitive::Int32), true));
        assert_eq!(named("Collection of String"), (NamedType::Primitive(Primitive::String), true));
        assert_eq!(named("Colección String"), (NamedType::Primitive(Primitive::String), true));
        assert_eq!(named("Coleção de cadeias de caracteres"), (NamedType::Primitive(Primitive::String), true));
        assert_eq!(named("Zeichenfolgenauflistung"), (NamedType::Primitive(Primitive::String), true));
        assert_eq!(named("字符串集合"), (NamedType::Primitive(Primitive::String), true));
        assert_eq!(named("Коллекция строк"), (NamedType::Primitive(Primitive::String), true));
        assert_eq!(named("Collection(Collection(Edm.Int32))"), (NamedType::Primitive(Primitive::Json), true));
        assert_eq!(named("modality collection collection"), (NamedType::Name("modality".into()), true));
        assert_eq!(named("string, maximum size 20"), (NamedType::Primitive(Primitive::String), false));
        assert_eq!(named("Nullable DateTimeOffset"), (NamedType::Primitive(Primitive::DateTimeOffset), false));
        assert_eq!(named("Int32 nullable"), (NamedType::Primitive(Primitive::Int32), false));
        assert_eq!(named("(Optional) String"), (NamedType::Primitive(Primitive::String), false));
        assert_eq!(named("[post](post.md"), (NamedType::Link { text: "post".into(), target: "post.md".into() }, false));
        assert_eq!(named("#microsoft.graph.user"), (NamedType::Name("microsoft.graph.user".into()), false));
        assert_eq!(
            named("** Unknown Type `x` ** collection"),
            (NamedType::Unknown("** Unknown Type `x` **".into()), true)
        );
    }
}
