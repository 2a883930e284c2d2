//! The kinds of definition files that programs know, and what may stand in them.

pub mod claude_fields;
