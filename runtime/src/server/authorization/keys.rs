use std::error::Error as StdError;
use std::fmt;
use std::future::poll_fn;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use jsonwebtoken::DecodingKey;
use jsonwebtoken::jwk::{Jwk, PublicKeyUse};
use serde::Deserialize;
use serde_json::Value;
use tokio::sync::Mutex;

use super::jwt::Algorithm;
use super::{Deciding, InvalidToken};
use crate::error::Error;

type BoxError = Box<dyn StdError + Send + Sync>;
type Fetch = dyn Fn() -> Deciding<'static, Result<Vec<u8>, BoxError>> + Send + Sync;

/// The public keys that tokens are signed with, as a JSON Web Key Set (RFC 7517).
///
/// Keys that are of no use are left out: symmetric ones, those for encryption, those of a form that is not known.
pub struct Keys(Source);

enum Source {
    Fixed(Arc<KeySet>),
    Fetched(Box<Fetched>),
}

/// Keys that change, and are fetched when they are needed.
struct Fetched {
    fetch: Box<Fetch>,
    max_age: Duration,
    min_interval: Duration,
    current: RwLock<Option<Cached>>,
    /// Whoever holds it fetches, and others wait for the result.
    state: Mutex<FetchState>,
}

#[derive(Default)]
struct FetchState {
    /// When a fetch ended last, with or without success.
    last: Option<Instant>,
    /// A fetch that is under way. When its request is dropped the next one goes on with it: it neither counts as one that failed, nor can
    /// callers begin one after the other.
    running: Option<Running>,
}

struct Running {
    since: Instant,
    document: Deciding<'static, Result<Vec<u8>, BoxError>>,
}

#[derive(Clone)]
struct Cached {
    keys: Arc<KeySet>,
    since: Instant,
}

impl Keys {
    /// The keys of a document that does not change.
    ///
    /// # Errors
    /// Text that is not a key set, or has no key that can be used.
    pub fn document(json: &[u8]) -> Result<Self, Error> {
        Ok(Self(Source::Fixed(Arc::new(KeySet::parse(json).map_err(Error::decode)?))))
    }

    /// The keys of a document that this function fetches, over a connection that nobody can meddle with. What it
    /// returns is kept for a day; a token with a key that is not among them has it fetched again, but not more often
    /// than every ten seconds. However many requests need it, it runs once at a time.
    ///
    /// When no other document can be had after that day, or while another request still waits for it, the old one is used for another
    /// day, so that nobody is kept out while the issuer is down. A key that it withdraws meanwhile is accepted for as long.
    pub fn fetched<F, Fetching>(fetch: F) -> Self
    where
        F: Fn() -> Fetching + Send + Sync + 'static,
        Fetching: Future<Output = Result<Vec<u8>, BoxError>> + Send + 'static,
    {
        Self(Source::Fetched(Box::new(Fetched {
            fetch: Box::new(move || Box::pin(fetch())),
            max_age: Duration::from_secs(24 * 60 * 60),
            min_interval: Duration::from_secs(10),
            current: RwLock::new(None),
            state: Mutex::default(),
        })))
    }

    /// Sets how long fetched keys are used before others are fetched, and how much time lies between two fetches at least. Where
    /// there are no others the old ones are used for as long again, and no longer.
    #[must_use]
    pub fn refresh(mut self, max_age: Duration, min_interval: Duration) -> Self {
        if let Source::Fetched(fetched) = &mut self.0 {
            fetched.max_age = max_age;
            fetched.min_interval = min_interval;
        }
        self
    }

    /// The key that a token names, for an algorithm.
    pub(super) async fn find(&self, id: Option<&str>, algorithm: Algorithm) -> Result<DecodingKey, InvalidToken> {
        let keys = match &self.0 {
            Source::Fixed(keys) => Arc::clone(keys),
            Source::Fetched(fetched) => fetched.keys(id).await?,
        };
        keys.find(id, algorithm).ok_or_else(|| InvalidToken::new("it is not signed with a key that is known"))
    }
}

impl fmt::Debug for Keys {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self.0 {
            Source::Fixed(_) => "Keys(document)",
            Source::Fetched(_) => "Keys(fetched)",
        })
    }
}

impl Fetched {
    /// Keys that are not too old, with the named one among them if it can be had.
    async fn keys(&self, id: Option<&str>) -> Result<Arc<KeySet>, InvalidToken> {
        if let Some(keys) = self.current(self.max_age).filter(|keys| keys.has(id)) {
            return Ok(keys);
        }
        let old = || self.current(self.max_age.saturating_mul(2));
        let mut state = match self.state.try_lock() {
            Ok(state) => state,
            Err(_) => match old().filter(|keys| keys.has(id)) {
                Some(keys) => return Ok(keys),
                None => self.state.lock().await,
            },
        };
        // Another request may have fetched while this one waited.
        if let Some(keys) = self.current(self.max_age).filter(|keys| keys.has(id)) {
            return Ok(keys);
        }
        if state.last.is_some_and(|last| last.elapsed() < self.min_interval) {
            return old().ok_or_else(|| InvalidToken::unavailable("the keys could not be fetched a moment ago"));
        }
        let fetched = self.fetch(&mut state).await;
        match fetched.and_then(|json| Ok(KeySet::parse(&json)?)) {
            Ok(keys) => {
                let keys = Arc::new(keys);
                let cached = Cached { keys: Arc::clone(&keys), since: Instant::now() };
                *self.current.write().unwrap_or_else(PoisonError::into_inner) = Some(cached);
                Ok(keys)
            }
            Err(error) => old().ok_or_else(|| InvalidToken::unavailable(error.to_string())),
        }
    }

    /// Fetches a document, or goes on with a fetch that was begun.
    async fn fetch(&self, state: &mut FetchState) -> Result<Vec<u8>, BoxError> {
        // Nobody may have waited for it, and its connection may be gone.
        state.running.take_if(|running| running.since.elapsed() >= self.min_interval);
        let document = poll_fn(|context| {
            let begin = || Running { since: Instant::now(), document: (self.fetch)() };
            // Not in its place while it is polled, so that one that panics is not polled again.
            let mut running = state.running.take().unwrap_or_else(begin);
            let polled = running.document.as_mut().poll(context);
            if polled.is_pending() {
                state.running = Some(running);
            }
            polled
        })
        .await;
        state.last = Some(Instant::now());
        document
    }

    /// The keys that were fetched last, unless they are older than this.
    fn current(&self, age: Duration) -> Option<Arc<KeySet>> {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        let cached = current.as_ref().filter(|cached| cached.since.elapsed() < age)?;
        Some(Arc::clone(&cached.keys))
    }
}

/// Keys that can be used.
struct KeySet(Vec<Key>);

struct Key {
    id: Option<String>,
    jwk: Jwk,
    key: DecodingKey,
}

impl KeySet {
    fn parse(json: &[u8]) -> Result<Self, String> {
        let document: Value = serde_json::from_slice(json).map_err(|error| format!("no JSON: {error}"))?;
        let keys = document.get("keys").and_then(Value::as_array).ok_or("the key set has no member `keys`")?;
        let keys: Vec<Key> = keys.iter().filter_map(Key::read).collect();
        if keys.is_empty() { Err("the key set has no key that can be used".to_owned()) } else { Ok(Self(keys)) }
    }

    fn has(&self, id: Option<&str>) -> bool {
        id.is_none_or(|id| self.0.iter().any(|key| key.id.as_deref() == Some(id)))
    }

    /// The key with this id that fits the algorithm. A token without an id is signed with the only key that does.
    fn find(&self, id: Option<&str>, algorithm: Algorithm) -> Option<DecodingKey> {
        let is_named = |key: &&Key| id.is_none_or(|id| key.id.as_deref() == Some(id));
        let mut fitting = self.0.iter().filter(|key| algorithm.fits(&key.jwk)).filter(is_named);
        let found = fitting.next()?;
        if id.is_none() && fitting.next().is_some() { None } else { Some(found.key.clone()) }
    }
}

impl Key {
    fn read(json: &Value) -> Option<Self> {
        let jwk = Jwk::deserialize(json).ok()?;
        let is_for_signatures = matches!(jwk.common.public_key_use, None | Some(PublicKeyUse::Signature));
        if !is_for_signatures || !Algorithm::any_fits(&jwk) {
            return None;
        }
        let key = DecodingKey::from_jwk(&jwk).ok()?;
        Some(Self { id: jwk.common.key_id.clone(), jwk, key })
    }
}
