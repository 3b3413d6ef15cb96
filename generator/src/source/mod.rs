//! Files, includes and places.
//!
//! In: folders. Out: [`Sources`], the text of every `.md` file below them with its includes resolved, and the lists of findings that
//! are not to be shown. Must not know:
//! what Markdown or an API is. Every later phase asks here for texts, lines and the targets of links; none of them
//! touches a disk.

mod include;
mod link;
mod load;
mod span;

use std::collections::BTreeSet;
use std::collections::hash_map::Entry;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use foldhash::HashMap;

pub use include::{Include, IncludeProblem};
pub use link::LinkTarget;
pub use load::MAX_FILE_BYTES;
pub use span::{SourceId, Span, Spanned};

use crate::diagnostic::Diagnostic;

/// All loaded files, in a fixed order: by folder as given, then by path. Cloning is cheap.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Arc<Files>,
}

#[derive(Debug, Default)]
struct Files {
    sources: Vec<Source>,
    /// By [`Source::location`].
    by_location: HashMap<String, SourceId>,
    /// By location in lower case, for links that differ from the file name in case only; of several, the first.
    by_folded_location: HashMap<String, SourceId>,
    /// The folders as given, without `.` and `..`.
    roots: BTreeSet<String>,
}

/// One file.
#[derive(Debug)]
pub struct Source {
    /// The path below its folder with `/` between names: `api/group-get.md`. Goes into generated code.
    pub path: String,
    /// The folder as given and the path. For people: where the file is, seen from where they stand.
    pub display_path: String,
    /// The content, without a byte order mark.
    pub text: String,
    /// What it is.
    pub kind: SourceKind,
    /// Its includes, in the order of the text.
    pub includes: Vec<Include>,
    /// The folder without `.` and `..`; empty for the current one.
    root: String,
    /// `root` and `path`: what links and includes are looked up by.
    location: String,
    line_starts: OnceLock<Vec<u32>>,
}

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceKind {
    /// A page.
    Page,
    /// A part of pages, not a page of its own: below a folder `includes`, or the target of an include.
    Fragment,
    /// The list of findings that are not to be shown, [`SUPPRESSIONS_FILE`].
    Suppressions,
}

/// The file in a folder of pages that lists findings which are not to be shown.
pub const SUPPRESSIONS_FILE: &str = "suppressions.toml";

impl SourceKind {
    fn of(path: &str) -> Self {
        if path == SUPPRESSIONS_FILE {
            Self::Suppressions
        } else if path.split('/').rev().skip(1).any(|folder| folder.eq_ignore_ascii_case("includes")) {
            Self::Fragment
        } else {
            Self::Page
        }
    }
}

impl Sources {
    /// Reads all `.md` files below `roots`, which are folders or single files. Symbolic links are not followed.
    ///
    /// Whatever cannot be read is reported and left out; the other files still work.
    #[must_use]
    pub fn load(roots: &[PathBuf], diagnostics: &mut Vec<Diagnostic>) -> Self {
        Self::assemble(load::read_files(roots, diagnostics), diagnostics)
    }

    /// Files that are nowhere on a disk, as `(path, text)`: for tests, and for pages that come from elsewhere. Nothing
    /// is reported; an include that goes round in a circle is cut as in [`Self::load`].
    #[must_use]
    pub fn from_texts<P: Into<String>, T: Into<String>>(files: impl IntoIterator<Item = (P, T)>) -> Self {
        let files = files.into_iter().map(|(path, text)| load::File::in_memory(path.into(), text.into())).collect();
        Self::assemble(files, &mut Vec::new())
    }

    fn assemble(read: Vec<load::File>, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut files = Files::default();
        for file in read {
            files.add(file);
        }
        let includes = include::find_all(&files);
        for (source, includes) in files.sources.iter_mut().zip(includes) {
            source.includes = includes;
        }
        include::cut_cycles(&mut files, diagnostics);
        files.mark_fragments();
        Self { files: Arc::new(files) }
    }

    /// The file `id`; nothing when the id is from other sources.
    #[must_use]
    pub fn get(&self, id: SourceId) -> Option<&Source> {
        self.files.get(id)
    }

    /// All files, in order.
    pub fn ids(&self) -> impl ExactSizeIterator<Item = SourceId> + use<> {
        self.files.ids()
    }

    /// The text at `span`; empty when there is no such place.
    #[must_use]
    pub fn text(&self, span: Span) -> &str {
        self.get(span.source).and_then(|source| source.text.get(span.range())).unwrap_or_default()
    }

    /// The line and column where `span` begins. Both count from 1; columns count characters.
    #[must_use]
    pub fn position(&self, span: Span) -> (usize, usize) {
        self.get(span.source).map_or((1, 1), |source| source.position(span.start))
    }

    /// Whether two files lie below the same one of the folders given.
    #[must_use]
    pub fn are_in_one_folder(&self, a: SourceId, b: SourceId) -> bool {
        matches!((self.get(a), self.get(b)), (Some(a), Some(b)) if a.root == b.root)
    }

    /// What the link `target`, written in the file `from`, leads to.
    #[must_use]
    pub fn resolve_link(&self, from: SourceId, target: &str) -> LinkTarget {
        self.get(from).map_or(LinkTarget::Missing, |from| link::resolve(&self.files, from, target))
    }
}

impl Files {
    /// A file that was loaded already, below another of the folders given, is left out.
    fn add(&mut self, file: load::File) {
        let location = link::join(&file.root, &file.path);
        let id = SourceId(u32::try_from(self.sources.len()).unwrap_or(u32::MAX));
        if let Entry::Vacant(entry) = self.by_location.entry(location.clone()) {
            entry.insert(id);
            self.by_folded_location.entry(location.to_lowercase()).or_insert(id);
            self.roots.insert(file.root.clone());
            self.sources.push(Source {
                kind: SourceKind::of(&file.path),
                path: file.path,
                display_path: file.display_path,
                text: file.text,
                includes: Vec::new(),
                root: file.root,
                location,
                line_starts: OnceLock::new(),
            });
        }
    }

    fn mark_fragments(&mut self) {
        let targets: BTreeSet<SourceId> = self
            .sources
            .iter()
            .flat_map(|source| &source.includes)
            .filter_map(|include| include.outcome.ok())
            .collect();
        for id in targets {
            if let Some(source) = self.get_mut(id).filter(|source| source.kind == SourceKind::Page) {
                source.kind = SourceKind::Fragment;
            }
        }
    }

    fn ids(&self) -> impl ExactSizeIterator<Item = SourceId> + use<> {
        (0..self.sources.len()).map(|index| SourceId(u32::try_from(index).unwrap_or(u32::MAX)))
    }

    fn get(&self, id: SourceId) -> Option<&Source> {
        self.sources.get(id.0 as usize)
    }

    fn get_mut(&mut self, id: SourceId) -> Option<&mut Source> {
        self.sources.get_mut(id.0 as usize)
    }
}

impl Source {
    fn position(&self, offset: u32) -> (usize, usize) {
        let starts = self.line_starts.get_or_init(|| {
            let behind_line_feeds =
                self.text.match_indices('\n').map(|(at, _)| u32::try_from(at + 1).unwrap_or(u32::MAX));
            std::iter::once(0).chain(behind_line_feeds).collect()
        });
        let line = starts.partition_point(|start| *start <= offset);
        let start = line.checked_sub(1).and_then(|index| starts.get(index)).copied().unwrap_or_default();
        let end = self.text.floor_char_boundary(offset as usize);
        let before = self.text.get(start as usize..end).unwrap_or_default();
        (line, before.chars().count() + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::{Sources, Span};

    #[test]
    fn lines_and_columns_count_from_one_and_columns_count_characters() {
        let sources = Sources::from_texts([("a.md", "ab\näöü\n\nx")]);
        let id = sources.ids().next().unwrap();
        let at = |offset| sources.position(Span::new(id, offset..offset));
        assert_eq!(
            [at(0), at(2), at(3), at(7), at(9), at(10), at(11)],
            [(1, 1), (1, 3), (2, 1), (2, 3), (2, 4), (3, 1), (4, 1)]
        );
        assert_eq!(at(4), (2, 1), "inside of a character");
        assert_eq!(at(99), (4, 2), "behind the end");
    }

    #[test]
    fn a_byte_order_mark_is_no_text() {
        let sources = Sources::from_texts([("a.md", "\u{feff}---\n")]);
        assert_eq!(sources.ids().filter_map(|id| sources.get(id)).map(|a| &a.text).collect::<Vec<_>>(), ["---\n"]);
    }

    #[test]
    fn texts_are_looked_up_by_span() {
        let sources = Sources::from_texts([("a.md", "äb")]);
        let id = sources.ids().next().unwrap();
        assert_eq!(sources.text(Span::new(id, 2..3)), "b");
        assert_eq!(sources.text(Span::new(id, 1..3)), "");
        assert_eq!(sources.text(Span::new(id, 2..9)), "");
    }
}
