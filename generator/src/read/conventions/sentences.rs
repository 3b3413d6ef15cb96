//! Sentences.

use crate::read::phrases::Phrases;

/// Phrases that say that there is no request body.
pub static NO_REQUEST_BODY: Phrases = Phrases::new(&[
    "do not supply a request body",
    "don't supply a request body",
    "do not supply a body",
    "does not require a request body",
    "do not provide a request body",
    "no request body",
    "not supply a request body",
    "no proporcione un cuerpo de solicitud",
    "no proporcione un cuerpo de la solicitud",
    "keinen anforderungstext",
    "pas le corps de la demande",
    "pas de corps de demande",
    "pas de corps de la demande",
    "não forneça um corpo",
    "не указывайте текст запроса",
    "не указывайте тело запроса",
    "не предоставляйте текст запроса",
    "не предоставляйте тело запроса",
    "请勿提供此方法的请求正文",
    "不提供此方法的请求正文",
    "不要提供此方法的请求正文",
    "请勿提供请求正文",
    "要求本文を指定しません",
    "要求本文は指定しません",
    "要求の本文は指定しません",
    "要求の本文を指定しません",
    "要求本文を指定しないでください",
]);

/// Phrases that say that there may be a request body or none.
pub static OPTIONAL_REQUEST_BODY: Phrases = Phrases::new(&[
    "no request body is required",
    "okay to send an empty body",
    "ok to send an empty body",
    "omitting the request body",
    "you can omit the request body",
    "you may omit the request body",
    "or omit the request body",
    "no se requiere ningún cuerpo de solicitud",
    "kein anforderungstext erforderlich",
    "aucun corps de demande n'est requis",
    "nenhum corpo de solicitação é necessário",
    "тело запроса не требуется",
    "无需请求正文",
    "要求本文は必要ありません",
]);

/// Beginnings of paragraphs that say so. Within one they may be about a member: "The note in the request body is optional."
pub const OPTIONAL_BODY_BEGINNINGS: &[&str] = &[
    "request body is optional",
    "the request body is optional",
    "a request body is optional",
    "request body is not required",
    "the request body is not required",
    "a request body is not required",
    "the request body isn't required",
    "a request body isn't required",
    "optional request body",
    "in the request body, you can optionally",
    "in the request body, you may optionally",
    "in the request, you can optionally",
    "in the request, you may optionally",
];

/// Words between a type and what a value of it contains, where the language puts that before the type: `包含 [post](..) 的 [thread](..)`.
pub const CONTAINING_BEFORE: &[&str] = &["包含"];

/// The same behind what is contained: `[post](..) を含む[thread](..)`.
pub const CONTAINING_BEHIND: &[&str] = &["を含む"];

/// Phrases that say that the response has no body.
pub static NO_RESPONSE_BODY: Phrases = Phrases::new(&[
    "does not return anything in the response body",
    "doesn't return anything in the response body",
    "does not return a response body",
    "doesn't return a response body",
    "does not return a body",
    "no response body",
    "empty response body",
    "empty content",
    "no content in the response body",
    "no devuelve nada en el cuerpo",
    "im antworttext wird nichts",
    "nichts im antworttext",
    "kein antworttext",
    "ne retourne rien dans le corps",
    "ne renvoie rien dans le corps",
    "ne retourne aucun",
    "não retorna nada no corpo",
    "não retornará nada no corpo",
    "в тексте отклика не возвращается",
    "не возвращает данные в тексте",
    "не возвращает ничего в тексте",
    "不在响应正文中返回",
    "在响应正文中不返回",
    "不返回响应正文",
    "応答本文には何も返されません",
    "応答本文には何も返しません",
    "応答本文では何も返されません",
]);

/// Words before what a sentence names for contrast: "Use `$count` instead of `$filter`."
pub const PREFERENCES: &[&str] = &["instead of", "rather than", "but not"];

/// Phrases that say that what a sentence names is not there: "It does not support `$filter`."
pub static DENIALS: Phrases = Phrases::new(&[
    "not support",
    "n't support",
    "no support",
    "no se admite",
    "no admite",
    "unterstützt nicht",
    "nicht unterstützt",
    "unterstützt keine",
    "ne prend pas en charge",
    "não oferece suporte",
    "não dá suporte",
    "não suporta",
    "не поддерживает",
    "不支持",
    "サポートされていません",
    "サポートしていません",
]);

/// Words behind code that say that it names a parameter of the query: "the `sectionName` query parameter".
pub const QUERY_OPTION_WORDS: &[&str] = &["query parameter", "query string parameter"];

/// Words beside a bare status: "HTTP 200", "a 204 response".
pub const STATUS_BEGINNINGS: &[&str] = &["http", "status", "code"];

/// Words behind a bare status. Any other number of three digits is none: "Office 365".
pub const STATUS_ENDS: &[&str] = &["response", "ok", "created", "accepted", "no", "found"];

/// Words of a body sentence that call the members parameters of an action.
pub static ACTION_SENTENCES: Phrases = Phrases::new(&[
    "following parameters",
    "of the parameters",
    "siguientes parámetros",
    "folgenden parametern",
    "paramètres suivants",
    "seguintes parâmetros",
    "следующими параметрами",
    "следующие параметры",
    "以下参数",
    "次のパラメーター",
]);

/// What an alert, a quotation with a frame of its own, begins with: `> [!NOTE]`; and the word that stands for it.
pub const ALERTS: &[(&str, &str)] = &[
    ("[!note]", "Note:"),
    ("[!tip]", "Tip:"),
    ("[!important]", "Important:"),
    ("[!warning]", "Warning:"),
    ("[!caution]", "Caution:"),
];

/// Words before the name of one thing.
pub const ARTICLES: &[&str] = &["a", "an", "the", "un", "una", "une", "ein", "eine", "um", "uma"];

/// Words behind an unlinked type in a sentence: "a **post** object", "String collection", "Stream in the response body".
pub const TYPE_ENDS: &[&str] = &[
    "object",
    "objects",
    "resource",
    "collection",
    "in",
    "objekt",
    "objekts",
    "objet",
    "объект",
    "对象",
    "オブジェクト",
    "objekte",
    "objekten",
];

/// Words behind a type that say that there may be many.
pub const PLURAL_WORDS: &[&str] = &["objects", "items", "objetos", "objekte", "objekten", "objets"];

/// Phrases before the values that a property may have.
pub static VALUE_PHRASES: Phrases = Phrases::new(&[
    "possible values are",
    "possible values",
    "possible value",
    "supported values are",
    "supported values",
    "allowed values are",
    "allowed values",
    "valid values are",
    "valid values",
    "supported value is",
    "allowed value is",
    "valid value is",
    "accepted value is",
    "acceptable values",
    "accepted values",
    "must be one of",
    "can be one of",
    "one of the following values",
    "of the following string values",
    "value can be",
    "values can be",
    "supported values for",
    "los valores posibles son",
    "valores posibles",
    "mögliche werte",
    "möglichen werte",
    "valeurs possibles",
    "valores possíveis",
    "возможные значения",
    "可取值",
    "可能的值",
    "可能值",
    "可能な値",
]);

/// The preference by which callers ask for the members of an enum that were added later, in lower case; a list of them follows.
pub const FURTHER_MEMBERS: &str = "include-unknown-enum-members";

/// Words right before the first of the values that a property may have: "Either `view` or `edit`."
pub static VALUE_LEADS: Phrases = Phrases::new(&["either", "one of"]);

/// What stands right before the first of the values of a type that no page describes: "The weight: `low`, `high`."
pub static VALUE_MARKS: Phrases = Phrases::new(&[":", "："]);

/// Words of the description of a type whose values may have members that no page lists.
pub static OPEN_TYPE_PHRASES: Phrases = Phrases::new(&[
    "open type",
    "open complex type",
    "open entity type",
    "tipo abierto",
    "offener typ",
    "type ouvert",
    "tipo aberto",
    "открытый тип",
    "开放类型",
    "オープン型",
]);

/// Words of the description of a type without properties whose members have the names that callers choose.
pub static DICTIONARY_PHRASES: Phrases =
    Phrases::new(&["key/value pair", "key-value pair", "key value pair", "string keys", "a dictionary of"]);

/// Words on the page of a base type that announce the types derived from it: "the base type for [car](car.md) and [bus](bus.md)".
pub static DERIVED_TYPE_PHRASES: Phrases = Phrases::new(&[
    "base type of",
    "base type for",
    "base class of",
    "base class for",
    "base resource of",
    "base resource for",
    "derived types are",
    "derived types include",
    "subtypes are",
    "subtypes include",
    "implementations of this type are",
    "implementations of this type include",
    "inherited by",
    "abstract type from which",
    "abstract class from which",
    "base type from which",
    "base class from which",
]);

/// The last words that may stand between such a phrase and the first of the types: "for vehicles such as [car](car.md)".
pub const DERIVED_TYPE_LEADS: &[&str] = &["as", "including", "types", THE_FOLLOWING];

/// The only word that may stand there by itself: "for the [car](car.md) and [bus](bus.md) types".
pub const DERIVED_TYPE_ARTICLE: &str = "the";

/// The words behind such a phrase that promise a list of the types.
pub const THE_FOLLOWING: &str = "the following";

/// Words that announce a base type: "Inherits from [entity](entity.md)."
pub static BASE_TYPE_PHRASES: Phrases = Phrases::new(&[
    "inherits from",
    "inherited from",
    "derived from",
    "subclass of",
    "subclass from",
    "subtype of",
    "hereda de",
    "erbt von",
    "hérite de",
    "herda de",
    "наследуется от",
    "继承自",
    "abgeleitet von",
    "derivado de",
    "производный от",
    "派生自",
]);
