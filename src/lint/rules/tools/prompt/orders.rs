//! Sentences that tell an agent to use a tool.

use crate::dialect::tool_names::{Standing, standing};
use crate::text::Span;

/// A sentence that tells the agent to use a tool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// The tool's name in it.
    pub span: Span,
    /// The tool.
    pub tool: String,
    /// The sentence.
    pub sentence: Span,
}

/// So many orders are enough to see that prompt and list do not go together.
const MOST_ORDERS: usize = 16;

/// The tools that these sentences of a source tell the agent to use, each where it is named first; at most sixteen.
pub fn orders(source: &str, sentences: &[Span]) -> Vec<Order> {
    let mut orders: Vec<Order> = Vec::new();
    for sentence in sentences {
        if let Some(order) = order(source, *sentence)
            && orders.iter().all(|other| other.tool != order.tool)
        {
            orders.push(order);
            if orders.len() == MOST_ORDERS {
                break;
            }
        }
    }
    orders
}

/// "Use the WebSearch tool", "Always use `Grep` to".
fn order(source: &str, sentence: Span) -> Option<Order> {
    const DOUBTS: [&str; 16] = [
        "never",
        "not ",
        "n't",
        "n\u{2019}t",
        "avoid",
        "without",
        "instead of",
        "rather than",
        "available",
        "access",
        "main agent",
        "main conversation",
        "parent",
        "caller",
        "orchestrator",
        "coordinator",
    ];
    const BEFORE: [&str; 7] = ["always", "must", "then", "and", "first", "also", "should"];
    let text = sentence.slice(source);
    if !text.contains("se ") {
        return None;
    }
    let words = words(text);
    let word = |at: usize| words.get(at).map_or("", |span| span.slice(text));
    let (at, name) = (0..words.len()).find_map(|at| {
        if !word(at).trim_matches(MARKUP).eq_ignore_ascii_case("use") {
            return None;
        }
        let told = at.checked_sub(1).is_none_or(|before| {
            let before = word(before);
            BEFORE
                .iter()
                .any(|known| before.eq_ignore_ascii_case(known))
                || before.ends_with([':', ','])
                || !before.contains(char::is_alphabetic)
        });
        let at = if word(at + 1) == "the" {
            at + 2
        } else {
            at + 1
        };
        let name = word(at).trim_matches(MARKUP);
        let next = word(at + 1).trim_end_matches(|sign: char| !sign.is_alphanumeric());
        let is_tool = match standing(name) {
            Standing::Known { .. } | Standing::MainOnly | Standing::Renamed(_) => true,
            Standing::Server => name.matches("__").count() == 2 && !name.ends_with('*'),
            _ => false,
        };
        (told && is_tool && matches!(next, "tool" | "to" | "for")).then_some((at, name))
    })?;
    let plain = text.to_lowercase();
    if DOUBTS.iter().any(|doubt| plain.contains(doubt)) {
        return None;
    }
    let raw = words.get(at)?;
    let inner = raw.start + raw.slice(text).find(name)?;
    // What is quoted is said to somebody else.
    if text.get(..inner)?.contains(['"', '\u{201c}']) {
        return None;
    }
    let start = sentence.start + inner;
    Some(Order {
        span: Span::new(start, start + name.len()),
        tool: name.to_owned(),
        sentence,
    })
}

const MARKUP: &[char] = &['`', '*', '"', '_'];

/// The words of a text, with the signs around them.
fn words(text: &str) -> Vec<Span> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, sign) in text.char_indices() {
        match (sign.is_whitespace(), start) {
            (true, Some(from)) => {
                words.push(Span::new(from, at));
                start = None;
            }
            (false, None) => start = Some(at),
            _ => {}
        }
    }
    if let Some(from) = start {
        words.push(Span::new(from, text.len()));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::super::sentences;
    use super::*;
    use crate::definition::Definition;

    fn orders_in(definition: &Definition) -> Vec<Order> {
        orders(&definition.source, &sentences(definition))
    }

    fn of(body: &str) -> Definition {
        Definition::parse(format!("---\nname: a\ndescription: b\n---\n{body}"))
    }

    #[test]
    fn an_order_names_its_tool() {
        for (body, tool) in [
            ("1. Use the WebSearch tool to find it.", "WebSearch"),
            ("- Use `Grep` to find it.", "Grep"),
            ("- Use Grep for names.", "Grep"),
            ("For news, use the WebFetch tool.", "WebFetch"),
            (
                "Always use mcp__context7__search to look it up.",
                "mcp__context7__search",
            ),
        ] {
            let definition = of(body);
            let orders = orders_in(&definition);
            assert_eq!(orders.len(), 1, "{body}");
            assert_eq!(orders[0].tool, tool);
            assert_eq!(orders[0].span.slice(&definition.source), tool);
        }
    }

    #[test]
    fn what_is_no_order_is_passed_over() {
        for body in [
            "Do not use the Bash tool to read files.",
            "Use the Write or Edit tool to output files.",
            "Agents that use the Read tool to look.",
            "If it is available, use the WebSearch tool to look.",
            "The parent must use the Task tool to call you.",
            "Use read to find it, and use Web to see.",
            "Use Read/Grep to find it.",
            "```\nUse the Bash tool\n```",
        ] {
            assert!(orders_in(&of(body)).is_empty(), "{body}");
        }
    }
}
