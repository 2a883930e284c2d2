//! Asking the hosts of loaders. The work is done by ask.js, a chunk of its own.

use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::chunk;
use crate::loader::{Answer, Expects, Failure, GistFile, Request, TreeFile};

/// Who asks; a handle to share.
#[derive(Clone)]
pub struct Asker {
    ask: Function,
}

impl Asker {
    /// Fetches the chunk; it asks nobody yet.
    ///
    /// # Errors
    /// In words, when it cannot be had.
    pub async fn fetch() -> Result<Self, String> {
        let address = chunk::address("data-loader").ok_or("this build has no loader")?;
        let module = chunk::load(&address).await?;
        Reflect::get(&module, &"ask".into())
            .ok()
            .and_then(|ask| ask.dyn_into().ok())
            .map(|ask| Self { ask })
            .ok_or_else(|| "the file is not the loader".to_owned())
    }

    /// Asks for all of these at once, and waits for what comes back, in their order. Every failure is an
    /// answer.
    pub async fn ask_all(&self, requests: &[Request]) -> Vec<Answer> {
        let asked: Vec<Option<Promise>> = requests.iter().map(|one| self.ask(one)).collect();
        let mut answers = Vec::with_capacity(asked.len());
        for promise in asked {
            let answer = match promise {
                Some(promise) => JsFuture::from(promise).await.ok(),
                None => None,
            };
            let answer = answer.as_ref().and_then(read);
            answers.push(answer.unwrap_or(Answer::Failed(Failure::NotAnAnswer)));
        }
        answers
    }

    fn ask(&self, request: &Request) -> Option<Promise> {
        let expects = match request.expects {
            Expects::Text => "text",
            Expects::Tree => "tree",
            Expects::Gist => "gist",
        };
        let answer = self.ask.call4(
            &JsValue::UNDEFINED,
            &request.host.name().into(),
            &request.address.as_str().into(),
            &expects.into(),
            &(request.limit() as f64).into(),
        );
        answer.ok()?.dyn_into().ok()
    }
}

/// What ask.js gives.
fn read(answer: &JsValue) -> Option<Answer> {
    let get = |name: &str| {
        let value = Reflect::get(answer, &name.into()).ok()?;
        (!value.is_undefined()).then_some(value)
    };
    if let Some(text) = get("text") {
        return Some(Answer::Text(text.dyn_into::<Uint8Array>().ok()?.to_vec()));
    }
    if let Some(tree) = get("tree") {
        let files = list(tree)?.into_iter().map(|file| {
            Some(TreeFile {
                path: file.get(0).as_string()?,
                bytes: file.get(1).as_f64()? as usize,
            })
        });
        return Some(Answer::Tree {
            files: files.collect::<Option<_>>()?,
            cut: get("cut")?.as_bool()?,
        });
    }
    if let Some(gist) = get("gist") {
        let files = list(gist)?.into_iter().map(|file| {
            Some(GistFile {
                name: file.get(0).as_string()?,
                text: file.get(1).as_string()?,
                rest_at: file.get(2).as_string(),
            })
        });
        return Some(Answer::Gist(files.collect::<Option<_>>()?));
    }
    Some(Answer::Failed(match get("failed")?.as_string()?.as_str() {
        "unreachable" => Failure::Unreachable,
        "too large" => Failure::TooLarge,
        "status" => Failure::Status {
            status: get("status")?.as_f64()? as u16,
            limited: get("limited")?.as_bool()?,
            wait: get("wait").and_then(|wait| wait.as_f64()),
        },
        _ => Failure::NotAnAnswer,
    }))
}

fn list(value: JsValue) -> Option<Vec<Array>> {
    let list = value.dyn_into::<Array>().ok()?;
    list.iter().map(|one| one.dyn_into().ok()).collect()
}
