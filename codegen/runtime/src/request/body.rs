//! Bodies to send that are no JSON.

use std::fmt;
#[cfg(feature = "client")]
use std::{io, pin::Pin, sync::Arc};

use bytes::Bytes;
#[cfg(feature = "client")]
use futures_core::Stream;

/// A body that is sent as it is: a file, a text, an archive.
///
/// It is made of bytes or text that is at hand (`"text".into()`, `vec![0].into()`), or of a stream with
/// [`Body::stream`]. Printed, it shows its length and never its bytes.
#[derive(Clone)]
pub struct Body(pub(crate) Content);

/// What a body is made of.
#[derive(Clone)]
pub(crate) enum Content {
    Bytes(Bytes),
    #[cfg(feature = "client")]
    Stream {
        length: Option<u64>,
        make: Arc<MakeChunks>,
    },
}

/// The chunks of a body that is being sent.
#[cfg(feature = "client")]
pub(crate) type Chunks = Pin<Box<dyn Stream<Item = io::Result<Bytes>> + Send>>;

#[cfg(feature = "client")]
type MakeChunks = dyn Fn() -> Chunks + Send + Sync;

impl Body {
    /// A body that is read while it is sent, for what is too large to be held in memory.
    ///
    /// `length` is its length in bytes, where that is known; a stream that turns out to have another one is an error.
    /// `make` is called once for each time that the body is sent: a second time only where the server redirects.
    #[cfg(feature = "client")]
    pub fn stream<S>(length: Option<u64>, make: impl Fn() -> S + Send + Sync + 'static) -> Self
    where
        S: Stream<Item = io::Result<Bytes>> + Send + 'static,
    {
        Self(Content::Stream { length, make: Arc::new(move || Box::pin(make())) })
    }

    /// The bytes, if they are at hand: those of a stream are not.
    pub fn bytes(&self) -> Option<Bytes> {
        match &self.0 {
            Content::Bytes(bytes) => Some(bytes.clone()),
            #[cfg(feature = "client")]
            Content::Stream { .. } => None,
        }
    }

    /// The length in bytes, where that is known.
    pub fn length(&self) -> Option<u64> {
        match &self.0 {
            Content::Bytes(bytes) => u64::try_from(bytes.len()).ok(),
            #[cfg(feature = "client")]
            Content::Stream { length, .. } => *length,
        }
    }
}

/// Bodies of bytes are equal where their bytes are, those of streams where one is the clone of the other.
impl PartialEq for Body {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Content::Bytes(one), Content::Bytes(other)) => one == other,
            #[cfg(feature = "client")]
            (Content::Stream { make: one, .. }, Content::Stream { make: other, .. }) => {
                Arc::ptr_eq(one, other)
            }
            #[cfg(feature = "client")]
            _ => false,
        }
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.length() {
            Some(length) => write!(f, "{length} bytes"),
            None => f.write_str("a stream of unknown length"),
        }
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self(Content::Bytes(bytes))
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<&'static [u8]> for Body {
    fn from(bytes: &'static [u8]) -> Self {
        Bytes::from_static(bytes).into()
    }
}

impl<const N: usize> From<&'static [u8; N]> for Body {
    fn from(bytes: &'static [u8; N]) -> Self {
        bytes.as_slice().into()
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Bytes::from(text).into()
    }
}

impl From<&str> for Body {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}
