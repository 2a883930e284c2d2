//! BO: the system prompt.

mod bo01_short;
mod bo02_long;
mod bo03_not_second_person;
mod bo04_missing_part;
mod bo05_vague_words;
mod bo06_filler;
mod bo07_only_negative;
mod bo08_unclosed;
mod bo09_placeholder;
mod bo10_not_expanded;
mod bo11_secret;
mod bo12_leftover_frontmatter;

use crate::definition::LayoutProblem;
use crate::lint::prose::{Phrases, is_quoted};
use crate::lint::{File, Passage, Rule};
use crate::text::Span;
use bo01_short::BO01;
use bo02_long::BO02;
use bo03_not_second_person::BO03;
use bo04_missing_part::BO04;
use bo05_vague_words::BO05;
use bo06_filler::BO06;
use bo07_only_negative::BO07;
use bo08_unclosed::BO08;
use bo09_placeholder::BO09;
use bo10_not_expanded::BO10;
use bo11_secret::BO11;
use bo12_leftover_frontmatter::BO12;

/// The rules of this group.
pub const RULES: &[&Rule] = &[
    &BO01, &BO02, &BO03, &BO04, &BO05, &BO06, &BO07, &BO08, &BO09, &BO10, &BO11, &BO12,
];

/// The system prompt without the white space around it; empty at its start where there is none.
/// `None` where no frontmatter ends before it: other rules say so, and what is prompt there is a guess.
fn prompt_of(file: &File<'_>) -> Option<Span> {
    let layout = &file.definition.layout;
    layout.closing?;
    if layout.problem == Some(LayoutProblem::NeverClosed) {
        return None;
    }
    let body = layout.body;
    let text = body.slice(file.source());
    let start = body.start + text.len() - text.trim_start().len();
    Some(match text.trim() {
        "" => Span::at(body.start),
        said => Span::new(start, start + said.len()),
    })
}

/// Its first line that holds a word, to mark what the whole of it lacks.
fn first_line(file: &File<'_>, prompt: Span) -> Span {
    let mut at = prompt.start;
    for line in prompt.slice(file.source()).split_inclusive('\n') {
        if line.contains(char::is_alphanumeric) {
            let start = at + line.len() - line.trim_start().len();
            return Span::new(start, start + line.trim().len());
        }
        at += line.len();
    }
    prompt
}

/// Where an English prompt says one of some phrases in its running text, neither in a heading nor in
/// the words of a link nor quoted, and where it is meant as the rule takes it.
fn said(
    file: &File<'_>,
    phrases: &'static Phrases,
    is_meant: fn(&str, &Passage, Span) -> bool,
) -> Vec<Span> {
    if english_prompt_of(file).is_none() {
        return Vec::new();
    }
    let source = file.source();
    let passages = file.prose().passages.iter();
    passages
        .filter(|passage| !passage.heading && !passage.linked)
        .flat_map(|passage| {
            let text = passage.span.slice(source);
            phrases
                .found_in(text)
                .filter(|words| is_meant(source, passage, *words) && !is_quoted(text, *words))
                .map(|words| words.shift(passage.span.start))
        })
        .collect()
}

/// A prompt long enough to be judged by, in English. Where no program reads the frontmatter, where it
/// ends may be a guess.
fn english_prompt_of(file: &File<'_>) -> Option<Span> {
    let prompt = prompt_of(file).filter(|_| file.reads_fields())?;
    let long = !bo01_short::is_short(prompt.slice(file.source()));
    (long && file.prose().english).then_some(prompt)
}
