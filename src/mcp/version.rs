//! The versions of the protocol that are spoken here, in their two eras.

/// A version in which every message says by itself what is spoken: no session, no handshake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stateless {
    /// The version of July 2026.
    V2026_07_28,
}

/// A version that begins with `initialize`.
///
/// The four that there are differ in nothing that is spoken here: the newest is proposed, and the server
/// may answer with another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handshake {
    /// The version of November 2025.
    V2025_11_25,
    /// The version of June 2025.
    V2025_06_18,
    /// The version of March 2025, the first with Streamable HTTP.
    V2025_03_26,
    /// The version of November 2024; servers that answer over Streamable HTTP name it nonetheless.
    V2024_11_05,
}

/// A version of the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// Of the era without sessions.
    Stateless(Stateless),
    /// Of the era that begins with a handshake.
    Handshake(Handshake),
}

impl Stateless {
    /// All of them, the newest first.
    pub const ALL: [Self; 1] = [Self::V2026_07_28];

    /// Its name in messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::V2026_07_28 => "2026-07-28",
        }
    }
}

impl Handshake {
    /// All of them, the newest first.
    pub const ALL: [Self; 4] = [
        Self::V2025_11_25,
        Self::V2025_06_18,
        Self::V2025_03_26,
        Self::V2024_11_05,
    ];

    /// Its name in messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::V2025_11_25 => "2025-11-25",
            Self::V2025_06_18 => "2025-06-18",
            Self::V2025_03_26 => "2025-03-26",
            Self::V2024_11_05 => "2024-11-05",
        }
    }

    /// The version of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|version| version.name() == name)
    }
}

impl Version {
    /// Its name in messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Stateless(version) => version.name(),
            Self::Handshake(version) => version.name(),
        }
    }

    /// The newest that is among these names.
    pub fn newest_of(names: &[String]) -> Option<Self> {
        let named = |name: &str| names.iter().any(|one| one == name);
        let stateless = Stateless::ALL.into_iter().find(|one| named(one.name()));
        let handshake = || Handshake::ALL.into_iter().find(|one| named(one.name()));
        stateless
            .map(Self::Stateless)
            .or_else(|| handshake().map(Self::Handshake))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_that_both_speak_is_taken() {
        let of = |names: &[&str]| {
            let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            Version::newest_of(&names).map(Version::name)
        };
        assert_eq!(of(&["2025-11-25", "2026-07-28"]), Some("2026-07-28"));
        assert_eq!(of(&["2025-06-18", "2025-11-25"]), Some("2025-11-25"));
        assert_eq!(of(&["2024-10-07", "2099-01-01"]), None);
    }
}
