//! Paths in links and includes, led to loaded files by text alone: a page can never make the generator read another
//! file.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use super::{Files, IncludeProblem, Source, SourceId};

/// What a link leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// A loaded file.
    Found {
        /// The file.
        id: SourceId,
        /// What follows `#`, decoded.
        anchor: Option<String>,
    },
    /// A loaded file whose name is spelled otherwise in upper and lower case.
    FoundIgnoringCase {
        /// The file.
        id: SourceId,
        /// What follows `#`, decoded.
        anchor: Option<String>,
    },
    /// An address outside of the sources: `https://...`, `mailto:...`, or `/path` on the site.
    External,
    /// No loaded file has this path.
    Missing,
}

pub(super) fn resolve(files: &Files, from: &Source, target: &str) -> LinkTarget {
    let Some(Place { location, anchor }) = place(from, target) else { return LinkTarget::External };
    if let Some(&id) = files.by_location.get(&location) {
        LinkTarget::Found { id, anchor }
    } else if let Some(&id) = files.by_folded_location.get(&location.to_lowercase()) {
        LinkTarget::FoundIgnoringCase { id, anchor }
    } else {
        LinkTarget::Missing
    }
}

/// What an include leads to. Its path must not lead out of the folders given.
pub(super) fn resolve_include(files: &Files, from: &Source, target: &str) -> Result<SourceId, IncludeProblem> {
    let Some(Place { location, .. }) = place(from, target) else { return Err(IncludeProblem::Outside) };
    let found = files.by_location.get(&location).or_else(|| files.by_folded_location.get(&location.to_lowercase()));
    let is_outside = || !files.roots.iter().any(|root| lies_below(&location, root));
    found.copied().ok_or_else(|| if is_outside() { IncludeProblem::Outside } else { IncludeProblem::Missing })
}

/// A link target within the sources.
struct Place {
    location: String,
    anchor: Option<String>,
}

/// The location that `target` means when it is written in `from`; nothing for addresses elsewhere.
fn place(from: &Source, target: &str) -> Option<Place> {
    let target = target.trim();
    let (path, anchor) =
        target.split_once('#').map_or((target, None), |(path, anchor)| (path, Some(decode(anchor).into_owned())));
    let path = path.split_once('?').map_or(path, |(path, _)| path);
    let mut path = decode(path);
    // Some authors write paths as their file system does.
    if path.contains('\\') {
        path = path.replace('\\', "/").into();
    }
    if path.starts_with('/') || has_scheme(&path) {
        return None;
    }
    let location = if path.is_empty() {
        from.location.clone()
    } else if let Some(below_root) = path.strip_prefix("~/") {
        join(&from.root, below_root)
    } else {
        join(from.location.rsplit_once('/').map_or("", |(folder, _)| folder), &path)
    };
    Some(Place { location, anchor })
}

fn decode(text: &str) -> Cow<'_, str> {
    if text.contains('%') { percent_decode_str(text).decode_utf8_lossy() } else { text.into() }
}

/// `https:`, `mailto:`, `xref:` ...
fn has_scheme(path: &str) -> bool {
    path.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    })
}

/// A path below a normalised folder, normalised.
pub(super) fn join(folder: &str, path: &str) -> String {
    let mut joined = String::with_capacity(folder.len() + path.len() + 1);
    joined.push_str(folder);
    for name in path.split('/') {
        match name {
            "" | "." => {}
            ".." if leave(&mut joined) => {}
            name => enter(&mut joined, name),
        }
    }
    joined
}

/// The path without `.`, `..` and empty names, as far as text tells; a relative path may keep `..` at its start.
pub(super) fn normalise(path: &str) -> String {
    join(if path.starts_with('/') { "/" } else { "" }, path)
}

fn enter(folder: &mut String, name: &str) {
    if !folder.is_empty() && !folder.ends_with('/') {
        folder.push('/');
    }
    folder.push_str(name);
}

/// Goes to the folder above, if text tells which one that is. Above `/` is `/`.
fn leave(folder: &mut String) -> bool {
    let (above, name) = folder.rsplit_once('/').unwrap_or(("", folder));
    if name == ".." || folder.is_empty() {
        return false;
    }
    let end = if above.is_empty() && folder.starts_with('/') { 1 } else { above.len() };
    folder.truncate(end);
    true
}

/// Both normalised.
fn lies_below(location: &str, root: &str) -> bool {
    let rest = match root {
        "" if location.starts_with('/') => None,
        "" | "/" => Some(location.trim_start_matches('/')),
        _ => location.strip_prefix(root).and_then(|rest| rest.strip_prefix('/')),
    };
    rest.is_some_and(|rest| rest != ".." && !rest.starts_with("../"))
}

#[cfg(test)]
mod tests {
    use super::super::{LinkTarget, Sources};
    use super::{lies_below, normalise};

    fn sources() -> Sources {
        Sources::from_texts([
            ("api/group-get.md", ""),
            ("resources/conversationThread.md", ""),
            ("resources/post.md", ""),
            ("a b.md", ""),
        ])
    }

    /// What a link in `api/group-get.md` leads to, in short.
    fn resolve(target: &str) -> String {
        let sources = sources();
        let (id, anchor, mark) = match sources.resolve_link(sources.ids().next().unwrap(), target) {
            LinkTarget::Found { id, anchor } => (id, anchor, ""),
            LinkTarget::FoundIgnoringCase { id, anchor } => (id, anchor, " (case)"),
            LinkTarget::External => return "external".to_owned(),
            LinkTarget::Missing => return "missing".to_owned(),
        };
        let anchor = anchor.map(|anchor| format!("#{anchor}")).unwrap_or_default();
        format!("{}{anchor}{mark}", sources.get(id).unwrap().path)
    }

    #[test]
    fn targets_are_relative_to_the_page() {
        assert_eq!(resolve("../resources/post.md"), "resources/post.md");
        assert_eq!(resolve("group-get.md"), "api/group-get.md");
        assert_eq!(resolve("./../api/./group-get.md"), "api/group-get.md");
        assert_eq!(resolve("post.md"), "missing");
    }

    #[test]
    fn a_tilde_is_the_folder_given() {
        assert_eq!(resolve("~/resources/post.md"), "resources/post.md");
    }

    #[test]
    fn anchors_are_split_off_and_queries_dropped() {
        assert_eq!(resolve("../resources/post.md#the%20values"), "resources/post.md#the values");
        assert_eq!(resolve("../resources/post.md?view=x#values"), "resources/post.md#values");
        assert_eq!(resolve("#values"), "api/group-get.md#values");
    }

    #[test]
    fn escapes_and_backslashes_are_understood() {
        assert_eq!(resolve("../a%20b.md"), "a b.md");
        assert_eq!(resolve(r"..\resources\post.md"), "resources/post.md");
    }

    #[test]
    fn another_case_is_told_apart() {
        assert_eq!(resolve("../Resources/conversationthread.md#x"), "resources/conversationThread.md#x (case)");
    }

    #[test]
    fn addresses_elsewhere_are_external() {
        for target in
            ["https://example.org/post.md", "mailto:a@example.org", "//host/x.md", "/graph/post.md", "xref:post"]
        {
            assert_eq!(resolve(target), "external", "{target}");
        }
    }

    #[test]
    fn nothing_outside_of_the_sources_can_be_named() {
        for target in ["../../../etc/passwd", "~/../secret.md", "..%2f..%2fsecret.md", "", "\0"] {
            assert!(["missing", "api/group-get.md"].contains(&resolve(target).as_str()), "{target}");
        }
    }

    #[test]
    fn paths_are_normalised_by_text() {
        assert_eq!(normalise("./a//b/../c/"), "a/c");
        assert_eq!(normalise("../a/../../b"), "../../b");
        assert_eq!(normalise("/../a"), "/a");
        assert_eq!(normalise("."), "");
    }

    #[test]
    fn below_means_below() {
        assert!(lies_below("specs/a.md", "specs") && lies_below("a.md", "") && lies_below("/a.md", "/"));
        assert!(lies_below("../a.md", "..") && !lies_below("../../a.md", ".."));
        assert!(!lies_below("specs-2/a.md", "specs") && !lies_below("../a.md", "") && !lies_below("/a.md", ""));
    }
}
