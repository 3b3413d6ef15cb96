//! Calling documented operations.
//!
//! In: an [`Operation`](crate::operation::Operation), a path that was built from its template, a body.
//! Out: the documented value, or an [`Error`](crate::Error).
//! It must not know which operations there are: path builders and the methods that make calls are generated.
//!
//! # What there is
//!
//! | for | there is |
//! |---|---|
//! | sign-in | [`Client::bearer_token`], [`Client::token_source`] |
//! | faults and throttling | [`Client::retry`] |
//! | anything else that every request needs | [`Client::layer`] |
//! | all pages of a collection | [`Call::stream`], [`Call::pages`] |
//! | what has changed since | [`Call::since`] with a [`DeltaLink`] |
//! | several calls in one request | [`Batch`] |
//! | large content to the service | [`Upload`] |
//! | large content from the service | [`Call::download`], [`Call::range`] |
//! | operations that go on after the answer | [`Call::start`] |
//!
//! A call passes, from the outside: its span of `tracing`, [`Retry`], the token, your layers, the transport. So each try
//! has a token that is valid then, and layers see what is sent.
//!
//! # What is sent again
//!
//! | outcome | GET, HEAD, PUT, DELETE, OPTIONS | POST, PATCH |
//! |---|---|---|
//! | 429 | again | again: the service did not begin |
//! | 503 | again | again if the service says when |
//! | 502, 504 | again | not again: the call may have been carried out |
//! | nothing was sent ([`NotSent`]) | again | again |
//! | the connection broke, the body ended early, a try took too long | again | not again |
//! | any other answer | not again | not again |
//!
//! [`Call::repeatable`] makes a POST or PATCH one of the first column.
//!
//! # Example
//!
//! ```
//! # use stubdown_runtime::operation::{Method, Operation};
//! # static GROUP_GET: Operation = Operation {
//! #     id: "group_get",
//! #     method: Method::Get,
//! #     path: "/groups/{group_id}",
//! #     success: &[200],
//! #     title: "Get group",
//! #     page: "api/group-get.md",
//! #     ..Operation::DEFAULT
//! # };
//! use stubdown_runtime::bytes::Bytes;
//! use stubdown_runtime::client::{Call, Client, Node};
//!
//! // What is generated.
//! pub struct Graph { node: Node }
//! pub struct Group { node: Node }
//!
//! impl Graph {
//!     pub fn groups(&self, group_id: &str) -> Group {
//!         Group { node: self.node.literal("/groups/").argument("group_id", group_id) }
//!     }
//! }
//!
//! impl Group {
//!     pub fn get(&self) -> Call<Bytes> {
//!         self.node.call(&GROUP_GET)
//!     }
//! }
//!
//! // What a user writes; `Client::new(base_url)?` calls over the network.
//! # tokio::runtime::Builder::new_current_thread().build()?.block_on(async {
//! # let service = tower::service_fn(|request: http::Request<_>| async move {
//! #     let path = request.uri().to_string();
//! #     Ok::<_, std::convert::Infallible>(http::Response::new(http_body_util::Full::<Bytes>::from(path)))
//! # });
//! let client = Client::with_service("https://graph.contoso.com/v1.0", service)?;
//! let graph = Graph { node: Node::root(client) };
//! let answer = graph.groups("a/b").get().select(["id"]).await?;
//! assert_eq!(answer, "https://graph.contoso.com/v1.0/groups/a%2Fb?$select=id");
//! # Ok::<(), stubdown_runtime::Error>(())
//! # })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod base;
mod batch;
mod body;
mod call;
mod connection;
mod delta;
mod download;
mod encoding;
mod location;
mod long_running;
#[cfg(feature = "reqwest")]
mod network;
mod node;
mod options;
mod outgoing;
mod paging;
mod redirect;
mod reply;
mod retry;
mod service;
mod sign_in;
mod trace;
mod upload;

pub use self::batch::{Answers, Batch, CallId, Ticket};
pub use self::call::Call;
pub use self::connection::Client;
pub use self::delta::{DeltaLink, removed};
pub use self::download::Download;
pub use self::long_running::LongRunning;
pub use self::node::Node;
pub use self::paging::{Items, Pages};
pub use self::reply::Reply;
pub(crate) use self::retry::retry_after;
pub use self::retry::{Retry, Retrying};
pub use self::service::{BoxError, NotSent, ResponseBody, Transport};
#[cfg(feature = "azure")]
pub use self::sign_in::AzureCredential;
pub use self::sign_in::{Token, TokenRequest, TokenSource};
pub use self::upload::Upload;
