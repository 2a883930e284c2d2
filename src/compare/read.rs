//! A definition as one side of a comparison.

use std::cell::OnceCell;

use crate::definition::Field;
use crate::dialect::Kind;
use crate::lint::File;
use crate::reader::{self, Reading, estimated_tokens};

/// A file, read by the program that it is written for.
pub(super) struct Read<'side, 'file> {
    /// The file as the rules see it.
    pub file: &'side File<'file>,
    reading: OnceCell<Option<Reading>>,
}

impl<'side, 'file> Read<'side, 'file> {
    /// A file that nobody has read yet.
    pub fn new(file: &'side File<'file>) -> Self {
        Self {
            file,
            reading: OnceCell::new(),
        }
    }

    /// Its text.
    pub fn source(&self) -> &'file str {
        self.file.source()
    }

    /// What the program makes of it that it is written for; `None` where no reader is one of it.
    pub fn reading(&self) -> Option<&Reading> {
        if self.file.kind.is_of_claude_code() {
            return Some(self.file.claude());
        }
        self.reading
            .get_or_init(|| {
                let reader = reader::by_id(self.file.kind.readers().first()?)?;
                Some(reader.read(&self.file.input()))
            })
            .as_ref()
    }

    /// Whether that program loads it.
    pub fn loads(&self) -> bool {
        self.reading()
            .is_some_and(|reading| reading.outcome.loads())
    }

    /// Its name, as the program has it; where it does not load, as the file says it.
    pub fn name(&self) -> Option<&str> {
        let read = self.reading().and_then(|reading| reading.name.as_deref());
        read.or_else(|| self.file.definition.text("name"))
            .map(str::trim)
            .filter(|name| !name.is_empty())
    }

    /// What its description costs in every session, in tokens: an estimate. Nothing where it does not
    /// load.
    pub fn tokens(&self) -> usize {
        let Some(reading) = self.reading().filter(|reading| reading.outcome.loads()) else {
            return 0;
        };
        let of_description = || reading.description.as_deref().map(estimated_tokens);
        reading
            .roster_tokens()
            .or_else(of_description)
            .unwrap_or_default()
    }

    /// A field as it comes into force: the file loads, and the value counts.
    pub fn in_force(&self, key: &str) -> Option<&'file Field> {
        let field = self.file.field(key)?;
        let not_here = self.file.kind == Kind::PluginAgent
            && crate::dialect::claude_fields::known(key)
                .is_some_and(|known| known.ignored_in_plugins);
        let says_nothing = super::value::is_nothing(&field.value);
        let counts = !not_here && !says_nothing && reader::ignored(field).is_none();
        (self.loads() && counts).then_some(field)
    }
}
