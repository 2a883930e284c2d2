use super::{File, TurnedOff};
use crate::dialect::Kind;
use crate::reader::Reading;
use crate::text::Span;

/// What the rules over many files know of one of them: all that is compared with others, so that a file
/// is read once however often the files beside it change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its path, with `/` or `\` between the folders; `None` where it has none yet.
    pub path: Option<String>,
    /// What kind of file it is.
    pub kind: Kind,
    /// What Claude Code loads of it; `None` where it loads nothing, and for files of other programs.
    pub agent: Option<Agent>,
    /// The rules that a comment in the file turns off.
    pub off: TurnedOff,
}

/// An agent as whoever delegates to it knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agent {
    /// Its name.
    pub name: String,
    /// Where the name stands; `None` for an agent that is named after its file.
    pub name_span: Option<Span>,
    /// The words of its description in small letters, a blank between them.
    pub words: String,
    /// The key of its description; `None` where the program puts one in.
    pub description_key: Option<Span>,
    /// What its line costs in every session, in tokens: an estimate.
    pub tokens: usize,
}

impl Member {
    /// What the rules over many files need of this one.
    pub fn of(file: &File<'_>) -> Self {
        let is_loaded = file.kind.is_of_claude_code() && file.claude().outcome.loads();
        Self {
            path: file.path.map(str::to_owned),
            kind: file.kind,
            agent: is_loaded.then(|| Agent::of(file, file.claude())).flatten(),
            off: TurnedOff::nothing().with_comments_of(file.definition),
        }
    }

    /// The folder whose files a program loads together: the innermost `agents`, but a folder of that name
    /// below `.claude/agents` is a part of it. Files outside of any such folder belong together, as those do
    /// that have no path yet.
    pub fn tree(&self) -> &str {
        tree(self.path.as_deref().unwrap_or_default())
    }
}

impl Agent {
    fn of(file: &File<'_>, reading: &Reading) -> Option<Self> {
        Some(Self {
            name: reading.name.clone()?,
            name_span: file.field("name").map(|field| field.value_span()),
            words: words(reading.description.as_deref().unwrap_or_default()),
            description_key: file.field("description").map(|field| field.key_span),
            tokens: reading.roster_tokens()?,
        })
    }

    /// The name as Claude Code compares it when an agent is called: case, blanks, hyphens and underscores do
    /// not count.
    pub fn called(&self) -> String {
        self.name
            .chars()
            .filter(|character| !matches!(character, ' ' | '-' | '_'))
            .flat_map(char::to_lowercase)
            .collect()
    }
}

fn tree(path: &str) -> &str {
    let mut innermost = "";
    let mut start = 0;
    let mut above = "";
    for (end, _) in path.match_indices(['/', '\\']) {
        let folder = path.get(start..end).unwrap_or_default();
        if folder == "agents" {
            innermost = path.get(..end).unwrap_or_default();
            if above == ".claude" {
                break;
            }
        }
        above = folder;
        start = end + 1;
    }
    innermost
}

fn words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut parted = false;
    for sign in text.chars() {
        if !sign.is_alphanumeric() {
            parted = true;
            continue;
        }
        if parted && !out.is_empty() {
            out.push(' ');
        }
        parted = false;
        if sign.is_ascii() {
            out.push(sign.to_ascii_lowercase());
        } else {
            out.extend(sign.to_lowercase());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::Definition;

    fn member(path: Option<&str>, text: &str) -> Member {
        Member::of(&File::new(&Definition::parse(text), path))
    }

    #[test]
    fn files_are_loaded_together_by_folder() {
        for (path, folder) in [
            (Some(".claude/agents/a.md"), ".claude/agents"),
            (Some("x\\.claude\\agents\\team\\a.md"), "x\\.claude\\agents"),
            (Some(".claude/agents/x/agents/a.md"), ".claude/agents"),
            (Some("plugins/p/agents/sub/a.md"), "plugins/p/agents"),
            (Some("agents/p/agents/a.md"), "agents/p/agents"),
            (Some("categories/01/a.md"), ""),
            (None, ""),
        ] {
            let member = member(path, "---\nname: a\ndescription: b\n---\n");
            assert_eq!(member.tree(), folder, "{path:?}");
        }
    }

    #[test]
    fn case_and_signs_make_no_difference() {
        assert_eq!(
            words(" Use it, after:\n a change!"),
            "use it after a change"
        );
        let named = member(None, "---\nname: Code_Review er-\ndescription: b\n---\n");
        assert_eq!(named.agent.expect("it loads").called(), "codereviewer");
    }

    #[test]
    fn only_what_claude_code_loads_is_an_agent() {
        let good = "---\nname: a\ndescription: b\n---\n";
        assert!(member(None, good).agent.is_some());
        assert!(member(None, "---\nname: a\n---\n").agent.is_none());
        assert!(member(Some(".opencode/agents/a.md"), good).agent.is_none());
    }
}
