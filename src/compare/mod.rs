//! What differs between two definitions, or between two collections of them, in their own terms: who
//! loads them, which fields say something else, which tools they gain, what they cost, what the rules
//! find; the riskiest first, each with the reason why it is risky.
//!
//! What is read decides, not how it is written: other quotes, another order of the keys, another comment
//! are no difference but in the text. [`lines`] shows the text's.

mod collection;
mod details;
mod difference;
mod examples;
mod excerpt;
mod fields;
mod findings;
pub mod lines;
mod markdown;
mod pairing;
mod partners;
mod programs;
mod read;
mod reason;
mod risk;
mod sections;
mod similar;
mod tools;
mod value;

pub use collection::{Comparison, Progress, Totals, compare, compare_in_turns, compare_two};
pub use details::{Detail, Topic};
pub use difference::{Difference, Side};
pub use examples::ExampleChange;
pub use excerpt::excerpts;
pub use fields::{FieldChange, Said};
pub use findings::Found;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use findings::{Findings, unmatched};
pub use markdown::markdown;
pub use pairing::Pairing;
pub use programs::{ProgramChange, Stand};
pub use reason::Reason;
pub use risk::Risk;
pub use sections::SectionChange;
pub use tools::{Tools, ToolsChange};

#[cfg(test)]
mod tests;
