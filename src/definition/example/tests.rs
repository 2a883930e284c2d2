use proptest::prelude::*;

use super::{Example, Examples, Part, PartKind, Speaker};
use crate::definition::MappedText;

fn read(text: &str) -> Examples {
    super::parse(&MappedText::verbatim(text, 0))
}

/// The parts of the only example, as `kind: text`.
fn parts(text: &str) -> Vec<String> {
    let read = read(text);
    assert_eq!(read.examples.len(), 1, "{text}");
    read.examples.iter().flat_map(shown).collect()
}

fn shown(example: &Example) -> Vec<String> {
    example
        .parts
        .iter()
        .map(|part| format!("{}: {}", name(part), part.text))
        .collect()
}

fn name(part: &Part) -> &str {
    match &part.kind {
        PartKind::Prose => "prose",
        PartKind::Context => "context",
        PartKind::Turn(Speaker::User) => "user",
        PartKind::Turn(Speaker::Assistant) => "assistant",
        PartKind::Turn(Speaker::Other(name)) => name,
        PartKind::Commentary => "commentary",
        PartKind::Note => "note",
        PartKind::Text => "text",
    }
}

fn prose(read: &Examples) -> Vec<&str> {
    read.prose.iter().map(|part| part.text.as_str()).collect()
}

#[test]
fn two_examples_on_one_line() {
    let text = "Use this for cakes. Examples: <example>Context: Guests come at four. user: \"Which cake \
                is quick?\" assistant: \"I'll ask the baker\" <commentary>Cakes are the baker's \
                work.</commentary></example> <example>Context: A tin is missing. user: \"What now?\" \
                assistant: \"Let me look\" <commentary>Tools too.</commentary></example>";
    let read = read(text);
    assert_eq!(prose(&read), ["Use this for cakes. Examples:"]);
    assert_eq!(read.examples.len(), 2);
    assert_eq!(
        shown(&read.examples[0]),
        [
            "context: Guests come at four.",
            "user: Which cake is quick?",
            "assistant: I'll ask the baker",
            "commentary: Cakes are the baker's work."
        ]
    );
    assert_eq!(
        shown(&read.examples[1]),
        [
            "context: A tin is missing.",
            "user: What now?",
            "assistant: Let me look",
            "commentary: Tools too."
        ]
    );
    assert!(read.examples.iter().all(|example| example.closed));
    let user = &read.examples[0].parts[1];
    assert_eq!(user.span.slice(text), "Which cake is quick?");
    assert_eq!(user.whole.slice(text), "user: \"Which cake is quick?\"");
    assert_eq!(user.label.slice(text), "user:");
    let commentary = &read.examples[0].parts[3];
    assert_eq!(commentary.label.slice(text), "<commentary>");
    assert_eq!(
        commentary.whole.slice(text),
        "<commentary>Cakes are the baker's work.</commentary>"
    );
    let first = &read.examples[0];
    assert!(first.span.slice(text).starts_with("<example>Context"));
    assert!(first.span.slice(text).ends_with("</commentary></example>"));
    assert_eq!(first.opening.slice(text), "<example>");
    assert_eq!(first.closing.map(|tag| tag.slice(text)), Some("</example>"));
}

#[test]
fn lines_and_bullets() {
    let text = "For cakes.\n\nExamples:\n- <example>\n  Context: Guests.\n  user: \"Quick?\"\n  \
                assistant: \"Yes.\"\n  <commentary>\n  Why not.\n  </commentary>\n  assistant: \"Done.\"\n\
                </example>\n- <EXAMPLE>\n  **Context**: None.\n  **user**: 'Hm'\n  **Assistant:** \"Oh\"\n\
                </Example>\nAnd so on.";
    let read = read(text);
    assert_eq!(prose(&read), ["For cakes.\n\nExamples:", "And so on."]);
    assert_eq!(
        shown(&read.examples[0]),
        [
            "context: Guests.",
            "user: Quick?",
            "assistant: Yes.",
            "commentary: Why not.",
            "assistant: Done."
        ]
    );
    assert_eq!(
        shown(&read.examples[1]),
        ["context: None.", "user: Hm", "assistant: Oh"]
    );
    assert_eq!(read.examples[1].parts[0].label.slice(text), "**Context**:");
    assert_eq!(
        read.examples[1].parts[2].label.slice(text),
        "**Assistant:**"
    );
    assert!(read.examples[0].span.slice(text).starts_with("- <example>"));
}

#[test]
fn bullets_before_labels() {
    assert_eq!(
        parts("<example>\n- Context: One.\n- user: \"Two\"\n* assistant: \"Three\"\n</example>"),
        ["context: One.", "user: Two", "assistant: Three"]
    );
}

#[test]
fn quotes_of_all_kinds() {
    for (open, close) in [
        ("\"", "\""),
        ("'", "'"),
        ("“", "”"),
        ("‘", "’"),
        ("„", "“"),
        ("«", "»"),
        ("「", "」"),
    ] {
        let text =
            format!("<example>user: {open}It's so{close} assistant: {open}Yes{close}</example>");
        assert_eq!(parts(&text), ["user: It's so", "assistant: Yes"], "{text}");
    }
}

#[test]
fn the_last_quote_closes() {
    assert_eq!(
        parts(
            "<example>user: 'I'm getting \"blocked\" here' assistant: \"Say \"hello\" to it\"\n</example>"
        ),
        [
            "user: I'm getting \"blocked\" here",
            "assistant: Say \"hello\" to it"
        ]
    );
    assert_eq!(
        parts("<example>user: 'Look at our rivals' prices' assistant: 'I'll look'</example>"),
        ["user: Look at our rivals' prices", "assistant: I'll look"]
    );
}

#[test]
fn an_apostrophe_closes_no_quote() {
    assert_eq!(
        parts("<example>user: 'Help me' and then the user's file</example>"),
        ["user: Help me", "text: and then the user's file"]
    );
}

#[test]
fn quotes_left_over_from_an_escape() {
    assert_eq!(
        parts(r#"<example>user: \"Say \"so\"\" assistant: \"So\"</example>"#),
        [r#"user: Say \"so\""#, "assistant: So"]
    );
}

#[test]
fn a_quote_that_never_closes_stays() {
    assert_eq!(
        parts("<example>user: \"Help me\nassistant: \"Sure\"</example>"),
        ["user: \"Help me", "assistant: Sure"]
    );
}

#[test]
fn labels_inside_a_quotation_are_part_of_it() {
    assert_eq!(
        parts(
            "<example>user: \"Rename user: to owner: and see Context: too\" assistant: \"ok\"</example>"
        ),
        [
            "user: Rename user: to owner: and see Context: too",
            "assistant: ok"
        ]
    );
}

#[test]
fn unquoted_turns() {
    assert_eq!(
        parts(
            "<example>user: Hello there assistant: [looks] \"Hi\" <commentary>x</commentary></example>"
        ),
        [
            "user: Hello there",
            "assistant: [looks] \"Hi\"",
            "commentary: x"
        ]
    );
}

#[test]
fn a_context_without_a_full_stop() {
    assert_eq!(
        parts("<example>Context: Somebody needs a library user: 'Which?'</example>"),
        ["context: Somebody needs a library", "user: Which?"]
    );
}

#[test]
fn tags_instead_of_labels() {
    assert_eq!(
        parts(
            "<example><context>A day</context>\n<user>\"Hi\"</user><assistant>Yes</assistant></example>"
        ),
        ["context: A day", "user: Hi", "assistant: Yes"]
    );
    assert_eq!(
        parts(
            "<example>\n<user_request>Audit it, Daisy: all.</user_request>\n<commentary>So.</commentary></example>"
        ),
        ["user: Audit it, Daisy: all.", "commentary: So."]
    );
}

#[test]
fn a_placeholder_is_no_tag() {
    assert_eq!(
        parts(
            "<example>user: \"Greet <user> and <user name> with Result<T, E>\" assistant: \"ok\"</example>"
        ),
        [
            "user: Greet <user> and <user name> with Result<T, E>",
            "assistant: ok"
        ]
    );
}

#[test]
fn commentary_anywhere() {
    assert_eq!(
        parts(
            "<example>user: \"a\" <commentary>one: user: no</commentary> assistant: \"b\" <commentary>two</example>"
        ),
        [
            "user: a",
            "commentary: one: user: no",
            "assistant: b",
            "commentary: two"
        ]
    );
    let text = "<example>user: \"a\"</example>\n <commentary>after</commentary> More. <commentary>prose</commentary>";
    let read = read(text);
    assert_eq!(shown(&read.examples[0]), ["user: a", "commentary: after"]);
    assert!(
        read.examples[0]
            .span
            .slice(text)
            .ends_with("after</commentary>")
    );
    assert_eq!(prose(&read), ["More. <commentary>prose</commentary>"]);
}

#[test]
fn notes() {
    assert_eq!(
        parts(
            "<example>\nuser: \"Write it\"\nassistant: \"Here: \"\n<function call omitted for \"brevity\">\n\
             assistant: <Task tool call> assistant: \"Done\" <looks around></example>"
        ),
        [
            "user: Write it",
            "assistant: Here:",
            "note: function call omitted for \"brevity\"",
            "assistant: <Task tool call>",
            "assistant: Done",
            "note: looks around"
        ]
    );
}

#[test]
fn other_speakers_need_a_quotation() {
    assert_eq!(
        parts(
            "<example>\nDaisy: \"Hello\"\nProduct Owner: 'Why?' ผู้ใช้: “สวัสดี”\nsystem: <sends a signal> Time: 10:30, \
             the error is: \"no\"\nagent: \"ok\"</example>"
        ),
        [
            "Daisy: Hello",
            "Product Owner: Why?",
            "user: สวัสดี",
            "system: <sends a signal>",
            "text: Time: 10:30, the error is: \"no\"",
            "agent: ok"
        ]
    );
}

#[test]
fn translated_labels() {
    assert_eq!(
        parts(
            "<example>コンテキスト: 実装した。user: \"追加\"\nアシスタント：「はい」\n<ツールを使用></example>"
        ),
        [
            "context: 実装した。",
            "user: 追加",
            "assistant: はい",
            "note: ツールを使用"
        ]
    );
    assert_eq!(
        parts("<example>Contexto: El usuario: uno. Usuario: «Hola» Asistente: «Sí»</example>"),
        ["context: El usuario: uno.", "user: Hola", "assistant: Sí"]
    );
}

#[test]
fn full_width_colons() {
    assert_eq!(
        parts("<example>user：“你好” assistant：“好”</example>"),
        ["user: 你好", "assistant: 好"]
    );
}

#[test]
fn unclosed_examples_end_at_the_next() {
    let read = read("<example>user: \"a\"\n- <example>user: \"b\" and more");
    assert_eq!(read.examples.len(), 2);
    assert!(
        read.examples
            .iter()
            .all(|example| !example.closed && example.closing.is_none())
    );
    assert_eq!(shown(&read.examples[0]), ["user: a"]);
    assert_eq!(shown(&read.examples[1]), ["user: b", "text: and more"]);
    assert!(read.prose.is_empty());
}

#[test]
fn a_tag_quoted_as_code_is_prose() {
    let read = read("Wrap each in `<example>` tags. </example>");
    assert!(read.examples.is_empty());
    assert_eq!(prose(&read), ["Wrap each in `<example>` tags. </example>"]);
}

#[test]
fn a_stray_closing_tag_is_shown() {
    assert_eq!(
        parts("<example>user: \"a\" </commentary></example>"),
        ["user: a", "text: </commentary>"]
    );
}

#[test]
fn spans_count_from_the_start_of_the_value() {
    let source = "description: Hi <example>user: \"a\"</example>";
    let read = super::parse(&MappedText::verbatim(&source[13..], 13));
    assert_eq!(read.prose[0].span.slice(source), "Hi");
    assert_eq!(read.examples[0].parts[0].span.slice(source), "a");
}

/// Texts that are made of what the grammar knows, in any order.
fn pieces() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "<example>",
        "</example>",
        "<commentary>",
        "</commentary>",
        "<context>",
        "</context>",
        "<user>",
        "</user>",
        "<example id=\"1\">",
        "`<example>`",
        "Context:",
        "**Context**:",
        "user:",
        "**user:**",
        "assistant:",
        "agent:",
        "Daisy:",
        "ผู้ใช้：",
        "<function call>",
        "<x",
        ">",
        "\"",
        "'",
        "“",
        "”",
        "\\\"",
        "\n",
        "\r\n",
        " ",
        "  ",
        "- ",
        "1. ",
        ". ",
        "word",
        "คำ",
        "_",
        "*",
        ":",
        "é",
        "",
    ]);
    prop::collection::vec(known, 0..40).prop_map(|pieces| pieces.concat())
}

/// Checks what every description must keep: nothing hidden, everything in order, spans that fit.
fn check(text: &str) {
    let read = read(text);
    let mut shown = vec![false; text.len()];
    let mut mark = |span: crate::text::Span| shown[span.start..span.end].fill(true);
    let mut last = 0;
    for part in &read.prose {
        assert_eq!(part.text, part.span.slice(text));
        assert!(part.span.start >= last);
        last = part.span.end;
        mark(part.whole);
    }
    let mut last = 0;
    for example in &read.examples {
        assert!(example.span.start >= last);
        last = example.span.end;
        assert_eq!(example.closed, example.closing.is_some());
        mark(crate::text::Span::new(
            example.span.start,
            example.opening.end,
        ));
        if let Some(closing) = example.closing {
            mark(closing);
        }
        let mut inner = example.opening.end;
        for part in &example.parts {
            assert!(
                part.whole.start >= inner && example.span.contains(part.whole),
                "{text:?} {example:?}"
            );
            inner = part.whole.end;
            assert!(
                part.whole.contains(part.span) && part.whole.contains(part.label),
                "{text:?} {part:?}"
            );
            assert_eq!(part.text, part.span.slice(text));
            assert_eq!(part.text, part.text.trim());
            mark(part.whole);
            // What a part leaves out of its text is its label, tags and quotes, never a word.
            let outside = [
                (part.label.end, part.span.start),
                (part.span.end, part.whole.end),
            ];
            for (from, to) in outside {
                let left = text.get(from..to).unwrap_or_default().to_lowercase();
                let left = ["</commentary>", "</context>", "</user>", "</assistant>"]
                    .iter()
                    .fold(left, |left, tag| left.replace(tag, ""));
                assert!(
                    !left.contains(char::is_alphanumeric),
                    "{text:?} {part:?} leaves out {left:?}"
                );
            }
        }
    }
    let hidden: String = text
        .char_indices()
        .filter(|(at, sign)| !sign.is_whitespace() && !shown[*at])
        .map(|(_, sign)| sign)
        .collect();
    assert_eq!(hidden, "", "{text:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_hidden(text in pieces()) {
        check(&text);
    }

    #[test]
    fn nothing_is_hidden_of_any_text(text in "(<example>)?\\PC{0,80}") {
        check(&text);
    }
}

#[test]
fn hostile_descriptions_are_read_in_linear_time() {
    // Quadratic work on these would take hours; the test has no clock and needs none.
    for unit in [
        "<example>",
        "</example>",
        "<commentary>",
        "<example><commentary>",
        "\"",
        "user: \"",
        "user:\n",
        "a: \"",
        "<",
        "<a ",
        "- ",
        " ",
        "\n- a:",
        "**",
        "Daisy: \"x\" ",
        "<context><user><assistant><commentary>",
        "a b c: ",
        "_",
        "é:",
    ] {
        let mut text = String::from("<example>");
        text.push_str(&unit.repeat(200_000 / unit.len()));
        let read = read(&text);
        assert!(!read.examples.is_empty());
    }
}
