//! A key, bound to the one origin that it is for.

use std::fmt;

use thiserror::Error;

use super::{Address, Origin};

/// A key of a server. It is for one origin, and nothing but a request to that origin gives it out; it is
/// never shown, written down or serialised.
#[derive(Clone, PartialEq, Eq)]
pub struct Key {
    origin: Origin,
    value: String,
}

/// Why a text is no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NoKey {
    /// Nothing is there.
    #[error("There is no key.")]
    Empty,
    /// A header cannot hold it.
    #[error(
        "The key has a blank, a line end or a letter that keys do not have. Copy it again, alone, where it was made."
    )]
    Sign,
}

/// The key is for another origin than the request.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("The key is for {key}, and this request goes to {request}: it was not sent along.")]
pub struct OtherOrigin {
    /// Whom the key is for.
    pub key: Origin,
    /// Whom the request goes to.
    pub request: Origin,
}

impl Key {
    /// A key for the origin of an address. White space around it is dropped.
    ///
    /// # Errors
    /// What a header cannot hold.
    pub fn new(address: &Address, value: &str) -> Result<Self, NoKey> {
        let value = value.trim();
        if value.is_empty() {
            return Err(NoKey::Empty);
        }
        if !value.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(NoKey::Sign);
        }
        Ok(Self {
            origin: address.origin().clone(),
            value: value.to_owned(),
        })
    }

    /// Whom it is for.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The key itself, for a request to its origin.
    ///
    /// # Errors
    /// The address leads elsewhere.
    pub(super) fn value_for(&self, address: &Address) -> Result<&str, OtherOrigin> {
        if *address.origin() == self.origin {
            Ok(&self.value)
        } else {
            Err(OtherOrigin {
                key: self.origin.clone(),
                request: address.origin().clone(),
            })
        }
    }

    /// A text of a server with this key taken out of it, should the server repeat it.
    pub fn taken_out_of(&self, text: &str) -> String {
        without_secret(text, &self.value)
    }
}

/// A text with a secret taken out of it.
pub(super) fn without_secret(text: &str, secret: &str) -> String {
    // A key of a few letters would take words apart.
    if secret.len() < 6 {
        return text.to_owned();
    }
    text.replace(secret, "(key)")
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key(for {})", self.origin)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_not_shown() {
        let address = Address::parse("https://api.example.com").expect("an address");
        let key = Key::new(&address, " sk-very-secret\n").expect("a key");
        assert_eq!(format!("{key:?}"), "Key(for https://api.example.com)");
        assert_eq!(
            key.taken_out_of("bad key: sk-very-secret!"),
            "bad key: (key)!"
        );
        assert_eq!(Key::new(&address, " "), Err(NoKey::Empty));
        assert_eq!(Key::new(&address, "a\nb"), Err(NoKey::Sign));
        assert_eq!(Key::new(&address, "ключ"), Err(NoKey::Sign));
    }
}
