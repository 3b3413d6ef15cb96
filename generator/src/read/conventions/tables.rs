//! The titles of columns, and cells that say yes.

use crate::read::phrases::Phrases;

/// The roles of columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The name of a property, parameter or header.
    Name,
    /// The name of an enum member.
    Member,
    /// A type.
    Type,
    /// A value: the type of a parameter, the number of a member, the content of a header.
    Value,
    /// What it means.
    Description,
    /// Whether it must be given.
    Required,
    /// `Permission type`
    PermissionType,
    /// Permissions, least privileged first.
    LeastFirst,
    /// Permissions, most privileged first.
    MostFirst,
}

/// Column titles.
pub const COLUMNS: &[(&str, Column)] = &[
    ("property", Column::Name),
    ("property name", Column::Name),
    ("propiedad", Column::Name),
    ("name", Column::Name),
    ("nombre", Column::Name),
    ("nombre de la propiedad", Column::Name),
    ("relationship", Column::Name),
    ("relationship name", Column::Name),
    ("navigation", Column::Name),
    ("navigation property", Column::Name),
    ("relación", Column::Name),
    ("parameter", Column::Name),
    ("parameter name", Column::Name),
    ("parámetro", Column::Name),
    ("query parameter", Column::Name),
    ("header", Column::Name),
    ("header name", Column::Name),
    ("encabezado", Column::Name),
    ("field", Column::Name),
    ("attribute", Column::Name),
    ("member", Column::Member),
    ("miembro", Column::Member),
    ("type", Column::Type),
    ("tipo", Column::Type),
    ("data type", Column::Type),
    ("return type", Column::Type),
    ("value", Column::Value),
    ("values", Column::Value),
    ("valor", Column::Value),
    ("int value", Column::Value),
    ("numeric value", Column::Value),
    ("description", Column::Description),
    ("details", Column::Description),
    ("permission display name", Column::Description),
    ("nom d’affichage de l’autorisation", Column::Description),
    ("descripción", Column::Description),
    ("required", Column::Required),
    ("required?", Column::Required),
    ("required (y/n)", Column::Required),
    ("permission type", Column::PermissionType),
    ("permission type (by workflow)", Column::PermissionType),
    ("tipo de permiso", Column::PermissionType),
    ("permissions", Column::LeastFirst),
    ("permission", Column::LeastFirst),
    ("scope", Column::LeastFirst),
    ("scopes", Column::LeastFirst),
    ("permissions (from least to most privileged)", Column::LeastFirst),
    ("permission (from least to most privileged)", Column::LeastFirst),
    ("permisos (de menos a más privilegiados)", Column::LeastFirst),
    ("least privileged permissions", Column::LeastFirst),
    ("least privileged permission", Column::LeastFirst),
    ("higher privileged permissions", Column::LeastFirst),
    ("higher privileged permission", Column::LeastFirst),
    ("permissions (from most to least privileged)", Column::MostFirst),
    ("permission (from most to least privileged)", Column::MostFirst),
    ("permisos (de más a menos privilegiados)", Column::MostFirst),
    ("eigenschaft", Column::Name),
    ("propriété", Column::Name),
    ("propriedade", Column::Name),
    ("свойство", Column::Name),
    ("属性", Column::Name),
    ("プロパティ", Column::Name),
    ("beziehung", Column::Name),
    ("relation", Column::Name),
    ("relacionamento", Column::Name),
    ("relação", Column::Name),
    ("отношение", Column::Name),
    ("связь", Column::Name),
    ("关系", Column::Name),
    ("リレーションシップ", Column::Name),
    ("関係", Column::Name),
    ("paramètre", Column::Name),
    ("parâmetro", Column::Name),
    ("параметр", Column::Name),
    ("参数", Column::Name),
    ("パラメータ", Column::Name),
    ("パラメーター", Column::Name),
    ("kopfzeile", Column::Name),
    ("en-tête", Column::Name),
    ("cabeçalho", Column::Name),
    ("заголовок", Column::Name),
    ("头", Column::Name),
    ("标头", Column::Name),
    ("请求头", Column::Name),
    ("ヘッダー", Column::Name),
    ("nom", Column::Name),
    ("nome", Column::Name),
    ("имя", Column::Name),
    ("название", Column::Name),
    ("名称", Column::Name),
    ("名前", Column::Name),
    ("mitglied", Column::Member),
    ("membre", Column::Member),
    ("membro", Column::Member),
    ("член", Column::Member),
    ("элемент", Column::Member),
    ("成员", Column::Member),
    ("メンバー", Column::Member),
    ("typ", Column::Type),
    ("тип", Column::Type),
    ("类型", Column::Type),
    ("タイプ", Column::Type),
    ("型", Column::Type),
    ("種類", Column::Type),
    ("wert", Column::Value),
    ("valeur", Column::Value),
    ("значение", Column::Value),
    ("值", Column::Value),
    ("値", Column::Value),
    ("beschreibung", Column::Description),
    ("descrição", Column::Description),
    ("описание", Column::Description),
    ("描述", Column::Description),
    ("说明", Column::Description),
    ("説明", Column::Description),
    ("necesario", Column::Required),
    ("obligatorio", Column::Required),
    ("erforderlich", Column::Required),
    ("obligatoire", Column::Required),
    ("requis", Column::Required),
    ("necessário", Column::Required),
    ("obrigatório", Column::Required),
    ("обязательно", Column::Required),
    ("обязательное", Column::Required),
    ("обязательный", Column::Required),
    ("必填", Column::Required),
    ("必需", Column::Required),
    ("必須", Column::Required),
    ("berechtigungstyp", Column::PermissionType),
    ("type d'autorisation", Column::PermissionType),
    ("type d’autorisation", Column::PermissionType),
    ("tipo de permissão", Column::PermissionType),
    ("тип разрешения", Column::PermissionType),
    ("权限类型", Column::PermissionType),
    ("アクセス許可の種類", Column::PermissionType),
    ("permisos", Column::LeastFirst),
    ("berechtigungen", Column::LeastFirst),
    ("autorisations", Column::LeastFirst),
    ("autorisation", Column::LeastFirst),
    ("permissões", Column::LeastFirst),
    ("разрешения", Column::LeastFirst),
    ("权限", Column::LeastFirst),
    ("アクセス許可", Column::LeastFirst),
    (
        "berechtigungen (von der berechtigung mit den wenigsten rechten zu der mit den meisten rechten)",
        Column::LeastFirst,
    ),
    ("permissões (da com menos para a com mais privilégios)", Column::LeastFirst),
    ("разрешения (в порядке повышения привилегий)", Column::LeastFirst),
    ("权限（从最低特权到最高特权）", Column::LeastFirst),
    ("アクセス許可 (特権の小さいものから大きいものへ)", Column::LeastFirst),
    (
        "berechtigungen (von der berechtigung mit den meisten rechten zu der mit den wenigsten rechten)",
        Column::MostFirst,
    ),
    ("permissões (de privilégios máximos a mínimos)", Column::MostFirst),
    ("разрешения (в порядке убывания привилегий)", Column::MostFirst),
    ("权限（从最高特权到最低特权）", Column::MostFirst),
    ("アクセス許可 (特権の大きいものから小さいものへ)", Column::MostFirst),
];

/// Column titles that call the rows of a body table parameters of an action.
pub const PARAMETER_COLUMNS: &[&str] = &[
    "parameter",
    "parameter name",
    "parámetro",
    "paramètre",
    "parâmetro",
    "параметр",
    "参数",
    "パラメータ",
    "パラメーター",
];

/// Words that say that a parameter must be given.
pub static REQUIRED_WORDS: Phrases = Phrases::new(&[
    "required",
    "obligatorio",
    "necesario",
    "erforderlich",
    "obligatoire",
    "requis",
    "necessário",
    "obrigatório",
    "обязательно",
    "обязательное",
    "обязательный",
    "必填",
    "必需",
    "必須",
]);

/// Phrases that say that a parameter may be left out.
pub static NOT_REQUIRED: Phrases = Phrases::new(&["not required", "nicht erforderlich", "pas obligatoire"]);

/// Words that say that a parameter may be left out.
pub static OPTIONAL_WORDS: Phrases =
    Phrases::new(&["optional", "opcional", "facultatif", "optionnel", "необязательн", "可选", "省略可能"]);

/// Words behind "Required" that say that it is not for all requests.
pub const CONDITION_WORDS: &[&str] = &["except", "for", "if", "only", "unless", "when"];

/// Cells of a column `Required?` that say yes without the word.
pub const REQUIRED_ANSWERS: &[&str] = &["✓", "✔", "true", "yes", "y", "sí", "ja", "oui", "sim", "да", "是", "はい"];

/// The top-level media types that IANA has registered, with which a media type begins.
pub const TOP_LEVEL_MEDIA_TYPES: &[&str] =
    &["application", "audio", "font", "haptics", "image", "message", "model", "multipart", "text", "video"];

/// Headers that every request has; they are no parameters of an operation.
pub const COMMON_HEADERS: &[&str] = &[
    "authorization",
    "autorización",
    "content-type",
    "accept",
    "content-length",
    "autorisierung",
    "autorisation",
    "autorização",
    "авторизация",
    "授权",
    "承認",
];
