use std::fmt;
use std::iter::FusedIterator;
use std::vec;

use serde_json::Value;

use super::datum::Datum;
use super::decode::put_in;
use super::field::Field;

/// The elements of a list, one after the other: each a value of the documented type, or else the JSON that stands in its place.
///
/// A list with an odd element is [`Field::Unexpected`] as a whole, so that nobody takes it for a shorter one. This is the way to its good
/// elements.
///
/// ```
/// # use stubdown_runtime::{Field, Value, codec::from_slice, json};
/// # fn main() -> Result<(), stubdown_runtime::serde_json::Error> {
/// let page: stubdown_runtime::Collection<String> = from_slice(br#"{"value": ["a", 5, "b"]}"#)?;
/// let elements: Vec<Result<String, Value>> = page.value.into_elements().into_iter().flatten().collect();
/// assert_eq!(elements, [Ok("a".to_owned()), Err(json!(5)), Ok("b".to_owned())]);
/// # Ok(())
/// # }
/// ```
#[must_use = "iterators do nothing unless they are advanced"]
pub struct Elements<T>(Source<T>);

enum Source<T> {
    /// All of them are of the documented type.
    Values(vec::IntoIter<T>),
    /// At least one is not. Each is decoded when it is asked for.
    Json(vec::IntoIter<Value>),
}

impl<T> Default for Elements<T> {
    fn default() -> Self {
        Self(Source::Values(Vec::new().into_iter()))
    }
}

impl<T: Datum> Field<Vec<T>> {
    /// The elements of a list, of which some may not be of the documented type. None where there is no list.
    #[must_use]
    pub fn into_elements(self) -> Option<Elements<T>> {
        match self {
            Self::Value(values) => Some(Elements(Source::Values(values.into_iter()))),
            Self::Unexpected(json) => match *json {
                Value::Array(elements) => Some(Elements(Source::Json(elements.into_iter()))),
                _ => None,
            },
            Self::Absent | Self::Null => None,
        }
    }
}

impl<T: Datum> Iterator for Elements<T> {
    type Item = Result<T, Value>;

    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.0 {
            Source::Values(values) => values.next().map(Ok),
            Source::Json(elements) => elements.next().map(one),
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        match &self.0 {
            Source::Values(values) => values.size_hint(),
            Source::Json(elements) => elements.size_hint(),
        }
    }
}

impl<T: Datum> ExactSizeIterator for Elements<T> {}

impl<T: Datum> FusedIterator for Elements<T> {}

/// The value that an element is decoded to.
fn one<T: Datum>(json: Value) -> Result<T, Value> {
    let mut field = Field::Absent;
    put_in(&mut field, json);
    match field {
        Field::Value(value) => Ok(value),
        Field::Unexpected(json) => Err(*json),
        Field::Absent | Field::Null => Err(Value::Null),
    }
}

impl<T> fmt::Debug for Elements<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let left = match &self.0 {
            Source::Values(values) => values.len(),
            Source::Json(elements) => elements.len(),
        };
        formatter.debug_struct("Elements").field("left", &left).finish()
    }
}
