//! What chats and mail do to a file on its way: one module a damage.
//!
//! Each looks at a text and says what must change; a file whose first line opens a frontmatter is
//! left alone by those that take something off around it.

mod carriage_returns;
mod code_fence;
mod dashes;
mod indent;
mod leading;
mod no_break;
mod quote_prefix;

use super::Step;

/// The damages, in the order in which they are looked for: the outermost first.
pub(super) const STEPS: &[Step] = &[
    |look, _| carriage_returns::mends(look.text),
    |look, _| quote_prefix::mends(look.text),
    |look, _| indent::mends(look.text),
    |look, _| code_fence::mends(look.text),
    |look, _| no_break::mends(look.text),
    |look, _| dashes::mends(look.text),
    |look, _| leading::mends(look.text),
];
