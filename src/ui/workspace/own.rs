use crate::workspace::draft::Stamp;

/// How many of the latest stamps are remembered: one is on its way while the next is made.
const REMEMBERED: usize = 8;

/// The document on show, as far as the library knows it.
pub(super) struct OnShow {
    /// Its id.
    pub id: String,
    /// What this tab has read or kept of it. Anything else in the library is another tab's.
    pub known: Vec<Stamp>,
    /// Whether it is about to be kept in the library.
    pub sync_waits: bool,
}

impl OnShow {
    pub fn new(id: String) -> Self {
        Self {
            id,
            known: Vec::new(),
            sync_waits: false,
        }
    }

    /// Remembers a stamp.
    pub fn knows(&mut self, stamp: Stamp) {
        if self.known.last() != Some(&stamp) {
            self.known.push(stamp);
        }
        let old = self.known.len().saturating_sub(REMEMBERED);
        self.known.drain(..old);
    }
}
