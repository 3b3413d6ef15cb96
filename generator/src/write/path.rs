//! Which paths may be written: those that stay below the output folder, on every platform.

use std::collections::BTreeSet;

use super::WriteError;

/// Checks the paths of an output, in order.
///
/// # Errors
///
/// [`WriteError::Path`] with the first path that is empty, is absolute, has an empty, `.` or `..` part, holds a
/// backslash, a colon or a control character, or differs from another one in upper and lower case only.
pub(super) fn check<'a>(paths: impl IntoIterator<Item = &'a String>) -> Result<(), WriteError> {
    let mut seen = BTreeSet::new();
    for path in paths {
        if !stays_inside(path) || !seen.insert(path.to_lowercase()) {
            return Err(WriteError::Path(path.clone()));
        }
    }
    Ok(())
}

/// A colon would be a drive letter or an alternate stream; an empty part comes from a leading, doubled or trailing
/// slash.
fn stays_inside(path: &str) -> bool {
    let part_is_a_name = |part: &str| !matches!(part, "" | "." | "..");
    let character_is_fine = |c: char| !matches!(c, '\\' | ':') && !c.is_control();
    path.split('/').all(part_is_a_name) && path.chars().all(character_is_fine)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_plain_relative_paths() {
        let paths = ["Cargo.toml", "src/lib.rs", "src/groups/mod.rs", "src/ñ..rs"].map(String::from);
        assert!(check(&paths).is_ok());
    }

    #[test]
    fn refuses_everything_that_could_lead_elsewhere() {
        for path in [
            "",
            "/etc/passwd",
            "../up.rs",
            "src/../../up.rs",
            "src//x.rs",
            "./x.rs",
            "src/",
            "a\\b.rs",
            "C:x.rs",
            "x\0.rs",
        ] {
            let refused = check(&[path.to_owned()]);
            assert!(matches!(&refused, Err(WriteError::Path(named)) if named == path), "{path:?}");
        }
    }

    #[test]
    fn refuses_paths_that_some_file_systems_take_for_the_same() {
        let refused = check(&["src/Post.rs".to_owned(), "src/post.rs".to_owned()]);
        assert!(matches!(refused, Err(WriteError::Path(named)) if named == "src/post.rs"));
    }
}
