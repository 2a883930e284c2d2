//! The rules that a call names.

use super::printable;
use crate::lint::{TurnedOff, nearest, rule, rules};

/// The rules that are off when only some are asked for (all where none is) and some are turned off.
///
/// # Errors
/// The first id that no rule has.
pub(super) fn selection(only: &[String], off: &[String]) -> Result<TurnedOff, String> {
    let mut all = TurnedOff::nothing();
    let known = |id: &String| rule(id.trim()).ok_or_else(|| id.clone());
    let wanted = only.iter().map(known).collect::<Result<Vec<_>, _>>()?;
    for rule in rules() {
        let is_wanted = wanted.is_empty() || wanted.iter().any(|one| one.id == rule.id);
        all.set(rule.id, !is_wanted);
    }
    for id in off {
        all.set(known(id)?.id, true);
    }
    Ok(all)
}

/// What to say to an id that no rule has.
pub(super) fn unknown_rule(id: &str) -> String {
    let meant = nearest(id, rules().map(|rule| rule.id));
    let meant = meant.map_or(String::new(), |meant| format!(" Did you mean {meant}?"));
    format!(
        "There is no rule \"{}\".{meant} `agent-playground explain` lists them.",
        printable(id)
    )
}
