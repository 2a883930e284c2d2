//! Edits of examples and fields over the whole corpus: what is not named stays, copies vanish
//! without a trace, and Claude Code still loads what it loaded.

use std::fs;

use agent_playground::definition::{Definition, PartKind, Reading as FrontmatterReading, Speaker};
use agent_playground::edit::example::{
    self, NewExample, add_part, delete, duplicate, move_down, move_up, remove_part, set_part,
    set_prose,
};
use agent_playground::edit::{Refused, field, invoke};
use agent_playground::reader::{ClaudeCode, Input, Reader, Reading};
use agent_playground::text::{TextEdit, apply};

/// The files that have a description with examples, by name.
fn files() -> Vec<(String, Definition)> {
    every_file()
        .into_iter()
        .filter(|(_, definition)| !definition.examples.examples.is_empty())
        .collect()
}

fn every_file() -> Vec<(String, Definition)> {
    let Ok(entries) = fs::read_dir("../shared/corpus/files") else {
        println!("skipped: ../shared/corpus is not there");
        return Vec::new();
    };
    let mut files: Vec<_> = entries
        .map(|entry| {
            let path = entry.expect("the corpus can be listed").path();
            let name = path
                .file_name()
                .map(|name| name.to_string_lossy().into_owned());
            let text = fs::read_to_string(&path).expect("the corpus is UTF-8");
            (name.unwrap_or_default(), Definition::parse(text))
        })
        .collect();
    files.sort_by(|(a, _), (b, _)| a.cmp(b));
    files
}

/// What the examples say, part by part.
type Said = Vec<Vec<(PartKind, String)>>;

fn said(definition: &Definition) -> Said {
    let examples = definition.examples.examples.iter();
    examples
        .map(|example| {
            let parts = example.parts.iter();
            parts
                .map(|part| (part.kind.clone(), part.text.replace("\r\n", "\n")))
                .collect()
        })
        .collect()
}

/// The prose without its white space.
fn prose(definition: &Definition) -> String {
    let pieces = definition.examples.prose.iter();
    pieces
        .flat_map(|piece| piece.text.split_whitespace())
        .collect()
}

/// The bytes of each example.
fn bytes(definition: &Definition) -> Vec<&str> {
    let examples = definition.examples.examples.iter();
    examples
        .map(|example| example.span.slice(&definition.source))
        .collect()
}

fn claude_code(definition: &Definition) -> Reading {
    ClaudeCode::default().read(&Input::new(definition))
}

/// The file after the edits; Claude Code still loads it if it did, with the same other fields.
fn after(name: &str, definition: &Definition, edits: &[TextEdit]) -> Definition {
    let edited = apply(&definition.source, edits).expect("the edits fit");
    let edited = Definition::parse(edited);
    let (old, new) = (claude_code(definition), claude_code(&edited));
    assert!(
        new.outcome.loads() || !old.outcome.loads(),
        "{name} no longer loads:\n{}",
        edited.source
    );
    if old.outcome.loads() {
        assert_eq!(
            (old.name, old.model, old.tools),
            (new.name, new.model, new.tools),
            "{name}"
        );
        assert!(
            new.description.is_some_and(|text| !text.is_empty()),
            "{name}"
        );
    }
    edited
}

/// What Claude Code reads as the description is what the edit was to make of it: the old one, with
/// one stretch replaced.
fn description_is(name: &str, before: &Definition, edited: &Definition, old: &str, new: &str) {
    let description = |definition: &Definition| {
        claude_code(definition)
            .description
            .map(|text| text.replace("\r\n", "\n"))
    };
    if let (Some(before), Some(after)) = (description(before), description(edited)) {
        let made: Vec<String> = before
            .match_indices(old)
            .map(|(at, _)| format!("{}{new}{}", &before[..at], &before[at + old.len()..]))
            .collect();
        assert!(made.contains(&after), "{name}: {after}");
    }
}

/// Whether an edit of one example was refused for a reason that the file gives.
fn made(name: &str, edits: Result<Vec<TextEdit>, Refused>) -> Vec<TextEdit> {
    edits.unwrap_or_else(|refused| panic!("{name}: {refused}"))
}

#[test]
fn every_part_set_to_its_own_text_changes_no_byte() {
    for (name, definition) in files() {
        for (index, example) in definition.examples.examples.iter().enumerate() {
            for (part, found) in example.parts.iter().enumerate() {
                assert_eq!(
                    set_part(&definition, index, part, &found.text),
                    Ok(Vec::new()),
                    "{name}"
                );
            }
        }
        for (index, found) in definition.examples.prose.iter().enumerate() {
            assert_eq!(
                set_prose(&definition, index, &found.text),
                Ok(Vec::new()),
                "{name}"
            );
        }
    }
}

#[test]
fn an_edit_of_one_part_leaves_the_bytes_of_all_else() {
    for (name, definition) in files() {
        let before = said(&definition);
        for (index, example) in definition.examples.examples.iter().enumerate() {
            for (part, found) in example.parts.iter().enumerate() {
                let text = format!("{} So it's new", found.text);
                if found.kind == PartKind::Note || found.text.contains("\\n") {
                    continue;
                }
                let case = format!("{name}, example {index}, part {part}");
                let edited = after(
                    &case,
                    &definition,
                    &made(&case, set_part(&definition, index, part, &text)),
                );
                let mut wanted = before.clone();
                wanted[index][part].1 = text.replace("\r\n", "\n");
                assert_eq!(said(&edited), wanted, "{case}");
                assert_eq!(prose(&edited), prose(&definition), "{case}");
                let others = |definition: &Definition| -> Vec<String> {
                    let mut bytes: Vec<String> =
                        bytes(definition).into_iter().map(str::to_owned).collect();
                    bytes.remove(index);
                    bytes
                };
                assert_eq!(others(&edited), others(&definition), "{case}");
            }
        }
    }
}

#[test]
fn claude_code_reads_what_was_typed() {
    let (mut typed, mut unquoted) = (0, 0);
    for (name, definition) in files() {
        for (index, example) in definition.examples.examples.iter().enumerate() {
            for (part, found) in example.parts.iter().enumerate() {
                if !matches!(found.kind, PartKind::Turn(_))
                    || found.text.is_empty()
                    || found.text.contains(['\n', '\\'])
                {
                    continue;
                }
                let edits = match set_part(&definition, index, part, "Something: else") {
                    Err(Refused::Unquoted) => {
                        assert_eq!(definition.reading, FrontmatterReading::Yaml, "{name}");
                        unquoted += 1;
                        continue;
                    }
                    edits => made(&name, edits),
                };
                typed += 1;
                let edited = after(&name, &definition, &edits);
                description_is(&name, &definition, &edited, &found.text, "Something: else");
            }
        }
    }
    println!("{typed} turns typed, {unquoted} in a plain value that no colon fits in");
    assert!(unquoted * 20 <= typed);
}

#[test]
fn a_copy_that_is_deleted_leaves_no_trace() {
    for (name, definition) in files() {
        for index in 0..definition.examples.examples.len() {
            let copied = after(
                &name,
                &definition,
                &made(&name, duplicate(&definition, index)),
            );
            let mut wanted = said(&definition);
            wanted.insert(index, wanted[index].clone());
            assert_eq!(said(&copied), wanted, "{name}");
            assert_eq!(prose(&copied), prose(&definition), "{name}");
            let mut bytes = bytes(&copied);
            bytes.remove(index);
            assert_eq!(bytes, self::bytes(&definition), "{name}");
            let back = after(&name, &copied, &made(&name, delete(&copied, index + 1)));
            assert_eq!(back.source, definition.source, "{name}");
        }
    }
}

#[test]
fn examples_change_places_and_back() {
    for (name, definition) in files() {
        for index in 1..definition.examples.examples.len() {
            let moved = after(
                &name,
                &definition,
                &made(&name, move_up(&definition, index)),
            );
            let mut wanted = said(&definition);
            wanted.swap(index - 1, index);
            assert_eq!(said(&moved), wanted, "{name}");
            assert_eq!(prose(&moved), prose(&definition), "{name}");
            let back = after(&name, &moved, &made(&name, move_down(&moved, index - 1)));
            if definition
                .examples
                .examples
                .iter()
                .all(|example| example.closed)
            {
                assert_eq!(back.source, definition.source, "{name}");
            }
            assert_eq!(said(&back), said(&definition), "{name}");
        }
    }
}

#[test]
fn an_example_is_deleted_and_the_others_keep_their_bytes() {
    for (name, definition) in files() {
        for index in 0..definition.examples.examples.len() {
            let edits = match delete(&definition, index) {
                Err(Refused::EmptyDescription) => {
                    assert!(prose(&definition).is_empty(), "{name}");
                    continue;
                }
                edits => made(&name, edits),
            };
            let left = after(&name, &definition, &edits);
            let mut wanted = bytes(&definition);
            wanted.remove(index);
            assert_eq!(bytes(&left), wanted, "{name}");
            let (old, new) = (prose(&definition), prose(&left));
            assert!(
                old == new || (wanted.is_empty() && old.starts_with(&new)),
                "{name}"
            );
        }
    }
}

#[test]
fn an_example_is_added_to_every_file_with_a_description() {
    let mut added = 0;
    for (name, definition) in every_file() {
        if definition
            .text("description")
            .is_none_or(|text| text.trim().is_empty())
        {
            continue;
        }
        let new = NewExample::starter("baker");
        let edits = match example::add(&definition, &new) {
            // A frontmatter that a fence inside a line ends has no line for it.
            Err(refused) => panic!("{name}: {refused}"),
            Ok(edits) => edits,
        };
        let edited = after(&name, &definition, &edits);
        let mut wanted = said(&definition);
        wanted.push(new.parts);
        assert_eq!(said(&edited), wanted, "{name}");
        assert_eq!(prose(&edited), prose(&definition), "{name}");
        assert_eq!(
            bytes(&edited)[..wanted.len() - 1],
            bytes(&definition)[..],
            "{name}"
        );
        added += 1;
    }
    println!("{added} files got an example");
}

#[test]
fn parts_are_added_and_taken_out() {
    let kinds = [
        PartKind::Context,
        PartKind::Turn(Speaker::User),
        PartKind::Turn(Speaker::Assistant),
        PartKind::Commentary,
    ];
    for (name, definition) in files() {
        for index in 0..definition.examples.examples.len() {
            for kind in &kinds {
                let before = said(&definition);
                let edits = made(&name, add_part(&definition, index, kind, "It's new"));
                let edited = after(&name, &definition, &edits);
                let now = said(&edited);
                let at = (0..now[index].len())
                    .find(|at| now[index][*at] == (kind.clone(), "It's new".to_owned()));
                let at = at.unwrap_or_else(|| panic!("{name} {kind:?}"));
                let mut wanted = before.clone();
                wanted[index].insert(at, (kind.clone(), "It's new".to_owned()));
                assert_eq!(now, wanted, "{name}");
                let edits = made(&name, remove_part(&edited, index, at));
                assert_eq!(said(&after(&name, &edited, &edits)), before, "{name}");
            }
        }
    }
}

#[test]
fn examples_move_to_the_body_and_back() {
    let (mut moved, mut refused) = (0, Vec::new());
    for (name, definition) in files() {
        for index in 0..definition.examples.examples.len() {
            match invoke::to_body(&definition, index) {
                Err(because) => refused.push(format!("{name}: {because:?}")),
                Ok(edits) => {
                    let out = after(&name, &definition, &edits);
                    let mut wanted = said(&definition);
                    let taken = wanted.remove(index);
                    assert_eq!(said(&out), wanted, "{name}");
                    let found = invoke::scenarios(&out);
                    let at = found
                        .iter()
                        .position(|scenario| scenario.example.parts == taken);
                    let at = at.unwrap_or_else(|| panic!("{name}: {found:?}"));
                    let edits = invoke::to_description(&out, at);
                    let back = after(&name, &out, &made(&name, edits));
                    wanted.push(taken);
                    assert_eq!(said(&back), wanted, "{name}");
                    let body = |definition: &Definition| {
                        definition.layout.body.slice(&definition.source).to_owned()
                    };
                    assert_eq!(body(&back), body(&definition), "{name}");
                    moved += 1;
                }
            }
        }
        let all = invoke::all_to_body(&definition);
        if let Ok(edits) = all {
            let out = after(&name, &definition, &edits);
            assert!(out.examples.examples.is_empty(), "{name}");
            assert!(
                invoke::scenarios(&out).len() >= definition.examples.examples.len(),
                "{name}"
            );
        }
    }
    println!("{moved} examples moved, refused: {refused:#?}");
    assert!(refused.len() * 50 <= moved, "{refused:#?}");
}

#[test]
fn fields_are_set_added_and_removed_in_every_file() {
    let (mut set, mut refused) = (0, Vec::new());
    for (name, definition) in every_file() {
        for (key, value) in [
            ("model", "a model: new"),
            ("color", "red"),
            ("initialPrompt", "Say: \"it's\"\n\nNow"),
        ] {
            let edits = match field::set_text(&definition, key, value) {
                Ok(edits) => edits,
                Err(because) => {
                    refused.push(format!("{name} {key}: {because:?}"));
                    continue;
                }
            };
            let edited = Definition::parse(apply(&definition.source, &edits).expect("they fit"));
            let found = edited.text(key).unwrap_or_default().replace("\r\n", "\n");
            // In a frontmatter that nobody can read, escapes stay as they stand.
            let escaped = value.replace('"', "\\\"").replace('\n', "\\n");
            let broken = matches!(edited.reading, FrontmatterReading::LineByLine { .. });
            assert!(
                found.trim_end() == value || (broken && found == escaped),
                "{name}: {found}"
            );
            set += 1;
            if definition.field(key).is_none() && definition.layout.frontmatter.is_some() {
                let edits = made(&name, field::remove(&edited, key));
                let back = apply(&edited.source, &edits).expect("they fit");
                assert_eq!(back, &*definition.source, "{name}");
            }
        }
    }
    println!("{set} fields set, refused: {refused:#?}");
    assert!(refused.len() * 50 <= set, "{refused:#?}");
}
