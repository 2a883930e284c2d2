//! Try with tools: MCP servers are added by a press, and called after the person's word.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::trying::{
    AGENT, SECRET, choose_a_model, connect, enter, expect_accessible_when_open, expect_quiet,
    give_key, leave, open, open_with, send, until_loaded_anew, words,
};
use crate::model::{Model, Says};
use crate::page::{Page, Site, retry};
use crate::scenario;
use crate::scenario::Scenario;
use crate::screen::Screen;
use crate::tool_server::{Speaks, ToolServer};

pub fn all() -> Vec<Scenario> {
    vec![
        scenario!(Screen::WIDE, a_tool_is_called_after_the_persons_word),
        scenario!(Screen::WIDE, a_tool_is_allowed_for_the_run_or_refused),
        scenario!(Screen::WIDE, a_call_that_takes_too_long_is_stopped),
        scenario!(
            Screen::WIDE,
            a_server_of_the_file_is_asked_only_after_a_press
        ),
        scenario!(
            Screen::WIDE,
            a_server_that_no_page_may_read_is_told_what_to_send
        ),
        scenario!(Screen::WIDE, adding_a_server_loses_nothing),
        scenario!(Screen::WIDE, links_and_tool_results_lead_no_key_away),
        scenario!(Screen::WIDE, the_default_definition_does_all_it_demands),
        scenario!(Screen::WIDE, a_folder_is_read_and_what_holds_secrets_is_not),
        scenario!(Screen::PHONE, tools_are_accessible_on_a_phone),
    ]
}

fn calls(arguments: &str) -> Says {
    call("mcp__docs__query-docs", arguments)
}

fn call(name: &str, arguments: &str) -> Says {
    Says::Calls(vec![(name.to_owned(), arguments.to_owned())])
}

pub(super) async fn open_tools(page: &Page) -> Result<()> {
    if !page.has(".try-servers:not([hidden])").await? {
        page.press_button(".try-head", "Tools").await?;
    }
    Ok(())
}

pub(super) async fn add(page: &Page, address: &str) -> Result<()> {
    add_as(page, "docs", address).await
}

/// Adds a server under a name; the document that may ask it is then there.
pub(super) async fn add_as(page: &Page, name: &str, address: &str) -> Result<()> {
    open_tools(page).await?;
    page.run(
        "window.isOld = true;
        document.querySelector('#try-server-name').closest('details').open = true;",
    )
    .await?;
    page.find("#try-server-name").await?.send_keys(name).await?;
    page.find("#try-server-address")
        .await?
        .send_keys(address)
        .await?;
    page.press_button(".try-servers", "Add the server").await?;
    until_loaded_anew(page).await
}

/// Opens the page with the agent, and Try with that model and the tool of that server.
async fn open_with_tool(page: &Page, model: &Model, server: &ToolServer) -> Result<()> {
    open_with(page, model).await?;
    add(page, &server.url()).await?;
    page.wait_for_text(".try-tools", "mcp__docs__query-docs")
        .await
}

async fn a_tool_is_called_after_the_persons_word(page: Page) -> Result<()> {
    for speaks in [Speaks::Stateless, Speaks::Sessions] {
        let server = ToolServer::start(speaks).await?;
        let model = Model::start(Says::InTurn(vec![
            calls(r#"{"libraryId":"axum"}"#),
            words(&["Use **Router**."]),
        ]))
        .await?;
        open_with_tool(&page, &model, &server).await?;
        page.find("#try-prompt")
            .await?
            .send_keys("How do I")
            .await?;
        page.wait_for_text(".try-send", "To scripted at ").await?;
        page.wait_for_text(".try-send", "the system prompt, 2 tools and this ")
            .await?;
        page.run("document.querySelector('#try-server-name').value = 'begun'")
            .await?;
        send(&page, "How do I route?").await?;
        page.wait_for_text(".try-question", "axum").await?;
        ensure!(server.calls() == 0, "a tool was called without a word");
        // The list of servers leaves its room to the run, and keeps what was begun in it.
        page.wait_for_count(".try-servers[hidden]", 1).await?;
        open_tools(&page).await?;
        let begun = page
            .run("return document.querySelector('#try-server-name').value")
            .await?;
        ensure!(begun == "begun", "what was typed is gone: {begun}");
        page.press_button(".try-question", "Allow this once")
            .await?;
        page.wait_for_text(".try-answer strong", "Router").await?;
        ensure!(
            server.calls() == 1,
            "it was called {} times",
            server.calls()
        );
        let asked = model.asked();
        let last = asked.last().context("nothing was asked")?;
        for words in ["mcp__docs__query-docs", "Router::new() makes a router"] {
            ensure!(last.contains(words), "{words} is missing in {last}");
        }
        page.run(
            "for (const one of document.querySelectorAll('.try-step details')) one.open = true",
        )
        .await?;
        page.wait_for_text(".try-steps", "Router::new() makes a router")
            .await?;
        // What is removed is asked no more.
        page.run("window.isOld = true").await?;
        page.press_button(".try-server", "Remove").await?;
        until_loaded_anew(&page).await?;
        page.wait_for_text(".try-head", "No tools yet").await?;
        page.press_button(".try-composer", "New conversation")
            .await?;
        leave(&page).await?;
    }
    Ok(())
}

async fn a_tool_is_allowed_for_the_run_or_refused(page: Page) -> Result<()> {
    let server = ToolServer::start(Speaks::Stateless).await?;
    let model = Model::start(Says::InTurn(vec![
        calls(r#"{"libraryId":"one"}"#),
        words(&["Nothing then."]),
        calls(r#"{"libraryId":"two"}"#),
        calls(r#"{"libraryId":"three"}"#),
        words(&["All of it."]),
    ]))
    .await?;
    open_with_tool(&page, &model, &server).await?;
    send(&page, "First").await?;
    page.wait_for_text(".try-question", "one").await?;
    page.press_button(".try-question", "Refuse").await?;
    page.wait_for_text(".try-steps", "Nothing then.").await?;
    ensure!(server.calls() == 0, "a refused tool was called");
    let asked = model.asked();
    ensure!(
        asked
            .last()
            .is_some_and(|last| last.contains("does not allow this call")),
        "the model was not told that it was refused"
    );
    send(&page, "Second").await?;
    page.wait_for_text(".try-question", "two").await?;
    page.press_button(".try-question", "Allow it in this run")
        .await?;
    page.wait_for_text(".try-steps", "All of it.").await?;
    ensure!(
        server.calls() == 2,
        "it was called {} times",
        server.calls()
    );
    // The list of requests names each, and shows it word for word.
    page.run("document.querySelector('.try-log').open = true")
        .await?;
    page.wait_for_text(".try-log", "docs: calls query-docs")
        .await?;
    page.press_button(".try-log tbody tr:last-child", "Show")
        .await?;
    page.wait_for_text(".try-log", "Second").await?;
    expect_quiet(&page).await
}

async fn a_call_that_takes_too_long_is_stopped(page: Page) -> Result<()> {
    let server = ToolServer::start(Speaks::NeverOfCalls).await?;
    let model = Model::start(Says::InTurn(vec![
        calls(r#"{"libraryId":"axum"}"#),
        words(&["Without it."]),
    ]))
    .await?;
    open_with_tool(&page, &model, &server).await?;
    send(&page, "How do I route?").await?;
    page.wait_for_text(".try-question", "axum").await?;
    page.press_button(".try-question", "Allow this once")
        .await?;
    page.wait_for_text(".try-step[aria-busy]", "Calling mcp__docs__query-docs")
        .await?;
    let asked = model.asked().len();
    page.press_button(".try-send", "Stop").await?;
    page.wait_for_text(".try-steps", "Stopped.").await?;
    page.wait_for_count(".try-step[aria-busy]", 0).await?;
    page.wait_for_text(".try-send", "Send").await?;
    // Nobody waits any more: the server is told by the end of the request.
    retry(Duration::from_secs(10), "the request to end", async || {
        ensure!(server.given_up() > 0, "the request goes on");
        Ok(())
    })
    .await?;
    ensure!(server.calls() == 1, "the tool was called again");
    ensure!(
        model.asked().len() == asked,
        "the model was asked after Stop"
    );
    // The conversation goes on from there.
    send(&page, "Then without").await?;
    page.wait_for_text(".try-step:last-of-type .try-answer", "Without it.")
        .await?;
    expect_quiet(&page).await
}

async fn a_server_of_the_file_is_asked_only_after_a_press(page: Page) -> Result<()> {
    let server = ToolServer::start(Speaks::Stateless).await?;
    open(&page).await?;
    leave(&page).await?;
    let declared = format!(
        "mcpServers:\n  - docs:\n      type: http\n      url: {}\ntools: mcp__docs__query-docs, mcp__docs__get-library-docs\ndescription",
        server.url()
    );
    page.paste(&AGENT.replace("description", &declared).replace(
        "one word.",
        "one word.\n\n1. Use the docs server:\n   - get-library-docs: for each library\n",
    ))
    .await?;
    page.find("#try-frame").await?.enter_frame().await?;
    open_tools(&page).await?;
    page.wait_for_text(".try-proposals", "docs").await?;
    tokio::time::sleep(Duration::from_millis(1_000)).await;
    ensure!(server.asked().is_empty(), "a file made a request");
    page.run("window.isOld = true").await?;
    page.press_button(".try-proposals", "Add docs").await?;
    until_loaded_anew(&page).await?;
    page.wait_for_text(".try-tools", "mcp__docs__query-docs offered")
        .await?;
    // The file's list leaves the other one out.
    page.wait_for_text(".try-tools .withheld", "mcp__docs__resolve-library-id")
        .await?;
    // Names that the server lacks are marked with the nearest one, in the list and in the prompt.
    for (place, nearest) in [
        ("in tools", "mcp__docs__query-docs"),
        ("in the prompt", "query-docs"),
    ] {
        page.wait_for(
            "the name to be marked",
            &format!(
                "return [...document.querySelectorAll('.try-names .amiss')].some((one) =>
                    one.textContent.includes('{place}') && one.textContent.includes('Did you mean {nearest}?'))"
            ),
        )
        .await?;
    }
    page.expect_accessible().await
}

async fn a_server_that_no_page_may_read_is_told_what_to_send(page: Page) -> Result<()> {
    let server = ToolServer::start(Speaks::NotToPages).await?;
    open(&page).await?;
    add(&page, &server.url()).await?;
    page.wait_for_text(".try-server .try-failed", "Access-Control-Allow-Origin")
        .await?;
    page.wait_for_text(".try-server .try-failed", &server.url())
        .await?;
    page.expect_accessible().await
}

async fn adding_a_server_loses_nothing(page: Page) -> Result<()> {
    let server = ToolServer::start(Speaks::Stateless).await?;
    let model = Model::start(words(&["Yes."])).await?;
    open(&page).await?;
    connect(&page, &model.url()).await?;
    give_key(&page, false).await?;
    page.find("#try-prompt").await?.send_keys("Half a").await?;
    add(&page, &server.url()).await?;
    page.wait_for_text(".try-connection", "with a key").await?;
    page.wait_for(
        "the prompt to be there",
        "return document.querySelector('#try-prompt').value === 'Half a'",
    )
    .await?;
    let kept = page
        .run("return JSON.stringify({ ...sessionStorage }) + JSON.stringify({ ...localStorage })")
        .await?;
    ensure!(
        !kept.as_str().unwrap_or_default().contains(SECRET),
        "the key is still kept"
    );
    ensure!(
        !server.asked().iter().any(|one| one.contains(SECRET)),
        "the server got the key of the endpoint"
    );
    send(&page, "A whole one").await?;
    page.wait_for_text(".try-facts", "3 out").await?;
    ensure!(
        model
            .asked()
            .last()
            .is_some_and(|last| last.contains(SECRET)),
        "the endpoint did not get its key"
    );
    // It is spoken to as long as it is in the list, in this tab.
    page.open_editor().await?;
    enter(&page).await?;
    page.wait_for_text(".try-head", "2 tools of docs").await
}

async fn links_and_tool_results_lead_no_key_away(page: Page) -> Result<()> {
    let thief = Model::start(words(&["Thanks."])).await?;
    let stealing = format!("![picture]({0}/a.png) [press]({0}/b)", thief.url());
    // The tool gives back what it was called with.
    let arguments = json!({ "libraryId": stealing }).to_string();
    let model = Model::start(Says::InTurn(vec![calls(&arguments), words(&["Done."])])).await?;
    let server = ToolServer::start(Speaks::Stateless).await?;
    open_with_tool(&page, &model, &server).await?;
    give_key(&page, true).await?;
    send(&page, "How do I route?").await?;
    page.wait_for_text(".try-question", &thief.url()).await?;
    page.press_button(".try-question", "Allow this once")
        .await?;
    page.wait_for_text(".try-answer", "Done.").await?;
    page.run("for (const one of document.querySelectorAll('.try-step details')) one.open = true")
        .await?;
    page.wait_for_text(".try-step pre[aria-label='Result']", &thief.url())
        .await?;
    // Addresses that name another endpoint, of the page and of Try alone, in a tab that keeps a key.
    let named = ["endpoint", "server", "address", "origin", "origins", "url"]
        .map(|name| format!("{name}={}", thief.url()))
        .join("&");
    let site = Site::Published.path(page.engine);
    for path in ["", "try/"] {
        leave(&page).await?;
        page.open_path(&format!("{site}{path}?{named}#{named}"))
            .await?;
        if path.is_empty() {
            page.wait_for_editor().await?;
            enter(&page).await?;
        }
        page.wait_for_text(".try-connection", &model.url()["http://".len()..])
            .await?;
        page.wait_for_text(".try-connection", "with a key").await?;
    }
    // Until all of it is here, nothing can be sent.
    page.wait_for_text(".try-agent", "answerer").await?;
    page.wait_for_text(".try-head", "2 tools of docs").await?;
    model.say(words(&["Again."]));
    send(&page, "Once more").await?;
    page.wait_for_text(".try-step:last-of-type .try-answer", "Again.")
        .await?;
    let with_key = |asked: &[String]| asked.iter().any(|one| one.contains(SECRET));
    ensure!(
        model
            .asked()
            .last()
            .is_some_and(|last| last.contains(SECRET)),
        "the key did not go to its server"
    );
    ensure!(!with_key(&server.asked()), "the tool server got the key");
    ensure!(
        thief.asked().is_empty(),
        "somebody else was asked: {:?}",
        thief.asked()
    );
    Ok(())
}

/// What a first visitor sees.
const SPECIALIST: &str =
    include_str!("../../../../src/workspace/templates/rust-axum-backend-specialist.md");
const REVIEWER: &str = "---\nname: code-reviewer\ndescription: Reviews code. Use it after code was written.\ntools: Read\n---\n\nYou review code, briefly.\n";

const HANDED_OVER: &str = r#"{"description":"Review the login route","subagent_type":"code-reviewer","prompt":"Review: let app = Router::new().route(\"/login\", post(login));"}"#;

/// In Thai, as the definition demands.
const ANSWER: [&str; 4] = [
    "**วิเคราะห์ปัญหา:** ต้องการเส้นทางสำหรับเข้าสู่ระบบ\n\n",
    "```rust\nlet app = Router::new().route(\"/login\", post(login));\n",
    "let listener = tokio::net::TcpListener::bind(\"127.0.0.1:3000\").await?;\naxum::serve(listener, app).await?;\n```\n\n",
    "`Router::new()` สร้าง router ว่าง และ `.route` เพิ่มเส้นทาง ผู้ตรวจโค้ดแนะนำให้จำกัดจำนวนครั้งที่ลองเข้าสู่ระบบ\n",
];

/// Opens the default definition with the reviewer that it hands over to, and goes into the frame of Try.
pub(super) async fn open_default_definition(page: &Page, reviewer: &str) -> Result<()> {
    page.open_editor().await?;
    page.wait_until_files_can_be_dropped().await?;
    page.drop_files(&[
        ("rust-axum-backend-specialist.md", Some(SPECIALIST)),
        ("the-code-reviewer.md", Some(reviewer)),
    ])
    .await?;
    page.open_files().await?;
    page.wait_for_count(".files-line", 2).await?;
    enter(page).await?;
    page.wait_for_text(".try-agent", "may hand over to 1 other agent")
        .await
}

pub(super) async fn the_default_definition_does_all_it_demands(page: Page) -> Result<()> {
    let server = ToolServer::start(Speaks::Sessions).await?;
    let model = Model::start(Says::InTurn(vec![
        call(
            "mcp__context7__query-docs",
            r#"{"libraryId":"/tokio-rs/axum"}"#,
        ),
        call("Agent", HANDED_OVER),
        words(&[
            "The route is right. ",
            "**Limit** how often a login may be tried.",
        ]),
        words(&ANSWER),
    ]))
    .await?;
    open_default_definition(&page, REVIEWER).await?;
    connect(&page, &model.url()).await?;
    choose_a_model(&page).await?;
    add_as(&page, "context7", &server.url()).await?;
    page.wait_for_text(".try-tools", "mcp__context7__query-docs")
        .await?;
    page.wait_for_text(".try-agent", "may hand over to 1 other agent")
        .await?;
    send(&page, "How do I add a route for a login?").await?;
    page.wait_for_text(".try-question", "/tokio-rs/axum")
        .await?;
    page.press_button(".try-question", "Allow this once")
        .await?;
    page.wait_for_text(".try-steps", "จำกัดจำนวนครั้ง").await?;
    page.wait_for_text(".try-step[data-depth='1'] strong", "Limit")
        .await?;
    let asked: Vec<String> = model
        .asked()
        .into_iter()
        .filter(|one| one.starts_with("POST "))
        .collect();
    ensure!(
        asked.len() == 4,
        "the model was asked {} times",
        asked.len()
    );
    ensure!(
        asked[1].contains("Router::new() makes a router"),
        "the documentation was not used: {}",
        asked[1]
    );
    for words in ["You review code, briefly.", "Review: let app"] {
        ensure!(
            asked[2].contains(words),
            "{words} is missing in {}",
            asked[2]
        );
    }
    ensure!(
        !asked[2].contains("How do I add a route for a login?"),
        "the reviewer was told what was not for it"
    );
    ensure!(
        asked[3].contains("how often a login may be tried."),
        "the review did not come back: {}",
        asked[3]
    );
    record(&page).await?;
    // The transcript is there after a reload of everything.
    page.open_editor().await?;
    enter(&page).await?;
    page.wait_for_text(".try-steps", "จำกัดจำนวนครั้ง").await?;
    page.wait_for_text(".try-step[data-depth='1'] strong", "Limit")
        .await?;
    page.expect_accessible().await
}

/// Writes the run down as the one that Try plays for whoever has no model, where `PLAYGROUND_RECORD` asks for it.
async fn record(page: &Page) -> Result<()> {
    if page.settings().argument("RECORD").is_none() {
        return Ok(());
    }
    let kept = page
        .run("return sessionStorage.getItem('agent-playground.try.transcript')")
        .await?;
    let mut recording: Value = serde_json::from_str(kept.as_str().unwrap_or_default())?;
    recording["about"] = Value::from(
        "The run, its call of a tool and its hand-off were made by Try itself. What the model says, its counts of \
         tokens and the documentation that it gets were written for the recording: no model was asked.",
    );
    let file = page.settings().project.join("src/ui/trying/recorded.json");
    std::fs::write(file, serde_json::to_string_pretty(&recording)? + "\n")?;
    Ok(())
}

async fn a_folder_is_read_and_what_holds_secrets_is_not(page: Page) -> Result<()> {
    let model = Model::start(Says::InTurn(vec![
        call("Read", r#"{"file_path":"src/main.rs"}"#),
        call("Read", r#"{"file_path":".env"}"#),
        words(&["That is all."]),
    ]))
    .await?;
    open_with(&page, &model).await?;
    open_tools(&page).await?;
    // A native picker cannot be driven: this one has the same form.
    page.run(
        "const file = (name, text) => ({ kind: 'file', name, getFile: async () => new File([text], name) });
        const folder = (name, entries) => ({ kind: 'directory', name, values: async function* () { yield* entries; } });
        window.showDirectoryPicker = async () => folder('project', [
            folder('src', [file('main.rs', 'fn main() { serve(); }')]),
            folder('node_modules', [file('index.js', 'left out')]),
            file('.env', 'TOKEN=hush-hush'),
        ]);",
    )
    .await?;
    page.press_button(".try-servers", "Open a folder").await?;
    page.wait_for_text(".try-head", "the folder project")
        .await?;
    page.find("#try-prompt").await?.send_keys("What").await?;
    page.wait_for_text(".try-send", "wants to know of the folder project")
        .await?;
    send(&page, "What does it do?").await?;
    for path in ["src/main.rs", ".env"] {
        page.wait_for_text(".try-question", path).await?;
        page.press_button(".try-question", "Allow this once")
            .await?;
    }
    page.wait_for_text(".try-steps", "That is all.").await?;
    let asked = model.asked();
    ensure!(
        asked.iter().any(|one| one.contains("serve();")),
        "the file did not come to the model"
    );
    ensure!(
        !asked.iter().any(|one| one.contains("hush-hush")),
        "a file with secrets went out"
    );
    expect_quiet(&page).await
}

async fn tools_are_accessible_on_a_phone(page: Page) -> Result<()> {
    let server = ToolServer::start(Speaks::Stateless).await?;
    let model = Model::start(calls(r#"{"libraryId":"axum"}"#)).await?;
    open_with_tool(&page, &model, &server).await?;
    send(&page, "Which?").await?;
    page.wait_for_text(".try-question", "axum").await?;
    expect_accessible_when_open(&page).await
}
