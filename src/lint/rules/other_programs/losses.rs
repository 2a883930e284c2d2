//! From what a reader says that a program does not take, to findings: so rule and reader never disagree.

use crate::definition::Field;
use crate::lint::{File, Finding, Fix, Rule, Severity, nearest};
use crate::reader::{Loss, LossKind};
use crate::text::TextEdit;

/// A program, and a file of its.
pub struct Program<'file> {
    /// What a sentence calls it.
    name: &'static str,
    /// The keys that it knows.
    known: &'static [&'static str],
    /// Those of them that the file does not have.
    free: Vec<&'static str>,
    file: &'file File<'file>,
}

impl<'file> Program<'file> {
    /// A program that knows these keys.
    pub fn new(
        name: &'static str,
        known: &'static [&'static str],
        file: &'file File<'file>,
    ) -> Self {
        let is_free = |key: &&str| file.field(key).is_none();
        Self {
            name,
            known,
            free: known.iter().copied().filter(is_free).collect(),
            file,
        }
    }

    /// The finding that a loss is: an error where the whole file is lost, else as bad as the rule says.
    /// An unknown key that is near to a known one gets that as a fix, and a frontmatter that does not
    /// parse its repair.
    pub fn finding(&self, rule: &'static Rule, loss: &Loss) -> Finding {
        let span = self.file.place_of_loss(loss.span);
        let reason = self.sentence(&loss.reason);
        let is_unparsed = loss.reason.starts_with("line ");
        let message = if is_unparsed && loss.kind == LossKind::File {
            format!("{} does not read the file. {reason}", self.name)
        } else {
            reason
        };
        let mut finding = Finding::new(rule, span, message);
        if loss.kind == LossKind::File {
            finding.severity = Severity::Error;
        }
        if is_unparsed && let Some(repair) = self.file.repair() {
            let edits = repair.edits.clone();
            finding = finding.fix(Fix::unsafe_("Repair the frontmatter", edits));
        }
        match self.unknown_key(loss) {
            Some(field) => self.with_known_key(finding, field),
            None => finding,
        }
    }

    /// The field whose key is what the loss is about, and not known.
    pub fn unknown_key(&self, loss: &Loss) -> Option<&'file Field> {
        let fields = &self.file.definition.fields;
        // They stand in the order of the source, and there may be very many.
        let at = fields.partition_point(|field| field.key_span.start < loss.span.start);
        fields
            .get(at)
            .filter(|field| field.key_span == loss.span)
            .filter(|field| !self.known.contains(&field.key.as_str()))
    }

    fn with_known_key(&self, finding: Finding, field: &Field) -> Finding {
        let Some(meant) = nearest(&field.key, self.free.iter().copied()) else {
            return finding;
        };
        let edits = vec![TextEdit {
            span: field.key_span,
            replacement: meant.to_owned(),
        }];
        finding.fix(Fix::unsafe_(format!("Write it as {meant}"), edits))
    }

    /// A reason as a sentence: with a capital, unless it begins with a key.
    fn sentence(&self, reason: &str) -> String {
        let word = reason.split(' ').next().unwrap_or_default();
        let mut letters = reason.chars();
        match letters.next() {
            Some(first) if !self.known.contains(&word) => {
                first.to_uppercase().chain(letters).collect()
            }
            _ => reason.to_owned(),
        }
    }
}
