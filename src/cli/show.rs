//! A definition in lines that a person reads.

use std::fmt::Write;

use crate::definition::{Definition, Example, Heading, Part, PartKind, Speaker, Value};
use crate::lint::{File, quality};
use crate::reader::{self, ClaudeCode, Input};
use crate::text::{LineIndex, reorders};

/// How a file stands, its fields, examples and outline, with the lines they stand in, and what can be
/// counted of it. Every line is indented, for the file's name to stand above.
///
/// Control characters are shown as `\u{…}`: a terminal must not obey a file.
pub fn show(definition: &Definition) -> String {
    let lines = LineIndex::new(&definition.source);
    let mut out = String::new();
    let verdict = reader::verdict(&Input::new(definition), &ClaudeCode::default());
    section(&mut out, 2, &verdict.sentence);
    let line_of = |byte| lines.line(byte);

    for field in &definition.fields {
        let at = line_of(field.span.start);
        match &field.value {
            Value::Scalar(scalar) => entry(
                &mut out,
                2,
                &format!("{} (line {at})", field.key),
                scalar.text.as_str(),
            ),
            value @ (Value::List { .. } | Value::Map { .. }) => {
                section(&mut out, 2, &format!("{} (line {at}):", field.key));
                nested(&mut out, 4, value);
            }
        }
    }
    for (number, example) in (1..).zip(&definition.examples.examples) {
        show_example(&mut out, number, line_of(example.span.start), example);
    }
    if !definition.body.headings.is_empty() {
        section(&mut out, 2, "Outline:");
        for heading in &definition.body.headings {
            show_heading(&mut out, line_of(heading.span.start), heading);
        }
    }
    let measures = quality(&File::new(definition, None));
    if !measures.is_empty() {
        section(&mut out, 2, "What can be counted:");
        for measure in measures {
            entry(&mut out, 4, measure.name, &measure.value);
        }
    }
    out
}

fn show_example(out: &mut String, number: usize, line: usize, example: &Example) {
    let open = if example.closed { "" } else { ", not closed" };
    section(out, 2, &format!("Example {number} (line {line}{open}):"));
    for part in &example.parts {
        entry(out, 4, part_name(part), &part.text);
    }
}

fn part_name(part: &Part) -> &str {
    match &part.kind {
        PartKind::Context => "context",
        PartKind::Turn(Speaker::User) => "user",
        PartKind::Turn(Speaker::Assistant) => "assistant",
        PartKind::Turn(Speaker::Other(name)) => name,
        PartKind::Commentary => "commentary",
        PartKind::Note => "note",
        PartKind::Prose | PartKind::Text => "text",
    }
}

fn show_heading(out: &mut String, line: usize, heading: &Heading) {
    let indent = 2 + 2 * usize::from(heading.level);
    section(out, indent, &format!("{} (line {line})", heading.text));
}

/// Lists and maps as block YAML would show them. Reading keeps only a few levels, so the recursion
/// is bounded.
fn nested(out: &mut String, indent: usize, value: &Value) {
    match value {
        Value::Scalar(scalar) => section(out, indent, scalar.text.as_str()),
        Value::List { items, .. } => {
            for item in items {
                match item {
                    Value::Scalar(scalar) => {
                        section(out, indent, &format!("- {}", scalar.text.as_str()))
                    }
                    Value::List { .. } | Value::Map { .. } => {
                        section(out, indent, "-");
                        nested(out, indent + 2, item);
                    }
                }
            }
        }
        Value::Map { entries, .. } => {
            for pair in entries {
                match &pair.value {
                    Value::Scalar(scalar) => {
                        entry(out, indent, pair.key.text.as_str(), scalar.text.as_str())
                    }
                    Value::List { .. } | Value::Map { .. } => {
                        section(out, indent, &format!("{}:", pair.key.text.as_str()));
                        nested(out, indent + 2, &pair.value);
                    }
                }
            }
        }
    }
}

/// `name: text` on one line, or the lines of a longer text below the name.
fn entry(out: &mut String, indent: usize, name: &str, text: &str) {
    let text = text.trim_end_matches(['\n', '\r']);
    if text.contains(['\n', '\r']) {
        section(out, indent, &format!("{name}:"));
        section(out, indent + 2, text);
    } else {
        section(out, indent, format!("{name}: {text}").trim_end());
    }
}

/// The lines of `text`, each indented and without control characters.
fn section(out: &mut String, indent: usize, text: &str) {
    for line in text.split('\n') {
        let line = line.strip_suffix('\r').unwrap_or(line);
        if !line.is_empty() {
            out.extend(std::iter::repeat_n(' ', indent));
        }
        out.push_str(&printable(line));
        out.push('\n');
    }
}

/// A line with its control characters as `\u{…}`: a terminal must not obey a file.
pub(super) fn printable(line: &str) -> String {
    if line.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return line.to_owned();
    }
    let mut out = String::with_capacity(line.len());
    for character in line.chars() {
        if character.is_control() && character != '\t' || reorders(character) {
            // Writing into a String never fails.
            let _ = write!(out, "{}", character.escape_unicode());
        } else {
            out.push(character);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(source: &str) -> String {
        show(&Definition::parse(source))
    }

    #[test]
    fn a_whole_file() {
        let source = "---\nname: baker\ndescription: For bread: see. <example>Context: Rain. user: \"Bake?\" \
            assistant: \"Yes\" <commentary>Why</commentary></example>\ntools:\n  - Read\n  - [a, b]\n\
            env:\n  Stop: now\n---\n# Baking\n\nText\n\n## Bread\n";
        assert_eq!(
            shown(source),
            "  Claude Code 2.1.330, project file: loads; not valid YAML (line 3: \"bread:\" looks like a second key: the value needs quotes)\n\
            \x20 name (line 2): baker\n\
            \x20 description (line 3): For bread: see. <example>Context: Rain. user: \"Bake?\" assistant: \"Yes\" <commentary>Why</commentary></example>\n\
            \x20 tools (line 4):\n    - Read\n    -\n      - a\n      - b\n\
            \x20 env (line 7):\n    Stop: now\n\
            \x20 Example 1 (line 3):\n    context: Rain.\n    user: Bake?\n    assistant: Yes\n    commentary: Why\n\
            \x20 Outline:\n    Baking (line 10)\n      Bread (line 14)\n\
            \x20 What can be counted:\n    Description: about 33 tokens\n    Says when to call it: not looked for: only English is understood here\n\
            \x20   Examples: 1 example in the description, 1 told as a conversation\n\
            \x20   System prompt: 24 characters, about 6 tokens\n    Structure: 2 headings\n"
        );
    }

    #[test]
    fn longer_texts_stand_below_their_name() {
        let out = shown("---\nname: a\ndescription: |\n  one\n\n  two\n---\n");
        assert!(
            out.contains("  description (line 3):\n    one\n\n    two\n"),
            "{out}"
        );
    }

    #[test]
    fn an_open_example_is_said_to_be_open() {
        let out = shown("---\nname: a\ndescription: x <example>Daisy says hello\n---\n");
        assert!(
            out.contains("  Example 1 (line 3, not closed):\n    text: Daisy says hello\n"),
            "{out}"
        );
    }

    #[test]
    fn a_terminal_does_not_obey_a_file() {
        let out = shown("---\nname: \"a\\x1b[2Jb\"\ndescription: x\u{202e}y\n---\n");
        assert!(
            out.contains("a\\u{1b}[2Jb") && out.contains("x\\u{202e}y"),
            "{out}"
        );
        assert!(!out.contains(['\u{1b}', '\u{202e}']));
    }

    #[test]
    fn a_deep_value_does_no_harm() {
        let deep = format!(
            "---\nname: a\ndescription: b\nx: {}{}\n---\n",
            "[".repeat(200),
            "]".repeat(200)
        );
        assert!(shown(&deep).contains("  x (line 4):\n    -\n      -\n"));
    }
}
