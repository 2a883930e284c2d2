//! DE: the description.

mod de01_missing;
mod de02_length;
mod de03_no_trigger;
mod de04_transcript_examples;
mod de05_malformed_example;
mod de06_many_examples;
mod de07_costly_together;
mod de08_over_the_limit;
mod de09_same_description;

use crate::definition::{MappedText, ScalarKind, Value};
use crate::lint::{File, Rule};
use de01_missing::DE01;
use de02_length::DE02;
use de03_no_trigger::DE03;
use de04_transcript_examples::DE04;
use de05_malformed_example::DE05;
use de06_many_examples::DE06;
use de07_costly_together::DE07;
use de08_over_the_limit::DE08;
use de09_same_description::DE09;

/// The rules of this group.
pub const RULES: &[&Rule] = &[
    &DE01, &DE02, &DE03, &DE04, &DE05, &DE06, &DE07, &DE08, &DE09,
];

/// The description of a file whose fields are read, if it is a text that says anything. Of other
/// files other rules speak, and what is guessed is not judged.
fn description_of<'file>(file: &File<'file>) -> Option<&'file MappedText> {
    let field = file.field("description").filter(|_| file.reads_fields())?;
    match &field.value {
        Value::Scalar(scalar)
            if scalar.kind == ScalarKind::String && !scalar.text.as_str().trim().is_empty() =>
        {
            Some(&scalar.text)
        }
        _ => None,
    }
}
