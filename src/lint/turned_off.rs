//! Rules that a person does not want to hear of.

use std::collections::BTreeSet;

use super::rule;
use crate::definition::Definition;

/// What a comment in the frontmatter begins with that turns rules off in this file:
/// `# agent-playground: off TL01, DE04`.
const COMMENT: &str = "agent-playground: off";

/// A set of rules, by their ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TurnedOff(BTreeSet<&'static str>);

impl TurnedOff {
    /// None of them.
    pub fn nothing() -> Self {
        Self::default()
    }

    /// The rules that a text names, with commas or blanks between them; words that name no rule are
    /// passed over.
    pub fn named_in(text: &str) -> Self {
        let ids = text
            .split([',', ' ', '\t'])
            .filter_map(|word| rule(word).map(|rule| rule.id));
        Self(ids.collect())
    }

    /// Whether a rule is among them.
    pub fn contains(&self, id: &str) -> bool {
        self.0.contains(id)
    }

    /// Turns a rule off, or on again.
    pub fn set(&mut self, id: &'static str, off: bool) {
        if off {
            self.0.insert(id);
        } else {
            self.0.remove(id);
        }
    }

    /// The ids, in order.
    pub fn ids(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().copied()
    }

    /// The same with those that a comment of the file turns off.
    pub fn with_comments_of(&self, definition: &Definition) -> Self {
        let mut all = self.clone();
        let frontmatter = definition
            .layout
            .frontmatter
            .map_or("", |span| span.slice(&definition.source));
        // Most have no comment at all.
        let lines = frontmatter.contains('#').then(|| frontmatter.lines());
        for line in lines.into_iter().flatten() {
            let Some(comment) = line.trim_start().strip_prefix('#') else {
                continue;
            };
            if let Some(named) = comment.trim_start().strip_prefix(COMMENT) {
                all.0.extend(Self::named_in(named).0);
            }
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_turns_rules_off() {
        let source = "---\nname: a\n# agent-playground: off ID03, va04 and XX99\ndescription: b\n---\n# agent-playground: off DE01\n";
        let off = TurnedOff::nothing().with_comments_of(&Definition::parse(source));
        assert_eq!(off.ids().collect::<Vec<_>>(), ["ID03", "VA04"]);
    }
}
