//! The service worker that keeps the page's files, and the files that the system opens with the installed
//! page. The work is done by page.js, a chunk of its own, and worker.js.

use std::rc::Rc;

use js_sys::{Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;

use super::chunk::{self, Script};

/// What is heard of it.
pub trait OfflineEvents {
    /// A new build is kept and waits until it is asked for.
    fn updated(&self);
    /// The system opens a file with the page.
    fn opened(&self, name: &str, bytes: Vec<u8>);
    /// The system opens a file that the browser cannot read.
    fn unreadable(&self, name: &str);
}

/// A handle to the service worker of the page.
#[derive(Clone)]
pub struct Offline {
    script: Script,
}

impl Offline {
    /// Fetches the chunk, which from then on keeps the page and tells what happens; `None` where this build
    /// has none, or it cannot be had. In a build for work on the page, and where a browser has no service
    /// workers, nothing is kept.
    pub async fn start(events: Rc<dyn OfflineEvents>) -> Option<Self> {
        let script = Script::fetch("data-offline").await.ok()?;
        let worker = chunk::address("data-worker").map_or(JsValue::UNDEFINED, JsValue::from);
        let arguments = [worker, told_to(&events)?.into()];
        script.call("start", &arguments).ok()?;
        Some(Self { script })
    }

    /// Turns to the new build, and loads the page anew.
    pub fn reload(&self) {
        // It fails in no way that could be told here: the page goes.
        let _ = self.script.call("reload", &[]);
    }
}

/// The object that page.js calls. Its functions live as long as the page.
fn told_to(events: &Rc<dyn OfflineEvents>) -> Option<Object> {
    let object = Object::new();
    let set = |name: &str, function: JsValue| Reflect::set(&object, &name.into(), &function).ok();

    let to = Rc::clone(events);
    let updated = Closure::<dyn Fn()>::new(move || to.updated());
    set("updated", updated.into_js_value())?;

    let to = Rc::clone(events);
    let opened =
        Closure::<dyn Fn(String, Uint8Array)>::new(move |name: String, bytes: Uint8Array| {
            to.opened(&name, bytes.to_vec());
        });
    set("opened", opened.into_js_value())?;

    let to = Rc::clone(events);
    let unreadable = Closure::<dyn Fn(String)>::new(move |name: String| to.unreadable(&name));
    set("unreadable", unreadable.into_js_value())?;
    Some(object)
}
