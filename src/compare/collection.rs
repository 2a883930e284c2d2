//! Two collections beside each other.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use super::difference::Difference;
use super::pairing::{Entry, Pair, Pairing, pair};
use super::read::Read;
use super::risk;
use crate::definition::Definition;
use crate::dialect::Kind;
use crate::lint::{self, File, Finding, TurnedOff, check_roster};
use crate::text::SourceFile;

/// What differs between two collections.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// The definitions that are not the same on both sides, the riskiest first, then in the order of
    /// their paths. Those of which only the writing differs are among them.
    pub differences: Vec<Difference>,
    /// How many definitions are the same, byte for byte and at the same path.
    pub same: usize,
    /// The collection before.
    pub before: Totals,
    /// The collection after.
    pub after: Totals,
}

/// What a collection comes to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// How many definitions it has.
    pub definitions: usize,
    /// How many of them load in the program that they are written for.
    pub load: usize,
    /// What all their descriptions cost in every session, in tokens: an estimate.
    pub tokens: usize,
}

impl Comparison {
    /// Whether both sides are the same, byte for byte.
    pub fn is_empty(&self) -> bool {
        self.differences.is_empty()
    }

    /// What differs in all, in one sentence.
    pub fn sum(&self) -> String {
        let count = |wanted: fn(&Difference) -> bool| {
            let differences = self.differences.iter().filter(|one| wanted(one));
            differences.count()
        };
        let all = self.same + self.differences.len();
        if self.is_empty() {
            return match all {
                0 => "There are no definitions on either side.".to_owned(),
                1 => "The definition is the same on both sides.".to_owned(),
                _ => format!("All {all} definitions are the same on both sides."),
            };
        }
        let written = count(Difference::is_only_written);
        let added = count(|one| one.before.is_none());
        let removed = count(|one| one.after.is_none());
        let changed = self.differences.len() - written - added - removed;
        let parts: Vec<String> = [
            (changed, "changed"),
            (added, "added"),
            (removed, "removed"),
            (written, "written in another way and read the same"),
            (self.same, "the same"),
        ]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
        format!(
            "{}: {}. {}",
            number(all, "definition"),
            parts.join(", "),
            self.totals()
        )
    }

    fn totals(&self) -> String {
        let (before, after) = (self.before, self.after);
        let load = |side: Totals| format!("{} of {}", side.load, side.definitions);
        let loads = match (load(before), load(after)) {
            (before, after) if before == after => format!("{after} load"),
            (before, after) => format!("{before} loaded, {after} load now"),
        };
        let tokens = match before.tokens.cmp(&after.tokens) {
            std::cmp::Ordering::Equal => format!("about {}", number(after.tokens, "token")),
            _ => format!(
                "about {} → {}",
                before.tokens,
                number(after.tokens, "token")
            ),
        };
        format!("{loads}; the descriptions cost {tokens}.")
    }

    /// Whether both sides are read the same, however they are written.
    pub fn is_read_the_same(&self) -> bool {
        self.differences.iter().all(Difference::is_only_written)
    }
}

/// A number with the word for it.
pub(super) fn number(count: usize, what: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {what}{ending}")
}

/// Compares two collections. Files that are no definitions on either side are passed over. Definitions
/// belong together by their path, then where their texts are the same, then by kind and name, by name, and
/// by likeness; what is left is new or gone.
///
/// It takes time linear in the size of both.
pub fn compare(before: &[SourceFile], after: &[SourceFile]) -> Comparison {
    let compared = pin!(compare_in_turns(before, after, async |_| true));
    match compared.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(Some(comparison)) => comparison,
        // Turns that are over at once keep nobody waiting, and nobody stops them.
        Poll::Ready(None) | Poll::Pending => Comparison::default(),
    }
}

/// How far a comparison has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// How many steps are done.
    pub done: usize,
    /// How many there are; an estimate until all files are read.
    pub all: usize,
}

/// The same a little at a time: `turn` is awaited between two files every now and then, and stops it by
/// `false`; then there is no comparison.
pub async fn compare_in_turns(
    before: &[SourceFile],
    after: &[SourceFile],
    turn: impl AsyncFnMut(Progress) -> bool,
) -> Option<Comparison> {
    let mut turns = Turns {
        progress: Progress {
            done: 0,
            all: 2 * (before.len() + after.len()) + before.len().max(after.len()),
        },
        turn,
    };
    let twins = twins(before, after);
    let mut old = Vec::with_capacity(before.len());
    for file in before {
        turns.step().await?;
        old.push(parse(file));
    }
    let mut new = Vec::with_capacity(after.len());
    for (file, twin) in after.iter().zip(&twins) {
        turns.step().await?;
        new.push(twin.is_none().then(|| parse(file)));
    }
    let shared = new.iter().zip(&twins).filter_map(|(own, twin)| {
        let twin = twin.and_then(|at| old.get(at));
        own.as_ref().or(twin)
    });
    let (mut old, mut new) = (
        Collection::of(before, old.iter()),
        Collection::of(after, shared),
    );
    for collection in [&mut old, &mut new] {
        for file in &collection.read {
            turns.step().await?;
            // The rules ask for it, of all files at once.
            if file.kind.is_of_claude_code() {
                file.claude();
            }
        }
        collection.look_at_all();
    }
    let pairs = pair(&old.entries(), &new.entries());
    let mut comparison = Comparison::default();
    for pair in pairs {
        turns.step().await?;
        comparison.add(&old, &new, pair);
    }
    comparison.sort();
    Some(comparison)
}

/// Steps, and a turn for others every now and then.
struct Turns<F> {
    progress: Progress,
    turn: F,
}

impl<F: AsyncFnMut(Progress) -> bool> Turns<F> {
    /// Nothing where somebody has stopped it.
    async fn step(&mut self) -> Option<()> {
        const AT_ONCE: usize = 16;
        self.progress.done += 1;
        self.progress.all = self.progress.all.max(self.progress.done);
        let goes_on =
            !self.progress.done.is_multiple_of(AT_ONCE) || (self.turn)(self.progress).await;
        goes_on.then_some(())
    }
}

/// Compares two files, whatever they are called and wherever they lie: where the text and the kind are the
/// same, nothing differs.
pub fn compare_two(before: &SourceFile, after: &SourceFile) -> Comparison {
    let (old, new) = (parse(before), parse(after));
    let mut old = Collection::of(std::slice::from_ref(before), std::iter::once(&old));
    let mut new = Collection::of(std::slice::from_ref(after), std::iter::once(&new));
    old.look_at_all();
    new.look_at_all();
    let mut comparison = Comparison::default();
    comparison.add(&old, &new, (Some(0), Some(0), Pairing::Named));
    comparison
}

fn path_of(file: &SourceFile) -> Option<&str> {
    (!file.path.is_empty()).then_some(&file.path)
}

fn parse(file: &SourceFile) -> Definition {
    Definition::parse(file.text.clone())
}

/// Which files of the collection before each file after is, byte for byte and at the same path: they are
/// read once.
fn twins(before: &[SourceFile], after: &[SourceFile]) -> Vec<Option<usize>> {
    let mut partners = super::partners::Partners::new(before.len(), after.len());
    partners.pair(before, after, |file| Some((&file.path, &file.text)));
    (0..after.len()).map(|at| partners.of_new(at)).collect()
}

/// A collection, read.
pub(super) struct Collection<'files> {
    files: &'files [SourceFile],
    read: Vec<File<'files>>,
    /// What the rules find that look at the files together, by file.
    together: Vec<Vec<Finding>>,
}

impl<'files> Collection<'files> {
    fn of(
        files: &'files [SourceFile],
        definitions: impl Iterator<Item = &'files Definition>,
    ) -> Self {
        let read: Vec<File<'files>> = files
            .iter()
            .zip(definitions)
            .map(|(file, definition)| File::new(definition, path_of(file)))
            .collect();
        Self {
            files,
            together: vec![Vec::new(); read.len()],
            read,
        }
    }

    /// Lets the rules look that look at the files together.
    fn look_at_all(&mut self) {
        for (at, finding) in check_roster(&self.read, &TurnedOff::nothing()) {
            if let Some(findings) = self.together.get_mut(at) {
                findings.push(finding);
            }
        }
    }

    fn entries(&self) -> Vec<Entry<'files>> {
        let files = self.files.iter().zip(&self.read);
        files
            .map(|(file, read)| Entry {
                path: &file.path,
                text: &file.text,
                kind: read.kind,
                name: read
                    .definition
                    .text("name")
                    .map(str::trim)
                    .filter(|name| !name.is_empty()),
            })
            .collect()
    }

    fn kind(&self, at: Option<usize>) -> Option<Kind> {
        let kind = self.read.get(at?)?.kind;
        (kind != Kind::NotADefinition).then_some(kind)
    }

    /// A file as one side of a pair; what is no definition is read as `otherwise`.
    fn file(&self, at: Option<usize>, otherwise: Kind) -> Option<Held<'_, 'files>> {
        let file = self.read.get(at?)?;
        Some(match self.kind(at) {
            Some(_) => Held::Lent(file),
            None => Held::Own(Box::new(File::of_kind(
                file.definition,
                file.path,
                otherwise,
            ))),
        })
    }

    pub(super) fn findings(&self, at: Option<usize>, side: Option<&Read<'_, '_>>) -> Vec<Finding> {
        let Some(side) = side else {
            return Vec::new();
        };
        let mut findings = lint::check(side.file, &TurnedOff::nothing());
        findings.extend(self.together_at(at).iter().cloned());
        findings
    }

    pub(super) fn together_at(&self, at: Option<usize>) -> &[Finding] {
        at.and_then(|at| self.together.get(at))
            .map_or(&[], Vec::as_slice)
    }
}

impl Comparison {
    /// Compares a pair, and counts both.
    fn add(&mut self, old: &Collection<'_>, new: &Collection<'_>, pair: Pair) {
        let (from, to, pairing) = pair;
        let known = new.kind(to).or(old.kind(from));
        // What somebody names to be compared is meant as a definition.
        let is_named = pairing == Pairing::Named;
        let Some(kind) = known.or(is_named.then_some(Kind::ClaudeAgent)) else {
            return;
        };
        let (before, after) = (
            old.file(from, kind),
            new.file(to, old.kind(from).unwrap_or(kind)),
        );
        let before = before.as_ref().map(|held| Read::new(held.file()));
        let after = after.as_ref().map(|held| Read::new(held.file()));
        self.before.add(before.as_ref());
        self.after.add(after.as_ref());
        match Difference::of(old, new, pair, before.as_ref(), after.as_ref()) {
            Some(difference) => self.differences.push(difference),
            None => self.same += 1,
        }
    }

    fn sort(&mut self) {
        self.differences
            .sort_by_cached_key(|difference| (risk::rank(&difference.risks), difference.paths()));
    }
}

/// A file of a collection, or one that was made for a comparison.
enum Held<'side, 'files> {
    Lent(&'side File<'files>),
    Own(Box<File<'files>>),
}

impl<'files> Held<'_, 'files> {
    fn file(&self) -> &File<'files> {
        match self {
            Self::Lent(file) => file,
            Self::Own(file) => file,
        }
    }
}

impl Totals {
    fn add(&mut self, side: Option<&Read<'_, '_>>) {
        if let Some(side) = side {
            self.definitions += 1;
            self.load += usize::from(side.loads());
            self.tokens += side.tokens();
        }
    }
}
