//! What differs between two texts.

pub mod lines;
