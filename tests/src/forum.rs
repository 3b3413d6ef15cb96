//! A service written on the generated stubs: conversations of groups, kept in memory.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use graph_conversations::server::{Accepted, Created, GroupConversationPath, GroupThreadPath, NoContent, Request};
use graph_conversations::types::{ConversationThread, Post, ThreadsReplyRequest};
use graph_conversations::{Collection, Error, Server};
use stubdown_runtime::http::StatusCode;

/// The threads of all groups.
#[derive(Clone, Debug, Default)]
pub struct Forum {
    threads: Arc<Mutex<BTreeMap<String, ConversationThread>>>,
}

impl Forum {
    /// The service as a router.
    pub fn router(self) -> axum::Router {
        Server::new(self)
            .groups_conversations_threads_create(create_thread)
            .groups_conversations_threads_list(list_threads)
            .groups_threads_get(get_thread)
            .groups_threads_delete(delete_thread)
            .groups_threads_reply(reply)
            .into_router()
    }

    /// Works on the threads. A panic elsewhere leaves them as they were.
    fn with<T>(&self, work: impl FnOnce(&mut BTreeMap<String, ConversationThread>) -> T) -> T {
        work(&mut self.threads.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

async fn create_thread(
    forum: Forum,
    request: Request<GroupConversationPath, ConversationThread>,
) -> Result<Created<ConversationThread>, Error> {
    let mut thread = request.body;
    let created = forum.with(|threads| {
        let id = format!("{}-{}", request.path.conversation_id, threads.len() + 1);
        thread.id = id.clone().into();
        threads.insert(id, thread.clone());
        thread
    });
    Ok(Created::new(created))
}

async fn list_threads(
    forum: Forum,
    request: Request<GroupConversationPath, ()>,
) -> Result<Collection<ConversationThread>, Error> {
    let prefix = format!("{}-", request.path.conversation_id);
    let found = forum.with(|threads| {
        threads.iter().filter(|(id, _)| id.starts_with(&prefix)).map(|(_, thread)| thread.clone()).collect::<Vec<_>>()
    });
    Ok(Collection::from(found))
}

async fn get_thread(forum: Forum, request: Request<GroupThreadPath, ()>) -> Result<ConversationThread, Error> {
    forum
        .with(|threads| threads.get(&request.path.thread_id).cloned())
        .ok_or_else(|| not_found(&request.path.thread_id))
}

async fn delete_thread(forum: Forum, request: Request<GroupThreadPath, ()>) -> Result<NoContent, Error> {
    forum.with(|threads| threads.remove(&request.path.thread_id)).ok_or_else(|| not_found(&request.path.thread_id))?;
    Ok(NoContent)
}

async fn reply(forum: Forum, request: Request<GroupThreadPath, ThreadsReplyRequest>) -> Result<Accepted, Error> {
    let post: Post = request
        .body
        .post
        .into_value()
        .ok_or_else(|| Error::service(StatusCode::BAD_REQUEST, "invalidRequest", "the body has no post"))?;
    forum.with(|threads| {
        let thread = threads.get_mut(&request.path.thread_id).ok_or_else(|| not_found(&request.path.thread_id))?;
        let mut posts = std::mem::take(&mut thread.posts).into_value().unwrap_or_default();
        posts.push(post);
        thread.posts = posts.into();
        Ok(Accepted::default())
    })
}

fn not_found(id: &str) -> Error {
    Error::service(StatusCode::NOT_FOUND, "itemNotFound", format!("there is no thread `{id}`"))
}
