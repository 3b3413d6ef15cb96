//! Garbled pages bring nothing down: whatever a page looks like, it is read, reported, exported and generated from.
//!
//! `PROPTEST_CASES` counts the cases of one run; `fuzz/` goes on for as long as one likes.

mod invariants;
mod mutation;

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use mutation::mutation;
use proptest::prelude::*;
use proptest::sample::{Index, subsequence};
use stubdown::source::Sources;
use tests::generation::repository;

/// A set of pages that belong together, as `(path, text)`.
type Pages = Vec<(String, String)>;

/// How many pages of a set are read at once. More take longer, and hide what one of them does.
const AT_ONCE: usize = 4;

/// Sound pages with all forms that we know of.
static ALL_FORMS: LazyLock<Pages> = LazyLock::new(|| read(&repository().join("tests/mutations/pages")));

/// Sets of sound pages that are there for other reasons.
static OTHERS: LazyLock<Vec<Pages>> = LazyLock::new(|| {
    let tests = repository().join("tests");
    let mut folders = vec![repository().join("specs"), tests.join("build-script-pages")];
    for golden in ["golden/modules", "golden/findings"] {
        folders.extend(folders_in(&tests.join(golden)).into_iter().map(|case| case.join("pages")));
    }
    folders.iter().map(|folder| read(folder)).collect()
});

fn folders_in(folder: &Path) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    folders
}

fn read(folder: &Path) -> Pages {
    let sources = Sources::load(&[folder.to_owned()], &mut Vec::new());
    let pages: Pages =
        sources.ids().filter_map(|id| sources.get(id)).map(|page| (page.path.clone(), page.text.clone())).collect();
    assert!(!pages.is_empty(), "{} has no pages", folder.display());
    pages
}

/// Some pages of a set.
fn some(pages: &Pages) -> impl Strategy<Value = Pages> + use<> {
    subsequence(pages.clone(), 1..=pages.len().min(AT_ONCE))
}

/// The pages with some damages.
fn garbled(pages: impl Strategy<Value = Pages>) -> impl Strategy<Value = Pages> {
    let damages = prop::collection::vec((any::<Index>(), any::<Index>(), mutation()), 1..8);
    (pages, damages).prop_map(|(mut pages, damages)| {
        for (page, other, damage) in damages {
            let other = other.get(&pages).1.clone();
            let text = &mut page.get_mut(&mut pages).1;
            *text = damage.apply(text, &other);
        }
        pages
    })
}

#[test]
fn sound_pages_hold() {
    invariants::hold(&ALL_FORMS);
    OTHERS.iter().for_each(|pages| invariants::hold(pages));
}

// Two tests, for two cores.
proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn garbled_pages_with_all_forms_hold(pages in garbled(some(&ALL_FORMS))) {
        invariants::hold(&pages);
    }

    #[test]
    fn other_garbled_pages_hold(pages in garbled((0..OTHERS.len()).prop_flat_map(|set| some(&OTHERS[set])))) {
        invariants::hold(&pages);
    }
}
