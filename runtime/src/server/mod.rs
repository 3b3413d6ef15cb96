//! Serving documented operations.
//!
//! In: the operation table, and a handler per operation that is served.
//! Out: an [`axum::Router`], or the [`Service`](tower::Service) in it.
//! It must not know which operations there are: the typed registration methods are generated.
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
//! use stubdown_runtime::server::{Handler, Request, Server};
//! use stubdown_runtime::{Error, axum, http::StatusCode, path_arguments};
//!
//! // What is generated: the path arguments, and a method per operation.
//! pub struct GroupPath { pub group_id: String }
//! path_arguments!(GroupPath { "group_id" => group_id });
//!
//! pub fn group_get<S: Clone + Send + Sync + 'static>(
//!     server: Server<S>,
//!     handler: impl Handler<S, GroupPath, (), String>,
//! ) -> Server<S> {
//!     server.on(&GROUP_GET, handler)
//! }
//!
//! // What a user writes.
//! async fn get(greeting: &str, request: Request<GroupPath>) -> Result<String, Error> {
//!     match request.path.group_id.as_str() {
//!         "0" => Err(Error::service(StatusCode::NOT_FOUND, "itemNotFound", "There is no such group.")),
//!         id => Ok(format!("{greeting} {id}")),
//!     }
//! }
//! static ALL: &[&Operation] = &[&GROUP_GET];
//! let router: axum::Router = group_get(Server::new("Hello", ALL), get).into_router();
//! ```

mod answer;
mod authorization;
mod body;
pub mod contract;
mod dispatch;
mod entity_tag;
mod function;
mod handler;
mod identity;
mod limits;
mod negotiation;
mod paging;
mod pattern;
mod query;
mod rejection;
mod request;
mod router;
mod service;
mod trace;

pub use self::answer::{Accepted, Answer, Answers, Content, Count, Created, Either, NoContent, Success, WithHeaders};
#[cfg(feature = "jwt")]
pub use self::authorization::{Algorithm, JwtVerifier, Keys};
pub use self::authorization::{Authorization, Authorize, Caller, Condition, InvalidToken, VerifyToken};
pub use self::body::{Accepts, FromBody};
pub use self::entity_tag::EntityTags;
pub use self::handler::Handler;
pub use self::limits::Limits;
pub use self::paging::Paging;
pub use self::query::{OrderBy, Query, QueryOptions};
pub use self::request::{Arguments, PathArguments, Request};
pub use self::service::Server;
