//! VA: the values of fields other than name, description and tools.

mod va01_model;
mod va02_ignored_value;
mod va03_hooks;
mod va04_unknown_key;
mod va05_not_in_plugins;
mod va06_mcp_servers;
mod va07_too_many_skills;

use crate::definition::{Field, Reading, Value};
use crate::lint::{File, Rule};
use va01_model::VA01;
use va02_ignored_value::VA02;
use va03_hooks::VA03;
use va04_unknown_key::VA04;
use va05_not_in_plugins::VA05;
use va06_mcp_servers::VA06;
use va07_too_many_skills::VA07;

/// The rules of this group.
pub const RULES: &[&Rule] = &[&VA01, &VA02, &VA03, &VA04, &VA05, &VA06, &VA07];

/// Whether the frontmatter parses, if only after Claude Code's own repair. Of one that does not no value
/// is read: what is wrong with it is for other rules to say, and what can be made out of its lines may
/// not be what was meant.
fn is_parsed(file: &File<'_>) -> bool {
    matches!(
        file.definition.reading,
        Reading::Yaml | Reading::Repaired { .. }
    )
}

/// The field of that name in a file that parses; but not one to whose value Claude Code's repair has
/// added the comment behind it, which is another rule's affair.
fn field<'file>(file: &File<'file>, key: &str) -> Option<&'file Field> {
    let field = file.field(key).filter(|_| is_parsed(file))?;
    let repaired = matches!(file.definition.reading, Reading::Repaired { .. });
    let holds_comment = field
        .value
        .text()
        .is_some_and(|text| text.as_str().contains(" #"));
    (!repaired || !holds_comment).then_some(field)
}

/// A value as a message names it.
fn named(value: &Value) -> String {
    const LONGEST: usize = 40;
    match value {
        Value::Scalar(scalar) => {
            let text = scalar.text.as_str();
            let line = text.lines().next().unwrap_or_default();
            match line.char_indices().nth(LONGEST) {
                Some((cut, _)) => format!("\"{}…\"", &line[..cut]),
                None if line.len() < text.len() => format!("\"{line}…\""),
                None => format!("\"{line}\""),
            }
        }
        Value::List { .. } => "a list".to_owned(),
        Value::Map { .. } => "a map".to_owned(),
    }
}
