//! Files that a person brings or takes home: dropped, chosen, in a folder or a zip.
//!
//! files.js lists what there is and reads what is asked for; what is worth reading, and what becomes of
//! it, is decided in `workspace` and `ui`.

use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, DataTransfer, FileList};

use super::chunk::{self, words_of};
use crate::text::SourceFile;
use crate::workspace::choosing::NOT_ENTERED;
use crate::workspace::library::Origin;

#[wasm_bindgen]
extern "C" {
    /// Files that came together, listed but not read.
    #[derive(Clone)]
    pub type Source;

    /// The folder's or the zip's name; empty for single files.
    #[wasm_bindgen(method, getter)]
    pub fn title(this: &Source) -> String;
    #[wasm_bindgen(method, getter, js_name = origin)]
    fn origin_word(this: &Source) -> String;
    #[wasm_bindgen(method, getter, js_name = handle)]
    fn handle_or_undefined(this: &Source) -> JsValue;
    /// The paths of all files, each beginning with the title where there is one.
    #[wasm_bindgen(method, getter)]
    pub fn paths(this: &Source) -> Vec<String>;
    #[wasm_bindgen(method, catch, js_name = read)]
    async fn read_bytes(this: &Source, indices: Vec<u32>) -> Result<JsValue, JsValue>;
}

impl Source {
    /// What it is.
    pub fn origin(&self) -> Origin {
        Origin::of(&self.origin_word(), None)
    }

    /// The browser's handle of the folder, where it can be written to.
    pub fn handle(&self) -> Option<JsValue> {
        let handle = self.handle_or_undefined();
        (!handle.is_undefined()).then_some(handle)
    }

    /// The bytes of some files, in their order; `None` for one that cannot be read.
    ///
    /// # Errors
    /// In words, when nothing can be read at all.
    pub async fn read(&self, indices: &[usize]) -> Result<Vec<Option<Vec<u8>>>, String> {
        let indices = indices
            .iter()
            .filter_map(|index| u32::try_from(*index).ok())
            .collect();
        let read = self.read_bytes(indices).await;
        let list = Array::from(&read.map_err(|error| words_of(&error))?);
        let bytes = |value: JsValue| {
            value
                .dyn_into()
                .ok()
                .map(|bytes: Uint8Array| bytes.to_vec())
        };
        Ok(list.iter().map(bytes).collect())
    }
}

/// The part of the page that can do all this; a handle.
#[derive(Clone)]
pub struct Files {
    module: JsValue,
}

impl Files {
    /// Fetches it.
    ///
    /// # Errors
    /// In words, when it cannot be had.
    pub async fn fetch() -> Result<Self, String> {
        let address = chunk::address("data-files").ok_or("this page was built without it")?;
        let module = chunk::load(&address).await?;
        Ok(Self { module })
    }

    /// What was dropped. It has to be asked for while the event lasts; the answer may be awaited later.
    ///
    /// # Errors
    /// In words, when the browser does not give it.
    pub fn dropped(&self, transfer: &DataTransfer) -> Result<Promise, String> {
        self.call("fromDrop", &[transfer.into(), not_entered().into()])
    }

    /// What was chosen in an input.
    ///
    /// # Errors
    /// In words, when the browser does not give it.
    pub fn chosen(&self, files: &FileList) -> Result<Promise, String> {
        self.call("fromInput", &[files.into()])
    }

    /// Whether the browser lets a page write to a folder that was chosen.
    pub fn can_open_folders(&self) -> bool {
        self.function("canOpenFolders")
            .and_then(|ask| ask.call0(&JsValue::UNDEFINED).map_err(|e| words_of(&e)))
            .is_ok_and(|can| can.is_truthy())
    }

    /// Lets a person choose a folder. Only a press can lead here.
    ///
    /// # Errors
    /// In words, when the browser refuses.
    pub fn pick_folder(&self) -> Result<Promise, String> {
        self.call("fromPicker", &[not_entered().into()])
    }

    /// A zip of some files.
    ///
    /// # Errors
    /// In words, when it cannot be made.
    pub async fn zip(&self, files: &[SourceFile]) -> Result<Blob, String> {
        let paths: Array = files
            .iter()
            .map(|file| JsValue::from(file.path.as_str()))
            .collect();
        let contents: Array = files.iter().map(|file| bytes_of(&file.text)).collect();
        let made = self.call("zipOf", &[paths.into(), contents.into()])?;
        let blob = awaited(made).await?;
        blob.dyn_into().map_err(|_| "no zip came of it".to_owned())
    }

    /// Asks, if need be, whether this page may write to a folder. Only a press can lead here.
    ///
    /// # Errors
    /// In words, when the browser refuses to ask.
    pub async fn may_write(&self, folder: &JsValue) -> Result<bool, String> {
        let asked = self.call("mayWrite", std::slice::from_ref(folder))?;
        Ok(awaited(asked).await?.is_truthy())
    }

    /// Writes a file below a folder, unless something else lies there than what is expected (nothing,
    /// where that is `None`); gives what lies there instead.
    ///
    /// # Errors
    /// In words, when the browser refuses; what lay there still does.
    pub async fn write(
        &self,
        folder: &JsValue,
        path: &str,
        expected: Option<&str>,
        text: &str,
    ) -> Result<Option<Vec<u8>>, String> {
        let expected = expected.map_or(JsValue::UNDEFINED, bytes_of);
        let arguments = [folder.clone(), path.into(), expected, bytes_of(text)];
        let there = awaited(self.call("writeInto", &arguments)?).await?;
        Ok(there
            .dyn_into()
            .ok()
            .map(|bytes: Uint8Array| bytes.to_vec()))
    }

    fn function(&self, name: &str) -> Result<Function, String> {
        Reflect::get(&self.module, &name.into())
            .ok()
            .and_then(|function| function.dyn_into().ok())
            .ok_or_else(|| "this page was built without it".to_owned())
    }

    fn call(&self, name: &str, arguments: &[JsValue]) -> Result<Promise, String> {
        let arguments: Array = arguments.iter().collect();
        self.function(name)?
            .apply(&JsValue::UNDEFINED, &arguments)
            .map(|promise| Promise::resolve(&promise))
            .map_err(|error| words_of(&error))
    }
}

/// The sources that a promise of [`Files`] gives.
///
/// # Errors
/// In words, when they cannot be listed.
pub async fn sources(promise: Promise) -> Result<Vec<Source>, String> {
    let list = Array::from(&awaited(promise).await?);
    Ok(list.iter().map(JsCast::unchecked_into).collect())
}

async fn awaited(promise: Promise) -> Result<JsValue, String> {
    JsFuture::from(promise)
        .await
        .map_err(|error| words_of(&error))
}

fn bytes_of(text: &str) -> JsValue {
    Uint8Array::from(text.as_bytes()).into()
}

fn not_entered() -> Array {
    NOT_ENTERED
        .iter()
        .map(|name| JsValue::from(*name))
        .collect()
}
