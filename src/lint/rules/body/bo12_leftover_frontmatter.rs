use super::prompt_of;
use crate::definition::{LayoutProblem, is_known_key};
use crate::dialect::Kind;
use crate::lint::{Basis, Check, File, Finding, Fix, Rule, Sample, Severity};
use crate::text::{Span, TextEdit};

/// Fields at the beginning of the body.
pub static BO12: Rule = Rule {
    id: "BO12",
    title: "Fields at the beginning of the prompt",
    severity: Severity::Warning,
    basis: Basis::Spec {
        observed: "Claude Code 2.1.330",
        link: "",
    },
    about: "The frontmatter ends at the first closing fence. Fields that follow it are part of the prompt: the \
            agent reads them as words, and they set nothing. It comes of a frontmatter that was written twice, or of \
            a fence too many.",
    speaks_of: Kind::is_of_claude_code,
    bad: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\n---\n\n---\nmodel: haiku\ntools: Read\n---\n\nYou review code.\n",
    ),
    good: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\nmodel: haiku\ntools: Read\n---\n\n---\n\nYou review code.\n",
    ),
    check: Check::File(check),
};

/// How many lines may belong to it.
const LINES: usize = 60;

fn check(file: &File<'_>) -> Vec<Finding> {
    // A fence that closes too early leaves fields as well, and another rule says that.
    let before = matches!(
        file.definition.layout.problem,
        Some(LayoutProblem::TextBefore(_))
    );
    if before || file.early_fence().is_some() {
        return Vec::new();
    }
    let Some(prompt) = prompt_of(file) else {
        return Vec::new();
    };
    let Some((span, key)) = leftover(file.source(), prompt) else {
        return Vec::new();
    };
    let message = format!(
        "The frontmatter has ended before this: \"{key}\" and what stands with it set nothing, and the agent reads \
         them as words. Move them above the closing fence, or take them away"
    );
    let end = file.source().get(span.end..prompt.end).unwrap_or_default();
    let blank = end.len() - end.trim_start().len();
    let edit = TextEdit {
        span: Span::new(span.start, span.end + blank),
        replacement: String::new(),
    };
    vec![Finding::new(&BO12, span, message).fix(Fix::unsafe_("Take them away", vec![edit]))]
}

/// The lines of a frontmatter at the beginning of a prompt, fences included, and the first key in
/// them: fields between fences, fields before a fence, or two fields that Claude Code knows.
fn leftover(source: &str, prompt: Span) -> Option<(Span, &str)> {
    let mut at = prompt.start;
    let mut end = at;
    let mut opened = false;
    let mut keys: Vec<&str> = Vec::new();
    for (index, line) in prompt
        .slice(source)
        .split_inclusive('\n')
        .take(LINES)
        .enumerate()
    {
        let text = line.trim_end();
        let line_end = at + text.len();
        at += line.len();
        if text == "---" {
            if index == 0 {
                opened = true;
                continue;
            }
            let key = keys.first()?;
            return Some((Span::new(prompt.start, line_end), key));
        }
        match key_of(text) {
            Some(key) => {
                if is_known_key(key) {
                    keys.push(key);
                }
                end = line_end;
            }
            // Values go on in lines that are indented or items.
            None if !keys.is_empty()
                && (text.starts_with([' ', '\t']) || text.starts_with("- ")) =>
            {
                end = line_end;
            }
            None if text.is_empty() && opened && keys.is_empty() => {}
            None => break,
        }
    }
    let key = keys.first().filter(|_| keys.len() > 1)?;
    Some((Span::new(prompt.start, end), key))
}

/// The key of a `key: value` line at the left margin.
fn key_of(line: &str) -> Option<&str> {
    let (key, value) = line.split_once(':')?;
    let word = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_');
    let spaced = value.is_empty() || value.starts_with([' ', '\t']);
    let lower = key.starts_with(|sign: char| sign.is_ascii_lowercase());
    (spaced && lower && key.chars().all(word)).then_some(key)
}

#[cfg(test)]
mod tests {
    use super::BO12;
    use crate::lint::rules::tests::found;
    use crate::text::apply;

    fn marked(body: &str) -> Option<String> {
        let text = format!("---\nname: a\ndescription: b\n---\n{body}");
        let findings = found("BO12", &text);
        findings
            .first()
            .map(|finding| finding.span.slice(&text).to_owned())
    }

    #[test]
    fn the_fields_are_marked_with_their_fences() {
        let block = "---\nname: a\ntools: Read\n---";
        assert_eq!(
            marked(&format!("\n{block}\nYou.\n")).as_deref(),
            Some(block)
        );
        assert_eq!(
            marked("model: opus\n---\nYou.\n").as_deref(),
            Some("model: opus\n---")
        );
        assert_eq!(
            marked("tools:\n  - Read\nmodel: opus\n\nYou.\n").as_deref(),
            Some("tools:\n  - Read\nmodel: opus")
        );
    }

    #[test]
    fn a_prompt_may_begin_with_a_rule_or_a_word_and_a_colon() {
        for body in [
            "---\n\n# Title\n\nname: x\n\n---\n",
            "note: read this first\n\nYou.\n",
            "name: x\n\nYou.\n",
            "Role: reviewer\nTools: Read\n---\n",
            "You.\n\n---\nname: a\n---\n",
        ] {
            assert_eq!(marked(body), None, "{body}");
        }
    }

    #[test]
    fn they_can_be_taken_away() {
        let findings = found("BO12", BO12.bad.text);
        let after = apply(BO12.bad.text, &findings[0].fixes[0].edits).expect("it fits");
        assert!(after.ends_with("---\n\nYou review code.\n"), "{after}");
        assert!(found("BO12", &after).is_empty());
    }
}
