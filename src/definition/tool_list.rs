use crate::text::Span;

/// Splits a `tools` text into its items: commas or blanks separate, parentheses keep together.
///
/// The spans count bytes of `text`. `Bash(npm run *), Read` has two items. That `;`, `|` and line
/// ends do not separate was observed in Claude Code 2.1.330.
pub fn split_tools(text: &str) -> Vec<Span> {
    let mut items = Vec::new();
    let mut start = None;
    let mut depth = 0_usize;
    for (at, character) in text.char_indices() {
        let separates = depth == 0 && matches!(character, ',' | ' ');
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        match (separates, start) {
            (true, Some(first)) => {
                items.push(Span::new(first, at));
                start = None;
            }
            (false, None) => start = Some(at),
            _ => {}
        }
    }
    if let Some(first) = start {
        items.push(Span::new(first, text.len()));
    }
    items
}

#[cfg(test)]
mod tests {
    use super::split_tools;

    fn items(text: &str) -> Vec<&str> {
        split_tools(text)
            .into_iter()
            .map(|span| span.slice(text))
            .collect()
    }

    #[test]
    fn commas_and_blanks_separate() {
        assert_eq!(
            items("Read, Grep  Glob ,Edit"),
            ["Read", "Grep", "Glob", "Edit"]
        );
    }

    #[test]
    fn parentheses_keep_together() {
        assert_eq!(
            items("Bash(npm run *), Agent(x, y) Read"),
            ["Bash(npm run *)", "Agent(x, y)", "Read"]
        );
    }

    #[test]
    fn other_signs_do_not_separate() {
        assert_eq!(items("Grep;Glob|Write\nRead"), ["Grep;Glob|Write\nRead"]);
    }

    #[test]
    fn an_open_parenthesis_takes_the_rest() {
        assert_eq!(items("Read Bash(git"), ["Read", "Bash(git"]);
        assert_eq!(items(")Read Edit"), [")Read", "Edit"]);
    }

    #[test]
    fn nothing_has_no_items() {
        assert!(items(" , ").is_empty());
    }
}
