//! Three dashes in a comment: to Claude Code they close the frontmatter.

use super::draft::Mend;
use super::entries::Entries;
use super::lines::lines;
use crate::text::Span;

/// Makes the dashes of such comments equals signs.
pub(super) fn mends(entries: &Entries<'_>, frontmatter: Span) -> Vec<Mend> {
    let text = entries.text;
    lines(text, frontmatter.start)
        .take_while(|line| line.span.start < frontmatter.end)
        .filter_map(|line| {
            let from = entries
                .all
                .iter()
                .map(|entry| entry.raw.end.max(entry.key.end))
                .filter(|end| line.span.touches(*end))
                .max()
                .unwrap_or(line.span.start);
            let inside = entries
                .all
                .iter()
                .any(|entry| entry.raw.start < from && from < entry.raw.end);
            let rest = Span::new(from, line.span.end);
            let comment = rest.slice(text).find('#').map(|at| from + at)?;
            let span = Span::new(comment, line.span.end);
            let what = "a --- in a comment closes the frontmatter to Claude Code";
            (!inside && span.slice(text).contains("---"))
                .then(|| Mend::new(span, without_fences(span.slice(text)), what))
        })
        .collect()
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
}
