//! Every kind of finding, by the phase that reports it. A new kind is an entry here and nothing else.

pub mod model;
pub mod page;
pub mod read;
pub mod review;
pub mod source;
pub mod suppress;

use super::Code;

/// All kinds, by phase.
pub fn all() -> impl Iterator<Item = &'static Code> {
    [source::ALL, page::ALL, read::ALL, model::ALL, review::ALL, suppress::ALL].into_iter().flatten().copied()
}

/// The kind with this name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Code> {
    all().find(|code| code.name == name)
}
