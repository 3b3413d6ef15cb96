//! Pages that were translated. Headings keep their English anchor, code and names stay; the words around them do not.

use pretty_assertions::assert_eq;
use stubdown::model;
use tests::generation::{analyse, codes};

/// The words of a language in the places that mean something.
struct Words {
    /// The titles of the permission table.
    permissions: [&'static str; 2],
    /// Its rows.
    sign_ins: [&'static str; 3],
    not_supported: &'static str,
    /// `Group.Read.All, Group.ReadWrite.All`, as lists are written.
    comma: &'static str,
    /// The titles of the tables of headers, parameters, properties and relationships.
    header: [&'static str; 2],
    parameter: [&'static str; 3],
    property: [&'static str; 3],
    relationship: [&'static str; 3],
    required: &'static str,
    /// Sentences of request bodies: none, one, parameters.
    bodies: [&'static str; 3],
    /// Sentences of responses: one, many, nothing.
    responses: [&'static str; 3],
    /// Type cells.
    types: [&'static str; 4],
    values: &'static str,
}

const ENGLISH: Words = Words {
    permissions: ["Permission type", "Permissions (from least to most privileged)"],
    sign_ins: ["Delegated (work or school account)", "Delegated (personal Microsoft account)", "Application"],
    not_supported: "Not supported.",
    comma: ", ",
    header: ["Header", "Value"],
    parameter: ["Parameter", "Type", "Description"],
    property: ["Property", "Type", "Description"],
    relationship: ["Relationship", "Type", "Description"],
    required: "Required.",
    bodies: [
        "Do not supply a request body.",
        "Supply a [book](book.md) object with a [shelf](shelf.md).",
        "Supply the following parameters.",
    ],
    responses: [
        "Returns `201 Created` and a [book](book.md) object.",
        "Returns `200 OK` and a collection of [book](book.md) objects.",
        "Returns `204 No Content`. It does not return anything in the response body.",
    ],
    types: ["String", "String collection", "Boolean", "[shelf](shelf.md) collection"],
    values: "Possible values are: `thin`, `thick`.",
};

const GERMAN: Words = Words {
    permissions: [
        "Berechtigungstyp",
        "Berechtigungen (von der Berechtigung mit den wenigsten Rechten zu der mit den meisten Rechten)",
    ],
    sign_ins: ["Delegiert (Geschäfts-, Schul- oder Unikonto)", "Delegiert (persönliches Microsoft-Konto)", "Anwendung"],
    not_supported: "Nicht unterstützt.",
    header: ["Kopfzeile", "Wert"],
    parameter: ["Parameter", "Typ", "Beschreibung"],
    property: ["Eigenschaft", "Typ", "Beschreibung"],
    relationship: ["Beziehung", "Typ", "Beschreibung"],
    required: "Erforderlich.",
    bodies: [
        "Geben Sie keinen Anforderungstext an.",
        "Geben Sie ein [book](book.md)-Objekt mit einem [shelf](shelf.md) an.",
        "Ein Objekt mit den folgenden Parametern.",
    ],
    responses: [
        "`201 Created` und ein [book](book.md)-Objekt werden zurückgegeben.",
        "`200 OK` und eine Sammlung von [book](book.md)-Objekten werden zurückgegeben.",
        "`204 No Content`. Im Antworttext wird nichts zurückgegeben.",
    ],
    types: ["Zeichenfolge", "Zeichenfolgenauflistung", "Boolescher Wert", "[shelf](shelf.md)-Sammlung"],
    values: "Mögliche Werte: `thin`, `thick`.",
    ..ENGLISH
};

const FRENCH: Words = Words {
    permissions: ["Type d’autorisation", "Autorisation"],
    sign_ins: ["Déléguée (compte professionnel ou scolaire)", "Déléguée (compte Microsoft personnel)", "Application"],
    not_supported: "Non prise en charge.",
    header: ["En-tête", "Valeur"],
    parameter: ["Paramètre", "Type", "Description"],
    property: ["Propriété", "Type", "Description"],
    relationship: ["Relation", "Type", "Description"],
    required: "Obligatoire.",
    bodies: [
        "N’indiquez pas le corps de la demande.",
        "Fournissez un objet [book](book.md) avec un [shelf](shelf.md).",
        "Fournissez les paramètres suivants.",
    ],
    responses: [
        "Renvoie `201 Created` et un objet [book](book.md).",
        "Renvoie `200 OK` et une collection d’objets [book](book.md).",
        "Renvoie `204 No Content`. Ne retourne rien dans le corps de la réponse.",
    ],
    types: ["Chaîne", "Collection de chaînes", "Booléen", "Collection [shelf](shelf.md)"],
    values: "Les valeurs possibles sont : `thin`, `thick`.",
    ..ENGLISH
};

const SPANISH: Words = Words {
    permissions: ["Tipo de permiso", "Permisos (de menos a más privilegiados)"],
    sign_ins: ["Delegado (cuenta profesional o educativa)", "Delegado (cuenta personal de Microsoft)", "Aplicación"],
    not_supported: "No admitida.",
    header: ["Encabezado", "Valor"],
    parameter: ["Parámetro", "Tipo", "Descripción"],
    property: ["Propiedad", "Tipo", "Descripción"],
    relationship: ["Relación", "Tipo", "Descripción"],
    required: "Obligatorio.",
    bodies: [
        "No proporcione un cuerpo de solicitud.",
        "Proporcione un objeto [book](book.md) con un [shelf](shelf.md).",
        "Proporcione los siguientes parámetros.",
    ],
    responses: [
        "Devuelve `201 Created` y un objeto [book](book.md).",
        "Devuelve `200 OK` y una colección de objetos [book](book.md).",
        "Devuelve `204 No Content`. No devuelve nada en el cuerpo.",
    ],
    types: ["Cadena", "Colección de cadena", "Booleano", "Colección [shelf](shelf.md)"],
    values: "Los valores posibles son: `thin`, `thick`.",
    ..ENGLISH
};

const PORTUGUESE: Words = Words {
    permissions: ["Tipo de permissão", "Permissões (da com menos para a com mais privilégios)"],
    sign_ins: ["Delegado (conta corporativa ou de estudante)", "Delegado (conta pessoal da Microsoft)", "Aplicativo"],
    not_supported: "Sem suporte.",
    header: ["Cabeçalho", "Valor"],
    parameter: ["Parâmetro", "Tipo", "Descrição"],
    property: ["Propriedade", "Tipo", "Descrição"],
    relationship: ["Relação", "Tipo", "Descrição"],
    required: "Obrigatório.",
    bodies: [
        "Não forneça um corpo de solicitação.",
        "Forneça um objeto [book](book.md) com um [shelf](shelf.md).",
        "Forneça os seguintes parâmetros.",
    ],
    responses: [
        "Retorna `201 Created` e um objeto [book](book.md).",
        "Retorna `200 OK` e uma coleção de objetos [book](book.md).",
        "Retorna `204 No Content`. Não retorna nada no corpo da resposta.",
    ],
    types: ["Cadeia de caracteres", "Coleção de cadeias de caracteres", "Booliano", "Coleção [shelf](shelf.md)"],
    values: "Os valores possíveis são: `thin`, `thick`.",
    ..ENGLISH
};

const RUSSIAN: Words = Words {
    permissions: ["Тип разрешения", "Разрешения (в порядке повышения привилегий)"],
    sign_ins: [
        "Делегированные (рабочая или учебная учетная запись)",
        "Делегированные (личная учетная запись Майкрософт)",
        "Для приложений",
    ],
    not_supported: "Не поддерживается.",
    header: ["Заголовок", "Значение"],
    parameter: ["Параметр", "Тип", "Описание"],
    property: ["Свойство", "Тип", "Описание"],
    relationship: ["Связь", "Тип", "Описание"],
    required: "Обязательный.",
    bodies: [
        "Не указывайте текст запроса.",
        "Добавьте объект [book](book.md), содержащий [shelf](shelf.md).",
        "Добавьте объект со следующими параметрами.",
    ],
    responses: [
        "Возвращает `201 Created` и объект [book](book.md).",
        "Возвращает `200 OK` и коллекцию объектов [book](book.md).",
        "Возвращает `204 No Content`. В тексте отклика не возвращается ничего.",
    ],
    types: ["Строка", "Коллекция строк", "Логический", "Коллекция [shelf](shelf.md)"],
    values: "Возможные значения: `thin`, `thick`.",
    ..ENGLISH
};

const CHINESE: Words = Words {
    permissions: ["权限类型", "权限（从最低特权到最高特权）"],
    sign_ins: ["委派（工作或学校帐户）", "委派（个人 Microsoft 帐户）", "应用程序"],
    not_supported: "不支持。",
    comma: "、",
    header: ["标头", "值"],
    parameter: ["参数", "类型", "说明"],
    property: ["属性", "类型", "说明"],
    relationship: ["关系", "类型", "说明"],
    required: "Bearer {token}。必需。",
    bodies: [
        "请勿提供此方法的请求正文。",
        "提供包含 [书架](shelf.md) 的 [book](book.md) 对象。",
        "提供具有以下参数的 JSON 对象。",
    ],
    responses: [
        "返回 `201 Created` 和 [book](book.md) 对象。",
        "返回 `200 OK` 和 [book](book.md) 对象集合。",
        "返回 `204 No Content`。它不在响应正文中返回任何内容。",
    ],
    types: ["字符串", "字符串集合", "布尔", "[书架](shelf.md) 集合"],
    values: "可取值为：`thin`、`thick`。默认为 `none`。",
};

const JAPANESE: Words = Words {
    permissions: ["アクセス許可の種類", "アクセス許可 (特権の小さいものから大きいものへ)"],
    sign_ins: ["委任 (職場または学校のアカウント)", "委任 (個人用 Microsoft アカウント)", "アプリケーション"],
    not_supported: "サポートされていません。",
    header: ["ヘッダー", "値"],
    parameter: ["パラメーター", "種類", "説明"],
    property: ["プロパティ", "型", "説明"],
    relationship: ["リレーションシップ", "型", "説明"],
    required: "ベアラー {トークン}。必須。",
    bodies: [
        "要求本文は指定しません。",
        "[棚](shelf.md) を含む[book](book.md) オブジェクトを指定します。",
        "次のパラメーターを含むオブジェクトを指定します。",
    ],
    responses: [
        "`201 Created` と [book](book.md) オブジェクトを返します。",
        "`200 OK` と [book](book.md) オブジェクトのコレクションを返します。",
        "`204 No Content` を返します。応答本文には何も返されません。",
    ],
    types: ["文字列", "String コレクション", "ブール値", "[棚](shelf.md) コレクション"],
    values: "可能な値: `thin`、`thick`。",
    ..ENGLISH
};

impl Words {
    /// The pages of an API in this language, without descriptions: these differ by right.
    fn pages(&self) -> Vec<(String, String)> {
        let [none, one, parameters] = self.bodies;
        let [created, listed, nothing] = self.responses;
        let [parameter, kind, description] = self.parameter;
        let text = self.types[0];
        let arguments =
            format!("{parameters}\n\n| {parameter} | {kind} | {description} |\n|:--|:--|:--|\n| days | {text} | |\n");
        let mut pages = vec![
            self.operation("api/add.md", "POST /books", one, created),
            self.operation("api/list.md", "GET /books", none, listed),
            self.operation("api/lend.md", "POST /books/{id}/lend", &arguments, nothing),
        ];
        let rows = |titles: [&str; 3], rows: &[[&str; 3]]| {
            let rows = rows.iter().map(|[name, kind, description]| format!("| {name} | {kind} | {description} |\n"));
            format!("| {} |\n|:--|:--|:--|\n{}", titles.join(" | "), rows.collect::<String>())
        };
        let [text, texts, flag, shelves] = self.types;
        let properties = rows(
            self.property,
            &[["id", text, ""], ["titles", texts, ""], ["isLent", flag, ""], ["volume", "bookVolume", self.values]],
        );
        let relationships = rows(self.relationship, &[["shelves", shelves, ""]]);
        let shelf = rows(self.property, &[["id", text, ""], ["room", text, ""]]);
        pages.push((
            "api/book.md".to_owned(),
            format!(
                "# book\n\n## <a name=\"properties\"></a>·\n\n{properties}\n\
                 ## <a name=\"relationships\"></a>·\n\n{relationships}\n\
                 <!-- {{ \"blockType\": \"resource\", \"@odata.type\": \"contoso.library.book\" }} -->\n\
                 ```json\n{{ \"id\": \"String\", \"titles\": [\"String\"], \"isLent\": true, \"volume\": \"String\" }}\n```\n"
            ),
        ));
        pages.push((
            "api/shelf.md".to_owned(),
            format!(
                "# shelf\n\n## <a name=\"properties\"></a>·\n\n{shelf}\n\
                 <!-- {{ \"blockType\": \"resource\", \"@odata.type\": \"contoso.library.shelf\" }} -->\n\
                 ```json\n{{ \"id\": \"String\", \"room\": \"String\" }}\n```\n"
            ),
        ));
        pages
    }

    fn operation(&self, path: &str, request: &str, body: &str, response: &str) -> (String, String) {
        let [kind, permissions] = self.permissions;
        let [work, personal, application] = self.sign_ins;
        let [header, value] = self.header;
        let (not, comma, required) = (self.not_supported, self.comma, self.required);
        let text = format!(
            "# {request}\n\n## <a name=\"permissions\"></a>·\n\n\
             | {kind} | {permissions} |\n|:--|:--|\n| {work} | Book.Read{comma}Book.ReadWrite |\n\
             | {personal} | {not} |\n| {application} | Book.ReadWrite.All |\n\n\
             ## <a name=\"http-request\"></a>·\n\n```http\n{request}\n```\n\n\
             ## <a name=\"request-headers\"></a>·\n\n| {header} | {value} |\n|:--|:--|\n| If-Match | {required} |\n\n\
             ## <a name=\"request-body\"></a>·\n\n{body}\n\n## <a name=\"response\"></a>·\n\n{response}\n"
        );
        (path.to_owned(), text)
    }
}

/// The model without the words of descriptions, and the findings.
fn read(words: &Words) -> (String, Vec<String>) {
    let pages = words.pages();
    let pages: Vec<(&str, &str)> = pages.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let analysis = analyse(&pages);
    let found = codes(&analysis.report).iter().map(ToString::to_string).collect();
    (model::print(&analysis.api, None), found)
}

#[test]
fn pages_say_the_same_in_every_language() {
    let english = read(&ENGLISH);
    assert_eq!(english.1, [""; 0]);
    for translated in [GERMAN, FRENCH, SPANISH, PORTUGUESE, RUSSIAN, CHINESE, JAPANESE] {
        assert_eq!(read(&translated), english, "{}", translated.property[0]);
    }
}
