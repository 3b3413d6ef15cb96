//! The difference between a folder and an output, for people.

use std::path::Path;

use similar::TextDiff;

use super::folder::generated_text;
use super::{Changes, Output, WriteError};

impl Output {
    /// A unified diff that leads from what is in `folder` to this output; `changes` is the result of
    /// [`Output::compare`].
    ///
    /// # Errors
    ///
    /// Those of [`Output::compare`].
    pub fn diff(&self, folder: &Path, changes: &Changes) -> Result<String, WriteError> {
        let mut paths: Vec<&String> = changes.added.iter().chain(&changes.changed).chain(&changes.stale).collect();
        paths.sort();
        let mut diff = String::new();
        for path in paths {
            let old = generated_text(folder, path)?;
            let new = self.files.get(path).map(String::as_str);
            let header =
                |side: &str, present: bool| if present { format!("{side}/{path}") } else { "/dev/null".into() };
            let lines = TextDiff::from_lines(old.as_deref().unwrap_or_default(), new.unwrap_or_default());
            let mut unified = lines.unified_diff();
            diff += &unified.header(&header("a", old.is_some()), &header("b", new.is_some())).to_string();
        }
        Ok(diff)
    }
}
