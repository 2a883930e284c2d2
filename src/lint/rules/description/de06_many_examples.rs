use super::description_of;
use crate::dialect::Kind;
use crate::lint::{Basis, Check, File, Finding, Rule, Sample, Severity};
use crate::reader::estimated_tokens;

/// More examples in the description than anybody advises.
pub static DE06: Rule = Rule {
    id: "DE06",
    title: "Many examples",
    severity: Severity::Warning,
    basis: Basis::Recommendation {
        by: "The plugin-dev skill (two to four)",
        link: "",
    },
    about: "Even the advice that asked for examples in the description asked for two to four. Further ones seldom \
            show another case, and all of them are sent with every request of every session. More examples do \
            not make a better description.",
    speaks_of: Kind::is_of_claude_code,
    bad: Sample::agent(
        "---\nname: reviewer\ndescription: |\n  Use it after a change.\n  <example>user: \"a\"</example>\n  <example>user: \"b\"</example>\n  <example>user: \"c\"</example>\n  <example>user: \"d\"</example>\n  <example>user: \"e\"</example>\n---\n\nYou review code.\n",
    ),
    good: Sample::agent(
        "---\nname: reviewer\ndescription: |\n  Use it after a change.\n  <example>user: \"a\"</example>\n  <example>user: \"b\"</example>\n---\n\nYou review code.\n",
    ),
    check: Check::File(check),
};

/// The most that are advised.
const MOST: usize = 4;

fn check(file: &File<'_>) -> Vec<Finding> {
    let examples = &file.definition.examples.examples;
    let Some(first) = examples
        .get(MOST)
        .filter(|_| description_of(file).is_some())
    else {
        return Vec::new();
    };
    let tokens: usize = examples
        .iter()
        .map(|example| estimated_tokens(example.span.slice(file.source())))
        .sum();
    let message = format!(
        "The description holds {} examples, about {tokens} tokens in every session. Keep the two to four \
         that differ most; this is the fifth",
        examples.len()
    );
    vec![Finding::new(&DE06, first.opening, message)]
}

#[cfg(test)]
mod tests {
    use super::DE06;
    use crate::lint::rules::tests::found;

    #[test]
    fn the_fifth_is_marked() {
        let text = DE06.bad.text;
        let findings = found("DE06", text);
        assert_eq!(findings.len(), 1);
        assert!(text[findings[0].span.start..].starts_with("<example>user: \"e\""));
    }

    #[test]
    fn four_are_not_many() {
        let text = "---\nname: a\ndescription: <example>a</example><example>b</example><example>c</example><example>d</example>\n---\n";
        assert!(found("DE06", text).is_empty());
    }
}
