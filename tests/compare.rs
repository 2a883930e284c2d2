//! Comparisons of real files, and what holds for any two.

mod generated;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use agent_playground::compare::{Comparison, Difference, compare, compare_two, markdown};
use agent_playground::text::SourceFile;
use proptest::prelude::*;

/// The corpus, in the folder beside the project's; it is not part of the repository.
const CORPUS: &str = "../shared/corpus";

/// The files by their number in the corpus, each at the path where it lies in its repository, and the
/// number of the one that mends it, if one does.
fn corpus() -> BTreeMap<String, (SourceFile, String)> {
    let folder = Path::new(CORPUS);
    let Ok(index) = fs::read_to_string(folder.join("index.json")) else {
        println!("skipped: {CORPUS} is not there");
        return BTreeMap::new();
    };
    let index: serde_json::Value = serde_json::from_str(&index).expect("the index is JSON");
    let entries = index.as_array().expect("the index is a list");
    let text =
        |entry: &serde_json::Value, key: &str| entry[key].as_str().unwrap_or_default().to_owned();
    entries
        .iter()
        .map(|entry| {
            let source = fs::read_to_string(folder.join(text(entry, "file"))).expect("it is there");
            let file = SourceFile::new(text(entry, "path"), source);
            (text(entry, "id"), (file, text(entry, "fixed_version")))
        })
        .collect()
}

#[test]
fn what_a_mended_file_had_lost_is_named() {
    let files = corpus();
    let mut pairs = 0;
    for (id, (broken, fixed)) in files.iter().filter(|(_, (_, fixed))| !fixed.is_empty()) {
        let (mended, _) = &files[fixed];
        pairs += 1;
        let comparison = compare(std::slice::from_ref(broken), std::slice::from_ref(mended));
        let [difference] = comparison.differences.as_slice() else {
            panic!("{id}: {comparison:?}");
        };
        let more: Vec<_> = difference
            .programs
            .iter()
            .filter(|change| change.starts_loading() || change.reads_more())
            .collect();
        assert!(
            !more.is_empty(),
            "{id}: nobody reads more of {fixed}: {difference:?}"
        );
        for change in more {
            let before = change.before.as_ref().expect("it was looked at before");
            assert!(
                before.why.is_some() && before.line.is_some(),
                "{id}: {change:?}"
            );
            assert!(!change.gained.is_empty(), "{id}: {change:?}");
        }
    }
    assert!(files.is_empty() || pairs == 23, "{pairs} pairs");
}

#[test]
fn the_program_that_a_mended_file_is_for_loads_it_now() {
    let files = corpus();
    // Those that Claude Code was seen not to load, in a folder of agents that it reads.
    for (id, gained) in [
        ("H00566", "description"),
        ("H01962", "description"),
        ("H02268", "description"),
        ("H00958", "description"),
        ("H01688", "description"),
    ] {
        let Some((broken, fixed)) = files.get(id) else {
            continue;
        };
        let comparison = compare_two(broken, &files[fixed].0);
        let main = comparison.differences[0]
            .programs
            .iter()
            .find(|change| change.is_main)
            .unwrap_or_else(|| panic!("{id}: {:?}", comparison.differences[0]));
        assert!(main.reads_more(), "{id}: {main:?}");
        assert!(
            main.gained.iter().any(|part| part == gained),
            "{id}: {main:?}"
        );
    }
}

#[test]
fn neighbours_in_the_corpus_are_compared_without_harm() {
    let files: Vec<SourceFile> = corpus().into_values().map(|(file, _)| file).collect();
    for two in files.chunks_exact(2) {
        let [one, other] = two else { continue };
        assert!(compare_two(one, one).is_empty());
        mirrored(&compare_two(one, other), &compare_two(other, one));
    }
    assert!(compare(&files, &files).is_empty());
    // All of them at once, none at its own place.
    let (first, second) = files.split_at(files.len() / 2);
    let comparison = compare(first, second);
    mirrored(&comparison, &compare(second, first));
    assert!(files.is_empty() || markdown(&comparison).len() < 65_536);
}

/// One comparison is the other with its sides swapped.
fn mirrored(forth: &Comparison, back: &Comparison) {
    assert_eq!(forth.before, back.after);
    assert_eq!(forth.after, back.before);
    assert_eq!(forth.same, back.same);
    let key = |difference: &Difference, swapped: bool| {
        let path = |side: &Option<agent_playground::compare::Side>| {
            side.as_ref().map(|side| side.path.clone())
        };
        let (before, after) = (path(&difference.before), path(&difference.after));
        if swapped {
            (after, before)
        } else {
            (before, after)
        }
    };
    let mut ways: Vec<_> = forth
        .differences
        .iter()
        .map(|one| (key(one, false), one))
        .collect();
    let mut ways_back: Vec<_> = back
        .differences
        .iter()
        .map(|one| (key(one, true), one))
        .collect();
    ways.sort_by(|(one, _), (other, _)| one.cmp(other));
    ways_back.sort_by(|(one, _), (other, _)| one.cmp(other));
    assert_eq!(ways.len(), ways_back.len());
    for ((key, forth), (key_back, back)) in ways.into_iter().zip(ways_back) {
        assert_eq!(key, key_back);
        assert_eq!(forth.before, back.after);
        assert_eq!(forth.new_findings, back.gone_findings);
        assert_eq!(forth.gone_findings, back.new_findings);
        assert_eq!(forth.is_only_written(), back.is_only_written());
        let tools = |one: &Difference| one.tools.as_ref().map(|tools| tools.gained.clone());
        let lost = |one: &Difference| one.tools.as_ref().map(|tools| tools.lost.clone());
        assert_eq!((tools(forth), lost(forth)), (lost(back), tools(back)));
        let fields = |one: &Difference, swapped: bool| {
            let fields = one.fields.iter().map(|field| {
                let sides = (field.before.clone(), field.after.clone());
                let items = (field.gained.clone(), field.lost.clone());
                match swapped {
                    true => (field.key.clone(), (sides.1, sides.0), (items.1, items.0)),
                    false => (field.key.clone(), sides, items),
                }
            });
            fields.collect::<Vec<_>>()
        };
        assert_eq!(fields(forth, false), fields(back, true));
        let programs = |one: &Difference, swapped: bool| {
            let programs = one.programs.iter().map(|program| {
                let parts = (program.gained.clone(), program.lost.clone());
                match swapped {
                    true => (program.id, (parts.1, parts.0)),
                    false => (program.id, parts),
                }
            });
            let mut programs: Vec<_> = programs.collect();
            programs.sort();
            programs
        };
        assert_eq!(programs(forth, false), programs(back, true));
        assert_eq!(forth.examples.len(), back.examples.len());
        assert_eq!(forth.sections.len(), back.sections.len());
    }
}

proptest! {
    #[test]
    fn a_text_is_the_same_as_itself_and_any_two_are_mirrored(
        one in prop_oneof![generated::composed(), generated::broken()],
        other in prop_oneof![generated::composed(), generated::broken()],
    ) {
        let (one, other) = (SourceFile::new("agents/a.md", one), SourceFile::new("agents/a.md", other));
        prop_assert!(compare_two(&one, &one).is_empty());
        prop_assert!(compare(std::slice::from_ref(&one), std::slice::from_ref(&one)).is_empty());
        let comparison = compare_two(&one, &other);
        mirrored(&comparison, &compare_two(&other, &one));
        prop_assert_eq!(comparison.is_empty(), one == other);
        let _ = markdown(&comparison);
    }
}
