use serde_json::{Map, Value};

use super::datum::{Kind, Scalar, View};

/// An object with documented members: what [`object!`](crate::object) implements for a generated struct.
pub trait Object {
    /// The place of a documented member; none for any other name.
    fn member(&mut self, name: &str) -> Option<&mut dyn Slot>;

    /// Shows every documented member that is not absent with its JSON name, in documented order.
    fn each<'a>(&'a self, visit: &mut dyn FnMut(&'static str, &'a dyn Slot));

    /// The members that the documentation does not name.
    fn additional_properties(&self) -> &Map<String, Value>;

    /// The members that the documentation does not name, to add to or take from.
    fn additional_properties_mut(&mut self) -> &mut Map<String, Value>;
}

/// What a place did not take, if that is so. In a box, because it is rare: then it costs one register to say that all is well.
pub type Odd = Option<Box<Value>>;

/// Where one JSON value goes: a field takes it as its value, a list appends it.
///
/// What a place does not take it gives back as [`Odd`] JSON, so that nothing is lost.
pub trait Place {
    /// What this place takes.
    fn kind(&self) -> Kind;

    /// Takes a null, unless nothing but values is documented here.
    fn null(&mut self) -> Odd;

    /// Takes a boolean, a number or text of the documented type.
    fn scalar(&mut self, scalar: Scalar<'_>) -> Odd;

    /// Takes JSON as it is, where the documented type is any JSON.
    fn json(&mut self, json: Value) -> Odd;

    /// Takes an object that is empty so far, of the derived type where one is named; none when objects do not fit.
    fn object(&mut self, odata_type: Option<&str>) -> Option<&mut dyn Object>;

    /// Takes a list that is empty so far; none when lists do not fit.
    fn list(&mut self) -> Option<&mut dyn List>;
}

/// The place of a member: a [`Field`](crate::Field) of any type.
pub trait Slot: Place {
    /// What is in it.
    fn view(&self) -> View<'_>;

    /// The object that is in it, to be changed.
    fn object_mut(&mut self) -> Option<&mut dyn Object>;

    /// Takes a value that is not of the documented type.
    fn unexpected(&mut self, json: Box<Value>);
}

/// A list whose elements are all of the documented type.
pub trait List: Place {
    /// How many elements there are.
    fn len(&self) -> usize;

    /// Whether there is no element.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The element at a position that counts from zero; [`View::Absent`] past the end.
    fn get(&self, position: usize) -> View<'_>;
}

/// Makes a struct an [`Object`] with a codec, from a table of its documented members.
///
/// The struct has a [`Field`](crate::Field) per member, a map `additional_properties`, and implements `Default`. `Debug` and `PartialEq`
/// come through the same table: deriving them for a thousand types would take longer to compile than all the rest of them.
///
/// ```
/// use stubdown_runtime::{Field, Map, Value, object};
///
/// #[derive(Clone, Default)]
/// pub struct EmailAddress {
///     pub address: Field<String>,
///     pub additional_properties: Map<String, Value>,
/// }
/// object!(EmailAddress { "address" => address });
///
/// let address: EmailAddress = stubdown_runtime::serde_json::from_str(r#"{"address": "a@contoso.com"}"#)?;
/// assert_eq!(address.address, "a@contoso.com".into());
/// # Ok::<(), stubdown_runtime::serde_json::Error>(())
/// ```
#[macro_export]
macro_rules! object {
    ($type:ident { $($name:literal => $field:ident),* $(,)? }) => {
        impl $crate::codec::Object for $type {
            fn member(&mut self, name: &str) -> Option<&mut dyn $crate::codec::Slot> {
                match name {
                    $($name => Some(&mut self.$field),)*
                    _ => None,
                }
            }

            fn each<'a>(&'a self, _visit: &mut dyn FnMut(&'static str, &'a dyn $crate::codec::Slot)) {
                $(if let $crate::Field::Absent = self.$field {
                } else {
                    _visit($name, &self.$field);
                })*
            }

            fn additional_properties(&self) -> &$crate::Map<String, $crate::Value> {
                &self.additional_properties
            }

            fn additional_properties_mut(&mut self) -> &mut $crate::Map<String, $crate::Value> {
                &mut self.additional_properties
            }
        }

        impl $crate::codec::Datum for $type {
            const KIND: $crate::codec::Kind = $crate::codec::Kind::Object;

            fn view(&self) -> $crate::codec::View<'_> {
                $crate::codec::View::Object(self)
            }

            fn new_object(_: Option<&str>) -> Option<Self> {
                Some(Self::default())
            }

            fn as_object_mut(&mut self) -> Option<&mut dyn $crate::codec::Object> {
                Some(self)
            }
        }

        impl std::fmt::Debug for $type {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                $crate::codec::show(stringify!($type), self, formatter)
            }
        }

        impl PartialEq for $type {
            fn eq(&self, other: &Self) -> bool {
                $crate::codec::equal(self, other)
            }
        }

        $crate::__serde!($type);
    };
}

/// `Serialize` and `Deserialize` of a type that is a [`Datum`](crate::codec::Datum).
#[doc(hidden)]
#[macro_export]
macro_rules! __serde {
    ($type:ident) => {
        impl $crate::serde::Serialize for $type {
            fn serialize<S: $crate::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::codec::encode(self, serializer)
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $type {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::codec::decode(deserializer)
            }
        }
    };
}
