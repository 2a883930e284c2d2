use super::with_repair;
use crate::definition::{Reading, Value};
use crate::dialect::Kind;
use crate::lint::{Basis, Check, File, Finding, Fix, Rule, Sample, Severity};
use crate::reader::swallowed;
use crate::text::{Span, TextEdit};

/// What the newest Claude Code takes and its older versions and other programs do not: a key that
/// stands twice, tabs that indent, a byte order mark.
pub static FM09: Rule = Rule {
    id: "FM09",
    title: "Duplicate key, tab or byte order mark",
    severity: Severity::Warning,
    basis: Basis::Spec {
        observed: "Claude Code 2.1.330, and 2.0.77 to 2.1.112",
        link: "",
    },
    about: "Of a key that stands twice Claude Code takes the last value, and nothing says that the first is not \
            read. Strict parsers refuse the file, and so did Claude Code up to 2.1.112; the same holds for tabs that \
            indent. A byte order mark before the opening --- was the end of the frontmatter to those versions.",
    speaks_of: Kind::is_of_claude_code,
    bad: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\nmodel: haiku\nmodel: opus\n---\n\nYou review code.\n",
    ),
    good: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\nmodel: opus\n---\n\nYou review code.\n",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>) -> Vec<Finding> {
    if !file.reads_fields() {
        return Vec::new();
    }
    let mut findings: Vec<Finding> = byte_order_mark(file).into_iter().collect();
    findings.extend(tab(file));
    findings.extend(duplicates(file));
    findings
}

fn byte_order_mark(file: &File<'_>) -> Option<Finding> {
    let span = file.definition.layout.bom?;
    let message = "A byte order mark stands before the opening ---. Claude Code up to 2.1.112 and some other programs \
                   see no frontmatter then; delete it";
    let edits = vec![TextEdit {
        span,
        replacement: String::new(),
    }];
    let finding = Finding::new(&FM09, span, message).severity(Severity::Info);
    Some(finding.fix(Fix::safe("Delete the byte order mark", edits)))
}

/// The first tab, where tabs are all that keeps the frontmatter from being YAML; else FM04 says so.
fn tab(file: &File<'_>) -> Option<Finding> {
    let Reading::Repaired { error, quoted } = &file.definition.reading else {
        return None;
    };
    if !quoted.is_empty() {
        return None;
    }
    let message = "YAML is indented by blanks: strict parsers refuse tabs, and Claude Code up to 2.1.112 did not load \
                   the agent. Write blanks";
    Some(with_repair(Finding::new(&FM09, error.span, message), file))
}

fn duplicates(file: &File<'_>) -> Vec<Finding> {
    let fields = &file.definition.fields;
    // The lines of an example repeat themselves; FM07 speaks of them.
    let lost = swallowed(file.source(), fields);
    let counted: Vec<_> = (0..fields.len())
        .filter(|index| !lost.contains(index))
        .filter_map(|index| fields.get(index))
        .collect();
    let keys = counted
        .iter()
        .map(|field| (field.key.as_str(), field.key_span));
    let mut findings: Vec<Finding> = repeated(keys)
        .into_iter()
        .map(|(key, span)| with_repair(twice(key, span), file))
        .collect();
    for field in counted {
        inside(&field.value, &mut findings);
    }
    findings
}

fn twice(key: &str, span: Span) -> Finding {
    let message = format!(
        "\"{key}\" stands twice: Claude Code takes the last one and not this, and strict parsers refuse the file. \
         Delete one of them"
    );
    Finding::new(&FM09, span, message)
}

/// Maps in a value, however deep.
fn inside(value: &Value, findings: &mut Vec<Finding>) {
    match value {
        Value::Scalar(_) => {}
        Value::List { items, .. } => items.iter().for_each(|item| inside(item, findings)),
        Value::Map { entries, .. } => {
            let keys = entries
                .iter()
                .map(|entry| (entry.key.text.as_str(), entry.key.span));
            findings.extend(
                repeated(keys)
                    .into_iter()
                    .map(|(key, span)| twice(key, span)),
            );
            for entry in entries {
                inside(&entry.value, findings);
            }
        }
    }
}

/// The keys that stand once more further down.
fn repeated<'a>(keys: impl DoubleEndedIterator<Item = (&'a str, Span)>) -> Vec<(&'a str, Span)> {
    let mut seen = std::collections::BTreeSet::new();
    let mut found: Vec<_> = keys.rev().filter(|(key, _)| !seen.insert(*key)).collect();
    found.reverse();
    found
}

#[cfg(test)]
mod tests {
    use crate::lint::Severity;
    use crate::lint::rules::tests::found;
    use crate::text::apply;

    fn fixed(text: &str) -> String {
        let findings = found("FM09", text);
        let fix = findings[0].safe_fix().expect("there is one");
        apply(text, &fix.edits).expect("it fits")
    }

    #[test]
    fn the_one_that_does_not_count_becomes_a_comment() {
        let text = "---\nname: a\nmodel: b\ndescription: c\nmodel: d\n---\n";
        let findings = found("FM09", text);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].span.start, text.find("model").unwrap());
        assert_eq!(fixed(text), text.replace("model: b", "# model: b"));
    }

    #[test]
    fn maps_inside_have_keys_too() {
        let text = "---\nname: a\ndescription: b\nmcpServers:\n  x: {}\n  x: {}\n---\n";
        let findings = found("FM09", text);
        assert_eq!(findings[0].span.slice(text), "x");
        assert!(findings[0].fixes.is_empty());
    }

    #[test]
    fn lines_of_examples_are_another_rules() {
        let text =
            "---\nname: a\ndescription: b\nuser: \"c\"\nassistant: \"d\"\nuser: \"e\"\n---\n";
        assert!(found("FM09", text).is_empty());
    }

    #[test]
    fn tabs_become_blanks() {
        let text = "---\nname: a\ndescription: b\ntools:\n\t- Read\n---\n";
        assert_eq!(found("FM09", text)[0].span.slice(text), "\t");
        assert_eq!(fixed(text), text.replace('\t', " "));
    }

    #[test]
    fn a_byte_order_mark_goes() {
        let text = "\u{feff}---\nname: a\ndescription: b\n---\n";
        let findings = found("FM09", text);
        assert_eq!(findings[0].severity, Severity::Info);
        assert_eq!(fixed(text), &text[3..]);
    }

    #[test]
    fn line_ends_of_windows_load_everywhere() {
        assert!(found("FM09", "---\r\nname: a\r\ndescription: b\r\n---\r\n").is_empty());
    }
}
