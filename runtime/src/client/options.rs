use percent_encoding::percent_decode_str;

use super::call::Call;

/// OData query options. Which of them an operation takes is a matter of its page; the service refuses the others.
///
/// A request has each option once, so what is said last holds, also of an option that [`query`](Self::query) added or a link came with:
/// `.select(["id"]).select(["topic"])` asks for `topic`.
impl<R> Call<R> {
    /// Asks for these properties only (`$select`). The others are absent from the answer.
    pub fn select<'n>(self, properties: impl IntoIterator<Item = &'n str>) -> Self {
        self.list_option("$select", properties)
    }

    /// Asks for related resources within the answer (`$expand`): `manager`, or `members($select=id,displayName)`.
    pub fn expand<'n>(self, relationships: impl IntoIterator<Item = &'n str>) -> Self {
        self.list_option("$expand", relationships)
    }

    /// Asks for the items that fit an expression (`$filter`): `startswith(topic,'Road')`. A quote within a text is doubled.
    pub fn filter(self, expression: &str) -> Self {
        self.option("$filter", expression)
    }

    /// Asks for items in an order (`$orderby`): `lastDeliveredDateTime desc`.
    pub fn order_by<'n>(self, properties: impl IntoIterator<Item = &'n str>) -> Self {
        self.list_option("$orderby", properties)
    }

    /// Asks for at most so many items on a page (`$top`).
    pub fn top(self, items: u32) -> Self {
        self.option("$top", &items.to_string())
    }

    /// Leaves so many items out at the beginning (`$skip`).
    pub fn skip(self, items: u32) -> Self {
        self.option("$skip", &items.to_string())
    }

    /// Asks for items that fit a search (`$search`), as the service defines it: `"subject:road map"`, with its quotes.
    pub fn search(self, expression: &str) -> Self {
        self.option("$search", expression)
    }

    /// Asks how many items there are on all pages (`$count=true`); the answer is in [`Collection::count`](crate::Collection::count).
    pub fn count(self) -> Self {
        self.option("$count", "true")
    }

    fn list_option<'n>(self, name: &str, values: impl IntoIterator<Item = &'n str>) -> Self {
        let values: Vec<&str> = values.into_iter().collect();
        self.option(name, &values.join(","))
    }

    fn option(mut self, name: &str, value: &str) -> Self {
        remove(&mut self.draft.url, name);
        self.query(name, value)
    }
}

/// Takes a parameter out of the query of a URL, however it is encoded there. What else there is stays as it is.
fn remove(url: &mut String, name: &str) {
    let Some((path, query)) = url.split_once('?') else { return };
    let is_other = |pair: &&str| {
        let other = pair.split('=').next().unwrap_or_default();
        !percent_decode_str(other).eq(name.bytes())
    };
    let others: Vec<&str> = query.split('&').filter(is_other).collect();
    if others.len() < query.split('&').count() {
        let mark = if others.is_empty() { "" } else { "?" };
        *url = format!("{path}{mark}{}", others.join("&"));
    }
}
