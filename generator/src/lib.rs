//! Stubdown turns API documentation pages into a typed Rust client and typed Rust server stubs.

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
