//! The first reading, in turns: browsers compile a function of the program when it is first called, so
//! that one costs many times what every later one does.

use crate::definition::Definition;
use crate::reader::{ClaudeCode, Input, Reader};
use crate::web::turns;

/// Of a longer text the beginning calls as much, in bytes.
const ENOUGH: usize = 8_000;

/// Reads a text once for nothing but its being read sooner from now on. Between the parts of that the
/// browser answers whoever waits.
pub async fn warm_up(text: &str) {
    let text = &text[..text.floor_char_boundary(ENOUGH)];
    let frontmatter = Definition::parse_frontmatter(text);
    turns::next_turn().await;
    drop(Definition::parse(text));
    turns::next_turn().await;
    drop(ClaudeCode::default().read(&Input {
        definition: &frontmatter,
        path: None,
    }));
    turns::next_turn().await;
}
