use super::{Field, Layout};
use crate::text::Span;

/// How the fields were obtained: the steps 2 to 4 of reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// There is no frontmatter to read.
    None,
    /// It is valid YAML 1.2 and a mapping.
    Yaml,
    /// It is not valid YAML; after Claude Code's repair of single lines it is.
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
    let _ = (source, layout);
    (Reading::None, Vec::new())
}
