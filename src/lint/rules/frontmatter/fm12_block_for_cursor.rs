use crate::definition::{Definition, Scalar, ScalarKind, Value};
use crate::dialect::Kind;
use crate::edit::scalar::double_quoted;
use crate::lint::{Basis, Check, File, Finding, Fix, Rule, Sample, Severity};
use crate::text::{TextEdit, apply};

/// A description that is a block, in an agent of Cursor.
pub static FM12: Rule = Rule {
    id: "FM12",
    title: "A block in an agent of Cursor",
    severity: Severity::Info,
    basis: Basis::Recommendation {
        by: "rulesync, whose authors saw the sign >- in place of the text (March 2026; not verified since)",
        link: "https://github.com/dyoshikawa/rulesync/pull/1283",
    },
    about: "Cursor was reported to read the frontmatter line by line, and to show the sign of a block, | or >-, in \
            place of the description below it. Whether it still does is not known. One line in quotes is read by \
            every program.",
    speaks_of: |kind| kind == Kind::CursorAgent,
    bad: Sample::at(
        ".cursor/agents/reviewer.md",
        "---\nname: reviewer\ndescription: >-\n  Use it after\n  a change.\n---\n\nYou review code.\n",
    ),
    good: Sample::at(
        ".cursor/agents/reviewer.md",
        "---\nname: reviewer\ndescription: \"Use it after a change.\"\n---\n\nYou review code.\n",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>) -> Vec<Finding> {
    if !file.reads_fields() {
        return Vec::new();
    }
    let Some(Value::Scalar(scalar)) = file.field("description").map(|field| &field.value) else {
        return Vec::new();
    };
    let header = scalar.span.slice(file.source());
    if scalar.kind != ScalarKind::String || !header.starts_with(['|', '>']) {
        return Vec::new();
    }
    let mut span = scalar.span;
    span.end = span.start + header.lines().next().unwrap_or_default().trim_end().len();
    let message = "Cursor was reported to show this sign in place of the text below it. One line in quotes is safe";
    let mut finding = Finding::new(&FM12, span, message);
    if let Some(edit) = in_one_line(file.definition, scalar) {
        finding = finding.fix(Fix::safe("Write it in one line", vec![edit]));
    }
    vec![finding]
}

/// The edit that writes a block in quotes, if everything reads as before then.
fn in_one_line(definition: &Definition, scalar: &Scalar) -> Option<TextEdit> {
    let raw = scalar.span.slice(&definition.source);
    let line_end = raw.len() - raw.trim_end().len();
    let edit = TextEdit {
        span: crate::text::Span::new(scalar.span.start, scalar.span.end - line_end),
        replacement: double_quoted(scalar.text.as_str()),
    };
    let after = apply(&definition.source, std::slice::from_ref(&edit)).ok()?;
    let after = Definition::parse_frontmatter(after);
    let same = definition.fields.len() == after.fields.len()
        && definition
            .fields
            .iter()
            .zip(&after.fields)
            .all(|(before, after)| {
                let (before_text, after_text) = (before.value.text(), after.value.text());
                before.key == after.key
                    && before_text.map(|text| text.as_str()) == after_text.map(|text| text.as_str())
            });
    same.then_some(edit)
}

#[cfg(test)]
mod tests {
    use crate::lint::rules::tests::{found, found_at};
    use crate::text::apply;

    #[test]
    fn a_block_becomes_one_line() {
        let text = "---\nname: a\ndescription: |  # why\n  b: c\n\n  d\nmodel: e\n---\nBody\n";
        let findings = found_at("FM12", ".cursor/agents/a.md", text);
        assert_eq!(findings[0].span.slice(text), "|  # why");
        let fix = findings[0].safe_fix().expect("there is one");
        assert_eq!(
            apply(text, &fix.edits).expect("it fits"),
            "---\nname: a\ndescription: \"b: c\\n\\nd\\n\"\nmodel: e\n---\nBody\n"
        );
    }

    #[test]
    fn claude_code_reads_blocks() {
        assert!(found("FM12", "---\nname: a\ndescription: |\n  b\n---\n").is_empty());
    }
}
