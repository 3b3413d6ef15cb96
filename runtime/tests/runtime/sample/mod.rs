//! A small API in the shape of generated code.

pub mod client;
pub mod operations;
pub mod server;
pub mod types;
