//! The description as a decoded text in which examples are edited.

use super::reads_back::Wanted;
use super::splice::{Change, Piece, Target, changed, with_plain_line_ends};
use super::{Refused, scalar};
use crate::definition::{Definition, Examples, Field, MappedText, PartKind, examples_in};
use crate::text::{Span, TextEdit};

/// A description, decoded; spans of its examples count in that text.
pub(super) struct Description<'a> {
    pub definition: &'a Definition,
    field: &'a Field,
    mapped: MappedText,
    pub parts: Examples,
}

/// What a description says: its prose and its examples, without where anything stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Said {
    pub prose: Vec<String>,
    pub examples: Vec<Vec<(PartKind, String)>>,
}

impl<'a> Description<'a> {
    /// The description of a file; `None` where there is none, or none that is a text.
    pub(super) fn of(definition: &'a Definition) -> Option<Self> {
        let field = definition.field("description")?;
        let mapped = field.value.text()?.with_line_ends();
        Some(Self {
            definition,
            field,
            parts: examples_in(mapped.as_str()),
            mapped,
        })
    }

    pub(super) fn text(&self) -> &str {
        self.mapped.as_str()
    }

    pub(super) fn slice(&self, span: Span) -> &str {
        span.slice(self.mapped.as_str())
    }

    pub(super) fn said(&self) -> Said {
        said(&self.parts)
    }

    /// What the description would say after these changes.
    pub(super) fn said_after(&self, changes: &[Change]) -> Option<Said> {
        let text = changed(self.text(), changes)?;
        Some(said(&examples_in(&text)))
    }

    /// The edits of the source that make these changes.
    ///
    /// # Errors
    /// When the text cannot be written so that it reads back, or only by rewriting an example that
    /// the changes do not touch.
    pub(super) fn edits(&self, changes: &[Change]) -> Result<Vec<TextEdit>, Refused> {
        self.edits_with_body(changes, None, &[])
    }

    /// The same, together with edits of the body, after which it reads as `body`.
    pub(super) fn edits_with_body(
        &self,
        changes: &[Change],
        body: Option<&str>,
        body_edits: &[TextEdit],
    ) -> Result<Vec<TextEdit>, Refused> {
        let text = changed(self.text(), changes).ok_or(Refused::Unwritable)?;
        if text.trim().is_empty() && !self.text().trim().is_empty() {
            return Err(Refused::EmptyDescription);
        }
        let typed = changes.iter().flat_map(|change| &change.with);
        let writes_it = |piece: &Piece| matches!(piece, Piece::Text(text) if text.contains("\\n"));
        if typed.clone().any(writes_it) {
            return Err(Refused::WrittenLineEnd);
        }
        let expected = with_plain_line_ends(&text);
        let reads = |after: &Definition| {
            after
                .field("description")
                .and_then(|field| field.value.text())
                .is_some_and(|text| {
                    with_plain_line_ends(text.with_line_ends().as_str()) == expected
                })
        };
        let wanted = Wanted {
            key: "description",
            removed: false,
            strict: false,
            body,
            reads: &reads,
        };
        let target = Target {
            definition: self.definition,
            field: self.field,
            text: &self.mapped,
            description: true,
        };
        let in_place = target.edits(changes, body_edits, &wanted);
        let refused = match in_place {
            Ok(edits) => return Ok(edits),
            Err(refused) => refused,
        };
        // The whole value in double quotes holds every text; but the other examples keep their bytes.
        let value = scalar::double_quoted(&expected);
        let kept = self
            .untouched(changes)
            .all(|span| value.contains(span.slice(&self.definition.source)));
        let wanted = Wanted {
            strict: true,
            ..wanted
        };
        let mut edits = vec![TextEdit {
            span: self.field.value.span(),
            replacement: value,
        }];
        edits.extend_from_slice(body_edits);
        let readable = kept && super::reads_back::check(self.definition, &edits, &wanted);
        if readable { Ok(edits) } else { Err(refused) }
    }

    /// The examples, in the source, that no change touches.
    fn untouched<'b>(&'b self, changes: &'b [Change]) -> impl Iterator<Item = Span> + 'b {
        self.parts
            .examples
            .iter()
            .zip(&self.definition.examples.examples)
            .filter(|(decoded, _)| {
                !changes.iter().any(|change| {
                    change.span.start < decoded.span.end && decoded.span.start < change.span.end
                })
            })
            .map(|(_, example)| example.span)
    }
}

/// What examples and prose say.
fn said(parts: &Examples) -> Said {
    let text = |text: &str| with_plain_line_ends(text);
    Said {
        prose: parts.prose.iter().map(|part| text(&part.text)).collect(),
        examples: parts
            .examples
            .iter()
            .map(|example| {
                example
                    .parts
                    .iter()
                    .map(|part| (part.kind.clone(), text(&part.text)))
                    .collect()
            })
            .collect(),
    }
}
