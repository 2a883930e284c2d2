//! What every repair keeps: of the corpus, of the recorded cases, and of generated files.

mod generated;
mod sound;

use std::fs;
use std::path::Path;

use agent_playground::definition::Definition;
use agent_playground::reader::{ClaudeCode, Input, Outcome, Reader, Reading, StrictYaml};
use agent_playground::repair::{Promise, Style, repair};
use agent_playground::text::apply;
use generated::{broken, composed};
use proptest::prelude::*;

/// The corpus, in the folder beside the project's; it is not part of the repository.
const CORPUS: &str = "../shared/corpus";

fn claude(source: &str) -> Reading {
    ClaudeCode::default().read(&Input::new(&Definition::parse(source)))
}

fn strict(source: &str) -> Reading {
    StrictYaml.read(&Input::new(&Definition::parse(source)))
}

/// The text after its repair, when everything holds that a repair promises.
///
/// # Panics
/// When something does not hold.
fn repaired(source: &str, style: Style) -> String {
    let before = claude(source);
    let found = repair(source, style);
    let text = match &found {
        Some(repair) => apply(source, &repair.edits).expect("edits fit their text"),
        None => source.to_owned(),
    };
    let after = claude(&text);
    let case = || format!("{source:?} became {text:?}");
    if let Some(found) = &found {
        assert_ne!(source, text, "a repair changes something");
        assert_eq!(repair(&text, style), None, "twice: {}", case());
        assert!(!found.changes.is_empty(), "nothing is said: {}", case());
        for pair in found.edits.windows(2) {
            assert!(pair[0].span.end <= pair[1].span.start, "{}", case());
        }
    }
    if before.outcome.loads() {
        assert!(after.outcome.loads(), "no longer loads: {}", case());
        if !cuts_name(source) {
            assert_eq!(before.name, after.name, "{}", case());
        }
        if before.outcome != Outcome::LosesText && closes_on_a_line(source) {
            assert_eq!(before.description, after.description, "{}", case());
        }
    }
    if let Some(found) = &found
        && found.promise == Promise::SameMeaning
    {
        assert_eq!(
            (
                &before.description,
                &before.model,
                &before.tools,
                &before.prompt
            ),
            (
                &after.description,
                &after.model,
                &after.tools,
                &after.prompt
            ),
            "{}",
            case()
        );
    }
    if after.outcome.loads() {
        let strict = strict(&text);
        assert!(strict.outcome.loads(), "{:?}: {}", strict.losses, case());
        assert_eq!(after.name, strict.name, "{}", case());
        assert_eq!(after.description, strict.description, "{}", case());
        assert_eq!(
            after.prompt.as_deref().map(bare),
            strict.prompt.as_deref().map(bare),
            "{}",
            case()
        );
    }
    text
}

/// Whether the fence that Claude Code takes for the closing one is a line by itself: else the
/// frontmatter may be cut.
fn closes_on_a_line(source: &str) -> bool {
    let definition = Definition::parse(source);
    let closing = definition.layout.closing.map(|span| span.start);
    let mut at = 0;
    source.split_inclusive('\n').any(|line| {
        let start = at;
        at += line.len();
        closing == Some(start) && line.trim_end() == "---"
    })
}

/// Whether the `---` that Claude Code closes at stands in the line of the name: then a program reads
/// a part of the name alone, and the whole one was meant.
fn cuts_name(source: &str) -> bool {
    let definition = Definition::parse(source);
    let name = definition.field("name").map(|name| name.key_span.start);
    let closing = definition.layout.closing.map(|closing| closing.start);
    let (Some(name), Some(closing)) = (name, closing) else {
        return false;
    };
    !source[name..closing].contains(['\n', '\r'])
}

/// Without white space around it, to which Claude Code counts a byte order mark.
fn bare(prompt: &str) -> &str {
    prompt.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
}

fn in_both_styles(source: &str) -> String {
    let quoted = repaired(source, Style::Quoted);
    let block = repaired(source, Style::Block);
    let (first, second) = (claude(&quoted), claude(&block));
    assert_eq!(first.description, second.description, "{source:?}");
    assert_eq!(first.name, second.name, "{source:?}");
    quoted
}

fn corpus() -> Vec<(String, String)> {
    let Ok(entries) = fs::read_dir(Path::new(CORPUS).join("files")) else {
        println!("skipped: {CORPUS} is not there");
        return Vec::new();
    };
    entries
        .map(|entry| {
            let path = entry.expect("the corpus can be listed").path();
            let text = fs::read_to_string(&path).expect("the corpus is UTF-8");
            (path.display().to_string(), text)
        })
        .collect()
}

fn cases() -> Vec<(String, String)> {
    let cases: serde_json::Value =
        serde_json::from_str(include_str!("conformance/cases.json")).expect("the cases are JSON");
    let text = |case: &serde_json::Value, key: &str| {
        case[key]
            .as_str()
            .expect("a case has its id and its input")
            .to_owned()
    };
    cases["cases"]
        .as_array()
        .expect("there are cases")
        .iter()
        .map(|case| (text(case, "id"), text(case, "input")))
        .collect()
}

/// Texts whose repair once broke what it promises.
const FOUND: &[&str] = &[
    // A lone CR inside a block, and one before a key that stands twice.
    "---\r\nname: baker\r\ndescription: |\r\n  Bread.\r    code\n\n\r\n  <example>\r\n  user: Bake?\r\n  \
     </example>\r\ntools:\rdescription: |\n  \n  - Read\r\n  - Bash(git *)\r\n---\r\n",
    "---\nname: a\ndescription: {\n?\nmodel: b\n---\nBody\n",
    // White space behind the opening fence that only Claude Code takes.
    "---\u{2028}\nname: a\ndescription: b\n---\n",
    "---\ndescription: |\n  description:\nname: \u{a0}---\n---\n",
];

#[test]
fn texts_that_were_found() {
    for source in FOUND {
        in_both_styles(source);
    }
}

#[test]
fn every_case() {
    let cases = cases();
    assert!(cases.len() >= 360, "no case got lost");
    for (_, source) in cases {
        in_both_styles(&source);
    }
}

#[test]
fn every_file_of_the_corpus() {
    for (_, source) in corpus() {
        sound::check(&in_both_styles(&source));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn composed_of_what_means_something(source in composed()) {
        repaired(&source, Style::Quoted);
        repaired(&source, Style::Block);
    }

    #[test]
    fn files_that_were_broken(source in broken()) {
        repaired(&source, Style::Quoted);
        repaired(&source, Style::Block);
    }

    #[test]
    fn any_text_behind_a_key(value in "(?s)[ -~\n\r\té“”\u{a0}]{0,40}|[-#: \n\"'ab|>]{1,24}") {
        in_both_styles(&format!("---\nname: a\ndescription: {value}\nmodel: b\n---\nBody\n"));
    }
}
