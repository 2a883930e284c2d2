//! What this build is made of, as the build wrote it beside the page.

use js_sys::{Array, JSON, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use super::dom;

/// The build's own account of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Build {
    /// The package's version.
    pub version: String,
    /// The commit it was built from, shortened.
    pub commit: String,
    /// What is in it.
    pub dependencies: Vec<Dependency>,
}

/// A crate or package that is part of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dependency {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its licence, as an SPDX expression.
    pub licence: String,
}

/// Reads `about.json` from the place this page came from.
///
/// # Errors
/// In words: it is not there, or not what the build writes.
pub async fn load() -> Result<Build, String> {
    let window = dom::window().ok_or("there is no window")?;
    let response: Response = JsFuture::from(window.fetch_with_str("about.json"))
        .await
        .map_err(|_| "about.json could not be fetched")?
        .dyn_into()
        .map_err(|_| "the browser answered oddly")?;
    if !response.ok() {
        return Err(format!(
            "about.json is not there (status {})",
            response.status()
        ));
    }
    let text = response.text().map_err(|_| "about.json has no text")?;
    let text = JsFuture::from(text)
        .await
        .map_err(|_| "about.json broke off")?;
    let value =
        JSON::parse(&text.as_string().unwrap_or_default()).map_err(|_| "about.json is no JSON")?;
    let dependencies = Reflect::get(&value, &"dependencies".into())
        .ok()
        .and_then(|list| list.dyn_into::<Array>().ok());
    Ok(Build {
        version: text_of(&value, "version"),
        commit: text_of(&value, "commit"),
        dependencies: dependencies
            .map(|list| {
                list.iter()
                    .map(|entry| Dependency {
                        name: text_of(&entry, "name"),
                        version: text_of(&entry, "version"),
                        licence: text_of(&entry, "licence"),
                    })
                    .collect()
            })
            .unwrap_or_default(),
    })
}

fn text_of(value: &JsValue, key: &str) -> String {
    Reflect::get(value, &key.into())
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_else(|| "unknown".to_owned())
}
