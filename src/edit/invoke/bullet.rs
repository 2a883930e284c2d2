//! An example as a bullet of Markdown, and back.

use crate::definition::{PartKind, Speaker};
use crate::edit::example::NewExample;

/// The bullet, its lines ending in LF, without one at its end. The context stands in bold, a
/// commentary at the end of the example as text behind it, everything else below, in order.
pub(super) fn write(example: &NewExample) -> String {
    let mut parts = example.parts.as_slice();
    let mut out = String::from("-");
    if let [(PartKind::Context, context), rest @ ..] = parts {
        out.push_str(&format!(" **{}**", indented(context, "  ")));
        parts = rest;
    }
    if let [rest @ .., (PartKind::Commentary, text)] = parts {
        out.push(' ');
        out.push_str(&indented(&escaped(text), "  "));
        parts = rest;
    }
    for (kind, text) in parts {
        let text = match kind {
            PartKind::Turn(speaker) => format!("{}: \"{text}\"", name(speaker)),
            PartKind::Commentary => format!("Commentary: {text}"),
            PartKind::Context => format!("Context: {text}"),
            PartKind::Note => format!("<{text}>"),
            PartKind::Prose | PartKind::Text => text.clone(),
        };
        out.push_str("\n  - ");
        out.push_str(&indented(&text, "    "));
    }
    out
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
    let (context, commentary) = match first
        .strip_prefix("**")
        .and_then(|rest| rest.split_once("**"))
    {
        Some((context, rest)) => (context, rest.trim()),
        None => ("", first),
    };
    let mut parts = Vec::new();
    if !context.is_empty() {
        parts.push((PartKind::Context, context.to_owned()));
    }
    parts.extend(items.map(item));
    if !commentary.is_empty() {
        parts.push((PartKind::Commentary, unescaped(commentary)));
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
