//! Paths: which lines mean the same endpoint, and what their parameters are called.

use std::cmp::Reverse;

use foldhash::{HashMap, HashMapExt};
use heck::ToSnakeCase;
use rayon::prelude::*;

use super::api::{Operation, ParameterStyle, Path, PathParameter, PathPart, PathSegment};
use super::arguments::TEXT;
use crate::read::conventions::{ELLIPSIS, push_lower_case};
use crate::read::{Part, PathTemplate, Segment, is_guid};

/// Endings of English plurals, with what the singular ends in. The first that fits decides.
const PLURALS: &[(&str, &str)] = &[
    ("ies", "y"),
    ("sses", "ss"),
    ("xes", "x"),
    ("elves", "elf"),
    ("ches", "ch"),
    ("shes", "sh"),
    ("ss", "ss"),
    ("us", "us"),
    ("s", ""),
];

/// What two lines of the same endpoint have in common: pages differ in the names of placeholders and in upper and lower case.
pub(crate) fn key(path: &PathTemplate) -> String {
    let mut key = String::new();
    for segment in &path.segments {
        key.push('/');
        push_segment(&mut key, segment);
    }
    key
}

/// Adds a segment to a key.
pub(super) fn push_segment(key: &mut String, segment: &Segment) {
    for part in &segment.parts {
        match part {
            Part::Literal(text) => push_lower_case(key, text),
            Part::Placeholder(_) => key.push_str("{}"),
        }
    }
}

/// Whether the last segment is this literal text.
pub(super) fn ends_in(path: &PathTemplate, segment: &str) -> bool {
    let last = path.segments.last().and_then(Segment::literal);
    last.is_some_and(|text| text.eq_ignore_ascii_case(segment))
}

/// Names the parameters of a path. A placeholder keeps its documented name unless that is a mere `id` or occurs twice in the path:
/// then it is named after the segment before it, so that `/groups/{id}/threads/{id}` has `group_id` and `thread_id`.
pub(super) fn named(template: &PathTemplate) -> Path {
    let documented: Vec<String> = documented_names(template);
    let mut next = documented.iter();
    let mut taken: Vec<String> = Vec::new();
    let mut before = String::new();
    let mut segments = Vec::new();
    for segment in &template.segments {
        let mut parts = Vec::new();
        let mut literal = "";
        for part in &segment.parts {
            match part {
                Part::Literal(text) => {
                    literal = text;
                    parts.push(PathPart::Literal(text.clone()));
                }
                Part::Placeholder(placeholder) => {
                    let documented_as = argument_name(literal).unwrap_or_else(|| first_name(placeholder));
                    let own = next.next().cloned().unwrap_or_default();
                    let repeated = documented.iter().filter(|name| **name == own).count() > 1;
                    // `customers({id})`: a key in parentheses is that of its own segment.
                    let is_key = argument_name(literal).is_none();
                    let own_segment = literal.split_once('(').filter(|_| is_key).map(|(own, _)| own);
                    let owner = own_segment.unwrap_or(&before);
                    let name = if own.is_empty() || own == "id" || repeated { named_after(owner) } else { own };
                    let name = unique(name, &taken);
                    taken.push(name.clone());
                    let style = if literal.ends_with('\'') { ParameterStyle::Quoted } else { ParameterStyle::Plain };
                    parts.push(PathPart::Parameter(PathParameter {
                        name,
                        documented: documented_as.to_owned(),
                        style,
                        item: TEXT,
                    }));
                }
            }
        }
        if let Some(Part::Literal(text)) = segment.parts.first() {
            before = text.split('(').next().unwrap_or_default().to_owned();
        }
        segments.push(PathSegment { parts });
    }
    Path { segments }
}

fn documented_names(template: &PathTemplate) -> Vec<String> {
    let mut names = Vec::new();
    for segment in &template.segments {
        let mut literal = "";
        for part in &segment.parts {
            match part {
                Part::Literal(text) => literal = text,
                Part::Placeholder(name) => {
                    names.push(snake(argument_name(literal).unwrap_or_else(|| first_name(name))))
                }
            }
        }
    }
    names
}

/// `period` of `getActivity(period='`: the value of an argument is called like the argument, whatever the placeholder says.
fn argument_name(before: &str) -> Option<&str> {
    let name = before.trim_end_matches('\'').trim_end().strip_suffix('=')?.trim_end();
    let name = name.rsplit(['(', ',']).next()?.trim();
    (!name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')).then_some(name)
}

/// The first alternative of `id | userPrincipalName`.
fn first_name(placeholder: &str) -> &str {
    placeholder.split('|').next().unwrap_or_default().trim()
}

/// Whether a path is one that nobody calls so: it has a segment `...` for any number of segments, or the key of an example.
pub(super) fn is_as_written(path: &Path) -> bool {
    path.segments.iter().filter_map(PathSegment::literal).any(|text| text == ELLIPSIS || is_guid(text))
}

fn named_after(segment: &str) -> String {
    let word = snake(segment);
    if word.is_empty() {
        return "id".to_owned();
    }
    format!("{}_id", singular(&word))
}

/// `policies` is `policy`.
pub(crate) fn singular(word: &str) -> String {
    let singular =
        PLURALS.iter().find_map(|(plural, singular)| word.strip_suffix(plural).map(|stem| format!("{stem}{singular}")));
    singular.unwrap_or_else(|| word.to_owned())
}

fn unique(name: String, taken: &[String]) -> String {
    if !taken.contains(&name) {
        return name;
    }
    (2..).map(|number| format!("{name}_{number}")).find(|candidate| !taken.contains(candidate)).unwrap_or(name)
}

/// `conversationThread-id` is `conversation_thread_id`. Only ASCII letters and digits are kept.
fn snake(name: &str) -> String {
    let kept: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
    kept.to_snake_case()
}

/// How often each spelling of a part occurs, by what stands before the part and what it is without regard to case.
type Spellings = HashMap<String, Vec<(String, usize)>>;

/// Gives a segment the same spelling, and a parameter the same name, in all paths that begin alike: the most frequent one, of equally
/// frequent ones the first in alphabetical order. The order of pages plays no part.
pub(super) fn unify(operations: &mut [Operation]) {
    let mut spellings = Spellings::new();
    for operation in operations.iter() {
        let mut place = String::new();
        for segment in &operation.path.segments {
            place.push('/');
            for part in &segment.parts {
                part.push_key(&mut place);
                count(&mut spellings, &place, spelling(part));
            }
        }
    }
    for known in spellings.values_mut() {
        known.sort_unstable_by(|(a, of_a), (b, of_b)| (Reverse(of_a), a).cmp(&(Reverse(of_b), b)));
    }
    operations.par_iter_mut().for_each(|operation| spell_path(&mut operation.path, &spellings));
}

/// Gives the parts of a path their most frequent spellings.
fn spell_path(path: &mut Path, spellings: &Spellings) {
    let mut place = String::new();
    let mut names: Vec<String> = Vec::new();
    for segment in &mut path.segments {
        place.push('/');
        for part in &mut segment.parts {
            part.push_key(&mut place);
            let best = spellings.get(&place).and_then(|known| known.first()).map(|(best, _)| best);
            spell(part, best, &mut names);
        }
    }
}

/// Gives a part its spelling; a parameter a name that is not among `names`, the parameters before it in the path.
fn spell(part: &mut PathPart, best: Option<&String>, names: &mut Vec<String>) {
    match part {
        PathPart::Literal(text) => {
            if let Some(best) = best {
                text.clone_from(best);
            }
        }
        PathPart::Parameter(parameter) => {
            parameter.name = unique(best.unwrap_or(&parameter.name).clone(), names);
            names.push(parameter.name.clone());
        }
    }
}

fn spelling(part: &PathPart) -> &str {
    match part {
        PathPart::Literal(text) => text,
        PathPart::Parameter(parameter) => &parameter.name,
    }
}

fn count(spellings: &mut Spellings, place: &str, spelling: &str) {
    let Some(known) = spellings.get_mut(place) else {
        spellings.insert(place.to_owned(), vec![(spelling.to_owned(), 1)]);
        return;
    };
    match known.iter_mut().find(|(known, _)| known == spelling) {
        Some((_, count)) => *count += 1,
        None => known.push((spelling.to_owned(), 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Segment;

    fn template(path: &str) -> PathTemplate {
        let segment = |text: &str| {
            let mut parts = Vec::new();
            let mut rest = text;
            while let Some((literal, behind)) = rest.split_once('{') {
                let (name, behind) = behind.split_once('}').unwrap();
                if !literal.is_empty() {
                    parts.push(Part::Literal(literal.to_owned()));
                }
                parts.push(Part::Placeholder(name.to_owned()));
                rest = behind;
            }
            if !rest.is_empty() {
                parts.push(Part::Literal(rest.to_owned()));
            }
            Segment { parts }
        };
        PathTemplate { segments: path.split('/').skip(1).map(segment).collect() }
    }

    #[test]
    fn names_of_parameters() {
        let cases = [
            ("/groups/{id}/conversations/{id}/threads", "/groups/{group_id}/conversations/{conversation_id}/threads"),
            ("/users/{id | userPrincipalName}", "/users/{user_id}"),
            ("/teams/{team-id}/channels/{channelId}", "/teams/{team_id}/channels/{channel_id}"),
            ("/policies/{id}/x/{id}/boxes/{id}", "/policies/{policy_id}/x/{x_id}/boxes/{box_id}"),
            ("/me/{id}/{id}", "/me/{me_id}/{me_id_2}"),
            ("/x(a='{id}',b={id})", "/x(a='{a}',b={b})"),
            ("/getActivity(period='{period_value}')", "/getActivity(period='{period}')"),
            ("/{👍}", "/{id}"),
        ];
        for (documented, expected) in cases {
            assert_eq!(named(&template(documented)).to_string(), expected);
        }
    }

    #[test]
    fn quoted_parameters() {
        let path = named(&template("/getByPath(path='{path}',on={date})"));
        let styles: Vec<_> = path.parameters().map(|parameter| parameter.style).collect();
        assert_eq!(styles, [ParameterStyle::Quoted, ParameterStyle::Plain]);
    }

    #[test]
    fn the_same_endpoint() {
        assert_eq!(key(&template("/Groups/{id}/Threads")), key(&template("/groups/{groupId}/threads")));
        assert_ne!(key(&template("/groups/{id}/threads")), key(&template("/groups/{id}/threads/{id}")));
    }
}
