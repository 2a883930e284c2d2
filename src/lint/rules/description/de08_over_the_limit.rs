use super::description_of;
use crate::dialect::Kind;
use crate::lint::{Basis, Check, File, Finding, Rule, Sample, Severity};
use crate::text::Span;

/// A description longer than the file's own program takes.
pub static DE08: Rule = Rule {
    id: "DE08",
    title: "Description is over the program's limit",
    severity: Severity::Info,
    basis: Basis::Recommendation {
        by: "The Agent Skills specification (1,024 characters), and Factory's documentation (500)",
        link: "",
    },
    about: "Claude Code sets no limit, but others do. The specification of skills allows 1,024 characters, and \
            its validator refuses more; a droid of Factory has 500. What is beyond may be cut or refused, so \
            say the most important thing first and keep below the limit.",
    speaks_of: |kind| kind != Kind::NotADefinition,
    bad: Sample::at(".factory/droids/reviewer.md", LONG_DROID),
    good: Sample::at(
        ".factory/droids/reviewer.md",
        "---\nname: reviewer\ndescription: Use it after a change.\n---\n\nYou review code.\n",
    ),
    check: Check::File(check),
};

const LONG_DROID: &str = "---\nname: reviewer\ndescription: >-\n  Use this droid after a change of the code, of its tests, of its documentation or of its \
    build, when a person asks whether the change is right, when a branch is about to be merged, when a release is near, \
    when a failure was found that nobody can explain, when a dependency was raised to another version, when a colleague \
    has asked for a second opinion, when a part of the code was taken over from somewhere else, when the style of a file \
    has to be told from its substance, and whenever else a fresh look at what was written would help the people who wrote it.\n---\n\nYou review code.\n";

fn check(file: &File<'_>) -> Vec<Finding> {
    let (limit, of) = match file.kind {
        Kind::Skill => (1_024, "The specification of skills allows"),
        _ if is_droid(file) => (500, "Factory takes"),
        _ => return Vec::new(),
    };
    let Some(description) = description_of(file) else {
        return Vec::new();
    };
    let text = description.as_str().trim_end();
    let Some((from, _)) = text.char_indices().nth(limit) else {
        return Vec::new();
    };
    let characters = text.chars().count();
    let span = description.to_source(Span::new(from, text.len()));
    let message = format!(
        "{of} {limit} characters of a description, and this one has {characters}. Shorten it: what is \
         marked is beyond"
    );
    vec![Finding::new(&DE08, span, message)]
}

/// Whether the file lies where Factory reads its droids.
fn is_droid(file: &File<'_>) -> bool {
    let mut folders = file.path.unwrap_or_default().rsplit(['/', '\\']).skip(1);
    folders.next() == Some("droids") && folders.next() == Some(".factory")
}

#[cfg(test)]
mod tests {
    use crate::lint::rules::tests::{found, found_at};

    #[test]
    fn what_is_beyond_is_marked() {
        let text = format!("---\nname: a\ndescription: {}b\n---\n", "a".repeat(1_024));
        let findings = found_at("DE08", "skills/a/SKILL.md", &text);
        assert_eq!(findings[0].span.slice(&text), "b");
        assert!(found("DE08", &text).is_empty(), "Claude Code has no limit");
    }

    #[test]
    fn the_limit_itself_is_allowed() {
        let text = format!("---\nname: a\ndescription: {}\n---\n", "é".repeat(1_024));
        assert!(found_at("DE08", "skills/a/SKILL.md", &text).is_empty());
    }
}
