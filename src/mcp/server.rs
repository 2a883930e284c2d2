//! A server that somebody agreed to speak to, with its key.

use crate::http::{Address, Key, OtherOrigin, Request};

/// The address of Context7 as its makers run it: documentation of libraries. It answers without a key
/// too, though not as often.
pub const CONTEXT7: &str = "https://mcp.context7.com/mcp";

/// A server that somebody agreed to speak to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// Its name, as the names of its tools have it.
    pub name: String,
    /// Its address.
    pub address: Address,
    credential: Option<Credential>,
}

/// A key, and the header that it goes in.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Credential {
    header: String,
    before: &'static str,
    key: Key,
}

/// The header that keys usually go in.
const USUAL: &str = "authorization";

impl Server {
    /// A server without a key.
    pub fn new(name: impl Into<String>, address: Address) -> Self {
        Self {
            name: name.into(),
            address,
            credential: None,
        }
    }

    /// With a key as `Authorization: Bearer`, which nearly every server wants.
    ///
    /// # Errors
    /// The key is for another origin.
    pub fn with_key(self, key: Key) -> Result<Self, OtherOrigin> {
        self.with(USUAL, "Bearer ", key)
    }

    /// With a key in a header of the server's own. The server has to allow that header to pages.
    ///
    /// # Errors
    /// The key is for another origin.
    pub fn with_key_in(self, header: &str, key: Key) -> Result<Self, OtherOrigin> {
        self.with(header, "", key)
    }

    fn with(mut self, header: &str, before: &'static str, key: Key) -> Result<Self, OtherOrigin> {
        if key.origin() != self.address.origin() {
            return Err(OtherOrigin {
                key: key.origin().clone(),
                request: self.address.origin().clone(),
            });
        }
        self.credential = Some(Credential {
            header: header.to_owned(),
            before,
            key,
        });
        Ok(self)
    }

    /// Whether it has a key.
    pub fn has_key(&self) -> bool {
        self.credential.is_some()
    }

    /// The header that its key goes in, where that is one of its own.
    pub(super) fn own_key_header(&self) -> Option<&str> {
        let credential = self.credential.as_ref()?;
        let is_usual = credential.header.eq_ignore_ascii_case(USUAL);
        (!is_usual).then_some(&*credential.header)
    }

    /// The key, to take it out of what the server says.
    pub(super) fn key(&self) -> Option<&Key> {
        self.credential.as_ref().map(|credential| &credential.key)
    }

    /// A request with the key in it.
    ///
    /// # Errors
    /// The address was changed to another origin after the key was given.
    pub(super) fn signed(&self, request: Request) -> Result<Request, OtherOrigin> {
        match &self.credential {
            Some(Credential {
                header,
                before,
                key,
            }) => request.key(header, before, key),
            None => Ok(request),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn context7_has_an_address() {
        let address = Address::parse(CONTEXT7).expect("an address");
        assert_eq!(address.to_string(), CONTEXT7);
    }

    #[test]
    fn a_key_stays_with_its_origin() {
        let address = |text| Address::parse(text).expect("an address");
        let home = address("https://docs.example/mcp");
        let key = Key::new(&home, "hush-hush").expect("a key");
        let other = Server::new("docs", address("https://evil.example/mcp"));
        assert!(other.with_key(key.clone()).is_err());
        let mut server = Server::new("docs", home.clone())
            .with_key(key)
            .expect("the same origin");
        assert!(!format!("{server:?}").contains("hush"));
        let signed = server
            .signed(Request::delete(home))
            .expect("the same origin");
        let sent: Vec<_> = signed.headers_to_send().collect();
        assert_eq!(sent, [("authorization", "Bearer hush-hush".to_owned())]);
        server.address = address("https://evil.example/mcp");
        assert!(
            server
                .signed(Request::delete(server.address.clone()))
                .is_err()
        );
    }
}
