use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
use http::{HeaderMap, header};

/// The claims that a service asks for in `WWW-Authenticate: Bearer ..., claims="..."`, as JSON. They come in base64 of
/// either alphabet, as the OpenID parameter `claims` has them.
pub(super) fn claims(headers: &HeaderMap) -> Option<String> {
    headers.get_all(header::WWW_AUTHENTICATE).iter().find_map(|value| {
        let challenge = value.to_str().ok()?;
        let (before, rest) = challenge.split_once("claims=\"")?;
        if !before.ends_with([' ', ',']) {
            return None;
        }
        let (encoded, _) = rest.split_once('"')?;
        let engines = [&STANDARD, &STANDARD_NO_PAD, &URL_SAFE, &URL_SAFE_NO_PAD];
        let json = engines.iter().find_map(|engine| engine.decode(encoded).ok())?;
        String::from_utf8(json).ok()
    })
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, header};

    use super::claims;

    fn of(challenge: &str) -> Option<String> {
        claims(&HeaderMap::from_iter([(header::WWW_AUTHENTICATE, challenge.parse().unwrap())]))
    }

    #[test]
    fn claims_are_read_from_a_challenge() {
        let json = Some(r#"{"access_token":{"nbf":{"essential":true,"value":"1"}}}"#.to_owned());
        let padded = "eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZSwidmFsdWUiOiIxIn19fQ==";
        assert_eq!(of(&format!("Bearer realm=\"\", error=\"insufficient_claims\", claims=\"{padded}\"")), json);
        assert_eq!(of(&format!("Bearer claims=\"{}\", realm=\"\"", padded.trim_end_matches('='))), json);
    }

    #[test]
    fn other_challenges_have_none() {
        for challenge in
            ["Bearer", "Bearer claims=\"", "Bearer claims=\"%%\"", "Bearer noclaims=\"e30=\"", "claims=\"e30=\""]
        {
            assert_eq!(of(challenge), None, "{challenge}");
        }
        assert_eq!(claims(&HeaderMap::new()), None);
    }
}
