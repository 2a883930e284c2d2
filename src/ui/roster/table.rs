use leptos::html;
use leptos::prelude::*;

use super::columns::Column;
use super::line::Line;
use super::order::Order;
use super::reading::Reading;
use crate::ui::panels::Panel;
use crate::ui::session::Session;
use crate::ui::windowed::{self, Sight};
use crate::ui::workspace::Workspace;
use crate::web::dom;

/// The height of a row in CSS pixels; style/roster.css keeps to it.
const LINE: usize = 52;

/// The rows, sorted by whichever column a person presses. Only those in sight are there.
#[component]
pub fn Table(session: Session, reading: Reading, order: Order) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    let count = Signal::derive(move || order.rows.with(|rows| rows.len()));
    let sight = Sight::of(node, LINE, count);
    let asks = Memo::new(move |_| order.scores.with(Option::is_some));
    let in_sight = move || {
        let range = sight.rows.get();
        order.rows.with(|rows| {
            let rows = range.filter_map(|at| Some((at, *rows.get(at)?)));
            rows.collect::<Vec<_>>()
        })
    };
    // What is first in another order is at the top.
    Effect::new(move |first: Option<()>| {
        order.scores.track();
        order.column.track();
        order.most_first.track();
        order.words.track();
        order.mark.track();
        if let Some(list) = node.get_untracked()
            && first.is_some()
        {
            list.set_scroll_top(0);
        }
    });
    let gap = move |height: Signal<usize>| {
        view! {
            <tr class="roster-gap" aria-hidden="true" style:height=move || format!("{}px", height.get())>
                <td colspan="7"></td>
            </tr>
        }
    };
    let above = Signal::derive(move || sight.rows.get().start * LINE);
    let below =
        Signal::derive(move || (count.get() - sight.rows.get().end.min(count.get())) * LINE);
    view! {
        <div
            class="roster-box"
            node_ref=node
            on:scroll=move |_| sight.measure()
            on:keydown=move |event| {
                if let Some(list) = node.get_untracked() {
                    windowed::move_focus(&event, &list, LINE, count.get_untracked());
                }
            }
        >
            <table
                class="roster-table"
                class:asks=move || asks.get()
                aria-label="Definitions"
                aria-rowcount=move || (count.get() + 1).to_string()
            >
                <thead>
                    <tr aria-rowindex="1">
                        {Column::ALL.map(|column| view! { <Heading order asks column /> })}
                    </tr>
                </thead>
                <tbody>
                    {gap(above)}
                    <For each=in_sight key=|place| *place let:place>
                        <OneRow session reading order asks at=place.0 row=place.1 />
                    </For>
                    {gap(below)}
                </tbody>
            </table>
        </div>
        <p class="quiet" hidden=move || count.get() != 0>
            "No definition fits."
        </p>
    }
}

/// The heading of a column: a press sorts by it.
#[component]
fn Heading(order: Order, asks: Memo<bool>, column: Column) -> impl IntoView {
    let sorted = move || {
        let decides = order.column.get() == column;
        decides.then(|| match order.most_first.get() {
            true => "descending",
            false => "ascending",
        })
    };
    view! {
        <th
            scope="col"
            class=column.class()
            aria-sort=sorted
            hidden=move || column == Column::Answers && !asks.get()
        >
            <button type="button" on:click=move |_| order.by(column)>
                {column.title()}
                <span class="roster-arrow" aria-hidden="true"></span>
            </button>
        </th>
    }
}

#[component]
fn OneRow(
    session: Session,
    reading: Reading,
    order: Order,
    asks: Memo<bool>,
    at: usize,
    row: usize,
) -> impl IntoView {
    let line = Memo::new(move |_| {
        let rivals = reading.rivals_of(row);
        let answers = order
            .scores
            .with(|scores| scores.as_ref().and_then(|scores| scores.of_row(row)));
        reading
            .known
            .with(|known| Line::of(known, row, &rivals, answers))
    });
    let workspace = reading.workspace;
    let is_on_show = move || {
        session.turned.track();
        let on_show = workspace.id_on_show();
        line.with(|line| line.as_ref().is_some_and(|line| line.id == on_show))
    };
    let press = move |_| {
        if let Some(line) = line.get_untracked() {
            open(session, workspace, &line.id);
        }
    };
    let cell =
        move |column: Column| move || line.with(|line| line.as_ref().map(|line| line.cell(column)));
    let cells = Column::ALL.map(|column| match column {
        Column::Name => view! {
            <th scope="row" class=column.class()>
                <button
                    type="button"
                    class="roster-open"
                    aria-current=move || is_on_show().then_some("true")
                    on:click=press
                >
                    {cell(column)}
                </button>
            </th>
        }
        .into_any(),
        _ => view! {
            <td class=column.class() hidden=move || column == Column::Answers && !asks.get()>
                {cell(column)}
            </td>
        }
        .into_any(),
    });
    view! {
        <tr class="roster-row" data-row=at.to_string() aria-rowindex=(at + 2).to_string()>
            {cells}
        </tr>
    }
}

/// Puts a definition on show; where there is room for one thing only, in place of the table.
pub fn open(session: Session, workspace: Workspace, id: &str) {
    workspace.open(id);
    if dom::is_narrow() {
        session.show_panel(Panel::Preview);
    }
}
