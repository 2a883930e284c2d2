//! What a server says of a failure, in one of the many forms that services and servers have for it.

use serde_json::Value;

use super::{Cause, shown, wait};
use crate::http::Head;

/// What an answer of failure says. `key_sent` is whether the request had a key.
pub(in crate::endpoint) fn of_status(
    head: &Head,
    body: &str,
    key_sent: bool,
) -> (Cause, Option<String>) {
    let json = json_in(body);
    let nothing = Value::Null;
    let error = json.as_ref().map_or(&nothing, error_of);
    let (cause, mut said) = of_error(Some(head.status), error);
    if said.is_none() && json.is_none() {
        said = match body.trim_start().starts_with('<') {
            true => title(body).and_then(shown),
            false => shown(body),
        };
    }
    let cause = match cause {
        Cause::TooManyRequests { wait } => Cause::TooManyRequests {
            wait: head.retry_after().or(wait),
        },
        Cause::WrongKey { .. } => Cause::WrongKey { sent: key_sent },
        other => other,
    };
    (cause, said)
}

/// What an error object says, of an answer with that status or within an answer of success.
pub(in crate::endpoint) fn of_error(status: Option<u16>, error: &Value) -> (Cause, Option<String>) {
    let error = Told::of(status, error);
    (error.cause(), shown(&error.said))
}

/// The JSON of a body. Some servers give an error as the first event of a stream.
fn json_in(body: &str) -> Option<Value> {
    let body = body.trim_start_matches('\u{feff}').trim_start();
    let event = body
        .strip_prefix("data:")
        .and_then(|data| data.lines().next());
    serde_json::from_str(event.unwrap_or(body)).ok()
}

/// Anthropic and OpenAI have an object at `error`; others have a text there, write the fields outside, or
/// have a text or a list at `detail`.
fn error_of(json: &Value) -> &Value {
    let mut known = ["error", "detail"].iter().filter_map(|key| json.get(key));
    known.find(|error| !error.is_null()).unwrap_or(json)
}

/// What the title of a page says.
fn title(page: &str) -> Option<&str> {
    let lower = page.to_ascii_lowercase();
    let at = lower.find("<title")?;
    let from = at + lower.get(at..)?.find('>')? + 1;
    let length = lower.get(from..)?.find("</title")?;
    page.get(from..from + length)
}

/// An error as its sender wrote it.
struct Told<'json> {
    said: String,
    /// What is said, in small letters.
    lower: String,
    kind: &'json str,
    code: &'json str,
    status: Option<u16>,
    has: Option<u64>,
    most: Option<u64>,
}

impl<'json> Told<'json> {
    fn of(status: Option<u16>, error: &'json Value) -> Self {
        let word = |key: &str| error.get(key).and_then(Value::as_str).unwrap_or_default();
        let number = |key: &str| error.get(key).and_then(Value::as_u64);
        let mut said = match error {
            // FastAPI lists what is wrong.
            Value::Array(list) => {
                let texts = list.iter().filter_map(|one| one.get("msg")?.as_str());
                texts.collect::<Vec<_>>().join("; ")
            }
            _ => error.as_str().unwrap_or(word("message")).to_owned(),
        };
        // What OpenRouter passes on from whoever it asked says more than its own words.
        if let Some(raw) = error.pointer("/metadata/raw").and_then(Value::as_str) {
            said = format!("{said}: {raw}");
        }
        Self {
            lower: said.to_lowercase(),
            said,
            kind: word("type"),
            code: word("code"),
            // llama.cpp, OpenRouter and others write the status into the error.
            status: status
                .filter(|status| !(200..300).contains(status))
                .or_else(|| number("code").and_then(|code| u16::try_from(code).ok())),
            has: number("n_prompt_tokens"),
            most: number("n_ctx"),
        }
    }

    fn is(&self, words: &[&str]) -> bool {
        let mut words = words.iter();
        words.any(|word| self.kind == *word || self.code == *word)
    }

    fn says(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.lower.contains(word))
    }

    /// Words that only one cause has go before the status: one status stands for several causes, and one
    /// cause comes with several statuses.
    fn cause(&self) -> Cause {
        if self.is_too_long() {
            let (has, most) = sizes(&self.lower);
            return Cause::ContextTooLong {
                has: self.has.or(has),
                most: self.most.or(most),
            };
        }
        if self.has_no_tools() {
            return Cause::NoTools;
        }
        if self.has_no_credit() {
            return Cause::NoCredit;
        }
        if self.is(&["overloaded_error"]) || self.status == Some(529) {
            return Cause::Overloaded;
        }
        if self.says(&["loading model", "model is loading"]) {
            return Cause::Loading;
        }
        if self.is(&["rate_limit_error", "rate_limit_exceeded"]) || self.status == Some(429) {
            let wait = wait::in_words(&self.said);
            return Cause::TooManyRequests { wait };
        }
        // LiteLLM without a database knows one key, and looks there for every other.
        let wrong_key = [
            "authentication_error",
            "invalid_api_key",
            "no_db_connection",
        ];
        if self.is(&wrong_key) || self.status == Some(401) {
            return Cause::WrongKey { sent: true };
        }
        if self.is(&["permission_error"]) || self.status == Some(403) {
            return Cause::Forbidden;
        }
        if self.is(&["model_not_found"]) || self.says(&["model"]) && self.is_not_found() {
            return Cause::UnknownModel;
        }
        self.by_status()
    }

    fn by_status(&self) -> Cause {
        let status = self.status;
        if self.is(&["request_too_large"]) {
            return Cause::TooLarge;
        }
        match status {
            Some(404) => Cause::NotFound,
            None if self.is(&["not_found_error"]) => Cause::NotFound,
            Some(405) => Cause::WrongMethod,
            Some(413) => Cause::TooLarge,
            // Whoever blames the request does not mean that it is busy.
            Some(503) if self.is(&["invalid_request_error"]) => Cause::Refused { status },
            Some(503) => Cause::Overloaded,
            Some(408 | 502 | 504 | 520..=528) => Cause::Gateway { status },
            None if self.is(&["timeout_error"]) => Cause::Gateway { status },
            Some(300..400) => Cause::Redirected,
            Some(400..500) => Cause::Refused { status },
            None if self.is(&["invalid_request_error"]) => Cause::Refused { status },
            _ => Cause::ServerError { status },
        }
    }

    fn is_too_long(&self) -> bool {
        self.is(&["exceed_context_size_error", "context_length_exceeded"])
            || self.says(&[
                "context length",
                "context window",
                "contextwindowexceeded",
                "available context size",
                "exceed context limit",
                "prompt is too long",
                "input is too long",
            ])
    }

    fn has_no_tools(&self) -> bool {
        self.says(&[
            "does not support tools",
            "does not support function calling",
            "support tool use",
            "tool calling is not supported",
            "tools param requires",
            "--enable-auto-tool-choice",
        ])
    }

    fn has_no_credit(&self) -> bool {
        self.status == Some(402)
            || self.is(&["insufficient_quota", "billing_error"])
            || self.says(&[
                "credit balance",
                "insufficient credits",
                "exceeded your current quota",
            ])
    }

    fn is_not_found(&self) -> bool {
        let words = [
            "not found",
            "does not exist",
            "no such model",
            "not a valid model",
            "invalid model",
            "unknown model",
            "no models loaded",
        ];
        let may_say_so = matches!(self.status, Some(400 | 422 | 500) | None);
        self.is(&["not_found_error"]) || self.status == Some(404) || may_say_so && self.says(&words)
    }
}

/// How many tokens there are and how many may be, in `208310 tokens > 200000 maximum`, in `maximum context
/// length is 4096 tokens. However, you requested 5000 tokens` and the like.
fn sizes(said: &str) -> (Option<u64>, Option<u64>) {
    let numbers: Vec<u64> = said
        .split(|sign: char| !sign.is_ascii_digit() && sign != ',')
        .filter_map(|word| word.replace(',', "").parse().ok())
        // Smaller ones are versions and the like.
        .filter(|number| *number >= 256)
        .collect();
    let most_first = said.contains("length is") || said.contains("length of");
    match (numbers.as_slice(), most_first) {
        ([most, has, ..], true) if has >= most => (Some(*has), Some(*most)),
        ([has, most], false) if has >= most => (Some(*has), Some(*most)),
        _ => (None, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(status: u16, body: &str) -> (Cause, Option<String>) {
        let head = Head {
            status,
            headers: Vec::new(),
        };
        of_status(&head, body, true)
    }

    #[test]
    fn what_is_said_is_found_in_every_form() {
        for (body, said) in [
            (r#"{"error":{"message":"a"}}"#, "a"),
            (r#"{"error":"a"}"#, "a"),
            (r#"{"message":"a","error":null}"#, "a"),
            (r#"{"detail":"a"}"#, "a"),
            (r#"{"detail":[{"msg":"a"},{"msg":"b"}]}"#, "a; b"),
            (
                r#"{"error":{"message":"Provider returned error","metadata":{"raw":"a"}}}"#,
                "Provider returned error: a",
            ),
            (
                "data: {\"error\": {\"message\": \"a\"}}\n\ndata: [DONE]\n\n",
                "a",
            ),
            ("plain text", "plain text"),
            ("<!doctype html><TITLE lang=x>Sign in</TITLE>", "Sign in"),
        ] {
            assert_eq!(told(400, body).1.as_deref(), Some(said), "{body}");
        }
        for body in ["<html>", "", "{}"] {
            assert_eq!(told(400, body).1, None, "{body}");
        }
    }

    #[test]
    fn sizes_are_read_in_every_order() {
        for (said, sizes) in [
            (
                "prompt is too long: 208310 tokens > 200000 maximum",
                (208_310, 200_000),
            ),
            (
                "This model's maximum context length is 4096 tokens. However, you requested 5000 tokens (900 in the messages)",
                (5_000, 4_096),
            ),
            (
                "the request exceeds the available context size: 9,031 of 8,192",
                (9_031, 8_192),
            ),
        ] {
            assert_eq!(super::sizes(said), (Some(sizes.0), Some(sizes.1)), "{said}");
        }
        assert_eq!(super::sizes("gpt-4 has no context window"), (None, None));
    }

    #[test]
    fn each_form_of_an_error_has_its_cause() {
        for (status, body, cause) in [
            (
                400,
                r#"{"error":{"message":"No connected db.","type":"no_db_connection"}}"#,
                Cause::WrongKey { sent: true },
            ),
            (
                400,
                r#"{"error":{"message":"Invalid model name passed in model=x"}}"#,
                Cause::UnknownModel,
            ),
            (405, "", Cause::WrongMethod),
            (503, "", Cause::Overloaded),
            (
                503,
                r#"{"error":{"message":"no fixture matched","type":"invalid_request_error"}}"#,
                Cause::Refused { status: Some(503) },
            ),
            (502, "", Cause::Gateway { status: Some(502) }),
            (524, "<html>", Cause::Gateway { status: Some(524) }),
            (
                500,
                r#"{"error":{"message":"tools param requires --jinja flag"}}"#,
                Cause::NoTools,
            ),
            (
                429,
                r#"{"error":{"message":"Please try again in 1m20s."}}"#,
                Cause::TooManyRequests { wait: Some(80) },
            ),
            (
                429,
                r#"{"error":{"message":"You exceeded your current quota"}}"#,
                Cause::NoCredit,
            ),
            (
                400,
                r#"{"error":{"message":"Unsupported parameter: 'max_tokens'"}}"#,
                Cause::Refused { status: Some(400) },
            ),
            // What names a model is not for that a model that is missing.
            (
                500,
                r#"{"error":{"message":"The model crashed"}}"#,
                Cause::ServerError { status: Some(500) },
            ),
        ] {
            assert_eq!(told(status, body).0, cause, "{status} {body}");
        }
    }
}
