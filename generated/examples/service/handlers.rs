//! A handler for each documented operation.

use graph_conversations::server::{Accepted, Created, GroupConversationPath, GroupPath, NoContent, Request, Server};
use graph_conversations::types::{
    AnyAttachment, Conversation, ConversationThread, Post, PostsForwardRequest, PostsReplyRequest, ThreadsReplyRequest,
};
use graph_conversations::{Collection, Error, default};
use stubdown_runtime::Merge;
use stubdown_runtime::server::Paging;

use super::conversations::{Conversations, Place, invalid};

/// How many items a page has unless `$top` says otherwise, and how many at most.
const PAGE_SIZE: usize = 20;
const MAX_PAGE_SIZE: usize = 100;

/// The service, to which limits and authorisation can still be added.
pub fn server(conversations: Conversations) -> Server<Conversations> {
    Server::new(conversations)
        .groups_conversations_list(list_conversations)
        .groups_conversations_create(create_conversation)
        .groups_conversations_get(get_conversation)
        .groups_conversations_delete(delete_conversation)
        .groups_conversations_threads_list(list_threads)
        .groups_conversations_threads_create(create_thread)
        .groups_conversations_threads_get(get_thread)
        .groups_conversations_threads_update(update_thread)
        .groups_conversations_threads_delete(delete_thread)
        .groups_conversations_threads_reply(reply_to_thread)
        .groups_conversations_threads_posts_list(list_posts)
        .groups_conversations_threads_posts_get(get_post)
        .groups_conversations_threads_posts_attachments_list(list_attachments)
        .groups_conversations_threads_posts_forward(forward)
        .groups_conversations_threads_posts_reply(reply_to_post)
        .groups_threads_list(list_threads)
        .groups_threads_create(create_thread_alone)
        .groups_threads_get(get_thread)
        .groups_threads_update(update_thread)
        .groups_threads_delete(delete_thread)
        .groups_threads_reply(reply_to_thread)
        .groups_threads_posts_list(list_posts)
        .groups_threads_posts_get(get_post)
        .groups_threads_posts_attachments_list(list_attachments)
        .groups_threads_posts_forward(forward)
        .groups_threads_posts_reply(reply_to_post)
}

/// Answers a page of a list. What would change which items there are, and is not done, is refused: an answer that
/// leaves it out would be wrong.
fn page<P, T>(service: &Conversations, request: &Request<P>, items: Vec<T>) -> Result<Collection<T>, Error> {
    let options = &request.options;
    if options.filter.is_some() || options.search.is_some() || !options.orderby.is_empty() {
        return Err(invalid("`$filter`, `$search` and `$orderby` are not supported"));
    }
    let paging = Paging::new(&service.base_url).size(PAGE_SIZE).max_size(MAX_PAGE_SIZE);
    Ok(request.page(items, paging))
}

async fn list_conversations(
    service: Conversations,
    request: Request<GroupPath>,
) -> Result<Collection<Conversation>, Error> {
    let conversations = service.with(&Place::from(&request.path), |group| Ok(group.conversations()))?;
    page(&service, &request, conversations)
}

async fn create_conversation(
    service: Conversations,
    request: Request<GroupPath, Conversation>,
) -> Result<Created<Conversation>, Error> {
    let created = service.with(&Place::from(&request.path), |group| group.create_conversation(request.body));
    created.map(Created::new)
}

async fn get_conversation(
    service: Conversations,
    request: Request<GroupConversationPath>,
) -> Result<Conversation, Error> {
    service.with(&Place::from(&request.path), |group| group.conversation(&request.path.conversation_id))
}

async fn delete_conversation(
    service: Conversations,
    request: Request<GroupConversationPath>,
) -> Result<NoContent, Error> {
    service.with(&Place::from(&request.path), |group| group.delete_conversation(&request.path.conversation_id))?;
    Ok(NoContent)
}

async fn list_threads<P>(service: Conversations, request: Request<P>) -> Result<Collection<ConversationThread>, Error>
where
    for<'p> Place: From<&'p P>,
{
    let place = Place::from(&request.path);
    let threads = service.with(&place, |group| group.threads(&place))?;
    page(&service, &request, threads)
}

async fn create_thread(
    service: Conversations,
    request: Request<GroupConversationPath, ConversationThread>,
) -> Result<Created<ConversationThread>, Error> {
    let created = service
        .with(&Place::from(&request.path), |group| group.create_thread(&request.path.conversation_id, request.body));
    created.map(Created::new)
}

async fn create_thread_alone(
    service: Conversations,
    request: Request<GroupPath, ConversationThread>,
) -> Result<Created<ConversationThread>, Error> {
    let created = service.with(&Place::from(&request.path), |group| group.create_thread_alone(request.body));
    created.map(Created::new)
}

async fn get_thread<P>(service: Conversations, request: Request<P>) -> Result<ConversationThread, Error>
where
    for<'p> Place: From<&'p P>,
{
    let place = Place::from(&request.path);
    service.with(&place, |group| group.thread(&place).cloned())
}

/// Changes what the request has of that which callers may change, and leaves what is absent in it.
async fn update_thread<P>(
    service: Conversations,
    request: Request<P, ConversationThread>,
) -> Result<ConversationThread, Error>
where
    for<'p> Place: From<&'p P>,
{
    let place = Place::from(&request.path);
    let ConversationThread { topic, is_locked, .. } = request.body;
    service.with(&place, |group| {
        let thread = group.thread(&place)?;
        thread.merge(&ConversationThread { topic, is_locked, ..default() });
        Ok(thread.clone())
    })
}

async fn delete_thread<P>(service: Conversations, request: Request<P>) -> Result<NoContent, Error>
where
    for<'p> Place: From<&'p P>,
{
    let place = Place::from(&request.path);
    service.with(&place, |group| group.delete_thread(&place))?;
    Ok(NoContent)
}

async fn reply_to_thread<P>(service: Conversations, request: Request<P, ThreadsReplyRequest>) -> Result<Accepted, Error>
where
    for<'p> Place: From<&'p P>,
{
    reply(&service, &Place::from(&request.path), request.body.post.require("post")?)
}

async fn reply_to_post<P>(service: Conversations, request: Request<P, PostsReplyRequest>) -> Result<Accepted, Error>
where
    for<'p> Place: From<&'p P>,
{
    let place = Place::from(&request.path);
    service.with(&place, |group| group.post(&place))?;
    reply(&service, &place, request.body.post.require("post")?)
}

fn reply(service: &Conversations, place: &Place, post: &Post) -> Result<Accepted, Error> {
    service.with(place, |group| group.reply(place, post.clone()))?;
    Ok(Accepted::default())
}

async fn list_posts<P>(service: Conversations, request: Request<P>) -> Result<Collection<Post>, Error>
where
    for<'p> Place: From<&'p P>,
{
    let place = Place::from(&request.path);
    let posts = service.with(&place, |group| group.posts(&place))?;
    page(&service, &request, posts)
}

async fn get_post<P>(service: Conversations, request: Request<P>) -> Result<Post, Error>
where
    for<'p> Place: From<&'p P>,
{
    let place = Place::from(&request.path);
    service.with(&place, |group| group.post(&place))
}

async fn list_attachments<P>(service: Conversations, request: Request<P>) -> Result<Collection<AnyAttachment>, Error>
where
    for<'p> Place: From<&'p P>,
{
    let place = Place::from(&request.path);
    let post = service.with(&place, |group| group.post(&place))?;
    page(&service, &request, post.attachments.into_value().unwrap_or_default())
}

/// Nothing is sent anywhere: it is only checked that it could be.
async fn forward<P>(service: Conversations, request: Request<P, PostsForwardRequest>) -> Result<(), Error>
where
    for<'p> Place: From<&'p P>,
{
    let place = Place::from(&request.path);
    service.with(&place, |group| group.post(&place))?;
    if request.body.to_recipients.value().is_none_or(Vec::is_empty) {
        return Err(invalid("somebody must be forwarded to"));
    }
    Ok(())
}
