//! Addresses and their origins, read so strictly that no browser can read them otherwise.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// `http` or `https`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scheme {
    /// Without encryption.
    Http,
    /// With it.
    Https,
}

/// Scheme, host and port: whom a request goes to.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Origin {
    scheme: Scheme,
    /// In small letters; an IPv6 address in its brackets.
    host: String,
    port: u16,
}

/// An address that a request can be sent to.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Address {
    origin: Origin,
    /// Path and query, beginning with `/`.
    path: String,
}

/// Why something is no address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NoAddress {
    /// Neither `http://` nor `https://`.
    #[error("An address begins with https://, or with http:// for a server on this machine.")]
    Scheme,
    /// A sign that addresses do not have, or that browsers read in more than one way.
    #[error(
        "The address has a sign that does not belong there ({0:?}). Write a host with other letters as it is sent (xn--…), and anything else in the path as %XX."
    )]
    Sign(char),
    /// A name or a key before the host.
    #[error(
        "The address holds a user name or a key (the part before @). Leave it out: a key has its own field."
    )]
    User,
    /// No host.
    #[error("The address names no host: it should look like https://api.example.com.")]
    Host,
    /// A port that is none.
    #[error("The part behind the last colon of the host is no port: a number from 1 to 65535.")]
    Port,
    /// A part behind `#`.
    #[error("The part from # on never reaches a server. Leave it out.")]
    Fragment,
}

impl Scheme {
    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::Https => "https",
        }
    }

    const fn port(self) -> u16 {
        match self {
            Self::Http => 80,
            Self::Https => 443,
        }
    }
}

impl Origin {
    /// The scheme.
    pub fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// The host in small letters, an IPv6 address in brackets.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The port, also where the address left it out.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Whether it is the machine that the browser runs on: browsers let an `https` page ask it by `http`.
    pub fn is_loopback(&self) -> bool {
        let host = self.host.trim_end_matches('.');
        host == "localhost"
            || host.ends_with(".localhost")
            || host == "[::1]"
            || octets(host).is_some_and(|[first, ..]| first == 127)
    }

    /// Whether it is in the local network by its looks: a private address, or a name that only local
    /// networks have. A name that a name server leads there cannot be seen.
    pub fn is_local_network(&self) -> bool {
        let host = self.host.trim_end_matches('.');
        let private = |[first, second, ..]: [u8; 4]| match first {
            10 => true,
            100 => (64..128).contains(&second),
            169 => second == 254,
            172 => (16..32).contains(&second),
            192 => second == 168,
            _ => false,
        };
        octets(host).is_some_and(private)
            || host.ends_with(".local")
            || ["[fc", "[fd", "[fe8", "[fe9", "[fea", "[feb"]
                .iter()
                .any(|start| host.starts_with(start))
            || !host.contains(['.', '[']) && !self.is_loopback()
    }
}

/// The numbers of an IPv4 address.
fn octets(host: &str) -> Option<[u8; 4]> {
    let numbers: Vec<u8> = host
        .split('.')
        .map(|part| part.parse().ok())
        .collect::<Option<_>>()?;
    numbers.try_into().ok()
}

impl Address {
    /// Reads an address. White space around it is dropped.
    ///
    /// # Errors
    /// Everything that is no plain `http` or `https` address, or that browsers could read otherwise.
    pub fn parse(text: &str) -> Result<Self, NoAddress> {
        let text = text.trim();
        let (scheme, rest) = text.split_once("://").ok_or(NoAddress::Scheme)?;
        let scheme = [Scheme::Http, Scheme::Https]
            .into_iter()
            .find(|one| scheme.eq_ignore_ascii_case(one.name()))
            .ok_or(NoAddress::Scheme)?;
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at_checked(end).unwrap_or((rest, ""));
        if authority.contains('@') {
            return Err(NoAddress::User);
        }
        if path.contains('#') {
            return Err(NoAddress::Fragment);
        }
        let foreign = |sign: &char| {
            !sign.is_ascii_graphic()
                || matches!(sign, '\\' | '"' | '<' | '>' | '^' | '`' | '{' | '|' | '}')
        };
        if let Some(sign) = rest.chars().find(foreign) {
            return Err(NoAddress::Sign(sign));
        }
        let (host, port) = host_and_port(authority)?;
        let path = if path.starts_with('/') {
            path.to_owned()
        } else {
            format!("/{path}")
        };
        Ok(Self {
            origin: Origin {
                scheme,
                host,
                port: port.unwrap_or(scheme.port()),
            },
            path,
        })
    }

    /// Whom it leads to.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Path and query, beginning with `/`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The address of something below this one: `https://host/v1` and `/models` give
    /// `https://host/v1/models`. The query of this one is dropped, and the origin stays, whatever `below` is.
    #[must_use]
    pub fn below(&self, below: &str) -> Self {
        let path = self.path.split('?').next().unwrap_or_default();
        let below = below.trim_start_matches('/');
        Self {
            origin: self.origin.clone(),
            path: format!("{}/{below}", path.trim_end_matches('/')),
        }
    }

    /// The address of something else on the same origin, by its whole path and query.
    #[must_use]
    pub fn rooted(&self, path: &str) -> Self {
        Self {
            origin: self.origin.clone(),
            path: format!("/{}", path.trim_start_matches('/')),
        }
    }

    /// The address without what stands behind `?`: a key may be there.
    pub fn without_query(&self) -> String {
        let path = self.path.split('?').next().unwrap_or_default();
        format!("{}{path}", self.origin)
    }
}

fn host_and_port(authority: &str) -> Result<(String, Option<u16>), NoAddress> {
    // The colons of an IPv6 address stand in its brackets.
    let behind_brackets = authority.rfind(']').map_or(0, |at| at + 1);
    let behind = authority.get(behind_brackets..).unwrap_or_default();
    let (host, port) = match behind.rfind(':') {
        Some(at) => {
            let at = behind_brackets + at;
            let port = authority.get(at + 1..).unwrap_or_default();
            (authority.get(..at).unwrap_or_default(), Some(port))
        }
        None => (authority, None),
    };
    let port = match port {
        None | Some("") => None,
        Some(digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            let port = digits.parse().ok().filter(|port| *port > 0);
            Some(port.ok_or(NoAddress::Port)?)
        }
        Some(_) => return Err(NoAddress::Port),
    };
    let host = host.to_ascii_lowercase();
    let bracketed = host
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    let fits = |sign: char| match bracketed {
        Some(_) => sign.is_ascii_hexdigit() || matches!(sign, ':' | '.'),
        None => sign.is_ascii_alphanumeric() || matches!(sign, '.' | '-' | '_'),
    };
    let name = bracketed.unwrap_or(&host);
    if name.is_empty() || name.starts_with('.') {
        return Err(NoAddress::Host);
    }
    match name.chars().find(|sign| !fits(*sign)) {
        Some(sign) => Err(NoAddress::Sign(sign)),
        None => Ok((host, port)),
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", self.scheme.name(), self.host)?;
        if self.port == self.scheme.port() {
            return Ok(());
        }
        write!(f, ":{}", self.port)
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.origin, self.path)
    }
}

impl TryFrom<String> for Address {
    type Error = NoAddress;

    fn try_from(text: String) -> Result<Self, NoAddress> {
        Self::parse(&text)
    }
}

impl From<Address> for String {
    fn from(address: Address) -> Self {
        address.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Address {
        Address::parse(text).unwrap_or_else(|why| panic!("{text}: {why}"))
    }

    #[test]
    fn addresses_are_written_as_browsers_write_them() {
        for (text, written) in [
            ("https://API.example.com", "https://api.example.com/"),
            (
                " HTTPS://api.example.com:443/v1 ",
                "https://api.example.com/v1",
            ),
            ("http://localhost:11434/v1/", "http://localhost:11434/v1/"),
            ("http://[::1]:8080/x?y=1", "http://[::1]:8080/x?y=1"),
            ("http://host:?a", "http://host/?a"),
        ] {
            assert_eq!(parse(text).to_string(), written, "{text}");
            assert_eq!(parse(written).to_string(), written, "{text}");
        }
    }

    #[test]
    fn what_browsers_could_read_otherwise_is_refused() {
        for (text, why) in [
            ("api.example.com", NoAddress::Scheme),
            ("javascript://x", NoAddress::Scheme),
            ("https://good.example\\@evil.example/", NoAddress::User),
            (
                "https://good.example\\.evil.example/",
                NoAddress::Sign('\\'),
            ),
            ("https://key@evil.example", NoAddress::User),
            ("https://good.example#@evil.example", NoAddress::Fragment),
            ("https://good\t.example", NoAddress::Sign('\t')),
            ("https://go%2ed.example", NoAddress::Sign('%')),
            ("https://gööd.example", NoAddress::Sign('ö')),
            ("https://good.example/ä", NoAddress::Sign('ä')),
            ("https:///x", NoAddress::Host),
            ("https://host:0/", NoAddress::Port),
            ("https://host:70000/", NoAddress::Port),
            ("https://host:8a/", NoAddress::Port),
            ("https://[::1", NoAddress::Sign('[')),
        ] {
            assert_eq!(Address::parse(text), Err(why), "{text}");
        }
    }

    #[test]
    fn what_lies_below_stays_with_the_origin() {
        let base = parse("https://api.example.com/v1?x=1");
        for (below, written) in [
            ("/models", "https://api.example.com/v1/models"),
            (
                "models?limit=1000",
                "https://api.example.com/v1/models?limit=1000",
            ),
            ("//evil.example", "https://api.example.com/v1/evil.example"),
            (
                "https://evil.example",
                "https://api.example.com/v1/https://evil.example",
            ),
        ] {
            let address = base.below(below);
            assert_eq!(address.to_string(), written);
            assert_eq!(address.origin(), base.origin());
        }
        assert_eq!(base.without_query(), "https://api.example.com/v1");
    }

    #[test]
    fn where_a_host_stands() {
        for (text, loopback, local) in [
            ("http://localhost:1", true, false),
            ("http://app.localhost", true, false),
            ("http://127.9.0.1", true, false),
            ("http://[::1]", true, false),
            ("http://192.168.1.4", false, true),
            ("http://172.20.0.1", false, true),
            ("http://172.32.0.1", false, false),
            ("http://box.local", false, true),
            ("http://gpu-box:8000", false, true),
            ("http://[fd00::1]", false, true),
            ("https://api.example.com", false, false),
            ("https://localhost.example.com", false, false),
            ("https://127.example.com", false, false),
        ] {
            let origin = parse(text).origin().clone();
            assert_eq!(origin.is_loopback(), loopback, "{text}");
            assert_eq!(origin.is_local_network(), local, "{text}");
        }
    }
}
