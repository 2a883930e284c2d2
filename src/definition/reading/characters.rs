/// From the parser's positions, which count characters, to bytes.
pub(super) struct Characters {
    /// The byte of every so-many-th character; empty where all are ASCII.
    checkpoints: Vec<usize>,
}

impl Characters {
    const STEP: usize = 64;

    pub(super) fn new(text: &str) -> Self {
        if text.is_ascii() {
            return Self {
                checkpoints: Vec::new(),
            };
        }
        Self {
            checkpoints: text
                .char_indices()
                .step_by(Self::STEP)
                .map(|(byte, _)| byte)
                .collect(),
        }
    }

    pub(super) fn byte(&self, text: &str, character: usize) -> usize {
        if self.checkpoints.is_empty() {
            return character.min(text.len());
        }
        let Some(start) = self.checkpoints.get(character / Self::STEP) else {
            return text.len();
        };
        text[*start..]
            .char_indices()
            .nth(character % Self::STEP)
            .map_or(text.len(), |(byte, _)| start + byte)
    }
}
