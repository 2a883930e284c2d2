//! What a repair kept: found by reading both texts, never claimed.

use super::Promise;
use super::entries::same;
use crate::definition::{Definition, Field};
use crate::reader::{ClaudeCode, Input, Reader};

/// The promise that holds between two texts; `None` where the second is worse than the first, which
/// no repair may be.
pub(super) fn kept(before: &str, after: &str) -> Option<Promise> {
    let (before, after) = (Definition::parse(before), Definition::parse(after));
    let claude = ClaudeCode::default();
    let read = |definition| claude.read(&Input::new(definition));
    let (first, second) = (read(&before), read(&after));
    if !first.outcome.loads() {
        return Some(Promise::EvidentMeaning);
    }
    if !second.outcome.loads() {
        return None;
    }
    let same = first.name == second.name
        && first.description == second.description
        && first.model == second.model
        && first.tools == second.tools
        && first.prompt == second.prompt
        && same_fields(&before, &after);
    Some(if same {
        Promise::SameMeaning
    } else {
        Promise::EvidentMeaning
    })
}

/// Whether every setting says the same. The description is compared as it is read.
fn same_fields(before: &Definition, after: &Definition) -> bool {
    let counts = |definition: &Definition, field: &Field| {
        definition
            .field(&field.key)
            .is_some_and(|last| last.span == field.span)
            && field.key != "description"
    };
    before
        .fields
        .iter()
        .filter(|field| counts(before, field))
        .all(|field| {
            after
                .field(&field.key)
                .is_some_and(|other| same(&field.value, &other.value))
        })
}
