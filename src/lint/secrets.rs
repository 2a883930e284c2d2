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

/// How a private key's first line begins and ends.
const BEGIN: &str = "-----BEGIN ";
const END: &str = "PRIVATE KEY-----";

/// How many characters the shortest secret has, its beginning among them.
const SHORTEST: usize = 20;

fn wordlike(sign: char) -> bool {
    sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_')
}

/// What looks like a secret anywhere in a text, in its order. What is evidently an example is passed over.
pub fn secrets(source: &str) -> Vec<Secret> {
    let of_word = |word: Span| {
        // The first pattern that fits is the closest.
        PATTERNS.iter().find_map(|pattern| {
            let span = secret_at(source, word, pattern)?;
            let what = pattern.what;
            Some(Secret { span, what })
        })
    };
    let mut secrets: Vec<Secret> = long_words(source).filter_map(of_word).collect();
    if source.contains(END) {
        let keys = source.match_indices(BEGIN);
        secrets.extend(keys.filter_map(|(at, _)| private_key(source, at)));
        secrets.sort_by_key(|secret| secret.span.start);
    }
    secrets
}

/// The words of a text that are long enough for a secret: whole ones, as none begins inside of a word. Most
/// are shorter and lie between two bytes that are looked at.
fn long_words(source: &str) -> impl Iterator<Item = Span> {
    static WORDLIKE: [bool; 256] = {
        let mut of_word = [false; 256];
        let mut byte: u8 = 0;
        while byte.is_ascii() {
            of_word[byte as usize] = byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
            byte += 1;
        }
        of_word
    };
    let bytes = source.as_bytes();
    let is_wordlike = |byte: &&u8| WORDLIKE[usize::from(**byte)];
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            // Where a long word begins here or later, it has this byte or a later one.
            let at = from + SHORTEST - 1;
            let before = bytes.get(from..=at)?;
            let back = before.iter().rev().take_while(is_wordlike).count();
            if back == 0 {
                from = at + 1;
                continue;
            }
            let start = at + 1 - back;
            let ahead = bytes.get(at + 1..)?.iter().take_while(is_wordlike);
            from = at + 1 + ahead.count();
            if from - start >= SHORTEST {
                return Some(Span::new(start, from));
            }
        }
    })
}

fn secret_at(source: &str, word: Span, pattern: &Pattern) -> Option<Span> {
    let text = word.slice(source);
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
    fits.then(|| Span::new(word.start, word.start + start.len() + secret.len()))
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

/// A private key whose first line begins at that byte: that line, with key material behind it. The line
/// alone is what people write who look for keys.
fn private_key(source: &str, begin: usize) -> Option<Secret> {
    const LEAST: usize = 16;
    let behind = source.get(begin..)?;
    let len = behind.lines().next()?.find(END)? + END.len();
    let after = behind.get(len..)?;
    // In a text of one line, the two characters \n stand for the line end.
    let material = after.trim_start_matches(|sign: char| sign.is_whitespace() || sign == '>');
    let material = material.strip_prefix("\\n").unwrap_or(material);
    let base64 = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
    let length = material.bytes().take_while(base64).count();
    let drawn = material.get(..length).is_some_and(looks_random);
    (length >= LEAST && drawn).then(|| Secret {
        span: Span::new(begin, begin + len),
        what: "a private key",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_secret_is_shorter_than_the_shortest() {
        let lengths = PATTERNS.iter().flat_map(|pattern| {
            let starts = pattern.starts.iter();
            starts.map(|start| start.len() + pattern.least)
        });
        assert_eq!(lengths.min(), Some(SHORTEST));
    }
}
