//! The fixed tails of generated types.

/// Implements `Value`, `Serialize` and `Deserialize` for a struct that implements
/// [`Record`](crate::runtime::Record): `record!(Package);`.
#[doc(hidden)]
#[macro_export]
macro_rules! record {
    ($name:ident) => {
        impl $crate::runtime::Value for $name {
            fn read<'de, D: $crate::runtime::Deserializer<'de>>(
                cx: &mut $crate::runtime::Cx,
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::runtime::read_record(cx, deserializer)
            }
        }

        impl $crate::runtime::Serialize for $name {
            fn serialize<S: $crate::runtime::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::runtime::write_record(self, serializer)
            }
        }

        $crate::deserialize_value!($name);
    };
}

/// Implements what an open enum can do, given that it implements [`OpenEnum`](crate::runtime::OpenEnum) and has a variant
/// `Unknown(String)`: `open_enum!(PackageType);`.
#[doc(hidden)]
#[macro_export]
macro_rules! open_enum {
    ($name:ident) => {
        impl $name {
            /// The documented values, in the order of the documentation.
            pub const KNOWN: &'static [Self] = <Self as $crate::runtime::OpenEnum>::KNOWN;

            /// The value as it is sent and received.
            pub fn as_str(&self) -> &str {
                $crate::runtime::OpenEnum::text(self)
            }
        }

        impl ::core::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                $crate::runtime::known(text)
                    .unwrap_or_else(|| Self::Unknown(::std::string::String::from(text)))
            }
        }

        impl ::core::convert::From<::std::string::String> for $name {
            fn from(text: ::std::string::String) -> Self {
                Self::from(text.as_str())
            }
        }

        impl ::core::convert::From<$name> for ::std::string::String {
            fn from(value: $name) -> Self {
                ::std::string::String::from(value.as_str())
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;

            fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
                ::core::result::Result::Ok(Self::from(text))
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::core::default::Default for $name {
            fn default() -> Self {
                Self::Unknown(::std::string::String::new())
            }
        }

        impl $crate::runtime::Value for $name {
            const NULL_ELEMENT: $crate::runtime::Null = $crate::runtime::Null::Drift;

            fn read<'de, D: $crate::runtime::Deserializer<'de>>(
                cx: &mut $crate::runtime::Cx,
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::runtime::read_text(cx, deserializer)
            }
        }

        impl $crate::runtime::Serialize for $name {
            fn serialize<S: $crate::runtime::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::runtime::write_text(self.as_str(), serializer)
            }
        }

        $crate::deserialize_value!($name);
    };
}

/// Implements serde's `Deserialize` for a type that implements `Value`.
#[doc(hidden)]
#[macro_export]
macro_rules! deserialize_value {
    ($name:ident) => {
        impl<'de> $crate::runtime::Deserialize<'de> for $name {
            fn deserialize<D: $crate::runtime::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::runtime::deserialize(deserializer)
            }
        }
    };
}
