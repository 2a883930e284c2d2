//! What programs make of a definition before and after.

use super::read::Read;
use crate::reader::{self, LossKind, Outcome, Reading};
use crate::text::{LineIndex, Span};

/// A program that makes something else of a definition than before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgramChange {
    /// Its id; see [`reader::by_id`].
    pub id: &'static str,
    /// What people call it.
    pub title: String,
    /// Whether it is the program that the definition is written for.
    pub is_main: bool,
    /// What it made of it before; `None` where there was nothing for it to read.
    pub before: Option<Stand>,
    /// What it makes of it after; `None` where there is nothing for it to read.
    pub after: Option<Stand>,
    /// What it gets of the file that it did not get before, where it reads more than before.
    pub gained: Vec<String>,
    /// What it no longer gets of the file, where it reads less than before.
    pub lost: Vec<String>,
}

/// How a definition stands in a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stand {
    /// Whether it loads.
    pub outcome: Outcome,
    /// Why it does not, or loses text: a clause without a full stop.
    pub why: Option<String>,
    /// The line it speaks of, from 1.
    pub line: Option<usize>,
    /// What it speaks of.
    pub span: Option<Span>,
}

impl Stand {
    fn of(reading: &Reading, source: &str) -> Self {
        let lost = |kind| reading.losses.iter().find(move |loss| loss.kind == kind);
        let loss = lost(LossKind::File).or_else(|| lost(LossKind::Text));
        let line = loss.map(|loss| LineIndex::new(source).line(loss.span.start));
        Self {
            outcome: reading.outcome,
            why: loss.map(|loss| without_line(&loss.reason).to_owned()),
            line,
            span: loss.map(|loss| loss.span),
        }
    }

    /// In words: `loads`, `does not load: line 3: the value needs quotes`.
    pub fn words(&self) -> String {
        let outcome = match self.outcome {
            Outcome::Loads => "loads",
            Outcome::LoadsAfterRepair => "loads after its own repair",
            Outcome::LosesText => "loads, but loses text",
            Outcome::DoesNotLoad { told: true } => "does not load, and says so",
            Outcome::DoesNotLoad { told: false } => "does not load",
        };
        match (&self.why, self.line) {
            (Some(why), Some(line)) => format!("{outcome}: line {line}: {why}"),
            _ => outcome.to_owned(),
        }
    }

    /// Whether the program reads it in the same way, wherever the reason stands.
    fn is_like(&self, other: &Self) -> bool {
        rank(self.outcome) == rank(other.outcome) && self.why == other.why
    }
}

impl ProgramChange {
    /// Whether the program loads it only before.
    pub fn stops_loading(&self) -> bool {
        loads(&self.before) && !loads(&self.after)
    }

    /// Whether the program loads it only after.
    pub fn starts_loading(&self) -> bool {
        !loads(&self.before) && loads(&self.after)
    }

    /// Whether the program, wherever it has the file, does not read all of it.
    pub fn is_partial(&self) -> bool {
        let mut sides = [&self.before, &self.after].into_iter().flatten();
        sides.any(|stand| rank(stand.outcome) < rank(Outcome::Loads))
    }

    /// Whether the program reads less of it than before.
    pub fn reads_less(&self) -> bool {
        standing(&self.after) < standing(&self.before)
    }

    /// Whether the program reads more of it than before.
    pub fn reads_more(&self) -> bool {
        standing(&self.after) > standing(&self.before)
    }
}

fn loads(stand: &Option<Stand>) -> bool {
    stand.as_ref().is_some_and(|stand| stand.outcome.loads())
}

fn standing(stand: &Option<Stand>) -> usize {
    stand.as_ref().map_or(0, |stand| rank(stand.outcome))
}

/// How much a program reads, from nothing up. A repair of its own takes nothing away.
fn rank(outcome: Outcome) -> usize {
    match outcome {
        Outcome::DoesNotLoad { .. } => 0,
        Outcome::LosesText => 1,
        Outcome::LoadsAfterRepair | Outcome::Loads => 2,
    }
}

/// The programs that make something else of it, the one that it is written for first.
pub(super) fn changes(
    before: Option<&Read<'_, '_>>,
    after: Option<&Read<'_, '_>>,
) -> Vec<ProgramChange> {
    let ids = |read: Option<&Read<'_, '_>>| read.map_or(&[][..], |read| read.file.kind.readers());
    let mut all: Vec<&'static str> = ids(after).to_vec();
    for id in ids(before) {
        if !all.contains(id) {
            all.push(id);
        }
    }
    let main = |id| {
        let is_first = |read| ids(read).first() == Some(&id);
        is_first(before) || is_first(after)
    };
    all.into_iter()
        .filter_map(|id| {
            let old = before.filter(|_| ids(before).contains(&id));
            let new = after.filter(|_| ids(after).contains(&id));
            change(id, main(id), old, new)
        })
        .collect()
}

fn change(
    id: &'static str,
    is_main: bool,
    before: Option<&Read<'_, '_>>,
    after: Option<&Read<'_, '_>>,
) -> Option<ProgramChange> {
    let reader = reader::by_id(id)?;
    let read = |side: Option<&Read<'_, '_>>| {
        let side = side?;
        let is_own = side.file.kind.readers().first() == Some(&id);
        let reading = match side.reading() {
            Some(reading) if is_own => reading.clone(),
            _ => reader.read(&side.file.input()),
        };
        let stand = Stand::of(&reading, side.source());
        Some((reading, stand))
    };
    let (before, after) = (read(before), read(after));
    let is_same = match (&before, &after) {
        (Some((_, before)), Some((_, after))) => before.is_like(after),
        (None, None) => true,
        _ => false,
    };
    if is_same {
        return None;
    }
    let reading =
        |side: &Option<(Reading, Stand)>| side.as_ref().map(|(reading, _)| reading.clone());
    let (old, new) = (reading(&before), reading(&after));
    let mut change = ProgramChange {
        id,
        title: reader.title(),
        is_main,
        before: before.map(|(_, stand)| stand),
        after: after.map(|(_, stand)| stand),
        gained: Vec::new(),
        lost: Vec::new(),
    };
    if change.reads_more() {
        change.gained = more(old.as_ref(), new.as_ref());
    } else if change.reads_less() {
        change.lost = more(new.as_ref(), old.as_ref());
    }
    Some(change)
}

/// What one reading has and the other has not, or has otherwise.
fn more(less: Option<&Reading>, more: Option<&Reading>) -> Vec<String> {
    let Some(more) = more else {
        return Vec::new();
    };
    let missing = |has: Option<&String>, had: Option<&String>| {
        has.is_some_and(|text| !text.is_empty()) && has != had
    };
    let of = |part: fn(&Reading) -> Option<&String>| missing(part(more), less.and_then(part));
    let mut parts = Vec::new();
    if of(|reading| reading.name.as_ref()) {
        parts.push("name".to_owned());
    }
    if of(|reading| reading.description.as_ref()) {
        parts.push("description".to_owned());
    }
    for (key, text) in &more.fields {
        let known = less.and_then(|less| less.fields.iter().find(|(other, _)| other == key));
        let is_told = matches!(key.as_str(), "name" | "description") || parts.contains(key);
        if !is_told && missing(Some(text), known.map(|(_, text)| text)) {
            parts.push(key.clone());
        }
    }
    if of(|reading| reading.prompt.as_ref()) {
        parts.push("system prompt".to_owned());
    }
    parts
}

/// A reason without the line that it begins with: where it stands is said apart.
fn without_line(reason: &str) -> &str {
    let Some(rest) = reason.strip_prefix("line ") else {
        return reason;
    };
    match rest.split_once(": ") {
        Some((number, why)) if number.bytes().all(|byte| byte.is_ascii_digit()) => why,
        _ => reason,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::Definition;
    use crate::dialect::Kind;
    use crate::lint::File;

    fn between(before: &str, after: &str) -> Vec<ProgramChange> {
        let (before, after) = (Definition::parse(before), Definition::parse(after));
        let file = |definition| File::of_kind(definition, Some("agents/a.md"), Kind::ClaudeAgent);
        let (before, after) = (file(&before), file(&after));
        changes(Some(&Read::new(&before)), Some(&Read::new(&after)))
    }

    const GOOD: &str = "---\nname: a\ndescription: \"b: c\"\ntools: Read\n---\nBody\n";

    #[test]
    fn who_reads_more_and_what() {
        let broken = "---\nname: a\ndescription: b: c\ntools: Read\n---\nBody\n";
        let found = between(broken, GOOD);
        let ids: Vec<&str> = found.iter().map(|change| change.id).collect();
        assert_eq!(ids, ["strict-yaml", "copilot", "cursor"]);
        assert!(
            found
                .iter()
                .all(|change| change.starts_loading() && !change.is_main)
        );
        assert_eq!(
            found[0].gained,
            ["name", "description", "tools", "system prompt"]
        );
        let back = between(GOOD, broken);
        assert_eq!(back[0].lost, found[0].gained);
        assert!(back[0].stops_loading() && back[0].gained.is_empty());
    }

    #[test]
    fn text_that_comes_back() {
        let cut = "---\nname: a\ndescription: b --- c\ntools: Read\n---\nBody\n";
        let whole = "---\nname: a\ndescription: b - c\ntools: Read\n---\nBody\n";
        let found = between(cut, whole);
        let claude = found
            .iter()
            .find(|change| change.is_main)
            .expect("it reads more");
        assert!(claude.reads_more() && !claude.starts_loading());
        assert_eq!(claude.gained, ["description", "tools", "system prompt"]);
        let before = claude.before.as_ref().map(Stand::words).unwrap_or_default();
        assert!(
            before.starts_with("loads, but loses text: line 3: a --- ends"),
            "{before}"
        );
    }

    #[test]
    fn another_reason_is_a_change_and_another_line_is_none() {
        let broken = "---\nname: a\ndescription: b: c: \"\n---\n";
        let further = "---\n# More\nname: a\ndescription: b: c: \"\n---\n";
        assert_eq!(between(broken, further), []);
    }
}
