//! Claude Code, by version and by where the file lies. What it does was observed from outside, in
//! 2.1.330 for every recorded input and in six older versions for some.

mod line_reader;
mod losses;
mod plugin;
mod requirements;
mod settings;
mod swallowed;
mod tools;
mod version;

use super::reading::{last, text_of};
use super::{Input, Loss, LossKind, Outcome, Reader, Reading};
use crate::definition::{
    Attempt, Field, LayoutProblem, Reading as Frontmatter, Rules, Scalar, ScalarKind, Value,
    attempt,
};
use crate::text::Span;
pub(crate) use losses::swallowed;
pub(crate) use settings::ignored;
pub(crate) use swallowed::lines_of_example;
pub use version::Version;
use version::Way;

/// Claude Code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ClaudeCode {
    /// Which one.
    pub version: Version,
    /// Where the file lies.
    pub home: Home,
}

/// Where an agent's file lies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Home {
    /// In `.claude/agents/` of a project.
    #[default]
    Project,
    /// In `.claude/agents/` of the person: read like a project's.
    User,
    /// In `agents/` of a plugin.
    Plugin,
}

impl Home {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Project, Self::User, Self::Plugin];

    /// The word for it: `project`, `user`, `plugin`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Project => "project",
            Self::User => "user",
            Self::Plugin => "plugin",
        }
    }
}

impl Reader for ClaudeCode {
    fn id(&self) -> String {
        match (self.home, self.version == Version::NEWEST) {
            (Home::Project | Home::User, true) => "claude-code".to_owned(),
            (Home::Project | Home::User, false) => format!("claude-code@{}", self.version),
            (Home::Plugin, _) => "claude-code-plugin".to_owned(),
        }
    }

    fn title(&self) -> String {
        format!("Claude Code {}, {} file", self.version, self.home.word())
    }

    fn name(&self) -> &'static str {
        "Claude Code"
    }

    fn read(&self, input: &Input<'_>) -> Reading {
        let found = match self.frontmatter(input) {
            Ok(frontmatter) => match self.version.way() {
                Way::Lines => self.by_lines(input, frontmatter),
                Way::Yaml(rules) => self.by_yaml(input, frontmatter, rules),
            },
            Err(loss) => Err(loss),
        };
        match (found, self.home) {
            (Ok(reading), _) => reading,
            (Err(loss), Home::Plugin) if has_right_extension(input) => {
                plugin::placeholder(input, vec![loss])
            }
            (Err(loss), _) => Reading::dropped(false, loss.span, loss.reason),
        }
    }
}

/// What was read, or why nothing was.
type Outcomes = Result<Reading, Loss>;

impl ClaudeCode {
    /// Where the frontmatter stands.
    fn frontmatter(&self, input: &Input<'_>) -> Result<Span, Loss> {
        let layout = &input.definition.layout;
        let file = |span, why: &str| Err(Loss::seen(LossKind::File, span, why));
        if !has_right_extension(input) {
            return file(Span::at(0), "only files whose names end in .md are read");
        }
        if let Some(bom) = layout.bom
            && !self.version.drops_bom()
        {
            return file(bom, "a byte order mark stands before the opening ---");
        }
        match &layout.problem {
            Some(LayoutProblem::Empty) => file(Span::at(0), "the file is empty"),
            Some(LayoutProblem::NoFrontmatter) => {
                file(Span::at(0), "the file does not begin with a --- line")
            }
            Some(LayoutProblem::TextBefore(span)) => {
                file(*span, "something stands before the opening ---")
            }
            Some(LayoutProblem::NeverClosed) => file(
                layout.opening.unwrap_or(Span::at(0)),
                "the frontmatter is never closed by a second ---",
            ),
            Some(LayoutProblem::ClosedInsideLine(_)) | None => {
                layout.frontmatter.ok_or_else(|| {
                    Loss::seen(
                        LossKind::File,
                        Span::at(0),
                        "the file does not begin with a --- line",
                    )
                })
            }
        }
    }

    fn by_yaml(&self, input: &Input<'_>, frontmatter: Span, rules: Rules) -> Outcomes {
        // The newest rules are those by which the definition itself was read.
        if rules == Rules::NEWEST {
            let definition = input.definition;
            return match &definition.reading {
                Frontmatter::LineByLine { after_repair, .. } => Err(unparsed(after_repair)),
                Frontmatter::NotAMapping { span } => Err(not_a_mapping(*span)),
                Frontmatter::None | Frontmatter::Yaml => {
                    self.by_fields(input, &definition.fields, false)
                }
                Frontmatter::Repaired { .. } => self.by_fields(input, &definition.fields, true),
            };
        }
        match attempt(&input.definition.source, frontmatter, rules) {
            Attempt::Refused { after_repair, .. } => Err(unparsed(&after_repair)),
            Attempt::NotAMapping => Err(not_a_mapping(frontmatter)),
            Attempt::Fields { fields, mended } => self.by_fields(input, &fields, mended.is_some()),
        }
    }

    fn by_fields(&self, input: &Input<'_>, fields: &[Field], mended: bool) -> Outcomes {
        let opening = input.definition.layout.opening;
        if let Some((why, span)) = requirements::unmet(fields, opening) {
            let span = span.unwrap_or(Span::at(0));
            return Err(Loss::seen(LossKind::File, span, why));
        }
        let source = &*input.definition.source;
        let string = |key| last(fields, key).and_then(|field| string(&field.value));
        let name = string("name").unwrap_or_default().to_owned();
        let description = self.with_line_ends(string("description").unwrap_or_default());
        self.check_lengths(opening, &name, &description)?;
        let denied = last(fields, "disallowedTools");
        let mut losses = losses::losses(input, fields, self.home);
        losses.extend(losses::dropped_items(last(fields, "tools")));
        losses.extend(losses::dropped_items(denied));
        let decoded = fields
            .iter()
            .enumerate()
            .filter(|(index, field)| {
                !fields[index + 1..]
                    .iter()
                    .any(|later| later.key == field.key)
            })
            .map(|(_, field)| {
                let text = if field.key == "description" {
                    description.clone()
                } else {
                    text_of(&field.value, source)
                };
                (field.key.clone(), text)
            })
            .collect();
        Ok(Reading {
            outcome: Outcome::of_loaded(&losses, mended),
            model: string("model").filter(|model| !model.is_empty()).map(model),
            tools: tools::listing(self.version, last(fields, "tools"), denied),
            name: Some(name),
            description: Some(description),
            fields: decoded,
            prompt: Some(prompt(input)),
            losses,
        })
    }

    fn by_lines(&self, input: &Input<'_>, frontmatter: Span) -> Outcomes {
        let source = &*input.definition.source;
        let opening = input.definition.layout.opening;
        let lines = line_reader::lines(source, frontmatter);
        let value = |key: &str| {
            lines
                .iter()
                .rev()
                .find(|line| line.key == key)
                .map(|line| line.value)
        };
        let missing = |why: &str| {
            Err(Loss::seen(
                LossKind::File,
                opening.unwrap_or(Span::at(0)),
                why,
            ))
        };
        let Some(name) = value("name").filter(|name| !name.is_empty()) else {
            return missing("it has no name, so it counts as a document");
        };
        let Some(description) = value("description").filter(|text| !text.is_empty()) else {
            return missing("it has no description");
        };
        let description = self.with_line_ends(description);
        line_reader::check(&lines)?;
        self.check_lengths(opening, name, &description)?;
        let losses = line_reader::losses(source, frontmatter);
        Ok(Reading {
            outcome: Outcome::of_loaded(&losses, false),
            name: Some(name.to_owned()),
            description: Some(description),
            model: value("model").filter(|model| !model.is_empty()).map(model),
            tools: tools::listing_of_line(self.version, value("tools")),
            fields: lines
                .iter()
                .map(|line| (line.key.to_owned(), line.value.to_owned()))
                .collect(),
            prompt: Some(prompt(input)),
            losses,
        })
    }

    /// A project's agents have the two characters `\n` as line ends, a plugin's do not.
    fn with_line_ends(&self, description: &str) -> String {
        match self.home {
            Home::Project | Home::User if description.contains("\\n") => {
                description.replace("\\n", "\n")
            }
            Home::Project | Home::User | Home::Plugin => description.to_owned(),
        }
    }

    fn check_lengths(
        &self,
        opening: Option<Span>,
        name: &str,
        description: &str,
    ) -> Result<(), Loss> {
        let (longest_name, longest_description) = self.version.longest_listed();
        let units = |text: &str| text.encode_utf16().count();
        if units(name) > longest_name || units(description) > longest_description {
            return Err(Loss::seen(
                LossKind::File,
                opening.unwrap_or(Span::at(0)),
                "its name or description is longer than this version was seen to list",
            )
            .unverified());
        }
        Ok(())
    }
}

/// `inherit` is known in any case; every other name is passed on as it is.
fn model(name: &str) -> String {
    if name.eq_ignore_ascii_case("inherit") {
        "inherit".to_owned()
    } else {
        name.to_owned()
    }
}

/// Everything below the frontmatter, without the white space around it.
fn prompt(input: &Input<'_>) -> String {
    let definition = input.definition;
    let body = definition.layout.body.slice(&definition.source);
    body.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
        .to_owned()
}

fn has_right_extension(input: &Input<'_>) -> bool {
    input.file_name().is_none_or(|name| name.ends_with(".md"))
}

fn unparsed(error: &crate::definition::YamlError) -> Loss {
    Loss::seen(
        LossKind::File,
        error.span,
        format!("line {}: {}", error.line, error.message),
    )
}

fn not_a_mapping(span: Span) -> Loss {
    Loss::seen(
        LossKind::File,
        span,
        "the frontmatter is not made of key: value lines",
    )
}

fn string(value: &Value) -> Option<&str> {
    match value {
        Value::Scalar(Scalar {
            kind: ScalarKind::String,
            text,
            ..
        }) => Some(text.as_str()),
        _ => None,
    }
}
