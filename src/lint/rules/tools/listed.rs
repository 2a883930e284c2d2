//! A list of tools as a file gives it.

use crate::definition::{Definition, Field, Reading, Value, split_tools};
use crate::dialect::tool_names::{Standing, standing, today};
use crate::lint::{File, Name, names_in};
use crate::text::{Span, shortened};

/// Of what the documentation states facts that nobody has watched.
pub const DOCUMENTED: &str = "Claude Code in August 2026";

/// The page that says which tools an agent gets.
pub const TOOLS_OF_AGENTS: &str = "https://code.claude.com/docs/en/sub-agents#available-tools";

/// Nobody names more tools: what does is no list of tools.
const MOST_NAMES: usize = 500;

/// No edits are made of longer lists: every edit is read back, and that at every key.
const MOST_TO_MEND: usize = 100;

/// `tools` or `disallowedTools` of a file, with at least one name.
pub struct Listed<'file> {
    /// The file.
    pub definition: &'file Definition,
    /// The field.
    pub field: &'file Field,
    /// What it names, in its order.
    pub names: &'file [Listing],
    is_mendable: bool,
}

/// What such a list names, one name at least.
#[derive(Debug)]
pub struct Names {
    all: Vec<Listing>,
    is_mendable: bool,
}

/// A name in a list.
#[derive(Debug)]
pub struct Listing {
    /// The name with what stands in parentheses behind it.
    pub whole: String,
    /// The name without that.
    pub base: String,
    /// Where `whole` stands.
    pub span: Span,
    /// Where `base` stands.
    pub base_span: Span,
    /// What it is to Claude Code.
    pub standing: Standing,
}

impl Names {
    /// The names that are listed under that key; `None` where the key is missing or names nothing, where
    /// the value is no list that one could speak of, or where the file is another program's.
    pub fn of(file: &File<'_>, key: &str) -> Option<Self> {
        let field = file.field(key)?;
        let definition = file.definition;
        if is_of_another_program(file) || is_broken_by_repair(definition, field) {
            return None;
        }
        let bare = matches!(definition.reading, Reading::LineByLine { .. });
        let names = match &field.value {
            Value::Scalar(scalar) if bare => first_line(definition, scalar.span),
            value => names_in(value),
        };
        let mut all: Vec<Listing> = names
            .iter()
            .map(|name| listing(name, bare))
            .filter(|name| !name.whole.is_empty())
            .collect();
        // A comment that the repair has taken in: another rule speaks of it, and no edit may lose it.
        let comment = all.iter().position(|name| name.whole.starts_with('#'));
        let comment = comment.filter(|_| bare || is_quoted(definition, field));
        all.truncate(comment.unwrap_or(all.len()));
        (!all.is_empty() && all.len() <= MOST_NAMES).then_some(Self {
            all,
            is_mendable: file.reads_fields() && comment.is_none(),
        })
    }
}

impl<'file> Listed<'file> {
    /// The list of that key; `None` where there are no [`Names`].
    pub fn of(file: &'file File<'_>, key: &str) -> Option<Self> {
        let names = file.names(key)?;
        Some(Self {
            definition: file.definition,
            field: file.field(key)?,
            names: &names.all,
            is_mendable: names.is_mendable,
        })
    }

    /// Whether it names a tool, by its name of today or an old one that works.
    pub fn has(&self, tool: &str) -> bool {
        self.names
            .iter()
            .any(|name| today(&name.base) == today(tool))
    }

    /// The same, or a name that is that tool's but for its spelling.
    pub fn has_or_means(&self, tool: &str) -> bool {
        self.has(tool) || self.names.iter().any(|name| name.means(tool))
    }

    /// Whether edits of it are made: what no program reads is for the repair to mend.
    pub fn is_mendable(&self) -> bool {
        self.is_mendable && self.names.len() <= MOST_TO_MEND
    }

    /// Whether the field is read because Claude Code mends its line: then an edit of it may change how
    /// the other lines are read.
    pub fn is_repaired(&self) -> bool {
        is_quoted(self.definition, self.field)
    }
}

impl Listing {
    /// The name without parentheses, as a message shows it: on one line, and not all of a long one.
    pub fn shown(&self) -> String {
        shown(&self.base)
    }

    /// Whether it is the tool's name but for its spelling.
    pub fn means(&self, tool: &str) -> bool {
        matches!(self.standing, Standing::Miswritten(meant) if meant == tool)
    }

    /// Whether a sub-agent gets a tool by it.
    pub fn resolves(&self, in_background: bool) -> bool {
        match self.standing {
            Standing::Everything | Standing::Server | Standing::Renamed(_) => true,
            Standing::Known {
                in_background: keeps,
            } => keeps || !in_background,
            _ => false,
        }
    }
}

/// A name as a message shows it.
pub fn shown(name: &str) -> String {
    const LONGEST: usize = 60;
    let line = name.replace(['\n', '\r'], " ");
    shortened(&line, LONGEST).into_owned()
}

/// `bare` where nobody has decoded the value: then brackets and quotes may stand around its names.
fn listing(name: &Name, bare: bool) -> Listing {
    let around = |sign: char| sign.is_whitespace() || (bare && "[]\"'".contains(sign));
    // The last name of a block ends in the block's line end.
    let before = name.text.len() - name.text.trim_start_matches(around).len();
    let whole = name.text.trim_matches(around);
    let base = whole
        .split_once('(')
        .map_or(whole, |(base, _)| base)
        .trim_end();
    let verbatim = name.span.len() == name.text.len();
    let part = |length: usize| match verbatim {
        true => Span::new(name.span.start + before, name.span.start + before + length),
        false => name.span,
    };
    Listing {
        span: part(whole.len()),
        base_span: part(base.len()),
        standing: standing(base),
        whole: whole.to_owned(),
        base: base.to_owned(),
    }
}

/// Whether the file lies in the folder of a program that has files like Claude Code's, such as
/// `.qwen/agents/`.
pub fn is_of_another_program(file: &File<'_>) -> bool {
    const FOLDERS: [&str; 6] = ["agent", "agents", "checks", "droids", "subagents", "modes"];
    let Some(path) = file.path else {
        return false;
    };
    let mut folders = path.rsplit(['/', '\\']).skip(1).peekable();
    while let Some(folder) = folders.next() {
        if let Some(above) = folders.peek()
            && FOLDERS.contains(&folder)
            && above.len() > 2
            && above.starts_with('.')
        {
            return !above.starts_with(".claude");
        }
    }
    false
}

/// Whether Claude Code's repair put the line into quotes.
fn is_quoted(definition: &Definition, field: &Field) -> bool {
    match &definition.reading {
        Reading::Repaired { quoted, .. } => quoted.contains(&field.value.span()),
        _ => false,
    }
}

/// A flow list that became a text by the repair: another rule speaks of that, and its names would be
/// called wrong for their brackets.
fn is_broken_by_repair(definition: &Definition, field: &Field) -> bool {
    let written = field.value.span().slice(&definition.source);
    written.starts_with('[') && is_quoted(definition, field)
}

/// The names on the first line of a value that nobody has decoded: it may have swallowed what comes
/// after it.
fn first_line(definition: &Definition, value: Span) -> Vec<Name> {
    let written = value.slice(&definition.source);
    let line = written.split(['\n', '\r']).next().unwrap_or_default();
    if line.trim_start().starts_with('#') {
        return Vec::new();
    }
    split_tools(line)
        .into_iter()
        .map(|item| Name {
            text: item.slice(line).to_owned(),
            span: Span::new(value.start + item.start, value.start + item.end),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::Kind;

    #[test]
    fn a_list_that_something_else_broke_is_left_to_another_rule() {
        let text = "---\nname: a\ndescription: b\ntools: [Read, Bash(git: *)]\n---\n";
        let definition = Definition::parse(text);
        let file = File::of_kind(&definition, None, Kind::ClaudeAgent);
        assert!(Listed::of(&file, "tools").is_none());
    }

    #[test]
    fn a_comment_that_the_repair_took_in_names_nothing() {
        let text = "---\nname: a\ndescription: b: c\ntools: Read, grep # for now\n---\n";
        let definition = Definition::parse(text);
        let file = File::of_kind(&definition, None, Kind::ClaudeAgent);
        let listed = Listed::of(&file, "tools").expect("there is a list");
        let names: Vec<&str> = listed.names.iter().map(|name| &*name.base).collect();
        assert_eq!(names, ["Read", "grep"]);
        assert!(listed.replace(1, &["Grep"]).is_none());
    }

    #[test]
    fn of_a_value_that_nobody_decodes_the_first_line_counts() {
        let text = "---\nname: a\ndescription: b\ntools: [Read, Grep]\n\n## Title\nDo this\n- and that\n---\n";
        let definition = Definition::parse(text);
        let file = File::of_kind(&definition, None, Kind::ClaudeAgent);
        let listed = Listed::of(&file, "tools").expect("there is a list");
        let names: Vec<&str> = listed.names.iter().map(|name| &*name.base).collect();
        assert_eq!(names, ["Read", "Grep"]);
        assert!(!listed.is_mendable());
    }

    #[test]
    fn where_nobody_decodes_a_value_its_brackets_are_no_part_of_the_names() {
        let text = "---\nname: a\ndescription: b\nmore: lines\nthat break it\ntools: [Read, \"grep\"]\n---\n";
        let definition = Definition::parse(text);
        let file = File::of_kind(&definition, None, Kind::ClaudeAgent);
        let listed = Listed::of(&file, "tools").expect("there is a list");
        let names: Vec<&str> = listed
            .names
            .iter()
            .map(|name| name.base_span.slice(text))
            .collect();
        assert_eq!(names, ["Read", "grep"]);
        assert!(listed.replace(1, &["Grep"]).is_none());
    }

    #[test]
    fn a_long_name_is_cut_for_the_message() {
        assert_eq!(shown("Read\nGrep"), "Read Grep");
        assert_eq!(shown(&"é".repeat(61)), format!("{}…", "é".repeat(60)));
    }

    #[test]
    fn folders_of_other_programs_are_theirs() {
        let definition = Definition::parse("---\nname: a\ndescription: b\ntools: Read\n---\n");
        for (path, expected) in [
            (".qwen/agents/a.md", true),
            ("x/.factory/droids/a.md", true),
            (".agents/checks/a.md", true),
            (".claude/agents/a.md", false),
            ("agents/a.md", false),
            ("./agents/a.md", false),
            (".cache/clone/.claude/agents/team/a.md", false),
        ] {
            let file = File::of_kind(&definition, Some(path), Kind::ClaudeAgent);
            assert_eq!(is_of_another_program(&file), expected, "{path}");
        }
    }
}
