use std::collections::HashSet;
use std::sync::Arc;

use crate::roster::{Ranked, Roster, Row};

/// The definitions that were read, in the order of the roster.
#[derive(Default)]
pub struct Known {
    /// The document of each row.
    pub ids: Vec<String>,
    /// What they are to each other.
    pub roster: Roster,
    /// How many files are left out because they are no definitions.
    pub left_out: usize,
    /// What words are looked for in, in small letters.
    words: Vec<String>,
    /// The place of each row where all are in the order of their names.
    places: Vec<usize>,
    /// The rows that share a name with another.
    sharing: HashSet<usize>,
}

/// What may be said of a row before it is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// Its program does not load it.
    Lost,
    /// Another has its name.
    SharesName,
    /// Another answers the same requests.
    Competes,
    /// It names tools of another program.
    ForeignTools,
}

impl Mark {
    /// All of them, the worst first.
    pub const ALL: [Self; 4] = [
        Self::Lost,
        Self::SharesName,
        Self::Competes,
        Self::ForeignTools,
    ];

    /// What those are called that have it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Lost => "Do not load",
            Self::SharesName => "Share a name",
            Self::Competes => "Compete",
            Self::ForeignTools => "Name foreign tools",
        }
    }
}

impl Known {
    /// Of a roster and the document of each of its rows.
    pub fn new(ids: Vec<String>, roster: Roster, left_out: usize) -> Self {
        let words = roster.rows().iter().map(|row| words(row)).collect();
        let mut by_name: Vec<usize> = (0..roster.rows().len()).collect();
        by_name.sort_by_cached_key(|row| {
            let label = roster.rows().get(*row).map(|row| row.label());
            label.unwrap_or_default().to_lowercase()
        });
        let mut places = vec![0; by_name.len()];
        for (place, row) in by_name.into_iter().enumerate() {
            if let Some(of_row) = places.get_mut(row) {
                *of_row = place;
            }
        }
        let groups = roster.namesakes().iter();
        let sharing = groups.flat_map(|group| group.rows.clone()).collect();
        Self {
            ids,
            roster,
            left_out,
            words,
            places,
            sharing,
        }
    }

    /// The place of a row where all are in the order of their names.
    pub fn place(&self, row: usize) -> usize {
        self.places.get(row).copied().unwrap_or(row)
    }

    /// The row of that number.
    pub fn row(&self, row: usize) -> Option<&Arc<Row>> {
        self.roster.rows().get(row)
    }

    /// Whether a row has all of these words, which are in small letters.
    pub fn has_words(&self, row: usize, words: &[String]) -> bool {
        let hay = self.words.get(row);
        hay.is_some_and(|hay| words.iter().all(|word| hay.contains(word)))
    }

    /// Whether a mark is a row's; `rivals` are its own.
    pub fn has_mark(&self, row: usize, mark: Mark, rivals: &[Ranked]) -> bool {
        let Some(read) = self.row(row) else {
            return false;
        };
        match mark {
            Mark::Lost => read.is_lost(),
            Mark::SharesName => self.sharing.contains(&row),
            Mark::Competes => !rivals.is_empty(),
            Mark::ForeignTools => !read.foreign.is_empty(),
        }
    }
}

fn words(row: &Row) -> String {
    let model = row.model.as_deref().unwrap_or_default();
    let parts = [
        row.label(),
        &row.path,
        &row.description,
        model,
        &row.tools.words(),
        row.kind.label(),
    ];
    parts.join("\n").to_lowercase()
}
