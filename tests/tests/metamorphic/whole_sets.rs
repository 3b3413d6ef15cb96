//! Other ways to write the same set of pages.

use std::collections::BTreeMap;

use tests::page_sets::Pages;

use crate::markup::{Kind, lines, map_kinds};
use crate::rewritings::map_links;

/// Links that begin at the folder of the set: `~/resources/post.md`.
pub fn links_from_the_root(pages: &Pages) -> Pages {
    map_targets(pages, |_, path| Some(format!("~/{path}")))
}

/// Links as they are published: `/graph/api/resources/post?view=graph-rest-1.0`. They lead to no file: their words tell what they mean,
/// unless several pages have them as their title.
pub fn links_to_the_site(pages: &Pages) -> Pages {
    map_targets(pages, |words, path| {
        let title = format!("# {words} ");
        let is_titled = |text: &str| text.lines().any(|line| line.starts_with(&title));
        let page = path.trim_end_matches(".md").trim_start_matches("api/");
        // Words that another page has as its title contradict the link, so they alone say something else.
        let is_clear = !pages.iter().any(|(other, text)| other != path && is_titled(text));
        is_clear.then(|| format!("/graph/api/{page}?view=graph-rest-1.0"))
    })
}

/// Calls `edit` with the words of each link to a page of the set, and the path of that page.
fn map_targets(pages: &Pages, edit: impl Fn(&str, &str) -> Option<String>) -> Pages {
    let rewrite = |path: &str, text: &str| {
        map_links(text, |words, target| {
            let known = pages.iter().map(|(path, _)| path).find(|known| **known == below_root(path, target));
            let other = known.and_then(|known| edit(words, known));
            format!("[{words}]({})", other.as_deref().unwrap_or(target))
        })
    };
    pages.iter().map(|(path, text)| (path.clone(), rewrite(path, text))).collect()
}

/// The path that a link on a page means.
fn below_root(page: &str, target: &str) -> String {
    let mut folders: Vec<&str> = page.split('/').collect();
    folders.pop();
    for name in target.split('/') {
        match name {
            ".." => drop(folders.pop()),
            name => folders.push(name),
        }
    }
    folders.join("/")
}

/// The first table of permissions of each operation stands in a file of its own.
pub fn permissions_behind_includes(pages: &Pages) -> Pages {
    pages.iter().flat_map(|page| moved_table(page).unwrap_or_else(|| vec![page.clone()])).collect()
}

/// The page without its table of permissions, and the table. Nothing for a table with links, which would lead elsewhere.
fn moved_table((path, text): &(String, String)) -> Option<Pages> {
    let name = path.strip_prefix("api/")?;
    let all = lines(text);
    let join = |lines: &[(Kind, &str)]| lines.iter().map(|(_, line)| format!("{line}\n")).collect::<String>();
    let title =
        all.iter().position(|(kind, line)| *kind == Kind::Heading && line.eq_ignore_ascii_case("## permissions"))?;
    let start = (title + 1..all.len()).find(|at| matches!(all[*at].0, Kind::Row | Kind::Heading))?;
    let end = (start..all.len()).find(|at| all[*at].0 != Kind::Row)?;
    let table = join(&all[start..end]);
    if table.is_empty() || table.contains("](") {
        return None;
    }
    let include = format!("[!INCLUDE [permissions-table](../includes/permissions/moved-{name})]\n");
    let page = [join(&all[..start]), include, join(&all[end..])].concat();
    let file = format!("---\ndescription: \"Permissions.\"\n---\n\n{table}");
    Some(vec![(path.clone(), page), (format!("includes/permissions/moved-{name}"), file)])
}

/// What is included stands in its place.
pub fn includes_in_place(pages: &Pages) -> Pages {
    let files: BTreeMap<&str, &str> = pages.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let included = |path: &str, line: &str| {
        let target = line.split_once("](").and_then(|(_, rest)| rest.split_once(')')).map_or("", |(target, _)| target);
        let text = files.get(below_root(path, target).as_str()).filter(|text| !text.contains("]("))?;
        let body = lines(text).into_iter().filter(|(kind, _)| *kind != Kind::FrontMatter);
        Some(body.map(|(_, line)| line).collect::<Vec<_>>().join("\n"))
    };
    let rewrite = |path: &str, text: &str| {
        map_kinds(text, &[Kind::Include], |line| included(path, line).unwrap_or_else(|| line.to_owned()))
    };
    pages.iter().map(|(path, text)| (path.clone(), rewrite(path, text))).collect()
}
