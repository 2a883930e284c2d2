use leptos::html;
use leptos::prelude::*;

use crate::text::SourceFile;
use crate::ui::commands;
use crate::ui::session::Session;
use crate::ui::workspace::Workspace;
use crate::workspace::{Form, Part, TEMPLATES, Template, Unfit, compose};

/// Ways to begin a file: a blank one, one from a template, one from what a form asks for. The content of a
/// dialog.
#[component]
pub fn NewFile(session: Session, workspace: Workspace) -> impl IntoView {
    let blank = move |_| {
        session.dialog.set(None);
        commands::blank_document(session);
    };
    view! {
        <ul class="new-list">
            <li>
                <button type="button" class="new-choice" on:click=blank>
                    <span class="new-title">"Blank"</span>
                    <span class="quiet">"A name, a description and when to invoke it, all empty"</span>
                </button>
            </li>
            {TEMPLATES
                .iter()
                .map(|template| view! { <FromTemplate session workspace template /> })
                .collect_view()}
        </ul>
        <h3>"Or say what it is for"</h3>
        <FromForm session workspace />
    }
}

#[component]
fn FromTemplate(
    session: Session,
    workspace: Workspace,
    template: &'static Template,
) -> impl IntoView {
    let begin = move |_| begin_with(session, workspace, template.path, template.text);
    view! {
        <li>
            <button type="button" class="new-choice" on:click=begin>
                <span class="new-title">{template.title}</span>
                <span class="new-kind">{template.kind.label()}</span>
                <span class="quiet">{template.about}</span>
            </button>
        </li>
    }
}

/// Opens a text as a file of its own, at a path that is free.
fn begin_with(session: Session, workspace: Workspace, path: &str, text: &str) {
    session.dialog.set(None);
    let path = workspace
        .library
        .with_untracked(|library| library.free_path(None, path));
    let ids = workspace.add(vec![SourceFile::new(path, text)], None);
    if let Some(id) = ids.first() {
        workspace.open(id);
    }
}

#[component]
fn FromForm(session: Session, workspace: Workspace) -> impl IntoView {
    let [name, purpose, tools, model] = [(); 4].map(|()| NodeRef::<html::Input>::new());
    let triggers = NodeRef::<html::Textarea>::new();
    let wrong = RwSignal::new(None::<Unfit>);
    let make = move || {
        let text_of = |input: NodeRef<html::Input>| {
            let input = input.get_untracked();
            input.map(|input| input.value()).unwrap_or_default()
        };
        let form = Form {
            name: text_of(name),
            purpose: text_of(purpose),
            triggers: triggers
                .get_untracked()
                .map(|area| area.value())
                .unwrap_or_default(),
            tools: text_of(tools),
            model: text_of(model),
        };
        match compose(&form) {
            Ok(text) => {
                let path = format!(".claude/agents/{}.md", form.name.trim());
                begin_with(session, workspace, &path, &text);
            }
            Err(unfit) => wrong.set(Some(unfit)),
        }
    };
    let is_wrong = move |part: Part| {
        let wrong = wrong.with(|wrong| wrong.as_ref().is_some_and(|unfit| unfit.part == part));
        wrong.to_string()
    };
    let line =
        move |part: Part, id: &'static str, label: &'static str, hint: &'static str, node| {
            view! {
                <label for=id>{label}</label>
                <input
                    id=id
                    node_ref=node
                    type="text"
                    class="palette-input"
                    autocomplete="off"
                    placeholder=hint
                    aria-invalid=move || is_wrong(part)
                    aria-describedby="new-wrong"
                />
            }
        };
    view! {
        <form
            class="new-form"
            on:submit=move |event| {
                event.prevent_default();
                make();
            }
        >
            {line(Part::Name, "new-name", "Name", "migration-reviewer", name)}
            {line(
                Part::Purpose,
                "new-purpose",
                "What it is for",
                "Review SQL migrations before they are merged",
                purpose,
            )}
            <label for="new-triggers">"When it is called, one situation a line"</label>
            <textarea
                id="new-triggers"
                node_ref=triggers
                class="palette-input"
                rows="3"
                placeholder="a migration was written"
                aria-invalid=move || is_wrong(Part::Triggers)
                aria-describedby="new-wrong"
            ></textarea>
            {line(Part::Tools, "new-tools", "Tools; none named means all", "Read, Grep, Glob", tools)}
            {line(Part::Model, "new-model", "Model; empty for that of the session", "sonnet", model)}
            <p id="new-wrong" class="wrong" role="alert">
                {move || wrong.get().map(|unfit| unfit.why)}
            </p>
            <button type="submit" class="button">"Make the file"</button>
        </form>
    }
}
