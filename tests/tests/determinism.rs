//! The same pages give the same bytes, and what a page says in passing gives no name.

use std::collections::BTreeMap;
use std::path::PathBuf;

use pretty_assertions::assert_str_eq;
use proc_macro2::{TokenStream, TokenTree};
use stubdown::pipeline;
use stubdown::source::Sources;
use stubdown::write::Output;
use tests::generation::{crate_for, repository, specs};
use tests::tokens;

fn generate(pages: impl IntoIterator<Item = (String, String)>) -> Output {
    crate_for(&pipeline::analyse_sources(Sources::from_texts(pages), Vec::new()), "forum")
}

fn generate_from(folders: &[&str]) -> Output {
    let folders: Vec<PathBuf> = folders.iter().map(|folder| repository().join(folder)).collect();
    crate_for(&pipeline::analyse(&folders), "forum")
}

/// Compares file by file, so that a difference is shown on its own.
fn assert_same<K: AsRef<str> + Ord>(actual: &BTreeMap<K, String>, expected: &BTreeMap<K, String>, what: &str) {
    let paths = |files: &BTreeMap<K, String>| files.keys().map(|path| path.as_ref().to_owned()).collect::<Vec<_>>();
    assert_eq!(paths(actual), paths(expected), "{what}");
    for ((path, actual), expected) in actual.iter().zip(expected.values()) {
        assert_str_eq!(actual, expected, "{what}: {}", path.as_ref());
    }
}

/// The code of each file, whatever it says about pages: no comments, and no titles and paths of pages.
fn code(output: &Output) -> BTreeMap<&str, String> {
    let rust = output.files.iter().filter(|(path, _)| path.ends_with(".rs"));
    rust.map(|(path, text)| {
        let tokens = tokens::without_docs(tokens::tokens(text).unwrap());
        (path.as_str(), without_page(tokens).to_string())
    })
    .collect()
}

/// The tokens without `title: "..."` and `page: "..."`.
fn without_page(stream: TokenStream) -> TokenStream {
    let mut kept: Vec<TokenTree> = Vec::new();
    for token in stream {
        match token {
            TokenTree::Group(group) => {
                let inside = without_page(group.stream());
                kept.push(TokenTree::Group(proc_macro2::Group::new(group.delimiter(), inside)));
            }
            TokenTree::Literal(literal) => {
                let names_page = matches!(kept.as_slice(), [.., TokenTree::Ident(name), TokenTree::Punct(colon)]
                    if colon.as_char() == ':' && (name == "title" || name == "page"));
                if !names_page {
                    kept.push(TokenTree::Literal(literal));
                }
            }
            token => kept.push(token),
        }
    }
    kept.into_iter().collect()
}

#[test]
fn two_runs_give_the_same_bytes() {
    let first = generate_from(&["specs"]);
    assert!(first.files.len() > 10);
    for _ in 0..3 {
        assert_same(&generate_from(&["specs"]).files, &first.files, "another run");
    }
}

#[test]
fn a_folder_given_twice_changes_nothing() {
    let once = generate_from(&["specs"]);
    assert_same(&generate_from(&["specs", "specs"]).files, &once.files, "twice");
    assert_same(&generate_from(&["specs", "specs/api"]).files, &once.files, "a part twice");
}

/// Which of the pages of an endpoint is named first depends on their order, and nothing else does.
#[test]
fn the_order_of_pages_gives_no_name() {
    let expected = generate(specs());
    assert_same(&code(&generate(specs().into_iter().rev())), &code(&expected), "reversed");
    for by in [7, 20] {
        let mut pages = specs();
        pages.rotate_left(by);
        assert_same(&code(&generate(pages)), &code(&expected), "rotated");
    }
}

/// Pages are where they were, but the folders that are given begin elsewhere: paths of pages are shorter.
#[test]
fn where_the_folders_begin_changes_the_paths_of_pages_only() {
    let shorten = |text: &str| text.replace("`api/", "`").replace("`resources/", "`").replace("\"api/", "\"");
    let neutral = |output: Output| -> BTreeMap<String, String> {
        output.files.into_iter().map(|(path, text)| (path, shorten(&text))).collect()
    };
    let expected = neutral(generate_from(&["specs"]));
    for folders in [
        ["specs/api", "specs/resources", "specs/includes"],
        ["specs/resources", "specs/includes", "specs/api"],
        ["specs/includes", "specs/api", "specs/resources"],
    ] {
        assert_same(&neutral(generate_from(&folders)), &expected, &folders.join(" "));
    }
}

/// Adds words to titles and paragraphs that say nothing about names.
fn reword(path: &str, text: &str) -> String {
    const WORDS: &str = "Nevertheless.";
    let is_operation = path.starts_with("api/");
    let mut reworded: Vec<String> = Vec::new();
    let (mut in_code, mut in_comment, mut in_front_matter) = (false, false, false);
    for (number, line) in text.lines().enumerate() {
        in_front_matter ^= line == "---" && (number == 0 || in_front_matter);
        in_code ^= line.starts_with("```");
        in_comment |= line.starts_with("<!--");
        let is_title = line.starts_with("# ");
        let is_text = !in_code && !in_comment && line.starts_with(|c: char| c.is_alphanumeric());
        let ends_paragraph = line.ends_with('.');
        in_comment &= !line.contains("-->");
        reworded.push(match line.split_once(": ") {
            Some((key @ ("title" | "description"), _)) if in_front_matter => format!("{key}: {WORDS}"),
            // The title of a type is its name.
            _ if is_title && is_operation => format!("{line} {WORDS}"),
            _ if is_text && ends_paragraph && !in_front_matter => format!("{line} {WORDS}"),
            _ => line.to_owned(),
        });
    }
    reworded.join("\n") + "\n"
}

#[test]
fn words_give_no_name() {
    let expected = generate(specs());
    let reworded: Vec<(String, String)> =
        specs().into_iter().map(|(path, text)| (path.clone(), reword(&path, &text))).collect();
    let same: Vec<String> =
        specs().into_iter().zip(&reworded).filter(|(before, after)| before == *after).map(|(page, _)| page.0).collect();
    assert_eq!(same, [""; 0], "every page has words");
    let output = generate(reworded);
    assert_ne!(output, expected, "the words are in the comments");
    assert_same(&code(&output), &code(&expected), "reworded");
}

/// File names are no names of anything either.
#[test]
fn names_of_pages_give_no_name() {
    let renamed =
        |text: &str| text.replace("conversation-post-threads", "opening-of-threads").replace("post-reply", "answer");
    let pages = specs().into_iter().map(|(path, text)| (renamed(&path), renamed(&text)));
    assert_same(&code(&generate(pages)), &code(&generate(specs())), "renamed");
}
