//! Reading files: what lies below the folders, in a fixed order, as text.

use std::fs;
use std::io::Read;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::{SUPPRESSIONS_FILE, link};
use crate::diagnostic::{Diagnostic, codes};

/// The size that a page may have at most: 64 MiB. Places are held as 32 bits, and nobody writes such a page.
pub const MAX_FILE_BYTES: u64 = 64 << 20;

/// A file as it was read.
pub(super) struct File {
    pub(super) root: String,
    pub(super) path: String,
    pub(super) display_path: String,
    pub(super) text: String,
}

impl File {
    pub(super) fn in_memory(path: String, text: String) -> Self {
        Self { root: String::new(), display_path: path.clone(), path, text: without_mark(text) }
    }
}

/// The text without a byte order mark.
fn without_mark(text: String) -> String {
    text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)
}

/// A file that is to be read.
struct Candidate {
    root: String,
    path: String,
    display_path: String,
    on_disk: PathBuf,
}

pub(super) fn read_files(roots: &[PathBuf], diagnostics: &mut Vec<Diagnostic>) -> Vec<File> {
    let candidates: Vec<Candidate> = roots.iter().flat_map(|root| candidates(root, diagnostics)).collect();
    let files: Vec<Result<File, Box<Diagnostic>>> = candidates.into_par_iter().map(read_file).collect();
    files.into_iter().filter_map(|file| file.map_err(|diagnostic| diagnostics.push(*diagnostic)).ok()).collect()
}

/// The `.md` files below a folder and its list of suppressions, sorted by path.
fn candidates(root: &Path, diagnostics: &mut Vec<Diagnostic>) -> Vec<Candidate> {
    if !root.exists() {
        let message = format!("`{}` does not exist", root.display());
        diagnostics.push(Diagnostic::without_place(&codes::source::FOLDER_MISSING, message).help("correct the path"));
        return Vec::new();
    }
    let mut found = Vec::new();
    for entry in WalkDir::new(root) {
        match entry {
            Ok(entry) if is_page(&entry) || is_suppressions(&entry) => {
                found.extend(candidate(root, &entry, diagnostics))
            }
            Ok(_) => {}
            Err(error) => diagnostics.push(unreadable(&error.to_string())),
        }
    }
    if !found.iter().any(|file: &Candidate| file.path != SUPPRESSIONS_FILE) {
        let message = format!("there is no page below `{}`", root.display());
        let help = "a page is a file whose name ends in `.md`";
        diagnostics.push(Diagnostic::without_place(&codes::source::FOLDER_WITHOUT_PAGES, message).help(help));
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn is_page(entry: &DirEntry) -> bool {
    !entry.file_type().is_dir()
        && entry.path().extension().is_some_and(|extension| extension.eq_ignore_ascii_case("md"))
}

fn is_suppressions(entry: &DirEntry) -> bool {
    entry.depth() == 1 && entry.file_name() == SUPPRESSIONS_FILE
}

fn candidate(root: &Path, entry: &DirEntry, diagnostics: &mut Vec<Diagnostic>) -> Option<Candidate> {
    let on_disk = entry.path();
    if entry.path_is_symlink() && entry.depth() > 0 {
        let message = format!("`{}` is a symbolic link", on_disk.display());
        let note = "links are not followed: they may lead out of the folder";
        diagnostics.push(Diagnostic::without_place(&codes::source::SYMBOLIC_LINK, message).note(note));
        return None;
    }
    if !entry.file_type().is_file() && entry.depth() > 0 {
        return None;
    }
    // A folder given as a single file is its parent with one page in it.
    let folder = if entry.depth() == 0 { on_disk.parent()? } else { root };
    let Some(path) = on_disk.strip_prefix(folder).ok().and_then(Path::to_str) else {
        diagnostics.push(unreadable(&format!("the name of `{}` is not UTF-8", on_disk.display())));
        return None;
    };
    Some(Candidate {
        root: link::normalise(&with_slashes(&folder.to_string_lossy())),
        path: with_slashes(path),
        display_path: with_slashes(&on_disk.to_string_lossy()),
        on_disk: on_disk.to_owned(),
    })
}

fn with_slashes(path: &str) -> String {
    path.replace(MAIN_SEPARATOR, "/")
}

fn read_file(candidate: Candidate) -> Result<File, Box<Diagnostic>> {
    let Candidate { root, path, display_path, on_disk } = candidate;
    let failed = |error: std::io::Error| Box::new(unreadable(&format!("`{display_path}`: {error}")));
    let file = fs::File::open(&on_disk).map_err(failed)?;
    let size = file.metadata().map_err(failed)?.len();
    if size > MAX_FILE_BYTES {
        return Err(Box::new(too_large(&display_path, size)));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
    // The size is what it was a moment ago: a file that grows is not read for ever.
    file.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(Box::new(too_large(&display_path, bytes.len() as u64)));
    }
    let text = String::from_utf8(bytes).map_err(|error| Box::new(not_utf8(&display_path, &error)))?;
    Ok(File { root, path, display_path, text: without_mark(text) })
}

fn too_large(display_path: &str, size: u64) -> Diagnostic {
    let message = format!("`{display_path}` is too large: {} MiB", size >> 20);
    let help = format!("a page has at most {} MiB", MAX_FILE_BYTES >> 20);
    Diagnostic::without_place(&codes::source::FILE_TOO_LARGE, message).help(help)
}

fn unreadable(message: &str) -> Diagnostic {
    Diagnostic::without_place(&codes::source::FILE_UNREADABLE, message).note("the file is left out")
}

fn not_utf8(display_path: &str, error: &std::string::FromUtf8Error) -> Diagnostic {
    let valid = error.utf8_error().valid_up_to();
    let (before, behind) = error.as_bytes().split_at_checked(valid).unwrap_or_default();
    let before = String::from_utf8_lossy(before);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let byte = behind.first().copied().unwrap_or_default();
    let message = format!("`{display_path}` is not UTF-8: byte 0x{byte:02X} at line {line}, column {column}");
    Diagnostic::without_place(&codes::source::FILE_NOT_UTF8, message)
        .note("the file is left out")
        .help("save the file as UTF-8")
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::PathBuf;

    use super::super::Sources;
    use crate::diagnostic::Diagnostic;

    fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (path, content) in files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        folder
    }

    fn load(roots: &[PathBuf]) -> (Sources, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let sources = Sources::load(roots, &mut diagnostics);
        (sources, diagnostics)
    }

    fn paths(sources: &Sources) -> Vec<&str> {
        sources.ids().map(|id| sources.get(id).unwrap().path.as_str()).collect()
    }

    fn messages(diagnostics: &[Diagnostic], folder: &tempfile::TempDir) -> Vec<String> {
        let folder = folder.path().to_str().unwrap();
        diagnostics.iter().map(|d| format!("{}: {}", d.code.name, d.message.replace(folder, "DIR"))).collect()
    }

    #[test]
    fn pages_are_found_in_the_order_of_their_paths_and_other_files_are_not_read() {
        let folder =
            folder(&[("b/y.md", b"y"), ("a.md", b"a"), ("b/x.MD", b"x"), ("b/z.txt", b"z"), ("b-c/w.md", b"w")]);
        let (sources, diagnostics) = load(&[folder.path().to_owned()]);
        assert_eq!(paths(&sources), ["a.md", "b-c/w.md", "b/x.MD", "b/y.md"]);
        assert_eq!(messages(&diagnostics, &folder), [""; 0]);
    }

    #[test]
    fn a_file_below_two_given_folders_is_loaded_once() {
        let folder = folder(&[("a/x.md", b"x"), ("y.md", b"y")]);
        let (sources, _) = load(&[folder.path().join("a"), folder.path().join("./a/..")]);
        assert_eq!(paths(&sources), ["x.md", "y.md"]);
    }

    #[test]
    fn a_single_page_can_be_given() {
        let folder = folder(&[("a/x.md", b"x"), ("a/y.md", b"y")]);
        let (sources, _) = load(&[folder.path().join("a/x.md")]);
        assert_eq!(paths(&sources), ["x.md"]);
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_text() {
        let folder = folder(&[("x.md", b"\xEF\xBB\xBF# T")]);
        let (sources, _) = load(&[folder.path().to_owned()]);
        assert_eq!(sources.get(sources.ids().next().unwrap()).unwrap().text, "# T");
    }

    #[test]
    fn what_cannot_be_read_is_reported_and_the_rest_works() {
        let folder = folder(&[("bad.md", "one\ntw\u{f6} ".as_bytes()), ("good.md", b"x"), ("empty/x.txt", b"")]);
        fs::write(folder.path().join("bad.md"), b"one\ntw\xC3\xB6 \xFF").unwrap();
        let big = fs::File::create(folder.path().join("big.md")).unwrap();
        big.set_len(super::MAX_FILE_BYTES + 1).unwrap();
        let (sources, diagnostics) =
            load(&[folder.path().to_owned(), folder.path().join("empty"), folder.path().join("none")]);
        assert_eq!(paths(&sources), ["good.md"]);
        assert_eq!(
            messages(&diagnostics, &folder),
            [
                "folder-without-pages: there is no page below `DIR/empty`",
                "folder-missing: `DIR/none` does not exist",
                "file-not-utf8: `DIR/bad.md` is not UTF-8: byte 0xFF at line 2, column 5",
                "file-too-large: `DIR/big.md` is too large: 64 MiB",
            ]
        );
    }

    #[cfg(unix)]
    #[test]
    fn symbolic_links_are_not_followed() {
        let secret = folder(&[("secret.md", b"secret"), ("more/secret.md", b"secret")]);
        let folder = folder(&[("x.md", b"x")]);
        std::os::unix::fs::symlink(secret.path().join("secret.md"), folder.path().join("link.md")).unwrap();
        std::os::unix::fs::symlink(secret.path().join("more"), folder.path().join("more")).unwrap();
        let (sources, diagnostics) = load(&[folder.path().to_owned()]);
        assert_eq!(paths(&sources), ["x.md"]);
        assert_eq!(messages(&diagnostics, &folder), ["symbolic-link: `DIR/link.md` is a symbolic link"]);
    }
}
