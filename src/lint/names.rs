//! The names that a field lists, such as tools, each where it stands.

use crate::definition::{ScalarKind, Value, split_tools};
use crate::text::Span;

/// One name of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The name as the program has it, decoded: `Bash(npm run *)`.
    pub text: String,
    /// Where it stands in the source.
    pub span: Span,
}

impl Name {
    /// The name without what stands in parentheses behind it: `Bash`.
    pub fn base(&self) -> &str {
        self.text
            .split_once('(')
            .map_or(self.text.as_str(), |(base, _)| base)
    }

    /// Where the base stands. A name that was written with escapes is taken as a whole.
    pub fn base_span(&self) -> Span {
        if self.span.len() == self.text.len() {
            Span::new(self.span.start, self.span.start + self.base().len())
        } else {
            self.span
        }
    }
}

/// The names in a value, in whatever form it lists them: with commas, with blanks, as a list of either
/// kind. Items that are no texts are left out, as Claude Code leaves them out.
pub fn names_in(value: &Value) -> Vec<Name> {
    match value {
        Value::Scalar(scalar) if scalar.kind == ScalarKind::String => {
            let text = scalar.text.as_str();
            split_tools(text)
                .into_iter()
                .map(|item| Name {
                    text: item.slice(text).to_owned(),
                    span: scalar.text.to_source(item),
                })
                .collect()
        }
        Value::List { items, .. } => items
            .iter()
            .filter(|item| matches!(item, Value::Scalar(_)))
            .flat_map(names_in)
            .collect(),
        Value::Scalar(_) | Value::Map { .. } => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::Definition;

    fn names(tools: &str) -> Vec<(String, String)> {
        let source = format!("---\nname: a\ndescription: b\ntools:{tools}\n---\n");
        let definition = Definition::parse(source);
        let field = definition.field("tools").expect("there is one");
        names_in(&field.value)
            .into_iter()
            .map(|name| (name.text, name.span.slice(&definition.source).to_owned()))
            .collect()
    }

    #[test]
    fn every_form_gives_every_name_at_its_place() {
        let both = |name: &str| (name.to_owned(), name.to_owned());
        let expected = vec![both("Read"), both("Bash(npm run *)"), both("Grep")];
        for form in [
            " Read, Bash(npm run *), Grep",
            " Read Bash(npm run *) Grep",
            " \"Read, Bash(npm run *), Grep\"",
            " [Read, \"Bash(npm run *)\", Grep]",
            "\n  - Read\n  - Bash(npm run *)\n  - Grep",
        ] {
            assert_eq!(names(form), expected, "{form}");
        }
    }

    #[test]
    fn what_is_no_text_is_no_name() {
        assert!(names(" 5").is_empty());
        assert_eq!(names(" [1, Read, {a: b}]").len(), 1);
    }
}
