//! Addresses and their origins, read so strictly that no browser can read them otherwise.

use std::fmt;

use std::net::Ipv4Addr;

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
    /// In small letters.
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
    /// A number that is written in a way that browsers change, such as `0x7f.1`.
    #[error(
        "The host is a number, and not written as four numbers from 0 to 255: write it so, such as 192.168.1.5."
    )]
    Number,
    /// An address of IPv6, which no policy of a page can name.
    #[error(
        "The policy of a page cannot name an address in brackets (IPv6), so browsers would refuse it. Write a name for it, such as localhost."
    )]
    Brackets,
    /// A host with a sign that names of hosts can have and policies cannot: `_`, or a dot at the end.
    #[error(
        "The policy of a page cannot name a host with {0:?} there, so browsers would refuse it. Use another name of that machine, such as localhost, or its number."
    )]
    Policy(char),
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

    /// The host in small letters.
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
            || number(host).is_some_and(|number| number.is_loopback())
    }

    /// Whether it is in the local network by its looks: a private address, or a name that only local
    /// networks have. A name that a name server leads there cannot be seen.
    pub fn is_local_network(&self) -> bool {
        let host = self.host.trim_end_matches('.');
        self.is_local_by_looks() || !host.contains('.') && !self.is_loopback()
    }

    /// Whether it is so to the browser as well, before it has asked a name server: a private number, or a
    /// name in `.local`.
    pub fn is_local_by_looks(&self) -> bool {
        let host = self.host.trim_end_matches('.');
        let is_private = |number: Ipv4Addr| {
            let shared = matches!(number.octets(), [100, 64..=127, ..]);
            number.is_private() || number.is_link_local() || shared
        };
        number(host).is_some_and(is_private) || host.ends_with(".local")
    }
}

/// The address of IPv4 that a host is.
fn number(host: &str) -> Option<Ipv4Addr> {
    host.parse().ok()
}

/// Whether browsers take a host for a number, in whatever way it is written: `127.1`, `0x7f.1`,
/// `2130706433`.
fn is_numeric(host: &str) -> bool {
    let host = host.strip_suffix('.').unwrap_or(host);
    let last = host.rsplit('.').next().unwrap_or_default();
    let hexadecimal = last.strip_prefix("0x");
    let is_hexadecimal = |digits: &str| digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    !last.is_empty() && last.bytes().all(|digit| digit.is_ascii_digit())
        || hexadecimal.is_some_and(is_hexadecimal)
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

    /// The address with `API_KEY` for each value behind `?` whose name says that it is secret.
    pub(super) fn without_secrets(&self) -> String {
        let whole = self.to_string();
        let Some((before, query)) = whole.split_once('?') else {
            return whole;
        };
        let shown = query.split('&').map(|one| match one.split_once('=') {
            Some((name, _)) if is_secret(name) => format!("{name}=API_KEY"),
            _ => one.to_owned(),
        });
        let shown: Vec<String> = shown.collect();
        format!("{before}?{}", shown.join("&"))
    }

    /// The address without what stands behind `?`: a key may be there.
    pub fn without_query(&self) -> String {
        let path = self.path.split('?').next().unwrap_or_default();
        format!("{}{path}", self.origin)
    }
}

/// Whether a value of that name in an address is likely to be a secret.
fn is_secret(name: &str) -> bool {
    const SECRET: [&str; 6] = ["key", "token", "secret", "auth", "pass", "sig"];
    let name = name.to_ascii_lowercase();
    SECRET.iter().any(|word| name.contains(word))
}

fn host_and_port(authority: &str) -> Result<(String, Option<u16>), NoAddress> {
    if authority.starts_with('[') {
        return Err(NoAddress::Brackets);
    }
    let (host, port) = match authority.split_once(':') {
        Some((host, port)) => (host, Some(port)),
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
    let fits = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '.' | '-' | '_');
    if let Some(sign) = host.chars().find(|sign| !fits(*sign)) {
        return Err(NoAddress::Sign(sign));
    }
    if host.is_empty() || host.starts_with('.') || host.contains("..") {
        return Err(NoAddress::Host);
    }
    if is_numeric(&host) && number(&host).is_none() {
        return Err(NoAddress::Number);
    }
    // src/web/boot/narrow.js lets no other host into the policy.
    if host.contains('_') {
        return Err(NoAddress::Policy('_'));
    }
    if host.ends_with('.') {
        return Err(NoAddress::Policy('.'));
    }
    Ok((host, port))
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
            ("http://127.0.0.1:8080/x?y=1", "http://127.0.0.1:8080/x?y=1"),
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
            ("https://[::1", NoAddress::Brackets),
            ("http://[::1]:8080", NoAddress::Brackets),
            ("http://x[::1]", NoAddress::Port),
            ("https://a..b", NoAddress::Host),
            ("http://llama_server:8080", NoAddress::Policy('_')),
            ("http://localhost.:8080", NoAddress::Policy('.')),
            ("http://127.1", NoAddress::Number),
            ("http://0x7f.0.0.1", NoAddress::Number),
            ("http://127.0.0.0x1", NoAddress::Number),
            ("http://a.0x", NoAddress::Number),
            ("http://2130706433", NoAddress::Number),
            ("http://127.0.0.01", NoAddress::Number),
            ("http://127.0.0.1.", NoAddress::Number),
            ("http://1.2.3.4.5", NoAddress::Number),
            ("http://999.1.1.1", NoAddress::Number),
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
            ("http://192.168.1.4", false, true),
            ("http://172.20.0.1", false, true),
            ("http://172.32.0.1", false, false),
            ("http://box.local", false, true),
            ("http://gpu-box:8000", false, true),
            ("http://100.100.0.1", false, true),
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
