use super::{TEXTS, with_repair};
use crate::dialect::Kind;
use crate::lint::{Basis, Check, File, Finding, Rule, Sample, Severity};
use crate::reader::comment_behind;
use crate::text::Span;

/// A text that ends before ` #`.
pub static FM06: Rule = Rule {
    id: "FM06",
    title: "Text behind # is cut off",
    severity: Severity::Warning,
    basis: Basis::Spec {
        observed: "Claude Code 2.1.330",
        link: "",
    },
    about: "In a value without quotes a # behind a blank begins a comment of YAML: the text ends before it, \
            without a word, in every program. In quotes it is part of the text.",
    speaks_of: Kind::is_of_claude_code,
    bad: Sample::agent(
        "---\nname: reviewer\ndescription: Use it for issues such as #12 and later ones.\n---\n\nYou review code.\n",
    ),
    good: Sample::agent(
        "---\nname: reviewer\ndescription: \"Use it for issues such as #12 and later ones.\"\n---\n\nYou review code.\n",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>) -> Vec<Finding> {
    if !file.reads_fields() {
        return Vec::new();
    }
    TEXTS
        .into_iter()
        .filter_map(|key| Some((key, comment_of(file, key)?)))
        .map(|(key, span)| {
            let message = format!(
                "To YAML a comment begins here, so the {key} ends before it. Put the whole text into quotes if this is \
                 part of it"
            );
            with_repair(Finding::new(&FM06, span, message), file)
        })
        .collect()
}

/// The comment behind the field, unless it is one beyond doubt: a name is a word, and `# why` behind it
/// is none of it.
fn comment_of(file: &File<'_>, key: &str) -> Option<Span> {
    let span = comment_behind(file.source(), file.field(key)?)?;
    let text = span.slice(file.source()).trim_start_matches('#');
    let meant = key == "name" && (text.is_empty() || text.starts_with(char::is_whitespace));
    (!meant).then_some(span)
}

#[cfg(test)]
mod tests {
    use crate::lint::Safety;
    use crate::lint::rules::tests::found;
    use crate::text::apply;

    #[test]
    fn what_is_cut_off_is_marked() {
        let text = "---\nname: a\ndescription: Fix it # and more\n---\n";
        let findings = found("FM06", text);
        assert_eq!(findings[0].span.slice(text), "# and more");
        let fix = &findings[0].fixes[0];
        assert_eq!(fix.safety, Safety::Unsafe);
        assert_eq!(
            apply(text, &fix.edits).expect("it fits"),
            "---\nname: a\ndescription: \"Fix it # and more\"\n---\n"
        );
    }

    #[test]
    fn comments_and_texts_that_stay_whole() {
        for fields in [
            "name: a # the file's\ndescription: b\nmodel: opus # cheap",
            "name: a\ndescription: \"b # c\" # d",
            "name: a\ndescription: C# and b#c",
            "name: a\ndescription: |\n  b # c",
            // Claude Code's repair takes the comment in.
            "name: a\ndescription: b: c # d",
        ] {
            let text = format!("---\n{fields}\n---\n");
            assert!(found("FM06", &text).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_number_is_no_comment_behind_a_name() {
        let text = "---\nname: agent #1\ndescription: b\n---\n";
        assert_eq!(found("FM06", text)[0].span.slice(text), "#1");
    }
}
