use std::hint::black_box;

use agent_playground::definition::Definition;
use agent_playground::reader::{self, Input, Reader};

/// Every reader, made once.
pub struct Readers(Vec<Box<dyn Reader>>);

impl Readers {
    pub fn new() -> Self {
        Self(reader::all())
    }

    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// Parses a text once and reads it with every reader, as the page does after a key; tells how
    /// many of them load it.
    pub fn read(&self, text: &str) -> usize {
        let definition = Definition::parse(text);
        let input = Input::new(&definition);
        let readings = self.0.iter().map(|reader| black_box(reader.read(&input)));
        readings.filter(|reading| reading.outcome.loads()).count()
    }
}
