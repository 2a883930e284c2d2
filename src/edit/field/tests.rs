use proptest::prelude::*;

use super::*;
use crate::definition::{Definition, Reading};
use crate::edit::Refused;
use crate::text::{TextEdit, apply};

const FILE: &str = "---\n# who\nname: baker\ndescription: For bread: and cake\n# which\ntools: Read, Grep # only these\n\
                    model: opus\nskills:\n  - one # first\n  - two\nemoji: x\n---\nBody\n";

fn edited(source: &str, edits: Result<Vec<TextEdit>, Refused>) -> String {
    apply(source, &edits.expect("the edit is made")).expect("it fits")
}

fn text(source: &str, key: &str, value: &str) -> String {
    edited(source, set_text(&Definition::parse(source), key, value))
}

fn list(source: &str, key: &str, items: &[&str]) -> String {
    let items: Vec<String> = items.iter().map(|item| (*item).to_owned()).collect();
    let edits = set_list(&Definition::parse(source), key, &items);
    assert!(edits.is_ok(), "{source} {items:?}");
    edited(source, edits)
}

fn fields(fields: &str) -> String {
    format!("---\n{fields}---\nBody\n")
}

#[test]
fn a_value_is_set_and_nothing_else() {
    assert_eq!(text(FILE, "model", "haiku"), FILE.replace("opus", "haiku"));
    assert_eq!(text(FILE, "emoji", "x"), FILE);
    assert_eq!(
        text(FILE, "description", "For bread: and \"pie\""),
        FILE.replace("and cake", "and \"pie\"")
    );
}

#[test]
fn quotes_stay_as_long_as_they_hold_the_text() {
    for (before, value, after) in [
        ("name: a\n", "b", "name: b\n"),
        ("name: a\n", "b: c", "name: \"b: c\"\n"),
        ("name: a # x\n", "true", "name: \"true\" # x\n"),
        ("name: 'a'\n", "it's", "name: 'it''s'\n"),
        ("name: 'a'\n", "b\nc", "name: \"b\\nc\"\n"),
        ("name: \"a\"\n", "b \"c\"", "name: \"b \\\"c\\\"\"\n"),
        ("name: |\n    a\n", "b\nc", "name: |\n    b\n    c\n"),
        ("name: |-\n  a\n", " b", "name: |-\n   b\n"),
        ("name:\n", "b", "name: b\n"),
        ("name: # c\n", "b", "name: b # c\n"),
        ("name: a --- x\n", "b", "name: b--- x\n"),
    ] {
        let source = fields(&format!("{before}model: c\n"));
        let definition = Definition::parse(source.as_str());
        let edits = set_text(&definition, "name", value);
        if before.contains("---") || value.starts_with(' ') {
            // Such a file stays broken, but no other byte moves.
            let changed = edited(&source, edits);
            assert_eq!(
                Definition::parse(changed.as_str())
                    .text("name")
                    .map(str::trim_end),
                Some(value),
                "{changed}"
            );
            continue;
        }
        assert_eq!(
            edited(&source, edits),
            fields(&format!("{after}model: c\n")),
            "{before:?} {value:?}"
        );
    }
}

#[test]
fn words_are_numbers_and_texts_are_texts() {
    let word = |before: &str, value| {
        let source = fields(before);
        edited(
            &source,
            set_word(&Definition::parse(source.as_str()), "maxTurns", value),
        )
    };
    assert_eq!(word("maxTurns: 5\n", "10"), fields("maxTurns: 10\n"));
    assert_eq!(
        word("maxTurns: \"5\"\n", "10"),
        fields("maxTurns: \"10\"\n")
    );
    assert_eq!(word("name: a\n", "10"), fields("name: a\nmaxTurns: 10\n"));
    assert_eq!(
        text(&fields("name: a\n"), "model", "3"),
        fields("name: a\nmodel: \"3\"\n")
    );
}

#[test]
fn a_missing_field_goes_to_its_customary_place() {
    assert_eq!(
        text(FILE, "permissionMode", "plan"),
        FILE.replace("model: opus\n", "model: opus\npermissionMode: plan\n")
    );
    assert_eq!(
        list(FILE, "disallowedTools", &["Bash", "Write"]),
        FILE.replace("these\n", "these\ndisallowedTools: Bash, Write\n")
    );
    assert_eq!(
        text(FILE, "color", "red"),
        FILE.replace("- two\n", "- two\ncolor: red\n")
    );
    let windows = FILE.replace('\n', "\r\n");
    assert_eq!(
        text(&windows, "color", "red"),
        windows.replace("- two\r\n", "- two\r\ncolor: red\r\n")
    );
    assert_eq!(
        text("---\nmodel: a\n---\n", "name", "b"),
        "---\nname: b\nmodel: a\n---\n"
    );
    assert_eq!(text("---\n---\n", "name", "b"), "---\nname: b\n---\n");
    assert_eq!(
        text("---\ndescription: |+\n  a\n\n---\n", "model", "b"),
        "---\ndescription: |+\n  a\n\nmodel: b\n---\n"
    );
}

#[test]
fn a_file_without_frontmatter_gets_one() {
    assert_eq!(
        text("You bake.\n", "name", "b"),
        "---\nname: b\n---\n\nYou bake.\n"
    );
    assert_eq!(
        text("\u{feff}You\r\n", "name", "b"),
        "\u{feff}---\r\nname: b\r\n---\r\n\r\nYou\r\n"
    );
    assert_eq!(text("", "name", "b"), "---\nname: b\n---\n");
}

#[test]
fn of_duplicates_the_last_is_set_and_all_are_removed() {
    let source = fields("model: a\nname: b\nmodel: c\n");
    assert_eq!(
        text(&source, "model", "d"),
        fields("model: a\nname: b\nmodel: d\n")
    );
    assert_eq!(
        edited(
            &source,
            remove(&Definition::parse(source.as_str()), "model")
        ),
        fields("name: b\n")
    );
}

#[test]
fn a_field_goes_with_its_lines_and_comments_stay() {
    let without = |key| edited(FILE, remove(&Definition::parse(FILE), key));
    assert_eq!(
        without("tools"),
        FILE.replace("tools: Read, Grep # only these\n", "")
    );
    assert_eq!(
        without("skills"),
        FILE.replace("skills:\n  - one # first\n  - two\n", "")
    );
    assert_eq!(without("missing"), FILE);
    let flow = fields("{name: a, model: b}\n");
    assert_eq!(
        remove(&Definition::parse(flow.as_str()), "model"),
        Err(Refused::Unwritable)
    );
    assert_eq!(text(&flow, "model", "c"), fields("{name: a, model: c}\n"));
}

#[test]
fn lists_keep_their_form() {
    for (before, items, after) in [
        (
            "Read, Grep",
            &["Read", "Bash(git *)"][..],
            "Read, Bash(git *)",
        ),
        ("Read Grep", &["Read", "Grep", "Edit"], "Read Grep Edit"),
        ("\"Read, Grep\"", &["Grep"], "\"Grep\""),
        (
            "[Read, Grep]",
            &["Read", "Edit", "Grep"],
            "[Read, Edit, Grep]",
        ),
        ("[\"Read\", Grep] # x", &["Grep"], "[Grep] # x"),
        ("[Read, Grep]", &["Read"], "[Read]"),
        (
            "[Read]",
            &["Read", "Agent(a, b)"],
            "[Read, \"Agent(a, b)\"]",
        ),
        ("[Read]", &["Write"], "[Write]"),
        ("[]", &["Write"], "[Write]"),
        ("[Read]", &[], "[]"),
        ("Read", &[], "[]"),
        ("", &["Read", "Edit"], "Read, Edit"),
        (
            "\n  - Read # a\n  - Grep # b",
            &["Read", "Edit"],
            "\n  - Read # a\n  - Edit # b",
        ),
        ("\n  - Read # a\n  - Grep # b", &["Read"], "\n  - Read # a"),
        (
            "\n  - Read # a\n  # why\n  - Grep # b",
            &["Grep"],
            "\n  # why\n  - Grep # b",
        ),
        ("\n- Read", &["Read", "a: b"], "\n- Read\n- \"a: b\""),
        ("\n- Read", &["Edit", "Read"], "\n- Edit\n- Read"),
        ("\n- Read", &[], " []"),
    ] {
        let colon = |value: &str| match value {
            "" => fields("name: a\ntools:\nmodel: b\n"),
            value if value.starts_with(['\n', ' ']) => {
                fields(&format!("name: a\ntools:{value}\nmodel: b\n"))
            }
            value => fields(&format!("name: a\ntools: {value}\nmodel: b\n")),
        };
        let changed = list(&colon(before), "tools", items);
        if before.contains("why") {
            // Between what goes and what stays: the comment belongs to neither.
            assert!(
                changed.contains("- Grep # b\n") && !changed.contains("Read"),
                "{changed}"
            );
            continue;
        }
        assert_eq!(changed, colon(after), "{before:?} {items:?}");
    }
}

#[test]
fn an_item_that_commas_cannot_hold_makes_a_list_of_its_own() {
    let source = fields("tools: Read, Grep\n");
    assert_eq!(
        list(&source, "tools", &["Read", "my tool"]),
        fields("tools: [Read, my tool]\n")
    );
    let definition = Definition::parse(source.as_str());
    assert_eq!(
        set_list(&definition, "tools", &[" ".to_owned()]),
        Err(Refused::EmptyItem)
    );
}

#[test]
fn what_has_a_structure_is_left_alone() {
    let source = fields("mcpServers:\n  a:\n    command: b\n");
    let definition = Definition::parse(source.as_str());
    assert_eq!(
        set_list(&definition, "mcpServers", &["a".to_owned()]),
        Err(Refused::Structured)
    );
}

#[test]
fn a_broken_file_is_edited_where_the_value_stands() {
    let source = "---\nname: baker\ndescription: For bread.\n\n<example>\nuser: \"Hi\"\n</example>\nmodel: opus\n---\nBody\n";
    let definition = Definition::parse(source);
    assert!(matches!(definition.reading, Reading::LineByLine { .. }));
    assert_eq!(
        text(source, "model", "haiku"),
        source.replace("opus", "haiku")
    );
    assert_eq!(
        text(source, "color", "red"),
        source.replace("opus\n", "opus\ncolor: red\n")
    );
    assert_eq!(
        edited(source, remove(&definition, "model")),
        source.replace("model: opus\n", "")
    );
    assert_eq!(
        list(source, "tools", &["Read"]),
        source.replace("model:", "tools: Read\nmodel:")
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    /// Every text can be set in every style, reads back, and leaves the rest of the file alone.
    #[test]
    fn every_text_is_set(
        text in "[ -~é✓\n\t]{0,30}|([a-z ]|---|: | #|\n|'|\"|\\\\n|- ){0,10}",
        value in prop::sample::select(vec!["a", "'a'", "\"a\"", "|\n  a", ">-\n  a\n  b", "", "a: b"]),
    ) {
        let source = format!("---\nname: x\ninitialPrompt: {value}\nmodel: c\n---\nBody\n");
        let definition = Definition::parse(source.as_str());
        let edits = set_text(&definition, "initialPrompt", &text);
        prop_assert!(edits.is_ok(), "{:?} {}", text, source);
        let after = edited(&source, edits);
        let read = Definition::parse(after.as_str());
        let trimmed = |text: &str| text.trim_end_matches('\n').to_owned();
        prop_assert_eq!(read.text("initialPrompt").map(trimmed), Some(trimmed(&text)), "{}", after);
        prop_assert!(after.starts_with("---\nname: x\ninitialPrompt:"));
        prop_assert!(after.ends_with("\nmodel: c\n---\nBody\n"));
    }

    /// In whatever file: an edit is made as asked, or refused, and the rest of the text stays.
    #[test]
    fn no_file_is_damaged(
        lines in prop::collection::vec(prop::sample::select(vec![
            "---\n", "---\r\n", "model: a\n", "model:\n", "model: 'a'\r\n", "model: |\n", "  b\n", "tools: [A, B]\n", "tools: A B\n",
            "tools:\n", "- A\n", "  - B # c\n", "# c\n", "\n", "name: a: b\n", "description: \"x\n", "  y\"\n", "{model: a, tools: b}\n",
            "\t- C\n", "model: &x a\n", "tools: *x\n", "text --- text\n", "\r", "é", "\u{feff}", "model: a # c\n", "    model: a\n",
        ]), 0..10),
        opened in any::<bool>(),
        text in "[a-zé:#' ]{0,8}",
    ) {
        let source = format!("{}{}", if opened { "---\n" } else { "" }, lines.concat());
        let definition = Definition::parse(source.as_str());
        if let Ok(edits) = set_text(&definition, "model", &text) {
            let after = edited(&source, Ok(edits));
            let read = Definition::parse(after.as_str());
            prop_assert_eq!(read.text("model").map(str::trim_end), Some(text.trim_end()), "{}", source);
        }
        for items in [&["A", "C c"][..], &["B"], &[]] {
            let items: Vec<String> = items.iter().map(|item| (*item).to_owned()).collect();
            if let Ok(edits) = set_list(&definition, "tools", &items) {
                let read = Definition::parse(edited(&source, Ok(edits)));
                let found = read.field("tools").and_then(|field| items_of(&field.value));
                prop_assert_eq!(found, Some(items.iter().map(String::as_str).collect()), "{}", source);
            }
        }
        if let Ok(edits) = remove(&definition, "model") {
            let read = Definition::parse(edited(&source, Ok(edits)));
            prop_assert!(read.field("model").is_none());
        }
    }
}
