//! A list of tools as a file gives it, and the edits that replace a name of it or take it away.

use crate::definition::{Definition, Field, Reading, ScalarKind, Value, split_tools};
use crate::dialect::Kind;
use crate::dialect::tool_names::{Standing, standing, today};
use crate::edit::field::set_list;
use crate::lint::{File, Name, names_in};
use crate::text::{Span, TextEdit, apply};

/// What the rules of this group speak of: agents that Claude Code reads.
pub fn of_claude_code(kind: Kind) -> bool {
    matches!(kind, Kind::ClaudeAgent | Kind::PluginAgent)
}

/// Facts that only the documentation states.
pub const DOCUMENTED: &str = "Claude Code, as its documentation of August 2026 has it";

/// The page that says which tools an agent gets.
pub const TOOLS_OF_AGENTS: &str = "https://code.claude.com/docs/en/sub-agents#available-tools";

/// Nobody names more tools: what does is no list of tools.
const MOST_NAMES: usize = 500;

/// No edits are made of longer lists: every edit is read back, and that at every key.
const MOST_TO_MEND: usize = 100;

/// `tools` or `disallowedTools` of a file, with at least one name.
pub struct Listed<'file> {
    definition: &'file Definition,
    /// The field.
    pub field: &'file Field,
    /// What it names, in its order.
    pub names: Vec<Listing>,
}

/// A name in a list.
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

/// What becomes of a list when a name is replaced.
pub struct Mend {
    /// The edits.
    pub edits: Vec<TextEdit>,
    /// The names that stand in its place; none where all that would is listed already.
    pub with: Vec<String>,
}

impl<'file> Listed<'file> {
    /// The list of that key; `None` where the key is missing or names nothing, where the value is no
    /// list that one could speak of, or where the file is another program's.
    pub fn of(file: &File<'file>, key: &str) -> Option<Self> {
        let field = file.field(key)?;
        let definition = file.definition;
        if is_of_another_program(file) || is_broken_by_repair(definition, field) {
            return None;
        }
        let bare = !is_read(definition);
        let names = match &field.value {
            Value::Scalar(scalar) if bare => first_line(definition, scalar.span),
            value => names_in(value),
        };
        let names: Vec<Listing> = names
            .iter()
            .map(|name| listing(name, bare))
            .filter(|name| !name.whole.is_empty())
            .collect();
        (!names.is_empty() && names.len() <= MOST_NAMES).then_some(Self {
            definition,
            field,
            names,
        })
    }

    /// Whether it names a tool, by its name of today or an old one that works.
    pub fn has(&self, tool: &str) -> bool {
        self.names
            .iter()
            .any(|name| today(&name.base) == today(tool))
    }

    /// Replaces the name at an index by others, those that the list does not have yet; takes it away
    /// where it has all of them. `None` where nothing would be left, or where no edit reads back.
    pub fn replace(&self, index: usize, with: &[&str]) -> Option<Mend> {
        let with: Vec<&str> = with
            .iter()
            .copied()
            .filter(|tool| !self.has(tool) && !self.becomes(tool, index))
            .collect();
        let edits = match *with.as_slice() {
            [] => self.without(index)?,
            [tool] => self.rename(index, tool)?,
            _ => self
                .several(index, &with)
                .or_else(|| self.set(index, &with))?,
        };
        let with = with.into_iter().map(str::to_owned).collect();
        Some(Mend { edits, with })
    }

    /// Takes the name at an index away; `None` where nothing would be left: an empty list says
    /// something else than a list of names that are none.
    pub fn without(&self, index: usize) -> Option<Vec<TextEdit>> {
        if self.names.len() < 2 || !self.is_mendable() {
            return None;
        }
        self.cut(index).or_else(|| self.set(index, &[]))
    }

    /// Whether a name before that index is mended to this tool.
    fn becomes(&self, tool: &str, index: usize) -> bool {
        self.names
            .iter()
            .take(index)
            .any(|name| matches!(name.standing, Standing::Miswritten(known) if known == tool))
    }

    /// Writes another name in place of one; what stands in parentheses behind it stays.
    pub fn rename(&self, index: usize, tool: &str) -> Option<Vec<TextEdit>> {
        let name = self.names.get(index)?;
        let source = &*self.definition.source;
        let verbatim = source.get(name.base_span.start..name.base_span.end) == Some(&*name.base);
        let plain = |text: &str| {
            text.chars()
                .all(|sign| sign.is_ascii_alphanumeric() || sign == '_')
        };
        if self.is_mendable() && verbatim && plain(tool) && plain(&name.base) {
            return Some(vec![TextEdit {
                span: name.base_span,
                replacement: tool.to_owned(),
            }]);
        }
        self.set(index, &[tool])
    }

    /// Writes several names where the source spells one as it is, but for lists of one item a line.
    fn several(&self, index: usize, with: &[&str]) -> Option<Vec<TextEdit>> {
        let source = &*self.definition.source;
        let name = self.names.get(index)?;
        let span = name.span;
        if !self.is_mendable() || span.slice(source) != name.base {
            return None;
        }
        let separator = match &self.field.value {
            Value::Scalar(_) => {
                let next = self
                    .names
                    .get(index + 1)
                    .map(|next| Span::new(span.end, next.span.start));
                let before = index
                    .checked_sub(1)
                    .and_then(|before| self.names.get(before));
                let before = before.map(|before| Span::new(before.span.end, span.start));
                let beside = next.or(before).map_or(",", |beside| beside.slice(source));
                if beside.contains(',') { ", " } else { " " }.to_owned()
            }
            Value::List { span: list, .. } if list.slice(source).starts_with('[') => {
                let quote = Span::new(span.end, source.len())
                    .slice(source)
                    .chars()
                    .next();
                let quote = quote.filter(|sign| matches!(sign, '"' | '\''));
                quote.map_or(", ".to_owned(), |quote| format!("{quote}, {quote}"))
            }
            _ => return None,
        };
        let edits = vec![TextEdit {
            span,
            replacement: with.join(&separator),
        }];
        self.reads(&edits, &self.others(index, with))
            .then_some(edits)
    }

    /// Cuts a name out of a text or a flow list, with what separates it from the next one; the last
    /// ones go with what is before them, so that neighbours can be cut together.
    fn cut(&self, index: usize) -> Option<Vec<TextEdit>> {
        let source = &*self.definition.source;
        let spans: Vec<Span> = match &self.field.value {
            Value::Scalar(_) => self.names.iter().map(|name| name.span).collect(),
            Value::List { items, span }
                if span.slice(source).starts_with('[') && items.len() == self.names.len() =>
            {
                items.iter().map(Value::span).collect()
            }
            _ => return None,
        };
        let own = *spans.get(index)?;
        let is_cut = |name: &Listing| matches!(name.standing, Standing::Retired(Some(tool)) | Standing::Miswritten(tool) if self.has(tool));
        let last = self.names.get(index + 1..)?.iter().all(is_cut);
        let span = match (last, index.checked_sub(1)) {
            (true, Some(before)) => Span::new(spans.get(before)?.end, own.end),
            _ => Span::new(own.start, spans.get(index + 1)?.start),
        };
        let edits = vec![TextEdit {
            span,
            replacement: String::new(),
        }];
        self.reads(&edits, &self.others(index, &[]))
            .then_some(edits)
    }

    fn set(&self, index: usize, with: &[&str]) -> Option<Vec<TextEdit>> {
        let only_texts = match &self.field.value {
            Value::List { items, .. } => items.iter().all(
                |item| matches!(item, Value::Scalar(scalar) if scalar.kind == ScalarKind::String),
            ),
            _ => true,
        };
        if !self.is_mendable() || !only_texts {
            return None;
        }
        let names = self.others(index, with);
        set_list(self.definition, &self.field.key, &names).ok()
    }

    /// The list with other names in place of one. What stands in parentheses stays with the first.
    fn others(&self, index: usize, with: &[&str]) -> Vec<String> {
        let mut names = Vec::with_capacity(self.names.len() + with.len());
        for (at, name) in self.names.iter().enumerate() {
            if at != index {
                names.push(name.whole.clone());
                continue;
            }
            let behind = name.whole.get(name.base.len()..).unwrap_or_default();
            names.extend(with.iter().enumerate().map(|(at, tool)| match at {
                0 => format!("{tool}{behind}"),
                _ => (*tool).to_owned(),
            }));
        }
        names
    }

    fn reads(&self, edits: &[TextEdit], wanted: &[String]) -> bool {
        let Ok(text) = apply(&self.definition.source, edits) else {
            return false;
        };
        let after = Definition::parse_frontmatter(text);
        let names = after
            .field(&self.field.key)
            .map(|field| names_in(&field.value));
        after.fields.len() == self.definition.fields.len()
            && names.is_some_and(|names| {
                names.len() == wanted.len()
                    && names
                        .iter()
                        .zip(wanted)
                        .all(|(name, wanted)| name.text.trim() == wanted)
            })
    }

    fn is_mendable(&self) -> bool {
        self.is_read() && self.names.len() <= MOST_TO_MEND
    }

    /// Whether programs read the field at all: what none reads is for the repair to mend.
    pub fn is_read(&self) -> bool {
        is_read(self.definition)
    }

    /// Whether the field is read because Claude Code mends its line: then an edit of it may change how
    /// the other lines are read.
    pub fn is_repaired(&self) -> bool {
        is_quoted(self.definition, self.field)
    }
}

impl Listing {
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

/// Whether programs read the fields.
fn is_read(definition: &Definition) -> bool {
    matches!(definition.reading, Reading::Yaml | Reading::Repaired { .. })
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
    use crate::text::apply;

    fn edited(tools: &str, change: impl Fn(&Listed<'_>) -> Option<Vec<TextEdit>>) -> String {
        let source =
            format!("---\nname: a\ndescription: b\ntools:{tools}\nmodel: opus\n---\nBody\n");
        let definition = Definition::parse(source);
        let file = File::of_kind(&definition, None, Kind::ClaudeAgent);
        let listed = Listed::of(&file, "tools").expect("there is a list");
        let edits = change(&listed).expect("there is an edit");
        let after = apply(&definition.source, &edits).expect("it applies");
        let start = after.find("tools:").expect("it is there") + 6;
        let end = after.find("\nmodel").expect("it is there");
        after[start..end].to_owned()
    }

    #[test]
    fn a_name_is_replaced_in_the_form_of_the_file() {
        for (form, expected) in [
            (" Read, fetch, Edit", " Read, WebFetch, Edit"),
            (
                " Read fetch(domain:a) Edit",
                " Read WebFetch(domain:a) Edit",
            ),
            (
                " [Read, \"fetch\", Edit] # all",
                " [Read, \"WebFetch\", Edit] # all",
            ),
            (
                "\n  - Read\n  - fetch # it\n  - Edit",
                "\n  - Read\n  - WebFetch # it\n  - Edit",
            ),
            (
                " \"Read, f\\x65tch, Edit\"",
                " \"Read, WebF\\x65tch, Edit\"",
            ),
        ] {
            let with = |listed: &Listed<'_>| Some(listed.replace(1, &["WebFetch"])?.edits);
            assert_eq!(edited(form, with), expected);
        }
    }

    #[test]
    fn two_names_take_the_place_of_one() {
        for (form, expected) in [
            (" Read, search", " Read, Grep, Glob"),
            (" Read search", " Read Grep Glob"),
            (" [Read, search]", " [Read, Grep, Glob]"),
            (" ['Read', 'search']", " ['Read', 'Grep', 'Glob']"),
            (" \"Read, search\"", " \"Read, Grep, Glob\""),
            (" Read, search(a)", " Read, Grep(a), Glob"),
            ("\n- Read\n- search", "\n- Read\n- Grep\n- Glob"),
        ] {
            let with = |listed: &Listed<'_>| Some(listed.replace(1, &["Grep", "Glob"])?.edits);
            assert_eq!(edited(form, with), expected);
        }
    }

    #[test]
    fn a_name_that_is_there_already_is_taken_away() {
        for (form, expected) in [
            (" LS, Read, Glob", " Read, Glob"),
            (" LS Read Glob", " Read Glob"),
            (" [LS, Read, Glob]", " [Read, Glob]"),
            ("\n  - LS\n  - Read\n  - Glob", "\n  - Read\n  - Glob"),
        ] {
            let with = |listed: &Listed<'_>| Some(listed.replace(0, &["Glob"])?.edits);
            assert_eq!(edited(form, with), expected);
        }
        let with = |listed: &Listed<'_>| Some(listed.replace(2, &["Glob"])?.edits);
        assert_eq!(edited(" Glob, Read, LS", with), " Glob, Read");
    }

    #[test]
    fn neighbours_are_cut_together() {
        let both = |listed: &Listed<'_>| {
            let mut edits = listed.replace(2, &["Edit"])?.edits;
            edits.extend(listed.replace(3, &["Glob"])?.edits);
            Some(edits)
        };
        assert_eq!(edited(" Edit, Glob, MultiEdit, LS", both), " Edit, Glob");
        assert_eq!(
            edited(" [Edit, Glob, MultiEdit, LS]", both),
            " [Edit, Glob]"
        );
    }

    #[test]
    fn the_last_name_of_all_is_not_taken_away() {
        let definition = Definition::parse("---\nname: a\ndescription: b\ntools: LS\n---\n");
        let file = File::of_kind(&definition, None, Kind::ClaudeAgent);
        let listed = Listed::of(&file, "tools").expect("there is a list");
        assert!(listed.without(0).is_none());
    }

    #[test]
    fn a_list_that_something_else_broke_is_left_to_another_rule() {
        let text = "---\nname: a\ndescription: b\ntools: [Read, Bash(git: *)]\n---\n";
        let definition = Definition::parse(text);
        let file = File::of_kind(&definition, None, Kind::ClaudeAgent);
        assert!(Listed::of(&file, "tools").is_none());
    }

    #[test]
    fn of_a_value_that_nobody_decodes_the_first_line_counts() {
        let text = "---\nname: a\ndescription: b\ntools: [Read, Grep]\n\n## Title\nDo this\n- and that\n---\n";
        let definition = Definition::parse(text);
        let file = File::of_kind(&definition, None, Kind::ClaudeAgent);
        let listed = Listed::of(&file, "tools").expect("there is a list");
        let names: Vec<&str> = listed.names.iter().map(|name| &*name.base).collect();
        assert_eq!(names, ["Read", "Grep"]);
        assert!(!listed.is_read());
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
