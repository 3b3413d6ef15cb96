use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode};
use serde_json::{Map, Value, json};
use tokio::time::{Instant, sleep, timeout_at};

use super::call::{Call, Draft};
use super::connection::{Client, undocumented};
use super::reply::Reply;
use super::retry::{Retry, is_idempotent, pause_after};
use crate::error::{Cause, Error, ServiceError};
use crate::media_type::{self, is_json};
use crate::operation::{Method, Operation};
use crate::primitive::Form;

/// The most calls in a batch.
const MOST: usize = 20;

/// Several calls in one request (`POST /$batch`), each with an answer of its own.
///
/// ```
/// # use stubdown_runtime::{Error, Value, client::{Batch, Call, Client}};
/// # async fn example(client: Client, create: Call<Value>, read: Call<Value>) -> Result<(), Error> {
/// let mut batch = Batch::new(&client);
/// let created = batch.add(create);
/// let read = batch.add_after(read, [created.id()]);
/// let mut answers = batch.send().await?;
/// println!("{:?} {:?}", answers.take(created)?, answers.take(read)?);
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Batch {
    client: Client,
    /// Tells tickets of this batch from those of others.
    mark: u64,
    calls: Vec<Draft>,
    after: Vec<Vec<CallId>>,
}

/// Which call of a batch an answer is for. It gives an `R`.
pub struct Ticket<R> {
    id: CallId,
    reply: PhantomData<fn() -> R>,
}

/// A call of a batch, whatever it gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CallId {
    mark: u64,
    position: usize,
}

/// The answers to the calls of a batch.
#[derive(Debug)]
pub struct Answers {
    mark: u64,
    operations: Vec<&'static Operation>,
    responses: Vec<Option<Response<Bytes>>>,
}

/// What is called when a batch is sent.
static BATCH: Operation = undocumented("batch", Method::Post, "/$batch");

impl Batch {
    /// A batch without calls.
    #[must_use]
    pub fn new(client: &Client) -> Self {
        Self { client: client.clone(), mark: fastrand::u64(..), calls: Vec::new(), after: Vec::new() }
    }

    /// Adds a call; it is not awaited but sent with the batch. Calls are carried out in any order.
    pub fn add<R>(&mut self, call: Call<R>) -> Ticket<R> {
        self.add_after(call, [])
    }

    /// Adds a call that is carried out after others have succeeded. If one of them fails, its answer is 424.
    pub fn add_after<R>(&mut self, call: Call<R>, others: impl IntoIterator<Item = CallId>) -> Ticket<R> {
        let id = CallId { mark: self.mark, position: self.calls.len() };
        self.calls.push(call.draft);
        self.after.push(others.into_iter().collect());
        Ticket { id, reply: PhantomData }
    }

    /// Sends all calls in one request. It succeeds when answers came, even if all of them are errors.
    ///
    /// Calls that the service refuses for the time being are sent again in another request, with those that were to come
    /// after them, as the [`Retry`](super::Retry) of the client says of single calls.
    ///
    /// # Errors
    /// More than 20 calls, a call that could not be sent by itself or goes to another service, and as for any call.
    pub async fn send(self) -> Result<Answers, Error> {
        let begin = Instant::now();
        let operations: Vec<_> = self.calls.iter().map(|call| call.operation).collect();
        let mut responses: Vec<_> = operations.iter().map(|_| None).collect();
        let all: Vec<usize> = (0..self.calls.len()).collect();
        self.exchange(&all, &mut responses).await?;
        if let Some(policy) = self.client.retry_policy() {
            let end = policy.total_timeout.and_then(|limit| begin.checked_add(limit));
            self.send_refused_again(policy, end, &mut responses).await;
        }
        Ok(Answers { mark: self.mark, operations, responses })
    }

    /// What was answered stays when it cannot be sent again.
    async fn send_refused_again(
        &self,
        policy: &Retry,
        end: Option<Instant>,
        responses: &mut [Option<Response<Bytes>>],
    ) {
        for resends in 0.. {
            let (again, pause) = self.refused(policy, responses, resends);
            let is_late = end.is_some_and(|end| pause >= end.saturating_duration_since(Instant::now()));
            if again.is_empty() || is_late {
                return;
            }
            sleep(pause).await;
            let sent = self.exchange(&again, responses);
            let is_answered = match end {
                Some(end) => timeout_at(end, sent).await.is_ok_and(|sent| sent.is_ok()),
                None => sent.await.is_ok(),
            };
            if !is_answered {
                return;
            }
        }
    }

    /// The calls to send again, and how long to wait before. Those that were to come after them have failed with them.
    fn refused(&self, policy: &Retry, responses: &[Option<Response<Bytes>>], resends: u32) -> (Vec<usize>, Duration) {
        let mut longest = Duration::ZERO;
        let mut again: Vec<usize> = Vec::new();
        for (position, (call, after)) in self.calls.iter().zip(&self.after).enumerate() {
            let Some(answer) = responses.get(position).and_then(Option::as_ref) else { continue };
            if answer.status() == StatusCode::FAILED_DEPENDENCY {
                let mut failed = after.iter().filter(|other| !succeeded(responses, other.position)).peekable();
                if failed.peek().is_some() && failed.all(|other| again.contains(&other.position)) {
                    again.push(position);
                }
            } else if let Some(pause) = pause_after(policy, answer, may_be_repeated(call), resends) {
                longest = longest.max(pause);
                again.push(position);
            }
        }
        (again, longest)
    }

    /// Sends some of the calls in one request, and puts the answers to them in their places.
    async fn exchange(&self, positions: &[usize], responses: &mut [Option<Response<Bytes>>]) -> Result<(), Error> {
        let body = self.body(positions).map_err(|problem| Error::invalid(problem).of(&BATCH))?;
        let mut call = Call::<Value>::new(self.client.clone(), &BATCH, BATCH.path, None).json(&body);
        let mut calls = positions.iter().filter_map(|position| self.calls.get(*position));
        call.draft.repeatable = calls.all(may_be_repeated);
        let mut answer = call.await?;
        let Some(Value::Array(answers)) = answer.get_mut("responses").map(Value::take) else {
            return Err(Error::decode("the answer to a batch has no list `responses`").of(&BATCH));
        };
        for answer in answers {
            let id = answer.get("id").and_then(Value::as_str).and_then(|id| id.parse::<usize>().ok());
            let position = id.and_then(|id| id.checked_sub(1)).filter(|position| positions.contains(position));
            if let Some(place) = position.and_then(|position| responses.get_mut(position)) {
                *place = response(answer);
            }
        }
        Ok(())
    }

    /// The request for some of the calls. What comes after a call that is not among them comes after it anyway.
    fn body(&self, positions: &[usize]) -> Result<Value, String> {
        if self.calls.len() > MOST {
            return Err(format!("a batch takes at most {MOST} calls, not {}", self.calls.len()));
        }
        let calls = self.calls.iter().zip(&self.after).enumerate();
        let requests = calls.filter(|(position, _)| positions.contains(position)).map(|(position, (call, after))| {
            let mut request = request(call, &self.client)?;
            request.insert("id".to_owned(), name(position).into());
            let mut ids = Vec::new();
            for CallId { mark, position: before } in after {
                if *mark != self.mark || *before >= position {
                    return Err("a call of a batch can only come after others that were added before it".to_owned());
                }
                ids.extend(positions.contains(before).then(|| name(*before)));
            }
            if !ids.is_empty() {
                request.insert("dependsOn".to_owned(), ids.into());
            }
            Ok(Value::Object(request))
        });
        let requests = requests.collect::<Result<Vec<_>, String>>()?;
        Ok(json!({ "requests": requests }))
    }
}

/// Whether it does no harm to carry out a call twice.
fn may_be_repeated(call: &Draft) -> bool {
    call.repeatable || is_idempotent(&call.method.into())
}

fn succeeded(responses: &[Option<Response<Bytes>>], position: usize) -> bool {
    responses.get(position).and_then(Option::as_ref).is_some_and(|answer| answer.status().is_success())
}

impl<R> Ticket<R> {
    /// The call, for others that come [after](Batch::add_after) it.
    #[must_use]
    pub const fn id(&self) -> CallId {
        self.id
    }
}

impl<R> Clone for Ticket<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for Ticket<R> {}

impl<R> fmt::Debug for Ticket<R> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Ticket").field(&self.id.position).finish()
    }
}

impl Answers {
    /// Takes the answer to a call.
    ///
    /// # Errors
    /// As for awaiting the call. An answer that was taken, or never came, is an error as well.
    pub fn take<R: Reply>(&mut self, ticket: Ticket<R>) -> Result<R, Error> {
        let CallId { mark, position } = ticket.id;
        let operation = self.operations.get(position).filter(|_| mark == self.mark);
        let operation = *operation.ok_or_else(|| Error::invalid("the ticket is of another batch"))?;
        let response = self.responses.get_mut(position).and_then(Option::take);
        let response = response.ok_or_else(|| Error::decode("the batch has no answer for this call").of(operation))?;
        let status = response.status();
        if status.is_success() || operation.success.contains(&status.as_u16()) {
            return R::from_response(response).map_err(|error| error.of(operation));
        }
        let (parts, body) = response.into_parts();
        Err(Error::new(Cause::Service(ServiceError::read(status, parts.headers, body))).of(operation))
    }
}

/// The id of a call within its batch.
fn name(position: usize) -> String {
    (position + 1).to_string()
}

fn request(call: &Draft, client: &Client) -> Result<Map<String, Value>, String> {
    if let Some(problem) = &call.problem {
        return Err(format!("{}: {problem}", call.operation));
    }
    let url = client.base().below(&call.url).ok_or_else(|| format!("{} goes to another service", call.operation))?;
    let mut request = Map::new();
    request.insert("method".to_owned(), call.method.as_str().into());
    request.insert("url".to_owned(), url.into());
    let mut headers = Map::new();
    for (name, value) in &call.headers {
        let value = value.to_str().map_err(|_| format!("the header `{name}` cannot be sent in a batch"))?;
        headers.insert(name.as_str().to_owned(), value.into());
    }
    if !headers.is_empty() {
        request.insert("headers".to_owned(), headers.into());
    }
    if !call.body.is_empty() {
        let body = if is_json(&media_type::of(&call.headers)) { serde_json::from_slice(&call.body).ok() } else { None };
        request.insert("body".to_owned(), body.unwrap_or_else(|| STANDARD.encode(&call.body).into()));
    }
    Ok(request)
}

/// The answer to one call. JSON and text stand in the batch as they are, everything else as base64.
fn response(mut answer: Value) -> Option<Response<Bytes>> {
    let status = u16::try_from(answer.get("status")?.as_u64()?).ok()?;
    let headers: HeaderMap = answer
        .get("headers")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
        .filter_map(|(name, value)| {
            Some((name.parse::<HeaderName>().ok()?, HeaderValue::from_str(value.as_str()?).ok()?))
        })
        .collect();
    let media_type = media_type::of(&headers);
    let is_json = media_type.is_empty() || is_json(&media_type);
    let body = match answer.get_mut("body").map(Value::take) {
        None | Some(Value::Null) => Bytes::new(),
        // A count is text of digits, which is base64 as well.
        Some(Value::String(text)) if media_type.starts_with("text/") && !is_json => text.into_bytes().into(),
        Some(Value::String(text)) if !is_json => Bytes::parse(&text).unwrap_or_else(|| text.into_bytes().into()),
        Some(body) => serde_json::to_vec(&body).ok()?.into(),
    };
    let mut response = Response::new(body);
    *response.status_mut() = StatusCode::from_u16(status).ok()?;
    *response.headers_mut() = headers;
    Some(response)
}
