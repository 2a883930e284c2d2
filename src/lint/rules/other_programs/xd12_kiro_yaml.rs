use crate::definition::LayoutProblem;
use crate::dialect::Kind;
use crate::lint::{Basis, Check, File, Finding, Fix, Rule, Sample, Severity};
use crate::reader::{LossKind, Reader, StrictYaml};

/// A file of Kiro's whose frontmatter is no YAML.
pub static XD12: Rule = Rule {
    id: "XD12",
    title: "Not the YAML that Kiro asks for",
    severity: Severity::Warning,
    basis: Basis::Recommendation {
        by: "Kiro's documentation",
        link: "https://kiro.dev/docs/custom-agents/",
    },
    about: "Kiro's agents have a frontmatter of YAML. Nobody has written down that it mends what is none, as Claude \
            Code does, and it was not tried: a value with a colon and a blank belongs into quotes.",
    speaks_of: |kind| kind == Kind::KiroAgent,
    bad: Sample::at(
        ".kiro/agents/reviewer.md",
        "---\nname: reviewer\ndescription: Use it like this: \"review my change\"\n---\n\nYou review code.\n",
    ),
    good: Sample::at(
        ".kiro/agents/reviewer.md",
        "---\nname: reviewer\ndescription: 'Use it like this: \"review my change\"'\n---\n\nYou review code.\n",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>) -> Vec<Finding> {
    let is_without = matches!(
        file.definition.layout.problem,
        Some(LayoutProblem::Empty | LayoutProblem::NoFrontmatter)
    );
    if is_without {
        return Vec::new();
    }
    let losses = StrictYaml.read(&file.input()).losses;
    let unread = losses.iter().filter(|loss| loss.kind == LossKind::File);
    unread
        .map(|loss| {
            let message = format!("Kiro asks for YAML, and this is none: {}", loss.reason);
            let span = file.place_of_loss(loss.span);
            Finding::new(&XD12, span, message).fix_if_any(
                file.repair()
                    .map(|repair| Fix::unsafe_("Repair the frontmatter", repair.edits.clone())),
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::lint::rules::tests::{found, found_at};

    const PATH: &str = ".kiro/agents/a.md";

    #[test]
    fn what_does_not_parse_stands_at_its_token() {
        let text = "---\nname: a\ndescription: Use it. Examples: none\n---\n";
        let findings = found_at("XD12", PATH, text);
        assert_eq!(findings[0].span.slice(text), "Examples:");
        assert_eq!(findings[0].fixes.len(), 1);
        assert!(found("XD12", text).is_empty());
    }

    #[test]
    fn a_file_without_a_frontmatter_has_none_to_parse() {
        assert!(found_at("XD12", PATH, "You review code.\n").is_empty());
        let cut = "---\nname: a\ndescription: b # c\n---\n";
        assert!(found_at("XD12", PATH, cut).is_empty());
    }
}
