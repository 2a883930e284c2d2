use crate::dialect::Kind;
use crate::lint::secrets::{Secret, secrets};
use crate::lint::{Basis, Check, File, Finding, Fix, Rule, Sample, Severity};

/// Something that looks like a key or a password.
pub static BO11: Rule = Rule {
    id: "BO11",
    title: "Looks like a secret",
    severity: Severity::Warning,
    basis: Basis::Recommendation {
        by: "agnix (KR-AG-013)",
        link: "",
    },
    about: "A definition is shared: it lies in a repository, goes into links and is sent to a model. A key in it is \
            known to all who see it, and stays in the history of the repository after it is taken out. This \
            looks for the beginnings that well-known keys have, in the whole file, with enough behind them to be \
            one. Examples with runs of x or the word EXAMPLE are passed over.",
    speaks_of: |kind| kind != Kind::NotADefinition,
    bad: Sample::agent(concat!(
        "---\nname: reviewer\ndescription: Use it after a change.\n---\n\nYou review code. Send the report with the token gh",
        "p_Zq7Rt2Yw9Lk4Mn8Bv3Xc6Hs1Jd5Fg0PaQeT.\n"
    )),
    good: Sample::agent(
        "---\nname: reviewer\ndescription: Use it after a change.\n---\n\nYou review code. Send the report with the token in the variable GITHUB_TOKEN. A token begins with ghp_ and never goes into a file.\n",
    ),
    check: Check::File(check),
};

fn check(file: &File<'_>) -> Vec<Finding> {
    secrets(file.source())
        .into_iter()
        .map(|Secret { span, what }| {
            // The message goes into logs and reports, so it does not repeat what it found.
            let message = format!(
                "This looks like {what}, and whoever gets the file gets it. Take it out, and have it replaced \
                 where it was made"
            );
            let title = "Revoke it, and let the agent read it from the environment";
            Finding::new(&BO11, span, message).fix(Fix::display(title))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::BO11;
    use crate::lint::rules::tests::{found, found_at};

    /// Twenty-four characters that look drawn; put together here, so that no scanner finds a key.
    const DRAWN: &str = "Zq7Rt2Yw9Lk4Mn8Bv3Xc6Hs1";

    fn marked(body: &str) -> Vec<String> {
        let text = format!("---\nname: a\ndescription: b\n---\n\n{body}\n");
        let findings = found("BO11", &text);
        let mut marked = Vec::new();
        for finding in &findings {
            let secret = finding.span.slice(&text).to_owned();
            assert!(!finding.message.contains(DRAWN), "{finding:?}");
            marked.push(secret);
        }
        marked
    }

    #[test]
    fn keys_are_marked_to_their_end() {
        for secret in [
            format!("sk-{}api03-{DRAWN}", "ant-"),
            format!("{}_{DRAWN}{DRAWN}", "ghp"),
            format!("{}_pat_{DRAWN}_{DRAWN}", "github"),
            format!("{}-123-{DRAWN}", "xoxb"),
            format!("{}-proj-{DRAWN}{DRAWN}", "sk"),
            format!("{}IQ7RT2YW9LK4MN8B", "AKIA"),
        ] {
            assert_eq!(marked(&format!("Use `{secret}`.")), [secret]);
        }
    }

    #[test]
    fn a_private_key_has_a_key_in_it() {
        let begin = "-----BEGIN RSA PRIVATE KEY-----";
        assert_eq!(marked(&format!("{begin}\n{DRAWN}{DRAWN}\n")), [begin]);
        assert_eq!(marked(&format!("KEY=\"{begin}\\n{DRAWN}\"")), [begin]);
        assert!(marked(&format!("Look for `{begin}` in the files.")).is_empty());
        assert!(marked(&format!("{begin}\n...\n")).is_empty());
    }

    #[test]
    fn what_only_begins_like_a_key_is_none() {
        for body in [
            "the task-master-initialization-specialist-for-large-projects agent",
            "sk-learn-is-a-library-for-machine-learning",
            "sk-ant-xxxxxxxxxxxxxxxxxxxxxxxxxxxx1A",
            "sk-ant-your-key-goes-right-here-A1B2C3",
            "AKIAIOSFODNN7EXAMPLE",
            "ghp_ begins a token",
            "ghp_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        ] {
            assert!(marked(body).is_empty(), "{body}");
        }
    }

    #[test]
    fn the_frontmatter_and_skills_are_looked_at_too() {
        let text = BO11.bad.text.replace("You review code.", "");
        assert_eq!(found_at("BO11", "skills/a/SKILL.md", &text).len(), 1);
        let text = format!(
            "---\nname: a\ndescription: b\nmcpServers:\n  - x: {{env: {{K: {}_{DRAWN}{DRAWN}}}}}\n---\n",
            "ghp"
        );
        assert_eq!(found("BO11", &text).len(), 1);
    }
}
