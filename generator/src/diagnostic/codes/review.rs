//! Findings about places that contradict each other.

use crate::diagnostic::{Code, Severity};

/// All of them.
pub static ALL: &[&Code] = &[
    &EXAMPLE_MEMBER_UNKNOWN,
    &EXAMPLE_VALUE_KIND,
    &EXAMPLE_VALUE_FORM,
    &EXAMPLE_ENUM_MEMBER,
    &ANNOTATION_TYPE_CONTRADICTION,
    &ANNOTATION_COLLECTION_CONTRADICTION,
    &LINK_TEXT_CONTRADICTION,
    &PROPERTY_MISSING_IN_JSON,
    &PROPERTY_JSON_CONTRADICTION,
    &PERMISSION_ORDER,
    &PERMISSIONS_UNDOCUMENTED,
    &NAME_REPEATED,
    &MEMBER_CASE,
    &PARAMETER_NOT_IN_PATH,
    &EXAMPLE_WITHOUT_ROUTE,
    &REQUESTS_WITHOUT_OPERATION,
    &EXAMPLE_OF_OTHER_PAGE,
];

/// An example has a member that its type lacks.
pub static EXAMPLE_MEMBER_UNKNOWN: Code = Code {
    name: "example-member-unknown",
    severity: Severity::Warning,
    title: "an example has a member that its type lacks",
    explanation: "\
The body of an example has a member that no table of its type, of a base type or of a derived type lists. The type is
the one that the body names with `@odata.type`, else the one that the operation takes or returns. Open types may have
any member and are not compared. Generated code keeps such members, but has no field for them.

To fix: add a row to the table of properties or relationships, declare the type open with `\"openType\": true`, or
correct the example.",
};

/// An example has a value of another kind than the table documents.
pub static EXAMPLE_VALUE_KIND: Code = Code {
    name: "example-value-kind",
    severity: Severity::Warning,
    title: "an example has a value of another kind than the table documents",
    explanation: "\
The table says that a member is a number, and an example shows a string for it; or one value where the table says that
there are many; and so on. Null fits every type. An Int64 or Decimal may stand in quotes, as OData writes them with
`IEEE754Compatible=true`, and so may `\"NaN\"`, `\"INF\"` and `\"-INF\"`. Words that stand for a value are not compared: `\"Boolean\"`,
`\"display name value\"`, `\"{id}\"`. The table is used: generated code keeps such a value as an unexpected one.

To fix: correct the example, or the type in the table.",
};

/// An example has a text that is not of the form of its type.
pub static EXAMPLE_VALUE_FORM: Code = Code {
    name: "example-value-form",
    severity: Severity::Warning,
    title: "an example has a text that is no value of its type",
    explanation: "\
The table says that a member is a date, a time or a GUID, and an example shows a text for it that is none:
`\"2026-01-32\"`. Words that stand for a value are not compared: `\"datetime-value\"`, `\"{id}\"`. Generated code keeps such a
value as an unexpected one.

To fix: correct the example, or the type in the table.",
};

/// An example has a value that its enum does not list.
pub static EXAMPLE_ENUM_MEMBER: Code = Code {
    name: "example-enum-member",
    severity: Severity::Warning,
    title: "an example has a value that its enum does not list",
    explanation: "\
The table says that a member is of an enum, and an example shows a value for it that is none of the documented members.
Upper and lower case do not count, and several members may stand in one text, with commas between them. Words that
stand for a value are not compared. Generated code keeps such a value as an unknown member.

To fix: correct the example, or add the value to the list of the enum.",
};

/// The annotation of an example names another type than the body.
pub static ANNOTATION_TYPE_CONTRADICTION: Code = Code {
    name: "annotation-type-contradiction",
    severity: Severity::Warning,
    title: "an annotation names another type than the body below it",
    explanation: "\
The annotation of an example or of a JSON representation has an `@odata.type`, and the body below it has another one.
Neither type derives from the other. The annotation is used, unless sentence and body outvote it.

To fix: name the same type in the annotation and in the body.",
};

/// The annotation of a response and its body disagree on whether there are many.
pub static ANNOTATION_COLLECTION_CONTRADICTION: Code = Code {
    name: "annotation-collection-contradiction",
    severity: Severity::Warning,
    title: "the annotation and the body disagree on whether there are many",
    explanation: "\
A collection is annotated with `\"isCollection\": true`, and its body is `{\"value\": [ ... ]}` or `[ ... ]`. Here one of the two says
that there are many, and the other one that there is one. The body is used.

To fix: correct the annotation, or the body.",
};

/// The words of a link name another type than its target describes.
pub static LINK_TEXT_CONTRADICTION: Code = Code {
    name: "link-text-contradiction",
    severity: Severity::Warning,
    title: "the words of a link name another type than its target describes",
    explanation: "\
A link in a type cell or in a sentence has the name of a known type as its words, and leads to the page of another
type. The target is used.

To fix: correct the words or the target.",
};

/// A table lists a property that the JSON representation lacks.
pub static PROPERTY_MISSING_IN_JSON: Code = Code {
    name: "property-missing-in-json",
    severity: Severity::Warning,
    title: "a table lists a property that the JSON representation lacks",
    explanation: "\
The JSON representation of a type shows all of its properties. Here the table has a row for a property that the JSON
does not show, or that it spells with other upper and lower case letters. The property is generated as the table says.
Relationships and streams may be left out of the JSON.

To fix: add the property to the JSON, or take the row out of the table.",
};

/// The table and the JSON representation give a property different types.
pub static PROPERTY_JSON_CONTRADICTION: Code = Code {
    name: "property-json-contradiction",
    severity: Severity::Warning,
    title: "the table and the JSON representation give a property different types",
    explanation: "\
The JSON representation shows a value of another kind for a property than its type cell names, an object of another
type, or a collection where the table has one value. Enums and dates may be shown as \"string\". The table is used.

To fix: give the property the same type in both places.",
};

/// No page says which permissions an operation needs, although pages of others do.
pub static PERMISSIONS_UNDOCUMENTED: Code = Code {
    name: "permissions-undocumented",
    severity: Severity::Note,
    title: "no page says which permissions an operation needs",
    explanation: "\
Other pages have permissions, so this API asks for them; this page has none, nor has another one for the same endpoint. What
the operation needs is unknown, which is not the same as none: a generated server that authorises its callers admits nobody.

To fix: add a section `Permissions` with a table that has a row for each kind of sign-in, or include one.",
};

/// A cell of permissions is not in order.
pub static PERMISSION_ORDER: Code = Code {
    name: "permission-order",
    severity: Severity::Warning,
    title: "a cell of permissions is not in order",
    explanation: "\
The permissions of a cell are ordered, as a rule from least to most privileged; the title of the column says so. Here a
permission such as `Group.ReadWrite.All` counts as less than `Group.Read.All`, which it includes. Whoever asks for the
least privileged permission asks for too much. The order of the table is used as it is.

To fix: order the permissions, or correct the title of the column.",
};

/// A name stands twice in the tables of a page.
pub static NAME_REPEATED: Code = Code {
    name: "name-repeated",
    severity: Severity::Warning,
    title: "a name stands twice in the tables of a page",
    explanation: "\
Two rows of the tables of one type, one request or one enum have the same name. One thing is generated, from the first
row. Rows with different types are reported as `property-contradiction` instead.

To fix: take one of the rows out, or correct its name.",
};

/// Two members of an enum differ in upper and lower case only.
pub static MEMBER_CASE: Code = Code {
    name: "member-case",
    severity: Severity::Warning,
    title: "two members of an enum differ in upper and lower case only",
    explanation: "\
A service may tell such members apart, but readers hardly can, and one of the two is usually a mistake. Both are
generated; because their names in Rust would be equal, one has a number behind it.

To fix: take one of them out, or give them different names.",
};

/// A parameter table has a row that no request line has a place for.
pub static PARAMETER_NOT_IN_PATH: Code = Code {
    name: "parameter-not-in-path",
    severity: Severity::Warning,
    title: "no request line has a place for a parameter",
    explanation: "\
A table of path or function parameters has a row whose name occurs in no request line, neither as a placeholder
(`{period}`) nor as an argument (`period='{value}'`). Upper and lower case, hyphens and underscores do not count. A GET
whose path ends in a word, as that of a function does, takes it in its query; of any other request it is not used.

To fix: write the parameter into the request lines, or correct its name in the table.",
};

/// An example request fits no request line at all.
pub static EXAMPLE_WITHOUT_ROUTE: Code = Code {
    name: "example-without-route",
    severity: Severity::Warning,
    title: "an example request fits no request line",
    explanation: "\
The method and the path of an example, without host, version and query, fit no request line of its page, nor of any
other page. Readers who follow the example call something that is not documented. The body of the example is still
used for the operation of its page.

To fix: correct the example, or add a request line for it.",
};

/// A page without an operation shows requests.
pub static REQUESTS_WITHOUT_OPERATION: Code = Code {
    name: "requests-without-operation",
    severity: Severity::Note,
    title: "a page without an operation shows requests",
    explanation: "\
The page has none of the sections by which the description of an operation is known (`HTTP request`, `Permissions`,
`Request headers`, `Path parameters`, `Query parameters`, `Request body`, `Response`), so it is taken for one that explains
something, and its requests for illustrations. But no page describes what they ask for.

To fix, if it describes an operation: add a section `HTTP request` with `METHOD /path/{placeholder}`. One page describes one
operation.",
};

/// An example request fits a request line of another page only.
pub static EXAMPLE_OF_OTHER_PAGE: Code = Code {
    name: "example-of-other-page",
    severity: Severity::Note,
    title: "an example request fits a request line of another page only",
    explanation: "\
The method and the path of an example, without host, version and query, fit no request line of its own page, but one of
another page. That may be a step on the way, or a request line that is missing here. The example is used for the
operation of its page.

To fix: show a request to one of the request lines of the page, or add the line.",
};
