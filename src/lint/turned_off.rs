//! Rules that a person does not want to hear of.

use std::collections::BTreeSet;

use super::rule;
use crate::definition::{Definition, comments_of};

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
        // Most have no such comment, and to find comments takes a while.
        if !frontmatter.contains(COMMENT) {
            return all;
        }
        for span in comments_of(definition) {
            let comment = span.slice(&definition.source);
            let words = comment.trim_start_matches('#').trim_start();
            if let Some(named) = words.strip_prefix(COMMENT) {
                all.0.extend(Self::named_in(named).0);
            }
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turned_off_in(frontmatter: &str) -> Vec<&'static str> {
        let source = format!("---\n{frontmatter}---\n# agent-playground: off DE01\n");
        let off = TurnedOff::nothing().with_comments_of(&Definition::parse(source));
        off.ids().collect()
    }

    #[test]
    fn a_comment_turns_rules_off() {
        let frontmatter = "name: a\n# agent-playground: off ID03, va04 and XX99\ndescription: b\n";
        assert_eq!(turned_off_in(frontmatter), ["ID03", "VA04"]);
    }

    #[test]
    fn it_may_stand_behind_a_value() {
        for line in [
            "tools: Foo # agent-playground: off TL01\n",
            "tools: \"Foo\"\t#agent-playground: off TL01\r\n",
            "tools: # agent-playground: off TL01\n  - Foo\n",
            "tools:\n  - Foo # agent-playground: off TL01\n",
            "tools: [Foo, # agent-playground: off TL01\n  Bar]\n",
            // No program reads this: the comment has a line of its own.
            "argument: \"a\" b\nother: [\n# agent-playground: off TL01\n",
        ] {
            let frontmatter = format!("name: a\n{line}");
            assert_eq!(turned_off_in(&frontmatter), ["TL01"], "{line}");
        }
    }

    #[test]
    fn what_is_part_of_a_value_is_no_comment() {
        for line in [
            "description: 'b # agent-playground: off TL01'\n",
            "description: \"b\n  # agent-playground: off TL01\"\n",
            "description: b#agent-playground: off TL01\n",
            "description: |\n  b\n  # agent-playground: off TL01\n  c\n",
            "description: >-\n  b # agent-playground: off TL01\n",
            // This is no YAML, and Claude Code then takes all of the line for the value.
            "argument: a: b\ntools: Foo # agent-playground: off TL01\n",
            "description: |\n  b\n\n  # agent-playground: off TL01\nmodel: opus\n",
        ] {
            let frontmatter = format!("name: a\n{line}");
            assert!(turned_off_in(&frontmatter).is_empty(), "{line}");
        }
    }
}
