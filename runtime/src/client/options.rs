use super::call::Call;

/// OData query options. Which of them an operation takes is a matter of its page; the service refuses the others.
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
        self.query("$filter", expression)
    }

    /// Asks for items in an order (`$orderby`): `lastDeliveredDateTime desc`.
    pub fn order_by<'n>(self, properties: impl IntoIterator<Item = &'n str>) -> Self {
        self.list_option("$orderby", properties)
    }

    /// Asks for at most so many items on a page (`$top`).
    pub fn top(self, items: u32) -> Self {
        self.query("$top", &items.to_string())
    }

    /// Leaves so many items out at the beginning (`$skip`).
    pub fn skip(self, items: u32) -> Self {
        self.query("$skip", &items.to_string())
    }

    /// Asks for items that fit a search (`$search`), as the service defines it: `"subject:road map"`, with its quotes.
    pub fn search(self, expression: &str) -> Self {
        self.query("$search", expression)
    }

    /// Asks how many items there are on all pages (`$count=true`); the answer is in [`Collection::count`](crate::Collection::count).
    pub fn count(self) -> Self {
        self.query("$count", "true")
    }

    fn list_option<'n>(self, name: &str, values: impl IntoIterator<Item = &'n str>) -> Self {
        let values: Vec<&str> = values.into_iter().collect();
        self.query(name, &values.join(","))
    }
}
