//! What the end-to-end tests share: an example service, and the generator run on pages in memory.

pub mod forum;
pub mod generation;

/// The code of the README is compiled with the documentation tests.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
