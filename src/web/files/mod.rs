//! Files that a person brings or takes home: dropped, chosen, in a folder or a zip.
//!
//! files.js lists what there is and reads what is asked for; what is worth reading, and what becomes of
//! it, is decided in `workspace` and `ui`.

use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{Blob, DataTransfer, FileList};

use super::chunk::{Script, kept, words_of};
use crate::text::SourceFile;
use crate::workspace::choosing::NOT_ENTERED;
use crate::workspace::library::Origin;

/// Files that came together, listed but not read; a handle.
#[derive(Clone)]
pub struct Source(Script);

impl Source {
    /// The folder's or the zip's name; empty for single files.
    pub fn title(&self) -> String {
        self.0.get("title").as_string().unwrap_or_default()
    }

    /// What it is.
    pub fn origin(&self) -> Origin {
        Origin::of(&self.0.get("origin").as_string().unwrap_or_default(), None)
    }

    /// The browser's handle of the folder, where it can be written to.
    pub fn handle(&self) -> Option<JsValue> {
        let handle = self.0.get("handle");
        (!handle.is_undefined()).then_some(handle)
    }

    /// The paths of all files, each beginning with the title where there is one.
    pub fn paths(&self) -> Vec<String> {
        let paths = Array::from(&self.0.get("paths"));
        paths.iter().filter_map(|path| path.as_string()).collect()
    }

    /// The bytes of some files, in their order; `None` for one that cannot be read.
    ///
    /// # Errors
    /// In words, when nothing can be read at all.
    pub async fn read(&self, indices: &[usize]) -> Result<Vec<Option<Vec<u8>>>, String> {
        let indices: Array = indices.iter().map(|index| JsValue::from(*index)).collect();
        let read = self.0.wait("read", &[indices.into()]).await;
        let list = Array::from(&read.map_err(words_of)?);
        Ok(list.iter().map(bytes).collect())
    }
}

/// The part of the page that can do all this; a handle.
#[derive(Clone)]
pub struct Files {
    script: Script,
}

impl Files {
    /// Fetches it.
    ///
    /// # Errors
    /// In words, when it cannot be had.
    pub async fn fetch() -> Result<Self, String> {
        let script = Script::fetch("data-files").await.map_err(words_of)?;
        Ok(Self { script })
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
        let can = self.script.call("canOpenFolders", &[]);
        can.is_ok_and(|can| can.is_truthy())
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
        let arguments = [paths.into(), contents.into()];
        let blob = self.script.wait("zipOf", &arguments).await;
        blob.map_err(words_of)?
            .dyn_into()
            .map_err(|_| "no zip came of it".to_owned())
    }

    /// Asks, if need be, whether this page may write to a folder. Only a press can lead here.
    ///
    /// # Errors
    /// In words, when the browser refuses to ask.
    pub async fn may_write(&self, folder: &JsValue) -> Result<bool, String> {
        let folder = std::slice::from_ref(folder);
        let may = self.script.wait("mayWrite", folder).await;
        may.map(|may| may.is_truthy()).map_err(words_of)
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
        let there = self.script.wait("writeInto", &arguments).await;
        there.map(bytes).map_err(words_of)
    }

    fn call(&self, name: &str, arguments: &[JsValue]) -> Result<Promise, String> {
        let promise = self.script.call(name, arguments).map_err(words_of)?;
        Ok(Promise::resolve(&promise))
    }
}

/// The sources that a promise of [`Files`] gives.
///
/// # Errors
/// In words, when they cannot be listed.
pub async fn sources(promise: Promise) -> Result<Vec<Source>, String> {
    let list = Array::from(&kept(&promise).await.map_err(words_of)?);
    Ok(list.iter().map(|source| Source(source.into())).collect())
}

/// The bytes that files.js gives for a file; `None` where it gives none.
fn bytes(value: JsValue) -> Option<Vec<u8>> {
    let bytes: Uint8Array = value.dyn_into().ok()?;
    Some(bytes.to_vec())
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
