//! Stubdown turns API documentation pages into a typed Rust client and typed Rust server stubs.
//!
//! In a build script, [`Config`](config::Config) generates modules anew whenever a page changes:
//!
//! ```no_run
//! // build.rs
//! stubdown::config::Config::new().specs("specs").compile();
//! ```
//!
//! ```ignore
//! // src/lib.rs
//! pub mod api {
//!     include!(concat!(env!("OUT_DIR"), "/mod.rs"));
//! }
//! ```
//!
//! Anything else that should come of the pages begins with [`pipeline::analyse`], which returns the joined API as plain data and
//! everything there is to say about the pages:
//!
//! ```no_run
//! let analysis = stubdown::pipeline::analyse(&["specs".into()]);
//! for operation in &analysis.api.operations {
//!     println!("{} {}", operation.method.as_str(), operation.path);
//! }
//! ```
//!
//! # Phases
//!
//! Data goes one way, from [`source`] over [`page`], [`read`] and [`model`] to [`emit`] and [`mod@write`]; each module begins with what comes in,
//! what goes out and what it must not know. [`diagnostic`] is what all of them report.
//!
//! # Stability
//!
//! [`config`] and the codes of [`diagnostic::codes`] change as versions of a package may. The phases are public for tools and tests; what
//! they hand on may change with any version.

pub mod config;
pub mod diagnostic;
pub mod emit;
pub mod model;
pub mod page;
pub mod pipeline;
pub mod read;
mod review;
pub mod source;
pub mod spelling;
mod suppress;
pub mod write;
