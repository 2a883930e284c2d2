//! Gemini CLI, observed in 0.61.0 by its own loader of agents.
//!
//! It reads by js-yaml 4, mends nothing, and refuses the whole file for any key or value that its
//! schema does not have. It says so when it starts.

mod schema;

use super::reading::{last, text_of};
use super::{Input, Loss, LossKind, Outcome, Reader, Reading, Tools, yaml_losses};
use crate::definition::{Attempt, Field, Rules, Schema, attempt};
use crate::text::{Span, trim_javascript};

/// Gemini CLI.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gemini;

const RULES: Rules = Rules {
    schema: Schema::JsYaml4,
    ..Rules::STRICT
};

impl Reader for Gemini {
    fn id(&self) -> String {
        "gemini".to_owned()
    }

    fn title(&self) -> String {
        "Gemini CLI 0.61".to_owned()
    }

    fn name(&self) -> &'static str {
        "Gemini CLI"
    }

    fn read(&self, input: &Input<'_>) -> Reading {
        match parts(input) {
            Ok((fields, parts)) => by_fields(input, &fields, &parts),
            Err(reading) => *reading,
        }
    }
}

impl Gemini {
    /// Everything for which it refuses a file; a reading tells the first.
    pub(crate) fn refusals(self, input: &Input<'_>) -> Vec<Loss> {
        match parts(input) {
            Ok((fields, _)) => schema::problems(&fields).into_iter().map(loss).collect(),
            Err(reading) => reading.losses,
        }
    }

    /// The keys that such a file may have.
    pub(crate) fn known_keys(self, fields: &[Field]) -> &'static [&'static str] {
        schema::known(fields)
    }

    /// The names of its own tools.
    pub(crate) const TOOLS: &'static [&'static str] = schema::TOOLS;
}

fn loss(problem: schema::Problem) -> Loss {
    // What is missing stands nowhere.
    let span = problem.span.unwrap_or(Span::at(0));
    Loss::seen(LossKind::File, span, problem.why)
}

/// The fields and where the parts stand; or what becomes of a file that has none.
fn parts(input: &Input<'_>) -> Result<(Vec<Field>, Parts), Box<Reading>> {
    let source = &*input.definition.source;
    let dropped = |told, span, why: String| Err(Box::new(Reading::dropped(told, span, why)));
    if let Some(why) = passed_over(input) {
        return dropped(false, Span::at(0), why.to_owned());
    }
    let Some(parts) = split(source) else {
        return dropped(
            true,
            input.definition.layout.opening.unwrap_or(Span::at(0)),
            "the file does not begin with a frontmatter between two lines ---".to_owned(),
        );
    };
    match attempt(source, parts.frontmatter, RULES) {
        Attempt::Fields { fields, .. } => Ok((fields, parts)),
        Attempt::NotAMapping => dropped(
            true,
            parts.frontmatter,
            "the frontmatter is not made of key: value lines".to_owned(),
        ),
        Attempt::Refused { error, .. } => dropped(
            true,
            error.span,
            format!("line {}: {}", error.line, error.message),
        ),
    }
}

/// Why a file is not even opened.
fn passed_over(input: &Input<'_>) -> Option<&'static str> {
    let name = input.file_name()?;
    if !name.ends_with(".md") {
        return Some("only files whose names end in .md are read");
    }
    name.starts_with('_')
        .then_some("files whose names begin with _ are passed over")
}

struct Parts {
    frontmatter: Span,
    body: Span,
    /// What stands behind the closing fence on its line: the body is then not seen.
    behind_fence: Option<Span>,
}

/// `---` and a line end at the very start, then anything up to the next line that begins with `---`.
fn split(source: &str) -> Option<Parts> {
    let after = source.strip_prefix("---")?;
    let after = after
        .strip_prefix("\r\n")
        .or_else(|| after.strip_prefix('\n'))?;
    let start = source.len() - after.len();
    let line_end = start + after.find("\n---")?;
    let end = if source[start..line_end].ends_with('\r') {
        line_end - 1
    } else {
        line_end
    };
    let fence_end = line_end + "\n---".len();
    let rest = &source[fence_end..];
    let body = rest
        .strip_prefix("\r\n")
        .or_else(|| rest.strip_prefix('\n'));
    let body_start = source.len() - body.map_or(0, str::len);
    Some(Parts {
        frontmatter: Span::new(start, end),
        body: Span::new(body_start, source.len()),
        behind_fence: (body.is_none() && !rest.is_empty())
            .then(|| Span::new(fence_end, source.len())),
    })
}

fn by_fields(input: &Input<'_>, fields: &[Field], parts: &Parts) -> Reading {
    let source = &*input.definition.source;
    if let Some(first) = schema::problems(fields).into_iter().next() {
        let loss = loss(first);
        return Reading::dropped(true, loss.span, loss.reason);
    }
    let text = |key: &str| last(fields, key).map(|field| text_of(&field.value, source));
    let mut losses: Vec<Loss> = fields
        .iter()
        .filter(|field| matches!(field.key.as_str(), "name" | "description" | "display_name"))
        .flat_map(|field| yaml_losses::of(source, field))
        .collect();
    losses.extend(parts.behind_fence.map(|span| {
        let why = "something stands behind the closing --- on its line: the whole prompt is lost";
        Loss::seen(LossKind::Text, span, why)
    }));
    Reading {
        outcome: if losses.is_empty() {
            Outcome::Loads
        } else {
            Outcome::LosesText
        },
        name: text("name"),
        description: text("description"),
        model: text("model"),
        tools: Tools::Unsaid,
        fields: fields
            .iter()
            .map(|field| (field.key.clone(), text_of(&field.value, source)))
            .collect(),
        // An agent that runs elsewhere has its prompt there.
        prompt: (!schema::is_remote(fields))
            .then(|| trim_javascript(parts.body.slice(source)).to_owned()),
        losses,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::Definition;

    fn read(source: &str) -> Reading {
        Gemini.read(&Input::new(&Definition::parse(source)))
    }

    fn why(frontmatter: &str) -> String {
        let reading = read(&format!("---\n{frontmatter}\n---\nBody"));
        assert_eq!(
            reading.outcome,
            Outcome::DoesNotLoad { told: true },
            "{frontmatter}"
        );
        reading.losses[0].reason.clone()
    }

    #[test]
    fn a_good_file() {
        let reading = read(
            "---\nname: a-b_1\ndescription: \"c: d\"\ntools: [read_file, mcp_x_*]\nmax_turns: 5\n---\n\nBody\n",
        );
        assert_eq!(reading.outcome, Outcome::Loads);
        assert_eq!(reading.name.as_deref(), Some("a-b_1"));
        assert_eq!(reading.description.as_deref(), Some("c: d"));
        assert_eq!(reading.prompt.as_deref(), Some("Body"));
    }

    #[test]
    fn an_agent_that_runs_elsewhere() {
        let reading = read("---\nname: a\nagent_card_url: https://a.example\n---\nBody");
        assert_eq!(reading.outcome, Outcome::Loads);
        assert_eq!(reading.prompt, None);
    }

    #[test]
    fn what_the_schema_does_not_have_drops_the_file() {
        for (frontmatter, reason) in [
            ("name: a\ndescription: b\ncolor: red", "no key color"),
            ("name: a\ndescription: b\nmcpServers: {}", "mcp_servers"),
            ("name: a\ndescription: b\ntools: read_file", "tools is not"),
            ("name: a\ndescription: b\ntools: [Read]", "no tool Read"),
            ("name: A b\ndescription: c", "name is not"),
            ("name: a", "no description"),
            ("description: a", "no name"),
            ("name: a\ndescription: 2026-11-24", "description is not"),
            ("name: a\ndescription: b\nmax_turns: 0", "max_turns is not"),
            ("name: a\ndescription: b: c", "line 3"),
            ("name: a\nname: b\ndescription: c", "stands twice"),
            ("name: a\ndescription: !b c", "tag"),
            ("foo", "key: value"),
            ("kind: remote\nname: a", "agent_card_url"),
        ] {
            let why = why(frontmatter);
            assert!(why.contains(reason), "{frontmatter:?}: {why}");
        }
    }

    #[test]
    fn files_are_passed_over_by_name() {
        let definition = Definition::parse("---\nname: a\ndescription: b\n---\n");
        for path in ["x/_a.md", "a.txt"] {
            let reading = Gemini.read(&Input {
                definition: &definition,
                path: Some(path),
            });
            assert_eq!(reading.outcome, Outcome::DoesNotLoad { told: false });
        }
    }

    #[test]
    fn the_closing_fence_stands_alone_or_the_prompt_is_lost() {
        let reading = read("---\nname: a\ndescription: b\n--- \nBody");
        assert_eq!(reading.outcome, Outcome::LosesText);
        assert_eq!(reading.prompt.as_deref(), Some(""));
    }

    #[test]
    fn the_opening_fence_is_the_very_first_thing() {
        for source in [
            "--- \nname: a\ndescription: b\n---\n",
            "\u{feff}---\nname: a\ndescription: b\n---\n",
            "---\nname: a\ndescription: b\n",
        ] {
            assert!(!read(source).outcome.loads(), "{source:?}");
        }
    }
}
