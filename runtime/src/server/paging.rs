use std::fmt::Write;

use http::Uri;
use percent_encoding::percent_decode_str;

use super::request::Request;
use crate::collection::Collection;

/// How many items a list answers at once, and where its further pages are.
///
/// ```
/// use stubdown_runtime::server::Paging;
///
/// let paging = Paging::new("https://api.contoso.com/v1.0").size(20).max_size(200);
/// assert_eq!((paging.size, paging.max_size), (20, 200));
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Paging<'a> {
    /// The base URL of the service, as its callers write it, for the link to the next page. It is not taken from the
    /// request: a caller could send another service's name.
    pub base_url: &'a str,
    /// How many items a page has where `$top` does not say. By default 100.
    pub size: usize,
    /// How many items a page has at most, whatever `$top` says. By default 1,000.
    pub max_size: usize,
}

impl<'a> Paging<'a> {
    /// Pages of a service with this base URL.
    #[must_use]
    pub const fn new(base_url: &'a str) -> Self {
        Self { base_url, size: 100, max_size: 1000 }
    }

    /// Sets how many items a page has where `$top` does not say.
    #[must_use]
    pub const fn size(mut self, size: usize) -> Self {
        self.size = size;
        self
    }

    /// Sets how many items a page has at most, whatever `$top` says.
    #[must_use]
    pub const fn max_size(mut self, max_size: usize) -> Self {
        self.max_size = max_size;
        self
    }
}

impl<P, B> Request<P, B> {
    /// The page that `$skip` and `$top` ask for, with a link to the next one if there is more, and with the number of
    /// all items if `$count` asks for it.
    pub fn page<T>(&self, mut items: Vec<T>, paging: Paging<'_>) -> Collection<T> {
        let all = items.len();
        let clamp = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
        let skip = self.options.skip.map_or(0, clamp).min(all);
        let size = self.options.top.map_or(paging.size, clamp).min(paging.max_size.max(1));
        let end = skip.saturating_add(size).min(all);
        items.truncate(end);
        items.drain(..skip);
        let mut page = Collection::from(items);
        if end < all && end > skip {
            page.next_link = link(&self.uri, paging.base_url, end).into();
        }
        if self.options.count {
            page.count = i64::try_from(all).unwrap_or(i64::MAX).into();
        }
        page
    }
}

/// The same request, with another `$skip`.
fn link(uri: &Uri, base_url: &str, skip: usize) -> String {
    let mut link = format!("{}{}?", base_url.trim_end_matches('/'), uri.path());
    for pair in uri.query().unwrap_or_default().split('&').filter(|pair| !pair.is_empty()) {
        let name = pair.split('=').next().unwrap_or_default();
        if !percent_decode_str(name).decode_utf8_lossy().eq_ignore_ascii_case("$skip") {
            link.push_str(pair);
            link.push('&');
        }
    }
    // Writing to a text does not fail.
    let _ = write!(link, "$skip={skip}");
    link
}

#[cfg(test)]
mod tests {
    use super::link;

    #[test]
    fn the_rest_of_the_query_stays_as_it_was() {
        let uri = "/groups/a%2Fb/threads?%24skip=5&$top=2&x&$SKIP=7&$filter=a%20eq%20'%26'".parse().unwrap();
        let expected = "https://x.example/v1.0/groups/a%2Fb/threads?$top=2&x&$filter=a%20eq%20'%26'&$skip=10";
        assert_eq!(link(&uri, "https://x.example/v1.0/", 10), expected);
    }
}
