//! Where tokens come from and how long they are kept.

use std::future::IntoFuture;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use stubdown_runtime::Cause;
use stubdown_runtime::client::{BoxError, Token, TokenRequest, TokenSource};
use stubdown_runtime::http::StatusCode;
use tokio::time::{Instant, sleep};

use crate::script::{Asked, Outcome, Script, answer, ok};

/// A source that takes a second to give `token-1`, `token-2` and so on, and keeps what it was asked.
#[derive(Clone, Default)]
struct Source {
    asked: Arc<Mutex<Vec<TokenRequest>>>,
    expires_in: Option<Duration>,
    failing: Arc<Mutex<bool>>,
}

impl Source {
    fn expiring(seconds: u64) -> Self {
        Self { expires_in: Some(Duration::from_secs(seconds)), ..Self::default() }
    }

    fn count(&self) -> usize {
        self.asked.lock().unwrap().len()
    }

    fn fail(&self, failing: bool) {
        *self.failing.lock().unwrap() = failing;
    }
}

impl TokenSource for Source {
    fn token(
        &self,
        request: TokenRequest,
    ) -> std::pin::Pin<Box<dyn Future<Output = Result<Token, BoxError>> + Send + '_>> {
        Box::pin(async {
            let number = {
                let mut asked = self.asked.lock().unwrap();
                asked.push(request);
                asked.len()
            };
            sleep(Duration::from_secs(1)).await;
            if *self.failing.lock().unwrap() {
                return Err("the identity service is down".into());
            }
            let token = Token::new(&format!("token-{number}"))?;
            Ok(match self.expires_in {
                Some(time) => token.expires_in(time),
                None => token,
            })
        })
    }
}

fn signed(source: &Source, answer: impl Fn(usize, &Asked) -> Outcome + Send + Sync + 'static) -> Script {
    Script::new(answer).with(|client| client.token_source(source.clone()))
}

fn tokens(script: &Script) -> Vec<String> {
    script.asked().iter().map(|asked| asked.header("authorization").to_owned()).collect()
}

/// Makes so many calls at the same time.
async fn together(script: &Script, calls: usize) -> Vec<Result<(), stubdown_runtime::Error>> {
    let calls: Vec<_> = (0..calls).map(|_| tokio::spawn(script.get().into_future())).collect();
    let mut outcomes = Vec::new();
    for call in calls {
        outcomes.push(call.await.unwrap().map(|_| ()));
    }
    outcomes
}

#[tokio::test(start_paused = true)]
async fn a_token_is_got_once_for_all_who_wait_and_kept_until_shortly_before_its_end() {
    let source = Source::expiring(3600);
    let script = signed(&source, |_, _| ok());
    assert!(together(&script, 100).await.iter().all(Result::is_ok));
    assert_eq!(source.count(), 1);
    assert_eq!(tokens(&script), vec!["Bearer token-1"; 100]);

    sleep(Duration::from_secs(3600 - 310)).await;
    script.get().await.unwrap();
    assert_eq!(source.count(), 1, "five minutes before its end it is still good");

    sleep(Duration::from_secs(15)).await;
    assert!(together(&script, 100).await.iter().all(Result::is_ok));
    assert_eq!(source.count(), 2, "then one caller gets another one, and the others go on with the first");
    script.get().await.unwrap();
    assert_eq!(tokens(&script).last().unwrap(), "Bearer token-2");
    assert_eq!(source.asked.lock().unwrap().as_slice(), [TokenRequest::default(), TokenRequest::default()]);
}

#[tokio::test(start_paused = true)]
async fn a_token_of_a_short_life_is_kept_for_most_of_it() {
    let source = Source::expiring(60);
    let script = signed(&source, |_, _| ok());
    script.get().await.unwrap();
    sleep(Duration::from_secs(45)).await;
    script.get().await.unwrap();
    assert_eq!(source.count(), 1);
    sleep(Duration::from_secs(3)).await;
    script.get().await.unwrap();
    assert_eq!(source.count(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_token_of_a_very_long_life_is_kept() {
    let source = Source { expires_in: Some(Duration::MAX), ..Source::default() };
    let script = signed(&source, |_, _| ok());
    script.get().await.unwrap();
    script.get().await.unwrap();
    assert_eq!(source.count(), 1);
}

#[tokio::test(start_paused = true)]
async fn an_expired_token_is_not_sent() {
    let source = Source::expiring(60);
    let script = signed(&source, |_, _| ok());
    script.get().await.unwrap();
    sleep(Duration::from_secs(61)).await;
    source.fail(true);
    let error = script.get().await.unwrap_err();
    assert!(matches!(error.cause(), Cause::SignIn(_)));
    assert_eq!(script.count(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_source_that_fails_is_asked_once_for_all_who_wait() {
    let source = Source::expiring(60);
    source.fail(true);
    let script = signed(&source, |_, _| ok());
    let start = Instant::now();
    for outcome in together(&script, 100).await {
        let error = outcome.unwrap_err();
        assert_eq!(error.to_string(), "notes_get (api/note.md): there is no token to sign the call with");
        assert_eq!(std::error::Error::source(&error).unwrap().to_string(), "the identity service is down");
    }
    assert_eq!((source.count(), script.count(), start.elapsed().as_secs()), (1, 0, 1));
    source.fail(false);
    script.get().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_source_that_fails_early_does_not_matter_yet() {
    let source = Source::expiring(3600);
    let script = signed(&source, |_, _| ok());
    script.get().await.unwrap();
    sleep(Duration::from_secs(3400)).await;
    source.fail(true);
    for _ in 0..3 {
        script.get().await.unwrap();
    }
    assert_eq!((source.count(), tokens(&script)), (2, vec!["Bearer token-1".to_owned(); 4]));
}

#[tokio::test(start_paused = true)]
async fn a_token_that_could_not_be_replaced_is_not_sent_past_its_end() {
    let source = Source::expiring(60);
    let script = signed(&source, |_, _| ok());
    script.get().await.unwrap();
    sleep(Duration::from_secs(55)).await;
    source.fail(true);
    script.get().await.unwrap();
    sleep(Duration::from_secs(6)).await;
    let error = script.get().await.unwrap_err();
    assert!(matches!(error.cause(), Cause::SignIn(_)));
    assert_eq!(tokens(&script), ["Bearer token-1"; 2]);
}

#[tokio::test(start_paused = true)]
async fn a_caller_that_is_dropped_while_it_gets_a_token_holds_nobody_up() {
    let source = Source::expiring(3600);
    let script = signed(&source, |_, _| ok());
    let first = tokio::spawn(script.get().into_future());
    sleep(Duration::from_millis(500)).await;
    let second = tokio::spawn(script.get().into_future());
    sleep(Duration::from_millis(100)).await;
    first.abort();
    second.await.unwrap().unwrap();
    assert_eq!((source.count(), tokens(&script)), (2, vec!["Bearer token-2".to_owned()]));
}

/// A service that takes tokens with this number or a later one.
fn from(number: usize) -> impl Fn(usize, &Asked) -> Outcome {
    move |_, asked| {
        let token = asked.header("authorization").trim_start_matches("Bearer token-").parse::<usize>().unwrap();
        let claims = ("www-authenticate", "Bearer realm=\"\", error=\"insufficient_claims\", claims=\"eyJhIjoxfQ==\"");
        if token >= number { ok() } else { answer(401, &[claims], "") }
    }
}

#[tokio::test(start_paused = true)]
async fn a_refused_token_is_replaced_once() {
    let source = Source::expiring(3600);
    let script = signed(&source, from(2));
    script.create().await.unwrap();
    assert_eq!(tokens(&script), ["Bearer token-1", "Bearer token-2"]);
    let asked = script.asked();
    assert_eq!(asked[0].body, asked[1].body);
    let requests = source.asked.lock().unwrap().clone();
    assert_eq!((requests[0].refused, &requests[0].claims), (false, &None));
    assert_eq!((requests[1].refused, requests[1].claims.as_deref()), (true, Some("{\"a\":1}")));

    let source = Source::expiring(3600);
    let script = signed(&source, from(99));
    assert_eq!(script.get().await.unwrap_err().status(), Some(StatusCode::UNAUTHORIZED));
    assert_eq!((script.count(), source.count()), (2, 2));
}

#[tokio::test(start_paused = true)]
async fn a_refused_token_is_replaced_once_for_all_callers() {
    let source = Source::expiring(3600);
    let script = signed(&source, from(2));
    assert!(together(&script, 50).await.iter().all(Result::is_ok));
    assert_eq!((source.count(), script.count()), (2, 100));
}

#[tokio::test(start_paused = true)]
async fn a_call_is_not_sent_again_with_the_token_that_was_refused() {
    let asked = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&asked);
    let source = move |_: TokenRequest| {
        counter.fetch_add(1, Ordering::Relaxed);
        async { Ok(Token::new("same")?) }
    };
    let script = Script::of(vec![|| answer(401, &[], "")]).with(|client| client.token_source(source));
    assert_eq!(script.get().await.unwrap_err().status(), Some(StatusCode::UNAUTHORIZED));
    assert_eq!((script.count(), asked.load(Ordering::Relaxed)), (1, 2));

    let script = Script::of(vec![|| answer(401, &[], "")]).with(|client| client.bearer_token("same").unwrap());
    script.get().await.unwrap_err();
    assert_eq!(script.count(), 1);
}

#[test]
fn tokens_are_not_shown() {
    let token = Token::new("secret").unwrap().expires_in(Duration::from_secs(60));
    assert_eq!(format!("{token:?}"), "Token { expires_in: Some(60s), .. }");
    let error = Token::new("sec\nret").unwrap_err();
    assert!(!format!("{error} {error:?}").contains("sec"), "{error:?}");
    let script = Script::new(|_, _| ok()).with(|client| client.bearer_token("secret").unwrap());
    let call = script.get().header("authorization", "Bearer secret").query("$filter", "secret");
    assert!(!format!("{call:?} {:?}", script.client).contains("secret"), "{call:?}");
}

#[cfg(feature = "azure")]
mod azure {
    use std::sync::Arc;

    use azure_core::credentials::{AccessToken, TokenCredential, TokenRequestOptions};
    use azure_core::time::{Duration, OffsetDateTime};
    use stubdown_runtime::client::AzureCredential;

    use crate::script::{Script, ok};

    #[derive(Debug)]
    struct Credential;

    #[async_trait::async_trait]
    impl TokenCredential for Credential {
        async fn get_token(
            &self,
            scopes: &[&str],
            _: Option<TokenRequestOptions<'_>>,
        ) -> azure_core::Result<AccessToken> {
            Ok(AccessToken::new(scopes.join(" "), OffsetDateTime::now_utc() + Duration::hours(1)))
        }
    }

    #[tokio::test]
    async fn a_credential_of_azure_core_is_a_source() {
        let source = AzureCredential::new(Arc::new(Credential), ["https://graph.microsoft.com/.default"]);
        let script = Script::new(|_, _| ok()).with(|client| client.token_source(source));
        script.get().await.unwrap();
        assert_eq!(script.asked()[0].header("authorization"), "Bearer https://graph.microsoft.com/.default");
    }
}
