//! Why somebody should look at a difference, and which first.
//!
//! There is no score: a reason goes before another because what it speaks of does more harm when it
//! was not meant. A definition stands where its first reason puts it, then its second, and so on.

use super::difference::{Difference, Side};
use super::examples;
use super::fields::FieldChange;
use super::pairing::Pairing;
use super::programs::ProgramChange;
use super::read::Read;
use super::reason::Reason;
use super::tools::power;
use super::value::{same, words};
use crate::dialect::Kind;
use crate::lint::Severity;
use crate::text::shortened;

/// A reason to look, and what happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Risk {
    /// The reason.
    pub reason: Reason,
    /// What happened: one sentence without a full stop.
    pub sentence: String,
}

/// What to sort by: the reasons in order, and behind them something that stands after all: of two that
/// begin alike, the one with more reasons goes first.
pub(super) fn rank(risks: &[Risk]) -> Vec<usize> {
    let all = risks.iter().map(|risk| risk.reason as usize);
    all.chain([Reason::ALL.len()]).collect()
}

/// The reasons to look at a difference that is whole but for them, the riskiest first.
pub(super) fn of(
    difference: &Difference,
    before: Option<&Read<'_, '_>>,
    after: Option<&Read<'_, '_>>,
) -> Vec<Risk> {
    let mut risks = Risks::default();
    risks.of_programs(difference);
    risks.of_settings(difference, before, after);
    risks.of_findings(difference);
    match (before, after) {
        (Some(before), Some(after)) => {
            risks.of_tools(difference);
            risks.of_fields(difference, before, after);
            risks.of_place(difference);
        }
        (None, Some(_)) => risks.add(Reason::Added, added(difference.after.as_ref())),
        (Some(_), None) => risks.add(Reason::Removed, removed(difference.before.as_ref())),
        (None, None) => {}
    }
    if difference.is_only_written() {
        risks.of_writing(before, after);
    }
    risks.0.sort_by_key(|risk| risk.reason);
    risks.0
}

#[derive(Default)]
struct Risks(Vec<Risk>);

impl Risks {
    fn add(&mut self, reason: Reason, sentence: impl Into<String>) {
        self.0.push(Risk {
            reason,
            sentence: sentence.into(),
        });
    }

    fn of_programs(&mut self, difference: &Difference) {
        if difference.before.is_none() || difference.after.is_none() {
            return;
        }
        for change in difference.programs.iter().filter(|change| change.is_main) {
            let program = &change.title;
            let why = stand(change.after.as_ref(), &difference.after);
            if change.stops_loading() {
                self.add(
                    Reason::StopsLoading,
                    format!("{program} no longer loads it: {why}"),
                );
            } else if change.starts_loading() {
                let was = stand(change.before.as_ref(), &difference.before);
                let tools = difference
                    .after
                    .as_ref()
                    .and_then(|side| side.tools.as_ref());
                let with =
                    tools.map_or_else(String::new, |tools| format!(", with {}", tools.words()));
                self.add(
                    Reason::StartsLoading,
                    format!("{program} loads it now{with}; before, it did not: {was}"),
                );
            } else if change.reads_less() {
                let lost = list(&change.lost);
                self.add(
                    Reason::LosesText,
                    format!("{program} loses text of it ({lost}): {why}"),
                );
            } else if change.reads_more() {
                let gained = list(&change.gained);
                self.add(
                    Reason::ReadByMore,
                    format!("{program} reads all of it now: {gained} no longer cut"),
                );
            } else {
                self.add(Reason::ReadsOtherwise, format!("{program}: {why}"));
            }
        }
        let others = || difference.programs.iter().filter(|change| !change.is_main);
        let titles = |wanted: fn(&ProgramChange) -> bool| {
            let titles = others().filter(|change| wanted(change));
            titles
                .map(|change| change.title.clone())
                .collect::<Vec<_>>()
        };
        let less = titles(ProgramChange::reads_less);
        if let Some(first) = others().find(|change| change.reads_less()) {
            let why = stand(first.after.as_ref(), &difference.after);
            self.add(
                Reason::StopsLoadingElsewhere,
                format!("less of it is read by {}: {why}", list(&less)),
            );
        }
        let more = titles(ProgramChange::reads_more);
        if let Some(first) = others().find(|change| change.reads_more()) {
            let was = stand(first.before.as_ref(), &difference.before);
            self.add(
                Reason::ReadByMore,
                format!("more of it is read by {}; before: {was}", list(&more)),
            );
        }
        if less.is_empty() && more.is_empty() && others().next().is_some() {
            let titles = titles(|_| true);
            self.add(
                Reason::ReadsOtherwise,
                format!("it is read otherwise by {}", list(&titles)),
            );
        }
    }

    /// What comes into force with a file that is new as well.
    fn of_settings(
        &mut self,
        difference: &Difference,
        before: Option<&Read<'_, '_>>,
        after: Option<&Read<'_, '_>>,
    ) {
        let in_force = |side: Option<&Read<'_, '_>>, key| {
            let field = side.and_then(|side| side.in_force(key));
            field.map(|field| field.value.clone())
        };
        let changes = |key| {
            let (old, new) = (in_force(before, key), in_force(after, key));
            let is_same = match (&old, &new) {
                (Some(old), Some(new)) => same(old, new),
                (None, None) => true,
                _ => false,
            };
            (!is_same).then_some((old, new))
        };
        let is_gone = difference.after.is_none();
        if let Some((old, new)) = changes("permissionMode") {
            let (old, new) = (
                old.map(|value| words(&value)),
                new.map(|value| words(&value)),
            );
            if looseness(new.as_deref()) > looseness(old.as_deref()) {
                let new = new.unwrap_or_default();
                let old = old.unwrap_or_else(|| "default".to_owned());
                self.add(
                    Reason::LoosensPermissions,
                    format!("its permissionMode goes from {old} to {new}"),
                );
            }
        }
        if let Some((old, new)) = changes("hooks").filter(|_| !is_gone) {
            let what = match (old.is_some(), new.is_some()) {
                (false, _) => "it has hooks now, which run commands by themselves",
                (_, false) => "its hooks are gone: one may have been a guard",
                _ => "its hooks are others: they run commands by themselves",
            };
            self.add(Reason::ChangesHooks, what);
        }
        for key in ["mcpServers", "mcp-servers", "mcp_servers"] {
            if let Some((old, Some(_))) = changes(key) {
                let what = match old {
                    None => "it brings MCP servers now",
                    Some(_) => "it brings other MCP servers",
                };
                self.add(Reason::ChangesServers, format!("{what}, by {key}"));
            }
        }
    }

    fn of_findings(&mut self, difference: &Difference) {
        let new = &difference.new_findings;
        let told = |found: &[&super::Found]| {
            let more = found.len().saturating_sub(1);
            let first = found
                .first()
                .map(|first| format!("{}: {}", first.rule, first.message));
            let first = first.unwrap_or_default();
            match more {
                0 => first,
                _ => format!("{first} (and {more} more)"),
            }
        };
        let of = |wanted: fn(Severity) -> bool| -> Vec<&super::Found> {
            new.iter().filter(|found| wanted(found.severity)).collect()
        };
        let errors = of(|severity| severity == Severity::Error);
        if !errors.is_empty() {
            self.add(Reason::NewError, told(&errors));
        }
        let others = of(|severity| severity != Severity::Error);
        if !others.is_empty() && difference.before.is_some() {
            self.add(Reason::NewFinding, told(&others));
        }
        let gone: Vec<&super::Found> = difference.gone_findings.iter().collect();
        if !gone.is_empty() && difference.after.is_some() {
            self.add(Reason::FindingGone, told(&gone));
        }
    }

    fn of_tools(&mut self, difference: &Difference) {
        let Some(change) = &difference.tools else {
            return;
        };
        if change.loses_limits() {
            let (before, after) = (change.before.words(), change.after.words());
            self.add(
                Reason::LosesLimits,
                format!("its tools were {before}, and are {after} now"),
            );
        }
        let (mighty, others): (Vec<&String>, Vec<&String>) =
            change.gained.iter().partition(|name| power(name).is_some());
        if let Some(first) = mighty.first() {
            let what = power(first).unwrap_or_default();
            self.add(
                Reason::GainsPower,
                format!("it gains {}: {first} {what}", list(&mighty)),
            );
        }
        if !others.is_empty() {
            self.add(Reason::GainsTools, format!("it gains {}", list(&others)));
        }
        if change.gains_limits() {
            let after = change.after.words();
            self.add(
                Reason::LosesTools,
                format!("it had {}, and has {after} now", change.before.words()),
            );
        } else if !change.lost.is_empty() {
            self.add(
                Reason::LosesTools,
                format!("it loses {}", list(&change.lost)),
            );
        }
    }

    fn of_fields(&mut self, difference: &Difference, before: &Read<'_, '_>, after: &Read<'_, '_>) {
        let mut settings = Vec::new();
        for change in &difference.fields {
            let (old, new) = (said(&change.before), said(&change.after));
            match change.key.as_str() {
                "name" => {
                    self.add(
                        Reason::ChangesName,
                        format!("its name was {old}, and is {new} now"),
                    );
                }
                "description" => self.of_description(difference, before, after),
                "model" => {
                    self.add(
                        Reason::ChangesModel,
                        format!("its model was {old}, and is {new} now"),
                    );
                }
                "tools" | "disallowedTools" if difference.tools.is_some() => {}
                "permissionMode" | "hooks" | "mcpServers" | "mcp-servers" | "mcp_servers"
                    if self.tells(&change.key) => {}
                key => match limit(key, change, after.file.kind) {
                    Some((reason, sentence)) => self.add(reason, sentence),
                    None => settings.push(key.to_owned()),
                },
            }
        }
        if !settings.is_empty() {
            let what = match settings.len() {
                1 => "another field says",
                _ => "other fields say",
            };
            self.add(
                Reason::ChangesSettings,
                format!("{what} something else: {}", list(&settings)),
            );
        }
        let sections = &difference.sections;
        if let Some(first) = sections.first() {
            let more = sections.len() - 1;
            let others = match more {
                0 => String::new(),
                1 => " and another section".to_owned(),
                _ => format!(" and {more} other sections"),
            };
            self.add(
                Reason::ChangesPrompt,
                format!(
                    "the prompt says something else: {}{others}",
                    quoted(first.title())
                ),
            );
        }
    }

    fn of_description(
        &mut self,
        difference: &Difference,
        before: &Read<'_, '_>,
        after: &Read<'_, '_>,
    ) {
        let prose = examples::prose_differs(before.file.definition, after.file.definition);
        let what = match (prose, difference.examples.len()) {
            (true, 0) => "its text".to_owned(),
            (true, 1) => "its text and an example".to_owned(),
            (true, count) => format!("its text and {count} examples"),
            (false, 0) => "the way it is laid out".to_owned(),
            (false, 1) => "an example".to_owned(),
            (false, count) => format!("{count} examples"),
        };
        self.add(
            Reason::ChangesDescription,
            format!("the description, by which it is called, changes: {what}"),
        );
    }

    fn of_place(&mut self, difference: &Difference) {
        if let (Some(before), Some(after)) = (&difference.before, &difference.after)
            && difference.pairing != Pairing::Named
            && before.path != after.path
        {
            let by = match difference.pairing {
                Pairing::Text => "the text is the same",
                Pairing::Likeness => "half of the text or more is the same",
                Pairing::Name | Pairing::Named | Pairing::Path | Pairing::None => {
                    "the name is the same"
                }
            };
            self.add(
                Reason::Moved,
                format!("it was {}, for {by}", quoted(&before.path)),
            );
        }
    }

    /// Whether a reason was given already for that field.
    fn tells(&self, key: &str) -> bool {
        let reason = match key {
            "permissionMode" => Reason::LoosensPermissions,
            "hooks" => Reason::ChangesHooks,
            _ => Reason::ChangesServers,
        };
        self.0.iter().any(|risk| risk.reason == reason)
    }

    /// What is read the same.
    fn of_writing(&mut self, before: Option<&Read<'_, '_>>, after: Option<&Read<'_, '_>>) {
        let source = |side: Option<&Read<'_, '_>>| side.map(|side| side.source().to_owned());
        if source(before) == source(after) {
            return;
        }
        let prompt = |side: Option<&Read<'_, '_>>| {
            let reading = side.and_then(Read::reading);
            reading.and_then(|reading| reading.prompt.clone())
        };
        let what = if prompt(before) == prompt(after) {
            "it is written in another way, and read the same"
        } else {
            "only white space, line ends or the order of the sections differ in the prompt"
        };
        self.add(Reason::WrittenDifferently, what);
    }
}

/// What limits an agent of another program than Claude Code, or what it may do without being asked.
fn limit(key: &str, change: &FieldChange, kind: Kind) -> Option<(Reason, String)> {
    let gained = |reason| {
        let gained = &change.gained;
        (!gained.is_empty()).then(|| (reason, format!("its {key} gain {}", list(gained))))
    };
    match (kind, key) {
        // Without the key there is no limit; so their documents say.
        (Kind::CopilotAgent | Kind::CopilotChatMode | Kind::GeminiAgent, "tools") => {
            match (&change.before, &change.after) {
                (Some(_), None) => Some((
                    Reason::LosesLimits,
                    "its tools are not named any more, so nothing limits them".to_owned(),
                )),
                (Some(_), Some(_)) => gained(Reason::GainsTools),
                _ => None,
            }
        }
        (Kind::CursorAgent, "readonly") if said(&change.before) == "true" => Some((
            Reason::LosesLimits,
            "it is no longer readonly, and may write".to_owned(),
        )),
        (Kind::Skill, "allowed-tools") if change.before.is_none() => Some((
            Reason::LoosensPermissions,
            format!("{} may be used without asking", said(&change.after)),
        )),
        (Kind::Skill, "allowed-tools") => gained(Reason::LoosensPermissions),
        (
            Kind::OpenCodeAgent | Kind::KiroAgent,
            "permission" | "permissions" | "tools" | "allowedTools" | "excludedTools"
            | "toolsSettings",
        ) => Some((
            Reason::LoosensPermissions,
            format!("its {key}, by which it may do something or not, says something else"),
        )),
        _ => None,
    }
}

/// How little a permission mode asks: one that only reads and plans, one that refuses what would need
/// asking, one that asks, and those that ask for less and less.
fn looseness(mode: Option<&str>) -> usize {
    match mode {
        Some("plan") => 0,
        Some("dontAsk") => 1,
        Some("acceptEdits") => 3,
        Some("auto") => 4,
        Some("bypassPermissions") => 5,
        _ => 2,
    }
}

fn stand(stand: Option<&super::Stand>, side: &Option<Side>) -> String {
    match (stand, side) {
        (Some(stand), _) => match (&stand.why, stand.line) {
            (Some(why), Some(line)) => format!("line {line}: {why}"),
            _ => stand.words(),
        },
        (None, Some(side)) => format!("it is no file for it, but: {}", side.kind.label()),
        (None, None) => "it is not there".to_owned(),
    }
}

fn added(side: Option<&Side>) -> String {
    let Some(side) = side else {
        return String::new();
    };
    match (side.loads, &side.tools) {
        (true, Some(tools)) => format!("it is new and loads, with {}", tools.words()),
        (true, None) => "it is new and loads".to_owned(),
        (false, _) => "it is new and does not load".to_owned(),
    }
}

fn removed(side: Option<&Side>) -> String {
    match side.is_some_and(|side| side.loads) {
        true => "it is gone; it loaded before".to_owned(),
        false => "it is gone; it did not load before".to_owned(),
    }
}

fn said(said: &Option<super::Said>) -> String {
    said.as_ref()
        .map_or_else(|| "not said".to_owned(), |said| short(&said.text))
}

/// At most so many names, and how many more there are.
fn list(names: &[impl AsRef<str>]) -> String {
    const MOST: usize = 8;
    let shown: Vec<String> = names
        .iter()
        .take(MOST)
        .map(|name| short(name.as_ref()))
        .collect();
    let more = names.len().saturating_sub(MOST);
    match (shown.split_last(), more) {
        (None, _) => "nothing".to_owned(),
        (Some((last, [])), 0) => last.clone(),
        (Some((last, first)), 0) => format!("{} and {last}", first.join(", ")),
        (Some(_), more) => format!("{} and {more} more", shown.join(", ")),
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", short(text))
}

/// A text on one line, and not all of a long one.
fn short(text: &str) -> String {
    const LONGEST: usize = 80;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    shortened(&line, LONGEST).into_owned()
}
