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
    |text, _| carriage_returns::mends(text),
    |text, _| quote_prefix::mends(text),
    |text, _| indent::mends(text),
    |text, _| code_fence::mends(text),
    |text, _| no_break::mends(text),
    |text, _| dashes::mends(text),
    |text, _| leading::mends(text),
];
