use super::losses::Program;
use crate::dialect::Kind;
use crate::lint::{Basis, Check, File, Finding, Rule, Sample, Severity};
use crate::reader::{Cursor, LossKind, Reader};

/// A setting that Cursor does not take.
pub static XD06: Rule = Rule {
    id: "XD06",
    title: "Cursor does not take this",
    severity: Severity::Warning,
    basis: Basis::Recommendation {
        by: "rulesync and agnix (CUR-014)",
        link: "",
    },
    about: "Cursor is said to know five keys: name, description, model, readonly and is_background. Anything else \
            does nothing. It has no list of tools: only readonly: true keeps an agent from writing, so one that \
            lists Read and Grep alone may still write in Cursor. None of it was observed.",
    speaks_of: |kind| kind == Kind::CursorAgent,
    bad: Sample::at(
        ".cursor/agents/reviewer.md",
        "---\nname: reviewer\ndescription: Use it after a change.\ntools: Read, Grep\n---\n\nYou review code.\n",
    ),
    good: Sample::at(
        ".cursor/agents/reviewer.md",
        "---\nname: reviewer\ndescription: Use it after a change.\nreadonly: true\n---\n\nYou review code.\n",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>) -> Vec<Finding> {
    let reading = Cursor.read(&file.input());
    // Of the sign of a block another rule speaks.
    let description = file.field("description").map(|field| field.value.span());
    let program = Program::new("Cursor", Cursor::KNOWN, file);
    let losses = reading.losses.iter();
    losses
        .filter(|loss| loss.kind != LossKind::Text || Some(loss.span) != description)
        .map(|loss| program.finding(&XD06, loss))
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::lint::rules::tests::{found_at, marked};

    #[test]
    fn each_stands_at_its_token() {
        let text = "---\nname: A b\nreadonly: yes\ntools: Read\nisBackground: true\n---\n";
        let findings = found_at("XD06", ".cursor/agents/a.md", text);
        assert_eq!(
            marked(&findings, text),
            [
                ("A b", ""),
                ("yes", ""),
                ("tools", ""),
                ("isBackground", "Write it as is_background"),
            ]
        );
    }
}
