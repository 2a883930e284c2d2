//! A dash, or a rule of another kind, where the three dashes of a fence stood.

use crate::repair::draft::Mend;
use crate::repair::lines::{Line, field_follows, lines, opens, start};

/// Puts the fences back: the opening one with the closing one, or the closing one alone.
pub(super) fn mends(text: &str) -> Vec<Mend> {
    let start = start(text);
    let Some(first) = lines(text, start).find(|line| !line.is_blank()) else {
        return Vec::new();
    };
    let opening = is_dashed(first.bare()) && field_follows(text, first.next);
    let mut mends = Vec::new();
    if opening {
        mends.push(mend(&first));
    } else if !opens(text) || lines(text, first.next).any(|line| line.is_fence()) {
        return Vec::new();
    }
    let closing = lines(text, first.next)
        .take_while(|line| !line.is_heading())
        .find(|line| line.is_fence() || is_dashed(line.bare()));
    match closing {
        Some(line) if !line.is_fence() => mends.push(mend(&line)),
        Some(_) => {}
        None if opening => return Vec::new(),
        None => {}
    }
    mends
}

fn mend(line: &Line) -> Mend {
    Mend::new(
        line.span,
        "---",
        format!(
            "{} stands where the three dashes of a fence belong",
            line.bare()
        ),
    )
}

/// Whether a line is what programs make of three dashes, and not those.
fn is_dashed(line: &str) -> bool {
    let dash = |c: char| matches!(c, '-' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '─');
    let without_blanks: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    let escaped = without_blanks.replace("\\-", "-");
    let is_rule = ["***", "___"].contains(&&*without_blanks);
    let is_dashes =
        !escaped.is_empty() && escaped.chars().all(dash) && escaped.chars().count() <= 8;
    let is_three = line.starts_with("---") && line.chars().all(|c| c == '-');
    is_rule || is_dashes && !is_three && escaped != "-"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repair::tests::mended;

    #[test]
    fn what_fences_become() {
        for line in [
            "—",
            "–-",
            "—-",
            "--",
            "– – –",
            "- - -",
            "* * *",
            "\\---",
            "___",
        ] {
            assert!(is_dashed(line), "{line}");
        }
        for line in ["---", "----", "-", "", "a", "- a", "*"] {
            assert!(!is_dashed(line), "{line}");
        }
    }

    #[test]
    fn both_fences_come_back() {
        assert_eq!(
            mended("—\nname: a\ndescription: b\n—\nBody — more\n"),
            "---\nname: a\ndescription: b\n---\nBody — more\n"
        );
        assert_eq!(
            mended("---\nname: a\ndescription: b\n–-\nBody\n"),
            "---\nname: a\ndescription: b\n---\nBody\n"
        );
    }
}
