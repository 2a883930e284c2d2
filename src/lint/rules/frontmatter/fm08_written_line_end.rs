use super::windows_path::broken_paths;
use super::with_repair;
use crate::definition::{MappedText, Scalar, ScalarKind, Value};
use crate::dialect::Kind;
use crate::lint::{Basis, Check, File, Finding, Fix, Rule, Sample, Severity};
use crate::text::{Span, TextEdit};

/// The two characters `\n` in a description.
pub static FM08: Rule = Rule {
    id: "FM08",
    title: "\\n written as two characters",
    severity: Severity::Warning,
    basis: Basis::Spec {
        observed: "Claude Code 2.1.330",
        link: "",
    },
    about: "In the description of an agent of a project or a person Claude Code reads the two characters \\n as a \
            line end. It does not in an agent of a plugin, nor do other programs: their models see a backslash and \
            an n. In double quotes, or as a block below |, YAML has line ends of its own, which all programs read. \
            The same replacement breaks paths such as C:\\new.",
    speaks_of: Kind::is_of_claude_code,
    bad: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\\n\\nNot before.\n---\n\nYou review code.\n",
    ),
    good: Sample::agent(
        "---\nname: reviewer\ndescription: \"Use it after a change.\\n\\nNot before.\"\n---\n\nYou review code.\n",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>) -> Vec<Finding> {
    if !file.reads_fields() {
        return Vec::new();
    }
    let Some(Value::Scalar(Scalar {
        kind: ScalarKind::String,
        text,
        ..
    })) = file.field("description").map(|field| &field.value)
    else {
        return Vec::new();
    };
    let paths = broken_paths(text.as_str());
    let mut findings: Vec<Finding> = line_ends(file, text, &paths).into_iter().collect();
    // In a plugin the path stays as it is.
    if file.kind != Kind::PluginAgent {
        findings.extend(paths.into_iter().map(|path| broken(text, path)));
    }
    findings
}

/// The line ends that are written so: one finding at the first of them.
fn line_ends(file: &File<'_>, text: &MappedText, paths: &[Span]) -> Option<Finding> {
    let mut found = text
        .as_str()
        .match_indices("\\n")
        .map(|(at, sign)| Span::new(at, at + sign.len()))
        .filter(|sign| !paths.iter().any(|path| path.contains(*sign)));
    let first = found.next()?;
    let times = match found.count() {
        0 => String::new(),
        more => format!(" ({} times here)", more + 1),
    };
    let message = if file.kind == Kind::PluginAgent {
        format!(
            "In a plugin the model sees the two characters \\n as they stand{times}. Write line ends as YAML has \
             them: in double quotes or below a |"
        )
    } else {
        format!(
            "Only Claude Code reads the two characters \\n as a line end{times}, and in plugins it does not. Write \
             line ends as YAML has them: in double quotes or below a |"
        )
    };
    let finding = Finding::new(&FM08, text.to_source(first), message);
    Some(with_repair(finding, file))
}

fn broken(text: &MappedText, path: Span) -> Finding {
    let written = path.slice(text.as_str());
    let message = format!(
        "Claude Code reads the \\n in {written} as a line end and breaks the path. Write it with slashes"
    );
    let span = text.to_source(path);
    let with_slashes = written.replace('\\', "/");
    Finding::new(&FM08, span, message).fix(Fix::unsafe_(
        format!("Write it as {with_slashes}"),
        vec![TextEdit {
            span,
            replacement: with_slashes,
        }],
    ))
}

#[cfg(test)]
mod tests {
    use crate::lint::Safety;
    use crate::lint::rules::tests::{found, found_at};
    use crate::text::apply;

    #[test]
    fn line_ends_are_one_finding_and_can_be_written_for_all() {
        let text = "---\nname: a\ndescription: \"Use it.\\\\n\\\\nNow.\"\n---\n";
        let findings = found("FM08", text);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].span.slice(text), "\\\\n");
        assert!(findings[0].message.contains("2 times"));
        let fix = findings[0].safe_fix().expect("there is one");
        assert_eq!(
            apply(text, &fix.edits).expect("it fits"),
            "---\nname: a\ndescription: \"Use it.\\n\\nNow.\"\n---\n"
        );
    }

    #[test]
    fn a_plugin_reads_otherwise_afterwards() {
        let text = "---\nname: a\ndescription: Use it.\\nNow.\n---\n";
        let findings = found_at("FM08", "plugins/x/agents/a.md", text);
        assert_eq!(findings[0].fixes[0].safety, Safety::Unsafe);
    }

    #[test]
    fn a_path_is_written_with_slashes() {
        let text = "---\nname: a\ndescription: Reads C:\\new\\notes.\n---\n";
        let findings = found("FM08", text);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].span.slice(text), "C:\\new\\notes");
        assert_eq!(
            apply(text, &findings[0].fixes[0].edits).expect("it fits"),
            "---\nname: a\ndescription: Reads C:/new/notes.\n---\n"
        );
        assert!(found_at("FM08", "plugins/x/agents/a.md", text).is_empty());
    }

    #[test]
    fn line_ends_of_yaml_are_in_order() {
        for description in ["\"a\\nb\"", "|\n  a\n  b", "a\\tb"] {
            let text = format!("---\nname: a\ndescription: {description}\n---\n");
            assert!(found("FM08", &text).is_empty(), "{text}");
        }
    }
}
