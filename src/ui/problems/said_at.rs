//! What is wrong at a place, in words: for whoever points there or asks at the caret.

use std::sync::Arc;

use leptos::prelude::*;

use super::found::Problems;
use crate::lint::{Finding, Safety};
use crate::text::Span;
use crate::ui::commands::modifier_name;
use crate::ui::session::Session;
use crate::ui::words::sentence;
use crate::web::editor::SaidProblem;

/// More are not said of one place; the panel has them all.
const MOST_SAID: usize = 4;

/// The problems at a byte of the source, the one with the shortest span first, and that span. Nothing
/// while the text on show has not been looked at.
pub fn said_at(session: Session, byte: usize) -> Option<(Span, Vec<SaidProblem>)> {
    let found = Problems::of(session).found.get_untracked();
    if !Arc::ptr_eq(&found.definition.source, &session.source()) {
        return None;
    }
    let touching = found.findings.iter().filter(|one| one.span.touches(byte));
    let mut here: Vec<&Finding> = touching.collect();
    crate::text::sort_by_numbers(&mut here, |one: &&Finding| (one.span.len(), one.span.start));
    let first = here.first()?.span;
    Some((first, here.into_iter().take(MOST_SAID).map(said).collect()))
}

fn said(finding: &Finding) -> SaidProblem {
    let has_fix = |fix: &crate::lint::Fix| fix.safety != Safety::Display;
    let way = if finding.fixes.iter().any(has_fix) {
        "shows its fixes"
    } else {
        "shows why"
    };
    let (rule, severity) = (finding.rule, finding.severity.word());
    SaidProblem {
        severity,
        message: sentence(&finding.message),
        rule: format!(
            "{severity} · {} {} · {}. {way}",
            rule.id,
            rule.title,
            modifier_name()
        ),
    }
}
