use super::Definition;

/// Which part of a definition a position belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// A field of the frontmatter, by its index in [`Definition::fields`].
    Field(usize),
    /// A piece of the description's prose, by its index.
    Prose(usize),
    /// An example, by its index; between its parts.
    Example(usize),
    /// A part of an example: the example's index and the part's.
    ExamplePart(usize, usize),
    /// A block of the body, by its index.
    Block(usize),
    /// Nothing: a fence, a comment, an empty line between blocks.
    Nowhere,
}

/// The innermost part that `byte` belongs to.
pub(super) fn place_at(definition: &Definition, byte: usize) -> Place {
    let _ = (definition, byte);
    Place::Nowhere
}

impl Place {
    /// Where the part stands in the source; `None` if the definition has no such part.
    pub fn span(self, definition: &Definition) -> Option<crate::text::Span> {
        match self {
            Place::Field(field) => Some(definition.fields.get(field)?.span),
            Place::Prose(part) => Some(definition.examples.prose.get(part)?.span),
            Place::Example(example) => Some(definition.examples.examples.get(example)?.span),
            Place::ExamplePart(example, part) => {
                Some(definition.examples.examples.get(example)?.parts.get(part)?.span)
            }
            Place::Block(block) => Some(definition.body.blocks.get(block)?.span),
            Place::Nowhere => None,
        }
    }
}
