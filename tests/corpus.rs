//! Every file of the corpus is read without harm, and loads or not as Claude Code was seen to do.

mod recorded;
mod sound;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use agent_playground::definition::Definition;
use agent_playground::dialect::Kind;
use agent_playground::lint::TurnedOff;
use agent_playground::reader::{ClaudeCode, Input, Reader, Tone, Version, verdict};
use agent_playground::roster::{COMPETES, Ranking, Roster, Row};
use agent_playground::text::SourceFile;
use recorded::{Recorded, differences};

/// The corpus, in the folder beside the project's; it is not part of the repository.
const CORPUS: &str = "../shared/corpus";

/// The files by their number in the corpus.
fn files() -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let Ok(entries) = fs::read_dir(Path::new(CORPUS).join("files")) else {
        println!("skipped: {CORPUS} is not there");
        return files;
    };
    for entry in entries {
        let path = entry.expect("the corpus can be listed").path();
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        let id = name.split("__").next().unwrap_or_default().to_owned();
        let text = fs::read_to_string(&path).expect("the corpus is UTF-8");
        files.insert(id, text);
    }
    files
}

#[test]
fn every_file_is_read_and_every_span_fits() {
    for text in files().into_values() {
        let definition = sound::check(&text);
        // A file that is nothing but a broken frontmatter still says where it is broken.
        let verdict = verdict(&Input::new(&definition), &ClaudeCode::default());
        let says = verdict.tone == Tone::Bad && verdict.span.is_some();
        assert!(
            says || !definition.fields.is_empty() || !definition.body.blocks.is_empty(),
            "nothing is shown of {text:?}"
        );
    }
}

#[test]
fn files_load_as_claude_code_was_seen_to_load_them() {
    let files = files();
    let Ok(lines) = fs::read_to_string(Path::new(CORPUS).join("claude-code.jsonl")) else {
        println!("skipped: {CORPUS} is not there");
        return;
    };
    let mut found = Vec::new();
    let mut compared = 0;
    for line in lines.lines() {
        let record: serde_json::Value = serde_json::from_str(line).expect("a line is JSON");
        let id = record["id"].as_str().expect("a record has an id");
        let text = files.get(id).expect("a record has its file");
        compared += 1;
        let path = format!(".claude/agents/{id}.md");
        let seen = Recorded::newest(&record);
        found.extend(differences(Version::NEWEST, &path, text, &seen));
    }
    assert_eq!(compared, files.len(), "every file has its record");
    assert!(
        found.is_empty(),
        "{} differences:\n{}",
        found.len(),
        found.join("\n")
    );
}

#[test]
fn a_roster_of_all_says_of_each_what_its_program_says() {
    let files: Vec<SourceFile> = files()
        .into_iter()
        .map(|(id, text)| SourceFile::new(format!(".claude/agents/{id}.md"), text))
        .collect();
    let rows: Vec<Arc<Row>> = files.iter().map(|file| Arc::new(Row::of(file))).collect();
    for (row, file) in rows.iter().zip(&files) {
        let definition = Definition::parse(file.text.clone());
        let input = Input {
            definition: &definition,
            path: Some(&row.path),
        };
        if row.kind == Kind::ClaudeAgent {
            let reading = ClaudeCode::default().read(&input);
            assert_eq!(row.outcome, Some(reading.outcome), "{}", row.path);
            assert_eq!(row.tokens, reading.roster_tokens(), "{}", row.path);
        }
        assert_eq!(row.is_lost(), row.why_not.is_some(), "{}", row.path);
    }
    let roster = Roster::of(rows, &TurnedOff::nothing());
    let ranking = Ranking::of(roster.rows().iter().map(|row| &**row));
    for (at, row) in roster.rows().iter().enumerate() {
        for rival in ranking.rivals(at, |other| roster.meet(at, other)) {
            assert!(rival.score >= COMPETES, "{}", row.path);
        }
        // Asked for its own description, a row that loads answers.
        let asked = ranking.rank(&row.description);
        let answers = asked.iter().any(|ranked| ranked.row == at);
        let is_asked = row.description.chars().any(char::is_alphanumeric);
        assert_eq!(answers, row.is_loaded() && is_asked, "{}", row.path);
    }
}
