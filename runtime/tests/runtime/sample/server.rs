use stubdown_runtime::bytes::Bytes;
use stubdown_runtime::http::Response;
use stubdown_runtime::server::{self, Accepted, Created, Either, Handler, Limits, NoContent};
use stubdown_runtime::{Collection, axum, path_arguments};

use super::operations;
use super::types::{ConversationThread, Post};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupPath {
    pub group_id: String,
}
path_arguments!(GroupPath { "group_id" => group_id });

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThreadPath {
    pub group_id: String,
    pub thread_id: String,
}
path_arguments!(ThreadPath { "group_id" => group_id, "thread_id" => thread_id });

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActivityPath {
    pub period: String,
    pub top: String,
}
path_arguments!(ActivityPath { "period" => period, "top" => top });

pub struct Server<S>(server::Server<S>);

impl<S: Clone + Send + Sync + 'static> Server<S> {
    pub fn new(state: S) -> Self {
        Self(server::Server::new(state, operations::ALL))
    }

    pub fn threads_list(self, handler: impl Handler<S, GroupPath, (), Collection<ConversationThread>>) -> Self {
        Self(self.0.on(&operations::THREADS_LIST, handler))
    }

    pub fn threads_create(
        self,
        handler: impl Handler<S, GroupPath, ConversationThread, Created<ConversationThread>>,
    ) -> Self {
        Self(self.0.on(&operations::THREADS_CREATE, handler))
    }

    pub fn thread_get(self, handler: impl Handler<S, ThreadPath, (), ConversationThread>) -> Self {
        Self(self.0.on(&operations::THREAD_GET, handler))
    }

    pub fn thread_delete(
        self,
        handler: impl Handler<S, ThreadPath, (), Either<NoContent, ConversationThread>>,
    ) -> Self {
        Self(self.0.on(&operations::THREAD_DELETE, handler))
    }

    pub fn thread_reply(self, handler: impl Handler<S, ThreadPath, Option<Post>, Accepted>) -> Self {
        Self(self.0.on(&operations::THREAD_REPLY, handler))
    }

    pub fn activity_get(self, handler: impl Handler<S, ActivityPath, (), Response<Bytes>>) -> Self {
        Self(self.0.on(&operations::REPORT_GET, handler))
    }

    pub fn photo_put(self, handler: impl Handler<S, GroupPath, Bytes, ()>) -> Self {
        Self(self.0.on(&operations::PHOTO_PUT, handler))
    }

    pub fn limits(self, limits: Limits) -> Self {
        Self(self.0.limits(limits))
    }

    pub fn into_router(self) -> axum::Router {
        self.0.into_router()
    }
}
