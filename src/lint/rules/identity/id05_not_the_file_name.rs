use super::name::{kebab_case, name, refused};
use crate::dialect::Kind;
use crate::lint::{Basis, Check, File, Finding, Rule, Sample, Severity};

/// A file that is not called as its agent.
pub static ID05: Rule = Rule {
    id: "ID05",
    title: "The file has another name",
    severity: Severity::Info,
    basis: Basis::Recommendation {
        by: "claudelint",
        link: "https://github.com/pdugan20/claudelint",
    },
    about: "Claude Code goes by the name in the frontmatter and not by the file's; the two may differ. Where they are \
            the same, an agent is found by its name in the folder and in search, and two files cannot take the same \
            name unseen.",
    speaks_of: Kind::is_of_claude_code,
    bad: Sample::at(
        ".claude/agents/checker.md",
        "---\nname: reviewer\ndescription: Use it after a change.\n---\n\nYou review code.\n",
    ),
    good: Sample::at(
        ".claude/agents/reviewer.md",
        "---\nname: reviewer\ndescription: Use it after a change.\n---\n\nYou review code.\n",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>) -> Vec<Finding> {
    let Some(name) = name(file).filter(|name| refused(name.text).is_none()) else {
        return Vec::new();
    };
    let Some(stem) = file.input().file_stem() else {
        return Vec::new();
    };
    // Capitals and blanks are another rule's.
    if kebab_case(stem) == kebab_case(name.text) {
        return Vec::new();
    }
    let message = format!(
        "The file is called {stem}, its agent \"{}\": Claude Code goes by the latter, and it is easier to find where \
         both are the same",
        name.text
    );
    vec![Finding::new(&ID05, name.span, message)]
}

#[cfg(test)]
mod tests {
    use crate::lint::rules::tests::found_at;

    #[test]
    fn the_same_in_other_letters_is_the_same() {
        let text = "---\nname: Code Reviewer\ndescription: b\n---\n";
        assert!(found_at("ID05", ".claude/agents/code_reviewer.md", text).is_empty());
        let findings = found_at("ID05", ".claude/agents/reviewer.md", text);
        assert_eq!(findings[0].span.slice(text), "Code Reviewer");
    }

    #[test]
    fn what_has_no_name_is_another_rules() {
        let text = "---\ndescription: b\n---\n";
        assert!(found_at("ID05", ".claude/agents/reviewer.md", text).is_empty());
    }
}
