//! Words for types and values.

use crate::read::Primitive;
use crate::read::phrases::Phrases;

/// The words of type cells. `Edm.` is taken off before.
pub const PRIMITIVES: &[(&str, Primitive)] = &[
    ("string", Primitive::String),
    ("cadena", Primitive::String),
    ("url", Primitive::String),
    ("uri", Primitive::String),
    ("string (url)", Primitive::String),
    ("string (identifier)", Primitive::String),
    ("etag", Primitive::String),
    ("boolean", Primitive::Boolean),
    ("bool", Primitive::Boolean),
    ("booleano", Primitive::Boolean),
    ("byte", Primitive::Byte),
    ("sbyte", Primitive::SByte),
    ("int16", Primitive::Int16),
    ("short", Primitive::Int16),
    ("int32", Primitive::Int32),
    ("int", Primitive::Int32),
    ("integer", Primitive::Int32),
    ("int64", Primitive::Int64),
    ("long", Primitive::Int64),
    ("number", Primitive::Number),
    ("numeric", Primitive::Number),
    ("single", Primitive::Single),
    ("float", Primitive::Single),
    ("double", Primitive::Double),
    ("decimal", Primitive::Decimal),
    ("datetimeoffset", Primitive::DateTimeOffset),
    ("datetime", Primitive::DateTimeOffset),
    ("timestamp", Primitive::DateTimeOffset),
    ("string (timestamp)", Primitive::DateTimeOffset),
    ("date", Primitive::Date),
    ("timeofday", Primitive::TimeOfDay),
    ("duration", Primitive::Duration),
    ("guid", Primitive::Guid),
    ("uuid", Primitive::Guid),
    ("binary", Primitive::Binary),
    ("base64", Primitive::Binary),
    ("stream", Primitive::Stream),
    ("json", Primitive::Json),
    ("object", Primitive::Json),
    ("json object", Primitive::Json),
    ("untyped json object", Primitive::Json),
    ("zeichenfolge", Primitive::String),
    ("zeichenfolgen", Primitive::String),
    ("chaîne", Primitive::String),
    ("chaînes", Primitive::String),
    ("cadeia de caracteres", Primitive::String),
    ("cadeias de caracteres", Primitive::String),
    ("sequência de caracteres", Primitive::String),
    ("строк", Primitive::String),
    ("строка", Primitive::String),
    ("字符串", Primitive::String),
    ("文字列", Primitive::String),
    ("boolesch", Primitive::Boolean),
    ("boolescher wert", Primitive::Boolean),
    ("booléen", Primitive::Boolean),
    ("valeur booléenne", Primitive::Boolean),
    ("booliano", Primitive::Boolean),
    ("логический", Primitive::Boolean),
    ("логическое", Primitive::Boolean),
    ("логическое значение", Primitive::Boolean),
    ("布尔", Primitive::Boolean),
    ("布尔值", Primitive::Boolean),
    ("ブール", Primitive::Boolean),
    ("ブール値", Primitive::Boolean),
    ("ブール型", Primitive::Boolean),
    ("entier", Primitive::Int32),
    ("inteiro", Primitive::Int32),
    ("целое число", Primitive::Int32),
    ("整数", Primitive::Int32),
];

/// Simple names in annotations of messages without a body: `microsoft.graph.none`.
pub const NO_TYPE: &[&str] = &["none"];

/// Words behind the name of a type in a cell.
pub const TYPE_NOUNS: &[&str] = &["object", "objects", "resource", "resources"];

/// What may stand behind such a noun in a title: `shelf resource type`.
pub const TYPE_TITLE_END: &str = " type";

/// Words of type cells that say that there is an enum, and not which.
pub const ENUM_WORDS: &[&str] = &["enum", "enumeration", "string enum"];

/// Words beside a type that say that there are many.
pub const COLLECTION_WORDS: &[&str] = &[
    "collection",
    "collections",
    "list",
    "array",
    "colección",
    "lista",
    "colecciones",
    "coleção",
    "coleções",
    "liste",
];

/// Parts of words that say so, in languages that compose or inflect their words: `Zeichenfolgenauflistung`, `对象集合`.
pub static COLLECTION_PARTS: Phrases =
    Phrases::new(&["sammlung", "auflistung", "коллекци", "集合", "コレクション", "列表", "一覧"]);

/// Words between a collection and its items: `Collection of String`.
pub const ITEM_LINKS: &[&str] = &["of ", "de ", "von ", "d’", "d'"];

/// The first code of the leaf values in a JSON representation that name a type: `"String (timestamp)"`.
pub const REPRESENTATION_WORDS: &[(&str, Primitive)] = &[
    ("string (timestamp)", Primitive::DateTimeOffset),
    ("string (identifier)", Primitive::String),
    ("string (duration)", Primitive::Duration),
    ("string (iso 8601 duration)", Primitive::Duration),
    ("string (time of day)", Primitive::TimeOfDay),
    ("string (date)", Primitive::Date),
    ("string (binary)", Primitive::Binary),
    ("string (double)", Primitive::Double),
    ("string (int64)", Primitive::Int64),
    ("string (guid)", Primitive::Guid),
    ("binary", Primitive::Binary),
    ("double", Primitive::Double),
    ("boolean", Primitive::Boolean),
    ("integer", Primitive::Int32),
    ("int16", Primitive::Int16),
    ("int32", Primitive::Int32),
    ("int64", Primitive::Int64),
    ("datetimeoffset", Primitive::DateTimeOffset),
    ("guid", Primitive::Guid),
];

/// Ends of strings in examples that stand for a value: `datetime-value`, `Display Name value`.
pub const EXAMPLE_PLACEHOLDER_ENDS: &[&str] = &["-value", " value", "_value"];

/// The name-space of types whose page names none.
pub const DEFAULT_NAMESPACE: &str = "microsoft.graph";

/// The simple name of the type at the root of the inheritance of everything that has a key.
pub const ROOT_TYPE: &str = "entity";

/// The name of the key property that makes a type an entity.
pub const KEY_PROPERTY: &str = "id";

/// A word beside a type that says nothing about it: any value may be null.
pub const NULLABLE: &str = "nullable";

/// The ends of control members that requests carry as data: `members@odata.bind`, `@odata.id`.
pub const CONTROL_DATA: &[&str] = &["@odata.bind", "@odata.id"];
