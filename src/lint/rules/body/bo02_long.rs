use super::prompt_of;
use crate::dialect::Kind;
use crate::lint::{Basis, Check, File, Finding, Rule, Sample, Severity};
use crate::text::Span;

/// A system prompt that is longer than advised, or than the file's program takes.
pub static BO02: Rule = Rule {
    id: "BO02",
    title: "System prompt is very long",
    severity: Severity::Info,
    basis: Basis::Recommendation {
        by: "The plugin-dev skill (10,000 characters), GitHub's documentation of Copilot (30,000), and agnix for Cursor (2,000 words)",
        link: "",
    },
    about: "An agent reads its whole prompt before it begins, and details that seldom matter draw from those \
            that do. Claude Code sets no limit; 500 to 3,000 characters are advised, 10,000 at most, and what \
            is needed now and then can stand in a file that the agent reads when it needs it. GitHub takes \
            30,000 characters and nothing more.",
    speaks_of: |kind| {
        matches!(
            kind,
            Kind::ClaudeAgent
                | Kind::PluginAgent
                | Kind::CopilotAgent
                | Kind::CopilotChatMode
                | Kind::CursorAgent
        )
    },
    bad: Sample::agent(LONG),
    good: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\n---\n\nYou review code.\n",
    ),
    check: Check::File(check),
};

/// A prompt that says the same thing four hundred times.
const LONG: &str = match std::str::from_utf8(&LONG_BYTES) {
    Ok(text) => text,
    Err(_) => "",
};

const LONG_BYTES: [u8; 11_000] = {
    let head =
        b"---\nname: reviewer\ndescription: Use it after a change.\n---\n\nYou review code.\n\n";
    let line = b"Look at it once more.\n\n";
    let mut bytes = [b'\n'; 11_000];
    let mut at = 0;
    while at < 10_900 {
        bytes[at] = if at < head.len() {
            head[at]
        } else {
            line[(at - head.len()) % line.len()]
        };
        at += 1;
    }
    bytes
};

/// The most characters that are advised.
const ADVISED: usize = 10_000;
/// The most that GitHub takes.
const OF_COPILOT: usize = 30_000;
/// The most words that are advised for Cursor.
const WORDS_OF_CURSOR: usize = 2_000;

fn check(file: &File<'_>) -> Vec<Finding> {
    let Some(prompt) = prompt_of(file) else {
        return Vec::new();
    };
    let text = prompt.slice(file.source());
    let from_here = |at: usize| beyond(text, at).shift(prompt.start);
    let character = |most: usize| {
        // Characters are never more than bytes.
        let beyond = (text.len() > most).then(|| text.char_indices().nth(most));
        beyond.flatten().map(|(at, _)| at)
    };
    let found = match file.kind {
        Kind::CopilotAgent | Kind::CopilotChatMode => character(OF_COPILOT).map(|at| {
            let message = format!(
                "The prompt has {} characters, and GitHub takes 30,000: it ends here. Shorten it, or move \
                 parts into files that the agent reads when it needs them",
                text.chars().count()
            );
            Finding::new(&BO02, from_here(at), message).severity(Severity::Error)
        }),
        Kind::CursorAgent => word(text, WORDS_OF_CURSOR).map(|at| {
            let message = format!(
                "The prompt has {} words; from here on it is beyond the 2,000 that are advised for \
                 Cursor. Move what is needed now and then into files",
                text.split_whitespace().count()
            );
            Finding::new(&BO02, from_here(at), message)
        }),
        _ => character(ADVISED).map(|at| {
            let message = format!(
                "The prompt has {} characters; from here on it is beyond the 10,000 that are advised. \
                 Move what is needed now and then into a file that the agent reads when it needs it",
                text.chars().count()
            );
            Finding::new(&BO02, from_here(at), message)
        }),
    };
    found.into_iter().collect()
}

/// The first line that is wholly beyond a place and says anything; if there is none, the rest.
fn beyond(text: &str, limit: usize) -> Span {
    let rest = text.get(limit..).unwrap_or_default();
    let mut at = limit;
    for line in rest.split_inclusive('\n') {
        let whole = at > limit || text.get(..limit).is_some_and(|text| text.ends_with('\n'));
        let said = line.trim();
        if whole && !said.is_empty() {
            let start = at + line.len() - line.trim_start().len();
            return Span::new(start, start + said.len());
        }
        at += line.len();
    }
    Span::new(limit, text.len())
}

/// Where the word after so many begins.
fn word(text: &str, most: usize) -> Option<usize> {
    let mut inside = false;
    let mut count = 0;
    for (at, sign) in text.char_indices() {
        let begins = !sign.is_whitespace() && !inside;
        inside = !sign.is_whitespace();
        count += usize::from(begins);
        if begins && count > most {
            return Some(at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::lint::Severity;
    use crate::lint::rules::tests::{found, found_at};

    fn file(body: &str) -> String {
        format!("---\nname: a\ndescription: b\n---\n\n{body}\n")
    }

    #[test]
    fn the_first_line_beyond_is_marked() {
        let text = file(&format!("{}bc\n\n  de\nf", "é".repeat(10_000)));
        let findings = found("BO02", &text);
        assert_eq!(findings[0].span.slice(&text), "de");
        assert_eq!(findings[0].severity, Severity::Info);
        assert!(found("BO02", &file(&"é".repeat(10_000))).is_empty());
    }

    #[test]
    fn each_program_has_its_limit() {
        let words = file(&format!("{}c", "a ".repeat(2_000)));
        let findings = found_at("BO02", ".cursor/agents/a.md", &words);
        assert_eq!(
            findings[0].span.slice(&words),
            "c",
            "in one line, the rest is marked"
        );
        assert!(found("BO02", &words).is_empty());

        let long = file(&"a".repeat(30_001));
        let copilot = |text: &str| found_at("BO02", ".github/agents/a.agent.md", text);
        assert_eq!(copilot(&long)[0].severity, Severity::Error);
        assert!(copilot(&file(&"a".repeat(30_000))).is_empty());
        assert!(found_at("BO02", ".gemini/agents/a.md", &long).is_empty());
    }
}
