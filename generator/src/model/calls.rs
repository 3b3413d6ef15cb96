//! Calls of functions in request lines: pages write one call in several ways.
//!
//! Where one page has `range(address='{address}')`, others have `range(address={address})`, because the reader knows that a text stands in
//! quotes. On the wire that is one function with one argument, so both are written alike before anything is joined.

use std::cell::LazyCell;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use foldhash::{HashMap, HashSet};

use super::paths;
use crate::read::conventions::push_lower_case;
use crate::read::{
    Method, NamedType, OperationFacts, PageFacts, Part, PathTemplate, Primitive, Segment, Spelling, matching,
};

/// Writes calls of one function with the same arguments alike wherever they stand behind the same path: with quotes where any page has
/// them, in the order that most lines have.
pub(super) fn unify(facts: &mut [PageFacts]) {
    let mut forms = Forms::default();
    for operation in facts.iter().flat_map(|page| &page.operations) {
        let texts = LazyCell::new(|| texts(operation));
        for line in operation.request_lines.iter().filter(|line| has_call(&line.path)) {
            forms.note(&line.path, &texts);
        }
    }
    let lines =
        facts.iter_mut().flat_map(|page| &mut page.operations).flat_map(|operation| &mut operation.request_lines);
    for line in lines.filter(|line| has_call(&line.path)) {
        forms.rewrite(&mut line.path);
    }
}

fn has_call(path: &PathTemplate) -> bool {
    path.segments.iter().any(|segment| segment.function().is_some())
}

/// What the rows of an operation call a text. Functions are called with GET, so what a page calls their body are arguments, too.
fn texts(operation: &OperationFacts) -> HashSet<Spelling> {
    let of_path = operation.path_parameters.iter().map(|row| (&row.name, &row.type_claim));
    let reads = operation.request_lines.iter().all(|line| line.method == Method::Get);
    let of_body = operation.body.rows.iter().filter(|_| reads).map(|row| (&row.name, &row.type_claim));
    let is_text = NamedType::Primitive(Primitive::String);
    let rows = of_path
        .chain(of_body)
        .filter(|(_, claim)| claim.as_ref().is_some_and(|claim| claim.named == is_text && !claim.collection));
    rows.map(|(name, _)| Spelling::of(&name.value)).collect()
}

/// A function where it is called, and the names of its arguments.
#[derive(PartialEq, Eq, Hash)]
struct Called {
    /// The path up to the name of the function.
    place: String,
    /// In alphabetical order.
    names: Vec<Spelling>,
}

/// How a function is called.
#[derive(Default)]
struct Form {
    /// The names in each order that lines have, and how many do.
    orders: BTreeMap<Vec<String>, usize>,
    /// The arguments that are texts.
    texts: BTreeSet<Spelling>,
}

impl Form {
    /// The names in the order of most lines; of equally many, in the first in alphabetical order.
    fn names(&self) -> &[String] {
        let best = self.orders.iter().max_by_key(|(names, count)| (**count, Reverse(*names)));
        best.map_or(&[], |(names, _)| names)
    }
}

/// How all functions are called.
#[derive(Default)]
struct Forms(HashMap<Called, Form>);

impl Forms {
    /// Notes the calls of a line. Its page says that arguments of these names are texts.
    fn note(&mut self, path: &PathTemplate, texts: &HashSet<Spelling>) {
        let mut before = String::new();
        for segment in &path.segments {
            if let Some(call) = Call::read(segment) {
                let form = self.0.entry(call.called(&before)).or_default();
                *form
                    .orders
                    .entry(call.arguments.iter().map(|argument| argument.name.to_owned()).collect())
                    .or_default() += 1;
                let quoted = call.arguments.iter().map(|argument| (Spelling::of(argument.name), argument.is_quoted));
                form.texts.extend(quoted.filter(|(name, is)| *is || texts.contains(name)).map(|(name, _)| name));
            }
            push_place(&mut before, segment);
        }
    }

    /// Writes the calls of a line as they are written elsewhere.
    fn rewrite(&self, path: &mut PathTemplate) {
        let mut before = String::new();
        for segment in &mut path.segments {
            let known = Call::read(segment).and_then(|call| Some((self.0.get(&call.called(&before))?, call)));
            if let Some((form, call)) = known {
                *segment = call.written(form);
            }
            push_place(&mut before, segment);
        }
    }
}

/// Adds a segment to the path up to a function. Calls before it are alike however they are written.
fn push_place(place: &mut String, segment: &Segment) {
    place.push('/');
    match segment.function() {
        Some(_) => place.push_str(&matching::names_of_call(&segment.to_string())),
        None => paths::push_segment(place, segment),
    }
}

/// A call whose arguments all have placeholders.
struct Call<'p> {
    function: &'p str,
    arguments: Vec<Argument<'p>>,
}

/// An argument of a call.
struct Argument<'p> {
    name: &'p str,
    is_quoted: bool,
    placeholder: &'p str,
}

impl<'p> Call<'p> {
    /// `None` for what is no call with arguments, for keys, `books({id})`, and where a value begins with a word:
    /// `zones(form=library.form'{form}')`.
    fn read(segment: &'p Segment) -> Option<Self> {
        let (Part::Literal(first), rest) = segment.parts.split_first()? else { return None };
        let (function, mut before) = first.split_once('(')?;
        let mut arguments: Vec<Argument<'p>> = Vec::new();
        for pair in rest.chunks(2) {
            let [Part::Placeholder(placeholder), Part::Literal(behind)] = pair else { return None };
            let name = before.trim_end_matches('\'');
            let is_quoted = name.len() < before.len();
            let name = name.strip_suffix('=').filter(|name| is_name(name))?;
            arguments.push(Argument { name, is_quoted, placeholder });
            let behind = if is_quoted { behind.strip_prefix('\'')? } else { behind };
            before = if behind == ")" { behind } else { behind.strip_prefix(',')? };
        }
        let call = Self { function, arguments };
        (before == ")" && !call.arguments.is_empty() && call.has_names()).then_some(call)
    }

    /// Whether each argument has a name of its own.
    fn has_names(&self) -> bool {
        let names: BTreeSet<&str> = self.arguments.iter().map(|argument| argument.name).collect();
        names.len() == self.arguments.len()
    }

    /// What it calls.
    fn called(&self, before: &str) -> Called {
        let mut place = format!("{before}/");
        push_lower_case(&mut place, self.function);
        let mut names: Vec<Spelling> = self.arguments.iter().map(Argument::spelling).collect();
        names.sort_unstable();
        Called { place, names }
    }

    /// The segment in this form, with its own placeholders.
    fn written(&self, form: &Form) -> Segment {
        let mut parts = Vec::new();
        let mut literal = format!("{}(", self.function);
        for name in form.names() {
            let spelling = Spelling::of(name);
            let Some(argument) = self.arguments.iter().find(|argument| argument.spelling() == spelling) else {
                continue;
            };
            let quote = if form.texts.contains(&spelling) { "'" } else { "" };
            literal.extend([name, "=", quote]);
            parts.push(Part::Literal(std::mem::take(&mut literal)));
            parts.push(Part::Placeholder(argument.placeholder.to_owned()));
            literal.extend([quote, ","]);
        }
        literal.pop();
        literal.push(')');
        parts.push(Part::Literal(literal));
        Segment { parts }
    }
}

impl Argument<'_> {
    fn spelling(&self) -> Spelling {
        Spelling::of(self.name)
    }
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}
