//! The command line.

/// Where to listen, and whom to believe.
#[derive(Debug, PartialEq, Eq)]
pub struct Options {
    /// An address and a port; port 0 is any that is free.
    pub address: String,
    /// The URL that callers use, where a proxy stands in front of the service.
    pub base_url: Option<String>,
    /// Which tokens are accepted. Without this nobody needs one.
    pub tokens: Option<Tokens>,
}

/// Whose tokens are accepted.
#[derive(Debug, PartialEq, Eq)]
pub struct Tokens {
    /// A file with the keys of the issuer, as a JSON Web Key Set.
    pub key_set: String,
    pub issuer: String,
    pub audience: String,
}

impl Options {
    /// Reads the arguments of the command line.
    pub fn from_arguments(arguments: impl IntoIterator<Item = String>) -> Result<Self, String> {
        let mut address = "127.0.0.1:8080".to_owned();
        let mut base_url = None;
        let (mut key_set, mut issuer, mut audience) = (None, None, None);
        let mut arguments = arguments.into_iter();
        while let Some(name) = arguments.next() {
            let value = arguments.next().ok_or_else(|| format!("`{name}` needs a value"))?;
            match name.as_str() {
                "--address" => address = value,
                "--base-url" => base_url = Some(value),
                "--jwks" => key_set = Some(value),
                "--issuer" => issuer = Some(value),
                "--audience" => audience = Some(value),
                _ => return Err(format!("there is no `{name}`: only --address, --base-url, --jwks, --issuer, --audience")),
            }
        }
        let tokens = match (key_set, issuer, audience) {
            (None, None, None) => None,
            (Some(key_set), Some(issuer), Some(audience)) => Some(Tokens { key_set, issuer, audience }),
            _ => return Err("--jwks, --issuer and --audience belong together".to_owned()),
        };
        Ok(Self { address, base_url, tokens })
    }
}
