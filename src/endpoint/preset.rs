//! The servers that are known by name, and what each needs so that a page may ask it.

use serde::{Deserialize, Serialize};

use super::Api;

/// A kind of server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Preset {
    /// Anthropic's own.
    Anthropic,
    /// OpenAI's own.
    OpenAi,
    /// Many vendors' models behind one address.
    OpenRouter,
    /// Ollama on the person's machine.
    Ollama,
    /// LM Studio on the person's machine.
    LmStudio,
    /// llama-server of llama.cpp.
    LlamaCpp,
    /// vLLM.
    Vllm,
    /// Anything else.
    Custom,
}

/// What is known of a kind of server. In commands, `PAGE` stands for the origin of the page and `MODEL` for
/// the model.
#[derive(Debug)]
pub struct Known {
    /// What people call it.
    pub title: &'static str,
    /// The API that it is asked by.
    pub api: Api,
    /// Its usual address.
    pub base: &'static str,
    /// Headers that let a page in.
    pub headers: &'static [(&'static str, &'static str)],
    /// Where keys are made; `None` where none is needed as a rule.
    pub keys_at: Option<&'static str>,
    /// The command that starts it so that the page may ask it; `None` where it runs and lets pages in.
    pub start: Option<&'static str>,
    /// The same where it runs as an app or a service, in a sentence.
    pub start_elsewhere: Option<&'static str>,
    /// The command that fetches a model.
    pub get_model: Option<&'static str>,
    /// What gives a model a longer context.
    pub longer: Option<&'static str>,
    /// What lets a model call tools.
    pub tools: Option<&'static str>,
}

const NOTHING: Known = Known {
    title: "",
    api: Api::OpenAiChat,
    base: "",
    headers: &[],
    keys_at: None,
    start: None,
    start_elsewhere: None,
    get_model: None,
    longer: None,
    tools: None,
};

static ANTHROPIC: Known = Known {
    title: "Anthropic",
    api: Api::AnthropicMessages,
    base: "https://api.anthropic.com",
    // Without it the API answers no page.
    headers: &[("anthropic-dangerous-direct-browser-access", "true")],
    keys_at: Some("https://console.anthropic.com/settings/keys"),
    ..NOTHING
};

static OPENAI: Known = Known {
    title: "OpenAI",
    base: "https://api.openai.com",
    keys_at: Some("https://platform.openai.com/api-keys"),
    ..NOTHING
};

static OPENROUTER: Known = Known {
    title: "OpenRouter",
    base: "https://openrouter.ai/api/v1",
    keys_at: Some("https://openrouter.ai/settings/keys"),
    ..NOTHING
};

static OLLAMA: Known = Known {
    title: "Ollama",
    base: "http://localhost:11434",
    start: Some("OLLAMA_ORIGINS=PAGE ollama serve"),
    start_elsewhere: Some(
        "One that already runs has to be stopped first; where it runs as an app or a service, set the variable and start it again: launchctl setenv OLLAMA_ORIGINS PAGE on macOS, setx OLLAMA_ORIGINS PAGE on Windows, sudo systemctl edit ollama with the lines [Service] and Environment=OLLAMA_ORIGINS=PAGE on Linux.",
    ),
    get_model: Some("ollama pull MODEL"),
    longer: Some("OLLAMA_CONTEXT_LENGTH=32768 ollama serve"),
    tools: Some("ollama pull qwen3"),
    ..NOTHING
};

static LM_STUDIO: Known = Known {
    title: "LM Studio",
    base: "http://localhost:1234",
    start: Some("lms server start --cors"),
    start_elsewhere: Some("In the app it is the setting Enable CORS of the server."),
    get_model: Some("lms get MODEL"),
    longer: Some("lms load MODEL --context-length 32768"),
    ..NOTHING
};

static LLAMA_CPP: Known = Known {
    title: "llama.cpp",
    base: "http://localhost:8080",
    start: Some("llama-server -m MODEL.gguf --jinja --port 8080"),
    start_elsewhere: Some(
        "It lets all pages in, unless it was started with --cors-origins: then add --cors-origins PAGE.",
    ),
    longer: Some("llama-server -m MODEL.gguf --jinja -c 32768"),
    tools: Some("llama-server -m MODEL.gguf --jinja"),
    ..NOTHING
};

static VLLM: Known = Known {
    title: "vLLM",
    base: "http://localhost:8000",
    start: Some("vllm serve MODEL --allowed-origins '[\"PAGE\"]'"),
    longer: Some("vllm serve MODEL --max-model-len 32768"),
    tools: Some("vllm serve MODEL --enable-auto-tool-choice --tool-call-parser hermes"),
    ..NOTHING
};

static CUSTOM: Known = Known {
    title: "The server",
    base: "https://example.com/v1",
    ..NOTHING
};

impl Preset {
    /// All of them, the one for everything else last.
    pub const ALL: [Self; 8] = [
        Self::Anthropic,
        Self::OpenAi,
        Self::OpenRouter,
        Self::Ollama,
        Self::LmStudio,
        Self::LlamaCpp,
        Self::Vllm,
        Self::Custom,
    ];

    /// What is known of it.
    pub fn known(self) -> &'static Known {
        match self {
            Self::Anthropic => &ANTHROPIC,
            Self::OpenAi => &OPENAI,
            Self::OpenRouter => &OPENROUTER,
            Self::Ollama => &OLLAMA,
            Self::LmStudio => &LM_STUDIO,
            Self::LlamaCpp => &LLAMA_CPP,
            Self::Vllm => &VLLM,
            Self::Custom => &CUSTOM,
        }
    }
}
