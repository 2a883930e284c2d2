use crate::definition::Field;
use crate::dialect::{FieldTable, Kind};
use crate::lint::{Basis, Check, File, Finding, Fix, Rule, Sample, Severity, nearest};
use crate::reader::{LossKind, Reader, Skill};
use crate::text::TextEdit;

/// A skill that does not keep to the open format.
pub static XD11: Rule = Rule {
    id: "XD11",
    title: "Not as the format of skills asks",
    severity: Severity::Warning,
    basis: Basis::Recommendation {
        by: "the Agent Skills specification",
        link: "https://agentskills.io/specification",
    },
    about: "The name of a skill has 1 to 64 small letters, digits and single hyphens between them, and is that of its \
            folder; there is a description, and compatibility has 500 characters at most. The format's validator refuses others, and keys that the \
            format does not have. Claude Code is not so strict and adds keys of its own, which are not spoken of \
            here.",
    speaks_of: |kind| kind == Kind::Skill,
    bad: Sample::at(
        "skills/release-notes/SKILL.md",
        "---\nname: Release Notes\ndescription: Writes them. Use it before a release.\n---\n\nRead the log.\n",
    ),
    good: Sample::at(
        "skills/release-notes/SKILL.md",
        "---\nname: release-notes\ndescription: Writes them. Use it before a release.\n---\n\nRead the log.\n",
    ),
    check: Check::File(check),
};

const LONGEST_NAME: usize = 64;
const LONGEST_COMPATIBILITY: usize = 500;

fn check(file: &File<'_>) -> Vec<Finding> {
    // Of fields that are not read another rule speaks.
    if !file.reads_fields() {
        return Vec::new();
    }
    let losses = Skill.read(&file.input()).losses;
    let fields = &file.definition.fields;
    let unknown = losses.iter().filter(|loss| loss.kind == LossKind::Setting);
    let unknown = unknown.filter_map(|loss| {
        let field = fields.iter().find(|field| field.span == loss.span)?;
        Some(unknown_key(file, field))
    });
    let mut findings: Vec<Finding> = name(file).into_iter().collect();
    findings.extend(description(file));
    findings.extend(compatibility(file));
    findings.extend(unknown);
    findings
}

/// A key that skills do not have, with the one that may be meant and is not there yet.
fn unknown_key(file: &File<'_>, field: &Field) -> Finding {
    let key = &field.key;
    let known = FieldTable::of(Kind::Skill).fields.iter();
    let mut free = known
        .map(|known| known.key)
        .filter(|known| file.field(known).is_none());
    let meant = match key.as_str() {
        // The key of agents.
        "tools" => free.find(|known| *known == "allowed-tools"),
        _ => nearest(key, free),
    };
    let finding = |rest: String| {
        let message = format!("Skills have no key {key}, so it does nothing. {rest}");
        Finding::new(&XD11, field.key_span, message).severity(Severity::Info)
    };
    let Some(meant) = meant else {
        return finding("What is for your own purposes belongs under metadata".to_owned());
    };
    let edits = vec![TextEdit {
        span: field.key_span,
        replacement: meant.to_owned(),
    }];
    finding(format!("Was {meant} meant?")).fix(Fix::unsafe_(format!("Write it as {meant}"), edits))
}

fn name(file: &File<'_>) -> Option<Finding> {
    let Some(field) = file.field("name") else {
        let message = "The format asks for a name. Claude Code calls the skill by its folder then";
        let finding = Finding::new(&XD11, file.place_of_what_is_missing()?, message);
        return Some(finding.severity(Severity::Info));
    };
    let name = field.value.text()?.as_str();
    let span = field.value_span();
    if name.is_empty() {
        return None;
    }
    let is_of_format = |c: char| c.is_lowercase() || c.is_numeric() || c == '-';
    let hyphens = name.starts_with('-') || name.ends_with('-') || name.contains("--");
    let long = name.chars().count() > LONGEST_NAME;
    let why = if long {
        "is longer than 64 characters"
    } else if !name.chars().all(is_of_format) {
        "has other signs than small letters, digits and hyphens"
    } else if hyphens {
        "has a hyphen at its edge, or two in a row"
    } else {
        let folder = folder(file).filter(|folder| *folder != name)?;
        let message =
            format!("The skill lies in the folder {folder}, and the format asks for the same name");
        return Some(Finding::new(&XD11, span, message).severity(Severity::Info));
    };
    let message = format!("The name of this skill {why}, which the format does not allow");
    Some(Finding::new(&XD11, span, message))
}

/// Claude Code is documented to put in the first paragraph; who else has the skill refuses it.
fn description(file: &File<'_>) -> Option<Finding> {
    let text = file.definition.text("description");
    if text.is_some_and(|text| !text.trim().is_empty()) {
        return None;
    }
    let span = match file.field("description") {
        Some(field) => field.key_span,
        None => file.place_of_what_is_missing()?,
    };
    let message = "The format asks for a description: by it a model chooses the skill. Say what it does and when to \
                   use it";
    Some(Finding::new(&XD11, span, message))
}

fn compatibility(file: &File<'_>) -> Option<Finding> {
    let field = file.field("compatibility")?;
    let text = field.value.text()?.as_str();
    let count = text.chars().count();
    (count > LONGEST_COMPATIBILITY).then(|| {
        let message = format!("This has {count} characters, and the format allows 500");
        Finding::new(&XD11, field.value_span(), message)
    })
}

/// The folder that the file lies in, where that is known by name and the file is called as a skill's is:
/// another may be a copy that lies elsewhere.
fn folder<'file>(file: &File<'file>) -> Option<&'file str> {
    let (folders, name) = file.path?.rsplit_once(['/', '\\'])?;
    if name != "SKILL.md" {
        return None;
    }
    let folder = folders.rsplit(['/', '\\']).next()?;
    (!matches!(folder, "" | "." | "..")).then_some(folder)
}

#[cfg(test)]
mod tests {
    use crate::lint::Severity;
    use crate::lint::rules::tests::{found, found_at};

    fn about(path: &str, fields: &str) -> Vec<(String, Severity)> {
        let text = format!("---\n{fields}\ndescription: b\n---\nBody\n");
        found_at("XD11", path, &text)
            .into_iter()
            .map(|finding| (finding.span.slice(&text).to_owned(), finding.severity))
            .collect()
    }

    #[test]
    fn a_name_keeps_to_the_format() {
        let long = "a".repeat(65);
        for name in ["My Skill", "a_b", "-a", "a-", "a--b", long.as_str()] {
            let found = about(
                &format!("skills/{name}/SKILL.md"),
                &format!("name: \"{name}\""),
            );
            assert_eq!(found.len(), 1, "{name}");
            assert_eq!(found[0].1, Severity::Warning, "{name}");
        }
        for name in ["a", "release-notes-2", "über"] {
            assert!(about(&format!("skills/{name}/SKILL.md"), &format!("name: {name}")).is_empty());
        }
    }

    #[test]
    fn a_name_is_that_of_the_folder() {
        let found = about("skills/notes/SKILL.md", "name: release-notes");
        assert_eq!(found, [("release-notes".to_owned(), Severity::Info)]);
        assert!(about("SKILL.md", "name: release-notes").is_empty());
        assert!(about("copies/notes_SKILL.md", "name: release-notes\nlicense: MIT").is_empty());
        assert!(about("./SKILL.md", "name: release-notes").is_empty());
        assert!(about("C:\\x\\release-notes\\SKILL.md", "name: release-notes").is_empty());
    }

    #[test]
    fn keys_of_ones_own_are_worth_knowing() {
        let own = about("skills/a/SKILL.md", "name: a\ncolor: red\nwhen_to_use: c");
        assert_eq!(own, [("color".to_owned(), Severity::Info)]);
        let long = format!("name: a\ncompatibility: {}", "c".repeat(501));
        assert_eq!(about("skills/a/SKILL.md", &long).len(), 1);
        assert!(about("skills/a/SKILL.md", "name: a").is_empty());
        assert!(found("XD11", "---\nname: A B\ndescription: b\n---\n").is_empty());
    }

    #[test]
    fn a_description_is_asked_for() {
        for (text, marked) in [
            ("---\nlicense: MIT\nname: a\n---\nBody\n", "name"),
            ("---\nname: a\ndescription:\n---\nBody\n", "description"),
            ("---\nname: a\ndescription: [b]\n---\nBody\n", "description"),
        ] {
            let findings = found_at("XD11", "skills/a/SKILL.md", text);
            assert_eq!(findings.len(), 1, "{findings:?}");
            assert_eq!(findings[0].span.slice(text), marked);
            assert_eq!(findings[0].severity, Severity::Warning);
        }
    }

    #[test]
    fn the_key_that_is_meant_is_offered() {
        for (key, meant) in [
            ("tools", "allowed-tools"),
            ("allowed_tools", "allowed-tools"),
            ("argument_hint", "argument-hint"),
            ("licence", "license"),
        ] {
            let text = format!("---\nname: a\ndescription: b\n{key}: c\n---\n");
            let findings = found_at("XD11", "skills/a/SKILL.md", &text);
            assert_eq!(findings[0].fixes[0].title, format!("Write it as {meant}"));
        }
        let there = "---\nname: a\ndescription: b\ntools: c\nallowed-tools: d\n---\n";
        assert!(
            found_at("XD11", "skills/a/SKILL.md", there)[0]
                .fixes
                .is_empty()
        );
    }

    #[test]
    fn what_is_not_read_is_another_rules() {
        assert!(about("skills/a/SKILL.md", "name: \"A\" b").is_empty());
    }
}
