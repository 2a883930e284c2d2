//! The panels beside the source: one on show, and the tabs that choose it.
//!
//! Only the panel on show is there at all, so the others cost nothing while somebody types. A new
//! panel is a variant of [`Panel`], its name, a line in [`PanelOnShow`] and one in [`later::Parts`].

use leptos::prelude::*;
use web_sys::{HtmlElement, KeyboardEvent};

use super::session::Session;
use super::{later, preview};
use crate::web::dom;

/// A panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel {
    /// What the file says.
    Preview,
    /// What each program makes of it.
    Compatibility,
    /// Its fields and examples, to be filled in.
    Form,
    /// What is wrong with it or could be better.
    Problems,
    /// Its collection: all definitions side by side.
    Roster,
    /// What differs between it and another.
    Compare,
    /// What it does, on a model that the person brings.
    Try,
}

impl Panel {
    /// All of them, in the order of their tabs.
    pub const ALL: &[Self] = &[
        Self::Preview,
        Self::Compatibility,
        Self::Form,
        Self::Problems,
        Self::Roster,
        Self::Compare,
        Self::Try,
    ];

    /// What people call it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Preview => "Preview",
            Self::Compatibility => "Compatibility",
            Self::Form => "Form",
            Self::Problems => "Problems",
            Self::Roster => "Roster",
            Self::Compare => "Compare",
            Self::Try => "Try",
        }
    }

    /// The id of its tab.
    pub fn tab_id(self) -> &'static str {
        match self {
            Self::Preview => "tab-preview",
            Self::Compatibility => "tab-compatibility",
            Self::Form => "tab-form",
            Self::Problems => "tab-problems",
            Self::Roster => "tab-roster",
            Self::Compare => "tab-compare",
            Self::Try => "tab-try",
        }
    }
}

/// The tabs: one stop of the Tab key, the arrows move among them.
#[component]
pub fn Tabs(session: Session) -> impl IntoView {
    let tab = move |panel: Panel| {
        let selected = move || session.panel.get() == panel;
        view! {
            <button
                type="button"
                role="tab"
                class="tab"
                id=panel.tab_id()
                aria-controls="panel"
                aria-selected=move || if selected() { "true" } else { "false" }
                tabindex=move || if selected() { "0" } else { "-1" }
                on:click=move |_| session.panel.set(panel)
            >
                {panel.title()}
            </button>
        }
    };
    view! {
        <div class="tabs" role="tablist" aria-label="Panels" on:keydown=move |event| move_among(session, &event)>
            {Panel::ALL.iter().copied().map(tab).collect_view()}
        </div>
    }
}

fn move_among(session: Session, event: &KeyboardEvent) {
    let all = Panel::ALL;
    let on_show = session.panel.get_untracked();
    let at = all.iter().position(|panel| *panel == on_show).unwrap_or(0);
    let to = match event.key().as_str() {
        "ArrowRight" => (at + 1) % all.len(),
        "ArrowLeft" => (at + all.len() - 1) % all.len(),
        "Home" => 0,
        "End" => all.len() - 1,
        _ => return,
    };
    event.prevent_default();
    session.panel.set(all[to]);
    if let Some(tab) = dom::by_id::<HtmlElement>(all[to].tab_id()) {
        let _ = tab.focus();
    }
}

/// The panel on show.
#[component]
pub fn PanelOnShow(session: Session) -> impl IntoView {
    Effect::new(move |first: Option<()>| {
        let panel = session.panel.get();
        if let Some(place) = dom::by_id::<web_sys::Element>("panel") {
            let _ = place.set_attribute("aria-labelledby", panel.tab_id());
            if first.is_some() {
                place.set_scroll_top(0);
            }
        }
    });
    move || match session.panel.get() {
        Panel::Preview => view! { <preview::Preview session /> }.into_any(),
        Panel::Form => {
            session.turned.track();
            later::panel(session, |parts| parts.form).into_any()
        }
        Panel::Compatibility => later::panel(session, |parts| parts.compatibility).into_any(),
        Panel::Problems => later::panel(session, |parts| parts.problems).into_any(),
        Panel::Roster => later::panel(session, |parts| parts.roster).into_any(),
        Panel::Compare => later::panel(session, |parts| parts.compare).into_any(),
        Panel::Try => later::panel(session, |parts| parts.try_panel).into_any(),
    }
}
