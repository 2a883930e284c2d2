//! What is heard of recorded answers of real servers, whole and cut at every byte.

use serde_json::json;

use super::*;

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
