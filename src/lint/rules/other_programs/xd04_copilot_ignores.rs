use super::losses::Program;
use crate::dialect::Kind;
use crate::lint::{Basis, Check, File, Finding, Rule, Sample, Severity};
use crate::reader::{Copilot, LossKind, Reader};

/// Whatever Copilot or VS Code does not take of a file.
pub static XD04: Rule = Rule {
    id: "XD04",
    title: "Copilot does not take this",
    severity: Severity::Warning,
    basis: Basis::Recommendation {
        by: "GitHub's documentation",
        link: "https://docs.github.com/copilot/reference/custom-agents-configuration",
    },
    about: "GitHub and VS Code know a handful of keys. VS Code passes over any other, and the Copilot CLI may refuse \
            the file. GitHub wants a description, and a file name of letters, digits, dots, hyphens and \
            underscores; target is vscode or github-copilot; mcp-servers counts where tools names what is used \
            of them; infer is retired. None of it was observed: it is what the documentation and other linters \
            say.",
    speaks_of: |kind| matches!(kind, Kind::CopilotAgent | Kind::CopilotChatMode),
    bad: Sample::at(
        ".github/agents/reviewer.agent.md",
        "---\ndescription: Use it after a change.\ntarget: github\n---\n\nYou review code.\n",
    ),
    good: Sample::at(
        ".github/agents/reviewer.agent.md",
        "---\ndescription: Use it after a change.\ntarget: github-copilot\n---\n\nYou review code.\n",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>) -> Vec<Finding> {
    let body = file.definition.layout.body;
    let reading = Copilot.read(&file.input());
    let program = Program::new("Copilot", Copilot::KNOWN, file);
    let losses = reading.losses.iter();
    losses
        // Of prompts that are too long another rule speaks.
        .filter(|loss| loss.kind != LossKind::Text || !body.contains(loss.span))
        .map(|loss| {
            let finding = program.finding(&XD04, loss);
            // In a list of chat modes the name says enough.
            match (file.kind, loss.span.is_empty()) {
                (Kind::CopilotChatMode, true) => finding.severity(Severity::Info),
                _ => finding,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::lint::rules::tests::{found, found_at, marked};

    #[test]
    fn each_stands_at_its_token() {
        let text = "---\ndescription: b\ntarget: github\ninfer: true\nmcp-servers: {}\nargument_hint: c\nemoji: d\n---\n";
        let findings = found_at("XD04", ".github/agents/a.agent.md", text);
        assert_eq!(
            marked(&findings, text),
            [
                ("github", ""),
                ("infer", ""),
                ("mcp-servers", ""),
                ("argument_hint", "Write it as argument-hint"),
                ("emoji", ""),
            ]
        );
    }

    #[test]
    fn what_is_missing_is_said_at_the_name() {
        let text = "---\nname: a\n---\nBody\n";
        let findings = found_at("XD04", ".github/agents/a.agent.md", text);
        assert_eq!(findings[0].span.slice(text), "name");
    }

    #[test]
    fn where_the_frontmatter_does_not_begin_the_file_that_is_what_is_said() {
        let text = "```chatmode\n---\ndescription: b\n---\nBody\n```\n";
        let findings = found_at("XD04", ".github/chatmodes/a.chatmode.md", text);
        assert!(
            findings[0]
                .message
                .contains("does not begin with a --- line"),
            "{}",
            findings[0].message
        );
    }

    #[test]
    fn agents_of_claude_code_are_not_spoken_of() {
        assert!(found("XD04", "---\nname: a\ndescription: b\nemoji: d\n---\n").is_empty());
    }
}
