//! Three dashes in a comment: to Claude Code they close the frontmatter.

use super::draft::Mend;
use super::entries::Entries;
use super::lines::yaml_lines;
use crate::definition::Value;
use crate::text::Span;

/// Makes the dashes of such comments equals signs.
pub(super) fn mends(entries: &Entries<'_>, frontmatter: Span) -> Vec<Mend> {
    let text = entries.text;
    let mut values = Vec::new();
    for entry in &entries.all {
        match &entry.value {
            Some(value) => scalars(value, &mut values),
            None => values.push(entry.raw),
        }
        values.push(entry.key);
    }
    yaml_lines(text, frontmatter.start)
        .take_while(|line| line.span.start < frontmatter.end)
        .filter(|line| line.text.contains("---"))
        .filter_map(|line| {
            // Behind whatever ends in this line, if nothing goes on behind it.
            let from = values
                .iter()
                .map(|value| value.end)
                .filter(|end| line.span.touches(*end))
                .max()
                .unwrap_or(line.span.start);
            let inside = values
                .iter()
                .any(|value| value.start < line.span.end && line.span.end < value.end);
            let rest = Span::new(from, line.span.end);
            let comment = rest.slice(text).find('#').map(|at| from + at)?;
            let span = Span::new(comment, line.span.end);
            let what = "a --- in a comment closes the frontmatter to Claude Code";
            (!inside && span.slice(text).contains("---"))
                .then(|| Mend::new(span, without_fences(span.slice(text)), what))
        })
        .collect()
}

/// Where the texts of a value stand.
fn scalars(value: &Value, found: &mut Vec<Span>) {
    match value {
        Value::Scalar(scalar) => found.push(scalar.span),
        Value::List { items, .. } => items.iter().for_each(|item| scalars(item, found)),
        Value::Map { entries, .. } => entries.iter().for_each(|entry| {
            found.push(entry.key.span);
            scalars(&entry.value, found);
        }),
    }
}

/// Runs of three dashes and more as equals signs.
fn without_fences(comment: &str) -> String {
    let mut out = String::with_capacity(comment.len());
    let mut rest = comment;
    while let Some(at) = rest.find("---") {
        let (before, run) = rest.split_at(at);
        let after = run.trim_start_matches('-');
        out.push_str(before);
        out.extend(std::iter::repeat_n('=', run.len() - after.len()));
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::super::tests::mended;

    #[test]
    fn dashes_of_comments_become_equals_signs() {
        assert_eq!(
            mended("---\nname: a\n# ---- who ----\ndescription: b # --- x\nmodel: c # ---\n---\n"),
            "---\nname: a\n# ==== who ====\ndescription: \"b # --\\x2D x\"\nmodel: c # ===\n---\n"
        );
    }

    #[test]
    fn comments_inside_lists_too() {
        assert_eq!(
            mended(
                "---\nname: a\ndescription: b\nx:\n  # --- y\n  z: [\n    c, # ---\n  ]\nw: |\n  # d\n---\n"
            ),
            "---\nname: a\ndescription: b\nx:\n  # === y\n  z: [\n    c, # ===\n  ]\nw: |\n  # d\n---\n"
        );
    }
}
