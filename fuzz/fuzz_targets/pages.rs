//! Bytes as pages: what `tests/tests/mutations` holds for garbled pages must hold for any.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../tests/src/accounts.rs"]
mod accounts;
#[path = "../../tests/tests/mutations/invariants.rs"]
mod invariants;

/// Where one page ends and the next begins.
const BETWEEN: char = '\u{1C}';

/// Where the pages stand. Links and includes lead from one to another.
const PATHS: [&str; 3] = ["api/page.md", "resources/page.md", "includes/page.md"];

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let pages: Vec<(String, String)> =
        PATHS.iter().zip(text.split(BETWEEN)).map(|(path, text)| ((*path).to_owned(), text.to_owned())).collect();
    invariants::hold(&pages);
});
