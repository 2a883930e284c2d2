use super::prompt_of;
use crate::dialect::Kind;
use crate::lint::{Basis, Check, File, Finding, Rule, Sample, Severity};

/// A system prompt that is empty or hardly one.
pub static BO01: Rule = Rule {
    id: "BO01",
    title: "System prompt is empty or very short",
    severity: Severity::Warning,
    basis: Basis::Recommendation {
        by: "The plugin-dev skill (20 characters) and claudelint (50)",
        link: "",
    },
    about: "What stands below the frontmatter is the system prompt: all that the agent knows about its task \
            besides the request. Claude Code loads an agent without one, which then works like any other.",
    speaks_of: Kind::is_agent,
    bad: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\n---\n\nReview code.\n",
    ),
    good: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\n---\n\nYou review changes of the code, and name what is wrong by file and line.\n",
    ),
    check: Check::File(check),
};

/// The fewest characters that can be instructions.
const SHORTEST: usize = 50;
/// The same for writings whose signs say more than letters do.
const SHORTEST_OF_SIGNS: usize = 15;

fn check(file: &File<'_>) -> Vec<Finding> {
    // OpenCode and Kiro may take the prompt from a key.
    if file.field("prompt").is_some() || !file.reads_fields() {
        return Vec::new();
    }
    let Some(prompt) = prompt_of(file) else {
        return Vec::new();
    };
    let text = prompt.slice(file.source());
    if text.is_empty() {
        let message = "There is no system prompt below the frontmatter, so the agent knows nothing of its \
                       task. Write what it does and how";
        let fence = file.definition.layout.closing.unwrap_or(prompt);
        return vec![Finding::new(&BO01, fence, message)];
    }
    if !is_short(text) {
        return Vec::new();
    }
    let characters = text.chars().count();
    let message = format!(
        "The system prompt has {characters} characters, which is hardly an instruction. Say what the agent \
         does, how, and what it answers with"
    );
    vec![Finding::new(&BO01, prompt, message)]
}

/// Whether a prompt is too short to be judged as one.
pub fn is_short(text: &str) -> bool {
    let shortest = if text.is_ascii() {
        SHORTEST
    } else {
        SHORTEST_OF_SIGNS
    };
    text.chars().nth(shortest - 1).is_none()
}

#[cfg(test)]
mod tests {
    use crate::lint::rules::tests::{found, found_at};

    #[test]
    fn an_empty_prompt_is_said_at_the_fence() {
        for end in ["", "\n", "\n \n\n"] {
            let text = format!("---\nname: a\ndescription: b\n---{end}");
            let findings = found("BO01", &text);
            assert_eq!(findings.len(), 1);
            assert_eq!(findings[0].span.start, text.rfind("---").unwrap());
        }
    }

    #[test]
    fn fifty_characters_are_enough() {
        let text =
            |len: usize| format!("---\nname: a\ndescription: b\n---\n\n{}\n", "a".repeat(len));
        assert!(found("BO01", &text(50)).is_empty());
        let findings = found("BO01", &text(49));
        assert_eq!(findings[0].span.len(), 49);
    }

    #[test]
    fn few_signs_can_say_much() {
        let text = "---\nname: a\ndescription: b\n---\n你是一名资深的代码审查专家，请逐行检查。\n";
        assert!(found("BO01", text).is_empty());
    }

    #[test]
    fn a_prompt_in_a_key_is_one() {
        let text = "---\ndescription: b\nmode: subagent\nprompt: \"{file:./a.txt}\"\n---\n";
        assert!(found_at("BO01", ".opencode/agents/a.md", text).is_empty());
    }

    #[test]
    fn a_frontmatter_that_never_ends_is_another_rule_s() {
        assert!(found("BO01", "---\nname: a\ndescription: b\n").is_empty());
    }
}
