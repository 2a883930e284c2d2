//! Sentences that say what an agent must not do.

use super::sentences::sentences;
use crate::definition::Definition;
use crate::dialect::tool_names::known;
use crate::lint::beginnings::Needles;
use crate::text::Span;

/// A sentence that says what the agent must not do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    /// The sentence.
    pub span: Span,
    /// What it forbids.
    pub forbids: Forbidden,
}

/// What a sentence forbids.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forbidden {
    /// To change anything.
    Changes,
    /// To change code; texts may be meant to be written.
    CodeChanges,
    /// To use a tool.
    Tool(&'static str),
}

/// The limits that these sentences of a source set, in their order.
pub fn limits(source: &str, sentences: &[Span]) -> impl Iterator<Item = Limit> {
    sentences.iter().filter_map(move |span| {
        let forbids = forbidden(span.slice(source))?;
        Some(Limit {
            span: *span,
            forbids,
        })
    })
}

/// Whether the prompt says that the agent changes nothing, or no code.
pub fn says_read_only(definition: &Definition) -> bool {
    limits(&definition.source, &sentences(definition))
        .any(|limit| !matches!(limit.forbids, Forbidden::Tool(_)))
}

/// Whether the prompt tells the agent to write something of its own, such as a report.
pub fn writes_something(definition: &Definition) -> bool {
    const SIGNS: [&str; 12] = [
        "save",
        "write the",
        "write a",
        "write your",
        "write to",
        "write doc",
        "create a",
        "create doc",
        "update doc",
        "report to",
        "output to",
        "generate a",
    ];
    let body = definition.layout.body.slice(&definition.source);
    let body = body.to_lowercase();
    // CLAUDE.md is read, other such files may be what it writes.
    let names_file = body
        .match_indices(".md")
        .any(|(at, _)| !body.get(..at).unwrap_or_default().ends_with("claude"));
    names_file || SIGNS.iter().any(|sign| body.contains(sign))
}

/// What a sentence has that forbids something: most have none.
static SIGNS: Needles = Needles::new(&[
    "ever ",
    "not ",
    "n't ",
    "n\u{2019}t ",
    "ead-only",
    "ead only",
    "eadonly",
]);

fn forbidden(sentence: &str) -> Option<Forbidden> {
    if !SIGNS.are_in(sentence) {
        return None;
    }
    if let Some(tool) = forbidden_tool(sentence) {
        return Some(Forbidden::Tool(tool));
    }
    // A list behind a colon narrows it, and what is quoted is said to somebody else.
    if sentence.trim_end().ends_with(':') || sentence.contains(['"', '\u{201c}']) {
        return None;
    }
    let plain = plain(sentence);
    if is_read_only(&plain) {
        return Some(Forbidden::Changes);
    }
    forbidden_changes(&plain)
}

/// In small letters, without markup, with one spelling for what has several.
fn plain(sentence: &str) -> String {
    const SPELLINGS: [(&str, &str); 6] = [
        ("\u{2019}", "'"),
        ("don't", "do not"),
        ("can't", "can not"),
        ("cannot", "can not"),
        ("read only", "read-only"),
        ("readonly", "read-only"),
    ];
    let mut plain = sentence.to_lowercase();
    plain.retain(|sign| !matches!(sign, '*' | '`'));
    for (spelling, usual) in SPELLINGS {
        // Most sentences have none, and looking is faster than writing anew.
        if plain.contains(spelling) {
            plain = plain.replace(spelling, usual);
        }
    }
    plain
        .trim_matches(|sign: char| !sign.is_alphanumeric())
        .to_owned()
}

/// "You are a read-only reviewer", "Stay read-only".
fn is_read_only(plain: &str) -> bool {
    const SUBJECTS: [&str; 11] = [
        "you are",
        "this agent is",
        "stay",
        "remain",
        "you stay",
        "you remain",
        "you must stay",
        "you must remain",
        "you operate in",
        "you work in",
        "operate in",
    ];
    const BETWEEN: [&str; 8] = [
        "a",
        "an",
        "strictly",
        "purely",
        "entirely",
        "completely",
        "always",
        "the",
    ];
    const AFTER: [&str; 19] = [
        "agent",
        "subagent",
        "sub-agent",
        "reviewer",
        "auditor",
        "analyst",
        "analyzer",
        "explorer",
        "researcher",
        "specialist",
        "advisor",
        "inspector",
        "verifier",
        "mode",
        "assistant",
        "code",
        "security",
        "research",
        "exploration",
    ];
    const DOUBTS: [&str; 10] = [
        "unless",
        "except",
        "until",
        " if ",
        "when ",
        "during",
        "by default",
        "phase",
        "first",
        " not ",
    ];
    if !plain.contains("read-only") || DOUBTS.iter().any(|doubt| plain.contains(doubt)) {
        return false;
    }
    SUBJECTS.iter().any(|subject| {
        let Some(rest) = plain
            .strip_prefix(subject)
            .filter(|rest| rest.starts_with(' '))
        else {
            return false;
        };
        let mut words = rest
            .split_whitespace()
            .skip_while(|word| BETWEEN.contains(word));
        match words.next() {
            Some("read-only") => words.next().is_none_or(|word| {
                AFTER.contains(
                    &word.trim_matches(|sign: char| !sign.is_alphanumeric() && sign != '-'),
                ) || !word.starts_with(char::is_alphanumeric)
            }),
            Some(word) => word.starts_with("read-only") && word.ends_with([',', ':', ';', '.']),
            None => false,
        }
    })
}

/// "Never modify files", "You do not edit code or tests": and nothing behind that narrows it.
fn forbidden_changes(plain: &str) -> Option<Forbidden> {
    const NOT: [&str; 6] = [
        "never ",
        "do not ",
        "must not ",
        "can not ",
        "may not ",
        "will not ",
    ];
    NOT.iter().find_map(|not| {
        let at = plain.find(not)?;
        if !speaks_to_agent(plain.get(..at)?.trim_end()) {
            return None;
        }
        let rest = plain
            .get(at + not.len()..)?
            .replace(',', " , ")
            .replace('/', " or ");
        let words: Vec<&str> = rest.split_whitespace().collect();
        let objects = after_verbs(&words)?;
        what_of(objects)
    })
}

/// Whether what stands before the order leaves it one to the agent: nothing, "you", or a short label.
fn speaks_to_agent(before: &str) -> bool {
    const OTHERS: [&str; 8] = [
        "say", "tell", "ask", "reply", "respond", "output", "warn", "instruct",
    ];
    let words = || before.split_whitespace();
    let label = before.ends_with([':', '-', '—', '–', ','])
        && words().count() < 4
        && !words().any(|word| OTHERS.iter().any(|other| word.starts_with(other)));
    let you = words()
        .next_back()
        .is_some_and(|word| ["you", "must", "should", "please"].contains(&word));
    before.is_empty() || label || you
}

/// What stands behind "edit, create or delete"; `None` where none of the verbs changes something.
fn after_verbs<'a, 'b>(mut words: &'a [&'b str]) -> Option<&'a [&'b str]> {
    const CHANGE: [&str; 6] = ["edit", "modify", "change", "alter", "touch", "update"];
    const OTHERS: [&str; 11] = [
        "write", "create", "delete", "remove", "rename", "ever", "directly", "try", "to", "or",
        "and",
    ];
    let mut changes = false;
    while let [word, rest @ ..] = words {
        if CHANGE.contains(word) {
            changes = true;
        } else if !OTHERS.contains(word) && *word != "," {
            break;
        }
        words = rest;
    }
    changes.then_some(words)
}

/// What a list of objects comes to: "any files", "code or tests", with nothing that narrows it.
fn what_of(mut words: &[&str]) -> Option<Forbidden> {
    const BEFORE: [&str; 4] = ["any", "the", "all", "project"];
    const ALL: [&str; 5] = ["file", "files", "anything", "codebase", "repository"];
    const OTHERS: [&str; 7] = [
        "comments",
        "tests",
        "configuration",
        "documentation",
        "docs",
        "artifacts",
        "data",
    ];
    const BEHIND: [&[&str]; 7] = [
        &[],
        &["directly"],
        &["yourself"],
        &["ever"],
        &["at", "all"],
        &["in", "the", "codebase"],
        &["in", "the", "repository"],
    ];
    let (mut all, mut code) = (false, false);
    loop {
        while let [word, rest @ ..] = words
            && BEFORE.contains(word)
        {
            words = rest;
        }
        let [noun, rest @ ..] = words else {
            return None;
        };
        all |= ALL.contains(noun);
        code |= *noun == "code";
        if !ALL.contains(noun) && !OTHERS.contains(noun) && *noun != "code" {
            return None;
        }
        words = rest;
        let between = words;
        while let ["or" | "and" | ",", rest @ ..] = words {
            words = rest;
        }
        if words.len() == between.len() {
            break;
        }
    }
    match BEHIND.contains(&words) {
        true if all => Some(Forbidden::Changes),
        true if code => Some(Forbidden::CodeChanges),
        _ => None,
    }
}

/// "Never create files with the Write tool", with nothing behind it.
fn forbidden_tool(sentence: &str) -> Option<&'static str> {
    let sentence = sentence.trim_end_matches(|sign: char| !sign.is_alphanumeric());
    let before = sentence.strip_suffix(" tool")?;
    let name = before
        .rsplit(|sign: char| !sign.is_ascii_alphanumeric())
        .find(|word| !word.is_empty())?;
    let tool = known().find(|known| *known == name)?;
    let start = before.rfind(name)?;
    let mut words = plain(before.get(..start)?);
    while let Some(shorter) = words.strip_suffix(" the") {
        words = shorter.to_owned();
    }
    let says_no = ["never ", "do not ", "must not "]
        .iter()
        .any(|not| words.starts_with(not));
    (says_no && (words.ends_with(" use") || words.ends_with(" with") || words.ends_with(" using")))
        .then_some(tool)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(body: &str) -> Definition {
        Definition::parse(format!("---\nname: a\ndescription: b\n---\n{body}"))
    }

    fn forbids(body: &str) -> Option<Forbidden> {
        let definition = of(body);
        let sentences = sentences(&definition);
        let mut limits = limits(&definition.source, &sentences);
        limits.next().map(|limit| limit.forbids)
    }

    #[test]
    fn a_plain_word_counts() {
        for body in [
            "You are a read-only agent.",
            "You are a strictly **read-only** code reviewer.",
            "- **Stay read-only.** Use what you find.",
            "4. **Read-only** - Never modify files; only report.",
            "You are READ-ONLY: report and nothing else.",
            "Review it. Do NOT edit any files.",
            "You must never write or modify files.",
            "Don't change anything.",
            "Never edit, create, or delete any files in the repository.",
            "Do not ever modify code, tests or files",
            "- NEVER modify the codebase directly",
        ] {
            assert_eq!(forbids(body), Some(Forbidden::Changes), "{body}");
        }
        assert_eq!(
            forbids("You never modify code or comments directly; others do."),
            Some(Forbidden::CodeChanges)
        );
        assert_eq!(
            forbids("**NEVER create files with Write tool.** Use notes:"),
            Some(Forbidden::Tool("Write"))
        );
        assert_eq!(
            forbids("Do not use the `Bash` tool."),
            Some(Forbidden::Tool("Bash"))
        );
    }

    #[test]
    fn what_leaves_a_doubt_does_not() {
        for body in [
            "Do not modify files outside `src/`.",
            "NEVER modify code you haven't read.",
            "Do not modify code or files during auditing",
            "Never change what the code does.",
            "Never modify tests to make them pass.",
            "VPPAs do not change anything.",
            "Use read-only checks to prove it.",
            "### Read-Only Operations",
            "You are read-only until the plan is approved.",
            "You are a read-only database expert.",
            "Do not use the Bash tool for file discovery.",
            "Say: do not edit files that are generated.",
            "Use a shallow clone or the API of the site - do not modify anything.",
            "Do not modify files:",
            "Never modify production code.",
            "Do not modify existing files.",
            "Never modify configuration files.",
            "Do not create files.",
            "Tell the user: do not modify files.",
            "Say \"do not edit files\".",
            "- Read-only",
            "This is read-only.",
            "```\nYou are read-only.\n```",
            "<example>\nNever modify files.\n</example>",
        ] {
            assert_eq!(forbids(body), None, "{body}");
        }
    }
}
