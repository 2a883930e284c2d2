//! Which part of a definition a position belongs to, and where a part stands.

use super::{Definition, Example, Part};
use crate::text::Span;

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

impl Place {
    /// Where the part stands in the source; `None` if the definition has no such part.
    pub fn span(self, definition: &Definition) -> Option<Span> {
        match self {
            Place::Field(field) => Some(definition.fields.get(field)?.span),
            Place::Prose(part) => Some(definition.examples.prose.get(part)?.span),
            Place::Example(example) => Some(definition.examples.examples.get(example)?.span),
            Place::ExamplePart(example, part) => Some(
                definition
                    .examples
                    .examples
                    .get(example)?
                    .parts
                    .get(part)?
                    .span,
            ),
            Place::Block(block) => Some(definition.body.blocks.get(block)?.span),
            Place::Nowhere => None,
        }
    }
}

/// The innermost part that `byte` belongs to. A caret directly behind a part belongs to it, unless
/// another one begins there.
pub(super) fn place_at(definition: &Definition, byte: usize) -> Place {
    in_description(definition, byte)
        .or_else(|| touched(&definition.fields, byte, |field| field.span).map(Place::Field))
        .or_else(|| touched(&definition.body.blocks, byte, |block| block.span).map(Place::Block))
        .unwrap_or(Place::Nowhere)
}

fn in_description(definition: &Definition, byte: usize) -> Option<Place> {
    let whole = |part: &Part| part.whole;
    let read = &definition.examples;
    let prose = touched(&read.prose, byte, whole);
    let example = touched(&read.examples, byte, |example: &Example| example.span);
    let example = example.and_then(|index| Some((index, read.examples.get(index)?)));
    // Of an example and prose that meet here, the one that begins here counts.
    if let Some(index) = prose
        && example.is_none_or(|(_, example)| example.span.end == byte)
    {
        let begins = read
            .prose
            .get(index)
            .is_some_and(|part| part.whole.start == byte);
        if begins || example.is_none() {
            return Some(Place::Prose(index));
        }
    }
    let (index, example) = example?;
    let part = touched(&example.parts, byte, whole);
    Some(part.map_or(Place::Example(index), |part| {
        Place::ExamplePart(index, part)
    }))
}

/// The last of ordered `parts` that begins at or before `byte`, if `byte` still touches it.
fn touched<T>(parts: &[T], byte: usize, span: impl Fn(&T) -> Span) -> Option<usize> {
    let index = parts
        .partition_point(|part| span(part).start <= byte)
        .checked_sub(1)?;
    span(parts.get(index)?).touches(byte).then_some(index)
}

#[cfg(test)]
mod tests {
    use super::super::{
        Definition, Field, Layout, MappedText, Reading, Scalar, ScalarKind, Value, body, example,
    };
    use super::{Place, Span, place_at};

    const SOURCE: &str = "---\nname: x\ndescription: Hi <example>user: \"a\"<commentary>b</commentary></example>so\n---\n# A\n\n- b\n";

    /// The definition that `SOURCE` is, its fields laid out by hand.
    fn definition() -> Definition {
        let at = |part: &str| {
            SOURCE
                .find(part)
                .map(|start| Span::new(start, start + part.len()))
                .expect(part)
        };
        let line_end = |start: usize| {
            SOURCE[start..]
                .find('\n')
                .map_or(SOURCE.len(), |len| start + len)
        };
        let field = |key: &str| {
            let key_span = at(key);
            let span = Span::new(key_span.start, line_end(key_span.start));
            let value = Span::new(key_span.end + 2, span.end);
            let text = MappedText::verbatim(value.slice(SOURCE), value.start);
            let scalar = Scalar {
                kind: ScalarKind::String,
                text,
                span: value,
            };
            Field {
                key: key.to_owned(),
                key_span,
                value: Value::Scalar(scalar),
                span,
            }
        };
        let fields = vec![field("name"), field("description")];
        let closing = at("\n---\n#");
        let body_start = closing.start + 4;
        let body_span = Span::new(body_start, SOURCE.len());
        Definition {
            source: SOURCE.into(),
            layout: Layout {
                bom: None,
                opening: Some(Span::new(0, 3)),
                frontmatter: Some(Span::new(4, closing.start + 1)),
                closing: Some(Span::new(closing.start + 1, body_start)),
                body: body_span,
                problem: None,
            },
            reading: Reading::Yaml,
            examples: fields[1]
                .value
                .text()
                .map(example::parse)
                .unwrap_or_default(),
            fields,
            body: body::parse(SOURCE, body_span),
        }
    }

    fn at(part: &str) -> Place {
        place_at(&definition(), SOURCE.find(part).expect(part))
    }

    #[test]
    fn every_part_is_found() {
        assert_eq!(at("---"), Place::Nowhere);
        assert_eq!(at("name"), Place::Field(0));
        assert_eq!(at("x\n"), Place::Field(0));
        assert_eq!(at("description"), Place::Field(1));
        assert_eq!(at("Hi"), Place::Prose(0));
        assert_eq!(at("<example>"), Place::Example(0));
        assert_eq!(at("user:"), Place::ExamplePart(0, 0));
        assert_eq!(at("a\""), Place::ExamplePart(0, 0));
        assert_eq!(at("<commentary>"), Place::ExamplePart(0, 1));
        assert_eq!(at("</example>"), Place::ExamplePart(0, 1));
        assert_eq!(at("/example>"), Place::Example(0));
        assert_eq!(at("so"), Place::Prose(1));
        assert_eq!(at("---\n#"), Place::Nowhere);
        assert_eq!(at("# A"), Place::Block(0));
        assert_eq!(at("\n- b"), Place::Nowhere);
        assert_eq!(at("- b"), Place::Block(1));
        assert_eq!(place_at(&definition(), usize::MAX), Place::Nowhere);
    }

    #[test]
    fn a_part_is_found_where_it_begins() {
        let definition = definition();
        let places = [
            Place::Field(0),
            Place::Field(1),
            Place::Prose(0),
            Place::Prose(1),
            Place::Example(0),
            Place::ExamplePart(0, 0),
            Place::ExamplePart(0, 1),
            Place::Block(0),
            Place::Block(1),
        ];
        for place in places {
            let start = place.span(&definition).map(|span| span.start);
            assert_eq!(start.map(|start| place_at(&definition, start)), Some(place));
        }
    }

    #[test]
    fn what_is_not_there_has_no_span() {
        let definition = definition();
        for place in [
            Place::Field(2),
            Place::Prose(2),
            Place::Example(1),
            Place::ExamplePart(0, 2),
            Place::Nowhere,
        ] {
            assert_eq!(place.span(&definition), None);
        }
    }
}
