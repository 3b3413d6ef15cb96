use serde_json::{Map, Value};

use super::InvalidToken;
use crate::operation::SignIn;

/// The tenant that all personal accounts are in.
const PERSONAL_ACCOUNTS: &str = "9188040d-6c67-4c5b-b112-36a304b66dad";

/// Who calls, as a verified access token says.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Caller {
    /// How the caller has signed in.
    pub sign_in: SignIn,
    /// The names of the permissions that are granted.
    pub permissions: Vec<String>,
    /// All claims of the token.
    pub claims: Map<String, Value>,
}

impl Caller {
    /// A caller with these permissions, and no other claims.
    pub fn new<'n>(sign_in: SignIn, permissions: impl IntoIterator<Item = &'n str>) -> Self {
        let permissions = permissions.into_iter().map(str::to_owned).collect();
        Self { sign_in, permissions, claims: Map::new() }
    }

    /// Reads the claims of a token that has been verified, as the Microsoft identity platform writes them.
    ///
    /// A token with the claim `scp`, or with `idtyp` other than `app`, was issued for a user: its permissions are the
    /// words of `scp`, and its `roles`, if there are any, are the user's and no permissions. A token of an application's own
    /// has `idtyp` with `app`; or, as that claim is optional, `appid` or `azp`, and an `oid` that is also its `sub`. Its
    /// permissions are its `roles`. Claims of another form grant nothing.
    ///
    /// # Errors
    /// A token that is neither, such as an ID token, which tells a client who has signed in and lets nobody call.
    pub fn from_claims(claims: Map<String, Value>) -> Result<Self, InvalidToken> {
        let text = |name: &str| claims.get(name).and_then(Value::as_str);
        let is_user = claims.contains_key("scp") || claims.get("idtyp").is_some_and(|kind| kind != "app");
        if !is_user && !is_application(&claims) {
            return Err(InvalidToken::new("it is not an access token of a user or an application"));
        }
        let sign_in = match text("tid") {
            _ if !is_user => SignIn::Application,
            Some(tenant) if tenant.eq_ignore_ascii_case(PERSONAL_ACCOUNTS) => SignIn::DelegatedPersonal,
            _ => SignIn::DelegatedWork,
        };
        let permissions = if is_user {
            text("scp").unwrap_or_default().split_ascii_whitespace().map(str::to_owned).collect()
        } else {
            let roles = claims.get("roles").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
            roles.iter().filter_map(Value::as_str).map(str::to_owned).collect()
        };
        Ok(Self { sign_in, permissions, claims })
    }

    /// Whether a permission is granted.
    #[must_use]
    pub fn has(&self, permission: &str) -> bool {
        self.permissions.iter().any(|granted| granted == permission)
    }
}

/// Whether a token without `scp` was issued for an application as itself.
fn is_application(claims: &Map<String, Value>) -> bool {
    let text = |name: &str| claims.get(name).and_then(Value::as_str);
    let names_client = text("appid").or_else(|| text("azp")).is_some();
    text("idtyp") == Some("app") || (names_client && text("oid").is_some_and(|object| text("sub") == Some(object)))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Caller, SignIn};

    fn read(claims: Value) -> Option<Caller> {
        let Value::Object(claims) = claims else { panic!("no claims") };
        Caller::from_claims(claims).ok()
    }

    fn caller(claims: Value) -> (SignIn, Vec<String>) {
        let caller = read(claims).unwrap();
        (caller.sign_in, caller.permissions)
    }

    fn granted(sign_in: SignIn, permissions: &[&str]) -> (SignIn, Vec<String>) {
        (sign_in, permissions.iter().map(|name| (*name).to_owned()).collect())
    }

    #[test]
    fn scopes_are_of_users_and_roles_of_applications() {
        let work = "72f988bf-86f1-41af-91ab-2d7cd011db47";
        let personal = "9188040D-6c67-4c5b-b112-36a304b66dad";
        assert_eq!(
            caller(json!({"scp": "Group.Read.All  User.Read", "tid": work})),
            granted(SignIn::DelegatedWork, &["Group.Read.All", "User.Read"])
        );
        assert_eq!(
            caller(json!({"scp": "User.Read", "tid": personal})),
            granted(SignIn::DelegatedPersonal, &["User.Read"])
        );
        assert_eq!(
            caller(json!({"roles": ["Group.Read.All", 5], "tid": work, "idtyp": "app"})),
            granted(SignIn::Application, &["Group.Read.All"])
        );
        for client in ["appid", "azp"] {
            let claims = json!({client: "c", "oid": "o", "sub": "o", "tid": personal, "roles": ["A"]});
            assert_eq!(caller(claims), granted(SignIn::Application, &["A"]));
        }
    }

    #[test]
    fn a_token_that_is_no_access_token_lets_nobody_call() {
        let roles = json!(["Group.ReadWrite.All"]);
        for claims in [
            json!({}),
            json!({"aud": "c", "oid": "o", "sub": "s", "nonce": "n", "roles": roles}),
            json!({"aud": "c", "oid": "o", "sub": "o", "roles": roles}),
            json!({"azp": "c", "oid": "o", "sub": "s", "roles": roles}),
            json!({"appid": "c", "sub": "s", "roles": roles}),
            json!({"appid": "c", "roles": roles}),
            json!({"appid": 1, "oid": "o", "sub": "o", "roles": roles}),
            json!({"SCP": "x"}),
        ] {
            assert_eq!(read(claims.clone()), None, "{claims}");
        }
    }

    #[test]
    fn roles_of_a_user_are_no_permissions() {
        let roles = json!(["Group.ReadWrite.All"]);
        for claims in
            [json!({"scp": "User.Read", "roles": roles}), json!({"scp": "User.Read", "roles": roles, "idtyp": "app"})]
        {
            assert_eq!(caller(claims), granted(SignIn::DelegatedWork, &["User.Read"]));
        }
        for claims in [
            json!({"roles": roles, "idtyp": "user"}),
            json!({"roles": roles, "idtyp": 1}),
            json!({"roles": roles, "scp": ["Group.Read.All"]}),
            json!({"roles": roles, "scp": ""}),
        ] {
            assert_eq!(caller(claims), granted(SignIn::DelegatedWork, &[]));
        }
        for claims in [json!({"idtyp": "app"}), json!({"idtyp": "app", "roles": "Group.ReadWrite.All"})] {
            assert_eq!(caller(claims), granted(SignIn::Application, &[]));
        }
    }
}
