//! From the frontmatter's text to its fields: steps 2 to 4 of reading.
//!
//! The YAML itself is read by saphyr-parser. Of the maintained parsers with spans it weighs least
//! in the page, and of the 360 recorded inputs it accepts and rejects the same ones as Claude Code
//! 2.1.330 but for tabs, which [`leniency`] takes care of. Only what YAML parsers refuse is read by
//! code of ours.

mod blocks;
mod characters;
mod error;
mod js_yaml;
mod leniency;
mod line_by_line;
mod repair;
mod schema;
mod source_map;
mod unique;
mod written;
mod yaml;

use super::{Definition, Field, Layout};
use crate::text::Span;
use leniency::tabs_as_blanks;
pub(crate) use line_by_line::{cut, is_known_key};
pub(crate) use schema::{Schema, kind_of as plain_kind};
use source_map::SourceMap;
use yaml::Root;

/// How the fields were obtained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// There is no frontmatter to read.
    None,
    /// It is valid YAML 1.2 and a mapping, or empty.
    Yaml,
    /// It is not valid YAML; as Claude Code reads it (tabs indent, single lines are repaired) it is.
    Repaired {
        /// What a strict parser says.
        error: YamlError,
        /// The values that the repair quotes, as they stand in the source.
        quoted: Vec<Span>,
    },
    /// Not even the repair helps: programs read no field. The fields are what can be made out line
    /// by line.
    LineByLine {
        /// What a strict parser says of the text as it stands.
        error: YamlError,
        /// What it says after the repair, or before where it is the repair that makes an earlier place wrong:
        /// this is the place that must be mended.
        after_repair: YamlError,
    },
    /// It parses, but not as a mapping (`name:x` without the blank, a list, a bare text).
    NotAMapping {
        /// What it is.
        span: Span,
    },
}

/// Why a YAML parser stops, in our words, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YamlError {
    /// The bytes to mark: never empty unless the frontmatter is.
    pub span: Span,
    /// The line of the file, from 1.
    pub line: usize,
    /// One sentence without a full stop: what is wrong there.
    pub message: String,
}

/// What a program takes although it is not YAML 1.2, or refuses although it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rules {
    /// Tabs may indent.
    pub tabs: bool,
    /// A key may stand twice; the last counts.
    pub duplicate_keys: bool,
    /// What is done to a frontmatter that does not parse.
    pub repair: Repair,
    /// Which types its plain values have.
    pub schema: Schema,
}

/// How a program mends a frontmatter before it parses it once more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Repair {
    /// Not at all.
    None,
    /// Values with signs of YAML's own are quoted (Claude Code 2.0.77 to 2.1.59).
    Signs,
    /// Those with a colon and a blank too (Claude Code since 2.1.76 at the latest).
    SignsAndColons,
    /// Values with a colon become blocks (OpenCode 1.18.34).
    Blocks,
}

impl Rules {
    /// Claude Code 2.1.330.
    pub(crate) const NEWEST: Self = Self {
        tabs: true,
        duplicate_keys: true,
        repair: Repair::SignsAndColons,
        schema: Schema::Core,
    };
    /// YAML 1.2 and nothing else.
    pub(crate) const STRICT: Self = Self {
        tabs: false,
        duplicate_keys: false,
        repair: Repair::None,
        schema: Schema::Core,
    };
}

/// What a program gets out of a frontmatter.
pub(crate) enum Attempt {
    /// Its fields, in source order.
    Fields {
        fields: Vec<Field>,
        /// Where strict YAML was left to get them.
        mended: Option<Mended>,
    },
    /// It parses, but is no mapping.
    NotAMapping,
    /// Nothing: it does not parse.
    Refused {
        /// What a strict parser says of the text as it stands.
        error: YamlError,
        /// What must be mended; see [`Reading::LineByLine`].
        after_repair: YamlError,
        /// Whether the repair changed anything at all.
        changed: bool,
    },
}

/// What made a frontmatter readable that is not valid YAML.
pub(crate) struct Mended {
    /// What a strict parser says.
    pub error: YamlError,
    /// The values that were quoted, as they stand in the source.
    pub quoted: Vec<Span>,
}

/// Reads the fields of the frontmatter that `layout` found.
pub(super) fn read(source: &str, layout: &Layout) -> (Reading, Vec<Field>) {
    let Some(frontmatter) = layout.frontmatter else {
        return (Reading::None, Vec::new());
    };
    match attempt(source, frontmatter, Rules::NEWEST) {
        Attempt::Fields {
            fields,
            mended: None,
        } => (Reading::Yaml, fields),
        Attempt::Fields {
            fields,
            mended: Some(Mended { error, quoted }),
        } => (Reading::Repaired { error, quoted }, fields),
        Attempt::NotAMapping => (Reading::NotAMapping { span: frontmatter }, Vec::new()),
        Attempt::Refused {
            error,
            after_repair,
            ..
        } => (
            Reading::LineByLine {
                error,
                after_repair,
            },
            line_by_line::read(source, frontmatter),
        ),
    }
}

/// Reads a frontmatter as a program with these rules does.
pub(crate) fn attempt(source: &str, frontmatter: Span, rules: Rules) -> Attempt {
    let text = frontmatter.slice(source);
    let parse = |text: &str, map: &SourceMap| -> Result<Root, YamlError> {
        let root = match rules.schema {
            Schema::Core => yaml::read(text, map, rules.schema),
            Schema::JsYaml3 | Schema::JsYaml4 => js_yaml::read(text, map, rules.schema),
        };
        let root = root.map_err(|refused| error::explain(source, frontmatter, &refused))?;
        match root {
            Root::Fields(fields) if !rules.duplicate_keys => {
                unique::check(source, &fields).map(|()| Root::Fields(fields))
            }
            root => Ok(root),
        }
    };
    let strict = match parse(text, &SourceMap::whole(frontmatter.start)) {
        Ok(root) => return attempt_of(root, None),
        Err(error) => error,
    };
    let with_blanks = if rules.tabs {
        tabs_as_blanks(text)
    } else {
        None
    };
    if let Some(blanks) = &with_blanks
        && let Ok(root @ Root::Fields(_)) = parse(blanks, &SourceMap::whole(frontmatter.start))
    {
        let mended = Mended {
            error: strict,
            quoted: Vec::new(),
        };
        return attempt_of(root, Some(mended));
    }
    let text = with_blanks.as_deref().unwrap_or(text);
    let repaired = match rules.repair {
        Repair::None => None,
        Repair::Signs => Some(repair::repair(text, frontmatter.start, false)),
        Repair::SignsAndColons => Some(repair::repair(text, frontmatter.start, true)),
        Repair::Blocks => Some(blocks::repair(text, frontmatter.start)),
    };
    let Some(repaired) = repaired.filter(|repaired| repaired.text != frontmatter.slice(source))
    else {
        return Attempt::Refused {
            after_repair: strict.clone(),
            error: strict,
            changed: false,
        };
    };
    match parse(&repaired.text, &repaired.map) {
        Ok(root) => {
            let mended = Mended {
                error: strict,
                quoted: repaired.quoted,
            };
            attempt_of(root, Some(mended))
        }
        Err(after_repair) => Attempt::Refused {
            // Up to there it was in order until the repair made something else of it.
            after_repair: if after_repair.span.start < strict.span.start {
                strict.clone()
            } else {
                after_repair
            },
            error: strict,
            changed: true,
        },
    }
}

/// The fields that Claude Code 2.1.330 gets out of a frontmatter, and where strict YAML was left to get
/// them; `None` where it gets none. Nothing is parsed once more where the definition's own reading
/// already tells.
pub(crate) fn newest_fields(
    definition: &Definition,
    frontmatter: Span,
) -> Option<(Vec<Field>, Option<Mended>)> {
    if definition.layout.frontmatter != Some(frontmatter) {
        return match attempt(&definition.source, frontmatter, Rules::NEWEST) {
            Attempt::Fields { fields, mended } => Some((fields, mended)),
            Attempt::NotAMapping | Attempt::Refused { .. } => None,
        };
    }
    let mended = match &definition.reading {
        Reading::Yaml => None,
        Reading::Repaired { error, quoted } => Some(Mended {
            error: error.clone(),
            quoted: quoted.clone(),
        }),
        Reading::None | Reading::NotAMapping { .. } | Reading::LineByLine { .. } => return None,
    };
    Some((definition.fields.clone(), mended))
}

/// Reads a frontmatter as strict YAML, without parsing it once more where the definition's own
/// reading already tells.
pub(crate) fn strict_attempt(definition: &Definition, frontmatter: Span) -> Attempt {
    let source = &*definition.source;
    if definition.layout.frontmatter != Some(frontmatter) {
        return attempt(source, frontmatter, Rules::STRICT);
    }
    let refused = |error: &YamlError| Attempt::Refused {
        error: error.clone(),
        after_repair: error.clone(),
        changed: false,
    };
    match &definition.reading {
        // It may be the repair that made it no mapping.
        Reading::None | Reading::NotAMapping { .. } => attempt(source, frontmatter, Rules::STRICT),
        Reading::Repaired { error, .. } | Reading::LineByLine { error, .. } => refused(error),
        Reading::Yaml => match unique::check(source, &definition.fields) {
            Ok(()) => Attempt::Fields {
                fields: definition.fields.clone(),
                mended: None,
            },
            Err(error) => refused(&error),
        },
    }
}

fn attempt_of(root: Root, mended: Option<Mended>) -> Attempt {
    match (root, mended) {
        (Root::Fields(fields), mended) => Attempt::Fields { fields, mended },
        (Root::Empty, None) => Attempt::Fields {
            fields: Vec::new(),
            mended: None,
        },
        (Root::Empty | Root::Other, _) => Attempt::NotAMapping,
    }
}
