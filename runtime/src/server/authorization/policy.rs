use http::request::Parts;
use http::{StatusCode, header};

use super::caller::Caller;
use super::verify::{VerifyToken, bearer_token};
use super::{Authorize, Deciding};
use crate::error::Error;
use crate::operation::{Alternative, Grant, Operation, SignIn};
use crate::server::rejection::with_header;

/// Admits to each operation whom its page admits, and nobody else.
///
/// A caller is admitted who has all permissions of one alternative that the page documents for this kind of sign-in.
/// Two things are refused unless the service says otherwise: operations whose permissions are not documented
/// ([`undocumented`](Self::undocumented)), and alternatives that count under a condition only
/// ([`condition`](Self::condition)).
///
/// ```
/// use stubdown_runtime::operation::SignIn;
/// use stubdown_runtime::server::{Authorization, Caller, InvalidToken};
///
/// let authorization = Authorization::new(|token: &str| match token {
///     "secret" => Ok(Caller::new(SignIn::DelegatedWork, ["Group.Read.All"])),
///     _ => Err(InvalidToken::new("not known")),
/// })
/// .condition(|condition| condition.text == "For public groups")
/// .undocumented(|operation, _caller| operation.path == "/status");
/// ```
pub struct Authorization {
    verifier: Box<dyn VerifyToken>,
    condition: Box<Holds>,
    undocumented: Box<Admits>,
}

type Holds = dyn Fn(&Condition<'_>) -> bool + Send + Sync;
type Admits = dyn Fn(&'static Operation, &Caller) -> bool + Send + Sync;

/// What a page says about when some permissions are enough, for a request to which they are granted.
#[derive(Debug)]
#[non_exhaustive]
pub struct Condition<'r> {
    /// The words of the page.
    pub text: &'static str,
    /// The permissions of the alternative, all of which the caller has.
    pub permissions: &'static [&'static str],
    /// The operation that is called.
    pub operation: &'static Operation,
    /// Who calls.
    pub caller: &'r Caller,
    /// The request without its body.
    pub parts: &'r Parts,
}

impl Authorization {
    /// Admits by the permissions in tokens that this verifier accepts.
    pub fn new(verifier: impl VerifyToken) -> Self {
        Self { verifier: Box::new(verifier), condition: Box::new(|_| false), undocumented: Box::new(|_, _| false) }
    }

    /// Decides when a condition that a page states holds. Unless this is called, no condition ever does.
    #[must_use]
    pub fn condition(mut self, holds: impl Fn(&Condition<'_>) -> bool + Send + Sync + 'static) -> Self {
        self.condition = Box::new(holds);
        self
    }

    /// Decides about a verified caller where the page does not tell what this kind of sign-in needs. Unless this is
    /// called, nobody is admitted there.
    #[must_use]
    pub fn undocumented(
        mut self,
        admits: impl Fn(&'static Operation, &Caller) -> bool + Send + Sync + 'static,
    ) -> Self {
        self.undocumented = Box::new(admits);
        self
    }

    fn admits(&self, operation: &'static Operation, caller: &Caller, parts: &Parts) -> bool {
        let Some(alternatives) = alternatives(operation.permissions.of(caller.sign_in)) else {
            return (self.undocumented)(operation, caller);
        };
        let holds = |one: &Alternative| {
            let permissions = one.all;
            one.condition
                .is_none_or(|text| (self.condition)(&Condition { text, permissions, operation, caller, parts }))
        };
        alternatives.iter().any(|one| one.is_met(|permission| caller.has(permission)) && holds(one))
    }
}

impl Authorize for Authorization {
    fn authorize<'a>(&'a self, operation: &'static Operation, parts: &'a mut Parts) -> Deciding<'a, Result<(), Error>> {
        Box::pin(async move {
            let token = bearer_token(&parts.headers)?;
            let caller = self.verifier.verify(token).await.map_err(super::InvalidToken::into_error)?;
            if !self.admits(operation, &caller, parts) {
                return Err(forbidden(operation, caller.sign_in));
            }
            parts.extensions.insert(caller);
            Ok(())
        })
    }
}

/// Each set of permissions that is enough; none where the page does not tell.
fn alternatives(grant: Grant) -> Option<Vec<Alternative>> {
    match grant {
        Grant::Unknown => None,
        Grant::NotSupported => Some(Vec::new()),
        Grant::OneOf(_) | Grant::AnyOf(_) => Some(grant.alternatives().collect()),
    }
}

fn forbidden(operation: &'static Operation, sign_in: SignIn) -> Error {
    let sets = alternatives(operation.permissions.of(sign_in));
    let needed = match sets.as_deref() {
        None => "no documented permissions".to_owned(),
        Some([]) => "another kind of sign-in".to_owned(),
        Some(sets) => format!("one of: {}", sets.iter().map(words).collect::<Vec<_>>().join("; ")),
    };
    let message = format!("the operation `{}` needs, for {sign_in} sign-in, {needed}", operation.id);
    let error = Error::service(StatusCode::FORBIDDEN, "accessDenied", message);
    let mut challenge = "Bearer error=\"insufficient_scope\"".to_owned();
    if let Some(least_privileged) = sets.unwrap_or_default().first() {
        challenge = format!("{challenge}, scope=\"{}\"", least_privileged.all.join(" "));
    }
    with_header(error, header::WWW_AUTHENTICATE, challenge)
}

fn words(alternative: &Alternative) -> String {
    let permissions = alternative.all.join(" and ");
    alternative.condition.map_or_else(|| permissions.clone(), |condition| format!("{permissions} ({condition})"))
}
