//! What the clients and servers that Stubdown generates compile against.
//!
//! # For users
//!
//! **Members.** Every documented member is a [`Field`]: absent, null, a value, or *unexpected*, which is JSON of
//! another kind than the documentation says. Members and enum values that the documentation does not name are kept. So
//! a value that was decoded and encoded again is equal to what came.
//!
//! ```
//! # use stubdown_runtime::{Field, Map, Value, default, object};
//! # #[derive(Clone, Default)]
//! # pub struct ConversationThread {
//! #     pub topic: Field<String>,
//! #     pub is_locked: Field<bool>,
//! #     pub has_attachments: Field<bool>,
//! #     pub additional_properties: Map<String, Value>,
//! # }
//! # object!(ConversationThread { "topic" => topic, "isLocked" => is_locked, "hasAttachments" => has_attachments });
//! // In an update, a null clears a property, and what is absent stays as it is.
//! let update = ConversationThread { topic: "Road map".into(), is_locked: Field::Null, ..default() };
//! assert_eq!(serde_json::to_string(&update)?, r#"{"topic":"Road map","isLocked":null}"#);
//!
//! let answer: ConversationThread = serde_json::from_str(r#"{"topic": "Road map", "hasAttachments": "perhaps"}"#)?;
//! assert_eq!(answer.topic.value().map(String::as_str), Some("Road map"));
//! assert!(answer.is_locked.is_absent());
//! assert_eq!(answer.has_attachments.unexpected(), Some(&"perhaps".into()));
//! # Ok::<(), serde_json::Error>(())
//! ```
//!
//! A service changes what it has by what a PATCH brings with [`Merge`]. Annotations such as `@odata.etag` and `members@odata.nextLink` are found with the methods of [`Annotated`].
//!
//! **Calls** (feature `client`). A [`client::Client`] is a base URL and a tower service; with the feature `reqwest` it
//! brings its own. Generated path builders make a [`client::Call`], which is sent when it is awaited. All failures are
//! an [`Error`].
//!
//! **Servers** (feature `server`). A generated server has a method per operation that takes its
//! [`Handler`](server::Handler), and becomes an [`axum::Router`]. Documented operations without a handler answer 501.
//! Routing, decoding, statuses and the shape of errors come from the documentation.
//!
//! # For generated code
//!
//! | what is generated | what it uses |
//! |---|---|
//! | a struct | [`Field`] and [`object!`] |
//! | an enum | [`open_enum!`] |
//! | a base type with derived types | [`polymorphic!`] |
//! | a page of results | [`Collection`] |
//! | a value in a body of its own | [`Scalar`] |
//! | how many items there are, as text | `i64`, [`server::Count`] |
//! | dates and times | [`DateTimeOffset`], [`Date`], [`TimeOfDay`], [`Duration`] |
//! | other primitives | [`Int64`], [`Decimal`], [`Double`], [`Guid`], [`Binary`] |
//! | the operation table | [`operation::Operation`] |
//! | path builders and calls | [`client::Node`], [`client::Call`] |
//! | path arguments of a server | [`path_arguments!`] |
//! | registration of handlers | [`server::Server`], [`server::Handler`] |
//!
//! All of it is a thin layer of tables. What reads and writes JSON, sends and routes is here, behind `dyn`, and is
//! compiled once. That is what keeps an API of a thousand operations quick to compile.

pub mod codec;
mod collection;
mod error;
pub mod least_privilege;
#[cfg(any(feature = "client", feature = "server"))]
mod media_type;
pub mod operation;
mod primitive;
mod scalar;

#[cfg(feature = "client")]
pub mod client;
#[cfg(feature = "server")]
pub mod server;

#[cfg(feature = "server")]
pub use axum;
pub use bytes;
pub use http;
pub use jiff;
pub use serde;
pub use serde_json;
pub use serde_json::{Map, Value, json};
pub use uuid;

pub use self::codec::{Annotated, Field, Merge, default};
pub use self::collection::Collection;
pub use self::error::{Cause, Error, ServiceError};
pub use self::primitive::{
    Binary, Date, DateTimeOffset, Decimal, Double, Duration, Form, Guid, Int64, ParseError, TimeOfDay, Written,
};
pub use self::scalar::Scalar;
