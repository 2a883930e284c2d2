//! Tabs that indent: Claude Code takes them, YAML does not.

use super::draft::Mend;
use super::entries::{Entries, Entry, State, alone};
use super::lines::yaml_lines;
use crate::definition::Rules;
use crate::text::Span;

/// Makes them blanks, one each, so that everything reads as Claude Code reads it.
pub(super) fn mends(entries: &Entries<'_>) -> Vec<Mend> {
    const WITH_TABS: Rules = Rules {
        tabs: true,
        duplicate_keys: true,
        ..Rules::STRICT
    };
    if entries.state == State::Valid {
        return Vec::new();
    }
    let text = entries.text;
    // Most have none.
    let has_tab = |entry: &Entry| entry.extent.slice(text).contains('\t');
    if !entries.all.iter().any(has_tab) {
        return Vec::new();
    }
    entries
        .all
        .iter()
        .filter(|entry| {
            entries.only_tabs || entry.alone.is_none() && alone(text, entry, WITH_TABS).is_some()
        })
        .flat_map(|entry| {
            yaml_lines(text, entry.extent.start)
                .take_while(|line| line.span.start < entry.extent.end)
        })
        .filter_map(|line| {
            let indent = line.text.len() - line.text.trim_start_matches([' ', '\t']).len();
            let span = Span::new(line.span.start, line.span.start + indent);
            let what = "YAML is indented by blanks, not by tabs";
            span.slice(text)
                .contains('\t')
                .then(|| Mend::new(span, " ".repeat(indent), what))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::mended;

    #[test]
    fn tabs_become_blanks() {
        assert_eq!(
            mended("---\nname: a\ndescription: b\ntools:\n\t- Read\n\t- Grep\n---\n\tBody\n"),
            "---\nname: a\ndescription: b\ntools:\n - Read\n - Grep\n---\n\tBody\n"
        );
    }
}
