//! What differs in one definition.

use super::collection::Collection;
use super::examples::{self, ExampleChange};
use super::fields::{self, FieldChange};
use super::findings::{self, Findings, Found};
use super::pairing::{Pair, Pairing};
use super::programs::{self, ProgramChange};
use super::read::Read;
use super::reason::Reason;
use super::risk::{self, Risk};
use super::sections::{self, SectionChange};
use super::tools::{Tools, ToolsChange};
use crate::dialect::Kind;

/// What differs in one definition.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The definition before; `None` where it is new.
    pub before: Option<Side>,
    /// The definition after; `None` where it is gone.
    pub after: Option<Side>,
    /// By what the two were taken for one.
    pub pairing: Pairing,
    /// Why somebody should look at it, the riskiest first; at least one.
    pub risks: Vec<Risk>,
    /// The programs that make something else of it, the one that it is written for first.
    pub programs: Vec<ProgramChange>,
    /// The fields that say something else; none where it is on one side alone.
    pub fields: Vec<FieldChange>,
    /// The tools of an agent of Claude Code that loads on both sides, where they change.
    pub tools: Option<ToolsChange>,
    /// The examples of the description that change.
    pub examples: Vec<ExampleChange>,
    /// The sections of the system prompt that change.
    pub sections: Vec<SectionChange>,
    /// What the rules find after and did not find before, the worst first.
    pub new_findings: Vec<Found>,
    /// What the rules found before and do not find after, the worst first.
    pub gone_findings: Vec<Found>,
}

/// A definition on one side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// Its path, empty where it has none.
    pub path: String,
    /// What kind of file it is.
    pub kind: Kind,
    /// Its name, as the program has it or, where it does not load, as the file says it.
    pub name: Option<String>,
    /// Whether the program loads it that it is written for.
    pub loads: bool,
    /// The tools that it gets, where it is an agent of Claude Code that loads.
    pub tools: Option<Tools>,
    /// What its description costs in every session, in tokens: an estimate.
    pub tokens: usize,
}

impl Difference {
    /// Whether it is read the same, and only written in another way: the rules may find something else.
    pub fn is_only_written(&self) -> bool {
        let is_moved = match (&self.before, &self.after) {
            (Some(before), Some(after)) => {
                self.pairing != Pairing::Named && before.path != after.path
            }
            _ => return false,
        };
        !is_moved
            && self.programs.is_empty()
            && self.fields.is_empty()
            && self.tools.is_none()
            && self.examples.is_empty()
            && self.sections.is_empty()
    }

    /// The first reason to look at it.
    pub fn main_reason(&self) -> Option<Reason> {
        self.risks.first().map(|risk| risk.reason)
    }

    /// The side that is there, the one after if both are.
    pub fn side(&self) -> Option<&Side> {
        self.after.as_ref().or(self.before.as_ref())
    }

    /// What people call it: its name, else its path.
    pub fn title(&self) -> &str {
        let sides = || [&self.after, &self.before].into_iter().flatten();
        let name = sides().find_map(|side| side.name.as_deref());
        let path = || {
            sides()
                .map(|side| side.path.as_str())
                .find(|path| !path.is_empty())
        };
        name.or_else(path).unwrap_or("unnamed")
    }

    /// What differs in a pair; `None` where nothing does.
    pub(super) fn of(
        old: &Collection<'_>,
        new: &Collection<'_>,
        (from, to, pairing): Pair,
        before: Option<&Read<'_, '_>>,
        after: Option<&Read<'_, '_>>,
    ) -> Option<Self> {
        let is_same_text = match (before, after) {
            (Some(before), Some(after)) => before.source() == after.source(),
            _ => false,
        };
        // A rule may look at the file's name; who names two files has given them names to tell them apart.
        let is_same_place = match (before, after) {
            (Some(before), Some(after)) if pairing == Pairing::Named => {
                before.file.kind == after.file.kind
            }
            (Some(before), Some(after)) => before.file.path == after.file.path,
            _ => false,
        };
        let is_same_file = is_same_text && is_same_place;
        let (gone, found) = if is_same_file {
            (old.together_at(from).to_vec(), new.together_at(to).to_vec())
        } else {
            (old.findings(from, before), new.findings(to, after))
        };
        let source =
            |side: Option<&Read<'_, '_>>| side.map(Read::source).unwrap_or_default().to_owned();
        let (old_text, new_text) = (source(before), source(after));
        let (gone_findings, new_findings) = findings::changes(
            Findings {
                source: &old_text,
                findings: &gone,
            },
            Findings {
                source: &new_text,
                findings: &found,
            },
        );
        if is_same_file && gone_findings.is_empty() && new_findings.is_empty() {
            return None;
        }
        let mut difference = Self {
            before: before.map(Side::of),
            after: after.map(Side::of),
            pairing,
            risks: Vec::new(),
            programs: Vec::new(),
            fields: Vec::new(),
            tools: None,
            examples: Vec::new(),
            sections: Vec::new(),
            new_findings,
            gone_findings,
        };
        if !is_same_file {
            difference.programs = programs::changes(before, after);
        }
        if let (Some(before), Some(after)) = (before, after)
            && !is_same_text
            && !lacks_frontmatter(before, after)
        {
            difference.compare(before, after);
        }
        difference.risks = risk::of(&difference, before, after);
        Some(difference)
    }

    fn compare(&mut self, before: &Read<'_, '_>, after: &Read<'_, '_>) {
        let (old, new) = (before.file.definition, after.file.definition);
        self.fields = fields::changes(before, after);
        self.examples = examples::changes(old, new);
        self.sections = sections::changes(old, new);
        let tools = |side: &Option<Side>| side.as_ref().and_then(|side| side.tools.clone());
        self.tools = tools(&self.before)
            .zip(tools(&self.after))
            .and_then(|(before, after)| ToolsChange::between(before, after));
    }

    /// Its paths, the one after first; the same whichever side is called after.
    pub(super) fn paths(&self) -> (String, String) {
        let path = |side: &Option<Side>| {
            side.as_ref()
                .map(|side| side.path.clone())
                .unwrap_or_default()
        };
        let (before, after) = (path(&self.before), path(&self.after));
        if self.after.is_some() {
            (after, before)
        } else {
            (before, after)
        }
    }
}

/// Whether one side is not loaded for having no frontmatter: then all of it is text, and what programs
/// get of the other says what is lost.
fn lacks_frontmatter(before: &Read<'_, '_>, after: &Read<'_, '_>) -> bool {
    let has = |side: &Read<'_, '_>| side.file.definition.layout.frontmatter.is_some();
    has(before) != has(after) && before.loads() != after.loads()
}

impl Side {
    fn of(read: &Read<'_, '_>) -> Self {
        let loads = read.loads();
        let has_tools = loads && read.file.kind.is_of_claude_code();
        Self {
            path: read.file.path.unwrap_or_default().to_owned(),
            kind: read.file.kind,
            name: read.name().map(str::to_owned),
            loads,
            tools: has_tools.then(|| Tools::of(read.file.definition)),
            tokens: read.tokens(),
        }
    }
}
