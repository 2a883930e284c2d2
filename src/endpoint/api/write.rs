//! What APIs write alike.

use serde_json::{Map, Value};

use crate::endpoint::Ask;

/// How the answer is to be made.
pub(super) fn settings(body: &mut Map<String, Value>, ask: &Ask) {
    if let Some(temperature) = ask.temperature {
        body.insert("temperature".to_owned(), temperature.into());
    }
    if ask.stream {
        body.insert("stream".to_owned(), true.into());
    }
}

/// The arguments of a call as OpenAI's APIs have them: as text, and as the model wrote them where they could not
/// be read.
pub(super) fn arguments(input: &Value, unread: Option<&str>) -> String {
    unread.map_or_else(|| input.to_string(), str::to_owned)
}

/// What a tool gave, for OpenAI's APIs, which have no field for a failure.
pub(super) fn output(text: &str, is_error: bool) -> String {
    match is_error {
        true => format!("Error: {text}"),
        false => text.to_owned(),
    }
}
