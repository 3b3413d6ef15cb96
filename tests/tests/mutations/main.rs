//! Garbled pages bring nothing down: whatever a page looks like, it is read, reported, exported and generated from.
//!
//! `PROPTEST_CASES` counts the cases of one run; `fuzz/` goes on for as long as one likes.

mod invariants;
mod mutation;

use std::sync::LazyLock;

use mutation::mutation;
use proptest::prelude::*;
use proptest::sample::{Index, subsequence};
use tests::accounts;
use tests::page_sets::{Pages, all_forms, all_sets};

/// How many pages of a set are read at once. More take longer, and hide what one of them does.
const AT_ONCE: usize = 4;

static ALL_FORMS: LazyLock<Pages> = LazyLock::new(all_forms);

/// All sets of pages that this repository has.
static SETS: LazyLock<Vec<Pages>> = LazyLock::new(|| all_sets().unwrap().into_iter().map(|(_, pages)| pages).collect());

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
    SETS.iter().for_each(|pages| invariants::hold(pages));
}

/// A path is exported once, however pages call its parameters.
#[test]
fn pages_that_name_a_parameter_otherwise_hold() {
    let page = |line: &str| format!("# Work on a job\n\n## HTTP request\n\n```http\n{line}\n```\n");
    let pages = [("api/job-delete.md", "DELETE /jobs/{job-id}"), ("api/job-update.md", "PATCH /jobs/{id}")];
    invariants::hold(&pages.map(|(path, line)| (path.to_owned(), page(line))));
}

// Two tests, for two cores.
proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn garbled_pages_with_all_forms_hold(pages in garbled(some(&ALL_FORMS))) {
        invariants::hold(&pages);
    }

    #[test]
    fn garbled_pages_of_any_set_hold(pages in garbled((0..SETS.len()).prop_flat_map(|set| some(&SETS[set])))) {
        invariants::hold(&pages);
    }
}
