use super::losses::Program;
use crate::dialect::Kind;
use crate::edit::field::set_text;
use crate::lint::{Basis, Check, File, Finding, Fix, Rule, Sample, Severity, nearest};
use crate::reader::OpenCode;

/// Whatever keeps OpenCode from starting, or from reading the fields.
pub static XD02: Rule = Rule {
    id: "XD02",
    title: "OpenCode does not read the file",
    severity: Severity::Error,
    basis: Basis::Spec {
        observed: "OpenCode 1.18.34",
        link: "https://opencode.ai/docs/agents/",
    },
    about: "A value of the wrong kind keeps OpenCode from starting at all. So do the tools of a Claude Code agent, a \
            text or a list: here tools is a map from names to true or false, and permission is today's way. A \
            frontmatter that does not parse is worse, because nothing is said: the file is passed over, or the \
            whole of it becomes the prompt.",
    speaks_of: |kind| kind == Kind::OpenCodeAgent,
    bad: Sample::at(
        ".opencode/agents/reviewer.md",
        "---\ndescription: Use it after a change.\nmode: subagent\ntools: Read, Grep\n---\n\nYou review code.\n",
    ),
    good: Sample::at(
        ".opencode/agents/reviewer.md",
        "---\ndescription: Use it after a change.\nmode: subagent\npermission:\n  edit: deny\n---\n\nYou review code.\n",
    ),
    check: Check::File(check),
};

/// The colours that Claude Code knows by name.
const COLORS: &[(&str, &str)] = &[
    ("red", "#ff0000"),
    ("blue", "#0000ff"),
    ("green", "#008000"),
    ("yellow", "#ffff00"),
    ("purple", "#800080"),
    ("orange", "#ffa500"),
    ("pink", "#ffc0cb"),
    ("cyan", "#00ffff"),
];

const MODES: [&str; 3] = ["subagent", "primary", "all"];

fn check(file: &File<'_>) -> Vec<Finding> {
    let program = Program::new("OpenCode", OpenCode::KNOWN, file);
    OpenCode
        .refusals(&file.input())
        .iter()
        .map(|loss| {
            let mut finding = program.finding(&XD02, loss);
            // Without any frontmatter nothing is lost that anybody wrote.
            if loss.span.is_empty() {
                finding.severity = Severity::Warning;
            }
            let fields = &file.definition.fields;
            let field = fields.iter().find(|field| field.value.span() == loss.span);
            let text = field.and_then(|field| field.value.text());
            let meant = match (field, text) {
                (Some(field), Some(text)) => meant(&field.key, text.as_str()),
                _ => None,
            };
            let (Some(field), Some(meant)) = (field, meant) else {
                return finding;
            };
            match set_text(file.definition, &field.key, meant) {
                Ok(edits) => finding.fix(Fix::unsafe_(format!("Write it as {meant}"), edits)),
                Err(_) => finding,
            }
        })
        .collect()
}

/// The value that a wrong one stands for.
fn meant(key: &str, text: &str) -> Option<&'static str> {
    match key {
        "mode" => nearest(text, MODES),
        "color" => {
            let named = COLORS
                .iter()
                .find(|(name, _)| name.eq_ignore_ascii_case(text));
            named.map(|(_, hex)| *hex)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::rules::tests::{found_at, marked};
    use crate::lint::{Finding, Severity};

    fn of(text: &str) -> Vec<Finding> {
        found_at("XD02", ".opencode/agents/a.md", text)
    }

    #[test]
    fn every_value_that_keeps_it_from_starting() {
        let text = "---\ndescription: b\nmode: Subagent\ncolor: red\nsteps: lots\ntools: [Read]\n---\nBody\n";
        let findings = of(text);
        assert_eq!(
            marked(&findings, text),
            [
                ("Subagent", "Write it as subagent"),
                ("red", "Write it as #ff0000"),
                ("lots", ""),
                ("[Read]", ""),
            ]
        );
        assert!(
            findings
                .iter()
                .all(|finding| finding.severity == Severity::Error)
        );
    }

    #[test]
    fn a_frontmatter_that_does_not_parse() {
        let text = "---\nmode: subagent\ndescription: \"b\n---\nBody\n";
        assert_eq!(of(text).len(), 1);
        assert!(of("---\ndescription: b: c\nmode: subagent\n---\nBody\n").is_empty());
    }
}
