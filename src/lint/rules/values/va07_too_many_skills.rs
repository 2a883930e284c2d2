use super::field;
use crate::dialect::Kind;
use crate::lint::{Basis, Check, File, Finding, Rule, Sample, Severity, names_in};

/// More skills than are loaded with an agent.
pub static VA07: Rule = Rule {
    id: "VA07",
    title: "Too many skills",
    severity: Severity::Info,
    basis: Basis::Recommendation {
        by: "agnix (CC-AG-005)",
        link: "",
    },
    about: "An agent gets the whole text of every skill that it lists, before it begins. Only the first 32 are \
            loaded, agnix says, which was not tried here; and long before that their texts crowd out the task. A \
            skill that is not listed is still at hand through the tool Skill.",
    speaks_of: Kind::is_of_claude_code,
    bad: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\nskills: [s01, s02, s03, s04, s05, s06, s07, s08, s09, s10, s11, s12, s13, s14, s15, s16, s17, s18, s19, s20, s21, s22, s23, s24, s25, s26, s27, s28, s29, s30, s31, s32, s33]\n---\n\nYou review code.\n",
    ),
    good: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\nskills: [s01, s02]\n---\n\nYou review code.\n",
    ),
    check: Check::File(check),
};

/// How many are said to be loaded.
const LOADED: usize = 32;

fn check(file: &File<'_>) -> Vec<Finding> {
    let skills = field(file, "skills").map_or_else(Vec::new, |field| names_in(&field.value));
    let beyond = skills.get(LOADED..).unwrap_or_default();
    let (Some(first), Some(last)) = (beyond.first(), beyond.last()) else {
        return Vec::new();
    };
    let message = format!(
        "{} skills are listed, and only the first {LOADED} are said to be loaded: not \"{}\" and what follows it",
        skills.len(),
        first.text,
    );
    vec![Finding::new(&VA07, first.span.cover(last.span), message)]
}

#[cfg(test)]
mod tests {
    use super::VA07;
    use crate::lint::rules::tests::found;

    #[test]
    fn what_is_not_loaded_is_marked() {
        let text = VA07.bad.text;
        let findings = found("VA07", text);
        assert_eq!(findings[0].span.slice(text), "s33");
        let all_loaded = text.replace(", s33", "");
        assert!(found("VA07", &all_loaded).is_empty());
    }
}
