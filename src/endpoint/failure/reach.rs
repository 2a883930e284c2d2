//! A request that failed before any answer. For a dozen reasons the browser tells a page the same; where and
//! from where was asked says which of them are possible.

use serde::{Deserialize, Serialize};

use super::{Cause, Failure};
use crate::http::{Address, Origin, Scheme, how_to_permit, needs_permission, not_permitted};

/// Why a request may not have reached the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unreached {
    /// The browser stops an `https` page from asking an `http` address.
    MixedContent,
    /// The browser wants to be asked before a page speaks to the local network, and has refused.
    LocalNetworkDenied,
    /// No server, no network, or a server that does not let this page read its answers.
    Unknown {
        /// Whether the page lies on the internet and the server in the local network.
        to_local: bool,
        /// Whether some browsers stop the page, which came by `https`, from asking it by `http`.
        may_be_mixed: bool,
    },
}

impl Cause {
    /// What a request that got no answer failed from, as far as can be known. `permission` is what the
    /// browser says of the permission for the local network, where it knows it: whether it is granted.
    pub fn unreached(page: &Origin, server: &Origin, permission: Option<bool>) -> Self {
        let is_mixed = page.scheme() == Scheme::Https && server.scheme() == Scheme::Http;
        let to_local = needs_permission(page, server);
        // Browsers that ask for the local network let http through to what is in it by its looks alone;
        // the others let it through to this machine, and Safari not even there.
        let always_mixed = is_mixed && !server.is_loopback() && !server.is_local_by_looks();
        Self::Unreached(if always_mixed {
            Unreached::MixedContent
        } else if to_local && permission == Some(false) {
            Unreached::LocalNetworkDenied
        } else {
            Unreached::Unknown {
                to_local: to_local && permission != Some(true),
                may_be_mixed: is_mixed,
            }
        })
    }
}

impl Failure {
    pub(super) fn unreached_happened(&self, why: Unreached) -> String {
        let address = &self.address;
        match why {
            Unreached::MixedContent => format!(
                "The browser does not let this page, which came by https ({}), ask {address}, which is http and not on this machine (mixed content).",
                self.page
            ),
            Unreached::LocalNetworkDenied => not_permitted(address),
            Unreached::Unknown { .. } => {
                format!("No answer came from {address} that the browser lets this page read.")
            }
        }
    }

    pub(super) fn unreached_unknown(&self, why: Unreached) -> Option<String> {
        let Unreached::Unknown {
            to_local,
            may_be_mixed,
        } = why
        else {
            return None;
        };
        let mut reasons = vec!["whether the server is down or at another port"];
        if to_local {
            reasons.push(
                "whether the permission for the local network was not given (Local Network Access)",
            );
        } else {
            reasons.push("whether the network is down");
        }
        reasons.push(
            "whether the server does not let this page in (CORS), be it with this answer alone",
        );
        reasons.push("whether it sends the page to another address, which is not followed");
        if may_be_mixed {
            reasons.push("whether this browser refuses http from an https page here too (Safari does, and Firefox but for this machine)");
        }
        let last = reasons.pop().unwrap_or_default();
        Some(format!(
            "Browsers do not tell a page {}, or {last}. The console of the browser (F12) says which.",
            reasons.join(", ")
        ))
    }

    pub(super) fn unreached_remedy(&self, why: Unreached) -> String {
        match why {
            Unreached::MixedContent => match self.tunnel() {
                Some(tunnel) => format!("{tunnel} Or put https in front of the server."),
                None => "Put https in front of the server, and enter that address.".to_owned(),
            },
            Unreached::LocalNetworkDenied => {
                format!("{} Then reload.", how_to_permit(&self.page))
            }
            Unreached::Unknown {
                to_local,
                may_be_mixed,
            } => {
                let mut ways = vec![self.start()];
                if to_local {
                    ways.push(how_to_permit(&self.page));
                }
                if may_be_mixed {
                    ways.extend(self.tunnel());
                }
                ways.push(self.probe());
                ways.join(" ")
            }
        }
    }

    /// A port of this machine that leads to the server; `None` where it is on this machine.
    fn tunnel(&self) -> Option<String> {
        let address = Address::parse(&self.address).ok()?;
        let origin = address.origin();
        if origin.is_loopback() {
            return None;
        }
        let (host, port) = (origin.host(), origin.port());
        // Low ports are for administrators.
        let own = if port < 1024 { 8_080 } else { port };
        Some(format!(
            "Bring the server to this machine with ssh -N -L {own}:localhost:{port} {host}, and enter http://localhost:{own} with the same path here: browsers let that through."
        ))
    }

    /// What says, outside of the browser, whether it is up.
    fn probe(&self) -> String {
        format!(
            "Whether it is up, this says in a terminal: curl -i '{}'. If anything answers there, also an error, it is the browser that keeps the answer from this page.",
            self.address.replace('\'', "%27")
        )
    }
}
