//! What is sent, where it goes, and what is read of the answers besides conversations.

use serde_json::{Value, json};

use super::*;

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
