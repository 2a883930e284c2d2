//! The cause of every failure, and its words.

use super::*;

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

    let nothing = failure(Api::AnthropicMessages, 404, "").to_string();
    assert!(nothing.contains("the part before /messages"), "{nothing}");
    assert!(
        nothing.contains("choose OpenAI Chat Completions or OpenAI Responses for it"),
        "{nothing}"
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
                api: preset.known().api,
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
