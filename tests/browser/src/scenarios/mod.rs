//! The scenarios, one file an area. A new one is an `async fn(Page) -> Result<()>` and a line in its
//! file's list.

mod assist;
mod bringing;
mod comparing;
mod compatibility;
mod drafts;
mod editing;
mod figures;
mod files;
mod form;
mod framed;
mod history;
mod hostile;
mod input_methods;
mod loaders;
mod missing;
mod narrow;
mod offline;
mod opening;
mod policy;
mod preview;
mod problems;
mod roster;
mod sharing;
mod starting;
mod storage;
pub mod trying;
mod trying_again;
mod trying_live;
mod trying_local;
mod trying_long;
mod trying_tools;
mod views;

use crate::scenario::Scenario;

/// Every scenario.
pub fn all() -> Vec<Scenario> {
    [
        opening::all(),
        missing::all(),
        policy::all(),
        starting::all(),
        editing::all(),
        input_methods::all(),
        loaders::all(),
        preview::all(),
        assist::all(),
        compatibility::all(),
        comparing::all(),
        form::all(),
        framed::all(),
        problems::all(),
        roster::all(),
        figures::all(),
        drafts::all(),
        storage::all(),
        sharing::all(),
        files::all(),
        bringing::all(),
        history::all(),
        trying::all(),
        trying_again::all(),
        trying_tools::all(),
        trying_long::all(),
        trying_local::all(),
        trying_live::all(),
        views::all(),
        narrow::all(),
        offline::all(),
        hostile::all(),
    ]
    .concat()
}
