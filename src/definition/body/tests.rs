use std::path::Path;

use proptest::prelude::*;

use super::{Block, Body, Element, Piece, parse};
use crate::text::Span;

fn read(text: &str) -> Body {
    parse(text, Span::new(0, text.len()))
}

/// A block as one line, elements in brackets.
fn shown(block: &Block) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Open(element) => format!("[{element:?} "),
        Piece::Close => "]".to_owned(),
        Piece::Text(text) => format!("{text:?}"),
        Piece::Code(text) => format!("code{text:?}"),
        Piece::Html(text) => format!("html{text:?}"),
        Piece::SoftBreak => "~".to_owned(),
        Piece::HardBreak => "!".to_owned(),
        Piece::Rule => "rule".to_owned(),
        Piece::TaskMarker(done) => format!("task({done})"),
    };
    block
        .content
        .iter()
        .map(|located| piece(&located.piece))
        .collect()
}

fn blocks(text: &str) -> Vec<String> {
    let body = read(text);
    check(text, &body);
    body.blocks.iter().map(shown).collect()
}

/// What every body must keep: order, borders, balance, spans that say where verbatim text stands.
fn check(text: &str, body: &Body) {
    let mut last = 0;
    for block in &body.blocks {
        assert!(
            block.span.start >= last && block.span.end <= text.len(),
            "{text:?}"
        );
        last = block.span.end;
        let source = text
            .get(block.span.start..block.span.end)
            .expect("a block lies on character borders");
        let mut open = Vec::new();
        for located in &block.content {
            let slice = source.get(located.span.start..located.span.end);
            let slice = slice
                .unwrap_or_else(|| panic!("{text:?}: {located:?} lies on no borders of its block"));
            match &located.piece {
                Piece::Open(_) => open.push(located.span),
                Piece::Close => assert_eq!(open.pop(), Some(located.span), "{text:?}"),
                Piece::Text(said) | Piece::Html(said) if said.len() == located.span.len() => {
                    assert_eq!(
                        said.replace('\n', "\r"),
                        slice.replace('\n', "\r"),
                        "{text:?}"
                    );
                }
                _ => {}
            }
            assert!(open.len() <= 48);
        }
        assert!(open.is_empty(), "{text:?}");
    }
    let mut last = 0;
    for heading in &body.headings {
        assert!(heading.span.start >= last && (1..=6).contains(&heading.level));
        last = heading.span.end;
        assert_eq!(
            body.blocks.get(heading.block).map(|block| block.span),
            Some(heading.span)
        );
    }
}

#[test]
fn blocks_and_inlines() {
    assert_eq!(
        blocks("# A *b* `c`\n\ntext **x** ~~y~~\nmore <b> &amp; \\*\n\n---\n"),
        [
            "[Heading(1) \"A \"[Emphasis \"b\"]\" \"code\"c\"]",
            "[Paragraph \"text \"[Strong \"x\"]\" \"[Strikethrough \"y\"]~\"more \"html\"<b>\"\" \"\"&\"\" \"\"*\"]",
            "rule"
        ]
    );
}

#[test]
fn lists_quotes_tables_and_tasks() {
    assert_eq!(
        blocks("3. a\n4. b\n   - [x] c\n\n> q\n\n| h |\n|---|\n| d |\n"),
        [
            "[List(Some(3)) [Item \"a\"][Item \"b\"[List(None) [Item task(true)\"c\"]]]]",
            "[Quote [Paragraph \"q\"]]",
            "[Table [TableHead [TableCell \"h\"]][TableRow [TableCell \"d\"]]]"
        ]
    );
}

#[test]
fn code_blocks_name_their_language() {
    assert_eq!(
        blocks("```rust ignore\nlet a;\n\n  b\n```\n\n    indented\n\n~~~\nopen\n\n"),
        [
            "[CodeBlock(\"rust\") \"let a;\\n\\n  b\\n\"]",
            "[CodeBlock(\"\") \"indented\"]",
            "[CodeBlock(\"\") \"open\"]"
        ]
    );
}

#[test]
fn raw_html_is_text() {
    assert_eq!(
        blocks("<example>\nuser: \"*x*\"\n</example>\n"),
        ["[HtmlBlock html\"<example>\\nuser: \\\"*x*\\\"\\n</example>\"]"]
    );
    assert_eq!(
        blocks("a <script>alert(1)</script>"),
        ["[Paragraph \"a \"html\"<script>\"\"alert(1)\"html\"</script>\"]"]
    );
}

#[test]
fn links_and_references() {
    assert_eq!(
        blocks("[a](b) ![c](d) [e] <me@example.org> <https://example.org/>\n\n[e]: /f"),
        [
            "[Paragraph [Link(\"b\") \"a\"]\" \"[Image(\"d\") \"c\"]\" \"[Link(\"/f\") \"e\"]\" \"\
             [Link(\"mailto:me@example.org\") \"me@example.org\"]\" \"\
             [Link(\"https://example.org/\") \"https://example.org/\"]]"
        ]
    );
}

#[test]
fn text_parted_by_signs_is_one_piece() {
    assert_eq!(
        blocks("a [b * c_d ] ~ < e"),
        ["[Paragraph \"a [b * c_d ] ~ < e\"]"]
    );
}

#[test]
fn headings_are_plain_text_with_their_block() {
    let text =
        "intro\n\n# One *two* `three`\n\n> ## quoted\n\n- # listed\n\nUnder\nline\n===\n\n###\n";
    let body = read(text);
    check(text, &body);
    let headings: Vec<_> = body
        .headings
        .iter()
        .map(|heading| (heading.level, heading.text.as_str(), heading.block))
        .collect();
    assert_eq!(
        headings,
        [(1, "One two three", 1), (1, "Under line", 4), (3, "", 5)]
    );
    assert_eq!(body.headings[0].span.slice(text), "# One *two* `three`");
    assert_eq!(body.headings[1].span.slice(text), "Under\nline\n===");
}

#[test]
fn every_line_end_gives_the_same_blocks() {
    let text =
        "# A\n\nb\nc\n\n- d\n  - e\n\n> f\n> g\n\n```x\nh\n\ni\n```\n\n| j |\n|---|\n| k |\n";
    let texts = |body: &Body| {
        body.blocks
            .iter()
            .map(shown)
            .map(|line| line.replace("\"\"", ""))
            .collect::<Vec<_>>()
    };
    let expected = texts(&read(text));
    for line_end in ["\r\n", "\r"] {
        let other = text.replace('\n', line_end);
        let body = read(&other);
        check(&other, &body);
        assert_eq!(texts(&body), expected, "{line_end:?}");
    }
}

#[test]
fn a_block_is_equal_wherever_it_stands() {
    let before = read("one\n\n- *two*\n");
    let after = read("another one\n\nadded\n\n- *two*\n");
    assert_eq!(before.blocks[1], after.blocks[2]);
    assert_ne!(before.blocks[0], after.blocks[0]);
}

#[test]
fn only_the_span_is_read() {
    let text = "---\nname: x\n---\n\nbody\n";
    let body = parse(text, Span::new(15, text.len()));
    assert_eq!(body.blocks.len(), 1);
    assert_eq!(body.blocks[0].span.slice(text), "body");
}

#[test]
fn what_is_too_deep_is_kept_as_text() {
    let text = format!(
        "{} deep *text*\n\n{}end",
        "> ".repeat(100),
        "> - ".repeat(60)
    );
    let body = read(&text);
    check(&text, &body);
    let kept: String = body.blocks.iter().map(shown).collect();
    assert!(
        kept.contains("deep *text*") && kept.contains("end"),
        "{kept}"
    );
}

#[test]
fn what_is_too_long_is_kept_as_text() {
    let text = format!("{}\n# last", "# é\n".repeat(300_000));
    let body = read(&text);
    check(&text, &body);
    let last = body.blocks.last().expect("there are blocks");
    assert!(last.span.slice(&text).ends_with("# last"));
    assert!(matches!(
        &last.content[0].piece,
        Piece::Open(Element::Paragraph)
    ));
    assert!(body.headings.len() > 200_000);

    let line = "é".repeat(1_500_000);
    let body = read(&line);
    check(&line, &body);
    assert_eq!(
        body.blocks
            .iter()
            .map(|block| block.span.len())
            .sum::<usize>(),
        line.len()
    );
}

#[test]
fn hostile_bodies_are_read() {
    // Quadratic work on these would take hours; the test has no clock and needs none.
    for unit in [
        ">",
        "> ",
        "*",
        "[",
        "`",
        "![",
        "[a](",
        "<",
        "<a ",
        "&",
        "*a **b ",
        "- ",
        "1. ",
        "|a\n",
        "[a]: b\n",
        "[[a]](b)",
        "\\",
        "~~a ",
        "<!--",
        "<?",
        "<![CDATA[",
        "- a\n",
        ">\n>>",
        "\r",
        "a\r",
        "\t",
        "é*",
        "<a href=\"",
        "| ",
        "```\n",
    ] {
        let text = unit.repeat(100_000 / unit.len());
        check(&text, &read(&text));
    }
    let mut lists = String::new();
    for depth in 0..400 {
        lists.push_str(&"  ".repeat(depth));
        lists.push_str("- a\n");
    }
    check(&lists, &read(&lists));
}

/// Markdown made of what means something, in any order.
fn markdown() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "# ",
        "## ",
        "\n",
        "\r\n",
        "\r",
        "\n\n",
        "- ",
        "* ",
        "1. ",
        "> ",
        "```",
        "~~~",
        "`",
        "``",
        "*",
        "**",
        "_",
        "~~",
        "[",
        "]",
        "(",
        ")",
        "](",
        "![",
        "[a]: b",
        "<b>",
        "<div>",
        "</div>",
        "<!--",
        "-->",
        "&amp;",
        "&#0;",
        "\\",
        "|",
        "|---|",
        "---",
        "===",
        "    ",
        "\t",
        "  ",
        " ",
        "word",
        "คำ",
        "é",
        "\u{0}",
        "[ ] ",
        "[x] ",
        "http://a.b",
        "<a@b.c>",
    ]);
    prop::collection::vec(known, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_body_is_read(text in markdown()) {
        check(&text, &read(&text));
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,100}") {
        check(&text, &read(&text));
    }
}

#[test]
fn the_corpus_is_read() {
    let Ok(files) = std::fs::read_dir(Path::new("../shared/corpus/files")) else {
        println!("skipped: ../shared/corpus is not there");
        return;
    };
    for file in files.flatten() {
        let bytes = std::fs::read(file.path()).expect("a corpus file can be read");
        let text = String::from_utf8_lossy(&bytes);
        check(&text, &read(&text));
    }
}
