//! Files that mean harm: they are read like any other, and in time that grows with their length.
//!
//! Nothing here is timed. Were the cost of a text quadratic, the long ones below would not end.

mod sound;

use std::fs;

use agent_playground::definition::{Definition, folds, tokens};
use agent_playground::reader::{ClaudeCode, Input, verdict};
use agent_playground::text::{EditorPositions, LineIndex};

/// Reads a text too long to be checked character by character.
fn read(source: String) -> Definition {
    let definition = Definition::parse(source);
    let ends = |end: usize| assert!(end <= definition.source.len());
    tokens(&definition)
        .iter()
        .for_each(|token| ends(token.span.end));
    folds(&definition)
        .iter()
        .for_each(|fold| ends(fold.hidden.end));
    assert!(
        !verdict(&Input::new(&definition), &ClaudeCode::default())
            .sentence
            .is_empty()
    );
    definition
}

#[test]
fn the_files_of_the_folder() {
    let mut count = 0;
    for entry in fs::read_dir("tests/hostile").expect("the folder is there") {
        let path = entry.expect("the folder can be listed").path();
        let text = fs::read_to_string(&path).expect("the file is UTF-8");
        let definition = sound::check(&text);
        assert!(
            !definition.body.blocks.is_empty(),
            "{}: the body is shown",
            path.display()
        );
        count += 1;
    }
    assert!(count >= 4);
}

#[test]
fn deep_nesting_in_yaml() {
    const DEEP: usize = 100_000;
    for (open, close) in [
        ("[", "]"),
        ("{a: ", "}"),
        ("[", ""),
        ("{", ""),
        ("- ", ""),
        ("? ", ""),
        ("!!a ", ""),
        ("&a ", ""),
    ] {
        read(format!(
            "---\nname: a\nx: {}{}\n---\n",
            open.repeat(DEEP),
            close.repeat(DEEP)
        ));
        read(format!(
            "---\nname: a\nx:\n  {}{}\n---\n",
            open.repeat(DEEP),
            close.repeat(DEEP)
        ));
    }
    let steps: String = (0..1000)
        .map(|depth| format!("{}a:\n", " ".repeat(depth)))
        .collect();
    read(format!("---\n{steps}---\n"));
}

#[test]
fn aliases_that_multiply() {
    let mut text = "---\na0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..40 {
        let before = level - 1;
        text += &format!(
            "a{level}: &a{level} [{}]\n",
            vec![format!("*a{before}"); 9].join(", ")
        );
    }
    sound::check(&(text + "---\n"));
    let long = "x".repeat(10_000);
    let aliases = "  - *a\n".repeat(10_000);
    read(format!("---\na: &a {long}\nb:\n{aliases}---\n"));
}

#[test]
fn deep_nesting_in_markdown() {
    const DEEP: usize = 50_000;
    for piece in [
        "> ", "- ", "1. ", "*", "_", "**a ", "[", "![", "<b>", "`", "((", "[a](", "~~", "<!--",
        "\\", "&", "| ", "</",
    ] {
        read(format!("---\nname: a\n---\n{}", piece.repeat(DEEP)));
        read(format!(
            "---\nname: a\n---\n{}",
            format!("{piece}\n").repeat(DEEP)
        ));
    }
    let steps: String = (0..1000)
        .map(|depth| format!("{}- a\n", " ".repeat(depth * 2)))
        .collect();
    read(format!("---\nname: a\n---\n{steps}"));
}

#[test]
fn lines_of_ten_megabytes() {
    const LONG: usize = 10_000_000;
    for piece in ["x", "word ", "ก", ": ", "\\n", "\"", "<", "a\r"] {
        let line = piece.repeat(LONG / piece.len());
        let definition = read(format!("---\nname: a\ndescription: {line}\n---\n{line}\n"));
        assert!(
            !definition.fields.is_empty(),
            "{piece:?}: the fields are read"
        );
        let positions = EditorPositions::new(&definition.source, true);
        let end = positions.editor_len();
        assert_eq!(
            positions.to_byte(&definition.source, end),
            definition.source.len()
        );
        let lines = LineIndex::new(&definition.source);
        assert!(lines.line(definition.source.len()) >= 5);
    }
}

#[test]
fn thousands_of_examples() {
    const MANY: usize = 20_000;
    let block =
        "<example>Context: c user: \"u\" assistant: \"a\" <commentary>w</commentary></example> ";
    let definition = read(format!(
        "---\nname: a\ndescription: see: {}\n---\n",
        block.repeat(MANY)
    ));
    assert_eq!(definition.examples.examples.len(), MANY);
    for piece in [
        "<example>",
        "</example>",
        "<example",
        "<commentary>",
        "</commentary>",
        "user: ",
        "\"",
        "<user>",
        "- <example>",
        "x: ",
        "**",
        "\\n",
        "**user**: ",
    ] {
        read(format!(
            "---\nname: a\ndescription: see: {}\n---\n",
            piece.repeat(MANY * 5)
        ));
        read(format!(
            "---\nname: a\ndescription: |\n{}---\n",
            format!("  {piece}\n").repeat(MANY)
        ));
    }
}

#[test]
fn thousands_of_lines_and_fields() {
    const MANY: usize = 50_000;
    for line in [
        "a: b\n",
        "a: b: c\n",
        "a\n",
        "- a\n",
        "#\n",
        "\n",
        "\r",
        "a: \"\n",
        "a: |\n",
        "  a: b\n",
        "a: [\n",
        "]\n",
        "\ta: b\n",
        "a:\tb\n",
        "key: *x\n",
    ] {
        read(format!("---\n{}---\n", line.repeat(MANY)));
        read(format!("---\n{}", line.repeat(MANY)));
        read(line.repeat(MANY));
    }
    for line in [
        "# a\n",
        "###### a\n",
        "```\n",
        "[x]: y\n",
        "[x]\n",
        "a\n===\n",
        "| a | b |\n|---|---|\n",
        "---\n",
        "- [ ] a\n",
    ] {
        read(format!("---\nname: a\n---\n{}", line.repeat(MANY)));
    }
}
