//! Which examples of a description change.

use super::partners::Partners;
use crate::definition::{Definition, Example, PartKind, Speaker};
use crate::text::Span;

/// An example that is there on one side alone, or says something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExampleChange {
    /// Its number and place before, counted from 1; `None` where it is new.
    pub before: Option<(usize, Span)>,
    /// Its number and place after, counted from 1; `None` where it is gone.
    pub after: Option<(usize, Span)>,
    /// What the user says in it, or else its first words.
    pub title: String,
    /// Which of its parts say something else, where it is there on both sides: `user`, `commentary`.
    pub parts: Vec<String>,
}

/// The examples that change, in the order of the text.
pub(super) fn changes(before: &Definition, after: &Definition) -> Vec<ExampleChange> {
    let (old, new) = (&before.examples.examples, &after.examples.examples);
    let mut partners = Partners::new(old.len(), new.len());
    partners.pair(old, new, |example| Some(said(example).collect::<Vec<_>>()));
    let same: Vec<bool> = (0..new.len())
        .map(|at| partners.of_new(at).is_some())
        .collect();
    partners.pair(old, new, |example| {
        first(example, &PartKind::Turn(Speaker::User))
    });
    partners.pair(old, new, |example| first(example, &PartKind::Context));
    let mut found = Vec::new();
    for (at, (example, same)) in new.iter().zip(same).enumerate() {
        if same {
            continue;
        }
        let other = partners.of_new(at).and_then(|at| Some((at, old.get(at)?)));
        found.push(ExampleChange {
            before: other.map(|(at, example)| (at + 1, example.span)),
            after: Some((at + 1, example.span)),
            title: title(example),
            parts: other.map_or_else(Vec::new, |(_, other)| parts(other, example)),
        });
    }
    for (at, example) in old.iter().enumerate() {
        if !partners.is_taken(at) {
            found.push(ExampleChange {
                before: Some((at + 1, example.span)),
                after: None,
                title: title(example),
                parts: Vec::new(),
            });
        }
    }
    found
}

/// Whether the text around the examples says something else.
pub(super) fn prose_differs(before: &Definition, after: &Definition) -> bool {
    let prose = |definition: &Definition| {
        let parts = definition.examples.prose.iter();
        let words = parts.flat_map(|part| part.text.split_whitespace());
        words.map(str::to_owned).collect::<Vec<_>>()
    };
    prose(before) != prose(after)
}

/// What an example says, without what is between its parts.
fn said(example: &Example) -> impl Iterator<Item = (&PartKind, &str)> {
    example
        .parts
        .iter()
        .map(|part| (&part.kind, part.text.as_str()))
}

fn first<'file>(example: &'file Example, kind: &PartKind) -> Option<&'file str> {
    let part = example.parts.iter().find(|part| part.kind == *kind)?;
    (!part.text.is_empty()).then_some(part.text.as_str())
}

fn title(example: &Example) -> String {
    let user = first(example, &PartKind::Turn(Speaker::User));
    let any = || example.parts.first().map(|part| part.text.as_str());
    user.or_else(any).unwrap_or_default().to_owned()
}

/// The names of the parts that differ, each once.
fn parts(before: &Example, after: &Example) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let all = before
        .parts
        .iter()
        .chain(&after.parts)
        .map(|part| &part.kind);
    for kind in all {
        let of = |example: &'_ Example| -> Vec<String> {
            let parts = example.parts.iter().filter(|part| part.kind == *kind);
            parts.map(|part| part.text.clone()).collect()
        };
        let name = name(kind);
        if !names.iter().any(|known| known == name) && of(before) != of(after) {
            names.push(name.to_owned());
        }
    }
    if names.is_empty() {
        names.push("order".to_owned());
    }
    names
}

fn name(kind: &PartKind) -> &str {
    match kind {
        PartKind::Context => "context",
        PartKind::Turn(Speaker::User) => "user",
        PartKind::Turn(Speaker::Assistant) => "assistant",
        PartKind::Turn(Speaker::Other(name)) => name,
        PartKind::Commentary => "commentary",
        PartKind::Note => "note",
        PartKind::Prose | PartKind::Text => "text",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn definition(examples: &[&str]) -> Definition {
        let examples: String = examples
            .iter()
            .map(|text| format!("<example>{text}</example> "))
            .collect();
        Definition::parse(format!(
            "---\nname: a\ndescription: Use it. {examples}\n---\n"
        ))
    }

    fn told(before: &[&str], after: &[&str]) -> Vec<(Option<usize>, Option<usize>, String)> {
        changes(&definition(before), &definition(after))
            .into_iter()
            .map(|change| {
                let number = |side: Option<(usize, Span)>| side.map(|(number, _)| number);
                (
                    number(change.before),
                    number(change.after),
                    change.parts.join(" "),
                )
            })
            .collect()
    }

    const BREAD: &str = "Context: Rain. user: 'Bake?' assistant: 'Yes'";
    const MORE: &str = "Context: Rain. user: 'Bake?' assistant: 'No'";
    const TEA: &str = "user: 'Tea?' assistant: 'Now'";

    #[test]
    fn examples_are_told_by_what_they_say() {
        assert_eq!(told(&[BREAD, TEA], &[TEA, BREAD]), []);
        assert_eq!(
            told(
                &[BREAD],
                &["Context: Rain. user: \"Bake?\" assistant: \"Yes\""]
            ),
            []
        );
        assert_eq!(
            told(&[BREAD, TEA], &[TEA, MORE]),
            [(Some(1), Some(2), "assistant".to_owned())]
        );
        assert_eq!(
            told(&[BREAD], &[BREAD, TEA]),
            [(None, Some(2), String::new())]
        );
        assert_eq!(
            told(&[BREAD, TEA], &[TEA]),
            [(Some(1), None, String::new())]
        );
        assert_eq!(told(&[TEA, TEA], &[TEA]), [(Some(2), None, String::new())]);
    }

    #[test]
    fn the_text_around_them_is_looked_at_apart() {
        let before = definition(&[BREAD]);
        assert!(!prose_differs(&before, &definition(&[TEA])));
        let other = Definition::parse("---\nname: a\ndescription: Never use it.\n---\n");
        assert!(prose_differs(&before, &other));
    }
}
