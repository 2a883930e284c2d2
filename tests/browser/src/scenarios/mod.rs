//! The scenarios, one file an area. A new one is an `async fn(Page) -> Result<()>` and a line in its
//! file's list.

mod missing;
mod opening;
mod policy;
mod starting;

use crate::scenario::Scenario;

/// Every scenario.
pub fn all() -> Vec<Scenario> {
    [
        opening::all(),
        missing::all(),
        policy::all(),
        starting::all(),
    ]
    .concat()
}
