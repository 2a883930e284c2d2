//! What is found, and how it is written.

use serde_json::{Value, json};

use super::*;
use crate::agent::folder::FolderTool;
use crate::agent::folder::{Listed, Reply, Request, Step, Work};

const FILES: [(&str, u64, &str); 6] = [
    (
        "src/main.rs",
        3,
        "fn main() {\n    run();\n}\n\n// run\nfn run() {}\n",
    ),
    ("src/lib.rs", 5, "pub fn RUN() {}\r\n"),
    ("README.md", 9, "Nothing.\n"),
    (".env", 1, "run=secret\n"),
    ("logo.png", 1, "run\0"),
    ("web/run.ts", 1, "run\n"),
];

/// The result of a call, and what was read for it.
fn grep(arguments: Value) -> (Result<String, String>, Vec<String>) {
    let folder = Folder::new("app");
    let mut read = Vec::new();
    let mut work = match Work::new(FolderTool::Grep, &arguments, &folder) {
        Ok(work) => work,
        Err(why) => return (Err(why), read),
    };
    let files = FILES.map(|(path, modified, text)| Listed {
        path: path.to_owned(),
        size: text.len() as u64,
        modified: Some(modified),
    });
    let mut step = work.reply(Reply::Files(files.to_vec()));
    loop {
        match step {
            Step::Give(result) => return (result, read),
            Step::Ask(Request::List) => panic!("it has the list"),
            Step::Ask(Request::Read(path)) => {
                read.push(path.to_string());
                let file = FILES.iter().find(|(one, ..)| *one == path.as_str());
                let (_, _, text) = file.expect("a listed file");
                step = work.reply(Reply::Bytes(text.as_bytes().to_vec()));
            }
        }
    }
}

fn found(arguments: Value) -> String {
    let shown = arguments.to_string();
    let text = grep(arguments).0.expect(&shown);
    text.replace("\n[Not searched, because they may hold secrets: .env.]", "")
}

#[test]
fn files_are_given_newest_first_and_secrets_are_not_read() {
    let (text, read) = grep(json!({ "pattern": "run" }));
    assert_eq!(
        text.expect("a result"),
        "Found 2 files\nsrc/main.rs\nweb/run.ts\n[Not searched, because they may hold secrets: .env.]"
    );
    assert!(!read.contains(&".env".to_owned()));
    assert_eq!(
        found(json!({ "pattern": "run", "-i": true })),
        "Found 3 files\nsrc/lib.rs\nsrc/main.rs\nweb/run.ts"
    );
    assert_eq!(
        found(json!({ "pattern": "no such thing" })),
        "No files found"
    );
}

#[test]
fn lines_are_given_with_what_stands_around_them() {
    let content = |more: Value| {
        let mut arguments = json!({ "pattern": "run", "output_mode": "content", "path": "src" });
        let map = arguments.as_object_mut().expect("an object");
        map.extend(more.as_object().cloned().expect("an object"));
        found(arguments)
    };
    assert_eq!(
        content(json!({})),
        "src/main.rs:2:    run();\nsrc/main.rs:5:// run\nsrc/main.rs:6:fn run() {}"
    );
    assert_eq!(
        content(json!({ "-n": false, "head_limit": 1 })),
        "src/main.rs:    run();\n[There is more. Narrow the search, or go on with offset 1.]"
    );
    assert_eq!(content(json!({ "offset": 2 })), "src/main.rs:6:fn run() {}");
    assert_eq!(
        content(json!({ "offset": 3 })),
        "Nothing is left behind the first 3."
    );
    assert_eq!(
        content(json!({ "pattern": "main|^}", "-A": 1, "-i": true })),
        "src/main.rs:1:fn main() {\nsrc/main.rs-2-    run();\nsrc/main.rs:3:}\nsrc/main.rs-4-"
    );
    assert_eq!(
        content(json!({ "pattern": "main|fn run|RUN", "-C": 1 })),
        "src/lib.rs:1:pub fn RUN() {}\n--\nsrc/main.rs:1:fn main() {\nsrc/main.rs-2-    run();\n--\n\
        src/main.rs-5-// run\nsrc/main.rs:6:fn run() {}"
    );
    assert_eq!(
        content(json!({ "pattern": "main.*}", "multiline": true })),
        "src/main.rs:1:fn main() {\nsrc/main.rs:2:    run();\nsrc/main.rs:3:}\nsrc/main.rs:4:\nsrc/main.rs:5:// run\n\
        src/main.rs:6:fn run() {}"
    );
    assert_eq!(
        content(json!({ "pattern": "\\{\n", "multiline": true })),
        "src/main.rs:1:fn main() {"
    );
    assert_eq!(
        content(json!({ "pattern": "fn RUN\\(\\) \\{\\}$" })),
        "src/lib.rs:1:pub fn RUN() {}"
    );
}

#[test]
fn lines_are_counted_and_files_are_narrowed() {
    assert_eq!(
        found(json!({ "pattern": "run", "output_mode": "count" })),
        "src/main.rs:3\nweb/run.ts:1\n\nFound 4 matching lines in 2 files."
    );
    for narrow in [
        json!({ "glob": "*.ts" }),
        json!({ "type": "ts" }),
        json!({ "path": "web" }),
        json!({ "path": "web/run.ts" }),
    ] {
        let mut arguments = json!({ "pattern": "run" });
        let map = arguments.as_object_mut().expect("an object");
        map.extend(narrow.as_object().cloned().expect("an object"));
        let (text, read) = grep(arguments);
        assert_eq!(
            text.expect("a result"),
            "Found 1 file\nweb/run.ts",
            "{narrow}"
        );
        assert_eq!(read, ["web/run.ts"], "{narrow}");
    }
}

#[test]
fn wrong_arguments_are_told() {
    for (arguments, words) in [
        (json!({}), "pattern is missing"),
        (json!({ "pattern": "(" }), "cannot be read"),
        (json!({ "pattern": "(?=x)" }), "Look-around"),
        (json!({ "pattern": "a{9000}" }), "make it too large"),
        (
            json!({ "pattern": "x", "output_mode": "lines" }),
            "output_mode",
        ),
        (json!({ "pattern": "x", "type": "cobol" }), "Use glob"),
        (json!({ "pattern": "x", "glob": "{a" }), "cannot be read"),
        (json!({ "pattern": "x", "path": "../.." }), "has .. in it"),
        (
            json!({ "pattern": "x", "path": "srcs" }),
            "There is no file srcs",
        ),
    ] {
        let why = grep(arguments.clone()).0.expect_err(&arguments.to_string());
        assert!(why.contains(words), "{why}");
    }
}
