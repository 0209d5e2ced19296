//! Path templates such as `/orgs/{org}/packages`.

use std::fmt;

/// A path with placeholders.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PathTemplate {
    parts: Vec<PathPart>,
}

/// A piece of a path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PathPart {
    /// Text, slashes included.
    Literal(String),
    /// The name between braces.
    Placeholder(String),
}

impl PathTemplate {
    /// Reads a template; braces that do not pair stay text.
    pub fn parse(text: &str) -> Self {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((before, name, after)) = rest
            .split_once('{')
            .and_then(|(before, tail)| tail.split_once('}').map(|(name, after)| (before, name, after)))
        {
            if !before.is_empty() {
                parts.push(PathPart::Literal(before.to_owned()));
            }
            parts.push(PathPart::Placeholder(name.to_owned()));
            rest = after;
        }
        if !rest.is_empty() {
            parts.push(PathPart::Literal(rest.to_owned()));
        }
        Self { parts }
    }

    /// The pieces in order.
    pub fn parts(&self) -> &[PathPart] {
        &self.parts
    }

    /// The placeholders' names in order.
    pub fn placeholders(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            PathPart::Placeholder(name) => Some(name.as_str()),
            PathPart::Literal(_) => None,
        })
    }

    /// The path with placeholders numbered, `/orgs/{1}/packages/{2}`: what stays the same when one is renamed.
    pub fn numbered(&self) -> String {
        let mut number = 0;
        self.parts
            .iter()
            .map(|part| match part {
                PathPart::Literal(text) => text.clone(),
                PathPart::Placeholder(_) => {
                    number += 1;
                    format!("{{{number}}}")
                }
            })
            .collect()
    }
}

impl fmt::Display for PathTemplate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in &self.parts {
            match part {
                PathPart::Literal(text) => f.write_str(text)?,
                PathPart::Placeholder(name) => write!(f, "{{{name}}}")?,
            }
        }
        Ok(())
    }
}
