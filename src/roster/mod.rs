//! Many definitions together, such as the agents of a project: which load, which share a name, what the
//! descriptions of all cost, which compete for the same requests, and who answers a request.
//!
//! A [`Row`] is read from one text and from nothing else, so it is kept for as long as the text stays as
//! it is; a [`Roster`] compares the rows and is made anew whenever one of them changes. Words are weighed by
//! a [`Ranking`], which takes one row after the other: whoever has only a few milliseconds at a time can
//! read, rank and ask in as many steps as there are rows.

mod names;
mod ranking;
mod rivals;
mod row;
mod tools;
mod words;

pub use names::{Namesakes, Wins};
pub use ranking::{Ranked, Ranking};
pub use rivals::{COMPETES, Pair, pairs};
pub use row::Row;
pub use tools::Granted;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::lint::{Severity, TurnedOff, check_members};

/// The rows of a collection, and what they are to each other.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    rows: Vec<Arc<Row>>,
    counts: Vec<Counts>,
    namesakes: Vec<Namesakes>,
    folders: Vec<Folder>,
}

/// How many findings a definition has, those among many files included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Counts {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// What is worth knowing.
    pub infos: usize,
}

/// A folder whose agents Claude Code loads together, and what their lines cost in every session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folder {
    /// Its path; empty for agents that lie in no folder of agents.
    pub path: String,
    /// How many of its agents load.
    pub agents: usize,
    /// What the lines of these cost, in tokens: an estimate.
    pub tokens: usize,
}

impl Roster {
    /// Compares rows; rules that are `off` count for none of them.
    pub fn of(rows: Vec<Arc<Row>>, off: &TurnedOff) -> Self {
        let mut counts: Vec<Counts> = rows.iter().map(|row| row.counts(off)).collect();
        let members: Vec<_> = rows.iter().map(|row| row.member()).collect();
        for (at, finding) in check_members(&members, off) {
            if let Some(counts) = counts.get_mut(at) {
                counts.add(finding.severity);
            }
        }
        Self {
            namesakes: names::namesakes(&members),
            folders: folders(&rows),
            counts,
            rows,
        }
    }

    /// The rows, in the order in which they were given; other places of a roster speak of a row by its
    /// number here.
    pub fn rows(&self) -> &[Arc<Row>] {
        &self.rows
    }

    /// How many findings a row has; none where there is no such row.
    pub fn counts(&self, row: usize) -> Counts {
        self.counts.get(row).copied().unwrap_or_default()
    }

    /// The rows whose program does not load them.
    pub fn lost(&self) -> impl Iterator<Item = usize> {
        let rows = self.rows.iter().enumerate();
        rows.filter(|(_, row)| row.is_lost()).map(|(at, _)| at)
    }

    /// The agents that share a name.
    pub fn namesakes(&self) -> &[Namesakes] {
        &self.namesakes
    }

    /// The folders of agents that Claude Code loads together, the costliest first.
    pub fn folders(&self) -> &[Folder] {
        &self.folders
    }

    /// What the lines of all agents cost in every session if all of them are loaded, in tokens: an estimate.
    /// Claude Code warns above [`ROSTER_TOKENS`](crate::lint::ROSTER_TOKENS).
    pub fn tokens(&self) -> usize {
        self.folders.iter().map(|folder| folder.tokens).sum()
    }

    /// Whether two rows can compete: both have a description, and the same program loads them in one
    /// session.
    ///
    /// Agents of Claude Code meet where they lie in one folder of agents, in folders of one project or one
    /// inside the other, and as plugins of anybody; of two agents of one name only those of different
    /// plugins do.
    pub fn meet(&self, one: usize, other: usize) -> bool {
        match (self.rows.get(one), self.rows.get(other)) {
            (Some(first), Some(second)) => one != other && names::meet(first, second),
            _ => false,
        }
    }
}

impl Counts {
    /// All of them.
    pub fn total(self) -> usize {
        self.errors + self.warnings + self.infos
    }

    fn add(&mut self, severity: Severity) {
        match severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
            Severity::Info => self.infos += 1,
        }
    }
}

fn folders(rows: &[Arc<Row>]) -> Vec<Folder> {
    let mut folders: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for row in rows {
        if let Some(agent) = &row.member().agent {
            let (agents, tokens) = folders.entry(row.member().tree()).or_default();
            *agents += 1;
            *tokens += agent.tokens;
        }
    }
    let mut folders: Vec<Folder> = folders
        .into_iter()
        .map(|(path, (agents, tokens))| Folder {
            path: path.to_owned(),
            agents,
            tokens,
        })
        .collect();
    folders.sort_by_key(|folder| std::cmp::Reverse(folder.tokens));
    folders
}

#[cfg(test)]
mod tests;
