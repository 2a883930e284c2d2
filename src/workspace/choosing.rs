//! Which files of a folder are read when it is opened.

use std::collections::BTreeMap;

use crate::definition::Definition;
use crate::dialect::{self, Kind};

/// Folders that hold other people's code, or none that is meant to be read.
pub const NOT_ENTERED: &[&str] = &[".git", "node_modules", "target", ".venv", "__pycache__"];

/// Whether a folder of that name is looked into.
pub fn is_entered(folder: &str) -> bool {
    !NOT_ENTERED.contains(&folder)
}

/// A folder of agents or skills that a tool knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownFolder {
    /// Its path.
    pub path: String,
    /// The places of its definitions in the paths that were given.
    pub files: Vec<usize>,
}

/// The folders of agents and skills that a tool knows and in which some of `paths` lie, in the order of their
/// paths. A repository can have several, and a person may want one.
pub fn known_folders<'path>(paths: impl IntoIterator<Item = &'path str>) -> Vec<KnownFolder> {
    let mut folders: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, path) in paths.into_iter().enumerate().filter(is_candidate) {
        if let Some(folder) = dialect::known_folder(path) {
            folders.entry(folder).or_default().push(at);
        }
    }
    let folder = |(path, files): (&str, Vec<usize>)| KnownFolder {
        path: path.to_owned(),
        files,
    };
    folders.into_iter().map(folder).collect()
}

/// The places in `paths` that are read: where some lie in folders of agents or skills that a tool knows,
/// only those, as in a repository with other Markdown in it; else all Markdown.
pub fn worth_reading<'path>(paths: impl IntoIterator<Item = &'path str>) -> Vec<usize> {
    let (mut known, mut markdown) = (Vec::new(), Vec::new());
    for (at, path) in paths.into_iter().enumerate().filter(is_candidate) {
        markdown.push(at);
        if dialect::known_folder(path).is_some() {
            known.push(at);
        }
    }
    if known.is_empty() { markdown } else { known }
}

/// Whether a path is that of Markdown in folders that are looked into.
fn is_candidate((_, path): &(usize, &str)) -> bool {
    let is_markdown = path
        .get(path.len().saturating_sub(3)..)
        .is_some_and(|end| end.eq_ignore_ascii_case(".md"));
    is_markdown && path.split('/').rev().skip(1).all(is_entered)
}

/// Whether a file of a folder is a definition, and not a README beside them.
pub fn is_definition(path: &str, text: &str) -> bool {
    let definition = Definition::parse_frontmatter(text);
    dialect::find(Some(path), &definition).kind != Kind::NotADefinition
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<'path>(paths: &[&'path str]) -> Vec<&'path str> {
        worth_reading(paths.iter().copied())
            .into_iter()
            .map(|at| paths[at])
            .collect()
    }

    #[test]
    fn of_a_repository_only_the_known_folders_are_read() {
        let paths = [
            "repo/README.md",
            "repo/.claude/agents/a.md",
            "repo/.claude/agents/README.md",
            "repo/.claude/skills/s/SKILL.md",
            "repo/.claude/skills/s/more.md",
            "repo/.github/agents/b.agent.md",
            "repo/docs/c.md",
            "repo/node_modules/x/agents/d.md",
            "repo/.claude/agents/image.png",
        ];
        assert_eq!(
            read(&paths),
            [
                "repo/.claude/agents/a.md",
                "repo/.claude/skills/s/SKILL.md",
                "repo/.github/agents/b.agent.md",
            ]
        );
    }

    #[test]
    fn a_repository_can_have_several_folders() {
        let folders = known_folders([
            "repo/README.md",
            "repo/.claude/agents/b.md",
            "repo/.claude/agents/team/a.md",
            "repo/.claude/skills/one/SKILL.md",
            "repo/.claude/skills/two/SKILL.md",
            "repo/plugins/x/agents/c.md",
            "repo/.claude/agents/README.md",
            "repo/special/d.agent.md",
            "repo/node_modules/x/agents/d.md",
            "e.agent.md",
            "SKILL.md",
        ]);
        let folders: Vec<(&str, &[usize])> = folders
            .iter()
            .map(|folder| (folder.path.as_str(), &folder.files[..]))
            .collect();
        assert_eq!(
            folders,
            [
                ("", &[9, 10][..]),
                ("repo/.claude/agents", &[1, 2]),
                ("repo/.claude/skills", &[3, 4]),
                ("repo/plugins/x/agents", &[5]),
                ("repo/special", &[7]),
            ]
        );
    }

    #[test]
    fn where_no_folder_is_known_all_markdown_is_read() {
        let paths = ["my/a.md", "my/b/c.MD", "my/d.txt", "my/target/e.md"];
        assert_eq!(read(&paths), ["my/a.md", "my/b/c.MD"]);
    }

    #[test]
    fn a_readme_is_no_definition() {
        assert!(is_definition(
            "x/a.md",
            "---\nname: a\ndescription: b\n---\nc"
        ));
        assert!(!is_definition("x/README.md", "# Agents\n"));
    }
}
