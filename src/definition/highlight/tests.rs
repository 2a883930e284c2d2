use proptest::prelude::*;

use super::{Mark, Token, nest, tokens, tokens_in, tokens_with_lost};
use crate::definition::Definition;
use crate::text::Span;

/// The tokens as `class: text`.
fn shown(text: &str) -> Vec<String> {
    let definition = Definition::parse(text);
    let tokens = tokens(&definition);
    check(text, &tokens);
    tokens
        .iter()
        .map(|token| format!("{}: {}", token.mark.class(), token.span.slice(text)))
        .collect()
}

/// What every list of tokens must keep.
fn check(text: &str, tokens: &[Token]) {
    let mut open: Vec<Span> = Vec::new();
    let order = |token: &Token| (token.span.start, std::cmp::Reverse(token.span.end));
    assert!(tokens.is_sorted_by_key(order), "{text:?}: {tokens:?}");
    for token in tokens {
        let span = token.span;
        assert!(
            !span.slice(text).is_empty(),
            "{text:?}: {token:?} is empty or on no border"
        );
        while open.last().is_some_and(|outer| outer.end <= span.start) {
            open.pop();
        }
        assert!(
            open.last().is_none_or(|outer| outer.contains(span)),
            "{text:?}: {token:?} crosses"
        );
        open.push(span);
    }
}

#[test]
fn markdown_structure() {
    assert_eq!(
        shown("# A *b*\n\n1. [c](d) `e`\n   - [ ] **f**\n\n***\n\n```x\ng\n```\n\n<p>\n"),
        [
            "heading: # A *b*",
            "emphasis: *b*",
            "list-marker: 1.",
            "link: [c](d)",
            "code: `e`",
            "list-marker: -",
            "list-marker: [ ]",
            "strong: **f**",
            "rule: ***",
            "code-block: ```x\ng\n```",
            "html: <p>"
        ]
    );
}

#[test]
fn keys_values_and_comments() {
    assert_eq!(
        shown(
            "---\n# whole\nname: \"x # y\" # note\nmaxTurns: 3\ntools: [a, \"b\"] # c\nhooks:\n  on: true\n  # d\n---\nbody\n"
        ),
        [
            "fence: ---",
            "comment: # whole",
            "key: name",
            "value: \"x # y\"",
            "comment: # note",
            "key: maxTurns",
            "literal: 3",
            "key: tools",
            "value: a",
            "value: \"b\"",
            "comment: # c",
            "key: hooks",
            "key: on",
            "literal: true",
            "comment: # d",
            "fence: ---"
        ]
    );
}

#[test]
fn a_hash_inside_a_value_is_no_comment() {
    let comments = |text: &str| {
        shown(text)
            .into_iter()
            .filter(|token| token.starts_with("comment"))
            .collect::<Vec<_>>()
    };
    assert!(
        comments("---\na: x#y\nb: \"p # q\"\nc: |\n  # r\n  s # t\n---\n# heading\n").is_empty()
    );
    assert_eq!(
        comments("---\r\na: x # y\r\nb: 1\r\n---\r\n"),
        ["comment: # y"]
    );
}

#[test]
fn examples_by_speaker() {
    let text = "---\nname: x\ndescription: |\n  Hi.\n  <example>\n  Context: c\n  user: \"u\"\n  assistant: 'a'\n  \
                Daisy: \"d\"\n  <looks around>\n  <commentary>m</commentary>\n  </example>\n---\n";
    let shown = shown(text);
    let start = shown
        .iter()
        .position(|token| token == "tag: <example>")
        .expect("there is an example");
    assert_eq!(
        shown[start..],
        [
            "tag: <example>",
            "context: Context: c",
            "label: Context:",
            "user: user: \"u\"",
            "label: user:",
            "assistant: assistant: 'a'",
            "label: assistant:",
            "other-speaker: Daisy: \"d\"",
            "label: Daisy:",
            "note: <looks around>",
            "commentary: <commentary>m</commentary>",
            "tag: <commentary>",
            "tag: </commentary>",
            "tag: </example>",
            "fence: ---"
        ]
    );
}

#[test]
fn the_failing_place_is_marked() {
    let text = "---\nname: x\ndescription: Use: this one\n---\n";
    assert!(
        shown(text).iter().any(|token| token.starts_with("error: ")),
        "{:?}",
        shown(text)
    );
}

#[test]
fn every_line_of_a_quote_has_its_markers() {
    let quotes = |text: &str| {
        shown(text)
            .iter()
            .filter(|token| *token == "quote: >")
            .count()
    };
    assert_eq!(quotes("> a\n> > b\n>\n> > c > d\n"), 6);
    assert_eq!(quotes("- > a\n  > b\n"), 2);
    assert_eq!(quotes("> a\r\n> b\r\n\r\n> c\r> d"), 4);
    assert_eq!(quotes("a > b\n"), 0);
}

#[test]
fn what_would_cross_is_cut() {
    let text = "abcdefgh";
    let token = |start, end, mark| Token::new(Span::new(start, end), mark);
    let nested = nest(
        text,
        vec![
            token(2, 6, Mark::Value),
            token(0, 4, Mark::Key),
            token(2, 6, Mark::Value),
            token(3, 3, Mark::Tag),
            token(5, 99, Mark::Link),
            token(5, 8, Mark::Error),
        ],
    );
    check(text, &nested);
    let spans: Vec<_> = nested
        .iter()
        .map(|token| (token.span.start, token.span.end, token.mark))
        .collect();
    assert_eq!(
        spans,
        [(0, 4, Mark::Key), (2, 4, Mark::Value), (5, 8, Mark::Error)]
    );
}

/// Definitions made of what means something, in any order.
fn definitions() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "---\n",
        "---",
        "name: x\n",
        "description: ",
        "model: 3\n",
        "tools: [a, b]\n",
        "hooks:\n  a: [1, {b: c}]\n",
        "# c\n",
        " # c\n",
        "\n",
        "\r\n",
        "\r",
        " ",
        "  ",
        "<example>",
        "</example>",
        "<commentary>",
        "</commentary>",
        "Context:",
        "user:",
        " \"",
        "\"",
        "'",
        "\\n",
        "|\n",
        ">-\n",
        "- ",
        "> ",
        "* ",
        "**",
        "`",
        "```\n",
        "[a](b)",
        "<b>",
        "word",
        "คำ",
        "é",
        ": ",
        "\u{feff}",
        "{",
        "&a ",
        "!t ",
        "*a ",
    ]);
    prop::collection::vec(known, 0..40).prop_map(|pieces| pieces.concat())
}

/// A definition, and two positions in it.
fn with_viewport() -> impl Strategy<Value = (String, usize, usize)> {
    let text = prop_oneof![
        definitions(),
        definitions().prop_map(|text| format!("---\n{text}"))
    ];
    (text, 0_usize..200, 0_usize..200)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn tokens_never_cross((text, from, to) in with_viewport()) {
        let definition = Definition::parse(text.as_str());
        let tokens = tokens(&definition);
        check(&text, &tokens);
        let visible = Span::new(from.min(to), from.max(to));
        let overlaps = |token: &&Token| token.span.start < visible.end && visible.start < token.span.end;
        let expected: Vec<_> = tokens.iter().filter(overlaps).collect();
        prop_assert_eq!(tokens_in(&tokens, visible).collect::<Vec<_>>(), expected);
        for fold in crate::definition::folds(&definition) {
            prop_assert!(!fold.hidden.slice(&text).is_empty());
        }
        for byte in 0..=text.len() {
            let place = definition.place_at(byte);
            if let Some(span) = place.span(&definition) {
                prop_assert!(span.end <= text.len());
            }
        }
    }
}

#[test]
fn the_corpus_has_tokens() {
    let Ok(files) = std::fs::read_dir("../shared/corpus/files") else {
        println!("skipped: ../shared/corpus is not there");
        return;
    };
    for file in files.flatten() {
        let bytes = std::fs::read(file.path()).expect("a corpus file can be read");
        let text = String::from_utf8_lossy(&bytes);
        let tokens = tokens(&Definition::parse(text.as_ref()));
        check(&text, &tokens);
        for start in (0..text.len()).step_by(997) {
            let visible = Span::new(start, start + 500);
            let overlaps =
                |token: &&Token| token.span.start < visible.end && visible.start < token.span.end;
            assert!(tokens_in(&tokens, visible).eq(tokens.iter().filter(overlaps)));
        }
    }
}

#[test]
fn what_is_lost_is_marked_around_what_it_is() {
    let source = "---\nname: a\ndescription: b --- user: c\n---\n";
    let definition = Definition::parse(source);
    let at = source.find("--- user").expect("the fence");
    let lost = Span::new(at, at + "--- user: c".len());
    let found = tokens_with_lost(&definition, &[lost]);
    check(source, &found);
    let marked: Vec<_> = found
        .iter()
        .filter(|token| token.mark == Mark::Lost)
        .map(|token| token.span.slice(source))
        .collect();
    assert_eq!(marked, ["--- user: c"]);
    assert!(tokens_in(&found, Span::new(at + 5, at + 6)).any(|token| token.mark == Mark::Lost));
}
