//! A long list of which only the rows in sight are there, so that thousands cost as little as a few.

use std::ops::Range;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{HtmlElement, KeyboardEvent, ResizeObserver};

/// How many rows above and below those in sight are there too, so that scrolling shows no gaps.
const SPARE: usize = 8;

/// A list whose rows all have the same height.
///
/// `row` draws the row of that number; whatever can have the focus in it first is where the arrow keys
/// lead. Rows are drawn anew when `rows` tells of a change.
#[component]
pub fn Windowed<F, V>(
    /// How many rows there are.
    #[prop(into)]
    count: Signal<usize>,
    /// The height of a row, in CSS pixels: the style sheet has to keep to it.
    height: usize,
    /// What the list is of.
    label: &'static str,
    /// Draws a row.
    row: F,
) -> impl IntoView
where
    F: Fn(usize) -> V + Copy + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let node = NodeRef::<html::Div>::new();
    let sight = Sight::of(node, height, count);
    let place = move |at: usize| format!("{}px", at * height);
    let rows = move || {
        sight
            .rows
            .get()
            .map(|at| {
                view! {
                    <li
                        class="windowed-row"
                        data-row=at.to_string()
                        style:top=place(at)
                        aria-setsize=move || count.get().to_string()
                        aria-posinset=(at + 1).to_string()
                    >
                        {row(at)}
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <div
            class="windowed"
            node_ref=node
            on:scroll=move |_| sight.measure()
            on:keydown=move |event| {
                if let Some(list) = node.get_untracked() {
                    move_focus(&event, &list, height, count.get_untracked());
                }
            }
        >
            <ul class="windowed-rows" aria-label=label style:height=move || place(count.get())>
                {rows}
            </ul>
        </div>
    }
}

/// What is in sight of a box that scrolls; a handle to copy.
#[derive(Clone, Copy)]
pub struct Sight {
    /// The rows that are to be there: those in sight, and some more.
    pub rows: Memo<Range<usize>>,
    node: NodeRef<html::Div>,
    top: RwSignal<usize>,
    seen: RwSignal<usize>,
}

impl Sight {
    /// That of a box of so many rows, all of the same height in CSS pixels. The box has to tell when it is
    /// scrolled: then [`measure`](Self::measure).
    pub fn of(node: NodeRef<html::Div>, height: usize, count: Signal<usize>) -> Self {
        let (top, seen) = (RwSignal::new(0), RwSignal::new(0));
        let rows = move |_: Option<&Range<usize>>| {
            rows_in_sight(top.get(), seen.get(), height, count.get())
        };
        let sight = Self {
            rows: Memo::new(rows),
            node,
            top,
            seen,
        };
        Effect::new(move || {
            if let Some(list) = node.get() {
                sight.measure();
                watch_size(&list, move || sight.measure());
            }
        });
        sight
    }

    /// Looks how far the box is scrolled, and how much of it is seen.
    pub fn measure(self) {
        if let Some(list) = self.node.get_untracked() {
            self.top
                .set(usize::try_from(list.scroll_top()).unwrap_or(0));
            self.seen
                .set(usize::try_from(list.client_height()).unwrap_or(0));
        }
    }
}

/// The rows that are there: those in sight, and some more.
fn rows_in_sight(top: usize, seen: usize, height: usize, count: usize) -> Range<usize> {
    let first = (top / height).saturating_sub(SPARE).min(count);
    let behind = ((top + seen).div_ceil(height) + SPARE).min(count);
    first..behind
}

/// Watches the list's size as long as it is there.
fn watch_size(list: &HtmlElement, measure: impl Fn() + Copy + 'static) {
    let told = Closure::<dyn Fn()>::new(measure).into_js_value();
    if let Ok(observer) = ResizeObserver::new(told.unchecked_ref()) {
        observer.observe(list);
        let observer = StoredValue::new_local(observer);
        on_cleanup(move || observer.with_value(ResizeObserver::disconnect));
    }
}

/// The arrow keys go from row to row, Home and End to the first and last.
pub fn move_focus(event: &KeyboardEvent, list: &HtmlElement, height: usize, count: usize) {
    let target: Option<HtmlElement> = event.target().and_then(|target| target.dyn_into().ok());
    let row = target.and_then(|target| target.closest("[data-row]").ok().flatten());
    let Some(now) = row.and_then(|row| row.get_attribute("data-row")?.parse::<usize>().ok()) else {
        return;
    };
    let last = count.saturating_sub(1);
    let to = match event.key().as_str() {
        "ArrowDown" => (now + 1).min(last),
        "ArrowUp" => now.saturating_sub(1),
        "Home" => 0,
        "End" => last,
        _ => return,
    };
    event.prevent_default();
    bring_into_sight(list, to, height);
    // The row is drawn when the list has heard of its new place.
    let list = list.clone();
    request_animation_frame(move || {
        let selector = format!("[data-row='{to}'] :is(button, a, input)");
        if let Ok(Some(found)) = list.query_selector(&selector)
            && let Ok(found) = found.dyn_into::<HtmlElement>()
        {
            let _ = found.focus();
        }
    });
}

fn bring_into_sight(list: &HtmlElement, row: usize, height: usize) {
    let whole = |number: usize| i32::try_from(number).unwrap_or(i32::MAX);
    let (top, bottom) = (whole(row * height), whole((row + 1) * height));
    if top < list.scroll_top() {
        list.set_scroll_top(top);
    } else if bottom > list.scroll_top() + list.client_height() {
        list.set_scroll_top(bottom - list.client_height());
    }
}
