//! The running text of a system prompt, and words found in it.
//!
//! Rules that look at wording look here: code, in blocks and in spans, is not prose, and a rule about
//! English words says nothing of a text in another language.

use super::beginnings::Needles;
use crate::definition::{Body, Element, Piece};
use crate::text::Span;

/// The running text of a body.
#[derive(Clone, Debug, Default)]
pub struct Prose {
    /// Its stretches, in order.
    pub passages: Vec<Passage>,
    /// Whether it reads as English.
    pub english: bool,
}

/// A stretch of text without markup in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Where it stands in the source.
    pub span: Span,
    /// The paragraph, item, cell or heading it belongs to.
    pub whole: Span,
    /// Whether it begins that, or a line of it.
    pub begins: bool,
    /// Whether it is the text of a link or an image.
    pub linked: bool,
    /// Whether it belongs to a heading.
    pub heading: bool,
}

impl Prose {
    /// The prose of a body.
    pub fn of(source: &str, body: &Body) -> Self {
        let mut passages = Vec::new();
        for block in &body.blocks {
            let mut walk = Walk::default();
            for located in &block.content {
                let span = located.span.shift(block.span.start);
                walk.step(source, &located.piece, span, &mut passages);
            }
        }
        let texts = passages.iter().map(|passage| passage.span.slice(source));
        let english = is_english(texts, LEAST_WORDS);
        Self { passages, english }
    }
}

impl Passage {
    /// Whether a sentence begins at a byte of the source that lies in it.
    pub fn begins_at(&self, source: &str, at: usize) -> bool {
        let before = Span::new(self.span.start, at).slice(source).trim_end();
        match before.chars().next_back() {
            None => self.begins,
            Some(last) => matches!(last, '.' | '!' | '?' | ':' | ';' | '—' | '–'),
        }
    }
}

/// How many words of a body are asked for before its language is told.
const LEAST_WORDS: usize = 20;

/// One block on its way to passages.
#[derive(Default)]
struct Walk {
    /// The open elements that hold text of their own.
    open: Vec<Option<Span>>,
    code: usize,
    links: usize,
    headings: usize,
    kinds: Vec<Kind>,
    /// Nothing of the innermost of them was seen yet.
    begins: bool,
}

#[derive(Clone, Copy)]
enum Kind {
    Code,
    Link,
    Heading,
    Other,
}

impl Walk {
    fn step(&mut self, source: &str, piece: &Piece, span: Span, out: &mut Vec<Passage>) {
        match piece {
            Piece::Open(element) => self.open(element, span),
            Piece::Close => self.close(),
            Piece::Text(_) if self.code == 0 => {
                out.push(self.passage(span));
                self.begins = false;
            }
            Piece::Html(_) if self.code == 0 => self.html(source, span, out),
            Piece::SoftBreak | Piece::HardBreak => self.begins = true,
            Piece::Code(_) => self.begins = false,
            Piece::Text(_) | Piece::Html(_) | Piece::Rule | Piece::TaskMarker(_) => {}
        }
    }

    fn open(&mut self, element: &Element, span: Span) {
        let kind = match element {
            Element::CodeBlock(_) => Kind::Code,
            Element::Link(_) | Element::Image(_) => Kind::Link,
            Element::Heading(_) => Kind::Heading,
            _ => Kind::Other,
        };
        self.kinds.push(kind);
        self.count(kind, 1);
        let inline = matches!(
            element,
            Element::Emphasis
                | Element::Strong
                | Element::Strikethrough
                | Element::Link(_)
                | Element::Image(_)
        );
        self.open.push((!inline).then_some(span));
        if !inline {
            self.begins = true;
        }
    }

    fn close(&mut self) {
        self.open.pop();
        if let Some(kind) = self.kinds.pop() {
            self.count(kind, -1);
        }
    }

    fn count(&mut self, kind: Kind, by: isize) {
        let count = match kind {
            Kind::Code => &mut self.code,
            Kind::Link => &mut self.links,
            Kind::Heading => &mut self.headings,
            Kind::Other => return,
        };
        *count = count.saturating_add_signed(by);
    }

    fn passage(&self, span: Span) -> Passage {
        Passage {
            span,
            whole: self
                .open
                .iter()
                .rev()
                .flatten()
                .next()
                .copied()
                .unwrap_or(span),
            begins: self.begins,
            linked: self.links > 0,
            heading: self.headings > 0,
        }
    }

    /// Prompts are often parted by tags of their own; what stands between those is prose, line by
    /// line, but for fenced code, code spans and comments. An example shows what others say.
    fn html(&mut self, source: &str, span: Span, out: &mut Vec<Passage>) {
        if span.slice(source).contains("<example") {
            return;
        }
        let mut fenced = false;
        let mut comment = false;
        let mut at = span.start;
        for line in span.slice(source).split_inclusive('\n') {
            let start = at;
            at += line.len();
            if line.trim_start().starts_with("```") {
                fenced = !fenced;
            } else if !fenced {
                self.begins = true;
                self.html_line(
                    Span::new(start, start + line.trim_end().len()),
                    source,
                    &mut comment,
                    out,
                );
            }
        }
    }

    fn html_line(&mut self, line: Span, source: &str, comment: &mut bool, out: &mut Vec<Passage>) {
        let text = line.slice(source);
        let mut rest = 0;
        while rest < text.len() {
            let left = &text[rest..];
            if *comment {
                let Some(end) = left.find("-->") else { return };
                *comment = false;
                rest += end + 3;
                continue;
            }
            let stop = left.find(['<', '`']).unwrap_or(left.len());
            let (said, marked) = left.split_at(stop);
            if !said.trim().is_empty() {
                let start = line.start + rest + said.len() - said.trim_start().len();
                let span = Span::new(start, line.start + rest + said.trim_end().len());
                out.push(Passage {
                    whole: line,
                    ..self.passage(span)
                });
                self.begins = false;
            }
            rest += stop;
            if marked.starts_with("<!--") {
                *comment = true;
                rest += 4;
            } else {
                let close = if marked.starts_with('`') { '`' } else { '>' };
                let end = marked.get(1..).and_then(|marked| marked.find(close));
                rest += end.map_or(marked.len(), |end| end + 2);
            }
        }
    }
}

/// The words of a text, each where it stands in it: letters, digits and apostrophes in a row.
pub fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = end_of(Part::Gap, text, at);
        at = end_of(Part::Word, text, start);
        (at > start).then(|| (start, text.get(start..at).unwrap_or_default()))
    })
}

/// Where the characters end that begin at a byte and all belong to words, or all to none. Most are ASCII,
/// which needs no decoding.
#[inline]
fn end_of(wanted: Part, text: &str, mut at: usize) -> usize {
    let bytes = text.as_bytes();
    while let Some(byte) = bytes.get(at) {
        let part = PARTS[usize::from(*byte)];
        if part == wanted {
            at += 1;
        } else if part == Part::Unsaid {
            match length_beyond_ascii(wanted, text, at) {
                Some(length) => at += length,
                None => break,
            }
        } else {
            break;
        }
    }
    at
}

/// How many bytes the character there has, if it belongs to words, or to none, as is wanted.
#[cold]
fn length_beyond_ascii(wanted: Part, text: &str, at: usize) -> Option<usize> {
    let sign = text.get(at..)?.chars().next()?;
    let of_word = sign.is_alphanumeric() || sign == '’';
    (of_word == (wanted == Part::Word)).then(|| sign.len_utf8())
}

/// What a byte belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Word,
    Gap,
    /// It is a part of a character beyond ASCII, which has to be looked at.
    Unsaid,
}

/// The part of every byte: looked up, since every byte of a prompt is asked for it.
static PARTS: [Part; 256] = {
    let mut parts = [Part::Unsaid; 256];
    let mut byte: u8 = 0;
    while byte.is_ascii() {
        let of_word = byte.is_ascii_alphanumeric() || byte == b'\'';
        parts[byte as usize] = if of_word { Part::Word } else { Part::Gap };
        byte += 1;
    }
    parts
};

/// Phrases to look for, in small ASCII letters. Where one begins like another, the longer stands
/// first.
pub struct Phrases(Needles);

impl Phrases {
    /// These phrases.
    pub const fn new(known: &'static [&'static str]) -> Self {
        Self(Needles::new(known))
    }

    /// Where they stand in a text as whole words, in any case.
    pub fn found_in<'text>(&'static self, text: &'text str) -> impl Iterator<Item = Span> + 'text {
        let goes_on =
            |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'\'' || !byte.is_ascii();
        self.0.places(text).filter_map(move |at| {
            let (before, rest) = text.split_at_checked(at)?;
            if before.as_bytes().last().is_some_and(goes_on) {
                return None;
            }
            let mut near = self.0.near(rest.as_bytes());
            let phrase = near.find(|phrase| begins_with(rest, phrase))?;
            Some(Span::new(at, at + phrase.len()))
        })
    }
}

/// Whether a text begins with a phrase, in any case, and the phrase's last word ends there.
pub fn begins_with(text: &str, phrase: &str) -> bool {
    let Some((start, rest)) = text.split_at_checked(phrase.len()) else {
        return false;
    };
    let goes_on = |sign: char| sign.is_alphanumeric() || matches!(sign, '-' | '_');
    start.eq_ignore_ascii_case(phrase) && !rest.starts_with(goes_on)
}

/// Whether the words are spoken of, and not said: they stand in quotes, alone or with others.
pub fn is_quoted(text: &str, span: Span) -> bool {
    let before = text.get(..span.start).unwrap_or_default();
    let after = text.get(span.end..).unwrap_or_default();
    let open = before.matches('"').count() % 2 == 1 && after.contains('"');
    let curly = before.rfind('“') > before.rfind('”') && after.contains('”');
    let single = before.ends_with(['\'', '‘', '`']);
    open || curly || single
}

/// Whether texts read as English: nearly all letters are ASCII, and enough of the words are such that
/// English needs them and its neighbours do not have them, two different ones at least. Of fewer than `least` words nothing is said.
pub fn is_english<'text>(texts: impl Iterator<Item = &'text str> + Clone, least: usize) -> bool {
    const COMMON: [[u8; LONGEST]; 18] = [
        *b"the\0", *b"and\0", *b"of\0\0", *b"to\0\0", *b"for\0", *b"with", *b"that", *b"this",
        *b"you\0", *b"your", *b"are\0", *b"when", *b"from", *b"it\0\0", *b"use\0", *b"not\0",
        *b"by\0\0", *b"be\0\0",
    ];
    const LONGEST: usize = 4;
    const ENOUGH: usize = 600;
    let (mut all, mut common, mut foreign) = (0_usize, 0_usize, 0_usize);
    let mut first = None;
    let mut various = false;
    let beyond_ascii = |text: &str| text.bytes().filter(|byte| !byte.is_ascii()).count();
    let beyond: usize = texts.clone().map(beyond_ascii).sum();
    for (_, word) in texts.flat_map(words).take(ENOUGH) {
        // No further word can change it: a foreign one has two bytes beyond ASCII at least.
        if beyond * 5 <= all && common * 20 >= ENOUGH && various && all >= least {
            return true;
        }
        all += 1;
        if !word.is_ascii() {
            foreign += 1;
            continue;
        }
        // Compared as a whole, and not byte by byte.
        let mut small = [0; LONGEST];
        let Some(letters) = small.get_mut(..word.len()) else {
            continue;
        };
        letters.copy_from_slice(word.as_bytes());
        small.make_ascii_lowercase();
        if COMMON.contains(&small) {
            common += 1;
            various |= *first.get_or_insert(small) != small;
        }
    }
    all >= least && various && common * 20 >= all && foreign * 10 <= all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::Definition;

    fn texts(body: &str) -> Vec<(String, bool)> {
        let source = format!("---\nname: a\n---\n{body}");
        let definition = Definition::parse(source);
        Prose::of(&definition.source, &definition.body)
            .passages
            .into_iter()
            .map(|passage| {
                (
                    passage.span.slice(&definition.source).to_owned(),
                    passage.begins,
                )
            })
            .collect()
    }

    #[test]
    fn code_is_no_prose() {
        let body = "One `two` three.\n\n```\nfour\n```\n\n- **Five**: six\nseven\n";
        let expected = [
            ("One ", true),
            (" three.", false),
            ("Five", true),
            (": six", false),
            ("seven", true),
        ];
        assert_eq!(
            texts(body),
            expected.map(|(text, begins)| (text.to_owned(), begins))
        );
    }

    #[test]
    fn between_tags_of_ones_own_is_prose() {
        let body = "<role>\nYou <b>are</b> `x` here.\n<!-- not\nthis --> but this\n```\nnor this\n```\n</role>\n";
        let example = "<example>\nuser: Do it.\n</example>\n\n";
        let body = format!("{example}{body}");
        let body = body.as_str();
        let expected = ["You", "are", "here.", "but this"];
        let found: Vec<_> = texts(body).into_iter().map(|(text, _)| text).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn phrases_are_whole_words() {
        let text = "If possible, and if possibles; IF POSSIBLE";
        static PHRASES: Phrases = Phrases::new(&["if possible"]);
        let found: Vec<_> = PHRASES.found_in(text).map(|span| span.start).collect();
        assert_eq!(found, [0, 31]);
    }

    #[test]
    fn english_is_told_from_its_neighbours() {
        let english = |text: &str| is_english(std::iter::once(text), 4);
        assert!(english("Reviews the code and says what is wrong with it."));
        assert!(!english(
            "Prüft den Code und sagt, was daran falsch ist und warum."
        ));
        assert!(!english(
            "Controleert de code en zegt wat er mis is met het ontwerp of de stijl."
        ));
        assert!(!english("Revisa el código y dice lo que está mal en él."));
        assert!(!english("ตรวจสอบโค้ด และ use the tools"));
        assert!(!english("the and of"));
    }
}
