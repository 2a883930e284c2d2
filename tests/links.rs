//! Links give back what was put in, byte for byte, or say why not.

use std::fs;
use std::path::Path;

use agent_playground::share::{LinkError, Payload, open};
use agent_playground::text::SourceFile;
use proptest::prelude::*;

const TEMPLATE: &str = include_str!("../src/workspace/templates/rust-axum-backend-specialist.md");

fn link(files: &[SourceFile]) -> String {
    Payload::new(files).expect("they can be shared").link()
}

/// Links that were made once, by file name without its end, and the paths and texts in them. They stay as
/// they are: a link that somebody has must open for ever.
const MADE: &[(&str, &[(&str, &str)])] = &[
    ("v1-one", &[("rust-axum-backend-specialist.md", TEMPLATE)]),
    (
        "v1-one-by-zlib",
        &[("rust-axum-backend-specialist.md", TEMPLATE)],
    ),
    ("v1-one-not-compressed", &[("a.md", "---\nname: a\n---\n")]),
    (
        "v1-windows",
        &[("a b.md", "\u{feff}---\r\nname: é\r\n---\r\n\r\nก\u{0}👩‍🚀\r")],
    ),
    (
        "v1-collection",
        &[
            (
                ".claude/agents/a.md",
                "---\nname: a\ndescription: b\n---\n\nOne.\n",
            ),
            (
                ".claude/agents/team/c.md",
                "---\nname: c\ndescription: d\n---\n\nTwo.\n",
            ),
            ("skills/e/SKILL.md", ""),
        ],
    ),
    ("v1-fixed-codes", &[("empty.md", "")]),
];

#[test]
fn links_that_were_made_once_open() {
    for (name, expected) in MADE {
        let path = Path::new("tests/links").join(format!("{name}.txt"));
        let link = fs::read_to_string(&path).expect("the link is kept");
        let files = open(&link).unwrap_or_else(|error| panic!("{name}: {error}"));
        let files: Vec<(&str, &str)> = files
            .iter()
            .map(|file| (file.path.as_str(), &*file.text))
            .collect();
        assert_eq!(files, *expected, "{name}");
    }
    let kept = fs::read_dir("tests/links").expect("the folder is there");
    assert_eq!(kept.count(), MADE.len(), "every kept link is opened");
}

#[test]
fn every_file_of_the_corpus_comes_back() {
    let Ok(entries) = fs::read_dir("../shared/corpus/files") else {
        println!("skipped: ../shared/corpus is not there");
        return;
    };
    let mut all = Vec::new();
    for entry in entries {
        let path = entry.expect("the corpus can be listed").path();
        let name = path.file_name().and_then(|name| name.to_str());
        let text = fs::read_to_string(&path).expect("the corpus is UTF-8");
        let file = SourceFile::new(name.expect("names are UTF-8"), text);
        let files = vec![file];
        assert_eq!(open(&link(&files)).as_ref(), Ok(&files));
        all.extend(files);
    }
    assert!(all.len() >= 315);
    assert_eq!(open(&link(&all)), Ok(all));
}

#[test]
fn a_link_cut_at_any_character_is_incomplete() {
    let texts = [TEMPLATE, "", "a", "ab", "abc", "\u{feff}\r\n"];
    let mut links: Vec<String> = texts
        .iter()
        .map(|text| link(&[SourceFile::new("a.md", *text)]))
        .collect();
    for (name, _) in MADE {
        let path = format!("tests/links/{name}.txt");
        let made = fs::read_to_string(path).expect("the link is kept");
        links.push(made.trim().to_owned());
    }
    for link in links {
        for length in 1..link.len() {
            let cut = &link[..length];
            for cut in [cut.to_owned(), format!("https://a.example/{cut}")] {
                assert_eq!(open(&cut), Err(LinkError::Incomplete), "{cut}");
            }
        }
    }
}

/// Whatever is done to a link, what opens is what was shared.
#[test]
fn no_change_of_a_character_opens_something_else() {
    let files = [SourceFile::new(
        "a.md",
        "---\nname: a\ndescription: aaaa bbbb\n---\n",
    )];
    let link = link(&files);
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for at in 4..link.len() {
        for other in alphabet.chars() {
            let changed: String = link
                .chars()
                .enumerate()
                .map(|(place, character)| if place == at { other } else { character })
                .collect();
            if let Ok(opened) = open(&changed) {
                // The last character has bits that mean nothing.
                assert_eq!(opened, files, "{changed}");
            }
        }
    }
}

/// Texts that a careless page would obey. They are texts before and after.
#[test]
fn what_a_text_says_stays_a_text() {
    for text in [
        "<script>alert(1)</script>",
        "---\nname: <img src=x onerror=alert(1)>\ndescription: \"javascript:alert(1)\"\ntools: </textarea><script>\n---\n",
        "---\nname: a\ndescription: b\nendpoint: https://evil.example/\nmcpServers:\n  - x: {url: https://evil.example/}\n---\n",
    ] {
        let files = [SourceFile::new("a.md", text)];
        assert_eq!(open(&link(&files)).as_deref(), Ok(files.as_slice()));
    }
}

fn paths() -> impl Strategy<Value = String> {
    "([a-zA-Z0-9._é -]{0,8}[a-z0-9]/){0,3}[a-z0-9._é -]{0,12}\\.md"
        .prop_filter("no part is . or ..", |path| {
            Payload::new(&[SourceFile::new(path.as_str(), "")]).is_ok()
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn any_texts_come_back(files in prop::collection::btree_map(paths(), any::<String>(), 1..5)) {
        let files: Vec<SourceFile> = files
            .into_iter()
            .map(|(path, text)| SourceFile::new(path, text))
            .collect();
        prop_assert_eq!(open(&link(&files)), Ok(files));
    }

    #[test]
    fn no_drawn_fragment_opens(link in "(#?v1\\.)?[A-Za-z0-9_-]{0,200}") {
        prop_assert!(open(&link).is_err());
    }

    #[test]
    fn no_drawn_words_open(link in any::<String>()) {
        prop_assert!(open(&link).is_err());
    }
}
