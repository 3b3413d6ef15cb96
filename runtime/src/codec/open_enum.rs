/// An enum whose documented values are not all that may ever be sent.
pub trait OpenEnum: Sized {
    /// The variant of a name; a name that is not documented is kept as it is.
    fn from_name(name: &str) -> Self;

    /// The name as it is written.
    fn name(&self) -> &str;
}

/// Makes an enum an [`OpenEnum`](crate::codec::OpenEnum) with a codec, from a table of its documented values.
///
/// The enum has a variant without data per value, and `Unrecognized(String)`.
///
/// ```
/// use stubdown_runtime::open_enum;
///
/// #[derive(Clone, Debug, PartialEq, Eq)]
/// pub enum BodyType {
///     Text,
///     Html,
///     Unrecognized(String),
/// }
/// open_enum!(BodyType { "text" => Text, "html" => Html });
///
/// assert_eq!(BodyType::from("html"), BodyType::Html);
/// assert_eq!(BodyType::from("rtf").to_string(), "rtf");
/// ```
#[macro_export]
macro_rules! open_enum {
    ($type:ident { $($name:literal => $variant:ident),* $(,)? }) => {
        impl $crate::codec::OpenEnum for $type {
            fn from_name(name: &str) -> Self {
                match name {
                    $($name => Self::$variant,)*
                    _ => Self::Unrecognized(name.to_owned()),
                }
            }

            fn name(&self) -> &str {
                match self {
                    $(Self::$variant => $name,)*
                    Self::Unrecognized(name) => name,
                }
            }
        }

        impl $crate::codec::Datum for $type {
            const KIND: $crate::codec::Kind = $crate::codec::Kind::Scalar;

            fn view(&self) -> $crate::codec::View<'_> {
                $crate::codec::View::Scalar($crate::codec::Scalar::Text($crate::codec::OpenEnum::name(self).into()))
            }

            fn from_scalar(
                scalar: $crate::codec::Scalar<'_>,
            ) -> Result<Self, $crate::codec::Scalar<'_>> {
                match scalar {
                    $crate::codec::Scalar::Text(name) => Ok($crate::codec::OpenEnum::from_name(&name)),
                    other => Err(other),
                }
            }
        }

        impl From<&str> for $type {
            fn from(name: &str) -> Self {
                $crate::codec::OpenEnum::from_name(name)
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str($crate::codec::OpenEnum::name(self))
            }
        }

        $crate::__serde!($type);
    };
}
