//! Which sections of a system prompt change, by its outline.

use imara_diff::{Algorithm, Diff, InternedInput};

use super::partners::Partners;
use crate::definition::Definition;
use crate::text::Span;

/// A section that is there on one side alone, says something else, or has another heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionChange {
    /// Its heading before and its place; `None` where it is new. What stands before the first heading
    /// has none.
    pub before: Option<(Option<String>, Span)>,
    /// Its heading after and its place; `None` where it is gone.
    pub after: Option<(Option<String>, Span)>,
    /// How many of its lines are gone.
    pub removed: usize,
    /// How many of its lines are new.
    pub added: usize,
}

impl SectionChange {
    /// What the section is called, after if it is there.
    pub fn title(&self) -> &str {
        let side = self.after.as_ref().or(self.before.as_ref());
        let heading = side.and_then(|(heading, _)| heading.as_deref());
        heading.unwrap_or("before the first heading")
    }

    /// What it was called before, where that is another heading.
    pub fn former(&self) -> Option<&str> {
        let (before, after) = (self.before.as_ref()?, self.after.as_ref()?);
        let before_title = before.0.as_deref().unwrap_or("before the first heading");
        (before.0 != after.0).then_some(before_title)
    }
}

/// A heading and what stands below it, up to the next.
struct Section<'file> {
    level: u8,
    heading: Option<&'file str>,
    text: String,
    span: Span,
}

/// The sections that change, those of the text after in its order, then those that are gone. White space
/// at their ends and the kind of their line ends make no difference, nor does their order.
pub(super) fn changes(before: &Definition, after: &Definition) -> Vec<SectionChange> {
    let (old, new) = (sections(before), sections(after));
    let mut partners = Partners::new(old.len(), new.len());
    partners.pair(&old, &new, |section| {
        Some((section.level, section.heading, section.text.as_str()))
    });
    let same: Vec<bool> = (0..new.len())
        .map(|at| partners.of_new(at).is_some())
        .collect();
    partners.pair(&old, &new, |section| Some((section.level, section.heading)));
    partners.pair(&old, &new, |section| section.heading);
    partners.pair(&old, &new, |section| {
        (!section.text.is_empty()).then_some(section.text.as_str())
    });
    let mut found = Vec::new();
    for (at, (section, same)) in new.iter().zip(same).enumerate() {
        let other = partners.of_new(at).and_then(|at| old.get(at));
        if !same {
            found.extend(change(other, Some(section)));
        }
    }
    for (at, section) in old.iter().enumerate() {
        if !partners.is_taken(at) {
            found.extend(change(Some(section), None));
        }
    }
    found
}

fn change(before: Option<&Section<'_>>, after: Option<&Section<'_>>) -> Option<SectionChange> {
    let text =
        |side: Option<&Section<'_>>| side.map_or("", |section| section.text.as_str()).to_owned();
    let is_empty = |side: Option<&Section<'_>>| {
        side.is_none_or(|section| section.heading.is_none() && section.text.is_empty())
    };
    if is_empty(before) && is_empty(after) {
        return None;
    }
    let (old, new) = (text(before), text(after));
    let input = InternedInput::new(old.as_str(), new.as_str());
    let diff = Diff::compute(Algorithm::Histogram, &input);
    let side = |side: Option<&Section<'_>>| {
        side.filter(|_| !is_empty(side))
            .map(|section| (section.heading.map(str::to_owned), section.span))
    };
    Some(SectionChange {
        before: side(before),
        after: side(after),
        removed: diff.count_removals() as usize,
        added: diff.count_additions() as usize,
    })
}

fn sections(definition: &Definition) -> Vec<Section<'_>> {
    let source = &*definition.source;
    let (body, headings) = (definition.layout.body, &definition.body.headings);
    let end_of = |at: usize| headings.get(at).map_or(body.end, |next| next.span.start);
    let section = |level, heading, text: Span, span| Section {
        level,
        heading,
        text: plain(text.slice(source)),
        span,
    };
    let lead = Span::new(body.start, end_of(0));
    let mut found = vec![section(0, None, lead, trimmed(source, lead))];
    for (at, heading) in headings.iter().enumerate() {
        let text = Span::new(heading.span.end, end_of(at + 1));
        let whole = trimmed(source, heading.span.cover(text));
        found.push(section(
            heading.level,
            Some(heading.text.as_str()),
            text,
            whole,
        ));
    }
    found
}

/// A text without white space at its ends, with LF as its line ends, and with one in the end of every
/// line: then the last line is one like all.
fn plain(text: &str) -> String {
    let text = text.trim();
    if text.is_empty() {
        return String::new();
    }
    let mut plain = text.replace("\r\n", "\n").replace('\r', "\n");
    plain.push('\n');
    plain
}

fn trimmed(source: &str, span: Span) -> Span {
    let text = span.slice(source);
    let start = span.start + (text.len() - text.trim_start().len());
    Span::new(start, start + text.trim().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(before: &str, after: &str) -> Vec<(String, usize, usize)> {
        let parse = |body: &str| Definition::parse(format!("---\nname: a\n---\n{body}"));
        changes(&parse(before), &parse(after))
            .iter()
            .map(|change| {
                let kind = match (&change.before, &change.after) {
                    (None, _) => "+".to_owned(),
                    (_, None) => "-".to_owned(),
                    _ => change
                        .former()
                        .map_or_else(String::new, |former| format!("{former} > ")),
                };
                (
                    format!("{kind}{}", change.title()),
                    change.removed,
                    change.added,
                )
            })
            .collect()
    }

    fn one(title: &str, removed: usize, added: usize) -> Vec<(String, usize, usize)> {
        vec![(title.to_owned(), removed, added)]
    }

    const BODY: &str = "Lead\n\n# One\n1\n2\n\n## Two\n3\n";

    #[test]
    fn white_space_around_and_line_ends_are_no_change() {
        assert_eq!(told(BODY, BODY), []);
        assert_eq!(told(BODY, &BODY.replace('\n', "\r\n")), []);
        assert_eq!(
            told(
                BODY,
                &BODY.replace("# ", "\n\n# ").replace("\n#\n\n#", "\n##")
            ),
            []
        );
        assert_eq!(
            told(
                "Lead\n\n# One\n1\n\n# Two\n2\n",
                "Lead\n\n# Two\n2\n# One\n1"
            ),
            []
        );
    }

    #[test]
    fn sections_come_go_and_change() {
        assert_eq!(told(BODY, &BODY.replace('2', "4\n5")), one("One", 1, 2));
        assert_eq!(
            told(BODY, &BODY.replace("Lead", "Other")),
            one("before the first heading", 1, 1)
        );
        assert_eq!(
            told(BODY, &format!("{BODY}# Three\n4\n")),
            one("+Three", 0, 1)
        );
        assert_eq!(told(BODY, "Lead\n\n# One\n1\n2\n"), one("-Two", 1, 0));
        assert_eq!(
            told(BODY, &BODY.replace("Lead\n", "")),
            one("-before the first heading", 1, 0)
        );
    }

    #[test]
    fn a_heading_may_change_alone() {
        assert_eq!(
            told(BODY, &BODY.replace("Two", "More")),
            one("Two > More", 0, 0)
        );
        assert_eq!(
            told(BODY, &BODY.replace("## Two", "# Two")),
            one("Two", 0, 0)
        );
    }
}
