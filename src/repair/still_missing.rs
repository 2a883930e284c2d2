//! Why an agent may not show up although its text is in order.

use crate::definition::Definition;
use crate::reader::{ClaudeCode, Input, Reader};

/// Something besides the text that keeps an agent from showing up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// What it is: one sentence without a full stop.
    pub what: String,
    /// What to do about it: one sentence without a full stop.
    pub cure: String,
    /// Whether Claude Code was seen to do so; else its documents or others say it.
    pub verified: bool,
    /// Whether the file's own path or name says that this is the one.
    pub applies: bool,
}

/// Names that Claude Code has agents of its own for.
const BUILT_IN: &[&str] = &["claude", "explore", "general-purpose", "plan"];

/// What else it can be, those first that the file's path or name point to. `path` has `/` or `\`
/// between its folders.
pub fn still_missing(definition: &Definition, path: Option<&str>) -> Vec<Cause> {
    let input = Input { definition, path };
    let name = ClaudeCode::default().read(&Input::new(definition)).name;
    let file = input.file_name();
    let folders: Vec<&str> = path
        .map(|path| path.split(['/', '\\']).collect())
        .unwrap_or_default();
    let in_agents = folders.contains(&"agents");
    let wrong_extension = file.is_some_and(|file| !file.ends_with(".md"));
    let wrong_folder = path.is_some() && !in_agents;
    let built_in = name.as_deref().is_some_and(is_built_in);
    let plugin = in_agents && !folders.contains(&".claude");
    let shown = name.as_deref().unwrap_or("the agent's name");
    let cause = |applies, verified, what: String, cure: &str| Cause {
        what,
        cure: cure.to_owned(),
        verified,
        applies,
    };
    let mut causes = vec![
        cause(
            wrong_extension,
            true,
            match file {
                Some(file) if wrong_extension => {
                    format!("only files whose names end in .md are read, and this one is {file}")
                }
                _ => "only files whose names end in .md are read: .MD, .markdown and .txt are not".to_owned(),
            },
            "rename the file so that it ends in .md",
        ),
        cause(
            wrong_folder,
            false,
            "agents are read from .claude/agents/ of the project or of your home folder, and from agents/ of a plugin".to_owned(),
            "move the file there; folders inside do no harm",
        ),
        cause(
            built_in,
            false,
            format!("Explore, Plan, general-purpose and claude are agents of Claude Code itself, and {shown} may shadow or be shadowed by one"),
            "choose another name",
        ),
        cause(
            false,
            true,
            format!("another file of the same folder has the name {shown}: one of the two counts"),
            "give every agent a name of its own",
        ),
        cause(
            false,
            false,
            format!("an agent named {shown} from a place that goes first hides it: managed settings, then --agents, then the project, then your home folder, then plugins"),
            "rename one of them, or take the other away",
        ),
        cause(
            plugin,
            false,
            "an agent of a plugin is there only while the plugin is installed and enabled, and its name begins with that of the plugin".to_owned(),
            "enable the plugin, and look for plugin:name",
        ),
        cause(
            false,
            false,
            "files that are added while Claude Code runs may be read at its next start only".to_owned(),
            "start a new session",
        ),
        cause(
            false,
            false,
            "an agent that is there is still not called by itself every time: its description says when, and the model decides".to_owned(),
            "ask for it by name to see whether it is there",
        ),
    ];
    causes.sort_by_key(|cause| !cause.applies);
    causes
}

/// Whether Claude Code has an agent of that name. Invocation ignores case and separators, so names that differ in those alone are the same.
pub(crate) fn is_built_in(name: &str) -> bool {
    let folded = |name: &str| -> String {
        name.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect()
    };
    BUILT_IN.iter().any(|known| folded(known) == folded(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(name: &str, path: Option<&str>) -> Cause {
        let definition = Definition::parse(format!("---\nname: {name}\ndescription: b\n---\n"));
        still_missing(&definition, path).remove(0)
    }

    #[test]
    fn what_the_path_says_comes_first() {
        let cause = first("a", Some(".claude/agents/a.markdown"));
        assert!(cause.applies && cause.verified && cause.what.contains("a.markdown"));
        let cause = first("a", Some("docs/a.md"));
        assert!(cause.applies && !cause.verified && cause.what.contains(".claude/agents/"));
        assert!(!first("a", Some(".claude/agents/deep/a.md")).applies);
        assert!(
            first("a", Some("my-plugin/agents/a.md"))
                .what
                .contains("plugin")
        );
    }

    #[test]
    fn names_of_built_in_agents_are_known_in_any_spelling() {
        for name in ["Explore", "general_purpose", "PLAN", "claude"] {
            assert!(first(name, None).applies, "{name}");
        }
        assert!(!first("explorer", None).applies);
    }
}
