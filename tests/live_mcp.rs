//! The engine of the Model Context Protocol against real servers.
//!
//! `LIVE_MCP` names them: `everything=http://127.0.0.1:13001/mcp,context7=…,fastmcp=…`, started as
//! `../shared/reference/servers.md` says. Without it nothing is tested, and that is said. With
//! `RECORD_MCP=tests/mcp` what they answer is kept for `tests/mcp.rs`.

mod live;
#[path = "mcp/recording.rs"]
mod recording;
#[path = "mcp/script.rs"]
mod script;
mod socket;
#[path = "mcp/wire.rs"]
mod wire;

use std::path::Path;

use agent_playground::http::Address;
use agent_playground::mcp::{Cause, Connection, Handshake, News, Server, Version};
use recording::{Exchanged, Recording};
use script::{play, run, run_until, told};
use serde_json::{Map, Value, json};
use wire::Wire;

fn address(name: &str) -> Option<String> {
    live::address("LIVE_MCP", name)
}

fn server(name: &str) -> Option<Server> {
    let address = Address::parse(&address(name)?).expect("an address");
    Some(Server::new(name, address))
}

fn calls(list: &[(&str, Value)]) -> Vec<(String, Map<String, Value>)> {
    let call = |(tool, arguments): &(&str, Value)| {
        let arguments = arguments.as_object().cloned().expect("an object");
        ((*tool).to_owned(), arguments)
    };
    list.iter().map(call).collect()
}

/// The versions that each server is tried with: what it says itself, and both of the older era.
const KNOWN: [Option<Handshake>; 3] = [
    None,
    Some(Handshake::V2025_11_25),
    Some(Handshake::V2025_06_18),
];

/// Plays the calls with each version, and keeps what was said where that is asked for.
fn each_version(name: &str, title: &str, list: &[(&str, Value)]) -> Vec<Vec<String>> {
    let Some(server) = server(name) else {
        return Vec::new();
    };
    let mut all = Vec::new();
    for known in KNOWN {
        let mut connection = match known {
            None => Connection::new(server.clone()),
            Some(version) => Connection::knowing(server.clone(), Version::Handshake(version)),
        };
        let mut wire = Wire::default();
        let news = play(&mut connection, &mut wire, &calls(list));
        let lines = told(&news);
        for line in &lines {
            println!("{name} {}: {line}", known.map_or("asked", Handshake::name));
        }
        let recording = Recording {
            server: title.to_owned(),
            name: name.to_owned(),
            known: known.map(|version| version.name().to_owned()),
            exchanges: wire.exchanged,
            news: lines.clone(),
        };
        record(recording, known);
        all.push(lines);
    }
    all
}

fn record(mut recording: Recording, known: Option<Handshake>) {
    let Ok(folder) = std::env::var("RECORD_MCP") else {
        return;
    };
    // The two versions of the older era say the same.
    if known == Some(Handshake::V2025_11_25) {
        return;
    }
    let mut ids = Vec::new();
    for exchanged in &mut recording.exchanges {
        clean(exchanged, &mut ids);
    }
    for line in &mut recording.news {
        *line = without_time(&line.replace(&address(&recording.name).unwrap_or_default(), ADDRESS));
    }
    let known = known.map_or("asked", Handshake::name);
    let file = format!("{}-{known}.json", recording.name);
    let text = serde_json::to_string_pretty(&recording).expect("it is JSON");
    std::fs::write(Path::new(&folder).join(file), text + "\n").expect("it is written");
}

/// The address that recordings have.
const ADDRESS: &str = "http://server.example/mcp";

/// Puts plain numbers in place of the ids that the server drew.
fn clean(exchanged: &mut Exchanged, ids: &mut Vec<String>) {
    let given = exchanged.head.iter().chain(&exchanged.headers);
    let sessions = given.filter(|(name, _)| name.eq_ignore_ascii_case("mcp-session-id"));
    for (_, id) in sessions {
        if !ids.contains(id) {
            ids.push(id.clone());
        }
    }
    for line in exchanged.body.lines() {
        if let Some(id) = line.strip_prefix("id: ") {
            ids.push(id.to_owned());
        }
    }
    let values = exchanged.head.iter_mut().chain(&mut exchanged.headers);
    let texts = values.map(|(_, value)| value).chain([&mut exchanged.body]);
    for text in texts {
        for (at, id) in ids.iter().enumerate() {
            *text = text.replace(id, &format!("id-{at}"));
        }
        *text = without_time(text);
    }
}

/// One server says when it made what it gives.
fn without_time(text: &str) -> String {
    const BEFORE: &str = "created at ";
    let mut parts = text.split(BEFORE);
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let is_time = |sign: char| sign.is_ascii_digit() || ": AMP".contains(sign);
        kept.push_str(BEFORE);
        kept.push_str("noon");
        kept.push_str(part.trim_start_matches(is_time));
    }
    kept
}

/// Whether one of the lines begins so.
fn says(lines: &[String], start: &str) -> bool {
    lines.iter().any(|line| line.starts_with(start))
}

#[test]
fn everything_is_called_in_each_version() {
    let all = each_version(
        "everything",
        "@modelcontextprotocol/server-everything 2026.8.31",
        &[
            ("echo", json!({ "message": "Grüße 🦀" })),
            ("get-sum", json!({ "a": 2, "b": 3 })),
            ("get-tiny-image", json!({})),
            ("get-structured-content", json!({ "location": "Chicago" })),
            ("get-resource-links", json!({ "count": 2 })),
            (
                "get-resource-reference",
                json!({ "resourceType": "Text", "resourceId": 1 }),
            ),
            (
                "trigger-long-running-operation",
                json!({ "duration": 1, "steps": 3 }),
            ),
            ("get-sum", json!({ "a": "two" })),
            ("no-such-tool", json!({})),
        ],
    );
    for (lines, version) in all.iter().zip(["2025-11-25", "2025-11-25", "2025-06-18"]) {
        assert!(lines[0].contains(version), "{}", lines[0]);
        assert!(lines[1].contains("mcp__everything__echo"), "{}", lines[1]);
        assert!(says(lines, "call 1: text \"Echo: Grüße 🦀\""));
        assert!(says(lines, "call 7: 3 of Some(3.0)"), "{lines:?}");
        assert!(says(lines, "call 8: error text"));
        assert!(!says(lines, "failed"));
    }
}

#[test]
fn context7_is_called_in_each_version() {
    let all = each_version(
        "context7",
        "@upstash/context7-mcp 4.1.1",
        &[
            (
                "resolve-library-id",
                json!({ "libraryName": "leptos", "query": "signals" }),
            ),
            (
                "query-docs",
                json!({ "libraryId": "/leptos-rs/leptos", "query": "signals" }),
            ),
            (
                "get-library-docs",
                json!({ "libraryId": "/leptos-rs/leptos" }),
            ),
        ],
    );
    for (lines, version) in all.iter().zip(["2026-07-28", "2025-11-25", "2025-06-18"]) {
        assert!(lines[0].contains(version), "{}", lines[0]);
        assert!(
            lines[1].ends_with("mcp__context7__resolve-library-id mcp__context7__query-docs"),
            "{}",
            lines[1]
        );
        assert!(says(lines, "call 1: text"), "{lines:?}");
        assert!(says(lines, "call 2: text"), "{lines:?}");
        assert!(says(lines, "call 3"), "{lines:?}");
    }
}

#[test]
fn fastmcp_is_called_in_each_version() {
    let all = each_version(
        "fastmcp",
        "fastmcp 4.1.2",
        &[
            ("add", json!({ "a": 2, "b": 3 })),
            ("slow", json!({ "n": 3 })),
            ("boom", json!({})),
            ("no-such-tool", json!({})),
        ],
    );
    for (lines, version) in all.iter().zip(["2026-07-28", "2025-11-25", "2025-06-18"]) {
        assert!(lines[0].contains(version), "{}", lines[0]);
        assert!(says(lines, "call 1: text \"5\""), "{lines:?}");
        assert!(says(lines, "call 2: 2 of Some(3.0) Some(\"step 2\")"));
        assert!(says(lines, "call 3: error text"), "{lines:?}");
    }
}

#[test]
fn a_call_is_stopped_in_each_version() {
    for (name, tool, arguments) in [
        (
            "everything",
            "trigger-long-running-operation",
            json!({ "duration": 5, "steps": 50 }),
        ),
        ("fastmcp", "slow", json!({ "n": 25 })),
    ] {
        let Some(server) = server(name) else {
            continue;
        };
        for known in KNOWN {
            let mut connection = match known {
                None => Connection::new(server.clone()),
                Some(version) => Connection::knowing(server.clone(), Version::Handshake(version)),
            };
            let mut wire = Wire::default();
            connection.connect();
            run(&mut connection, &mut wire);
            let call = connection.call(tool, arguments.as_object().cloned().expect("an object"));
            let is_progress = |news: &News| matches!(news, News::Progress { .. });
            run_until(&mut connection, &mut wire, &mut { is_progress });
            connection.stop(call);
            let news = run(&mut connection, &mut wire);
            let [
                News::Finished {
                    outcome: Err(failure),
                    ..
                },
            ] = &*news
            else {
                panic!("{news:?}");
            };
            assert_eq!(failure.cause, Cause::Stopped);
            // The connection goes on.
            connection.call("no-such-tool", Map::new());
            let news = run(&mut connection, &mut wire);
            assert!(matches!(&*news, [News::Finished { .. }]), "{news:?}");
            connection.close();
            run(&mut connection, &mut wire);
            assert!(wire.exchanged.iter().all(|one| one.status != 0));
        }
    }
}

#[test]
fn a_session_that_is_lost_is_begun_anew() {
    for name in ["everything", "fastmcp"] {
        let Some(server) = server(name) else {
            continue;
        };
        let version = Version::Handshake(Handshake::V2025_11_25);
        let mut connection = Connection::knowing(server.clone(), version);
        let mut wire = Wire::default();
        connection.connect();
        run(&mut connection, &mut wire);
        let id = wire.exchanged.iter().flat_map(|one| one.head.clone());
        let mut sessions = id.filter(|(name, _)| name.eq_ignore_ascii_case("mcp-session-id"));
        let (_, session) = sessions.next().expect("a session");
        wire::end_session(&server.address, &session);
        let tool = if name == "fastmcp" { "boom" } else { "echo" };
        connection.call(tool, Map::new());
        let lines = told(&run(&mut connection, &mut wire));
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert_eq!(lines[0], "session renewed");
        assert!(lines[1].starts_with("call 1: error"), "{lines:?}");
        connection.close();
        run(&mut connection, &mut wire);
    }
}

#[test]
fn a_session_that_the_page_may_not_read_is_told_as_such() {
    for name in ["everything", "fastmcp"] {
        let Some(server) = server(name) else {
            continue;
        };
        let version = Version::Handshake(Handshake::V2025_11_25);
        let mut connection = Connection::knowing(server, version);
        let mut wire = Wire::exposing(&["content-type"]);
        connection.connect();
        let news = run(&mut connection, &mut wire);
        let Some(News::Failed(failure)) = news.last() else {
            panic!("{news:?}");
        };
        assert_eq!(failure.cause, Cause::SessionHidden, "{name}");
        assert!(
            failure
                .to_string()
                .contains("does not let the page read it")
        );
        let remedy = failure.remedy().expect("a remedy");
        assert!(remedy.lines[0].contains("Expose-Headers: Mcp-Session-Id"));
    }
}

#[test]
fn addresses_that_are_none_say_so() {
    for (name, cause) in [
        (
            "everything",
            Cause::NotFound {
                said: String::new(),
            },
        ),
        (
            "context7",
            Cause::NotFound {
                said: "Endpoint not found. Use /mcp for MCP protocol communication.".to_owned(),
            },
        ),
        (
            "fastmcp",
            Cause::NotFound {
                said: "Not Found".to_owned(),
            },
        ),
    ] {
        let Some(mut server) = server(name) else {
            continue;
        };
        let wrong = format!("{}-not", server.address);
        server.address = Address::parse(&wrong).expect("an address");
        let mut connection = Connection::new(server);
        connection.connect();
        let news = run(&mut connection, &mut Wire::default());
        let [News::Failed(failure)] = &*news else {
            panic!("{news:?}");
        };
        assert_eq!(failure.cause, cause);
    }
}

#[test]
fn where_nobody_listens_the_page_knows_no_more() {
    if address("everything").is_none() {
        return;
    }
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    drop(listener);
    let address = Address::parse(&format!("http://127.0.0.1:{port}/mcp")).expect("an address");
    let mut connection = Connection::new(Server::new("nobody", address));
    connection.connect();
    let news = run(&mut connection, &mut Wire::default());
    let [News::Failed(failure)] = &*news else {
        panic!("{news:?}");
    };
    assert_eq!(failure.cause, Cause::Unreachable);
}
