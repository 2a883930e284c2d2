//! Many strings looked for in one pass over a text.
//!
//! Rules look for lists of words in whole prompts, at every key. A window as long as the shortest of the
//! strings is moved over the text, and the two bytes at its end tell how far it may go on: so most of the
//! text is never looked at.

use std::sync::OnceLock;

/// Strings of two bytes at least in small letters, which count in any case of their ASCII letters.
pub struct Needles {
    known: &'static [&'static str],
    /// Made when they are looked for first.
    window: OnceLock<Window>,
}

impl Needles {
    /// These strings.
    pub const fn new(known: &'static [&'static str]) -> Self {
        Self {
            known,
            window: OnceLock::new(),
        }
    }

    /// Whether one of them stands somewhere in a text.
    pub fn are_in(&self, text: &str) -> bool {
        let mut places = self.window().places(text.as_bytes());
        places.any(|at| self.begin_bytes(text.as_bytes().get(at..).unwrap_or_default()))
    }

    /// Whether a text begins with one of them.
    pub fn begin(&self, text: &str) -> bool {
        let begins = text
            .as_bytes()
            .get(..self.window().len)
            .is_some_and(|start| self.window().may_hold(start));
        begins && self.begin_bytes(text.as_bytes())
    }

    /// The bytes of a text where one of them may begin; it begins nowhere else.
    pub fn places(&self, text: &str) -> impl Iterator<Item = usize> {
        self.window().places(text.as_bytes())
    }

    /// Those whose first two bytes a text has, in their order.
    pub fn near(&self, text: &[u8]) -> impl Iterator<Item = &'static str> {
        let start = text
            .first_chunk::<2>()
            .map(|two| two.map(|byte| byte.to_ascii_lowercase()));
        let all = self.known.iter().copied();
        all.filter(move |known| known.as_bytes().first_chunk().copied() == start)
    }

    fn begin_bytes(&self, text: &[u8]) -> bool {
        self.near(text).any(|known| {
            text.get(..known.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(known.as_bytes()))
        })
    }

    fn window(&self) -> &Window {
        self.window.get_or_init(|| Window::for_strings(self.known))
    }
}

/// How many pairs of bytes are told apart.
const PAIRS: usize = 1 << 10;

/// The number of a pair. Bytes count as the same where they are but for the upper three bits, as a
/// capital and a small letter are.
fn pair(first: u8, second: u8) -> usize {
    usize::from(first & 31) << 5 | usize::from(second & 31)
}

/// What is moved over a text.
struct Window {
    /// Its length: that of the shortest string, and so many bytes of each are looked for.
    len: usize,
    /// How far it may be moved, by the last pair in it; not at all where one of the strings may stand in
    /// it.
    moves: [u8; PAIRS],
    /// Whether one of the strings begins with a pair.
    begins: [bool; PAIRS],
}

impl Window {
    fn for_strings(known: &[&str]) -> Self {
        let len = known.iter().map(|known| known.len()).min().unwrap_or(2);
        let farthest = u8::try_from(len - 1).unwrap_or(u8::MAX);
        let mut moves = [farthest; PAIRS];
        let mut begins = [false; PAIRS];
        for known in known {
            let start = known.as_bytes().get(..len).unwrap_or_default();
            for (left, two) in (0..len - 1).rev().zip(start.windows(2)) {
                let number = pair(two[0], two[1]);
                let farthest = u8::try_from(left).unwrap_or(u8::MAX);
                moves[number] = moves[number].min(farthest);
                begins[number] |= left + 2 == len;
            }
        }
        Self { len, moves, begins }
    }

    /// Where it stands on what one of the strings may begin with.
    fn places(&self, text: &[u8]) -> impl Iterator<Item = usize> {
        let mut end = self.len;
        std::iter::from_fn(move || {
            loop {
                let [.., before, last] = text.get(..end)? else {
                    return None;
                };
                let far = self.moves[pair(*before, *last)];
                end += usize::from(far.max(1));
                if far == 0 {
                    let at = end - 1 - self.len;
                    if let [first, second, ..] = text.get(at..)?
                        && self.begins[pair(*first, *second)]
                    {
                        return Some(at);
                    }
                }
            }
        })
    }

    /// Whether one of the strings may begin with so many bytes as it is long.
    fn may_hold(&self, text: &[u8]) -> bool {
        self.places(text).next() == Some(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_all_where_one_begins() {
        static NEEDLES: Needles = Needles::new(&["abc", "n\u{2019}t", "aab"]);
        let text = "abc ABCD aaabc xn\u{2019}t ab";
        let places: Vec<usize> = NEEDLES.places(text).collect();
        assert_eq!(places, [0, 4, 10, 11, 16]);
        assert_eq!(NEEDLES.places("ab").count(), 0);
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

    #[test]
    fn what_begins_alike_is_told_in_the_order_of_the_list() {
        static NEEDLES: Needles = Needles::new(&["use it", "us", "uses"]);
        let near: Vec<&str> = NEEDLES.near(b"USED").collect();
        assert_eq!(near, ["use it", "us", "uses"]);
        assert!(NEEDLES.near(b"u").next().is_none());
    }
}
