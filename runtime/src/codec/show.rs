use std::fmt::{self, Debug as _};

use super::datum::{Scalar, View};
use super::object::Object;

/// Shows the members of an object that are there. Generated `Debug` implementations call it.
///
/// # Errors
/// What the formatter reports.
pub fn show(name: &str, object: &dyn Object, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut shown = formatter.debug_struct(name);
    object.each(&mut |name, slot| {
        shown.field(name, &slot.view());
    });
    for (name, json) in object.additional_properties() {
        shown.field(name, json);
    }
    shown.finish()
}

impl fmt::Debug for View<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            View::Absent => formatter.write_str("absent"),
            View::Null => formatter.write_str("null"),
            View::Scalar(scalar) => show_scalar(scalar, formatter),
            View::Number(value) => show_scalar(&value.scalar(), formatter),
            View::Written(value) => value.to_string().fmt(formatter),
            View::Object(object) => show("", *object, formatter),
            View::Derived(name, object) => show(name, *object, formatter),
            View::List(list) => formatter.debug_list().entries((0..list.len()).map(|at| list.get(at))).finish(),
            View::Json(json) => json.fmt(formatter),
            View::Unexpected(json) => formatter.debug_tuple("Unexpected").field(json).finish(),
        }
    }
}

fn show_scalar(scalar: &Scalar<'_>, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    match scalar {
        Scalar::Bool(value) => value.fmt(formatter),
        Scalar::Signed(value) => value.fmt(formatter),
        Scalar::Unsigned(value) => value.fmt(formatter),
        Scalar::Float(value) => value.fmt(formatter),
        Scalar::Text(text) => text.fmt(formatter),
    }
}
