//! Everything that differs in a definition, line by line, for those who show it as text.

use super::collection::{Difference, Side};
use super::excerpt::excerpts;
use super::fields::{FieldChange, Said};
use super::programs::{ProgramChange, Stand};
use super::sections::SectionChange;

/// One thing that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    /// What it is: a program, a key, `example 2`, `section "Output"`.
    pub what: String,
    /// How it was; `None` where there is nothing to say but [`after`](Self::after).
    pub before: Option<String>,
    /// How it is, or what happened.
    pub after: String,
}

impl Detail {
    fn of(what: impl Into<String>, before: impl Into<String>, after: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            before: Some(before.into()),
            after: after.into(),
        }
    }

    fn told(what: impl Into<String>, after: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            before: None,
            after: after.into(),
        }
    }
}

/// What stands where something is on one side alone.
pub const NOTHING: &str = "nothing";

impl Difference {
    /// Everything that differs, but for the reasons to look at it: what programs make of it, its fields
    /// and tools, examples, sections, tokens, findings.
    pub fn details(&self) -> Vec<Detail> {
        let is_alone = self.before.is_none() || self.after.is_none();
        let programs = self.programs.iter();
        // Of what is new or gone, only what does not go without saying.
        let programs = programs.filter(|change| !is_alone || change.is_main || change.is_partial());
        let mut details: Vec<Detail> = programs.flat_map(program).collect();
        if let Some(tools) = &self.tools {
            details.push(Detail::of(
                "tools",
                tools.before.words(),
                tools.after.words(),
            ));
            let told = |what, names: &[String]| Detail::told(what, names.join(", "));
            details.extend((!tools.gained.is_empty()).then(|| told("tools gained", &tools.gained)));
            details.extend((!tools.lost.is_empty()).then(|| told("tools lost", &tools.lost)));
        }
        let is_told =
            |key: &str| self.tools.is_some() && matches!(key, "tools" | "disallowedTools");
        let fields = self.fields.iter().filter(|change| !is_told(&change.key));
        details.extend(fields.flat_map(field));
        for example in &self.examples {
            let number = example
                .after
                .or(example.before)
                .map_or(0, |(number, _)| number);
            let (title, _) = excerpts(&example.title, &example.title);
            let what = match (&example.before, &example.after) {
                (None, _) => format!("new: {title}"),
                (_, None) => format!("gone: {title}"),
                _ => format!("another {}: {title}", example.parts.join(", ")),
            };
            details.push(Detail::told(format!("example {number}"), what));
        }
        details.extend(self.sections.iter().map(section));
        let tokens = |side: &Option<Side>| side.as_ref().map_or(0, |side| side.tokens);
        let (before, after) = (tokens(&self.before), tokens(&self.after));
        if before != after {
            details.push(Detail::of(
                "tokens of the description",
                before.to_string(),
                after.to_string(),
            ));
        }
        for (what, found) in [("new", &self.new_findings), ("gone", &self.gone_findings)] {
            details.extend(found.iter().map(|finding| {
                let what = format!("{what} {} {}", finding.severity.word(), finding.rule);
                Detail::told(what, &finding.message)
            }));
        }
        details
    }
}

fn program(change: &ProgramChange) -> Vec<Detail> {
    let words = |stand: &Option<Stand>| {
        stand
            .as_ref()
            .map_or_else(|| NOTHING.to_owned(), Stand::words)
    };
    let title = &change.title;
    let mut details = vec![Detail::of(
        title,
        words(&change.before),
        words(&change.after),
    )];
    // Of a file that is new or gone it goes without saying.
    if change.before.is_some() && change.after.is_some() {
        let told = |what: &str, parts: &[String]| {
            (!parts.is_empty()).then(|| Detail::told(format!("{title} {what}"), parts.join(", ")))
        };
        details.extend(told("reads now, and did not before", &change.gained));
        details.extend(told("read before, and does not now", &change.lost));
    }
    details
}

fn field(change: &FieldChange) -> Vec<Detail> {
    if !change.gained.is_empty() || !change.lost.is_empty() {
        let told = |what: &str, items: &[String]| {
            let (items, _) = excerpts(&items.join(", "), "");
            (!items.is_empty()).then(|| Detail::told(format!("{} {what}", change.key), items))
        };
        let gained = told("gains", &change.gained);
        return gained
            .into_iter()
            .chain(told("loses", &change.lost))
            .collect();
    }
    let (before, after) = excerpts(said(change.before.as_ref()), said(change.after.as_ref()));
    vec![Detail::of(&change.key, before, after)]
}

fn said(said: Option<&Said>) -> &str {
    said.map_or(NOTHING, |said| &said.text)
}

fn section(change: &SectionChange) -> Detail {
    let (title, _) = excerpts(change.title(), "");
    let lines = |count: usize, what| {
        let lines = if count == 1 { "line" } else { "lines" };
        (count > 0).then(|| format!("{count} {lines} {what}"))
    };
    let mut happened: Vec<String> = match (&change.before, &change.after) {
        (None, _) => vec!["new".to_owned()],
        (_, None) => vec!["gone".to_owned()],
        _ => Vec::new(),
    };
    if let Some(former) = change.former() {
        let (former, _) = excerpts(former, "");
        happened.push(format!("was called {former}"));
    }
    happened.extend(lines(change.removed, "removed"));
    happened.extend(lines(change.added, "added"));
    if happened.is_empty() {
        happened.push("another level".to_owned());
    }
    Detail::told(format!("section {title}"), happened.join(", "))
}
