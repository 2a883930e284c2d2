//! Why a server could not be spoken to, or a call gave nothing: what happened as far as a page can know,
//! what it cannot know, and what mends it.

use std::fmt;

use crate::http::{how_to_permit, not_permitted};

/// Why nothing came of something that was asked of a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The server's name.
    pub server: String,
    /// Its address, without what stands behind `?` or `#`: a key may be there.
    pub address: String,
    /// The header that its key goes in, where that is not `Authorization`.
    pub key_header: Option<String>,
    /// What happened.
    pub cause: Cause,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Not even the first message got an answer that the browser lets the page read.
    Unreachable,
    /// The person has not let this page speak to the local network, where the server is.
    LocalNetworkDenied,
    /// The server answered before, and then gave no answer that the browser lets the page read.
    OutOfReach {
        /// The headers that this message had and no message before it: the server may not allow them.
        new_headers: Vec<&'static str>,
    },
    /// The answer broke off.
    Cut,
    /// The stream ended in good order, and the answer was not in it.
    NoAnswer,
    /// Nobody waited longer.
    TimedOut {
        /// How long was waited, in seconds.
        seconds: u64,
    },
    /// 401.
    NeedsKey,
    /// 403.
    Forbidden,
    /// 404.
    NotFound {
        /// The beginning of what came with it.
        said: String,
    },
    /// 405.
    MethodNotAllowed,
    /// 429.
    TooManyRequests {
        /// Seconds until it answers again, where it says so.
        wait: Option<u64>,
    },
    /// Another status of an error, without an error of the protocol in it.
    Status {
        /// The HTTP status.
        status: u16,
        /// The beginning of what came with it.
        said: String,
    },
    /// The answer is something else than messages, such as a page.
    NotMcp {
        /// The media type that it calls itself; empty where it does not.
        media_type: String,
    },
    /// The answer is no message that it could be.
    NotAMessage {
        /// Why not.
        why: &'static str,
    },
    /// More than an answer can be.
    TooLarge {
        /// The limit, in MB.
        limit: usize,
    },
    /// An error of the protocol.
    Refused {
        /// Its number.
        code: i64,
        /// What the server says, with what looks like a key taken out.
        said: String,
    },
    /// The server wants what is in the message to be in headers too, and not those that are sent.
    HeadersMismatch {
        /// What the server says.
        said: String,
    },
    /// No version of the protocol that both speak.
    NoCommonVersion {
        /// Those that the server speaks.
        spoken: Vec<String>,
    },
    /// It gave a session with a header that it does not let the page read.
    SessionHidden,
    /// It forgets sessions as soon as it has given them.
    SessionLost,
    /// It wants something from the client before it goes on.
    WantsInput {
        /// The methods that it would call.
        wanted: Vec<String>,
    },
    /// Its list of tools does not end.
    EndlessList,
    /// The user stopped it.
    Stopped,
    /// There is no connection: it failed, was closed, or has not begun.
    NotConnected,
}

/// What mends a failure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remedy {
    /// What to do.
    pub words: String,
    /// What to type or to send, line by line; empty where that is no matter of typing.
    pub lines: Vec<String>,
}

/// The headers that a server has to send so that a page may speak to it, every one of them. A key in a
/// header of the server's own needs that among the allowed ones too; [`Failure::remedy`] adds it.
pub const CORS_HEADERS: [&str; 4] = [
    "Access-Control-Allow-Origin: *",
    "Access-Control-Allow-Methods: POST, DELETE",
    "Access-Control-Allow-Headers: Authorization, Content-Type, Mcp-Protocol-Version, Mcp-Method, Mcp-Name, Mcp-Session-Id",
    "Access-Control-Expose-Headers: Mcp-Session-Id",
];

/// The same for a server made with FastMCP.
pub const FASTMCP_CORS: [&str; 8] = [
    "from starlette.middleware import Middleware",
    "from starlette.middleware.cors import CORSMiddleware",
    "",
    "cors = Middleware(",
    "    CORSMiddleware, allow_origins=[\"*\"], allow_methods=[\"POST\", \"DELETE\"],",
    "    allow_headers=[\"*\"], expose_headers=[\"Mcp-Session-Id\"],",
    ")",
    "mcp.run(transport=\"http\", middleware=[cors])",
];

impl Failure {
    /// What mends it; `None` where nothing that a person does.
    pub fn remedy(&self) -> Option<Remedy> {
        let words = |words: &str| {
            Some(Remedy {
                words: words.to_owned(),
                lines: Vec::new(),
            })
        };
        match &self.cause {
            Cause::Unreachable => Some(Remedy {
                words: "See that it runs and that the address is right. If it does, it has to answer the \
                        browser's OPTIONS request with 200 or 204, and to send these headers with that answer \
                        and with every other. The lines below them do so in a server made with FastMCP."
                    .to_owned(),
                lines: self.all_of_cors(),
            }),
            Cause::LocalNetworkDenied => Some(Remedy {
                words: format!("{} Then ask again.", how_to_permit("this page")),
                lines: Vec::new(),
            }),
            Cause::OutOfReach { new_headers } if new_headers.is_empty() => words(
                "Try it again. If it never answers, look into what the server prints: it may have stopped, or \
                 the answer to this message lacks Access-Control-Allow-Origin.",
            ),
            Cause::OutOfReach { new_headers } => Some(Remedy {
                words: format!(
                    "The server has to allow {} in its answer to the browser's OPTIONS request:",
                    new_headers.join(" and ")
                ),
                lines: vec![self.allowed_headers()],
            }),
            Cause::SessionHidden => Some(Remedy {
                words: "The server has to let pages read the session that it gives, with this header on every \
                        answer. With FastMCP that is expose_headers=[\"Mcp-Session-Id\"] of the CORSMiddleware."
                    .to_owned(),
                lines: vec![CORS_HEADERS[3].to_owned()],
            }),
            Cause::HeadersMismatch { .. } => words(
                "A proxy on the way may drop or change Mcp-Method, Mcp-Name or Mcp-Protocol-Version. A tool \
                 that wants its arguments in headers of their own (x-mcp-header) cannot be called from here.",
            ),
            Cause::NeedsKey => words(
                "Enter the key that the service gave you. A server that wants a sign-in (OAuth) instead of a \
                 key cannot be used from here.",
            ),
            Cause::Forbidden => words(
                "See whether the key is allowed to do this. If the server admits only some origins, as one on \
                 the own machine should, add the origin of this page to its list.",
            ),
            Cause::NotFound { .. } => words(
                "See whether the address is whole: that of an MCP server often ends in /mcp.",
            ),
            Cause::MethodNotAllowed => words(
                "Streamable HTTP is spoken with POST. An address that ends in /sse is of the older transport: \
                 most such servers have the other one too, often at /mcp.",
            ),
            Cause::NotMcp { .. } => words(
                "Open the address in a tab to see what it is: a page of the service, a sign-in, or a proxy in \
                 between. That of an MCP server often ends in /mcp.",
            ),
            Cause::TooManyRequests { wait: None } => words("Wait a little, then try it again."),
            Cause::Status { status: 500.., .. } => {
                words("Try it again later, and look into what the server prints.")
            }
            Cause::NoCommonVersion { .. } => {
                words("Update the server; this page speaks 2026-07-28, 2025-11-25 and those before it.")
            }
            _ => None,
        }
    }

    fn all_of_cors(&self) -> Vec<String> {
        let lines = CORS_HEADERS.iter().chain(&[""]).chain(&FASTMCP_CORS);
        let mut lines: Vec<String> = lines.map(|line| (*line).to_owned()).collect();
        if let Some(line) = lines.get_mut(2) {
            *line = self.allowed_headers();
        }
        lines
    }

    fn allowed_headers(&self) -> String {
        let known = CORS_HEADERS[2];
        match &self.key_header {
            Some(header) => format!("{known}, {header}"),
            None => known.to_owned(),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            server, address, ..
        } = self;
        match &self.cause {
            Cause::Unreachable => write!(
                f,
                "{address} gave no answer that this page can read. Whether it is down, the address is wrong, it \
                 does not allow pages to read it (CORS), it sends the browser on to another address, or the \
                 browser does not let the page ask there (a local address, or http from https), the page cannot \
                 know: for all of them it is told the same."
            ),
            Cause::LocalNetworkDenied => f.write_str(&not_permitted(address)),
            Cause::OutOfReach { new_headers } if new_headers.is_empty() => write!(
                f,
                "{address} answered before, and now gave no answer that this page can read. Whether it stopped or \
                 the browser keeps the answer from the page, the page cannot know; nor whether the server did \
                 what it was asked."
            ),
            Cause::OutOfReach { new_headers } => write!(
                f,
                "{address} answered, and then gave no answer that this page can read to the first message with \
                 {}. Probably it does not allow that to pages (CORS); the page cannot know.",
                new_headers.join(" and ")
            ),
            Cause::Cut => write!(
                f,
                "The answer of {address} broke off. Whether the server did what it was asked, the page cannot \
                 know, so it does not ask again by itself."
            ),
            Cause::NoAnswer => write!(
                f,
                "{address} ended its answer without saying what came of the request. Whether it did what it was \
                 asked, the page cannot know, so it does not ask again by itself."
            ),
            Cause::TimedOut { seconds } => write!(
                f,
                "{address} has not answered within {seconds} seconds. It may still be at work."
            ),
            Cause::NeedsKey => write!(
                f,
                "{address} wants a key, or another one than it got (401)."
            ),
            Cause::Forbidden => write!(
                f,
                "{address} refuses this (403): the key, or the page that asks, is not allowed to."
            ),
            Cause::NotFound { said } if said.is_empty() => {
                write!(
                    f,
                    "{address} is not there (404): no MCP server answers at it."
                )
            }
            Cause::NotFound { said } => write!(
                f,
                "{address} is not there (404), no MCP server answers at it. It says: {said}"
            ),
            Cause::MethodNotAllowed => {
                write!(
                    f,
                    "{address} takes no POST (405): it is not the address of Streamable HTTP."
                )
            }
            Cause::TooManyRequests {
                wait: Some(seconds),
            } => write!(
                f,
                "{address} answers no more for now (429): it asks to wait {seconds} seconds."
            ),
            Cause::TooManyRequests { wait: None } => write!(
                f,
                "{address} answers no more for now (429), and does not let the page read how long."
            ),
            Cause::Status { status, said } if said.is_empty() => {
                write!(
                    f,
                    "{address} answers with the error {status}, and does not say why."
                )
            }
            Cause::Status { status, said } => {
                write!(f, "{address} answers with the error {status}: {}", said)
            }
            Cause::NotMcp { media_type } if media_type == "text/html" => {
                write!(
                    f,
                    "{address} answers with a web page, where an MCP server answers with JSON."
                )
            }
            Cause::NotMcp { media_type } if media_type.is_empty() => write!(
                f,
                "{address} answers with something that does not say what it is, where an MCP server answers with \
                 JSON (Content-Type: application/json)."
            ),
            Cause::NotMcp { media_type } => write!(
                f,
                "{address} answers with {media_type}, where an MCP server answers with application/json or \
                 text/event-stream."
            ),
            Cause::NotAMessage { why } => {
                write!(
                    f,
                    "{address} answers with what is no message of MCP: {why}."
                )
            }
            Cause::TooLarge { limit } => write!(
                f,
                "The answer of {address} is larger than {limit} MB. It was not read to its end."
            ),
            Cause::Refused { code, said } if said.is_empty() => {
                write!(
                    f,
                    "{server} refuses this with the error {code}, and does not say why."
                )
            }
            Cause::Refused { code, said } => {
                write!(f, "{server} refuses this with the error {code}: {}", said)
            }
            Cause::HeadersMismatch { said } => write!(
                f,
                "{server} misses headers that say the same as the message (-32020): {}",
                said
            ),
            Cause::NoCommonVersion { spoken } => {
                write!(f, "{server} speaks no version of MCP that this page speaks")?;
                match spoken.is_empty() {
                    true => write!(f, "."),
                    false => write!(f, ", only {}.", spoken.join(", ")),
                }
            }
            Cause::SessionHidden => write!(
                f,
                "{address} answered the first message, and then wanted the session that it gave. The browser \
                 does not let the page read it, as the server does not allow that."
            ),
            Cause::SessionLost => write!(
                f,
                "{address} has forgotten the session, and the new one that the page began too. It may have \
                 several processes that do not know of each other's sessions."
            ),
            Cause::WantsInput { wanted } if wanted.is_empty() => write!(
                f,
                "{server} wants something more before it goes on, and does not say what. This page answers no \
                 questions of servers."
            ),
            Cause::WantsInput { wanted } => write!(
                f,
                "{server} wants something of its client before it goes on ({}). This page runs no model, asks no \
                 questions and shows no folders for a server.",
                wanted.join(", ")
            ),
            Cause::EndlessList => write!(f, "The list of the tools of {server} does not end."),
            Cause::Stopped => write!(
                f,
                "You stopped this. What {server} did until then, the page cannot know."
            ),
            Cause::NotConnected => write!(f, "{server} is not connected."),
        }
    }
}

impl std::error::Error for Failure {}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(cause: Cause) -> Failure {
        Failure {
            server: "docs".to_owned(),
            address: "https://docs.example/mcp".to_owned(),
            key_header: None,
            cause,
        }
    }

    fn every() -> Vec<Cause> {
        let said = || "So it is.".to_owned();
        vec![
            Cause::Unreachable,
            Cause::LocalNetworkDenied,
            Cause::OutOfReach {
                new_headers: vec!["Mcp-Session-Id"],
            },
            Cause::OutOfReach {
                new_headers: Vec::new(),
            },
            Cause::Cut,
            Cause::NoAnswer,
            Cause::TimedOut { seconds: 60 },
            Cause::NeedsKey,
            Cause::Forbidden,
            Cause::NotFound {
                said: String::new(),
            },
            Cause::NotFound { said: said() },
            Cause::MethodNotAllowed,
            Cause::TooManyRequests { wait: Some(7) },
            Cause::TooManyRequests { wait: None },
            Cause::Status {
                status: 500,
                said: String::new(),
            },
            Cause::Status {
                status: 400,
                said: said(),
            },
            Cause::NotMcp {
                media_type: "text/html".to_owned(),
            },
            Cause::NotMcp {
                media_type: "image/png".to_owned(),
            },
            Cause::NotMcp {
                media_type: String::new(),
            },
            Cause::NotAMessage {
                why: "it is no JSON",
            },
            Cause::TooLarge { limit: 32 },
            Cause::Refused {
                code: -32602,
                said: said(),
            },
            Cause::Refused {
                code: -32602,
                said: String::new(),
            },
            Cause::HeadersMismatch { said: said() },
            Cause::NoCommonVersion {
                spoken: vec!["2031-01-01".to_owned()],
            },
            Cause::NoCommonVersion { spoken: Vec::new() },
            Cause::SessionHidden,
            Cause::SessionLost,
            Cause::WantsInput { wanted: Vec::new() },
            Cause::WantsInput {
                wanted: vec!["roots/list".to_owned()],
            },
            Cause::EndlessList,
            Cause::Stopped,
            Cause::NotConnected,
        ]
    }

    #[test]
    fn each_failure_says_something_of_its_own_and_names_the_server() {
        let words: Vec<String> = every()
            .into_iter()
            .map(|cause| of(cause).to_string())
            .collect();
        for (at, one) in words.iter().enumerate() {
            assert!(one.ends_with('.'), "{one}");
            assert!(one.contains("docs"), "{one}");
            assert!(!one.contains("  "), "{one}");
            assert!(!words[..at].contains(one), "{one}");
        }
    }

    #[test]
    fn a_remedy_is_a_sentence_and_what_to_type() {
        for cause in every() {
            let Some(remedy) = of(cause).remedy() else {
                continue;
            };
            assert!(remedy.words.ends_with(['.', ':']), "{}", remedy.words);
            assert!(!remedy.words.contains("  "), "{}", remedy.words);
        }
        let remedy = of(Cause::Unreachable).remedy().expect("there is one");
        assert_eq!(remedy.lines[..4], CORS_HEADERS);
        assert!(remedy.lines[4].is_empty());
        assert_eq!(remedy.lines[5..], FASTMCP_CORS);
        let own = Failure {
            key_header: Some("X-Docs-Key".to_owned()),
            ..of(Cause::Unreachable)
        };
        let remedy = own.remedy().expect("there is one");
        assert!(remedy.lines[2].ends_with("Mcp-Session-Id, X-Docs-Key"));
    }

    #[test]
    fn every_header_that_is_sent_is_one_that_servers_are_told_to_allow() {
        use crate::mcp::headers;
        let allowed = CORS_HEADERS[2].to_ascii_lowercase();
        for header in [
            "authorization",
            "content-type",
            headers::PROTOCOL_VERSION,
            headers::METHOD,
            headers::NAME,
            headers::SESSION_ID,
        ] {
            assert!(allowed.contains(&header.to_ascii_lowercase()), "{header}");
        }
        assert!(CORS_HEADERS[3].ends_with(headers::SESSION_ID));
    }
}
