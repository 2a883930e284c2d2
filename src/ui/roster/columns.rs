use std::cmp::Ordering;

use super::known::{Known, Mark};
use crate::roster::{Counts, Ranked, Row};

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// How well it answers the request.
    Answers,
    /// Its name, and where it lies.
    Name,
    /// Whether it loads, and what stands in its way.
    State,
    /// How many findings it has.
    Problems,
    /// What its line costs.
    Tokens,
    /// Its tools.
    Tools,
    /// Its model.
    Model,
    /// What kind of file it is.
    Kind,
}

impl Column {
    /// All of them, in their order.
    pub const ALL: [Self; 8] = [
        Self::Answers,
        Self::Name,
        Self::State,
        Self::Problems,
        Self::Tokens,
        Self::Tools,
        Self::Model,
        Self::Kind,
    ];

    /// What it is called.
    pub fn title(self) -> &'static str {
        match self {
            Self::Answers => "Answers",
            Self::Name => "Name",
            Self::State => "State",
            Self::Problems => "Problems",
            Self::Tokens => "Tokens",
            Self::Tools => "Tools",
            Self::Model => "Model",
            Self::Kind => "Kind",
        }
    }

    /// The name of its style class.
    pub fn class(self) -> &'static str {
        match self {
            Self::Answers => "roster-answers",
            Self::Name => "roster-name",
            Self::State => "roster-state",
            Self::Problems => "roster-problems",
            Self::Tokens => "roster-tokens",
            Self::Tools => "roster-tools",
            Self::Model => "roster-model",
            Self::Kind => "roster-kind",
        }
    }

    /// Whether the greatest comes first when somebody asks for this order.
    pub fn begins_with_most(self) -> bool {
        matches!(self, Self::Answers | Self::Problems | Self::Tokens)
    }
}

/// All that an order depends on.
pub struct Compared<'panel> {
    /// The rows.
    pub known: &'panel Known,
    /// Which of them compete.
    pub rivals: &'panel [Vec<Ranked>],
    /// How well each answers the request.
    pub scores: &'panel dyn Fn(usize) -> f32,
}

impl Compared<'_> {
    /// The order of two rows by a column.
    pub fn by(&self, column: Column, one: usize, other: usize) -> Ordering {
        let (Some(first), Some(second)) = (self.known.row(one), self.known.row(other)) else {
            return one.cmp(&other);
        };
        match column {
            Column::Answers => (self.scores)(one).total_cmp(&(self.scores)(other)),
            Column::Name => self.known.place(one).cmp(&self.known.place(other)),
            Column::State => self.worst(one).cmp(&self.worst(other)),
            Column::Problems => self.problems(one).cmp(&self.problems(other)),
            Column::Tokens => first.tokens.cmp(&second.tokens),
            Column::Tools => tools(first).cmp(&tools(second)),
            Column::Model => model(first).cmp(model(second)),
            Column::Kind => first.kind.label().cmp(second.kind.label()),
        }
    }

    /// The place of its worst mark; of a row without marks the last.
    fn worst(&self, row: usize) -> usize {
        let rivals = self.rivals.get(row).map_or(&[][..], Vec::as_slice);
        let has = |mark: &Mark| self.known.has_mark(row, *mark, rivals);
        let place = Mark::ALL.iter().position(has);
        place.unwrap_or(Mark::ALL.len())
    }

    fn problems(&self, row: usize) -> Counts {
        self.known.roster.counts(row)
    }
}

/// No tools first, then those that name some, then all of them.
fn tools(row: &Row) -> (bool, usize, String) {
    let words = row.tools.words();
    let count = row.tools.count();
    (
        count.is_none() && !words.is_empty(),
        count.unwrap_or(0),
        words,
    )
}

fn model(row: &Row) -> &str {
    row.model.as_deref().unwrap_or_default()
}
