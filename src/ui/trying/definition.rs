//! The definition that is tried, as it stands in the editor, and what Claude Code makes of it.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Trial, others};
use crate::agent::{Agent, differs};
use crate::definition::Definition;
use crate::reader::estimated_tokens;
use crate::text::SourceFile;
use crate::web::dom;
use crate::web::storage::{self, LocalDrafts};
use crate::web::trying::{DEFINITION, OTHERS, PROMPT, READY, hear_from, shown_by, tell};
use crate::workspace::draft::DraftStore;

/// The slot written last, by any tab.
const LAST: &str = "agent-playground.last";
/// A file that has no path yet lies here.
const PATH: &str = ".claude/agents/agent.md";

/// A definition, and the agent that Claude Code makes of it or why there is none.
#[derive(Clone)]
pub(super) struct Tried {
    file: SourceFile,
    pub agent: Result<Arc<Agent>, String>,
}

impl Tried {
    fn new(text: &str, path: Option<&str>) -> Self {
        let file = SourceFile::new(path.unwrap_or(PATH), text);
        let agent = Agent::of(&file)
            .map(Arc::new)
            .map_err(|none| none.to_string());
        Self { file, agent }
    }

    /// The file.
    pub fn text(&self) -> Arc<str> {
        Arc::clone(&self.file.text)
    }

    /// What its examples have the user say.
    pub fn prompts(&self) -> Vec<String> {
        let definition = Definition::parse_frontmatter(self.file.text.clone());
        let examples = definition.examples.examples.iter();
        examples
            .filter_map(|example| example.request().map(str::to_owned))
            .collect()
    }
}

/// Follows the definition: told by the page that shows this document, or else as the browser keeps it.
pub(super) fn follow(trial: Trial) {
    let page = shown_by();
    if page.is_undefined() {
        return follow_kept(trial);
    }
    hear_from(shown_by, move |told| match (&*told.kind, told.text) {
        (DEFINITION, Some(text)) => {
            trial
                .tried
                .set(Some(Tried::new(&text, told.path.as_deref())));
        }
        (OTHERS, _) => others::hear(trial, told.others),
        (PROMPT, Some(text)) => trial.write_prompt(text),
        _ => {}
    });
    tell(&page, READY);
}

fn follow_kept(trial: Trial) {
    let read = move || {
        let draft = storage::get_setting(LAST).and_then(|id| LocalDrafts.get(&id).ok().flatten());
        if let Some(draft) = draft {
            trial.tried.set(Some(Tried::new(&draft.text, None)));
        }
    };
    read();
    dom::on_window("storage", move |_| read());
}

/// Which agent this is, its system prompt, and how a run differs from one in Claude Code.
#[component]
pub(super) fn DefinitionView(trial: Trial) -> impl IntoView {
    move || match trial.tried.get().map(|tried| tried.agent) {
        None => view! {
            <p class="try-agent">
                "No definition is here yet. " <a href="../">"Write one in Agent Playground"</a>
                ": it is tried as it stands there."
            </p>
        }
        .into_any(),
        Some(Err(why)) => view! { <p class="try-agent bad">{why}</p> }.into_any(),
        Some(Ok(agent)) => {
            let tokens = estimated_tokens(&agent.prompt);
            let offer = trial.offer().unwrap_or_default();
            let lacks = differs(&agent, &offer);
            let hand_overs = match shown_by().is_undefined() {
                true => "; opened alone, so without your other agents".to_owned(),
                false => others::words(&trial.others.get(), &agent, &offer),
            };
            view! {
                <p class="try-agent">
                    <strong>{agent.name.clone()}</strong>
                    {format!(", a system prompt of about {tokens} tokens{hand_overs}")}
                </p>
                <details class="try-more">
                    <summary>"The system prompt, and what differs from Claude Code"</summary>
                    <ul class="try-lacks">
                        {lacks.into_iter().map(|lack| view! { <li>{lack}</li> }).collect_view()}
                    </ul>
                    <pre class="try-system" tabindex="0" role="region" aria-label="System prompt">
                        {agent.prompt.clone()}
                    </pre>
                </details>
            }
            .into_any()
        }
    }
}
