//! What the grammar of examples is made of: tags, notes, quotes, bullets.
//!
//! Every function looks at one place of the text and a bounded stretch around it, so that a pass
//! over hostile text stays linear.

use crate::text::Span;

/// How long a tag or note in angle brackets may be, in bytes.
const LONGEST_NOTE: usize = 500;

/// The tags that the grammar knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TagKind {
    Example,
    Commentary,
    Context,
    User,
    Assistant,
}

/// `<name>`, `<name attribute>` or `</name>`, in any case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tag {
    pub kind: TagKind,
    pub closes: bool,
    pub span: Span,
}

/// The tag that begins at `at`, if one of the grammar's does.
pub(super) fn tag_at(text: &str, at: usize) -> Option<Tag> {
    let rest = text.get(at..)?.strip_prefix('<')?;
    let (closes, rest) = match rest.strip_prefix('/') {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    let name_len = rest
        .bytes()
        .take(20)
        .take_while(|byte| byte.is_ascii_alphabetic() || *byte == b'_')
        .count();
    let (name, rest) = rest.split_at_checked(name_len)?;
    let kind = [
        ("example", TagKind::Example),
        ("commentary", TagKind::Commentary),
        ("context", TagKind::Context),
        ("user", TagKind::User),
        ("human", TagKind::User),
        ("user_request", TagKind::User),
        ("assistant", TagKind::Assistant),
        ("assistant_response", TagKind::Assistant),
    ]
    .into_iter()
    .find_map(|(known, kind)| name.eq_ignore_ascii_case(known).then_some(kind))?;
    let end = closing_bracket(rest)?;
    // `<user name>` is a placeholder or a note; a tag with attributes has `=`.
    let inner = rest.get(..end)?.trim();
    if !inner.is_empty() && inner != "/" && !inner.contains('=') {
        return None;
    }
    let len = 1 + usize::from(closes) + name_len + end + 1;
    Some(Tag {
        kind,
        closes,
        span: Span::new(at, at + len),
    })
}

/// Whether the `<` at `at` is quoted as code: the author speaks of the tag, and does not use it.
pub(super) fn is_code(text: &str, tag: Span) -> bool {
    let before = text
        .get(..tag.start)
        .is_some_and(|before| before.ends_with('`'));
    before
        && text
            .get(tag.end..)
            .is_some_and(|after| after.starts_with('`'))
}

/// The end of a note that begins at `at`: words in angle brackets, as `<function call omitted>`.
/// A single word is no note: it may be a type or a placeholder.
pub(super) fn note_at(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?.strip_prefix('<')?;
    if !rest.starts_with(char::is_alphabetic) {
        return None;
    }
    let end = closing_bracket(rest)?;
    // Some scripts put no blanks between words.
    let parts = |sign: char| sign.is_whitespace() || (!sign.is_ascii() && sign.is_alphabetic());
    rest.get(..end)?.contains(parts).then_some(at + 1 + end + 1)
}

/// The first `>` of `rest`, unless another `<` or too much text comes before it.
fn closing_bracket(rest: &str) -> Option<usize> {
    let end = rest
        .bytes()
        .take(LONGEST_NOTE)
        .position(|byte| matches!(byte, b'>' | b'<'))?;
    (rest.as_bytes().get(end) == Some(&b'>')).then_some(end)
}

/// A quote that opens a turn, with the signs that close it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quote {
    /// How many bytes open it: the sign, and a backslash before it.
    pub len: usize,
    /// Whether a backslash stands before the sign, as it is left over from an escape.
    pub escaped: bool,
    closing: &'static [char],
}

/// The quote that `rest` begins with.
pub(super) fn opening_quote(rest: &str) -> Option<Quote> {
    let (escaped, rest) = match rest.strip_prefix('\\') {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    let sign = rest.chars().next()?;
    let closing: &[char] = match sign {
        '"' => &['"', '”'],
        '\'' => &['\'', '’'],
        '“' | '„' | '”' => &['”', '“', '"'],
        '‘' | '‚' | '’' => &['’', '‘', '\''],
        '«' => &['»'],
        '»' => &['«'],
        '「' => &['」'],
        '『' => &['』'],
        _ => return None,
    };
    Some(Quote {
        len: usize::from(escaped) + sign.len_utf8(),
        escaped,
        closing,
    })
}

impl Quote {
    /// Whether `sign` closes it.
    pub(super) fn closes_with(self, sign: char) -> bool {
        self.closing.contains(&sign)
    }

    /// The last sign in `said` (what follows the opening sign) that closes it: text and rest.
    /// An apostrophe inside a word closes nothing.
    pub(super) fn last_closing(self, said: &str) -> Option<(usize, usize)> {
        let mut after: Option<char> = None;
        for (at, sign) in said.char_indices().rev() {
            if self.closes_with(sign) {
                let before = said.get(..at).and_then(|before| before.chars().next_back());
                let word = |side: Option<char>| side.is_some_and(char::is_alphanumeric);
                let apostrophe = matches!(sign, '\'' | '’') && word(before) && word(after);
                if !apostrophe {
                    let backslash = self.escaped && before == Some('\\');
                    return Some((at - usize::from(backslash), at + sign.len_utf8()));
                }
            }
            after = Some(sign);
        }
        None
    }
}

/// Where the bullet before `at` begins, if one stands there (`- `, `* `, `1. `) and belongs to what
/// begins at `at`; `from` is how far back it may be.
pub(super) fn bullet_before(text: &str, from: usize, at: usize) -> Option<usize> {
    let before = text.get(from..at)?;
    let trimmed = before.trim_end_matches([' ', '\t']);
    if trimmed.len() == before.len() {
        return None;
    }
    let last = trimmed.chars().next_back()?;
    let start = match last {
        '-' | '*' | '+' | '•' => trimmed.len() - last.len_utf8(),
        '.' | ')' => {
            let number = trimmed.get(..trimmed.len() - 1)?;
            let digits = number
                .bytes()
                .rev()
                .take(4)
                .take_while(u8::is_ascii_digit)
                .count();
            let start = number.len() - digits;
            let line_start = number.get(..start)?.trim_end_matches([' ', '\t']);
            let at_start = line_start.is_empty() || line_start.ends_with(['\n', '\r']);
            if !(1..=3).contains(&digits) || !at_start {
                return None;
            }
            start
        }
        _ => return None,
    };
    let before = trimmed.get(..start)?;
    (before.is_empty() || before.ends_with(char::is_whitespace)).then_some(from + start)
}
