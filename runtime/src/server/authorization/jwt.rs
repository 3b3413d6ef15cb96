use std::collections::HashSet;
use std::time::Duration;

use jsonwebtoken::jwk::{AlgorithmParameters, EllipticCurve, Jwk};
use jsonwebtoken::{Validation, crypto, decode, decode_header};
use serde_json::{Map, Value};

use super::caller::Caller;
use super::keys::Keys;
use super::{Deciding, InvalidToken, VerifyToken};

/// What stands for the tenant in the issuer of tokens that many tenants issue.
const TENANT: &str = "{tenantid}";

/// Verifies access tokens that are JSON Web Tokens: signature, issuer, audience, and that now is between `nbf` and
/// `exp`. A token lacks none of `iss`, `aud` and `exp`.
///
/// Tokens without a signature, and those that are signed with a secret, are never valid: [`Algorithm`] has no such
/// algorithms.
#[derive(Debug)]
pub struct JwtVerifier {
    keys: Keys,
    issuers: Vec<String>,
    audiences: HashSet<String>,
    algorithms: Vec<Algorithm>,
    leeway: Duration,
    read: fn(Map<String, Value>) -> Result<Caller, InvalidToken>,
}

/// An algorithm of signatures, by its name in RFC 7518 and RFC 8037.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it all")]
pub enum Algorithm {
    Rs256,
    Rs384,
    Rs512,
    Ps256,
    Ps384,
    Ps512,
    Es256,
    Es384,
    EdDsa,
}

impl JwtVerifier {
    /// Accepts tokens that one of these issuers has signed with one of these keys, by RS256, for one of these
    /// audiences.
    ///
    /// `{tenantid}` in an issuer stands for the claim `tid`: for services that accept all tenants.
    pub fn new<'t>(
        keys: Keys,
        issuers: impl IntoIterator<Item = &'t str>,
        audiences: impl IntoIterator<Item = &'t str>,
    ) -> Self {
        // The features of the crate may be those of two providers, by the choice of another dependency.
        let _ = crypto::aws_lc::DEFAULT_PROVIDER.install_default();
        Self {
            keys,
            issuers: issuers.into_iter().map(str::to_owned).collect(),
            audiences: audiences.into_iter().map(str::to_owned).collect(),
            algorithms: vec![Algorithm::Rs256],
            leeway: Duration::from_secs(60),
            read: Caller::from_claims,
        }
    }

    /// Sets the algorithms that tokens may be signed by.
    #[must_use]
    pub fn algorithms(mut self, algorithms: impl IntoIterator<Item = Algorithm>) -> Self {
        self.algorithms = algorithms.into_iter().collect();
        self
    }

    /// Sets by how much clocks may differ: a minute unless this is called.
    #[must_use]
    pub fn leeway(mut self, leeway: Duration) -> Self {
        self.leeway = leeway;
        self
    }

    /// Sets how the claims of a valid token are read, for issuers that write other ones: by [`Caller::from_claims`] unless this is
    /// called. Where the issuer signs ID tokens as well, the function has to refuse them.
    #[must_use]
    pub fn read_claims(mut self, read: fn(Map<String, Value>) -> Result<Caller, InvalidToken>) -> Self {
        self.read = read;
        self
    }

    async fn claims(&self, token: &str) -> Result<Map<String, Value>, InvalidToken> {
        let header = decode_header(token).map_err(|_| InvalidToken::new("it is not a JSON Web Token"))?;
        let algorithm = self.algorithms.iter().copied().find(|algorithm| algorithm.native() == header.alg);
        let algorithm =
            algorithm.ok_or_else(|| InvalidToken::new("it is not signed by an algorithm that is accepted"))?;
        if header.crit.is_some() {
            return Err(InvalidToken::new("it has critical headers"));
        }
        let key = self.keys.find(header.kid.as_deref(), algorithm).await?;
        let claims = decode::<Map<String, Value>>(token, &key, &self.validation(algorithm));
        let claims = claims.map_err(|error| InvalidToken::new(error.to_string()))?.claims;
        if self.is_issuer(&claims) { Ok(claims) } else { Err(InvalidToken::new("another issuer has signed it")) }
    }

    fn validation(&self, algorithm: Algorithm) -> Validation {
        let mut validation = Validation::new(algorithm.native());
        validation.leeway = self.leeway.as_secs();
        validation.validate_nbf = true;
        validation.required_spec_claims = ["exp", "iss", "aud"].map(str::to_owned).into();
        validation.aud = Some(self.audiences.clone());
        validation
    }

    fn is_issuer(&self, claims: &Map<String, Value>) -> bool {
        let text = |name: &str| claims.get(name).and_then(Value::as_str);
        let Some(issuer) = text("iss") else { return false };
        // A tenant is a GUID. Anything else could complete the name of an issuer to that of another.
        let tenant = text("tid").filter(|tenant| uuid::Uuid::try_parse(tenant).is_ok());
        self.issuers.iter().any(|accepted| match tenant {
            Some(tenant) => accepted.replace(TENANT, tenant) == issuer,
            None => accepted == issuer && !accepted.contains(TENANT),
        })
    }
}

impl VerifyToken for JwtVerifier {
    fn verify<'a>(&'a self, token: &'a str) -> Deciding<'a, Result<Caller, InvalidToken>> {
        Box::pin(async move { (self.read)(self.claims(token).await?) })
    }
}

impl Algorithm {
    const ALL: [Self; 9] = [
        Self::Rs256,
        Self::Rs384,
        Self::Rs512,
        Self::Ps256,
        Self::Ps384,
        Self::Ps512,
        Self::Es256,
        Self::Es384,
        Self::EdDsa,
    ];

    const fn native(self) -> jsonwebtoken::Algorithm {
        match self {
            Self::Rs256 => jsonwebtoken::Algorithm::RS256,
            Self::Rs384 => jsonwebtoken::Algorithm::RS384,
            Self::Rs512 => jsonwebtoken::Algorithm::RS512,
            Self::Ps256 => jsonwebtoken::Algorithm::PS256,
            Self::Ps384 => jsonwebtoken::Algorithm::PS384,
            Self::Ps512 => jsonwebtoken::Algorithm::PS512,
            Self::Es256 => jsonwebtoken::Algorithm::ES256,
            Self::Es384 => jsonwebtoken::Algorithm::ES384,
            Self::EdDsa => jsonwebtoken::Algorithm::EdDSA,
        }
    }

    /// Whether a key is for this algorithm: of its kind, and not reserved for another.
    pub(super) fn fits(self, jwk: &Jwk) -> bool {
        let curve = |curve: &EllipticCurve| match self {
            Self::Es256 => *curve == EllipticCurve::P256,
            Self::Es384 => *curve == EllipticCurve::P384,
            _ => *curve == EllipticCurve::Ed25519 && self == Self::EdDsa,
        };
        let is_rsa = !matches!(self, Self::Es256 | Self::Es384 | Self::EdDsa);
        let is_of_kind = match &jwk.algorithm {
            AlgorithmParameters::RSA(_) => is_rsa,
            AlgorithmParameters::EllipticCurve(key) => curve(&key.curve),
            AlgorithmParameters::OctetKeyPair(key) => curve(&key.curve),
            // Secrets above all.
            _ => false,
        };
        let is_reserved_for = |name: String| name.parse() == Ok(self.native());
        is_of_kind && jwk.common.key_algorithm.is_none_or(|reserved| is_reserved_for(reserved.to_string()))
    }

    pub(super) fn any_fits(jwk: &Jwk) -> bool {
        Self::ALL.iter().any(|algorithm| algorithm.fits(jwk))
    }
}
