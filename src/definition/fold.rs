use super::Definition;
use crate::text::Span;

/// A stretch of lines that can be folded away behind its first line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fold {
    /// What disappears: from the end of the first line to the end of the last, in bytes.
    pub hidden: Span,
}

/// The frontmatter, every section of the body, and code blocks of several lines, ordered by start.
pub fn folds(definition: &Definition) -> Vec<Fold> {
    let _ = definition;
    Vec::new()
}
