use super::{english_prompt_of, first_line};
use crate::definition::{Element, Piece};
use crate::dialect::Kind;
use crate::lint::beginnings::Needles;
use crate::lint::prose::words;
use crate::lint::{Basis, Check, File, Finding, Rule, Sample, Severity};

/// A system prompt without steps, without the form of an answer, or without what to do in doubt.
pub static BO04: Rule = Rule {
    id: "BO04",
    title: "System prompt leaves out a part",
    severity: Severity::Info,
    basis: Basis::Recommendation {
        by: "The plugin-dev skill",
        link: "",
    },
    about: "An agent works alone and hands back one answer. Three things are advised for its prompt: what it does \
            and in which steps, what the answer looks like, and what to do when something is missing, unclear or \
            goes wrong. This looks for words of such parts, in English prompts only, and stays silent where one \
            may be there.",
    speaks_of: Kind::is_of_claude_code,
    bad: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\n---\n\nYou are an expert of the language and of its libraries, and you know the history of them all and the people behind them.\n",
    ),
    good: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\n---\n\nYou review the code of a change.\n\n## Steps\n\n1. Read the change.\n2. Name what is wrong.\n\n## Output\n\nA list by file and line. If nothing is wrong, say so.\n",
    ),
    check: Check::File(check),
};

/// A part, and the beginnings of the words that show it.
struct Wanted {
    named: &'static str,
    stems: Needles,
}

static STEPS: Wanted = Wanted {
    named: "what it does in which steps",
    stems: Needles::new(&[
        "step",
        "process",
        "responsib",
        "workflow",
        "approach",
        "method",
        "procedure",
        "invoked",
        "task",
        "guideline",
        "phase",
        "principle",
        "protocol",
        "instruction",
        "checklist",
        "strategy",
        "first",
        "then",
        "focus",
        "must",
        "should",
        "always",
        "dut",
        "goal",
        "mission",
        "job",
        "stage",
        "pipeline",
        "practice",
        "rule",
        "standard",
        "role",
        "how",
    ]),
};

static ANSWER: Wanted = Wanted {
    named: "what its answer looks like",
    stems: Needles::new(&[
        "output",
        "format",
        "report",
        "deliver",
        "respon",
        "return",
        "present",
        "provid",
        "produc",
        "answer",
        "summar",
        "write",
        "generat",
        "list",
        "document",
        "suggest",
        "recommend",
        "explain",
        "template",
        "result",
        "finding",
        "creat",
        "say",
        "tell",
        "reply",
        "structure",
        "give",
        "show",
        "draft",
        "propos",
        "comment",
        "feedback",
        "plan",
    ]),
};

static DOUBT: Wanted = Wanted {
    named: "what to do in doubt or when something fails",
    stems: Needles::new(&[
        "edge",
        "error",
        "fail",
        "if",
        "unclear",
        "ambig",
        "when",
        "exception",
        "never",
        "don't",
        "don’t",
        "avoid",
        "not",
        "ask",
        "unless",
        "missing",
        "fallback",
        "escalat",
        "clarif",
        "handl",
        "risk",
        "issue",
        "problem",
        "unknown",
        "invalid",
        "wrong",
        "block",
        "uncertain",
        "whenever",
        "without",
        "before",
        "otherwise",
        "only",
        "caution",
        "careful",
    ]),
};

fn check(file: &File<'_>) -> Vec<Finding> {
    let Some(prompt) = english_prompt_of(file) else {
        return Vec::new();
    };
    let numbered = has_numbered_list(file);
    let missing: Vec<&str> = [&STEPS, &ANSWER, &DOUBT]
        .into_iter()
        .filter(|wanted| !(numbered && wanted.named == STEPS.named))
        .filter(|wanted| {
            !words(prompt.slice(file.source())).any(|(_, word)| wanted.stems.begin(word))
        })
        .map(|wanted| wanted.named)
        .collect();
    if missing.is_empty() {
        return Vec::new();
    }
    let message = format!(
        "The prompt does not tell the agent {}",
        missing.join(", nor ")
    );
    vec![Finding::new(&BO04, first_line(file, prompt), message)]
}

fn has_numbered_list(file: &File<'_>) -> bool {
    let mut content = file
        .definition
        .body
        .blocks
        .iter()
        .flat_map(|block| &block.content);
    content.any(|located| matches!(located.piece, Piece::Open(Element::List(Some(_)))))
}

#[cfg(test)]
mod tests {
    use super::BO04;
    use crate::lint::rules::tests::found;

    #[test]
    fn what_is_missing_is_named() {
        let findings = found("BO04", BO04.bad.text);
        assert_eq!(findings.len(), 1);
        assert_eq!(
            findings[0].message,
            "The prompt does not tell the agent what it does in which steps, nor what its answer looks like, \
             nor what to do in doubt or when something fails"
        );
    }

    #[test]
    fn a_numbered_list_is_steps() {
        let text = "---\nname: a\ndescription: b\n---\n\nYou are the one for the code of the project and for the tests of it.\n\n1. Read the code.\n2. Read the tests of it.\n";
        let findings = found("BO04", text);
        assert!(!findings[0].message.contains("steps"), "{findings:?}");
    }
}
