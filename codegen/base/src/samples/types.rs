//! Types as the generator writes them.

use std::collections::BTreeMap;

use runtime::{Date, Field, Member, Presence, Source, Timestamp, Value, open_enum, record, serde_json};

/// Package
#[derive(Default)]
#[non_exhaustive]
pub struct Package {
    pub id: i64,
    pub name: String,
    pub package_type: PackageType,
    pub version_count: i64,
    pub owner: Option<Box<SimpleUser>>,
    pub created_at: Timestamp,
    pub tags: Vec<String>,
    pub extra: Option<BTreeMap<String, serde_json::Value>>,
    pub private: bool,
    pub score: Option<f64>,
    pub description: Option<String>,
    pub released_on: Option<Date>,
    pub labels: BTreeMap<String, String>,
    pub metadata: Metadata,
    pub repository_ids: Vec<i64>,
    pub parent: Option<Box<Package>>,
}

impl Value for Package {
    const FIELDS: &'static [Field] = &[
        Field("id", Presence::Key),
        Field("name", Presence::Required),
        Field("package_type", Presence::Required),
        Field("version_count", Presence::Required),
        Field("owner", Presence::OptionalNullable),
        Field("created_at", Presence::Key),
        Field("tags", Presence::Required),
        Field("extra", Presence::Optional),
        Field("private", Presence::Required),
        Field("score", Presence::Optional),
        Field("description", Presence::RequiredNullable),
        Field("released_on", Presence::Optional),
        Field("labels", Presence::Required),
        Field("metadata", Presence::Key),
        Field("repository_ids", Presence::Required),
        Field("parent", Presence::Optional),
    ];

    fn set_member<S: Source>(&mut self, index: usize, source: &mut S) -> Result<(), S::Error> {
        match index {
            0 => source.put(&mut self.id),
            1 => source.put(&mut self.name),
            2 => source.put(&mut self.package_type),
            3 => source.put(&mut self.version_count),
            4 => source.put(&mut self.owner),
            5 => source.put(&mut self.created_at),
            6 => source.put(&mut self.tags),
            7 => source.put(&mut self.extra),
            8 => source.put(&mut self.private),
            9 => source.put(&mut self.score),
            10 => source.put(&mut self.description),
            11 => source.put(&mut self.released_on),
            12 => source.put(&mut self.labels),
            13 => source.put(&mut self.metadata),
            14 => source.put(&mut self.repository_ids),
            15 => source.put(&mut self.parent),
            _ => source.skip(),
        }
    }

    fn member(&self, index: usize) -> Option<&dyn Member> {
        Some(match index {
            0 => &self.id,
            1 => &self.name,
            2 => &self.package_type,
            3 => &self.version_count,
            4 => &self.owner,
            5 => &self.created_at,
            6 => &self.tags,
            7 => &self.extra,
            8 => &self.private,
            9 => &self.score,
            10 => &self.description,
            11 => &self.released_on,
            12 => &self.labels,
            13 => &self.metadata,
            14 => &self.repository_ids,
            15 => &self.parent,
            _ => return None,
        })
    }
}
record!(Package);

/// Simple User
#[derive(Default)]
#[non_exhaustive]
pub struct SimpleUser {
    pub id: i64,
    pub login: String,
}

impl Value for SimpleUser {
    const FIELDS: &'static [Field] = &[Field("id", Presence::Key), Field("login", Presence::Required)];

    fn set_member<S: Source>(&mut self, index: usize, source: &mut S) -> Result<(), S::Error> {
        match index {
            0 => source.put(&mut self.id),
            1 => source.put(&mut self.login),
            _ => source.skip(),
        }
    }

    fn member(&self, index: usize) -> Option<&dyn Member> {
        Some(match index {
            0 => &self.id,
            1 => &self.login,
            _ => return None,
        })
    }
}
record!(SimpleUser);

/// An object that is documented as required.
#[derive(Default)]
#[non_exhaustive]
pub struct Metadata {
    pub plus_one: i64,
}

impl Value for Metadata {
    const FIELDS: &'static [Field] = &[Field("+1", Presence::Required)];

    fn set_member<S: Source>(&mut self, index: usize, source: &mut S) -> Result<(), S::Error> {
        match index {
            0 => source.put(&mut self.plus_one),
            _ => source.skip(),
        }
    }

    fn member(&self, index: usize) -> Option<&dyn Member> {
        Some(match index {
            0 => &self.plus_one,
            _ => return None,
        })
    }
}
record!(Metadata);

/// The type of package.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum PackageType {
    /// `npm`
    Npm,
    /// `maven`
    Maven,
    /// A value that the documentation did not list, kept as it came.
    Unknown(String),
}

impl PackageType {
    pub const KNOWN: &'static [Self] = &[Self::Npm, Self::Maven];

    pub fn as_str(&self) -> &str {
        match self {
            Self::Npm => "npm",
            Self::Maven => "maven",
            Self::Unknown(text) => text,
        }
    }
}

open_enum!(PackageType);

/// A package with every member as documented.
pub fn package(id: i64) -> serde_json::Value {
    serde_json::json!({
        "id": id,
        "name": "left-pad",
        "package_type": "npm",
        "version_count": 3,
        "owner": { "id": 1, "login": "octocat" },
        "created_at": "2024-05-01T23:04:10Z",
        "tags": ["latest"],
        "extra": { "any": [1, null] },
        "private": false,
        "score": 0.1,
        "description": null,
        "released_on": "2024-05-01",
        "labels": { "a b": "c" },
        "metadata": { "+1": 7 },
        "repository_ids": [5],
    })
}
