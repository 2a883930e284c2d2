//! The run of an agent: prompt, model, tools, hand-off, answer. A state machine without input or output.
//!
//! An [`Agent`] is what Claude Code makes of a file. A [`Run`] is told what happened (an answer came, a tool
//! gave something, the person allowed a call) and says what to do next ([`Action`]). Nothing that a model, a
//! file or a server says can start a request of another kind, choose an endpoint or allow a tool: that is
//! done by methods that only the page calls. A [`Transcript`] tells what happened and holds no key, because a
//! run never sees one.

mod action;
mod definition;
mod differs;
pub mod folder;
mod limits;
mod offer;
mod run;
mod transcript;

pub use action::{Action, CallId, Caps, Consent, FrameId, Outcome, Setup, Waiting};
pub use definition::{Agent, NoAgent};
pub use differs::differs;
pub use limits::Limits;
pub use offer::{Offer, Target};
pub use run::Run;
pub use transcript::{Step, Transcript, What};
