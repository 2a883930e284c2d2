use serde_json::json;

use super::*;
use crate::http::{Address, Key};

/// A connection with somebody who plays the server.
struct Played {
    connection: Connection,
    /// What was sent and not answered yet: the id, the headers, the message.
    sent: VecDeque<Sent>,
    news: Vec<News>,
    closed: Vec<ExchangeId>,
}

struct Sent {
    id: ExchangeId,
    method: &'static str,
    headers: Vec<(String, String)>,
    message: Value,
}

impl Sent {
    fn header(&self, name: &str) -> Option<&str> {
        let of_name = |(one, _): &&(String, String)| one.eq_ignore_ascii_case(name);
        self.headers.iter().find(of_name).map(|(_, value)| &**value)
    }

    fn is(&self, method: &str) -> bool {
        self.message["method"] == method
    }
}

fn address() -> Address {
    Address::parse("https://docs.example/mcp?key=hush").expect("an address")
}

impl Played {
    fn new() -> Self {
        Self::with(Connection::new(Server::new("docs", address())))
    }

    fn with(mut connection: Connection) -> Self {
        connection.connect();
        let mut played = Self {
            connection,
            sent: VecDeque::new(),
            news: Vec::new(),
            closed: Vec::new(),
        };
        played.drain();
        played
    }

    /// One that is over `initialize` and has listed its tools.
    fn in_session() -> Self {
        let mut played = Self::new();
        played.refuse(400, "");
        played.initialize("one");
        played.list();
        played
    }

    /// One that speaks the newest version and has listed its tools.
    fn stateless() -> Self {
        let mut played = Self::new();
        let sent = played.next("server/discover");
        let answer =
            json!({ "supportedVersions": ["2026-07-28"], "capabilities": { "tools": {} } });
        played.answer(&sent, answer);
        played.list();
        played
    }

    fn drain(&mut self) {
        while let Some(action) = self.connection.next_action() {
            match action {
                Action::Send {
                    exchange, request, ..
                } => self.sent.push_back(Sent {
                    id: exchange,
                    method: request.method().name(),
                    headers: request
                        .headers_to_send()
                        .map(|(name, value)| (name.to_owned(), value))
                        .collect(),
                    message: request.body().map_or(Value::Null, |body| {
                        serde_json::from_str(body).expect("JSON")
                    }),
                }),
                Action::Close(exchange) => self.closed.push(exchange),
                Action::Show(news) => self.news.push(news),
            }
        }
    }

    /// What was sent next, which is a message of that method.
    fn next(&mut self, method: &str) -> Sent {
        let sent = self.sent.pop_front().expect("something was sent");
        assert!(sent.is(method), "{}", sent.message);
        sent
    }

    fn event(&mut self, sent: &Sent, event: Event<'_>) {
        self.connection.receive(sent.id, event);
        self.drain();
    }

    fn head(&mut self, sent: &Sent, status: u16, headers: &[(&str, &str)]) {
        let headers = headers.iter();
        let head = Head {
            status,
            headers: headers
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
        };
        self.event(sent, Event::Head(&head));
    }

    fn body(&mut self, sent: &Sent, status: u16, media_type: &str, body: &str) {
        self.head(sent, status, &[("Content-Type", media_type)]);
        self.event(sent, Event::Bytes(body.as_bytes()));
        self.event(sent, Event::End);
    }

    fn answer(&mut self, sent: &Sent, result: Value) {
        let message = json!({ "jsonrpc": "2.0", "id": sent.message["id"], "result": result });
        self.body(sent, 200, "application/json", &message.to_string());
    }

    fn error(&mut self, sent: &Sent, status: u16, error: Value) {
        let message = json!({ "jsonrpc": "2.0", "id": sent.message["id"], "error": error });
        self.body(sent, status, "application/json", &message.to_string());
    }

    /// Refuses whatever was sent next.
    fn refuse(&mut self, status: u16, body: &str) {
        let sent = self.sent.pop_front().expect("something was sent");
        self.body(&sent, status, "text/plain", body);
    }

    fn unreachable(&mut self) {
        let sent = self.sent.pop_front().expect("something was sent");
        self.event(&sent, Event::Failed);
    }

    fn initialize(&mut self, session: &str) {
        let sent = self.next("initialize");
        let result = json!({ "protocolVersion": "2025-11-25", "capabilities": { "tools": {} } });
        let message = json!({ "jsonrpc": "2.0", "id": sent.message["id"], "result": result });
        let mut headers = vec![("content-type", "application/json")];
        if !session.is_empty() {
            headers.push(("mcp-session-id", session));
        }
        self.head(&sent, 200, &headers);
        self.event(&sent, Event::Bytes(message.to_string().as_bytes()));
        self.event(&sent, Event::End);
        let sent = self.next("notifications/initialized");
        self.head(&sent, 202, &[]);
    }

    fn list(&mut self) {
        let sent = self.next("tools/list");
        self.answer(&sent, json!({ "tools": [{ "name": "find" }] }));
        self.news.clear();
        self.closed.clear();
    }

    fn call(&mut self) -> (CallId, Sent) {
        let call = self.connection.call("find", Map::new());
        self.drain();
        (call, self.next("tools/call"))
    }

    fn last(&self) -> &News {
        self.news.last().expect("there is news")
    }

    fn failure(&self) -> &Failure {
        match self.last() {
            News::Failed(failure) => failure,
            News::Finished {
                outcome: Err(failure),
                ..
            } => failure,
            other => panic!("{other:?}"),
        }
    }
}

fn text(text: &str) -> Value {
    json!({ "content": [{ "type": "text", "text": text }] })
}

#[test]
fn the_newest_version_is_asked_for_first() {
    let mut played = Played::new();
    let sent = played.next("server/discover");
    assert_eq!(sent.method, "POST");
    assert_eq!(sent.header("mcp-protocol-version"), Some("2026-07-28"));
    assert_eq!(sent.header("mcp-method"), Some("server/discover"));
    played.answer(
        &sent,
        json!({ "supportedVersions": ["2026-07-28", "2025-11-25"], "capabilities": { "tools": {} } }),
    );
    let list = played.next("tools/list");
    assert_eq!(list.header("mcp-method"), Some("tools/list"));
    assert_eq!(list.header("mcp-name"), None);
    played.answer(&list, json!({ "tools": [{ "name": "find" }] }));
    assert!(matches!(played.last(), News::Tools(tools) if tools[0].server == "docs"));
    let (_, call) = played.call();
    assert_eq!(call.header("mcp-name"), Some("find"));
    assert_eq!(call.header("mcp-session-id"), None);
    // No header but those that a server for pages is known to allow.
    for (name, _) in &call.headers {
        let known = [
            "accept",
            "content-type",
            "mcp-protocol-version",
            "mcp-method",
            "mcp-name",
        ];
        assert!(known.contains(&&**name), "{name}");
    }
    // Nothing is to be given back.
    played.connection.close();
    played.drain();
    assert!(played.sent.is_empty());
    assert_eq!(played.failure().cause, Cause::NotConnected);
}

#[test]
fn a_server_of_the_older_era_is_initialized() {
    type Refusal = fn(&mut Played);
    let refusals: [Refusal; 8] = [
        |played| played.refuse(400, ""),
        |played| played.refuse(404, ""),
        |played| played.refuse(405, ""),
        |played| played.refuse(500, ""),
        // The headers of the newer version may be what a server does not allow to pages.
        |played| played.unreachable(),
        |played| {
            let sent = played.next("server/discover");
            played.error(
                &sent,
                200,
                json!({ "code": -32601, "message": "no such method" }),
            );
        },
        |played| {
            let sent = played.next("server/discover");
            let data = json!({ "supported": ["2025-06-18", "2025-11-25"] });
            played.error(
                &sent,
                400,
                json!({ "code": -32022, "message": "no", "data": data }),
            );
        },
        |played| {
            let sent = played.next("server/discover");
            played.answer(&sent, json!({ "supportedVersions": ["2025-11-25"] }));
        },
    ];
    for refusal in refusals {
        let mut played = Played::new();
        refusal(&mut played);
        let sent = played.next("initialize");
        assert_eq!(sent.message["params"]["protocolVersion"], "2025-11-25");
        assert_eq!(sent.header("mcp-protocol-version"), None);
        assert_eq!(sent.header("mcp-method"), None);
        played.sent.push_front(sent);
        played.initialize("one");
        let list = played.next("tools/list");
        assert_eq!(list.header("mcp-session-id"), Some("one"));
        assert_eq!(list.header("mcp-protocol-version"), Some("2025-11-25"));
        assert_eq!(list.header("mcp-method"), None);
        assert!(played.sent.is_empty());
        played.connection.close();
        played.drain();
        let end = played.sent.pop_front().expect("the session is given back");
        assert_eq!(end.method, "DELETE");
        assert_eq!(end.header("mcp-session-id"), Some("one"));
    }
}

#[test]
fn what_says_nothing_about_the_version_is_not_asked_again() {
    for (status, cause) in [
        (401, Cause::NeedsKey),
        (403, Cause::Forbidden),
        (429, Cause::TooManyRequests { wait: None }),
        (
            503,
            Cause::Status {
                status: 503,
                said: "down".to_owned(),
            },
        ),
    ] {
        let mut played = Played::new();
        played.refuse(status, "down");
        assert!(played.sent.is_empty(), "{status}");
        assert_eq!(played.failure().cause, cause);
    }
}

#[test]
fn a_version_is_settled_by_what_the_server_says() {
    let mut played = Played::new();
    played.refuse(400, "");
    let sent = played.next("initialize");
    let data = json!({ "supported": ["2025-06-18"] });
    played.error(
        &sent,
        400,
        json!({ "code": -32602, "message": "no", "data": data }),
    );
    let sent = played.next("initialize");
    assert_eq!(sent.message["params"]["protocolVersion"], "2025-06-18");
    let data = json!({ "supported": ["2025-03-26"] });
    played.error(
        &sent,
        400,
        json!({ "code": -32602, "message": "no", "data": data }),
    );
    // It is taken at its word once.
    assert!(played.sent.is_empty());
    let spoken = vec!["2025-03-26".to_owned()];
    assert_eq!(played.failure().cause, Cause::NoCommonVersion { spoken });

    let mut played = Played::new();
    let sent = played.next("server/discover");
    played.answer(&sent, json!({ "supportedVersions": ["2031-01-01"] }));
    assert!(played.failure().to_string().contains("only 2031-01-01"));
}

#[test]
fn what_the_person_has_not_permitted_is_not_asked_for_again() {
    let mut played = Played::new();
    let sent = played.next("server/discover");
    played.event(&sent, Event::NotPermitted);
    let failure = played.failure();
    assert_eq!(failure.cause, Cause::LocalNetworkDenied);
    assert!(failure.to_string().contains("local network"));
    let remedy = failure.remedy().expect("there is one");
    assert!(remedy.words.contains("Allow for this page"));
    assert!(remedy.lines.is_empty());
}

#[test]
fn what_was_learnt_is_kept() {
    let mut played = Played::in_session();
    let (_, sent) = played.call();
    played.event(&sent, Event::Failed);
    assert_eq!(
        played.failure().cause,
        Cause::OutOfReach {
            new_headers: Vec::new()
        }
    );
    let version = played.connection.version().expect("it is known");
    let mut again = Played::with(Connection::knowing(
        played.connection.server().clone(),
        version,
    ));
    again.next("initialize");
}

#[test]
fn a_lost_session_is_begun_anew_once() {
    for (status, message) in [(404, "Session not found"), (400, "No valid session ID")] {
        let mut played = Played::in_session();
        let (first, one) = played.call();
        let (second, two) = played.call();
        played.error(&one, status, json!({ "code": -32000, "message": message }));
        // The other one learns of it while the handshake is under way.
        played.error(&two, status, json!({ "code": -32000, "message": message }));
        played.initialize("two");
        assert_eq!(played.news, [News::SessionRenewed]);
        for call in [first, second] {
            let sent = played.next("tools/call");
            assert_eq!(sent.header("mcp-session-id"), Some("two"));
            played.answer(&sent, text("found"));
            assert!(
                matches!(played.last(), News::Finished { call: one, outcome: Ok(_) } if *one == call)
            );
        }
        assert!(played.sent.is_empty());
    }
    let mut played = Played::in_session();
    let (_, sent) = played.call();
    played.body(&sent, 404, "text/plain", "gone");
    played.initialize("two");
    played.refuse(404, "gone");
    assert_eq!(played.failure().cause, Cause::SessionLost);
    assert!(played.sent.is_empty());
}

#[test]
fn a_session_that_the_page_cannot_read_is_named() {
    let mut played = Played::new();
    played.refuse(400, "");
    played.initialize("");
    let sent = played.next("tools/list");
    assert_eq!(sent.header("mcp-session-id"), None);
    played.error(
        &sent,
        400,
        json!({ "code": -32000, "message": "Server not initialized" }),
    );
    assert_eq!(played.failure().cause, Cause::SessionHidden);
}

#[test]
fn headers_that_the_server_does_not_allow_are_named() {
    let mut played = Played::new();
    played.unreachable();
    let sent = played.next("initialize");
    let result = json!({ "protocolVersion": "2025-11-25" });
    let message = json!({ "jsonrpc": "2.0", "id": sent.message["id"], "result": result });
    played.head(
        &sent,
        200,
        &[
            ("content-type", "application/json"),
            ("mcp-session-id", "a"),
        ],
    );
    played.event(&sent, Event::Bytes(message.to_string().as_bytes()));
    played.event(&sent, Event::End);
    played.unreachable();
    let words = played.failure().to_string();
    assert!(
        words.contains("Mcp-Protocol-Version and Mcp-Session-Id"),
        "{words}"
    );
    assert!(!words.contains("hush"), "{words}");
    let mut played = Played::stateless();
    played.call();
    let (_, sent) = played.call();
    played.event(&sent, Event::Failed);
    assert!(played.failure().to_string().contains("with Mcp-Name"));
}

#[test]
fn tools_are_listed_page_by_page() {
    let mut played = Played::new();
    let sent = played.next("server/discover");
    let about = json!({ "supportedVersions": ["2026-07-28"], "capabilities": { "tools": {} } });
    played.answer(&sent, about);
    let sent = played.next("tools/list");
    played.answer(
        &sent,
        json!({ "tools": [{ "name": "a" }], "nextCursor": "x" }),
    );
    let sent = played.next("tools/list");
    assert_eq!(sent.message["params"]["cursor"], "x");
    played.answer(&sent, json!({ "tools": [{ "name": "b" }] }));
    let News::Tools(tools) = played.last() else {
        panic!("{:?}", played.news);
    };
    let names: Vec<&str> = tools.iter().map(|tool| tool.name.as_str()).collect();
    assert_eq!(names, ["a", "b"]);

    let mut played = Played::with(Connection::knowing(
        Server::new("docs", address()),
        Version::Handshake(Handshake::V2025_06_18),
    ));
    played.initialize("one");
    for _ in 0..2 {
        let sent = played.next("tools/list");
        played.answer(&sent, json!({ "tools": [], "nextCursor": "x" }));
    }
    assert_eq!(played.failure().cause, Cause::EndlessList);
}

#[test]
fn a_server_without_tools_has_none() {
    let mut played = Played::new();
    let sent = played.next("server/discover");
    played.answer(
        &sent,
        json!({ "supportedVersions": ["2026-07-28"], "capabilities": {} }),
    );
    assert_eq!(played.last(), &News::Tools(Vec::new()));
    assert!(played.sent.is_empty());
}

#[test]
fn a_call_before_the_server_answers_waits() {
    let mut played = Played::new();
    let call = played.connection.call("find", Map::new());
    played.drain();
    let sent = played.next("server/discover");
    assert!(played.sent.is_empty());
    let about = json!({ "supportedVersions": ["2026-07-28"], "capabilities": { "tools": {} } });
    played.answer(&sent, about);
    played.next("tools/list");
    played.next("tools/call");
    played.connection.stop(call);
    played.drain();
    assert_eq!(played.failure().cause, Cause::Stopped);

    let mut played = Played::new();
    played.connection.call("find", Map::new());
    played.refuse(401, "");
    let failed = |news: &News| {
        matches!(
            news,
            News::Finished {
                outcome: Err(_),
                ..
            } | News::Failed(_)
        )
    };
    assert_eq!(played.news.len(), 2);
    assert!(played.news.iter().all(failed));
    // And now there is no connection to call over.
    played.connection.call("find", Map::new());
    played.drain();
    assert_eq!(played.failure().cause, Cause::NotConnected);
}

#[test]
fn a_stream_tells_how_far_a_call_is() {
    let mut played = Played::in_session();
    let (call, sent) = played.call();
    played.head(
        &sent,
        200,
        &[("content-type", "text/event-stream; charset=utf-8")],
    );
    let id = &sent.message["id"];
    let token = &sent.message["params"]["_meta"]["progressToken"];
    let tell = |message: Value| format!("event: message\ndata: {message}\n\n");
    let progress = |token: &Value, at: u8| {
        let params = json!({ "progressToken": token, "progress": at, "total": 3, "message": "on" });
        tell(json!({ "jsonrpc": "2.0", "method": "notifications/progress", "params": params }))
    };
    let stream = [
        "id: 1\ndata: \n\n: a comment\n\n".to_owned(),
        progress(token, 1),
        // Of somebody else.
        progress(&json!("other"), 2),
        tell(json!({ "jsonrpc": "2.0", "method": "notifications/message", "params": {} })),
        tell(json!({ "jsonrpc": "2.0", "id": 999, "result": text("not yours") })),
        tell(json!({ "jsonrpc": "2.0", "id": id, "result": text("found") })),
        progress(token, 3),
    ];
    for part in &stream {
        played.event(&sent, Event::Bytes(part.as_bytes()));
    }
    played.event(&sent, Event::End);
    assert_eq!(played.news.len(), 2, "{:?}", played.news);
    let expected = News::Progress {
        call,
        progress: 1.0,
        total: Some(3.0),
        message: Some("on".to_owned()),
    };
    assert_eq!(played.news[0], expected);
    assert!(
        matches!(&played.news[1], News::Finished { outcome: Ok(result), .. } if result.text() == "found")
    );
    // A server may keep the stream open for ever.
    assert_eq!(played.closed, [sent.id]);
}

#[test]
fn what_a_server_asks_for_is_declined() {
    let mut played = Played::in_session();
    let (_, sent) = played.call();
    played.head(&sent, 200, &[("content-type", "text/event-stream")]);
    for method in ["ping", "sampling/createMessage"] {
        let message = json!({ "jsonrpc": "2.0", "id": method, "method": method, "params": {} });
        played.event(
            &sent,
            Event::Bytes(format!("data: {message}\n\n").as_bytes()),
        );
    }
    let pong = played.sent.pop_front().expect("an answer");
    assert_eq!(
        pong.message,
        json!({ "jsonrpc": "2.0", "id": "ping", "result": {} })
    );
    let no = played.sent.pop_front().expect("an answer");
    assert_eq!(no.message["error"]["code"], -32601);
    assert_eq!(no.header("mcp-session-id"), Some("one"));
    played.head(&no, 202, &[]);
    let method = "sampling/createMessage".to_owned();
    assert_eq!(played.news, [News::Declined { method }]);

    let mut played = Played::stateless();
    let (_, sent) = played.call();
    let requests = json!({ "a": { "method": "elicitation/create", "params": {} } });
    played.answer(
        &sent,
        json!({ "resultType": "input_required", "inputRequests": requests }),
    );
    let words = played.failure().to_string();
    assert!(words.contains("(elicitation/create)"), "{words}");
}

#[test]
fn tools_that_change_are_listed_anew() {
    let mut played = Played::in_session();
    let (_, sent) = played.call();
    played.head(&sent, 200, &[("content-type", "text/event-stream")]);
    let changed = json!({ "jsonrpc": "2.0", "method": "notifications/tools/list_changed" });
    let twice = format!("data: {changed}\n\ndata: {changed}\n\n");
    played.event(&sent, Event::Bytes(twice.as_bytes()));
    let list = played.next("tools/list");
    assert!(played.sent.is_empty());
    // Where that fails, the list that there is stands.
    played.body(&list, 500, "text/plain", "");
    assert!(played.news.is_empty());
}

#[test]
fn a_stopped_call_is_told_to_the_server() {
    let mut played = Played::in_session();
    let (call, sent) = played.call();
    played.connection.stop(call);
    played.drain();
    assert_eq!(played.closed, [sent.id]);
    let told = played.next("notifications/cancelled");
    assert_eq!(told.message["params"]["requestId"], sent.message["id"]);
    assert_eq!(played.failure().cause, Cause::Stopped);
    // What still comes says nothing any more, and it is over once.
    played.answer(&sent, text("found"));
    played.connection.stop(call);
    played.drain();
    assert_eq!(played.news.len(), 1);

    let mut played = Played::stateless();
    let (call, sent) = played.call();
    played.connection.stop(call);
    played.drain();
    assert_eq!(played.closed, [sent.id]);
    assert!(played.sent.is_empty());
}

#[test]
fn what_is_no_answer_says_what_it_is() {
    let call = |status: u16, media_type: &str, body: &str| {
        let mut played = Played::stateless();
        let (_, sent) = played.call();
        played.body(&sent, status, media_type, body);
        played.failure().cause.clone()
    };
    let not_mcp = |media_type: &str| Cause::NotMcp {
        media_type: media_type.to_owned(),
    };
    let status = |status: u16, said: &str| Cause::Status {
        status,
        said: said.to_owned(),
    };
    assert_eq!(
        call(200, "text/html; charset=utf-8", "<html>"),
        not_mcp("text/html")
    );
    assert_eq!(call(200, "text/plain", "hello"), not_mcp("text/plain"));
    assert_eq!(call(200, "", "hello"), not_mcp(""));
    assert_eq!(call(200, "application/json", ""), Cause::NoAnswer);
    assert_eq!(call(202, "", ""), Cause::NoAnswer);
    assert_eq!(call(200, "application/json", "{\"jsonrpc\":"), Cause::Cut);
    let why = |cause| match cause {
        Cause::NotAMessage { why } => why,
        other => panic!("{other:?}"),
    };
    assert_eq!(
        why(call(200, "application/json", "nonsense")),
        "it is no JSON"
    );
    assert!(why(call(200, "application/json", "{\"a\":1}")).contains("jsonrpc"));
    assert!(why(call(200, "text/event-stream", "data: x\n\n")).contains("no JSON"));
    assert_eq!(
        call(200, "text/event-stream", ": nothing\n\n"),
        Cause::NoAnswer
    );
    assert_eq!(
        call(200, "text/event-stream", "data: {\"jsonrpc\""),
        Cause::NoAnswer
    );
    assert_eq!(
        call(502, "text/html", "<h1>Bad gateway</h1>"),
        status(502, "")
    );
    let body = "{\"error\":{\"message\":\"too  much\"}}";
    assert_eq!(call(500, "application/json", body), status(500, "too much"));
    let body = "{\"error\":\"not_found\",\"message\":\"Use /mcp\"}";
    let said = "Use /mcp".to_owned();
    assert_eq!(
        call(404, "application/json", body),
        Cause::NotFound { said }
    );
    assert_eq!(call(405, "", ""), Cause::MethodNotAllowed);
}

#[test]
fn errors_of_the_protocol_are_told_in_the_words_of_the_server() {
    let mut played = Played::stateless();
    let (_, sent) = played.call();
    played.error(
        &sent,
        400,
        json!({ "code": -32602, "message": "Tool find\nnot found" }),
    );
    assert_eq!(
        played.failure().to_string(),
        "docs refuses this with the error -32602: Tool find not found"
    );
    let (_, sent) = played.call();
    played.error(
        &sent,
        400,
        json!({ "code": -32020, "message": "no mcp-name" }),
    );
    assert!(matches!(
        played.failure().cause,
        Cause::HeadersMismatch { .. }
    ));
    let (_, sent) = played.call();
    played.answer(&sent, json!({ "resultType": "task" }));
    assert!(matches!(played.failure().cause, Cause::NotAMessage { .. }));
    // The tool's own failure is a result.
    let (_, sent) = played.call();
    played.answer(&sent, json!({ "content": [], "isError": true }));
    assert!(matches!(played.last(), News::Finished { outcome: Ok(result), .. } if result.is_error));
}

#[test]
fn an_answer_may_break_off_or_not_come() {
    let mut played = Played::stateless();
    let (_, sent) = played.call();
    played.head(&sent, 200, &[("content-type", "text/event-stream")]);
    played.event(&sent, Event::Failed);
    assert_eq!(played.failure().cause, Cause::Cut);
    assert!(played.closed.is_empty());
    let (_, sent) = played.call();
    played.event(&sent, Event::TimedOut { seconds: 60 });
    assert!(played.failure().to_string().contains("within 60 seconds"));
    assert_eq!(played.closed, [sent.id]);
    // The last event of a stream need not be closed by a blank line.
    let (_, sent) = played.call();
    let message = json!({ "jsonrpc": "2.0", "id": sent.message["id"], "result": text("found") });
    played.body(&sent, 200, "text/event-stream", &format!("data: {message}"));
    assert!(matches!(
        played.last(),
        News::Finished { outcome: Ok(_), .. }
    ));
}

#[test]
fn a_key_goes_to_the_server_and_stands_in_nothing_that_is_shown() {
    let key = Key::new(&address(), "ctx7sk-0123456789").expect("a key");
    let server = Server::new("docs", address()).with_key(key);
    let server = server.expect("the same origin");
    let mut played = Played::with(Connection::new(server));
    let sent = played.next("server/discover");
    assert_eq!(
        sent.header("authorization"),
        Some("Bearer ctx7sk-0123456789")
    );
    let about = json!({
        "supportedVersions": ["2026-07-28"],
        "capabilities": { "tools": {} },
        "instructions": "Your key is ctx7sk-0123456789.",
    });
    played.answer(&sent, about);
    let sent = played.next("tools/list");
    played.answer(&sent, json!({ "tools": [] }));
    let (_, sent) = played.call();
    played.answer(&sent, text("ctx7sk-0123456789 is yours"));
    let (_, sent) = played.call();
    played.error(
        &sent,
        200,
        json!({ "code": 1, "message": "ctx7sk-0123456789 is wrong" }),
    );
    let (_, sent) = played.call();
    played.body(&sent, 500, "text/plain", "who is ctx7sk-0123456789?");
    assert_eq!(played.news.len(), 5);
    for news in &played.news {
        let shown = format!("{news:?}");
        assert!(!shown.contains("0123456789"), "{shown}");
        assert!(!shown.contains("hush"), "{shown}");
    }
    assert!(!format!("{:?}", played.connection).contains("0123456789"));
}
