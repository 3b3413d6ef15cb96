//! The folders of a command line.

use std::mem::ManuallyDrop;
use std::path::PathBuf;

use stubdown::pipeline::{self, Analysis};

use crate::Failure;
use crate::terminal::Activity;

/// The folders, which have to exist: a misspelled one is a mistake in the command, not in the pages.
pub fn existing(folders: &[PathBuf]) -> Result<&[PathBuf], Failure> {
    match folders.iter().find(|folder| !folder.is_dir()) {
        None => Ok(folders),
        Some(folder) if folder.exists() => {
            Err(Failure::Usage(format!("{} is not a folder; give the folder that holds the pages", folder.display())))
        }
        Some(folder) => Err(Failure::Usage(format!("there is no folder {}", folder.display()))),
    }
}

/// Reads the pages below the folders, which have to exist.
///
/// What was read is never freed: a command ends soon, and to free each piece of some thousand pages takes a tenth of its time.
pub fn read(folders: &[PathBuf]) -> Result<ManuallyDrop<Analysis>, Failure> {
    let folders = existing(folders)?;
    let _activity = Activity::start("reading pages");
    Ok(ManuallyDrop::new(pipeline::analyse(folders)))
}
