use std::fmt;

use super::{File, Finding, Member, Severity};
use crate::dialect::Kind;

/// A rule: what it checks, why, its source, and a bad and a good file for it.
pub struct Rule {
    /// Two letters of its group and a number: `TL01`. It never changes and is never used again.
    pub id: &'static str,
    /// What it finds, in a few words: `Unknown tool`.
    pub title: &'static str,
    /// How bad a finding usually is.
    pub severity: Severity,
    /// What it rests on.
    pub basis: Basis,
    /// What happens and what to do about it: some sentences, for the reference and for "why".
    pub about: &'static str,
    /// The kinds of files that it speaks of.
    pub speaks_of: fn(Kind) -> bool,
    /// A file in which it finds something.
    pub bad: Sample,
    /// One like it in which it finds nothing.
    pub good: Sample,
    /// How it looks for it, in files of such a kind.
    pub check: Check,
}

/// Files that are looked at together, each with its place in the roster.
pub type Together<'files> = [(usize, &'files Member)];

/// How much a rule looks at.
#[derive(Clone, Copy)]
pub enum Check {
    /// One file and nothing else: what is wrong in it.
    File(fn(&File<'_>) -> Vec<Finding>),
    /// Many files together: what is wrong in which of them, by its place in the roster.
    Roster(fn(&Together<'_>) -> Vec<(usize, Finding)>),
}

/// What a rule rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// A program behaves so.
    Spec {
        /// Which, in which version: `Claude Code 2.1.330`.
        observed: &'static str,
        /// Where it is written down; empty where it was only seen.
        link: &'static str,
    },
    /// A program is documented to behave so, and was not watched.
    Documented {
        /// Which, and as of when: `Claude Code in August 2026`.
        of: &'static str,
        /// Where it is written down.
        link: &'static str,
    },
    /// Somebody advises so.
    Recommendation {
        /// Who.
        by: &'static str,
        /// Where; empty for this project's own advice.
        link: &'static str,
    },
}

/// A file that shows a rule.
#[derive(Clone, Copy, Debug)]
pub struct Sample {
    /// Where it would lie; empty for an agent in `.claude/agents/`.
    pub path: &'static str,
    /// Its text.
    pub text: &'static str,
    /// How many such files there are. In the path and in the text of each, its number stands in the
    /// place of every `{n}`.
    pub copies: usize,
}

/// The groups of rules, by the letters of their ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// FM: the frontmatter as a whole.
    Frontmatter,
    /// ID: the name.
    Identity,
    /// DE: the description.
    Description,
    /// TL: tools and what they may do.
    Tools,
    /// VA: the values of other fields.
    Values,
    /// BO: the system prompt.
    Body,
    /// XD: files of other programs.
    OtherPrograms,
}

impl Sample {
    /// An agent of Claude Code in a project.
    pub const fn agent(text: &'static str) -> Self {
        Self::at("", text)
    }

    /// A file at a path, which says its kind.
    pub const fn at(path: &'static str, text: &'static str) -> Self {
        Self::files(1, path, text)
    }

    /// Many files alike, for a rule that looks at files together: `{n}` stands for their numbers.
    pub const fn files(copies: usize, path: &'static str, text: &'static str) -> Self {
        Self { path, text, copies }
    }

    /// Its path.
    pub fn path(&self) -> &'static str {
        if self.path.is_empty() {
            ".claude/agents/sample.md"
        } else {
            self.path
        }
    }
}

impl Basis {
    /// `spec` or `recommendation`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Spec { .. } | Self::Documented { .. } => "spec",
            Self::Recommendation { .. } => "recommendation",
        }
    }

    /// Who says so: the program that was watched or is documented, or who advises.
    pub fn source(self) -> &'static str {
        match self {
            Self::Spec { observed, .. } => observed,
            Self::Documented { of, .. } => of,
            Self::Recommendation { by, .. } => by,
        }
    }

    /// Where it is written down, if it is.
    pub fn link(self) -> Option<&'static str> {
        let (Self::Spec { link, .. }
        | Self::Documented { link, .. }
        | Self::Recommendation { link, .. }) = self;
        (!link.is_empty()).then_some(link)
    }
}

impl Group {
    /// All of them, in the order of the reference.
    pub const ALL: [Self; 7] = [
        Self::Frontmatter,
        Self::Identity,
        Self::Description,
        Self::Tools,
        Self::Values,
        Self::Body,
        Self::OtherPrograms,
    ];

    /// The letters of its rules' ids.
    pub fn letters(self) -> &'static str {
        match self {
            Self::Frontmatter => "FM",
            Self::Identity => "ID",
            Self::Description => "DE",
            Self::Tools => "TL",
            Self::Values => "VA",
            Self::Body => "BO",
            Self::OtherPrograms => "XD",
        }
    }

    /// What people call it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Frontmatter => "Frontmatter",
            Self::Identity => "Name",
            Self::Description => "Description",
            Self::Tools => "Tools",
            Self::Values => "Other fields",
            Self::Body => "System prompt",
            Self::OtherPrograms => "Other programs",
        }
    }
}

impl Rule {
    /// The group it belongs to.
    pub fn group(&self) -> Group {
        Group::ALL
            .into_iter()
            .find(|group| self.id.starts_with(group.letters()))
            .unwrap_or(Group::OtherPrograms)
    }
}

impl fmt::Debug for Rule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.id)
    }
}
