//! Why an entry of `names.lock` cannot be used, with each place and the fix.

use std::fmt;

/// A name or an entry that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockError {
    /// The kind of error.
    pub code: LockCode,
    /// The entry or the name, and the cause.
    pub message: String,
    /// Each place of the file that has a part in it.
    pub places: Vec<LockPlace>,
    /// The fix.
    pub help: String,
}

impl LockError {
    /// Creates an error of some places.
    pub(in crate::lower) fn new(
        code: LockCode,
        message: String,
        places: impl IntoIterator<Item = LockPlace>,
        help: impl Into<String>,
    ) -> Self {
        Self { code, message, places: places.into_iter().collect(), help: help.into() }
    }
}

/// A place in `names.lock`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockPlace {
    /// The line, from 1.
    pub line: usize,
    /// Key of the entry.
    pub key: String,
}

/// Kinds of errors in `names.lock`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LockCode {
    /// The file is not TOML.
    Syntax,
    /// A key occurs twice.
    RepeatedKey,
    /// A key that has no meaning.
    UnknownKey,
    /// A key that an entry cannot do without.
    MissingKey,
    /// A value of the wrong type.
    WrongType,
    /// A name that is not an identifier of its kind.
    InvalidName,
    /// Two endpoints have one call.
    SharedCall,
    /// Two types have one name.
    SharedTypeName,
    /// Two members of an item have one name.
    SharedMemberName,
    /// A name that something else has, which is not in the file.
    TakenName,
    /// Arguments that are not those of the endpoint.
    WrongArguments,
}

impl LockCode {
    /// Returns the code as messages print it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Syntax => "syntax",
            Self::RepeatedKey => "repeated-key",
            Self::UnknownKey => "unknown-key",
            Self::MissingKey => "missing-key",
            Self::WrongType => "wrong-type",
            Self::InvalidName => "invalid-name",
            Self::SharedCall => "shared-call",
            Self::SharedTypeName => "shared-type-name",
            Self::SharedMemberName => "shared-member-name",
            Self::TakenName => "taken-name",
            Self::WrongArguments => "wrong-arguments",
        }
    }
}

impl fmt::Display for LockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}] {}", self.code.as_str(), self.message)?;
        for place in &self.places {
            write!(f, "\n  --> line {}: {}", place.line, place.key)?;
        }
        write!(f, "\n  = help: {}", self.help)
    }
}

impl std::error::Error for LockError {}

/// All errors of a file, in the order of its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockErrors(pub Vec<LockError>);

impl LockErrors {
    /// Returns the error of a text that is not TOML.
    pub(crate) fn of_syntax(error: &toml_edit::TomlError) -> Self {
        let help = "correct the TOML";
        Self(vec![LockError::new(LockCode::Syntax, error.to_string(), [], help)])
    }

    /// Returns the errors in the order of their first places; `None` if the list is empty.
    pub(crate) fn of(mut errors: Vec<LockError>) -> Option<Self> {
        errors.sort_by_key(|error| error.places.iter().map(|place| place.line).min());
        (!errors.is_empty()).then_some(Self(errors))
    }
}

impl fmt::Display for LockErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, error) in self.0.iter().enumerate() {
            if at > 0 {
                f.write_str("\nnames.lock: ")?;
            }
            error.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for LockErrors {}
