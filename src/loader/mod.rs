//! Definitions loaded from a public host that the address names: `#gh=`, `#gist=`, `#url=`.
//!
//! [`Wanted`] is what the address asks for, [`Load`] the way there: it says which request comes next and is
//! told what came back, and does no input or output itself. Which hosts may be asked stands in
//! [`hosts`], the one table that the page's policy is made from too; everything else is explained by a
//! [`Refusal`].

mod address;
pub mod hosts;
mod load;
mod refusal;
mod request;
#[cfg(test)]
mod tests;
mod wanted;

pub use load::{Load, Loaded, MOST_FILES};
pub use refusal::Refusal;
pub use request::{Answer, Expects, Failure, GistFile, LARGEST_FILE, Request, TreeFile};
pub use wanted::Wanted;
