use super::MappedText;
use crate::text::Span;

/// One `key: value` of the frontmatter's top level.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The key, decoded.
    pub key: String,
    /// The key as it stands in the source.
    pub key_span: Span,
    /// The value.
    pub value: Value,
    /// Key and value together, without the last line end.
    pub span: Span,
}

/// A value of the frontmatter.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A text, number, truth value or nothing.
    Scalar(Scalar),
    /// A list.
    List {
        /// The items in order.
        items: Vec<Value>,
        /// From the first byte to the last.
        span: Span,
    },
    /// A map.
    Map {
        /// The entries in order, duplicates included.
        entries: Vec<Entry>,
        /// From the first byte to the last.
        span: Span,
    },
}

/// One entry of a nested map.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key (complex keys appear as their source text).
    pub key: Scalar,
    /// The value.
    pub value: Value,
}

/// A scalar with the type that YAML 1.2 (core schema) gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct Scalar {
    /// The type.
    pub kind: ScalarKind,
    /// The decoded text, mapped to the source.
    pub text: MappedText,
    /// As it stands in the source, quotes and block indicators included.
    pub span: Span,
}

/// The type that a parser gives a scalar; where nothing else is said, by the core schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScalarKind {
    /// A text.
    String,
    /// A whole number.
    Integer,
    /// A number with a fraction, an exponent, infinity or not-a-number.
    Float,
    /// `true` or `false`.
    Bool,
    /// A date, with or without a time: the core schema has none, js-yaml does.
    Date,
    /// `null`, `~`, or nothing at all.
    Null,
}

impl Field {
    /// The value, or the key where nothing stands behind it: what to mark where the value is wrong.
    pub fn value_span(&self) -> Span {
        let value = self.value.span();
        if value.is_empty() {
            self.key_span
        } else {
            value
        }
    }
}

impl Value {
    /// As it stands in the source.
    pub fn span(&self) -> Span {
        match self {
            Value::Scalar(scalar) => scalar.span,
            Value::List { span, .. } | Value::Map { span, .. } => *span,
        }
    }

    /// The decoded text, if it is a scalar of any type.
    pub fn text(&self) -> Option<&MappedText> {
        match self {
            Value::Scalar(scalar) => Some(&scalar.text),
            Value::List { .. } | Value::Map { .. } => None,
        }
    }
}
