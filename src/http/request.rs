//! A request, not sent yet.

use std::fmt;

use super::key::without_secret;
use super::{Address, Key, OtherOrigin};

/// What a request does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// `GET`.
    Get,
    /// `POST`.
    Post,
    /// `DELETE`.
    Delete,
}

/// A request to one address. Redirects must not be followed: the answer would come from elsewhere, and the
/// key would go there.
#[derive(Clone, PartialEq, Eq)]
pub struct Request {
    method: Method,
    address: Address,
    headers: Vec<Header>,
    body: Option<String>,
}

#[derive(Clone, PartialEq, Eq)]
struct Header {
    name: String,
    /// What stands before the secret, such as `Bearer `; all of it where there is none.
    plain: String,
    secret: Option<String>,
}

/// A header as it may be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownHeader {
    /// Its name.
    pub name: String,
    /// Its value; what is secret in it is left out.
    pub plain: String,
    /// Where a secret stands behind that: the name of a variable that stands for it.
    pub variable: Option<String>,
}

impl Method {
    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Delete => "DELETE",
        }
    }
}

impl Request {
    /// `GET`.
    pub fn get(address: Address) -> Self {
        Self::new(Method::Get, address, None)
    }

    /// `POST` with a body of JSON.
    pub fn post(address: Address, body: String) -> Self {
        Self::new(Method::Post, address, Some(body)).header("content-type", "application/json")
    }

    /// `DELETE`.
    pub fn delete(address: Address) -> Self {
        Self::new(Method::Delete, address, None)
    }

    fn new(method: Method, address: Address, body: Option<String>) -> Self {
        Self {
            method,
            address,
            headers: Vec::new(),
            body,
        }
    }

    /// With a header that anybody may see; a header of that name that was there goes.
    #[must_use]
    pub fn header(self, name: &str, value: &str) -> Self {
        self.with(name, value.to_owned(), None)
    }

    /// With a key in a header, behind `before`, such as `Bearer `.
    ///
    /// # Errors
    /// The key is for another origin.
    pub fn key(self, name: &str, before: &str, key: &Key) -> Result<Self, OtherOrigin> {
        let secret = key.value_for(&self.address)?.to_owned();
        Ok(self.with(name, before.to_owned(), Some(secret)))
    }

    fn with(mut self, name: &str, plain: String, secret: Option<String>) -> Self {
        self.headers
            .retain(|one| !one.name.eq_ignore_ascii_case(name));
        self.headers.push(Header {
            name: name.to_ascii_lowercase(),
            plain,
            secret,
        });
        self
    }

    /// What it does.
    pub fn method(&self) -> Method {
        self.method
    }

    /// Where it goes.
    pub fn address(&self) -> &Address {
        &self.address
    }

    /// The body.
    pub fn body(&self) -> Option<&str> {
        self.body.as_deref()
    }

    /// The headers with what is secret in them. For whoever sends the request, and for nobody else.
    pub fn headers_to_send(&self) -> impl Iterator<Item = (&str, String)> {
        self.headers.iter().map(|header| {
            let secret = header.secret.as_deref().unwrap_or_default();
            (header.name.as_str(), format!("{}{secret}", header.plain))
        })
    }

    /// What its server says, without the keys that it carries, should the server repeat them.
    pub fn without_keys(&self, said: &str) -> String {
        let secrets = self.headers.iter().filter_map(|one| one.secret.as_deref());
        secrets.fold(said.to_owned(), |said, secret| {
            without_secret(&said, secret)
        })
    }

    /// The headers as they may be shown and logged.
    pub fn shown_headers(&self) -> impl Iterator<Item = ShownHeader> {
        self.headers.iter().map(|header| ShownHeader {
            name: header.name.clone(),
            plain: header.plain.clone(),
            variable: header.secret.as_ref().map(|_| variable(&header.name)),
        })
    }
}

/// The variable that stands for the secret of a header: `$API_KEY` where keys usually stand, else one that
/// is named after the header.
fn variable(header: &str) -> String {
    if matches!(header, "authorization" | "x-api-key" | "api-key") {
        return "API_KEY".to_owned();
    }
    let sign = |sign: char| match sign {
        _ if sign.is_ascii_alphanumeric() => sign.to_ascii_uppercase(),
        _ => '_',
    };
    header.chars().map(sign).collect()
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<String> = self
            .shown_headers()
            .map(|header| match header.variable {
                Some(variable) => format!("{}: {}${variable}", header.name, header.plain),
                None => format!("{}: {}", header.name, header.plain),
            })
            .collect();
        f.debug_struct("Request")
            .field("method", &self.method.name())
            .field("address", &self.address.without_query())
            .field("headers", &headers)
            .field("body", &self.body)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_goes_to_its_origin_and_to_no_other() {
        let address = |text| Address::parse(text).expect("an address");
        let home = address("https://api.example.com/v1");
        let key = Key::new(&home, "sk-secret").expect("a key");
        let request = Request::get(home.below("models"))
            .key("Authorization", "Bearer ", &key)
            .expect("the same origin");
        let sent: Vec<_> = request.headers_to_send().collect();
        assert_eq!(sent, [("authorization", "Bearer sk-secret".to_owned())]);
        assert!(!format!("{request:?}").contains("secret"));
        for other in [
            "http://api.example.com/v1",
            "https://api.example.com:8443/v1",
            "https://api.example.com.evil.example/v1",
            "https://evil.example/api.example.com",
        ] {
            let refused = Request::get(address(other)).key("authorization", "Bearer ", &key);
            let refused = refused.expect_err(other);
            assert!(!refused.to_string().contains("secret"));
        }
    }

    #[test]
    fn of_a_header_the_last_counts() {
        let address = Address::parse("https://api.example.com").expect("an address");
        let request = Request::post(address, "{}".to_owned())
            .header("Content-Type", "text/plain")
            .header("x", "y");
        let sent: Vec<_> = request.headers_to_send().map(|(name, _)| name).collect();
        assert_eq!(sent, ["content-type", "x"]);
    }
}
