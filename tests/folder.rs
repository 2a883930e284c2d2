//! Calls of Read, Grep and Glob in a run: what is asked of the folder, and what never is.

use std::sync::Arc;

use proptest::prelude::*;
use serde_json::{Value, json};

use agent_playground::agent::folder::{
    Folder, FolderPath, Listed, Reply, Request, may_hold_secrets,
};
use agent_playground::agent::{
    Action, Agent, CallId, Caps, Consent, FrameId, Outcome, Run, Setup, Waiting, differs,
};
use agent_playground::endpoint::{Aliases, Ask, Finished, Part, StopReason, Usage};
use agent_playground::text::SourceFile;

fn run(fields: &str, folder: Option<Folder>) -> Run {
    let text = format!("---\nname: reader\ndescription: Reads\n{fields}---\nYou read.\n");
    let file = SourceFile::new(".claude/agents/reader.md".to_owned(), text);
    Run::new(Setup {
        agent: Agent::of(&file).expect("it loads"),
        others: Arc::default(),
        servers: Vec::new(),
        folder,
        aliases: Aliases {
            inherit: "small".to_owned(),
            table: Vec::new(),
        },
        models: Vec::new(),
        caps: Caps::default(),
    })
}

fn call(name: &str, input: Value) -> Finished {
    Finished {
        parts: vec![Part::ToolUse {
            id: "a".to_owned(),
            name: name.to_owned(),
            input,
            unread: None,
        }],
        stop: StopReason::ToolUse,
        usage: Usage::default(),
    }
}

fn asks(actions: &[Action]) -> (FrameId, &Ask) {
    match actions {
        [Action::Ask { frame, ask, .. }] => (*frame, ask),
        other => panic!("it does not ask: {other:?}"),
    }
}

/// The run after its model has called a tool, and what it then wants.
fn called(folder: Folder, name: &str, input: Value) -> (Run, Vec<Action>) {
    let mut run = run("", Some(folder));
    let (frame, _) = asks(&run.send("Go"));
    let actions = run.answered(frame, call(name, input));
    (run, actions)
}

fn consent(run: &mut Run, actions: &[Action]) -> (CallId, Vec<Action>) {
    let [Action::AskConsent { call, .. }] = actions else {
        panic!("it does not ask for consent: {actions:?}");
    };
    (*call, run.consent(*call, Consent::ForRun))
}

fn files(list: &[(&str, &str)]) -> Reply {
    let file = |(path, text): &(&str, &str)| Listed {
        path: (*path).to_owned(),
        size: text.len() as u64,
        modified: None,
    };
    Reply::Files(list.iter().map(file).collect())
}

fn result(actions: &[Action]) -> (String, bool) {
    let (_, ask) = asks(actions);
    let last = ask.messages.last().expect("a message");
    match &last.parts[..] {
        [Part::ToolResult { text, is_error, .. }] => (text.clone(), *is_error),
        other => panic!("no result: {other:?}"),
    }
}

#[test]
fn the_tools_are_offered_where_a_folder_is_open_and_the_file_allows_them() {
    let names = |fields: &str, folder: Option<Folder>| -> Vec<String> {
        let offer = run(fields, folder).offer();
        offer.tools.into_iter().map(|(tool, _)| tool.name).collect()
    };
    let app = || Some(Folder::new("app"));
    assert_eq!(names("", app()), ["Read", "Grep", "Glob"]);
    assert_eq!(names("tools: Glob, Bash\n", app()), ["Glob"]);
    assert_eq!(names("disallowedTools: Read\n", app()), ["Grep", "Glob"]);
    assert!(names("", None).is_empty());
    let offer = run("tools: Read, Bash\n", app()).offer();
    assert_eq!(offer.unavailable, ["Bash"]);
    let offer = run("tools: Read, Bash\n", None).offer();
    assert_eq!(offer.unavailable, ["Read", "Bash"]);
    let file = SourceFile::new("a.md", "---\nname: a\ndescription: b\n---\nc\n");
    let agent = Agent::of(&file).expect("it loads");
    let list = differs(&agent, &run("", app()).offer());
    assert!(
        list.iter().any(|line| line.contains("the folder")),
        "{list:?}"
    );
}

#[test]
fn a_file_is_read_once_the_person_allows_it() {
    let (mut run, actions) = called(
        Folder::new("app"),
        "Read",
        json!({ "file_path": "/app/src/main.rs" }),
    );
    assert!(matches!(&*actions, [Action::AskConsent { server, .. }] if server == "app"));
    let (id, actions) = consent(&mut run, &actions);
    let list = Request::List;
    assert_eq!(
        actions,
        [Action::AskFolder {
            call: id,
            request: list
        }]
    );
    let actions = run.folder_gave(id, files(&[("src/main.rs", "fn main() {}\n")]));
    let [
        Action::AskFolder {
            request: Request::Read(path),
            ..
        },
    ] = &*actions
    else {
        panic!("{actions:?}");
    };
    assert_eq!(path.as_str(), "src/main.rs");
    let actions = run.folder_gave(id, Reply::Bytes(b"fn main() {}\n".to_vec()));
    assert_eq!(result(&actions), ("     1→fn main() {}".to_owned(), false));
    assert!(
        run.folder_gave(id, Reply::Bytes(Vec::new())).is_empty(),
        "it is over"
    );
    // Allowed for the run: not asked again.
    let (frame, _) = asks(&actions);
    let actions = run.answered(frame, call("Read", json!({ "file_path": "src/main.rs" })));
    assert!(matches!(
        &*actions,
        [Action::AskFolder {
            request: Request::List,
            ..
        }]
    ));
}

#[test]
fn nothing_is_asked_of_the_folder_for_a_call_that_is_refused() {
    for (name, input, words) in [
        (
            "Read",
            json!({ "file_path": "/etc/passwd" }),
            "not in the folder app",
        ),
        ("Read", json!({ "file_path": "../x" }), "has .. in it"),
        ("Grep", json!({ "pattern": "(" }), "cannot be read"),
        ("Glob", json!({}), "pattern is missing"),
        (
            "Write",
            json!({ "file_path": "a" }),
            "There is no tool Write here.",
        ),
    ] {
        let (_, actions) = called(Folder::new("app"), name, input);
        let (text, is_error) = result(&actions);
        assert!(is_error && text.contains(words), "{text}");
    }
    let (mut run, actions) = called(Folder::new("app"), "Glob", json!({ "pattern": "*" }));
    let [Action::AskConsent { call, .. }] = &*actions else {
        panic!("{actions:?}");
    };
    assert!(
        run.folder_gave(*call, files(&[])).is_empty(),
        "nobody has allowed it"
    );
    let actions = run.consent(*call, Consent::No);
    assert!(result(&actions).1);
}

#[test]
fn a_folder_that_gives_nothing_is_told_to_the_model() {
    let (mut run, actions) = called(Folder::new("app"), "Glob", json!({ "pattern": "*" }));
    let (id, _) = consent(&mut run, &actions);
    let why = "The browser no longer lets the page read the folder.";
    let actions = run.folder_gave(id, Reply::Failed(why.to_owned()));
    assert_eq!(result(&actions), (why.to_owned(), true));
    let (mut run, actions) = called(Folder::new("app"), "Glob", json!({ "pattern": "*" }));
    let (id, _) = consent(&mut run, &actions);
    assert!(result(&run.folder_gave(id, Reply::Bytes(Vec::new()))).1);
    let (mut run, actions) = called(Folder::new("app"), "Grep", json!({ "pattern": "x" }));
    let (id, _) = consent(&mut run, &actions);
    run.folder_gave(id, files(&[("a", "x"), ("b", "x")]));
    run.folder_gave(id, Reply::Failed("It is gone.".to_owned()));
    let (text, _) = result(&run.folder_gave(id, Reply::Bytes(b"x".to_vec())));
    assert_eq!(
        text,
        "Found 1 file\nb\n[Not searched, because they could not be read: a.]"
    );
}

#[test]
fn a_search_ends_when_the_run_is_stopped() {
    let (mut run, actions) = called(Folder::new("app"), "Grep", json!({ "pattern": "x" }));
    let (id, _) = consent(&mut run, &actions);
    run.folder_gave(id, files(&[("a", "x"), ("b", "x")]));
    assert_eq!(
        run.stop(Vec::new()),
        [
            Action::Cancel(Waiting::Call(id)),
            Action::Over(Outcome::Stopped)
        ]
    );
    assert!(run.folder_gave(id, Reply::Bytes(b"x".to_vec())).is_empty());
}

fn path() -> impl Strategy<Value = String> {
    let name = prop_oneof![
        Just(".env"),
        Just(".ENV.local"),
        Just("id_rsa"),
        Just(".."),
        Just("."),
        Just(""),
        Just("a"),
        Just("b.rs"),
        Just("app"),
        Just("node_modules"),
        Just(".git"),
        Just("key.pem"),
        Just("c\\d"),
        Just("e\0"),
        Just("ไทย"),
    ];
    prop::collection::vec(name, 1..4).prop_map(|names| names.join("/"))
}

fn input() -> impl Strategy<Value = Value> {
    let word = prop_oneof![
        path().prop_map(Value::from),
        Just(json!("*")),
        Just(json!("**/*")),
        Just(json!("content")),
        Just(json!("count")),
        Just(json!(true)),
        Just(json!(0)),
        Just(json!(u64::MAX)),
        Just(json!(".*")),
        Just(json!("")),
        Just(Value::Null),
        Just(json!([1])),
        r"[(){}\[\]*+?.^$|\\a1,-]{0,8}".prop_map(Value::from),
    ];
    let key = prop::sample::select(vec![
        "file_path",
        "pattern",
        "path",
        "glob",
        "output_mode",
        "offset",
        "limit",
        "head_limit",
        "-i",
        "-n",
        "-A",
        "-B",
        "-C",
        "multiline",
        "type",
    ]);
    prop::collection::vec((key, word), 0..6).prop_map(|pairs| {
        Value::Object(
            pairs
                .into_iter()
                .map(|(key, word)| (key.to_owned(), word))
                .collect(),
        )
    })
}

proptest! {
    /// Whatever a model writes and a folder lists: no panic, an end, and nothing is read that is not listed, lies
    /// elsewhere, or may hold secrets and was not named.
    #[test]
    fn nothing_outside_the_folder_and_nothing_refused_is_ever_read(
        name in prop::sample::select(vec!["Read", "Grep", "Glob"]),
        input in input(),
        more in path(),
        listed in prop::collection::vec((path(), any::<u64>()), 0..8),
        bytes in prop::collection::vec(any::<u8>(), 0..60),
        named in prop::option::of(path()),
    ) {
        let mut input = input;
        // A call that means something, of a file that is there, is likelier so.
        let mut listed = listed;
        listed.push((more.clone(), 0));
        for (key, value) in [("pattern", json!("a|.")), ("file_path", json!(more))] {
            if input.get(key).is_none() {
                input[key] = value;
            }
        }
        let mut folder = Folder::new("app");
        if let Some(named) = &named {
            let _ = folder.name_file(named);
        }
        let named: Vec<FolderPath> = folder.named().cloned().collect();
        let (mut run, actions) = called(folder, name, input);
        let [Action::AskConsent { .. }] = &*actions else {
            prop_assert!(result(&actions).1);
            return Ok(());
        };
        let (id, mut actions) = consent(&mut run, &actions);
        let mut left = 40;
        while let [Action::AskFolder { call, request }] = &*actions {
            prop_assert_eq!(*call, id);
            left -= 1;
            prop_assert!(left > 0, "it goes on for ever");
            let reply = match request {
                Request::List => Reply::Files(
                    listed
                        .iter()
                        .map(|(path, size)| Listed { path: path.clone(), size: size >> 46, modified: Some(*size) })
                        .collect(),
                ),
                Request::Read(path) => {
                    let text = path.as_str();
                    prop_assert!(listed.iter().any(|(listed, _)| listed == text), "{} is not listed", text);
                    prop_assert!(text.split('/').all(|name| !matches!(name, "" | "." | "..")), "{}", text);
                    prop_assert!(!may_hold_secrets(path) || named.contains(path), "{} was read", text);
                    Reply::Bytes(bytes.clone())
                }
            };
            actions = run.folder_gave(id, reply);
        }
        result(&actions);
    }
}
