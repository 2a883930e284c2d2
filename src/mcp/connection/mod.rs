//! A server, from the first message to the last: what to send next, and what came of it.
//!
//! Nothing here does input or output. Whoever holds a [`Connection`] carries out its [`Action`]s, in
//! their order, and tells it what comes back as [`Event`]s; where the bytes of an answer are cut makes
//! no difference.
//!
//! The version that both speak is learnt with the first messages: `server/discover` asks a server of
//! 2026-07-28; one that does not answer that as such a server would is asked to `initialize`. What was
//! learnt is kept for as long as the connection is, over lost sessions too.

mod exchange;
mod request;
mod settle;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, VecDeque};

use serde_json::{Map, Value};

use self::exchange::Exchange;
pub use self::request::headers;
use super::failure::{Cause, Failure};
use super::tool::{Tool, ToolResult};
use super::version::{Handshake, Stateless, Version};
use super::wire::{Call, Outgoing, ToolsPage};
use crate::http::{Head, Request};
use crate::mcp::server::Server;

/// A call of a tool, as long as its connection lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CallId(u64);

/// A request over HTTP and its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExchangeId(u64);

/// What is to be done.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Send this, and tell what comes back under its id.
    Send {
        /// The id.
        exchange: ExchangeId,
        /// What to send.
        request: Request,
        /// Why, for the log of the network: "calls query-docs".
        why: String,
    },
    /// Nothing more of that answer is needed: stop reading it. What still comes of it is passed over.
    Close(ExchangeId),
    /// Show this.
    Show(News),
}

/// What came of it.
#[derive(Clone, Debug, PartialEq)]
pub enum News {
    /// The server answers.
    Connected(About),
    /// All its tools. It comes again where the server says that they have changed.
    Tools(Vec<Tool>),
    /// A call goes on.
    Progress {
        /// The call.
        call: CallId,
        /// How far it is.
        progress: f64,
        /// Of how much, where it is known.
        total: Option<f64>,
        /// What it does, where it says so.
        message: Option<String>,
    },
    /// A call came to its end.
    Finished {
        /// The call.
        call: CallId,
        /// What it gave. A tool's own failure is a result too.
        outcome: Result<ToolResult, Failure>,
    },
    /// The server asked for something that nobody here does, and was told so.
    Declined {
        /// What it asked for, such as `sampling/createMessage`.
        method: String,
    },
    /// The server had forgotten the session, and a new one begins.
    SessionRenewed,
    /// There is no connection. [`Connection::connect`] tries it again.
    Failed(Failure),
}

/// What a server says about itself. It is the server's word, and as untrusted as its results.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// Its name; empty where it has none.
    pub name: String,
    /// Its version; empty where it does not say.
    pub version: String,
    /// How it wants to be used, for the model; empty where it does not say.
    pub instructions: String,
    /// What is spoken.
    pub protocol: Version,
}

/// What came back for a request.
#[derive(Clone, Copy, Debug)]
pub enum Event<'bytes> {
    /// Status and headers.
    Head(&'bytes Head),
    /// Bytes of the body.
    Bytes(&'bytes [u8]),
    /// The end of the body.
    End,
    /// The browser says that it failed, before the head or behind it.
    Failed,
    /// It failed because the person has not let this page speak to the local network.
    NotPermitted,
    /// Nobody waits longer.
    TimedOut {
        /// How long was waited, in seconds.
        seconds: u64,
    },
}

/// A server, from the first message to the last.
#[derive(Debug)]
pub struct Connection {
    server: Server,
    state: State,
    /// What both speak, once it is known.
    version: Option<Version>,
    session: Option<Session>,
    /// How many sessions there were: what was sent in an older one is known by it.
    sessions: u64,
    /// The last number that was given, to whatever.
    last: u64,
    open: BTreeMap<ExchangeId, Exchange>,
    /// What is sent as soon as the server answers.
    waiting: Vec<Task>,
    /// The tools that were listed so far.
    listed: Vec<Tool>,
    cursors: Vec<String>,
    has_listed: bool,
    has_called: bool,
    /// The handshake under way is for a new session in place of a lost one.
    renews: bool,
    actions: VecDeque<Action>,
}

#[derive(Clone, Debug, PartialEq)]
enum State {
    /// Nobody asked for anything yet, or it failed.
    Apart,
    Discovering,
    Initializing {
        /// The server named a version itself, and this is it.
        named: bool,
    },
    /// The server learns that the handshake is over.
    Announcing,
    Ready,
    Closed,
}

/// A session of the era that has them.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Session {
    /// Its id, where the server gave one that can be read.
    id: Option<String>,
}

/// A request of somebody, not of the connection itself.
#[derive(Clone, Debug, PartialEq)]
struct Task {
    message: Outgoing,
    /// The call, where it is one.
    call: Option<CallId>,
    /// A session was begun anew for it already.
    again: bool,
}

/// No list of tools has more pages.
const MOST_PAGES: usize = 200;

impl Connection {
    /// A connection that has not begun: nothing is sent before [`Connection::connect`].
    pub fn new(server: Server) -> Self {
        Self {
            server,
            state: State::Apart,
            version: None,
            session: None,
            sessions: 0,
            last: 0,
            open: BTreeMap::new(),
            waiting: Vec::new(),
            listed: Vec::new(),
            cursors: Vec::new(),
            has_listed: false,
            has_called: false,
            renews: false,
            actions: VecDeque::new(),
        }
    }

    /// The same for a server of which is known what it speaks: one of the older era is not asked first.
    pub fn knowing(server: Server, version: Version) -> Self {
        Self {
            version: Some(version),
            ..Self::new(server)
        }
    }

    /// The server.
    pub fn server(&self) -> &Server {
        &self.server
    }

    /// What is spoken, once it is known.
    pub fn version(&self) -> Option<Version> {
        self.version
    }

    /// Begins, or begins anew where it failed: the server is asked what it speaks and which tools it has.
    /// Nothing happens where it is under way already, or was closed.
    pub fn connect(&mut self) {
        if self.state != State::Apart {
            return;
        }
        self.list_tools();
        match self.version {
            Some(Version::Handshake(version)) => self.initialize(version, true),
            Some(Version::Stateless(_)) | None => {
                self.state = State::Discovering;
                self.send(Outgoing::Discover, None, false);
            }
        }
    }

    /// Calls a tool by the server's name for it. It waits until the server answers where the connection is
    /// under way, and fails at once where there is none.
    pub fn call(&mut self, tool: impl Into<String>, arguments: Map<String, Value>) -> CallId {
        let call = CallId(self.number());
        self.ask(Task {
            message: Outgoing::Call(Call {
                tool: tool.into(),
                arguments,
            }),
            call: Some(call),
            again: false,
        });
        call
    }

    /// Stops a call, and tells the server where it can. What the server did until then, nobody knows. A
    /// call that is over is left as it is.
    pub fn stop(&mut self, call: CallId) {
        let is_it = |other: Option<CallId>| other == Some(call);
        let waiting = self.waiting.len();
        self.waiting.retain(|task| !is_it(task.call));
        let open = self.open.iter().find(|(_, one)| is_it(one.task.call));
        let open = open.map(|(id, _)| *id);
        let open = open.and_then(|id| self.drop_exchange(id));
        if let Some(Exchange { number, .. }) = open {
            // Without sessions the end of the stream says it; with them a message does.
            if matches!(self.version, Some(Version::Handshake(_))) {
                self.send(Outgoing::Cancelled { request: number }, None, false);
            }
        }
        if open.is_some() || self.waiting.len() < waiting {
            self.finish(call, Err(Cause::Stopped));
        }
    }

    /// Ends it: what is under way is stopped, and a session is given back. Nothing can be asked after it.
    pub fn close(&mut self) {
        if self.state == State::Closed {
            return;
        }
        self.stop_all(&Cause::NotConnected);
        if self.has_session_id() {
            self.send_end_of_session();
        }
        self.session = None;
        self.state = State::Closed;
    }

    /// What is to be done next; `None` where there is nothing for now.
    pub fn next_action(&mut self) -> Option<Action> {
        self.actions.pop_front()
    }

    /// Takes what came back. What belongs to no open exchange is passed over.
    pub fn receive(&mut self, exchange: ExchangeId, event: Event<'_>) {
        let Some(open) = self.open.get_mut(&exchange) else {
            return;
        };
        for step in open.take(event) {
            self.settle(exchange, step);
        }
    }

    fn has_session_id(&self) -> bool {
        let session = self.session.as_ref();
        session.is_some_and(|session| session.id.is_some())
    }

    fn number(&mut self) -> u64 {
        self.last += 1;
        self.last
    }

    fn show(&mut self, news: News) {
        self.actions.push_back(Action::Show(news));
    }

    fn failure(&self, cause: Cause) -> Failure {
        Failure {
            server: self.server.name.clone(),
            address: self.server.address.without_query(),
            key_header: self.server.own_key_header().map(str::to_owned),
            cause,
        }
    }

    fn finish(&mut self, call: CallId, outcome: Result<ToolResult, Cause>) {
        let outcome = outcome.map_err(|cause| self.failure(cause));
        self.show(News::Finished { call, outcome });
    }

    /// Sends something as soon as the server answers.
    fn ask(&mut self, task: Task) {
        match (&self.state, task.call) {
            (State::Ready, _) => self.send_task(task),
            (State::Closed | State::Apart, Some(call)) => {
                self.finish(call, Err(Cause::NotConnected));
            }
            _ => self.waiting.push(task),
        }
    }

    fn list_tools(&mut self) {
        let is_list = |message: &Outgoing| matches!(message, Outgoing::ListTools { .. });
        let is_asked = self.waiting.iter().any(|task| is_list(&task.message))
            || self.open.values().any(|open| is_list(&open.task.message));
        if is_asked {
            return;
        }
        self.listed.clear();
        self.cursors.clear();
        self.list_page(None);
    }

    fn list_page(&mut self, cursor: Option<String>) {
        let task = Task {
            message: Outgoing::ListTools { cursor },
            call: None,
            again: false,
        };
        match self.state {
            State::Ready => self.send_task(task),
            _ => self.waiting.push(task),
        }
    }

    fn take_page(&mut self, page: ToolsPage) {
        self.listed.extend(page.tools);
        match page.next {
            None => {
                let tools = std::mem::take(&mut self.listed);
                self.has_listed = true;
                self.show(News::Tools(tools));
            }
            Some(cursor) if self.cursors.contains(&cursor) || self.cursors.len() >= MOST_PAGES => {
                self.fail(Cause::EndlessList);
            }
            Some(cursor) => {
                self.cursors.push(cursor.clone());
                self.list_page(Some(cursor));
            }
        }
    }

    fn initialize(&mut self, version: Handshake, named: bool) {
        self.state = State::Initializing { named };
        self.session = None;
        self.send(Outgoing::Initialize(version), None, false);
    }

    /// The server answers: what waited is sent.
    fn ready(&mut self) {
        self.state = State::Ready;
        for task in std::mem::take(&mut self.waiting) {
            self.send_task(task);
        }
    }

    /// Stops everything that is open or waits.
    fn stop_all(&mut self, cause: &Cause) {
        let open: Vec<ExchangeId> = self.open.keys().copied().collect();
        let calls = self.open.values().map(|open| open.task.call);
        let calls = calls.chain(self.waiting.iter().map(|task| task.call));
        let calls: Vec<CallId> = calls.flatten().collect();
        for id in open {
            self.drop_exchange(id);
        }
        self.waiting.clear();
        for call in calls {
            self.finish(call, Err(cause.clone()));
        }
    }

    /// There is no connection any more; what was learnt stays.
    fn fail(&mut self, cause: Cause) {
        self.stop_all(&cause);
        self.session = None;
        self.renews = false;
        self.state = State::Apart;
        let failure = self.failure(cause);
        self.show(News::Failed(failure));
    }

    /// Forgets an exchange; what may still come of it is not read.
    fn drop_exchange(&mut self, id: ExchangeId) -> Option<Exchange> {
        let exchange = self.open.remove(&id)?;
        if !exchange.has_ended() {
            self.actions.push_back(Action::Close(id));
        }
        Some(exchange)
    }

    fn stateless(&self) -> Option<Stateless> {
        match (&self.state, self.version) {
            (State::Discovering, _) => Some(Stateless::ALL[0]),
            (_, Some(Version::Stateless(version))) => Some(version),
            _ => None,
        }
    }
}
