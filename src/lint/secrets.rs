//! What looks like a key or a password, by the beginnings that well-known keys have. Rule BO11 marks it,
//! and its tests stand there.

use super::beginnings::Beginnings;
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

/// What any secret begins with, a private key behind its dashes.
static STARTS: Beginnings = {
    let mut starts = Beginnings::of(&[BEGIN]);
    let mut index = 0;
    while index < PATTERNS.len() {
        starts = starts.with(PATTERNS[index].starts);
        index += 1;
    }
    starts
};

/// What stands behind the dashes before a private key.
const BEGIN: &str = "BEGIN ";

fn wordlike(sign: char) -> bool {
    sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_')
}

/// What looks like a secret anywhere in a text, in its order. What is evidently an example is passed over.
pub fn secrets(source: &str) -> Vec<Secret> {
    let begins = |at: usize| {
        let before = source.as_bytes().get(..at).and_then(<[u8]>::last);
        match before {
            Some(b'-') => private_key(source, at),
            Some(byte) if wordlike(char::from(*byte)) => None,
            // The first pattern that fits is the closest.
            _ => PATTERNS.iter().find_map(|pattern| {
                let span = secret_at(source, at, pattern)?;
                let what = pattern.what;
                Some(Secret { span, what })
            }),
        }
    };
    STARTS.places(source).filter_map(begins).collect()
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
    for byte in secret.bytes() {
        if let Some(seen) = seen.get_mut(usize::from(byte)) {
            *seen = true;
        }
    }
    let various = seen.into_iter().filter(|seen| *seen).count() >= VARIOUS;
    let small = secret.to_ascii_lowercase();
    let mixed = secret
        .bytes()
        .any(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
    various && mixed && !EXAMPLES.iter().any(|example| small.contains(example))
}

/// A private key whose word BEGIN may stand at that byte: its first line, with key material behind it. The
/// line alone is what people write who look for keys.
fn private_key(source: &str, begin: usize) -> Option<Secret> {
    const DASHES: &str = "-----";
    const END: &str = "PRIVATE KEY-----";
    const LEAST: usize = 16;
    let (before, behind) = source.split_at_checked(begin)?;
    if !behind.starts_with(BEGIN) || !before.ends_with(DASHES) {
        return None;
    }
    let len = behind.lines().next()?.find(END)? + END.len();
    let after = behind.get(len..)?;
    // In a text of one line, the two characters \n stand for the line end.
    let material = after.trim_start_matches(|sign: char| sign.is_whitespace() || sign == '>');
    let material = material.strip_prefix("\\n").unwrap_or(material);
    let base64 = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
    let length = material.bytes().take_while(base64).count();
    let drawn = material.get(..length).is_some_and(looks_random);
    (length >= LEAST && drawn).then(|| Secret {
        span: Span::new(begin - DASHES.len(), begin + len),
        what: "a private key",
    })
}
