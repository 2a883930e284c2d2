//! What looks like a key or a password, by the beginnings that well-known keys have. Rule BO11 marks it,
//! and its tests stand there.

use crate::text::Span;

/// Something that looks like a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Secret {
    /// All of it; of a private key its first line.
    pub span: Span,
    /// What it looks like, as in "a key of Anthropic".
    pub what: &'static str,
}

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

/// What looks like a secret anywhere in a text, in no order. What is evidently an example is passed over.
pub fn secrets(source: &str) -> Vec<Secret> {
    let mut found = Vec::new();
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
            let secret = PATTERNS.iter().find_map(|pattern| {
                let span = secret_at(source, at, pattern)?;
                let what = pattern.what;
                Some(Secret { span, what })
            });
            found.extend(secret);
        }
    }
    found.extend(private_keys(source).map(|span| Secret {
        span,
        what: "a private key",
    }));
    found
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
