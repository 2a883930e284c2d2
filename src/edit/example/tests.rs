use proptest::prelude::*;

use super::*;
use crate::definition::{Definition, PartKind, Reading, Speaker};
use crate::edit::{Refused, invoke, scalar};
use crate::text::{TextEdit, apply};

/// Every way in which descriptions are written; each has two examples, the first with all parts.
const ENCODINGS: [(&str, &str); 9] = [
    (
        "one line",
        "For bread: see. Examples: <example>Context: Rain. user: \"Bake?\" assistant: \"I'll bake\" <commentary>Why.\
         </commentary></example> <example>user: 'Again?'</example>\n",
    ),
    (
        "written line ends",
        "For bread: see.\\n\\n<example>\\nContext: Rain.\\nuser: \"Bake?\"\\nassistant: \"I'll bake\"\\n<commentary>\\nWhy.\\n\
         </commentary>\\n</example>\\n\\n<example>\\nuser: 'Again?'\\n</example>\n",
    ),
    (
        "double quotes",
        "\"For bread: see.\\n\\n- <example>\\n  Context: Rain.\\n  user: \\\"Bake?\\\"\\n  assistant: \\\"I'll bake\\\"\\n  \
         <commentary>\\n  Why.\\n  </commentary>\\n</example>\\n- <example>\\n  user: 'Again?'\\n</example>\"\n",
    ),
    (
        "doubled escapes",
        "\"For bread: see. <example>Context: Rain.\\\\nuser: \\\"Bake?\\\"\\\\nassistant: \\\"I'll bake\\\"\\\\n<commentary>Why.\
         </commentary></example>\\\\n<example>user: 'Again?'</example>\"\n",
    ),
    (
        "a literal block",
        "|\n  For bread: see.\n\n  <example>\n  Context: Rain.\n  user: \"Bake?\"\n  assistant: \"I'll bake\"\n  <commentary>\n  \
         Why.\n  </commentary>\n  </example>\n\n  <example>\n  user: 'Again?'\n  </example>\n",
    ),
    (
        "a folded block",
        ">-\n  For bread: see.\n\n  <example> Context: Rain. user:\n  \"Bake?\" assistant: \"I'll bake\"\n  <commentary>Why.\
         </commentary> </example>\n\n  <example> user:\n  'Again?'\n  </example>\n",
    ),
    (
        "single quotes",
        "'For bread: see. <example>Context: Rain. user: \"Bake?\" assistant: \"I''ll bake\" <commentary>Why.</commentary>\
         </example> <example>user: ''Again?''</example>'\n",
    ),
    (
        "no indentation",
        "For bread: see.\n\n<example>\nContext: Rain.\nuser: \"Bake?\"\nassistant: \"I'll bake\"\n<commentary>\nWhy.\n\
         </commentary>\n</example>\n\n<example>\nuser: 'Again?'\n</example>\n\n",
    ),
    (
        "a block deep inside",
        "|-\n      For bread: see.\n\n        <example>\n          Context: Rain.\n          user: \"Bake?\"\n          \
         assistant: \"I'll bake\"\n          <commentary>Why.</commentary>\n        </example>\n        <example>\n          \
         user: 'Again?'\n        </example>\n",
    ),
];

fn files() -> impl Iterator<Item = (String, String)> {
    ENCODINGS.into_iter().flat_map(|(name, value)| {
        let source =
            format!("---\nname: baker\ndescription: {value}model: sonnet # fast\n---\n\nBake.\n");
        let windows = source.replace('\n', "\r\n");
        [
            (name.to_owned(), source),
            (format!("{name}, CRLF"), windows),
        ]
    })
}

fn edited(source: &str, edits: &[TextEdit]) -> String {
    apply(source, edits).expect("the edits fit")
}

/// What the examples say, part by part.
fn said(source: &str) -> Vec<Vec<(PartKind, String)>> {
    let definition = Definition::parse(source);
    definition
        .examples
        .examples
        .iter()
        .map(|example| {
            example
                .parts
                .iter()
                .map(|part| (part.kind.clone(), part.text.replace("\r\n", "\n")))
                .collect()
        })
        .collect()
}

/// The bytes of each example.
fn bytes(source: &str) -> Vec<String> {
    let definition = Definition::parse(source);
    definition
        .examples
        .examples
        .iter()
        .map(|example| example.span.slice(source).to_owned())
        .collect()
}

#[test]
fn every_encoding_has_the_same_examples() {
    for (name, source) in files() {
        let said = said(&source);
        let texts: Vec<_> = said[0].iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(texts, ["Rain.", "Bake?", "I'll bake", "Why."], "{name}");
        assert_eq!(said[1].len(), 1, "{name}");
    }
}

#[test]
fn a_part_set_to_its_own_text_changes_nothing() {
    for (name, source) in files() {
        let definition = Definition::parse(source.as_str());
        for part in 0..4 {
            let text = definition.examples.examples[0].parts[part].text.clone();
            assert_eq!(
                set_part(&definition, 0, part, &text),
                Ok(Vec::new()),
                "{name}"
            );
        }
    }
}

#[test]
fn a_part_is_set_and_nothing_else() {
    let texts = [
        "Sun: much",
        "\"Say \"hello\"\"",
        "it's\nfine",
        "",
        "a # b",
        "C:/new",
        "user's: yes",
        "'x'",
        "{a}: [b] & *c*",
    ];
    for (name, source) in files() {
        let definition = Definition::parse(source.as_str());
        for part in 0..4 {
            for text in texts {
                let case = format!("{name}, part {part}, {text:?}");
                let edits = set_part(&definition, 0, part, text).expect(&case);
                let after = edited(&source, &edits);
                let mut wanted = said(&source);
                wanted[0][part].1 = text.to_owned();
                assert_eq!(said(&after), wanted, "{case}\n{after}");
                assert_eq!(bytes(&after)[1], bytes(&source)[1], "{case}");
                assert_eq!(
                    Definition::parse(after.as_str()).text("model"),
                    definition.text("model"),
                    "{case}"
                );
            }
        }
    }
}

#[test]
fn what_would_be_taken_for_something_else_is_refused() {
    for (name, source) in files() {
        let definition = Definition::parse(source.as_str());
        for text in [
            "a </example> b",
            "<example>",
            "done</commentary> more",
            "x <commentary>y</commentary>",
        ] {
            let refused = set_part(&definition, 0, 0, text);
            assert_eq!(refused, Err(Refused::Marker), "{name}: {text}");
        }
        assert_eq!(
            set_part(&definition, 0, 1, "C:\\new"),
            Err(Refused::WrittenLineEnd),
            "{name}"
        );
        assert_eq!(
            set_prose(&definition, 0, "a <example> b"),
            Err(Refused::Marker),
            "{name}"
        );
        assert_eq!(
            set_part(&definition, 7, 0, "x"),
            Err(Refused::Gone),
            "{name}"
        );
    }
}

#[test]
fn a_fence_is_written_where_quotes_can_hide_it_and_refused_elsewhere() {
    for (name, source) in files() {
        let definition = Definition::parse(source.as_str());
        match set_part(&definition, 0, 1, "a --- b") {
            Ok(edits) => {
                let after = edited(&source, &edits);
                assert_eq!(said(&after)[0][1].1, "a --- b");
                assert_eq!(bytes(&after)[1], bytes(&source)[1], "{name}");
            }
            Err(refused) => {
                assert_eq!(refused, Refused::Fence, "{name}");
                assert!(!name.starts_with("double"), "{name}");
            }
        }
    }
}

#[test]
fn a_turn_without_quotes_gets_some_where_it_needs_them() {
    let source = "---\nname: a\ndescription: |\n  <example>\n  user: Hello\n  assistant: Hi\n  </example>\n---\n";
    let definition = Definition::parse(source);
    let set = |text| set_part(&definition, 0, 0, text).map(|edits| edited(source, &edits));
    assert!(set("Good day").expect("set").contains("user: Good day\n"));
    let after = set("Say. assistant: no").expect("set");
    assert!(after.contains("user: \"Say. assistant: no\"\n"), "{after}");
    assert_eq!(said(&after)[0].len(), 2);
}

#[test]
fn the_prose_is_set() {
    for (name, source) in files() {
        let definition = Definition::parse(source.as_str());
        let edits = set_prose(&definition, 0, "For cakes: \"here\".").expect(&name);
        let after = edited(&source, &edits);
        assert_eq!(bytes(&after), bytes(&source), "{name}");
        let prose = &Definition::parse(after.as_str()).examples.prose[0].text;
        assert_eq!(prose, "For cakes: \"here\".", "{name}");
    }
}

#[test]
fn missing_parts_are_added_where_they_belong() {
    let kinds = [
        (PartKind::Context, 0),
        (PartKind::Turn(Speaker::Assistant), 1),
        (PartKind::Commentary, 1),
    ];
    for (name, source) in files() {
        let definition = Definition::parse(source.as_str());
        for (kind, at) in &kinds {
            let edits = add_part(&definition, 1, kind, "It's new: yes").expect(&name);
            let after = edited(&source, &edits);
            let mut wanted = said(&source);
            wanted[1].insert(*at, (kind.clone(), "It's new: yes".to_owned()));
            assert_eq!(said(&after), wanted, "{name} {kind:?}\n{after}");
            assert_eq!(bytes(&after)[0], bytes(&source)[0], "{name}");
            // Taking it out again leaves the file as it was.
            let added = Definition::parse(after.as_str());
            let undone = edited(&after, &remove_part(&added, 1, *at).expect(&name));
            assert_eq!(said(&undone), said(&source), "{name} {kind:?}\n{undone}");
        }
    }
}

#[test]
fn an_example_is_added_like_the_others() {
    for (name, source) in files() {
        let definition = Definition::parse(source.as_str());
        let new = NewExample::starter("baker");
        let after = edited(&source, &add(&definition, &new).expect(&name));
        let mut wanted = said(&source);
        wanted.push(new.parts);
        assert_eq!(said(&after), wanted, "{name}\n{after}");
        assert_eq!(bytes(&after)[..2], bytes(&source)[..], "{name}");
    }
}

#[test]
fn the_first_example_is_added_too() {
    let new = NewExample::starter("");
    for (value, what) in [
        ("description: For bread.\n", "plain"),
        ("description: \"For bread.\"\n", "quoted"),
        ("description: |\n  For bread.\n\n  Much.\n", "a block"),
        ("description: >\n  For bread.\n", "folded"),
        ("description:\n", "empty"),
        ("", "missing"),
    ] {
        let source = format!("---\nname: a\n{value}model: opus\n---\nBody\n");
        let definition = Definition::parse(source.as_str());
        let after = edited(&source, &add(&definition, &new).expect(what));
        assert_eq!(
            said(&after),
            std::slice::from_ref(&new.parts),
            "{what}\n{after}"
        );
        let definition = Definition::parse(after.as_str());
        assert_eq!(definition.reading, Reading::Yaml, "{what}\n{after}");
        assert_eq!(definition.text("model"), Some("opus"), "{what}");
    }
}

#[test]
fn a_copy_is_deleted_without_a_trace() {
    for (name, source) in files() {
        for example in 0..2 {
            let definition = Definition::parse(source.as_str());
            let doubled = edited(&source, &duplicate(&definition, example).expect(&name));
            let mut wanted = said(&source);
            wanted.insert(example, wanted[example].clone());
            assert_eq!(said(&doubled), wanted, "{name}\n{doubled}");
            let definition = Definition::parse(doubled.as_str());
            let back = edited(&doubled, &delete(&definition, example + 1).expect(&name));
            assert_eq!(back, source, "{name}");
        }
    }
}

#[test]
fn examples_change_places_and_keep_their_bytes() {
    for (name, source) in files() {
        let definition = Definition::parse(source.as_str());
        let after = edited(&source, &move_down(&definition, 0).expect(&name));
        let mut wanted = said(&source);
        wanted.reverse();
        assert_eq!(said(&after), wanted, "{name}\n{after}");
        let back = edited(
            &after,
            &move_up(&Definition::parse(after.as_str()), 1).expect(&name),
        );
        assert_eq!(back, source, "{name}");
        assert_eq!(move_up(&definition, 0), Err(Refused::AtTheEnd), "{name}");
        assert_eq!(move_down(&definition, 1), Err(Refused::AtTheEnd), "{name}");
    }
}

#[test]
fn examples_are_deleted_one_by_one() {
    for (name, source) in files() {
        let definition = Definition::parse(source.as_str());
        let last = bytes(&source)[1].clone();
        let after = edited(&source, &delete(&definition, 0).expect(&name));
        assert_eq!(bytes(&after), [last], "{name}\n{after}");
        let none = edited(
            &after,
            &delete(&Definition::parse(after.as_str()), 0).expect(&name),
        );
        let definition = Definition::parse(none.as_str());
        assert!(definition.examples.examples.is_empty(), "{name}");
        assert_eq!(
            definition.text("description").map(str::trim),
            Some("For bread: see."),
            "{name}"
        );
    }
}

#[test]
fn only_a_pointless_introduction_goes() {
    let deleted = |description: &str| {
        let source = format!("---\nname: a\ndescription: {description}\n---\n");
        let definition = Definition::parse(source.as_str());
        delete(&definition, 0).map(|edits| {
            let after = Definition::parse(edited(&source, &edits));
            after.text("description").unwrap_or_default().to_owned()
        })
    };
    let example = "<example>user: 'a'</example>";
    let left = |text: &str| Ok(text.to_owned());
    assert_eq!(
        deleted(&format!("For bread. Examples: {example}")),
        left("For bread.")
    );
    assert_eq!(
        deleted(&format!("For bread. Specifically: {example}")),
        left("For bread. Specifically:")
    );
    assert_eq!(
        deleted(&format!("See these examples: {example}")),
        left("See these examples:")
    );
    assert_eq!(
        deleted(&format!("For bread. Examples: {example} More.")),
        left("For bread. Examples: More.")
    );
    assert_eq!(deleted(&format!("Examples: {example}")), left("Examples:"));
    assert_eq!(deleted(example), Err(Refused::EmptyDescription));
}

#[test]
fn an_unclosed_example_is_closed_where_it_must_be() {
    let source = "---\nname: a\ndescription: |\n  For.\n\n  <example>\n  user: \"a\"\n\n  <example>\n  user: \"b\"\n  </example>\n\n  More.\n---\n";
    let definition = Definition::parse(source);
    let moved = edited(source, &move_down(&definition, 0).expect("moves"));
    let texts: Vec<_> = said(&moved)
        .concat()
        .into_iter()
        .map(|(_, text)| text)
        .collect();
    assert_eq!(texts, ["b", "a"], "{moved}");
    assert_eq!(Definition::parse(moved).examples.prose.len(), 2);
    let deleted = edited(source, &delete(&definition, 1).expect("deletes"));
    assert!(
        deleted.contains("user: \"a\"</example>\n\n  More."),
        "{deleted}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is typed reads back exactly, or is refused; the other example keeps its bytes.
    #[test]
    fn typed_texts_read_back_or_are_refused(
        text in "[ -~é✓\n]{0,30}|([a-z ]|<example>|</example>|user: |Context: |\"|'|\\\\n|---|: | #|\n|<a b>){0,12}",
        part in 0_usize..4,
        which in 0_usize..18,
    ) {
        let (name, source) = files().nth(which).expect("a file");
        let definition = Definition::parse(source.as_str());
        if let Ok(edits) = set_part(&definition, 0, part, &text) {
            let after = edited(&source, &edits);
            let mut wanted = said(&source);
            wanted[0][part].1 = text.trim().to_owned();
            prop_assert_eq!(said(&after), wanted, "{}\n{}", name, after);
            prop_assert_eq!(&bytes(&after)[1], &bytes(&source)[1]);
            let after = Definition::parse(after);
            prop_assert_eq!(after.text("name"), Some("baker"));
            prop_assert_eq!(after.text("model"), definition.text("model"));
            let body = |definition: &Definition| definition.layout.body.slice(&definition.source).to_owned();
            prop_assert_eq!(body(&after), body(&definition));
        }
    }

    /// Words are never refused, in any encoding.
    #[test]
    fn plain_words_are_always_taken(text in "[a-zA-Zé,.!?' ]{1,30}", part in 0_usize..4, which in 0_usize..18) {
        let (name, source) = files().nth(which).expect("a file");
        let definition = Definition::parse(source.as_str());
        prop_assert!(set_part(&definition, 0, part, &text).is_ok(), "{}", name);
    }

    /// Whatever a description is made of, every edit of it is made as asked or refused.
    #[test]
    fn no_description_is_damaged(description in description(), way in 0_usize..4) {
        let value = match way {
            0 => scalar::double_quoted(&description),
            1 => scalar::block(&description, 2, "\n").unwrap_or_default(),
            2 => scalar::single_quoted(&description.replace('\n', "\\n")).unwrap_or_default(),
            _ => description.clone(),
        };
        let value_start = "---\nname: baker\ndescription: ".len();
        let source = format!("---\nname: baker\ndescription: {value}\nmodel: sonnet\n---\n\nBake.\n");
        let definition = Definition::parse(source.as_str());
        let before = said(&source);
        let check = |edits: Result<Vec<TextEdit>, Refused>, wanted: &[Vec<(PartKind, String)>]| -> Option<String> {
            let after = edited(&source, &edits.ok()?);
            assert_eq!(said(&after), wanted, "{source}\n{after}");
            assert_eq!(Definition::parse(after.as_str()).text("name"), definition.text("name"));
            Some(after)
        };
        for index in 0..before.len() {
            let mut wanted = before.clone();
            wanted.insert(index, wanted[index].clone());
            if let Some(copied) = check(duplicate(&definition, index), &wanted)
                && copied.get(..value_start + 2) == source.get(..value_start + 2)
                && let Ok(edits) = delete(&Definition::parse(copied.as_str()), index + 1)
            {
                // Where only quotes around the whole value made room for the copy, they stay.
                assert_eq!(edited(&copied, &edits), source);
            }
            let mut wanted = before.clone();
            wanted.remove(index);
            check(delete(&definition, index), &wanted);
            check(invoke::to_body(&definition, index), &wanted);
            if index > 0 {
                let mut wanted = before.clone();
                wanted.swap(index - 1, index);
                check(move_up(&definition, index), &wanted);
            }
            for part in 0..before[index].len() {
                let mut wanted = before.clone();
                wanted[index][part].1 = "It's new".to_owned();
                check(set_part(&definition, index, part, "It's new"), &wanted);
                let mut wanted = before.clone();
                wanted[index].remove(part);
                check(remove_part(&definition, index, part), &wanted);
            }
            for kind in [PartKind::Context, PartKind::Turn(Speaker::User), PartKind::Commentary] {
                if let Ok(edits) = add_part(&definition, index, &kind, "It's new") {
                    let count = said(&edited(&source, &edits))[index].len();
                    assert_eq!(count, before[index].len() + 1, "{source}");
                }
            }
        }
        check(invoke::all_to_body(&definition), &[]);
        let new = NewExample::starter("baker");
        let mut wanted = before.clone();
        wanted.push(new.parts.clone());
        check(add(&definition, &new), &wanted);
        for piece in 0..definition.examples.prose.len() {
            check(set_prose(&definition, piece, "For bread"), &before);
        }
    }
}

/// Descriptions made of what the grammar knows, in any order.
fn description() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "<example>",
        "</example>",
        "<example>",
        "</example>",
        "<commentary>",
        "</commentary>",
        "<context>",
        "</context>",
        "<user>",
        "</user>",
        "Context: ",
        "user: ",
        "**user:** ",
        "assistant: ",
        "Daisy: ",
        "\"",
        "'",
        "“",
        "”",
        "\n",
        " ",
        "- ",
        "1. ",
        ". ",
        "word",
        "Examples: ",
        "คำ",
        "<function call>",
        "é",
    ]);
    prop::collection::vec(pieces, 1..30).prop_map(|pieces| format!("For {}", pieces.concat()))
}
