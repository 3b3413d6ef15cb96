//! Access tokens that are JSON Web Tokens: which are accepted, and which are not.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests may panic like the tests themselves"
)]

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::task::Poll;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair as RsaKeyPair, KeySize};
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair, RSA_PKCS1_SHA256};
use aws_lc_rs::{digest, hmac};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use stubdown_runtime::Value;
use stubdown_runtime::operation::SignIn;
use stubdown_runtime::serde_json::json;
use stubdown_runtime::server::{Algorithm, Caller, InvalidToken, JwtVerifier, Keys, VerifyToken};

const ISSUER: &str = "https://login.example/72f988bf-86f1-41af-91ab-2d7cd011db47/v2.0";
const AUDIENCE: &str = "api://conversations";

fn base64(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The two RSA keys of the issuer. Making them takes a moment.
fn rsa(place: usize) -> &'static RsaKeyPair {
    static KEYS: OnceLock<[RsaKeyPair; 2]> = OnceLock::new();
    &KEYS.get_or_init(|| [0, 1].map(|_| RsaKeyPair::generate(KeySize::Rsa2048).unwrap()))[place]
}

fn rsa_jwk(place: usize) -> Value {
    let public = rsa(place).public_key();
    let (modulus, exponent) = (public.modulus().big_endian_without_leading_zero(), public.exponent());
    let exponent = exponent.big_endian_without_leading_zero();
    json!({"kty": "RSA", "kid": format!("rsa-{place}"), "use": "sig", "n": base64(modulus), "e": base64(exponent)})
}

fn sign_rsa(place: usize, message: &str) -> Vec<u8> {
    let mut signature = vec![0; rsa(place).public_modulus_len()];
    rsa(place).sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message.as_bytes(), &mut signature).unwrap();
    signature
}

fn document(keys: &[Value]) -> Vec<u8> {
    json!({"keys": keys}).to_string().into_bytes()
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()
}

fn claims() -> Value {
    json!({"iss": ISSUER, "aud": AUDIENCE, "exp": now() + 600, "nbf": now() - 10, "scp": "Group.Read.All"})
}

/// The claims, with one of them changed; null takes it away.
fn claims_with(name: &str, value: Value) -> Value {
    let mut claims = claims();
    match value {
        Value::Null => claims.as_object_mut().unwrap().remove(name),
        value => claims.as_object_mut().unwrap().insert(name.to_owned(), value),
    };
    claims
}

fn token(header: &Value, claims: &Value, sign: impl FnOnce(&str) -> Vec<u8>) -> String {
    let message = format!("{}.{}", base64(header.to_string()), base64(claims.to_string()));
    let signature = sign(&message);
    format!("{message}.{}", base64(signature))
}

fn rsa_token(place: usize, claims: &Value) -> String {
    token(&json!({"alg": "RS256", "typ": "JWT", "kid": format!("rsa-{place}")}), claims, |message| {
        sign_rsa(place, message)
    })
}

fn verifier(keys: Keys) -> JwtVerifier {
    JwtVerifier::new(keys, [ISSUER], [AUDIENCE])
}

fn fixed() -> JwtVerifier {
    verifier(Keys::document(&document(&[rsa_jwk(0)])).unwrap())
}

async fn refused(verifier: &JwtVerifier, token: &str) -> String {
    match verifier.verify(token).await {
        Ok(caller) => panic!("admitted: {caller:?}"),
        Err(error) => {
            assert!(!error.is_unavailable(), "{error:?}");
            error.reason().to_owned()
        }
    }
}

#[tokio::test]
async fn the_claims_of_a_valid_token_are_believed() {
    let caller: Caller = fixed().verify(&rsa_token(0, &claims())).await.unwrap();
    assert_eq!((caller.sign_in, caller.permissions), (SignIn::DelegatedWork, vec!["Group.Read.All".to_owned()]));
    assert_eq!(caller.claims["aud"], AUDIENCE);
    // One of several audiences is enough, and clocks may differ a little.
    for (name, value) in [
        ("aud", json!(["other", AUDIENCE])),
        ("exp", json!(now() - 30)),
        ("nbf", json!(now() + 30)),
        ("nbf", Value::Null),
    ] {
        fixed().verify(&rsa_token(0, &claims_with(name, value))).await.unwrap();
    }
}

#[tokio::test]
async fn claims_that_do_not_hold_are_refused() {
    let tenant = json!("https://login.example/{tenantid}/v2.0");
    for (name, value, reason) in [
        ("exp", json!(now() - 61), "ExpiredSignature"),
        ("exp", Value::Null, "Missing required claim: exp"),
        ("exp", json!("soon"), "exp"),
        ("nbf", json!(now() + 120), "ImmatureSignature"),
        ("aud", json!("api://other"), "InvalidAudience"),
        ("aud", json!([]), "aud"),
        ("aud", Value::Null, "Missing required claim: aud"),
        ("iss", json!("https://login.example/"), "another issuer has signed it"),
        ("iss", tenant, "another issuer has signed it"),
        ("iss", Value::Null, "Missing required claim: iss"),
    ] {
        let error = refused(&fixed(), &rsa_token(0, &claims_with(name, value.clone()))).await;
        assert!(error.to_lowercase().contains(&reason.to_lowercase()), "{name}: {value}: {error}");
    }
    let strict = fixed().leeway(Duration::ZERO);
    refused(&strict, &rsa_token(0, &claims_with("exp", json!(now() - 1)))).await;
}

#[tokio::test]
async fn an_id_token_of_the_same_registration_is_refused() {
    let mut claims = claims_with("scp", Value::Null);
    claims.as_object_mut().unwrap().extend([
        ("oid".to_owned(), json!("1")),
        ("sub".to_owned(), json!("2")),
        ("roles".to_owned(), json!(["Group.ReadWrite.All"])),
    ]);
    let token = rsa_token(0, &claims);
    assert_eq!(refused(&fixed(), &token).await, "it is not an access token of a user or an application");

    let own = fixed().read_claims(|claims| match claims.get("roles") {
        Some(_) => Ok(Caller::new(SignIn::Application, ["Group.Read.All"])),
        None => Err(InvalidToken::new("it has no roles")),
    });
    assert_eq!(own.verify(&token).await.unwrap().sign_in, SignIn::Application);
}

#[tokio::test]
async fn the_tenant_may_be_part_of_the_issuer() {
    let all_tenants = || {
        let keys = Keys::document(&document(&[rsa_jwk(0)])).unwrap();
        JwtVerifier::new(keys, ["https://login.example/{tenantid}/v2.0"], [AUDIENCE])
    };
    let mut claims = claims_with("tid", json!("72f988bf-86f1-41af-91ab-2d7cd011db47"));
    all_tenants().verify(&rsa_token(0, &claims)).await.unwrap();
    claims["iss"] = json!("https://login.example/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0");
    assert_eq!(refused(&all_tenants(), &rsa_token(0, &claims)).await, "another issuer has signed it");
    claims["iss"] = json!("https://login.example/a/b/v2.0");
    claims["tid"] = json!("a/b");
    assert_eq!(refused(&all_tenants(), &rsa_token(0, &claims)).await, "another issuer has signed it");
}

#[tokio::test]
async fn signatures_must_be_those_of_the_issuer() {
    let sound = rsa_token(0, &claims());
    let (message, signature) = sound.rsplit_once('.').unwrap();
    let (header, payload) = message.split_once('.').unwrap();
    let other_claims = base64(claims_with("scp", json!("Group.ReadWrite.All")).to_string());
    for forged in [
        format!("{header}.{other_claims}.{signature}"),
        format!("{header}.{payload}.{}", base64([0; 256])),
        format!("{header}.{payload}."),
    ] {
        assert_eq!(refused(&fixed(), &forged).await, "InvalidSignature");
    }
    // Signed with a key of another's under the name of a known one.
    let header = json!({"alg": "RS256", "kid": "rsa-0"});
    assert_eq!(refused(&fixed(), &token(&header, &claims(), |message| sign_rsa(1, message))).await, "InvalidSignature");
    assert_eq!(refused(&fixed(), &rsa_token(1, &claims())).await, "it is not signed with a key that is known");
    for garbage in ["", ".", "..", "a.b.c", "\u{0}", &"a".repeat(10_000), &format!("{header}.{payload}")] {
        assert_eq!(refused(&fixed(), garbage).await, "it is not a JSON Web Token");
    }
}

#[tokio::test]
async fn only_accepted_algorithms_are_used() {
    let not_accepted = "it is not signed by an algorithm that is accepted";
    // No signature at all.
    for none in ["none", "None", "NONE"] {
        let unsigned = token(&json!({"alg": none, "kid": "rsa-0"}), &claims(), |_| Vec::new());
        assert_eq!(refused(&fixed(), &unsigned).await, "it is not a JSON Web Token");
    }
    // The public key as a secret.
    let public = document(&[rsa_jwk(0)]);
    for secret in [public.as_slice(), rsa(0).public_key().as_ref()] {
        let header = json!({"alg": "HS256", "kid": "rsa-0"});
        let sign = |message: &str| {
            hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret), message.as_bytes()).as_ref().to_vec()
        };
        assert_eq!(refused(&fixed(), &token(&header, &claims(), sign)).await, not_accepted);
    }
    let sound = || rsa_token(0, &claims());
    assert_eq!(refused(&fixed().algorithms([Algorithm::Ps256, Algorithm::Es256]), &sound()).await, not_accepted);
    // A key that is for another algorithm, or not for signatures, is not used for this one.
    for (name, value) in [("alg", "RS512"), ("alg", "HS256")] {
        let mut jwk = rsa_jwk(0);
        jwk[name] = json!(value);
        let keys = Keys::document(&document(&[jwk, rsa_jwk(1)])).unwrap();
        assert_eq!(refused(&verifier(keys), &sound()).await, "it is not signed with a key that is known");
    }
    let critical = json!({"alg": "RS256", "kid": "rsa-0", "crit": ["b64"], "b64": false});
    let critical = token(&critical, &claims(), |message| sign_rsa(0, message));
    assert_eq!(refused(&fixed(), &critical).await, "it has critical headers");
}

#[tokio::test]
async fn elliptic_curves_are_accepted_where_the_service_says_so() {
    let key = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
    let (x, y) = key.public_key().as_ref()[1..].split_at(32);
    let jwk = json!({"kty": "EC", "crv": "P-256", "kid": "ec", "x": base64(x), "y": base64(y)});
    let keys = || Keys::document(&document(&[rsa_jwk(0), jwk.clone()])).unwrap();
    let token = token(&json!({"alg": "ES256", "kid": "ec"}), &claims(), |message| {
        key.sign(&SystemRandom::new(), message.as_bytes()).unwrap().as_ref().to_vec()
    });
    verifier(keys()).algorithms([Algorithm::Rs256, Algorithm::Es256]).verify(&token).await.unwrap();
    assert_eq!(refused(&verifier(keys()), &token).await, "it is not signed by an algorithm that is accepted");
}

#[tokio::test]
async fn a_token_without_a_key_id_is_signed_with_the_only_key() {
    let token = token(&json!({"alg": "RS256"}), &claims(), |message| sign_rsa(0, message));
    fixed().verify(&token).await.unwrap();
    let two = Keys::document(&document(&[rsa_jwk(0), rsa_jwk(1)])).unwrap();
    assert_eq!(refused(&verifier(two), &token).await, "it is not signed with a key that is known");
}

#[test]
fn a_document_has_a_key_that_can_be_used() {
    let secret = json!({"kty": "oct", "kid": "rsa-0", "k": base64(digest::digest(&digest::SHA256, b"x"))});
    let for_encryption = json!({"kty": "RSA", "use": "enc", "n": "AQAB", "e": "AQAB"});
    let unknown = json!({"kty": "AKP", "alg": "ML-DSA-44"});
    let useless = [secret, for_encryption, unknown, json!(5), json!({})];
    assert!(Keys::document(&document(&useless)).is_err());
    assert!(Keys::document(b"<html>").is_err());
    assert!(Keys::document(b"{\"keys\": 5}").is_err());
    assert!(Keys::document(&document(&[&useless[..], &[rsa_jwk(0)]].concat())).is_ok());
}

/// An issuer whose key set changes and is counted.
#[derive(Clone, Default)]
struct Issuer {
    begun: Arc<AtomicUsize>,
    fetches: Arc<AtomicUsize>,
    document: Arc<Mutex<Option<Vec<u8>>>>,
}

impl Issuer {
    fn publish(&self, keys: &[Value]) {
        *self.document.lock().unwrap() = Some(document(keys));
    }

    fn keys(&self, max_age: Duration, min_interval: Duration) -> Keys {
        let issuer = self.clone();
        let fetch = move || {
            let issuer = issuer.clone();
            issuer.begun.fetch_add(1, Ordering::SeqCst);
            async move {
                for _ in 0..4 {
                    tokio::task::yield_now().await;
                }
                issuer.fetches.fetch_add(1, Ordering::SeqCst);
                issuer.document.lock().unwrap().clone().ok_or_else(|| "the issuer is down".into())
            }
        };
        Keys::fetched(fetch).refresh(max_age, min_interval)
    }

    fn fetches(&self) -> usize {
        self.fetches.load(Ordering::SeqCst)
    }
}

const LONG: Duration = Duration::from_secs(3600);

#[tokio::test]
async fn keys_are_fetched_once_and_kept() {
    let issuer = Issuer::default();
    issuer.publish(&[rsa_jwk(0)]);
    let verifier = Arc::new(verifier(issuer.keys(LONG, LONG)));
    let token = Arc::new(rsa_token(0, &claims()));
    let callers = (0..20).map(|_| {
        let (verifier, token) = (Arc::clone(&verifier), Arc::clone(&token));
        tokio::spawn(async move { verifier.verify(&token).await.is_ok() })
    });
    for caller in callers.collect::<Vec<_>>() {
        assert!(caller.await.unwrap());
    }
    assert_eq!(issuer.fetches(), 1);
    // Tokens with made-up keys do not have it fetched again and again.
    for _ in 0..20 {
        refused(&verifier, &rsa_token(1, &claims())).await;
    }
    assert_eq!(issuer.fetches(), 1);
}

#[tokio::test]
async fn a_new_key_is_fetched_when_a_token_names_it() {
    let issuer = Issuer::default();
    issuer.publish(&[rsa_jwk(0)]);
    let verifier = verifier(issuer.keys(LONG, Duration::ZERO));
    verifier.verify(&rsa_token(0, &claims())).await.unwrap();
    issuer.publish(&[rsa_jwk(1)]);
    verifier.verify(&rsa_token(1, &claims())).await.unwrap();
    assert_eq!(issuer.fetches(), 2);
    // The key that is gone is not accepted any more.
    refused(&verifier, &rsa_token(0, &claims())).await;
}

#[tokio::test]
async fn without_keys_nobody_is_refused_for_ever() {
    let issuer = Issuer::default();
    let patient = verifier(issuer.keys(LONG, LONG));
    for _ in 0..3 {
        assert!(patient.verify(&rsa_token(0, &claims())).await.unwrap_err().is_unavailable());
    }
    assert_eq!(issuer.fetches(), 1, "an issuer that is down is not asked with every request");

    let verifier = verifier(issuer.keys(LONG, Duration::ZERO));
    assert!(verifier.verify(&rsa_token(0, &claims())).await.unwrap_err().is_unavailable());
    issuer.publish(&[rsa_jwk(0)]);
    verifier.verify(&rsa_token(0, &claims())).await.unwrap();
    // What is kept is used while the issuer is down again, but not for longer than it may be.
    *issuer.document.lock().unwrap() = None;
    verifier.verify(&rsa_token(0, &claims())).await.unwrap();
    refused(&verifier, &rsa_token(1, &claims())).await;
}

#[tokio::test]
async fn old_keys_are_used_for_a_while_when_there_are_no_new_ones() {
    let issuer = Issuer::default();
    issuer.publish(&[rsa_jwk(0)]);
    let age = Duration::from_millis(500);
    let verifier = verifier(issuer.keys(age, Duration::ZERO));
    verifier.verify(&rsa_token(0, &claims())).await.unwrap();
    tokio::time::sleep(age).await;
    *issuer.document.lock().unwrap() = None;
    verifier.verify(&rsa_token(0, &claims())).await.unwrap();
    assert_eq!(issuer.fetches(), 2, "new ones are asked for first");
    tokio::time::sleep(age).await;
    assert!(verifier.verify(&rsa_token(0, &claims())).await.unwrap_err().is_unavailable());
    issuer.publish(&[rsa_jwk(1)]);
    verifier.verify(&rsa_token(1, &claims())).await.unwrap();
    refused(&verifier, &rsa_token(0, &claims())).await;
}

#[tokio::test]
async fn old_keys_are_used_until_the_issuer_may_be_asked_again() {
    let issuer = Issuer::default();
    issuer.publish(&[rsa_jwk(0)]);
    let age = Duration::from_millis(500);
    let verifier = verifier(issuer.keys(age, LONG));
    verifier.verify(&rsa_token(0, &claims())).await.unwrap();
    tokio::time::sleep(age).await;
    verifier.verify(&rsa_token(0, &claims())).await.unwrap();
    assert_eq!(issuer.fetches(), 1);
}

#[tokio::test]
async fn old_keys_are_used_while_another_request_waits_for_new_ones() {
    let issuer = Issuer::default();
    issuer.publish(&[rsa_jwk(0)]);
    let age = Duration::from_millis(500);
    let verifier = verifier(issuer.keys(age, Duration::ZERO));
    let token = rsa_token(0, &claims());
    verifier.verify(&token).await.unwrap();
    tokio::time::sleep(age).await;
    let mut waiting = verifier.verify(&token);
    assert!(std::future::poll_fn(|context| Poll::Ready(waiting.as_mut().poll(context).is_pending())).await);
    verifier.verify(&token).await.unwrap();
    assert_eq!(issuer.fetches(), 1);
    waiting.await.unwrap();
    assert_eq!(issuer.fetches(), 2);
}

#[tokio::test]
async fn a_request_that_is_dropped_leaves_its_fetch_to_the_next_one() {
    let issuer = Issuer::default();
    issuer.publish(&[rsa_jwk(0)]);
    let verifier = verifier(issuer.keys(LONG, LONG));
    let token = rsa_token(0, &claims());
    for _ in 0..3 {
        let mut dropped = verifier.verify(&token);
        assert!(std::future::poll_fn(|context| Poll::Ready(dropped.as_mut().poll(context).is_pending())).await);
    }
    verifier.verify(&token).await.unwrap();
    assert_eq!((issuer.begun.load(Ordering::SeqCst), issuer.fetches()), (1, 1));
}
