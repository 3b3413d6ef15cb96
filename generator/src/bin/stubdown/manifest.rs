//! What a generated `Cargo.toml` needs from the command line: the name of the package, and where its runtime is.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf, absolute};

use stubdown::config::Runtime;
use toml::de::DeTable;

use crate::Failure;

/// What Cargo accepts as a name: letters, digits, `-` and `_`, beginning with a letter.
pub fn package_name(name: &str) -> Result<String, String> {
    if sanitised(name).as_deref() == Some(name) {
        Ok(name.to_owned())
    } else {
        Err("a package name has small letters, digits, `-` and `_`, and begins with a letter".to_owned())
    }
}

/// The name of a folder, which need not be there yet, as a package name: `Graph v1.0` is `graph-v1-0`.
pub fn name_of(folder: &Path) -> String {
    let folder = folder.canonicalize().or_else(|_| absolute(folder)).ok();
    let name = folder.as_deref().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
    name.as_deref().and_then(sanitised).unwrap_or_else(|| "api".to_owned())
}

/// The `[package]` table of the manifest in the folder `out`, and the name in it. Whoever publishes the crate adds to the table. Nothing
/// where there is none yet.
///
/// # Errors
/// A manifest that cannot be read, or a package without a name.
pub fn package(out: &Path, name: Option<&str>) -> Result<Option<(String, String)>, Failure> {
    let path = out.join("Cargo.toml");
    let text = match fs::read_to_string(&path) {
        Ok(text) => text.replace("\r\n", "\n"),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Failure::Usage(format!("{}: {error}", path.display()))),
    };
    let unusable = |what: &str| Failure::Usage(format!("{}: {what}", path.display()));
    let Some(table) = package_table(&text) else { return Ok(None) };
    let parsed = DeTable::parse(table).map_err(|error| unusable(error.message()))?;
    let known = parsed.get_ref().get("package").and_then(|package| package.get_ref().get("name"));
    let known = known.ok_or_else(|| unusable("the package has no name"))?;
    let old = known.get_ref().as_str().ok_or_else(|| unusable("the name of the package is no text"))?;
    let new = name.unwrap_or(old);
    let mut table = table.to_owned();
    if table.get(known.span()).is_some() {
        table.replace_range(known.span(), &format!("\"{new}\""));
    }
    Ok(Some((new.to_owned(), table)))
}

/// The lines from `[package]` on, up to the next table that is not within it.
fn package_table(manifest: &str) -> Option<&str> {
    let lines =
        || manifest.split_inclusive('\n').scan(0, |at, line| Some((std::mem::replace(at, *at + line.len()), line)));
    let (start, _) =
        lines().find(|(_, line)| line.split('#').next().is_some_and(|title| title.trim_end() == "[package]"))?;
    let is_other = |line: &str| line.starts_with('[') && !line.starts_with("[package.");
    let end = lines().find(|(at, line)| *at > start && is_other(line)).map_or(manifest.len(), |(at, _)| at);
    manifest.get(start..end)
}

/// Nothing when no letter is left to begin with.
fn sanitised(name: &str) -> Option<String> {
    let lower = name.to_lowercase();
    let words = lower.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').filter(|word| !word.is_empty());
    let joined = words.collect::<Vec<_>>().join("-");
    joined.starts_with(|c: char| c.is_ascii_alphabetic()).then_some(joined)
}

/// A version requirement begins with a digit or an operator; everything else is a folder. It is given as seen from
/// here, and the generated `Cargo.toml` needs it as seen from there.
pub fn runtime(given: &str, out: &Path) -> Result<Runtime, Failure> {
    let is_version = given.starts_with(|c: char| c.is_ascii_digit() || "^~=<>*".contains(c));
    let is_plain = |c: char| c.is_ascii_alphanumeric() || " .,+-^~=<>*".contains(c);
    if is_version && given.chars().all(is_plain) {
        return Ok(Runtime::Version(given.to_owned()));
    }
    let folder = Path::new(given);
    if !folder.join("Cargo.toml").is_file() {
        return Err(Failure::Usage(format!("--runtime {given} is neither a version nor a folder with a Cargo.toml")));
    }
    if folder.is_absolute() {
        return Ok(Runtime::Path(given.to_owned()));
    }
    Ok(Runtime::Path(seen_from(out, folder).unwrap_or_else(|| given.to_owned())))
}

/// The runtime where none is given: that of the checkout that this program was built in, while it is there, so that what a checkout
/// generates fits its runtime; else the published version of the same number.
pub fn default_runtime(out: &Path) -> Runtime {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("runtime");
    let of_checkout = beside.join("Cargo.toml").is_file().then(|| seen_from(out, &beside)).flatten();
    of_checkout.map_or_else(|| Runtime::Version(env!("CARGO_PKG_VERSION").to_owned()), Runtime::Path)
}

/// The path from the folder `out` to `folder`.
fn seen_from(out: &Path, folder: &Path) -> Option<String> {
    let there = pathdiff::diff_paths(resolved(folder)?, resolved(out)?)?;
    // Cargo wants slashes on every platform, and a path that is Unicode.
    let parts = there.iter().map(|part| part.to_str()).collect::<Option<Vec<_>>>()?;
    (!parts.is_empty()).then(|| parts.join("/"))
}

/// The path from the root on, without symbolic links as far as it exists.
fn resolved(path: &Path) -> Option<PathBuf> {
    let path = absolute(path).ok()?;
    let resolve = |above: &Path| Some(above.canonicalize().ok()?.join(path.strip_prefix(above).ok()?));
    path.ancestors().find_map(resolve)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folder_names_become_package_names() {
        assert_eq!(sanitised("specs").as_deref(), Some("specs"));
        assert_eq!(sanitised("Graph v1.0").as_deref(), Some("graph-v1-0"));
        assert_eq!(sanitised("..my_api..").as_deref(), Some("my_api"));
        assert_eq!(sanitised("2021"), None);
    }

    #[test]
    fn names_that_cargo_refuses_are_refused() {
        assert_eq!(package_name("graph-v1"), Ok("graph-v1".to_owned()));
        for name in ["", "1st", "Graph", "a\"b", "a b"] {
            assert!(package_name(name).is_err(), "{name}");
        }
    }

    #[test]
    fn what_is_added_to_the_package_stays() {
        let folder = tempfile::tempdir().unwrap();
        let read = |manifest: &str, name| {
            fs::write(folder.path().join("Cargo.toml"), manifest).unwrap();
            package(folder.path(), name).map_err(|failure| match failure {
                Failure::Usage(text) => text.rsplit(": ").next().unwrap_or_default().to_owned(),
                _ => String::new(),
            })
        };
        assert_eq!(package(&folder.path().join("elsewhere"), None).ok(), Some(None));
        let table = "[package]\nname = \"graph\"\nlicense = \"MIT\" # ours\n\n[package.metadata.docs.rs]\nall-features = true\n\n";
        let manifest = format!("# @generated by stubdown\n\n{table}[features]\nname = []\n");
        assert_eq!(read(&manifest, None), Ok(Some(("graph".to_owned(), table.to_owned()))));
        let renamed = table.replace("graph", "directory");
        assert_eq!(read(&manifest, Some("directory")), Ok(Some(("directory".to_owned(), renamed))));
        assert_eq!(read("[workspace]\n", None), Ok(None));
        let remark = "[package] # published\nname = \"graph\"\n";
        assert_eq!(read(remark, None), Ok(Some(("graph".to_owned(), remark.to_owned()))));
        assert_eq!(read("[package]\nversion = \"1.0.0\"\n", None), Err("the package has no name".to_owned()));
        assert!(read("[package]\nname = \n", None).is_err());
    }

    #[test]
    fn a_runtime_is_a_version_or_a_folder() {
        let version = |given| match runtime(given, Path::new("out/crate")) {
            Ok(Runtime::Version(version)) => Some(version),
            _ => None,
        };
        let folder = |given| match runtime(given, Path::new("out/crate")) {
            Ok(Runtime::Path(path)) => Some(path),
            _ => None,
        };
        assert_eq!(version("0.1").as_deref(), Some("0.1"));
        assert_eq!(version(">=0.1, <0.3").as_deref(), Some(">=0.1, <0.3"));
        assert_eq!(folder(".").as_deref(), Some("../.."));
        assert!(runtime("no/such/folder", Path::new("out")).is_err());
        assert!(runtime("0.1\"\n", Path::new("out")).is_err());
    }
}
