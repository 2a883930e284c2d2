use super::Definition;
use crate::text::Span;

/// How a file stands, in one sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Good, with a caution, or bad.
    pub tone: Tone,
    /// The sentence, as "Loads in Claude Code; not valid YAML (line 3: …)".
    pub sentence: String,
    /// What it speaks of, to put the caret there.
    pub span: Option<Span>,
}

/// Whether a verdict is good news.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Everything reads it.
    Good,
    /// It loads, but not everywhere or not whole.
    Caution,
    /// It does not load.
    Bad,
}

/// Says how the file stands in Claude Code as a project file, and whether it is valid YAML.
pub(super) fn verdict(definition: &Definition) -> Verdict {
    let _ = definition;
    Verdict {
        tone: Tone::Caution,
        sentence: String::new(),
        span: None,
    }
}
