//! Findings about Markdown and annotations.

use crate::diagnostic::{Code, Severity};

/// All of them.
pub static ALL: &[&Code] = &[
    &ANNOTATION_KIND_UNKNOWN,
    &ANNOTATION_REPAIRED,
    &ANNOTATION_UNCLOSED,
    &ANNOTATION_UNREADABLE,
    &ANNOTATION_WITHOUT_CODE,
    &ANNOTATION_WITHOUT_KIND,
    &COMMENT_UNCLOSED,
    &FENCE_UNCLOSED,
    &FRONT_MATTER,
    &INCLUDE_INLINE,
    &TABLE_DIVIDED,
    &TABLE_ROW_BROKEN,
    &TABLE_SEPARATOR,
    &TABLE_SURPLUS,
    &TABLE_TEXT_BEHIND,
];

/// A `blockType` that does not exist.
pub static ANNOTATION_KIND_UNKNOWN: Code = Code {
    name: "annotation-kind-unknown",
    severity: Severity::Warning,
    title: "an annotation has an unknown `blockType`",
    explanation: "\
The `blockType` of an annotation says what the code block behind it shows. This one is not known, so the
annotation is not used, and the code block counts as not annotated: what it shows is guessed from its content.

To fix: write one of the known kinds: `request`, `response`, `resource`, `ignored`, `example`, `samples`,
`permissions`.",
};

/// An annotation that is not strict JSON.
pub static ANNOTATION_REPAIRED: Code = Code {
    name: "annotation-repaired",
    severity: Severity::Warning,
    title: "an annotation is not strict JSON",
    explanation: "\
The text of an annotation is a JSON object. This one has small mistakes, such as a trailing comma, a missing
quote or a name that stands twice. The generator read it as it is probably meant; of repeated names, the last
value counts.

To fix: correct the JSON. Other tools may ignore the annotation as it is.",
};

/// An annotation whose comment does not end where it should.
pub static ANNOTATION_UNCLOSED: Code = Code {
    name: "annotation-unclosed",
    severity: Severity::Warning,
    title: "the comment of an annotation is not closed",
    explanation: "\
An annotation stands in an HTML comment, from `<!--` to `-->`. Here the end is missing, so for a reader
everything up to the end of the next comment, or of the page, is hidden. The generator ends the annotation
behind its JSON and goes on there.

To fix: write `-->` behind the JSON.",
};

/// An annotation that cannot be read at all.
pub static ANNOTATION_UNREADABLE: Code = Code {
    name: "annotation-unreadable",
    severity: Severity::Error,
    title: "an annotation cannot be read",
    explanation: "\
A comment looks like an annotation, but its text is no JSON object, not even after the usual repairs. The
annotation is ignored: the code block behind it counts as not annotated, and a type that only the annotation
names is lost.

To fix: write a JSON object: `<!-- { \"blockType\": \"request\", \"name\": \"get_group\" } -->`.",
};

/// An annotation without a code block.
pub static ANNOTATION_WITHOUT_CODE: Code = Code {
    name: "annotation-without-code",
    severity: Severity::Warning,
    title: "no code block follows an annotation",
    explanation: "\
An annotation describes the next code block of its section (up to the next heading of level 1 or 2). There is
none, or another annotation comes first. The annotation is not used.

To fix: put the annotation directly in front of its code block, or remove it.",
};

/// JSON in a comment that is no annotation.
pub static ANNOTATION_WITHOUT_KIND: Code = Code {
    name: "annotation-without-kind",
    severity: Severity::Warning,
    title: "a comment holds JSON without a `blockType`",
    explanation: "\
A comment begins with a JSON object, as annotations do, but the object has no `blockType`, and no `type` that
makes it the annotation of the page. Either the kind was forgotten, or a part of an example got into the
comment. It is not used.

To fix: add a `blockType`, or move the JSON out of the comment.",
};

/// A comment that hides the rest of a page.
pub static COMMENT_UNCLOSED: Code = Code {
    name: "comment-unclosed",
    severity: Severity::Error,
    title: "a comment is never closed",
    explanation: "\
An HTML comment begins with `<!--` and ends with `-->`. This one has no end, so everything behind it is hidden
from readers, and from the generator as well.

To fix: write `-->` behind the remark.",
};

/// A code block whose end was forgotten.
pub static FENCE_UNCLOSED: Code = Code {
    name: "fence-unclosed",
    severity: Severity::Warning,
    title: "the closing fence of a code block is missing",
    explanation: "\
A code block begins and ends with a line of three backticks. Where the end is missing, Markdown takes everything
up to the next fence for code: prose, headings, annotations. When another opening fence or an annotation stands
inside of a code block, the generator ends the block in front of it (or of the heading above it) and reads on as
Markdown. A block that is still open where the page ends, ends there.

To fix: write the closing fence.",
};

/// Front matter that is not in order.
pub static FRONT_MATTER: Code = Code {
    name: "front-matter",
    severity: Severity::Note,
    title: "the front matter is not in order",
    explanation: "\
A page may begin with lines `key: value` between two lines `---`. Lines of another form are left out, and
without the second `---` there is no front matter at all. Nothing that the generator needs is lost with it.

To fix: write `key: value` lines, and quote values with special characters.",
};

/// An include within a line of text.
pub static INCLUDE_INLINE: Code = Code {
    name: "include-inline",
    severity: Severity::Note,
    title: "an include stands in a table cell or a heading",
    explanation: "\
The blocks of an included file can stand between other blocks only. An include in a table cell or a heading is
left out.

To fix: write the words themselves.",
};

/// A table that an empty line divides.
pub static TABLE_DIVIDED: Code = Code {
    name: "table-divided",
    severity: Severity::Warning,
    title: "an empty line divides a table",
    explanation: "\
In Markdown a table ends at the first empty line. Here, more lines of cells follow directly behind the empty
line, without a header of their own. Readers see them as text with bars; the generator reads them as rows of the
table above.

To fix: remove the empty line.",
};

/// A row that is broken over two lines.
pub static TABLE_ROW_BROKEN: Code = Code {
    name: "table-row-broken",
    severity: Severity::Warning,
    title: "a table cell is broken over two lines",
    explanation: "\
In Markdown every line of a table is a row. Here a row ends without its closing `|`, and the next line begins
without an opening one: the text of a cell was broken. Readers see two rows; the generator joins the lines.

To fix: write the row in one line, with `<br>` for a line break.",
};

/// A table without a sound separator row.
pub static TABLE_SEPARATOR: Code = Code {
    name: "table-separator",
    severity: Severity::Warning,
    title: "the separator row of a table does not fit",
    explanation: "\
The second line of a table separates the header from the rows and has as many cells as the header: `|---|---|`.
Where it is missing, malformed or has another number of cells, Markdown shows text with bars. The generator
reads the lines as a table all the same.

To fix: correct the separator row.",
};

/// A row with more cells than columns.
pub static TABLE_SURPLUS: Code = Code {
    name: "table-surplus",
    severity: Severity::Warning,
    title: "a table row has more cells than the table has columns",
    explanation: "\
A `|` separates cells, also within code and quotes. An unescaped one in a text makes a cell too many, and
Markdown drops what is beyond the last column. The generator takes it for a part of the last cell, bars
included.

To fix: write `\\|` for a `|` that separates nothing.",
};

/// Text that Markdown takes for a row.
pub static TABLE_TEXT_BEHIND: Code = Code {
    name: "table-text-behind",
    severity: Severity::Note,
    title: "a line of text stands directly under a table",
    explanation: "\
A table goes on to the first empty line. A line of text directly under it becomes a row for Markdown. The
generator reads it as the paragraph that it was meant to be.

To fix: put an empty line between the table and the text.",
};
