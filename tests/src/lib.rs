//! What the tests share: an example service, the generator run on pages in memory, and what a build script generates.

pub mod accounts;
pub mod forum;
pub mod generation;
#[cfg(not(blessing))]
pub mod golden;
pub mod page_sets;
pub mod tokens;

/// What the build script of this package generates from `build-script-pages/`, included as the README shows it.
pub mod from_build_script {
    include!(concat!(env!("OUT_DIR"), "/mod.rs"));
}

/// The code of the README is compiled with the documentation tests.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
