//! Everything that one program reads: the line by which others know the agent, its fields as
//! decoded, the system prompt.

use leptos::prelude::*;

use super::programs::Readings;
use crate::ui::words::excerpt;

/// How much of a text is shown, in characters.
const SHOWN: usize = 4_000;

/// What stands inside an open disclosure.
#[component]
pub fn Details(readings: Readings, index: usize) -> impl IntoView {
    let roster = Memo::new(move |_| {
        readings.with(|readings| {
            let reading = &readings.get(index)?.reading;
            Some((reading.roster_line()?, reading.roster_tokens()?))
        })
    });
    let fields = Memo::new(move |_| {
        readings.with(|readings| {
            readings
                .get(index)
                .map(|program| program.reading.fields.clone())
                .unwrap_or_default()
        })
    });
    let prompt = Memo::new(move |_| {
        readings.with(|readings| {
            let reading = &readings.get(index)?.reading;
            reading.prompt.clone()
        })
    });
    view! {
        {move || {
            roster
                .get()
                .map(|(line, tokens)| {
                    let cost = format!("What the delegating model sees, about {tokens} tokens");
                    view! {
                        <h3 title="An estimate: four bytes of ASCII a token, one token for any other character">
                            {cost}
                        </h3>
                        <pre class="reading-text">{excerpt(&line, SHOWN)}</pre>
                    }
                })
        }}
        {move || {
            let fields = fields.get();
            (!fields.is_empty())
                .then(|| {
                    let rows = fields
                        .into_iter()
                        .map(|(key, text)| {
                            view! {
                                <div class="field">
                                    <dt>{key}</dt>
                                    <dd class="value-text">{excerpt(&text, SHOWN)}</dd>
                                </div>
                            }
                        })
                        .collect_view();
                    view! {
                        <h3>"Fields, as it decodes them"</h3>
                        <dl class="fields">{rows}</dl>
                    }
                })
        }}
        {move || {
            let words = match prompt.get() {
                None => "It takes no system prompt from this file.".to_owned(),
                Some(prompt) if prompt.is_empty() => "The system prompt is empty.".to_owned(),
                Some(prompt) => excerpt(&prompt, SHOWN),
            };
            view! {
                <h3>"System prompt"</h3>
                <pre class="reading-text">{words}</pre>
            }
        }}
    }
}
