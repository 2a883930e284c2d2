use std::cell::OnceCell;

use super::Prose;
use super::rules::Names;
use crate::definition::{
    Attempt, Definition, Field, LayoutProblem, Reading as Frontmatter, Rules, ScalarKind, Value,
    attempt, between_lines,
};
use crate::dialect::{Kind, find};
use crate::reader::{ClaudeCode, Home, Input, Reader, Reading};
use crate::repair::{Repair, Style, repair_of};
use crate::text::Span;

/// A file as the rules see it: read once, and by the programs only as far as a rule asks.
#[derive(Debug)]
pub struct File<'file> {
    /// The file as its author sees it.
    pub definition: &'file Definition,
    /// Its path, with `/` or `\` between the folders; `None` where it has none yet.
    pub path: Option<&'file str>,
    /// What kind of file it is.
    pub kind: Kind,
    claude: OnceCell<Reading>,
    repair: OnceCell<Option<Repair>>,
    behind_fence: OnceCell<Option<Vec<Field>>>,
    prose: OnceCell<Prose>,
    tools: OnceCell<Option<Names>>,
    disallowed: OnceCell<Option<Names>>,
}

impl<'file> File<'file> {
    /// A file whose kind is found from its path and content.
    pub fn new(definition: &'file Definition, path: Option<&'file str>) -> Self {
        Self::of_kind(definition, path, find(path, definition).kind)
    }

    /// A file whose kind is known.
    pub fn of_kind(definition: &'file Definition, path: Option<&'file str>, kind: Kind) -> Self {
        Self {
            definition,
            path,
            kind,
            claude: OnceCell::new(),
            repair: OnceCell::new(),
            behind_fence: OnceCell::new(),
            prose: OnceCell::new(),
            tools: OnceCell::new(),
            disallowed: OnceCell::new(),
        }
    }

    /// The text, byte for byte.
    pub fn source(&self) -> &'file str {
        &self.definition.source
    }

    /// What the latest Claude Code makes of it: as a plugin's agent where it is one, else as a
    /// project's.
    pub fn claude(&self) -> &Reading {
        self.claude.get_or_init(|| {
            let home = if self.kind == Kind::PluginAgent {
                Home::Plugin
            } else {
                Home::Project
            };
            let program = ClaudeCode {
                home,
                ..ClaudeCode::default()
            };
            program.read(&self.input())
        })
    }

    /// The running text of its body.
    pub fn prose(&self) -> &Prose {
        self.prose
            .get_or_init(|| Prose::of(self.source(), &self.definition.body))
    }

    /// What `tools` or `disallowedTools` names, read once for all rules that ask.
    pub(super) fn names(&self, key: &str) -> Option<&Names> {
        let names = if key == "tools" {
            &self.tools
        } else {
            &self.disallowed
        };
        names.get_or_init(|| Names::of(self, key)).as_ref()
    }

    /// What a reader gets of it.
    pub fn input(&self) -> Input<'file> {
        Input {
            definition: self.definition,
            path: self.path,
        }
    }

    /// The field of that name which counts: of duplicates, the last.
    pub fn field(&self, key: &str) -> Option<&'file Field> {
        self.definition.field(key)
    }

    /// Where to say that a field is missing: at the key of the name, else of the first field; where there
    /// is no field, at the fence that closes the frontmatter. `None` where there is no frontmatter.
    pub fn place_of_what_is_missing(&self) -> Option<Span> {
        let first = self.definition.fields.first();
        let key = self.field("name").or(first).map(|field| field.key_span);
        let layout = &self.definition.layout;
        key.or(layout.closing).or(layout.opening)
    }

    /// Where a program loses something: an empty place is that of something missing.
    pub fn place_of_loss(&self, lost: Span) -> Span {
        let missing = lost.is_empty().then(|| self.place_of_what_is_missing());
        missing.flatten().unwrap_or(lost)
    }

    /// Whether Claude Code gets at the fields: there is a frontmatter, and it parses, if only after
    /// the program's own repair. Else they are what can be made out of the text.
    pub fn reads_fields(&self) -> bool {
        let fences = matches!(
            self.definition.layout.problem,
            None | Some(LayoutProblem::ClosedInsideLine(_))
        );
        let parses = matches!(
            self.definition.reading,
            Frontmatter::Yaml | Frontmatter::Repaired { .. }
        );
        fences && parses
    }

    /// How the whole file becomes valid for every program, its description in double quotes where
    /// that must change; `None` where nothing is to be repaired, or nothing can be.
    pub fn repair(&self) -> Option<&Repair> {
        self.repair
            .get_or_init(|| repair_of(self.definition, Style::Quoted))
            .as_ref()
    }

    /// The `---` at which Claude Code ends the frontmatter although it does not stand on a line of
    /// its own: other programs read on to one that does.
    pub fn early_fence(&self) -> Option<Span> {
        let layout = &self.definition.layout;
        let closing = layout.closing?;
        let in_order = matches!(
            layout.problem,
            None | Some(LayoutProblem::ClosedInsideLine(_))
        );
        (in_order && !self.stands_alone(closing)).then_some(closing)
    }

    fn stands_alone(&self, fence: Span) -> bool {
        let before = self.source().get(..fence.start).unwrap_or_default();
        let behind = self.source().get(fence.end..).unwrap_or_default();
        let rest = behind.lines().next().unwrap_or_default();
        before.ends_with('\n') && rest.trim().is_empty()
    }

    /// The fields up to the `---` line that was meant to close the frontmatter, where an
    /// [early fence](Self::early_fence) closes it; `None` where there is none, or where even those
    /// would not parse.
    pub fn fields_but_for_the_fence(&self) -> Option<&[Field]> {
        self.behind_fence
            .get_or_init(|| {
                self.early_fence()?;
                let (frontmatter, _) = between_lines(self.source())?;
                match attempt(self.source(), frontmatter, Rules::NEWEST) {
                    Attempt::Fields { fields, .. } => Some(fields),
                    Attempt::NotAMapping | Attempt::Refused { .. } => None,
                }
            })
            .as_deref()
    }

    /// Whether an [early fence](Self::early_fence) is why the field is not there, or empty.
    pub fn is_cut_off(&self, key: &str) -> bool {
        let says = |field: &Field| {
            !matches!(&field.value, Value::Scalar(scalar)
                if scalar.kind == ScalarKind::Null || scalar.text.as_str().is_empty())
        };
        let meant = self
            .fields_but_for_the_fence()
            .is_some_and(|fields| fields.iter().any(|field| field.key == key && says(field)));
        let has_it = self.reads_fields() && self.field(key).is_some_and(says);
        meant && !has_it
    }
}
