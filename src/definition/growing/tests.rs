use proptest::prelude::*;

use super::{Follows, Growing, GrowingPiece, LONGEST_PIECE};
use crate::definition::{Element, Piece};

/// All pieces of a text that is here at once.
fn pieces(text: &str) -> Vec<GrowingPiece> {
    let mut growing = Growing::default();
    growing.take_links(text);
    read_all(&mut growing, text)
}

fn read_all(growing: &mut Growing, text: &str) -> Vec<GrowingPiece> {
    let mut pieces = Vec::new();
    loop {
        let piece = growing.read_on(text);
        let is_settled = piece.is_settled;
        pieces.push(piece);
        if !is_settled {
            return pieces;
        }
    }
}

/// The words that are shown, without the white space between them.
fn words(pieces: &[GrowingPiece]) -> Vec<String> {
    let mut shown = String::new();
    for piece in pieces {
        for block in &piece.definition.body.blocks {
            for located in &block.content {
                match &located.piece {
                    Piece::Text(text) | Piece::Code(text) | Piece::Html(text) => {
                        shown.push_str(text);
                    }
                    _ => shown.push(' '),
                }
            }
            shown.push(' ');
        }
        shown.push(' ');
    }
    shown.split_whitespace().map(str::to_owned).collect()
}

fn opened(piece: &GrowingPiece) -> Vec<&Element> {
    let content = piece.definition.body.blocks.iter().take(1);
    content
        .flat_map(|block| &block.content)
        .map_while(|located| match &located.piece {
            Piece::Open(element) => Some(element),
            _ => None,
        })
        .collect()
}

/// A text of so many lines.
fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(|at| line(at) + "\n").collect()
}

/// Checks that no word is lost or said twice, and that no piece is longer than it may be.
#[track_caller]
fn expect_all(text: &str, expected: impl IntoIterator<Item = String>) -> Vec<GrowingPiece> {
    let pieces = pieces(text);
    assert!(pieces.len() > 2, "{} pieces", pieces.len());
    assert_eq!(words(&pieces), expected.into_iter().collect::<Vec<_>>());
    for piece in &pieces {
        assert!(piece.definition.source.len() < 2 * LONGEST_PIECE);
    }
    pieces
}

#[test]
fn a_short_text_is_one_piece() {
    let pieces = pieces("# One\n\ntwo");
    assert_eq!(pieces.len(), 1);
    assert_eq!(words(&pieces), ["One", "two"]);
    assert!(!pieces[0].is_settled);
    assert_eq!(pieces[0].follows, Follows::Apart);
}

#[test]
fn blocks_are_never_divided_where_another_way_is_left() {
    let text = lines(2_000, |at| format!("word{at} *strong*\n"));
    let expected = (0..2_000).flat_map(|at| [format!("word{at}"), "strong".to_owned()]);
    for piece in expect_all(&text, expected) {
        assert_eq!(piece.follows, Follows::Apart);
    }
}

#[test]
fn a_code_block_goes_on_as_code() {
    let text = format!(
        "~~~~rust\n{}~~~~\n\nThe end.",
        lines(3_000, |at| format!("  # line{at}"))
    );
    let expected = (0..3_000).flat_map(|at| ["#".to_owned(), format!("line{at}")]);
    let pieces = expect_all(&text, expected.chain(["The".to_owned(), "end.".to_owned()]));
    for piece in &pieces[1..pieces.len() - 1] {
        assert_eq!(piece.follows, Follows::Within);
        assert_eq!(opened(piece), [&Element::CodeBlock("rust".into())]);
    }
}

#[test]
fn no_piece_begins_with_the_end_of_a_code_block() {
    // Every length of a line before the end of the block.
    for length in 1..90 {
        let mut text = "```\n".to_owned();
        while text.len() < LONGEST_PIECE - 100 {
            text.push_str("0123456\n");
        }
        text.push_str(&"x".repeat(length));
        text.push_str("\n```\n\n");
        text.push_str(&lines(300, |at| format!("after{at}\n")));
        for piece in pieces(&text) {
            let content = piece
                .definition
                .body
                .blocks
                .iter()
                .map(|block| block.content.len());
            // An element of nothing opens and closes.
            assert!(content.min().unwrap_or(3) > 2, "with a line of {length}");
        }
    }
}

#[test]
fn a_list_goes_on_with_its_next_item() {
    let text = lines(3_000, |at| format!("{}. item{at}", at + 1));
    let pieces = expect_all(&text, (0..3_000).map(|at| format!("item{at}")));
    let mut number = 1;
    for (index, piece) in pieces.iter().enumerate() {
        let block = &piece.definition.body.blocks[0];
        assert_eq!(
            block.content[0].piece,
            Piece::Open(Element::List(Some(number)))
        );
        let items = block.content.iter();
        number += items
            .filter(|located| located.piece == Piece::Open(Element::Item))
            .count() as u64;
        let expected = if index == 0 {
            Follows::Apart
        } else {
            Follows::AsNext
        };
        assert_eq!(piece.follows, expected);
    }
    assert_eq!(number, 3_001);
}

#[test]
fn a_table_says_its_head_again() {
    let text = format!(
        "| a | b |\n|---|---|\n{}",
        lines(2_000, |at| format!("| row{at} | x |"))
    );
    let pieces = pieces(&text);
    let mut rows = 0;
    for piece in &pieces {
        assert_eq!(opened(piece)[0], &Element::Table);
        let content = piece.definition.body.blocks[0].content.iter();
        rows += content
            .filter(|located| located.piece == Piece::Open(Element::TableRow))
            .count();
    }
    assert!(pieces.len() > 2);
    assert_eq!(rows, 2_000);
}

#[test]
fn code_in_an_item_goes_on_in_the_item() {
    let text = format!(
        "1. First.\n2. Second:\n\n   ```sh\n{}   ```\n\n   More.\n3. Third.\n",
        lines(2_000, |at| format!("   line{at}"))
    );
    let before = ["First.", "Second:"].map(str::to_owned);
    let after = ["More.", "Third."].map(str::to_owned);
    let all = before
        .into_iter()
        .chain((0..2_000).map(|at| format!("line{at}")))
        .chain(after);
    let pieces = expect_all(&text, all);
    for piece in &pieces[2..pieces.len() - 1] {
        assert_eq!(
            opened(piece),
            [
                &Element::List(Some(2)),
                &Element::Item,
                &Element::CodeBlock("sh".into())
            ]
        );
    }
}

#[test]
fn an_item_of_items_goes_on_with_the_next() {
    let text = format!("- All:\n{}", lines(2_000, |at| format!("  - item{at}")));
    let all = ["All:".to_owned()]
        .into_iter()
        .chain((0..2_000).map(|at| format!("item{at}")));
    for piece in &expect_all(&text, all)[1..] {
        assert_eq!(
            opened(piece),
            [
                &Element::List(None),
                &Element::Item,
                &Element::List(None),
                &Element::Item
            ]
        );
    }
}

#[test]
fn a_quote_goes_on_as_a_quote() {
    let text = lines(2_000, |at| format!("> quoted{at}"));
    let pieces = expect_all(&text, (0..2_000).map(|at| format!("quoted{at}")));
    for piece in &pieces {
        assert_eq!(opened(piece), [&Element::Quote, &Element::Paragraph]);
    }
}

#[test]
fn a_paragraph_is_divided_between_lines_that_are_prose() {
    // In a paragraph these lines are text; at the beginning of a block they would not be.
    let strange = ["7. seven", "    indented", "<b>"];
    let text = lines(3_000, |at| match at % 20 {
        0 => format!("word{at}"),
        _ => strange[at % 3].to_owned(),
    });
    let expected = text
        .split_whitespace()
        .map(str::to_owned)
        .collect::<Vec<_>>();
    for piece in expect_all(&text, expected) {
        assert_eq!(opened(&piece), [&Element::Paragraph]);
    }
}

#[test]
fn a_line_without_end_is_divided_between_words() {
    let text: String = (0..4_000).map(|at| format!("word{at} - ")).collect();
    let expected = text
        .split_whitespace()
        .map(str::to_owned)
        .collect::<Vec<_>>();
    expect_all(&text, expected);
}

#[test]
fn a_word_without_end_is_divided_anywhere() {
    let text = "é".repeat(20_000);
    assert_eq!(words(&pieces(&text)).concat(), text);
    let code = format!("```\n{text}");
    let pieces = pieces(&code);
    assert_eq!(words(&pieces).concat(), text);
    for piece in &pieces {
        assert_eq!(opened(piece), [&Element::CodeBlock("".into())]);
    }
}

#[test]
fn links_may_be_defined_after_they_are_used() {
    let text = format!(
        "See [the guide][1].\n\n{}\n[1]: https://example.com\n",
        lines(2_000, |at| format!("word{at}\n"))
    );
    let link = Element::Link("https://example.com".into());
    let has_link = |piece: &GrowingPiece| {
        let mut content = piece
            .definition
            .body
            .blocks
            .iter()
            .flat_map(|block| &block.content);
        content.any(|located| located.piece == Piece::Open(link.clone()))
    };
    let mut growing = Growing::default();
    assert!(!has_link(&growing.read_on(&text)));
    assert!(growing.is_outdated_by(&text));
    growing.take_links(&text);
    assert!(!growing.is_outdated_by(&text));
    assert!(has_link(&pieces(&text)[0]));
}

/// Markdown of all kinds, long enough for several pieces.
fn markdown() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        "[a-z]{1,8}( [a-z*_`]{1,8}){0,20}",
        "[ >]{0,4}(-|[0-9]{1,3}\\.|>|#|```|~~~|\\||<b>) [a-z |]{0,40}",
        "\\[[a-z]\\]: [a-z]{1,9}",
        "[ \t]{0,6}",
        "\\PC{0,60}",
    ];
    proptest::collection::vec(line, 0..900).prop_map(|lines| lines.join("\n"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn pieces_do_not_depend_on_how_a_text_came(
        text in markdown(),
        steps in proptest::collection::vec(1_usize..3_000, 0..40),
    ) {
        let mut growing = Growing::default();
        let mut settled = Vec::new();
        let mut end = 0;
        for step in steps {
            end = text.floor_char_boundary((end + step).min(text.len()));
            let came = read_all(&mut growing, &text[..end]);
            settled.extend(came.into_iter().filter(|piece| piece.is_settled));
        }
        settled.extend(read_all(&mut growing, &text));
        let at_once = read_all(&mut Growing::default(), &text);
        prop_assert_eq!(settled.len(), at_once.len());
        for (came, whole) in settled.iter().zip(&at_once) {
            prop_assert_eq!(&came.definition.source, &whole.definition.source);
            prop_assert_eq!(came.follows, whole.follows);
        }
    }
}
