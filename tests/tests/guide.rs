//! The guide for authors: its pages have no findings, and say what the guide shows.

use std::fs;

use pretty_assertions::assert_eq;
use stubdown::model;
use tests::generation::{analyse, codes, repository};

/// The pages of the guide, each behind its name: `` `api/book-list.md` ``.
fn pages(guide: &str) -> Vec<(&str, &str)> {
    let mut pages = Vec::new();
    let mut rest = guide;
    while let Some((before, behind)) = rest.split_once("````markdown\n") {
        let (page, behind) = behind.split_once("````").unwrap();
        let name = before.rsplit('`').nth(1).unwrap();
        pages.push((name, page));
        rest = behind;
    }
    pages
}

#[test]
fn the_pages_of_the_guide_say_what_it_shows() {
    let guide = fs::read_to_string(repository().join("docs/pages.md")).unwrap();
    let pages = pages(&guide);
    assert_eq!(pages.len(), 4);
    let analysis = analyse(&pages);
    let (_, behind) = guide.split_once("```text\n").unwrap();
    let (shown, _) = behind.split_once("```").unwrap();
    let model = model::print(&analysis.api, None);
    let printed: Vec<&str> = model.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(printed.join("\n"), shown.trim_end());
    assert_eq!(codes(&analysis.report), [""; 0]);
}
