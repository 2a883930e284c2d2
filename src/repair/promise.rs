//! What a repair kept: found by reading both texts, never claimed.

use super::entries::same;
use super::values::in_curly_quotes;
use super::{Before, Promise};
use crate::definition::{Definition, Field, between_lines};
use crate::reader::{ClaudeCode, Input, Outcome, Reader, StrictYaml};

/// The promise that holds between a file and what became of it; `None` where the second is worse than the first, or not
/// as good as it must be: what Claude Code loads, strict YAML reads alike.
pub(super) fn kept(before: &Before<'_>, after: &Definition) -> Option<Promise> {
    let first = &before.reading;
    let before = before.definition;
    let second = ClaudeCode::default().read(&Input::new(after));
    if second.outcome.loads() {
        let strict = StrictYaml.read(&Input::new(after));
        if strict.name != second.name || strict.description != second.description {
            return None;
        }
    }
    if !first.outcome.loads() {
        return Some(Promise::EvidentMeaning);
    }
    let whole = first.outcome != Outcome::LosesText && closes_on_a_line(before);
    let named = first.name == second.name
        || first.name.as_deref().and_then(in_curly_quotes) == second.name.as_deref()
        || cuts_name(before);
    if !second.outcome.loads() || !named || whole && first.description != second.description {
        return None;
    }
    let same = first.name == second.name
        && first.description == second.description
        && first.model == second.model
        && first.tools == second.tools
        && first.prompt == second.prompt
        && same_fields(before, after);
    Some(if same {
        Promise::SameMeaning
    } else {
        Promise::EvidentMeaning
    })
}

/// Whether the fence that Claude Code takes for the closing one is a line by itself: else what the
/// frontmatter says may be cut.
fn closes_on_a_line(definition: &Definition) -> bool {
    let by_line = between_lines(&definition.source).map(|(frontmatter, _)| frontmatter.end);
    by_line.is_some() && by_line == definition.layout.closing.map(|closing| closing.start)
}

/// Whether the `---` that Claude Code closes at stands in the line of the name: then the name it
/// reads is cut.
fn cuts_name(definition: &Definition) -> bool {
    let name = definition.field("name").map(|name| name.key_span.start);
    let closing = definition.layout.closing.map(|closing| closing.start);
    let (Some(name), Some(closing)) = (name, closing) else {
        return false;
    };
    let between = definition.source.get(name..closing);
    between.is_some_and(|between| !between.contains(['\n', '\r']))
}

/// Whether every setting says the same. The description is compared as it is read.
fn same_fields(before: &Definition, after: &Definition) -> bool {
    let counts = |definition: &Definition, field: &Field| {
        definition
            .field(&field.key)
            .is_some_and(|last| last.span == field.span)
            && field.key != "description"
    };
    before
        .fields
        .iter()
        .filter(|field| counts(before, field))
        .all(|field| {
            after
                .field(&field.key)
                .is_some_and(|other| same(&field.value, &other.value))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stays_unless_a_fence_cuts_it_or_curly_quotes_surround_it() {
        let named = |name: &str| format!("---\ndescription: b\nname: {name}\n---\n");
        let kept = |before: &str, after: &str| {
            let definition = &Definition::parse_frontmatter(before);
            let reading = ClaudeCode::default().read(&Input::new(definition));
            let before = Before {
                definition,
                reading,
            };
            kept(&before, &Definition::parse_frontmatter(after))
        };
        assert_eq!(kept(&named("a"), &named("c")), None);
        assert_eq!(
            kept(&named("“a”"), &named("a")),
            Some(Promise::EvidentMeaning)
        );
        assert_eq!(
            kept(&named("a --- c"), &named("\"a --\\x2D c\"")),
            Some(Promise::EvidentMeaning)
        );
    }
}
