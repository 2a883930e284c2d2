//! No text makes the engine panic, and whatever it finds stands where it says.

mod sound;

use agent_playground::definition::Place;
use agent_playground::reader::{ClaudeCode, Input, Tone, verdict};
use proptest::prelude::*;

/// What frontmatters are made of, whole and broken: pieces that mean something to some reader.
const PIECES: &[&str] = &[
    "---",
    "---\n",
    "\n---\n",
    "--- \r\n",
    "----",
    "...",
    "\n",
    "\r\n",
    "\r",
    " ",
    "  ",
    "\t",
    "\u{feff}",
    "\u{a0}",
    "\u{2028}",
    "\u{85}",
    "name",
    "name: ",
    "name: a\n",
    "description: ",
    "description: |\n  ",
    "description: >-\n  ",
    "description:\n",
    "model: opus # note\n",
    "tools: [Read, Bash(git: *)]\n",
    "tools:\n  - Read\n",
    "hooks:\n  Stop:\n",
    ": ",
    ":",
    "- ",
    "? ",
    "#",
    " # ",
    "\"",
    "'",
    "''",
    "\\n",
    "\\\"",
    "\\u00e9",
    "\\x",
    "\\",
    "[",
    "]",
    "{",
    "}",
    ",",
    "*a",
    "&a ",
    "!!str ",
    "!",
    "|",
    "|2-\n",
    ">",
    "%",
    "@",
    "`",
    "<example>",
    "</example>",
    "<example",
    "Context: ",
    "context:",
    "user: ",
    "User: \"hi\"",
    "assistant: ",
    "<commentary>",
    "</commentary>",
    "<user>",
    "</user>",
    "**user**: ",
    "\\nuser: ",
    "- <example>",
    "Daisy: ",
    "a",
    "Text",
    "é",
    "ก็",
    "👩‍🚀",
    "\u{301}",
    "\u{0}",
    "\u{7f}",
    "# Head\n",
    "## ",
    "```\n",
    "```rust\n",
    "~~~",
    "> ",
    "1. ",
    "* ",
    "| a | b |\n|---|---|\n",
    "[x](y)",
    "![x](y)",
    "<b>",
    "<!--",
    "-->",
    "&amp;",
    "http://a.b",
    "===\n",
    "    code\n",
    "[x]: y\n",
    "- [ ] ",
    "\\",
    "~~x~~",
    "_",
    "**",
];

/// Sequences of pieces, most of them between fences.
fn composed() -> impl Strategy<Value = String> {
    let text = |longest| {
        prop::collection::vec(prop::sample::select(PIECES), 0..longest)
            .prop_map(|pieces| pieces.concat())
    };
    (prop::bool::weighted(0.8), text(24), text(16)).prop_map(|(fenced, first, second)| {
        if fenced {
            format!("---\n{first}\n---\n{second}")
        } else {
            first + &second
        }
    })
}

/// Files that are in order, to be broken.
const FILES: &[&str] = &[
    "---\nname: baker\ndescription: For bread: see. <example>Context: Rain. user: \"Bake?\" assistant: \"Yes\" \
     <commentary>Why</commentary></example>\nmodel: sonnet\n---\n\n# Bread\n\n- a\n- b\n",
    "---\r\nname: baker\r\ndescription: |\r\n  Bread.\r\n\r\n  <example>\r\n  user: Bake?\r\n  </example>\r\ntools:\r\n  \
     - Read\r\n  - Bash(git *)\r\n---\r\n> quote\r\n\r\n| a | b |\r\n|---|---|\r\n| 1 | 2 |\r\n",
    "\u{feff}---\nname: \"é\"\ndescription: \"a\\n\\nb \\u00e9 \\\"c\\\" <example>\\nก: 👩\\n</example>\"\nhooks: {Stop: [{a: b}]}\n\
     ---\n```rust\nfn x() {}\n```\n",
];

/// A file with some characters taken out, doubled, or replaced by pieces.
fn broken() -> impl Strategy<Value = String> {
    let wound = (
        any::<prop::sample::Index>(),
        0..4_usize,
        prop::sample::select(PIECES),
    );
    (
        prop::sample::select(FILES),
        prop::collection::vec(wound, 1..6),
    )
        .prop_map(|(file, wounds)| {
            let mut characters: Vec<String> = file.chars().map(String::from).collect();
            for (at, length, piece) in wounds {
                let start = at.index(characters.len() + 1);
                let end = (start + length).min(characters.len());
                characters.splice(start..end, [piece.to_owned()]);
            }
            characters.concat()
        })
}

/// Texts that once went wrong.
const FOUND: &[&str] = &[
    // A lone CR in a value that the repair quotes folds with the blank behind it.
    "---\ndescription: F\r \u{feff}b: c\n---\n",
    // An empty block has its own header, not a sign of an earlier line.
    "---\na: x > y\nb: |\n---\n",
    "---\na: x > y\nb: |\n  \n---\n",
    "---\na: x > y\nb: >- # note\n\n---\n",
    "---\na: x > y\nb: |\nc: d\n---\n",
    "---\nb: | # a > b\n  c\n---\n",
];

#[test]
fn texts_that_were_found() {
    for source in FOUND {
        sound::check(source);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn any_text(source in any::<String>()) {
        sound::check(&source);
    }

    #[test]
    fn any_frontmatter(source in "---\n(\\PC|[\n\t:#\"'\\-<>\\[\\]{}|]){0,80}\n---\n\\PC{0,20}") {
        sound::check(&source);
    }

    #[test]
    fn composed_of_what_means_something(source in composed()) {
        sound::check(&source);
    }

    #[test]
    fn files_that_were_broken(source in broken()) {
        sound::check(&source);
    }

    /// A plain word for a value stands where its field says, whatever its surroundings do.
    #[test]
    fn a_quoted_value_is_what_was_meant(name in "[a-z][a-z0-9]{0,9}", text in "[ -~éก👩]{1,40}") {
        let quoted = text.replace('\\', "\\\\").replace('"', "\\\"");
        prop_assume!(!quoted.contains("---"));
        let source = format!("---\nname: {name}\ndescription: \"{quoted}\"\n---\n");
        let definition = sound::check(&source);
        prop_assert_eq!(definition.text("name"), Some(name.as_str()));
        prop_assert_eq!(definition.text("description"), Some(text.as_str()));
        let name_at = source.find(&name).unwrap_or_default();
        let place = definition.place_at("---\nname: ".len().max(name_at));
        prop_assert_eq!(place, Place::Field(0));
        prop_assert_ne!(verdict(&Input::new(&definition), &ClaudeCode::default()).tone, Tone::Bad);
    }
}

/// Blank lines before a block's first line are part of its text, and move nothing.
#[test]
fn a_block_that_begins_with_blank_lines_keeps_its_places() {
    let source =
        "---\nname: a\ndescription: |\n\n\n  <example>\n  user: \"Bake?\"\n  </example>\n---\n";
    let definition = sound::check(source);
    let part = &definition.examples.examples[0].parts[0];
    assert_eq!(part.span.slice(source), "Bake?");
}
