//! The engine of the Model Context Protocol, with what real servers answered.
//!
//! `tests/mcp/` holds the answers; `tests/live_mcp.rs` records them.

#[path = "mcp/recording.rs"]
mod recording;
#[path = "mcp/replay.rs"]
mod replay;
#[path = "mcp/script.rs"]
mod script;

use std::path::Path;

use agent_playground::definition::Definition;
use agent_playground::http::Address;
use agent_playground::mcp::check::{Live, Place, Standing, check};
use agent_playground::mcp::{Connection, News, Server, Tool};
use recording::Recording;
use replay::Replay;
use script::{play, told};

/// Every recording with the name of its file.
fn recordings() -> Vec<(String, Recording)> {
    let files = std::fs::read_dir("tests/mcp").expect("the folder is there");
    let mut all = Vec::new();
    for file in files {
        let path = file.expect("a file").path();
        if path
            .extension()
            .is_some_and(|extension| extension == "json")
        {
            let text = std::fs::read_to_string(&path).expect("it can be read");
            let recording = serde_json::from_str(&text).expect("it is a recording");
            all.push((path.display().to_string(), recording));
        }
    }
    all.sort_by(|(one, _), (other, _)| one.cmp(other));
    all
}

fn connection(recording: &Recording) -> Connection {
    let address = Address::parse("http://server.example/mcp").expect("an address");
    let server = Server::new(&recording.name, address);
    match recording.version() {
        None => Connection::new(server),
        Some(version) => Connection::knowing(server, version),
    }
}

/// What the engine makes of a recording whose bodies are cut in a way.
fn replayed(recording: &Recording, cut: &dyn Fn(&[u8]) -> Vec<&[u8]>) -> Vec<News> {
    let mut replay = Replay::new(recording, cut);
    // Another test does, and it takes time.
    replay.compares = false;
    let news = play(&mut connection(recording), &mut replay, &recording.calls());
    assert!(replay.is_over(), "something was not asked for");
    news
}

#[test]
fn what_servers_answered_is_read_as_it_was() {
    let recordings = recordings();
    assert_eq!(recordings.len(), 6);
    for (name, recording) in &recordings {
        let mut replay = Replay::new(recording, &|body| vec![body]);
        let news = play(&mut connection(recording), &mut replay, &recording.calls());
        assert_eq!(told(&news), recording.news, "{name}");
    }
}

/// Cuts every body of a recording at the same time, each behind its own byte of that number.
fn cut_everywhere(name: &str, recording: &Recording) {
    let whole = replayed(recording, &|body| vec![body]);
    let bytes = replayed(recording, &|body| body.chunks(1).collect());
    assert!(bytes == whole, "{name}, byte by byte");
    let longest = recording.exchanges.iter().map(|one| one.body.len()).max();
    for at in 0..longest.unwrap_or_default() {
        let news = replayed(recording, &|body| match body.split_at_checked(at) {
            Some((before, behind)) => vec![before, behind],
            None => vec![body],
        });
        assert!(news == whole, "{name}, cut at {at}");
    }
}

#[test]
fn where_the_bytes_are_cut_makes_no_difference() {
    let recordings = recordings();
    std::thread::scope(|scope| {
        for (name, recording) in &recordings {
            scope.spawn(move || cut_everywhere(name, recording));
        }
    });
}

#[test]
fn recordings_hold_nothing_of_the_machine() {
    // The folder below the root that this project lies in, whichever that is here.
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).components().nth(1);
    let top = top.expect("it lies in a folder").as_os_str();
    let top = format!("/{}/", top.to_string_lossy());
    for (name, recording) in &recordings() {
        let text = serde_json::to_string(recording).expect("it is JSON");
        for word in ["127.0.0.1", "localhost", "/tmp/", "/home/", "/root/", &top] {
            assert!(!text.contains(word), "{name} has {word}");
        }
    }
}

/// The tools that a server has in a recording.
fn tools(file: &str) -> Vec<Tool> {
    let (_, recording) = recordings()
        .into_iter()
        .find(|(name, _)| name.ends_with(file))
        .expect("it is there");
    let news = replayed(&recording, &|body| vec![body]);
    let tools = news.into_iter().find_map(|news| match news {
        News::Tools(tools) => Some(tools),
        _ => None,
    });
    tools.expect("they were listed")
}

#[test]
fn the_given_definition_orders_a_tool_that_context7_no_longer_has() {
    let Ok(source) = std::fs::read_to_string("../shared/seed/rust-axum-backend-specialist.md")
    else {
        println!("skipped: ../shared/seed is not there");
        return;
    };
    let tools = tools("context7-asked.json");
    let live = Live {
        server: "context7",
        tools: &tools,
    };
    let checked = check(&Definition::parse(source.as_str()), &[live]);
    assert_eq!(checked.len(), 5);
    for one in &checked {
        assert_eq!(one.span.slice(&source), "get-library-docs");
        assert_eq!(one.place, Place::Body);
        let expected = Standing::Missing {
            server: "context7".to_owned(),
            nearest: Some("query-docs".to_owned()),
        };
        assert_eq!(one.standing, expected);
    }
}

#[test]
fn words_of_other_definitions_are_not_taken_for_tools() {
    let tools = tools("context7-asked.json");
    let live = Live {
        server: "context7",
        tools: &tools,
    };
    let Ok(files) = std::fs::read_dir("../shared/corpus/files") else {
        println!("skipped: ../shared/corpus is not there");
        return;
    };
    let mut there = 0;
    for file in files {
        let path = file.expect("a file").path();
        let Ok(source) = std::fs::read_to_string(&path) else {
            continue;
        };
        for one in check(&Definition::parse(source.as_str()), &[live]) {
            match one.standing {
                Standing::There { .. } => there += 1,
                // What nobody could doubt is named in full; of the names that Context7 once had there
                // are these.
                Standing::Missing { .. } => assert!(
                    one.name.starts_with("mcp__context7__")
                        || ["get-library-docs", "get_library_docs"].contains(&one.name.as_str()),
                    "{}: {}",
                    path.display(),
                    one.name
                ),
                _ => {}
            }
        }
    }
    assert!(there > 10, "only {there} tools were found");
}
