//! Writing a page otherwise, without saying anything else, changes nothing in the model.

mod markup;
mod rewritings;
mod whole_sets;

use similar::TextDiff;
use tests::generation::analyse;
use tests::page_sets::{Pages, all_sets};

/// The whole joined API. It holds no places, so a page that is written otherwise gives the same.
fn model(pages: &Pages) -> String {
    let pages: Vec<(&str, &str)> = pages.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    format!("{:#?}", analyse(&pages).api)
}

/// Rewrites every set, and compares what is made of it.
fn changes_nothing(rewrite: impl Fn(&Pages) -> Pages) {
    let mut differences = String::new();
    let mut is_rewritten = false;
    for (name, pages) in all_sets().unwrap() {
        let rewritten = rewrite(&pages);
        is_rewritten |= rewritten != pages;
        let (before, after) = (model(&pages), model(&rewritten));
        if before != after {
            let difference = TextDiff::from_lines(&before, &after).unified_diff().context_radius(8).to_string();
            differences += &format!("\n{name}:\n{}\n", difference.lines().take(60).collect::<Vec<_>>().join("\n"));
        }
    }
    assert!(differences.is_empty(), "{differences}");
    assert!(is_rewritten, "nothing was rewritten");
}

/// A test for each way to write a page.
macro_rules! tests {
    ($($rewriting:ident)*) => {$(
        #[test]
        fn $rewriting() {
            changes_nothing(|pages| {
                pages.iter().map(|(path, text)| (path.clone(), rewritings::$rewriting(text))).collect()
            });
        }
    )*};
}

/// A test for each way to spread what is said over pages.
macro_rules! tests_of_sets {
    ($($rewriting:ident)*) => {$(
        #[test]
        fn $rewriting() {
            changes_nothing(whole_sets::$rewriting);
        }
    )*};
}

tests! {
    headings_deeper
    tables_tight
    tables_wide
    tables_open
    translations_with_originals
    annotations_on_one_line
    annotations_over_lines
    annotations_reversed
    links_by_reference
    links_with_titles
    requests_in_tabs
    line_ends_of_windows
    byte_order_mark
    blanks_that_do_not_break
    blank_lines_doubled
    blanks_at_line_ends
    fences_of_tildes
    examples_on_one_line
    permissions_without_dots
}

tests_of_sets! {
    links_from_the_root
    links_to_the_site
    permissions_behind_includes
    includes_in_place
}
