//! Many strings looked for in one pass over a text.
//!
//! Rules look for lists of words in whole prompts, at every key. Most places of a text are none where
//! one of them could begin, and two bytes tell so.

/// The first two bytes of some strings, each of two bytes at least.
pub struct Beginnings {
    /// For each first byte, a bit for each second one. Bytes share a bit where they are the same but
    /// for the upper three bits, as a capital and a small letter are.
    seconds: [u32; 256],
}

impl Beginnings {
    /// Of strings that count in this spelling.
    pub const fn of(strings: &[&str]) -> Self {
        Self { seconds: [0; 256] }.with(strings)
    }

    /// These, and those of more strings that count in this spelling.
    pub const fn with(mut self, strings: &[&str]) -> Self {
        let mut index = 0;
        while index < strings.len() {
            if let [first, second, ..] = *strings[index].as_bytes() {
                self.seconds[first as usize] |= bit(second);
            }
            index += 1;
        }
        self
    }

    /// Of strings that count in any case of their ASCII letters.
    pub const fn in_any_case(strings: &[&str]) -> Self {
        let mut all = Self::of(strings);
        let mut small = b'a';
        while small <= b'z' {
            let capital = small.to_ascii_uppercase();
            let either = all.seconds[small as usize] | all.seconds[capital as usize];
            all.seconds[small as usize] = either;
            all.seconds[capital as usize] = either;
            small += 1;
        }
        all
    }

    /// Whether a text may begin with one of the strings; it cannot where this is false.
    pub fn may_begin(&self, text: &str) -> bool {
        match *text.as_bytes() {
            [first, second, ..] => self.has(first, second),
            _ => false,
        }
    }

    /// The bytes of a text where one of the strings may begin; it begins nowhere else.
    pub fn places<'text>(&'text self, text: &'text str) -> impl Iterator<Item = usize> + 'text {
        let mut rest = text.as_bytes().iter();
        // What may follow the byte before: so each byte is looked at once.
        let mut awaited = 0;
        std::iter::from_fn(move || {
            loop {
                let byte = *rest.next()?;
                let begins = awaited & bit(byte) != 0;
                awaited = self.seconds[usize::from(byte)];
                if begins {
                    return text.len().checked_sub(rest.len() + 2);
                }
            }
        })
    }

    /// Those of some strings in small letters whose first two bytes a text has, in any case.
    pub fn near<'known>(
        known: &'known [&'known str],
        text: &[u8],
    ) -> impl Iterator<Item = &'known str> {
        let start = text
            .first_chunk::<2>()
            .map(|two| two.map(|byte| byte.to_ascii_lowercase()));
        let all = known.iter().copied();
        all.filter(move |known| known.as_bytes().first_chunk().copied() == start)
    }

    fn has(&self, first: u8, second: u8) -> bool {
        self.seconds[usize::from(first)] & bit(second) != 0
    }
}

const fn bit(byte: u8) -> u32 {
    1 << (byte & 31)
}

/// Strings of two bytes at least in small letters, which count in any case of their ASCII letters.
pub struct Needles {
    known: &'static [&'static str],
    beginnings: Beginnings,
}

impl Needles {
    /// These strings.
    pub const fn new(known: &'static [&'static str]) -> Self {
        Self {
            known,
            beginnings: Beginnings::in_any_case(known),
        }
    }

    /// Whether one of them stands somewhere in a text.
    pub fn are_in(&self, text: &str) -> bool {
        let mut places = self.beginnings.places(text);
        places.any(|at| {
            let rest = text.as_bytes().get(at..).unwrap_or_default();
            self.begin_bytes(rest)
        })
    }

    /// Whether a text begins with one of them.
    pub fn begin(&self, text: &str) -> bool {
        self.beginnings.may_begin(text) && self.begin_bytes(text.as_bytes())
    }

    fn begin_bytes(&self, text: &[u8]) -> bool {
        Beginnings::near(self.known, text).any(|known| {
            text.get(..known.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(known.as_bytes()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_all_where_one_begins() {
        static EXACT: Beginnings = Beginnings::of(&["ab", "n\u{2019}t"]);
        let text = "ab Ab aB xn\u{2019}t a";
        let places: Vec<usize> = EXACT.places(text).collect();
        // Only the first byte is told exactly.
        assert_eq!(places, [0, 6, 10]);
        assert!(EXACT.may_begin("ab") && !EXACT.may_begin("Ab") && !EXACT.may_begin("a"));
        static ANY: Beginnings = Beginnings::in_any_case(&["ab"]);
        assert_eq!(ANY.places("ab Ab AB").collect::<Vec<_>>(), [0, 3, 6]);
    }

    #[test]
    fn needles_stand_anywhere_in_any_case() {
        static NEEDLES: Needles = Needles::new(&["never", "n\u{2019}t"]);
        assert!(NEEDLES.are_in("so NEVER mind"));
        assert!(NEEDLES.are_in("DON\u{2019}T"));
        assert!(!NEEDLES.are_in("neve"));
        assert!(!NEEDLES.are_in(""));
        assert!(NEEDLES.begin("Nevermore") && !NEEDLES.begin("so never"));
    }
}
