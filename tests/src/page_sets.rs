//! Sets of pages that stand in this repository.

use std::io;
use std::path::{Path, PathBuf};

use stubdown::source::Sources;

use crate::generation::repository;

/// Pages that belong together, as `(path, text)`.
pub type Pages = Vec<(String, String)>;

/// The pages with all forms that we know of.
#[must_use]
pub fn all_forms() -> Pages {
    read(&repository().join("tests/mutations/pages"))
}

/// All sets of pages with their names: `specs/`, those with expected modules and with expected findings, and the one with all forms.
///
/// # Errors
///
/// Where a folder cannot be read.
pub fn all_sets() -> io::Result<Vec<(String, Pages)>> {
    let mut sets = vec![("specs".to_owned(), read(&repository().join("specs"))), ("all forms".to_owned(), all_forms())];
    sets.extend(cases("modules")?);
    sets.extend(cases("findings")?);
    Ok(sets)
}

fn cases(kind: &str) -> io::Result<Vec<(String, Pages)>> {
    let entries = std::fs::read_dir(repository().join("tests/golden").join(kind))?;
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    folders.sort();
    let name = |folder: &Path| folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(folders.iter().map(|folder| (name(folder), read(&folder.join("pages")))).collect())
}

fn read(folder: &Path) -> Pages {
    let sources = Sources::load(&[folder.to_owned()], &mut Vec::new());
    sources.ids().filter_map(|id| sources.get(id)).map(|page| (page.path.clone(), page.text.clone())).collect()
}
