use super::*;

/// A link around any payload, well-formed or not, with its checksum.
fn around(payload: &[u8]) -> String {
    Payload(payload.to_vec()).link()
}

fn one(text: &str) -> Vec<SourceFile> {
    vec![SourceFile::new("a.md", text)]
}

fn link(text: &str) -> String {
    Payload::new(&one(text)).expect("it can be shared").link()
}

#[test]
fn an_address_and_a_fragment_open() {
    let link = link("b\r\n");
    let bare = link.trim_start_matches('#');
    for written in [
        link.clone(),
        bare.to_owned(),
        format!("https://a.example/b/?c=d{link}"),
        format!("  {link}\r\n"),
    ] {
        assert_eq!(open(&written), Ok(one("b\r\n")), "{written}");
    }
}

#[test]
fn what_is_no_link_says_so() {
    for written in [
        "",
        "https://a.example/v1.b",
        "a",
        "#a",
        "#gh=a/b",
        "v",
        "#v",
    ] {
        let expected = match written {
            "v" | "#v" => LinkError::Incomplete,
            _ => LinkError::NoLink,
        };
        assert_eq!(open(written), Err(expected), "{written}");
    }
}

#[test]
fn other_versions_are_named() {
    for version in ["v2", "v10", "v0"] {
        assert_eq!(
            open(&format!("https://a.example/#{version}.abc")),
            Err(LinkError::UnknownVersion(version.to_owned()))
        );
    }
}

#[test]
fn a_character_that_does_not_belong_is_named() {
    for (written, character, at) in [
        ("#v1.ab cd", ' ', 7),
        ("#v1.ab+", '+', 7),
        ("#v1.abc=", '=', 8),
        ("#v1.é", 'é', 5),
        (
            "https://a.example/#v1.a&endpoint=https://evil.example",
            '&',
            6,
        ),
        ("#v1.abc)", ')', 8),
    ] {
        let expected = LinkError::UnknownCharacter { character, at };
        assert_eq!(open(written), Err(expected), "{written}");
    }
}

#[test]
fn what_was_changed_or_added_is_not_opened() {
    let link = link("one two three, one two three");
    let at = link.len() - 3;
    let other = if &link[at..=at] == "A" { "B" } else { "A" };
    let changed = format!("{}{other}{}", &link[..at], &link[at + 1..]);
    assert_eq!(open(&changed), Err(LinkError::Damaged));
    assert_eq!(open(&format!("{link}AAAA")), Err(LinkError::Longer));
    // The first bits of a stream say its kind, and there is none of that kind.
    assert_eq!(open("#v1._____w"), Err(LinkError::Damaged));
}

#[test]
fn payloads_that_mean_harm_are_refused() {
    let of = |payload: &[u8]| open(&around(payload));
    assert_eq!(of(b""), Err(LinkError::Malformed));
    assert_eq!(of(b"\x04a.md\xff"), Err(LinkError::Malformed));
    assert_eq!(of(b"\x04a.md\x02\xc3\x28"), Err(LinkError::NotUtf8));
    let why = PathError::NotMarkdown;
    let path = ".claude/settings.json".to_owned();
    assert_eq!(
        of(b"\x15.claude/settings.json\x02{}"),
        Err(LinkError::Path { path, why })
    );
}

#[test]
fn as_much_as_is_allowed_opens_and_no_more() {
    // The path and both lengths are nine bytes.
    let full = "a".repeat(MOST_BYTES - 9);
    assert_eq!(open(&link(&full)), Ok(one(&full)));
    for more in [1, 100, MOST_BYTES] {
        let bomb = around(&vec![b'a'; MOST_BYTES + more]);
        assert_eq!(open(&bomb), Err(LinkError::TooLarge));
    }
    let long = format!("#v1.{}", "A".repeat(10_000_000));
    assert_eq!(open(&long), Err(LinkError::TooLong(10_000_004)));
}

#[test]
fn incompressible_texts_of_the_largest_size_fit_a_link() {
    let stored = (MOST_BYTES + MOST_BYTES / 1000 + CHECKSUM_LEN).div_ceil(3) * 4;
    assert!(stored + 100_000 < MOST_CHARACTERS);
}

#[test]
fn long_links_get_a_word() {
    assert_eq!(advice(2_000), None);
    assert!(advice(2_001).is_some_and(|word| word.contains("Some")));
    assert!(advice(4_000).is_some_and(|word| word.contains("Some")));
    assert!(advice(4_001).is_some_and(|word| word.contains("Many")));
}
