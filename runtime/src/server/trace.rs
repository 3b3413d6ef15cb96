//! What those learn who run the server, and its callers do not.

use std::error::Error as _;
use std::iter::successors;

use super::identity::Identity;
use super::rejection::told;
use crate::error::Error;
use crate::operation::Operation;

/// An event for an error that the caller is told nothing about, with the ids by which the caller knows the request.
pub(super) fn failure(error: &Error, operation: &'static Operation, identity: &Identity) {
    if told(error).is_some() {
        return;
    }
    tracing::error!(
        target: "stubdown_runtime::server",
        {
            operation.id = operation.id,
            "http.request.header.client-request-id" = identity.client.as_ref().and_then(|id| id.to_str().ok()),
            "http.response.header.request-id" = %identity.id,
            error = chain(error),
        },
        "the service failed"
    );
}

/// An error and what it came from, in words.
fn chain(error: &Error) -> String {
    let sources = successors(error.source(), |&source| source.source());
    sources.fold(error.to_string(), |words, source| format!("{words}: {source}"))
}
