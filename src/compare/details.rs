//! Everything that differs in a definition, one thing after the other, for those who show it.

use super::difference::{Difference, Side};
use super::examples::ExampleChange;
use super::excerpt::excerpts;
use super::fields::{FieldChange, Said};
use super::findings::Found;
use super::programs::{ProgramChange, Stand};
use super::sections::SectionChange;
use crate::text::Span;

/// One thing that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    /// What it is about.
    pub topic: Topic,
    /// What it is: a program, a key, `example 2`, `section Output`.
    pub what: String,
    /// How it was; `None` where there is nothing to say but [`after`](Self::after).
    pub before: Option<String>,
    /// How it is, or what happened.
    pub after: String,
    /// Where it stands in the text before.
    pub before_at: Option<Span>,
    /// Where it stands in the text after.
    pub after_at: Option<Span>,
}

/// What a detail is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// What programs make of the file.
    Programs,
    /// Tools and other fields.
    Fields,
    /// The examples of the description.
    Examples,
    /// The system prompt.
    Prompt,
    /// What the description costs.
    Cost,
    /// What the rules find.
    Findings,
}

impl Topic {
    /// All of them, in the order of [`Difference::details`].
    pub const ALL: [Self; 6] = [
        Self::Programs,
        Self::Fields,
        Self::Examples,
        Self::Prompt,
        Self::Cost,
        Self::Findings,
    ];

    /// What people call it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Programs => "Programs",
            Self::Fields => "Fields",
            Self::Examples => "Examples",
            Self::Prompt => "System prompt",
            Self::Cost => "Cost",
            Self::Findings => "Problems",
        }
    }
}

impl Detail {
    fn told(topic: Topic, what: impl Into<String>, after: impl Into<String>) -> Self {
        Self {
            topic,
            what: what.into(),
            before: None,
            after: after.into(),
            before_at: None,
            after_at: None,
        }
    }

    /// The same with how it was.
    fn was(mut self, before: impl Into<String>) -> Self {
        self.before = Some(before.into());
        self
    }

    /// The same with where it stands.
    fn at(mut self, before: Option<Span>, after: Option<Span>) -> Self {
        self.before_at = before;
        self.after_at = after;
        self
    }
}

/// What stands where something is on one side alone.
const NOTHING: &str = "nothing";

impl Difference {
    /// Everything that differs, but for the reasons to look at it.
    pub fn details(&self) -> Vec<Detail> {
        let is_alone = self.before.is_none() || self.after.is_none();
        let programs = self.programs.iter();
        // Of what is new or gone, only what does not go without saying.
        let programs = programs.filter(|change| !is_alone || change.is_main || change.is_partial());
        let mut details: Vec<Detail> = programs.flat_map(program).collect();
        details.extend(self.tools_told());
        let is_told =
            |key: &str| self.tools.is_some() && matches!(key, "tools" | "disallowedTools");
        let fields = self.fields.iter().filter(|change| !is_told(&change.key));
        details.extend(fields.flat_map(field));
        details.extend(self.examples.iter().map(example));
        details.extend(self.sections.iter().map(section));
        let tokens = |side: &Option<Side>| side.as_ref().map_or(0, |side| side.tokens);
        let (before, after) = (tokens(&self.before), tokens(&self.after));
        if before != after {
            let what = "tokens of the description";
            details
                .push(Detail::told(Topic::Cost, what, after.to_string()).was(before.to_string()));
        }
        details.extend(
            self.new_findings
                .iter()
                .map(|found| finding("new", found).at(None, Some(found.span))),
        );
        details.extend(
            self.gone_findings
                .iter()
                .map(|found| finding("gone", found).at(Some(found.span), None)),
        );
        details
    }

    fn tools_told(&self) -> Vec<Detail> {
        let Some(tools) = &self.tools else {
            return Vec::new();
        };
        let fields = || {
            let keys = ["tools", "disallowedTools"];
            let fields = self.fields.iter();
            fields.filter(move |change| keys.contains(&change.key.as_str()))
        };
        let before = fields().find_map(|change| Some(change.before.as_ref()?.span));
        let after = fields().find_map(|change| Some(change.after.as_ref()?.span));
        let told =
            |what: &str, text: String| Detail::told(Topic::Fields, what, text).at(before, after);
        let mut details = vec![told("tools", tools.after.words()).was(tools.before.words())];
        if !tools.gained.is_empty() {
            details.push(told("tools gained", tools.gained.join(", ")));
        }
        if !tools.lost.is_empty() {
            details.push(told("tools lost", tools.lost.join(", ")));
        }
        details
    }
}

fn program(change: &ProgramChange) -> Vec<Detail> {
    let words = |stand: &Option<Stand>| {
        let stand = stand.as_ref();
        stand.map_or_else(|| NOTHING.to_owned(), Stand::words)
    };
    let at = |stand: &Option<Stand>| stand.as_ref().and_then(|stand| stand.span);
    let title = &change.title;
    let stands = Detail::told(Topic::Programs, title, words(&change.after))
        .was(words(&change.before))
        .at(at(&change.before), at(&change.after));
    let mut details = vec![stands];
    // Of a file that is new or gone it goes without saying.
    if change.before.is_some() && change.after.is_some() {
        let told = |what: &str, parts: &[String]| {
            let what = format!("{title} {what}");
            (!parts.is_empty()).then(|| Detail::told(Topic::Programs, what, parts.join(", ")))
        };
        details.extend(told("reads now, and did not before", &change.gained));
        details.extend(told("read before, and does not now", &change.lost));
    }
    details
}

fn field(change: &FieldChange) -> Vec<Detail> {
    let at = |said: &Option<Said>| said.as_ref().map(|said| said.span);
    let (before_at, after_at) = (at(&change.before), at(&change.after));
    if !change.gained.is_empty() || !change.lost.is_empty() {
        let told = |what: &str, items: &[String]| {
            let (items, _) = excerpts(&items.join(", "), "");
            let what = format!("{} {what}", change.key);
            let told = Detail::told(Topic::Fields, what, items).at(before_at, after_at);
            (!told.after.is_empty()).then_some(told)
        };
        let gained = told("gains", &change.gained);
        return gained
            .into_iter()
            .chain(told("loses", &change.lost))
            .collect();
    }
    let (before, after) = excerpts(said(change.before.as_ref()), said(change.after.as_ref()));
    let detail = Detail::told(Topic::Fields, &change.key, after);
    vec![detail.was(before).at(before_at, after_at)]
}

fn said(said: Option<&Said>) -> &str {
    said.map_or(NOTHING, |said| &said.text)
}

fn example(change: &ExampleChange) -> Detail {
    let number = change
        .after
        .or(change.before)
        .map_or(0, |(number, _)| number);
    let (title, _) = excerpts(&change.title, "");
    let happened = match (&change.before, &change.after) {
        (None, _) => format!("new: {title}"),
        (_, None) => format!("gone: {title}"),
        _ => format!("another {}: {title}", change.parts.join(", ")),
    };
    let at = |side: Option<(usize, Span)>| side.map(|(_, span)| span);
    Detail::told(Topic::Examples, format!("example {number}"), happened)
        .at(at(change.before), at(change.after))
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
    let at = |side: &Option<(Option<String>, Span)>| side.as_ref().map(|(_, span)| *span);
    Detail::told(
        Topic::Prompt,
        format!("section {title}"),
        happened.join(", "),
    )
    .at(at(&change.before), at(&change.after))
}

fn finding(what: &str, found: &Found) -> Detail {
    let what = format!("{what} {} {}", found.severity.word(), found.rule);
    Detail::told(Topic::Findings, what, &found.message)
}
