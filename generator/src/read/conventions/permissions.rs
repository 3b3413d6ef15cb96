//! Permission tables.

use crate::read::Scheme;
use crate::read::phrases::Phrases;

/// The beginning of column titles that tell what the permissions below are for: `Permissions acting on self`.
pub const PERMISSION_COLUMN: &str = "permission";

/// What the path of an included permission table contains. Permission sections include other text too.
pub const PERMISSION_INCLUDE: &str = "permission";

/// Words of sentences that introduce a list of permissions: "One of the following **scopes** is required".
pub static PERMISSION_WORDS: Phrases = Phrases::new(&[
    "scope",
    "permission",
    "ámbito",
    "permiso",
    "bereich",
    "berechtigung",
    "étendue",
    "autorisation",
    "escopo",
    "permiss",
    "област",
    "разрешени",
    "范围",
    "权限",
    "スコープ",
    "アクセス許可",
]);

/// Words in the label of a permission row or column; the first that occurs decides.
pub static SCHEMES: Phrases<(&str, Scheme)> = Phrases::new(&[
    ("work or school", Scheme::DelegatedWork),
    ("profesional o educativa", Scheme::DelegatedWork),
    ("geschäfts-", Scheme::DelegatedWork),
    ("professionnel ou scolaire", Scheme::DelegatedWork),
    ("corporativa ou de estudante", Scheme::DelegatedWork),
    ("corporativa ou escolar", Scheme::DelegatedWork),
    ("рабочая или учебная", Scheme::DelegatedWork),
    ("工作或学校", Scheme::DelegatedWork),
    ("職場または学校", Scheme::DelegatedWork),
    ("personal", Scheme::DelegatedPersonal),
    ("persönlich", Scheme::DelegatedPersonal),
    ("personnel", Scheme::DelegatedPersonal),
    ("pessoal", Scheme::DelegatedPersonal),
    ("личная", Scheme::DelegatedPersonal),
    ("个人", Scheme::DelegatedPersonal),
    ("個人用", Scheme::DelegatedPersonal),
    ("application", Scheme::Application),
    ("aplicación", Scheme::Application),
    ("anwendung", Scheme::Application),
    ("aplicativo", Scheme::Application),
    ("приложени", Scheme::Application),
    ("应用程序", Scheme::Application),
    ("アプリケーション", Scheme::Application),
]);

/// All words of labels for kinds of sign-in in lists. A label with another word is about something else: `Applications`, `Personal contacts`.
pub const LABEL_WORDS: &[&str] = &[
    "delegated",
    "application",
    "permission",
    "permissions",
    "work",
    "or",
    "school",
    "personal",
    "microsoft",
    "account",
];

/// The beginning of labels that stand for all kinds of sign-in of users where they name none: `Delegated permissions`.
pub const DELEGATED: &str = "delegated";

/// Cells that say that a kind of sign-in cannot be used.
pub const NOT_SUPPORTED: &[&str] = &[
    "not supported",
    "not available",
    "not applicable",
    "none",
    "n/a",
    "",
    "no admitida",
    "no admitido",
    "no se admite",
    "no compatible",
    "no es compatible",
    "ninguna",
    "ninguno",
    "nicht unterstützt",
    "wird nicht unterstützt",
    "non pris en charge",
    "non prise en charge",
    "non prises en charge",
    "não compatível",
    "não há suporte",
    "não suportada",
    "não suportado",
    "sem suporte",
    "не поддерживается",
    "не поддерживаются",
    "不受支持",
    "不支持",
    "サポートされていない",
    "サポートされていません",
    "サポート対象外",
    "nicht verfügbar",
    "non disponible",
    "não disponível",
    "недоступно",
    "不可用",
    "使用できません",
    "nicht zutreffend",
    "non applicable",
    "não aplicável",
    "неприменимо",
    "不适用",
    "該当なし",
    "keine",
    "keiner",
    "aucun",
    "aucune",
    "nenhum",
    "nenhuma",
    "нет",
    "无",
    "なし",
];

/// Words between permissions that are needed together; all others separate alternatives.
pub const TOGETHER: &[&str] = &["and", "plus", "&", "+", "y", "und", "et", "e", "и", "和", "および"];

/// Words between alternatives.
pub const ALTERNATIVELY: &[&str] = &["or", "o", "oder", "ou", "или", "或", "または"];
