//! What a system prompt says about its tools: that it changes nothing, or that it uses one.
//!
//! Only sentences that leave no doubt count. "Never modify files" does, "Never modify files outside
//! of src" does not; what stands in a code block or an example is said to somebody else.

mod limits;
mod orders;
mod sentences;

pub use limits::{Forbidden, Limit, limits, says_read_only, writes_something};
pub use orders::{Order, orders};
pub use sentences::{sentences, shown};
