//! What sharing asks of the browser, in a part of the page's JavaScript of its own.

use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::JsCast;

use super::chunk::{Script, words_of};
use super::dom;

/// The part that was fetched.
#[derive(Clone)]
pub struct Sharing {
    script: Script,
}

impl Sharing {
    /// Fetches it.
    ///
    /// # Errors
    /// In words, when it cannot be had.
    pub async fn load() -> Result<Self, String> {
        let script = Script::fetch("data-share").await.map_err(words_of)?;
        Ok(Self { script })
    }

    /// Bytes as raw DEFLATE.
    ///
    /// # Errors
    /// In words, when the browser has no compressor.
    pub async fn deflate(&self, bytes: &[u8]) -> Result<Vec<u8>, String> {
        let arguments = [Uint8Array::from(bytes).into()];
        let deflated = self.script.wait("deflate", &arguments).await;
        let deflated: Uint8Array = deflated
            .map_err(words_of)?
            .dyn_into()
            .map_err(|_| "the browser's compressor gives no bytes".to_owned())?;
        Ok(deflated.to_vec())
    }

    /// The address of this page, without a fragment.
    ///
    /// # Errors
    /// In words, when the part that was fetched is not the one this page was built with.
    pub fn page_address(&self) -> Result<String, String> {
        let address = self.script.call("pageAddress", &[]);
        address
            .map_err(words_of)?
            .as_string()
            .ok_or("the page has no address".to_owned())
    }

    /// Puts a link on the clipboard, as plain text and behind its words.
    ///
    /// # Errors
    /// In words, when the browser refuses.
    pub async fn copy_link(&self, link: &str, words: &str) -> Result<(), String> {
        let arguments = [link.into(), words.into()];
        let copied = self.script.wait("copyLink", &arguments).await;
        copied.map(drop).map_err(words_of)
    }

    /// Whether the system has a way to send something.
    pub fn can_send(&self) -> bool {
        let can = self.script.call("canSend", &[]);
        can.is_ok_and(|can| can.is_truthy())
    }

    /// Opens the system's way to send a link; whether it went.
    ///
    /// # Errors
    /// In words, when the system refuses.
    pub async fn send(&self, link: &str, title: &str) -> Result<bool, String> {
        let arguments = [link.into(), title.into()];
        let went = self.script.wait("send", &arguments).await;
        went.map(|went| went.is_truthy()).map_err(words_of)
    }

    /// Takes the fragment out of the page's address.
    ///
    /// # Errors
    /// In words, when the browser refuses.
    pub fn drop_fragment(&self) -> Result<(), String> {
        let dropped = self.script.call("dropFragment", &[]);
        dropped.map(drop).map_err(words_of)
    }
}

/// What stands behind the `#` of the page's address, with it; nothing where there is none.
pub fn fragment() -> Option<String> {
    let location = Reflect::get(dom::window()?.as_ref(), &"location".into()).ok()?;
    let fragment = Reflect::get(&location, &"hash".into()).ok()?.as_string()?;
    (!fragment.is_empty()).then_some(fragment)
}
