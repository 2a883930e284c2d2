use super::prompt_of;
use crate::dialect::Kind;
use crate::lint::prose::{begins_with, is_quoted, words};
use crate::lint::{Basis, Check, File, Finding, Passage, Rule, Sample, Severity};
use crate::text::Span;

/// Something that was to be filled in.
pub static BO09: Rule = Rule {
    id: "BO09",
    title: "Placeholder left in the prompt",
    severity: Severity::Warning,
    basis: Basis::Recommendation {
        by: "This project: Claude Code 2.1.330 was seen to pass such text on as it stands",
        link: "",
    },
    about: "A note to oneself (TODO:, FIXME:), a gap such as [your project] or a {{variable}} of a template reaches \
            the model as it stands: nothing fills it in. Code, in blocks and in spans, may hold what it likes, \
            and the word TODO in a sentence speaks of TODOs.",
    speaks_of: Kind::is_agent,
    bad: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\n---\n\nYou review the code of [your project] for {{team}}.\n\nTODO: say what the answer looks like\n",
    ),
    good: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\n---\n\nYou review the code of this project. A TODO without an issue is a finding. Answer with `{{file}}:{{line}}`.\n\nVerdict: [YOUR VERDICT]\n",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>) -> Vec<Finding> {
    if prompt_of(file).is_none() {
        return Vec::new();
    }
    let source = file.source();
    let of_claude_code = file.kind.is_of_claude_code();
    let mut findings = Vec::new();
    for passage in file
        .prose()
        .passages
        .iter()
        .filter(|passage| !passage.linked)
    {
        findings.extend(note(source, passage));
        let text = passage.span.slice(source);
        // Most passages have no gap.
        if memchr::memchr2(b'[', b'{', text.as_bytes()).is_none() {
            continue;
        }
        let mut mark = |span: Span, why: &str| {
            if is_quoted(text, span) {
                return;
            }
            let message = format!("\"{}\" {why}", span.slice(text));
            findings.push(Finding::new(&BO09, span.shift(passage.span.start), message));
        };
        let gaps = between(text, "[", "]").filter(|span| {
            is_role(text, *span)
                || is_gap(
                    inner(text, *span, 1),
                    follows_a_label(source, passage, *span),
                )
        });
        for span in gaps {
            mark(
                span,
                "was to be filled in, and the agent reads it as it stands. Write what is meant",
            );
        }
        if of_claude_code {
            let variables = between(text, "{{", "}}").filter(|span| is_variable(text, *span));
            for span in variables.filter(|_| !speaks_of_templates(source)) {
                mark(
                    span,
                    "is not filled in: Claude Code passes it on as it stands. Write what is meant",
                );
            }
        }
    }
    findings
}

/// `TODO: …` and `FIXME: …` at the beginning, alone or in brackets.
fn note(source: &str, passage: &Passage) -> Option<Finding> {
    if !passage.begins {
        return None;
    }
    let text = passage.span.slice(source);
    let bracket = text.len() - text.trim_start_matches(['[', '(', '<']).len();
    let said = text.get(bracket..)?;
    let word = ["TODO", "FIXME"]
        .into_iter()
        .find(|word| said.starts_with(word))?;
    let after = said.get(word.len()..)?;
    let is_note = match after.trim_start().chars().next() {
        Some(':') => !after.trim_start_matches([':', ' ']).is_empty(),
        Some(']' | ')' | '>') => bracket > 0,
        Some(_) => bracket > 0 && after.starts_with(' '),
        None => passage.whole.end == passage.span.end && !passage.heading,
    };
    if !is_note {
        return None;
    }
    let span = Span::new(bracket, bracket + word.len()).shift(passage.span.start);
    let message = format!(
        "\"{word}\" is a note to the author, and the agent reads it as an instruction. Do it, or take it away"
    );
    Some(Finding::new(&BO09, span, message))
}

/// The stretches from an opening mark to the next closing one on the same line, marks included.
fn between<'text>(
    text: &'text str,
    open: &'static str,
    close: &'static str,
) -> impl Iterator<Item = Span> + 'text {
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + text.get(from..)?.find(open)?;
        let inside = start + open.len();
        let Some(len) = text.get(inside..)?.find(close) else {
            from = text.len();
            return None;
        };
        from = inside + len + close.len();
        Some(Span::new(start, from))
    })
}

fn inner(text: &str, span: Span, mark: usize) -> &str {
    text.get(span.start + mark..span.end - mark)
        .unwrap_or_default()
        .trim()
}

/// Things of the author's that a gap asks for. What an answer is to hold (`[your assessment]`) is not
/// among them: it is for the model to fill in.
const OF_THE_AUTHOR: &[&str] = &[
    "api",
    "app",
    "application",
    "brand",
    "business",
    "codebase",
    "company",
    "company's",
    "database",
    "domain",
    "framework",
    "industry",
    "language",
    "organisation",
    "organization",
    "product",
    "project",
    "project's",
    "repo",
    "repository",
    "site",
    "stack",
    "startup",
    "team",
    "team's",
    "tech",
    "technology",
    "website",
];

/// Whether the brackets are what an answer says behind a label: `**Verdict:** [INSERT VERDICT]`.
fn follows_a_label(source: &str, passage: &Passage, span: Span) -> bool {
    let before = source.get(..passage.span.start + span.start);
    let before = before.unwrap_or_default().trim_end_matches([' ', '*', '_']);
    before.ends_with(':')
}

/// The engines whose templates have variables in such braces.
const ENGINES: &[&str] = &[
    "Angular",
    "Ansible",
    "Django",
    "Handlebars",
    "Helm",
    "Jinja",
    "Liquid",
    "Mustache",
    "Nunjucks",
    "Twig",
    "Vue",
    "handlebars",
    "jinja",
    "mustache",
];

/// Whether the file speaks of templates, so that it may well show their variables.
fn speaks_of_templates(source: &str) -> bool {
    ENGINES.iter().any(|engine| source.contains(engine))
}

/// Whether the text in brackets asks the author for something.
fn is_gap(inner: &str, follows_a_label: bool) -> bool {
    let shouted = ["INSERT ", "FILL IN "]
        .iter()
        .any(|start| inner.starts_with(start));
    let yours = begins_with(inner, "your") || begins_with(inner, "insert your");
    let of_the_author = words(inner).any(|(_, word)| {
        OF_THE_AUTHOR
            .iter()
            .any(|known| word.eq_ignore_ascii_case(known))
    });
    let asked_for = shouted && !follows_a_label || (shouted || yours) && of_the_author;
    inner.len() <= 80 && asked_for
}

/// Whether brackets stand where the prompt says who the agent is: `You are a [role]`.
fn is_role(text: &str, span: Span) -> bool {
    let before = text.get(..span.start).unwrap_or_default().trim_end();
    ["you are a", "you are an", "you are the"]
        .iter()
        .any(|start| {
            let at = before.len().checked_sub(start.len());
            at.and_then(|at| before.get(at..))
                .is_some_and(|end| end.eq_ignore_ascii_case(start))
        })
}

/// Whether it is a variable of a template: names, dots and blanks, and no `$` before it, as GitHub's
/// workflows have.
fn is_variable(text: &str, span: Span) -> bool {
    let name = inner(text, span, 2);
    let before = text.get(..span.start).unwrap_or_default();
    name.starts_with(|sign: char| sign.is_ascii_alphabetic() || sign == '_')
        && name.len() <= 60
        && name
            .chars()
            .all(|sign| sign.is_ascii_alphanumeric() || matches!(sign, '_' | '.' | ' ' | '-'))
        && !before.ends_with(['$', '"', '\'', '\\', '{'])
}

#[cfg(test)]
mod tests {
    use crate::lint::rules::tests::{found, found_at};

    fn file(body: &str) -> String {
        format!("---\nname: a\ndescription: b\n---\n\n{body}\n")
    }

    fn marked(body: &str) -> Vec<String> {
        let text = file(body);
        let findings = found("BO09", &text);
        findings
            .iter()
            .map(|finding| finding.span.slice(&text).to_owned())
            .collect()
    }

    #[test]
    fn what_was_to_be_filled_in_is_marked() {
        assert_eq!(marked("TODO: write this"), ["TODO"]);
        assert_eq!(marked("- [TODO add steps]\n- (FIXME)"), ["TODO", "FIXME"]);
        assert_eq!(
            marked("You work at [your company name]."),
            ["[your company name]"]
        );
        assert_eq!(
            marked("Company: [YOUR COMPANY], stack: [INSERT TECH STACK]"),
            ["[YOUR COMPANY]", "[INSERT TECH STACK]"]
        );
        assert_eq!(
            marked("For [INSERT NAME] and {{ user.name }}."),
            ["[INSERT NAME]", "{{ user.name }}"]
        );
    }

    #[test]
    fn what_speaks_of_them_is_not() {
        for body in [
            "No TODO comments without an issue.",
            "TODO comments need an issue.",
            "- TODO/FIXME without an issue",
            "Update the TODO list: do it first.",
            "Use `TODO: x` and `{{name}}`.",
            "```\nTODO: x\n{{name}}\n```",
            "Summary: [your assessment]",
            "Verdict: [YOUR VERDICT]",
            "**Verdict:** [INSERT VERDICT]",
            "In Vue a value is shown by {{ value }}.",
            "Jinja writes {{ user.name }}.",
            "- “Write a kit for {{role}} in {{place}}”",
            "Begin with \"You are a [role] for it\".",
            "[your project](https://example.com)",
            "${{ secrets.TOKEN }}",
            "Vue writes {{ a + b }}.",
            "# TODO",
            "TodoWrite: track it.",
        ] {
            assert!(marked(body).is_empty(), "{body}: {:?}", marked(body));
        }
    }

    #[test]
    fn other_programs_were_not_watched() {
        let text = file("For {{team}}.");
        assert!(found_at("BO09", ".github/agents/a.agent.md", &text).is_empty());
    }
}
