//! What OpenCode asks of the values of its keys; observed in 1.18.34.

use crate::definition::{Entry, Field, Scalar, ScalarKind, Value};

/// The keys of OpenCode's agents.
pub(super) const KNOWN: &[&str] = &[
    "name",
    "model",
    "variant",
    "temperature",
    "top_p",
    "prompt",
    "tools",
    "disable",
    "description",
    "mode",
    "hidden",
    "options",
    "color",
    "steps",
    "maxSteps",
    "permission",
];

/// What a value would have to be, where it is not.
pub(super) fn refused(field: &Field) -> Option<&'static str> {
    let value = &field.value;
    let kind = match value {
        Value::Scalar(scalar) => Some(scalar.kind),
        _ => None,
    };
    let string = kind == Some(ScalarKind::String);
    let number = match value {
        Value::Scalar(scalar) => number(scalar),
        _ => None,
    };
    let map = matches!(value, Value::Map { .. });
    let text = value.text().map(|text| text.as_str()).unwrap_or_default();
    let (fits, wanted) = match field.key.as_str() {
        "description" | "model" | "variant" => (string, "a text"),
        "temperature" | "top_p" => (number.is_some_and(f64::is_finite), "a number"),
        "tools" => (
            map && all_truths(value),
            "a map from names to true or false (a list or text, as Claude Code takes, is none)",
        ),
        "options" => (map, "a map"),
        "permission" => (
            is_permission(value),
            "allow, ask, deny or a map from tools to these or to maps of patterns",
        ),
        "disable" | "hidden" => (kind == Some(ScalarKind::Bool), "true or false"),
        "mode" => (
            string && matches!(text, "subagent" | "primary" | "all"),
            "one of subagent, primary and all",
        ),
        "steps" | "maxSteps" => (
            number.is_some_and(|steps| steps.fract() == 0.0 && steps > 0.0),
            "a whole number above zero",
        ),
        "color" => (
            string && is_color(text),
            "a colour such as \"#3366ff\" or one of primary, secondary, accent, success, warning, error and info",
        ),
        _ => return None,
    };
    (!fits).then_some(wanted)
}

fn all_truths(value: &Value) -> bool {
    match value {
        Value::Map { entries, .. } => entries.iter().all(|entry| {
            matches!(&entry.value, Value::Scalar(scalar) if scalar.kind == ScalarKind::Bool)
        }),
        _ => false,
    }
}

/// The tools for which no patterns can be given.
const WITHOUT_PATTERNS: &[&str] = &[
    "doom_loop",
    "question",
    "todowrite",
    "webfetch",
    "websearch",
];

fn is_permission(value: &Value) -> bool {
    let is_rule = |entry: &Entry| {
        let tool = entry.key.text.as_str();
        match &entry.value {
            Value::Map { entries, .. } => {
                !WITHOUT_PATTERNS.contains(&tool)
                    && entries.iter().all(|entry| is_action(&entry.value))
            }
            value => is_action(value),
        }
    };
    match value {
        Value::Map { entries, .. } => entries.iter().all(is_rule),
        value => is_action(value),
    }
}

fn is_action(value: &Value) -> bool {
    matches!(value, Value::Scalar(scalar)
        if scalar.kind == ScalarKind::String
            && matches!(scalar.text.as_str(), "allow" | "ask" | "deny"))
}

/// The number that js-yaml reads; the size of one in base 60 is not told.
fn number(scalar: &Scalar) -> Option<f64> {
    if !matches!(scalar.kind, ScalarKind::Integer | ScalarKind::Float) {
        return None;
    }
    let text = scalar.text.as_str().replace('_', "");
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1.0, digits),
        None => (1.0, text.strip_prefix('+').unwrap_or(&text)),
    };
    let in_base = |digits: &str, base| u64::from_str_radix(digits, base).ok();
    let whole = match digits.get(..2) {
        Some("0x") => in_base(&digits[2..], 16),
        Some("0b") => in_base(&digits[2..], 2),
        _ if digits.len() > 1 && digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            in_base(digits, if digits.starts_with('0') { 8 } else { 10 })
        }
        _ => None,
    };
    Some(match (whole, digits.to_lowercase().as_str()) {
        (Some(whole), _) => sign * whole as f64,
        (None, ".inf") => sign * f64::INFINITY,
        (None, ".nan") => f64::NAN,
        (None, digits) => sign * digits.parse().unwrap_or(1.0),
    })
}

fn is_color(text: &str) -> bool {
    let hex = |digits: &str| digits.len() == 6 && digits.chars().all(|c| c.is_ascii_hexdigit());
    text.strip_prefix('#').is_some_and(hex)
        || matches!(
            text,
            "primary" | "secondary" | "accent" | "success" | "warning" | "error" | "info"
        )
}
