use super::{TEXTS, with_repair};
use crate::dialect::Kind;
use crate::lint::{Basis, Check, File, Finding, Rule, Sample, Severity};
use crate::reader::property_before;
use crate::text::Span;

/// A text whose first word is a tag or an anchor to YAML.
pub static FM11: Rule = Rule {
    id: "FM11",
    title: "The first word is lost",
    severity: Severity::Warning,
    basis: Basis::Spec {
        observed: "Claude Code 2.1.330",
        link: "",
    },
    about: "A value without quotes that begins with ! or & begins with a tag or an anchor of YAML: the first word is \
            no part of the text, in no program. In quotes it is.",
    speaks_of: Kind::is_of_claude_code,
    bad: Sample::agent(
        "---\nname: reviewer\ndescription: !important Use it after every change.\n---\n\nYou review code.\n",
    ),
    good: Sample::agent(
        "---\nname: reviewer\ndescription: \"!important Use it after every change.\"\n---\n\nYou review code.\n",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>) -> Vec<Finding> {
    if !file.reads_fields() {
        return Vec::new();
    }
    TEXTS
        .into_iter()
        .filter_map(|key| lost_word(file, key))
        .map(|span| {
            let message = format!(
                "To YAML {} is a sign of its own and no part of the text. Put the whole text into quotes",
                span.slice(file.source())
            );
            with_repair(Finding::new(&FM11, span, message), file)
        })
        .collect()
}

/// The word, unless it is what it seems: one of YAML's own tags, or an anchor that is referred to.
fn lost_word(file: &File<'_>, key: &str) -> Option<Span> {
    let source = file.source();
    let span = property_before(source, file.field(key)?)?;
    let word = span.slice(source);
    let frontmatter = file.definition.layout.frontmatter?.slice(source);
    let used = |anchor: &str| {
        let anchor = anchor.split_whitespace().next().unwrap_or_default();
        frontmatter.contains(&format!("*{anchor}"))
    };
    let meant = word.starts_with("!!") || word.strip_prefix('&').is_some_and(used);
    (!meant).then_some(span)
}

#[cfg(test)]
mod tests {
    use crate::lint::rules::tests::found;
    use crate::text::apply;

    #[test]
    fn the_word_comes_back_in_quotes() {
        let text = "---\nname: a\ndescription: &x thing\n---\n";
        let findings = found("FM11", text);
        assert_eq!(findings[0].span.slice(text), "&x");
        assert_eq!(
            apply(text, &findings[0].fixes[0].edits).expect("it fits"),
            "---\nname: a\ndescription: \"&x thing\"\n---\n"
        );
    }

    #[test]
    fn what_is_meant_for_yaml_is_in_order() {
        for fields in [
            "name: a\ndescription: !!str 5",
            "name: &a x\ndescription: b\ntitle: *a",
            "name: a\ndescription: # ! &\n  b",
            "name: a\ndescription: b & c!",
        ] {
            let text = format!("---\n{fields}\n---\n");
            assert!(found("FM11", &text).is_empty(), "{text}");
        }
    }
}
