//! What has to be percent-encoded where.

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC};

/// All but the unreserved characters of RFC 3986. A value in a path is always one value: it cannot end its segment,
/// start a query, or say something else once it is decoded.
pub(super) const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The path of a file, which keeps its folders.
pub(super) const FILE_PATH: &AsciiSet = &PATH.remove(b'/');

/// A name or value in a query. What OData expressions are made of stays readable: `$filter=startswith(topic,'a')`.
pub(super) const QUERY: &AsciiSet = &PATH
    .remove(b'$')
    .remove(b',')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'/')
    .remove(b':')
    .remove(b'@')
    .remove(b'*');

/// What cannot stand in a URL at all. Everything else in a link of the service is left as it came.
pub(super) const LINK: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'\\').add(b'^').add(b'`').add(b'{').add(b'|').add(b'}');
