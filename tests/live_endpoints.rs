//! The engine of model endpoints against real servers, seen as a page sees them.
//!
//! `LIVE_ENDPOINTS` names them: `llama=http://127.0.0.1:18081,llama-tools=…,llama-key=…,aimock=…,litellm=…`,
//! started as `../shared/reference/servers.md` says. `llama-tools` is llama-server with the template for tools,
//! `llama-key` one with `--api-key sk-right-key`; litellm has the master key `sk-master-key`, and its model
//! `local` is `llama-tools`. Without it nothing is tested, and that is said.

mod live;
#[path = "endpoints/page.rs"]
mod page;
mod socket;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use agent_playground::agent::folder::{self, Folder, Listed, Reply};
use agent_playground::agent::{Action, Agent, Caps, Consent, Outcome, Run, Setup};
use agent_playground::endpoint::{
    Aliases, Api, Ask, Cause, Endpoint, Event, Failure, Finished, Message, Part, Preset, Role,
    StopReason, TokenCount, Tool, Unreached,
};
use agent_playground::http::{Address, Key};
use agent_playground::text::SourceFile;
use page::Browser;
use serde_json::json;

/// An endpoint of a server; `None`, and said so, where there is none.
fn endpoint(name: &str, api: Api) -> Option<Endpoint> {
    let address = live::address("LIVE_ENDPOINTS", name)?;
    let preset = match name.starts_with("llama") {
        true => Preset::LlamaCpp,
        false => Preset::Custom,
    };
    let mut endpoint = Endpoint::new(preset, Address::parse(&address).expect("an address"));
    endpoint.api = api;
    let key = match name {
        "litellm" => "sk-master-key",
        "llama-key" => "sk-right-key",
        _ => return Some(endpoint),
    };
    endpoint.key = Key::new(&endpoint.address, key).ok();
    Some(endpoint)
}

/// The same with another key, or with none.
fn with_key(mut endpoint: Endpoint, key: Option<&str>) -> Endpoint {
    endpoint.key = key.and_then(|key| Key::new(&endpoint.address, key).ok());
    endpoint
}

fn prompt(model: &str, prompt: &str) -> Ask {
    Ask {
        model: model.to_owned(),
        system: "You are a helpful AI assistant".to_owned(),
        messages: vec![Message::user(prompt)],
        tools: Vec::new(),
        max_tokens: 60,
        temperature: Some(0.0),
        stream: true,
    }
}

fn with_tool(model: &str, text: &str) -> Ask {
    Ask {
        tools: vec![Tool {
            name: "resolve-library-id".to_owned(),
            description: "Finds the id of a library".to_owned(),
            schema: json!({ "type": "object", "properties": { "libraryName": { "type": "string" } },
                "required": ["libraryName"] }),
        }],
        ..prompt(model, text)
    }
}

/// A run of the agent that this file is, on one model.
fn setup(file: &str, model: &str) -> Setup {
    Setup {
        agent: Agent::of(&SourceFile::new("a.md", file)).expect("it loads"),
        others: Arc::default(),
        servers: Vec::new(),
        folder: None,
        aliases: Aliases {
            inherit: model.to_owned(),
            table: Vec::new(),
        },
        models: Vec::new(),
        caps: Caps::default(),
    }
}

fn finished(endpoint: &Endpoint, ask: &Ask) -> Finished {
    let heard = page::ask(endpoint, ask, Browser::Notices);
    let api = endpoint.api;
    heard
        .outcome
        .unwrap_or_else(|failure| panic!("{api:?} {}: {failure}", ask.model))
}

fn text_of(finished: &Finished) -> String {
    let message = Message {
        role: Role::Assistant,
        parts: finished.parts.clone(),
    };
    message.text()
}

/// What is sent after the calls in an answer have given something.
fn with_results(ask: &Ask, finished: &Finished, result: &str) -> Ask {
    let mut ask = ask.clone();
    ask.messages.push(Message {
        role: Role::Assistant,
        parts: finished.parts.clone(),
    });
    let results = finished.parts.iter().filter_map(|part| match part {
        Part::ToolUse { id, .. } => Some(Part::ToolResult {
            id: id.clone(),
            text: result.to_owned(),
            is_error: false,
        }),
        _ => None,
    });
    ask.messages.push(Message {
        role: Role::User,
        parts: results.collect(),
    });
    ask
}

#[test]
fn llama_server_streams_text_by_each_api() {
    for api in Api::ALL {
        let Some(endpoint) = endpoint("llama", api) else {
            return;
        };
        let ask = prompt("smollm2-135m", "What is the capital of France?");
        let heard = page::ask(&endpoint, &ask, Browser::Notices);
        let finished = heard.outcome.unwrap_or_else(|why| panic!("{api:?}: {why}"));
        assert!(text_of(&finished).contains("Paris"), "{api:?} {finished:?}");
        assert_eq!(finished.stop, StopReason::EndTurn, "{api:?}");
        let is_text = |event: &&Event| matches!(event, Event::Text(_));
        let texts = heard.events.iter().filter(is_text).count();
        assert!(texts > 3, "{api:?}: it came at once");
        assert!(finished.usage.input > Some(10), "{api:?} {finished:?}");
        assert!(finished.usage.output > Some(3), "{api:?} {finished:?}");
        println!("{api:?}: {texts} pieces of text, {:?}", finished.usage);
        // The same in one piece.
        let whole = Ask {
            stream: false,
            ..ask
        };
        assert_eq!(self::finished(&endpoint, &whole).parts, finished.parts);
    }
}

#[test]
fn an_answer_that_reaches_its_cap_says_so() {
    for api in [Api::AnthropicMessages, Api::OpenAiChat] {
        let Some(endpoint) = endpoint("llama", api) else {
            return;
        };
        let mut ask = prompt("smollm2-135m", "Write a long story.");
        ask.max_tokens = 4;
        assert_eq!(finished(&endpoint, &ask).stop, StopReason::MaxTokens);
    }
}

/// A call, streamed, its result sent back, and the answer to that.
fn calls_a_tool(endpoint: &Endpoint, model: &str) {
    let api = endpoint.api;
    let ask = with_tool(model, "Use resolve-library-id for leptos");
    let heard = page::ask(endpoint, &ask, Browser::Notices);
    let called = heard.outcome.unwrap_or_else(|why| panic!("{api:?}: {why}"));
    assert_eq!(called.stop, StopReason::ToolUse, "{api:?}");
    let [Part::ToolUse { name, input, .. }] = &called.parts[..] else {
        panic!("{api:?}: {:?}", called.parts);
    };
    assert_eq!(name, "resolve-library-id");
    assert!(input["libraryName"].is_string(), "{api:?} {input}");
    let is_input = |event: &&Event| matches!(event, Event::ToolInput { .. });
    let pieces = heard.events.iter().filter(is_input).count();
    assert!(pieces > 0, "{api:?}");
    let answered = finished(endpoint, &with_results(&ask, &called, "/leptos-rs/leptos"));
    assert_eq!(answered.stop, StopReason::EndTurn, "{api:?}");
    assert!(!text_of(&answered).is_empty(), "{api:?}");
    println!(
        "{api:?}: arguments in {pieces} pieces, then {:?}",
        text_of(&answered)
    );
}

#[test]
fn llama_server_calls_a_tool_by_each_api() {
    for api in Api::ALL {
        if let Some(endpoint) = endpoint("llama-tools", api) {
            calls_a_tool(&endpoint, "smollm2-135m");
        }
    }
}

#[test]
fn litellm_calls_a_tool_by_each_api() {
    for api in Api::ALL {
        if let Some(endpoint) = endpoint("litellm", api) {
            calls_a_tool(&endpoint, "local");
        }
    }
}

#[test]
fn litellm_answers_streamed_or_at_once() {
    // By Messages it does not listen to `stream`.
    for (api, streams) in [(Api::OpenAiChat, true), (Api::AnthropicMessages, false)] {
        let Some(endpoint) = endpoint("litellm", api) else {
            return;
        };
        let heard = page::ask(&endpoint, &prompt("mock-text", "Hello"), Browser::Notices);
        let finished = heard.outcome.unwrap_or_else(|why| panic!("{api:?}: {why}"));
        assert_eq!(
            text_of(&finished),
            "Hello from the litellm mock, a longer sentence so that it is streamed in several pieces."
        );
        let is_text = |event: &&Event| matches!(event, Event::Text(_));
        let texts = heard.events.iter().filter(is_text).count();
        assert_eq!(texts > 1, streams, "{api:?}: {texts}");
    }
}

#[test]
fn aimock_answers_thinks_and_calls_two_tools_by_each_api() {
    for api in Api::ALL {
        let Some(endpoint) = endpoint("aimock", api) else {
            return;
        };
        let said = finished(&endpoint, &prompt("some-model", "m:hi"));
        assert_eq!(text_of(&said), "Hello there!", "{api:?}");
        let thought = finished(&endpoint, &prompt("some-model", "m:think"));
        assert!(
            matches!(&thought.parts[..], [Part::Thinking { text, .. }, Part::Text { .. }]
                if text == "The user wants a thought."),
            "{api:?} {thought:?}"
        );
        let ask = with_tool("some-model", "m:tool");
        let called = finished(&endpoint, &ask);
        let libraries: Vec<&str> = called
            .parts
            .iter()
            .filter_map(|part| match part {
                Part::ToolUse { input, .. } => input["libraryName"].as_str(),
                _ => None,
            })
            .collect();
        assert_eq!(libraries, ["leptos", "yew"], "{api:?}");
        let answered = finished(&endpoint, &with_results(&ask, &called, "/x"));
        assert_eq!(text_of(&answered), "Found both.", "{api:?}");
        let slow = page::ask(&endpoint, &prompt("some-model", "m:slow"), Browser::Notices);
        assert!(slow.pieces > 3, "{api:?}: {} pieces", slow.pieces);
        let slow = slow.outcome.unwrap_or_else(|why| panic!("{api:?}: {why}"));
        assert!(text_of(&slow).ends_with("nine ten"), "{api:?}");
    }
}

#[test]
fn a_run_goes_on_after_its_first_answer_failed() {
    for api in Api::ALL {
        let Some(mut endpoint) = endpoint("aimock", api) else {
            return;
        };
        // By this header it tells apart who asks for the first time.
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        let id = format!("{api:?}-{}", now.expect("a clock").as_nanos());
        let id = Key::new(&endpoint.address, &id).expect("a value");
        endpoint.headers.push(("X-Test-Id".to_owned(), id));
        let text = "---\nname: a\ndescription: b\n---\nYou help.\n";
        let mut run = Run::new(setup(text, "some-model"));
        let mut failed = 0;
        let mut actions = run.send("m:flaky");
        while let [Action::Ask { frame, ask, .. }] = &actions[..] {
            let heard = page::ask(&endpoint, ask, Browser::Notices);
            actions = match heard.outcome {
                Ok(finished) => run.answered(*frame, finished),
                Err(failure) => {
                    failed += 1;
                    assert_eq!(failure.cause, Cause::Overloaded, "{api:?}");
                    assert!(failed < 3, "{api:?}: it goes on failing");
                    run.failed(*frame, Vec::new(), &failure);
                    run.retry()
                }
            };
        }
        assert_eq!(
            actions,
            [Action::Over(Outcome::Answered(StopReason::EndTurn))]
        );
        assert_eq!(failed, 1, "{api:?}");
        let told = run.transcript().markdown();
        assert!(told.contains("is overloaded"), "{told}");
        assert!(told.contains("second try works"), "{told}");
    }
}

/// The model is given a folder, and reads the file that it is told to.
#[test]
fn a_model_of_llama_server_reads_a_file_of_the_folder() {
    for api in Api::ALL {
        let Some(endpoint) = endpoint("llama-tools", api) else {
            return;
        };
        let text = "---\nname: a\ndescription: b\ntools: Read\n---\nYou help.\n";
        let mut run = Run::new(Setup {
            folder: Some(Folder::new("app")),
            ..setup(text, "smollm2-135m")
        });
        // The template shows the model calls with react, so that it is able to make this one.
        let mut actions = run.send("Use Read for react");
        let mut read = Vec::new();
        while let [action] = &actions[..] {
            actions = match action.clone() {
                Action::Ask { frame, mut ask, .. } => {
                    ask.temperature = Some(0.0);
                    ask.max_tokens = 60;
                    run.answered(frame, finished(&endpoint, &ask))
                }
                Action::AskConsent { call, name, .. } => {
                    assert_eq!(name, "Read", "{api:?}");
                    run.consent(call, Consent::Once)
                }
                Action::AskFolder { call, request } => match request {
                    folder::Request::List => {
                        let file = Listed {
                            path: "react".to_owned(),
                            size: 12,
                            modified: None,
                        };
                        run.folder_gave(call, Reply::Files(vec![file]))
                    }
                    folder::Request::Read(path) => {
                        read.push(path.to_string());
                        run.folder_gave(call, Reply::Bytes(b"Hooks and so".to_vec()))
                    }
                },
                Action::Over(outcome) => {
                    let told = run.transcript().markdown();
                    assert_eq!(
                        outcome,
                        Outcome::Answered(StopReason::EndTurn),
                        "{api:?}: {told}"
                    );
                    break;
                }
                other => panic!("{api:?}: {other:?}"),
            };
        }
        // So small a model may want to see it again.
        let is_it = |path: &String| path == "react";
        assert!(
            !read.is_empty() && read.iter().all(is_it),
            "{api:?} {read:?}"
        );
        let told = run.transcript().markdown();
        assert!(told.contains("     1→Hooks and so"), "{api:?} {told}");
        println!("{api:?}: {told}");
    }
}

/// Why a question fails.
fn failure(endpoint: &Endpoint, ask: &Ask, browser: Browser) -> Failure {
    match page::ask(endpoint, ask, browser).outcome {
        Err(failure) => *failure,
        Ok(finished) => panic!("{:?} {}: {finished:?}", endpoint.api, ask.model),
    }
}

/// Checks a failure: its cause, all the words that it has to have, and that nothing of it is a key.
fn check(failure: &Failure, cause: &Cause, words: &[&str]) {
    let text = failure.to_string();
    assert_eq!(&failure.cause, cause, "{text}");
    for word in words {
        assert!(text.contains(word), "{word:?} is missing: {text}");
    }
    assert!(!text.contains("sk-"), "{text}");
}

#[test]
fn every_failure_of_aimock_is_told_in_its_own_words() {
    for api in Api::ALL {
        let Some(endpoint) = endpoint("aimock", api) else {
            return;
        };
        let at = endpoint.asked().to_string();
        let unknown = Unreached::Unknown {
            to_local: false,
            may_be_mixed: false,
        };
        let asked = format!("No answer came from {at} that the browser lets this page read.");
        let rows: [(&str, Browser, Cause, Vec<String>); 8] = [
            (
                "m:429",
                Browser::Notices,
                // The header of the wait is sent, and not shown to pages.
                Cause::TooManyRequests { wait: None },
                vec![
                    format!("{at} had too many requests (429). It says: “Rate limited”"),
                    "a header that it does not show to pages".to_owned(),
                    "Wait a minute, then press Retry: the prompt is kept.".to_owned(),
                ],
            ),
            (
                "m:529",
                Browser::Notices,
                Cause::Overloaded,
                vec![
                    format!("{at} is overloaded"),
                    "It says: “Overloaded” Press Retry in a minute".to_owned(),
                ],
            ),
            (
                "m:401",
                Browser::Notices,
                Cause::WrongKey { sent: false },
                vec![
                    format!("{at} wants a key (401), and none was sent. It says: “bad key”"),
                    "--api-key".to_owned(),
                ],
            ),
            (
                "m:malformed",
                Browser::Notices,
                Cause::Malformed {
                    why: "it is no JSON".into(),
                },
                vec![
                    format!("The answer of {at} cannot be read: it is no JSON."),
                    "Look at the raw answer.".to_owned(),
                ],
            ),
            (
                "m:cut",
                Browser::Notices,
                Cause::Cut { noticed: true },
                vec![format!(
                    "The connection to {at} broke while the answer came. What came is kept"
                )],
            ),
            (
                "m:cut",
                Browser::IsSilent,
                Cause::Cut { noticed: false },
                vec![format!(
                    "The answer of {at} ends in the middle: the mark of its end never came."
                )],
            ),
            (
                "m:drop",
                Browser::Notices,
                Cause::Cut { noticed: true },
                vec![format!(
                    "The connection to {at} broke while the answer came."
                )],
            ),
            (
                "m:reset",
                Browser::Notices,
                Cause::Unreached(unknown),
                vec![
                    asked,
                    "(CORS)".to_owned(),
                    format!("curl -i '{at}'"),
                    "Access-Control-Allow-Origin: http://127.0.0.1:8080".to_owned(),
                ],
            ),
        ];
        let mut told = BTreeSet::new();
        for (prompt, browser, cause, words) in &rows {
            let failed = failure(&endpoint, &self::prompt("some-model", prompt), *browser);
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            check(&failed, cause, &words);
            println!("{api:?} {prompt}: {failed}");
            told.insert(failed.to_string());
        }
        // m:cut and m:drop are the same to a page, and nothing else is.
        assert_eq!(told.len(), rows.len() - 1, "{told:#?}");
        // What came before an answer broke off is there. By Responses so much is said before the first word
        // that none comes.
        if api == Api::OpenAiResponses {
            continue;
        }
        let heard = page::ask(&endpoint, &prompt("some-model", "m:drop"), Browser::Notices);
        let is_text = |event: &Event| matches!(event, Event::Text(_));
        assert!(heard.events.iter().any(is_text), "{api:?}");
    }
}

#[test]
fn what_aimock_has_no_answer_for_is_refused() {
    for api in Api::ALL {
        let Some(endpoint) = endpoint("aimock", api) else {
            return;
        };
        let failed = failure(&endpoint, &prompt("some-model", "?"), Browser::Notices);
        let cause = Cause::Refused { status: Some(503) };
        let words =
            "refuses the request with the error 503. It says: “Strict mode: no fixture matched”";
        check(&failed, &cause, &[words]);
    }
}

#[test]
fn a_wrong_key_is_told_apart_from_none() {
    let Some(endpoint) = endpoint("aimock", Api::OpenAiChat) else {
        return;
    };
    let endpoint = with_key(endpoint, Some("sk-a-wrong-key"));
    let failed = failure(&endpoint, &prompt("some-model", "m:401"), Browser::Notices);
    check(
        &failed,
        &Cause::WrongKey { sent: true },
        &["does not take the key (401)"],
    );
}

#[test]
fn every_failure_of_litellm_is_told_in_its_own_words() {
    for api in [Api::OpenAiChat, Api::AnthropicMessages] {
        let Some(endpoint) = endpoint("litellm", api) else {
            return;
        };
        let at = endpoint.asked().to_string();
        for (model, cause, words) in [
            (
                "mock-429",
                Cause::TooManyRequests { wait: None },
                "had too many requests (429). It says: “litellm.RateLimitError",
            ),
            (
                "mock-500",
                Cause::ServerError { status: Some(500) },
                "failed with the error 500. It says: “litellm.InternalServerError",
            ),
            (
                "mock-ctx",
                Cause::ContextTooLong {
                    has: None,
                    most: None,
                },
                "The conversation is longer than mock-ctx takes.",
            ),
            (
                "no-such-model",
                Cause::UnknownModel,
                "has no model that is called no-such-model.",
            ),
        ] {
            let failed = failure(&endpoint, &prompt(model, "Hello"), Browser::Notices);
            check(&failed, &cause, &[words]);
            println!("{api:?} {model}: {failed}");
        }
        let wrong = with_key(endpoint.clone(), Some("sk-a-wrong-key"));
        let failed = failure(&wrong, &prompt("mock-text", "Hello"), Browser::Notices);
        check(
            &failed,
            &Cause::WrongKey { sent: true },
            &["does not take the key", "No connected db."],
        );
        // It answers 500, and does not let pages read that.
        let none = with_key(endpoint, None);
        let failed = failure(&none, &prompt("mock-text", "Hello"), Browser::Notices);
        let unknown = Unreached::Unknown {
            to_local: false,
            may_be_mixed: false,
        };
        let no_answer = format!("No answer came from {at} that the browser lets this page read.");
        check(
            &failed,
            &Cause::Unreached(unknown),
            &[&no_answer, "be it with this answer alone", "errors too"],
        );
        println!("{api:?} without a key: {failed}");
    }
    // By Responses it gives the error as the first event of a stream.
    let Some(endpoint) = endpoint("litellm", Api::OpenAiResponses) else {
        return;
    };
    let failed = failure(&endpoint, &prompt("mock-500", "Hello"), Browser::Notices);
    check(
        &failed,
        &Cause::ServerError { status: Some(500) },
        &["failed with the error 500. It says: “Error processing stream start”"],
    );
}

#[test]
fn every_failure_of_llama_server_is_told_in_its_own_words() {
    for api in Api::ALL {
        let Some(endpoint) = endpoint("llama", api) else {
            return;
        };
        let long = "one two three four five six seven eight nine ten ".repeat(900);
        let failed = failure(&endpoint, &prompt("smollm2-135m", &long), Browser::Notices);
        let Cause::ContextTooLong {
            has: Some(has),
            most: Some(most),
        } = failed.cause
        else {
            panic!("{api:?}: {failed}");
        };
        assert!(has > most, "{failed}");
        let sizes = format!("It has {has} tokens. At most {most} fit.");
        check(
            &failed,
            &failed.cause,
            &[&sizes, "llama-server -m smollm2-135m.gguf --jinja -c 32768"],
        );
        println!("{api:?}: {failed}");

        let mut elsewhere = endpoint.clone();
        elsewhere.address = endpoint.address.rooted("api");
        let failed = failure(
            &elsewhere,
            &prompt("smollm2-135m", "Hello"),
            Browser::Notices,
        );
        let nothing = format!("There is nothing at {} (404).", elsewhere.asked());
        check(
            &failed,
            &Cause::NotFound,
            &[&nothing, "File Not Found", "Look at the address"],
        );
    }
    for api in Api::ALL {
        let Some(endpoint) = endpoint("llama-key", api) else {
            return;
        };
        let ask = prompt("smollm2-135m", "Hello");
        let wrong = with_key(endpoint.clone(), Some("sk-a-wrong-key"));
        let failed = failure(&wrong, &ask, Browser::Notices);
        check(
            &failed,
            &Cause::WrongKey { sent: true },
            &["does not take the key (401)", "Invalid API Key"],
        );
        let failed = failure(&with_key(endpoint.clone(), None), &ask, Browser::Notices);
        check(
            &failed,
            &Cause::WrongKey { sent: false },
            &["wants a key (401), and none was sent", "--api-key"],
        );
        assert!(!text_of(&finished(&endpoint, &ask)).is_empty(), "{api:?}");
    }
}

#[test]
fn where_nobody_listens_the_page_says_what_it_cannot_know() {
    let Some(mut endpoint) = endpoint("llama", Api::OpenAiChat) else {
        return;
    };
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    drop(listener);
    let address = format!("http://127.0.0.1:{port}");
    endpoint.address = Address::parse(&address).expect("an address");
    let failed = failure(&endpoint, &prompt("m", "Hello"), Browser::Notices);
    let unknown = Unreached::Unknown {
        to_local: false,
        may_be_mixed: false,
    };
    check(
        &failed,
        &Cause::Unreached(unknown),
        &[
            "whether the server is down or at another port",
            "llama-server -m m.gguf --jinja --port 8080",
            "curl -i",
        ],
    );
}

#[test]
fn models_are_listed() {
    for (name, model) in [("llama", "smollm2-135m"), ("litellm", "local")] {
        for api in Api::ALL {
            let Some(endpoint) = endpoint(name, api) else {
                continue;
            };
            let request = endpoint.list_models().expect("the key is for it");
            let (status, body) = page::get(&request).expect("an answer");
            assert_eq!(status, 200, "{name} {api:?}: {body}");
            let models = Endpoint::models(&body).expect("a list");
            let is_there = models.iter().any(|one| one.id == model);
            assert!(is_there, "{name} {api:?}: {models:?}");
        }
    }
}

#[test]
fn tokens_are_counted_where_the_server_does_it() {
    for (name, apis, model) in [
        ("llama", &Api::ALL[..], "smollm2-135m"),
        ("litellm", &[Api::AnthropicMessages], "local"),
    ] {
        for api in apis {
            let Some(endpoint) = endpoint(name, *api) else {
                continue;
            };
            let ask = with_tool(model, "What is the capital of France?");
            let request = endpoint.count_tokens(&ask).expect("it counts");
            let (status, body) =
                page::get(&request.expect("the key is for it")).expect("an answer");
            assert_eq!(status, 200, "{name} {api:?}: {body}");
            let count = TokenCount::of(&ask, Some(&body));
            let TokenCount::Counted(counted) = count else {
                panic!("{name} {api:?}: {body}");
            };
            println!(
                "{name} {api:?}: {count}, estimated {}",
                ask.estimated_tokens()
            );
            if name == "llama" {
                // What the answer says that it cost.
                let cost = finished(&endpoint, &ask).usage.input;
                assert_eq!(cost, Some(counted), "{api:?}");
            }
        }
    }
    if let Some(endpoint) = endpoint("aimock", Api::AnthropicMessages) {
        let ask = prompt("some-model", "m:hi");
        let request = endpoint.count_tokens(&ask).expect("the API counts");
        let answer = page::get(&request.expect("no key"));
        let count = TokenCount::of(&ask, answer.as_ref().map(|(_, body)| body.as_str()));
        assert!(matches!(count, TokenCount::Estimated(_)), "{answer:?}");
    }
}
