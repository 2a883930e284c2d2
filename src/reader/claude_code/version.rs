use std::fmt;
use std::str::FromStr;

use crate::definition::{Repair, Rules};

/// A version of Claude Code: `2.1.330`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    major: u32,
    minor: u32,
    patch: u32,
}

/// How a version gets at the fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// Line by line, without YAML.
    Lines,
    /// As YAML, with these rules.
    Yaml(Rules),
}

impl Version {
    /// The newest that was observed.
    pub const NEWEST: Self = Self::new(2, 1, 330);
    /// Those that were observed, the newest first. What a version between two of them does is taken
    /// to be what the older of the two does, but for the change to YAML, whose version is known.
    pub const OBSERVED: [Self; 7] = [
        Self::NEWEST,
        Self::new(2, 1, 112),
        Self::new(2, 1, 76),
        Self::new(2, 1, 59),
        Self::new(2, 0, 77),
        Self::new(2, 0, 60),
        Self::new(1, 0, 128),
    ];

    /// That version.
    pub const fn new(major: u32, minor: u32, patch: u32) -> Self {
        Self {
            major,
            minor,
            patch,
        }
    }

    pub(super) fn way(self) -> Way {
        if self < Self::new(2, 0, 76) {
            return Way::Lines;
        }
        if self >= Self::NEWEST {
            return Way::Yaml(Rules::NEWEST);
        }
        // The changelog names 2.1.69 for skills.
        let colons = self >= Self::new(2, 1, 69);
        Way::Yaml(Rules {
            repair: if colons {
                Repair::SignsAndColons
            } else {
                Repair::Signs
            },
            ..Rules::STRICT
        })
    }

    /// Whether a byte order mark before the opening fence is passed over.
    pub(super) fn drops_bom(self) -> bool {
        self >= Self::NEWEST
    }

    /// Whether an agent without a list of tools is listed as `*`.
    pub(super) fn lists_all_as_star(self) -> bool {
        self < Self::new(2, 0, 0)
    }

    /// Whether an empty list of tools is listed as nothing at all.
    pub(super) fn lists_empty_as_nothing(self) -> bool {
        self < Self::new(2, 1, 59)
    }

    /// How long names and descriptions may be to be listed, in UTF-16 code units. In the older
    /// versions a name of 200 and a description of 7,499 were missing; where the limit lies, and
    /// whether it is one of the program or of how it was watched, is not known.
    pub(super) fn longest_listed(self) -> (usize, usize) {
        if self >= Self::NEWEST {
            (256, usize::MAX)
        } else {
            (199, 7_498)
        }
    }
}

impl Default for Version {
    fn default() -> Self {
        Self::NEWEST
    }
}

impl fmt::Display for Version {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

impl FromStr for Version {
    type Err = NoVersion;

    fn from_str(text: &str) -> Result<Self, NoVersion> {
        let mut numbers = text.split('.').map(str::parse);
        let mut next = || numbers.next().and_then(Result::ok).ok_or(NoVersion);
        let version = Self::new(next()?, next()?, next()?);
        if numbers.next().is_some() {
            return Err(NoVersion);
        }
        Ok(version)
    }
}

/// A text that is no version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a version has the form 2.1.330")]
pub struct NoVersion;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_and_ordered() {
        let version: Version = "2.0.60".parse().unwrap();
        assert_eq!(version, Version::new(2, 0, 60));
        assert!(version < Version::NEWEST);
        assert_eq!(version.to_string(), "2.0.60");
        for text in ["", "2", "2.1", "2.1.x", "2.1.3.4"] {
            assert_eq!(text.parse::<Version>(), Err(NoVersion), "{text}");
        }
    }
}
