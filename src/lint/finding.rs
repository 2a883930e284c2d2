use super::Rule;
use crate::text::{Span, TextEdit};

/// What a rule has found.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// How bad it is; mostly that of the rule.
    pub severity: Severity,
    /// The very place, in bytes of the source: a token, a key, a value, and the whole file only where
    /// nothing less is wrong.
    pub span: Span,
    /// What happens and what to do: one or two sentences, the last without a full stop.
    pub message: String,
    /// How it can be mended, the best way first.
    pub fixes: Vec<Fix>,
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Something does not do what it says.
    Warning,
    /// The file does not load, or loses what it is for.
    Error,
}

/// A way to mend a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as a button says it: `Write it as Grep`.
    pub title: String,
    /// What it promises.
    pub safety: Safety,
    /// The edits of the source, in its order, not overlapping; empty for one that is only shown.
    pub edits: Vec<TextEdit>,
}

/// What a fix promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Safety {
    /// What the programs that load the file read stays, but for what the finding complains of; it may
    /// be applied without looking.
    Safe,
    /// The author's choice: its change is shown first.
    Unsafe,
    /// A word of advice, without edits.
    Display,
}

impl Severity {
    /// All of them, the worst first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Info];

    /// `error`, `warning` or `info`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

impl Safety {
    /// `safe`, `unsafe` or `display`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Unsafe => "unsafe",
            Self::Display => "display",
        }
    }
}

impl Fix {
    /// One that keeps the meaning.
    pub fn safe(title: impl Into<String>, edits: Vec<TextEdit>) -> Self {
        Self {
            title: title.into(),
            safety: Safety::Safe,
            edits,
        }
    }

    /// One that the author has to choose.
    pub fn unsafe_(title: impl Into<String>, edits: Vec<TextEdit>) -> Self {
        Self {
            title: title.into(),
            safety: Safety::Unsafe,
            edits,
        }
    }

    /// Advice without edits.
    pub fn display(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            safety: Safety::Display,
            edits: Vec::new(),
        }
    }
}

impl Finding {
    /// A finding as bad as its rule usually is, without a fix.
    pub fn new(rule: &'static Rule, span: Span, message: impl Into<String>) -> Self {
        Self {
            rule,
            severity: rule.severity,
            span,
            message: message.into(),
            fixes: Vec::new(),
        }
    }

    /// The same with one more fix, after those it has.
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fixes.push(fix);
        self
    }

    /// The same with a fix where there is one.
    pub fn fix_if_any(mut self, fix: Option<Fix>) -> Self {
        self.fixes.extend(fix);
        self
    }

    /// The same with another severity.
    pub fn severity(self, severity: Severity) -> Self {
        Self { severity, ..self }
    }

    /// The best fix that may be applied without looking.
    pub fn safe_fix(&self) -> Option<&Fix> {
        self.fixes.iter().find(|fix| fix.safety == Safety::Safe)
    }
}
