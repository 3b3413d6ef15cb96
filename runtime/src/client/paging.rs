use std::collections::HashSet;
use std::future::{IntoFuture, poll_fn};
use std::hash::{BuildHasher, RandomState};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use http::header::CONTENT_TYPE;
use serde_json::Value;

use super::call::{Call, Draft, without_query};
use super::delta::DeltaLink;
use super::service::BoxFuture;
use crate::codec::{Datum, Elements, Field};
use crate::collection::Collection;
use crate::error::Error;
use crate::operation::Method;

/// How many pages are read unless [`Pages::page_limit`] says otherwise.
const PAGE_LIMIT: usize = 100_000;

impl<T: Datum> Call<Collection<T>> {
    /// The items of all pages, one after the other. Pages are asked for as they are needed.
    ///
    /// ```
    /// # use stubdown_runtime::{Collection, Error, Value, client::Call};
    /// # async fn example(call: Call<Collection<Value>>) -> Result<(), Error> {
    /// let mut items = call.top(50).stream();
    /// while let Some(item) = items.try_next().await? {
    ///     println!("{item}");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn stream(self) -> Items<T> {
        Items { pages: self.pages(), items: Elements::default() }
    }

    /// All pages, one after the other.
    pub fn pages(self) -> Pages<T> {
        let trail =
            Trail { draft: self.draft, next: Next::First, seen: Seen::default(), limit: PAGE_LIMIT, delta: None };
        Pages { trail, running: None, over: false }
    }
}

/// The pages of a collection: a [`Stream`], and [`try_next`](Self::try_next) for those who need no more.
///
/// A link to a next page is called as it came. The stream ends with an error when a link leads away from the origin of
/// the base URL, comes a second time, or is one more than [`page_limit`](Self::page_limit).
#[must_use = "a stream does nothing unless it is polled"]
pub struct Pages<T> {
    trail: Trail,
    running: Option<BoxFuture<'static, Result<Collection<T>, Error>>>,
    over: bool,
}

/// The items of all pages of a collection: a [`Stream`], and [`try_next`](Self::try_next) for those who need no more.
///
/// It ends as [`Pages`] does. An item that is not of the documented type is an error in its place, and the stream goes on behind it;
/// [`pages`](Call::pages) and [`Collection::into_elements`] give its JSON.
#[must_use = "a stream does nothing unless it is polled"]
pub struct Items<T> {
    pages: Pages<T>,
    items: Elements<T>,
}

/// What is the same for all types: where the links lead.
struct Trail {
    /// The first call; the others have its operation, headers and limit of time.
    draft: Draft,
    next: Next,
    seen: Seen,
    limit: usize,
    delta: Option<DeltaLink>,
}

enum Next {
    First,
    Link(String),
    /// The last page has a link that is not followed.
    Problem(Error),
    End,
}

/// The links that were followed, as hashes with keys of their own: a false alarm would take billions of pages.
#[derive(Default)]
struct Seen {
    state: RandomState,
    hashes: HashSet<u64>,
}

impl Seen {
    fn insert(&mut self, link: &str) -> bool {
        self.hashes.insert(self.state.hash_one(link))
    }
}

impl<T: Datum> Pages<T> {
    /// Another limit for the number of pages than 100,000. A link beyond it is an error.
    pub const fn page_limit(mut self, pages: usize) -> Self {
        self.trail.limit = pages;
        self
    }

    /// The next page; none after the last one.
    ///
    /// # Errors
    /// As for the call itself, and a link that is not followed. It is the last thing that the stream gives.
    pub async fn try_next(&mut self) -> Result<Option<Collection<T>>, Error> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await.transpose()
    }

    /// The link to the page that comes next; after an error, to the page that could not be read. To go on later, keep it
    /// and call it with [`Client::link`](super::Client::link).
    pub fn next_link(&self) -> Option<&str> {
        match &self.trail.next {
            Next::Link(link) => Some(link),
            Next::First | Next::Problem(_) | Next::End => None,
        }
    }

    /// Where to ask later for what has changed, once the last page has been read.
    pub const fn delta_link(&self) -> Option<&DeltaLink> {
        self.trail.delta.as_ref()
    }
}

impl<T: Datum> Items<T> {
    /// Another limit for the number of pages than 100,000. A link beyond it is an error.
    pub fn page_limit(mut self, pages: usize) -> Self {
        self.pages = self.pages.page_limit(pages);
        self
    }

    /// The next item; none after the last one.
    ///
    /// # Errors
    /// As for the call itself, and a link that is not followed: that is the last thing that the stream gives. An item that is not of the
    /// documented type: there may be others behind it.
    pub async fn try_next(&mut self) -> Result<Option<T>, Error> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await.transpose()
    }

    /// The link to the page that comes next, once all items of the page at hand have been read; after an error, to the page
    /// that could not be read. To go on later, keep it and call it with [`Client::link`](super::Client::link).
    pub fn next_link(&self) -> Option<&str> {
        self.pages.next_link()
    }

    /// Where to ask later for what has changed, once the last item has been read.
    pub const fn delta_link(&self) -> Option<&DeltaLink> {
        self.pages.delta_link()
    }
}

impl Trail {
    /// The call of the next page; none after the last one.
    fn call<T: Datum>(&mut self) -> Option<Result<Call<Collection<T>>, Error>> {
        match &self.next {
            Next::First => Some(Ok(Call::of(self.draft.clone()))),
            Next::Link(link) => {
                let mut call = Call::link(self.draft.client.clone(), self.draft.operation, link);
                // A link to a next page is read with GET, without a body, though an action may have been called with POST.
                call.draft.method = Method::Get;
                call.draft.headers.clone_from(&self.draft.headers);
                call.draft.headers.remove(CONTENT_TYPE);
                call.draft.timeout = self.draft.timeout;
                Some(Ok(call))
            }
            Next::Problem(_) | Next::End => match std::mem::replace(&mut self.next, Next::End) {
                Next::Problem(error) => Some(Err(error)),
                _ => None,
            },
        }
    }

    /// Notes where a page leads. Its items are good whatever is wrong with its link.
    fn advance(&mut self, next_link: &Field<String>, delta_link: &Field<String>) {
        if matches!(self.next, Next::First) {
            self.seen.insert(&self.draft.url);
        }
        self.delta = delta_link.value().cloned().map(DeltaLink::from);
        self.next = match self.follow(next_link) {
            Ok(Some(link)) => Next::Link(link),
            Ok(None) => Next::End,
            Err(problem) => Next::Problem(Error::decode(problem).of(self.draft.operation)),
        };
    }

    fn follow(&mut self, next_link: &Field<String>) -> Result<Option<String>, String> {
        let link = match next_link {
            Field::Absent | Field::Null => return Ok(None),
            Field::Value(link) => link,
            Field::Unexpected(_) => return Err("the link to the next page is not text".to_owned()),
        };
        let shown = without_query(link).escape_debug();
        if !self.draft.client.owns(link) {
            return Err(format!("the link to the next page leads away from the service: {shown}"));
        }
        if !self.seen.insert(link) {
            return Err(format!("the link to the next page came a second time: {shown}"));
        }
        if self.seen.hashes.len() > self.limit {
            return Err(format!("there are more than {} pages", self.limit));
        }
        Ok(Some(link.clone()))
    }
}

impl<T: Datum> Stream for Pages<T> {
    type Item = Result<Collection<T>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        if this.over {
            return Poll::Ready(None);
        }
        let running = match &mut this.running {
            Some(running) => running,
            None => match this.trail.call() {
                Some(Ok(call)) => this.running.insert(call.into_future()),
                Some(Err(problem)) => return Poll::Ready(Some(Err(problem))),
                None => return Poll::Ready(None),
            },
        };
        let page = ready!(running.as_mut().poll(context));
        this.running = None;
        match &page {
            Ok(page) => this.trail.advance(&page.next_link, &page.delta_link),
            Err(_) => this.over = true,
        }
        Poll::Ready(Some(page))
    }
}

impl<T: Datum> Stream for Items<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            if let Some(item) = this.items.next() {
                let odd = |json| odd_item(&json).of(this.pages.trail.draft.operation);
                return Poll::Ready(Some(item.map_err(odd)));
            }
            match ready!(Pin::new(&mut this.pages).poll_next(context)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                Some(Ok(page)) => match page.into_elements() {
                    Ok(items) => this.items = items,
                    Err(error) => {
                        this.pages.over = true;
                        return Poll::Ready(Some(Err(error.of(this.pages.trail.draft.operation))));
                    }
                },
            }
        }
    }
}

/// Values are not shown: they may be personal.
fn odd_item(json: &Value) -> Error {
    let kind = match json {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    };
    Error::decode(format!("an item is {kind}, and not of the documented type"))
}

impl<T> Unpin for Items<T> {}
