use crate::dialect::Kind;
use crate::lint::{Basis, Check, File, Finding, Fix, Rule, Sample, Severity};
use crate::text::Span;

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

/// How a kind of secret looks.
struct Pattern {
    what: &'static str,
    starts: &'static [&'static str],
    /// How many characters follow at least.
    least: usize,
    allowed: fn(char) -> bool,
}

const PATTERNS: &[Pattern] = &[
    Pattern {
        what: "a key of Anthropic",
        starts: &["sk-ant-"],
        least: 20,
        allowed: wordlike,
    },
    Pattern {
        what: "a key of OpenAI or of a service like it",
        starts: &["sk-"],
        least: 32,
        allowed: wordlike,
    },
    Pattern {
        what: "a token of GitHub",
        starts: &["ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"],
        least: 30,
        allowed: wordlike,
    },
    Pattern {
        what: "a token of GitLab",
        starts: &["glpat-"],
        least: 20,
        allowed: wordlike,
    },
    Pattern {
        what: "a key of AWS",
        starts: &["AKIA", "ASIA"],
        least: 16,
        allowed: |sign| sign.is_ascii_uppercase() || sign.is_ascii_digit(),
    },
    Pattern {
        what: "a token of Slack",
        starts: &["xoxb-", "xoxp-", "xoxa-", "xoxs-"],
        least: 20,
        allowed: wordlike,
    },
    Pattern {
        what: "a key of Google",
        starts: &["AIza"],
        least: 35,
        allowed: wordlike,
    },
    Pattern {
        what: "a key of Stripe",
        starts: &["sk_live_", "rk_live_"],
        least: 20,
        allowed: wordlike,
    },
    Pattern {
        what: "a token of npm",
        starts: &["npm_"],
        least: 36,
        allowed: |sign| sign.is_ascii_alphanumeric(),
    },
    Pattern {
        what: "a token of Hugging Face",
        starts: &["hf_"],
        least: 30,
        allowed: |sign| sign.is_ascii_alphanumeric(),
    },
];

fn wordlike(sign: char) -> bool {
    sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_')
}

fn check(file: &File<'_>) -> Vec<Finding> {
    let source = file.source();
    let mut found: Vec<(Span, &str)> = Vec::new();
    let mut firsts = [false; 128];
    for start in PATTERNS.iter().flat_map(|pattern| pattern.starts) {
        mark(&mut firsts, start.as_bytes().first());
    }
    let mut after_word = false;
    for (at, byte) in source.bytes().enumerate() {
        let begins = !after_word && firsts.get(usize::from(byte)) == Some(&true);
        after_word = wordlike(char::from(byte));
        if begins {
            // The first pattern that fits is the closest.
            let secret = PATTERNS
                .iter()
                .find_map(|pattern| Some((secret_at(source, at, pattern)?, pattern.what)));
            found.extend(secret);
        }
    }
    found.extend(private_keys(source).map(|span| (span, "a private key")));
    found
        .into_iter()
        .map(|(span, what)| {
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

/// Marks an ASCII character in a table of them.
fn mark(table: &mut [bool; 128], byte: Option<&u8>) {
    if let Some(marked) = byte.and_then(|byte| table.get_mut(usize::from(*byte))) {
        *marked = true;
    }
}

fn secret_at(source: &str, at: usize, pattern: &Pattern) -> Option<Span> {
    let text = source.get(at..)?;
    let start = pattern
        .starts
        .iter()
        .find(|start| text.starts_with(**start))?;
    let rest = text.get(start.len()..)?;
    let len = rest
        .find(|sign: char| !(pattern.allowed)(sign))
        .unwrap_or(rest.len());
    let secret = rest.get(..len)?.trim_end_matches(['-', '_']);
    let fits = secret.len() >= pattern.least && looks_random(secret);
    fits.then(|| Span::new(at, at + start.len() + secret.len()))
}

/// Whether characters look drawn, and not written: various, not only small letters, and no words that
/// examples have.
fn looks_random(secret: &str) -> bool {
    const VARIOUS: usize = 8;
    const EXAMPLES: &[&str] = &[
        "example",
        "xxxx",
        "placeholder",
        "redacted",
        "your",
        "dummy",
        "0000",
        "....",
    ];
    let mut seen = [false; 128];
    for byte in secret.as_bytes() {
        mark(&mut seen, Some(byte));
    }
    let various = seen.into_iter().filter(|seen| *seen).count() >= VARIOUS;
    let small = secret.to_ascii_lowercase();
    let mixed = secret
        .bytes()
        .any(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
    various && mixed && !EXAMPLES.iter().any(|example| small.contains(example))
}

/// The first lines of private keys with key material behind them: the line alone is what people write
/// who look for keys.
fn private_keys(source: &str) -> impl Iterator<Item = Span> + '_ {
    const BEGIN: &str = "-----BEGIN ";
    const END: &str = "PRIVATE KEY-----";
    const LEAST: usize = 16;
    source.match_indices(BEGIN).filter_map(|(at, _)| {
        let line = source.get(at..)?.lines().next()?;
        let len = line.find(END)? + END.len();
        let after = source.get(at + len..)?;
        // In a text of one line, the two characters \n stand for the line end.
        let material = after.trim_start_matches(|sign: char| sign.is_whitespace() || sign == '>');
        let material = material.strip_prefix("\\n").unwrap_or(material);
        let base64 = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
        let length = material.bytes().take_while(base64).count();
        let drawn = material.get(..length).is_some_and(looks_random);
        (length >= LEAST && drawn).then(|| Span::new(at, at + len))
    })
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
