//! Edits that change one part of a definition and nothing else.
//!
//! Everything here takes a [`Definition`](crate::definition::Definition) and gives
//! [`TextEdit`](crate::text::TextEdit)s: what they do not name stays byte for byte. What a value has
//! to say is the caller's affair; how YAML writes it is decided in [`scalar`].

pub mod scalar;
