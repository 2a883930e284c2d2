//! The documents of the page, each with the binary it runs and the policy it is bound to.
//!
//! A policy stands in a meta tag, because a static host sends no headers of ours. Such a policy
//! binds neither workers loaded from files nor navigation, so script that is not ours must not get
//! in at all: no inline script, Trusted Types for every sink.

#[path = "../../src/loader/hosts.rs"]
mod hosts;

pub use hosts::Host;

/// A document that the build makes.
pub struct Document {
    /// Its file, relative to the page's folder, with `/`.
    pub path: &'static str,
    /// The cargo binary that it runs; none for a page without script.
    pub binary: Option<&'static str>,
    pub policy: Policy,
}

/// What the browser lets a document do, beyond what every document of ours may do.
pub enum Policy {
    /// Runs our script and WebAssembly, and connects to its own origin and these hosts.
    Program { hosts: &'static [Host] },
    /// Runs our script and WebAssembly, and connects to whatever a person names: before its program starts,
    /// its own script narrows this to what was named in the tab (src/web/boot/narrow.js).
    Try,
    /// Shows text with a style sheet of ours; runs nothing.
    Text,
    /// Runs and shows only what stands in the document itself, and asks its own origin where the
    /// page lies.
    Alone,
}

/// One row a document. A second program document is one more row with a binary of its own.
pub const DOCUMENTS: &[Document] = &[
    Document {
        path: "index.html",
        binary: Some("agent-playground"),
        policy: Policy::Program { hosts: &Host::ALL },
    },
    Document {
        path: "try/index.html",
        binary: Some("try"),
        policy: Policy::Try,
    },
    Document {
        path: "about.html",
        binary: None,
        policy: Policy::Text,
    },
    Document {
        path: "404.html",
        binary: None,
        policy: Policy::Alone,
    },
];

/// Where a host of the loaders is.
pub fn origin(host: Host) -> String {
    format!("https://{}", host.name())
}

impl Document {
    /// The policy of a document that holds no script or style sheet itself.
    pub fn policy_text(&self) -> String {
        self.policy.text(&[], &[])
    }
}

impl Policy {
    /// The value of the `Content-Security-Policy` meta tag. The sources name the scripts and style
    /// sheets that stand in the document itself; a program has none.
    pub fn text(&self, scripts: &[String], styles: &[String]) -> String {
        match self {
            Self::Program { hosts } => {
                let connect = std::iter::once("'self'".to_owned())
                    .chain(hosts.iter().copied().map(origin))
                    .collect::<Vec<_>>()
                    .join(" ");
                [
                    "default-src 'none'",
                    "script-src 'self' 'wasm-unsafe-eval'",
                    "style-src 'self'",
                    &format!("connect-src {connect}"),
                    "img-src 'self' data:",
                    "font-src 'self'",
                    "frame-src 'self'",
                    "manifest-src 'self'",
                    "worker-src 'self'",
                    "base-uri 'none'",
                    "form-action 'none'",
                    "require-trusted-types-for 'script'",
                    "trusted-types default",
                ]
                .join("; ")
            }
            // Addresses of the local network and of IPv6 cannot be listed, so only the schemes can.
            Self::Try => [
                "default-src 'none'",
                "script-src 'self' 'wasm-unsafe-eval'",
                "style-src 'self'",
                "connect-src 'self' https: http:",
                "img-src 'self' data:",
                "font-src 'self'",
                "base-uri 'none'",
                "form-action 'none'",
                "require-trusted-types-for 'script'",
                "trusted-types default",
            ]
            .join("; "),
            Self::Text => [
                "default-src 'none'",
                "style-src 'self'",
                "img-src 'self'",
                "base-uri 'none'",
                "form-action 'none'",
                "require-trusted-types-for 'script'",
                "trusted-types 'none'",
            ]
            .join("; "),
            Self::Alone => [
                "default-src 'none'",
                &format!("script-src {}", scripts.join(" ")),
                &format!("style-src {}", styles.join(" ")),
                "connect-src 'self'",
                "base-uri 'none'",
                "form-action 'none'",
                "require-trusted-types-for 'script'",
                "trusted-types 'none'",
            ]
            .join("; "),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_connects_to_its_own_origin_and_the_named_hosts_only() {
        let text = Policy::Program {
            hosts: &[Host::GitHubFiles],
        }
        .text(&[], &[]);
        assert!(
            text.contains("; connect-src 'self' https://raw.githubusercontent.com; "),
            "{text}"
        );
        assert!(
            Policy::Program { hosts: &[] }
                .text(&[], &[])
                .contains("; connect-src 'self'; ")
        );
    }

    #[test]
    fn no_policy_allows_inline_script_or_any_host() {
        for document in DOCUMENTS {
            let text = document.policy.text(&[], &[]);
            assert!(
                text.starts_with("default-src 'none'; "),
                "{}: {text}",
                document.path
            );
            assert!(
                !text.contains("'unsafe-inline'")
                    && !text.contains("'unsafe-eval'")
                    && !text.contains('*'),
                "{}: {text}",
                document.path
            );
        }
    }
}
