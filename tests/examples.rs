//! The examples of whole files: the definition the page starts with, the one it was first made for,
//! the same examples in every encoding that occurs, and the corpus.

use agent_playground::definition::{Definition, Example, PartKind, Speaker};

/// What one example says: context, user, assistant, commentary.
type Said = [String; 4];

/// The parts of an example in the order that all of these files keep.
fn said(definition: &Definition, example: &Example) -> Said {
    let kinds = [
        PartKind::Context,
        PartKind::Turn(Speaker::User),
        PartKind::Turn(Speaker::Assistant),
        PartKind::Commentary,
    ];
    assert_eq!(
        example
            .parts
            .iter()
            .map(|part| part.kind.clone())
            .collect::<Vec<_>>(),
        kinds
    );
    assert!(example.closed);
    let mut parts = example.parts.iter().map(|part| {
        let place = definition.place_at(part.span.start);
        assert_eq!(
            place.span(definition),
            Some(part.span),
            "a click lands on the part"
        );
        part.text.clone()
    });
    std::array::from_fn(|_| parts.next().unwrap_or_default())
}

/// Reads the examples of a one-line description in the plainest way: by what stands between the
/// labels, quotes and tags that these files use.
fn plainly(line: &str) -> Vec<Said> {
    let between = |text: &str, from: &str, to: &str| {
        let rest = text.split_once(from).map(|(_, rest)| rest).expect(from);
        rest.split_once(to)
            .map(|(inner, _)| inner)
            .expect(to)
            .to_owned()
    };
    line.split("<example>")
        .skip(1)
        .map(|example| {
            [
                between(example, "Context: ", " user: \""),
                between(example, "user: \"", "\" assistant: \""),
                between(example, "assistant: \"", "\" <commentary>"),
                between(example, "<commentary>", "</commentary></example>"),
            ]
        })
        .collect()
}

/// Checks a file whose third line is a plain description with two examples on that line.
fn two_examples_on_the_third_line(source: &str) {
    let line = source.lines().nth(2).expect("there is a third line");
    let value = line
        .strip_prefix("description: ")
        .expect("it is the description");
    let definition = Definition::parse(source);
    let found: Vec<_> = definition
        .examples
        .examples
        .iter()
        .map(|example| said(&definition, example))
        .collect();
    assert_eq!(found.len(), 2);
    assert_eq!(found, plainly(value));
    for example in &definition.examples.examples {
        for part in &example.parts {
            assert_eq!(
                part.span.slice(source),
                part.text,
                "it stands in the source as it is"
            );
        }
    }
    let prose: Vec<_> = definition
        .examples
        .prose
        .iter()
        .map(|part| part.text.as_str())
        .collect();
    assert_eq!(
        prose,
        [value
            .split_once(" <example>")
            .map_or("", |(prose, _)| prose)]
    );
}

#[test]
fn the_definition_that_the_page_starts_with() {
    two_examples_on_the_third_line(include_str!(
        "../src/workspace/templates/rust-axum-backend-specialist.md"
    ));
}

#[test]
fn the_definition_that_the_page_was_made_for() {
    let Ok(source) = std::fs::read_to_string("../shared/seed/rust-axum-backend-specialist.md")
    else {
        println!("skipped: ../shared/seed is not there");
        return;
    };
    two_examples_on_the_third_line(&source);
}

#[test]
fn every_encoding_says_the_same() {
    let encodings = [
        (
            "one line",
            "For bread: see below. <example>Context: It rains. user: \"Bake?\" assistant: \"I'll bake\" \
             <commentary>Bread is bread.</commentary></example>\n",
        ),
        (
            "literal line ends in a plain value",
            "For bread: see below.\\n\\n<example>\\nContext: It rains.\\nuser: \"Bake?\"\\nassistant: \"I'll bake\"\\n\
             <commentary>\\nBread is bread.\\n</commentary>\\n</example>\n",
        ),
        (
            "escapes in a double-quoted value",
            "\"For bread: see below.\\n\\n- <example>\\n  Context: It rains.\\n  user: \\\"Bake?\\\"\\n  assistant: \
             \\\"I'll bake\\\"\\n  <commentary>\\n  Bread is bread.\\n  </commentary>\\n</example>\"\n",
        ),
        (
            "doubled escapes in a double-quoted value",
            "\"For bread: see below. <example>Context: It rains.\\\\nuser: \\\"Bake?\\\"\\\\nassistant: \\\"I'll \
             bake\\\"\\\\n<commentary>Bread is bread.</commentary></example>\"\n",
        ),
        (
            "a literal block",
            "|\n  For bread: see below.\n\n  <example>\n  Context: It rains.\n  user: \"Bake?\"\n  assistant: \"I'll \
             bake\"\n  <commentary>\n  Bread is bread.\n  </commentary>\n  </example>\n",
        ),
        (
            "a folded block",
            ">-\n  For bread: see below.\n\n  <example> Context: It rains. user:\n  \"Bake?\" assistant: \"I'll\n  bake\" \
             <commentary>Bread is\n  bread.</commentary> </example>\n",
        ),
        (
            "a single-quoted value",
            "'For bread: see below. <example>Context: It rains. user: \"Bake?\" assistant: \"I''ll bake\" \
             <commentary>Bread is bread.</commentary></example>'\n",
        ),
    ];
    let expected = ["It rains.", "Bake?", "I'll bake", "Bread is bread."].map(str::to_owned);
    for (encoding, value) in encodings {
        let source = format!("---\nname: baker\ndescription: {value}model: sonnet\n---\n\nBake.\n");
        for source in [source.clone(), source.replace('\n', "\r\n")] {
            let definition = Definition::parse(source.as_str());
            let found: Vec<_> = definition
                .examples
                .examples
                .iter()
                .map(|example| said(&definition, example))
                .collect();
            assert_eq!(found, std::slice::from_ref(&expected), "{encoding}");
            let prose: Vec<_> = definition
                .examples
                .prose
                .iter()
                .map(|part| part.text.as_str())
                .collect();
            assert_eq!(prose, ["For bread: see below."], "{encoding}");
            let context = &definition.examples.examples[0].parts[0];
            assert_eq!(context.span.slice(&source), "It rains.", "{encoding}");
        }
    }
}

#[test]
fn lines_without_indentation_still_show_their_examples() {
    let source = "---\nname: baker\ndescription: For bread.\n\n<example>\nContext: It rains.\nuser: \"Bake?\"\n\
                  assistant: \"I'll bake\"\n<commentary>\nBread is bread.\n</commentary>\n</example>\n\nmodel: sonnet\n\
                  ---\n\nBake.\n";
    let definition = Definition::parse(source);
    let found: Vec<_> = definition
        .examples
        .examples
        .iter()
        .map(|example| said(&definition, example))
        .collect();
    assert_eq!(
        found,
        [["It rains.", "Bake?", "I'll bake", "Bread is bread."].map(str::to_owned)]
    );
}

/// Files of the corpus whose examples are counted otherwise in its index, and why.
const COUNTED_OTHERWISE: [(&str, &str); 5] = [
    ("H00446", "the value is cut at ` #`, before its example"),
    ("H00566", UP_TO_A_BLANK_LINE),
    ("H01221", UP_TO_A_BLANK_LINE),
    ("H01667", UP_TO_A_BLANK_LINE),
    ("H02268", UP_TO_A_BLANK_LINE),
];

/// What is wrong with the index, not with the reading.
const UP_TO_A_BLANK_LINE: &str =
    "not indented: the index counts only up to the first blank line, and shows one of several";

#[test]
fn the_corpus_has_the_examples_that_its_index_counts() {
    let Ok(index) = std::fs::read_to_string("../shared/corpus/index.tsv") else {
        println!("skipped: ../shared/corpus is not there");
        return;
    };
    let mut lines = index
        .lines()
        .map(|line| line.split('\t').collect::<Vec<_>>());
    let header = lines.next().expect("the index has a header");
    let column = |name: &str| {
        header
            .iter()
            .position(|column| *column == name)
            .expect(name)
    };
    let (id, file, count) = (column("id"), column("file"), column("n_examples"));
    let mut compared = 0;
    for row in lines {
        let Some(expected) = row.get(count).and_then(|count| count.parse::<usize>().ok()) else {
            continue;
        };
        let bytes =
            std::fs::read(format!("../shared/corpus/{}", row[file])).expect("the file is there");
        let source = String::from_utf8_lossy(&bytes);
        let definition = Definition::parse(source.as_ref());
        let explained = COUNTED_OTHERWISE.iter().any(|(known, _)| *known == row[id]);
        let found = definition.examples.examples.len();
        assert_eq!(
            found == expected,
            !explained,
            "{}: {found} found, {expected} counted",
            row[file]
        );
        compared += 1;
    }
    assert!(compared > 300, "{compared}");
}
