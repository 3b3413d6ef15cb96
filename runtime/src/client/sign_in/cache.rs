use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use http::HeaderValue;
use tokio::sync::Mutex;
use tokio::time::Instant;

use super::source::{TokenRequest, TokenSource};
use crate::error::{Cause, Error};

/// How long before its end a token is replaced.
const EARLY: Duration = Duration::from_secs(300);
/// How long a token that is about to end is kept when no other one could be had.
const PATIENCE: Duration = Duration::from_secs(10);

/// Tokens of a source, kept until shortly before they expire.
///
/// One caller at a time asks the source. When it is dropped while it asks, the next one that waits asks in its place.
pub(in crate::client) struct Tokens {
    source: Box<dyn TokenSource>,
    kept: RwLock<Option<Kept>>,
    /// Held by who asks the source.
    asking: Mutex<Asked>,
    /// How often the source has answered.
    answers: AtomicU64,
}

#[derive(Clone)]
struct Kept {
    header: HeaderValue,
    /// When to look for another one.
    stale: Option<Instant>,
    expired: Option<Instant>,
}

#[derive(Default)]
struct Asked {
    /// How the last answer went wrong, if it did.
    failure: Option<Arc<dyn std::error::Error + Send + Sync>>,
}

impl Tokens {
    pub(in crate::client) fn new(source: impl TokenSource) -> Self {
        Self { source: Box::new(source), kept: RwLock::new(None), asking: Mutex::default(), answers: AtomicU64::new(0) }
    }

    /// The value of the header `Authorization` for a call that is sent now.
    pub(super) async fn current(&self) -> Result<HeaderValue, Error> {
        // Before anything else, so that no answer goes unnoticed.
        let answers = self.answers.load(Ordering::Acquire);
        let now = Instant::now();
        let kept = self.kept().filter(|kept| kept.expired.is_none_or(|end| now < end));
        match kept {
            Some(kept) if kept.stale.is_none_or(|end| now < end) => Ok(kept.header),
            // This is rare: it is boxed, and takes no room in the future of each call.
            kept => Box::pin(self.renew(kept, answers, now)).await,
        }
    }

    /// A token in the place of one that is about to end, or where there is none. `answers` and `now` are those of when it was looked for.
    async fn renew(&self, kept: Option<Kept>, answers: u64, now: Instant) -> Result<HeaderValue, Error> {
        match kept {
            // It still works, so only one caller looks for another one, and it does not matter when that fails.
            Some(kept) => {
                let Ok(mut asked) = self.asking.try_lock() else { return Ok(kept.header) };
                if self.answers.load(Ordering::Acquire) != answers {
                    return Ok(self.kept().unwrap_or(kept).header);
                }
                match self.ask(&mut asked, TokenRequest::default()).await {
                    Ok(header) => Ok(header),
                    Err(_) => {
                        self.keep(Kept { stale: Some(now + PATIENCE), ..kept.clone() });
                        Ok(kept.header)
                    }
                }
            }
            None => {
                let mut asked = self.asking.lock().await;
                if self.answers.load(Ordering::Acquire) != answers {
                    if let Some(failure) = &asked.failure {
                        return Err(sign_in(failure));
                    }
                    if let Some(kept) = self.kept() {
                        return Ok(kept.header);
                    }
                }
                self.ask(&mut asked, TokenRequest::default()).await
            }
        }
    }

    /// Another token than one that was refused; none when there is no other one.
    pub(super) async fn replace(
        &self,
        refused: &HeaderValue,
        claims: Option<String>,
    ) -> Result<Option<HeaderValue>, Error> {
        let answers = self.answers.load(Ordering::Acquire);
        let mut asked = self.asking.lock().await;
        let other = |header: HeaderValue| (header != *refused).then_some(header);
        if let Some(kept) = self.kept().and_then(|kept| other(kept.header)) {
            return Ok(Some(kept));
        }
        if self.answers.load(Ordering::Acquire) != answers {
            return asked.failure.as_ref().map_or(Ok(None), |failure| Err(sign_in(failure)));
        }
        let header = self.ask(&mut asked, TokenRequest { refused: true, claims }).await?;
        Ok(other(header))
    }

    async fn ask(&self, asked: &mut Asked, request: TokenRequest) -> Result<HeaderValue, Error> {
        let now = Instant::now();
        let answer = self.source.token(request).await;
        self.answers.fetch_add(1, Ordering::AcqRel);
        match answer {
            Ok(token) => {
                asked.failure = None;
                // A time that cannot be counted to is never.
                let after = |time| now.checked_add(time);
                let stale = token.expires_in.and_then(|time| after(time.saturating_sub(EARLY.min(time / 5))));
                let expired = token.expires_in.and_then(after);
                self.keep(Kept { header: token.header.clone(), stale, expired });
                Ok(token.header)
            }
            Err(error) => {
                let failure = Arc::from(error);
                let error = sign_in(&failure);
                asked.failure = Some(failure);
                Err(error)
            }
        }
    }

    fn kept(&self) -> Option<Kept> {
        self.kept.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn keep(&self, kept: Kept) {
        *self.kept.write().unwrap_or_else(PoisonError::into_inner) = Some(kept);
    }
}

fn sign_in(failure: &Arc<dyn std::error::Error + Send + Sync>) -> Error {
    Error::new(Cause::SignIn(Arc::clone(failure)))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::time::Duration;

    use tokio::time::Instant;

    use super::super::source::Token;
    use super::{TokenRequest, Tokens};

    #[tokio::test(start_paused = true)]
    async fn who_saw_an_old_token_takes_the_one_that_came_meanwhile() {
        let asked = Arc::new(AtomicU32::new(0));
        let count = Arc::clone(&asked);
        let tokens = Tokens::new(move |_: TokenRequest| {
            let number = count.fetch_add(1, Ordering::SeqCst);
            async move { Ok(Token::new(&number.to_string())?.expires_in(Duration::from_secs(3600))) }
        });
        tokens.current().await.unwrap();
        tokio::time::advance(Duration::from_secs(3400)).await;
        let (seen, answers, now) = (tokens.kept(), tokens.answers.load(Ordering::Acquire), Instant::now());
        tokens.current().await.unwrap();
        assert_eq!(tokens.renew(seen, answers, now).await.unwrap(), "Bearer 1");
        assert_eq!(asked.load(Ordering::SeqCst), 2);
    }
}
