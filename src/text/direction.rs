/// Whether a character makes the ones around it appear in another order: what is shown is then not what
/// is written.
pub fn reorders(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}')
}
