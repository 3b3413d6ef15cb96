//! The modules that are expected of the pages in `golden/modules`, compiled.

/// A page alone: its types are inferred from its examples.
#[rustfmt::skip]
#[path = "../golden/modules/create-thread/expected/mod.rs"]
pub mod create_thread;

/// Enums of pages, sections and descriptions, with awkward members.
#[rustfmt::skip]
#[path = "../golden/modules/enums/expected/mod.rs"]
pub mod enums;

/// Base types, derived types, and types that contain themselves.
#[rustfmt::skip]
#[path = "../golden/modules/inheritance/expected/mod.rs"]
pub mod inheritance;

/// Types and members whose names mean something in Rust, or are alike.
#[rustfmt::skip]
#[path = "../golden/modules/names/expected/mod.rs"]
pub mod names;

/// Headers and query parameters, of which some have to be sent.
#[rustfmt::skip]
#[path = "../golden/modules/parameters/expected/mod.rs"]
pub mod parameters;

/// Paths of all forms, and segments whose names mean something in the generated code.
#[rustfmt::skip]
#[path = "../golden/modules/paths/expected/mod.rs"]
pub mod paths;

/// Permission tables of all forms.
#[rustfmt::skip]
#[path = "../golden/modules/permissions/expected/mod.rs"]
pub mod permissions;

/// Statuses, with bodies and without.
#[rustfmt::skip]
#[path = "../golden/modules/statuses/expected/mod.rs"]
pub mod statuses;
