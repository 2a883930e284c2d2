//! What a system prompt says about its tools: that it changes nothing, or that it uses one.
//!
//! Only sentences that leave no doubt count. "Never modify files" does, "Never modify files outside
//! of src" does not; what stands in a code block or an example is said to somebody else.

use crate::definition::Definition;
use crate::dialect::tool_names::{Standing, known, standing};
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

/// A sentence that tells the agent to use a tool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// The tool's name in it.
    pub span: Span,
    /// The tool.
    pub tool: String,
    /// The sentence.
    pub sentence: Span,
}

/// The limits that a prompt sets, in its order.
pub fn limits(definition: &Definition) -> impl Iterator<Item = Limit> {
    let source = &*definition.source;
    sentences(definition).into_iter().filter_map(move |span| {
        let forbids = forbidden(span.slice(source))?;
        Some(Limit { span, forbids })
    })
}

/// Whether the prompt says that the agent changes nothing, or no code.
pub fn says_read_only(definition: &Definition) -> bool {
    limits(definition).any(|limit| !matches!(limit.forbids, Forbidden::Tool(_)))
}

/// Whether the prompt tells the agent to write something of its own, such as a report.
pub fn writes_something(definition: &Definition) -> bool {
    const SIGNS: [&str; 10] = [
        "save",
        "write the",
        "write a",
        "write your",
        "write to",
        "create a",
        "report to",
        ".md",
        "output to",
        "document",
    ];
    let body = definition
        .layout
        .body
        .slice(&definition.source)
        .to_lowercase();
    SIGNS.iter().any(|sign| body.contains(sign))
}

/// So many orders are enough to see that prompt and list do not go together.
const MOST_ORDERS: usize = 16;

/// The tools that the prompt tells the agent to use, each where it is named first; at most sixteen.
pub fn orders(definition: &Definition) -> Vec<Order> {
    let mut orders: Vec<Order> = Vec::new();
    for sentence in sentences(definition) {
        if let Some(order) = order(&definition.source, sentence)
            && orders.iter().all(|other| other.tool != order.tool)
        {
            orders.push(order);
            if orders.len() == MOST_ORDERS {
                break;
            }
        }
    }
    orders
}

/// A sentence as a message shows it: without markup, and not all of a long one.
pub fn shown(sentence: &str) -> String {
    const LONGEST: usize = 80;
    let plain: String = sentence
        .chars()
        .filter(|sign| !matches!(sign, '*' | '`'))
        .collect();
    let plain = plain.trim_matches(|sign: char| sign.is_whitespace() || "-#>.:".contains(sign));
    match plain.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{} …", plain.get(..end).unwrap_or_default().trim_end()),
        None => plain.to_owned(),
    }
}

/// The sentences of the prompt, code blocks and examples left out. None goes over a line end.
fn sentences(definition: &Definition) -> Vec<Span> {
    let source = &*definition.source;
    let mut sentences = Vec::new();
    let (mut in_code, mut in_example) = (false, false);
    let mut at = definition.layout.body.start;
    for line in definition.layout.body.slice(source).split_inclusive('\n') {
        let start = at;
        at += line.len();
        let trimmed = line.trim_start();
        if trimmed.starts_with("```") || trimmed.starts_with("~~~") {
            in_code = !in_code;
            continue;
        }
        in_example |= line.contains("<example");
        if !in_code && !in_example {
            split(line.trim_end(), start, &mut sentences);
        }
        in_example &= !line.contains("</example");
    }
    sentences
}

fn split(line: &str, start: usize, sentences: &mut Vec<Span>) {
    let mut from = 0;
    let mut signs = line.char_indices().peekable();
    while let Some((at, sign)) = signs.next() {
        let ends = matches!(sign, '.' | '!' | '?' | ';')
            && signs
                .peek()
                .is_none_or(|(_, next)| next.is_whitespace() || matches!(next, '*' | ')' | '"'));
        if ends {
            sentences.push(Span::new(start + from, start + at + 1));
            from = at + 1;
        }
    }
    if from < line.len() {
        sentences.push(Span::new(start + from, start + line.len()));
    }
}

fn forbidden(sentence: &str) -> Option<Forbidden> {
    // Most sentences forbid nothing, and this runs at every key.
    const SIGNS: [&str; 14] = [
        "ever ",
        "EVER ",
        "not ",
        "Not ",
        "NOT ",
        "n't ",
        "n\u{2019}t ",
        "ead-only",
        "ead-Only",
        "EAD-ONLY",
        "ead only",
        "ead Only",
        "EAD ONLY",
        "eadonly",
    ];
    if !SIGNS.iter().any(|sign| sentence.contains(sign)) {
        return None;
    }
    if let Some(tool) = forbidden_tool(sentence) {
        return Some(Forbidden::Tool(tool));
    }
    // What a list behind the colon narrows leaves a doubt.
    if sentence.trim_end().ends_with(':') {
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
    let plain: String = sentence
        .chars()
        .filter(|sign| !matches!(sign, '*' | '`'))
        .flat_map(char::to_lowercase)
        .collect();
    let plain = plain
        .replace('\u{2019}', "'")
        .replace("don't", "do not")
        .replace("can't", "can not")
        .replace("cannot", "can not")
        .replace("read only", "read-only")
        .replace("readonly", "read-only");
    plain
        .trim_matches(|sign: char| !sign.is_alphanumeric())
        .to_owned()
}

/// "You are a read-only reviewer", "Stay read-only", "Read-only".
fn is_read_only(plain: &str) -> bool {
    const SUBJECTS: [&str; 12] = [
        "you are",
        "this agent is",
        "this is",
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
    if plain == "read-only" {
        return true;
    }
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
    const VERBS: [&str; 8] = [
        "edit", "modify", "change", "write", "alter", "touch", "update", "create",
    ];
    const ALL: [&str; 5] = ["file", "files", "anything", "codebase", "repository"];
    const CODE: [&str; 1] = ["code"];
    const OTHERS: [&str; 25] = [
        "any",
        "the",
        "source",
        "production",
        "existing",
        "project",
        "or",
        "and",
        "at",
        "all",
        "directly",
        "yourself",
        "ever",
        "in",
        "comments",
        "tests",
        "configuration",
        "configurations",
        "documentation",
        "docs",
        "artifacts",
        "actual",
        "application",
        "user",
        "delete",
    ];
    NOT.iter().find_map(|not| {
        let at = plain.find(not)?;
        let before = plain.get(..at)?.trim_end();
        // A short label may stand before it, but no other order.
        let label =
            before.ends_with([':', '-', '—', '–', ',']) && before.split_whitespace().count() < 4;
        let of_agent = before.is_empty()
            || label
            || ["you", "must", "should", "please"]
                .iter()
                .any(|word| before.split_whitespace().next_back() == Some(word));
        if !of_agent {
            return None;
        }
        let mut words = plain
            .get(at + not.len()..)?
            .split([' ', ',', '/'])
            .filter(|word| !word.is_empty())
            .skip_while(|word| *word == "ever" || *word == "directly");
        if !words.next().is_some_and(|word| VERBS.contains(&word)) {
            return None;
        }
        let words: Vec<&str> = words.collect();
        let known = |word: &&str| {
            ALL.contains(word)
                || CODE.contains(word)
                || OTHERS.contains(word)
                || VERBS.contains(word)
        };
        if !words.iter().all(known) {
            return None;
        }
        if words.iter().any(|word| ALL.contains(word)) {
            return Some(Forbidden::Changes);
        }
        words
            .iter()
            .any(|word| CODE.contains(word))
            .then_some(Forbidden::CodeChanges)
    })
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

/// "Use the WebSearch tool", "Always use `Grep` to".
fn order(source: &str, sentence: Span) -> Option<Order> {
    const DOUBTS: [&str; 16] = [
        "never",
        "not ",
        "n't",
        "n\u{2019}t",
        "avoid",
        "without",
        "instead of",
        "rather than",
        "available",
        "access",
        "main agent",
        "main conversation",
        "parent",
        "caller",
        "orchestrator",
        "coordinator",
    ];
    const BEFORE: [&str; 7] = ["always", "must", "then", "and", "first", "also", "should"];
    let text = sentence.slice(source);
    if !text.contains("se ") {
        return None;
    }
    let words = words(text);
    let word = |at: usize| words.get(at).map_or("", |span| span.slice(text));
    let (at, name) = (0..words.len()).find_map(|at| {
        if !word(at).trim_matches(MARKUP).eq_ignore_ascii_case("use") {
            return None;
        }
        let told = at.checked_sub(1).is_none_or(|before| {
            let before = word(before);
            BEFORE
                .iter()
                .any(|known| before.eq_ignore_ascii_case(known))
                || before.ends_with([':', ','])
                || !before.contains(char::is_alphabetic)
        });
        let at = if word(at + 1) == "the" {
            at + 2
        } else {
            at + 1
        };
        let name = word(at).trim_matches(MARKUP);
        let next = word(at + 1).trim_end_matches(|sign: char| !sign.is_alphanumeric());
        let is_tool = match standing(name) {
            Standing::Known { .. } | Standing::MainOnly | Standing::Renamed(_) => true,
            Standing::Server => name.matches("__").count() == 2 && !name.ends_with('*'),
            _ => false,
        };
        (told && is_tool && matches!(next, "tool" | "to" | "for")).then_some((at, name))
    })?;
    let plain = text.to_lowercase();
    if DOUBTS.iter().any(|doubt| plain.contains(doubt)) {
        return None;
    }
    let raw = words.get(at)?;
    let inner = raw.start + raw.slice(text).find(name)?;
    let start = sentence.start + inner;
    Some(Order {
        span: Span::new(start, start + name.len()),
        tool: name.to_owned(),
        sentence,
    })
}

const MARKUP: &[char] = &['`', '*', '"', '_'];

/// The words of a text, with the signs around them.
fn words(text: &str) -> Vec<Span> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, sign) in text.char_indices() {
        match (sign.is_whitespace(), start) {
            (true, Some(from)) => {
                words.push(Span::new(from, at));
                start = None;
            }
            (false, None) => start = Some(at),
            _ => {}
        }
    }
    if let Some(from) = start {
        words.push(Span::new(from, text.len()));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(body: &str) -> Definition {
        Definition::parse(format!("---\nname: a\ndescription: b\n---\n{body}"))
    }

    fn forbids(body: &str) -> Option<Forbidden> {
        limits(&of(body)).next().map(|limit| limit.forbids)
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
            "```\nYou are read-only.\n```",
            "<example>\nNever modify files.\n</example>",
        ] {
            assert_eq!(forbids(body), None, "{body}");
        }
    }

    #[test]
    fn an_order_names_its_tool() {
        for (body, tool) in [
            ("1. Use the WebSearch tool to find it.", "WebSearch"),
            ("- Use `Grep` to find it.", "Grep"),
            ("- Use Grep for names.", "Grep"),
            ("For news, use the WebFetch tool.", "WebFetch"),
            (
                "Always use mcp__context7__search to look it up.",
                "mcp__context7__search",
            ),
        ] {
            let definition = of(body);
            let orders = orders(&definition);
            assert_eq!(orders.len(), 1, "{body}");
            assert_eq!(orders[0].tool, tool);
            assert_eq!(orders[0].span.slice(&definition.source), tool);
        }
    }

    #[test]
    fn what_is_no_order_is_passed_over() {
        for body in [
            "Do not use the Bash tool to read files.",
            "Use the Write or Edit tool to output files.",
            "Agents that use the Read tool to look.",
            "If it is available, use the WebSearch tool to look.",
            "The parent must use the Task tool to call you.",
            "Use read to find it, and use Web to see.",
            "Use Read/Grep to find it.",
            "```\nUse the Bash tool\n```",
        ] {
            assert!(orders(&of(body)).is_empty(), "{body}");
        }
    }

    #[test]
    fn a_long_sentence_is_cut_for_the_message() {
        assert_eq!(shown("- **Stay read-only.**"), "Stay read-only");
        assert!(shown(&"é ".repeat(100)).ends_with(" …"));
    }
}
