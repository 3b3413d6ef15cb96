//! Findings about what pages say together.

use crate::diagnostic::{Code, Severity};

/// All of them.
pub static ALL: &[&Code] = &[
    &PROPERTY_CONTRADICTION,
    &PROPERTY_ONLY_IN_JSON,
    &PROPERTY_ONLY_IN_BODY,
    &TYPE_UNKNOWN,
    &COLLECTION_NESTED,
    &TYPE_INFERRED,
    &ENUM_CONTRADICTION,
    &BASE_CONTRADICTION,
    &BASE_UNKNOWN,
    &BASE_CIRCLE,
    &STATUS_CONTRADICTION,
    &RESPONSE_TYPE_CONTRADICTION,
    &RESPONSE_UNDOCUMENTED,
    &ENDPOINT_TYPE_CONTRADICTION,
    &ENDPOINT_STATUS_CONTRADICTION,
    &ENDPOINT_PERMISSION_CONTRADICTION,
];

/// A property has two types.
pub static PROPERTY_CONTRADICTION: Code = Code {
    name: "property-contradiction",
    severity: Severity::Error,
    title: "a property has two types",
    explanation: "\
Two rows, on one page or on two pages that describe the same type, give a property different types. The type that is
read first is used.

To fix: give the property the same type everywhere, or give different types different names.",
};

/// A JSON representation has a member that no table lists.
pub static PROPERTY_ONLY_IN_JSON: Code = Code {
    name: "property-only-in-json",
    severity: Severity::Warning,
    title: "a JSON representation has a member that no table lists",
    explanation: "\
The JSON representation of a type shows a member that neither the table of properties nor the table of relationships
lists. It is generated with the type that the JSON shows.

To fix: add a row to a table, or take the member out of the JSON.",
};

/// A request body sends a property that the page of its type lacks.
pub static PROPERTY_ONLY_IN_BODY: Code = Code {
    name: "property-only-in-body",
    severity: Severity::Warning,
    title: "a request body sends a property that the page of its type lacks",
    explanation: "\
The table of a request body has a row for a property that neither the type of the body nor a type derived from it
lists. The property is generated, because otherwise nobody could send it.

To fix: add a row to the table of properties of the type, or take the row out of the table of the body.",
};

/// A property has a type that no page describes.
pub static TYPE_UNKNOWN: Code = Code {
    name: "type-unknown",
    severity: Severity::Warning,
    title: "a property has a type that no page describes",
    explanation: "\
The type cell of a property names a type for which there is no page and no list of values. The property is read as
what the JSON representation shows, else as any JSON. The type of a parameter is reported where it is spelled like a
known one; the parameter is read as a text.

To fix: add a page for the type, list its values (\"Possible values are: `a`, `b`.\"), or name a known type.",
};

/// A cell says twice that there are many.
pub static COLLECTION_NESTED: Code = Code {
    name: "collection-nested",
    severity: Severity::Note,
    title: "a type cell says twice that there are many",
    explanation: "\
The type cell of a property says twice that there are many: `Collection(Collection(Int32))`, or `String collection
collection`. There is no type for a collection within a collection. Its items are generated as any JSON where the cell
has parentheses or the JSON representation shows arrays within an array; otherwise one of the two words counts.

To fix: describe a type that has the inner collection as its property, or say once that there are many.",
};

/// A type that no page describes is inferred from examples.
pub static TYPE_INFERRED: Code = Code {
    name: "type-inferred",
    severity: Severity::Warning,
    title: "a type that no page describes is inferred from examples",
    explanation: "\
A request or a response is said to be of a type for which there is no page. The type is generated with the properties
that the JSON examples show: there may be more, and their types are guesses.

To fix: add a resource page for the type.",
};

/// Two places list different values of an enum.
pub static ENUM_CONTRADICTION: Code = Code {
    name: "enum-contradiction",
    severity: Severity::Warning,
    title: "two places list different values of an enum",
    explanation: "\
The description of a property lists the values that it may have (\"Possible values are: `a`, `b`.\"), and another place
lists other values of the same enum. Where a page or a section lists the members, these are generated; where only
descriptions do, the members of all of them. Values that are not generated are kept as unknown members all the same.

To fix: list the same values in both places, or give the enums different names. A cell with the word `Enum` gives each
property an enum of its own.",
};

/// Annotation and prose name different base types.
pub static BASE_CONTRADICTION: Code = Code {
    name: "base-contradiction",
    severity: Severity::Warning,
    title: "annotation and prose name different base types",
    explanation: "\
The annotation of a type has a `baseType`, and the prose says that it inherits from another type. The annotation is
used. Or two pages describe the type and name different base types: the first of them is followed.

To fix: name the same base type in all places.",
};

/// No page describes a base type.
pub static BASE_UNKNOWN: Code = Code {
    name: "base-unknown",
    severity: Severity::Warning,
    title: "no page describes a base type",
    explanation: "\
The annotation of a type has a `baseType` that no page describes. The type is generated without a base type.

To fix: add a page for the base type, or correct its name.",
};

/// A type derives from itself.
pub static BASE_CIRCLE: Code = Code {
    name: "base-circle",
    severity: Severity::Error,
    title: "a type derives from itself",
    explanation: "\
Following base types upwards leads back to the type. The base type that closes the circle is left out.

To fix: correct the base types of the types involved.",
};

/// The example shows another status than the text.
pub static STATUS_CONTRADICTION: Code = Code {
    name: "status-contradiction",
    severity: Severity::Warning,
    title: "the example shows another status than the text",
    explanation: "\
The response section names a success status, and an example response shows another one. The status of the text is
used.

To fix: write the same status in both places.",
};

/// Sentence, annotation and body name different response types.
pub static RESPONSE_TYPE_CONTRADICTION: Code = Code {
    name: "response-type-contradiction",
    severity: Severity::Warning,
    title: "sentence, annotation and body name different response types",
    explanation: "\
The response section, the annotation of the example response and the `@odata.type` of its body say what the response
is. They disagree; the majority is used, of equally strong ones the sentence.

To fix: name the same type in all places.",
};

/// Nothing tells what a request is answered with.
pub static RESPONSE_UNDOCUMENTED: Code = Code {
    name: "response-undocumented",
    severity: Severity::Warning,
    title: "nothing tells what a request is answered with",
    explanation: "\
A GET request is documented without the type of its answer: neither the response section nor an annotation names one,
and no example shows a body. That there is none is not said either. The answer is generated as any JSON.

To fix: name the type in the response section (\"Returns `200 OK` and a [book](book.md) object.\"), show a response with
a body, or say that there is none (\"It does not return anything in the response body.\").",
};

/// Two pages document different answers to one request.
pub static ENDPOINT_TYPE_CONTRADICTION: Code = Code {
    name: "endpoint-type-contradiction",
    severity: Severity::Warning,
    title: "two pages document different answers to one request",
    explanation: "\
Two pages have the same request line, and say that it is answered with different types, or with one thing and with a
collection. If the types have a base type in common, that is generated and nothing is reported: there is often a page
for each derived type. Here they have none, and the answer is generated as any JSON.

To fix: name the same type on both pages, or give the types a base type.",
};

/// Two pages document different statuses for one request.
pub static ENDPOINT_STATUS_CONTRADICTION: Code = Code {
    name: "endpoint-status-contradiction",
    severity: Severity::Warning,
    title: "two pages document different statuses for one request",
    explanation: "\
Two pages have the same request line, and no success status that both document. The statuses of both are generated: a
server has to choose one, and a client takes either.

To fix: document the same status on both pages, or describe the request on one page only.",
};

/// Two pages name different permissions for one request.
pub static ENDPOINT_PERMISSION_CONTRADICTION: Code = Code {
    name: "endpoint-permission-contradiction",
    severity: Severity::Note,
    title: "two pages name different permissions for one request",
    explanation: "\
Two pages have the same request line, and their tables name different permissions for one kind of sign-in, or one of
them says that it is not supported. Pages about parts of one thing may each name what their part needs. Generated
code cannot tell for which page a request is made, so whoever has the permissions of either page is admitted.

To fix: name the same permissions on both pages, or describe the request on one page only.",
};
