use super::Tone;
use super::tokens::estimated_tokens;
use crate::definition::{Field, Value};
use crate::text::{Span, sort_by_numbers};

/// What a program makes of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// Whether it loads.
    pub outcome: Outcome,
    /// The agent's name, as the program has it.
    pub name: Option<String>,
    /// The description, as the program has it.
    pub description: Option<String>,
    /// The model that the file asks for.
    pub model: Option<String>,
    /// The tools, as the program lists them to whoever calls the agent.
    pub tools: Tools,
    /// Every field that it decodes and takes: key and text.
    pub fields: Vec<(String, String)>,
    /// The system prompt.
    pub prompt: Option<String>,
    /// What it drops of the file, each with the reason; for a file that does not load, why not.
    pub losses: Vec<Loss>,
}

/// Whether a program loads a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// As it stands.
    Loads,
    /// After the program has mended it for itself: others may not.
    LoadsAfterRepair,
    /// But without some of what the author wrote.
    LosesText,
    /// Not at all.
    DoesNotLoad {
        /// Whether the program tells the person.
        told: bool,
    },
}

/// The tools that an agent may use.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Tools {
    /// The program does not say.
    #[default]
    Unsaid,
    /// In the program's words: `All tools`, `Read, Grep`.
    Listed(String),
}

/// Something of the file that does not reach the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// What stands there.
    pub span: Span,
    /// What is lost.
    pub kind: LossKind,
    /// One sentence without a full stop.
    pub reason: String,
    /// Whether the program was seen to do so; else its documents or others say it.
    pub verified: bool,
}

/// What a loss takes away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LossKind {
    /// The whole file.
    File,
    /// A part of a text that the author wrote for the model.
    Text,
    /// A setting that is ignored.
    Setting,
}

impl Outcome {
    /// What becomes of a file that loads, with these losses, after a repair of the program's own or not.
    pub(super) fn of_loaded(losses: &[Loss], mended: bool) -> Self {
        if losses.iter().any(|loss| loss.kind == LossKind::Text) {
            Self::LosesText
        } else if mended {
            Self::LoadsAfterRepair
        } else {
            Self::Loads
        }
    }

    /// Whether there is an agent afterwards.
    pub fn loads(self) -> bool {
        !matches!(self, Self::DoesNotLoad { .. })
    }

    /// The word for it in the output of the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Loads => "loads",
            Self::LoadsAfterRepair => "loads-after-repair",
            Self::LosesText => "loses-text",
            Self::DoesNotLoad { told: true } => "does-not-load",
            Self::DoesNotLoad { told: false } => "does-not-load-silently",
        }
    }

    /// The same for people.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Loads => "Loads",
            Self::LoadsAfterRepair => "Loads after its own repair",
            Self::LosesText => "Loads, but loses text",
            Self::DoesNotLoad { told: true } => "Does not load, and says so",
            Self::DoesNotLoad { told: false } => "Does not load, and says nothing",
        }
    }

    /// Whether that is good news.
    pub fn tone(self) -> Tone {
        match self {
            Self::Loads => Tone::Good,
            Self::LoadsAfterRepair | Self::LosesText => Tone::Caution,
            Self::DoesNotLoad { .. } => Tone::Bad,
        }
    }
}

impl Tools {
    /// The listing, where there is one.
    pub fn listing(&self) -> Option<&str> {
        match self {
            Self::Unsaid => None,
            Self::Listed(listing) => Some(listing),
        }
    }
}

impl Loss {
    /// A loss that the program was seen to cause.
    pub fn seen(kind: LossKind, span: Span, reason: impl Into<String>) -> Self {
        Self {
            span,
            kind,
            reason: reason.into(),
            verified: true,
        }
    }

    /// Puts losses into the order of the file.
    pub(super) fn sort(losses: &mut Vec<Self>) {
        sort_by_numbers(losses, |loss| (loss.span.start, 0));
    }

    /// The same, from documents or second hand.
    pub fn unverified(self) -> Self {
        Self {
            verified: false,
            ..self
        }
    }
}

impl Reading {
    /// A file that does not load, for one reason.
    pub fn dropped(told: bool, span: Span, reason: impl Into<String>) -> Self {
        Self {
            outcome: Outcome::DoesNotLoad { told },
            name: None,
            description: None,
            model: None,
            tools: Tools::Unsaid,
            fields: Vec::new(),
            prompt: None,
            losses: vec![Loss::seen(LossKind::File, span, reason)],
        }
    }

    /// What stands in the source of a text that the program loses, in order.
    pub fn lost_text(&self) -> Vec<Span> {
        if !self.outcome.loads() {
            return Vec::new();
        }
        self.losses
            .iter()
            .filter(|loss| loss.kind == LossKind::Text)
            .map(|loss| loss.span)
            .collect()
    }

    /// The line by which the delegating model knows the agent.
    pub fn roster_line(&self) -> Option<String> {
        let (name, description) = (self.name.as_ref()?, self.description.as_ref()?);
        let tools = self.tools.listing()?;
        Some(format!("- {name}: {description} (Tools: {tools})"))
    }

    /// What that line costs in every session, in tokens: an estimate, see [`estimated_tokens`].
    pub fn roster_tokens(&self) -> Option<usize> {
        self.roster_line().as_deref().map(estimated_tokens)
    }

    /// The losses that the program was not seen to cause, for a page to mark.
    pub fn unverified(&self) -> impl Iterator<Item = &Loss> {
        self.losses.iter().filter(|loss| !loss.verified)
    }
}

/// A value as one text: lists and maps as they stand in the source.
pub(super) fn text_of(value: &Value, source: &str) -> String {
    match value {
        Value::Scalar(scalar) => scalar.text.as_str().to_owned(),
        Value::List { span, .. } | Value::Map { span, .. } => span.slice(source).to_owned(),
    }
}

/// The field of that name which counts: of duplicates, the last.
pub(super) fn last<'fields>(fields: &'fields [Field], key: &str) -> Option<&'fields Field> {
    fields.iter().rev().find(|field| field.key == key)
}
