//! Edits that change one part of a definition and nothing else.
//!
//! Everything here takes a [`Definition`](crate::definition::Definition) and gives
//! [`TextEdit`](crate::text::TextEdit)s: what they do not name stays byte for byte. What a value has
//! to say is the caller's affair; how YAML writes it is decided in [`scalar`].
//!
//! No edit is handed out on trust. Each is applied and read again first, and what comes back is what
//! was asked for and nothing else; where no way of writing achieves that, the edit is [`Refused`]
//! with a sentence for the person.

mod description;
pub mod example;
pub mod field;
pub mod invoke;
mod reads_back;
pub mod scalar;
mod splice;

/// Why an edit is not made. Every message is one or two sentences that say what to do instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Three dashes would end the frontmatter.
    #[error(
        "Three dashes end the frontmatter wherever they stand, and this value cannot hold them. \
         Write a longer dash, or put the value into double quotes first."
    )]
    Fence,
    /// The two characters `\n` read as a line end.
    #[error(
        "Claude Code reads the two characters \\n as a line end in every description. Write it \
         in another way, for example with a slash."
    )]
    WrittenLineEnd,
    /// The grammar of examples would read the text as something else.
    #[error(
        "This text would be read as more than one part: it holds a tag such as </example>, or a \
         label such as user: where one may stand. Put it in other words."
    )]
    Marker,
    /// A value without quotes cannot hold the text.
    #[error(
        "Without quotes this value cannot hold such a text: a colon or a # with a blank beside it \
         means something else in YAML. Put the whole value into quotes first."
    )]
    Unquoted,
    /// The text cannot be written in this value so that it reads back.
    #[error(
        "This text cannot be written here without changing something else. Change it in the \
         source, or repair the frontmatter first."
    )]
    Unwritable,
    /// The list holds an item that its form cannot say.
    #[error("An item of a list cannot be empty.")]
    EmptyItem,
    /// The value is no text or list that a form can show.
    #[error("This value has a structure of its own. Change it in the source.")]
    Structured,
    /// The description would be empty.
    #[error(
        "The description would be empty, and an agent without one is not loaded. Write a sentence \
         first."
    )]
    EmptyDescription,
    /// There is no such part any more.
    #[error("It is not there any more. The text has changed meanwhile.")]
    Gone,
    /// Nothing can be moved further.
    #[error("There is nothing beyond it to move past.")]
    AtTheEnd,
}
