//! The runtime as generated code and its users see it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests may panic like the tests themselves"
)]

mod answers;
mod client;
mod codec;
mod lossless;
mod merge;
mod objects;
mod sample;
mod server;
mod server_authorization;
mod server_limits;
mod server_requests;
