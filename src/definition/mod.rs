//! A definition file as its author sees it: frontmatter, fields, examples, body, outline, every
//! part with its span in the source.
//!
//! Reading never refuses: a file that no parser accepts still gives whatever can be read, and says
//! where and why it is broken. What each *program* makes of the file is not decided here.
//!
//! One parse serves everything: the preview, the highlighting, the folds and the verdict all come
//! from a [`Definition`].

mod body;
mod example;
mod field;
mod fold;
mod growing;
mod highlight;
mod layout;
mod mapped_text;
mod place;
mod reading;
mod tool_list;

use std::sync::Arc;

pub use body::{Block, Body, Element, Heading, Located, Piece};
pub(crate) use example::examples_in;
pub use example::{Example, Examples, Part, PartKind, Speaker};
pub use field::{Entry, Field, Scalar, ScalarKind, Value};
pub use fold::{Fold, folds};
pub use growing::{Follows, Growing, GrowingPiece};
pub(crate) use highlight::comments_of;
pub use highlight::{Mark, Token, tokens, tokens_in, tokens_with_lost};
pub(crate) use layout::between_lines;
pub use layout::{Layout, LayoutProblem};
pub use mapped_text::MappedText;
pub use place::Place;
pub(crate) use reading::{
    Attempt, Repair, Rules, Schema, attempt, cut, is_known_key, newest_fields, plain_kind,
    strict_attempt,
};
pub use reading::{Reading, YamlError};
pub use tool_list::split_tools;

/// One definition file, read. It holds its own source, so spans never outlive their text.
#[derive(Clone, Debug)]
pub struct Definition {
    /// The text, byte for byte as it was opened.
    pub source: Arc<str>,
    /// Where frontmatter and body stand.
    pub layout: Layout,
    /// How the fields were obtained.
    pub reading: Reading,
    /// The top-level fields in source order, duplicates included.
    pub fields: Vec<Field>,
    /// The description taken apart: its prose and its `<example>` blocks.
    pub examples: Examples,
    /// The system prompt as Markdown.
    pub body: Body,
}

impl Definition {
    /// Reads a file. Never fails and never panics; what cannot be read is said in
    /// [`Layout::problem`] and [`Definition::reading`].
    pub fn parse(source: impl Into<Arc<str>>) -> Self {
        Self::parse_frontmatter(source).with_body()
    }

    /// The file with its body, which [`parse_frontmatter`](Self::parse_frontmatter) leaves out.
    #[must_use]
    pub fn with_body(mut self) -> Self {
        self.body = body::parse(&self.source, self.layout.body);
        self
    }

    /// The same with an empty [`Definition::body`]: all that the readers need, in half the time.
    pub fn parse_frontmatter(source: impl Into<Arc<str>>) -> Self {
        let source = source.into();
        let layout = layout::split(&source);
        let (reading, fields) = reading::read(&source, &layout);
        let examples = fields
            .iter()
            .rev()
            .find(|field| field.key == "description")
            .and_then(|field| field.value.text())
            .map(|description| example::parse(&description.with_line_ends()))
            .unwrap_or_default();
        Self {
            source,
            layout,
            reading,
            fields,
            examples,
            body: Body::default(),
        }
    }

    /// The field of that name which counts: of duplicates, the last.
    pub fn field(&self, key: &str) -> Option<&Field> {
        self.fields.iter().rev().find(|field| field.key == key)
    }

    /// The decoded text of a field, if it is a scalar.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.field(key)
            .and_then(|field| field.value.text())
            .map(MappedText::as_str)
    }

    /// The innermost part that a byte of the source belongs to.
    pub fn place_at(&self, byte: usize) -> Place {
        place::place_at(self, byte)
    }
}
