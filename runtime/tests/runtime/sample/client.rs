use stubdown_runtime::Collection;
use stubdown_runtime::bytes::Bytes;
use stubdown_runtime::client::{Call, Client, Node};
use stubdown_runtime::http::Response;

use super::operations;
use super::types::{ConversationThread, Post};

#[derive(Clone, Debug)]
pub struct Graph {
    node: Node,
}

impl Graph {
    pub fn new(client: Client) -> Self {
        Self { node: Node::root(client) }
    }

    pub fn groups(&self, group_id: &str) -> Group {
        Group { node: self.node.literal("/groups/").argument("group_id", group_id) }
    }

    pub fn activity(&self, period: &str, top: &str) -> Activity {
        let node = self.node.literal("/reports/getActivity(period='").quoted("period", period);
        Activity { node: node.literal("',top=").argument("top", top).literal(")") }
    }
}

#[derive(Clone, Debug)]
pub struct Group {
    node: Node,
}

impl Group {
    pub fn threads(&self) -> Threads {
        Threads { node: self.node.literal("/threads") }
    }

    pub fn thread(&self, thread_id: &str) -> Thread {
        Thread { node: self.node.literal("/threads/").argument("thread_id", thread_id) }
    }

    pub fn put_photo(&self, content_type: &str, content: impl Into<Bytes>) -> Call<()> {
        self.node.literal("/photo/$value").call(&operations::PHOTO_PUT).content(content_type, content.into())
    }
}

#[derive(Clone, Debug)]
pub struct Threads {
    node: Node,
}

impl Threads {
    pub fn list(&self) -> Call<Collection<ConversationThread>> {
        self.node.call(&operations::THREADS_LIST)
    }

    pub fn create(&self, thread: &ConversationThread) -> Call<ConversationThread> {
        self.node.call(&operations::THREADS_CREATE).json(thread)
    }
}

#[derive(Clone, Debug)]
pub struct Thread {
    node: Node,
}

impl Thread {
    pub fn get(&self) -> Call<ConversationThread> {
        self.node.call(&operations::THREAD_GET)
    }

    pub fn delete(&self) -> Call<()> {
        self.node.call(&operations::THREAD_DELETE)
    }

    pub fn reply(&self, post: Option<&Post>) -> Call<Option<Post>> {
        self.node.literal("/reply").call(&operations::THREAD_REPLY).optional_json(post)
    }
}

#[derive(Clone, Debug)]
pub struct Activity {
    node: Node,
}

impl Activity {
    pub fn get(&self) -> Call<Response<Bytes>> {
        self.node.call(&operations::REPORT_GET)
    }
}
