//! Definitions to begin with, of every kind that is read.
//!
//! The first is the one that a first visitor sees; it hands over to the second. Each of the others shows how
//! such a file is best written today: prose that says when to call it, worked scenarios under *When to
//! invoke*, and no more tools than the work needs.

use crate::dialect::Kind;

/// A definition to begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Template {
    /// What names it; also the name of the agent or skill.
    pub id: &'static str,
    /// What a list of templates calls it.
    pub title: &'static str,
    /// What it is good for, in a sentence without a full stop.
    pub about: &'static str,
    /// The kind of file.
    pub kind: Kind,
    /// Where such a file lies.
    pub path: &'static str,
    /// Its text.
    pub text: &'static str,
}

/// All of them, in the order to choose from.
pub const TEMPLATES: &[Template] = &[
    Template {
        id: "rust-axum-backend-specialist",
        title: "Specialist",
        about: "Works in one field with documentation at hand, and hands its result to a reviewer",
        kind: Kind::ClaudeAgent,
        path: ".claude/agents/rust-axum-backend-specialist.md",
        text: include_str!("templates/rust-axum-backend-specialist.md"),
    },
    Template {
        id: "code-reviewer",
        title: "Code reviewer",
        about: "Looks at a change before it is merged and proves what it finds",
        kind: Kind::ClaudeAgent,
        path: ".claude/agents/code-reviewer.md",
        text: include_str!("templates/code-reviewer.md"),
    },
    Template {
        id: "code-explorer",
        title: "Read-only explorer",
        about: "Answers questions about a code base and cannot change it",
        kind: Kind::ClaudeAgent,
        path: ".claude/agents/code-explorer.md",
        text: include_str!("templates/code-explorer.md"),
    },
    Template {
        id: "documentation-writer",
        title: "Agent of a plugin",
        about: "Writes documentation, as an agent that a plugin brings along",
        kind: Kind::PluginAgent,
        path: "plugins/documentation/agents/documentation-writer.md",
        text: include_str!("templates/documentation-writer.md"),
    },
    Template {
        id: "release-notes",
        title: "Skill",
        about: "Writes release notes: steps that the main conversation follows when they are wanted",
        kind: Kind::Skill,
        path: ".claude/skills/release-notes/SKILL.md",
        text: include_str!("templates/release-notes.md"),
    },
    Template {
        id: "issue-planner",
        title: "GitHub Copilot",
        about: "Turns an issue into steps that can be reviewed one by one",
        kind: Kind::CopilotAgent,
        path: ".github/agents/issue-planner.agent.md",
        text: include_str!("templates/issue-planner.md"),
    },
    Template {
        id: "test-writer",
        title: "OpenCode",
        about: "Writes tests that fail for the right reason",
        kind: Kind::OpenCodeAgent,
        path: ".opencode/agents/test-writer.md",
        text: include_str!("templates/test-writer.md"),
    },
    Template {
        id: "security-checker",
        title: "Cursor",
        about: "Follows input to where it does harm, without the right to write",
        kind: Kind::CursorAgent,
        path: ".cursor/agents/security-checker.md",
        text: include_str!("templates/security-checker.md"),
    },
    Template {
        id: "log-analyst",
        title: "Gemini CLI",
        about: "Finds the first cause in the logs of something that failed",
        kind: Kind::GeminiAgent,
        path: ".gemini/agents/log-analyst.md",
        text: include_str!("templates/log-analyst.md"),
    },
    Template {
        id: "spec-writer",
        title: "Kiro",
        about: "Turns an idea into requirements that can be tested",
        kind: Kind::KiroAgent,
        path: ".kiro/agents/spec-writer.md",
        text: include_str!("templates/spec-writer.md"),
    },
];

/// The template of that id.
pub fn template(id: &str) -> Option<&'static Template> {
    TEMPLATES.iter().find(|template| template.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::Definition;
    use crate::dialect::find;
    use crate::edit::invoke::scenarios;
    use crate::lint::{File, Severity, TurnedOff, check, check_roster};
    use crate::reader::{Input, Outcome, by_id};

    #[test]
    fn each_is_what_its_path_says_and_loads_there() {
        for template in TEMPLATES {
            let definition = Definition::parse(template.text);
            assert_eq!(
                find(Some(template.path), &definition).kind,
                template.kind,
                "{}",
                template.id
            );
            let input = Input {
                definition: &definition,
                path: Some(template.path),
            };
            for id in template.kind.readers() {
                let reading = by_id(id).expect("there is such a reader").read(&input);
                // The first is not valid YAML on purpose: it shows what the page is for.
                let is_first = template.id == TEMPLATES[0].id;
                assert!(
                    is_first || reading.outcome == Outcome::Loads,
                    "{}: {reading:?}",
                    template.id
                );
                assert!(
                    reading.name.is_none_or(|name| name == template.id),
                    "{}",
                    template.id
                );
            }
        }
    }

    #[test]
    fn none_has_errors_or_warnings() {
        let texts: Vec<_> = TEMPLATES
            .iter()
            .map(|template| (template, Definition::parse(template.text)))
            .collect();
        let files: Vec<File<'_>> = texts
            .iter()
            .map(|(template, definition)| File::new(definition, Some(template.path)))
            .collect();
        let off = TurnedOff::nothing();
        // What the first is warned of, it is there to show.
        for file in &files[1..] {
            let mut findings = check(file, &off);
            findings.retain(|finding| finding.severity > Severity::Info);
            assert!(findings.is_empty(), "{:?}: {findings:?}", file.path);
        }
        assert!(check_roster(&files, &off).is_empty());
    }

    #[test]
    fn every_kind_that_is_written_today_has_one() {
        for kind in Kind::ALL {
            let is_former = matches!(kind, Kind::CopilotChatMode | Kind::NotADefinition);
            let has_one = TEMPLATES.iter().any(|template| template.kind == kind);
            assert_eq!(has_one, !is_former, "{kind:?}");
        }
    }

    #[test]
    fn agents_say_in_scenarios_when_to_call_them() {
        for template in &TEMPLATES[1..] {
            let count = scenarios(&Definition::parse(template.text)).len();
            let is_skill = template.kind == Kind::Skill;
            assert!(
                is_skill || (2..=5).contains(&count),
                "{}: {count}",
                template.id
            );
        }
    }

    #[test]
    fn ids_stand_once_and_find_their_template() {
        for template in TEMPLATES {
            assert_eq!(super::template(template.id), Some(template));
            assert!(!template.about.ends_with('.') && template.text.ends_with('\n'));
        }
        assert_eq!(super::template("no-such"), None);
    }
}
