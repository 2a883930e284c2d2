//! What the keys do: from problem to problem, and to the fixes of the one at the caret.

use leptos::prelude::*;

use super::found::{Found, Key, Problems};
use super::{focus_first, scroll_to};
use crate::ui::panels::Panel;
use crate::ui::session::Session;
use crate::ui::words::sentence;
use crate::web::dom;

/// Puts the caret on the next problem, after the last on the first.
pub fn next(session: Session) {
    go(session, Found::after);
}

/// Puts the caret on the problem before, before the first on the last.
pub fn previous(session: Session) {
    go(session, Found::before);
}

fn go(session: Session, way: fn(&Found, usize, Option<Key>) -> usize) {
    let problems = Problems::of(session);
    let found = problems.now();
    let count = found.findings.len();
    if count == 0 {
        session.notices.tell("There are no problems to go to.");
        return;
    }
    let caret = session.caret.get_untracked();
    let index = way(&found, caret, problems.chosen.get_untracked());
    let (finding, key) = (&found.findings[index], found.keys[index]);
    show(problems, &found, key);
    session.reveal_span(finding.span);
    scroll_to(key);
    problems.say(format!(
        "Problem {} of {count}, {}: {}",
        index + 1,
        finding.severity.word(),
        sentence(&finding.message)
    ));
}

/// Shows the fixes of the problem at the caret, with the focus on the first.
pub fn fixes_at_caret(session: Session) {
    let problems = Problems::of(session);
    let found = problems.now();
    let caret = session.caret.get_untracked();
    let Some(index) = found.at(caret, problems.chosen.get_untracked()) else {
        session
            .notices
            .tell("There is no problem at the caret. F8 goes to the next one.");
        return;
    };
    let key = found.keys[index];
    let in_editor = dom::first("#source-pane :focus").is_some();
    problems.asked_in_editor.set_value(in_editor);
    show(problems, &found, key);
    let id = key.id();
    focus_first(vec![format!("#{id} .fix"), format!("#{id} summary")]);
}

/// Shows the list of all rules.
pub fn show_rules(session: Session) {
    Problems::of(session).rules_open.set(true);
    session.show_panel(Panel::Problems);
    focus_first(vec![".rules summary".to_owned()]);
}

fn show(problems: Problems, found: &Found, key: Key) {
    problems.chosen.set(Some(key));
    problems.filter.let_through(found, key);
    problems.session.show_panel(Panel::Problems);
}

impl Found {
    /// The chosen finding, if the caret still stands where choosing it has put it: several may begin at
    /// one place.
    fn current(&self, caret: usize, chosen: Option<Key>) -> Option<usize> {
        let index = self.index(chosen?)?;
        (self.findings[index].span.start == caret).then_some(index)
    }

    /// The finding after the caret, after the last the first. There has to be one.
    fn after(&self, caret: usize, chosen: Option<Key>) -> usize {
        let next = match self.current(caret, chosen) {
            Some(index) => index + 1,
            None => self
                .findings
                .partition_point(|finding| finding.span.start <= caret),
        };
        next % self.findings.len()
    }

    /// The finding before the caret, before the first the last. There has to be one.
    fn before(&self, caret: usize, chosen: Option<Key>) -> usize {
        let next = self.current(caret, chosen).unwrap_or_else(|| {
            self.findings
                .partition_point(|finding| finding.span.start < caret)
        });
        let count = self.findings.len();
        (next + count - 1) % count
    }
}
