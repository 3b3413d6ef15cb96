use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::percent_decode_str;

use super::function::{Function, Invocation};
use super::handler::Endpoint;
use super::pattern::{Decoded, FilePathEnd, Part, Segment, function, key, take_file_path, take_values};
use super::request::Arguments;
use crate::operation::{Method, Operation};

/// Finds the operation of a request: a tree of path segments.
///
/// Text is preferred over a placeholder, a placeholder that stands alone comes after others, and the path of a file last. When
/// the preferred way leads to no operation the others are tried. A node has one parent, so a request meets each node at most
/// once. A child is looked up by its text, and a function by its name, so many of them cost no more than few.
#[derive(Default)]
pub(super) struct Router {
    literals: BTreeMap<String, Router>,
    /// Functions by their names, those of one name by their arguments.
    functions: BTreeMap<String, BTreeMap<Function, Router>>,
    /// Other segments that mix text and placeholders, by the name of the function that they begin with; empty without one.
    patterns: BTreeMap<String, Patterns>,
    placeholder: Option<Box<Router>>,
    file_paths: BTreeMap<FilePathEnd, Router>,
    routes: BTreeMap<Method, Route>,
}

/// Segments with placeholders. Those of more parts come first: the value in `{path}-{version}` could be all of `a-b` for `{a}-{b}-{c}`.
type Patterns = BTreeMap<(Reverse<usize>, Vec<Part>), Router>;

/// An operation that can be reached, and its handler if there is one.
pub(super) struct Route {
    pub(super) operation: &'static Operation,
    pub(super) endpoint: Option<Endpoint>,
    /// The names of the placeholders, in the order of the path.
    names: Vec<&'static str>,
}

/// What a path and a method lead to.
pub(super) enum Found<'r> {
    /// An operation.
    Route(&'r Route, Arguments),
    /// A path with operations of these methods only.
    OtherMethods(BTreeSet<Method>),
    /// No documented path.
    Nothing,
}

impl Router {
    /// Adds an operation. Of two with one method and path, the one that has a handler is kept.
    pub(super) fn insert(&mut self, operation: &'static Operation, endpoint: Option<Endpoint>) {
        let mut names = Vec::new();
        let mut node = self;
        for segment in Segment::parse_all(operation.path, &mut names) {
            node = node.child(segment);
        }
        if endpoint.is_some() || !node.routes.contains_key(&operation.method) {
            node.routes.insert(operation.method, Route { operation, endpoint, names });
        }
    }

    fn child(&mut self, segment: Segment) -> &mut Self {
        match segment {
            Segment::Literal(text) => self.literals.entry(text).or_default(),
            Segment::Placeholder => self.placeholder.get_or_insert_default(),
            Segment::FilePath(end) => self.file_paths.entry(end).or_default(),
            Segment::Function(function) => {
                self.functions.entry(function.name().to_owned()).or_default().entry(function).or_default()
            }
            Segment::Pattern(parts) => {
                let name = match parts.first() {
                    Some(Part::Literal(text)) => function(text).unwrap_or_default().to_owned(),
                    _ => String::new(),
                };
                self.patterns.entry(name).or_default().entry((Reverse(parts.len()), parts)).or_default()
            }
        }
    }

    /// Finds what the segments of a path lead to.
    pub(super) fn find(&self, method: Option<Method>, segments: &[Decoded<'_>]) -> Found<'_> {
        let mut search = Search { method, values: Vec::new(), allowed: BTreeSet::new() };
        match search.descend(self, segments) {
            Some(route) => {
                let arguments = route.names.iter().copied().zip(search.values).collect();
                Found::Route(route, Arguments::new(arguments))
            }
            None if search.allowed.is_empty() => Found::Nothing,
            None => Found::OtherMethods(search.allowed),
        }
    }

    /// The operation with this method. HEAD is GET without the body, where it is no operation of its own.
    fn route(&self, method: Method) -> Option<&Route> {
        let get = || (method == Method::Head).then(|| self.routes.get(&Method::Get)).flatten();
        self.routes.get(&method).or_else(get)
    }

    /// The methods of the operations here, and those that the router answers by itself.
    fn methods(&self) -> impl Iterator<Item = Method> {
        let head = self.routes.contains_key(&Method::Get).then_some(Method::Head);
        let options = (!self.routes.is_empty()).then_some(Method::Options);
        self.routes.keys().copied().chain(head).chain(options)
    }
}

struct Search {
    method: Option<Method>,
    /// The values of the placeholders on the way here.
    values: Vec<String>,
    /// The methods of the operations that have the path but not the method.
    allowed: BTreeSet<Method>,
}

impl Search {
    /// No deeper than the tree is, however long the path.
    fn descend<'r>(&mut self, node: &'r Router, segments: &[Decoded<'_>]) -> Option<&'r Route> {
        let Some((segment, rest)) = segments.split_first() else {
            self.allowed.extend(node.methods());
            return node.route(self.method?);
        };
        if let Some(route) = self.descend_by_text(node, segment, rest) {
            return Some(route);
        }
        let text = &segment.text;
        if let Some(child) = node.placeholder.as_deref().filter(|_| !text.is_empty())
            && let Some(route) = self.descend_with(child, rest, |values| push(values, text.clone().into_owned()))
        {
            return Some(route);
        }
        node.file_paths.iter().find_map(|(end, child)| {
            let (path, rest) = take_file_path(*end, segments)?;
            self.descend_with(child, rest, |values| push(values, path))
        })
    }

    /// Goes on in a child whose segment has text.
    fn descend_by_text<'r>(
        &mut self,
        node: &'r Router,
        segment: &Decoded<'_>,
        rest: &[Decoded<'_>],
    ) -> Option<&'r Route> {
        if node.literals.is_empty() && node.functions.is_empty() && node.patterns.is_empty() {
            return None;
        }
        let text = segment.text.as_ref();
        let folded = lower_case(text);
        if let Some(child) = node.literals.get(folded.as_ref())
            && let Some(route) = self.descend(child, rest)
        {
            return Some(route);
        }
        let name = function(&folded);
        if let Some(functions) = name.and_then(|name| node.functions.get(name)) {
            for invocation in Invocation::readings(segment) {
                let found = functions.iter().find_map(|(function, child)| {
                    self.descend_with(child, rest, |values| function.take_values(&invocation, values))
                });
                if found.is_some() {
                    return found;
                }
            }
        }
        let named = name.and_then(|name| node.patterns.get(name));
        for ((_, parts), child) in named.into_iter().chain(node.patterns.get("")).flatten() {
            if let Some(route) = self.descend_with(child, rest, |values| take_values(parts, text, values)) {
                return Some(route);
            }
        }
        let (name, value) = key(text)?;
        let child = node.literals.get(lower_case(name).as_ref())?.placeholder.as_deref()?;
        self.descend_with(child, rest, |values| push(values, value))
    }

    /// Goes on in a child whose segment has values. They are forgotten when it leads to no operation.
    fn descend_with<'r>(
        &mut self,
        child: &'r Router,
        rest: &[Decoded<'_>],
        take: impl FnOnce(&mut Vec<String>) -> bool,
    ) -> Option<&'r Route> {
        let known = self.values.len();
        let route = if take(&mut self.values) { self.descend(child, rest) } else { None };
        if route.is_none() {
            self.values.truncate(known);
        }
        route
    }
}

fn push(values: &mut Vec<String>, value: String) -> bool {
    values.push(value);
    true
}

fn lower_case(text: &str) -> Cow<'_, str> {
    if text.bytes().any(|byte| byte.is_ascii_uppercase()) { text.to_ascii_lowercase().into() } else { text.into() }
}

/// The decoded segments of a path; none when one is not UTF-8. A slash at the end means nothing.
pub(super) fn segments(path: &str) -> Option<Vec<Decoded<'_>>> {
    let path = path.strip_prefix('/').unwrap_or(path);
    let path = path.strip_suffix('/').unwrap_or(path);
    if path.is_empty() {
        return Some(Vec::new());
    }
    let decode = |segment| {
        let text = percent_decode_str(segment).decode_utf8().ok()?;
        Some(Decoded { encoded: segment, text, ends_in_colon: segment.ends_with(':') })
    };
    path.split('/').map(decode).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Found, Router, segments};
    use crate::operation::{Method, Operation};

    fn operation(method: Method, path: &str) -> &'static Operation {
        let (id, path) = (path.to_owned().leak(), path.to_owned().leak());
        Box::leak(Box::new(Operation { id, method, path, success: &[200], ..Operation::DEFAULT }))
    }

    /// The template that a path leads to, and the values on the way.
    fn found(router: &Router, method: Method, path: &str) -> Option<(&'static str, Vec<String>)> {
        match router.find(Some(method), &segments(path)?) {
            Found::Route(route, mut arguments) => {
                let values = route.names.iter().filter_map(|name| arguments.take(name).ok()).collect();
                Some((route.operation.path, values))
            }
            Found::OtherMethods(_) | Found::Nothing => None,
        }
    }

    fn router(paths: &[&str]) -> Router {
        let mut router = Router::default();
        for path in paths {
            router.insert(operation(Method::Get, path), None);
        }
        router
    }

    fn reached(path: &'static str, values: &[&str]) -> Option<(&'static str, Vec<String>)> {
        Some((path, values.iter().map(|value| (*value).to_owned()).collect()))
    }

    #[test]
    fn a_key_may_stand_in_parentheses() {
        let router = router(&[
            "/users",
            "/users/{user_id}",
            "/users/{user_id}/messages/{message_id}",
            "/users/find(name='{name}')",
        ]);
        let get = |path| found(&router, Method::Get, path);
        assert_eq!(get("/users('a%2Fb')"), reached("/users/{user_id}", &["a/b"]));
        assert_eq!(get("/Users('it''s')"), reached("/users/{user_id}", &["it's"]));
        assert_eq!(get("/users(7)"), reached("/users/{user_id}", &["7"]));
        let message = "/users/{user_id}/messages/{message_id}";
        assert_eq!(get("/users('a')/messages('b')"), reached(message, &["a", "b"]));
        assert_eq!(get("/users/a/messages('b')"), reached(message, &["a", "b"]));
        assert_eq!(get("/users/find(name='x')"), reached("/users/find(name='{name}')", &["x"]));
        // What is not a key in parentheses is text.
        assert_eq!(get("/users/('a')"), reached("/users/{user_id}", &["('a')"]));
        for path in ["/users()", "/users('a'b')", "/users('a)", "/users(a='b')", "/others('a')", "/users('a')('b')"] {
            assert_eq!(get(path), None, "{path}");
        }
    }

    #[test]
    fn of_functions_with_one_name_that_with_all_arguments_is_found() {
        let (line, plane) = ("/image(width={width})", "/image(width={width},height={height})");
        let space = "/image(width={width},height={height},depth={depth})";
        let router = router(&[line, plane, space, "/{name}"]);
        let get = |path| found(&router, Method::Get, path);
        assert_eq!(get("/image(width=6)"), reached(line, &["6"]));
        assert_eq!(get("/image(width=6,height=4)"), reached(plane, &["4", "6"]));
        assert_eq!(get("/image(height=4,width=6)"), reached(plane, &["4", "6"]));
        assert_eq!(get("/image(width=6,depth=2,height=4)"), reached(space, &["2", "4", "6"]));
        assert_eq!(get("/image(width=6,depth=2)"), reached("/{name}", &["image(width=6,depth=2)"]));
    }

    #[test]
    fn the_arguments_of_functions_have_no_order() {
        let search = "/books/search(text='{text}',maximum={maximum})";
        let mut router = router(&[search, "/books/{book_id}"]);
        // Another page writes them in another order.
        let post = "/books/search(maximum={maximum},text='{text}')";
        router.insert(operation(Method::Post, post), None);
        for path in [
            "/books/search(text='emma',maximum=3)",
            "/books/search(maximum=3,text='emma')",
            "/books/search%28maximum%3D3%2Ctext%3D%27emma%27%29",
        ] {
            assert_eq!(found(&router, Method::Get, path), reached(search, &["3", "emma"]), "{path}");
            assert_eq!(found(&router, Method::Post, path), reached(post, &["3", "emma"]), "{path}");
        }
    }

    #[test]
    fn a_path_of_a_file_has_folders() {
        let (content, item, children) = ("/root:/{p}:/content", "/root:/{p}", "/root/children");
        let below = "/items/{id}:/{p}:/children";
        let router = router(&[content, item, children, below, "/items/{id}", "/items/{id}:/{p}:"]);
        let get = |path| found(&router, Method::Get, path);
        assert_eq!(get("/root:/Reports/May%201.txt:/content"), reached(content, &["Reports/May 1.txt"]));
        assert_eq!(get("/Root:/a:/Content"), reached(content, &["a"]));
        assert_eq!(get("/root:/a%2Fb/c"), reached(item, &["a/b/c"]));
        assert_eq!(get("/root:/a%3A/b%3a:/content"), reached(content, &["a:/b:"]));
        assert_eq!(get("/root:/a%3A"), reached(item, &["a:"]));
        assert_eq!(get("/root:/a/content/"), reached(item, &["a/content"]));
        assert_eq!(get("/root/children"), reached(children, &[]));
        assert_eq!(get("/items/7:/a/b:/children"), reached(below, &["7", "a/b"]));
        assert_eq!(get("/items/7:/a/b:"), reached("/items/{id}:/{p}:", &["7", "a/b"]));
        assert_eq!(get("/items/7"), reached("/items/{id}", &["7"]));
        for path in
            ["/root:", "/root:/a:/other", "/root:/a/b:/c:/content", "/root:/:/content", "/items/7:/a/b", "/root/a/b"]
        {
            assert_eq!(get(path), None, "{path}");
        }
        for path in ["..", "a/../b", "a/.", "a//b", "a%2F..", "%2Fa", "%2e%2E/a"] {
            assert_eq!(found(&router, Method::Get, &format!("/root:/{path}")), None, "{path}");
            assert_eq!(found(&router, Method::Get, &format!("/root:/{path}:/content")), None, "{path}");
        }
    }

    #[test]
    fn head_is_get_unless_it_is_documented() {
        let mut router = router(&["/a", "/b"]);
        assert_eq!(found(&router, Method::Head, "/a"), reached("/a", &[]));
        router.insert(operation(Method::Head, "/B"), None);
        assert_eq!(found(&router, Method::Head, "/b"), reached("/B", &[]));
        let Found::OtherMethods(methods) = router.find(Some(Method::Put), &segments("/a").unwrap()) else {
            panic!("nothing answers PUT")
        };
        assert_eq!(methods, BTreeSet::from([Method::Get, Method::Head, Method::Options]));
    }

    #[test]
    fn functions_are_found_by_their_name_however_many_there_are() {
        let paths: Vec<String> =
            (0..3_000).map(|number| format!("/reports/get{number}(period='{{period}}')")).collect();
        let router = router(&paths.iter().map(String::as_str).collect::<Vec<_>>());
        let reports = &router.literals["reports"];
        assert_eq!(reports.functions.len(), 3_000);
        assert!(reports.functions.values().all(|of_name| of_name.len() == 1));
        assert_eq!(
            found(&router, Method::Get, "/reports/GET2999(period='D7')"),
            Some((paths[2_999].clone().leak() as &str, vec!["D7".to_owned()]))
        );
    }
}
