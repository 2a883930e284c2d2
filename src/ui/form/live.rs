//! A text of the file in a control: the control follows the file, and the file follows the control
//! once a change is complete.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};

use super::Form;
use crate::definition::Definition;
use crate::text::TextEdit;
use crate::web::dom;

/// What makes the edit for a typed text, or says why there is none.
type Make = Box<dyn Fn(&Definition, &str) -> Result<Vec<TextEdit>, String>>;

/// The link between a text of the file and a control.
#[derive(Clone, Copy)]
pub struct Live {
    form: Form,
    /// The text in the file.
    read: Memo<String>,
    make: StoredValue<Make, LocalStorage>,
    /// Whether something was typed that is not in the file yet: then the control keeps it.
    typed: RwSignal<bool>,
    refused: RwSignal<Option<String>>,
    /// What stands in the control, for those that grow with it.
    stands: RwSignal<String>,
}

impl Live {
    /// Links a text to whatever control [`TextBox`] draws.
    pub fn new(
        form: Form,
        read: Memo<String>,
        make: impl Fn(&Definition, &str) -> Result<Vec<TextEdit>, String> + 'static,
    ) -> Self {
        Self {
            form,
            read,
            make: StoredValue::new_local(Box::new(make)),
            typed: RwSignal::new(false),
            refused: RwSignal::new(None),
            stands: RwSignal::new(read.get_untracked()),
        }
    }

    /// Lets the control of that id follow the file from now on.
    fn follow(self, id: String) {
        Effect::new(move || {
            let text = self.read.get();
            if self.typed.get_untracked() {
                return;
            }
            if let Some(control) = dom::by_id::<Element>(&id) {
                show(control.unchecked_ref(), &text);
                self.stands.set(text);
            }
        });
    }

    fn input(self, text: String) {
        self.typed.set(text != self.read.get_untracked());
        self.stands.set(text);
    }

    /// The change is complete: it goes into the file. What is refused stays in the control.
    fn commit(self, control: &HtmlInputElement) {
        if !self.typed.get_untracked() {
            self.refused.set(None);
            return;
        }
        let definition = self.form.session.definition_now();
        let made = self
            .make
            .with_value(|make| make(&definition, &control.value()));
        match made {
            Ok(edits) => {
                self.typed.set(false);
                self.refused.set(None);
                if edits.is_empty() {
                    self.take_back(control);
                }
                self.form.session.apply(&edits);
            }
            Err(because) => self.refused.set(Some(because)),
        }
    }

    /// What the file says stands in the control again.
    fn take_back(self, control: &HtmlInputElement) {
        let text = self.read.get_untracked();
        show(control, &text);
        self.stands.set(text);
        self.typed.set(false);
        self.refused.set(None);
    }
}

/// Puts a text into a control; a caret in it stays where it is.
fn show(control: &HtmlInputElement, text: &str) {
    if control.value() == text {
        return;
    }
    let focused = dom::document().and_then(|document| document.active_element());
    let caret = if focused.as_ref() == Some(control.unchecked_ref()) {
        control.selection_start().ok().flatten()
    } else {
        None
    };
    control.set_value(text);
    if let Some(caret) = caret {
        let _ = control.set_selection_range(caret, caret);
    }
}

/// A control for a text: of one line, or of many and as high as it needs to be.
#[component]
pub fn TextBox(
    live: Live,
    id: String,
    /// Whether it takes several lines.
    #[prop(optional)]
    lines: bool,
    /// The id of a list of suggestions.
    #[prop(optional)]
    list: &'static str,
    /// What names it, where no label does.
    #[prop(optional)]
    label: String,
    /// The id of what describes it.
    #[prop(optional)]
    about: String,
) -> impl IntoView {
    live.follow(id.clone());
    let typed = move || live.typed.get().then_some("");
    let invalid = move || live.refused.get().map(|_| "true");
    let label = (!label.is_empty()).then_some(label);
    let about = (!about.is_empty()).then_some(about);
    let error = format!("{id}-error");
    let described = move |about: Option<String>, error: String| {
        move || match (live.refused.get(), &about) {
            (Some(_), _) => Some(error.clone()),
            (None, about) => about.clone(),
        }
    };
    let described = described(about, error.clone());
    let input = move |event: web_sys::Event| live.input(event_target_value(&event));
    let change = move |event: web_sys::Event| {
        if let Some(control) = event.target() {
            live.commit(control.unchecked_ref());
        }
    };
    let first = live.read.get_untracked();
    let control = id.clone();
    let control = if lines {
        view! {
            <div class="grow" data-text=move || live.stands.get()>
                <textarea
                    class="box"
                    id=control
                    rows="1"
                    dir="auto"
                    prop:value=first
                    aria-label=label
                    aria-describedby=described
                    aria-invalid=invalid
                    data-typed=typed
                    on:input=input
                    on:change=change
                ></textarea>
            </div>
        }
        .into_any()
    } else {
        view! {
            <input
                type="text"
                class="box"
                id=control
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                list=(!list.is_empty()).then_some(list)
                prop:value=first
                aria-label=label
                aria-describedby=described
                aria-invalid=invalid
                data-typed=typed
                on:input=input
                on:change=change
            />
        }
        .into_any()
    };
    view! {
        {control}
        {move || {
            let (id, error) = (id.clone(), error.clone());
            live.refused
                .get()
                .map(|because| {
                    view! {
                        <p class="refused" role="alert" id=error>
                            {because}
                            " "
                            <button
                                type="button"
                                class="button"
                                on:click=move |_| {
                                    if let Some(control) = dom::by_id::<Element>(&id) {
                                        live.take_back(control.unchecked_ref());
                                        let _ = control.unchecked_ref::<web_sys::HtmlElement>().focus();
                                    }
                                }
                            >
                                "Take back"
                            </button>
                        </p>
                    }
                })
        }}
    }
}
