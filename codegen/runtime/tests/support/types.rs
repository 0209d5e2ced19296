//! Types as the generator writes them.

use std::collections::BTreeMap;

use docwright_runtime::runtime::{
    Date, Field, FieldReader, FieldWriter, MapAccess, OpenEnum, Record, SerializeMap, Timestamp, serde_json,
};
use docwright_runtime::{open_enum, record};

/// Package
#[derive(Clone, Debug, Default, PartialEq)]
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

impl Record for Package {
    const NAME: &'static str = "Package";
    const FIELDS: &'static [Field] = &[
        Field::new("id").required().key(),
        Field::new("name").required(),
        Field::new("package_type").required(),
        Field::new("version_count").required(),
        Field::new("owner").nullable(),
        Field::new("created_at").required().key(),
        Field::new("tags").required(),
        Field::new("extra"),
        Field::new("private").required(),
        Field::new("score"),
        Field::new("description").required().nullable(),
        Field::new("released_on"),
        Field::new("labels").required(),
        Field::new("metadata").required().key(),
        Field::new("repository_ids").required(),
        Field::new("parent"),
    ];

    fn set<'de, A: MapAccess<'de>>(
        &mut self,
        index: usize,
        reader: &mut FieldReader<'_, A>,
    ) -> Result<(), A::Error> {
        match index {
            0 => reader.put(&mut self.id),
            1 => reader.put(&mut self.name),
            2 => reader.put(&mut self.package_type),
            3 => reader.put(&mut self.version_count),
            4 => reader.put(&mut self.owner),
            5 => reader.put(&mut self.created_at),
            6 => reader.put(&mut self.tags),
            7 => reader.put(&mut self.extra),
            8 => reader.put(&mut self.private),
            9 => reader.put(&mut self.score),
            10 => reader.put(&mut self.description),
            11 => reader.put(&mut self.released_on),
            12 => reader.put(&mut self.labels),
            13 => reader.put(&mut self.metadata),
            14 => reader.put(&mut self.repository_ids),
            15 => reader.put(&mut self.parent),
            _ => reader.skip(),
        }
    }

    fn get<S: SerializeMap>(&self, index: usize, writer: &mut FieldWriter<'_, S>) -> Result<(), S::Error> {
        match index {
            0 => writer.put(&self.id),
            1 => writer.put(&self.name),
            2 => writer.put(&self.package_type),
            3 => writer.put(&self.version_count),
            4 => writer.put(&self.owner),
            5 => writer.put(&self.created_at),
            6 => writer.put(&self.tags),
            7 => writer.put(&self.extra),
            8 => writer.put(&self.private),
            9 => writer.put(&self.score),
            10 => writer.put(&self.description),
            11 => writer.put(&self.released_on),
            12 => writer.put(&self.labels),
            13 => writer.put(&self.metadata),
            14 => writer.put(&self.repository_ids),
            15 => writer.put(&self.parent),
            _ => Ok(()),
        }
    }
}
record!(Package);

/// Simple User
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct SimpleUser {
    pub id: i64,
    pub login: String,
}

impl Record for SimpleUser {
    const NAME: &'static str = "SimpleUser";
    const FIELDS: &'static [Field] = &[Field::new("id").required().key(), Field::new("login").required()];

    fn set<'de, A: MapAccess<'de>>(
        &mut self,
        index: usize,
        reader: &mut FieldReader<'_, A>,
    ) -> Result<(), A::Error> {
        match index {
            0 => reader.put(&mut self.id),
            1 => reader.put(&mut self.login),
            _ => reader.skip(),
        }
    }

    fn get<S: SerializeMap>(&self, index: usize, writer: &mut FieldWriter<'_, S>) -> Result<(), S::Error> {
        match index {
            0 => writer.put(&self.id),
            1 => writer.put(&self.login),
            _ => Ok(()),
        }
    }
}
record!(SimpleUser);

/// An object that is documented as required.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Metadata {
    pub plus_one: i64,
}

impl Record for Metadata {
    const NAME: &'static str = "Metadata";
    const FIELDS: &'static [Field] = &[Field::new("+1").required()];

    fn set<'de, A: MapAccess<'de>>(
        &mut self,
        index: usize,
        reader: &mut FieldReader<'_, A>,
    ) -> Result<(), A::Error> {
        match index {
            0 => reader.put(&mut self.plus_one),
            _ => reader.skip(),
        }
    }

    fn get<S: SerializeMap>(&self, index: usize, writer: &mut FieldWriter<'_, S>) -> Result<(), S::Error> {
        match index {
            0 => writer.put(&self.plus_one),
            _ => Ok(()),
        }
    }
}
record!(Metadata);

/// The type of package.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PackageType {
    /// `npm`
    Npm,
    /// `maven`
    Maven,
    /// A value that the documentation did not list, kept as it came.
    Unknown(String),
}

impl OpenEnum for PackageType {
    const KNOWN: &'static [Self] = &[Self::Npm, Self::Maven];

    fn text(&self) -> &str {
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
