use super::losses::Program;
use crate::dialect::Kind;
use crate::lint::{Basis, Check, File, Finding, Rule, Sample, Severity};
use crate::reader::{LossKind, OpenCode, Reader};

/// A key that OpenCode does not know, or drops.
pub static XD07: Rule = Rule {
    id: "XD07",
    title: "OpenCode has no such key, or loses text",
    severity: Severity::Info,
    basis: Basis::Spec {
        observed: "OpenCode 1.18.34",
        link: "https://opencode.ai/docs/agents/",
    },
    about: "OpenCode passes a key that it does not know on to the provider of the model, which may take it, as \
            reasoningEffort is taken, pass over it, or refuse the request. A prompt in the frontmatter is \
            dropped: the text below it is the prompt. A # after a blank cuts a text short.",
    speaks_of: |kind| kind == Kind::OpenCodeAgent,
    bad: Sample::at(
        ".opencode/agents/reviewer.md",
        "---\ndescription: Use it after a change.\nmode: subagent\nmax-steps: 5\n---\n\nYou review code.\n",
    ),
    good: Sample::at(
        ".opencode/agents/reviewer.md",
        "---\ndescription: Use it after a change.\nmode: subagent\nsteps: 5\n---\n\nYou review code.\n",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>) -> Vec<Finding> {
    let reading = OpenCode.read(&file.input());
    // A value that keeps it from starting, and fields that are not read, are another rule's affair.
    if !OpenCode.refusals(&file.input()).is_empty() {
        return Vec::new();
    }
    let program = Program::new("OpenCode", OpenCode::KNOWN, file);
    let losses = reading.losses.iter();
    losses
        .map(|loss| {
            let mut finding = program.finding(&XD07, loss);
            if loss.kind == LossKind::Text {
                finding.severity = Severity::Warning;
            }
            finding
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::lint::Severity;
    use crate::lint::rules::tests::found_at;

    #[test]
    fn an_unknown_key_and_a_prompt() {
        let text = "---\ndescription: b\nmode: all\nreasoningEffort: high\nprompt: c\n---\nBody\n";
        let findings = found_at("XD07", ".opencode/agents/a.md", text);
        let found: Vec<_> = findings
            .iter()
            .map(|finding| (finding.span.slice(text), finding.severity))
            .collect();
        assert_eq!(
            found,
            [
                ("reasoningEffort", Severity::Info),
                ("prompt: c", Severity::Warning)
            ]
        );
    }

    #[test]
    fn a_file_that_is_not_read_is_another_rules_affair() {
        let text = "---\nmode: nobody\nemoji: b\n---\nBody\n";
        assert!(found_at("XD07", ".opencode/agents/a.md", text).is_empty());
    }
}
