//! What stands above the table: which documents are compared, and what is looked for.

use leptos::prelude::*;

use super::known::Mark;
use super::order::Order;
use super::reading::{Of, Reading};
use crate::text::in_thousands;

/// Which documents are compared, and how many there are.
#[component]
pub fn Head(reading: Reading) -> impl IntoView {
    let library = reading.workspace.library;
    let collections = Memo::new(move |_| {
        library.with(|library| {
            let each = library.collections().iter();
            each.map(|known| (known.id.clone(), known.title.clone()))
                .collect::<Vec<_>>()
        })
    });
    let choose = move |value: String| {
        reading.of.set(match value.as_str() {
            "all" => Of::All,
            "alone" => Of::Alone,
            _ => Of::Collection(value),
        });
    };
    let option = move |value: String, title: String, of: Of| {
        view! {
            <option value=value selected=move || reading.of.get() == of>
                {title}
            </option>
        }
    };
    let options = move || {
        let each = collections.get().into_iter();
        each.map(|(id, title)| option(id.clone(), title, Of::Collection(id)))
            .collect_view()
    };
    let said = move || {
        if let Some(progress) = reading.progress.get() {
            let (done, all) = (in_thousands(progress.done), in_thousands(progress.all));
            return format!("Reading {done} of {all} files…");
        }
        reading.known.with(|known| match (known.ids.len(), known.left_out) {
            (0, 0) => "There is nothing to compare yet. Open files or a folder, or begin to type: every \
                definition that is kept is a row here."
                .to_owned(),
            (0, _) => "None of the files is a definition.".to_owned(),
            (_, 0) => String::new(),
            (_, 1) => "One file is left out: it is no definition.".to_owned(),
            (_, out) => format!("{} files are left out: they are no definitions.", in_thousands(out)),
        })
    };
    let title = move || {
        reading.known.with(|known| match known.ids.len() {
            1 => "1 definition".to_owned(),
            count => format!("{} definitions", in_thousands(count)),
        })
    };
    view! {
        <header class="roster-head">
            <h2 id="roster-title">{title}</h2>
            <label>
                <span>"Of"</span>
                <select class="select" on:change=move |event| choose(event_target_value(&event))>
                    {option("all".to_owned(), "All documents".to_owned(), Of::All)}
                    {option("alone".to_owned(), "Documents of no collection".to_owned(), Of::Alone)}
                    {options}
                </select>
            </label>
        </header>
        <p class="quiet roster-said" role="status">
            {said}
        </p>
    }
}

/// The request, the words and the mark that decide which rows are shown.
#[component]
pub fn Asking(reading: Reading, order: Order) -> impl IntoView {
    let option = move |mark: Mark| {
        view! {
            <option value=mark.title() selected=move || order.mark.get() == Some(mark)>
                {mark.title()}
            </option>
        }
    };
    let choose = move |title: String| {
        let mut all = Mark::ALL.into_iter();
        order.mark.set(all.find(|mark| mark.title() == title));
    };
    let shown = move || {
        let all = reading.known.with(|known| known.ids.len());
        let shown = order.rows.with(|rows| rows.len());
        match (order.scores.with(Option::is_some), shown == all) {
            (true, _) => format!("{} have words of the request", in_thousands(shown)),
            (false, true) => String::new(),
            (false, false) => format!("{} of {} shown", in_thousands(shown), in_thousands(all)),
        }
    };
    view! {
        <div class="roster-asking">
            <label class="roster-request">
                <span>"For this request, in this order"</span>
                <input
                    type="search"
                    class="select"
                    autocomplete="off"
                    placeholder="Review my migration before I merge it"
                    aria-describedby="roster-how"
                    prop:value=move || order.request.get()
                    on:input=move |event| order.ask(event_target_value(&event))
                />
            </label>
            <label>
                <span>"With the words"</span>
                <input
                    type="search"
                    class="select"
                    autocomplete="off"
                    spellcheck="false"
                    prop:value=move || order.words.get()
                    on:input=move |event| order.words.set(event_target_value(&event))
                />
            </label>
            <label>
                <span>"Show"</span>
                <select class="select" on:change=move |event| choose(event_target_value(&event))>
                    <option value="" selected=move || order.mark.get().is_none()>
                        "All definitions"
                    </option>
                    {Mark::ALL.map(option).collect_view()}
                </select>
            </label>
        </div>
        <p class="quiet" id="roster-how">
            "Compared by the words of names and descriptions (BM25). A model also knows what they mean, so this \
             is a hint, not what it will do."
        </p>
        <p class="quiet" role="status">
            {shown}
        </p>
    }
}
