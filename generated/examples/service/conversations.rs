//! What the service knows: groups, their conversations, threads and posts.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use graph_conversations::server::{
    GroupConversationPath, GroupConversationThreadPath, GroupConversationThreadPostPath, GroupPath, GroupThreadPath,
    GroupThreadPostPath,
};
use graph_conversations::types::{Conversation, ConversationThread, ItemBody, Post};
use graph_conversations::{Error, Field, default};
use jiff::Timestamp;
use stubdown_runtime::DateTimeOffset;
use stubdown_runtime::http::StatusCode;

/// The group that there is at the beginning: that of the examples on the pages.
pub const GROUP: &str = "5a8f3d2e-0c41-4b7f-9e63-2d1c7b90f4a8";

/// The conversations of all groups. Clones share them.
#[derive(Clone)]
pub struct Conversations {
    groups: Arc<Mutex<BTreeMap<String, Group>>>,
    /// Where the service is, for links.
    pub base_url: Arc<str>,
}

/// The conversations of a group. Each thing names the one that it belongs to.
#[derive(Default)]
pub struct Group {
    conversations: Vec<Conversation>,
    threads: Vec<(String, ConversationThread)>,
    posts: Vec<(String, Post)>,
    created: usize,
}

/// What a path leads to. A thread can be reached through its conversation, or from the group.
#[derive(Clone, Debug, Default)]
pub struct Place {
    pub group: String,
    pub conversation: Option<String>,
    pub thread: String,
    pub post: String,
}

impl Conversations {
    /// A service at this URL, with one group, which has the conversations that the pages name.
    pub fn new(base_url: &str) -> Self {
        let groups = BTreeMap::from([(GROUP.to_owned(), Group::of_the_pages())]);
        Self { groups: Arc::new(Mutex::new(groups)), base_url: base_url.into() }
    }

    /// Works on the group of a place.
    pub fn with<T>(&self, place: &Place, work: impl FnOnce(&mut Group) -> Result<T, Error>) -> Result<T, Error> {
        let mut groups = self.groups.lock().unwrap_or_else(PoisonError::into_inner);
        work(groups.get_mut(&place.group).ok_or_else(|| not_found("group", &place.group))?)
    }
}

impl Group {
    fn of_the_pages() -> Self {
        let mut group = Self::default();
        for (conversation, topic) in
            [("AAQkAEbyF8othpyEzWq7ZIY=", "Spring catalog"), ("AAQkACBMGghqE3C7mLBYSx0=", "Trade fair in May")]
        {
            group.conversations.push(Conversation { id: conversation.into(), topic: topic.into(), ..default() });
        }
        for thread in ["AAQkANJsKYNzTCaCIXzQe0xmg-cfAQ==", "AAQkAI8ZmftUrdS37rB7hG7nwItCzQ=="] {
            let entry = ConversationThread { id: thread.into(), topic: "Spring catalog".into(), ..default() };
            group.threads.push(("AAQkAEbyF8othpyEzWq7ZIY=".to_owned(), entry));
            let body = ItemBody { content: "Two options for the cover are ready.".into(), ..default() };
            let post = Post { id: "AAMkAIalMBvwt1wsOnTgNJZfL4q9Ug==".into(), body: body.into(), ..default() };
            group.posts.push((thread.to_owned(), post));
        }
        group
    }

    pub fn conversations(&self) -> Vec<Conversation> {
        self.conversations.clone()
    }

    pub fn conversation(&self, id: &str) -> Result<Conversation, Error> {
        let found = self.conversations.iter().find(|conversation| is(&conversation.id, id));
        found.cloned().ok_or_else(|| not_found("conversation", id))
    }

    /// The threads of a conversation, or of the group.
    pub fn threads(&self, place: &Place) -> Result<Vec<ConversationThread>, Error> {
        if let Some(conversation) = &place.conversation {
            self.conversation(conversation)?;
        }
        let threads = self.threads.iter().filter(|(conversation, _)| place.has_conversation(conversation));
        Ok(threads.map(|(_, thread)| thread.clone()).collect())
    }

    /// A thread, to be changed.
    pub fn thread(&mut self, place: &Place) -> Result<&mut ConversationThread, Error> {
        let is_there =
            |of: &str, thread: &ConversationThread| place.has_conversation(of) && is(&thread.id, &place.thread);
        let found = self.threads.iter_mut().find(|(conversation, thread)| is_there(conversation, thread));
        found.map(|(_, thread)| thread).ok_or_else(|| not_found("thread", &place.thread))
    }

    pub fn posts(&mut self, place: &Place) -> Result<Vec<Post>, Error> {
        self.thread(place)?;
        Ok(self.posts.iter().filter(|(thread, _)| *thread == place.thread).map(|(_, post)| post.clone()).collect())
    }

    pub fn post(&mut self, place: &Place) -> Result<Post, Error> {
        let found = self.posts(place)?.into_iter().find(|post| is(&post.id, &place.post));
        found.ok_or_else(|| not_found("post", &place.post))
    }

    /// Begins a conversation with its first thread.
    pub fn create_conversation(&mut self, new: Conversation) -> Result<Conversation, Error> {
        let mut threads = new.threads.into_value().unwrap_or_default();
        if threads.len() != 1 {
            return Err(invalid("a conversation begins with one thread"));
        }
        let id = self.next_id("conversation");
        let conversation = Conversation { id: id.clone().into(), topic: new.topic.clone(), ..default() };
        self.conversations.push(conversation);
        let mut thread = threads.remove(0);
        thread.topic = new.topic;
        match self.create_thread(&id, thread) {
            Ok(thread) => {
                let conversation = self.conversation(&id)?;
                let first = ConversationThread { id: thread.id, ..default() };
                Ok(Conversation { threads: [first].into(), ..conversation })
            }
            Err(error) => {
                self.conversations.pop();
                Err(error)
            }
        }
    }

    /// Begins a thread of the group, in a conversation of its own.
    pub fn create_thread_alone(&mut self, new: ConversationThread) -> Result<ConversationThread, Error> {
        let created =
            self.create_conversation(Conversation { topic: new.topic.clone(), threads: [new].into(), ..default() })?;
        let threads = created.threads.into_value().unwrap_or_default();
        let thread = threads.into_iter().next().and_then(|thread| thread.id.into_value()).unwrap_or_default();
        self.thread(&Place { thread, ..default() }).cloned()
    }

    /// Begins a thread of a conversation with its first post.
    pub fn create_thread(&mut self, conversation: &str, new: ConversationThread) -> Result<ConversationThread, Error> {
        self.conversation(conversation)?;
        if new.topic.value().is_none_or(String::is_empty) {
            return Err(invalid("a thread needs a topic"));
        }
        let posts = new.posts.into_value().unwrap_or_default();
        if posts.is_empty() {
            return Err(invalid("a thread begins with a post"));
        }
        let id = self.next_id("thread");
        let thread = ConversationThread {
            id: id.clone().into(),
            topic: new.topic,
            is_locked: false.into(),
            has_attachments: false.into(),
            to_recipients: new.to_recipients,
            cc_recipients: new.cc_recipients,
            unique_senders: Vec::new().into(),
            ..default()
        };
        self.threads.push((conversation.to_owned(), thread));
        for post in posts {
            self.add_post(conversation, &id, post)?;
        }
        self.thread(&Place { thread: id, ..default() }).cloned()
    }

    /// Adds a post to a thread that is not locked, and says so in the thread and its conversation.
    pub fn reply(&mut self, place: &Place, post: Post) -> Result<(), Error> {
        if self.thread(place)?.is_locked.value() == Some(&true) {
            return Err(Error::service(StatusCode::FORBIDDEN, "accessDenied", "the thread is locked"));
        }
        let of_thread = self.threads.iter().find(|(_, thread)| is(&thread.id, &place.thread));
        let conversation = of_thread.map(|(conversation, _)| conversation.clone()).unwrap_or_default();
        self.add_post(&conversation, &place.thread, post)
    }

    fn add_post(&mut self, conversation: &str, thread: &str, new: Post) -> Result<(), Error> {
        let text = new.body.value().and_then(|body| body.content.value()).cloned();
        let text = text.ok_or_else(|| invalid("a post needs a body with a content"))?;
        let preview: String = text.chars().take(100).collect();
        let now = DateTimeOffset::from(Timestamp::now());
        let has_attachments = new.attachments.value().is_some_and(|attachments| !attachments.is_empty());
        let post = Post {
            id: self.next_id("post").into(),
            conversation_id: conversation.into(),
            conversation_thread_id: thread.into(),
            created_date_time: now.clone().into(),
            last_modified_date_time: now.clone().into(),
            received_date_time: now.clone().into(),
            has_attachments: has_attachments.into(),
            ..new
        };
        self.posts.push((thread.to_owned(), post));
        for (_, thread) in self.threads.iter_mut().filter(|(_, one)| is(&one.id, thread)) {
            thread.preview = preview.clone().into();
            thread.last_delivered_date_time = now.clone().into();
            thread.has_attachments = (has_attachments || thread.has_attachments.value() == Some(&true)).into();
        }
        for conversation in self.conversations.iter_mut().filter(|one| is(&one.id, conversation)) {
            conversation.preview = preview.clone().into();
            conversation.last_delivered_date_time = now.clone().into();
            conversation.has_attachments =
                (has_attachments || conversation.has_attachments.value() == Some(&true)).into();
        }
        Ok(())
    }

    pub fn delete_conversation(&mut self, id: &str) -> Result<(), Error> {
        self.conversation(id)?;
        self.conversations.retain(|conversation| !is(&conversation.id, id));
        let threads = self.threads.iter().filter(|(conversation, _)| conversation == id);
        let threads: Vec<String> = threads.filter_map(|(_, thread)| thread.id.value().cloned()).collect();
        self.threads.retain(|(conversation, _)| conversation != id);
        self.posts.retain(|(thread, _)| !threads.contains(thread));
        Ok(())
    }

    pub fn delete_thread(&mut self, place: &Place) -> Result<(), Error> {
        self.thread(place)?;
        self.threads.retain(|(_, thread)| !is(&thread.id, &place.thread));
        self.posts.retain(|(thread, _)| *thread != place.thread);
        Ok(())
    }

    fn next_id(&mut self, kind: &str) -> String {
        self.created += 1;
        format!("{kind}-{}", self.created)
    }
}

impl Place {
    fn has_conversation(&self, id: &str) -> bool {
        self.conversation.as_ref().is_none_or(|conversation| conversation == id)
    }
}

fn is(field: &Field<String>, id: &str) -> bool {
    field.value().is_some_and(|value| value == id)
}

/// The answer to a request that makes no sense.
pub fn invalid(message: &str) -> Error {
    Error::service(StatusCode::BAD_REQUEST, "invalidRequest", message)
}

fn not_found(kind: &str, id: &str) -> Error {
    Error::service(StatusCode::NOT_FOUND, "itemNotFound", format!("there is no {kind} `{id}`"))
}

/// The place that a path leads to, from the arguments that it has.
macro_rules! places {
    ($($path:ident { $($argument:ident => $field:ident),* }),* $(,)?) => {$(
        impl From<&$path> for Place {
            fn from(path: &$path) -> Self {
                let mut place = Self::default();
                $(place.$field = path.$argument.clone().into();)*
                place
            }
        }
    )*};
}
places! {
    GroupPath { group_id => group },
    GroupConversationPath { group_id => group, conversation_id => conversation },
    GroupConversationThreadPath { group_id => group, conversation_id => conversation, thread_id => thread },
    GroupConversationThreadPostPath {
        group_id => group, conversation_id => conversation, thread_id => thread, post_id => post
    },
    GroupThreadPath { group_id => group, thread_id => thread },
    GroupThreadPostPath { group_id => group, thread_id => thread, post_id => post },
}
