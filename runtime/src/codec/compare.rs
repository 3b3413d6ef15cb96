use super::datum::View;
use super::object::{List, Object};

/// Whether two objects of one type are equal: member by member, and in what is kept beside the members. What can be
/// written in several ways is equal where the value is. Generated `PartialEq` implementations call it.
#[must_use]
pub fn equal(a: &dyn Object, b: &dyn Object) -> bool {
    if a.additional_properties() != b.additional_properties() {
        return false;
    }
    let mut views = Vec::new();
    a.each(&mut |name, slot| views.push((name, slot.view())));
    let mut views = views.into_iter();
    let mut same = true;
    b.each(&mut |name, slot| {
        same = same && views.next().is_some_and(|(other, view)| other == name && same_view(&view, &slot.view()));
    });
    same && views.next().is_none()
}

fn same_view(a: &View<'_>, b: &View<'_>) -> bool {
    match (a, b) {
        (View::Absent, View::Absent) | (View::Null, View::Null) => true,
        (View::Scalar(a), View::Scalar(b)) => a == b,
        (View::Number(a), View::Number(b)) => a.equals(*b),
        (View::Written(a), View::Written(b)) => a.equals(*b),
        (View::Object(a), View::Object(b)) => equal(*a, *b),
        (View::Derived(name, a), View::Derived(other, b)) => name == other && equal(*a, *b),
        (View::List(a), View::List(b)) => same_list(*a, *b),
        (View::Json(a), View::Json(b)) | (View::Unexpected(a), View::Unexpected(b)) => a == b,
        _ => false,
    }
}

fn same_list(a: &dyn List, b: &dyn List) -> bool {
    a.len() == b.len() && (0..a.len()).all(|position| same_view(&a.get(position), &b.get(position)))
}
