//! The fixed tail of a request type.

/// Implements what a request type can do, given what a reply holds: `request!(Get, Package);`, `request!(Delete, ());`,
/// `request!(List, [Package]);` for a list in pages, `request!(Count, map [i64]);` for an object with any keys, and
/// `request!(ListRuns, RunsList, items "runs" [Run]);` for an object in pages that has the list as a member.
///
/// The type needs an `ENDPOINT`. There may be a thousand of these in a crate, and each line here is checked for each of
/// them. So the bodies only call what is written once, and there are as few generics and `impl` blocks as possible.
#[doc(hidden)]
#[macro_export]
macro_rules! request {
    ($name:ident, [$item:ty]) => {
        $crate::request_value!($name, ::std::vec::Vec<$item>);
        $crate::request_sending!($name, ::std::vec::Vec<$item>, [$item], ::core::option::Option::None);
    };
    ($name:ident, $output:ty, items $member:literal [$item:ty]) => {
        $crate::request_value!($name, $output);
        $crate::request_sending!($name, $output, [$item], ::core::option::Option::Some($member));

        impl $crate::runtime::ListRequest for $name {
            type Item = $item;

            const MEMBER: ::core::option::Option<&'static str> = ::core::option::Option::Some($member);
        }
    };
    ($name:ident, map [$value:ty]) => {
        $crate::request!($name, ::std::collections::BTreeMap<::std::string::String, $value>);
    };
    ($name:ident, $output:ty) => {
        $crate::request_value!($name, $output);
        $crate::request_sending!($name, $output);
    };
}

/// The part of [`request!`](crate::request) that needs no client.
#[doc(hidden)]
#[macro_export]
macro_rules! request_value {
    ($name:ident, $output:ty) => {
        impl $crate::runtime::Request for $name {
            type Output = $output;

            const ENDPOINT: &'static $crate::runtime::Endpoint = <$name>::ENDPOINT;

            fn into_parts(self) -> $crate::runtime::Parts {
                self.0.into_parts()
            }
        }

        impl<C: ::core::clone::Clone> ::core::clone::Clone for $name<C> {
            fn clone(&self) -> Self {
                Self(self.0.clone())
            }
        }

        /// Two requests are equal that send the same, whatever clients they are bound to.
        impl<C> ::core::cmp::PartialEq for $name<C> {
            fn eq(&self, other: &Self) -> bool {
                self.0.is_same(&other.0)
            }
        }

        impl<C> ::core::fmt::Debug for $name<C> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                self.0.debug(::core::stringify!($name), f)
            }
        }
    };
}

/// The setters of every request, and what `bind` is where there is a client.
#[doc(hidden)]
#[macro_export]
macro_rules! request_setters {
    ($name:ident { $($bind:tt)* }) => {
        impl<C> $name<C> {
            /// Sets a header for this request alone; it takes the place of the client's own.
            pub fn with_header(self, name: &str, value: &str) -> Self {
                Self(self.0.with_header(name, value))
            }

            /// Adds a query parameter that the documentation does not list.
            pub fn with_query(self, name: &str, value: impl ::std::string::ToString) -> Self {
                Self(self.0.with_query(name, value))
            }

            /// Says whether the request may be sent again where it came to nothing: one that changes something only if sending
            /// it twice does no harm.
            pub fn with_retries(self, retries: bool) -> Self {
                Self(self.0.with_retries(retries))
            }

            /// Lets go of the client: the request as a plain value.
            pub fn unbind(self) -> $name {
                $name(self.0.unbind())
            }

            $($bind)*
        }
    };
}

/// The part of [`request!`](crate::request) that sends.
#[cfg(feature = "client")]
#[doc(hidden)]
#[macro_export]
macro_rules! request_sending {
    ($name:ident, $output:ty $(, [$item:ty], $member:expr)?) => {
        $crate::request_setters!($name {
            /// Binds the request to the client that is to send it.
            pub fn bind(self, client: &$crate::runtime::Client) -> $name<$crate::runtime::Client> {
                $name(self.0.bind_to(client))
            }
        });

        impl $name<$crate::runtime::Client> {
            /// Sends the request. Unlike `.await`, it gives the whole response: status, headers, rate limit, drift.
            pub fn send(self) -> $crate::runtime::Sending<$output> {
                self.0.send()
            }

            $(
                /// Sends the request, and one more for each further page: a stream of pages.
                pub fn pages(self) -> $crate::runtime::Pages<$output> {
                    self.0.pages()
                }

                /// Sends the request, and one more for each further page: a stream of the items of all pages.
                pub fn items(self) -> $crate::runtime::Items<$item> {
                    self.0.items($member)
                }
            )?
        }

        impl ::core::future::IntoFuture for $name<$crate::runtime::Client> {
            type Output = ::core::result::Result<$output, $crate::runtime::Error>;
            type IntoFuture = $crate::runtime::Awaiting<$output>;

            fn into_future(self) -> Self::IntoFuture {
                self.0.send_for_value()
            }
        }
    };
}

/// The part of [`request!`](crate::request) that sends, where there is no client.
#[cfg(not(feature = "client"))]
#[doc(hidden)]
#[macro_export]
macro_rules! request_sending {
    ($name:ident $($rest:tt)*) => {
        $crate::request_setters!($name {});
    };
}
