//! The ledger adds up: every row, line, annotation and code block of every page is used, reported or prose.

use std::fs;
use std::path::PathBuf;

use pretty_assertions::assert_eq;
use stubdown::pipeline;
use stubdown::read::{Count, Element, Outcome};
use tests::accounts::differences;
use tests::generation::{analyse, repository};

/// The folders of pages of the golden tests.
fn golden() -> Vec<PathBuf> {
    let cases = ["golden/findings", "golden/modules"].into_iter().flat_map(|folder| fs::read_dir(folder).unwrap());
    let mut pages: Vec<PathBuf> = cases.map(|case| case.unwrap().path().join("pages")).collect();
    pages.sort();
    pages
}

#[test]
fn the_ledger_of_all_golden_pages_adds_up() {
    for pages in golden() {
        assert_eq!(differences(&pipeline::analyse(std::slice::from_ref(&pages))), [""; 0], "{}", pages.display());
    }
}

#[test]
fn the_ledger_of_the_specs_adds_up() {
    assert_eq!(differences(&pipeline::analyse(&[repository().join("specs")])), [""; 0]);
}

/// One page with a bit of everything that no reader uses.
#[test]
fn what_no_reader_uses_is_prose_or_reported() {
    let page = "# Get lamp\n\n\
        | Lamp | Price |\n|:--|:--|\n| small | 3 |\n| large | 5 |\n\n\
        ## HTTP request\n\n```http\nGET /lamps/{id}\nor\nGET lamps\n```\n\n\
        ## Request headers\n\n| Colour | Meaning |\n|:--|:--|\n| red | hot |\n\n\
        ## Path parameters\n\n| Parameter | Type |\n|:--|:--|\n| id | String |\n| | String |\n| **Others** | |\n\n\
        ```http\nGET /lamps/7\n```\n\n\
        ## Example\n\n```csharp\nlamp.Get();\n```\n\n```http\nGET /lamps/7\nAccept: x\n```\n";
    let analysis = analyse(&[("lamp-get.md", page)]);
    assert_eq!(differences(&analysis), [""; 0]);
    let count = |used, reported, prose| Count { used, reported, prose };
    let expected = [
        (Element::RequestLine, count(1, 2, 0)),
        (Element::ParameterRow, count(1, 1, 0)),
        (Element::OtherRow, count(0, 1, 3)),
        (Element::Example, count(1, 1, 0)),
        (Element::RequestBlock, count(1, 0, 0)),
        (Element::OtherCode, count(0, 0, 1)),
    ];
    assert_eq!(analysis.counts().into_iter().collect::<Vec<_>>(), expected);
}

#[test]
fn every_page_ends_in_one_of_four_ways() {
    let outcome = |page: &str| analyse(&[("page.md", page)]).facts.first().map(|facts| facts.outcome);
    let types = "# lamp resource type\n\n## Properties\n\n| Property | Type |\n|:--|:--|\n| id | String |\n";
    assert_eq!(outcome("# Get lamp\n\n## HTTP request\n\n```http\nGET /lamps\n```\n"), Some(Outcome::Operations));
    assert_eq!(outcome(types), Some(Outcome::Types));
    assert_eq!(outcome("# Lamps\n\nThey shine.\n"), Some(Outcome::Prose));
    assert_eq!(outcome("# Get lamp\n\n## HTTP request\n\n```http\nGET lamp of mine\n```\n"), Some(Outcome::Reported));
}
