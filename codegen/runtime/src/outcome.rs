//! What a whole answer is read into.

use http::StatusCode;

#[cfg(feature = "client")]
use super::client::Download;
use super::decode::{BodyFault, Decoded, Fault, Strictness, Value};
use super::error::{Error, Exchange};
use super::text::Text;

/// What a whole answer of success is read into: its body, and at some endpoints its status.
///
/// Everything that can be read from JSON is such, and so are [`Text`], `Download`, and the enums of the endpoints that
/// answer with more than one status.
pub trait Outcome: Sized + Send + 'static {
    /// The media types to ask for, where they are not those of JSON.
    #[doc(hidden)]
    const ACCEPT: Option<&'static str> = None;

    /// Whether the body is handed over while it comes, so that no limit of time or size applies to the whole of it.
    #[doc(hidden)]
    const FLOWS: bool = false;

    /// Reads an answer.
    ///
    /// # Errors
    ///
    /// What is wrong with its body.
    #[doc(hidden)]
    fn from_answer(answer: Answer<'_>) -> Result<Decoded<Self>, BodyFault>;
}

impl<T: Value> Outcome for T {
    fn from_answer(answer: Answer<'_>) -> Result<Decoded<Self>, BodyFault> {
        answer.json(|value| value)
    }
}

/// The bytes of an answer while they come. Without the feature `client` there are requests for them, but no answers.
#[cfg(not(feature = "client"))]
#[derive(Debug)]
pub enum Download {}

#[cfg(not(feature = "client"))]
impl Outcome for Download {
    fn from_answer(_: Answer<'_>) -> Result<Decoded<Self>, BodyFault> {
        Err(BodyFault::Whole(Fault::of_body("a body that is still to come", "all of it")))
    }
}

/// An answer of success, before anybody knows what is in it.
///
/// It is also how an answer that was recorded is read as the client would read it:
///
/// ```text
/// let outcome = Answer::new(StatusCode::CREATED, &recorded).read::<CreateOutcome>()?;
/// ```
#[derive(Debug)]
pub struct Answer<'a> {
    status: StatusCode,
    content_type: &'a str,
    body: &'a [u8],
    strictness: Strictness,
    /// The body where it has not come yet.
    #[cfg(feature = "client")]
    pub(crate) download: Option<Box<Download>>,
}

impl<'a> Answer<'a> {
    /// An answer of JSON, which is read leniently.
    pub fn new(status: StatusCode, body: &'a [u8]) -> Self {
        Self {
            status,
            content_type: "application/json",
            body,
            strictness: Strictness::Lenient,
            #[cfg(feature = "client")]
            download: None,
        }
    }

    /// Says what the body is (`Content-Type`).
    #[must_use]
    pub fn content_type(self, content_type: &'a str) -> Self {
        Self { content_type, ..self }
    }

    /// Says what to do about drift.
    #[must_use]
    pub fn strictness(self, strictness: Strictness) -> Self {
        Self { strictness, ..self }
    }

    /// Reads the answer.
    ///
    /// # Errors
    ///
    /// [`Error::Decode`] if the body cannot be used; [`Error::Items`] if it is a list, and some of its items cannot.
    pub fn read<T: Outcome>(self) -> Result<Decoded<T>, Error> {
        T::from_answer(self).map_err(|fault| Error::from_body(fault, Exchange::offline()))
    }

    /// The status.
    #[doc(hidden)]
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// Reads JSON.
    #[doc(hidden)]
    pub fn json<T: Value, O>(self, make: fn(T) -> O) -> Result<Decoded<O>, BodyFault> {
        let Decoded { value, drifts } = match T::from_empty_body().filter(|_| self.is_empty()) {
            Some(value) => Decoded::of(value),
            None => T::from_body(self.present_body()?, self.strictness)?,
        };
        Ok(Decoded { value: make(value), drifts })
    }

    /// Reads text.
    #[doc(hidden)]
    pub fn text<O>(self, make: fn(Text) -> O) -> Result<Decoded<O>, BodyFault> {
        Text::from_body(self.content_type, self.body)
            .map(|text| Decoded::of(make(text)))
            .map_err(BodyFault::Whole)
    }

    /// Takes it that there is nothing in the body.
    #[doc(hidden)]
    pub fn empty<O>(self, outcome: O) -> Result<Decoded<O>, BodyFault> {
        Ok(Decoded::of(outcome))
    }

    /// Reads JSON of a status that is not documented.
    #[doc(hidden)]
    pub fn other<O>(self, make: fn(StatusCode, serde_json::Value) -> O) -> Result<Decoded<O>, BodyFault> {
        let status = self.status;
        let Decoded { value, drifts } = self.json(|value| value)?;
        Ok(Decoded { value: make(status, value), drifts })
    }

    /// Whether there is no body. What comes with a 204 is none.
    fn is_empty(&self) -> bool {
        self.status == StatusCode::NO_CONTENT || self.body.trim_ascii().is_empty()
    }

    pub(crate) fn present_body(&self) -> Result<&'a [u8], BodyFault> {
        if self.is_empty() {
            return Err(BodyFault::Whole(Fault::of_body("JSON", "an empty body")));
        }
        Ok(self.body)
    }
}

impl Fault {
    /// A fault of the body as a whole.
    pub(crate) fn of_body(expected: &'static str, got: impl Into<String>) -> Self {
        Self { path: "$".to_owned(), expected: expected.into(), got: got.into() }
    }
}

/// Implements [`Outcome`](crate::Outcome) for an enum with a variant for each documented success, and
/// `Other(StatusCode, Value)`: `outcome!(CreateOutcome { 200 => json Ok, 201 => json Created, 204 => empty NoContent });`.
#[doc(hidden)]
#[macro_export]
macro_rules! outcome {
    ($name:ident { $($status:literal => $kind:ident $variant:ident),* $(,)? }) => {
        impl $crate::Outcome for $name {
            fn from_answer(
                answer: $crate::Answer<'_>,
            ) -> ::core::result::Result<$crate::Decoded<Self>, $crate::BodyFault> {
                match answer.status() {
                    $($status => answer.$kind(Self::$variant),)*
                    _ => answer.other(Self::Other),
                }
            }
        }
    };
}
