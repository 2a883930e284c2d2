//! What holds for every definition that was ever read: its spans fit its source.

use agent_playground::definition::{
    Block, Definition, Example, LayoutProblem, Part, Reading, Value, folds, tokens,
};
use agent_playground::reader::{ClaudeCode, Input, verdict};
use agent_playground::text::Span;

/// Reads a text and everything that is made from it.
///
/// # Panics
/// When some span does not lie on character borders inside the source, or not in its parent.
pub fn check(source: &str) -> Definition {
    let definition = Definition::parse(source);
    let checker = Checker { source };
    checker.layout(&definition);
    checker.reading(&definition);
    for field in &definition.fields {
        checker.inside("a field", field.span, checker.whole());
        checker.inside("a key", field.key_span, field.span);
        checker.value(&field.value);
    }
    for pair in definition.fields.windows(2) {
        let (first, second) = (&pair[0], &pair[1]);
        assert!(
            first.span.end <= second.span.start,
            "fields stand in order: {:?} and {:?} of {source:?}",
            first.span,
            second.span
        );
    }
    for part in &definition.examples.prose {
        checker.part(part, checker.whole());
    }
    for example in &definition.examples.examples {
        checker.example(example);
    }
    for block in &definition.body.blocks {
        checker.block(block, definition.layout.body);
    }
    for heading in &definition.body.headings {
        checker.inside("a heading", heading.span, definition.layout.body);
        assert!(heading.block < definition.body.blocks.len());
    }
    checker.tokens(&definition);
    for fold in folds(&definition) {
        checker.inside("a fold", fold.hidden, checker.whole());
        assert!(!fold.hidden.is_empty(), "an empty fold");
    }
    if let Some(span) = verdict(&Input::new(&definition), &ClaudeCode::default()).span {
        checker.inside("the verdict", span, checker.whole());
    }
    checker.places(&definition);
    definition
}

struct Checker<'source> {
    source: &'source str,
}

impl Checker<'_> {
    fn whole(&self) -> Span {
        Span::new(0, self.source.len())
    }

    fn inside(&self, what: &str, span: Span, outer: Span) {
        assert!(
            span.start <= span.end
                && outer.contains(span)
                && self.source.is_char_boundary(span.start)
                && self.source.is_char_boundary(span.end),
            "{what} {span:?} does not fit {outer:?} of {:?}",
            self.source.chars().take(400).collect::<String>()
        );
    }

    fn layout(&self, definition: &Definition) {
        let layout = &definition.layout;
        let parts = [
            layout.bom,
            layout.opening,
            layout.frontmatter,
            layout.closing,
        ];
        let mut end = 0;
        for part in parts.into_iter().flatten().chain([layout.body]) {
            self.inside(
                "a part of the layout",
                part,
                Span::new(end, self.source.len()),
            );
            end = part.end;
        }
        assert_eq!(
            layout.body.end,
            self.source.len(),
            "the body goes to the end"
        );
        if let Some(LayoutProblem::TextBefore(span) | LayoutProblem::ClosedInsideLine(span)) =
            &layout.problem
        {
            self.inside("the layout's problem", *span, self.whole());
        }
    }

    fn reading(&self, definition: &Definition) {
        let outer = definition.layout.frontmatter.unwrap_or_default();
        let inside = |what, span| self.inside(what, span, outer);
        match &definition.reading {
            Reading::None | Reading::Yaml => {}
            Reading::Repaired { error, quoted } => {
                inside("the error", error.span);
                quoted
                    .iter()
                    .for_each(|span| inside("a quoted value", *span));
            }
            Reading::LineByLine {
                error,
                after_repair,
            } => {
                inside("the error", error.span);
                inside("the error after the repair", after_repair.span);
            }
            Reading::NotAMapping { span } => inside("what is no mapping", *span),
        }
    }

    fn value(&self, value: &Value) {
        self.inside("a value", value.span(), self.whole());
        match value {
            Value::Scalar(scalar) => {
                let text = scalar.text.as_str();
                let mut at = 0;
                for character in text.chars() {
                    let next = at + character.len_utf8();
                    self.inside(
                        "a decoded character",
                        scalar.text.to_source(Span::new(at, next)),
                        self.whole(),
                    );
                    at = next;
                }
            }
            Value::List { items, .. } => items.iter().for_each(|item| self.value(item)),
            Value::Map { entries, .. } => {
                for entry in entries {
                    self.inside("an entry's key", entry.key.span, self.whole());
                    self.value(&entry.value);
                }
            }
        }
    }

    fn part(&self, part: &Part, outer: Span) {
        self.inside("a whole part", part.whole, outer);
        self.inside("a part's text", part.span, part.whole);
        self.inside("a part's label", part.label, part.whole);
    }

    fn example(&self, example: &Example) {
        self.inside("an example", example.span, self.whole());
        self.inside("an opening tag", example.opening, example.span);
        assert_eq!(example.closed, example.closing.is_some());
        if let Some(closing) = example.closing {
            self.inside("a closing tag", closing, example.span);
        }
        for part in &example.parts {
            self.part(part, example.span);
        }
    }

    fn block(&self, block: &Block, body: Span) {
        self.inside("a block", block.span, body);
        for located in &block.content {
            self.inside("a piece", located.span.shift(block.span.start), block.span);
        }
    }

    fn tokens(&self, definition: &Definition) {
        let mut open: Vec<Span> = Vec::new();
        for token in tokens(definition) {
            self.inside("a token", token.span, self.whole());
            assert!(!token.span.is_empty(), "an empty token");
            open.retain(|outer| outer.end > token.span.start);
            assert!(
                open.iter().all(|outer| outer.contains(token.span)),
                "{token:?} crosses another token of {:?}",
                self.source
            );
            open.push(token.span);
        }
    }

    /// Asks for some hundred places at most, of all bytes, borders or not.
    fn places(&self, definition: &Definition) {
        let step = self.source.len() / 200 + 1;
        for byte in (0..=self.source.len() + 2).step_by(step) {
            if let Some(span) = definition.place_at(byte).span(definition) {
                self.inside("a place", span, self.whole());
            }
        }
    }
}
