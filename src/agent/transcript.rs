//! What happened in a run, to be shown, kept and exported. It holds no key: a run never has one.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::endpoint::{Part, StopReason, Usage};

/// The steps of a run, in the order in which they happened.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Transcript {
    /// The steps.
    pub steps: Vec<Step>,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// To which agent.
    pub agent: String,
    /// Which conversation it belongs to: 0 for the first, and one of its own for each hand-off.
    pub frame: u32,
    /// How many hand-offs led there.
    pub depth: u32,
    /// What happened.
    pub what: What,
}

/// What happened in a step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// A prompt, of the person or of the agent that handed over.
    Prompt(String),
    /// An answer.
    Answer {
        /// What the model said.
        parts: Vec<Part>,
        /// Why it stopped; `None` where only a part of it came.
        stop: Option<StopReason>,
        /// What it cost.
        usage: Usage,
        /// How many ms after the question it began, where that was measured.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        first_token_ms: Option<u32>,
    },
    /// A call of a tool gave something.
    Called {
        /// The tool.
        name: String,
        /// Its arguments.
        input: Value,
        /// What it gave.
        result: String,
        /// Whether it failed, or was refused.
        is_error: bool,
    },
    /// No answer came, or only a part of one: what is said about it.
    Failed(String),
    /// The run ended before its end: why.
    Ended(String),
}

impl Step {
    /// The prompt that the person has sent in it; not that of a hand-off.
    pub fn prompt(&self) -> Option<&str> {
        match &self.what {
            What::Prompt(prompt) if self.frame == 0 => Some(prompt),
            _ => None,
        }
    }
}

impl Transcript {
    /// As JSON.
    pub fn json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// As Markdown: a heading a step, a level deeper for each hand-off.
    pub fn markdown(&self) -> String {
        let mut text = String::new();
        for step in &self.steps {
            let level = "#".repeat(2 + usize::try_from(step.depth.min(4)).unwrap_or(4));
            let agent = &step.agent;
            // A String takes everything.
            let _ = match &step.what {
                What::Prompt(prompt) => write!(text, "{level} Prompt to {agent}\n\n{prompt}\n\n"),
                What::Answer { parts, stop, .. } => {
                    let cut = if stop.is_none() {
                        " (not complete)"
                    } else {
                        ""
                    };
                    let parts: String = parts.iter().map(part).collect();
                    write!(text, "{level} {agent}{cut}\n\n{parts}")
                }
                What::Called {
                    name,
                    input,
                    result,
                    is_error,
                } => {
                    let failed = if *is_error { " (failed)" } else { "" };
                    let input = serde_json::to_string_pretty(input).unwrap_or_default();
                    let (input, result) = (fenced("json", &input), fenced("", result));
                    write!(text, "{level} Tool {name}{failed}\n\n{input}{result}")
                }
                What::Failed(why) => write!(text, "{level} No answer\n\n{why}\n\n"),
                What::Ended(why) => write!(text, "{level} Ended\n\n{why}\n\n"),
            };
        }
        text
    }
}

fn part(part: &Part) -> String {
    match part {
        Part::Text { text } => format!("{text}\n\n"),
        Part::Thinking { text, .. } => {
            let quoted: Vec<String> = text.lines().map(|line| format!("> {line}")).collect();
            format!("{}\n\n", quoted.join("\n"))
        }
        // The step of the call tells of it.
        Part::ToolUse { name, .. } => format!("Calls {name}.\n\n"),
        Part::ToolResult { text, .. } => fenced("", text),
    }
}

/// A text in a fence that is longer than any in it.
fn fenced(language: &str, text: &str) -> String {
    let longest = text.split(|sign| sign != '`').map(str::len).max();
    let fence = "`".repeat(longest.unwrap_or(0).max(2) + 1);
    format!("{fence}{language}\n{text}\n{fence}\n\n")
}
