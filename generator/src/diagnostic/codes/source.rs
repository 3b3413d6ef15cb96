//! Findings about files and includes.

use crate::diagnostic::{Code, Severity};

/// All of them.
pub static ALL: &[&Code] = &[
    &FILE_NOT_UTF8,
    &FILE_TOO_LARGE,
    &FILE_UNREADABLE,
    &FOLDER_MISSING,
    &FOLDER_WITHOUT_PAGES,
    &INCLUDE_CYCLE,
    &INCLUDE_LIMIT,
    &INCLUDE_MISSING,
    &INCLUDE_OUTSIDE,
    &SYMBOLIC_LINK,
];

/// A page has bytes that are no UTF-8.
pub static FILE_NOT_UTF8: Code = Code {
    name: "file-not-utf8",
    severity: Severity::Error,
    title: "a page is not encoded in UTF-8",
    explanation: "\
The page holds bytes that mean nothing in UTF-8, at the place named. It was probably saved in an older encoding.
A guess could turn names into other names, so the page is left out as a whole; all other pages are read.

To fix: open the page in an editor and save it as UTF-8.",
};

/// A page is larger than the generator reads.
pub static FILE_TOO_LARGE: Code = Code {
    name: "file-too-large",
    severity: Severity::Error,
    title: "a page is larger than 64 MiB",
    explanation: "\
A documentation page has some kilobytes. A file of this size is something else with a name that ends in `.md`.
It is left out.

To fix: move the file out of the folder, or divide it.",
};

/// A file cannot be read.
pub static FILE_UNREADABLE: Code = Code {
    name: "file-unreadable",
    severity: Severity::Error,
    title: "a page or a folder cannot be read",
    explanation: "\
The operating system refused the file or the folder, or its name is not UTF-8. It is left out; all others are read.

To fix: mend the access rights or the name.",
};

/// A folder given does not exist.
pub static FOLDER_MISSING: Code = Code {
    name: "folder-missing",
    severity: Severity::Error,
    title: "a folder given does not exist",
    explanation: "\
Pages were to be read from a path where there is neither a folder nor a page. Relative paths begin at the
working directory; in a `build.rs`, at the folder of its `Cargo.toml`.

To fix: correct the path.",
};

/// No page lies below a folder given.
pub static FOLDER_WITHOUT_PAGES: Code = Code {
    name: "folder-without-pages",
    severity: Severity::Error,
    title: "a folder given holds no page",
    explanation: "\
No file below the folder has a name that ends in `.md`. Nothing can be generated from it, and an empty result
would hide that.

To fix: correct the path, or add pages.",
};

/// Includes go round in a circle.
pub static INCLUDE_CYCLE: Code = Code {
    name: "include-cycle",
    severity: Severity::Warning,
    title: "includes go round in a circle",
    explanation: "\
A file includes, perhaps through other files, itself. The text would have no end. The include that closes the
circle is left out; the other includes on the way are shown with the finding.

To fix: remove one of the includes.",
};

/// A page grows too large by its includes.
pub static INCLUDE_LIMIT: Code = Code {
    name: "include-limit",
    severity: Severity::Error,
    title: "a page is made of too many includes",
    explanation: "\
Includes may stand in included files, up to 16 levels deep, and a page may be made of 1,000 parts at most.
Without a limit, a few small files that include each other several times would make a page that fills the
memory. What goes beyond is left out.

To fix: include less.",
};

/// An include names a file that is not there.
pub static INCLUDE_MISSING: Code = Code {
    name: "include-missing",
    severity: Severity::Note,
    title: "an include names a file that is not there",
    explanation: "\
A page includes another file with `[!INCLUDE [name](path)]`, and no file with that path lies below the
specification folder. What the file would have said is treated as unknown: a missing permission table does not
mean that no permission is needed. Includes in tabs of other programming languages are never needed, and not
reported.

To fix: add the file, or correct the path. It is relative to the file that contains the include; `~/` begins at the
specification folder.",
};

/// An include leads out of the folders given.
pub static INCLUDE_OUTSIDE: Code = Code {
    name: "include-outside",
    severity: Severity::Note,
    title: "an include leads out of the specification folder",
    explanation: "\
Only files below the folders given are read, whatever a page says: a page must not be able to read other files
of the machine that generates code from it. The include is treated like one whose file is missing.

To fix: give the folder of the included file as well, or a folder that holds both.",
};

/// A symbolic link among the pages.
pub static SYMBOLIC_LINK: Code = Code {
    name: "symbolic-link",
    severity: Severity::Note,
    title: "a page is a symbolic link",
    explanation: "\
Symbolic links are not followed, because they may lead out of the folder or round in a circle. The page is left out.

To fix: put the page itself into the folder, or give the folder that it lies in as well.",
};
