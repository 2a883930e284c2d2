use super::with_repair;
use crate::definition::{Attempt, Field, Reading, Rules, Scalar, ScalarKind, Value, attempt};
use crate::dialect::{Kind, claude_fields};
use crate::lint::{Basis, Check, File, Finding, Rule, Sample, Severity};
use crate::text::Span;

/// A setting that Claude Code's repair reads as another text than it says.
pub static FM10: Rule = Rule {
    id: "FM10",
    title: "Claude Code's repair changes this value",
    severity: Severity::Warning,
    basis: Basis::Spec {
        observed: "Claude Code 2.1.330",
        link: "",
    },
    about: "Where a frontmatter is not valid YAML, Claude Code puts values with signs such as # [ ] { } into quotes, \
            those that were in order too. A comment behind a model becomes part of its name, and a list in \
            brackets becomes one text. Make the frontmatter valid, and the value says again what it says.",
    speaks_of: Kind::is_of_claude_code,
    bad: Sample::agent(
        "---\nname: reviewer\ndescription: Use it like this: \"review it\"\nmodel: opus # for now\n---\n\nYou review code.\n",
    ),
    good: Sample::agent(
        "---\nname: reviewer\ndescription: 'Use it like this: \"review it\"'\nmodel: opus # for now\n---\n\nYou review code.\n",
    ),
    check: Check::File(check),
};

/// Texts in which a `#` is more likely meant than a comment.
const PROSE: [&str; 2] = ["description", "initialPrompt"];

/// Fields that hold more than a text.
const STRUCTURED: [&str; 5] = ["tools", "disallowedTools", "skills", "mcpServers", "hooks"];

fn check(file: &File<'_>) -> Vec<Finding> {
    changed_fields(file)
        .map(|finding| with_repair(finding, file))
        .collect()
}

fn changed_fields<'a>(file: &'a File<'_>) -> impl Iterator<Item = Finding> + 'a {
    let quoted = match &file.definition.reading {
        Reading::Repaired { quoted, .. } if file.reads_fields() => &quoted[..],
        _ => &[],
    };
    let fields = file.definition.fields.iter().filter(|field| {
        quoted.binary_search(&field.value.span()).is_ok() && !PROSE.contains(&field.key.as_str())
    });
    fields.filter_map(|field| {
        let finding = changed(file.source(), field)?;
        // What nothing reads does no harm.
        Some(match claude_fields::known(&field.key) {
            Some(_) => finding,
            None => finding.severity(Severity::Info),
        })
    })
}

/// What the repair changes about a value that it put into quotes; `None` where the quotes are needed.
fn changed(source: &str, field: &Field) -> Option<Finding> {
    let span = field.value.span();
    let raw = span.slice(source);
    let key = &field.key;
    match alone(raw) {
        // A # at the start is a colour more likely than a comment.
        Some(Value::Scalar(Scalar {
            kind: ScalarKind::Null,
            ..
        })) => None,
        Some(Value::Scalar(scalar)) if scalar.text.as_str() == raw.trim_end() => None,
        Some(Value::Scalar(scalar)) => {
            let comment = comment_behind(raw, scalar.span.end)?;
            let message = format!(
                "Claude Code's repair takes this comment into the value of {key}. Make the frontmatter valid YAML, or \
                 delete the comment"
            );
            Some(Finding::new(&FM10, comment.shift(span.start), message))
        }
        Some(Value::List { .. } | Value::Map { .. }) => Some(whole(key, span)),
        // It is no YAML by itself: a text needs the quotes, a list or a map is lost by them.
        None if STRUCTURED.contains(&key.as_str()) && raw.starts_with(['[', '{']) => {
            let message = format!(
                "Claude Code's repair makes one text of this value of {key}, signs and all, and strict YAML does not \
                 read it. Put what stands inside and holds signs into quotes"
            );
            Some(Finding::new(&FM10, span, message))
        }
        None => None,
    }
}

/// Whether there is a finding of this rule.
pub(super) fn takes_something_in(file: &File<'_>) -> bool {
    changed_fields(file).next().is_some()
}

/// Whether a finding of this rule stands at the place, and says more about it than that it is no YAML.
pub(super) fn speaks_of(file: &File<'_>, place: Span) -> bool {
    changed_fields(file).any(|finding| finding.span.contains(place))
}

fn whole(key: &str, span: Span) -> Finding {
    let message = format!(
        "Claude Code's repair makes one text of this value of {key}, signs and all. Make the frontmatter valid YAML"
    );
    Finding::new(&FM10, span, message)
}

/// The value as YAML reads it by itself, a scalar's span counted from its own start.
fn alone(raw: &str) -> Option<Value> {
    const KEY: &str = "key: ";
    let source = format!("{KEY}{raw}\n");
    let Attempt::Fields { mut fields, .. } =
        attempt(&source, Span::new(0, source.len()), Rules::STRICT)
    else {
        return None;
    };
    let mut value = fields.pop()?.value;
    if let Value::Scalar(scalar) = &mut value {
        let Span { start, end } = scalar.span;
        scalar.span = Span::new(start.checked_sub(KEY.len())?, end.checked_sub(KEY.len())?);
    }
    fields.is_empty().then_some(value)
}

/// The comment in the rest of a value that ends at `end`.
fn comment_behind(raw: &str, end: usize) -> Option<Span> {
    let rest = raw.get(end..)?;
    let bare = rest.trim();
    let start = end + (rest.len() - rest.trim_start().len());
    bare.starts_with('#')
        .then(|| Span::new(start, start + bare.len()))
}

#[cfg(test)]
mod tests {
    use crate::lint::rules::tests::found;

    fn marked(fields: &str) -> Vec<String> {
        let text = format!("---\nname: a\ndescription: b: c # d\n{fields}\n---\n");
        found("FM10", &text)
            .into_iter()
            .map(|finding| finding.span.slice(&text).to_owned())
            .collect()
    }

    #[test]
    fn comments_that_become_part_of_a_value() {
        assert_eq!(marked("model: opus # note"), ["# note"]);
        assert_eq!(marked("model: \"opus\" # note"), ["# note"]);
    }

    #[test]
    fn lists_that_become_a_text() {
        assert_eq!(
            marked("tools: [Read, Bash(git: *)]"),
            ["[Read, Bash(git: *)]"]
        );
        assert_eq!(
            marked("tools: [Read, Grep] # note"),
            ["[Read, Grep] # note"]
        );
        assert_eq!(marked("metadata: {x: y}"), ["{x: y}"]);
    }

    #[test]
    fn values_that_stay_what_they_are() {
        for fields in [
            "model: opus",
            "tools: [Read, Grep]",
            "tools: Read, Bash(git *)",
            "color: #ff0000",
            "title: [a] b: c",
        ] {
            assert!(marked(fields).is_empty(), "{fields}: {:?}", marked(fields));
        }
        // Without the repair nothing is taken in.
        let text = "---\nname: a\ndescription: b\nmodel: opus # note\n---\n";
        assert!(found("FM10", text).is_empty());
    }
}
