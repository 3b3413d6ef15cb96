//! The output folder as it is: what stands at a path, and which generated files it holds.

use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::{MARKS, WriteError, is_generated};

/// The text of the generated file at `path` below `folder`, with line feeds alone between the lines: a version control
/// system may have made them pairs. Nothing when no file is there.
///
/// # Errors
///
/// [`WriteError::Foreign`] when something else is there, or a part of the path is a symbolic link, which could lead out
/// of the folder; [`WriteError::Io`] when it cannot be read.
pub(super) fn generated_text(folder: &Path, path: &str) -> Result<Option<String>, WriteError> {
    let mut file = folder.to_path_buf();
    let mut parts = path.split('/').peekable();
    while let Some(part) = parts.next() {
        file.push(part);
        let metadata = match fs::symlink_metadata(&file) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            other => other.map_err(WriteError::io(&file))?,
        };
        let as_expected = if parts.peek().is_some() { metadata.is_dir() } else { metadata.is_file() };
        if !as_expected {
            return Err(WriteError::Foreign(file));
        }
    }
    let bytes = fs::read(&file).map_err(WriteError::io(&file))?;
    match String::from_utf8(bytes) {
        Ok(text) if !is_generated(&text) => Err(WriteError::Foreign(file)),
        Ok(text) if text.contains('\r') => Ok(Some(text.replace("\r\n", "\n"))),
        Ok(text) => Ok(Some(text)),
        Err(_) => Err(WriteError::Foreign(file)),
    }
}

/// The paths of the generated files in `folder` that are `wanted`, sorted. Symbolic links are not followed, and no other file is opened.
///
/// Folders of other packages, of version control and of build results belong to somebody else and are not entered: a
/// build folder below a generated crate holds what other build scripts have generated.
///
/// # Errors
///
/// [`WriteError::Io`] when a folder or file cannot be read.
pub(super) fn generated_files(folder: &Path, wanted: impl Fn(&str) -> bool) -> Result<Vec<String>, WriteError> {
    let mut found = Vec::new();
    if !folder.exists() {
        return Ok(found);
    }
    let walk = WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(|entry| !belongs_to_others(entry));
    for entry in walk {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(folder).to_path_buf();
            WriteError::Io { path, error: error.into() }
        })?;
        let path = relative(folder, entry.path()).filter(|path| entry.file_type().is_file() && wanted(path));
        if let Some(path) = path
            && begins_with_mark(entry.path()).map_err(WriteError::io(entry.path()))?
        {
            found.push(path);
        }
    }
    Ok(found)
}

fn belongs_to_others(entry: &DirEntry) -> bool {
    let is_hidden = entry.file_name().to_str().is_some_and(|name| name.starts_with('.'));
    let holds = |name: &str| entry.path().join(name).exists();
    entry.depth() > 0 && entry.file_type().is_dir() && (is_hidden || holds("CACHEDIR.TAG") || holds("Cargo.toml"))
}

/// Reads no more than a mark is long.
fn begins_with_mark(path: &Path) -> std::io::Result<bool> {
    let longest = MARKS.iter().map(|mark| mark.len()).max().unwrap_or(0);
    let mut start = Vec::with_capacity(longest);
    File::open(path)?.take(longest as u64).read_to_end(&mut start)?;
    Ok(MARKS.iter().any(|mark| start.starts_with(mark.as_bytes())))
}

/// With `/` between the parts. The generator writes no path that is not Unicode.
fn relative(folder: &Path, file: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = file.strip_prefix(folder).ok()?.iter().map(|part| part.to_str()).collect();
    Some(parts?.join("/"))
}

/// The file of a `/`-separated path below `folder`.
pub(super) fn file(folder: &Path, path: &str) -> PathBuf {
    folder.join(path.split('/').collect::<PathBuf>())
}
