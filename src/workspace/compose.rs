//! A definition from what a form asks for: a name, what it is for, when to call it, its tools, its model.

use crate::definition::{Definition, split_tools};
use crate::edit::Refused;
use crate::edit::field::{set_list, set_text};
use crate::reader::{ClaudeCode, Input, Outcome, Reader};
use crate::text::{TextEdit, apply};

/// What the form asks for, as it was typed. White space around a part does not count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// What it is called.
    pub name: String,
    /// What it is for: `Review SQL migrations before they are merged`.
    pub purpose: String,
    /// When it is called, one situation a line: `a migration was written`.
    pub triggers: String,
    /// Its tools, with commas or blanks between them; empty for all of them.
    pub tools: String,
    /// Its model; empty for that of the session.
    pub model: String,
}

/// A part of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The name.
    Name,
    /// What it is for.
    Purpose,
    /// When it is called.
    Triggers,
    /// The tools.
    Tools,
    /// The model.
    Model,
}

/// Why there is no definition yet: what to change, and in which part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfit {
    /// The part.
    pub part: Part,
    /// One or two sentences.
    pub why: String,
}

type Edits = Result<Vec<TextEdit>, Refused>;

/// The steps of a body that nobody has written yet: they hold for every agent.
const STEPS: &str = "## How you work

1. Find out what exactly is wanted, and read what you need for it.
2. Do that, and nothing beside it.
3. Check your result before you hand it over.

## What you report

Say in one sentence what came out, then what you have done and what is left. If something is unclear, \
name what you have assumed.
";

/// The text of an agent of Claude Code, which loads it and reads everything as it was typed.
///
/// # Errors
/// When a part is missing, or cannot be written so that it reads back: then the sentence says what to
/// change.
pub fn compose(form: &Form) -> Result<String, Unfit> {
    let name = &plain_line_ends(form.name.trim());
    let purpose = plain_line_ends(form.purpose.trim());
    let all_triggers = plain_line_ends(&form.triggers);
    let triggers: Vec<&str> = all_triggers
        .lines()
        .map(str::trim)
        .filter(|trigger| !trigger.is_empty())
        .collect();
    let tools = plain_line_ends(form.tools.trim());
    let tools: Vec<String> = split_tools(&tools)
        .into_iter()
        .map(|item| item.slice(&tools).to_owned())
        .collect();
    let unfit = |part, why: &str| Unfit {
        part,
        why: why.to_owned(),
    };
    if name.is_empty() {
        return Err(unfit(
            Part::Name,
            "Give it a name: without one it is not loaded.",
        ));
    }
    if purpose.is_empty() {
        return Err(unfit(
            Part::Purpose,
            "Say what it is for: that is how it is found.",
        ));
    }
    let description = description(&purpose, &triggers);
    let mut text = format!("---\n---\n\n{}", body(&purpose, &triggers));
    let mut set = |part, edit: &dyn Fn(&Definition) -> Edits| {
        let definition = Definition::parse(text.as_str());
        let edits = edit(&definition).map_err(|refused| unfit(part, &refused.to_string()))?;
        text = apply(&text, &edits).map_err(|_| unfit(part, &Refused::Unwritable.to_string()))?;
        Ok(())
    };
    set(Part::Name, &|definition| set_text(definition, "name", name))?;
    // Which of the two parts the sentence speaks of is seen from either alone.
    let said_by = match purpose.contains("\\n") {
        true => Part::Purpose,
        false => Part::Triggers,
    };
    set(said_by, &|definition| {
        set_text(definition, "description", &description)
    })?;
    if !tools.is_empty() {
        set(Part::Tools, &|definition| {
            set_list(definition, "tools", &tools)
        })?;
    }
    let model = &plain_line_ends(form.model.trim());
    if !model.is_empty() {
        set(Part::Model, &|definition| {
            set_text(definition, "model", model)
        })?;
    }
    check(&text, name, &description)?;
    Ok(text)
}

/// Nothing is handed out that Claude Code would read otherwise.
fn check(text: &str, name: &str, description: &str) -> Result<(), Unfit> {
    let definition = Definition::parse(text);
    let reading = ClaudeCode::default().read(&Input::new(&definition));
    let part = match reading.name.as_deref() == Some(name) {
        true => Part::Purpose,
        false => Part::Name,
    };
    let reads_back = reading.outcome == Outcome::Loads
        && part != Part::Name
        && reading.description.as_deref() == Some(description);
    if reads_back {
        return Ok(());
    }
    let why = reading.losses.first().map_or_else(
        || Refused::Unwritable.to_string(),
        |loss| format!("Claude Code would not load it: {}.", loss.reason),
    );
    Err(Unfit { part, why })
}

/// What it is for, and when it is called, in the form that is advised: prose.
fn description(purpose: &str, triggers: &[&str]) -> String {
    let mut description = sentence(purpose);
    if let Some((last, others)) = triggers.split_last() {
        description.push_str(" Use this agent when ");
        // With commas inside of them, commas would not tell them apart.
        let has_comma = triggers.iter().any(|trigger| trigger.contains(','));
        let (between, before_last) = match has_comma {
            true => ("; ", "; or when "),
            false => (", ", " or when "),
        };
        if !others.is_empty() {
            description.push_str(&others.join(between));
            description.push_str(before_last);
        }
        description.push_str(&sentence(last));
    }
    description
}

fn body(purpose: &str, triggers: &[&str]) -> String {
    let mut body = format!("You are called for this: {}\n\n", sentence(purpose));
    if !triggers.is_empty() {
        body.push_str("## When to invoke\n\n");
        for trigger in triggers {
            body.push_str(&format!("- {trigger}\n"));
        }
        body.push('\n');
    }
    body.push_str(STEPS);
    body
}

/// The text with a full stop, where it ends in a letter or the like.
fn sentence(text: &str) -> String {
    let is_open = text
        .chars()
        .next_back()
        .is_some_and(|last| last.is_alphanumeric() || matches!(last, ')' | ']' | '"' | '\'' | '`'));
    format!("{text}{}", if is_open { "." } else { "" })
}

fn plain_line_ends(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::lint::{self, File, Severity, TurnedOff};

    fn form() -> Form {
        Form {
            name: "migration-reviewer".to_owned(),
            purpose: "Review SQL migrations before they are merged".to_owned(),
            triggers: "a migration was written\n\n  a column is dropped  \n".to_owned(),
            tools: "Read, Grep Bash(git diff *)".to_owned(),
            model: "opus".to_owned(),
        }
    }

    #[test]
    fn a_form_becomes_a_definition() {
        let text = compose(&form()).expect("nothing is wrong with it");
        let start = "---\nname: migration-reviewer\n\
            description: Review SQL migrations before they are merged. Use this agent when a migration was \
            written or when a column is dropped.\n\
            tools: Read, Grep, Bash(git diff *)\n\
            model: opus\n---\n\n\
            You are called for this: Review SQL migrations before they are merged.\n\n\
            ## When to invoke\n\n- a migration was written\n- a column is dropped\n\n## How you work\n";
        assert!(text.starts_with(start), "{text}");
        let definition = Definition::parse(text.as_str());
        let file = File::new(&definition, Some(".claude/agents/migration-reviewer.md"));
        let mut findings = lint::check(&file, &TurnedOff::nothing());
        findings.retain(|finding| finding.severity > Severity::Info);
        assert!(findings.is_empty(), "{findings:?}");
    }

    #[test]
    fn what_is_left_empty_is_not_written() {
        let text = compose(&Form {
            name: " a ".to_owned(),
            purpose: "Do it!".to_owned(),
            ..Form::default()
        });
        let text = text.expect("it has what it needs");
        assert!(
            text.starts_with("---\nname: a\ndescription: Do it!\n---\n"),
            "{text}"
        );
        assert!(!text.contains("## When to invoke"));
    }

    #[test]
    fn what_would_not_load_says_which_part_to_change() {
        let of = |name: &str, purpose: &str, triggers: &str| {
            compose(&Form {
                name: name.to_owned(),
                purpose: purpose.to_owned(),
                triggers: triggers.to_owned(),
                ..Form::default()
            })
        };
        for (name, purpose, triggers, part, why) in [
            (" ", "b", "", Part::Name, "Give it a name"),
            ("-a", "b", "", Part::Name, "begins with -"),
            ("a:b", "b", "", Part::Name, ":"),
            ("a", " \n", "", Part::Purpose, "what it is for"),
            ("a", "C:\\new", "", Part::Purpose, "\\n"),
            ("a", "b", "C:\\new", Part::Triggers, "\\n"),
        ] {
            let unfit = of(name, purpose, triggers).expect_err("it cannot be written");
            assert_eq!(unfit.part, part, "{name:?} {purpose:?}");
            assert!(unfit.why.contains(why), "{}", unfit.why);
        }
    }

    #[test]
    fn commas_in_a_trigger_do_not_run_into_the_next() {
        let said = description("Do it", &["a, b", "c", "d?"]);
        assert_eq!(said, "Do it. Use this agent when a, b; c; or when d?");
    }

    /// Everything that YAML, Markdown and the readers give a meaning, and more.
    fn hostile() -> impl Strategy<Value = String> {
        "(?s)[ -~\n\t\r\u{85}é✓\u{2028}\u{feff}]{0,40}|[-#:&*!|>%@`{}\\[\\], \n\"'\\\\n]{1,24}|<example>user: \"a\"</example>|--- a|\\$\\{x\\}"
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_read_back(
            name in hostile(), purpose in hostile(), triggers in hostile(), tools in hostile(), model in hostile()
        ) {
            let form = Form { name, purpose, triggers, tools, model };
            let Ok(text) = compose(&form) else {
                return Ok(());
            };
            let definition = Definition::parse(text.as_str());
            let reading = ClaudeCode::default().read(&Input::new(&definition));
            prop_assert_eq!(reading.outcome, Outcome::Loads);
            prop_assert_eq!(reading.name.as_deref(), Some(&*plain_line_ends(form.name.trim())));
            let description = reading.description.unwrap_or_default();
            let purpose = plain_line_ends(form.purpose.trim());
            prop_assert!(description.starts_with(&purpose));
            let body = definition.layout.body.slice(&text);
            prop_assert!(body.contains(&purpose));
            for trigger in plain_line_ends(&form.triggers).lines().map(str::trim) {
                prop_assert!(description.contains(trigger) && body.contains(trigger));
            }
            if form.model.trim().is_empty() {
                prop_assert_eq!(reading.model, None);
            } else {
                prop_assert_eq!(definition.text("model"), Some(&*plain_line_ends(form.model.trim())));
            }
        }

        #[test]
        fn what_has_no_letter_that_means_anything_is_always_written(
            name in "[a-z][a-z0-9-]{0,20}[a-z]", purpose in "[A-Za-z][ -Z^-~é]{0,60}[a-z]", triggers in "[a-z][ -Z^-~é\n]{0,60}"
        ) {
            let form = Form { name: name.replace("---", "-"), purpose, triggers, ..Form::default() };
            prop_assert!(compose(&form).is_ok(), "{:?}", compose(&form));
        }
    }
}
