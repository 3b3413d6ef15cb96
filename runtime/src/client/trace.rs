use http::{HeaderMap, HeaderValue};
use tracing::{Span, field};

use super::base::Base;
use super::outgoing::Outgoing;
use crate::error::{Cause, Error};

/// A span for a call, with the names of OpenTelemetry's conventions for HTTP clients. It holds neither values of
/// the path and the query, nor bodies, nor headers but the two request ids.
pub(super) fn span(base: &Base, outgoing: &Outgoing) -> Span {
    let operation = outgoing.operation;
    let span = tracing::info_span!(
        target: "stubdown_runtime::client",
        "http.client.call",
        otel.kind = "client",
        otel.name = field::Empty,
        otel.status_code = field::Empty,
        operation.id = operation.id,
        url.template = operation.path,
        server.address = field::Empty,
        server.port = field::Empty,
        error.r#type = field::Empty,
        http.request.method = outgoing.method.as_str(),
        http.request.resend_count = field::Empty,
        "http.request.header.client-request-id" = field::Empty,
        http.response.status_code = field::Empty,
        "http.response.header.request-id" = field::Empty,
    );
    if !span.is_disabled() {
        let uri = &outgoing.uri;
        span.record("otel.name", field::display(format_args!("{} {}", outgoing.method, operation.path)));
        span.record("server.address", if outgoing.own { base.host() } else { uri.host().unwrap_or_default() });
        span.record("server.port", if outgoing.own { Some(base.port()) } else { uri.port_u16() });
        record(&span, "http.request.header.client-request-id", outgoing.id.as_ref());
    }
    span
}

/// Adds how a call ended.
pub(super) fn finish(span: &Span, outcome: Result<(u16, &HeaderMap), &Error>, resends: u32) {
    if span.is_disabled() {
        return;
    }
    if resends > 0 {
        span.record("http.request.resend_count", resends);
    }
    let (status, headers) = match outcome {
        Ok((status, headers)) => (Some(status), Some(headers)),
        Err(error) => {
            span.record("otel.status_code", "ERROR");
            let status = error.status().map(|status| status.as_u16());
            match (error.cause(), status) {
                (Cause::Service(_), Some(status)) => span.record("error.type", field::display(status)),
                (Cause::Transport(_), _) => span.record("error.type", "transport"),
                (Cause::Timeout(_), _) => span.record("error.type", "timeout"),
                (Cause::SignIn(_), _) => span.record("error.type", "sign_in"),
                (Cause::Decode(_), _) => span.record("error.type", "decode"),
                (Cause::Failure(_), _) => span.record("error.type", "failure"),
                (Cause::Invalid(_) | Cause::Service(_), _) => span.record("error.type", "invalid"),
            };
            (status, error.headers())
        }
    };
    if let Some(status) = status {
        span.record("http.response.status_code", status);
    }
    record(span, "http.response.header.request-id", headers.and_then(|headers| headers.get("request-id")));
}

fn record(span: &Span, name: &'static str, value: Option<&HeaderValue>) {
    if let Some(text) = value.and_then(|value| value.to_str().ok()) {
        span.record(name, text);
    }
}
