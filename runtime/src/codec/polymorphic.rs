use super::object::Object;

/// An object of a base type or of any documented type that is derived from it.
pub trait Polymorphic: Sized {
    /// An empty object of the type with this name, which is without `#`; of the base type when the name is another.
    fn of_type(odata_type: &str) -> Self;

    /// The object, and the name of its type where that is a derived one.
    fn object(&self) -> (Option<&'static str>, &dyn Object);

    /// The object to fill.
    fn object_mut(&mut self) -> &mut dyn Object;
}

/// Makes an enum [`Polymorphic`](crate::codec::Polymorphic) with a codec, from a table of the derived types.
///
/// The base type comes last. It stands for itself and for every type that is not documented, or not named; what
/// `@odata.type` said stays in `additional_properties`. When a derived variant has no such entry there, its
/// `@odata.type` is written. A row may have `cfg` attributes, as its variant has.
///
/// The method `base` reads a value as one of the base type, whatever variant it is; `From` makes one of it. For a derived variant both go
/// through JSON, member by member ([`upcast`](crate::codec::upcast)): who reads several members calls `base` once.
///
/// ```
/// # use stubdown_runtime::{Field, Map, Value, object};
/// # #[derive(Clone, Default)]
/// # pub struct Attachment { pub name: Field<String>, pub additional_properties: Map<String, Value> }
/// # object!(Attachment { "name" => name });
/// # #[derive(Clone, Default)]
/// # pub struct FileAttachment { pub name: Field<String>, pub additional_properties: Map<String, Value> }
/// # object!(FileAttachment { "name" => name });
/// use stubdown_runtime::polymorphic;
///
/// #[derive(Clone)]
/// pub enum AnyAttachment {
///     Attachment(Attachment),
///     FileAttachment(FileAttachment),
/// }
/// polymorphic!(AnyAttachment {
///     "microsoft.graph.fileAttachment" => FileAttachment(FileAttachment),
///     _ => Attachment(Attachment),
/// });
///
/// let file = AnyAttachment::from(FileAttachment::default());
/// let json = stubdown_runtime::serde_json::to_string(&file)?;
/// assert_eq!(json, r##"{"@odata.type":"#microsoft.graph.fileAttachment"}"##);
///
/// let all: Vec<AnyAttachment> = vec![
///     Attachment { name: "a link".into(), ..Default::default() }.into(),
///     FileAttachment { name: "a file".into(), ..Default::default() }.into(),
/// ];
/// let names: Vec<Field<String>> = all.iter().map(|one| one.base().name.clone()).collect();
/// assert_eq!(names, ["a link".into(), "a file".into()]);
/// # Ok::<(), stubdown_runtime::serde_json::Error>(())
/// ```
#[macro_export]
macro_rules! polymorphic {
    ($type:ident {
        $($(#[$gate:meta])* $name:literal => $variant:ident($object:ty),)*
        _ => $base:ident($base_object:ty) $(,)?
    }) => {
        impl $crate::codec::Polymorphic for $type {
            fn of_type(odata_type: &str) -> Self {
                match odata_type {
                    $($(#[$gate])* $name => Self::$variant(Default::default()),)*
                    _ => Self::$base(Default::default()),
                }
            }

            fn object(&self) -> (Option<&'static str>, &dyn $crate::codec::Object) {
                match self {
                    $($(#[$gate])* Self::$variant(object) => (Some($name), object),)*
                    Self::$base(object) => (None, object),
                }
            }

            fn object_mut(&mut self) -> &mut dyn $crate::codec::Object {
                match self {
                    $($(#[$gate])* Self::$variant(object) => object,)*
                    Self::$base(object) => object,
                }
            }
        }

        impl $crate::codec::Datum for $type {
            const KIND: $crate::codec::Kind = $crate::codec::Kind::Polymorphic;

            fn view(&self) -> $crate::codec::View<'_> {
                match $crate::codec::Polymorphic::object(self) {
                    (Some(name), object) => $crate::codec::View::Derived(name, object),
                    (None, object) => $crate::codec::View::Object(object),
                }
            }

            fn new_object(odata_type: Option<&str>) -> Option<Self> {
                Some($crate::codec::Polymorphic::of_type(odata_type.unwrap_or_default()))
            }

            fn as_object_mut(&mut self) -> Option<&mut dyn $crate::codec::Object> {
                Some($crate::codec::Polymorphic::object_mut(self))
            }
        }

        impl $type {
            /// The value as one of the base type. It is lent where it is one; one of a derived type is converted, which goes through JSON,
            /// member by member, and keeps what the base type does not name beside its members.
            #[must_use]
            pub fn base(&self) -> std::borrow::Cow<'_, $base_object> {
                match self {
                    Self::$base(object) => std::borrow::Cow::Borrowed(object),
                    // Without the derived types, none is left.
                    #[allow(unreachable_patterns)]
                    derived => std::borrow::Cow::Owned($crate::codec::upcast($crate::codec::Polymorphic::object(derived).1)),
                }
            }
        }

        impl From<$type> for $base_object {
            fn from(any: $type) -> Self {
                match any {
                    $type::$base(object) => object,
                    #[allow(unreachable_patterns)]
                    derived => $crate::codec::upcast($crate::codec::Polymorphic::object(&derived).1),
                }
            }
        }

        impl std::fmt::Debug for $type {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                let (name, object) = $crate::codec::Polymorphic::object(self);
                $crate::codec::show(name.unwrap_or(stringify!($base)), object, formatter)
            }
        }

        impl PartialEq for $type {
            fn eq(&self, other: &Self) -> bool {
                let (name, object) = $crate::codec::Polymorphic::object(self);
                let (other_name, other) = $crate::codec::Polymorphic::object(other);
                name == other_name && $crate::codec::equal(object, other)
            }
        }

        impl Default for $type {
            fn default() -> Self {
                Self::$base(Default::default())
            }
        }

        impl From<$base_object> for $type {
            fn from(object: $base_object) -> Self {
                Self::$base(object)
            }
        }

        $($(#[$gate])* impl From<$object> for $type {
            fn from(object: $object) -> Self {
                Self::$variant(object)
            }
        })*

        $crate::__serde!($type);
    };
}
