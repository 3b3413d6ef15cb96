use percent_encoding::utf8_percent_encode;

use super::call::Call;
use super::connection::Client;
use super::encoding::{FILE_PATH, PATH};
use crate::operation::Operation;

/// A place in the tree of paths, from which calls are made. Generated path builders wrap it.
///
/// A value that cannot stand in a path does not fail here but when a call is sent, so that builders chain.
#[derive(Clone, Debug)]
pub struct Node {
    client: Client,
    path: String,
    /// Why no call can be made from here.
    problem: Option<String>,
}

impl Node {
    /// The base URL of a client.
    #[must_use]
    pub fn root(client: Client) -> Self {
        Self { client, path: String::new(), problem: None }
    }

    /// What calls go out through.
    #[must_use]
    pub const fn client(&self) -> &Client {
        &self.client
    }

    /// The path that goes on with text of the path template, slashes included.
    #[must_use]
    pub fn literal(&self, text: &str) -> Self {
        let mut next = self.longer_by(text.len());
        next.path.push_str(text);
        next
    }

    /// The path that goes on with a slash and the value of a placeholder: from a collection to an item. See [`Node::argument`].
    #[must_use]
    pub fn item(&self, name: &'static str, value: &str) -> Self {
        self.with_argument("/", name, value)
    }

    /// The path that goes on with the value of a placeholder.
    ///
    /// Every character but letters, digits and `-._~` is encoded. An empty value, `.` and `..` would name another
    /// path, even when they are encoded, so a call with them is not sent.
    ///
    /// Directly behind a segment that ends in a colon, as in `root:/{item_path}:/content`, the value is the path of a file:
    /// slashes in it stay, and what holds for a value holds for each segment between them.
    #[must_use]
    pub fn argument(&self, name: &'static str, value: &str) -> Self {
        self.with_argument("", name, value)
    }

    fn with_argument(&self, before: &str, name: &'static str, value: &str) -> Self {
        let mut next = self.longer_by(before.len() + value.len());
        next.path.push_str(before);
        // A colon that stands in the path as it is comes from the template.
        let is_file_path = next.path.ends_with(":/");
        let would_lead_elsewhere = |segment: &str| matches!(segment, "" | "." | "..");
        let is_refused =
            if is_file_path { value.split('/').any(would_lead_elsewhere) } else { would_lead_elsewhere(value) };
        if is_refused && next.problem.is_none() {
            next.problem = Some(format!("`{value}` cannot be the value of `{name}` in a path"));
        }
        next.path.extend(utf8_percent_encode(value, if is_file_path { FILE_PATH } else { PATH }));
        next
    }

    /// The path that goes on with the value of a placeholder between quotes, such as `x` in `range(address='{x}')`.
    /// The quotes are part of the literals around it; quotes in the value are doubled, as OData wants. Any value can
    /// stand there, so its name only tells the reader which placeholder it is.
    #[must_use]
    pub fn quoted(&self, _name: &'static str, value: &str) -> Self {
        let mut next = self.clone();
        next.path.extend(utf8_percent_encode(&value.replace('\'', "''"), PATH));
        next
    }

    /// The same place, with room for so many bytes more.
    fn longer_by(&self, bytes: usize) -> Self {
        let mut path = String::with_capacity(self.path.len() + bytes);
        path.push_str(&self.path);
        Self { client: self.client.clone(), path, problem: self.problem.clone() }
    }

    /// A call of an operation on this path.
    pub fn call<R>(&self, operation: &'static Operation) -> Call<R> {
        Call::new(self.client.clone(), operation, &self.path, self.problem.clone())
    }
}
