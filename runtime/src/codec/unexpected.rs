use serde_json::Value;

use super::datum::View;

/// Finds the first value that is not of its documented type, and the JSON pointer (RFC 6901) to it.
#[must_use]
pub fn unexpected(view: View<'_>) -> Option<(String, &Value)> {
    let mut pointer = String::new();
    let json = find(view, &mut pointer)?;
    Some((pointer, json))
}

/// Leaves the pointer to what was found in `pointer`, and `pointer` as it was when nothing was found.
fn find<'a>(view: View<'a>, pointer: &mut String) -> Option<&'a Value> {
    match view {
        View::Unexpected(json) => Some(json),
        View::Object(object) | View::Derived(_, object) => {
            let mut found = None;
            object.each(&mut |name, slot| {
                if found.is_none() {
                    found = find_below(|| name.replace('~', "~0").replace('/', "~1"), slot.view(), pointer);
                }
            });
            found
        }
        View::List(list) => {
            (0..list.len()).find_map(|position| find_below(|| position.to_string(), list.get(position), pointer))
        }
        _ => None,
    }
}

fn find_below<'a>(token: impl FnOnce() -> String, view: View<'a>, pointer: &mut String) -> Option<&'a Value> {
    let (View::Unexpected(_) | View::Object(_) | View::Derived(..) | View::List(_)) = view else { return None };
    let length = pointer.len();
    pointer.push('/');
    pointer.push_str(&token());
    let found = find(view, pointer);
    if found.is_none() {
        pointer.truncate(length);
    }
    found
}
