//! From what a reader says that a program does not take, to findings: so rule and reader never disagree.

use crate::definition::Field;
use crate::lint::{File, Finding, Fix, Rule, Severity, nearest};
use crate::reader::{Loss, LossKind};
use crate::repair::{Style, repair};
use crate::text::TextEdit;

/// A program, as far as its losses need it.
pub struct Program {
    /// What a sentence calls it.
    pub name: &'static str,
    /// The keys that it knows.
    pub known: &'static [&'static str],
}

/// The finding that a loss is: an error where the whole file is lost, else as bad as the rule says. An
/// unknown key that is near to a known one gets that as a fix, and a frontmatter that does not parse its
/// repair.
pub fn finding(rule: &'static Rule, file: &File<'_>, loss: &Loss, program: &Program) -> Finding {
    let span = match loss.span {
        // Something is missing, and the fence is what there is to point at.
        span if span.is_empty() => file.definition.layout.opening.unwrap_or(span),
        span => span,
    };
    let reason = sentence(file, &loss.reason);
    let is_unparsed = loss.reason.starts_with("line ");
    let message = if is_unparsed && loss.kind == LossKind::File {
        format!("{} does not read the file. {reason}", program.name)
    } else {
        reason
    };
    let mut finding = Finding::new(rule, span, message);
    if loss.kind == LossKind::File {
        finding.severity = Severity::Error;
    }
    if is_unparsed && let Some(repair) = repair(file.source(), Style::Quoted) {
        finding = finding.fix(Fix::unsafe_("Repair the frontmatter", repair.edits));
    }
    match unknown_key(file, loss, program.known) {
        Some(field) => with_known_key(finding, file, field, program.known),
        None => finding,
    }
}

/// The field whose key is what the loss is about, and not known.
pub fn unknown_key<'file>(file: &File<'file>, loss: &Loss, known: &[&str]) -> Option<&'file Field> {
    let fields = &file.definition.fields;
    fields
        .iter()
        .find(|field| field.key_span == loss.span && !known.contains(&field.key.as_str()))
}

fn with_known_key(finding: Finding, file: &File<'_>, field: &Field, known: &[&str]) -> Finding {
    let free = known
        .iter()
        .copied()
        .filter(|key| file.field(key).is_none());
    let Some(meant) = nearest(&field.key, free) else {
        return finding;
    };
    let edits = vec![TextEdit {
        span: field.key_span,
        replacement: meant.to_owned(),
    }];
    finding.fix(Fix::unsafe_(format!("Write it as {meant}"), edits))
}

/// A reason as a sentence: with a capital, unless it begins with a key.
fn sentence(file: &File<'_>, reason: &str) -> String {
    let word = reason.split(' ').next().unwrap_or_default();
    let is_key = file.definition.fields.iter().any(|field| field.key == word);
    let mut letters = reason.chars();
    match letters.next() {
        Some(first) if !is_key => first.to_uppercase().chain(letters).collect(),
        _ => reason.to_owned(),
    }
}
