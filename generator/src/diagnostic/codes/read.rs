//! Findings about what a page says.

use crate::diagnostic::{Code, Severity};

/// All of them.
pub static ALL: &[&Code] = &[
    &LINK_MISSING,
    &LINK_CASE,
    &TITLE_MISSPELLED,
    &ROW_WITHOUT_NAME,
    &ROW_NAME_TRANSLATED,
    &ROW_NAME_UNCLEAR,
    &REQUEST_LINE_UNUSABLE,
    &REQUEST_LINE_REPAIRED,
    &REQUEST_LINE_WITH_VALUES,
    &REQUEST_LINE_ELIDED,
    &REQUEST_LINE_IN_PROSE,
    &REQUEST_LINE_MISSING,
    &NOT_A_REQUEST_LINE,
    &PERMISSION_ROW_UNKNOWN,
    &PERMISSION_CELL_UNREADABLE,
    &PERMISSIONS_MISSING,
    &PERMISSIONS_WITHOUT_SIGN_IN,
    &RESPONSE_WITHOUT_REQUEST,
    &NOT_A_MESSAGE,
    &EXAMPLE_JSON_REPAIRED,
    &EXAMPLE_JSON_UNREADABLE,
    &RESOURCE_WITHOUT_TYPE,
    &REPRESENTATION_REPEATED,
    &TABLE_NOT_READ,
    &EXAMPLE_NOT_READ,
];

/// A link leads to a page that is not there.
pub static LINK_MISSING: Code = Code {
    name: "link-missing",
    severity: Severity::Warning,
    title: "a link leads to a page that is not there",
    explanation: "\
A link to a `.md` file names a page that is not below the specification folder. Where such a link names a type,
nothing more than its words is known about the type, and a property of the type is any JSON.

To fix: add the page, or correct the path. It is relative to the page that contains the link.",
};

/// A link and a file name differ in upper and lower case.
pub static LINK_CASE: Code = Code {
    name: "link-case",
    severity: Severity::Note,
    title: "a link and a file name differ in upper and lower case",
    explanation: "\
The path of a link fits a page only when upper and lower case are ignored. It is followed, because pages are often
written on systems that do not tell the cases apart.

To fix: write the path as the file is named.",
};

/// The title of a section misspells a usual one.
pub static TITLE_MISSPELLED: Code = Code {
    name: "title-misspelled",
    severity: Severity::Warning,
    title: "the title of a section misspells a usual one",
    explanation: "\
Sections are known by their titles. This one is no usual title, but differs from one in a letter or two, as `Respons` or
`HTTP requst`. The section is read as if its title were spelled so.

To fix: write the usual title. A section that is about something else needs a title that is not so much alike.",
};

/// A row of a table has no name.
pub static ROW_WITHOUT_NAME: Code = Code {
    name: "row-without-name",
    severity: Severity::Warning,
    title: "a row of a table has no name",
    explanation: "\
A row of a table of properties, parameters or members has no name, so that it cannot be used. Rows whose only filled
cell is the first one group the rows below them and are not reported.

To fix: write the name into the column for names, or take the row out.",
};

/// A name in a table is a translation of the name in JSON, and was read as that.
pub static ROW_NAME_TRANSLATED: Code = Code {
    name: "row-name-translated",
    severity: Severity::Warning,
    title: "the name of a property was translated",
    explanation: "\
The front matter says that the page was translated (`ms.translationtype`), and a row has a name that neither the JSON
representation nor its annotation knows, while they have one member that no row names and that has a value of the same
kind: `Thema` where the JSON has `topic`. The row is read as if it had that name.

To fix: write the name as it is in JSON, and keep translators from it, with code marks for example.",
};

/// A name in a table is a translation, and may stand for several members.
pub static ROW_NAME_UNCLEAR: Code = Code {
    name: "row-name-unclear",
    severity: Severity::Warning,
    title: "a translated name may stand for several properties",
    explanation: "\
The front matter says that the page was translated (`ms.translationtype`), and a row has a name that cannot be one in
JSON, because it has letters other than those of English or begins with a capital. The JSON representation and its
annotation have several members that no row names and that the row may be about. The row is left out, and the members
are read from the JSON.

To fix: write the names as they are in JSON, and keep translators from them, with code marks for example.",
};

/// A request line has no usable path.
pub static REQUEST_LINE_UNUSABLE: Code = Code {
    name: "request-line-unusable",
    severity: Severity::Error,
    title: "a request line has no usable method or path",
    explanation: "\
A line of the HTTP request section has no usable path or no usable method. What follows the method is empty, does not
begin with a slash, has a segment `..`, a blank outside of braces or a character such as `#`, or opens a brace that it
does not close; or the method is misspelled: `POTS /groups`. No endpoint is generated for the line.

To fix: write `METHOD /path/{placeholder}`.",
};

/// A request line has a slip whose meaning is clear.
pub static REQUEST_LINE_REPAIRED: Code = Code {
    name: "request-line-repaired",
    severity: Severity::Warning,
    title: "a request line has a slip whose meaning is clear",
    explanation: "\
A placeholder of a request line stands in parentheses instead of braces (`/teams/(team-id)`), names its alternative
outside of the braces (`/users/{id} | name`), follows a word without a slash (`/books{id}`), or a parenthesis is not
closed before the next slash. The line is read as it is meant.

To fix: write `METHOD /path/{placeholder}`.",
};

/// A request line writes out a value.
pub static REQUEST_LINE_WITH_VALUES: Code = Code {
    name: "request-line-with-values",
    severity: Severity::Note,
    title: "a request line writes out a value",
    explanation: "\
A function is called with a value instead of a placeholder: `/charts/{id}/image(width=640)`. Its arguments may have other
values, too, so the line is read with a placeholder that is called like the argument: `image(width={width})`. Or a
segment is a GUID, the key of one thing, although the line is for all things of its kind: it is read as `{id}`, and the
OpenAPI export also holds the line as it is written, marked with `x-ms-graph-as-written`.

To fix: write a placeholder for the value, and describe the values in a table of parameters.",
};

/// A request line leaves segments out.
pub static REQUEST_LINE_ELIDED: Code = Code {
    name: "request-line-elided",
    severity: Severity::Warning,
    title: "a request line leaves segments out",
    explanation: "\
The path of a request line has a segment `...` for any number of segments: `/folders/{id}/.../messages/{id}`. No
router and no client can be made of that. An endpoint is generated for the path without the segment; the OpenAPI export
also holds the line as it is written, marked with `x-ms-graph-as-written`.

To fix: write each path that may be requested on a line of its own.",
};

/// A request stands outside of the HTTP request section.
pub static REQUEST_LINE_IN_PROSE: Code = Code {
    name: "request-line-in-prose",
    severity: Severity::Note,
    title: "a request stands outside of the HTTP request section",
    explanation: "\
A section that is neither the HTTP request section nor an example shows a request for a path with placeholders. It is
read as one more endpoint of the page, unless another page describes it.

To fix: move it into the HTTP request section, or into an example.",
};

/// A page of an operation has no request line.
pub static REQUEST_LINE_MISSING: Code = Code {
    name: "request-line-missing",
    severity: Severity::Error,
    title: "a page of an operation has no request line",
    explanation: "\
The page has permissions or a response and shows requests in examples, but has no section of request lines. Examples
whose targets are paths (`/groups/{id}`) stand in for it. Here all of them are whole URLs, which name no parameters:
no endpoint is generated for the page.

To fix: add a section `HTTP request` with `METHOD /path/{placeholder}`.",
};

/// A line of the HTTP request section is not a request line.
pub static NOT_A_REQUEST_LINE: Code = Code {
    name: "not-a-request-line",
    severity: Severity::Warning,
    title: "a line of the HTTP request section is not a request line",
    explanation: "\
The code in the HTTP request section holds the request lines of the operation, one on each line. Other lines, such as
headers or the word `or`, say nothing that is used.

To fix: write `METHOD /path` on each line, and move everything else into prose or an example.",
};

/// A permission table has a row that is not a kind of sign-in.
pub static PERMISSION_ROW_UNKNOWN: Code = Code {
    name: "permission-row-unknown",
    severity: Severity::Warning,
    title: "a permission table has a row that is not a kind of sign-in",
    explanation: "\
The rows of a permission table are the kinds of sign-in: delegated with a work or school account, delegated with a
personal account, and application. A row with another label cannot be assigned, and its permissions are not used.

To fix: use the three labels.",
};

/// A cell of a permission table names no permission.
pub static PERMISSION_CELL_UNREADABLE: Code = Code {
    name: "permission-cell-unreadable",
    severity: Severity::Warning,
    title: "a cell of a permission table names no permission",
    explanation: "\
The cell neither names permissions (`Group.Read.All`) nor says that the kind of sign-in is not supported, as in a draft.
What this kind of sign-in needs is unknown then; servers admit nobody by it, unless they are told otherwise.

To fix: write permission names separated by commas, with `and` between those that are needed together, or `Not
supported.`",
};

/// The permission table of an operation is not there.
pub static PERMISSIONS_MISSING: Code = Code {
    name: "permissions-missing",
    severity: Severity::Warning,
    title: "the permission table of an operation is not there",
    explanation: "\
The permissions section includes a file that is not below the specification folder. The permissions of the operation
are unknown, which is not the same as none: a generated server admits nobody unless it is told to.

To fix: add the included file, or correct its path.",
};

/// A page names permissions without a kind of sign-in.
pub static PERMISSIONS_WITHOUT_SIGN_IN: Code = Code {
    name: "permissions-without-sign-in",
    severity: Severity::Note,
    title: "permissions do not say for which kind of sign-in they are",
    explanation: "\
The permissions section names permissions in sentences or lists (`One of the following scopes is required: Group.Read.All`),
or in a table that says what each is for (`Resource | Permission`). Scopes are what a user grants, so they count for users
who sign in, with either kind of account. What an application needs on its own is unknown, which is not the same as none.

To fix: write a table with the rows `Delegated (work or school account)`, `Delegated (personal Microsoft account)` and
`Application`.",
};

/// An example response has no request before it.
pub static RESPONSE_WITHOUT_REQUEST: Code = Code {
    name: "response-without-request",
    severity: Severity::Warning,
    title: "an example response has no request before it",
    explanation: "\
A code block is annotated as a response, and no example request stands above it on the page. The response is still
used for the operation.

To fix: show the request above it, annotated with `\"blockType\": \"request\"`.",
};

/// Code annotated as a request or response is not one.
pub static NOT_A_MESSAGE: Code = Code {
    name: "not-a-message",
    severity: Severity::Warning,
    title: "code annotated as a request or response is not one",
    explanation: "\
The annotation promises an HTTP message. A request begins with a method and a URL, a response with `HTTP/1.1` and a
status. JSON that is annotated as a response is read as the body of one.

To fix: correct the code or the annotation.",
};

/// An example is not strict JSON.
pub static EXAMPLE_JSON_REPAIRED: Code = Code {
    name: "example-json-repaired",
    severity: Severity::Note,
    title: "an example is not strict JSON",
    explanation: "\
The JSON of an example has a trailing comma, a missing comma, a comment or the like. It was read as it is probably
meant, but readers who copy it will be refused by a service.

To fix: correct the JSON.",
};

/// An example cannot be read as JSON.
pub static EXAMPLE_JSON_UNREADABLE: Code = Code {
    name: "example-json-unreadable",
    severity: Severity::Warning,
    title: "an example cannot be read as JSON",
    explanation: "\
The body of an example begins like JSON and cannot be read even leniently. The example is not used; the operation is.

To fix: correct the JSON.",
};

/// A resource has no name.
pub static RESOURCE_WITHOUT_TYPE: Code = Code {
    name: "resource-without-type",
    severity: Severity::Error,
    title: "a resource has no name",
    explanation: "\
A JSON representation is annotated with `\"blockType\": \"resource\"`, but the annotation has no `@odata.type`; or there is
a table of properties without such an annotation, and the title of the page is no name either. No type is generated.

To fix: add `\"@odata.type\": \"namespace.name\"`.",
};

/// A page represents a type twice.
pub static REPRESENTATION_REPEATED: Code = Code {
    name: "representation-repeated",
    severity: Severity::Note,
    title: "a page represents a type twice",
    explanation: "\
Two code blocks of a page are annotated as `resource` with the same `@odata.type`. The first of them is used, as the JSON
representation of the type; what only the second shows is not.

To fix: show one representation, and annotate further ones as `\"blockType\": \"example\"`.",
};

/// A table that could describe something is not read.
pub static TABLE_NOT_READ: Code = Code {
    name: "table-not-read",
    severity: Severity::Warning,
    title: "a table that could describe something is not read",
    explanation: "\
A section of properties, parameters, headers or members has a table, and the titles of its columns do not tell what its
rows describe. Tables of properties and parameters have a column for the name and one for the type, tables of members one
for the member. Or the columns do, and the heading above is none of those whose tables are read, as `Measures`. None of the
rows is used.

To fix: use the usual titles of columns (`Property`, `Type`, `Description`; `Member`, `Value`, `Description`) and of
sections (`Properties`, `Request body`, `Path parameters`, `Query parameters`, `Request headers`, `Permissions`), or put a
table that explains something else under a heading of its own.",
};

/// An example stands where none is looked for.
pub static EXAMPLE_NOT_READ: Code = Code {
    name: "example-not-read",
    severity: Severity::Note,
    title: "an example stands where none is looked for",
    explanation: "\
A code block holds an HTTP message and stands in a section of properties, parameters, methods or the like. Examples are
looked for in sections of examples, of requests and responses, and in sections with titles of their own. It is not used.

To fix: put the message under a heading `Example`.",
};
