//! The kinds of changes that two schemas can differ by, and the one table of what each of them means at each place.

use crate::diff::finding::SubjectKind;
use crate::diff::rules::RuleId as R;
use crate::diff::verdict::Rust;
use crate::diff::verdict::Wire::{self, Breaking, Compatible, None as Nothing, Risky};

/// A kind of change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum ChangeKind {
    /// A parameter, member or field is on the new side only.
    Added {
        required: bool,
    },
    /// It is on the old side only.
    Removed {
        required: bool,
    },
    /// It has another name.
    Renamed {
        required: bool,
    },
    /// It is sent in another place.
    Moved,
    /// A placeholder of the path has another name, which is not sent.
    PlaceholderRenamed,
    BecameRequired,
    BecameOptional,
    NullAdded,
    NullRemoved,
    /// The page states null where a title or a union hid whether it occurs.
    NullStated,
    /// The page no longer states null, and hides whether it occurs.
    NullUnstated,
    /// It is absent where it was null, or the other way round.
    NullForAbsence,
    TypeChanged,
    /// All values of the old type are values of the new one.
    TypeWidened,
    /// All values of the new type are values of the old one.
    TypeNarrowed,
    /// An array became an object, or the other way round.
    ShapeChanged,
    /// An object became one of several values; `kept` if it is still one of them.
    ObjectBecameUnion {
        kept: bool,
    },
    /// One of several values became an object; `kept` if it was one of them.
    UnionBecameObject {
        kept: bool,
    },
    /// One of several values became one of them that is not an object.
    UnionNarrowed,
    VariantsAdded,
    VariantsRemoved,
    /// A status has another schema, which may come with a media type of its own.
    SchemaAdded,
    MapOpened,
    MapClosed,
    ValuesAdded,
    ValuesRemoved,
    ValuesRespelled,
    BecameEnum,
    NoLongerEnum,
    FormatAdded,
    FormatRemoved,
    FormatChanged,
    /// The format of a number, which is the same number in JSON.
    NumberFormatChanged,
    DefaultChanged,
    DefaultAdded,
    DefaultRemoved,
    LimitsTightened,
    LimitsLoosened,
    /// Some limits are tighter and some looser, or a pattern is another one.
    LimitsChanged,
    Deprecated,
    Undeprecated,
    DescriptionChanged,
    /// Links of the description name another version or language.
    DescriptionLinksChanged,
    /// The page hides what it showed, or shows what it hid.
    Hidden,
    Shown,
    /// The page shows nothing of a response, or something where it showed nothing.
    ResponseHidden,
    ResponseShown,
    /// An object or a variant has another title.
    Retitled,
    /// An object is one of its own in this place.
    Split,
    /// An object is the one that goes under another title.
    Merged,
    /// A place has an object under another title; both titles stay.
    Replaced,
}

/// Where a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum ValueOf {
    /// It is sent in the path, the query or a header.
    Parameter,
    /// It is sent in a body.
    Body,
    /// It is received.
    Response,
}

impl ValueOf {
    pub(super) fn new(kind: SubjectKind) -> Self {
        match kind {
            SubjectKind::Parameter => Self::Parameter,
            SubjectKind::Body => Self::Body,
            _ => Self::Response,
        }
    }

    /// Whether the value goes from the caller to the server.
    pub(super) fn is_sent(self) -> bool {
        self != Self::Response
    }
}

impl ChangeKind {
    /// Returns the rule of a change and what it means on the wire.
    #[expect(clippy::too_many_lines, reason = "it is one table, a row for each kind")]
    pub(super) fn verdict(self, of: ValueOf) -> (R, Wire) {
        let required_breaks = |required| if required { Breaking } else { Risky };
        let received = |rule, wire| [(rule, wire); 3];
        // In a parameter, in a body, in a response.
        let row = match self {
            Self::Added { required: false } => [
                (R::ParamAddedOptional, Compatible),
                (R::BodyFieldAddedOptional, Compatible),
                (R::ResponseFieldAdded, Compatible),
            ],
            Self::Added { required: true } => [
                (R::ParamAddedRequired, Breaking),
                (R::BodyFieldAddedRequired, Breaking),
                (R::ResponseFieldAdded, Compatible),
            ],
            Self::Removed { required } => [
                (R::ParamRemoved, Risky),
                (R::BodyFieldRemoved, Risky),
                (R::ResponseFieldRemoved, required_breaks(required)),
            ],
            Self::Renamed { required } => [
                (R::ParamRenamed, required_breaks(required)),
                (R::BodyFieldRenamed, required_breaks(required)),
                (R::ResponseFieldRenamed, required_breaks(required)),
            ],
            Self::Moved => [(R::ParamLocationChanged, Breaking); 3],
            Self::PlaceholderRenamed => [(R::PathParamRenamed, Nothing); 3],
            Self::BecameRequired => [
                (R::ParamBecameRequired, Breaking),
                (R::BodyFieldBecameRequired, Breaking),
                (R::ResponseFieldBecameRequired, Compatible),
            ],
            Self::BecameOptional => [
                (R::ParamBecameOptional, Compatible),
                (R::BodyFieldBecameOptional, Compatible),
                (R::ResponseFieldBecameOptional, Breaking),
            ],
            Self::NullAdded => [
                (R::ParamNullableAdded, Compatible),
                (R::BodyFieldNullableAdded, Compatible),
                (R::ResponseFieldNullableAdded, Breaking),
            ],
            Self::NullRemoved => [
                (R::ParamNullableRemoved, Nothing),
                (R::BodyFieldNullableRemoved, Breaking),
                (R::ResponseFieldNullableRemoved, Compatible),
            ],
            Self::NullStated => received(R::ResponseFieldNullableAdded, Risky),
            Self::NullUnstated => received(R::ResponseFieldNullableRemoved, Compatible),
            Self::NullForAbsence => received(R::ResponseFieldNullToAbsent, Risky),
            Self::TypeChanged | Self::ShapeChanged => [
                (R::ParamTypeChanged, Breaking),
                (R::BodyFieldTypeChanged, Breaking),
                match self {
                    Self::ShapeChanged => (R::ResponseShapeChanged, Breaking),
                    _ => (R::ResponseFieldTypeChanged, Breaking),
                },
            ],
            Self::TypeWidened => [
                (R::ParamTypeWidened, Compatible),
                (R::BodyFieldTypeWidened, Compatible),
                (R::ResponseFieldTypeWidened, Breaking),
            ],
            Self::TypeNarrowed => [
                (R::ParamTypeChanged, Breaking),
                (R::BodyFieldTypeChanged, Breaking),
                (R::ResponseFieldTypeChanged, Compatible),
            ],
            Self::ObjectBecameUnion { kept: true } => [
                (R::ParamTypeWidened, Compatible),
                (R::BodyFieldTypeWidened, Compatible),
                (R::ResponseFieldBecameUnion, Breaking),
            ],
            Self::ObjectBecameUnion { kept: false } => [
                (R::ParamTypeChanged, Breaking),
                (R::BodyFieldTypeChanged, Breaking),
                (R::ResponseFieldBecameUnion, Breaking),
            ],
            Self::UnionBecameObject { kept: true } => [
                (R::ParamTypeChanged, Breaking),
                (R::BodyUnionVariantRemoved, Breaking),
                (R::ResponseFieldNoLongerUnion, Compatible),
            ],
            Self::UnionBecameObject { kept: false } => [
                (R::ParamTypeChanged, Breaking),
                (R::BodyFieldTypeChanged, Breaking),
                (R::ResponseFieldNoLongerUnion, Breaking),
            ],
            Self::UnionNarrowed => [
                (R::ParamTypeChanged, Breaking),
                (R::BodyUnionVariantRemoved, Breaking),
                (R::ResponseFieldTypeChanged, Compatible),
            ],
            Self::VariantsAdded => [
                (R::ParamTypeWidened, Compatible),
                (R::BodyUnionVariantAdded, Compatible),
                (R::ResponseUnionVariantAdded, Breaking),
            ],
            Self::VariantsRemoved => [
                (R::ParamTypeChanged, Breaking),
                (R::BodyUnionVariantRemoved, Breaking),
                (R::ResponseUnionVariantRemoved, Compatible),
            ],
            Self::SchemaAdded => received(R::ResponseUnionVariantAdded, Risky),
            Self::MapOpened => [
                (R::ParamTypeWidened, Compatible),
                (R::BodyFieldTypeWidened, Compatible),
                (R::ResponseMapOpened, Compatible),
            ],
            Self::MapClosed => [
                (R::ParamTypeChanged, Risky),
                (R::BodyFieldTypeChanged, Risky),
                (R::ResponseMapClosed, Risky),
            ],
            Self::ValuesAdded => [
                (R::ParamEnumValueAdded, Compatible),
                (R::BodyEnumValueAdded, Compatible),
                (R::ResponseEnumValueAdded, Risky),
            ],
            Self::ValuesRemoved => [
                (R::ParamEnumValueRemoved, Breaking),
                (R::BodyEnumValueRemoved, Breaking),
                (R::ResponseEnumValueRemoved, Compatible),
            ],
            Self::ValuesRespelled => [
                (R::ParamEnumValueRespelled, Breaking),
                (R::BodyEnumValueRespelled, Breaking),
                (R::ResponseEnumValueRespelled, Breaking),
            ],
            Self::BecameEnum => [
                (R::ParamBecameEnum, Breaking),
                (R::BodyFieldBecameEnum, Breaking),
                (R::ResponseFieldBecameEnum, Compatible),
            ],
            Self::NoLongerEnum => [
                (R::ParamNoLongerEnum, Compatible),
                (R::BodyFieldNoLongerEnum, Compatible),
                (R::ResponseFieldNoLongerEnum, Risky),
            ],
            // Any text was accepted, and a text of the format is one of those that could be received.
            Self::FormatAdded => [
                (R::ParamTypeChanged, Risky),
                (R::BodyFieldTypeChanged, Risky),
                (R::ResponseFieldFormatChanged, Nothing),
            ],
            Self::FormatRemoved => [
                (R::ParamTypeWidened, Compatible),
                (R::BodyFieldTypeWidened, Compatible),
                (R::ResponseFieldFormatChanged, Risky),
            ],
            Self::FormatChanged => [
                (R::ParamTypeChanged, Risky),
                (R::BodyFieldTypeChanged, Risky),
                (R::ResponseFieldFormatChanged, Risky),
            ],
            Self::NumberFormatChanged => [
                (R::ParamTypeChanged, Nothing),
                (R::BodyFieldTypeChanged, Nothing),
                (R::ResponseFieldFormatChanged, Nothing),
            ],
            Self::DefaultChanged => [
                (R::ParamDefaultChanged, Risky),
                (R::BodyDefaultChanged, Risky),
                (R::ResponseFieldDefaultChanged, Nothing),
            ],
            Self::DefaultAdded => [
                (R::ParamDefaultAdded, Risky),
                (R::BodyDefaultChanged, Risky),
                (R::ResponseFieldDefaultChanged, Nothing),
            ],
            Self::DefaultRemoved => [
                (R::ParamDefaultRemoved, Risky),
                (R::BodyDefaultChanged, Risky),
                (R::ResponseFieldDefaultChanged, Nothing),
            ],
            Self::LimitsTightened => [
                (R::ParamConstraintChanged, Risky),
                (R::ParamConstraintChanged, Risky),
                (R::ResponseFieldConstraintChanged, Compatible),
            ],
            Self::LimitsLoosened => [
                (R::ParamConstraintChanged, Compatible),
                (R::ParamConstraintChanged, Compatible),
                (R::ResponseFieldConstraintChanged, Risky),
            ],
            Self::LimitsChanged => [
                (R::ParamConstraintChanged, Risky),
                (R::ParamConstraintChanged, Risky),
                (R::ResponseFieldConstraintChanged, Risky),
            ],
            Self::Deprecated => [
                (R::ParamDeprecated, Compatible),
                (R::ParamDeprecated, Compatible),
                (R::ResponseFieldDeprecated, Compatible),
            ],
            Self::Undeprecated => [
                (R::ParamUndeprecated, Compatible),
                (R::ParamUndeprecated, Compatible),
                (R::ResponseFieldUndeprecated, Compatible),
            ],
            Self::DescriptionChanged => [(R::DocChanged, Nothing); 3],
            Self::DescriptionLinksChanged => [(R::DocLinkVersion, Nothing); 3],
            Self::Hidden | Self::Shown => [(R::SchemaTruncated, Nothing); 3],
            Self::ResponseHidden => received(R::ResponseSchemaRemoved, Nothing),
            Self::ResponseShown => received(R::ResponseSchemaAdded, Nothing),
            Self::Retitled => [(R::TypeRenamed, Nothing); 3],
            // The changes inside the object carry the verdict.
            Self::Split => received(R::TypeSplit, Nothing),
            Self::Merged => received(R::TypeMerged, Nothing),
            Self::Replaced => received(R::ResponseFieldTypeChanged, Nothing),
        };
        row[of as usize]
    }

    /// Returns what a change means for code beyond the items that it changes.
    pub(super) fn rust(self, of: ValueOf) -> Rust {
        match self {
            // Requests without a default do something else; and where the crate takes the old and the new values alike, a
            // caller compiles and sends what is refused.
            Self::DefaultChanged
            | Self::DefaultAdded
            | Self::DefaultRemoved
            | Self::TypeChanged
            | Self::TypeNarrowed
            | Self::ShapeChanged
            | Self::UnionNarrowed
            | Self::VariantsRemoved
            | Self::ObjectBecameUnion { kept: false }
            | Self::UnionBecameObject { .. }
                if of.is_sent() =>
            {
                Rust::Behavioural
            }
            // An open enum or union of the old crate reads these as something unknown.
            Self::ValuesAdded | Self::VariantsAdded if !of.is_sent() => Rust::Behavioural,
            Self::Deprecated => Rust::Deprecated,
            Self::Undeprecated => Rust::Additive,
            Self::DescriptionChanged
            | Self::DescriptionLinksChanged
            | Self::DefaultChanged
            | Self::DefaultAdded
            | Self::DefaultRemoved
            | Self::LimitsTightened
            | Self::LimitsLoosened
            | Self::LimitsChanged => Rust::Docs,
            _ => Rust::None,
        }
    }

    /// Whether references say different things of the API, and not the same thing in other words, under other titles or in
    /// more or less detail. `Split`, `Merged` and `Replaced` do if anything inside does.
    pub(super) fn is_fact(self, of: ValueOf) -> bool {
        match self {
            Self::PlaceholderRenamed
            | Self::NullStated
            | Self::NullUnstated
            | Self::NumberFormatChanged
            | Self::LimitsTightened
            | Self::LimitsLoosened
            | Self::LimitsChanged
            | Self::Deprecated
            | Self::Undeprecated
            | Self::DescriptionChanged
            | Self::DescriptionLinksChanged
            | Self::Hidden
            | Self::Shown
            | Self::ResponseHidden
            | Self::ResponseShown
            | Self::Retitled => false,
            Self::DefaultChanged | Self::DefaultAdded | Self::DefaultRemoved => of.is_sent(),
            _ => true,
        }
    }
}
