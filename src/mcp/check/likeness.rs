//! Which tool was meant by a name that no tool has.

use crate::lint::nearest;
use crate::mcp::Tool;

/// The tool that was probably meant: one that a slip or two of the fingers make of the name, or else
/// the one that shares most of its words, as tools that were renamed often do.
pub(super) fn nearest_tool<'live>(name: &str, tools: &'live [Tool]) -> Option<&'live Tool> {
    let slip = nearest(name, tools.iter().map(|tool| tool.name.as_str()));
    if let Some(meant) = slip {
        return tools.iter().find(|tool| tool.name == meant);
    }
    let wanted = words(name);
    let mut best: Option<(Likeness, &Tool)> = None;
    for tool in tools {
        if let Some(likeness) = likeness(&wanted, &words(&tool.name))
            && best.as_ref().is_none_or(|(most, _)| likeness.exceeds(most))
        {
            best = Some((likeness, tool));
        }
    }
    best.map(|(_, tool)| tool)
}

/// How alike two names are, as a fraction.
struct Likeness {
    shared: usize,
    all: usize,
}

impl Likeness {
    fn exceeds(&self, other: &Self) -> bool {
        self.shared * other.all > other.shared * self.all
    }
}

/// What tools do, rather than what they do it to: names that share no more are not alike.
const VERBS: &[&str] = &[
    "add", "call", "check", "create", "delete", "do", "execute", "fetch", "find", "get", "list",
    "load", "lookup", "make", "query", "read", "remove", "resolve", "run", "search", "send", "set",
    "show", "update", "use", "write",
];

/// The words that both have, of all that either has. The last word says what a name is about, and counts
/// twice where it is the same. `None` where they share nothing but verbs.
fn likeness(one: &[String], other: &[String]) -> Option<Likeness> {
    let shared: Vec<&String> = one.iter().filter(|word| other.contains(word)).collect();
    let tells = |word: &&&String| !VERBS.contains(&word.as_str());
    let telling = shared.iter().filter(tells).count();
    if telling == 0 {
        return None;
    }
    let all = one.len() + other.len() - shared.len().min(other.len());
    let same_end =
        one.last() == other.last() && one.last().as_ref().is_some_and(|word| tells(&word));
    Some(Likeness {
        shared: shared.len() + usize::from(same_end),
        all,
    })
}

/// The words of a name in small letters, without the `s` of many: `getLibraryDocs`, `get-library-docs`
/// and `get_library_doc` are the same three.
pub(super) fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut after_small = false;
    let mut open = false;
    for sign in name.chars() {
        if !sign.is_alphanumeric() {
            open = false;
            continue;
        }
        if !open || (after_small && sign.is_uppercase()) {
            words.push(String::new());
            open = true;
        }
        after_small = sign.is_lowercase() || sign.is_numeric();
        if let Some(word) = words.last_mut() {
            word.extend(sign.to_lowercase());
        }
    }
    for word in &mut words {
        if word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") {
            word.pop();
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::super::tests::tools;
    use super::*;

    #[test]
    fn a_name_is_taken_apart() {
        for name in ["get-library-docs", "getLibraryDocs", "get_library_doc"] {
            assert_eq!(words(name), ["get", "library", "doc"], "{name}");
        }
        assert_eq!(words("URLFetch2go"), ["urlfetch2go"]);
        assert!(words("--").is_empty());
    }

    #[test]
    fn slips_come_first_and_then_shared_words() {
        let tools = tools(
            "context7",
            &["resolve-library-id", "query-docs", "get-user"],
        );
        for (name, expected) in [
            ("query_docs", Some("query-docs")),
            ("resolve-libary-id", Some("resolve-library-id")),
            ("get-library-docs", Some("query-docs")),
            ("library-lookup", Some("resolve-library-id")),
            // They share what is done, not what it is done to.
            ("get-weather", None),
            ("resolve-host", None),
            ("", None),
        ] {
            let found = nearest_tool(name, &tools).map(|tool| tool.name.as_str());
            assert_eq!(found, expected, "{name}");
        }
    }
}
