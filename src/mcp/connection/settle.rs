//! What an answer means for the connection.

use serde_json::{Map, Value};

use super::exchange::Step;
use super::{About, CallId, Connection, ExchangeId, News, Session, State, Task};
use crate::mcp::failure::Cause;
use crate::mcp::quote::quoted;
use crate::mcp::version::{Handshake, Version};
use crate::mcp::wire::{
    Id, Outgoing, Refused, RpcError, Said, discovered, initialized, result, tools_page,
};

impl Connection {
    /// Takes a step of an exchange; one that was dropped meanwhile says nothing any more.
    pub(super) fn settle(&mut self, id: ExchangeId, step: Step) {
        let Some(exchange) = self.open.get(&id) else {
            return;
        };
        match step {
            Step::Session(session) => {
                self.sessions += 1;
                self.session = Some(Session { id: session });
            }
            Step::Notification { method, params } => {
                let number = exchange.number;
                let call = exchange.task.call;
                self.told(number, call, &method, &params);
            }
            Step::Request { id, method } => self.asked(id, method),
            Step::Arrived => {
                let message = self.open.remove(&id).map(|exchange| exchange.task.message);
                if message == Some(Outgoing::Initialized) {
                    self.ready();
                }
            }
            Step::Answer(answer) => self.answered(id, answer),
            Step::Failed(cause) => self.failed(id, cause),
        }
    }

    /// The answer to a request.
    fn answered(&mut self, id: ExchangeId, answer: Result<Map<String, Value>, RpcError>) {
        let Some(exchange) = self.drop_exchange(id) else {
            return;
        };
        let status = exchange.status.unwrap_or_default();
        let (task, session) = (exchange.task, exchange.session);
        let lost = match (&answer, self.version) {
            (Err(error), Some(Version::Handshake(_))) => is_about_session(status, error),
            _ => false,
        };
        self.has_called |= task.call.is_some();
        match (&task.message, answer) {
            (Outgoing::Discover, answer) => self.discovered(answer),
            (Outgoing::Initialize(version), answer) => self.initialized(*version, answer),
            (Outgoing::ListTools { .. } | Outgoing::Call(_), Err(_)) if lost => {
                self.session_lost(task, session);
            }
            (_, Err(error)) => self.give_up(task, refused(error)),
            (Outgoing::ListTools { .. }, Ok(answer)) => {
                match tools_page(&self.server.name, &answer) {
                    Some(page) => self.take_page(page),
                    None => self.fail(Cause::NotAMessage {
                        why: "it has no list of tools",
                    }),
                }
            }
            (Outgoing::Call(_), Ok(answer)) => {
                if let Some(call) = task.call {
                    self.finish(call, outcome(&answer));
                }
            }
            (
                Outgoing::Initialized | Outgoing::Cancelled { .. } | Outgoing::Answer { .. },
                Ok(_),
            ) => {}
        }
    }

    /// What the server says it speaks.
    fn discovered(&mut self, answer: Result<Map<String, Value>, RpcError>) {
        let found = match answer {
            Ok(answer) => discovered(&answer).map(|found| (found.versions, Some(found.server))),
            // It knows what was asked, and speaks something else.
            Err(error) if error.code == RpcError::UNSUPPORTED_VERSION => {
                supported(&error).map(|versions| (versions, None))
            }
            Err(_) => None,
        };
        let Some((versions, server)) = found else {
            // It does not know what was asked: a server of the older era.
            return self.initialize(Handshake::ALL[0], false);
        };
        match (Version::newest_of(&versions), server) {
            (Some(version @ Version::Stateless(_)), Some(server)) => {
                self.connected(version, server)
            }
            (Some(Version::Handshake(version)), _) => self.initialize(version, true),
            (Some(Version::Stateless(_)) | None, _) => {
                self.fail(no_common(&versions));
            }
        }
    }

    fn initialized(&mut self, asked: Handshake, answer: Result<Map<String, Value>, RpcError>) {
        let named = matches!(self.state, State::Initializing { named: true });
        match answer {
            Ok(answer) => match initialized(&answer) {
                Some(found) => match Handshake::named(&found.version) {
                    Some(version) => {
                        self.state = State::Announcing;
                        self.version = Some(Version::Handshake(version));
                        self.connected(Version::Handshake(version), found.server);
                    }
                    None => self.fail(no_common(&[found.version])),
                },
                None => self.fail(Cause::NotAMessage {
                    why: "it does not say which version is spoken",
                }),
            },
            Err(error) => {
                let spoken = supported(&error).unwrap_or_default();
                match Version::newest_of(&spoken) {
                    // The server says itself what it speaks, and is taken at its word once.
                    Some(Version::Handshake(other)) if !named && other != asked => {
                        self.initialize(other, true);
                    }
                    _ if !spoken.is_empty() => self.fail(no_common(&spoken)),
                    _ => self.fail(refused(error)),
                }
            }
        }
    }

    /// Both know what they speak.
    fn connected(&mut self, version: Version, said: Said) {
        self.version = Some(version);
        if !std::mem::take(&mut self.renews) {
            self.show(News::Connected(About {
                name: quoted(&said.name),
                version: quoted(&said.version),
                instructions: said.instructions,
                protocol: version,
            }));
        } else {
            self.show(News::SessionRenewed);
        }
        if !said.has_tools {
            let is_list = |task: &Task| matches!(task.message, Outgoing::ListTools { .. });
            let asked = self.waiting.len();
            self.waiting.retain(|task| !is_list(task));
            if self.waiting.len() < asked {
                self.show(News::Tools(Vec::new()));
            }
        }
        match version {
            Version::Stateless(_) => self.ready(),
            Version::Handshake(_) => self.send(Outgoing::Initialized, None, false),
        }
    }

    /// The server has forgotten the session that a request was sent in.
    fn session_lost(&mut self, mut task: Task, session: u64) {
        if session == self.sessions && !self.has_session_id() && self.state == State::Ready {
            return self.fail(Cause::SessionHidden);
        }
        if task.again {
            return self.give_up(task, Cause::SessionLost);
        }
        task.again = true;
        match self.version {
            _ if self.state != State::Ready => self.waiting.push(task),
            // Another request has found that out before.
            _ if session < self.sessions => self.send_task(task),
            Some(Version::Handshake(version)) => {
                self.waiting.push(task);
                self.renews = true;
                self.initialize(version, true);
            }
            _ => self.give_up(task, Cause::SessionLost),
        }
    }

    /// A request has no answer, and will have none.
    fn failed(&mut self, id: ExchangeId, cause: Cause) {
        let Some(exchange) = self.drop_exchange(id) else {
            return;
        };
        let (task, session) = (exchange.task, exchange.session);
        match (&task.message, cause) {
            (Outgoing::Discover, cause) if may_be_older(&cause) => {
                self.initialize(Handshake::ALL[0], false);
            }
            (Outgoing::Initialized, Cause::Unreachable) => {
                let new_headers = self.headers_since_handshake();
                self.fail(Cause::OutOfReach { new_headers });
            }
            (Outgoing::ListTools { .. } | Outgoing::Call(_), Cause::NotFound { .. })
                if self.has_session_id() =>
            {
                self.session_lost(task, session);
            }
            (Outgoing::ListTools { .. } | Outgoing::Call(_), Cause::Unreachable) => {
                let new_headers = self.headers_of_calls(&task.message);
                self.give_up(task, Cause::OutOfReach { new_headers });
            }
            (Outgoing::Cancelled { .. } | Outgoing::Answer { .. }, _) => {}
            (_, cause) => self.give_up(task, cause),
        }
    }

    /// The headers of the first call that nothing before it had.
    fn headers_of_calls(&self, message: &Outgoing) -> Vec<&'static str> {
        let is_first_call = matches!(message, Outgoing::Call(_)) && !self.has_called;
        match self.version {
            Some(Version::Stateless(_)) if is_first_call => vec![super::headers::NAME],
            _ => Vec::new(),
        }
    }

    /// A call ends with it; anything else was for the connection itself.
    fn give_up(&mut self, task: Task, cause: Cause) {
        match task.call {
            Some(call) => self.finish(call, Err(cause)),
            // The list that there is stands until the next.
            None if self.has_listed && self.state == State::Ready => {}
            None => self.fail(cause),
        }
    }

    /// The server tells something while it answers.
    fn told(
        &mut self,
        number: u64,
        call: Option<CallId>,
        method: &str,
        params: &Map<String, Value>,
    ) {
        match (method, call) {
            ("notifications/progress", Some(call)) => {
                let is_its = params.get("progressToken").and_then(Value::as_u64) == Some(number);
                if let Some(progress) = params.get("progress").and_then(Value::as_f64)
                    && is_its
                {
                    self.show(News::Progress {
                        call,
                        progress,
                        total: params.get("total").and_then(Value::as_f64),
                        message: params.get("message").and_then(Value::as_str).map(quoted),
                    });
                }
            }
            ("notifications/tools/list_changed", _) => self.list_tools(),
            _ => {}
        }
    }

    /// The server asks for something itself.
    fn asked(&mut self, id: Id, method: String) {
        let outcome = match method.as_str() {
            "ping" => Ok(()),
            _ => Err(Refused {
                method: method.clone(),
            }),
        };
        if outcome.is_err() {
            self.show(News::Declined {
                method: quoted(&method),
            });
        }
        // Without sessions there is no way to answer, and nothing that a server could ask.
        if matches!(self.version, Some(Version::Handshake(_))) {
            self.send(Outgoing::Answer { id, outcome }, None, false);
        }
    }
}

/// What a call gave.
fn outcome(answer: &Map<String, Value>) -> Result<crate::mcp::ToolResult, Cause> {
    match answer.get("resultType").and_then(Value::as_str) {
        None | Some("complete") => result(answer).ok_or(Cause::NotAMessage {
            why: "the result of the tool has neither content nor data",
        }),
        Some("input_required") => {
            let requests = answer.get("inputRequests").and_then(Value::as_object);
            let method = |request: &Value| Some(quoted(request.get("method")?.as_str()?));
            let mut wanted: Vec<String> = requests
                .into_iter()
                .flat_map(Map::values)
                .filter_map(method)
                .collect();
            wanted.dedup();
            Err(Cause::WantsInput { wanted })
        }
        Some(_) => Err(Cause::NotAMessage {
            why: "its result is of a kind that the protocol did not have when this page was written",
        }),
    }
}

/// The versions that an error says the server speaks.
fn supported(error: &RpcError) -> Option<Vec<String>> {
    let versions = error.data.get("supported")?.as_array()?;
    let versions = versions.iter().filter_map(Value::as_str);
    Some(versions.map(str::to_owned).collect())
}

fn no_common(versions: &[String]) -> Cause {
    Cause::NoCommonVersion {
        spoken: versions.iter().map(|version| quoted(version)).collect(),
    }
}

fn refused(error: RpcError) -> Cause {
    let said = quoted(&error.message);
    match error.code {
        RpcError::HEADER_MISMATCH => Cause::HeadersMismatch { said },
        code => Cause::Refused { code, said },
    }
}

/// Whether an error says that the session is not known. The protocol has the status 404 for that; servers
/// in the wild answer 400 and say it in words.
fn is_about_session(status: u16, error: &RpcError) -> bool {
    let said = error.message.to_lowercase();
    let says = |word: &str| said.contains(word);
    match status {
        404 => error.code != RpcError::METHOD_NOT_FOUND,
        400 => says("session") || says("not initialized"),
        _ => false,
    }
}

/// Whether what came of `server/discover` may be a server of the older era, or one that does not allow
/// the headers of the newer one to pages.
fn may_be_older(cause: &Cause) -> bool {
    match cause {
        Cause::Unreachable | Cause::NotFound { .. } | Cause::MethodNotAllowed => true,
        Cause::NoAnswer | Cause::NotAMessage { .. } => true,
        Cause::Status { status, .. } => *status < 502,
        _ => false,
    }
}
