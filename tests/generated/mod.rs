//! Texts that look like definition files, whole and broken.

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
pub fn composed() -> impl Strategy<Value = String> {
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
pub fn broken() -> impl Strategy<Value = String> {
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
