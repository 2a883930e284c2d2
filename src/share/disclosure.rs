//! What a text gives away, for its author to see before sharing it.

use linkify::{LinkFinder, LinkKind};

use crate::lint;
use crate::text::Span;

/// Something in a text that its author may not want to share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Disclosure {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub what: Disclosed,
}

/// What something in a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disclosed {
    /// The address of a page or a service.
    Address,
    /// An address with a password in it.
    Password,
    /// What looks like a secret; its kind in words, as in "a key of Anthropic".
    Secret(&'static str),
}

/// The addresses in a text, and what looks like a secret, in the order in which they begin. The whole file
/// is looked at, its frontmatter and code as well as its prose.
pub fn disclosures(text: &str) -> Vec<Disclosure> {
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url]);
    let addresses = finder.links(text).map(|found| Disclosure {
        span: Span::new(found.start(), found.end()),
        what: if has_password(found.as_str()) {
            Disclosed::Password
        } else {
            Disclosed::Address
        },
    });
    let secrets = lint::secrets(text).into_iter().map(|secret| Disclosure {
        span: secret.span,
        what: Disclosed::Secret(secret.what),
    });
    let mut found: Vec<Disclosure> = addresses.chain(secrets).collect();
    crate::text::sort_by_numbers(&mut found, |disclosure: &Disclosure| {
        (disclosure.span.start, disclosure.span.end)
    });
    found
}

/// Whether an address has `user:password@` before its host.
fn has_password(address: &str) -> bool {
    let authority = address
        .split_once("://")
        .and_then(|(_, rest)| rest.split(['/', '?', '#']).next())
        .unwrap_or_default();
    let user = authority.rsplit_once('@').map(|(user, _)| user);
    user.and_then(|user| user.split_once(':'))
        .is_some_and(|(_, password)| !password.is_empty() && !password.starts_with(['$', '{', '<']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, Disclosed)> {
        disclosures(text)
            .iter()
            .map(|disclosure| (disclosure.span.slice(text), disclosure.what))
            .collect()
    }

    #[test]
    fn addresses_end_where_they_end() {
        let text = "---\nname: a\nurl: \"https://a.example/x\"\n---\n\n[b](http://b.example/y_(z)), <ftp://c.example>.\n`wss://d.example:8080/?q=1`\n";
        assert_eq!(
            found(text),
            [
                ("https://a.example/x", Disclosed::Address),
                ("http://b.example/y_(z)", Disclosed::Address),
                ("ftp://c.example", Disclosed::Address),
                ("wss://d.example:8080/?q=1", Disclosed::Address),
            ]
        );
        assert_eq!(found("www.example.org, a@b.example, a.md: b"), []);
    }

    #[test]
    fn a_password_in_an_address_stands_out() {
        let at = |text| found(text).iter().map(|found| found.1).collect::<Vec<_>>();
        assert_eq!(
            at("postgres://app:hunter2@db.internal/x"),
            [Disclosed::Password]
        );
        assert_eq!(at("https://me@a.example/"), [Disclosed::Address]);
        assert_eq!(at("https://a.example/x:y@z"), [Disclosed::Address]);
        assert_eq!(
            at("postgres://app:$PASSWORD@db.internal/x"),
            [Disclosed::Address]
        );
    }

    #[test]
    fn secrets_stand_out_in_their_order() {
        let drawn = "Zq7Rt2Yw9Lk4Mn8Bv3Xc6Hs1Jd5Fg0";
        let text = format!("{0}_{drawn} and https://a.example/", "ghp");
        let key = format!("{}_{drawn}", "ghp");
        assert_eq!(
            found(&text),
            [
                (key.as_str(), Disclosed::Secret("a token of GitHub")),
                ("https://a.example/", Disclosed::Address),
            ]
        );
    }
}
