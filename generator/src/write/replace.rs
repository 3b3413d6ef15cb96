//! Bringing a folder up to date.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use rayon::prelude::*;
use tempfile::NamedTempFile;

use super::{Changes, Output, WriteError, folder};

impl Output {
    /// Makes the generated files of `folder` those of this output, and returns what had to be done.
    ///
    /// Each file that differs is replaced in one step, so that nobody reads half of it; files that are the same are not
    /// touched. Generated files that the output has no longer are removed, with the folders that become empty. Files
    /// that were not generated stay. Nothing is written when any file stands in the way.
    ///
    /// # Errors
    ///
    /// Those of [`Output::compare`], and [`WriteError::Io`] when something cannot be written.
    pub fn write(&self, folder: &Path) -> Result<Changes, WriteError> {
        let changes = self.compare(folder)?;
        changes.added.par_iter().chain(&changes.changed).try_for_each(|path| match self.files.get(path) {
            Some(text) => {
                let file = folder::file(folder, path);
                replace(&file, text).map_err(WriteError::io(&file))
            }
            None => Ok(()),
        })?;
        for path in &changes.stale {
            remove(folder, path)?;
        }
        Ok(changes)
    }
}

fn replace(file: &Path, text: &str) -> io::Result<()> {
    let folder = file.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(folder)?;
    let mut temporary = temporary_file(folder)?;
    temporary.write_all(text.as_bytes())?;
    temporary.persist(file)?;
    Ok(())
}

/// Temporary files are private to the user as a rule; generated ones are as readable as others.
#[cfg(unix)]
fn temporary_file(folder: &Path) -> io::Result<NamedTempFile> {
    use std::os::unix::fs::PermissionsExt;
    tempfile::Builder::new().permissions(fs::Permissions::from_mode(0o666)).tempfile_in(folder)
}

#[cfg(not(unix))]
fn temporary_file(folder: &Path) -> io::Result<NamedTempFile> {
    NamedTempFile::new_in(folder)
}

fn remove(folder: &Path, path: &str) -> Result<(), WriteError> {
    let file = folder::file(folder, path);
    fs::remove_file(&file).map_err(WriteError::io(&file))?;
    let parents = file.ancestors().skip(1).take_while(|parent| *parent != folder);
    for parent in parents {
        // A folder that still holds something cannot be removed, and neither can those above it.
        if fs::remove_dir(parent).is_err() {
            break;
        }
    }
    Ok(())
}
