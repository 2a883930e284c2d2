//! Repair: what must change for every program to read what is meant, and nothing else.
//!
//! A repair is a chain of steps. Each looks at the text, finds one kind of trouble, and says what
//! must change; it is applied, and the chain begins anew until no step finds anything. So a mended
//! file is one in which no step finds anything, and repairing twice changes nothing. The steps are
//! in the order in which trouble hides other trouble: what chats and mail do around a file
//! ([`damage`]), the fences, the keys, the values.
//!
//! What a step cannot know it leaves alone: no name and no description is ever made up.

mod comments;
mod damage;
mod draft;
mod duplicates;
mod entries;
mod evident;
mod fences;
mod keys;
mod lines;
mod lists;
mod promise;
mod reply;
mod still_missing;
mod stray;
mod swallowed;
mod tabs;
mod values;

pub use reply::reply;
pub(crate) use still_missing::is_built_in;
pub use still_missing::{Cause, still_missing};

use std::cell::OnceCell;

use crate::definition::{Definition, between_lines};
use crate::reader::{ClaudeCode, Input, Reader, Reading};
use crate::text::{Span, TextEdit, apply};
use draft::{Draft, Mend};
use entries::{Entries, entries};

/// How a description that must change is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// In one line in double quotes: every program reads that.
    #[default]
    Quoted,
    /// As a block `|`, which people read best; in double quotes where a block cannot hold it.
    Block,
}

/// What a repair keeps. Of a file that Claude Code loads today, that is always its name without
/// curly quotes around it, and its description unless that loses text today; a name or description
/// that a `---` in its line cuts is made whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Promise {
    /// Claude Code loads the file today, and reads the very same afterwards.
    SameMeaning,
    /// What was evidently meant is kept; today no program reads that, so it is shown before it
    /// is done.
    EvidentMeaning,
}

/// How a file becomes valid for every program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// What is replaced, in the order of the source; every other byte stays.
    pub edits: Vec<TextEdit>,
    /// What it keeps.
    pub promise: Promise,
    /// What is changed and why, in the order of the source.
    pub changes: Vec<Change>,
}

/// One thing that a repair changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Where, in bytes of the source.
    pub span: Span,
    /// What is changed there and why: one sentence without a full stop.
    pub what: String,
}

/// What every step knows besides the text.
struct Wanted {
    style: Style,
    /// Whether Claude Code loads the file as it came: then what it reads stays to the letter.
    loads: bool,
}

/// The text that the steps of one round look at.
struct Look<'text> {
    text: &'text str,
    /// It as it is read, without its body.
    definition: &'text Definition,
    /// Its entries and its frontmatter, found once for all steps that ask.
    entries: OnceCell<Option<(Entries<'text>, Span)>>,
}

impl<'text> Look<'text> {
    fn at(definition: &'text Definition) -> Self {
        Self {
            text: &definition.source,
            definition,
            entries: OnceCell::new(),
        }
    }

    /// What a step finds that looks at the entries of the frontmatter.
    fn with_entries(&self, step: impl FnOnce(&Entries<'_>, Span) -> Vec<Mend>) -> Vec<Mend> {
        let found = self.entries.get_or_init(|| {
            let (frontmatter, _) = between_lines(self.text)?;
            Some((entries(self.definition, frontmatter), frontmatter))
        });
        match found {
            Some((entries, frontmatter)) => step(entries, *frontmatter),
            None => Vec::new(),
        }
    }
}

/// A step of the chain: what it would change in a text.
type Step = fn(&Look<'_>, &Wanted) -> Vec<Mend>;

/// The steps below the damages, each on the work of those before.
const STEPS: &[Step] = &[
    |look, _| fences::opening(look.text),
    |look, _| fences::closing(look.definition),
    |look, _| look.with_entries(|entries, _| keys::mends(entries)),
    |look, _| look.with_entries(|entries, _| tabs::mends(entries)),
    |look, _| look.with_entries(|entries, _| stray::mends(entries)),
    |look, wanted| look.with_entries(|entries, _| values::mends(entries, wanted)),
    |look, _| look.with_entries(|entries, _| lists::mends(entries)),
    |look, _| look.with_entries(|entries, _| duplicates::mends(entries)),
    |look, _| look.with_entries(comments::mends),
    |look, _| fences::settled(look.text),
];

/// How the file becomes valid for every program; `None` where nothing is to be repaired, or nothing
/// can be.
pub fn repair(source: &str, style: Style) -> Option<Repair> {
    repair_of(&Definition::parse_frontmatter(source), style)
}

/// The same of a file that is read already.
pub fn repair_of(definition: &Definition, style: Style) -> Option<Repair> {
    let before = &Before {
        definition,
        reading: ClaudeCode::default().read(&Input::new(definition)),
    };
    let wanted = &Wanted {
        style,
        loads: before.reading.outcome.loads(),
    };
    let evident = || damage::STEPS.iter().chain(STEPS);
    // Where what seems evident makes matters worse, the file is taken as Claude Code takes it.
    let as_claude_code_closes: [Step; 1] = [|look, _| fences::settled(look.text)];
    chain(before, wanted, evident)
        .or_else(|| chain(before, wanted, || as_claude_code_closes.iter().chain(STEPS)))
}

/// A file before its repair, and what Claude Code reads of it.
struct Before<'file> {
    definition: &'file Definition,
    reading: Reading,
}

/// What the steps make of a file; `None` where they find nothing, come to no end, or leave the file
/// worse than it is.
fn chain<'steps, Steps>(
    before: &Before<'_>,
    wanted: &Wanted,
    steps: impl Fn() -> Steps,
) -> Option<Repair>
where
    Steps: Iterator<Item = &'steps Step>,
{
    /// More than any file needs.
    const ROUNDS: usize = 24;
    let source = &*before.definition.source;
    let mut draft = Draft::new(source);
    let mut now: Option<Definition> = None;
    let mut rounds = 0;
    loop {
        let text = draft.text();
        let look = Look::at(now.as_ref().unwrap_or(before.definition));
        let found = steps()
            .map(|step| step(&look, wanted))
            .find(|mends| mends.iter().any(|mend| mend.changes(text)));
        let Some(mends) = found else { break };
        // Escapes make a text longer, but not without end.
        let grown = text.len() > 8 * source.len() + 64;
        rounds += 1;
        if rounds > ROUNDS || grown || !draft.apply(mends) {
            return None;
        }
        now = Some(Definition::parse_frontmatter(draft.text()));
    }
    let after = now?;
    let (edits, changes) = draft.finish();
    if edits.is_empty() {
        return None;
    }
    Some(Repair {
        edits,
        promise: promise::kept(before, &after)?,
        changes,
    })
}

/// The file after its repair; the file itself where nothing is to be repaired.
pub fn mended(source: &str, style: Style) -> String {
    repair(source, style)
        .and_then(|repair| apply(source, &repair.edits).ok())
        .unwrap_or_else(|| source.to_owned())
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// The file after a repair that a second one finds nothing in.
    ///
    /// # Panics
    /// When a second repair changes something.
    pub(crate) fn mended_as(source: &str, style: Style) -> String {
        let once = super::mended(source, style);
        assert_eq!(repair(&once, style), None, "{source:?} became {once:?}");
        once
    }

    pub(crate) fn mended(source: &str) -> String {
        mended_as(source, Style::Quoted)
    }

    /// The description's source after the repair.
    pub(crate) fn described(source: &str) -> String {
        let mended = mended(source);
        let value = mended
            .lines()
            .find_map(|line| line.strip_prefix("description: "));
        value.map(str::to_owned).unwrap_or(mended)
    }

    fn promise(source: &str) -> Option<Promise> {
        repair(source, Style::Quoted).map(|repair| repair.promise)
    }

    #[test]
    fn what_cannot_be_known_is_not_made_up() {
        for source in [
            "",
            " \n",
            "# Title\n\nProse: more.\n\n---\n\nProse\n",
            "---\ndescription: no name\n---\n",
            "---\nname: a\n---\n",
            "---\nname: a\ndescription: ~\n---\n",
            "---\nname: a\ndescription: b\nhooks: []\n---\n",
            "+++\nname = \"a\"\n+++\n",
        ] {
            assert_eq!(repair(source, Style::Quoted), None, "{source:?}");
        }
    }

    #[test]
    fn promises() {
        let same = "---\nname: a\ndescription: b: c\n---\n";
        assert_eq!(promise(same), Some(Promise::SameMeaning));
        for source in [
            "---\nname: a\ndescription: b:\n---\n",
            "---\nname: a\ndescription: b: c\nmodel: opus # d\n---\n",
            "---\nname: a\ndescription: b --- c\n---\n",
        ] {
            assert_eq!(promise(source), Some(Promise::EvidentMeaning), "{source:?}");
        }
    }

    #[test]
    fn changes_say_where_and_why() {
        let source = "> ---\n> name: a\n> description: b: c\n> ---\n";
        let repair = repair(source, Style::Quoted).expect("there is something to repair");
        let said: Vec<(&str, &str)> = repair
            .changes
            .iter()
            .map(|change| (change.span.slice(source), change.what.as_str()))
            .collect();
        assert_eq!(said.len(), 2, "{said:?}");
        assert_eq!(said[0].0, "> ");
        assert_eq!(
            said[1],
            (
                "b: c",
                "description is written in double quotes: strict YAML does not read it without quotes"
            )
        );
    }
}
