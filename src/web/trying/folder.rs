//! A folder that the person opens for reading.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;

use crate::agent::folder::{CACHE_TAG, Listed, Reply, Request, is_left_out};
use crate::web::chunk::{Script, words_of};

#[wasm_bindgen(module = "/src/web/trying/folder.js")]
extern "C" {
    #[wasm_bindgen(js_name = openFolder, catch)]
    async fn open_folder(
        is_left_out: &Closure<dyn Fn(String) -> bool>,
        cache_tag: &str,
    ) -> Result<JsValue, JsValue>;
}

/// A folder, as long as its document lives; a handle to copy by cloning.
#[derive(Clone)]
pub struct OpenFolder(Script);

impl OpenFolder {
    /// Lets a person choose one; `None` where they choose none. Only a press can lead here.
    ///
    /// # Errors
    /// In words, when the browser refuses to ask.
    pub async fn choose() -> Result<Option<Self>, String> {
        let left_out = Closure::<dyn Fn(String) -> bool>::new(|name: String| is_left_out(&name));
        let opened = open_folder(&left_out, CACHE_TAG).await.map_err(words_of)?;
        // It is asked whenever the folder is listed.
        left_out.forget();
        Ok((!opened.is_undefined()).then(|| Self(opened.into())))
    }

    /// What people call it.
    pub fn name(&self) -> String {
        self.0.get("name").as_string().unwrap_or_default()
    }

    /// What it gives for what a tool wants of it.
    pub async fn reply(&self, request: &Request) -> Reply {
        let gave = match request {
            Request::List => self
                .0
                .wait("list", &[])
                .await
                .map(|list| Reply::Files(listed(&list))),
            Request::Read(path) => {
                let bytes = self.0.wait("read", &[path.as_str().into()]).await;
                bytes.map(|bytes| Reply::Bytes(Uint8Array::new(&bytes).to_vec()))
            }
        };
        gave.unwrap_or_else(|error| {
            let why = words_of(error);
            Reply::Failed(match request {
                Request::List => format!("The folder cannot be listed: {why}."),
                Request::Read(path) => format!("{path} cannot be read: {why}."),
            })
        })
    }
}

/// Path, size and time of each file, in turns.
fn listed(list: &JsValue) -> Vec<Listed> {
    let list: Vec<JsValue> = Array::from(list).to_vec();
    // A browser counts in whole numbers that f64 holds.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let number = |value: &JsValue| value.as_f64().map(|number| number as u64);
    list.chunks_exact(3)
        .filter_map(|file| {
            Some(Listed {
                path: file[0].as_string()?,
                size: number(&file[1])?,
                modified: number(&file[2]),
            })
        })
        .collect()
}
