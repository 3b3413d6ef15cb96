//! Who may call: what the permissions of an operation say, and nobody else.

use stubdown_runtime::axum::body::Body;
use stubdown_runtime::http::request::Parts;
use stubdown_runtime::http::{Request, StatusCode, header};
use stubdown_runtime::operation::{Alternative, Grant, Method, Operation, Permissions, SignIn};
use stubdown_runtime::server::{self, Authorization, Authorize, Caller, InvalidToken, Server};
use stubdown_runtime::{Error, path_arguments};

use crate::answers::{answer, error};

const CONDITION: &str = "For groups of one's own";

static PERMISSIONS: Permissions = Permissions {
    delegated_work: Grant::AnyOf(&[
        Alternative { all: &["Policy.Read.All", "Application.ReadWrite.All"], ..Alternative::DEFAULT },
        Alternative { all: &["Directory.ReadWrite.All"], ..Alternative::DEFAULT },
        Alternative { all: &["Group.Read"], condition: Some(CONDITION), ..Alternative::DEFAULT },
    ]),
    delegated_personal: Grant::NotSupported,
    application: Grant::Unknown,
    ..Permissions::DEFAULT
};

static POLICY_UPDATE: Operation = Operation {
    id: "policy_update",
    method: Method::Patch,
    path: "/policies/{policy_id}",
    success: &[204],
    permissions: PERMISSIONS,
    title: "Update policy",
    page: "api/policy-update.md",
    ..Operation::DEFAULT
};

static ALL: &[&Operation] = &[&POLICY_UPDATE];

struct PolicyPath {
    policy_id: String,
}
path_arguments!(PolicyPath { "policy_id" => policy_id });

/// Tells who called.
async fn update((): (), request: server::Request<PolicyPath>) -> Result<String, Error> {
    let caller = request.caller().map(|caller| caller.permissions.join(" ")).unwrap_or_default();
    Ok(format!("{} by {caller}", request.path.policy_id))
}

/// A token is the kind of sign-in and the permissions, with a comma between them.
fn read(token: &str) -> Result<Caller, InvalidToken> {
    let mut words = token.split(',');
    let sign_in = match words.next() {
        Some("work") => SignIn::DelegatedWork,
        Some("personal") => SignIn::DelegatedPersonal,
        Some("application") => SignIn::Application,
        Some("later") => return Err(InvalidToken::unavailable("the keys are at the cleaner's")),
        _ => return Err(InvalidToken::new("it is forged")),
    };
    Ok(Caller::new(sign_in, words))
}

async fn call(authorize: impl Authorize, authorization: Option<&str>) -> (u16, String, String) {
    let router = Server::new((), ALL).on::<_, _, String>(&POLICY_UPDATE, update).authorize(authorize).into_router();
    let mut request = Request::builder().method("PATCH").uri("/policies/7");
    if let Some(authorization) = authorization {
        request = request.header(header::AUTHORIZATION, authorization);
    }
    answer(router, request.body(Body::empty()).unwrap()).await
}

async fn status(authorization: Authorization, token: &str) -> u16 {
    call(authorization, Some(&format!("Bearer {token}"))).await.0
}

fn documented() -> Authorization {
    Authorization::new(read)
}

#[tokio::test]
async fn one_complete_alternative_for_the_kind_of_sign_in_is_enough() {
    for (token, expected) in [
        ("work,Policy.Read.All,Application.ReadWrite.All", 200),
        ("work,Other,Application.ReadWrite.All,Policy.Read.All", 200),
        ("work,Directory.ReadWrite.All", 200),
        ("work", 403),
        ("work,Policy.Read.All", 403),
        ("work,Application.ReadWrite.All", 403),
        ("work,directory.readwrite.all", 403),
        ("work,Directory.ReadWrite", 403),
        ("personal,Directory.ReadWrite.All", 403),
        ("application,Directory.ReadWrite.All", 403),
    ] {
        assert_eq!(status(documented(), token).await, expected, "{token}");
    }
}

#[tokio::test]
async fn a_condition_counts_only_where_the_service_says_so() {
    assert_eq!(status(documented(), "work,Group.Read").await, 403);
    let own_groups = || {
        documented().condition(|condition| {
            condition.text == CONDITION
                && condition.permissions == ["Group.Read"]
                && condition.operation == &POLICY_UPDATE
                && condition.caller.has("Owner")
                && condition.parts.uri.path() == "/policies/7"
        })
    };
    assert_eq!(status(own_groups(), "work,Group.Read,Owner").await, 200);
    assert_eq!(status(own_groups(), "work,Group.Read").await, 403);
    assert_eq!(status(own_groups(), "work,Owner").await, 403);
}

#[tokio::test]
async fn what_is_not_documented_admits_nobody_unless_the_service_says_so() {
    let token = "application,Directory.ReadWrite.All";
    assert_eq!(status(documented(), token).await, 403);
    let applications =
        || documented().undocumented(|operation, caller| operation.id == "policy_update" && caller.has("A"));
    assert_eq!(status(applications(), "application,A").await, 200);
    assert_eq!(status(applications(), token).await, 403);
    // What is documented is not decided there.
    assert_eq!(status(applications(), "personal,A").await, 403);
    assert_eq!(status(applications(), "work,A").await, 403);
}

#[tokio::test]
async fn without_a_valid_token_the_answer_is_a_challenge() {
    let (status, _, body) = error(401, "unauthenticated", "the request has no access token");
    let missing = (status, "www-authenticate: Bearer; content-type: application/json".to_owned(), body);
    assert_eq!(call(documented(), None).await, missing);
    assert_eq!(call(documented(), Some("Basic d29yaw==")).await, missing);

    let (status, _, body) = error(401, "unauthenticated", "the access token is not valid: it is forged");
    let challenge = "www-authenticate: Bearer error=\"invalid_token\", error_description=\"it is forged\"";
    let invalid = (status, format!("{challenge}; content-type: application/json"), body);
    assert_eq!(call(documented(), Some("Bearer x")).await, invalid);

    let unavailable = error(503, "serviceNotAvailable", "access tokens cannot be verified at the moment");
    assert_eq!(call(documented(), Some("Bearer later")).await, unavailable);
}

#[tokio::test]
async fn whoever_is_refused_learns_what_would_be_enough() {
    let message = "the operation `policy_update` needs, for delegated (work or school account) sign-in, one of: \
                   Policy.Read.All and Application.ReadWrite.All; Directory.ReadWrite.All; \
                   Group.Read (For groups of one's own)";
    let (status, _, body) = error(403, "accessDenied", message);
    let scope = "Policy.Read.All Application.ReadWrite.All";
    let headers = format!(
        "www-authenticate: Bearer error=\"insufficient_scope\", scope=\"{scope}\"; content-type: application/json"
    );
    assert_eq!(call(documented(), Some("Bearer work")).await, (status, headers, body));

    for (token, expected) in [
        (
            "personal",
            "the operation `policy_update` needs, for delegated (personal account) sign-in, another kind of sign-in",
        ),
        ("application", "the operation `policy_update` needs, for application sign-in, no documented permissions"),
    ] {
        let (_, _, body) = call(documented(), Some(&format!("Bearer {token}"))).await;
        assert_eq!(body, error(403, "accessDenied", expected).2);
    }
}

#[tokio::test]
async fn a_handler_knows_the_caller() {
    let (_, _, body) = call(documented(), Some("Bearer work,Directory.ReadWrite.All")).await;
    assert_eq!(body, r#""7 by Directory.ReadWrite.All""#);
}

#[tokio::test]
async fn nothing_is_told_to_those_who_may_not_call() {
    let request = |method: &str| {
        let router = Server::new((), ALL).authorize(documented()).into_router();
        answer(router, Request::builder().method(method).uri("/policies/7").body(Body::empty()).unwrap())
    };
    // Neither that the operation has no handler, nor what is wrong with the body.
    assert_eq!(request("PATCH").await.0, 401);
    // Methods and paths are in the documentation.
    assert_eq!(request("OPTIONS").await.0, 204);
    assert_eq!(request("GET").await.0, 405);
}

#[tokio::test]
async fn a_function_decides_as_well() {
    let decide = |operation: &'static Operation, parts: &Parts| match parts.headers.get("x-key") {
        Some(_) => Ok(()),
        None => Err(Error::service(StatusCode::FORBIDDEN, "accessDenied", operation.title)),
    };
    assert_eq!(call(decide, None).await, error(403, "accessDenied", "Update policy"));
}
