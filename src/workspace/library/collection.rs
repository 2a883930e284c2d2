/// Files that belong together: a folder, a zip, what came by a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collection {
    /// A name that is its own.
    pub id: String,
    /// What people call it: the folder's name.
    pub title: String,
    /// Where it came from.
    pub origin: Origin,
}

/// Where a collection came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A folder on this machine that the browser lets this page write to.
    Folder,
    /// Files that were dropped or chosen: there is no way back to their place.
    Files,
    /// A zip.
    Zip,
    /// A link that held them.
    Link,
    /// An address, as people write it: `github.com/owner/repo/agents at main`.
    Address(String),
}

impl Origin {
    /// The word by which it is kept.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Folder => "folder",
            Self::Files => "files",
            Self::Zip => "zip",
            Self::Link => "link",
            Self::Address(_) => "address",
        }
    }

    /// The address, where there is one.
    pub fn address(&self) -> Option<&str> {
        match self {
            Self::Address(address) => Some(address),
            _ => None,
        }
    }

    /// What [`Origin::word`] and [`Origin::address`] gave; files for whatever else.
    pub fn of(word: &str, address: Option<&str>) -> Self {
        match (word, address) {
            ("folder", _) => Self::Folder,
            ("zip", _) => Self::Zip,
            ("link", _) => Self::Link,
            ("address", Some(address)) => Self::Address(address.to_owned()),
            _ => Self::Files,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_comes_back_from_its_word() {
        for origin in [
            Origin::Folder,
            Origin::Files,
            Origin::Zip,
            Origin::Link,
            Origin::Address("github.com/a/b".to_owned()),
        ] {
            assert_eq!(Origin::of(origin.word(), origin.address()), origin);
        }
    }
}
