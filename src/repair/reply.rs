//! What to answer somebody whose file does not load: the cause, and the mended file to copy.

use super::{Style, mended};
use crate::definition::Definition;
use crate::reader::{ClaudeCode, Input, Loss, LossKind, Outcome, Reader, Reading, StrictYaml};
use crate::text::LineIndex;

/// The cause in a sentence or two and the mended file, as Markdown. The file stands in a fence longer
/// than any inside it.
pub fn reply(source: &str, style: Style) -> String {
    let mended = mended(source, style);
    let mut out = format!("{}\n", cause(source));
    if mended == source {
        out.push_str("\nIts text needs no repair that could be made without guessing.\n");
        return out;
    }
    let fence = fence_around(&mended);
    let end = if mended.ends_with('\n') { "" } else { "\n" };
    out.push_str("\nThe mended file:\n\n");
    out.push_str(&format!("{fence}markdown\n{mended}{end}{fence}\n"));
    out
}

/// How the file stands, in Claude Code and as YAML.
fn cause(source: &str) -> String {
    let definition = Definition::parse(source);
    let input = Input::new(&definition);
    let reading = ClaudeCode::default().read(&input);
    let strict = StrictYaml.read(&input);
    let line = |loss: &Loss| LineIndex::new(source).line(loss.span.start);
    let first = |reading: &Reading, kind| {
        reading
            .losses
            .iter()
            .find(|loss| loss.kind == kind)
            .cloned()
    };
    if let Some(loss) = first(&reading, LossKind::File) {
        let reason = loss.reason.trim_start_matches(|c: char| c != ':');
        let reason = if loss.reason.starts_with("line ") {
            reason.trim_start_matches([':', ' '])
        } else {
            &loss.reason
        };
        return format!(
            "Claude Code does not load this agent, and says nothing: {reason} (line {}).",
            line(&loss)
        );
    }
    if let Some(loss) = first(&reading, LossKind::Text) {
        return format!(
            "Claude Code loads this agent, but not all of its text: {} (line {}).",
            loss.reason,
            line(&loss)
        );
    }
    match (strict.outcome, first(&strict, LossKind::File)) {
        (Outcome::DoesNotLoad { .. }, Some(loss)) => format!(
            "Claude Code loads this agent; programs that take YAML by the letter do not: {}.",
            loss.reason
        ),
        _ if strict.description != reading.description => {
            "Claude Code loads this agent; other programs read another description.".to_owned()
        }
        _ => "Claude Code loads this agent, and its frontmatter is valid YAML.".to_owned(),
    }
}

/// A fence of backticks that is longer than every run of them in the text.
fn fence_around(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    "`".repeat((longest + 1).max(3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_stands_in_a_longer_fence() {
        let text = reply(
            "---\nname: a\ndescription: b. Examples:\n---\n````md\nx\n````\n",
            Style::Quoted,
        );
        assert_eq!(
            text,
            "Claude Code does not load this agent, and says nothing: \"Examples:\" at the end of the line looks like a \
             second key: the value needs quotes (line 3).\n\nThe mended file:\n\n`````markdown\n---\nname: a\n\
             description: \"b. Examples:\"\n---\n````md\nx\n````\n`````\n"
        );
    }

    #[test]
    fn a_file_in_order_gets_no_file_back() {
        let text = reply("---\nname: a\ndescription: b\n---\n", Style::Quoted);
        assert!(
            text.starts_with("Claude Code loads this agent, and its frontmatter is valid YAML.")
        );
        assert!(!text.contains("```"));
    }
}
