//! Where the frontmatter opens and closes: a line `---` each, where every program sees it.
//!
//! Claude Code closes at the first `---` anywhere, most parsers at the first line that is nothing
//! but `---`. Here it is decided which was meant; a `---` inside a value is the value's affair.

use super::draft::Mend;
use super::lines::{
    Line, field_follows, is_space, is_unseen, key_of, line_end, lines, opens, start, yaml_lines,
};
use crate::definition::{Definition, between_lines, newest_fields};
use crate::text::Span;

const FENCE: &str = "---";

/// Makes the first line a fence that opens.
pub(super) fn opening(text: &str) -> Vec<Mend> {
    let start = start(text);
    let Some(first) = lines(text, start).next().filter(|_| !opens(text)) else {
        return Vec::new();
    };
    let end = line_end(text);
    if let Some(rest) = first.text.strip_prefix(FENCE) {
        let after = first.span.start + FENCE.len();
        let extra = rest.len() - rest.trim_start_matches(|c| c == '-' || is_space(c)).len();
        let behind = &rest[extra..];
        let dashes = rest.starts_with('-');
        // White space of any kind opens to Claude Code, whatever follows.
        if behind.is_empty() && (!rest.contains('-') || field_follows(text, first.next)) {
            let what = "the opening fence has three dashes and no more";
            return vec![Mend::new(Span::new(after, after + extra), "", what)];
        }
        if !dashes && (behind.starts_with('#') || key_of(behind).is_some()) {
            let what = "the opening fence stands on a line of its own";
            return vec![Mend::new(Span::new(after, after + extra), end, what)];
        }
        return Vec::new();
    }
    // No fence at all, but the fields of a definition up to a second one.
    let named = |line: &Line| matches!(key_of(line.text), Some("name" | "description"));
    let mut fields = lines(text, start).take_while(|line| !line.is_blank() && !line.is_fence());
    let is_definition = named(&first) && {
        let both = fields.by_ref().filter(named).count() > 1;
        both || closes_after(text, start)
    };
    if is_definition {
        let what = "the opening --- is missing";
        return vec![Mend::new(Span::at(start), format!("{FENCE}{end}"), what)];
    }
    Vec::new()
}

/// Whether fields, and nothing else, stand up to a line `---`.
fn closes_after(text: &str, from: usize) -> bool {
    lines(text, from)
        .find(|line| line.is_fence() || line.is_blank() || line.is_heading())
        .is_some_and(|line| line.is_fence())
}

/// Makes the line that was meant to close the frontmatter a fence that closes.
pub(super) fn closing(definition: &Definition) -> Vec<Mend> {
    let text = &*definition.source;
    if !opens(text) {
        return Vec::new();
    }
    let Some(first) = lines(text, start(text)).next() else {
        return Vec::new();
    };
    let after = first.next;
    let by_line = between_lines(text).map(|(frontmatter, _)| frontmatter.end);
    if let Some(at) = body_begins(definition, after, by_line) {
        return vec![insert(text, at)];
    }
    let Some(found) = text.get(after..).and_then(|rest| rest.find(FENCE)) else {
        return never_closed(text, after);
    };
    let anywhere = after + found;
    if by_line == Some(anywhere) {
        return dots(text, after, anywhere);
    }
    let Some(line) = lines(text, after).find(|line| line.span.touches(anywhere)) else {
        return Vec::new();
    };
    let before = Span::new(line.span.start, anywhere).slice(text);
    if by_line.is_some_and(|end| goes_on(text, after, &line, end, before.trim().is_empty())) {
        return Vec::new();
    }
    on_its_own_line(text, &line, anywhere)
}

/// Closes the frontmatter where Claude Code closes it, if a `---` is left that could not be written
/// in another way.
pub(super) fn settled(text: &str) -> Vec<Mend> {
    let Some((frontmatter, _)) = between_lines(text) else {
        return Vec::new();
    };
    let found = frontmatter.slice(text).find(FENCE);
    let found = found.map(|at| frontmatter.start + at);
    let line =
        found.and_then(|at| lines(text, frontmatter.start).find(|line| line.span.touches(at)));
    match (found, line) {
        (Some(fence), Some(line)) => on_its_own_line(text, &line, fence),
        _ => Vec::new(),
    }
}

/// Parts a `---` that closes the frontmatter from what stands around it in its line.
fn on_its_own_line(text: &str, line: &Line, fence: usize) -> Vec<Mend> {
    let end = line_end(text);
    let what = "the closing fence stands on a line of its own, at the left margin";
    let before = Span::new(line.span.start, fence).slice(text);
    let blanks = before.len() - before.trim_end().len();
    let mut mends = Vec::new();
    if before.trim().is_empty() {
        mends.push(Mend::new(Span::new(line.span.start, fence), "", what));
    } else {
        mends.push(Mend::new(Span::new(fence - blanks, fence), end, what));
    }
    let behind = fence + FENCE.len();
    let rest = Span::new(behind, line.span.end).slice(text);
    if !rest.trim().is_empty() && rest.trim_end().chars().all(|c| c == '-') {
        let what = "the closing fence has three dashes and no more";
        mends.push(Mend::new(
            Span::new(behind, behind + rest.trim_end().len()),
            "",
            what,
        ));
    } else if !rest.trim().is_empty() {
        let blanks = rest.len() - rest.trim_start().len();
        mends.push(Mend::new(Span::new(behind, behind + blanks), end, what));
    }
    mends
}

/// Whether the frontmatter evidently goes on behind a `---` in `line`, up to the fence at `end`: only
/// fields stand between, and at least one where the `---` begins its line.
fn goes_on(text: &str, after: usize, line: &Line, end: usize, begins_line: bool) -> bool {
    let mut open = Span::new(after, line.next)
        .slice(text)
        .matches("<example>")
        .count();
    let mut blank = false;
    let mut settings = 0;
    for line in lines(text, line.next).take_while(|line| line.span.start < end) {
        let in_example = open > 0;
        open = (open + line.text.matches("<example>").count())
            .saturating_sub(line.text.matches("</example>").count());
        if line.is_blank() {
            blank = true;
            continue;
        }
        let fits = in_example
            || line.begins_with_key()
            || line.text.starts_with([' ', '\t', '|', '<', '#', ']', '}'])
            || line.text.starts_with("- ");
        if blank && (line.is_heading() || !fits) {
            return false;
        }
        settings += usize::from(line.is_setting());
        blank = false;
    }
    !begins_line || settings > 0
}

/// Without any second fence the frontmatter ends behind its last field.
fn never_closed(text: &str, after: usize) -> Vec<Mend> {
    if !field_follows(text, after) {
        return Vec::new();
    }
    // `...` ends a document of YAML, and some take it for a fence.
    if let Some(dots) = lines(text, after)
        .take_while(|line| !line.is_heading())
        .find(is_dots)
    {
        let what = "... closes no frontmatter: --- does";
        return vec![Mend::new(dots.span, FENCE, what)];
    }
    vec![insert(text, end_of_fields(text, after, text.len()))]
}

fn is_dots(line: &Line) -> bool {
    line.text.trim_end() == "..."
}

/// A line `...` before the fence: nothing may follow it, so it becomes a comment.
fn dots(text: &str, after: usize, end: usize) -> Vec<Mend> {
    yaml_lines(text, after)
        .take_while(|line| line.span.start < end)
        .filter(is_dots)
        .filter(|line| field_follows(text, line.next))
        .map(|line| {
            let what = "... ends what YAML reads, but fields follow: it becomes a comment";
            Mend::new(Span::at(line.span.start), "# ", what)
        })
        .collect()
}

fn insert(text: &str, at: usize) -> Mend {
    let end = line_end(text);
    let begins_line = text.get(..at).is_some_and(|before| before.ends_with('\n'));
    let before = if begins_line { "" } else { end };
    Mend::new(
        Span::at(at),
        format!("{before}{FENCE}{end}"),
        "the closing --- is missing",
    )
}

/// Where the body begins although no fence stands there: before a heading that no setting follows,
/// in a frontmatter that no program reads. `by_line` is where a later rule would close it.
fn body_begins(definition: &Definition, after: usize, by_line: Option<usize>) -> Option<usize> {
    let text = &*definition.source;
    let end = by_line.unwrap_or(text.len());
    let heading = first_heading(text, after, end)?;
    if text.get(after..heading)?.contains(FENCE) {
        return None;
    }
    let settings_follow = lines(text, heading)
        .take_while(|line| line.span.start < end)
        .any(|line| line.is_setting());
    if settings_follow && by_line.is_some() || !field_follows(text, after) {
        return None;
    }
    let is_read = |end| newest_fields(definition, Span::new(after, end)).is_some();
    if by_line.is_some_and(is_read) {
        return None;
    }
    Some(end_of_fields(text, after, heading))
}

/// The first heading that is no comment between fields.
fn first_heading(text: &str, after: usize, end: usize) -> Option<usize> {
    let mut all = lines(text, after)
        .take_while(|line| line.span.start < end)
        .peekable();
    while let Some(line) = all.next() {
        let next_is_field = all
            .peek()
            .is_some_and(|next| next.begins_with_key() || next.is_heading());
        if line.is_heading() && !next_is_field {
            return Some(line.span.start);
        }
    }
    None
}

/// Where the fields end that begin at `after`: behind the last setting before `limit`, at the first
/// empty line outside of an example.
fn end_of_fields(text: &str, after: usize, limit: usize) -> usize {
    let before_limit = || lines(text, after).take_while(|line| line.span.start < limit);
    let last = before_limit()
        .filter(Line::is_setting)
        .last()
        .map_or(after, |line| line.span.start);
    let mut open = 0_usize;
    let mut end = after;
    for line in before_limit() {
        let blank = line.text.trim_matches(is_unseen).trim().is_empty();
        if blank && line.span.start > last && open == 0 {
            break;
        }
        open = (open + line.text.matches("<example>").count())
            .saturating_sub(line.text.matches("</example>").count());
        if !blank {
            end = line.next;
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::super::tests::mended;

    #[test]
    fn the_opening_fence_is_a_line_of_three_dashes() {
        let whole = "---\nname: a\ndescription: b\n---\nBody\n";
        for source in [
            "----\nname: a\ndescription: b\n---\nBody\n",
            "---name: a\ndescription: b\n---\nBody\n",
            "--- name: a\ndescription: b\n---\nBody\n",
            "name: a\ndescription: b\n---\nBody\n",
        ] {
            assert_eq!(mended(source), whole);
        }
        for blank in ["\u{2028}", "\u{a0}", "\u{c}", " \u{feff}"] {
            assert_eq!(
                mended(&format!("---{blank}\n{}", &whole[4..])),
                whole,
                "{blank:?}"
            );
        }
        assert_eq!(
            mended("--- # c\nname: a\ndescription: b\n---\n"),
            "---\n# c\nname: a\ndescription: b\n---\n"
        );
    }

    #[test]
    fn the_closing_fence_is_a_line_of_three_dashes() {
        let with = |fence: &str| format!("---\nname: a\ndescription: b\n{fence}");
        for (fence, meant) in [
            ("---Body\n", "---\nBody\n"),
            ("---  Body\n", "---\nBody\n"),
            ("----\nBody\n", "---\nBody\n"),
            ("-----\n\n# Head\n\nBody\n", "---\n\n# Head\n\nBody\n"),
            ("...\nmodel: c\n---\nBody\n", "# ...\nmodel: c\n---\nBody\n"),
            ("----\nmore: y\n---\nBody\n", "---\nmore: y\n---\nBody\n"),
            (" --- \nBody\n---\nx\n", "--- \nBody\n---\nx\n"),
            ("...\nBody\n", "---\nBody\n"),
            ("\nBody\n", "---\n\nBody\n"),
            (
                "# Head\n\nBody\n\n---\n\nx: y\n",
                "---\n# Head\n\nBody\n\n---\n\nx: y\n",
            ),
        ] {
            assert_eq!(mended(&with(fence)), with(meant));
        }
        assert_eq!(
            mended("---\nname: a\ndescription: b"),
            with("---\n").replace("b---", "b\n---")
        );
    }

    #[test]
    fn a_fence_inside_a_value_closes_nothing() {
        assert_eq!(
            mended("---\nname: a\ndescription: b --- c\nmodel: d\n---\nBody\n"),
            "---\nname: a\ndescription: \"b --\\x2D c\"\nmodel: d\n---\nBody\n"
        );
        assert_eq!(
            mended("---\nname: a\ndescription: |\n  b\n  |---|\nmodel: d\n---\nBody\n"),
            "---\nname: a\ndescription: \"b\\n|--\\x2D|\\n\"\nmodel: d\n---\nBody\n"
        );
    }

    #[test]
    fn a_fence_in_a_line_before_a_body_closes() {
        assert_eq!(
            mended("---\nname: a\ndescription: b ---\n\nBody goes on.\n\n---\n"),
            "---\nname: a\ndescription: b\n---\n\nBody goes on.\n\n---\n"
        );
    }
}
