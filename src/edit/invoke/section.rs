//! The body's section `## When to invoke`.

use super::bullet;
use crate::definition::{Definition, Heading};
use crate::edit::example::NewExample;
use crate::edit::splice::line_end;
use crate::text::{Span, TextEdit};

/// What the section is headed by, in any case and on any level.
const HEADING: &str = "When to invoke";

/// The level of a new section.
const LEVEL: u8 = 2;

/// A bullet of the section.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// From its sign to the end of its text, in bytes of the source.
    pub span: Span,
    /// What it says.
    pub example: NewExample,
}

/// The scenarios of the body, in order.
pub fn scenarios(definition: &Definition) -> Vec<Scenario> {
    let Some(section) = Section::of(definition) else {
        return Vec::new();
    };
    let source = &*definition.source;
    let mut found: Vec<Span> = Vec::new();
    let mut open = false;
    let mut at = section.content.start;
    for line in section.content.slice(source).split_inclusive('\n') {
        let end = at + line.trim_end().len();
        if line.starts_with("- ") || line.starts_with("* ") || matches!(line.trim_end(), "-" | "*")
        {
            found.push(Span::new(at, end));
            open = true;
        } else if !line.starts_with([' ', '\t']) && !line.trim().is_empty() {
            open = false;
        } else if let Some(last) = found.last_mut().filter(|_| open && end > at) {
            last.end = end;
        }
        at += line.len();
    }
    found
        .into_iter()
        .filter_map(|span| {
            let text = span.slice(source).replace("\r\n", "\n");
            let example = bullet::read(&text)?;
            (!example.parts.is_empty()).then_some(Scenario { span, example })
        })
        .collect()
}

/// Where the section stands.
pub(super) struct Section {
    heading: Span,
    /// From behind the heading to the next one of its level, or the end.
    content: Span,
}

impl Section {
    pub(super) fn of(definition: &Definition) -> Option<Self> {
        let headings = &definition.body.headings;
        let is_it = |heading: &&Heading| heading.text.trim().eq_ignore_ascii_case(HEADING);
        let heading = headings.iter().find(is_it)?;
        let next = headings
            .iter()
            .find(|next| next.span.start > heading.span.start && next.level <= heading.level);
        let end = next.map_or(definition.source.len(), |next| next.span.start);
        Some(Self {
            heading: heading.span,
            content: Span::new(heading.span.end, end),
        })
    }

    /// The edit that takes a scenario away; with the last one goes the section, if nothing else
    /// stands in it.
    pub(super) fn without(
        &self,
        definition: &Definition,
        all: &[Scenario],
        index: usize,
    ) -> TextEdit {
        let source = &*definition.source;
        let this = all
            .get(index)
            .map_or(Span::at(self.content.end), |scenario| scenario.span);
        let before = Span::new(self.content.start, this.start).slice(source);
        let after = Span::new(this.end, self.content.end).slice(source);
        let next = all.get(index + 1).map(|scenario| scenario.span.start);
        let span = match next {
            Some(next) if Span::new(this.end, next).slice(source).trim().is_empty() => {
                Span::new(this.start, next)
            }
            _ if before.trim().is_empty() && after.trim().is_empty() => {
                if self.content.end < source.len() {
                    Span::new(self.heading.start, self.content.end)
                } else {
                    let kept = source[..self.heading.start].trim_end().len();
                    let kept = kept.max(definition.layout.body.start);
                    Span::new(kept.min(self.heading.start), this.end)
                }
            }
            _ => Span::new(
                this.start - (before.len() - before.trim_end().len()),
                this.end,
            ),
        };
        TextEdit {
            span,
            replacement: String::new(),
        }
    }
}

/// The edit that adds bullets to the section, or makes it.
pub(super) fn with(definition: &Definition, bullets: &[String]) -> TextEdit {
    let source = &*definition.source;
    let line_end = line_end(source);
    let bullets = bullets.join(line_end);
    let insert = |at: usize, text: String| TextEdit {
        span: Span::at(at),
        replacement: text,
    };
    if let Some(section) = Section::of(definition) {
        return match scenarios(definition).last() {
            Some(last) => insert(last.span.end, format!("{line_end}{bullets}")),
            None => {
                let heading = section.heading.slice(source).trim_end().len();
                let at = section.heading.start + heading;
                insert(at, format!("{line_end}{line_end}{bullets}"))
            }
        };
    }
    let new = format!("## {HEADING}{line_end}{line_end}{bullets}");
    let second = definition
        .body
        .headings
        .iter()
        .find(|heading| heading.block > 0 && heading.level <= LEVEL);
    if let Some(second) = second {
        return insert(second.span.start, format!("{new}{line_end}{line_end}"));
    }
    let body = definition.layout.body;
    let text = body.slice(source).trim_end();
    let at = body.start + text.len();
    let on_line = text.is_empty() && source[..at].ends_with('\n');
    let gap = if on_line { "" } else { line_end };
    insert(at, format!("{gap}{line_end}{new}"))
}
