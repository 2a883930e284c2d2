//! Examples of the description and scenarios of the body: the same thing in two places.
//!
//! The form that is now advised keeps the description short and puts worked scenarios under a heading
//! `## When to invoke` in the body, which only the agent itself reads. An example becomes a bullet
//! there: its context in bold, its commentary as the text, and below it what was said, one line a
//! turn. Nothing is left out, so a bullet can become the same example again; one that a person
//! wrote (`- **Scenario.** text`) becomes an example with a context and a commentary.

mod bullet;
mod section;

use super::Refused;
use super::description::Description;
use super::example::{NewExample, added, ways_to_cut};
use super::splice::line_end;
use crate::definition::Definition;
use crate::text::{TextEdit, apply};
use section::Section;
pub use section::{Scenario, scenarios};

/// Moves an example from the description to the section, which is made where it is missing: before
/// the body's second section, or at its end.
///
/// # Errors
/// When the example cannot be written as a bullet that reads back, or nothing would be left of the
/// description.
pub fn to_body(definition: &Definition, example: usize) -> Result<Vec<TextEdit>, Refused> {
    move_out(definition, &[example])
}

/// Moves all examples there.
///
/// # Errors
/// As for [`to_body`].
pub fn all_to_body(definition: &Definition) -> Result<Vec<TextEdit>, Refused> {
    let all: Vec<usize> = (0..definition.examples.examples.len()).collect();
    move_out(definition, &all)
}

/// Moves a scenario of the section to the end of the description's examples. A section that has
/// nothing left goes as well.
///
/// # Errors
/// When it cannot be written as an example that reads back.
pub fn to_description(definition: &Definition, scenario: usize) -> Result<Vec<TextEdit>, Refused> {
    let description = Description::of(definition).ok_or(Refused::Structured)?;
    let found = scenarios(definition);
    let moved = found.get(scenario).ok_or(Refused::Gone)?;
    let (change, wanted) = added(&description, &moved.example)?;
    if description.said_after(std::slice::from_ref(&change)) != Some(wanted) {
        return Err(Refused::Marker);
    }
    let section = Section::of(definition).ok_or(Refused::Gone)?;
    let edit = section.without(definition, &found, scenario);
    both(&description, &[change], edit)
}

fn move_out(definition: &Definition, which: &[usize]) -> Result<Vec<TextEdit>, Refused> {
    let description = Description::of(definition).ok_or(Refused::Gone)?;
    let line_end = line_end(&definition.source);
    let mut bullets = Vec::new();
    for index in which {
        let example = description
            .parts
            .examples
            .get(*index)
            .ok_or(Refused::Gone)?;
        let example = NewExample::of(example);
        let written = bullet::write(&example);
        if bullet::read(&written).as_ref() != Some(&example) {
            return Err(Refused::Unwritable);
        }
        bullets.push(written.replace('\n', line_end));
    }
    if bullets.is_empty() {
        return Err(Refused::Gone);
    }
    let edit = section::with(definition, &bullets);
    let mut refused = Refused::Marker;
    for changes in ways_to_cut(&description, which) {
        match both(&description, &changes, edit.clone()) {
            Ok(edits) => return Ok(edits),
            Err(because) => refused = because,
        }
    }
    Err(refused)
}

/// The changes of the description together with an edit of the body.
fn both(
    description: &Description<'_>,
    changes: &[super::splice::Change],
    edit: TextEdit,
) -> Result<Vec<TextEdit>, Refused> {
    let definition = description.definition;
    let edited = apply(&definition.source, std::slice::from_ref(&edit));
    let start = definition.layout.body.start;
    let body = edited.map_err(|_| Refused::Unwritable)?;
    let body = body.get(start..).ok_or(Refused::Unwritable)?.to_owned();
    description.edits_with_body(changes, Some(&body), &[edit])
}

#[cfg(test)]
mod tests;
