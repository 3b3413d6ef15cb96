use super::datum::Datum;
use super::decode::fill_slot;
use super::object::Object;

/// A value of a derived type as its base type. Members that the base type does not name are kept beside those that it does. Generated
/// `From` implementations call it.
#[must_use]
pub fn upcast<B: Datum + Default>(derived: &dyn Object) -> B {
    let mut base = B::default();
    if let Some(object) = base.as_object_mut() {
        fill(object, derived);
    }
    base
}

fn fill(base: &mut dyn Object, derived: &dyn Object) {
    base.additional_properties_mut().extend(derived.additional_properties().clone());
    derived.each(&mut |name, slot| {
        // JSON can say whatever a view can show.
        let Ok(json) = serde_json::to_value(slot.view()) else { return };
        let left = match base.member(name) {
            Some(slot) => fill_slot(slot, &json).is_err(),
            None => true,
        };
        if left {
            base.additional_properties_mut().insert(name.to_owned(), json);
        }
    });
}
