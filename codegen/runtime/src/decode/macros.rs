//! The fixed tails of generated types.

/// Implements what a struct can do that implements [`Value`](crate::Value) with its members, and `Default`:
/// `record!(Package);`.
///
/// There may be a thousand of these in a crate. So nothing is derived but `Default`, as the code of a derive is checked
/// member by member for each type, and what is written here only calls what is written once.
#[doc(hidden)]
#[macro_export]
macro_rules! record {
    ($name:ident) => {
        impl $crate::Serialize for $name {
            fn serialize<S: $crate::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::write(self, serializer)
            }
        }

        $crate::deserialize_value!($name);

        impl ::core::clone::Clone for $name {
            fn clone(&self) -> Self {
                $crate::clone_record(self)
            }
        }

        impl ::core::cmp::PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                $crate::same_record(self, other)
            }
        }

        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::debug_record(::core::stringify!($name), self, f)
            }
        }
    };
}

/// Implements what an open enum can do, given that it implements `Clone` and `Debug`, and has a variant `Unknown(String)`,
/// a list `KNOWN` of the documented values and a method `as_str`: `open_enum!(PackageType);`.
///
/// Two values with the same text are the same, also if one of them was made as `Unknown`.
#[doc(hidden)]
#[macro_export]
macro_rules! open_enum {
    ($name:ident) => {
        impl ::core::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                $crate::value_of(text)
            }
        }

        impl ::core::convert::From<$name> for ::std::string::String {
            fn from(value: $name) -> Self {
                ::std::string::String::from(value.as_str())
            }
        }

        impl ::core::cmp::PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.as_str() == other.as_str()
            }
        }

        impl ::core::cmp::Eq for $name {}

        impl ::core::hash::Hash for $name {
            fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
                self.as_str().hash(state);
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

        impl $crate::Value for $name {
            const TEXTS: ::core::option::Option<$crate::Texts<Self>> =
                ::core::option::Option::Some($crate::Texts {
                    known: Self::KNOWN,
                    text: Self::as_str,
                    other: Self::Unknown,
                });
        }

        impl $crate::IntoJson for $name {
            fn into_json(self) -> ::core::option::Option<$crate::serde_json::Value> {
                $crate::IntoJson::into_json(self.as_str())
            }
        }

        impl $crate::Serialize for $name {
            fn serialize<S: $crate::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        $crate::deserialize_value!($name);
    };
}

/// Implements what a union can do, given that it implements [`Union`](crate::Union): `union!(Owner);`. That is
/// written as well, given the variants in their order, with what each of them takes and the members whose values tell it
/// from the others:
///
/// ```text
/// union!(Owner {
///     SimpleUser = record::<SimpleUser>.when("type", &["User", "Bot"]),
///     String = text,
/// });
/// ```
///
/// One that is `any` holds a `serde_json::Value` and takes what no other variant does.
///
/// Its default is that of the first variant. It is seen only where a fault was noted, as no union is ever made up.
#[doc(hidden)]
#[macro_export]
macro_rules! union {
    ($name:ident {
        $first:ident = $first_takes:ident $(::<$first_record:ty>)? $(.when($first_member:literal, $first_values:expr))*
        $(, $variant:ident = $takes:ident $(::<$record:ty>)? $(.when($member:literal, $values:expr))*)* $(,)?
    }) => {
        impl $crate::Union for $name {
            const VARIANTS: &'static [$crate::Variant] = &[
                $crate::Variant::$first_takes $(::<$first_record>)? (
                    ::core::stringify!($first),
                    &[$(($first_member, $first_values)),*],
                ),
                $($crate::Variant::$takes $(::<$record>)? (
                    ::core::stringify!($variant),
                    &[$(($member, $values)),*],
                ),)*
            ];

            fn read(payload: $crate::Payload<'_>) -> Self {
                $(if payload.is(::core::stringify!($variant)) {
                    return payload.read(Self::$variant);
                })*
                payload.read(Self::$first)
            }

            fn payload(&self) -> &dyn $crate::Member {
                match self {
                    Self::$first(payload) => payload,
                    $(Self::$variant(payload) => payload,)*
                }
            }
        }

        $crate::union!($name);
    };
    ($name:ident) => {
        impl ::core::default::Default for $name {
            fn default() -> Self {
                $crate::default_union()
            }
        }

        impl $crate::Value for $name {
            fn read_into<'de, D: $crate::Deserializer<'de>>(
                &mut self,
                cx: &mut $crate::Cx,
                deserializer: D,
            ) -> ::core::result::Result<(), D::Error> {
                $crate::read_union(self, cx, deserializer)
            }

            fn shown(&self) -> $crate::Shown<'_> {
                $crate::Union::payload(self).shown()
            }
        }

        impl $crate::Serialize for $name {
            fn serialize<S: $crate::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::write(self, serializer)
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
        impl<'de> $crate::Deserialize<'de> for $name {
            fn deserialize<D: $crate::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::deserialize(deserializer)
            }
        }
    };
}
