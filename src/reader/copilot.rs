//! GitHub Copilot and VS Code, by their documents and by what linters say; nothing here was seen, so
//! every loss counts as unverified. Both read `.github/agents/`, and `.claude/agents/` as well.

use super::{Input, Loss, LossKind, Reader, Reading, documented, yaml_losses};
use crate::definition::{Field, Value, between_lines};
use crate::text::Span;

/// GitHub Copilot, and VS Code with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Copilot;

/// The keys of GitHub's agents, of VS Code's, and a former spelling.
const KNOWN: &[&str] = &[
    "name",
    "description",
    "target",
    "tools",
    "model",
    "disable-model-invocation",
    "user-invocable",
    "user-invokable",
    "infer",
    "mcp-servers",
    "metadata",
    "argument-hint",
    "agents",
    "handoffs",
    "reasoning-effort",
    "hooks",
];

/// How many characters of a prompt GitHub takes.
const LONGEST_PROMPT: usize = 30_000;

impl Reader for Copilot {
    fn id(&self) -> String {
        "copilot".to_owned()
    }

    fn title(&self) -> String {
        "GitHub Copilot and VS Code".to_owned()
    }

    fn name(&self) -> &'static str {
        "GitHub Copilot"
    }

    fn observed(&self) -> bool {
        false
    }

    fn read(&self, input: &Input<'_>) -> Reading {
        let source = &*input.definition.source;
        let (fields, body) = match documented::parts(input) {
            Ok(parts) => parts,
            Err(why) => return documented::unread(why),
        };
        let losses = fields
            .iter()
            .flat_map(|field| losses_of(source, field, &fields))
            .chain(of_file(input, &fields))
            .chain(too_long(source, body));
        let mut reading = documented::reading(input, &fields, body, losses);
        if reading.name.is_none() {
            reading.name = input.file_name().map(|name| id_of(name).to_owned());
        }
        reading
    }
}

impl Copilot {
    /// The keys that it knows.
    pub(crate) const KNOWN: &'static [&'static str] = KNOWN;
}

/// What a file is called by: its name without `.agent.md` and the like.
fn id_of(file_name: &str) -> &str {
    [".agent.md", ".chatmode.md", ".md"]
        .iter()
        .find_map(|extension| file_name.strip_suffix(extension))
        .unwrap_or(file_name)
}

fn of_file(input: &Input<'_>, fields: &[Field]) -> Vec<Loss> {
    let at_start = |why: &str| Loss::seen(LossKind::Setting, Span::at(0), why);
    let mut losses = Vec::new();
    if between_lines(&input.definition.source).is_none() {
        losses.push(at_start(
            "the file does not begin with a --- line, so GitHub and VS Code read no description of it, and no setting",
        ));
    } else if !fields.iter().any(|field| field.key == "description") {
        losses.push(at_start(
            "GitHub wants a description, and VS Code has none to choose the agent by",
        ));
    }
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    if input
        .file_name()
        .is_some_and(|name| !name.chars().all(fits))
    {
        losses.push(at_start(
            "GitHub takes file names of the letters a to z, digits, dots, hyphens and underscores only",
        ));
    }
    losses
}

fn too_long(source: &str, body: Span) -> Option<Loss> {
    // Characters are never more than bytes.
    if body.len() <= LONGEST_PROMPT {
        return None;
    }
    let (at, _) = body
        .slice(source)
        .trim_end()
        .char_indices()
        .nth(LONGEST_PROMPT)?;
    Some(Loss::seen(
        LossKind::Text,
        Span::new(body.start + at, body.end),
        "GitHub takes prompts of 30,000 characters at most: this is beyond",
    ))
}

fn losses_of(source: &str, field: &Field, fields: &[Field]) -> Vec<Loss> {
    let setting = |span, why: String| vec![Loss::seen(LossKind::Setting, span, why)];
    let (key, value) = (field.key_span, field.value_span());
    let text = field.value.text().map(|text| text.as_str());
    match field.key.as_str() {
        "name" | "description" => yaml_losses::of(source, field),
        "tools" if matches!(field.value, Value::Map { .. }) => setting(
            value,
            "tools is a list or a text: a map names none".to_owned(),
        ),
        "target" if !matches!(text, Some("vscode" | "github-copilot")) => {
            setting(value, "target is vscode or github-copilot".to_owned())
        }
        "infer" => setting(
            key,
            "infer is retired: disable-model-invocation and user-invocable took its place"
                .to_owned(),
        ),
        "mcp-servers" if !fields.iter().any(|field| field.key == "tools") => setting(
            key,
            "mcp-servers counts only where tools names what is used of them".to_owned(),
        ),
        unknown if !KNOWN.contains(&unknown) => setting(
            key,
            format!(
                "Copilot knows no key {unknown}: VS Code passes over it, the Copilot CLI may refuse the file"
            ),
        ),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::Definition;
    use crate::reader::Outcome;

    fn read(path: &str, source: &str) -> Reading {
        let definition = Definition::parse(source);
        Copilot.read(&Input {
            definition: &definition,
            path: Some(path),
        })
    }

    #[test]
    fn a_good_file_is_named_after_its_file_where_it_has_no_name() {
        let reading = read(
            ".github/agents/sec.agent.md",
            "---\ndescription: b\ntools: ['search', 'edit/editFiles']\n---\nBody\n",
        );
        assert_eq!(reading.outcome, Outcome::Loads);
        assert_eq!(reading.losses, []);
        assert_eq!(reading.name.as_deref(), Some("sec"));
        assert_eq!(reading.prompt.as_deref(), Some("Body"));
    }

    #[test]
    fn each_loss() {
        for (line, reason) in [
            ("description: b # c", "comment"),
            ("tools: {a: true}", "a map names none"),
            ("target: cursor", "target is"),
            ("infer: true", "retired"),
            ("mcp-servers: {}", "mcp-servers counts"),
            ("color: red", "no key color"),
        ] {
            let source = if line.starts_with("description") {
                format!("---\n{line}\n---\n")
            } else {
                format!("---\ndescription: d\n{line}\n---\n")
            };
            let losses = read("a.agent.md", &source).losses;
            assert_eq!(losses.len(), 1, "{line}: {losses:?}");
            assert!(losses[0].reason.contains(reason), "{line}: {losses:?}");
            assert!(!losses[0].verified);
        }
        let losses = read("a b.agent.md", "Body").losses;
        assert_eq!(losses.len(), 2, "{losses:?}");
    }

    #[test]
    fn a_long_prompt_loses_its_end() {
        let prompt = "é".repeat(LONGEST_PROMPT + 1);
        let source = format!("---\ndescription: b\n---\n{prompt}");
        let reading = read("a.agent.md", &source);
        assert_eq!(reading.outcome, Outcome::LosesText);
        assert_eq!(reading.losses[0].span.slice(&source), "é");
    }

    #[test]
    fn what_is_not_yaml_is_not_read() {
        let reading = read("a.agent.md", "---\ndescription: b: c\n---\n");
        assert_eq!(reading.outcome, Outcome::DoesNotLoad { told: false });
        assert!(!reading.losses[0].verified);
    }
}
