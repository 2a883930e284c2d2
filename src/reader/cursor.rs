//! Cursor, by what converters and linters say of it; nothing here was seen, so every loss counts as
//! unverified. It reads `.cursor/agents/`, and `.claude/agents/` after that.

use super::{Input, Loss, LossKind, Reader, Reading, documented, yaml_losses};
use crate::definition::{Field, Scalar, ScalarKind, Value};

/// Cursor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cursor;

/// The keys it is said to know; all may be left out.
const KNOWN: &[&str] = &["name", "description", "model", "readonly", "is_background"];

impl Reader for Cursor {
    fn id(&self) -> String {
        "cursor".to_owned()
    }

    fn title(&self) -> String {
        "Cursor".to_owned()
    }

    fn name(&self) -> &'static str {
        "Cursor"
    }

    fn observed(&self) -> bool {
        false
    }

    fn read(&self, input: &Input<'_>) -> Reading {
        let source = &*input.definition.source;
        let (fields, body) = match documented::parts(input) {
            Ok(parts) => parts,
            Err(why) => return documented::unread(why),
        };
        let losses = fields.iter().flat_map(|field| losses_of(source, field));
        let mut reading = documented::reading(input, &fields, body, losses);
        if reading.name.is_none() {
            reading.name = input.file_stem().map(str::to_owned);
        }
        reading
    }
}

impl Cursor {
    /// The keys that it knows.
    pub(crate) const KNOWN: &'static [&'static str] = KNOWN;
}

fn losses_of(source: &str, field: &Field) -> Vec<Loss> {
    let setting = |span, why: String| vec![Loss::seen(LossKind::Setting, span, why)];
    let (key, value) = (field.key_span, field.value_span());
    let is_bool = matches!(&field.value, Value::Scalar(scalar) if scalar.kind == ScalarKind::Bool);
    match field.key.as_str() {
        "name" => {
            let slug = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            let fits = field
                .value
                .text()
                .is_some_and(|text| !text.as_str().is_empty() && text.as_str().chars().all(slug));
            if fits {
                Vec::new()
            } else {
                setting(
                    value,
                    "Cursor wants a name of small letters, digits and hyphens".to_owned(),
                )
            }
        }
        "description" => {
            let mut losses = yaml_losses::of(source, field);
            losses.extend(block_sign(source, field));
            losses
        }
        "readonly" | "is_background" if !is_bool => setting(
            value,
            format!("{} is true or false, without quotes", field.key),
        ),
        "tools" | "disallowedTools" => setting(
            key,
            format!(
                "Cursor has no {}: only readonly: true keeps an agent from writing",
                field.key
            ),
        ),
        unknown if !KNOWN.contains(&unknown) => setting(
            key,
            format!("Cursor knows no key {unknown}, so it does nothing"),
        ),
        _ => Vec::new(),
    }
}

/// In March 2026 a converter's authors saw the sign of a block where its text should have been.
fn block_sign(source: &str, field: &Field) -> Option<Loss> {
    match &field.value {
        Value::Scalar(Scalar { span, .. }) if span.slice(source).starts_with(['|', '>']) => {
            Some(Loss::seen(
                LossKind::Text,
                *span,
                "Cursor was reported to show the sign of a block instead of its text: one line in quotes is safe",
            ))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::Definition;
    use crate::reader::Outcome;

    fn read(source: &str) -> Reading {
        let definition = Definition::parse(source);
        Cursor.read(&Input {
            definition: &definition,
            path: Some(".cursor/agents/from-file.md"),
        })
    }

    fn reasons(source: &str) -> Vec<String> {
        let reading = read(source);
        assert!(reading.losses.iter().all(|loss| !loss.verified));
        reading.losses.into_iter().map(|loss| loss.reason).collect()
    }

    #[test]
    fn a_good_file_and_one_without_fields() {
        let reading = read("---\nname: a-1\ndescription: b\nreadonly: true\n---\nBody\n");
        assert_eq!(reading.outcome, Outcome::Loads);
        assert!(reading.losses.is_empty());
        assert_eq!(reading.prompt.as_deref(), Some("Body"));
        let reading = read("Body\n");
        assert_eq!(reading.name.as_deref(), Some("from-file"));
        assert_eq!(reading.prompt.as_deref(), Some("Body"));
    }

    #[test]
    fn each_loss() {
        for (line, reason) in [
            ("name: A b", "small letters"),
            ("tools: Read", "no tools"),
            ("readonly: yes", "true or false"),
            ("color: red", "no key color"),
            ("description: b # c", "comment"),
        ] {
            let reasons = reasons(&format!("---\n{line}\n---\n"));
            assert_eq!(reasons.len(), 1, "{line}");
            assert!(reasons[0].contains(reason), "{line}: {reasons:?}");
        }
    }

    #[test]
    fn a_block_may_lose_its_text() {
        let reading = read("---\ndescription: |-\n  b\n---\n");
        assert_eq!(reading.outcome, Outcome::LosesText);
        assert_eq!(reading.description.as_deref(), Some("b"));
    }

    #[test]
    fn what_is_not_yaml_is_not_read() {
        for source in ["---\nname: a\ndescription: b: c\n---\n", "---\nfoo\n---\n"] {
            let reading = read(source);
            assert_eq!(reading.outcome, Outcome::DoesNotLoad { told: false });
            assert!(!reading.losses[0].verified);
        }
    }
}
