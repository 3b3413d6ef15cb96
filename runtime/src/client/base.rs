use http::Uri;
use http::uri::{Authority, Parts, PathAndQuery, Scheme};

use crate::error::Error;

/// Where a service is: what paths are appended to, and the only place that tokens are sent to.
#[derive(Clone)]
pub(super) struct Base {
    /// Without a slash at the end.
    pub(super) url: String,
    scheme: Scheme,
    authority: Authority,
}

impl Base {
    pub(super) fn parse(url: &str) -> Result<Self, Error> {
        let invalid = |what: &str| Error::invalid(format!("the base URL `{url}` {what}"));
        let uri: Uri = url.parse().map_err(|_| invalid("is not a URL"))?;
        let parts = uri.into_parts();
        let scheme = parts.scheme.filter(|scheme| *scheme == Scheme::HTTPS || *scheme == Scheme::HTTP);
        let scheme = scheme.ok_or_else(|| invalid("does not begin with https:// or http://"))?;
        let authority = parts.authority.ok_or_else(|| invalid("names no host"))?;
        if authority.as_str().contains('@') {
            return Err(invalid("names a user"));
        }
        let path = parts.path_and_query.unwrap_or_else(|| PathAndQuery::from_static("/"));
        if path.query().is_some() {
            return Err(invalid("has a query"));
        }
        let url = format!("{scheme}://{authority}{}", path.path().trim_end_matches('/'));
        Ok(Self { url, scheme, authority })
    }

    /// A URL as one that can be called. The part of it that is the base URL was read before.
    pub(super) fn uri(&self, url: &str) -> Result<Uri, http::Error> {
        let origin = self.scheme.as_str().len() + "://".len() + self.authority.as_str().len();
        let path = self.below(url).and_then(|_| url.get(origin..));
        let Some(path) = path else { return Ok(Uri::try_from(url)?) };
        let mut parts = Parts::default();
        parts.scheme = Some(self.scheme.clone());
        parts.authority = Some(self.authority.clone());
        parts.path_and_query = Some(PathAndQuery::try_from(path)?);
        Ok(Uri::from_parts(parts)?)
    }

    /// Whether a URL has the scheme, host and port of the base URL.
    pub(super) fn is_origin_of(&self, uri: &Uri) -> bool {
        uri.scheme() == Some(&self.scheme)
            && uri.authority().is_some_and(|authority| {
                if authority.as_str() == self.authority.as_str() {
                    return true;
                }
                !authority.as_str().contains('@')
                    && authority.host().eq_ignore_ascii_case(self.authority.host())
                    && self.port_of(authority) == self.port_of(&self.authority)
            })
    }

    /// Whether a URL may be called without a token: not without TLS when the base URL is with it.
    pub(super) fn is_as_safe(&self, uri: &Uri) -> bool {
        let scheme = uri.scheme();
        let safe = scheme == Some(&Scheme::HTTPS) || (scheme == Some(&Scheme::HTTP) && self.scheme == Scheme::HTTP);
        safe && uri.authority().is_some_and(|authority| !authority.as_str().contains('@'))
    }

    pub(super) fn host(&self) -> &str {
        self.authority.host()
    }

    pub(super) fn port(&self) -> u16 {
        self.port_of(&self.authority)
    }

    /// The part of a URL that follows the base URL.
    pub(super) fn below<'u>(&self, url: &'u str) -> Option<&'u str> {
        url.strip_prefix(self.url.as_str()).filter(|rest| rest.starts_with('/'))
    }

    /// The URL of a path that a service gave: below the base URL, unless it has the path of the base URL already.
    pub(super) fn resolve(&self, path: &str) -> String {
        let at_origin = self.at_origin(path);
        if self.below(&at_origin).is_some() { at_origin } else { format!("{}{path}", self.url) }
    }

    /// The URL of a path at the origin of the base URL.
    fn at_origin(&self, path: &str) -> String {
        format!("{}://{}{path}", self.scheme, self.authority)
    }

    fn port_of(&self, authority: &Authority) -> u16 {
        let default_port = if self.scheme == Scheme::HTTPS { 443 } else { 80 };
        authority.port_u16().unwrap_or(default_port)
    }
}

#[cfg(test)]
mod tests {
    use http::Uri;

    use super::Base;

    #[test]
    fn uris_are_those_that_parsing_gives() {
        for base in ["https://graph.contoso.com", "https://Graph.contoso.com/v1.0/", "http://[::1]:8080/a"] {
            let base = Base::parse(base).unwrap();
            for rest in ["", "/", "//", "/me?$top=1", "/a%2Fb", "?a", "x", "/a b", "/a#b", ":1/a", "@b/c"] {
                let url = format!("{}{rest}", base.url);
                assert_eq!(base.uri(&url).ok(), url.parse::<Uri>().ok(), "{url}");
            }
        }
        let base = Base::parse("https://graph.contoso.com/v1.0").unwrap();
        for other in
            ["https://graph.contoso.com/beta", "http://graph.contoso.com/v1.0/me", "https://contoso.com", "/a", ""]
        {
            assert_eq!(base.uri(other).ok(), other.parse::<Uri>().ok(), "{other}");
        }
    }
}
