//! Every documented endpoint admits exactly those whom its page admits.

use graph_conversations::{Server, operations};
use stubdown_runtime::axum::body::Body;
use stubdown_runtime::http::{Request, StatusCode, header};
use stubdown_runtime::operation::{Grant, Operation, SignIn};
use stubdown_runtime::serde_json::{self, Value};
use stubdown_runtime::server::{Authorization, Caller, InvalidToken};
use tower::ServiceExt;

const SIGN_INS: [SignIn; 3] = [SignIn::DelegatedWork, SignIn::DelegatedPersonal, SignIn::Application];

/// The tenant of personal accounts, and another.
const PERSONAL: &str = "9188040d-6c67-4c5b-b112-36a304b66dad";
const WORK: &str = "72f988bf-86f1-41af-91ab-2d7cd011db47";

/// A token is its claims: this is not about signatures.
fn router() -> axum::Router {
    let authorization = Authorization::new(|token: &str| match serde_json::from_str(token) {
        Ok(claims) => Caller::from_claims(claims),
        Err(error) => Err(InvalidToken::new(error.to_string())),
    });
    Server::new(()).authorize(authorization).into_router()
}

/// The claims of a token that grants these permissions.
fn token(sign_in: SignIn, permissions: &[&str]) -> String {
    let scopes = permissions.join(" ");
    let claims = match sign_in {
        SignIn::DelegatedWork => serde_json::json!({"scp": scopes, "tid": WORK}),
        SignIn::DelegatedPersonal => serde_json::json!({"scp": scopes, "tid": PERSONAL}),
        SignIn::Application => serde_json::json!({"roles": permissions, "tid": WORK, "idtyp": "app"}),
    };
    claims.to_string()
}

/// What the page says: the sets that are enough, or nothing where it does not tell.
fn documented(operation: &'static Operation, sign_in: SignIn) -> Option<Vec<&'static [&'static str]>> {
    let grant = operation.permissions.of(sign_in);
    match grant {
        Grant::Unknown => None,
        Grant::NotSupported => Some(Vec::new()),
        Grant::OneOf(_) | Grant::AnyOf(_) => Some(grant.alternatives().map(|set| set.all).collect()),
    }
}

/// The status of the answer, and the code of the error. Whoever is admitted learns that there is no handler.
async fn call(router: &axum::Router, operation: &Operation, token: Option<&str>) -> (StatusCode, String) {
    let path = operation.path.replace(['{', '}'], "");
    let mut request = Request::builder().method(operation.method.as_str()).uri(path);
    if let Some(token) = token {
        request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
    }
    let response = router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let status = response.status();
    assert_eq!(response.headers().contains_key(header::WWW_AUTHENTICATE), status != StatusCode::NOT_IMPLEMENTED);
    let body = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
    let body: Value = serde_json::from_slice(&body).unwrap();
    assert!(body["error"]["innerError"]["request-id"].is_string(), "{body}");
    (status, body["error"]["code"].as_str().unwrap().to_owned())
}

fn admitted() -> (StatusCode, String) {
    (StatusCode::NOT_IMPLEMENTED, "notImplemented".to_owned())
}

fn refused() -> (StatusCode, String) {
    (StatusCode::FORBIDDEN, "accessDenied".to_owned())
}

/// All sets of permissions that lack one or more of these.
fn proper_subsets<'p>(set: &'p [&'p str]) -> impl Iterator<Item = Vec<&'p str>> {
    let all = 1_usize << set.len();
    (0..all - 1)
        .map(|bits| set.iter().enumerate().filter(|(at, _)| bits & (1 << at) != 0).map(|(_, one)| *one).collect())
}

#[tokio::test]
async fn each_set_is_admitted_and_nothing_less() {
    let router = router();
    let (mut sets_admitted, mut sets_refused) = (0, 0);
    for operation in operations::ALL {
        for sign_in in SIGN_INS {
            let sets = documented(operation, sign_in).unwrap_or_default();
            let suffices = |granted: &[&str]| sets.iter().any(|set| set.iter().all(|one| granted.contains(one)));
            for set in &sets {
                let answer = call(&router, operation, Some(&token(sign_in, set))).await;
                assert_eq!(answer, admitted(), "{operation}: {sign_in}: {set:?}");
                sets_admitted += 1;
                for less in proper_subsets(set).filter(|less| !suffices(less)) {
                    let answer = call(&router, operation, Some(&token(sign_in, &less))).await;
                    assert_eq!(answer, refused(), "{operation}: {sign_in}: {less:?}");
                    sets_refused += 1;
                }
            }
            let none = call(&router, operation, Some(&token(sign_in, &[]))).await;
            assert_eq!(none, refused(), "{operation}: {sign_in}: no permissions");
        }
    }
    // The pages document this many; a table that is read as empty would admit nobody and pass otherwise.
    assert!(sets_admitted > 100, "{sets_admitted} sets admitted, {sets_refused} refused");
}

#[tokio::test]
async fn permissions_of_one_kind_of_sign_in_are_none_of_another() {
    let router = router();
    for operation in operations::ALL {
        let every: Vec<&str> = SIGN_INS
            .iter()
            .filter_map(|sign_in| documented(operation, *sign_in))
            .flatten()
            .flatten()
            .copied()
            .collect();
        for sign_in in SIGN_INS {
            let sets = documented(operation, sign_in).unwrap_or_default();
            let expected = if sets.is_empty() { refused() } else { admitted() };
            let answer = call(&router, operation, Some(&token(sign_in, &every))).await;
            assert_eq!(answer, expected, "{operation}: {sign_in}: {every:?}");
        }
    }
}

#[tokio::test]
async fn other_permissions_are_not_enough() {
    let router = router();
    let mut known: Vec<&str> = Vec::new();
    for operation in operations::ALL {
        known.extend(SIGN_INS.iter().filter_map(|sign_in| documented(operation, *sign_in)).flatten().flatten());
    }
    known.sort_unstable();
    known.dedup();
    for operation in operations::ALL {
        for sign_in in SIGN_INS {
            let sets = documented(operation, sign_in).unwrap_or_default();
            for permission in &known {
                let suffices = sets.iter().any(|set| *set == [*permission]);
                let answer = call(&router, operation, Some(&token(sign_in, &[*permission]))).await;
                let expected = if suffices { admitted() } else { refused() };
                assert_eq!(answer, expected, "{operation}: {sign_in}: {permission}");
            }
        }
    }
}

#[tokio::test]
async fn without_a_token_nobody_is_admitted() {
    let router = router();
    let unauthenticated = (StatusCode::UNAUTHORIZED, "unauthenticated".to_owned());
    for operation in operations::ALL {
        assert_eq!(call(&router, operation, None).await, unauthenticated, "{operation}");
        assert_eq!(call(&router, operation, Some("forged")).await, unauthenticated, "{operation}");
    }
}
