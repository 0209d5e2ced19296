//! The rules: one table, one row a rule. `cargo xtask diff --explain RULE` and the catalogue print it.

use std::fmt;

use serde::{Serialize, Serializer};

/// What is known of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its stable name.
    pub id: &'static str,
    /// What has happened, in a few words.
    pub title: &'static str,
    /// Why the verdicts are what they are.
    pub why: &'static str,
    /// What to do.
    pub advice: &'static str,
}

macro_rules! rules {
    ($($variant:ident = $id:literal, $title:literal, $why:literal, $advice:literal;)*) => {
        /// A rule: one kind of change.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum RuleId {
            $(#[doc = concat!(" ", $title, ".")] $variant,)*
        }

        impl RuleId {
            /// Every rule, in the catalogue's order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// What is known of it.
            pub fn rule(self) -> &'static Rule {
                match self {
                    $(Self::$variant => &Rule { id: $id, title: $title, why: $why, advice: $advice },)*
                }
            }
        }
    };
}

/// How the advice begins where compiling anew is enough.
pub(super) const REBUILD: &str = "Regenerate and rebuild";

/// How the advice begins where there is nothing to do.
pub(super) const NOTHING: &str = "Nothing to do";

impl RuleId {
    /// Its stable name.
    pub fn as_str(self) -> &'static str {
        self.rule().id
    }

    /// The rule of a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|rule| rule.as_str() == name)
    }

    /// Whether it is about pages that are not as they should be, whatever they say.
    pub(super) fn is_about_pages(self) -> bool {
        matches!(self, Self::ParseWarning | Self::ParseError | Self::SchemaTruncated)
    }

    /// Whether it is about words alone, which reports fold.
    pub fn is_prose(self) -> bool {
        matches!(
            self,
            Self::DocChanged | Self::DocLinkVersion | Self::DocLanguageChanged | Self::ExampleChanged
        )
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Serialize for RuleId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

rules! {
EndpointAdded = "endpoint-added", "An endpoint is new",
    "Nobody called it before, so nothing of what worked is touched.",
    "Use it where it helps.";
EndpointRemoved = "endpoint-removed", "An endpoint is gone",
    "Servers answer 404 to what callers still send, and its method and types leave the crate.",
    "Replace the calls before the servers are updated.";
EndpointRemovedAfterDeprecation = "endpoint-removed-after-deprecation", "A deprecated endpoint is gone",
    "It was announced, but a call of it that is still there fails all the same.",
    "Replace the calls that the deprecation warned of.";
EndpointDeprecated = "endpoint-deprecated", "An endpoint is closing down",
    "It still works; callers see a compiler warning from now on.",
    "Plan its replacement.";
EndpointUndeprecated = "endpoint-undeprecated", "An endpoint is not closing down any more",
    "The compiler's warning goes.",
    "Drop `#[allow(deprecated)]` where it was only for this.";
EndpointMethodChanged = "endpoint-method-changed", "An endpoint has another HTTP method",
    "Requests with the old method are refused. A caller of the crate has the same method as before.",
    "Regenerate and rebuild before the servers change.";
EndpointMoved = "endpoint-moved", "An endpoint has another path",
    "Requests to the old path are answered 404. Where title and parameters are the same, so is the Rust method.",
    "Regenerate and rebuild before the servers change.";
EndpointRenamed = "endpoint-renamed", "An endpoint has another title",
    "A title is documentation: the names lock keeps the method's name.",
    "Nothing to do.";
EndpointPageMoved = "endpoint-page-moved", "An endpoint is documented on another page",
    "The request is the same. If the category changes, another cargo feature turns the endpoint on.",
    "Turn on the new category's feature where the old one was named.";
PathParamRenamed = "path-param-renamed", "A placeholder of a path has another name",
    "The bytes of the URL are the same, and arguments of Rust functions are known by place.",
    "Nothing to do.";
ParamAddedOptional = "param-added-optional", "An optional parameter is new",
    "What is sent today goes on working.",
    "Use the new setter where it helps.";
ParamAddedRequired = "param-added-required", "A required parameter is new",
    "Requests without it are refused, and the constructor has one argument more.",
    "Give the new argument.";
ParamRemoved = "param-removed", "A parameter is gone",
    "Servers ignore what they do not know, so a filter silently stops filtering.",
    "Drop it, and check what the call relied on it for.";
ParamRenamed = "param-renamed", "A parameter has another name",
    "The old name is ignored by servers, and the setter has another name.",
    "Call the new setter.";
ParamBecameRequired = "param-became-required", "A parameter must be given now",
    "Requests without it are refused, and what was a setter is an argument.",
    "Move the value from the setter to the constructor.";
ParamBecameOptional = "param-became-optional", "A parameter may be left out now",
    "What is sent today goes on working, but what was an argument is a setter.",
    "Move the value from the constructor to the setter.";
ParamTypeChanged = "param-type-changed", "A parameter has another type",
    "Values of the old type are refused, or read as something else.",
    "Give a value of the new type.";
ParamNullableAdded = "param-nullable-added", "A parameter may be null",
    "Outside of bodies null cannot be sent, so nothing changes.",
    "Nothing to do.";
ParamNullableRemoved = "param-nullable-removed", "A parameter is never null",
    "Outside of bodies null cannot be sent, so nothing changes.",
    "Nothing to do.";
ParamTypeWidened = "param-type-widened", "A parameter takes more than before",
    "What is sent today goes on working, but its Rust type is another one.",
    "Convert the value.";
ParamEnumValueAdded = "param-enum-value-added", "A parameter takes another value",
    "What is sent today goes on working.",
    "Use the new variant where it helps.";
ParamEnumValueRemoved = "param-enum-value-removed", "A parameter does not take a value any more",
    "Requests with that value are refused, and the variant is gone.",
    "Use another value.";
ParamEnumValueRespelled = "param-enum-value-respelled", "A value of a parameter is spelled in another way",
    "Requests with the old spelling are refused. The variant's name stays, so compiling anew is enough.",
    "Regenerate and rebuild before the servers change.";
ParamBecameEnum = "param-became-enum", "A parameter takes listed values only",
    "Other texts are refused, and text is no longer what the setter takes.",
    "Give the enum's value; `.into()` makes one of any text.";
ParamNoLongerEnum = "param-no-longer-enum", "A parameter takes any text",
    "What is sent today goes on working, but the enum is gone.",
    "Give the text itself.";
ParamDefaultChanged = "param-default-changed", "A parameter has another default",
    "Requests that leave it out give something else than before.",
    "Set the value where the old default was relied on.";
ParamDefaultAdded = "param-default-added", "A default of a parameter is stated",
    "Requests that leave it out may give something else than before.",
    "Set the value where it matters.";
ParamDefaultRemoved = "param-default-removed", "A default of a parameter is not stated any more",
    "Requests that leave it out may give something else than before.",
    "Set the value where the old default was relied on.";
ParamLocationChanged = "param-location-changed", "A parameter is sent in another place",
    "Servers do not look where it was sent. The setter stays.",
    "Regenerate and rebuild before the servers change.";
ParamConstraintChanged = "param-constraint-changed", "The prose of a parameter states another limit",
    "A value that was accepted may be refused or cut. Only prose says it, so it is for a person to judge.",
    "Compare the limit with what is sent.";
ParamDeprecated = "param-deprecated", "A parameter is closing down",
    "It still works; callers see a compiler warning from now on.",
    "Plan its replacement.";
ParamUndeprecated = "param-undeprecated", "A parameter is not closing down any more",
    "The compiler's warning goes.",
    "Drop `#[allow(deprecated)]` where it was only for this.";
PaginationAdded = "pagination-added", "A list comes in pages now",
    "Who does not follow the pages sees the first one only.",
    "Read it with `.items()` or `.pages()`.";
PaginationRemoved = "pagination-removed", "A list does not come in pages any more",
    "The parameters are ignored, and their setters are gone.",
    "Drop the setters.";
BodyFieldAddedOptional = "body-field-added-optional", "An optional member of a body is new",
    "What is sent today goes on working.",
    "Use the new setter where it helps.";
BodyFieldAddedRequired = "body-field-added-required", "A required member of a body is new",
    "Requests without it are refused, and the constructor has one argument more.",
    "Give the new argument.";
BodyFieldRemoved = "body-field-removed", "A member of a body is gone",
    "Servers ignore it or refuse the request, and its setter is gone.",
    "Drop it, and check what the call relied on it for.";
BodyFieldRenamed = "body-field-renamed", "A member of a body has another name",
    "The old name is ignored or refused by servers, and the setter has another name.",
    "Call the new setter.";
BodyFieldBecameRequired = "body-field-became-required", "A member of a body must be given now",
    "Requests without it are refused, and what was a setter is an argument.",
    "Move the value from the setter to the constructor.";
BodyFieldBecameOptional = "body-field-became-optional", "A member of a body may be left out now",
    "What is sent today goes on working, but what was an argument is a setter.",
    "Move the value from the constructor to the setter.";
BodyFieldTypeChanged = "body-field-type-changed", "A member of a body has another type",
    "Values of the old type are refused.",
    "Give a value of the new type.";
BodyFieldTypeWidened = "body-field-type-widened", "A member of a body takes more than before",
    "What is sent today goes on working, but its Rust type is another one.",
    "Convert the value.";
BodyFieldNullableAdded = "body-field-nullable-added", "A member of a body may be null",
    "What is sent today goes on working.",
    "Send `Null` where it helps.";
BodyFieldNullableRemoved = "body-field-nullable-removed", "A member of a body may not be null any more",
    "Requests that send null are refused.",
    "Send a value, or leave it out.";
BodyEnumValueAdded = "body-enum-value-added", "A member of a body takes another value",
    "What is sent today goes on working.",
    "Use the new variant where it helps.";
BodyEnumValueRemoved = "body-enum-value-removed", "A member of a body does not take a value any more",
    "Requests with that value are refused, and the variant is gone.",
    "Use another value.";
BodyEnumValueRespelled = "body-enum-value-respelled", "A value of a body's member is spelled in another way",
    "Requests with the old spelling are refused. The variant's name stays, so compiling anew is enough.",
    "Regenerate and rebuild before the servers change.";
BodyFieldBecameEnum = "body-field-became-enum", "A member of a body takes listed values only",
    "Other texts are refused.",
    "Give the enum's value; `.into()` makes one of any text.";
BodyFieldNoLongerEnum = "body-field-no-longer-enum", "A member of a body takes any text",
    "What is sent today goes on working, but the enum is gone.",
    "Give the text itself.";
BodyDefaultChanged = "body-default-changed", "A member of a body has another default",
    "Requests that leave it out do something else than before.",
    "Set the value where the old default was relied on.";
BodyUnionVariantAdded = "body-union-variant-added", "A member of a body may be another kind of value",
    "What is sent today goes on working.",
    "Use the new variant where it helps.";
BodyUnionVariantRemoved = "body-union-variant-removed", "A member of a body may not be a kind of value any more",
    "Requests with that kind are refused.",
    "Send another kind.";
BodyBecameOptional = "body-became-optional", "The whole body may be left out",
    "What is sent today goes on working.",
    "Move the values from the constructor to the setters.";
BodyBecameRequired = "body-became-required", "The whole body must be given",
    "Requests without it are refused.",
    "Give the new arguments.";
ResponseFieldAdded = "response-field-added", "A field of a reply is new",
    "Clients pass over what they do not know. A server that is older than the documentation does not send it: then it is absent or listed as drift.",
    "Use it where it helps.";
ResponseFieldRemoved = "response-field-removed", "A field of a reply is gone",
    "Whoever reads it finds nothing, and the field leaves the struct.",
    "Take the value from elsewhere.";
ResponseFieldRenamed = "response-field-renamed", "A field of a reply has another name",
    "Whoever reads the old name finds nothing.",
    "Read the new field.";
ResponseFieldBecameOptional = "response-field-became-optional", "A field of a reply may be absent",
    "Whoever counts on it fails, and its Rust type is an `Option` now.",
    "Say what happens without it.";
ResponseFieldBecameRequired = "response-field-became-required", "A field of a reply is always there",
    "What was prepared for its absence goes on working; its Rust type is no `Option` any more.",
    "Drop the `Option` where it is read.";
ResponseFieldNullableAdded = "response-field-nullable-added", "A field of a reply may be null",
    "Whoever counts on a value fails, and its Rust type is an `Option` now.",
    "Say what happens without it.";
ResponseFieldNullableRemoved = "response-field-nullable-removed", "A field of a reply is never null",
    "What was prepared for null goes on working; its Rust type may be no `Option` any more.",
    "Drop the `Option` where it is read.";
ResponseFieldNullToAbsent = "response-field-null-to-absent", "A field of a reply is absent where it was null, or the other way round",
    "A client that tells absent and null apart sees a difference; the crate does not.",
    "Nothing to do with the crate.";
ResponseFieldTypeChanged = "response-field-type-changed", "A field of a reply has another type",
    "Whoever reads it as the old type fails.",
    "Read the new type.";
ResponseFieldTypeWidened = "response-field-type-widened", "A field of a reply may be of more types",
    "Whoever reads it as the old type fails on the others.",
    "Handle each type.";
ResponseFieldFormatChanged = "response-field-format-changed", "A field of a reply has another format",
    "The JSON type is the same, but the text may be another one: a date is no date any more.",
    "Read the new type.";
ResponseFieldConstraintChanged = "response-field-constraint-changed", "A field of a response has another limit",
    "A value may be longer, larger or of another form than before; types of the crate do not depend on it.",
    "Compare the limit with what is made of the value.";
ResponseFieldDefaultChanged = "response-field-default-changed", "A field of a response has another default",
    "It is a remark: servers send the value, whatever its default.",
    "Nothing to do.";
ResponseFieldDeprecated = "response-field-deprecated", "A field of a reply is closing down",
    "It is still sent; who reads it sees a compiler warning from now on.",
    "Take the value from elsewhere.";
ResponseFieldUndeprecated = "response-field-undeprecated", "A field of a reply is not closing down any more",
    "The compiler's warning goes.",
    "Drop `#[allow(deprecated)]` where it was only for this.";
ResponseFieldBecameEnum = "response-field-became-enum", "A field of a reply has listed values",
    "The JSON is the same; its Rust type is an open enum now.",
    "Compare with the variants, or use `.as_str()`.";
ResponseFieldNoLongerEnum = "response-field-no-longer-enum", "A field of a reply may be any text",
    "Values beyond the list may come; its Rust type is `String` now.",
    "Compare with the texts.";
ResponseFieldBecameUnion = "response-field-became-union", "A field of a reply is one of several objects",
    "Whoever reads it as the one object fails on the others.",
    "Match on the variants.";
ResponseFieldNoLongerUnion = "response-field-no-longer-union", "A field of a reply is one object only",
    "Its Rust type is the struct now.",
    "Drop the match.";
ResponseEnumValueAdded = "response-enum-value-added", "A field of a reply may have another value",
    "Whoever handles the listed values only meets a new one. In the crate it was `Unknown` and has a variant now.",
    "Handle the new variant; look for matches on `Unknown`.";
ResponseEnumValueRemoved = "response-enum-value-removed", "A field of a reply does not have a value any more",
    "What handles the value waits in vain; the variant is gone.",
    "Drop the variant where it is matched.";
ResponseEnumValueRespelled = "response-enum-value-respelled", "A value of a reply is spelled in another way",
    "Who compares with the old text finds nothing. The variant's name stays, so compiling anew is enough.",
    "Regenerate and rebuild before the servers change.";
ResponseUnionVariantAdded = "response-union-variant-added", "A value of a reply may be another kind of object",
    "Whoever handles the listed kinds only fails on it. In the crate the enum is open.",
    "Handle the new variant.";
ResponseUnionVariantRemoved = "response-union-variant-removed", "A value of a reply is not a kind of object any more",
    "What handles it waits in vain; the variant is gone.",
    "Drop the variant where it is matched.";
ResponseMapOpened = "response-map-opened", "An object of a reply may have members that are not listed",
    "Clients pass over what they do not know.",
    "Read the map where it helps.";
ResponseMapClosed = "response-map-closed", "Nothing is said any more of members that are not listed",
    "They may still come, but nobody promises it.",
    "Read the fields that are listed.";
ResponseShapeChanged = "response-shape-changed", "A reply is built in another way",
    "An object is a list now, a list is wrapped in an object, or the like: whoever reads it fails.",
    "Read the new type.";
ResponseSchemaAdded = "response-schema-added", "The documentation shows what a reply holds",
    "Nothing changes on the wire; its Rust type is the documented one now.",
    "Read the reply by its new type.";
ResponseSchemaRemoved = "response-schema-removed", "The documentation does not show any more what a reply holds",
    "Nothing is known to change on the wire; its Rust type is plain now.",
    "Compare with the pages before: they say what the reply holds.";
TypeRenamed = "type-renamed", "An object has another title",
    "A title is documentation: the names lock keeps the type's name while its structure is known.",
    "Nothing to do.";
TypeSplit = "type-split", "A reply has an object of its own now",
    "It shared one with other replies, which it does not any more: its Rust type is another one.",
    "Name the new type.";
TypeMerged = "type-merged", "Two objects are one now",
    "The JSON is the same; one of two Rust types is gone.",
    "Name the type that stays.";
TypeChanged = "type-changed", "An item of the crate has changed by a change of its surroundings",
    "The JSON is the same. A name or a type of the crate follows from several places of the reference, and one of the others changed it.",
    "See the signatures.";
StatusErrorAdded = "status-error-added", "An error status is documented",
    "Errors of the crate are open: any status may come.",
    "Nothing to do.";
StatusErrorRemoved = "status-error-removed", "An error status is not documented any more",
    "Errors of the crate are open: any status may come.",
    "Nothing to do.";
StatusSuccessAdded = "status-success-added", "There is another status of success",
    "Who expects the one status does not handle the other.",
    "Match on the outcome.";
StatusSuccessRemoved = "status-success-removed", "There is one status of success less",
    "What handles it waits in vain.",
    "Drop its handling.";
StatusSuccessChanged = "status-success-changed", "A status of success is another one",
    "Who compares the status fails. The crate takes any success.",
    "Regenerate and rebuild.";
AuthScopeChanged = "auth-scope-changed", "The prose asks for other token scopes",
    "Tokens that were enough may be refused. Only prose says it, so it is for a person to judge.",
    "Compare the scopes with those of your tokens.";
AuthTokenChanged = "auth-token-changed", "The prose names other kinds of tokens",
    "Tokens that worked may be refused. Only prose says it, so it is for a person to judge.",
    "Compare the kinds with your tokens.";
PreviewChanged = "preview-changed", "The endpoint's stage is another one",
    "Endpoints in preview may change without notice.",
    "Decide whether that is good enough.";
MediaTypeChanged = "media-type-changed", "The media types that can be asked for are other ones",
    "A media type that is named no more may be refused.",
    "Ask for one that is named.";
ApiVersionChanged = "api-version-changed", "The reference is for another API version",
    "Requests name the version in a header, and servers may answer another one differently.",
    "Read the changes that GitHub announces for it.";
ServerChanged = "server-changed", "The pages name another base URL",
    "It is an example's host: the caller's configuration counts.",
    "Nothing to do.";
SchemaTruncated = "schema-truncated", "A page hides what another one shows",
    "The page opens objects down to a depth only. What is hidden is unknown, not removed.",
    "Compare with a page that opens the object.";
DocChanged = "doc-changed", "Words of the documentation are other ones",
    "Nothing that programs see.",
    "Nothing to do.";
DocLinkVersion = "doc-link-version", "Links of the documentation name another version",
    "Nothing that programs see.",
    "Nothing to do.";
DocLanguageChanged = "doc-language-changed", "The documentation is in another language",
    "Its prose cannot be compared, and what programs see does not depend on it.",
    "Nothing to do.";
ExampleChanged = "example-changed", "An example of a request is another one",
    "Nothing that programs see.",
    "Nothing to do.";
ParseWarning = "parse-warning", "A page has something odd",
    "It was read as far as possible; the warning says what was odd.",
    "See the warning.";
ParseError = "parse-error", "A place of a page was not understood",
    "Whether it has changed is unknown: it is never \"no changes\". What code loses by it is listed.",
    "Look at the place; fix the page, fetch it again, or acknowledge the place in quirks.toml.";}
