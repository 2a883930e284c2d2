//! The arguments of a call, of which a model may write anything.

use serde_json::Value;

use crate::text::shortened;

/// The arguments of a call. What is null or an empty text counts as not given, and numbers and yes or no may
/// stand in quotes, as small models write them.
pub(super) struct Arguments<'json>(pub(super) &'json Value);

impl<'json> Arguments<'json> {
    fn given(&self, key: &str) -> Option<&'json Value> {
        let value = self.0.get(key)?;
        (!value.is_null() && value.as_str() != Some("")).then_some(value)
    }

    /// A text, where it is given.
    pub(super) fn text(&self, key: &str) -> Result<Option<&'json str>, String> {
        match self.given(key) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(other) => Err(wrong(key, "a text", other)),
        }
    }

    /// A text that has to be given.
    pub(super) fn needed(&self, key: &str) -> Result<&'json str, String> {
        self.text(key)?
            .ok_or_else(|| format!("The argument {key} is missing."))
    }

    /// A number, where it is given.
    pub(super) fn number(&self, key: &str) -> Result<Option<usize>, String> {
        let Some(value) = self.given(key) else {
            return Ok(None);
        };
        let number = match value {
            Value::String(text) => text.trim().parse().ok(),
            // Some models write 10.0.
            Value::Number(number) => number.as_u64().or_else(|| {
                let text = number.to_string();
                text.strip_suffix(".0")?.parse().ok()
            }),
            _ => None,
        };
        match number.map(|number: u64| usize::try_from(number).unwrap_or(usize::MAX)) {
            Some(number) => Ok(Some(number)),
            None => Err(wrong(key, "a whole number from 0 on", value)),
        }
    }

    /// Yes or no, where it is given.
    pub(super) fn flag(&self, key: &str) -> Result<Option<bool>, String> {
        match self.given(key) {
            None => Ok(None),
            Some(Value::Bool(flag)) => Ok(Some(*flag)),
            Some(Value::String(text)) if text == "true" => Ok(Some(true)),
            Some(Value::String(text)) if text == "false" => Ok(Some(false)),
            Some(other) => Err(wrong(key, "true or false", other)),
        }
    }
}

fn wrong(key: &str, wanted: &str, value: &Value) -> String {
    let value = value.to_string();
    format!(
        "The argument {key} has to be {wanted}, and is {}.",
        shortened(&value, 60)
    )
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_small_models_write_is_understood_and_the_rest_is_told() {
        let value = json!({ "a": "10", "b": 10.0, "c": -1, "d": "true", "e": null, "f": "", "g": [1], "h": 1e30 });
        let arguments = Arguments(&value);
        assert_eq!(arguments.number("a"), Ok(Some(10)));
        assert_eq!(arguments.number("b"), Ok(Some(10)));
        assert!(arguments.number("c").is_err() && arguments.number("h").is_err());
        assert_eq!(arguments.flag("d"), Ok(Some(true)));
        assert_eq!(arguments.text("e"), Ok(None));
        assert_eq!(
            arguments.needed("f"),
            Err("The argument f is missing.".to_owned())
        );
        assert_eq!(
            arguments.text("g"),
            Err("The argument g has to be a text, and is [1].".to_owned())
        );
        assert_eq!(Arguments(&json!("no object")).number("a"), Ok(None));
    }
}
