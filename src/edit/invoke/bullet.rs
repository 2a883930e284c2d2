//! An example as a bullet of Markdown, and back.

use crate::definition::{PartKind, Speaker};
use crate::edit::example::NewExample;

/// The bullet, its lines ending in LF, without one at its end. The context stands in bold, a
/// commentary at the end of the example as text behind it, everything else below, in order. Without
/// either, the first part stands on the bullet's own line.
pub(super) fn write(example: &NewExample) -> String {
    let mut parts = example.parts.as_slice();
    let mut first = Vec::new();
    if let [(PartKind::Context, context), rest @ ..] = parts {
        first.push(format!("**{context}**"));
        parts = rest;
    }
    match parts {
        [only] if first.is_empty() => {
            first.push(escaped(&line(only)));
            parts = &[];
        }
        [rest @ .., (PartKind::Commentary, text)] => {
            first.push(escaped(text));
            parts = rest;
        }
        [said @ (PartKind::Turn(_) | PartKind::Note, _), rest @ ..] if first.is_empty() => {
            first.push(escaped(&line(said)));
            parts = rest;
        }
        _ => {}
    }
    let mut out = String::from("-");
    for text in first {
        out.push(' ');
        out.push_str(&indented(&text, "  "));
    }
    for part in parts {
        out.push_str("\n  - ");
        out.push_str(&indented(&line(part), "    "));
    }
    out
}

/// A part on a line of its own.
fn line((kind, text): &(PartKind, String)) -> String {
    match kind {
        PartKind::Turn(speaker) => format!("{}: \"{text}\"", name(speaker)),
        PartKind::Commentary => format!("Commentary: {text}"),
        PartKind::Context => format!("Context: {text}"),
        PartKind::Note => format!("<{text}>"),
        PartKind::Prose | PartKind::Text => text.clone(),
    }
}

/// What a bullet says; `None` where the text is none.
pub(super) fn read(bullet: &str) -> Option<NewExample> {
    let text = bullet.strip_prefix(['-', '*'])?;
    let mut items: Vec<String> = vec![String::new()];
    for (index, line) in text.lines().enumerate() {
        if index > 0
            && let Some(item) = ["  - ", "  * "]
                .iter()
                .find_map(|sign| line.strip_prefix(sign))
        {
            items.push(item.to_owned());
            continue;
        }
        let indent = if items.len() > 1 { 4 } else { 2 };
        let blanks = line.len() - line.trim_start_matches(' ').len();
        let item = items.last_mut()?;
        if index > 0 {
            item.push('\n');
        }
        item.push_str(if index > 0 {
            &line[blanks.min(indent)..]
        } else {
            line
        });
    }
    let mut items = items.iter().map(|item| item.trim());
    let first = items.next()?;
    let below: Vec<_> = items.map(item).collect();
    let bold = first
        .strip_prefix("**")
        .and_then(|rest| rest.split_once("**"));
    let (context, text) = match bold {
        Some((context, rest)) => (context, unescaped(rest.trim())),
        None => ("", unescaped(first)),
    };
    let mut parts = Vec::new();
    if !context.is_empty() {
        parts.push((PartKind::Context, context.to_owned()));
    }
    let own = item(&text);
    let is_said = matches!(own.0, PartKind::Turn(_) | PartKind::Note);
    if text.is_empty() {
        parts.extend(below);
    } else if context.is_empty() && (below.is_empty() || is_said) {
        parts.push(own);
        parts.extend(below);
    } else {
        parts.extend(below);
        parts.push((PartKind::Commentary, text));
    }
    Some(NewExample { parts })
}

/// A line below a bullet.
fn item(text: &str) -> (PartKind, String) {
    let said = text
        .strip_suffix('"')
        .and_then(|text| text.split_once(": \""))
        .filter(|(name, _)| !name.contains(['"', '\n']));
    if let Some((name, said)) = said {
        return (PartKind::Turn(speaker(name)), said.to_owned());
    }
    if let Some(note) = text
        .strip_prefix('<')
        .and_then(|text| text.strip_suffix('>'))
    {
        return (PartKind::Note, note.to_owned());
    }
    for (label, kind) in [
        ("Commentary: ", PartKind::Commentary),
        ("Context: ", PartKind::Context),
    ] {
        if let Some(text) = text.strip_prefix(label) {
            return (kind, text.to_owned());
        }
    }
    (PartKind::Text, text.to_owned())
}

fn name(speaker: &Speaker) -> &str {
    match speaker {
        Speaker::User => "User",
        Speaker::Assistant => "Assistant",
        Speaker::Other(name) => name,
    }
}

fn speaker(name: &str) -> Speaker {
    match name {
        "User" => Speaker::User,
        "Assistant" => Speaker::Assistant,
        name => Speaker::Other(name.to_owned()),
    }
}

/// The lines after the first stand further in.
fn indented(text: &str, indent: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            out.push('\n');
            if !line.is_empty() {
                out.push_str(indent);
            }
        }
        out.push_str(line);
    }
    out
}

/// Lines that would begin an item do so no longer.
fn escaped(text: &str) -> String {
    text.replace("\n- ", "\n\\- ").replace("\n* ", "\n\\* ")
}

fn unescaped(text: &str) -> String {
    text.replace("\n\\- ", "\n- ").replace("\n\\* ", "\n* ")
}
