use super::listed::{Listed, Listing};
use super::mend::Mend;
use super::prompt;
use crate::definition::Value;
use crate::dialect::Kind;
use crate::dialect::tool_names::{Standing, known, standing};
use crate::edit::field::set_list;
use crate::lint::{Basis, Check, File, Finding, Fix, Rule, Sample, Severity, nearest};

/// A name that is no tool.
pub static TL01: Rule = Rule {
    id: "TL01",
    title: "Unknown tool",
    severity: Severity::Warning,
    basis: Basis::Spec {
        observed: "Claude Code 2.1.330",
        link: "https://code.claude.com/docs/en/tools-reference",
    },
    about: "Claude Code knows a tool by its exact name: the case counts, and commas or blanks separate. A name \
            that it does not know is kept in the list but grants or forbids nothing, and nobody is told. Tools of \
            MCP servers are written mcp__server__tool, or mcp__server for all of a server's.",
    speaks_of: Kind::is_of_claude_code,
    bad: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\ntools: Read, grep, Golb\n---\n\nYou review code.\n",
    ),
    good: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\ntools: Read, Grep, Glob, mcp__github__*\n---\n\nYou review code.\n",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for key in ["tools", "disallowedTools"] {
        let Some(listed) = Listed::of(file, key) else {
            continue;
        };
        for (index, name) in listed.names.iter().enumerate() {
            findings.extend(match name.standing {
                Standing::Miswritten(tool) => Some(miswritten(file, &listed, index, tool)),
                Standing::Unknown => Some(unknown(file, &listed, index)),
                Standing::EveryServer if key == "tools" => Some(every_server(&listed, index)),
                _ => None,
            });
        }
    }
    findings
}

fn miswritten(file: &File<'_>, listed: &Listed<'_>, index: usize, tool: &str) -> Finding {
    let name = &listed.names[index];
    let base = &name.base;
    let effect = effect(listed);
    let by_case = base.eq_ignore_ascii_case(tool);
    let why = if by_case {
        "the case of the letters counts"
    } else {
        "the signs around it count"
    };
    let message = format!("\"{base}\" {effect}: {why}. Write it as {tool}");
    let mut finding = Finding::new(&TL01, name.base_span, message);
    if let Some(mend) = listed.replace(index, &[tool]) {
        let title = match mend.with.as_slice() {
            [] => format!("Take {base} away: {tool} is listed already"),
            _ => format!("Write it as {tool}"),
        };
        let safe = by_case
            && !listed.is_repaired()
            && grants_nothing_that_acts(listed, &mend)
            && speaks_of_nothing_else(file, listed, name, tool);
        finding = finding.fix(match safe {
            true => Fix::safe(title, mend.edits),
            false => Fix::unsafe_(title, mend.edits),
        });
    }
    finding
}

/// Whether an agent can do no more by it than look. A shell that a slip of the pen has withheld, or what
/// writes or asks the network, its author grants, not a fix of many at once.
fn grants_nothing_that_acts(listed: &Listed<'_>, mend: &Mend) -> bool {
    const ONLY_LOOK: [&str; 3] = ["Read", "Grep", "Glob"];
    let only_looks = |tool: &String| ONLY_LOOK.contains(&tool.as_str());
    listed.field.key == "disallowedTools" || mend.with.iter().all(only_looks)
}

/// Whether another rule has nothing to say of the tool once it is written right.
fn speaks_of_nothing_else(
    file: &File<'_>,
    listed: &Listed<'_>,
    name: &Listing,
    tool: &str,
) -> bool {
    let other = match listed.field.key.as_str() {
        "tools" => "disallowedTools",
        _ => "tools",
    };
    let always = standing(tool)
        == Standing::Known {
            in_background: true,
        };
    let in_other = Listed::of(file, other).is_some_and(|other| other.has_or_means(tool));
    let limited = name.whole != name.base && (tool == "Agent" || other == "tools");
    let forbidden = matches!(tool, "Edit" | "Write" | "NotebookEdit")
        && prompt::says_read_only(file.definition);
    always && !in_other && !limited && !forbidden
}

fn unknown(file: &File<'_>, listed: &Listed<'_>, index: usize) -> Finding {
    let name = &listed.names[index];
    let shown = name.shown();
    let effect = effect(listed);
    let finding = |rest: String| {
        let message = format!("\"{shown}\" {effect}. {rest}");
        Finding::new(&TL01, name.base_span, message)
    };
    let parts = parts(&name.base);
    if !parts.is_empty() {
        let found = finding("Only commas and blanks separate names".to_owned());
        return match listed.replace(index, &parts) {
            Some(mend) => found.fix(Fix::unsafe_("Separate them by commas", mend.edits)),
            None => found,
        };
    }
    let means_all = ["all", "any", "everything", "inherit"];
    if means_all
        .iter()
        .any(|word| name.base.eq_ignore_ascii_case(word))
    {
        let found = finding("All tools are written as *, or by leaving the field away".to_owned());
        let all = set_list(file.definition, &listed.field.key, &["*".to_owned()]);
        return match all {
            Ok(edits) if listed.is_mendable() => {
                found.fix(Fix::unsafe_("Write * for all tools", edits))
            }
            _ => found,
        };
    }
    if name.base.eq_ignore_ascii_case("none") && listed.names.len() == 1 {
        let found = finding("No tools at all are written as []".to_owned());
        return match set_list(file.definition, &listed.field.key, &[]) {
            Ok(edits) if listed.is_mendable() => {
                found.fix(Fix::unsafe_("Write [] for no tools", edits))
            }
            _ => found,
        };
    }
    if is_server(file, &name.base) {
        let wanted = format!("mcp__{}", name.base);
        let found = finding(format!("All tools of the MCP server are written {wanted}"));
        return match listed.rename(index, &wanted) {
            Some(edits) => found.fix(Fix::unsafe_(format!("Write it as {wanted}"), edits)),
            None => found,
        };
    }
    // `Search` is no name of any program, but `search` is one of Copilot's.
    if let Standing::Foreign(tool) = standing(&name.base.to_lowercase())
        && !tool.claude.is_empty()
    {
        let found = finding(format!("Was {} meant?", tool.claude.join(" or ")));
        let mend = listed.replace(index, tool.claude);
        return found.fix_if_any(mend.map(|mend| mend.into_fix(&shown)));
    }
    if let Some(tool) = nearest(&name.base, known()) {
        let found = finding(format!("Was {tool} meant?"));
        return match listed.replace(index, &[tool]) {
            Some(mend) => found.fix(Fix::unsafe_(format!("Write it as {tool}"), mend.edits)),
            None => found,
        };
    }
    let found = finding("A tool of an MCP server is written mcp__server__tool".to_owned());
    found.fix_if_any(listed.removal(index, &shown))
}

fn every_server(listed: &Listed<'_>, index: usize) -> Finding {
    let name = &listed.names[index];
    let message = "\"mcp__*\" counts in disallowedTools alone; here it grants nothing. Name each server, \
                   as mcp__server";
    let finding = Finding::new(&TL01, name.base_span, message);
    finding.fix_if_any(listed.removal(index, "mcp__*"))
}

/// Whether the file itself names an MCP server so.
fn is_server(file: &File<'_>, name: &str) -> bool {
    let named = |value: &Value| match value {
        Value::Scalar(scalar) => scalar.text.as_str() == name,
        Value::Map { entries, .. } => entries.iter().any(|entry| entry.key.text.as_str() == name),
        Value::List { .. } => false,
    };
    match file.field("mcpServers").map(|field| &field.value) {
        Some(Value::List { items, .. }) => items.iter().any(named),
        Some(value) => named(value),
        None => false,
    }
}

fn effect(listed: &Listed<'_>) -> &'static str {
    match listed.field.key.as_str() {
        "tools" => "is no tool that Claude Code knows, and grants nothing",
        _ => "is no tool that Claude Code knows, and forbids nothing",
    }
}

/// Tools that something else than a comma or a blank separates; none where one of them is unknown.
fn parts(name: &str) -> Vec<&str> {
    let parts: Vec<&str> = name
        .split(['/', '|', ';', '+', '&', '\n', '\r', '\t'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    let tool = |part: &&str| {
        matches!(
            standing(part),
            Standing::Known { .. } | Standing::Renamed(_)
        )
    };
    match parts.len() > 1 && parts.iter().all(tool) {
        true => parts,
        false => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::Safety;
    use crate::lint::rules::tests::found;
    use crate::text::apply;

    fn with(tools: &str) -> String {
        format!("---\nname: a\ndescription: b\n{tools}\n---\nBody\n")
    }

    /// What is marked, and what the first fix makes of the file.
    fn mended(tools: &str) -> Vec<(String, Option<(Safety, String)>)> {
        let text = with(tools);
        found("TL01", &text)
            .iter()
            .map(|finding| {
                let fix = finding.fixes.first().map(|fix| {
                    let after = apply(&text, &fix.edits).expect("it applies");
                    let end = after.find("\n---\nBody").expect("it is there");
                    (fix.safety, after[27..end].to_owned())
                });
                (finding.span.slice(&text).to_owned(), fix)
            })
            .collect()
    }

    fn one(tools: &str) -> (String, Option<(Safety, String)>) {
        let mut all = mended(tools);
        assert_eq!(all.len(), 1, "{tools}: {all:?}");
        all.remove(0)
    }

    #[test]
    fn the_case_is_mended_in_every_form() {
        for (form, expected) in [
            ("tools: Read, grep", "tools: Read, Grep"),
            ("tools: Read grep", "tools: Read Grep"),
            ("tools: [Read, 'grep']", "tools: [Read, 'Grep']"),
            ("tools:\n- Read\n- grep # c", "tools:\n- Read\n- Grep # c"),
            ("disallowedTools: grep", "disallowedTools: Grep"),
            ("disallowedTools: Read grep", "disallowedTools: Read Grep"),
        ] {
            let (marked, fix) = one(form);
            assert_eq!(marked, "grep");
            assert_eq!(fix, Some((Safety::Safe, expected.to_owned())));
        }
    }

    #[test]
    fn what_would_grant_more_than_looking_is_the_authors_choice() {
        for (form, expected, safety) in [
            ("tools: Read, bash", "tools: Read, Bash", Safety::Unsafe),
            (
                "tools: Read, bash(git:*)",
                "tools: Read, Bash(git:*)",
                Safety::Unsafe,
            ),
            ("tools: Read, write", "tools: Read, Write", Safety::Unsafe),
            (
                "tools: Read, webfetch",
                "tools: Read, WebFetch",
                Safety::Unsafe,
            ),
            ("tools: Read, agent", "tools: Read, Agent", Safety::Unsafe),
            ("tools: Read, glob", "tools: Read, Glob", Safety::Safe),
            // It is granted already.
            ("tools: Bash, bash", "tools: Bash", Safety::Safe),
            // It forbids.
            (
                "disallowedTools: Edit, bash",
                "disallowedTools: Edit, Bash",
                Safety::Safe,
            ),
        ] {
            assert_eq!(one(form).1, Some((safety, expected.to_owned())), "{form}");
        }
    }

    #[test]
    fn a_mend_makes_no_name_twice() {
        let (_, fix) = one("tools: Read, read");
        assert_eq!(fix, Some((Safety::Safe, "tools: Read".to_owned())));
        let all = mended("tools: read, READ, Grep");
        assert_eq!(
            all[1].1,
            Some((Safety::Safe, "tools: read, Grep".to_owned()))
        );
    }

    #[test]
    fn a_mend_that_another_rule_would_speak_of_is_the_authors_choice() {
        let unsafe_ = |tools: &str| one(tools).1.map(|fix| fix.0);
        assert_eq!(unsafe_("tools: Read, lsp"), Some(Safety::Unsafe));
        assert_eq!(unsafe_("disallowedTools: bash(rm *)"), Some(Safety::Unsafe));
        assert_eq!(
            unsafe_("tools: Read, bash\ndisallowedTools: Bash"),
            Some(Safety::Unsafe)
        );
        let text =
            "---\nname: a\ndescription: b\ntools: Read, edit\n---\nYou are a read-only agent.\n";
        assert!(found("TL01", text)[0].safe_fix().is_none());
    }

    #[test]
    fn slips_and_wrong_separators_are_mended() {
        for (form, marked, expected) in [
            ("tools: Read, Golb", "Golb", "tools: Read, Glob"),
            (
                "tools: Read, Web_Fetch",
                "Web_Fetch",
                "tools: Read, WebFetch",
            ),
            (
                "tools: Read/Grep, Glob",
                "Read/Grep",
                "tools: Read, Grep, Glob",
            ),
            ("tools: Read;Grep", "Read;Grep", "tools: Read, Grep"),
            ("tools: none", "none", "tools: []"),
            ("tools: all", "all", "tools: \"*\""),
            ("tools: Read, Git", "Git", "tools: Read"),
            ("tools: Grep, Search", "Search", "tools: Grep, Glob"),
            ("tools: Read, mcp__*", "mcp__*", "tools: Read"),
        ] {
            let fix = Some((Safety::Unsafe, expected.to_owned()));
            assert_eq!(one(form), (marked.to_owned(), fix));
        }
        assert_eq!(one("tools: Frobnicate").1, None);
    }

    #[test]
    fn a_server_of_the_file_is_known() {
        let (marked, fix) = one("tools: Read, play-wright\nmcpServers: [play-wright]");
        assert_eq!(marked, "play-wright");
        let expected = "tools: Read, mcp__play-wright\nmcpServers: [play-wright]";
        assert_eq!(fix, Some((Safety::Unsafe, expected.to_owned())));
    }

    #[test]
    fn names_on_lines_of_a_block_are_one_name() {
        let text = with("tools: |\n  Read\n  Grep");
        let findings = found("TL01", &text);
        assert_eq!(findings.len(), 1);
        assert!(
            findings[0].message.contains("\"Read   Grep\"")
                || findings[0].message.contains("\"Read Grep\"")
        );
        assert!(found("TL01", &with("tools: |\n  Read, Grep")).is_empty());
    }

    #[test]
    fn what_claude_code_knows_is_left_alone() {
        let known =
            "tools: Read, Bash(git log, git diff), Agent(x, y), Task, mcp__a, mcp__a__*, mcp__a__b";
        assert!(found("TL01", &with(known)).is_empty());
        assert!(found("TL01", &with("tools: \"*\"")).is_empty());
        assert!(found("TL01", &with("disallowedTools: mcp__*")).is_empty());
    }

    #[test]
    fn a_file_that_no_program_reads_gets_no_edit() {
        let text =
            "---\nname: a\ndescription: b\nmore: lines\nthat break it\ntools: Read, grep\n---\n";
        let findings = found("TL01", text);
        assert_eq!(findings.len(), 1);
        assert!(findings[0].fixes.is_empty());
    }
}
