use super::prompt_of;
use crate::definition::{Block, Piece};
use crate::dialect::Kind;
use crate::lint::{Basis, Check, File, Finding, Passage, Rule, Sample, Severity};
use crate::text::Span;

/// What commands or memory files would expand, and an agent's prompt does not.
pub static BO10: Rule = Rule {
    id: "BO10",
    title: "Not expanded in an agent",
    severity: Severity::Warning,
    basis: Basis::Spec {
        observed: "Claude Code 2.1.330",
        link: "",
    },
    about: "The prompt reaches the model as it stands. In CLAUDE.md and in commands, @file brings in a file, \
            !`command` its output and $ARGUMENTS what was typed; in an agent they are text. Tell the agent to \
            read the file or to run the command; what it is asked comes with the request by itself.",
    speaks_of: Kind::is_of_claude_code,
    bad: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\n---\n\nYou review the change $ARGUMENTS by the rules in @docs/style.md.\n\nState of the branch: !`git status`\n",
    ),
    good: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\n---\n\nYou review the change that you are asked about. Read `docs/style.md` and run `git status` first. Settings extend @tsconfig/node20/tsconfig.json, and data is in @/data/config.json.\n",
    ),
    check: Check::File(check),
};

const ARGUMENTS: &str = "$ARGUMENTS";

fn check(file: &File<'_>) -> Vec<Finding> {
    if prompt_of(file).is_none() {
        return Vec::new();
    }
    let source = file.source();
    let mut findings = Vec::new();
    let passages = file.prose().passages.iter();
    // A single sign is found faster than the word, and most files have none.
    let takes_arguments =
        source.contains('$') && source.contains(ARGUMENTS) && !is_about_commands(source);
    let names_files = source.contains('@');
    for passage in passages.filter(|passage| !passage.linked) {
        if takes_arguments {
            findings.extend(arguments(source, passage));
        }
        if names_files {
            findings.extend(files(source, passage));
        }
    }
    for block in &file.definition.body.blocks {
        findings.extend(commands(source, block));
    }
    findings
}

/// Whether the agent is one that writes commands or skills: then it speaks of the word.
fn is_about_commands(source: &str) -> bool {
    const SPEAKS_OF_IT: &[&str] = &[
        "/commands/",
        "$ARGUMENTS placeholder",
        "$ARGUMENTS variable",
        "SKILL.md",
        "custom command",
        "slash command",
        "slash-command",
    ];
    SPEAKS_OF_IT.iter().any(|words| source.contains(words))
}

fn arguments<'file>(
    source: &'file str,
    passage: &Passage,
) -> impl Iterator<Item = Finding> + 'file {
    let start = passage.span.start;
    let found = passage.span.slice(source).match_indices(ARGUMENTS);
    found.map(move |(at, _)| {
        let span = Span::new(at, at + ARGUMENTS.len()).shift(start);
        let message = "Claude Code fills in $ARGUMENTS in commands and skills, not in agents: this one reads the \
                       word itself. What it is asked comes with the request";
        Finding::new(&BO10, span, message)
    })
}

/// `@` and the path of a file.
fn files(source: &str, passage: &Passage) -> Vec<Finding> {
    let text = passage.span.slice(source);
    let opens = |before: &str| {
        before
            .chars()
            .next_back()
            .is_none_or(|sign| sign.is_whitespace() || matches!(sign, '(' | '[' | '"' | '\''))
    };
    text.match_indices('@')
        .filter(|(at, _)| opens(&text[..*at]))
        .filter_map(|(at, _)| {
            let rest = text.get(at + 1..)?;
            let path = rest.split(|sign: char| sign.is_whitespace() || ")]\"'`,;".contains(sign)).next()?;
            let path = path.trim_end_matches(['.', ':', '!', '?', '*']);
            is_path(path).then_some((at, path))
        })
        .map(|(at, path)| {
            let span = Span::new(at, at + 1 + path.len()).shift(passage.span.start);
            let message = format!(
                "Claude Code does not bring @{path} into an agent's prompt: the agent sees only the path. \
                 Tell it to read {path}"
            );
            Finding::new(&BO10, span, message)
        })
        .collect()
}

/// Files that people bring in; `@scope/package` and `@decorator` have no such ending;
/// see also [`is_imported_by_code`].
const ENDINGS: &[&str] = &[
    "csv", "json", "jsonc", "log", "md", "mdc", "mdx", "rst", "toml", "txt", "xml", "yaml", "yml",
];

fn is_path(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let known = name
        .rsplit_once('.')
        .is_some_and(|(stem, ending)| !stem.is_empty() && ENDINGS.contains(&ending));
    let plain = |sign: char| sign.is_alphanumeric() || matches!(sign, '/' | '.' | '_' | '-' | '~');
    known && path.chars().all(plain) && !is_imported_by_code(path)
}

/// Whether code brings the file in: out of a package (`@tsconfig/node20/tsconfig.json`), or by an alias
/// of a path (`@/data/config.json`). Texts are not brought in so.
fn is_imported_by_code(path: &str) -> bool {
    const TEXTS: &[&str] = &["md", "mdc", "mdx", "rst", "txt", "log"];
    let is_text = path
        .rsplit_once('.')
        .is_some_and(|(_, ending)| TEXTS.contains(&ending));
    let by_alias = path.starts_with('/');
    let out_of_package = path.matches('/').count() > 1 && !path.starts_with(['.', '~']);
    !is_text && (by_alias || out_of_package)
}

/// A `!` directly before a code span, and not the end of a sentence.
fn commands(source: &str, block: &Block) -> Vec<Finding> {
    let code = block
        .content
        .iter()
        .filter(|located| matches!(located.piece, Piece::Code(_)));
    code.filter_map(|located| {
        let span = located.span.shift(block.span.start);
        let before = source.get(block.span.start..span.start)?.strip_suffix('!')?;
        let opens = before.chars().next_back().is_none_or(char::is_whitespace);
        let Piece::Code(command) = &located.piece else {
            return None;
        };
        let message = format!(
            "Claude Code runs no command for an agent's prompt: the agent sees the text !`{command}`. Tell it to \
             run the command"
        );
        let span = Span::new(span.start.saturating_sub(1), span.end);
        opens.then(|| Finding::new(&BO10, span, message))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use crate::lint::rules::tests::{found, found_at};

    fn file(body: &str) -> String {
        format!("---\nname: a\ndescription: b\n---\n\n{body}\n")
    }

    fn marked(body: &str) -> Vec<String> {
        let text = file(body);
        let mut marked = Vec::new();
        for finding in found("BO10", &text) {
            marked.push(finding.span.slice(&text).to_owned());
        }
        marked
    }

    #[test]
    fn what_would_be_expanded_elsewhere_is_marked() {
        assert_eq!(marked("Review $ARGUMENTS now."), ["$ARGUMENTS"]);
        assert_eq!(
            marked("See @docs/style.md, and @./a.json."),
            ["@docs/style.md", "@./a.json"]
        );
        assert_eq!(
            marked("See @docs/team/style.md, @config/a.json and @./a/b/c.json."),
            ["@docs/team/style.md", "@config/a.json", "@./a/b/c.json"]
        );
        assert_eq!(
            marked("- State: !`git status`\n- !`ls`"),
            ["!`git status`", "!`ls`"]
        );
    }

    #[test]
    fn what_only_looks_like_it_is_not() {
        for body in [
            "Mail me@example.md or ask @octocat.",
            "Use @angular/core and @types/node.",
            "Put @Component above the class.",
            "Write `@docs/style.md` and `$ARGUMENTS` in a command.",
            "Run this now!`ls`",
            "You write a slash command. Put $ARGUMENTS where the input goes.",
            "```\n$ARGUMENTS @a.md\n```",
            "@media (print)",
            "Extend @tsconfig/node20/tsconfig.json first.",
            "It imports @/data/config.json there.",
            "[@a.md](https://example.com)",
        ] {
            assert!(marked(body).is_empty(), "{body}: {:?}", marked(body));
        }
    }

    #[test]
    fn skills_are_expanded() {
        assert!(found_at("BO10", "skills/a/SKILL.md", &file("Do $ARGUMENTS.")).is_empty());
    }
}
