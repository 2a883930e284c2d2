//! No text makes the engine panic, and whatever it finds stands where it says.

mod generated;
mod sound;

use agent_playground::definition::Place;
use agent_playground::reader::{ClaudeCode, Input, Tone, verdict};
use generated::{broken, composed};
use proptest::prelude::*;

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
