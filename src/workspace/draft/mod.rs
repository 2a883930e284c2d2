//! What is kept of a document between visits, and how two tabs keep out of each other's way.
//!
//! A draft lies in a slot of its own. Before a tab writes, it compares the slot's stamp with the one
//! it last read or wrote there; if another tab has written meanwhile, it takes a new slot, so both
//! texts are kept. The store reads and writes at once, so nothing can come between the comparison
//! and the write. This module stores nothing itself: a [`DraftStore`] does.

mod slot;

pub use slot::{Saved, Slot};

/// A text as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The name of its slot.
    pub id: String,
    /// Who wrote it, and for the how-manieth time.
    pub stamp: Stamp,
    /// When, in milliseconds since 1970.
    pub saved_at: f64,
    /// Whether editors leave out the byte order mark at the start.
    pub hides_bom: bool,
    /// The source, byte for byte.
    pub text: String,
}

impl Draft {
    /// A text that is kept for the first time, at a time in milliseconds since 1970, and who brought it.
    pub fn first(id: String, writer: &str, saved_at: f64, text: &str) -> Self {
        Self {
            id,
            stamp: Stamp {
                revision: 1,
                writer: writer.to_owned(),
            },
            saved_at,
            hides_bom: text.starts_with('\u{feff}'),
            text: text.to_owned(),
        }
    }
}

/// Tells one write of a slot from every other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Counts the writes of the slot.
    pub revision: u32,
    /// The tab that wrote, by a name that is its own.
    pub writer: String,
}

impl Stamp {
    /// Whether the same tab has written this after that.
    pub fn is_after(&self, other: &Self) -> bool {
        self.writer == other.writer && self.revision > other.revision
    }
}

/// Why a store did not do what it was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// There is no room.
    #[error("the browser's storage is full")]
    Full,
    /// The browser gives this page no storage.
    #[error("the browser gives this page no storage")]
    Denied,
    /// A newer version of this page wrote it; it is left alone.
    #[error("it was kept by a newer version of this page")]
    Newer,
    /// It is not what this page writes; it is left alone.
    #[error("what is stored cannot be read")]
    Unreadable,
}

/// Where drafts lie.
pub trait DraftStore {
    /// The draft in a slot.
    ///
    /// # Errors
    /// When there is no storage, or what lies there cannot be read.
    fn get(&self, id: &str) -> Result<Option<Draft>, StoreError>;

    /// Writes a draft into its slot, whatever lies there.
    ///
    /// # Errors
    /// When there is no storage or no room.
    fn put(&self, draft: &Draft) -> Result<(), StoreError>;

    /// Removes a draft and its history.
    fn remove(&self, id: &str);

    /// The names of all slots, in no order.
    fn ids(&self) -> Vec<String>;

    /// Gives up what is kept besides the texts (histories of undo), to make room for a text.
    fn make_room(&self);
}
