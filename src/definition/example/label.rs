//! Labels such as `Context:`, `user:`, `**Assistant:**` or `Daisy:`, and where one may stand.

use super::scan::{Quote, bullet_before, opening_quote};
use super::words::{Word, common, translated};
use super::{PartKind, Speaker};
use crate::text::Span;

/// How long a speaker's name may be, in bytes, and in words.
const LONGEST_NAME: usize = 60;
const MOST_WORDS: usize = 3;

/// A label with its colon, its emphasis and the bullet before it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Label {
    pub kind: PartKind,
    pub span: Span,
}

/// What the text around a possible label is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Inside {
    /// Nothing is open: an item has just ended, and the next one begins.
    Nothing,
    /// Unquoted text of a turn or a context.
    Plain,
    /// A quoted turn.
    Quoted(Quote),
}

/// The label whose colon stands at `colon`, if one may stand there. Nothing before `from` is part
/// of it.
pub(super) fn label_at(text: &str, from: usize, colon: usize, inside: Inside) -> Option<Label> {
    let candidate = Candidate::read(text, from, colon)?;
    let (start, kind) = match common(candidate.word) {
        Some(word) => (candidate.word_start, candidate.common(word, inside)?),
        None => candidate.other(inside)?,
    };
    let start = candidate.with_emphasis(start);
    let start = candidate.bullet(start, inside).unwrap_or(start);
    Some(Label {
        kind,
        span: Span::new(start, candidate.end),
    })
}

/// A word with a colon behind it.
struct Candidate<'a> {
    text: &'a str,
    from: usize,
    word: &'a str,
    word_start: usize,
    /// After the colon and the emphasis that closes there.
    end: usize,
}

/// How a place relates to what stands before it.
#[derive(Clone, Copy)]
struct Stands {
    /// First on its line, or first after an item that ended.
    line_start: bool,
    /// White space, a quote, a tag or a full stop stands directly before it.
    apart: bool,
    /// The last sign before it ends a sentence, a quotation or a tag.
    after_end: bool,
    /// The last sign before it closes the quote that is open.
    after_close: bool,
}

impl<'a> Candidate<'a> {
    fn read(text: &'a str, from: usize, colon: usize) -> Option<Self> {
        let before = text.get(from..colon)?;
        let name = before.trim_end_matches(['*', '_']);
        let closed = before.len() - name.len();
        let word_len: usize = name
            .chars()
            .rev()
            .take_while(|sign| is_name_sign(*sign))
            .map(char::len_utf8)
            .take_while({
                let mut total = 0;
                move |len| {
                    total += len;
                    total <= LONGEST_NAME
                }
            })
            .sum();
        let word_start = from + name.len() - word_len;
        let word = text.get(word_start..from + name.len())?;
        // Underscores before it are emphasis.
        let word_start = word_start + word.len() - word.trim_start_matches('_').len();
        let word = word.trim_start_matches('_');
        if word.is_empty() || closed > 3 {
            return None;
        }
        let sign = text.get(colon..)?.chars().next()?;
        let mut end = colon + sign.len_utf8();
        let opened = text.get(from..word_start)?.ends_with(['*', '_']);
        if closed == 0 && opened {
            let rest = text.get(end..)?;
            let emphasis = rest
                .bytes()
                .take(3)
                .take_while(|byte| matches!(byte, b'*' | b'_'))
                .count();
            end += emphasis;
        }
        Some(Self {
            text,
            from,
            word,
            word_start,
            end,
        })
    }

    /// What a word that every program writes labels, if a label may stand here. Inside a quotation
    /// it needs more than a blank before it.
    fn common(&self, word: Word, inside: Inside) -> Option<PartKind> {
        let stands = self.stands(self.with_emphasis(self.word_start), inside);
        let quoted = matches!(inside, Inside::Quoted(_));
        let (kind, within_line) = match word {
            Word::Context => (
                PartKind::Context,
                stands.apart && !quoted && self.word.starts_with('C'),
            ),
            Word::Commentary => (PartKind::Commentary, false),
            Word::User => (
                PartKind::Turn(Speaker::User),
                stands.apart && (!quoted || self.speech_follows()),
            ),
            Word::Assistant => (
                PartKind::Turn(Speaker::Assistant),
                stands.apart && (!quoted || self.speech_follows()),
            ),
        };
        (stands.line_start || stands.after_close || within_line).then_some(kind)
    }

    /// What any other name labels, and where it begins: a translated word, or another speaker, if
    /// speech follows.
    fn other(&self, inside: Inside) -> Option<(usize, PartKind)> {
        if translated(self.word) == Some(Word::Context) {
            return self
                .name_fits(self.word_start, inside)
                .then_some((self.word_start, PartKind::Context));
        }
        if !self.speech_follows() {
            return None;
        }
        let (start, name) = self.name(inside)?;
        let speaker = match translated(name) {
            Some(Word::User) => Speaker::User,
            Some(Word::Assistant) => Speaker::Assistant,
            _ => Speaker::Other(name.to_owned()),
        };
        Some((start, PartKind::Turn(speaker)))
    }

    /// The name of up to three words before the colon, and where it begins.
    fn name(&self, inside: Inside) -> Option<(usize, &'a str)> {
        let name_end = self.word_start + self.word.len();
        let mut start = self.word_start;
        for _ in 0..MOST_WORDS {
            let name = self.text.get(start..name_end)?;
            if name.starts_with(char::is_alphabetic) && self.name_fits(start, inside) {
                return Some((start, name));
            }
            let before = self.text.get(self.from..start)?.strip_suffix(' ')?;
            let word: usize = before
                .chars()
                .rev()
                .take(LONGEST_NAME)
                .take_while(|sign| is_name_sign(*sign))
                .map(char::len_utf8)
                .sum();
            start = start - 1 - word;
            if word == 0 || name_end - start > LONGEST_NAME {
                return None;
            }
        }
        None
    }

    /// Whether a name may begin at `start`: first on its line, with a capital where a sentence may
    /// begin, or after the quote that is open has closed.
    fn name_fits(&self, start: usize, inside: Inside) -> bool {
        let stands = self.stands(self.with_emphasis(start), inside);
        let rest = self.text.get(start..).unwrap_or_default();
        match inside {
            Inside::Quoted(_) => stands.after_close,
            Inside::Nothing | Inside::Plain => {
                stands.line_start || (stands.after_end && !rest.starts_with(char::is_lowercase))
            }
        }
    }

    /// Whether a quote or an angle bracket comes next.
    fn speech_follows(&self) -> bool {
        let rest = self.text.get(self.end..).unwrap_or_default().trim_start();
        rest.starts_with('<') || opening_quote(rest).is_some()
    }

    /// The start with the emphasis signs before it.
    fn with_emphasis(&self, start: usize) -> usize {
        let before = self.text.get(self.from..start).unwrap_or_default();
        let signs = before
            .bytes()
            .rev()
            .take(3)
            .take_while(|byte| matches!(byte, b'*' | b'_'))
            .count();
        start - signs
    }

    /// Whether only blanks stand between `start` and the line's start or the item before.
    fn begins_line(&self, start: usize, inside: Inside) -> bool {
        let before = self.text.get(self.from..start).unwrap_or_default();
        match before.trim_end_matches([' ', '\t']).chars().next_back() {
            None => self.from == 0 || inside == Inside::Nothing,
            Some(sign) => matches!(sign, '\n' | '\r'),
        }
    }

    /// Where the bullet before `start` begins, if the bullet is the first on its line.
    fn bullet(&self, start: usize, inside: Inside) -> Option<usize> {
        bullet_before(self.text, self.from, start)
            .filter(|bullet| self.begins_line(*bullet, inside))
    }

    fn stands(&self, start: usize, inside: Inside) -> Stands {
        let before = self.text.get(self.from..start).unwrap_or_default();
        let line_start = self.begins_line(start, inside) || self.bullet(start, inside).is_some();
        let direct = before.chars().next_back();
        let last = before.trim_end().chars().next_back();
        let ends = |sign: char| is_quote(sign) || matches!(sign, '>' | ')' | ']');
        Stands {
            line_start,
            apart: match direct {
                None => true,
                Some(sign) => {
                    sign.is_whitespace() || ends(sign) || matches!(sign, '.' | '。' | '！' | '？')
                }
            },
            after_end: match last {
                None => inside == Inside::Nothing,
                Some(sign) => {
                    ends(sign) || matches!(sign, '.' | '!' | '?' | '…' | '。' | '！' | '？')
                }
            },
            after_close: match (inside, last) {
                (Inside::Quoted(quote), Some(sign)) => quote.closes_with(sign) || sign == '>',
                _ => false,
            },
        }
    }
}

/// What a name is made of: letters of any script with their marks, digits, `-` and `_`.
fn is_name_sign(sign: char) -> bool {
    let ascii = sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_');
    let other =
        !sign.is_ascii() && !sign.is_whitespace() && !is_quote(sign) && !is_wide_punctuation(sign);
    ascii || other
}

fn is_quote(sign: char) -> bool {
    matches!(
        sign,
        '"' | '\'' | '“' | '”' | '„' | '‘' | '’' | '‚' | '«' | '»' | '「' | '」' | '『' | '』'
    )
}

fn is_wide_punctuation(sign: char) -> bool {
    matches!(
        sign,
        '。' | '，'
            | '：'
            | '！'
            | '？'
            | '；'
            | '（'
            | '）'
            | '、'
            | '…'
            | '—'
            | '–'
            | '•'
            | '→'
    )
}
