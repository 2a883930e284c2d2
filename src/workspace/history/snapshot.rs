use std::sync::Arc;

/// The text of a document as it was at a moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Snapshot {
    /// A name that is its own.
    pub id: String,
    /// The id of the document.
    pub document: String,
    /// When, in milliseconds since 1970.
    pub at: f64,
    /// Why it was kept.
    pub reason: Reason,
    /// What a person has called it.
    pub name: Option<String>,
    /// The text, byte for byte.
    pub text: Arc<str>,
}

/// Why a moment was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It was opened, and something was changed in it afterwards.
    Opened,
    /// Somebody paused in their work.
    Pause,
    /// It was about to be repaired.
    Repair,
    /// Something in it was about to be fixed.
    Fix,
    /// Another text was about to take its place.
    Replace,
    /// An earlier moment was about to be restored.
    Restore,
    /// A person wanted it to be kept.
    ByHand,
}

impl Reason {
    const ALL: [Self; 7] = [
        Self::Opened,
        Self::Pause,
        Self::Repair,
        Self::Fix,
        Self::Replace,
        Self::Restore,
        Self::ByHand,
    ];

    /// The word by which it is stored.
    pub fn word(self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::Pause => "pause",
            Self::Repair => "repair",
            Self::Fix => "fix",
            Self::Replace => "replace",
            Self::Restore => "restore",
            Self::ByHand => "by-hand",
        }
    }

    /// The reason of that word; a pause for a word of a later version.
    pub fn of(word: &str) -> Self {
        let known = Self::ALL.into_iter().find(|reason| reason.word() == word);
        known.unwrap_or(Self::Pause)
    }

    /// What people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Opened => "as it was opened",
            Self::Pause => "in a pause",
            Self::Repair => "before a repair",
            Self::Fix => "before a fix",
            Self::Replace => "before another text took its place",
            Self::Restore => "before an earlier moment was restored",
            Self::ByHand => "kept by hand",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_comes_back_from_its_word() {
        for reason in Reason::ALL {
            assert_eq!(Reason::of(reason.word()), reason);
        }
        assert_eq!(Reason::of("of-a-later-version"), Reason::Pause);
    }
}
