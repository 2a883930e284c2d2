//! What sharing asks of the browser, in a part of the page's JavaScript of its own.

use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::chunk::{self, words_of};
use super::dom;

/// The part that was fetched.
#[derive(Clone)]
pub struct Sharing {
    module: JsValue,
}

impl Sharing {
    /// Fetches it.
    ///
    /// # Errors
    /// In words, when it cannot be had.
    pub async fn load() -> Result<Self, String> {
        let address = chunk::address("data-share").ok_or("this page was built without it")?;
        let module = chunk::load(&address).await?;
        Ok(Self { module })
    }

    /// Bytes as raw DEFLATE.
    ///
    /// # Errors
    /// In words, when the browser has no compressor.
    pub async fn deflate(&self, bytes: &[u8]) -> Result<Vec<u8>, String> {
        let deflated = self
            .wait("deflate", &[Uint8Array::from(bytes).into()])
            .await?;
        let deflated: Uint8Array = deflated
            .dyn_into()
            .map_err(|_| "the browser's compressor gives no bytes".to_owned())?;
        Ok(deflated.to_vec())
    }

    /// The address of this page, without a fragment.
    ///
    /// # Errors
    /// In words, when the part that was fetched is not the one this page was built with.
    pub fn page_address(&self) -> Result<String, String> {
        let address = self.call("pageAddress", &[])?;
        address
            .as_string()
            .ok_or("the page has no address".to_owned())
    }

    /// Puts a link on the clipboard, as plain text and behind its words.
    ///
    /// # Errors
    /// In words, when the browser refuses.
    pub async fn copy_link(&self, link: &str, words: &str) -> Result<(), String> {
        self.wait("copyLink", &[link.into(), words.into()])
            .await
            .map(|_| ())
    }

    /// Whether the system has a way to send something.
    pub fn can_send(&self) -> bool {
        self.call("canSend", &[]).is_ok_and(|can| can.is_truthy())
    }

    /// Opens the system's way to send a link; whether it went.
    ///
    /// # Errors
    /// In words, when the system refuses.
    pub async fn send(&self, link: &str, title: &str) -> Result<bool, String> {
        let went = self.wait("send", &[link.into(), title.into()]).await?;
        Ok(went.is_truthy())
    }

    /// Takes the fragment out of the page's address.
    ///
    /// # Errors
    /// In words, when the browser refuses.
    pub fn drop_fragment(&self) -> Result<(), String> {
        self.call("dropFragment", &[]).map(|_| ())
    }

    fn call(&self, name: &str, arguments: &[JsValue]) -> Result<JsValue, String> {
        let function: Function = Reflect::get(&self.module, &name.into())
            .ok()
            .and_then(|function| function.dyn_into().ok())
            .ok_or("a newer page has taken this one's place; reload it")?;
        let arguments: Array = arguments.iter().collect();
        Reflect::apply(&function, &self.module, &arguments).map_err(|error| words_of(&error))
    }

    async fn wait(&self, name: &str, arguments: &[JsValue]) -> Result<JsValue, String> {
        let promise: Promise = self
            .call(name, arguments)?
            .dyn_into()
            .map_err(|_| "a newer page has taken this one's place; reload it".to_owned())?;
        JsFuture::from(promise)
            .await
            .map_err(|error| words_of(&error))
    }
}

/// What stands behind the `#` of the page's address, with it; nothing where there is none.
pub fn fragment() -> Option<String> {
    let location = Reflect::get(dom::window()?.as_ref(), &"location".into()).ok()?;
    let fragment = Reflect::get(&location, &"hash".into()).ok()?.as_string()?;
    (!fragment.is_empty()).then_some(fragment)
}
