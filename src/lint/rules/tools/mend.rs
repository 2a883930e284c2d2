//! The edits that replace a name of a list of tools, or take it away, in the form that the file uses.

use super::listed::Listed;
use crate::definition::{Attempt, Definition, Reading, Rules, ScalarKind, Value, attempt};
use crate::dialect::tool_names::Standing;
use crate::edit::field::set_list;
use crate::lint::{Fix, names_in};
use crate::text::{Span, TextEdit, apply};

/// What becomes of a list when a name is replaced.
pub struct Mend {
    /// The edits.
    pub edits: Vec<TextEdit>,
    /// The names that stand in its place; none where all that would is listed already.
    pub with: Vec<String>,
}

impl Mend {
    /// It as the author's choice; `shown` is the name that it replaces.
    pub fn into_fix(self, shown: &str) -> Fix {
        let title = match self.with.as_slice() {
            [] => taking_away(shown),
            with => format!("Write it as {}", with.join(", ")),
        };
        Fix::unsafe_(title, self.edits)
    }
}

fn taking_away(shown: &str) -> String {
    format!("Take {shown} away")
}

impl Listed<'_> {
    /// Taking the name at an index away, as the author's choice; see [`Listed::without`].
    pub fn removal(&self, index: usize, shown: &str) -> Option<Fix> {
        let edits = self.without(index)?;
        Some(Fix::unsafe_(taking_away(shown), edits))
    }

    /// Replaces the name at an index by others, those that the list does not have yet; takes it away
    /// where it has all of them. `None` where nothing would be left, or where no edit reads back.
    pub fn replace(&self, index: usize, with: &[&str]) -> Option<Mend> {
        let with: Vec<&str> = with
            .iter()
            .copied()
            .filter(|tool| !self.has(tool) && !self.becomes(tool, index))
            .collect();
        let edits = match *with.as_slice() {
            [] => self.without(index)?,
            [tool] => self.rename(index, tool)?,
            _ => self
                .several(index, &with)
                .or_else(|| self.set(index, &with))?,
        };
        let with = with.into_iter().map(str::to_owned).collect();
        Some(Mend { edits, with })
    }

    /// Takes the name at an index away; `None` where nothing would be left: an empty list says
    /// something else than a list of names that are none.
    pub fn without(&self, index: usize) -> Option<Vec<TextEdit>> {
        if self.names.len() < 2 || !self.is_mendable() {
            return None;
        }
        self.cut(index).or_else(|| self.set(index, &[]))
    }

    /// Whether a name before that index is mended to this tool.
    fn becomes(&self, tool: &str, index: usize) -> bool {
        self.names.iter().take(index).any(|name| name.means(tool))
    }

    /// Whether the mend of a name is to take it away.
    fn goes(&self, index: usize) -> bool {
        match self.names.get(index).map(|name| name.standing) {
            Some(Standing::Retired(Some(tool))) => self.has_or_means(tool),
            Some(Standing::Miswritten(tool)) => self.has(tool) || self.becomes(tool, index),
            _ => false,
        }
    }

    /// Writes another name in place of one; what stands in parentheses behind it stays.
    pub fn rename(&self, index: usize, tool: &str) -> Option<Vec<TextEdit>> {
        let name = self.names.get(index)?;
        let source = &*self.definition.source;
        let verbatim = source.get(name.base_span.start..name.base_span.end) == Some(&*name.base);
        let plain = |text: &str| {
            text.chars()
                .all(|sign| sign.is_ascii_alphanumeric() || sign == '_')
        };
        if self.is_mendable() && verbatim && plain(tool) && plain(&name.base) {
            return Some(vec![TextEdit {
                span: name.base_span,
                replacement: tool.to_owned(),
            }]);
        }
        self.set(index, &[tool])
    }

    /// Writes several names where the source spells one as it is, but for lists of one item a line.
    fn several(&self, index: usize, with: &[&str]) -> Option<Vec<TextEdit>> {
        let source = &*self.definition.source;
        let name = self.names.get(index)?;
        let span = name.span;
        if !self.is_mendable() || span.slice(source) != name.base {
            return None;
        }
        let separator = match &self.field.value {
            Value::Scalar(_) => {
                let next = self
                    .names
                    .get(index + 1)
                    .map(|next| Span::new(span.end, next.span.start));
                let before = index
                    .checked_sub(1)
                    .and_then(|before| self.names.get(before));
                let before = before.map(|before| Span::new(before.span.end, span.start));
                let beside = next.or(before).map_or(",", |beside| beside.slice(source));
                if beside.contains(',') { ", " } else { " " }.to_owned()
            }
            Value::List { span: list, .. } if list.slice(source).starts_with('[') => {
                let quote = Span::new(span.end, source.len())
                    .slice(source)
                    .chars()
                    .next();
                let quote = quote.filter(|sign| matches!(sign, '"' | '\''));
                quote.map_or(", ".to_owned(), |quote| format!("{quote}, {quote}"))
            }
            _ => return None,
        };
        let edits = vec![TextEdit {
            span,
            replacement: with.join(&separator),
        }];
        self.reads(&edits, &self.others(index, with))
            .then_some(edits)
    }

    /// Cuts a name out, without touching what the cut of another name touches: the mends of a list are
    /// made together.
    fn cut(&self, index: usize) -> Option<Vec<TextEdit>> {
        let source = &*self.definition.source;
        let span = match &self.field.value {
            Value::Scalar(_) => {
                let spans: Vec<Span> = self.names.iter().map(|name| name.span).collect();
                self.with_separator(&spans, index)?
            }
            Value::List { items, .. } if items.len() != self.names.len() => return None,
            Value::List { items, span } if span.slice(source).starts_with('[') => {
                let spans: Vec<Span> = items.iter().map(Value::span).collect();
                self.with_separator(&spans, index)?
            }
            Value::List { items, .. } => line_of_item(source, items.get(index)?.span())?,
            Value::Map { .. } => return None,
        };
        let edits = vec![TextEdit {
            span,
            replacement: String::new(),
        }];
        self.reads(&edits, &self.others(index, &[]))
            .then_some(edits)
    }

    /// A name with what separates it from the next one; the last ones with what is before them.
    fn with_separator(&self, spans: &[Span], index: usize) -> Option<Span> {
        let own = *spans.get(index)?;
        let last = (index + 1..self.names.len()).all(|later| self.goes(later));
        Some(match (last, index.checked_sub(1)) {
            (true, Some(before)) => Span::new(spans.get(before)?.end, own.end),
            _ => Span::new(own.start, spans.get(index + 1)?.start),
        })
    }

    fn set(&self, index: usize, with: &[&str]) -> Option<Vec<TextEdit>> {
        let only_texts = match &self.field.value {
            Value::List { items, .. } => items.iter().all(
                |item| matches!(item, Value::Scalar(scalar) if scalar.kind == ScalarKind::String),
            ),
            _ => true,
        };
        if !self.is_mendable() || !only_texts {
            return None;
        }
        let names = self.others(index, with);
        set_list(self.definition, &self.field.key, &names).ok()
    }

    /// The list with other names in place of one. What stands in parentheses stays with the first.
    fn others(&self, index: usize, with: &[&str]) -> Vec<String> {
        let mut names = Vec::with_capacity(self.names.len() + with.len());
        for (at, name) in self.names.iter().enumerate() {
            if at != index {
                names.push(name.whole.clone());
                continue;
            }
            let behind = name.whole.get(name.base.len()..).unwrap_or_default();
            names.extend(with.iter().enumerate().map(|(at, tool)| match at {
                0 => format!("{tool}{behind}"),
                _ => (*tool).to_owned(),
            }));
        }
        names
    }

    fn reads(&self, edits: &[TextEdit], wanted: &[String]) -> bool {
        self.reads_alone(edits, wanted) || self.reads_in_file(edits, wanted)
    }

    /// Whether the list reads as wanted to a parser that sees nothing else: in a file that is valid, whose
    /// fields begin lines and refer to nothing in each other, it does so in the file too.
    fn reads_alone(&self, edits: &[TextEdit], wanted: &[String]) -> bool {
        let source = &*self.definition.source;
        let start = self.field.key_span.start;
        let begins_line = source.get(..start).is_some_and(|text| text.ends_with('\n'));
        if self.definition.reading != Reading::Yaml || !begins_line {
            return false;
        }
        let fields = self.definition.fields.iter();
        let next = fields
            .map(|field| field.key_span.start)
            .find(|next| *next > start);
        let frontmatter = self.definition.layout.frontmatter.unwrap_or_default();
        let whole = Span::new(start, next.unwrap_or(frontmatter.end));
        let inside = edits.iter().all(|edit| whole.contains(edit.span));
        if !inside || whole.slice(source).contains(['&', '*']) {
            return false;
        }
        let moved = edits.iter().map(|edit| TextEdit {
            span: Span::new(edit.span.start - start, edit.span.end - start),
            replacement: edit.replacement.clone(),
        });
        let Ok(text) = apply(whole.slice(source), &moved.collect::<Vec<_>>()) else {
            return false;
        };
        match attempt(&text, Span::new(0, text.len()), Rules::STRICT) {
            Attempt::Fields { fields, .. } => matches!(
                fields.as_slice(),
                [field] if field.key == self.field.key && says(&field.value, wanted)
            ),
            Attempt::NotAMapping | Attempt::Refused { .. } => false,
        }
    }

    fn reads_in_file(&self, edits: &[TextEdit], wanted: &[String]) -> bool {
        let Ok(text) = apply(&self.definition.source, edits) else {
            return false;
        };
        let after = Definition::parse_frontmatter(text);
        after.fields.len() == self.definition.fields.len()
            && after
                .field(&self.field.key)
                .is_some_and(|field| says(&field.value, wanted))
    }
}

/// Whether a value names these tools and no others.
fn says(value: &Value, wanted: &[String]) -> bool {
    let names = names_in(value);
    let mut both = names.iter().zip(wanted);
    names.len() == wanted.len() && both.all(|(name, wanted)| name.text.trim() == wanted)
}

/// The whole line of an item that has it to itself.
fn line_of_item(source: &str, item: Span) -> Option<Span> {
    let before = source.get(..item.start)?;
    let start = before.rfind('\n')? + 1;
    let end = item.end + source.get(item.end..)?.find('\n')? + 1;
    let alone = source.get(start..item.start)?.trim() == "-";
    alone.then(|| Span::new(start, end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::Kind;
    use crate::lint::File;

    fn edited(tools: &str, change: impl Fn(&Listed<'_>) -> Option<Vec<TextEdit>>) -> String {
        let source =
            format!("---\nname: a\ndescription: b\ntools:{tools}\nmodel: opus\n---\nBody\n");
        let definition = Definition::parse(source);
        let file = File::of_kind(&definition, None, Kind::ClaudeAgent);
        let listed = Listed::of(&file, "tools").expect("there is a list");
        let edits = change(&listed).expect("there is an edit");
        let after = apply(&definition.source, &edits).expect("it applies");
        let start = after.find("tools:").expect("it is there") + 6;
        let end = after.find("\nmodel").expect("it is there");
        after[start..end].to_owned()
    }

    #[test]
    fn a_name_is_replaced_in_the_form_of_the_file() {
        for (form, expected) in [
            (" Read, fetch, Edit", " Read, WebFetch, Edit"),
            (
                " Read fetch(domain:a) Edit",
                " Read WebFetch(domain:a) Edit",
            ),
            (
                " [Read, \"fetch\", Edit] # all",
                " [Read, \"WebFetch\", Edit] # all",
            ),
            (
                "\n  - Read\n  - fetch # it\n  - Edit",
                "\n  - Read\n  - WebFetch # it\n  - Edit",
            ),
            (
                " \"Read, f\\x65tch, Edit\"",
                " \"Read, WebF\\x65tch, Edit\"",
            ),
        ] {
            let with = |listed: &Listed<'_>| Some(listed.replace(1, &["WebFetch"])?.edits);
            assert_eq!(edited(form, with), expected);
        }
    }

    #[test]
    fn two_names_take_the_place_of_one() {
        for (form, expected) in [
            (" Read, search", " Read, Grep, Glob"),
            (" Read search", " Read Grep Glob"),
            (" [Read, search]", " [Read, Grep, Glob]"),
            (" ['Read', 'search']", " ['Read', 'Grep', 'Glob']"),
            (" \"Read, search\"", " \"Read, Grep, Glob\""),
            (" Read, search(a)", " Read, Grep(a), Glob"),
            ("\n- Read\n- search", "\n- Read\n- Grep\n- Glob"),
        ] {
            let with = |listed: &Listed<'_>| Some(listed.replace(1, &["Grep", "Glob"])?.edits);
            assert_eq!(edited(form, with), expected);
        }
    }

    #[test]
    fn a_name_that_is_there_already_is_taken_away() {
        for (form, expected) in [
            (" LS, Read, Glob", " Read, Glob"),
            (" LS Read Glob", " Read Glob"),
            (" [LS, Read, Glob]", " [Read, Glob]"),
            ("\n  - LS\n  - Read\n  - Glob", "\n  - Read\n  - Glob"),
        ] {
            let with = |listed: &Listed<'_>| Some(listed.replace(0, &["Glob"])?.edits);
            assert_eq!(edited(form, with), expected);
        }
        let with = |listed: &Listed<'_>| Some(listed.replace(2, &["Glob"])?.edits);
        assert_eq!(edited(" Glob, Read, LS", with), " Glob, Read");
    }

    #[test]
    fn neighbours_are_cut_together() {
        let both = |listed: &Listed<'_>| {
            let mut edits = listed.replace(2, &["Edit"])?.edits;
            edits.extend(listed.replace(3, &["Glob"])?.edits);
            Some(edits)
        };
        assert_eq!(edited(" Edit, Glob, MultiEdit, LS", both), " Edit, Glob");
        assert_eq!(
            edited(" [Edit, Glob, MultiEdit, LS]", both),
            " [Edit, Glob]"
        );
        let block = "\n- Edit\n- Glob # c\n- MultiEdit # gone\n- LS";
        assert_eq!(edited(block, both), "\n- Edit\n- Glob # c");
    }

    #[test]
    fn the_last_name_of_all_is_not_taken_away() {
        let definition = Definition::parse("---\nname: a\ndescription: b\ntools: LS\n---\n");
        let file = File::of_kind(&definition, None, Kind::ClaudeAgent);
        let listed = Listed::of(&file, "tools").expect("there is a list");
        assert!(listed.without(0).is_none());
    }
}
