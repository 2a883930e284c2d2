//! What can be compared.

use std::sync::Arc;

use leptos::prelude::*;

use crate::text::SourceFile;
use crate::ui::session::Session;

/// What a person has chosen for a side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Nothing yet.
    Nothing,
    /// The document on show, as it stands.
    OnShow,
    /// The document on show, as it was opened or saved last.
    Original,
    /// A document of the workspace, by its id.
    Document(String),
    /// A collection of the workspace, by its id.
    Collection(String),
    /// What was brought to be compared, by its number.
    Brought(usize),
}

/// A file or files that were brought for nothing but to be compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Brought {
    /// What people call it: its file or folder.
    pub title: String,
    /// What it holds.
    pub content: Content,
}

/// One definition, or many.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// A file that is compared whatever it is.
    One(SourceFile),
    /// The files of a folder, a zip, a collection.
    Many(Arc<[SourceFile]>),
}

impl Choice {
    /// The word for it in a list to choose from.
    pub fn word(&self) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::OnShow => "on-show".to_owned(),
            Self::Original => "original".to_owned(),
            Self::Document(id) => format!("document {id}"),
            Self::Collection(id) => format!("collection {id}"),
            Self::Brought(at) => format!("brought {at}"),
        }
    }

    /// What [`Choice::word`] gave.
    pub fn of_word(word: &str) -> Self {
        match word.split_once(' ') {
            Some(("document", id)) => Self::Document(id.to_owned()),
            Some(("collection", id)) => Self::Collection(id.to_owned()),
            Some(("brought", at)) => at.parse().map_or(Self::Nothing, Self::Brought),
            _ if word == "on-show" => Self::OnShow,
            _ if word == "original" => Self::Original,
            _ => Self::Nothing,
        }
    }

    /// What it holds now; `None` where there is nothing of it any more. Whoever asks in an effect hears
    /// of changes of the document on show, and of the others when asked again.
    pub fn content(&self, session: Session, brought: &[Brought]) -> Option<Content> {
        let workspace = session.workspace.get_untracked();
        match self {
            Self::Nothing => None,
            Self::OnShow => Some(Content::One(on_show(session))),
            Self::Original => {
                let workspace = workspace?;
                let entry = workspace.entry(&workspace.id_on_show())?;
                let text = entry.original.clone()?;
                Some(Content::One(SourceFile::new(on_show(session).path, text)))
            }
            Self::Document(id) => {
                let workspace = workspace?;
                if workspace.id_on_show() == *id {
                    return Some(Content::One(on_show(session)));
                }
                let entry = workspace.entry(id)?;
                let path = workspace.full_path(&entry).unwrap_or_default();
                let text = entry.draft.text.as_str();
                Some(Content::One(SourceFile::new(path, text)))
            }
            Self::Collection(id) => {
                let workspace = workspace?;
                let files: Vec<SourceFile> = workspace
                    .library
                    .with_untracked(|library| {
                        let entries = library.of(id);
                        let ids = entries.iter().map(|entry| entry.id().to_owned());
                        ids.collect::<Vec<_>>()
                    })
                    .iter()
                    .filter_map(|id| Some(workspace.entry_as_it_stands(id)?.source_file()))
                    .collect();
                (!files.is_empty()).then(|| Content::Many(files.into()))
            }
            Self::Brought(at) => Some(brought.get(*at)?.content.clone()),
        }
    }

    /// The document of the workspace that it is, or the one of it that lies at a path.
    pub fn document(&self, session: Session, path: &str) -> Option<String> {
        let workspace = session.workspace.get_untracked()?;
        match self {
            Self::OnShow => Some(workspace.id_on_show()),
            Self::Document(id) => Some(id.clone()),
            Self::Collection(id) => workspace.library.with_untracked(|library| {
                let entries = library.of(id);
                let there = entries.iter().find(|entry| entry.path_or_name() == path);
                there.map(|entry| entry.id().to_owned())
            }),
            Self::Nothing | Self::Original | Self::Brought(_) => None,
        }
    }
}

/// The document on show at its path, which says what kind of file it is.
fn on_show(session: Session) -> SourceFile {
    let path = session.path.get_untracked().unwrap_or_default();
    SourceFile::new(path, session.source())
}
