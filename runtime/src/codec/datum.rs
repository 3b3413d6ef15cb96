use std::any::Any;
use std::borrow::Cow;
use std::fmt;

use serde_json::Value;

use super::object::{List, Object, Odd, Place};

/// A JSON boolean, number or text.
#[derive(Clone, Debug, PartialEq)]
pub enum Scalar<'a> {
    /// `true` or `false`.
    Bool(bool),
    /// An integer, as a signed number.
    Signed(i64),
    /// An integer, as an unsigned number.
    Unsigned(u64),
    /// A number that was written with a fraction or an exponent, or is too large for an integer.
    Float(f64),
    /// Text.
    Text(Cow<'a, str>),
}

impl Scalar<'_> {
    /// The scalar as JSON that a place did not take.
    #[cold]
    pub(super) fn into_odd(self) -> Odd {
        Some(Box::new(self.into()))
    }
}

impl From<Scalar<'_>> for Value {
    fn from(scalar: Scalar<'_>) -> Self {
        match scalar {
            Scalar::Bool(value) => value.into(),
            Scalar::Signed(value) => value.into(),
            Scalar::Unsigned(value) => value.into(),
            Scalar::Float(value) => value.into(),
            Scalar::Text(value) => value.into_owned().into(),
        }
    }
}

/// A look at a value, as it is going to be written.
#[derive(Clone)]
pub enum View<'a> {
    /// Nothing: the member is not written.
    Absent,
    /// A null.
    Null,
    /// A boolean, a number or text.
    Scalar(Scalar<'a>),
    /// A number that may be written in more than one way.
    Number(&'a dyn AnyNumber),
    /// Text that stands for another value.
    Written(&'a dyn AnyWritten),
    /// An object.
    Object(&'a dyn Object),
    /// An object of a derived type, and the name of that type without `#`.
    Derived(&'static str, &'a dyn Object),
    /// A list.
    List(&'a dyn List),
    /// JSON where any JSON is documented.
    Json(&'a Value),
    /// JSON that is not of the documented type.
    Unexpected(&'a Value),
}

/// A [`Written`](crate::Written) value of any type. It is displayed as it is written.
pub trait AnyWritten: fmt::Display + Any {
    /// The text that the value was read from, where that is kept.
    fn text(&self) -> Option<&str>;

    /// Whether the other is of the same type and has the same value, however both are written.
    fn equals(&self, other: &dyn AnyWritten) -> bool;
}

/// A number of a type that writes some of its values as text: [`Double`](crate::Double), [`Decimal`](crate::Decimal) and
/// [`Int64`](crate::Int64).
pub trait AnyNumber: Any {
    /// The number as it is written.
    fn scalar(&self) -> Scalar<'_>;

    /// Whether the other is of the same type and has the same value, however both are written.
    fn equals(&self, other: &dyn AnyNumber) -> bool;
}

/// What a place takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A boolean, a number or text.
    Scalar,
    /// An object of one type.
    Object,
    /// An object of the type that its `@odata.type` names.
    Polymorphic,
    /// A list.
    List,
    /// Any JSON.
    Json,
}

/// A type that can stand in a [`Field`](crate::Field), in a list, or be a whole body.
///
/// A type overrides the constructors that fit its [`Kind`] and leaves the others alone.
pub trait Datum: Sized + Send + Sync + 'static {
    /// What JSON the type is made from.
    const KIND: Kind;

    /// What is going to be written.
    fn view(&self) -> View<'_>;

    /// The value of a scalar.
    ///
    /// # Errors
    /// The scalar, when it is not of this type.
    fn from_scalar(scalar: Scalar<'_>) -> Result<Self, Scalar<'_>> {
        Err(scalar)
    }

    /// The value of any JSON but a scalar and null.
    ///
    /// # Errors
    /// The JSON, when it is not of this type.
    fn from_json(json: Value) -> Result<Self, Value> {
        Err(json)
    }

    /// An empty object, of the derived type where one is named.
    fn new_object(odata_type: Option<&str>) -> Option<Self> {
        let _ = odata_type;
        None
    }

    /// An empty list.
    fn new_list() -> Option<Self> {
        None
    }

    /// The object to fill, for a value that [`new_object`](Self::new_object) made.
    fn as_object_mut(&mut self) -> Option<&mut dyn Object> {
        None
    }

    /// The list to fill, for a value that [`new_list`](Self::new_list) made.
    fn as_list_mut(&mut self) -> Option<&mut dyn List> {
        None
    }
}

impl Datum for bool {
    const KIND: Kind = Kind::Scalar;

    fn view(&self) -> View<'_> {
        View::Scalar(Scalar::Bool(*self))
    }

    fn from_scalar(scalar: Scalar<'_>) -> Result<Self, Scalar<'_>> {
        match scalar {
            Scalar::Bool(value) => Ok(value),
            other => Err(other),
        }
    }
}

impl Datum for String {
    const KIND: Kind = Kind::Scalar;

    fn view(&self) -> View<'_> {
        View::Scalar(Scalar::Text(Cow::Borrowed(self)))
    }

    fn from_scalar(scalar: Scalar<'_>) -> Result<Self, Scalar<'_>> {
        match scalar {
            Scalar::Text(text) => Ok(text.into_owned()),
            other => Err(other),
        }
    }
}

/// Integers take integers that fit. `1.0` does not: it could not be written again as it came.
macro_rules! integers {
    ($($type:ty),*) => {$(
        impl Datum for $type {
            const KIND: Kind = Kind::Scalar;

            fn view(&self) -> View<'_> {
                View::Scalar(Scalar::Signed(i64::from(*self)))
            }

            fn from_scalar(scalar: Scalar<'_>) -> Result<Self, Scalar<'_>> {
                match scalar {
                    Scalar::Signed(value) => Self::try_from(value).map_err(|_| scalar),
                    Scalar::Unsigned(value) => Self::try_from(value).map_err(|_| scalar),
                    other => Err(other),
                }
            }
        }
    )*};
}
integers!(i8, u8, i16, i32, i64);

impl Datum for Value {
    const KIND: Kind = Kind::Json;

    fn view(&self) -> View<'_> {
        View::Json(self)
    }

    fn from_scalar(scalar: Scalar<'_>) -> Result<Self, Scalar<'_>> {
        Ok(scalar.into())
    }

    fn from_json(json: Value) -> Result<Self, Value> {
        Ok(json)
    }
}

impl<T: Datum> Datum for Box<T> {
    const KIND: Kind = T::KIND;

    fn view(&self) -> View<'_> {
        T::view(self)
    }

    fn from_scalar(scalar: Scalar<'_>) -> Result<Self, Scalar<'_>> {
        T::from_scalar(scalar).map(Self::new)
    }

    fn from_json(json: Value) -> Result<Self, Value> {
        T::from_json(json).map(Self::new)
    }

    fn new_object(odata_type: Option<&str>) -> Option<Self> {
        T::new_object(odata_type).map(Self::new)
    }

    fn new_list() -> Option<Self> {
        T::new_list().map(Self::new)
    }

    fn as_object_mut(&mut self) -> Option<&mut dyn Object> {
        T::as_object_mut(self)
    }

    fn as_list_mut(&mut self) -> Option<&mut dyn List> {
        T::as_list_mut(self)
    }
}

impl<T: Datum> Datum for Vec<T> {
    const KIND: Kind = Kind::List;

    fn view(&self) -> View<'_> {
        View::List(self)
    }

    fn new_list() -> Option<Self> {
        Some(Self::new())
    }

    fn as_list_mut(&mut self) -> Option<&mut dyn List> {
        Some(self)
    }
}

impl<T: Datum> Place for Vec<T> {
    fn kind(&self) -> Kind {
        T::KIND
    }

    fn null(&mut self) -> Odd {
        self.json(Value::Null)
    }

    fn scalar(&mut self, scalar: Scalar<'_>) -> Odd {
        match T::from_scalar(scalar) {
            Ok(element) => {
                self.push(element);
                None
            }
            Err(odd) => odd.into_odd(),
        }
    }

    fn json(&mut self, json: Value) -> Odd {
        match T::from_json(json) {
            Ok(element) => {
                self.push(element);
                None
            }
            Err(odd) => Some(Box::new(odd)),
        }
    }

    fn object(&mut self, odata_type: Option<&str>) -> Option<&mut dyn Object> {
        self.push(T::new_object(odata_type)?);
        self.last_mut()?.as_object_mut()
    }

    fn list(&mut self) -> Option<&mut dyn List> {
        self.push(T::new_list()?);
        self.last_mut()?.as_list_mut()
    }
}

impl<T: Datum> List for Vec<T> {
    fn len(&self) -> usize {
        Vec::len(self)
    }

    fn get(&self, position: usize) -> View<'_> {
        self.as_slice().get(position).map_or(View::Absent, T::view)
    }
}
