//! The client as people put it into production: sign-in, faults, paging, batches, uploads.
//!
//! `docs/faults.md` says what happens at each fault, and names the test that shows it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests may panic like the tests themselves"
)]

mod batch;
mod download;
mod errors;
mod headers;
mod limits;
mod long_running;
mod network;
mod origin;
mod paging;
mod script;
mod sign_in;
mod socket;
mod table;
mod throttling;
mod upload;
