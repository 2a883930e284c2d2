//! What the table says of a row.

use leptos::prelude::*;

use super::columns::Column;
use super::known::{Known, Mark};
use crate::dialect::Kind;
use crate::reader::Outcome;
use crate::roster::{Counts, Ranked, Row};

/// A row in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its document.
    pub id: String,
    name: String,
    path: String,
    tone: &'static str,
    state: &'static str,
    why: String,
    problems: Counts,
    tokens: Option<usize>,
    tools: String,
    foreign: bool,
    model: String,
    kind: Kind,
    answers: Option<f32>,
}

impl Line {
    /// That of a row, if it is there.
    pub fn of(known: &Known, row: usize, rivals: &[Ranked], answers: Option<f32>) -> Option<Self> {
        let read = known.row(row)?;
        let marks: Vec<Mark> = Mark::ALL
            .into_iter()
            .filter(|mark| known.has_mark(row, *mark, rivals))
            .collect();
        Some(Self {
            id: known.ids.get(row)?.clone(),
            name: read.label().to_owned(),
            path: read.path.clone(),
            tone: read.outcome.map_or("", |outcome| outcome.tone().class()),
            state: state(read),
            why: why(known, read, rivals, &marks),
            problems: known.roster.counts(row),
            tokens: read.tokens,
            tools: read.tools.words(),
            foreign: marks.contains(&Mark::ForeignTools),
            model: read.model.clone().unwrap_or_default(),
            kind: read.kind,
            answers,
        })
    }

    /// What stands in a column.
    pub fn cell(&self, column: Column) -> AnyView {
        match column {
            // The name is what a row is opened by: the table draws it.
            Column::Name => view! {
                <span class="roster-label">{self.name.clone()}</span>
                <span class="roster-path quiet">{self.path.clone()}</span>
            }
            .into_any(),
            Column::Answers => match self.answers {
                Some(share) => view! {
                    <meter class="roster-share" min="0" max="1" value=share.to_string() aria-hidden="true"></meter>
                    {percent(share)}
                }
                .into_any(),
                None => ().into_any(),
            },
            Column::State => view! {
                <span class=format!("roster-outcome {}", self.tone)>{self.state}</span>
                <span class="roster-why quiet" title=self.why.clone()>{self.why.clone()}</span>
            }
            .into_any(),
            Column::Problems => counted(self.problems),
            Column::Tokens => self.tokens.map_or_else(|| "–".to_owned(), |tokens| tokens.to_string()).into_any(),
            Column::Tools => view! {
                <span class="roster-words" class:foreign=self.foreign title=self.tools.clone()>
                    {self.tools.clone()}
                </span>
            }
            .into_any(),
            Column::Model => self.model.clone().into_any(),
            Column::Kind => self.kind.label().into_any(),
        }
    }
}

fn state(row: &Row) -> &'static str {
    match row.outcome {
        Some(Outcome::Loads) => "Loads",
        Some(Outcome::LoadsAfterRepair) => "Loads after repair",
        Some(Outcome::LosesText) => "Loses text",
        Some(Outcome::DoesNotLoad { .. }) => "Does not load",
        None => "",
    }
}

/// What is said below the state.
fn why(known: &Known, row: &Row, rivals: &[Ranked], marks: &[Mark]) -> String {
    if let Some(why) = &row.why_not {
        return why.clone();
    }
    let said = marks.iter().map(|mark| match mark {
        Mark::Lost => String::new(),
        Mark::SharesName => "name stands twice".to_owned(),
        Mark::Competes => {
            let closest = rivals.first().and_then(|rival| known.row(rival.row));
            let name = closest.map_or("another", |row| row.label());
            match rivals.len() {
                1 => format!("competes with {name}"),
                many => format!("competes with {name} and {} more", many - 1),
            }
        }
        Mark::ForeignTools => format!("foreign: {}", row.foreign.join(", ")),
    });
    said.filter(|words| !words.is_empty())
        .collect::<Vec<_>>()
        .join("; ")
}

/// The signs of the findings and how many there are of each.
fn counted(counts: Counts) -> AnyView {
    let part = |class: &'static str, count: usize, one: &'static str, many: &'static str| {
        (count > 0).then(|| {
            let words = if count == 1 { one } else { many };
            view! {
                <span class=format!("problem-sign {class}") aria-hidden="true"></span>
                <span>{count}<span class="unseen">{format!(" {words} ")}</span></span>
            }
        })
    };
    if counts.total() == 0 {
        return "–".into_any();
    }
    view! {
        <span class="roster-counts">
            {part("error", counts.errors, "error", "errors")}
            {part("warning", counts.warnings, "warning", "warnings")}
            {part("info", counts.infos, "worth knowing", "worth knowing")}
        </span>
    }
    .into_any()
}

/// A share in hundredths.
pub fn percent(share: f32) -> String {
    format!("{:.0} %", share * 100.0)
}
