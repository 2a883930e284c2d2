//! The bar at the bottom of the narrow layout: five places at most, in reach of a thumb.

use leptos::prelude::*;

use super::icons::{Icon, IconMark};
use super::later;
use super::session::{Dialog, NarrowView, Session};

/// The panel on show, source, all files, and everything else.
#[component]
pub fn BottomBar(session: Session) -> impl IntoView {
    let view = session.narrow_view;
    let shows = move |which| (view.get() == which).then_some("page");
    view! {
        <nav class="bottom-bar" aria-label="Views">
            <button
                type="button"
                aria-current=move || shows(NarrowView::Panel)
                on:click=move |_| view.set(NarrowView::Panel)
            >
                <IconMark icon=Icon::Preview />
                {move || session.panel.get().title()}
            </button>
            <button type="button" aria-current=move || shows(NarrowView::Source) on:click=move |_| session.show_source()>
                <IconMark icon=Icon::Source />
                "Show source"
            </button>
            <button
                type="button"
                aria-current=move || shows(NarrowView::Files)
                on:click=move |_| later::call(session, |parts| parts.files)
            >
                <IconMark icon=Icon::Files />
                "Files"
            </button>
            <button type="button" on:click=move |_| session.open_dialog(Dialog::Commands)>
                <IconMark icon=Icon::Commands />
                "Commands"
            </button>
        </nav>
    }
}
