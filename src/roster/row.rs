use super::words::Terms;
use super::{Counts, Granted};
use crate::definition::{Definition, Value};
use crate::dialect::Kind;
use crate::lint::{self, File, Member, Severity, TurnedOff};
use crate::reader::{Outcome, Reading, by_id, why_not};
use crate::text::SourceFile;

/// The rules that find tools of other programs: what they mark is a foreign name.
const FOREIGN_TOOLS: [&str; 2] = ["TL11", "XD05"];

/// A definition of a collection, as the program reads it that it is written for.
#[derive(Clone, Debug)]
pub struct Row {
    /// Where it lies, within its collection.
    pub path: String,
    /// What kind of file it is.
    pub kind: Kind,
    /// The program, in its version; `None` for what is no definition.
    pub program: Option<String>,
    /// What the program makes of it; `None` where there is no program.
    pub outcome: Option<Outcome>,
    /// The programs that take such a file and do not load it, by their names; its own first.
    pub dropped_by: Vec<&'static str>,
    /// Why the program does not load it: a sentence without a full stop; `None` where it does.
    pub why_not: Option<String>,
    /// The name as the program has it; of a file that it does not load, as it was written.
    pub name: Option<String>,
    /// The description, likewise.
    pub description: String,
    /// The model that it asks for.
    pub model: Option<String>,
    /// The tools it gets.
    pub tools: Granted,
    /// The tools in its lists that another program has.
    pub foreign: Vec<String>,
    /// What the line costs by which the delegating model knows it, in tokens: an estimate. `None` where
    /// there is no such line.
    pub tokens: Option<usize>,
    found: Vec<(&'static str, Severity)>,
    member: Member,
    terms: Terms,
}

impl Row {
    /// Reads and checks a file of a collection.
    pub fn of(file: &SourceFile) -> Self {
        let definition = Definition::parse(file.text.clone());
        let path = Some(file.path.as_str()).filter(|path| !path.is_empty());
        let checked = File::new(&definition, path);
        let kind = checked.kind;
        let mut programs = kind.readers().iter().filter_map(|id| by_id(id));
        let program = programs.next();
        let reading = match kind {
            Kind::ClaudeAgent | Kind::PluginAgent => Some(checked.claude().clone()),
            _ => program
                .as_ref()
                .map(|program| program.read(&checked.input())),
        };
        let own = program.as_ref().zip(reading.as_ref());
        let own = own.filter(|(_, reading)| !reading.outcome.loads());
        let others = programs.filter(|program| !program.read(&checked.input()).outcome.loads());
        let dropped_by = own
            .map(|(program, _)| program.name())
            .into_iter()
            .chain(others.map(|program| program.name()))
            .collect();
        let findings = lint::check(&checked, &TurnedOff::nothing());
        let foreign = findings
            .iter()
            .filter(|finding| FOREIGN_TOOLS.contains(&finding.rule.id))
            .map(|finding| finding.span.slice(&file.text).to_owned())
            .collect();
        let read = |text: fn(&Reading) -> Option<&String>| reading.as_ref().and_then(text).cloned();
        let name = read(|reading| reading.name.as_ref()).or_else(|| written(&definition, "name"));
        let description = read(|reading| reading.description.as_ref())
            .or_else(|| written(&definition, "description"))
            .unwrap_or_default();
        Self {
            kind,
            dropped_by,
            program: program.map(|program| program.title()),
            outcome: reading.as_ref().map(|reading| reading.outcome),
            why_not: reading
                .as_ref()
                .and_then(|reading| why_not(&definition, reading)),
            model: read(|reading| reading.model.as_ref()),
            tools: Granted::of(&checked, reading.as_ref()),
            foreign,
            tokens: reading.as_ref().and_then(Reading::roster_tokens),
            found: findings
                .iter()
                .map(|finding| (finding.rule.id, finding.severity))
                .collect(),
            member: Member::of(&checked),
            terms: Terms::of(name.as_deref().unwrap_or_default(), &description),
            name,
            description,
            path: file.path.clone(),
        }
    }

    /// Whether there is a program that it is written for and that does not load it.
    pub fn is_lost(&self) -> bool {
        self.outcome.is_some_and(|outcome| !outcome.loads())
    }

    /// Whether a program loads it, so that a request can reach it.
    pub fn is_loaded(&self) -> bool {
        self.outcome.is_some_and(Outcome::loads)
    }

    /// What people call it: its name, or the file's where it has none.
    pub fn label(&self) -> &str {
        let name = self.name.as_deref().filter(|name| !name.trim().is_empty());
        name.unwrap_or_else(|| self.path.rsplit('/').next().unwrap_or(&self.path))
    }

    /// How many findings it has by itself, without those among many files; rules that are `off` do not
    /// count.
    pub fn counts(&self, off: &TurnedOff) -> Counts {
        let mut counts = Counts::default();
        for (rule, severity) in &self.found {
            if !off.contains(rule) {
                counts.add(*severity);
            }
        }
        counts
    }

    /// What the rules over many files compare.
    pub(super) fn member(&self) -> &Member {
        &self.member
    }

    /// The words by which requests find it.
    pub(super) fn terms(&self) -> &Terms {
        &self.terms
    }
}

/// A field's text as its author sees it.
fn written(definition: &Definition, key: &str) -> Option<String> {
    match &definition.field(key)?.value {
        Value::Scalar(scalar) => Some(scalar.text.as_str().to_owned()),
        Value::List { .. } | Value::Map { .. } => None,
    }
}
