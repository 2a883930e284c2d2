//! What the APIs need to read JSON of which any part may be missing.

use serde_json::Value;

use super::Trouble;
use crate::endpoint::failure;
use crate::http::ServerEvent;

/// The JSON of an event.
pub(super) fn json(event: &ServerEvent) -> Result<Value, Trouble> {
    serde_json::from_str(&event.data)
        .map_err(|_| Trouble::malformed("an event of the stream is no JSON"))
}

/// An error that stands in an answer of success.
pub(super) fn error_in(answer: &Value) -> Option<Trouble> {
    let error = answer.get("error").filter(|error| !error.is_null())?;
    let (cause, said) = failure::of_error(None, error);
    Some(Trouble { cause, said })
}

/// The text at a key, where there is one that is not empty.
pub(super) fn text<'json>(value: &'json Value, key: &str) -> Option<&'json str> {
    value
        .get(key)
        .and_then(Value::as_str)
        .filter(|text| !text.is_empty())
}

pub(super) fn number(value: &Value, key: &str) -> Option<u64> {
    value.get(key).and_then(Value::as_u64)
}
