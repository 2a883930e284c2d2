//! The names of models, and what each is to Claude Code.
//!
//! There is no list of them: new models come by the month, and gateways have names of their own. What
//! is known is the aliases, the form of the identifiers of Claude's models, and who else's models begin
//! how.

use super::claude_fields::MODELS;

/// What the name of a model is to Claude Code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ModelName {
    /// An alias, in whatever case.
    Alias,
    /// An identifier of one of Claude's models, as the API, Bedrock or Google Cloud writes them.
    Identifier {
        /// Whether it names the snapshot of a day.
        dated: bool,
    },
    /// One of Claude's models, but not by a name that the API has: `Claude Sonnet 4.6`, `sonnet-4.5`,
    /// `anthropic/claude-sonnet-5`. With the alias of its family.
    Miswritten(&'static str),
    /// A model of this vendor's.
    Foreign(&'static str),
    /// None of these; a gateway may have it.
    Unknown,
}

/// What a model may be called besides its aliases in an agent; a mode, strictly.
const OF_SETTINGS: &[&str] = &["best", "default", "opusplan"];

/// The families of Claude's models, which are aliases of their newest.
const FAMILIES: &[&str] = &["sonnet", "opus", "haiku", "fable"];

/// How names begin of the models of other vendors, in small letters.
const VENDORS: &[(&str, &str)] = &[
    ("chatgpt", "OpenAI"),
    ("codestral", "Mistral AI"),
    ("codex", "OpenAI"),
    ("deepseek", "DeepSeek"),
    ("devstral", "Mistral AI"),
    ("gemini", "Google"),
    ("gemma", "Google"),
    ("glm", "Z.ai"),
    ("gpt", "OpenAI"),
    ("grok", "xAI"),
    ("kimi", "Moonshot AI"),
    ("llama", "Meta"),
    ("minimax", "MiniMax"),
    ("mistral", "Mistral AI"),
    ("mixtral", "Mistral AI"),
    ("o1", "OpenAI"),
    ("o3", "OpenAI"),
    ("o4", "OpenAI"),
    ("qwen", "Alibaba"),
    ("qwq", "Alibaba"),
];

/// What stands before the slash where OpenCode and programs like it name a model.
const PROVIDERS: &[&str] = &[
    "amazon-bedrock",
    "anthropic",
    "azure",
    "deepseek",
    "github-copilot",
    "google",
    "google-vertex",
    "google-vertex-anthropic",
    "groq",
    "mistral",
    "moonshotai",
    "ollama",
    "openai",
    "opencode",
    "openrouter",
    "vercel",
    "xai",
    "zai",
];

/// What a name is.
pub fn model_name(name: &str) -> ModelName {
    let lower = name.trim().to_lowercase();
    let plain = lower.strip_suffix("[1m]").unwrap_or(&lower);
    if MODELS.iter().any(|alias| alias.value == plain) || OF_SETTINGS.contains(&plain) {
        return ModelName::Alias;
    }
    if plain.starts_with("arn:") || plain.contains("anthropic.claude-") {
        return ModelName::Identifier {
            dated: is_dated(plain),
        };
    }
    let (provider, model) = plain.rsplit_once('/').unwrap_or(("", plain));
    let of_provider = PROVIDERS.contains(&provider.split('/').next().unwrap_or_default());
    if is_identifier(model) && !of_provider {
        return ModelName::Identifier {
            dated: is_dated(model),
        };
    }
    let mut families = FAMILIES.iter().filter(|family| model.contains(**family));
    match (families.next(), families.next()) {
        (Some(family), None) => return ModelName::Miswritten(family),
        (Some(_), Some(_)) => return ModelName::Unknown,
        (None, _) => {}
    }
    let vendor = VENDORS.iter().find(|(start, _)| {
        let rest = model.strip_prefix(start);
        // `o1` begins no word such as `o1d`.
        rest.is_some_and(|rest| start.len() > 2 || !rest.starts_with(char::is_alphanumeric))
    });
    vendor.map_or(ModelName::Unknown, |(_, vendor)| ModelName::Foreign(vendor))
}

/// The identifier that a name such as `Claude Sonnet 4.6 (copilot)` or `anthropic/claude-opus-4.7`
/// stands for, where it has the parts of one.
pub fn identifier_of(name: &str) -> Option<String> {
    let lower = name.to_lowercase();
    let model = lower.rsplit('/').next().unwrap_or(&lower);
    let model = model.split('(').next().unwrap_or(model).trim();
    let joined = model.replace([' ', '.', '_'], "-");
    is_identifier(&joined).then_some(joined)
}

/// `claude-`, then words and numbers in small letters: `claude-sonnet-4-6`, `claude-3-opus-20240229`,
/// `claude-haiku-4-5@20251001`.
fn is_identifier(name: &str) -> bool {
    name.strip_prefix("claude-").is_some_and(|rest| {
        let fits =
            |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '@' | ':');
        rest.chars().all(fits) && rest.contains(|c: char| c.is_ascii_digit())
    })
}

/// Whether a part of it is a day, `20250929`.
fn is_dated(name: &str) -> bool {
    name.split(|c: char| !c.is_ascii_digit())
        .any(|digits| digits.len() == 8 && digits.starts_with("20"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_claude_code_takes() {
        for name in ["inherit", "Sonnet", "opus[1m]", "opusplan", "FABLE"] {
            assert_eq!(model_name(name), ModelName::Alias, "{name}");
        }
        for (name, dated) in [
            ("claude-opus-5", false),
            ("claude-opus-4-8[1m]", false),
            ("claude-3-5-sonnet-latest", false),
            ("claude-sonnet-4-5-20250929", true),
            ("claude-haiku-4-5@20251001", true),
            ("us.anthropic.claude-sonnet-4-6", false),
            ("anthropic.claude-haiku-4-5-20251001-v1:0", true),
            (
                "arn:aws:bedrock:us-east-2:123456789012:application-inference-profile/x",
                false,
            ),
            ("my-gateway/claude-opus-5", false),
        ] {
            assert_eq!(model_name(name), ModelName::Identifier { dated }, "{name}");
        }
    }

    #[test]
    fn what_it_passes_on_in_vain() {
        for (name, family) in [
            ("sonnet-4.5", "sonnet"),
            ("Claude Opus 4.6 (copilot)", "opus"),
            ("anthropic/claude-sonnet-4-5", "sonnet"),
            ("anthropic/haiku", "haiku"),
            ("openrouter/anthropic/claude-opus-5", "opus"),
            ("claude-sonnet", "sonnet"),
            ("claude-sonnet-4.5", "sonnet"),
        ] {
            assert_eq!(model_name(name), ModelName::Miswritten(family), "{name}");
        }
        for (name, vendor) in [
            ("gpt-4o", "OpenAI"),
            ("GPT-5 (copilot)", "OpenAI"),
            ("o3", "OpenAI"),
            ("o4-mini", "OpenAI"),
            ("openai/gpt-5", "OpenAI"),
            ("gemini-2.5-pro", "Google"),
            ("google/gemini-3", "Google"),
        ] {
            assert_eq!(model_name(name), ModelName::Foreign(vendor), "{name}");
        }
        for name in ["fast", "o1d", "haiku|sonnet|opus", "", "sonet"] {
            assert_eq!(model_name(name), ModelName::Unknown, "{name}");
        }
    }

    #[test]
    fn an_identifier_is_made_of_its_parts() {
        for (name, identifier) in [
            ("Claude Opus 4.6 (copilot)", Some("claude-opus-4-6")),
            ("anthropic/claude-sonnet-4-5", Some("claude-sonnet-4-5")),
            ("claude-sonnet-4.5", Some("claude-sonnet-4-5")),
            ("sonnet-4.5", None),
            ("anthropic/haiku", None),
        ] {
            assert_eq!(identifier_of(name).as_deref(), identifier, "{name}");
        }
    }
}
