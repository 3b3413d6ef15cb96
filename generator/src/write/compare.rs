//! How a folder differs from an output.

use std::fmt;
use std::path::Path;

use rayon::prelude::*;

use super::folder::{generated_files, generated_text};
use super::{Output, WriteError, path};

/// How a folder differs from an output. Paths are those of the output, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files that the folder lacks.
    pub added: Vec<String>,
    /// Files whose text is another one.
    pub changed: Vec<String>,
    /// Generated files of the folder that the output has no longer.
    pub stale: Vec<String>,
    /// How many files are the same.
    pub unchanged: usize,
}

impl Changes {
    /// Whether the folder holds the output and nothing else that was generated.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.stale.is_empty()
    }
}

/// `2 files written, 40 unchanged, 1 removed`
impl fmt::Display for Changes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let written = self.added.len() + self.changed.len();
        let files = if written == 1 { "file" } else { "files" };
        write!(f, "{written} {files} written, {} unchanged, {} removed", self.unchanged, self.stale.len())
    }
}

/// What stands in the place of a file.
enum State {
    Missing,
    Same,
    Other,
}

impl State {
    fn of(present: Option<&str>, text: &str) -> Self {
        match present {
            None => Self::Missing,
            Some(present) if present == text => Self::Same,
            Some(_) => Self::Other,
        }
    }
}

impl Output {
    /// Compares with what is in `folder`, which need not exist. Line ends do not count as a difference.
    ///
    /// # Errors
    ///
    /// [`WriteError::Path`] for a path that leaves the folder, [`WriteError::Foreign`] when something that was not
    /// generated stands in the way, and [`WriteError::Io`] when something cannot be read.
    pub fn compare(&self, folder: &Path) -> Result<Changes, WriteError> {
        path::check(self.files.keys())?;
        let states: Vec<(&String, State)> = self
            .files
            .par_iter()
            .map(|(path, text)| Ok((path, State::of(generated_text(folder, path)?.as_deref(), text))))
            .collect::<Result<_, WriteError>>()?;
        let mut changes = Changes::default();
        for (path, state) in states {
            match state {
                State::Missing => changes.added.push(path.clone()),
                State::Same => changes.unchanged += 1,
                State::Other => changes.changed.push(path.clone()),
            }
        }
        changes.stale = generated_files(folder, |path| !self.files.contains_key(path))?;
        Ok(changes)
    }
}
