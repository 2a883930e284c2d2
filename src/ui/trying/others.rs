//! The other agents of the workspace, to which the one that is tried may hand over.

use leptos::prelude::*;

use super::Trial;
use crate::agent::{Agent, Offer, Target};
use crate::text::SourceFile;
use crate::web::turns::Turn;

/// Reads the definitions that the page has told of: paths and texts in turns. What Claude Code does not load is
/// nobody to hand over to.
pub(super) fn hear(trial: Trial, told: Vec<String>) {
    if trial.others_told.with_value(|before| *before == told) {
        return;
    }
    trial.others_told.set_value(told.clone());
    leptos::task::spawn_local(async move {
        let mut turn = Turn::begin();
        let mut agents: Vec<Agent> = Vec::new();
        for file in told.chunks_exact(2) {
            let [path, text] = file else { continue };
            let agent = Agent::of(&SourceFile::new(path.as_str(), text.as_str())).ok();
            // Of two with one name the first counts; the roster of the page tells of that.
            agents.extend(agent.filter(|agent| agents.iter().all(|one| one.name != agent.name)));
            if turn.is_over() {
                turn.pass().await;
            }
        }
        // Others may have come meanwhile.
        if trial.others_told.with_value(|now| *now == told) {
            trial.others.set(agents.into());
        }
    });
}

/// To whom it may hand over, as the end of a sentence about it.
pub(super) fn words(others: &[Agent], agent: &Agent, offer: &Offer) -> String {
    let may = offer
        .tools
        .iter()
        .any(|(_, target)| *target == Target::Agent);
    let count = others.iter().filter(|one| one.name != agent.name).count();
    match count {
        0 => String::new(),
        _ if !may => "; its lists let it hand over to nobody".to_owned(),
        1 => "; may hand over to 1 other agent of the workspace".to_owned(),
        many => format!("; may hand over to {many} other agents of the workspace"),
    }
}
