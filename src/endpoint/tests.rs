//! Recorded answers of real servers, whole and cut at every byte, and the words of every failure.

use serde_json::{Value, json};

use super::*;
use crate::http::{Address, Head, Key, Origin};

macro_rules! recorded {
    ($name:literal) => {
        (
            $name,
            include_bytes!(concat!("../../tests/streams/", $name)).as_slice(),
        )
    };
}

type Recorded = (&'static str, &'static [u8]);

const STREAMS: &[Recorded] = &[
    recorded!("aimock-chat-hi.sse"),
    recorded!("aimock-chat-think.sse"),
    recorded!("aimock-chat-tool.sse"),
    recorded!("aimock-messages-hi.sse"),
    recorded!("aimock-messages-think.sse"),
    recorded!("aimock-messages-tool.sse"),
    recorded!("aimock-responses-hi.sse"),
    recorded!("aimock-responses-think.sse"),
    recorded!("aimock-responses-tool.sse"),
    recorded!("llama-chat-text.sse"),
    recorded!("llama-chat-tool.sse"),
    recorded!("llama-messages-text.sse"),
    recorded!("llama-messages-tool.sse"),
    recorded!("llama-responses-text.sse"),
    recorded!("llama-responses-tool.sse"),
];

fn address(text: &str) -> Address {
    Address::parse(text).expect("an address")
}

fn page() -> Origin {
    address("https://play.example").origin().clone()
}

fn endpoint(api: Api) -> Endpoint {
    let mut endpoint = Endpoint::new(Preset::Custom, address("https://api.example.com"));
    endpoint.api = api;
    endpoint.key = Key::new(&endpoint.address, "sk-do-not-show").ok();
    endpoint
}

fn api_of(name: &str) -> Api {
    if name.contains("-messages-") {
        Api::AnthropicMessages
    } else if name.contains("-responses-") {
        Api::OpenAiResponses
    } else {
        Api::OpenAiChat
    }
}

type Outcome = Result<Finished, Box<Failure>>;

/// What is heard of an answer that comes in these chunks, ends in good order or not.
fn hear(api: Api, status: u16, chunks: &[&[u8]], broken: bool) -> (Vec<Event>, Outcome) {
    let mut answer = Answer::new(&endpoint(api), "some-model", &page());
    answer.head(Head {
        status,
        headers: Vec::new(),
    });
    let mut events = Vec::new();
    for chunk in chunks {
        events.extend(answer.push(chunk));
    }
    let (last, outcome) = answer.end(broken);
    events.extend(last);
    (events, outcome)
}

fn whole((name, bytes): Recorded) -> Finished {
    let (_, outcome) = hear(api_of(name), 200, &[bytes], false);
    outcome.unwrap_or_else(|failure| panic!("{name}: {failure}"))
}

fn failure(api: Api, status: u16, body: &str) -> Failure {
    let (_, outcome) = hear(api, status, &[body.as_bytes()], false);
    *outcome.expect_err(body)
}

fn use_of(id: &str, name: &str, input: Value) -> Part {
    Part::ToolUse {
        id: id.to_owned(),
        name: name.to_owned(),
        input,
        unread: None,
    }
}

fn said(text: &str) -> Part {
    Part::Text {
        text: text.to_owned(),
    }
}

#[test]
fn answers_of_real_servers_say_what_the_model_said() {
    for (name, bytes) in STREAMS {
        let Finished { parts, stop, usage } = whole((name, bytes));
        let expected = match *name {
            "aimock-chat-hi.sse" | "aimock-messages-hi.sse" | "aimock-responses-hi.sse" => {
                vec![said("Hello there!")]
            }
            "aimock-chat-think.sse"
            | "aimock-messages-think.sse"
            | "aimock-responses-think.sse" => vec![
                Part::Thinking {
                    text: "The user wants a thought.".to_owned(),
                    signature: name
                        .contains("messages")
                        .then(|| "aimock-placeholder-signature".to_owned()),
                },
                said("Answer **bold** with `code` and ünïcödé 🦀."),
            ],
            "aimock-chat-tool.sse" | "aimock-messages-tool.sse" | "aimock-responses-tool.sse" => {
                vec![
                    said("Let me look."),
                    use_of(
                        "call_1",
                        "resolve-library-id",
                        json!({"libraryName": "leptos"}),
                    ),
                    use_of(
                        "call_2",
                        "resolve-library-id",
                        json!({"libraryName": "yew"}),
                    ),
                ]
            }
            "llama-chat-text.sse" | "llama-messages-text.sse" | "llama-responses-text.sse" => {
                vec![said("The capital of France is Paris.")]
            }
            _ => vec![use_of(
                &match api_of(name) {
                    Api::OpenAiResponses => "call_3".to_owned(),
                    _ => format!("{}2", "x".repeat(31)),
                },
                "resolve-library-id",
                json!({"libraryName": "lzm"}),
            )],
        };
        assert_eq!(parts, expected, "{name}");
        let tools = name.contains("-tool");
        let reason = if tools {
            StopReason::ToolUse
        } else {
            StopReason::EndTurn
        };
        assert_eq!(stop, reason, "{name}");
        if !name.starts_with("aimock-messages") && !name.starts_with("aimock-responses") {
            assert!(
                usage.input > Some(0) && usage.output > Some(0),
                "{name}: {usage:?}"
            );
        }
    }
}

#[test]
fn where_a_stream_is_split_changes_nothing() {
    for (name, bytes) in STREAMS {
        let api = api_of(name);
        let whole = hear(api, 200, &[bytes], false);
        for at in 0..=bytes.len() {
            let (first, second) = bytes.split_at(at);
            assert_eq!(
                hear(api, 200, &[first, second], false),
                whole,
                "{name} at {at}"
            );
        }
        let single: Vec<&[u8]> = bytes.chunks(1).collect();
        assert_eq!(hear(api, 200, &single, false), whole, "{name}");
    }
}

#[test]
fn a_stream_that_is_cut_anywhere_is_cut() {
    for (name, bytes) in STREAMS {
        let api = api_of(name);
        let mark: &[u8] = match api {
            Api::AnthropicMessages => b"{\"type\":\"message_stop\"}",
            Api::OpenAiChat => b"[DONE]",
            Api::OpenAiResponses => b"{\"type\":\"response.completed\"",
        };
        let at = bytes.windows(mark.len()).position(|window| window == mark);
        let at = at.expect("the mark of the end");
        let rest = bytes[at..].iter();
        let length = rest.take_while(|byte| **byte != b'\n').count();
        let end = at + length;
        let (all, _) = hear(api, 200, &[bytes], false);
        for at in 0..=bytes.len() {
            // Some browsers notice, and some end it in good order.
            let broken = at % 2 == 0;
            let (events, outcome) = hear(api, 200, &[&bytes[..at]], broken);
            assert!(all.starts_with(&events), "{name} at {at}");
            if at >= end {
                assert!(outcome.is_ok(), "{name} at {at}");
            } else {
                let failure = outcome.expect_err(name);
                assert_eq!(
                    failure.cause,
                    Cause::Cut { noticed: broken },
                    "{name} at {at}"
                );
            }
        }
    }
    for (name, bytes) in [
        recorded!("aimock-chat-cut.sse"),
        recorded!("aimock-messages-cut.sse"),
        recorded!("aimock-responses-cut.sse"),
    ] {
        let (_, outcome) = hear(api_of(name), 200, &[bytes], false);
        assert_eq!(
            outcome.expect_err(name).cause,
            Cause::Cut { noticed: false }
        );
    }
}

#[test]
fn a_server_that_does_not_stream_is_heard_as_well() {
    let chat = r#" {"choices":[{"finish_reason":"stop","message":{"role":"assistant","content":null,"reasoning":"Hm.",
        "tool_calls":[{"function":{"name":"a","arguments":{"x":1}}},{"function":{"name":"b","arguments":""}}]}}],
        "usage":{"prompt_tokens":3,"completion_tokens":5}}"#;
    let (_, outcome) = hear(Api::OpenAiChat, 200, &[chat.as_bytes()], false);
    let finished = outcome.expect("an answer");
    let calls = &finished.parts[1..];
    assert_eq!(
        calls,
        [
            use_of("call_0", "a", json!({"x": 1})),
            use_of("call_1", "b", json!({}))
        ]
    );
    assert_eq!(finished.stop, StopReason::ToolUse);
    assert_eq!(
        finished.usage,
        Usage {
            input: Some(3),
            output: Some(5)
        }
    );

    let messages = r#"{"type":"message","content":[{"type":"text","text":"Look."},{"type":"tool_use","id":"t1","name":"a",
        "input":{"x":[1]}}],"stop_reason":"tool_use","usage":{"input_tokens":2,"cache_read_input_tokens":7,"output_tokens":1}}"#;
    let (_, outcome) = hear(Api::AnthropicMessages, 200, &[messages.as_bytes()], false);
    let finished = outcome.expect("an answer");
    assert_eq!(
        finished.parts,
        [said("Look."), use_of("t1", "a", json!({"x": [1]}))]
    );
    assert_eq!(
        finished.usage,
        Usage {
            input: Some(9),
            output: Some(1)
        }
    );

    for at in 1..messages.len() {
        let (_, outcome) = hear(
            Api::AnthropicMessages,
            200,
            &[&messages.as_bytes()[..at]],
            false,
        );
        assert_eq!(
            outcome.expect_err("cut").cause,
            Cause::Cut { noticed: false },
            "at {at}"
        );
    }
}

#[test]
fn a_whole_answer_of_responses_and_its_ends_are_heard() {
    let whole = r#"{"status":"completed","error":null,"output":[
        {"type":"reasoning","summary":[{"type":"summary_text","text":"Hm."}]},
        {"type":"message","content":[{"type":"output_text","text":"Look."}]},
        {"type":"function_call","id":"fc_1","call_id":"c1","name":"a","arguments":"{\"x\":1}"}],
        "usage":{"input_tokens":3,"output_tokens":5}}"#;
    let (_, outcome) = hear(Api::OpenAiResponses, 200, &[whole.as_bytes()], false);
    let finished = outcome.expect("an answer");
    assert_eq!(
        finished.parts[1..],
        [said("Look."), use_of("c1", "a", json!({"x": 1}))]
    );
    assert_eq!(finished.stop, StopReason::ToolUse);
    assert_eq!(finished.usage.total(), 8);

    let incomplete = "data: {\"type\":\"response.output_text.delta\",\"delta\":\"So\"}\n\n\
        data: {\"type\":\"response.incomplete\",\"response\":{\"incomplete_details\":{\"reason\":\"max_output_tokens\"}}}\n\n";
    let (_, outcome) = hear(Api::OpenAiResponses, 200, &[incomplete.as_bytes()], false);
    assert_eq!(outcome.expect("an answer").stop, StopReason::MaxTokens);
    // A call whose arguments come only with its end, as some servers have it.
    let at_once = "data: {\"type\":\"response.output_item.done\",\"item\":{\"type\":\"function_call\",\"call_id\":\"c\",\"name\":\"a\",\
        \"arguments\":\"{}\"}}\n\ndata: {\"type\":\"response.completed\",\"response\":{}}\n\n";
    let (_, outcome) = hear(Api::OpenAiResponses, 200, &[at_once.as_bytes()], false);
    assert_eq!(
        outcome.expect("an answer").parts,
        [use_of("c", "a", json!({}))]
    );
    for (event, cause) in [
        (
            r#"{"type":"response.failed","response":{"error":{"code":"rate_limit_exceeded","message":"Slow down"}}}"#,
            Cause::TooManyRequests { wait: None },
        ),
        (
            r#"{"type":"error","code":"server_error","message":"boom"}"#,
            Cause::ServerError { status: None },
        ),
    ] {
        let failed = failure(Api::OpenAiResponses, 200, &format!("data: {event}\n\n"));
        assert_eq!(failed.cause, cause, "{event}");
        assert!(failed.said.is_some(), "{event}");
    }
}

#[test]
fn servers_that_speak_an_api_only_nearly_are_understood() {
    let calls = |stream: &str| {
        let (_, outcome) = hear(Api::OpenAiChat, 200, &[stream.as_bytes()], false);
        outcome.expect("an answer").parts
    };
    // Every call has the index 0; no id; the id and the name again in every piece.
    let same_index = r#"data: {"choices":[{"delta":{"tool_calls":[{"index":0,"id":"p","function":{"name":"a","arguments":"{}"}}]}}]}

data: {"choices":[{"delta":{"tool_calls":[{"index":0,"id":"q","function":{"name":"b","arguments":"{}"}}]}}]}

data: [DONE]

"#;
    assert_eq!(
        calls(same_index),
        [use_of("p", "a", json!({})), use_of("q", "b", json!({}))]
    );
    let again = r#"data: {"choices":[{"delta":{"content":[{"type":"text","text":"so"}],"tool_calls":[{"index":0,"id":"p","function":{"name":"a","arguments":"{\"x\":"}}]}}]}

data: {"choices":[{"delta":{"tool_calls":[{"index":0,"id":"p","function":{"name":"a","arguments":"1}"}}]}}]}

data: [DONE]

"#;
    assert_eq!(
        calls(again),
        [said("so"), use_of("p", "a", json!({"x": 1}))]
    );
    let no_json = r#"data: {"choices":[{"delta":{"tool_calls":[{"function":{"name":"a","arguments":"{x"}}]}}]}

data: [DONE]"#;
    assert_eq!(
        calls(no_json),
        [Part::ToolUse {
            id: "call_0".to_owned(),
            name: "a".to_owned(),
            input: json!({}),
            unread: Some("{x".to_owned()),
        }]
    );
}

#[test]
fn an_error_within_a_stream_is_that_error() {
    let stream = "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{}}\n\n\
        event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n";
    assert_eq!(
        failure(Api::AnthropicMessages, 200, stream).cause,
        Cause::Overloaded
    );
    let stream =
        "data: {\"error\":{\"message\":\"boom sk-do-not-show\",\"code\":502}}\n\ndata: [DONE]\n\n";
    let failed = failure(Api::OpenAiChat, 200, stream);
    assert_eq!(failed.cause, Cause::Gateway { status: Some(502) });
    assert_eq!(failed.said.as_deref(), Some("boom (key)"));
    let failed = failure(
        Api::OpenAiChat,
        200,
        "data: {\"choices\"\n\ndata: [DONE]\n\n",
    );
    assert!(matches!(failed.cause, Cause::Malformed { .. }));
}

#[test]
fn every_failure_of_real_servers_has_its_cause() {
    let read = |recorded: Recorded| String::from_utf8(recorded.1.to_vec()).expect("UTF-8");
    let both = [Api::AnthropicMessages, Api::OpenAiChat];
    let long = Cause::ContextTooLong {
        has: Some(9031),
        most: Some(8192),
    };
    for (status, recorded, cause) in [
        (400, recorded!("llama-chat-long.json"), long.clone()),
        (400, recorded!("llama-messages-long.json"), long),
        (
            500,
            recorded!("llama-invalid.json"),
            Cause::ServerError { status: Some(500) },
        ),
        (
            401,
            recorded!("aimock-chat-401.json"),
            Cause::WrongKey { sent: true },
        ),
        (
            401,
            recorded!("aimock-messages-401.json"),
            Cause::WrongKey { sent: true },
        ),
        (
            429,
            recorded!("aimock-chat-429.json"),
            Cause::TooManyRequests { wait: None },
        ),
        (
            429,
            recorded!("aimock-messages-429.json"),
            Cause::TooManyRequests { wait: None },
        ),
        (529, recorded!("aimock-chat-529.json"), Cause::Overloaded),
        (
            529,
            recorded!("aimock-messages-529.json"),
            Cause::Overloaded,
        ),
        (
            200,
            recorded!("aimock-chat-malformed.json"),
            Cause::Malformed {
                why: "it is no JSON".into(),
            },
        ),
        (
            200,
            recorded!("aimock-messages-malformed.json"),
            Cause::Malformed {
                why: "it is no JSON".into(),
            },
        ),
    ] {
        for api in both {
            assert_eq!(
                failure(api, status, &read(recorded)).cause,
                cause,
                "{}",
                recorded.0
            );
        }
    }
    for (status, body, cause) in [
        (
            404,
            r#"{"type":"error","error":{"type":"not_found_error","message":"model: claude-x"}}"#,
            Cause::UnknownModel,
        ),
        (
            404,
            r#"{"error":{"message":"The model `x` does not exist","code":"model_not_found"}}"#,
            Cause::UnknownModel,
        ),
        (
            404,
            r#"{"error":"model 'x' not found"}"#,
            Cause::UnknownModel,
        ),
        (404, "<html>404</html>", Cause::NotFound),
        (403, "", Cause::Forbidden),
        (
            402,
            r#"{"error":{"message":"Insufficient credits","code":402}}"#,
            Cause::NoCredit,
        ),
        (
            429,
            r#"{"error":{"message":"You exceeded your quota","type":"insufficient_quota"}}"#,
            Cause::NoCredit,
        ),
        (413, "", Cause::TooLarge),
        (
            503,
            r#"{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}"#,
            Cause::Loading,
        ),
        (502, "<html>", Cause::Gateway { status: Some(502) }),
        (
            400,
            r#"{"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 208310 tokens > 200000 maximum"}}"#,
            Cause::ContextTooLong {
                has: Some(208_310),
                most: Some(200_000),
            },
        ),
        (
            400,
            r#"{"error":{"message":"registry.example/x does not support tools"}}"#,
            Cause::NoTools,
        ),
        (
            400,
            r#"{"error":{"message":"temperature: must be at most 1","type":"invalid_request_error"}}"#,
            Cause::Refused { status: Some(400) },
        ),
        (
            422,
            r#"{"detail":[{"msg":"field required"}]}"#,
            Cause::Refused { status: Some(422) },
        ),
        (302, "", Cause::Redirected),
        (
            200,
            "<!doctype html>",
            Cause::Malformed {
                why: "it is a page, and no answer of an API".into(),
            },
        ),
        (
            200,
            "{}",
            Cause::Malformed {
                why: "there is no message in it".into(),
            },
        ),
        (200, "", Cause::Cut { noticed: false }),
    ] {
        assert_eq!(
            failure(Api::OpenAiChat, status, body).cause,
            cause,
            "{status} {body}"
        );
    }
}

#[test]
fn the_wait_is_said_where_it_can_be_read() {
    let mut answer = Answer::new(&endpoint(Api::OpenAiChat), "m", &page());
    answer.head(Head {
        status: 429,
        headers: vec![("retry-after".to_owned(), "7".to_owned())],
    });
    answer.push(b"{\"error\":{\"message\":\"Rate limited\"}}");
    let failure = answer.end(false).1.expect_err("refused");
    assert_eq!(failure.cause, Cause::TooManyRequests { wait: Some(7) });
    assert!(failure.to_string().contains("again in 7 s"));
    assert_eq!(failure.unknown(), None);
}

#[test]
fn what_did_not_reach_the_server_is_told_apart_as_far_as_it_can_be() {
    let origin = |text| address(text).origin().clone();
    let secure = origin("https://play.example");
    let local = origin("http://localhost:8080");
    let ollama = origin("http://localhost:11434");
    let box_ = origin("http://192.168.1.4:8000");
    let api = origin("https://api.example.com");
    let named = origin("http://gpu-box:8000");
    let far = origin("http://gpu.example:8000");
    let unknown = |to_local, may_be_mixed| {
        Cause::Unreached(Unreached::Unknown {
            to_local,
            may_be_mixed,
        })
    };
    let mixed = Cause::Unreached(Unreached::MixedContent);
    let denied = Cause::Unreached(Unreached::LocalNetworkDenied);
    for (page, server, permission, cause) in [
        (&secure, &far, None, mixed.clone()),
        // A name that only a name server knows to be near is no exception to browsers.
        (&secure, &named, None, mixed),
        (&secure, &box_, None, unknown(true, true)),
        (&secure, &box_, Some(false), denied.clone()),
        (&secure, &ollama, Some(false), denied),
        (&secure, &ollama, None, unknown(true, true)),
        (&secure, &ollama, Some(true), unknown(false, true)),
        (&secure, &api, None, unknown(false, false)),
        (&local, &ollama, None, unknown(false, false)),
        (&local, &box_, None, unknown(false, false)),
    ] {
        assert_eq!(
            Cause::unreached(page, server, permission),
            cause,
            "{page} {server}"
        );
    }
}

#[test]
fn what_cannot_be_reached_is_mended_by_a_command_for_that_server() {
    for (preset, holds) in [
        (
            Preset::Ollama,
            "OLLAMA_ORIGINS=https://play.example ollama serve",
        ),
        (Preset::LmStudio, "lms server start --cors"),
        (Preset::LlamaCpp, "llama-server -m m.gguf --jinja"),
        (
            Preset::Vllm,
            "vllm serve m --allowed-origins '[\"https://play.example\"]'",
        ),
        (
            Preset::Custom,
            "Access-Control-Allow-Origin: https://play.example",
        ),
        (Preset::Anthropic, "Anthropic lets pages in"),
    ] {
        let base = match preset.known().base {
            "" => "https://example.com",
            base => base,
        };
        let endpoint = Endpoint::new(preset, address(base));
        let failure = Answer::new(&endpoint, "m", &page()).unreached(Some(true));
        let text = failure.to_string();
        assert!(text.contains(holds), "{text}");
        assert!(text.contains("(CORS)"), "{text}");
    }
}

/// What is said of a server at that address that cannot be reached from a page on the internet.
fn unreached(preset: Preset, at: &str, permission: Option<bool>) -> String {
    let mut endpoint = Endpoint::new(preset, address(at));
    endpoint.key = Key::new(&endpoint.address, "sk-do-not-show").ok();
    let failure = Answer::new(&endpoint, "m", &page()).unreached(permission);
    failure.to_string()
}

#[test]
fn the_way_to_a_server_is_said_where_the_browser_bars_it() {
    let far = unreached(Preset::Vllm, "http://gpu.example", None);
    assert!(far.contains("mixed content"), "{far}");
    assert!(
        far.contains("ssh -N -L 8080:localhost:80 gpu.example"),
        "{far}"
    );
    assert!(!far.contains("CORS"), "nobody asked the server: {far}");

    let near = unreached(Preset::Custom, "http://192.168.1.4:8000/v1", None);
    assert!(near.contains("Local Network Access"), "{near}");
    assert!(near.contains("Apps on device"), "{near}");
    assert!(near.contains("Safari"), "{near}");
    assert!(
        near.contains("ssh -N -L 8000:localhost:8000 192.168.1.4"),
        "{near}"
    );
    assert!(
        near.contains("curl -i 'http://192.168.1.4:8000/v1/chat/completions'"),
        "{near}"
    );
    // All that a preflight has to allow, and nothing else.
    assert!(
        near.contains("Access-Control-Allow-Headers: content-type, authorization as well"),
        "{near}"
    );

    let here = unreached(Preset::Ollama, "http://localhost:11434", Some(true));
    assert!(!here.contains("Local Network Access"), "{here}");
    assert!(!here.contains("ssh"), "{here}");
    assert!(
        here.contains("launchctl setenv OLLAMA_ORIGINS https://play.example"),
        "{here}"
    );

    let denied = unreached(Preset::LmStudio, "http://localhost:1234", Some(false));
    assert!(denied.contains("told not to let this page"), "{denied}");
    assert!(
        denied.contains("to Allow for https://play.example. Then reload"),
        "{denied}"
    );
}

/// Every cause in its own words, so that none of them is generic.
#[test]
fn no_two_failures_say_the_same_and_none_holds_the_key() {
    let causes = [
        Cause::WrongKey { sent: true },
        Cause::WrongKey { sent: false },
        Cause::Forbidden,
        Cause::NoCredit,
        Cause::UnknownModel,
        Cause::NotFound,
        Cause::TooManyRequests { wait: Some(7) },
        Cause::TooManyRequests { wait: None },
        Cause::Overloaded,
        Cause::Loading,
        Cause::ContextTooLong {
            has: None,
            most: None,
        },
        Cause::TooLarge,
        Cause::NoTools,
        Cause::Refused { status: Some(400) },
        Cause::ServerError { status: Some(500) },
        Cause::Redirected,
        Cause::Malformed {
            why: "it is no JSON".into(),
        },
        Cause::Cut { noticed: true },
        Cause::Cut { noticed: false },
        Cause::Unreached(Unreached::MixedContent),
        Cause::Unreached(Unreached::LocalNetworkDenied),
        Cause::WrongMethod,
        Cause::Gateway { status: Some(502) },
        Cause::Unreached(Unreached::Unknown {
            to_local: true,
            may_be_mixed: true,
        }),
        Cause::Unreached(Unreached::Unknown {
            to_local: true,
            may_be_mixed: false,
        }),
        Cause::Unreached(Unreached::Unknown {
            to_local: false,
            may_be_mixed: true,
        }),
        Cause::Unreached(Unreached::Unknown {
            to_local: false,
            may_be_mixed: false,
        }),
    ];
    for preset in Preset::ALL {
        let mut seen = std::collections::BTreeSet::new();
        for cause in &causes {
            let failure = Failure {
                address: "https://api.example.com/v1/messages".to_owned(),
                model: "m".to_owned(),
                preset,
                page: page().to_string(),
                headers: vec!["content-type".to_owned()],
                cause: cause.clone(),
                said: None,
            };
            assert!(
                !failure.remedy().contains("PAGE") && !failure.remedy().contains("MODEL"),
                "{failure}"
            );
            assert!(seen.insert(failure.to_string()), "{failure}");
        }
    }
}

fn ask() -> Ask {
    Ask {
        model: "m".to_owned(),
        system: "  Be brief.\r\n".to_owned(),
        messages: vec![
            Message::user("Look up leptos."),
            Message {
                role: Role::Assistant,
                parts: vec![
                    Part::Thinking {
                        text: "unsigned".to_owned(),
                        signature: None,
                    },
                    Part::Thinking {
                        text: "signed".to_owned(),
                        signature: Some("s".to_owned()),
                    },
                    said(""),
                    use_of("c1", "find", json!({"name": "leptos"})),
                ],
            },
            Message {
                role: Role::User,
                parts: vec![
                    Part::ToolResult {
                        id: "c1".to_owned(),
                        text: "no network".to_owned(),
                        is_error: true,
                    },
                    said("Go on."),
                ],
            },
        ],
        tools: vec![Tool {
            name: "find".to_owned(),
            description: "Finds".to_owned(),
            schema: json!({"type": "object"}),
        }],
        max_tokens: 100,
        temperature: Some(0.0),
        stream: true,
    }
}

fn body(endpoint: &Endpoint) -> Value {
    let request = endpoint.ask(&ask()).expect("the key is for it");
    serde_json::from_str(request.body().unwrap_or_default()).expect("JSON")
}

#[test]
fn a_conversation_is_written_as_each_api_wants_it() {
    let messages = body(&endpoint(Api::AnthropicMessages));
    let expected = json!({
        "model": "m", "max_tokens": 100, "temperature": 0.0, "stream": true, "system": "  Be brief.\r\n",
        "tools": [{"name": "find", "description": "Finds", "input_schema": {"type": "object"}}],
        "messages": [
            {"role": "user", "content": [{"type": "text", "text": "Look up leptos."}]},
            {"role": "assistant", "content": [
                {"type": "thinking", "thinking": "signed", "signature": "s"},
                {"type": "tool_use", "id": "c1", "name": "find", "input": {"name": "leptos"}}]},
            {"role": "user", "content": [
                {"type": "tool_result", "tool_use_id": "c1", "is_error": true, "content": "no network"},
                {"type": "text", "text": "Go on."}]},
        ],
    });
    assert_eq!(messages, expected);
    let chat = body(&endpoint(Api::OpenAiChat));
    let expected = json!({
        "model": "m", "max_tokens": 100, "temperature": 0.0, "stream": true,
        "stream_options": {"include_usage": true},
        "tools": [{"type": "function", "function": {"name": "find", "description": "Finds", "parameters": {"type": "object"}}}],
        "messages": [
            {"role": "system", "content": "  Be brief.\r\n"},
            {"role": "user", "content": "Look up leptos."},
            {"role": "assistant", "content": null, "tool_calls": [
                {"id": "c1", "type": "function", "function": {"name": "find", "arguments": "{\"name\":\"leptos\"}"}}]},
            {"role": "tool", "tool_call_id": "c1", "content": "Error: no network"},
            {"role": "user", "content": "Go on."},
        ],
    });
    assert_eq!(chat, expected);
    let responses = body(&endpoint(Api::OpenAiResponses));
    let expected = json!({
        "model": "m", "max_output_tokens": 100, "temperature": 0.0, "stream": true, "store": false,
        "instructions": "  Be brief.\r\n",
        "tools": [{"type": "function", "name": "find", "description": "Finds", "parameters": {"type": "object"}, "strict": false}],
        "input": [
            {"type": "message", "role": "user", "content": [{"type": "input_text", "text": "Look up leptos."}]},
            {"type": "function_call", "call_id": "c1", "name": "find", "arguments": "{\"name\":\"leptos\"}"},
            {"type": "function_call_output", "call_id": "c1", "output": "Error: no network"},
            {"type": "message", "role": "user", "content": [{"type": "input_text", "text": "Go on."}]},
        ],
    });
    assert_eq!(responses, expected);
}

#[test]
fn requests_go_where_the_server_listens() {
    for (given, chat) in [
        ("https://h.example", "https://h.example/v1/chat/completions"),
        (
            "https://h.example/",
            "https://h.example/v1/chat/completions",
        ),
        (
            "https://h.example/api/v1/",
            "https://h.example/api/v1/chat/completions",
        ),
        (
            "https://h.example/v1/chat/completions",
            "https://h.example/v1/chat/completions",
        ),
        (
            "https://h.example/v1/messages",
            "https://h.example/v1/chat/completions",
        ),
    ] {
        let endpoint = Endpoint::new(Preset::Custom, address(given));
        assert_eq!(endpoint.asked().to_string(), chat, "{given}");
    }
    let mut anthropic = Endpoint::new(Preset::Anthropic, address("https://api.anthropic.com"));
    anthropic.key = Key::new(&anthropic.address, "sk-ant").ok();
    let request = anthropic.ask(&ask()).expect("the key is for it");
    let headers: Vec<_> = request.headers_to_send().collect();
    let header = |name: &'static str, value: &str| (name, value.to_owned());
    assert_eq!(
        headers,
        [
            header("content-type", "application/json"),
            header("anthropic-version", "2023-06-01"),
            header("anthropic-dangerous-direct-browser-access", "true"),
            header("x-api-key", "sk-ant"),
        ]
    );
    let models = anthropic.list_models().expect("the key is for it");
    assert_eq!(
        models.address().to_string(),
        "https://api.anthropic.com/v1/models?limit=1000"
    );
    let count = anthropic
        .count_tokens(&ask())
        .expect("it counts")
        .expect("the key is for it");
    assert_eq!(count.address().path(), "/v1/messages/count_tokens");
    assert!(!count.body().unwrap_or_default().contains("max_tokens"));
    // An address that was changed after the key was entered gets none.
    anthropic.address = address("https://evil.example");
    assert!(anthropic.ask(&ask()).is_err() && anthropic.list_models().is_err());
}

#[test]
fn models_and_counts_are_read() {
    let (_, models) = recorded!("llama-models.json");
    let models = Endpoint::models(&String::from_utf8_lossy(models)).expect("a list");
    assert_eq!(models[0].id, "smollm2-135m");
    let (_, count) = recorded!("llama-count.json");
    let count = String::from_utf8_lossy(count);
    assert_eq!(Endpoint::counted(&count), Some(31));
    let counted = TokenCount::of(&ask(), Some(&count));
    assert_eq!(counted, TokenCount::Counted(31));
    assert_eq!(counted.to_string(), "31 tokens");
    for nothing in [None, Some("<html>"), Some("{\"error\":\"no such path\"}")] {
        let estimated = TokenCount::of(&ask(), nothing);
        assert!(estimated.tokens() > 20, "{estimated}");
        assert!(estimated.to_string().ends_with("tokens (an estimate)"));
    }
    for (preset, api, path) in [
        (Preset::OpenAi, Api::OpenAiChat, None),
        (
            Preset::LlamaCpp,
            Api::OpenAiChat,
            Some("/v1/chat/completions/input_tokens"),
        ),
        (
            Preset::Custom,
            Api::AnthropicMessages,
            Some("/v1/messages/count_tokens"),
        ),
        (
            Preset::OpenAi,
            Api::OpenAiResponses,
            Some("/v1/responses/input_tokens"),
        ),
    ] {
        let mut endpoint = Endpoint::new(preset, address("https://h.example/v1/responses"));
        endpoint.api = api;
        let request = endpoint
            .count_tokens(&ask())
            .map(|one| one.expect("no key"));
        let asked = request.as_ref().map(|request| request.address().path());
        assert_eq!(asked, path, "{preset:?} {api:?}");
    }
    assert_eq!(Endpoint::models("<html>"), None);
}

#[test]
fn what_a_definition_names_is_a_model_of_the_endpoint() {
    let models = ["claude-opus-5".to_owned(), "claude-sonnet-5".to_owned()];
    let aliases = Aliases::suggested("claude-sonnet-5", &models);
    for (named, model, instead) in [
        (None, "claude-sonnet-5", false),
        (Some("Inherit"), "claude-sonnet-5", false),
        (Some("OPUS[1m]"), "claude-opus-5", false),
        (Some("claude-opus-5"), "claude-opus-5", false),
        (Some("haiku"), "claude-sonnet-5", true),
        (Some("gpt-4o"), "claude-sonnet-5", true),
    ] {
        let chosen = aliases.choose(named, &models);
        assert_eq!(chosen.model, model, "{named:?}");
        assert_eq!(chosen.instead.is_some(), instead, "{named:?}");
    }
    assert_eq!(aliases.choose(Some("gpt-4o"), &[]).model, "gpt-4o");
}
