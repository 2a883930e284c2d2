//! From the frontmatter's text to its fields: steps 2 to 4 of reading.
//!
//! The YAML itself is read by saphyr-parser. Of the maintained parsers with spans it weighs least
//! in the page, and of the 360 recorded inputs it accepts and rejects the same ones as Claude Code
//! 2.1.330 but for tabs, which [`leniency`] takes care of. Only what YAML parsers refuse is read by
//! code of ours.

mod characters;
mod error;
mod leniency;
mod line_by_line;
mod repair;
mod schema;
mod source_map;
mod written;
mod yaml;

use super::{Field, Layout};
use crate::text::Span;
use leniency::tabs_as_blanks;
use source_map::SourceMap;
use yaml::Root;

/// How the fields were obtained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// There is no frontmatter to read.
    None,
    /// It is valid YAML 1.2 and a mapping, or empty.
    Yaml,
    /// It is not valid YAML; as Claude Code reads it (tabs indent, single lines are repaired) it is.
    Repaired {
        /// What a strict parser says.
        error: YamlError,
        /// The values that the repair quotes, as they stand in the source.
        quoted: Vec<Span>,
    },
    /// Not even the repair helps: programs read no field. The fields are what can be made out line
    /// by line.
    LineByLine {
        /// What a strict parser says of the text as it stands.
        error: YamlError,
        /// What it says after the repair: this is the place that must be mended.
        after_repair: YamlError,
    },
    /// It parses, but not as a mapping (`name:x` without the blank, a list, a bare text).
    NotAMapping {
        /// What it is.
        span: Span,
    },
}

/// Why a YAML parser stops, in our words, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YamlError {
    /// The bytes to mark: never empty unless the frontmatter is.
    pub span: Span,
    /// The line of the file, from 1.
    pub line: usize,
    /// One sentence without a full stop: what is wrong there.
    pub message: String,
}

/// Reads the fields of the frontmatter that `layout` found.
pub(super) fn read(source: &str, layout: &Layout) -> (Reading, Vec<Field>) {
    let Some(frontmatter) = layout.frontmatter else {
        return (Reading::None, Vec::new());
    };
    let text = frontmatter.slice(source);
    let explain = |refused: &yaml::Refused| error::explain(source, frontmatter, refused);

    let strict = match yaml::read(text, &SourceMap::whole(frontmatter.start)) {
        Ok(root) => return (reading_of(&root, frontmatter), root.into_fields()),
        Err(refused) => refused,
    };
    let with_blanks = tabs_as_blanks(text);
    if let Some(blanks) = &with_blanks
        && let Ok(Root::Fields(fields)) = yaml::read(blanks, &SourceMap::whole(frontmatter.start))
    {
        return (
            Reading::Repaired {
                error: explain(&strict),
                quoted: Vec::new(),
            },
            fields,
        );
    }
    let repaired = repair::repair(with_blanks.as_deref().unwrap_or(text), frontmatter.start);
    match yaml::read(&repaired.text, &repaired.map) {
        Ok(Root::Fields(fields)) => (
            Reading::Repaired {
                error: explain(&strict),
                quoted: repaired.quoted,
            },
            fields,
        ),
        Ok(Root::Empty | Root::Other) => (Reading::NotAMapping { span: frontmatter }, Vec::new()),
        Err(refused) => {
            let error = explain(&strict);
            let after_repair = explain(&refused);
            let fields = line_by_line::read(source, frontmatter);
            (
                Reading::LineByLine {
                    error,
                    after_repair,
                },
                fields,
            )
        }
    }
}

fn reading_of(root: &Root, frontmatter: Span) -> Reading {
    match root {
        Root::Fields(_) | Root::Empty => Reading::Yaml,
        Root::Other => Reading::NotAMapping { span: frontmatter },
    }
}
