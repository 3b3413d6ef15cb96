//! Findings about suppressions.

use crate::diagnostic::{Code, Severity};

/// All of them.
pub static ALL: &[&Code] = &[&SUPPRESSION_INVALID, &SUPPRESSION_UNUSED, &SUPPRESSION_PHRASE_UNUSED];

/// An entry that suppresses findings cannot be used.
pub static SUPPRESSION_INVALID: Code = Code {
    name: "suppression-invalid",
    severity: Severity::Error,
    title: "an entry of `suppressions.toml` cannot be used",
    explanation: "\
The file `suppressions.toml` in the folder of the pages lists findings that are accepted. Each entry is a table:

    [[suppression]]
    code = \"example-member-unknown\"
    page = \"api/lamp-*.md\"
    contains = \"`color`\"
    reason = \"the service is changed next month\"

`code` is the code of the finding, and `page` the path of the page below the folder, with `*` for any part of a name and
`**` for any folders. `contains` narrows the entry to findings with these words in their message, and `reason` is for
people; both may be left out. Here the file is no TOML, or an entry lacks something, names an unknown code, or has a
member that it cannot have. Nothing is suppressed by it.

To fix: correct the entry.",
};

/// An entry suppresses nothing.
pub static SUPPRESSION_UNUSED: Code = Code {
    name: "suppression-unused",
    severity: Severity::Warning,
    title: "an entry of `suppressions.toml` suppresses nothing",
    explanation: "\
No finding has the code of the entry, stands in one of its pages and contains its words. Either the page was corrected,
or the entry has a mistake. What is no longer needed should go: it might hide the next mistake.

To fix: take the entry out, or correct it.",
};

/// A suppression of the reference checker suppresses nothing here.
pub static SUPPRESSION_PHRASE_UNUSED: Code = Code {
    name: "suppression-phrase-unused",
    severity: Severity::Note,
    title: "a suppression of a page suppresses nothing",
    explanation: "\
The annotation of a page (`\"type\": \"#page.annotation\"`) may list texts of the reference checker of this format as
`suppressions`. Texts that mean the same as a finding of this program suppress that finding, if it stands in the page
and names the same property or type. Here the text is understood, and there is no such finding.

To fix: take the text out, if the reference checker does not report it either.",
};
