//! The JavaScript side: what the chunk can do.

use std::rc::Rc;

use js_sys::{Array, Object, Reflect, Uint32Array};
use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, HtmlTextAreaElement};

use super::{EditorEvents, EditorHelp, change};
use crate::web::chunk::Script;

#[wasm_bindgen]
extern "C" {
    /// What `createEditor` of editor.js gives. Its methods do not throw.
    #[derive(Clone)]
    pub(super) type View;

    #[wasm_bindgen(method)]
    pub(super) fn text(this: &View) -> String;
    #[wasm_bindgen(method)]
    pub(super) fn open(this: &View, text: &str, history: Option<&str>);
    // Numbers go over as vectors: a slice would be a view of this program's memory, which is
    // nothing any more when the editor acts later.
    #[wasm_bindgen(method, js_name = takeOver)]
    pub(super) fn take_over(
        this: &View,
        textarea: &HtmlTextAreaElement,
        opened: &str,
        history: Option<&str>,
        from: Vec<u32>,
        to: Vec<u32>,
        inserts: &[String],
        times: Vec<f64>,
    );
    #[wasm_bindgen(method)]
    pub(super) fn history(this: &View) -> Option<String>;
    #[wasm_bindgen(method)]
    pub(super) fn change(this: &View, from: Vec<u32>, to: Vec<u32>, inserts: &[String]);
    #[wasm_bindgen(method)]
    pub(super) fn select(this: &View, from: usize, to: usize, focus: bool);
    #[wasm_bindgen(method)]
    pub(super) fn refresh(this: &View);
    #[wasm_bindgen(method)]
    pub(super) fn focus(this: &View);
    #[wasm_bindgen(method)]
    pub(super) fn undo(this: &View);
    #[wasm_bindgen(method)]
    pub(super) fn redo(this: &View);
    #[wasm_bindgen(method)]
    pub(super) fn find(this: &View);
    #[wasm_bindgen(method)]
    pub(super) fn explain(this: &View);
    #[wasm_bindgen(method, js_name = foldAll)]
    pub(super) fn fold_all(this: &View);
    #[wasm_bindgen(method, js_name = unfoldAll)]
    pub(super) fn unfold_all(this: &View);
    #[wasm_bindgen(method, js_name = toggleWrap)]
    pub(super) fn toggle_wrap(this: &View);
}

/// Fetches the chunk and makes an editor in `host`.
///
/// # Errors
/// The chunk is not there, or is not the one this page was built with.
pub(super) async fn create(
    address: &str,
    host: &HtmlElement,
    marks: &[String],
    events: &Rc<dyn EditorEvents>,
    help: &Rc<dyn EditorHelp>,
) -> Result<View, JsValue> {
    let script = Script::fetch_from(address).await?;
    let marks: Array = marks.iter().map(|mark| JsValue::from_str(mark)).collect();
    let arguments = [
        host.into(),
        marks.into(),
        told_to(events)?.into(),
        asked_of(help)?.into(),
    ];
    script
        .call("createEditor", &arguments)
        .map(JsCast::unchecked_into)
}

/// The object that editor.js calls. Its functions live as long as the page.
fn told_to(events: &Rc<dyn EditorEvents>) -> Result<Object, JsValue> {
    let object = Object::new();
    let set = |name: &str, function: JsValue| Reflect::set(&object, &name.into(), &function);

    let to = Rc::clone(events);
    let changed = Closure::<dyn Fn(Vec<u32>, Vec<u32>, Vec<String>)>::new(
        move |from: Vec<u32>, until: Vec<u32>, inserts: Vec<String>| {
            to.changed(&change::from_columns(&from, &until, inserts));
        },
    );
    set("changed", changed.into_js_value())?;

    let to = Rc::clone(events);
    let caret = Closure::<dyn Fn(usize, bool)>::new(move |position, by_typing| {
        to.caret(position, by_typing);
    });
    set("caret", caret.into_js_value())?;

    let to = Rc::clone(events);
    let tokens = Closure::<dyn Fn(usize, usize) -> Option<Uint32Array>>::new(move |from, until| {
        let tokens = to.tokens(from, until)?;
        Some(Uint32Array::from(tokens.as_slice()))
    });
    set("tokens", tokens.into_js_value())?;

    let to = Rc::clone(events);
    let folds =
        Closure::<dyn Fn() -> Uint32Array>::new(move || Uint32Array::from(to.folds().as_slice()));
    set("folds", folds.into_js_value())?;
    Ok(object)
}

/// The object that assist.js and problems.js ask. Its functions live as long as the page.
fn asked_of(help: &Rc<dyn EditorHelp>) -> Result<Object, JsValue> {
    let object = Object::new();
    let of = Rc::clone(help);
    let completions = Closure::<dyn Fn(usize) -> Option<Array>>::new(move |position| {
        let (from, to, options) = of.completions(position)?;
        let flat = Array::of2(&from.into(), &to.into());
        for option in options {
            for text in [&option.label, &option.insert, option.doc] {
                flat.push(&text.into());
            }
        }
        Some(flat)
    });
    Reflect::set(&object, &"completions".into(), &completions.into_js_value())?;
    let of = Rc::clone(help);
    let hover = Closure::<dyn Fn(usize) -> Option<Array>>::new(move |position| {
        let said = of.hover(position)?;
        let flat = Array::of2(&said.from.into(), &said.to.into());
        let meaning = said.meaning.as_ref().map_or([""; 3], |meaning| {
            [meaning.title.as_str(), &meaning.text, meaning.source]
        });
        for text in meaning {
            flat.push(&text.into());
        }
        for problem in &said.problems {
            for text in [problem.severity, &problem.message, &problem.rule] {
                flat.push(&text.into());
            }
        }
        Some(flat)
    });
    Reflect::set(&object, &"hover".into(), &hover.into_js_value())?;
    let of = Rc::clone(help);
    let problems = Closure::<dyn Fn() -> Option<Uint32Array>>::new(move || {
        Some(Uint32Array::from(of.problems()?.as_slice()))
    });
    Reflect::set(&object, &"problems".into(), &problems.into_js_value())?;
    Ok(object)
}
