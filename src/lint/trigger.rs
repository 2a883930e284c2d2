//! The words by which a description says when to call the agent.

use super::File;
use super::prose::{Phrases, is_english};
use crate::text::Span;

/// What a case to call the agent in is said with. Whatever might be meant so counts.
static TRIGGERS: Phrases = Phrases::new(&[
    "must be used",
    "should be used",
    "use proactively",
    "use this agent when",
    "use this agent",
    "use when",
    "activate",
    "activated",
    "activates",
    "after",
    "any time",
    "anytime",
    "ask",
    "before",
    "best for",
    "call",
    "called",
    "choose",
    "delegate",
    "dispatched",
    "during",
    "each time",
    "every time",
    "for all",
    "for any",
    "for every",
    "for tasks",
    "good for",
    "great for",
    "handle requests",
    "ideal for",
    "if",
    "invocation",
    "invoke",
    "invoked",
    "invokes",
    "must be",
    "need",
    "needed",
    "needing",
    "needs",
    "on demand",
    "once",
    "perfect for",
    "pick",
    "proactive",
    "proactively",
    "required",
    "requires",
    "run",
    "runs",
    "select",
    "should be",
    "spawn",
    "spawned",
    "suitable for",
    "trigger",
    "triggered",
    "triggers",
    "upon",
    "use",
    "used by",
    "used for",
    "used in",
    "used to",
    "used when",
    "useful",
    "uses",
    "using this",
    "via",
    "when",
    "whenever",
    "where",
    "while",
]);

/// The first words of a description that may name a case in which to call the agent, in bytes of
/// it; `None` where no English words do.
pub fn trigger_in(text: &str) -> Option<Span> {
    TRIGGERS.found_in(text).next()
}

/// Whether a description is English; a few words may not tell, and then the body does.
pub fn reads_as_english(file: &File<'_>, text: &str) -> bool {
    const LEAST_WORDS: usize = 4;
    is_english(std::iter::once(text), LEAST_WORDS) || (text.is_ascii() && file.prose().english)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_is_a_trigger() {
        for text in [
            "Use this agent when code was changed",
            "Reviews code. Use proactively.",
            "MUST BE USED for reviews",
            "Reviews every change after a commit",
            "Invoke for questions of style",
            "Ideal for refactoring",
            "Dispatched by the workflow; not for direct invocation",
        ] {
            assert!(trigger_in(text).is_some(), "{text}");
        }
        let none = "Expert React developer for hooks and user-defined state";
        assert_eq!(trigger_in(none), None);
    }

    #[test]
    fn the_longest_wording_is_named() {
        let text = "Reviews code. Use this agent when code was changed";
        let found = trigger_in(text).map(|words| words.slice(text));
        assert_eq!(found, Some("Use this agent when"));
    }
}
