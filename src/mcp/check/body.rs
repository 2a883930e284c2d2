//! The tools of servers that a prompt names.
//!
//! `mcp__server__tool` leaves no doubt, wherever it stands. A bare name such as `get-library-docs` counts
//! in a section that speaks of a connected server, where it stands as an order does: first in its line
//! with something said about it, or after "use" and the like. And as many words have a `-` in them, one
//! that no tool of the server resembles is taken for a word.

use super::likeness::nearest_tool;
use super::{Checked, Live, Place, Standing, standing};
use crate::definition::Definition;
use crate::mcp::Tool;
use crate::mcp::name::normalised;
use crate::text::Span;

/// The names in the body, in its order.
pub(super) fn names<'all>(
    definition: &'all Definition,
    live: &'all [Live<'all>],
    known: &'all [String],
) -> impl Iterator<Item = Checked> + 'all {
    let sections = sections(definition);
    sections.into_iter().flat_map(move |section| {
        let source = &*definition.source;
        let plain = plain_words(section.span.slice(source));
        let spoken_of: Vec<&Live<'_>> = live
            .iter()
            .filter(|live| {
                let server = plain_words(live.server);
                !server.trim().is_empty() && plain.contains(&server)
            })
            .collect();
        section.lines.into_iter().flat_map(move |line| {
            let words = words(source, line.span);
            let mut found = Vec::new();
            for at in 0..words.len() {
                let (name, span) = name_in(source, words[at]);
                let standing = standing_in_full(name, live, known).or_else(|| {
                    let is_order = || is_ordered(source, &words, at);
                    (!line.is_shown && !spoken_of.is_empty() && is_name(name))
                        .then(|| bare(name, &spoken_of, is_order))?
                });
                if let Some(standing) = standing {
                    found.push(Checked {
                        name: name.to_owned(),
                        span,
                        place: Place::Body,
                        standing,
                    });
                }
            }
            found
        })
    })
}

/// A heading and what stands below it.
struct Section {
    span: Span,
    lines: Vec<Line>,
}

struct Line {
    span: Span,
    /// It lies in a code block or an example: said to somebody else.
    is_shown: bool,
}

fn sections(definition: &Definition) -> Vec<Section> {
    let body = definition.layout.body;
    let mut sections: Vec<Section> = Vec::new();
    let (mut in_code, mut in_example) = (false, false);
    let mut at = body.start;
    for text in body.slice(&definition.source).split_inclusive('\n') {
        let span = Span::new(at, at + text.len());
        at = span.end;
        let trimmed = text.trim_start();
        let is_fence = trimmed.starts_with("```") || trimmed.starts_with("~~~");
        in_code ^= is_fence;
        in_example |= text.contains("<example");
        let is_shown = in_code || is_fence || in_example;
        in_example &= !text.contains("</example");
        let line = Line { span, is_shown };
        match sections.last_mut() {
            Some(section) if is_shown || !text.starts_with('#') => {
                section.span.end = span.end;
                section.lines.push(line);
            }
            _ => sections.push(Section {
                span,
                lines: vec![line],
            }),
        }
    }
    sections
}

/// The words of a text in small letters, with a blank before and after each.
fn plain_words(text: &str) -> String {
    let mut plain = " ".to_owned();
    for word in text.split(|sign: char| !sign.is_alphanumeric()) {
        if !word.is_empty() {
            plain.extend(word.chars().flat_map(char::to_lowercase));
            plain.push(' ');
        }
    }
    plain
}

/// The words of a line, with the signs around them.
fn words(source: &str, line: Span) -> Vec<Span> {
    let text = line.slice(source);
    let mut words = Vec::new();
    let mut start = None;
    for (at, sign) in text.char_indices() {
        // A bracket after a name begins what it is called with.
        let ends = sign.is_whitespace() || matches!(sign, '(' | ',' | '[');
        match (ends, start) {
            (false, None) => start = Some(at),
            (true, Some(from)) => {
                words.push(Span::new(line.start + from, line.start + at));
                start = None;
            }
            _ => {}
        }
    }
    if let Some(from) = start {
        words.push(Span::new(line.start + from, line.end));
    }
    words
}

/// The word without the signs around it.
fn name_in(source: &str, word: Span) -> (&str, Span) {
    let text = word.slice(source);
    let belongs = |sign: char| sign.is_alphanumeric() || sign == '_';
    // `mcp__docs__*` ends in a sign of its own, and in Markdown `**name**` does not.
    let wild = text.contains("__*");
    let end = |sign: char| !(belongs(sign) || wild && sign == '*');
    let start = text.len() - text.trim_start_matches(|sign| !belongs(sign)).len();
    let rest = text.get(start..).unwrap_or_default().trim_end_matches(end);
    let rest = match rest.find("__*") {
        Some(at) => rest.get(..at + 3).unwrap_or(rest),
        None => rest,
    };
    let from = word.start + start;
    (rest, Span::new(from, from + rest.len()))
}

/// `mcp__server__tool`, or the same as `server:tool` and its like.
fn standing_in_full(name: &str, live: &[Live<'_>], known: &[String]) -> Option<Standing> {
    // `mcp__<server>__<tool>` explains how names are made, and names nothing.
    let allowed = |sign: char| is_plain(sign) || sign == '*';
    if name.chars().all(allowed) {
        return standing(name, live, known);
    }
    let (server, tool) = name.split_once([':', '.', '/'])?;
    let known_server = normalised(server).to_lowercase();
    let at = known
        .iter()
        .position(|one| one.to_lowercase() == known_server)?;
    let live = live.get(at)?;
    // `context7/mcp-server` is no tool, but a package.
    let found = || Standing::of(tool, &[live]);
    is_name(tool).then(found).filter(Standing::is_told)
}

impl Standing {
    /// Whether a bare name is a tool, or is like one.
    fn is_told(&self) -> bool {
        match self {
            Self::There { .. } => true,
            Self::Missing { nearest, .. } => nearest.is_some(),
            _ => false,
        }
    }

    /// What a bare name is to the first of these that has it, or has one like it.
    fn of(name: &str, live: &[&Live<'_>]) -> Self {
        let exact = |live: &&&Live<'_>| live.tools.iter().any(|tool| tool.name == name);
        if let Some(live) = live.iter().find(exact) {
            return Self::There {
                server: live.server.to_owned(),
                tool: name.to_owned(),
            };
        }
        // The arguments of tools are told too, and look like them.
        let is_argument = live
            .iter()
            .any(|live| live.tools.iter().any(|tool| takes(tool, name)));
        let near = live
            .iter()
            .find_map(|live| Some((live, nearest_tool(name, live.tools)?)))
            .filter(|_| !is_argument);
        let (server, nearest) = match near {
            Some((live, tool)) => (live.server, Some(tool.name.clone())),
            None => (live.first().map_or("", |live| live.server), None),
        };
        Self::Missing {
            server: server.to_owned(),
            nearest,
        }
    }
}

/// Whether a tool has an argument of that name.
fn takes(tool: &Tool, name: &str) -> bool {
    let arguments = tool.input_schema.get("properties");
    arguments.is_some_and(|arguments| arguments.get(name).is_some())
}

/// What a bare name is; `None` where it may be any word.
fn bare(name: &str, live: &[&Live<'_>], is_order: impl Fn() -> bool) -> Option<Standing> {
    let found = Standing::of(name, live);
    let is_there = matches!(found, Standing::There { .. });
    (is_there || (found.is_told() && is_order())).then_some(found)
}

/// Whether a word is written as names of tools are: two words or more, joined by `-`, `_` or a capital.
fn is_name(word: &str) -> bool {
    let joined = word
        .split(['-', '_'])
        .filter(|part| !part.is_empty())
        .count()
        > 1;
    let camel = word.starts_with(|sign: char| sign.is_ascii_lowercase())
        && word.contains(|sign: char| sign.is_ascii_uppercase());
    (joined || camel) && word.chars().all(is_plain)
}

fn is_plain(sign: char) -> bool {
    sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_')
}

/// Whether a word of a line stands as an order does.
fn is_ordered(source: &str, words: &[Span], at: usize) -> bool {
    const VERBS: [&str; 12] = [
        "use", "uses", "using", "call", "calls", "calling", "invoke", "invoking", "run", "running",
        "via", "tool",
    ];
    const ABOUT: [&str; 8] = [
        "for", "to", "with", "tool", "tools", "first", "when", "before",
    ];
    let plain = |at: usize| words.get(at).map_or("", |word| name_in(source, *word).0);
    let is = |word: &str, known: &[&str]| known.iter().any(|one| word.eq_ignore_ascii_case(one));
    let is_marker = |at: usize| {
        let word = words.get(at).map_or("", |word| word.slice(source));
        !word.contains(char::is_alphabetic)
    };
    let Some(word) = words.get(at) else {
        return false;
    };
    let behind = source.get(word.end..).unwrap_or_default();
    let text = word.slice(source);
    if behind.starts_with('(') || is(plain(at + 1), &["tool", "tools"]) {
        return true;
    }
    let before = (0..at)
        .rev()
        .map(plain)
        .find(|word| !is(word, &["the", "a", "its", "mcp", ""]));
    if before.is_some_and(|word| is(word, &VERBS)) {
        return true;
    }
    let is_first = (0..at).all(is_marker);
    let has_colon = text.trim_end_matches(['*', '`', '_', '"']).ends_with(':');
    is_first
        && (has_colon || at + 1 == words.len() || is(plain(at + 1), &ABOUT) || is_marker(at + 1))
}
