//! Agents that share a name, and agents that meet in one session.

use std::collections::BTreeMap;

use super::Row;
use crate::dialect::Kind;
use crate::lint::{Agent, Member};

/// Agents of one name, of which a call reaches one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Namesakes {
    /// The name, as the first of them writes it.
    pub name: String,
    /// Their rows; where the nearest wins, the innermost first.
    pub rows: Vec<usize>,
    /// Which of them is called.
    pub wins: Wins,
}

/// Which of several agents of one name Claude Code calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wins {
    /// They lie in one folder: one of them is loaded, whichever is read first.
    ReadFirst,
    /// They lie in one folder, and their names differ only in what does not count for a call: all are
    /// loaded, and any of them may answer.
    Any,
    /// They lie in folders one inside the other: the one whose project is nearest to where the session
    /// runs.
    Nearest,
}

impl Wins {
    /// The same in a sentence without a full stop.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::ReadFirst => {
                "Claude Code loads one of them, by the order in which it happens to read them"
            }
            Self::Any => {
                "all are loaded, but case, blanks, hyphens and underscores do not count for a call, so \
                 any of them may answer"
            }
            Self::Nearest => {
                "the one nearest to the folder in which the session runs wins, where it sees both"
            }
        }
    }
}

/// The agents that share a name: below the same folder of agents, as [rule ID06](crate::lint::rule) finds
/// them, and in projects one inside the other.
pub(super) fn namesakes(members: &[&Member]) -> Vec<Namesakes> {
    let mut in_trees: BTreeMap<(&str, String), Vec<usize>> = BTreeMap::new();
    let mut by_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, member) in members.iter().enumerate() {
        if let Some(agent) = &member.agent {
            let key = (member.tree(), agent.called());
            in_trees.entry(key).or_default().push(at);
            if member.kind == Kind::ClaudeAgent {
                by_name.entry(&agent.name).or_default().push(at);
            }
        }
    }
    let alike = in_trees
        .into_values()
        .filter_map(|rows| alike(members, rows));
    let nested = by_name
        .into_values()
        .filter_map(|rows| nested(members, rows));
    alike.chain(nested).collect()
}

/// Those of one folder and one name, where they are several files.
fn alike(members: &[&Member], rows: Vec<usize>) -> Option<Namesakes> {
    let mut rows = rows;
    let mut seen = Vec::new();
    // A path that stands twice in the roster is the same file.
    rows.retain(|row| {
        let path = members[*row].path.as_deref();
        let is_new = path.is_none() || !seen.contains(&path);
        seen.push(path);
        is_new
    });
    let names: Vec<&str> = rows
        .iter()
        .filter_map(|row| Some(agent(members, *row)?.name.as_str()))
        .collect();
    let first = (*names.first()?).to_owned();
    let mut distinct = names.clone();
    distinct.sort_unstable();
    distinct.dedup();
    let wins = match distinct.len() == names.len() {
        true => Wins::Any,
        false => Wins::ReadFirst,
    };
    (rows.len() > 1).then_some(Namesakes {
        name: first,
        rows,
        wins,
    })
}

/// Those of one name whose projects lie one inside the other.
fn nested(members: &[&Member], rows: Vec<usize>) -> Option<Namesakes> {
    let root = |row: &usize| project(members[*row].tree());
    let mut rows: Vec<usize> = rows
        .iter()
        .filter(|row| {
            let mut others = rows.iter();
            others.any(|other| root(row) != root(other) && is_inside(root(row), root(other)))
        })
        .copied()
        .collect();
    rows.sort_by_key(|row| (std::cmp::Reverse(root(row).len()), *row));
    let name = agent(members, *rows.first()?)?.name.clone();
    Some(Namesakes {
        name,
        rows,
        wins: Wins::Nearest,
    })
}

fn agent<'members>(members: &[&'members Member], row: usize) -> Option<&'members Agent> {
    members.get(row)?.agent.as_ref()
}

/// Whether one program loads both in one session; see [`Roster::meet`](super::Roster::meet).
pub(super) fn meet(one: &Row, other: &Row) -> bool {
    let is_silent = |row: &Row| !row.is_loaded() || row.description.trim().is_empty();
    if is_silent(one) || is_silent(other) || one.path == other.path {
        return false;
    }
    let (first, second) = (one.member(), other.member());
    let (Some(agent), Some(also)) = (&first.agent, &second.agent) else {
        return one.kind == other.kind;
    };
    let plugins = [first.kind, second.kind].map(|kind| kind == Kind::PluginAgent);
    if agent.called() == also.called() {
        return plugins == [true, true] && first.tree() != second.tree();
    }
    let (root, also_root) = (project(first.tree()), project(second.tree()));
    plugins.contains(&true) || is_inside(root, also_root)
}

/// The project to which a folder of agents belongs.
fn project(tree: &str) -> &str {
    let folder = tree.strip_suffix("agents").unwrap_or(tree);
    let folder = folder.trim_end_matches(['/', '\\']);
    let folder = folder.strip_suffix(".claude").unwrap_or(folder);
    folder.trim_end_matches(['/', '\\'])
}

/// Whether one of two folders lies in the other, or is the same.
fn is_inside(one: &str, other: &str) -> bool {
    let (outer, inner) = match one.len() <= other.len() {
        true => (one, other),
        false => (other, one),
    };
    match inner.strip_prefix(outer) {
        Some(rest) => outer.is_empty() || rest.is_empty() || rest.starts_with(['/', '\\']),
        None => false,
    }
}
