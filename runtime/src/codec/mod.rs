//! JSON in and out of generated types.
//!
//! In: JSON text, or any other serde format, and a type that describes itself through [`Object`] and [`Datum`].
//! Out: the value, or text. What has no documented place is kept: members in `additional_properties`, values of
//! another kind in [`Field::Unexpected`]. Decoding and encoding again gives an equal JSON value; numbers are equal that
//! [`Value`](crate::Value) holds to be equal, which is with 64 bits.
//! It must not know about HTTP, operations or any particular type.
//!
//! A generated type is a table of `JSON name => field`. One visitor ([`decode`]) fills any table and one walk
//! ([`encode`]) writes any of them, both through `dyn`: they are compiled once per format, not once per type. For JSON
//! text that is once, here ([`from_slice`], [`to_vec`]).

mod annotation;
mod compare;
mod datum;
mod decode;
mod elements;
mod encode;
mod field;
mod merge;
mod object;
mod open_enum;
mod polymorphic;
mod show;
mod text;
mod unexpected;
mod upcast;

pub use self::annotation::Annotated;
pub use self::compare::equal;
pub use self::datum::{AnyNumber, AnyWritten, Datum, Kind, Scalar, View};
pub use self::decode::{decode, from_slice};
pub use self::elements::Elements;
pub use self::encode::encode;
pub use self::field::{Field, default};
pub use self::merge::Merge;
pub use self::object::{List, Object, Odd, Place, Slot};
pub use self::open_enum::OpenEnum;
pub use self::polymorphic::Polymorphic;
pub use self::show::show;
pub use self::text::to_vec;
pub use self::unexpected::unexpected;
pub use self::upcast::upcast;

/// The member that names the type of an object.
pub(crate) const TYPE_MEMBER: &str = "@odata.type";
