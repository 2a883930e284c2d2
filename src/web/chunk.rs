//! The parts of the page's JavaScript that are fetched after the first view.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::dom;

#[wasm_bindgen(module = "/src/web/load_chunk.js")]
extern "C" {
    #[wasm_bindgen(js_name = loadChunk, catch)]
    fn load_chunk(address: &str) -> Result<Promise, JsValue>;
}

/// The address of a part, by the attribute of the boot script that names it.
pub fn address(attribute: &str) -> Option<String> {
    dom::first("script[data-js]")?.get_attribute(attribute)
}

/// A part that was fetched, or something that one of its functions gave; a handle.
///
/// Its functions are called by their names. A binding of each would be bytes of the first load, for what
/// is only fetched later.
#[derive(Clone)]
pub struct Script(JsValue);

impl Script {
    /// Fetches the part that this attribute of the boot script names.
    ///
    /// # Errors
    /// What the browser threw, or in words that this build has no such part.
    pub async fn fetch(attribute: &str) -> Result<Self, JsValue> {
        let address = address(attribute).ok_or("this page was built without it")?;
        Self::fetch_from(&address).await
    }

    /// Fetches the part that lies at this address.
    ///
    /// # Errors
    /// What the browser threw.
    pub async fn fetch_from(address: &str) -> Result<Self, JsValue> {
        Ok(Self(JsFuture::from(load_chunk(address)?).await?))
    }

    /// What it holds under this name; `undefined` where that is nothing.
    pub fn get(&self, name: &str) -> JsValue {
        Reflect::get(&self.0, &name.into()).unwrap_or_default()
    }

    /// Calls one of its functions.
    ///
    /// # Errors
    /// What the function threw, or in words that there is none of that name.
    pub fn call(&self, name: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
        let function: Function = self
            .get(name)
            .dyn_into()
            .map_err(|_| "a newer page has taken this one's place; reload it")?;
        Reflect::apply(&function, &self.0, &arguments.iter().collect::<Array>())
    }

    /// Calls one of its functions, and waits for what that promises.
    ///
    /// # Errors
    /// As [`Script::call`], and why the promise was not kept.
    pub async fn wait(&self, name: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
        kept(&self.call(name, arguments)?).await
    }
}

impl From<JsValue> for Script {
    fn from(object: JsValue) -> Self {
        Self(object)
    }
}

impl AsRef<JsValue> for Script {
    fn as_ref(&self) -> &JsValue {
        &self.0
    }
}

/// Waits for what a value promises, where it is a promise.
///
/// # Errors
/// Why it was not kept.
pub async fn kept(promise: &JsValue) -> Result<JsValue, JsValue> {
    JsFuture::from(Promise::resolve(promise)).await
}

/// What an error says, for people: an error of the browser's, or words that were thrown.
pub fn words_of(error: JsValue) -> String {
    error
        .as_string()
        .or_else(|| Reflect::get(&error, &"message".into()).ok()?.as_string())
        .unwrap_or_else(|| "the browser gives no reason".to_owned())
}
